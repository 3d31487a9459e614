"""SPARQL 1.1 Protocol: what a request asks for, wherever the protocol lets a client put it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from kg.serving.refusal import Refused

if TYPE_CHECKING:
    from werkzeug.wrappers import Request

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\x00-\x20<>\"{}|^`\\]*")

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A query or an update, with the data set that the request names beside it."""

    text: str
    writes: bool
    """Whether it is an update."""
    graphs: Sequence[str] | None = None
    """IRIs of the graphs that make up the default graph; null where the request names no data set."""
    named: Sequence[str] | None = None
    """IRIs of the named graphs; null where the request names no data set."""


def read(request: Request) -> Asked | None:
    """What a request asks; null for a GET without any query, which asks for the description of the service.

    Raises `Refused`: 400 for a request that makes no sense, 405 for an update by GET, 415 for a body that is no SPARQL.
    """
    beside = fields(request.query_string, "address")
    if request.method != "POST":
        if "update" in beside:
            raise Refused(405, "an update is sent by POST", {"Allow": "POST, OPTIONS"})
        return _query(beside, _one(beside, "query")) if beside else None
    if request.mimetype == FORM:
        sent = {**beside, **fields(request.get_data(), "form")}
        if "query" in sent and "update" in sent:
            raise Refused(400, "send a query or an update, not both")
        if "update" in sent:
            return _update(sent, _one(sent, "update"))
        return _query(sent, _one(sent, "query"))
    if request.mimetype in (QUERY, UPDATE):
        if {"query", "update"} & set(beside):
            raise Refused(400, "the request has SPARQL in its body and in its address; send one")
        text = _decoded(request.get_data(), request.mimetype_params.get("charset", "utf-8"))
        return _query(beside, text) if request.mimetype == QUERY else _update(beside, text)
    raise Refused(415, f"POST a form with `query` or `update` ({FORM}), or the SPARQL itself as {QUERY} or {UPDATE}")


def fields(text: bytes, where: str) -> dict[str, list[str]]:
    """The fields of an address or a form. Raises `Refused` (400) where they are no UTF-8 text."""
    try:
        return parse_qs(text.decode("ascii" if where == "address" else "utf-8"), keep_blank_values=True, errors="strict")
    except ValueError as error:
        raise Refused(400, f"the {where} is not UTF-8 text") from error


def iri(text: str) -> str:
    """The text, if it is an absolute IRI. Raises `Refused` (400) where it is none."""
    if not _ABSOLUTE.fullmatch(text):
        raise Refused(400, f"{text!r} is no absolute IRI")
    return text


def _query(sent: Fields, text: str) -> Asked:
    if {"using-graph-uri", "using-named-graph-uri"} & set(sent):
        raise Refused(400, "using-graph-uri goes with an update; a query takes default-graph-uri and named-graph-uri")
    return _asked(text, sent, "default-graph-uri", "named-graph-uri", writes=False)


def _update(sent: Fields, text: str) -> Asked:
    if {"default-graph-uri", "named-graph-uri"} & set(sent):
        raise Refused(400, "default-graph-uri goes with a query; an update takes using-graph-uri and using-named-graph-uri")
    return _asked(text, sent, "using-graph-uri", "using-named-graph-uri", writes=True)


def _asked(text: str, sent: Fields, default: str, named: str, *, writes: bool) -> Asked:
    if default not in sent and named not in sent:
        return Asked(text=text, writes=writes)
    graphs, others = (tuple(map(iri, sent.get(name, ()))) for name in (default, named))
    return Asked(text=text, writes=writes, graphs=graphs, named=others)


def _one(sent: Fields, name: str) -> str:
    if len(sent.get(name, ())) != 1:
        raise Refused(400, f"give exactly one `{name}`")
    return sent[name][0]


def _decoded(text: bytes, charset: str) -> str:
    try:
        if charset.lower() not in ("utf-8", "utf8"):
            raise Refused(415, f"SPARQL is sent as UTF-8, not as {charset}")
        return text.decode()
    except UnicodeDecodeError as error:
        raise Refused(400, "the SPARQL is not UTF-8 text") from error
