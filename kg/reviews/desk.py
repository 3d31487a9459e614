"""The desk at which contradictions are reviewed: what lies on it, and the decisions that leave it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg import codes, iris, query, rdf
from kg.errors import QueryError, UsageError
from kg.model import Anchor, Review
from kg.reviews.finding import Finder
from kg.reviews.recording import base_of, now, record, statements
from kg.reviews.settling import CONFLICTS, verdict
from kg.store.base import Store, own_query

DIGITS = 6
"""Least length of a contradiction's short number."""
ORPHANED = "orphaned"
STATES = (*codes.REVIEW_STATUS, ORPHANED)
"""States of a case: as people decided, or decided about something that is not in the graph as it stands."""
TYPES = tuple(code for code in codes.RELATION_TYPE if code != "same_claim")
"""Ways in which two statements can be opposed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A contradiction with what people said of it."""

    number: str
    """The first digits of its IRI's own, as many as tell it from all others: the same in every list and after every re-build."""
    state: str
    """One of `STATES`."""
    record: dict[str, Any]
    """The record of `kg contradictions --format json`; of an orphan, what its last decision kept."""
    reviews: tuple[Review, ...] = ()
    """Decisions and notes, oldest first."""
    reason: str = ""
    """Of an orphan: what became of it."""


def cases(store: Store) -> list[Case]:
    """All contradictions, rejected ones too, surest first, then the orphaned decisions, oldest first."""
    base = base_of(store)
    reviews = {r.iri: r for r in rdf.read_decisions(store, base=base).reviews}
    of: dict[str, list[Review]] = defaultdict(list)
    for relation, review in store.select(own_query("_review_in_force")):
        if rdf.plain(review) in reviews:
            of[rdf.plain(relation)].append(reviews[rdf.plain(review)])
    records = query.contradictions(store, rejected=True)
    in_force = {r.iri for found in of.values() for r in found}
    left = _orphans(store, [r for r in reviews.values() if r.iri not in in_force])
    numbers = _numbers([r["id"] for r in records] + [found[0].iri for found, _ in left])
    return [
        *(
            Case(number=numbers[r["id"]], state=r["review"], record=r, reviews=tuple(sorted(of[r["id"]], key=_age)))
            for r in records
        ),
        *(
            Case(number=numbers[found[0].iri], state=ORPHANED, record=_kept(found[-1]), reviews=tuple(found), reason=reason)
            for found, reason in left
        ),
    ]


def chosen(found: Sequence[Case], name: str) -> Case:
    """The case of that IRI or number (or the first digits of one). QueryError where there is none, or more than one."""
    wanted = name.strip().strip("<>").removeprefix("#").casefold()
    whole = [c for c in found if wanted in (c.record["id"], c.number)]
    fitting = whole or [c for c in found if wanted and _digits(c.record["id"]).startswith(wanted)]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        raise QueryError(f"“{name}” could be any of {', '.join(c.number for c in fitting[:5])}; give more digits")
    raise QueryError(f"there is no contradiction “{name}”; `kg review list` shows their numbers")


def decide(store: Store, case: Case, said: str | None, *, by: str, note: str = "", at: datetime | None = None) -> Review:
    """Writes down a verdict on a case (confirmed, rejected, or candidate to open it again; null for a note) and puts it in force.

    UsageError for a person without a name and for a note without words.
    """
    if not by.strip():
        raise UsageError("whose decision is it? Give a name with --by")
    if said is None and not note.strip():
        raise UsageError("a note needs words; give them with --note")
    last = case.reviews[-1] if case.reviews else None
    one = case.record
    made = _review(
        _anchor(one["earlier"]), _anchor(one["later"]),
        by=by, at=at or now(), note=note, said=said, relation=one["relation"], type=one["type"], point=one["point"],
        rationale=one["rationale"], added=bool(last and last.added),
    )  # fmt: skip
    record(store, made)
    return made


