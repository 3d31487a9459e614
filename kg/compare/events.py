"""Which claims of several statements are accounts of one event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from kg import iris
from kg.compare.alignment import WINDOW, one_event
from kg.compare.claims import Claim
from kg.compare.nearby import Reach, neighbours, number, spot
from kg.compare.words import rarity
from kg.model import Event

LEAST = 0.6
"""Least likeness of two accounts of one event."""
REACH = Reach(most=24, days=WINDOW, own=True)
"""How far one looks for others that share a thing."""
_KEYS = 4


Ref = tuple[str, int]
"""A claim: the IRI of its statement and its place in it."""
Edge = tuple[Claim, Claim]
"""Two accounts of one event, in order of time."""


def _blocks(claim: Claim) -> Iterable[tuple[str, ...]]:
    yield ("article", claim.view.article.id, claim.frame)
    rarest = sorted(claim.keys, key=lambda k: (-rarity(k), k))[:_KEYS]
    for pair in combinations(sorted(rarest), 2):
        yield ("keys", claim.frame, *pair)
    if claim.framed:
        for one in claim.agent:
            for other in claim.recipient:
                yield ("sides", claim.frame, *sorted((one, other)))


def blocks(claim: Claim) -> frozenset[int]:
    """What a claim must share with another to be compared with it: each thing as an odd number."""
    return frozenset(number(*block) | 1 for block in _blocks(claim)) if claim.frame else frozenset()


def edges(claims: Iterable[Claim]) -> list[Edge]:
    """The pairs of claims that are accounts of one event; the order of `claims` does not matter."""
    by_spot = {spot(claim.view, claim.index): claim for claim in claims if claim.frame}
    found: list[Edge] = []
    for place, others in neighbours({place: blocks(claim) for place, claim in by_spot.items()}, REACH):
        one = by_spot[place]
        found += [(one, by_spot[other]) for other in others if is_edge(one, by_spot[other])]
    return found


def is_edge(a: Claim, b: Claim) -> bool:
    """Whether two claims, in order of time, are accounts of one event."""
    return one_event(a, b) >= LEAST


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What an event takes from one claim about it."""

    statement: str
    index: int
    key: tuple[str, str, int, str]
    """`View.key` of its statement."""
    event_type: str
    text: str
    plover: str | None
    place: str | None
    time: str | None

    @property
    def ref(self) -> Ref:
        return self.statement, self.index


def account(claim: Claim) -> Account:
    """A claim as an account of an event."""
    one = claim.proposition
    return Account(
        statement=claim.ref[0],
        index=claim.index,
        key=claim.view.key,
        event_type=one.event_type or "Event",
        text=" ".join(one.text.split())[:100],
        plover=one.plover,
        place=one.place,
        time=one.time,
    )


def events_of(found: Iterable[Edge], base: str = iris.BASE) -> tuple[Event, ...]:
    """The events that these pairs make up, sorted by IRI."""
    known = {claim.ref: claim for edge in found for claim in edge}
    groups = connected([(a.ref, b.ref) for a, b in found])
    made = (event([account(known[ref]) for ref in group], base) for group in groups)
    return tuple(sorted(made, key=lambda e: e.iri))


def connected(pairs: Iterable[tuple[Ref, Ref]]) -> list[list[Ref]]:
    """The claims that are tied by pairs, one list for each that hang together."""
    parent: dict[Ref, Ref] = {}

    def root(one: Ref) -> Ref:
        while (above := parent.setdefault(one, one)) != one:
            parent[one] = parent[above]
            one = above
        return one

    for a, b in pairs:
        parent[root(b)] = root(a)
    groups: dict[Ref, list[Ref]] = defaultdict(list)
    for one in list(parent):
        groups[root(one)].append(one)
    return list(groups.values())


def _most(values: Iterable[str | None]) -> str | None:
    """The commonest value, of equals the first in the alphabet."""
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def event(group: Sequence[Account], base: str = iris.BASE) -> Event:
    """The event of a group; it is named by its first account in time, so that later articles do not rename it."""
    first = min(group, key=lambda one: (one.key, one.index))
    return Event(
        iri=iris.thing("event", *first.ref, base=base),
        event_type=first.event_type,
        label=first.text,
        plover=_most(one.plover for one in group),
        accounts=tuple(sorted(one.ref for one in group)),
        place=_most(one.place for one in group),
        time=_most(one.time for one in group),
    )
