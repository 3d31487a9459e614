"""Which claims of several statements are accounts of one event."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from kg import iris
from kg.compare.alignment import WINDOW, one_event
from kg.compare.claims import Claim
from kg.compare.words import rarity
from kg.model import Event

LEAST = 0.6
"""Least likeness of two accounts of one event."""
MOST = 24
"""A claim is compared with at most this many others for each thing that they share, the nearest in time."""
_KEYS = 4


def _order(claim: Claim) -> tuple[str, str, int, str, int]:
    return (*claim.view.key, claim.index)


def _blocks(claim: Claim) -> Iterable[tuple[str, ...]]:
    yield ("article", claim.view.article.id, claim.frame)
    rarest = sorted(claim.keys, key=lambda k: (-rarity(k), k))[:_KEYS]
    for pair in combinations(sorted(rarest), 2):
        yield ("keys", claim.frame, *pair)
    if claim.framed:
        for one in claim.agent:
            for other in claim.recipient:
                yield ("sides", claim.frame, *sorted((one, other)))


def _near(a: Claim, b: Claim) -> bool:
    return not (a.view.day and b.view.day) or abs((a.view.day - b.view.day).days) <= WINDOW


def events(claims: Sequence[Claim], base: str = iris.BASE) -> tuple[Event, ...]:
    """Events with accounts in at least two statements, sorted by IRI; the order of `claims` does not matter."""
    ordered = sorted((c for c in claims if c.frame), key=_order)
    blocks: dict[tuple[str, ...], list[Claim]] = defaultdict(list)
    for claim in ordered:
        for key in _blocks(claim):
            blocks[key].append(claim)
    parent: dict[tuple[str, int], tuple[str, int]] = {c.ref: c.ref for c in ordered}

    def root(ref: tuple[str, int]) -> tuple[str, int]:
        while parent[ref] != ref:
            parent[ref] = parent[parent[ref]]
            ref = parent[ref]
        return ref

    for key in sorted(blocks):
        group = blocks[key]
        for place, a in enumerate(group):
            for b in group[place + 1 : place + 1 + MOST]:
                if not _near(a, b):
                    break
                if a.view is not b.view and root(a.ref) != root(b.ref) and one_event(a, b) >= LEAST:
                    parent[root(b.ref)] = root(a.ref)
    groups: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in ordered:
        groups[root(claim.ref)].append(claim)
    made = [_event(group, base) for group in groups.values() if len({c.ref[0] for c in group}) > 1]
    return tuple(sorted(made, key=lambda e: e.iri))


def _most(values: Iterable[str | None]) -> str | None:
    """The commonest value, of equals the first in the alphabet."""
    counts = Counter(v for v in values if v)
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _event(group: list[Claim], base: str) -> Event:
    """The event of a group in order of time; it is named by its first account, so that later articles do not rename it."""
    first = group[0]
    return Event(
        iri=iris.thing("event", *first.ref, base=base),
        event_type=first.proposition.event_type or "Event",
        label=" ".join(first.proposition.text.split())[:100],
        plover=_most(c.proposition.plover for c in group),
        accounts=tuple(sorted(c.ref for c in group)),
        place=_most(c.proposition.place for c in group),
        time=_most(c.proposition.time for c in group),
    )
