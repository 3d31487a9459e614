"""What people write for a value, as RDF terms: an actor by part of a name, a date, a number, an IRI.

One actor under several names: `ps:sameActorAs` leads from a variant to the actor that stands for all. The named queries
follow it with `ps:speaker/ps:sameActorAs*` and keep only the end of the way, so that a speaker is always found under one IRI.
What is written for an actor is led there here.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import QueryError
from kg.store.base import Selection, Store, Term, own_query

XSD: Final = "http://www.w3.org/2001/XMLSchema#"

Value = Term | str | int | float | bool | date | None
"""What a caller may give for a parameter; None is the same as not giving it."""


def _read_text(_: Store, value: Value) -> list[Term]:
    return [value if isinstance(value, Literal) else Literal(str(value))]


def _read_date(_: Store, value: Value) -> list[Term]:
    words = value.value if isinstance(value, Literal) else value.isoformat() if isinstance(value, date) else str(value)
    try:
        return [Literal(date.fromisoformat(words[:10] if "T" in words else words).isoformat(), datatype=NamedNode(XSD + "date"))]
    except ValueError as error:
        raise QueryError(f"{words!r} is no date; write it as 2014-09-25") from error


def _read_number(kind: str) -> Callable[[Store, Value], list[Term]]:
    pattern = re.compile(r"[+-]?\d+" if kind == "integer" else r"[+-]?\d*\.?\d+")

    def read(_: Store, value: Value) -> list[Term]:
        words = value.value if isinstance(value, Literal) else str(value)
        if not pattern.fullmatch(words):
            raise QueryError(f"{words!r} is no {kind}")
        return [Literal(words, datatype=NamedNode(XSD + kind))]

    return read


def _read_iri(_: Store, value: Value) -> list[Term]:
    iri = _iri(value)
    if iri is None:
        raise QueryError(f"{value!s} is no IRI; write it in full, with or without < >")
    return [iri]


def _read_thing(kind: str) -> Callable[[Store, Value], list[Term]]:
    """An IRI, led to the one that stands for it, or all things with the words in a name; whole names go first."""

    def read(store: Store, value: Value) -> list[Term]:
        iri = _iri(value)
        if iri is not None:
            return [row[0] for row in store.select(own_query("_canonical"), {"variant": iri}) if row[0] is not None]
        words = value.value if isinstance(value, Literal) else str(value)
        found = store.select(own_query(f"_find_{kind}"), {"part": Literal(words)}) if words.strip() else Selection((), ())
        whole = [row[0] for row in found if isinstance(row[1], Literal) and row[1].value.casefold() == words.casefold()]
        things = dict.fromkeys(thing for thing in whole or [row[0] for row in found] if thing is not None)
        if not things:
            raise QueryError(f"no {kind} in the store has {words!r} in its name; {_near(store, kind, words)}")
        return list(things)

    return read


READERS: Mapping[str, Callable[[Store, Value], list[Term]]] = {
    "actor": _read_thing("actor"),
    "event": _read_thing("event"),
    "date": _read_date,
    "text": _read_text,
    "integer": _read_number("integer"),
    "decimal": _read_number("decimal"),
    "iri": _read_iri,
}
"""Parameter type to what makes terms of a value; several terms mean that any of them may hold."""


def _near(store: Store, kind: str, words: str) -> str:
    """The names most like these words, for a message."""
    names = {
        row[1].value for row in store.select(own_query(f"_find_{kind}"), {"part": Literal("")}) if isinstance(row[1], Literal)
    }
    folded = {name.casefold(): name for name in sorted(names)}
    parts = {part: name for name in folded for part in name.split()}
    near = difflib.get_close_matches(words.casefold(), [*folded, *parts], n=3, cutoff=0.6)
    shown = dict.fromkeys(folded[parts.get(match, match)] for match in near)
    if shown:
        return f"did you mean {' or '.join(shown)}?"
    return f"it has {len(names)} names" if names else "the store has none yet"


def guessed(value: Value) -> Term:
    """The term that a value of no declared type stands for."""
    if isinstance(value, NamedNode | BlankNode | Literal | Triple):
        return value
    iri = _iri(value)
    if iri is not None:
        return iri
    words = ("true" if value else "false") if isinstance(value, bool) else str(value)
    for datatype, pattern in _LOOKS:
        if re.fullmatch(pattern, words):
            return Literal(words, datatype=NamedNode(XSD + datatype))
    return Literal(words)


_LOOKS: Final = (
    ("date", r"\d{4}-\d\d-\d\d"),
    ("integer", r"[+-]?\d+"),
    ("decimal", r"[+-]?\d*\.\d+"),
    ("boolean", r"true|false"),
)


def _iri(value: Value) -> NamedNode | None:
    if isinstance(value, NamedNode):
        return value
    if not isinstance(value, str):
        return None
    words = value.strip()
    if not re.fullmatch(r"<[^<>\s]+:[^<>\s]*>|(?:https?|urn):\S+", words):
        return None
    try:
        return NamedNode(words.removeprefix("<").removesuffix(">"))
    except ValueError as error:
        raise QueryError(f"{words} is no IRI: {error}") from error
