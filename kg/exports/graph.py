"""Triples and quads as files: sorted, with prefixes, so that two exports of one store are the same bytes."""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO, Final

import pyoxigraph as ox

from kg.store.answer import PREFIXES
from kg.store.base import Store

LEFT_OUT: Final = ("graph/runs", "graph/ontology")
"""Ends of the names of graphs that no export holds: when which article was read; the vocabulary, which ships as files."""

KINDS: Final = (
    "actor", "person", "article", "statement", "proposition", "mention", "mandate", "office", "event", "mission", "relation",
    "outlet", "quantity", "feature", "representation", "same-actor", "namesake", "review", "anchor", "graph",
)  # fmt: skip
"""Kinds of minted IRIs that get a prefix of their own in Turtle and TriG."""

_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_ARTICLE: Final = ox.NamedNode(f"{PREFIXES['schema']}NewsArticle")


def kept(store: Store) -> list[ox.Quad]:
    """The quads that an export holds, in no order."""
    return [quad for quad in store.quads() if not is_left_out(quad.graph_name)]


def is_left_out(graph: object) -> bool:
    """Whether a graph is housekeeping, which stays in the store."""
    return isinstance(graph, ox.NamedNode) and graph.value.endswith(LEFT_OUT)


def write_triples(syntax: ox.RdfFormat) -> Callable[[Store, IO[bytes]], None]:
    """A writer of the union of the graphs, each triple once."""

    def write(store: Store, file: IO[bytes]) -> None:
        triples = sorted({quad.triple for quad in kept(store)}, key=_order)
        serialize(triples, file, syntax, prefixes_for(triples))

    return write


def write_quads(syntax: ox.RdfFormat) -> Callable[[Store, IO[bytes]], None]:
    """A writer that keeps the graphs apart."""

    def write(store: Store, file: IO[bytes]) -> None:
        quads = sorted(kept(store), key=lambda quad: (str(quad.graph_name), *_order(quad)))
        serialize(quads, file, syntax, prefixes_for(quads))

    return write


def prefixes_for(statements: Iterable[ox.Triple | ox.Quad]) -> dict[str, str]:
    """The usual prefixes, and one for each kind of minted IRI."""
    base = base_of(statements)
    return {**PREFIXES, **({kind.replace("-", ""): f"{base}{kind}/" for kind in KINDS} if base else {})}


def base_of(statements: Iterable[ox.Triple | ox.Quad]) -> str | None:
    """Under what things are minted, as the articles show it (the first by name of several); null where there is no article."""
    articles = (s.subject.value for s in statements if s.predicate == _TYPE and s.object == _ARTICLE)  # type: ignore[union-attr]
    return min((article.partition("article/")[0] for article in articles), default=None)


def serialize(
    statements: Sequence[ox.Triple] | Sequence[ox.Quad], file: IO[bytes], syntax: ox.RdfFormat, prefixes: Mapping[str, str]
) -> None:
    """Write statements in the order given.

    Prefixes go to Turtle and TriG alone, sorted, and only those in use: the library writes them in an order of chance.
    """
    if syntax not in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        ox.serialize(statements, file, format=syntax)
        return
    whole = io.BytesIO()
    ox.serialize(statements, whole, syntax, prefixes=dict(prefixes))
    lines = whole.getvalue().splitlines(keepends=True)
    head = [line for line in itertools.takewhile(lambda line: line.startswith(b"@prefix "), lines)]
    body = b"".join(lines[len(head) :])
    used = set(re.findall(rb"(?<![\w-])([\w-]+):", body))
    file.writelines(sorted(line for line in head if line.split()[1][:-1] in used))
    file.write(b"\n")
    file.write(body)


def _order(statement: ox.Triple | ox.Quad) -> tuple[str, bool, str, str]:
    """By subject, the type first, then by predicate and object."""
    return (str(statement.subject), statement.predicate != _TYPE, str(statement.predicate), str(statement.object))
