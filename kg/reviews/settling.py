"""What people decided, put in force on what the machine found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from kg import iris
from kg.model import Review, StatementRelation
from kg.reviews.finding import Finder

CONFLICTS = ("contradicts", "disputes")
"""The relations that can be reviewed."""

Pair = frozenset[str]
"""IRIs of two statements, whichever came first."""


def settle(
    relations: Iterable[StatementRelation], reviews: Sequence[Review], finder: Finder, *, base: str = iris.BASE
) -> tuple[StatementRelation, ...]:
    """The relations with the decisions of people in force, sorted by IRI; `reviews` are oldest first.

    A decision is on two statements: it holds for whatever conflict the machine finds between them. The last verdict counts. A
    conflict that a person confirmed or added stays where the machine does not find it (any more), as long as both statements are
    there; one that was rejected and is not found leaves nothing to show. Raises nothing.
    """
    by_pair = _by_pair(reviews, finder)
    out: list[StatementRelation] = []
    for relation in relations:
        pair = frozenset((relation.earlier, relation.later))
        own = by_pair.pop(pair, []) if relation.relation in CONFLICTS else []
        out.append(_judged(relation, own) if own else relation)
    for own in by_pair.values():
        made = _made(own, finder, base)
        if made:
            out.append(made)
    return tuple(sorted(out, key=lambda r: r.iri))


def verdict(reviews: Sequence[Review]) -> Review | None:
    """The review whose verdict counts: the last that has one; null where there are only notes."""
    return next((r for r in reversed(reviews) if r.verdict), None)


def pair_of(review: Review, finder: Finder) -> Pair | None:
    """The two statements that a review is about, as they are now; null where one is gone."""
    pair = frozenset(s for s in (finder.find(review.earlier), finder.find(review.later)) if s)
    return pair if len(pair) == 2 else None


def _by_pair(reviews: Sequence[Review], finder: Finder) -> dict[Pair, list[Review]]:
    found: dict[Pair, list[Review]] = defaultdict(list)
    for review in reviews:
        pair = pair_of(review, finder)
        if pair:
            found[pair].append(review)
    return found


def _judged(relation: StatementRelation, reviews: Sequence[Review]) -> StatementRelation:
    known = tuple(r.iri for r in reviews)
    last = verdict(reviews)
    if last is None or last.verdict is None or last.verdict == "candidate":
        return replace(relation, reviews=known)
    if last.verdict == "rejected":
        return replace(relation, review="rejected", reviews=known)
    return replace(relation, review="confirmed", basis="HumanAsserted", found=relation.basis, reviews=known)


def _made(reviews: Sequence[Review], finder: Finder, base: str) -> StatementRelation | None:
    """A conflict that the machine does not find and a person vouches for."""
    last = verdict(reviews)
    if last is None or last.verdict != "confirmed":
        return None
    earlier, later = finder.find(last.earlier), finder.find(last.later)
    if earlier is None or later is None:
        return None
    return StatementRelation(
        iri=iris.thing("relation", last.relation, *sorted((earlier, later)), base=base),
        relation=last.relation,
        earlier=earlier,
        later=later,
        type=last.type,
        point=last.point,
        rationale=last.rationale,
        confidence=1.0,
        basis="HumanAsserted",
        review="confirmed",
        reviews=tuple(r.iri for r in reviews),
    )
