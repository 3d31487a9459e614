"""Asking the store for what a page shows: the queries `_explorer-*.rq`, with values bound."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode

from kg.store.base import Store, Term, own_query
from kg.store.base import plain as text_of

Row = dict[str, str]
"""A solution as text by variable: the IRI of a node, the lexical form of a literal, "" where it is unbound."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A store, asked by the names of queries."""

    store: Store

    def rows(self, query: str, /, **bound: str | Term | Iterable[str | Term] | None) -> list[Row]:
        """The solutions of `_explorer-QUERY.rq`. A value that is text is an IRI, several may hold; None leaves a variable open.

        Of no values at all there are no solutions. Raises `StoreError` as the store does.
        """
        values = {name: _terms(value) for name, value in bound.items() if value is not None}
        if not all(values.values()):
            return []
        found = self.store.select(_text(query), values)
        return [{name: text_of(term) or "" for name, term in zip(found.variables, row, strict=True)} for row in found]


def iri(words: str) -> NamedNode | None:
    """The node of that name; None where it is the name of none."""
    if ":" not in words:
        return None
    try:
        return NamedNode(words)
    except ValueError:
        return None


def literal(words: str) -> Literal:
    """Words as a value."""
    return Literal(words)


def day(words: str) -> Literal:
    """A day that is known to be one, as a value."""
    return Literal(words, datatype=NamedNode("http://www.w3.org/2001/XMLSchema#date"))


def _terms(value: str | Term | Iterable[str | Term]) -> list[Term]:
    several = [value] if isinstance(value, str | Term) else value
    return [NamedNode(one) if isinstance(one, str) else one for one in several]


@cache
def _text(query: str) -> str:
    return own_query(f"_explorer-{query}")
