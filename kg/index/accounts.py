"""Events of those claims alone that new articles touch."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kg.compare.claims import Claim
from kg.compare.events import Account, Ref, account, connected, event, is_edge
from kg.compare.nearby import Spot
from kg.index.neighbourhood import Pairs, still_together
from kg.index.notes import Notes
from kg.index.packing import packed, unpacked
from kg.index.reaching import reached
from kg.model import Event


def put_edges(notes: Notes, edges: Iterable[tuple[Claim, Claim]]) -> None:
    """Writes down which claims are accounts of one event."""
    some = list(edges)
    notes.put("edge", [(*a.ref, *b.ref) for a, b in some])
    known = {claim.ref: claim for edge in some for claim in edge}
    new = [ref for ref in known if not notes.rows("SELECT 1 FROM account WHERE iri = ? AND claim = ?", *ref)]
    notes.put("account", [(*ref, packed(account(known[ref])), None) for ref in new])


def put_events(notes: Notes, events: Iterable[Event]) -> None:
    """Writes down events, of accounts that are written down already."""
    for one in events:
        notes.put("event", [(one.iri, packed(one))])
        for ref in one.accounts:
            notes.rows("UPDATE account SET event = ? WHERE iri = ? AND claim = ?", one.iri, *ref)


def event_changes(
    notes: Notes, told: Pairs, claim_at: Callable[[Spot], Claim], old: Iterable[int], base: str
) -> tuple[list[Event], list[Event]]:
    """The events before and after, of those that changed; writes them down.

    `told` are the pairs of claims that changed, `old` the articles of which all pairs are among these.
    """
    seeds: set[Ref] = set()
    mine = {iri for (iri,) in notes.each("SELECT iri FROM statement WHERE article = ?", old)}
    parted = {row for iri in mine for row in notes.rows("SELECT * FROM edge WHERE one = ? OR other = ?", iri, iri)}
    parted |= {row for pair in told.gone if (row := _edge(notes, pair)) and not _stays(notes, *pair)}
    notes.drop_rows("edge", "one, claim, other, other_claim", parted)
    found = [(a, b) for a, b in ((claim_at(one), claim_at(other)) for one, other in sorted(told.come)) if is_edge(a, b)]
    put_edges(notes, found)
    for one, claim, other, other_claim in (*parted, *((*a.ref, *b.ref) for a, b in found)):
        seeds |= {(one, claim), (other, other_claim)}
    return _anew(notes, seeds, base)


def _anew(notes: Notes, seeds: set[Ref], base: str) -> tuple[list[Event], list[Event]]:
    """The events before and after that hold any of these claims."""
    was = {iri for (iri,) in notes.each("SELECT event FROM account WHERE iri = ? AND claim = ?", seeds) if iri}
    before = [unpacked(Event, text) for (text,) in notes.each("SELECT value FROM event WHERE iri = ?", sorted(was))]
    edges: set[tuple[Ref, Ref]] = set()

    def tied(ref: Ref) -> Iterable[Ref]:
        rows = notes.rows("SELECT * FROM edge WHERE one = ? AND claim = ?", *ref)
        rows += notes.rows("SELECT * FROM edge WHERE other = ? AND other_claim = ?", *ref)
        found = {((one, claim), (other, other_claim)) for one, claim, other, other_claim in rows}
        edges.update(found)
        return [end for edge in found for end in edge]

    done = reached([*seeds, *(ref for one in before for ref in one.accounts)], tied)
    after = []
    for group in connected(edges):
        rows = list(notes.each("SELECT value FROM account WHERE iri = ? AND claim = ?", group))
        after.append(event([unpacked(Account, text) for (text,) in rows], base))
    notes.drop("event", "iri", was)
    for ref in done:
        notes.rows("UPDATE account SET event = NULL WHERE iri = ? AND claim = ?", *ref)
    put_events(notes, after)
    return [one for one in before if one not in after], [one for one in after if one not in before]


def _edge(notes: Notes, pair: tuple[Spot, Spot]) -> tuple[str, int, str, int] | None:
    """The pair as it is written down, if it is."""
    refs = [ref for spot in pair if (ref := _ref(notes, spot))]
    row = (*refs[0], *refs[1]) if len(refs) == 2 else None
    held = row and notes.rows("SELECT 1 FROM edge WHERE one = ? AND claim = ? AND other = ? AND other_claim = ?", *row)
    return row if held else None


def _ref(notes: Notes, spot: Spot) -> Ref | None:
    found = notes.column("SELECT iri FROM statement WHERE article = ? AND rank = ?", *spot[1:3])
    return (found[0], spot[3]) if found else None


def _stays(notes: Notes, one: Spot, other: Spot) -> bool:
    return still_together(notes, one, other, shared_blocks(notes, one, other, odd=True))


def shared_blocks(notes: Notes, one: Spot, other: Spot, *, odd: bool) -> list[int]:
    """The blocks that hold two things: those of claims are the odd ones."""
    query = "SELECT block FROM member WHERE article = ? AND rank = ? AND claim = ?"
    left, right = (set(notes.column(query, *spot[1:])) for spot in (one, other))
    return sorted(block for block in left & right if block & 1 == odd)
