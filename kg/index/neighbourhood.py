"""Whom a statement or a claim stands next to in the blocks that it shares with others, and what newcomers change of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kg.compare import candidates, events
from kg.compare.claims import Claim
from kg.compare.nearby import Reach, Spot, following, neighbours, spot
from kg.compare.view import View
from kg.index.notes import Notes

Member = tuple[int, int, int, int, int]
"""A block, and the spot of something in it."""
Pair = tuple[Spot, Spot]
_AT_ONCE = 64
"""Rows of a block that are read with one query: most blocks hold fewer."""


def members(view: View, claims: Sequence[Claim]) -> set[Member]:
    """The blocks of a statement and of its claims."""
    found: set[Member] = {(block, *spot(view)) for block in candidates.blocks(view, claims)}
    return found | {(block, *spot(view, claim.index)) for claim in claims for block in events.blocks(claim)}


def put_views(notes: Notes, views: Iterable[View], claims: Mapping[str, Sequence[Claim]]) -> None:
    """Writes down where statements stand."""
    some = list(views)
    notes.put("statement", [(v.statement.id, *spot(v)[:3]) for v in some])
    notes.put("member", [row for v in some for row in members(v, claims[v.statement.id])])


def reach(block: int) -> Reach:
    """How far one looks in a block."""
    return events.REACH if block & 1 else candidates.REACH


@dataclass(slots=True)
class Pairs:
    """Pairs of statements, or of claims, that are compared otherwise than before."""

    come: set[Pair] = field(default_factory=set)
    """Those that are compared now, of which one is new or was changed, or that were not compared in this block before."""
    gone: set[Pair] = field(default_factory=set)
    """Those that were compared in a block and are not now; another block may keep them."""


def changes(
    notes: Notes, views: Iterable[View], claims: Mapping[str, Sequence[Claim]], old: Iterable[int]
) -> tuple[Pairs, Pairs]:
    """Writes down where the statements of some articles stand now, and gives the pairs of statements and of claims that change.

    `old` are the numbers of those articles that were there before; their statements are the same, but may share other things.
    """
    some = list(views)
    new = {row for v in some for row in members(v, claims[v.statement.id])}
    was: set[Member] = {(b, d, a, r, c) for b, d, a, r, c in notes.each("SELECT * FROM member WHERE article = ?", old)}
    notes.put("statement", [(v.statement.id, *spot(v)[:3]) for v in some])
    notes.drop_rows("member", "block, day, article, rank, claim", was - new)
    notes.put("member", new - was)
    mine = {row[2] for row in new | was}
    blocks: dict[int, tuple[set[Spot], set[Spot]]] = defaultdict(lambda: (set(), set()))
    for row in was:
        blocks[row[0]][0].add(row[1:])
    for row in new:
        blocks[row[0]][1].add(row[1:])
    said, told = Pairs(), Pairs()
    for block, (gone, come) in sorted(blocks.items()):
        pairs = told if block & 1 else said
        before, after = _around(notes, block, gone, come)
        pairs.come |= {p for p in after if p not in before or p[0][1] in mine or p[1][1] in mine}
        pairs.gone |= before - after
    said.gone -= said.come
    told.gone -= told.come
    return said, told


def _around(notes: Notes, block: int, gone: set[Spot], come: set[Spot]) -> tuple[set[Pair], set[Pair]]:
    """The pairs of a block, before and after, as far as they can differ."""
    first, last = min(gone | come), max(gone | come)
    near = _spots(notes, block, first, last)
    after = _pairs(near, block, last)
    before = after if gone == come else _pairs(sorted((set(near) - come) | gone), block, last)
    return before, after


def _pairs(ordered: list[Spot], block: int, last: Spot) -> set[Pair]:
    """The pairs whose first is at most this one; of those after it, not all neighbours were read."""
    found = neighbours({one: (0,) for one in ordered}, reach(block))
    return {(one, other) for one, others in found if one <= last for other in others}


def _spots(notes: Notes, block: int, first: Spot, last: Spot) -> list[Spot]:
    """The members of a block from before the first, so far that none before could look beyond it, to after the last likewise."""
    query = "SELECT day, article, rank, claim FROM member WHERE block = ?"
    whole = notes.rows(f"{query} LIMIT {_AT_ONCE}", block)
    if len(whole) < _AT_ONCE:
        return sorted(whole)
    place = "(day, article, rank, claim)"
    inside = notes.rows(f"{query} AND {place} >= (?, ?, ?, ?) AND {place} <= (?, ?, ?, ?)", block, *first, *last)
    far = reach(block)
    down = "day DESC, article DESC, rank DESC, claim DESC"
    before = _enough(notes, f"{query} AND {place} < (?, ?, ?, ?) ORDER BY {down}", (block, *first), far)
    after = _enough(notes, f"{query} AND {place} > (?, ?, ?, ?) ORDER BY day, article, rank, claim", (block, *last), far)
    return sorted([*before, *inside, *after])


def _enough(notes: Notes, query: str, values: tuple[int, ...], far: Reach) -> list[Spot]:
    """The first rows, so many that there are `far.most` of them even without those of any one article."""
    limit = 2 * far.most
    while True:
        rows = notes.rows(f"{query} LIMIT {limit}", *values)
        most = max(Counter(row[1] for row in rows).values(), default=0)
        if len(rows) < limit or len(rows) - most >= far.most:
            return rows
        limit *= 2


def still_together(notes: Notes, one: Spot, other: Spot, blocks: Iterable[int]) -> bool:
    """Whether two things stand next to each other in one of the blocks that both are in."""
    one, other = sorted((one, other))
    query = "SELECT day, article, rank, claim FROM member WHERE block = ? AND (day, article, rank, claim) >= (?, ?, ?, ?)"
    for block in blocks:
        limit = 4 * reach(block).most
        while True:
            rows = notes.rows(f"{query} ORDER BY day, article, rank, claim LIMIT {limit}", block, *one)
            if other in following(rows, 0, reach(block)):
                return True
            if len(rows) < limit or rows[-1] >= other:
                break
            limit *= 2
    return False
