"""A thing of any kind: by its class its own page, else a table of what the graph says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from kg.explorer.asking import Asking, iri
from kg.explorer.page import Page, Query, not_found
from kg.explorer.pages.actors import actor
from kg.explorer.pages.articles import article, statement
from kg.explorer.pages.contradictions import contradiction
from kg.explorer.pages.topics import event
from kg.explorer.words import short
from kg.rdf.nodes import LABEL, SCHEMA
from kg.terms import PS

PAGES: Final[dict[str, tuple[str, Callable[[Asking, Query], Page]]]] = {
    PS.StatementRelation: ("/contradiction", contradiction),
    PS.Contradiction: ("/contradiction", contradiction),
    PS.Dispute: ("/contradiction", contradiction),
    PS.Agreement: ("/contradiction", contradiction),
    PS.Retraction: ("/contradiction", contradiction),
    PS.Qualification: ("/contradiction", contradiction),
    PS.Attribution: ("/statement", statement),
    SCHEMA.NewsArticle: ("/article", article),
    PS.Event: ("/event", event),
    PS.Mission: ("/event", event),
    PS.Actor: ("/actor", actor),
}
"""Class to the path and the function of its page; the first that fits is taken."""


def resource(asking: Asking, query: Query) -> Page:
    """`/resource?iri=…`"""
    node = iri(query.get("iri", ""))
    if node is None:
        return not_found("Give the name of a thing with ?iri=…")
    classes = {row["type"] for row in asking.rows("types", thing=node)}
    own = next((make for name, (_, make) in PAGES.items() if name in classes), None)
    return own(asking, query) if own else about(asking, query)


def about(asking: Asking, query: Query) -> Page:
    """`/about?iri=…`: the triples of a thing, for whatever has no page of its own and for whoever wants them all."""
    node = iri(query.get("iri", ""))
    says = asking.rows("about", thing=node) if node else []
    said = asking.rows("about-it", thing=node) if node else []
    if node is None or not (says or said):
        return not_found("The graph says nothing of a thing of that name.")
    title = next((row["value"] for row in says if row["property"] == LABEL), short(node.value))
    return Page(template="about.html", title=title, thing=node.value, context={"says": says, "said": said})
