"""The explorer's answer to a path. It knows nothing of HTTP: whoever serves it does."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat

from kg.explorer.asking import Asking, iri
from kg.explorer.page import Page, Query
from kg.explorer.pages import actors, anything, articles, contradictions, editor, home, topics
from kg.explorer.words import FILTERS, address
from kg.store.answer import graph_bytes
from kg.store.base import Store

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
"""Content-Security-Policy for every answer: no script and no style in the page itself, and nothing from another host."""

PAGES: Final[Mapping[str, Callable[[Asking, Query], Page]]] = {
    "/": home.home,
    "/actors": actors.search,
    "/actor": actors.actor,
    "/contradictions": contradictions.listing,
    "/contradiction": contradictions.contradiction,
    "/articles": articles.listing,
    "/article": articles.article,
    "/statement": articles.statement,
    "/topic": topics.topic,
    "/event": topics.event,
    "/sparql-editor": editor.editor,
    "/resource": anything.resource,
    "/about": anything.about,
}
"""Path to what makes its page. `/resource` takes the page of whatever kind the thing is."""

TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}
"""Suffix of an asset to its media type."""

FORMATS: Final[Mapping[str, tuple[str, RdfFormat]]] = {
    "turtle": ("text/turtle", RdfFormat.TURTLE),
    "json-ld": ("application/ld+json", RdfFormat.JSON_LD),
}
"""What a browser, which asks for pages, can name in the address of a thing to have it as data."""

ASSETS: Final = Path(__file__).parent / "assets"


def respond(store: Store, path: str, query: Mapping[str, str]) -> tuple[int, str, bytes] | None:
    """(status, media type, body in UTF-8) of a page, an asset or the editor's vocabulary; None where there is no such path.

    `query` holds the fields of the address, decoded. Nothing that a client sends raises: what makes no sense is a page with
    status 400 or 404. Raises `StoreError` where the store fails.
    """
    if path.startswith("/assets/"):
        return _assets().get(path.removeprefix("/assets/"))
    if path == "/vocabulary.json":
        return 200, "application/json", json.dumps(editor.vocabulary(Asking(store)), ensure_ascii=False).encode()
    make = PAGES.get(path)
    if make is None:
        return None
    if path == "/resource" and query.get("format") in FORMATS:
        return _as_data(store, query.get("iri", ""), *FORMATS[query["format"]])
    page = make(Asking(store), query)
    html = _templates().get_template(page.template).render(page=page, path=path, **page.context)
    return page.status, "text/html", html.encode("utf-8", "replace")


def _as_data(store: Store, name: str, media_type: str, syntax: RdfFormat) -> tuple[int, str, bytes]:
    """What the store says of a thing, as a program would get it."""
    node = iri(name)
    triples = store.describe(node) if node else ()
    if not triples:
        return 404, "text/plain", b"the graph says nothing of a thing of that name\n"
    return 200, media_type, graph_bytes(triples, syntax)


@cache
def _assets() -> Mapping[str, tuple[int, str, bytes]]:
    """The packaged files by name, read once; a path leads to no other file."""
    return {file.name: (200, TYPES[file.suffix], file.read_bytes()) for file in ASSETS.iterdir() if file.suffix in TYPES}


@cache
def _templates() -> Environment:
    """The templates. Everything that they are given is escaped, and a name that nobody gave is an error."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # only where a page is asked for

    made = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters.update(FILTERS)
    made.globals["address"] = address
    return made