def add(
    store: Store, earlier: str, later: str, *, type: str, point: str, by: str, note: str = "", relation: str = "contradicts",
    at: datetime | None = None,
) -> Review:  # fmt: skip
    """Writes down a contradiction that a person found. The statements are named by IRI or by the first digits of its last part.

    QueryError for a statement that is not there, UsageError for anything else that makes no contradiction.
    """
    if not by.strip():
        raise UsageError("whose decision is it? Give a name with --by")
    if type not in TYPES:
        raise UsageError(f"“{type}” is no way of contradicting; there are {', '.join(TYPES)}")
    if relation not in CONFLICTS:
        raise UsageError(f"“{relation}” is none of {', '.join(CONFLICTS)}")
    if not point.strip():
        raise UsageError("on what point do they contradict each other? Give it with --point")
    (first, day), (second, other) = _statement(store, earlier), _statement(store, later)
    if first.statement == second.statement:
        raise UsageError("a statement does not contradict itself; name two")
    if relation == "contradicts" and day and other and other < day:
        first, second = second, first
    pair = {first.statement, second.statement}
    known = next((c for c in cases(store) if {c.record["earlier"]["statement"], c.record["later"]["statement"]} == pair), None)
    if known and known.state != ORPHANED:
        raise UsageError(f"these two are contradiction {known.number} already ({known.state}); confirm, reject or annotate it")
    why = f"{by} says that the two contradict each other{': ' + note.strip() if note.strip() else '.'}"
    made = _review(
        first, second, by=by, at=at or now(), note=note, said="confirmed", relation=relation, type=type, point=point.strip(),
        rationale=why, added=True,
    )  # fmt: skip
    record(store, made)
    return made


def _review(
    earlier: Anchor, later: Anchor, *, by: str, at: datetime, note: str, said: str | None, relation: str, type: str, point: str,
    rationale: str, added: bool,
) -> Review:  # fmt: skip
    by, note = by.strip(), note.strip()
    named = (by, at.isoformat(), note, said, earlier.statement, later.statement, relation, type, point, rationale, added)
    return Review(
        iri=iris.thing("review", *named, base=earlier.statement.rpartition("statement/")[0]), by=by, at=at, note=note,
        verdict=said, earlier=earlier, later=later, relation=relation, type=type, point=point, rationale=rationale, added=added,
    )  # fmt: skip


def _anchor(side: dict[str, Any]) -> Anchor:
    return Anchor(statement=side["statement"], article=side["article"], text=side["text"])


def _statement(store: Store, name: str) -> tuple[Anchor, str]:
    """(anchor, day) of the one statement of that name."""
    wanted = name.strip().strip("<>")
    start = wanted if ":" in wanted else f"{base_of(store)}statement/{wanted.casefold()}"
    found = list(store.select(own_query("_review_statement"), {"start": Literal(start)})) if wanted else []
    if len(found) == 1:
        iri, article, words, day = (rdf.plain(term) for term in found[0])
        return Anchor(statement=iri, article=article, text=words), day
    if found:
        raise QueryError(f"“{name}” could be any of {len(found)} statements; give more of its IRI")
    raise QueryError(f"there is no statement “{name}”; `kg query --name statements` shows their IRIs")


def _age(review: Review) -> tuple[datetime, str]:
    return review.at, review.iri


def _orphans(store: Store, reviews: Iterable[Review]) -> list[tuple[list[Review], str]]:
    """Decisions that bear on nothing in the graph as it stands, grouped by what they were about, with what became of that."""
    groups: dict[frozenset[str], list[Review]] = defaultdict(list)
    for review in sorted(reviews, key=_age):
        groups[frozenset((review.earlier.statement, review.later.statement))].append(review)
    finder = Finder(statements(store, {a.article for found in groups.values() for r in found for a in (r.earlier, r.later)}))
    out = []
    for found in groups.values():
        gone = [a.article for a in (found[-1].earlier, found[-1].later) if finder.find(a) is None]
        last = verdict(found)
        fate = f"the statement is no longer in {' and '.join(dict.fromkeys(gone))}" if gone else "no longer found"
        out.append((found, fate if gone or not (last and last.added) else "taken back"))
    return out


def _kept(review: Review) -> dict[str, Any]:
    """What a decision kept of a contradiction that is gone."""
    sides = {
        name: {"statement": a.statement, "article": a.article, "text": a.text, "actor": None, "said_on": None, "outlet": None}
        for name, a in (("earlier", review.earlier), ("later", review.later))
    }
    return {
        "id": review.iri, **sides, "type": review.type, "relation": review.relation, "point": review.point,
        "rationale": review.rationale, "confidence": None, "basis": "HumanAsserted", "review": review.verdict or "candidate",
    }  # fmt: skip


def _digits(iri: str) -> str:
    return iri.rpartition("/")[2]


def _numbers(names: Sequence[str]) -> dict[str, str]:
    """For each IRI its first digits, at least `DIGITS`, as many as tell it from all others."""
    length = DIGITS
    while len({_digits(iri)[:length] for iri in set(names)}) < len(set(names)) and length < max(len(_digits(i)) for i in names):
        length += 1
    return {iri: _digits(iri)[:length] for iri in names}


def actor_of(store: Store, words: str) -> frozenset[str]:
    """IRIs of the actors that these words name. QueryError where there is none."""
    return frozenset(t.value for t in query.READERS["actor"](store, words) if isinstance(t, NamedNode))
