"""SPARQL 1.1 Graph Store HTTP Protocol: graphs as things that are got, put, added to and deleted.

A graph is addressed indirectly (`/graph-store?graph=IRI`, `/graph-store?default`) or directly (`/graph-store/anything`: its IRI
is the address itself). The default graph here is what was written without a name; it is kept as the named graph
`urn:x-kg:default`, so that queries see it in the union of all.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from kg.serving.media import GRAPHS, best
from kg.serving.protocol import fields, iri
from kg.serving.refusal import Refused
from kg.serving.wire import Job

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

PATH: Final = "/graph-store"

_IN_PATHS: Final = "/:@!$&'()*+,;=~"
"""What may stand in a path as it is."""

ALLOWED: Final = "GET, HEAD, PUT, POST, DELETE, OPTIONS"


@dataclass(frozen=True, slots=True)
class Addressed:
    """The graph that a request is about."""

    iri: str | None
    """Null for the default graph."""
    new: bool = False
    """Whether the server chose the name, for data that came without one."""


def read(request: Request) -> tuple[Job, Addressed]:
    """The job that a request asks for, and on which graph. Raises `Refused` for requests that make no sense."""
    graph = addressed(request)
    if request.method in ("GET", "HEAD"):
        return Job(kind="graph", details={"graph": graph.iri, "type": best(request.accept_mimetypes, GRAPHS)}), graph
    if request.method == "DELETE":
        return Job(kind="DELETE", details={"graph": graph.iri}), graph
    if request.method not in ("PUT", "POST"):
        raise Refused(405, f"a graph takes {ALLOWED}", {"Allow": ALLOWED})
    parts = _parts(request)
    details = {
        "graph": graph.iri,
        "base": graph.iri or request.base_url,
        "parts": [(len(body), media_type) for body, media_type in parts],
    }
    return Job(kind=request.method, details=details, body=b"".join(body for body, _ in parts)), graph


def addressed(request: Request) -> Addressed:
    """Which graph a request is about. Raises `Refused` (400) where it names none, two, or one by something that is no IRI."""
    sent = fields(request.query_string, "address")
    if path := request.path.removeprefix(PATH).strip("/"):
        if sent:
            raise Refused(400, f"the address names the graph already; {', '.join(sent)} is too much")
        return Addressed(f"{request.root_url.rstrip('/')}{PATH}/{quote(path, safe=_IN_PATHS)}")
    named, default = sent.get("graph", []), "default" in sent
    if len(named) + default > 1:
        raise Refused(400, "name one graph")
    if default:
        return Addressed(None)
    if named:
        return Addressed(iri(named[0]))
    if request.method == "POST":
        return Addressed(f"{request.root_url.rstrip('/')}{PATH}/{uuid.uuid4()}", new=True)
    raise Refused(400, f"name a graph: {PATH}?graph=IRI, {PATH}?default or {PATH}/NAME")


def _parts(request: Request) -> list[tuple[bytes, str]]:
    """(RDF, media type) of everything that was sent: one document, or a form of several files."""
    if request.mimetype == "multipart/form-data":
        if request.method != "POST":
            raise Refused(415, "several files are sent by POST")
        files = [file for name in request.files for file in request.files.getlist(name)]
        if not files:
            raise Refused(400, "the form holds no file")
        return [(file.stream.read(), _taken(file.mimetype, file.mimetype_params.get("charset"))) for file in files]
    body = request.get_data()
    charset = request.mimetype_params.get("charset")
    return [(body, _taken(request.mimetype or "application/rdf+xml", charset))]  # what the protocol takes silence for


def _taken(media_type: str, charset: str | None) -> str:
    if media_type not in GRAPHS:
        raise Refused(415, f"a graph is sent as {', '.join(GRAPHS)}, not as {media_type}")
    if charset is not None and charset.lower() not in ("utf-8", "utf8"):
        raise Refused(415, f"RDF is sent as UTF-8, not as {charset}")
    return media_type
