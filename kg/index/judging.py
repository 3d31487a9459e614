"""Relations of those pairs of statements alone that are compared otherwise than before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain

from kg.compare import candidates
from kg.compare.nearby import Spot, number
from kg.compare.ready import Ready
from kg.compare.view import View
from kg.index.accounts import shared_blocks
from kg.index.neighbourhood import Pairs, still_together
from kg.index.notes import Notes
from kg.index.packing import packed, unpacked
from kg.model import Event, StatementRelation

Pair = tuple[str, str]
"""IRIs of two statements, in order."""


def put_relations(notes: Notes, relations: Iterable[StatementRelation]) -> None:
    """Writes down relations as they were found, before people decided about them."""
    notes.put("relation", [(*pair_of(one.earlier, one.later), packed(one)) for one in relations])


def pair_of(one: str, other: str) -> Pair:
    """Two statements in the order in which they are written down."""
    return (one, other) if one < other else (other, one)


class Questions:
    """The pairs of statements about which it has to be asked anew whether there is anything between them."""

    def __init__(self, notes: Notes, touched: Iterable[int]) -> None:
        """`touched` are the numbers of the articles of which every statement may read otherwise now."""
        self._notes = notes
        self._sure: set[Pair] = set()
        self._open: set[Pair] = set()
        self._touched = set(touched)
        self._whole = self._touched
        """Articles of which all pairs inside have to be known."""
        for (iri,) in notes.each("SELECT iri FROM statement WHERE article = ?", self._touched):
            self._open.update(self._related(iri))

    def next_to(self, said: Pairs) -> None:
        """Asks about statements that stand next to each other otherwise."""
        self._sure.update(self._named(pair) for pair in said.come)
        self._open.update(pair for gone in said.gone if self._relations(pair := self._named(gone)))

    def of_events(self, before: Iterable[Event], after: Iterable[Event]) -> None:
        """Asks about the statements of events that changed."""
        for one in chain(before, after):
            spots = self.spots(iri for iri, _ in one.accounts)
            self._open.update(self._named(pair) for pair in candidates.of_event(spots))
            inside = {iri for iri, _ in one.accounts}
            self._open.update(pair for iri in inside for pair in self._related(iri) if set(pair) <= inside)

    def spots(self, iris: Iterable[str]) -> list[Spot]:
        """Where statements stand, in the order given, each once."""
        found = self._notes.each("SELECT day, article, rank FROM statement WHERE iri = ?", dict.fromkeys(iris))
        return [(*row, 0) for row in found]

    def needed(self) -> tuple[set[int], set[str]]:
        """Numbers of the articles that have to be read to answer, and the statements that have to be looked at."""
        pairs = [self.spots(pair) for pair in self._open]
        self._whole = self._touched | {one[1] for one, other in pairs if one[1] == other[1]}
        iris = {iri for pair in self._sure | self._open for iri in pair}
        found = {article for (article,) in self._notes.each("SELECT article FROM statement WHERE iri = ?", iris)}
        iris.update(iri for (iri,) in self._notes.each("SELECT iri FROM statement WHERE article = ?", self._whole))
        return found | self._whole, iris

    def answers(self, made: Ready) -> list[tuple[View, View]]:
        """The pairs among those asked about that are compared now, in the order of `View.key`, each once."""
        by_id = {view.statement.id: view for view in made.said}
        own: dict[str, list[View]] = defaultdict(list)
        for view in made.said:
            own[view.article.id].append(view)
        near: set[Pair] = set()
        for article, views in own.items():
            if number(article) in self._whole:
                pairs = {pair_of(a.statement.id, b.statement.id) for a, b in candidates.within(views, made.claims)}
                near |= pairs
                self._open |= pairs if number(article) in self._touched else set()
        kept = self._sure | {pair for pair in self._open if pair in near or self._is_compared(pair)}
        ordered = (sorted((by_id[one], by_id[other]), key=lambda v: v.key) for one, other in kept)
        return sorted(((a, b) for a, b in ordered), key=lambda p: (p[0].key, p[1].key))

    def events(self) -> dict[tuple[str, int], str]:
        """The events of the claims of all statements that are asked about."""
        iris = {iri for pair in self._sure | self._open for iri in pair}
        rows = self._notes.each("SELECT iri, claim, event FROM account WHERE iri = ? AND event IS NOT NULL", iris)
        return {(iri, claim): event for iri, claim, event in rows}

    def settle(self, found: Sequence[StatementRelation]) -> tuple[list[StatementRelation], list[StatementRelation]]:
        """The relations before and after, of those that changed; writes them down."""
        pairs = self._sure | self._open
        before = [one for pair in sorted(pairs) for one in self._relations(pair)]
        self._notes.drop_rows("relation", "first, second", pairs)
        put_relations(self._notes, found)
        return [one for one in before if one not in found], [one for one in found if one not in before]

    def _is_compared(self, pair: Pair) -> bool:
        """Whether two statements stand next to each other, by what they share or in an event."""
        one, other = self.spots(pair)
        if one[1] != other[1] and still_together(self._notes, one, other, shared_blocks(self._notes, one, other, odd=False)):
            return True
        query = "SELECT DISTINCT a.event FROM account a JOIN account b ON a.event = b.event WHERE a.iri = ? AND b.iri = ?"
        for iri in self._notes.column(query, *pair):
            event = unpacked(Event, self._notes.column("SELECT value FROM event WHERE iri = ?", iri)[0])
            if {one, other} in [{a, b} for a, b in candidates.of_event(self.spots(i for i, _ in event.accounts))]:
                return True
        return False

    def _named(self, pair: tuple[Spot, Spot]) -> Pair:
        rows = self._notes.each("SELECT iri FROM statement WHERE article = ? AND rank = ?", (spot[1:3] for spot in pair))
        one, other = (iri for (iri,) in rows)
        return pair_of(one, other)

    def _related(self, iri: str) -> list[Pair]:
        return self._notes.rows("SELECT first, second FROM relation WHERE first = ? OR second = ?", iri, iri)

    def _relations(self, pair: Pair) -> list[StatementRelation]:
        rows = self._notes.column("SELECT value FROM relation WHERE first = ? AND second = ?", *pair)
        return [unpacked(StatementRelation, text) for text in rows]


def without_reviews(notes: Notes, relations: Iterable[StatementRelation]) -> bool:
    """Whether nobody decided about any of these."""
    pairs = (pair_of(one.earlier, one.later) for one in relations)
    return not list(notes.each("SELECT 1 FROM reviewed WHERE first = ? AND second = ?", pairs))
