"""Nodes and values of the graph: the IRIs things get, the names of the graphs, and how values are written.

Values are written the way Oxigraph gives them back (decimals without trailing zeros, plain xsd:integer for offsets, dates and
times in canonical form), so that what is stored equals what was made and a second build changes nothing.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg import iris

XSD: Final = "http://www.w3.org/2001/XMLSchema#"
RDF_TYPE: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
LABEL: Final = "http://www.w3.org/2000/01/rdf-schema#label"
ALT_LABEL: Final = "http://www.w3.org/2004/02/skos/core#altLabel"
IDENTIFIER: Final = "http://purl.org/dc/terms/identifier"


class OA:
    """Web Annotation: what words stand where."""

    hasTarget: Final = "http://www.w3.org/ns/oa#hasTarget"  # from the mention to the stretch of text
    hasSource: Final = "http://www.w3.org/ns/oa#hasSource"  # from the stretch to its article
    hasSelector: Final = "http://www.w3.org/ns/oa#hasSelector"  # from the stretch to its offsets and words
    SpecificResource: Final = "http://www.w3.org/ns/oa#SpecificResource"  # a stretch of text
    TextPositionSelector: Final = "http://www.w3.org/ns/oa#TextPositionSelector"  # offsets
    TextQuoteSelector: Final = "http://www.w3.org/ns/oa#TextQuoteSelector"  # words
    start: Final = "http://www.w3.org/ns/oa#start"  # first code point
    end: Final = "http://www.w3.org/ns/oa#end"  # one past the last code point
    exact: Final = "http://www.w3.org/ns/oa#exact"  # the words
    prefix: Final = "http://www.w3.org/ns/oa#prefix"  # what stands before them
    suffix: Final = "http://www.w3.org/ns/oa#suffix"  # what stands after them


class SCHEMA:
    """schema.org: articles and their outlets."""

    NewsArticle: Final = "https://schema.org/NewsArticle"
    NewsMediaOrganization: Final = "https://schema.org/NewsMediaOrganization"
    headline: Final = "https://schema.org/headline"
    datePublished: Final = "https://schema.org/datePublished"
    publisher: Final = "https://schema.org/publisher"
    url: Final = "https://schema.org/url"
    author: Final = "https://schema.org/author"
    articleBody: Final = "https://schema.org/articleBody"
    mentions: Final = "https://schema.org/mentions"  # from an article to the actors in it


class PROV:
    """PROV-O: which run made which graph, and when."""

    generatedAtTime: Final = "http://www.w3.org/ns/prov#generatedAtTime"
    wasGeneratedBy: Final = "http://www.w3.org/ns/prov#wasGeneratedBy"
    startedAtTime: Final = "http://www.w3.org/ns/prov#startedAtTime"


def article_graph(article_id: str, base: str = iris.BASE) -> str:
    """Named graph that holds one article's triples and nothing else."""
    return f"{base}graph/{iris.article(article_id, base).removeprefix(base)}"


def links_graph(base: str = iris.BASE) -> str:
    """Named graph of what holds between articles: same actors, events, relations between statements."""
    return f"{base}graph/links"


def inferred_graph(base: str = iris.BASE) -> str:
    """Named graph of what the rules materialise."""
    return f"{base}graph/inferred"


def human_graph(base: str = iris.BASE) -> str:
    """Named graph of what people decided; no build writes to it."""
    return f"{base}graph/human"


def runs_graph(base: str = iris.BASE) -> str:
    """Named graph of when which article was read; not part of a stable export."""
    return f"{base}graph/runs"


def ontology_graph(base: str = iris.BASE) -> str:
    """Named graph of the vocabulary, which the rules read; not part of a stable export."""
    return f"{base}graph/ontology"


def outlet(name: str, base: str = iris.BASE) -> str:
    """IRI of an outlet by its name."""
    return f"{base}outlet/{iris.slug(name)}"


def text(value: str) -> Literal:
    """Words as they are."""
    return Literal(value)


def integer(value: int) -> Literal:
    """A whole number."""
    return Literal(str(value), datatype=NamedNode(XSD + "integer"))


def boolean(value: bool) -> Literal:
    """true or false."""
    return Literal("true" if value else "false", datatype=NamedNode(XSD + "boolean"))


def day(value: date) -> Literal:
    """A day, xsd:date without a zone."""
    return Literal(value.isoformat(), datatype=NamedNode(XSD + "date"))


def moment(value: datetime | date) -> Literal:
    """A moment, xsd:dateTime in UTC; of a day, its first."""
    at = value.astimezone(UTC) if isinstance(value, datetime) else datetime(value.year, value.month, value.day, tzinfo=UTC)
    plain = at.replace(tzinfo=None).isoformat()
    plain = plain.rstrip("0") if at.microsecond else plain  # canonical, as the store gives it back
    return Literal(f"{plain}Z", datatype=NamedNode(XSD + "dateTime"))


def score(value: float) -> Literal:
    """A probability or weight, xsd:decimal with at most four digits after the point."""
    return Literal(_plain(Decimal(f"{value:.4f}")), datatype=NamedNode(XSD + "decimal"))


def number(value: float) -> Literal:
    """A figure, exact: xsd:decimal where the digits allow, else xsd:double."""
    written = _plain(Decimal(repr(float(value)))) if math.isfinite(value) else ""
    if written and len(written) <= _DIGITS:
        return Literal(written, datatype=NamedNode(XSD + "decimal"))
    return Literal(repr(float(value)).upper().replace("NAN", "NaN"), datatype=NamedNode(XSD + "double"))


_DIGITS: Final = 17
"""Longest xsd:decimal that every engine keeps to the last digit."""


def _plain(value: Decimal) -> str:
    written = f"{value:f}"
    written = written.rstrip("0").rstrip(".") if "." in written else written
    return "0" if written in ("", "-0") else written


@dataclass(slots=True)
class Quads:
    """Collects the quads of one graph; a value that is None is left out, equal quads are kept once."""

    graph: str
    _made: dict[Quad, None] = field(default_factory=dict)
    _nodes: dict[str, NamedNode] = field(default_factory=dict)

    def add(self, subject: str, predicate: str, value: str | Literal | None) -> None:
        """One quad: a string is the IRI of a node, a Literal a value."""
        if value is not None:
            target = value if isinstance(value, Literal) else self._node(value)
            self._made[Quad(self._node(subject), self._node(predicate), target, self._node(self.graph))] = None

    def describe(self, subject: str, types: tuple[str, ...], values: dict[str, str | Literal | None]) -> str:
        """A node with its types and values; gives its IRI back."""
        for name in types:
            self.add(subject, RDF_TYPE, name)
        for predicate, value in values.items():
            self.add(subject, predicate, value)
        return subject

    def __iter__(self) -> Iterator[Quad]:
        return iter(self._made)

    def _node(self, iri: str) -> NamedNode:
        if iri not in self._nodes:
            self._nodes[iri] = NamedNode(iri)
        return self._nodes[iri]
