"""What pages show, read from the store a handful at a time: actors, statements, relations between statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kg.explorer.asking import Asking, Row
from kg.terms import PS


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody, under the first of the names of whoever stands for them."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One attribution and where it was reported. What the graph does not hold is empty."""

    iri: str
    text: str
    speaker: Actor | None
    behalf: Actor | None
    role: str
    role_of: str
    addressee: str
    day: str
    """ISO day."""
    precision: str
    """day, week, month or year."""
    setting: str
    kind: str
    quote: str
    act: str
    """IRIs of the ontology's values."""
    negated: bool
    confidence: float | None
    article: str
    headline: str
    published: str
    outlet: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A contradiction or another relation between two statements, with its reason."""

    iri: str
    classes: frozenset[str]
    earlier: Said
    later: Said
    type: str
    point: str
    rationale: str
    confidence: float | None
    basis: str
    status: str
    event: str

    @property
    def disputes(self) -> bool:
        """Whether the later statement answers the earlier one."""
        return PS.Dispute in self.classes


def actors(asking: Asking, variants: Iterable[str]) -> dict[str, Actor]:
    """Each of these IRIs that is of an actor, with the actor that stands for it."""
    rows = asking.rows("names", variant=sorted(set(variants)))
    return {row["variant"]: Actor(iri=row["actor"], name=row["name"]) for row in rows if row["variant"]}


def statements(asking: Asking, wanted: Iterable[str]) -> dict[str, Said]:
    """These statements by IRI, in the order given; those that the store does not hold are left out."""
    order = list(dict.fromkeys(wanted))
    first: dict[str, Row] = {}
    for row in asking.rows("statements", statement=order):
        first.setdefault(row["statement"], row)  # a statement in two capacities is shown in the first
    heard = actors(asking, (row[key] for row in first.values() for key in ("speaker", "behalf") if row[key]))
    return {name: _said(first[name], heard) for name in order if name in first}


def relations(asking: Asking, wanted: Iterable[str]) -> list[Relation]:
    """These relations in the order given; those whose statements the store does not hold are left out."""
    order = list(dict.fromkeys(wanted))
    first: dict[str, Row] = {}
    classes: dict[str, set[str]] = defaultdict(set)
    for row in asking.rows("relations", relation=order):
        first.setdefault(row["relation"], row)
        classes[row["relation"]].add(row["class"])
    said = statements(asking, (row[side] for row in first.values() for side in ("earlier", "later")))
    return [
        Relation(
            iri=name,
            classes=frozenset(classes[name]),
            earlier=said[row["earlier"]],
            later=said[row["later"]],
            type=row["type"],
            point=row["point"],
            rationale=row["rationale"],
            confidence=_number(row, "confidence"),
            basis=row["basis"],
            status=row["status"],
            event=row["event"],
        )
        for name in order
        if name in first and (row := first[name])["earlier"] in said and row["later"] in said
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Opposed:
    """A contradiction as seen from one of its two statements."""

    relation: str
    point: str
    is_later: bool
    """Whether the statement that is looked from is the later one."""
    other: Said


def opposed(asking: Asking, wanted: Iterable[str]) -> dict[str, list[Opposed]]:
    """The contradictions of these statements, by statement, the surest first."""
    own = list(dict.fromkeys(wanted))
    rows = [(side, row) for side in ("earlier", "later") for row in asking.rows(f"opposed-{side}", statement=own)]
    rows.sort(key=lambda one: (-float(one[1]["confidence"]), one[1]["relation"]))
    others = statements(asking, (row["other"] for _, row in rows))
    found: dict[str, list[Opposed]] = defaultdict(list)
    for side, row in rows:
        if row["other"] in others:
            found[row["statement"]].append(
                Opposed(relation=row["relation"], point=row["point"], is_later=side == "later", other=others[row["other"]])
            )
    return found


def _said(row: Row, heard: dict[str, Actor]) -> Said:
    plain = (
        "role",
        "role_of",
        "addressee",
        "day",
        "precision",
        "setting",
        "kind",
        "quote",
        "act",
        "headline",
        "published",
        "outlet",
    )
    return Said(
        iri=row["statement"],
        text=row["text"],
        speaker=heard.get(row["speaker"]),
        behalf=heard.get(row["behalf"]),
        negated=row["negated"] == "true",
        confidence=_number(row, "confidence"),
        article=row["article"],
        **{key: row[key] for key in plain},
    )


def _number(row: Row, key: str) -> float | None:
    try:
        return float(row[key])
    except ValueError:
        return None
