"""Who is compared with whom in a block of things that share something: each with the next few in order of time.

The order is one of values that depend on a thing alone, so that a thing that comes later changes only what stands next to it.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from kg.compare.view import View

Spot = tuple[int, int, int, int]
"""Where something stands in time: day, number of the article, rank of the statement in it, index of the claim."""


class Reach(NamedTuple):
    """How far one looks in a block."""

    most: int
    """At so many others, the next in order."""
    days: int
    """At most so far apart; what has no day is near everything."""
    own: bool
    """Whether others of its own article count."""


def number(*parts: object) -> int:
    """63 bits that name these parts."""
    joined = "\x1f".join(map(str, parts))
    return int.from_bytes(hashlib.blake2b(joined.encode(), digest_size=8).digest()) >> 1


def spot(view: View, index: int = 0) -> Spot:
    """Where a statement stands, or one of its claims."""
    return (view.day.toordinal() if view.day else 0, number(view.article.id), view.order, index)


def following(ordered: Sequence[Spot], place: int, reach: Reach) -> Iterator[Spot]:
    """Those with which the one at this place is compared; `ordered` is sorted. A statement is not compared with itself."""
    day, article, order, _ = ordered[place]
    left = reach.most
    for n in range(place + 1, len(ordered)):
        other = ordered[n]
        if not left or (day and other[0] - day > reach.days):
            return
        if reach.own or other[1] != article:
            left -= 1
            if other[1:3] != (article, order):
                yield other


def neighbours(blocks: Mapping[Spot, Iterable[int]], reach: Reach) -> Iterator[tuple[Spot, list[Spot]]]:
    """Each with those later ones that it is compared with, in order; `blocks` are the numbers of those that it is in."""
    members: dict[int, list[Spot]] = defaultdict(list)
    ordered = sorted(blocks)
    for one in ordered:
        for block in blocks[one]:
            members[block].append(one)
    place: dict[int, int] = defaultdict(int)
    for one in ordered:
        found: set[Spot] = set()
        for block in blocks[one]:
            found.update(following(members[block], place[block], reach))
            place[block] += 1
        yield one, sorted(found)
