"""What is at which path, as a WSGI application. It knows no store: jobs go to `readers` and `writer`."""

from __future__ import annotations

import hmac
import json
import re
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, cast

import pyoxigraph as ox
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Request, Response

from kg.errors import QueryError
from kg.serving import graphstore, outside, protocol, service, updates
from kg.serving.media import BY_FORM, GRAPHS, HTML, best, content_type
from kg.serving.pool import Readers, Writer
from kg.serving.processes import Answer
from kg.serving.refusal import Refused
from kg.serving.settings import Settings
from kg.serving.sharing import Sharing
from kg.serving.wire import Job
from kg.store.text import form

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

SPARQL: Final = ("/sparql", "/query", "/update")
"""Paths that speak the SPARQL protocol; the first is the one that descriptions name."""

VOID: Final = "/.well-known/void"
ID: Final = "/id/"

READS: Final = "GET, HEAD, OPTIONS"

CHUNK: Final = 1 << 16

_HOST: Final = re.compile(r"[A-Za-z0-9._-]+(:[0-9]+)?|\[[0-9A-Fa-f:.]+\](:[0-9]+)?")


class Application:
    """The endpoint, but for sockets."""

    def __init__(self, settings: Settings, readers: Readers, writer: Writer | None, log: Callable[[str], None]) -> None:
        self.settings = settings
        self.readers = readers
        self.writer = writer
        self.log = log
        self.sharing = Sharing(settings.cors)
        self.routes: Mapping[str, Callable[[Request], Response]] = {
            **dict.fromkeys(SPARQL, self.sparql),
            graphstore.PATH: self.graph_store,
            VOID: self.void,
            "/resource": self.resource,
            "/health": self.health,
            "/ready": self.ready,
        }
        """Path, without a slash at its end, to what answers there."""
        self.described: Mapping[tuple[str, str, str], bytes] = {}
        """The last descriptions of the data set, by version, syntax and address."""

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        begun = time.monotonic()
        request = Request(environ)
        try:
            if not _HOST.fullmatch(request.host):
                raise Refused(400, "the request names no host")
            response = self.options(request) if request.method == "OPTIONS" else self.route(request)(request)
        except Refused as error:
            response = Response(f"{error.reason}\n", error.status, error.headers, content_type="text/plain; charset=utf-8")
        except QueryError as error:
            response = Response(f"{error}\n", 400, content_type="text/plain; charset=utf-8")
        except HTTPException as error:  # a form that cannot be read
            response = Response(f"{error.description}\n", error.code, content_type="text/plain; charset=utf-8")
        self.sharing.mark(request, response)
        response.headers["X-Content-Type-Options"] = "nosniff"
        milliseconds = 1000 * (time.monotonic() - begun)
        self.log(f"{request.method} {json.dumps(request.path)[1:-1]} {response.status_code} {milliseconds:.0f} ms")
        return response(environ, start_response)

    def route(self, request: Request) -> Callable[[Request], Response]:
        """What answers a request."""
        path = request.path.rstrip("/")
        if path.startswith(f"{graphstore.PATH}/"):
            return self.graph_store
        if path.startswith(ID):
            return self.resource
        return self.routes.get(path, self.page)

    def sparql(self, request: Request) -> Response:
        """SPARQL 1.1 Protocol; without a query, what the service is."""
        if request.method not in ("GET", "HEAD", "POST"):
            raise Refused(405, "queries come by GET or POST", {"Allow": "GET, HEAD, POST, OPTIONS"})
        asked = protocol.read(request)
        if asked is None:
            return self.describe_service(request)
        if self.settings.log_queries:
            self.log(f"{'update' if asked.writes else 'query'} {json.dumps(asked.text, ensure_ascii=False)}")
        return self.update(request, asked) if asked.writes else self.query(request, asked)

    def query(self, request: Request, asked: protocol.Asked) -> Response:
        """The answer to a query."""
        chosen = best(request.accept_mimetypes, BY_FORM[form(asked.text)])
        self.keep_inside(asked.text)
        details = {
            "query": asked.text,
            "type": chosen,
            "base": self.address(request),
            "default": asked.graphs,
            "named": asked.named,
        }
        return self.answer(request, Job(kind="query", details=details))

    def update(self, request: Request, asked: protocol.Asked) -> Response:
        """Nothing, once the update is carried out and everybody sees it."""
        writer = self.allowed(request)
        self.keep_inside(asked.text)
        if updates.names_no_graph(asked.text):
            raise Refused(400, "INSERT DATA needs GRAPH <…> { … }: the default graph is the union of the named graphs, no more")
        text = updates.with_data_set(asked.text, asked.graphs or (), asked.named or ())
        writer.do(Job(kind="update", details={"update": text, "base": self.address(request)}))
        return Response(status=204)

    def graph_store(self, request: Request) -> Response:
        """SPARQL 1.1 Graph Store HTTP Protocol."""
        if self.settings.store.startswith(("http://", "https://")):
            raise Refused(501, "this is another endpoint's store; speak to its own graph store")
        if request.method in ("GET", "HEAD"):
            return self.answer(request, graphstore.read(request)[0])
        writer = self.allowed(request)
        job, graph = graphstore.read(request)
        made = writer.do(job)
        return Response(status=made.head["status"], headers={"Location": graph.iri} if graph.new and graph.iri else {})

    def describe_service(self, request: Request) -> Response:
        """What the service is; for a browser, the page to write queries on."""
        chosen = best(request.accept_mimetypes, (*GRAPHS, HTML))
        if chosen == HTML:
            return Response(status=303, headers={"Location": "/sparql-editor", "Vary": "Accept"})
        syntax = cast(ox.RdfFormat, ox.RdfFormat.from_media_type(chosen))
        s = self.settings
        body = service.described(
            self.address(request), self.here(request, VOID), writable=s.writable, outside=s.outside, syntax=syntax
        )
        return Response(body, content_type=content_type(chosen), headers={"Vary": "Accept"})

    def void(self, request: Request) -> Response:
        """What the data set is."""
        self.only_read(request)
        chosen = best(request.accept_mimetypes, GRAPHS)
        which = (self.readers.version(), chosen, self.address(request))
        if which not in self.described:  # to count takes a look at every triple
            made = self.answer(request, Job(kind="description", details={"type": chosen, "endpoint": which[2]}))
            self.described = {**dict(list(self.described.items())[-7:]), which: made.get_data()}
        return Response(self.described[which], content_type=content_type(chosen), headers={"Vary": "Accept"})

    def resource(self, request: Request) -> Response:
        """A thing, by its IRI or by the path of it under the store's base: RDF, or a page."""
        self.only_read(request)
        by_path = request.path.startswith(ID)
        which = {"under": request.path.removeprefix(ID)} if by_path else {"iri": request.args.get("iri", "")}
        chosen = best(request.accept_mimetypes, (*GRAPHS, HTML))
        if chosen == HTML:
            beside = {"query": request.args.to_dict(), "path": "/resource"}
            return self.answer(request, Job(kind="page", details={**which, **beside}))
        return self.answer(request, Job(kind="thing", details={**which, "type": chosen}))

    def page(self, request: Request) -> Response:
        """Any other path is the explorer's."""
        self.only_read(request)
        response = self.answer(request, Job(kind="page", details={"path": request.path, "query": request.args.to_dict()}))
        response.add_etag()
        return response.make_conditional(request)

    def health(self, request: Request) -> Response:
        """Whether the server lives."""
        self.only_read(request)
        return Response('{"status": "ok"}\n', content_type="application/json")

    def ready(self, request: Request) -> Response:
        """Whether the store answers."""
        self.only_read(request)
        try:
            return self.answer(request, Job(kind="ready"))
        except Refused as error:
            raise Refused(503, error.reason, error.headers) from error

    def options(self, request: Request) -> Response:
        """What may be done at a path."""
        found = self.route(request)
        allowed = (
            "GET, HEAD, POST, OPTIONS" if found == self.sparql else graphstore.ALLOWED if found == self.graph_store else READS
        )
        return Response(status=204, headers={"Allow": allowed})

    def answer(self, request: Request, job: Job) -> Response:
        """A reader's answer as a response."""
        gone = request.environ.get("waitress.client_disconnected", bool)
        made = self.readers.do(job, lambda: not gone())
        headers = {"Content-Length": str(made.size), "Vary": "Accept"}
        if "policy" in made.head:
            headers["Content-Security-Policy"] = made.head["policy"]
            headers["Referrer-Policy"] = "no-referrer"
        body = made.body.read() if made.size <= CHUNK else _pieces(made)
        return Response(body, made.head["status"], headers, content_type=content_type(made.head["type"]))

    def allowed(self, request: Request) -> Writer:
        """The writer, for who may use it. Raises `Refused`: 403 where nobody may write, 401 where this client may not."""
        if self.writer is None or self.settings.token is None:
            raise Refused(403, "this endpoint is read-only")
        shown = request.authorization
        token = (shown.token or shown.password or "") if shown is not None else ""
        if not hmac.compare_digest(token.encode(), self.settings.token.encode()):
            raise Refused(401, "writing needs the token: Authorization: Bearer …", {"WWW-Authenticate": 'Bearer realm="kg"'})
        return self.writer

    def keep_inside(self, text: str) -> None:
        """Raise `Refused` for a text that would make this machine call another."""
        if not self.settings.outside:
            if outside.calls_service(text):
                raise Refused(400, "this endpoint asks no other one: SERVICE is not allowed")
            if outside.loads(text):
                raise Refused(400, "this endpoint fetches nothing: LOAD is not allowed")

    def only_read(self, request: Request) -> None:
        """Raise `Refused` for another method than GET and HEAD."""
        if request.method not in ("GET", "HEAD"):
            raise Refused(405, f"{request.path} is only read; queries go to {SPARQL[0]}", {"Allow": READS})

    def address(self, request: Request) -> str:
        """The address of the SPARQL endpoint, as this client sees it."""
        return self.here(request, SPARQL[0])

    def here(self, request: Request, path: str) -> str:
        """The address of a path, as this client sees it."""
        return f"{request.root_url.rstrip('/')}{path}"


def _pieces(made: Answer) -> Any:
    """The body of an answer, piece by piece; its file is closed at the end."""
    with made.body as body:
        while piece := body.read(CHUNK):
            yield piece
