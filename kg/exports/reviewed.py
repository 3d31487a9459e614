"""Contradictions that a person looked at and confirmed, with what a reader elsewhere has to know of them."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from pyoxigraph import NamedNode

from kg import codes
from kg.store.base import Store, own_query, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two statements; texts are null where the graph does not know."""

    statement: str
    text: str
    said_on: str | None
    actor: str | None
    name: str | None
    is_person: bool
    role: str | None
    article: str
    id: str
    """The article's own name."""
    headline: str | None
    url: str | None
    published: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A confirmed contradiction, with the latest review that confirmed it."""

    relation: str
    kind: str
    """contradicts or disputes."""
    type: str
    """Code of the type, such as role_reversal."""
    point: str
    rationale: str
    confidence: str
    """Decimal digits, as the graph has them."""
    basis: str
    """IRI."""
    review: str
    by: str
    at: str
    """xsd:dateTime in UTC."""
    note: str | None
    earlier: Side
    later: Side


def reviewed(store: Store) -> list[Reviewed]:
    """All that were confirmed, by the name of the relation. One that was rejected, or opened again, is not among them."""
    found = []
    rows = store.select(own_query("_reviewed")).records()
    for _, group in groupby(rows, key=lambda row: row["relation"]):
        *_, row = group  # the latest comes last
        words = {name: value or "" for name, value in row.items()}
        found.append(
            Reviewed(
                relation=words["relation"], kind=words["kind"], type=codes.RELATION_TYPE.code(words["type"]),
                point=words["point"],
                rationale=words["rationale"], confidence=words["confidence"], basis=words["basis"], review=words["review"],
                by=words["by"], at=words["at"], note=row["note"],
                earlier=_side(store, words["earlier"]), later=_side(store, words["later"]),
            )
        )  # fmt: skip
    return found


def _side(store: Store, statement: str) -> Side:
    answer = store.select(own_query("_reviewed_sides"), {"statement": NamedNode(statement)})
    row = {name: plain(term) for name, term in zip(answer.variables, answer.rows[0], strict=True)}
    return Side(
        statement=statement, text=row["text"] or "", said_on=row["said_on"], actor=row["actor"], name=row["name"],
        is_person=row["is_person"] == "true", role=row["role"], article=row["article"] or "", id=row["id"] or "",
        headline=row["headline"], url=row["url"], published=row["published"], outlet=row["outlet"],
    )  # fmt: skip
