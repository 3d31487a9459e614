"""Who stands for whom, of those actors alone that are asked for: what `kg.compare.bodies` is told of all articles together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from kg.compare.bodies import Bodies, fullness
from kg.compare.nearby import number
from kg.index.notes import Notes
from kg.index.packing import packed, unpacked
from kg.index.reaching import reached
from kg.model import Actor, Extraction, Participant, SameActor

Heads = Mapping[str, str]
"""An actor's IRI to the one that stands for it, where that is another."""


def referred(extraction: Extraction) -> dict[str, tuple[int, int]]:
    """All actors that an article speaks of: whether each is among its actors, and whether it speaks or takes part in a claim."""
    speaks: set[str | None] = set()
    for statement in extraction.statements:
        if statement.speaker:
            speaks |= {statement.speaker.actor, statement.speaker.on_behalf_of}
        parts: list[Participant | None] = [statement.addressee]
        for one in statement.propositions:
            parts += [one.agent, one.recipient, one.theme]
        speaks |= {part.actor for part in parts if part}
    found = {actor.iri: (1, int(actor.iri in speaks)) for actor in extraction.actors}
    return {iri: (0, 1) for iri in speaks if iri} | found


def put_standing(notes: Notes, people: Iterable[Extraction]) -> None:
    """Writes down who is spoken of where, and adds what these articles tell of whom each actor stands for."""
    for extraction in people:
        article = number(extraction.article.id)
        notes.put("mention", [(iri, article, *how) for iri, how in referred(extraction).items()])
        for actor in extraction.actors:
            held = [unpacked(Actor, text) for text in notes.column("SELECT actor FROM standing WHERE iri = ?", actor.iri)]
            best = max(actor, *held, key=fullness) if held else actor
            bodies = {stand for one in (actor, *held) for stand in one.represents}
            whole = replace(best, represents=tuple(sorted(bodies, key=lambda r: (r.body, r.ground))))
            notes.put("standing", [(actor.iri, packed(whole))])
            notes.put("stands", [(one.body, actor.iri) for one in actor.represents])


def heads_of(notes: Notes, iris: Iterable[str]) -> dict[str, str]:
    """Who stands for each of these, where that is another."""
    return {iri: head for iri, head in notes.each("SELECT actor, head FROM same WHERE actor = ?", set(iris))}


def bodies_of(notes: Notes, extractions: Sequence[Extraction]) -> Bodies:
    """Who stands for whom, as far as these articles need it."""
    todo = {iri for e in extractions for iri in referred(e)}
    rows: dict[str, Actor] = {}
    heads: dict[str, str] = {}
    done: set[str] = set()
    while todo:
        found = _members(notes, todo, heads) - done
        done |= found
        rows |= _records(notes, found)
        todo = {one.body for iri in found if iri in rows for one in rows[iri].represents} - done
    return Bodies(rows.values(), heads)


def _records(notes: Notes, iris: Iterable[str]) -> dict[str, Actor]:
    """All that is known of each of these, under its fullest name."""
    return {iri: unpacked(Actor, text) for iri, text in notes.each("SELECT iri, actor FROM standing WHERE iri = ?", iris)}


def _members(notes: Notes, iris: set[str], heads: dict[str, str]) -> set[str]:
    """These and all names of the same actors; who stands for whom goes into `heads`."""
    heads |= heads_of(notes, iris)
    tops = {heads.get(iri, iri) for iri in iris}
    variants = {actor: head for actor, head in notes.each("SELECT actor, head FROM same WHERE head = ?", tops)}
    heads |= variants
    return iris | tops | variants.keys()


class Standing:
    """How some actors stand before new articles come, held against how they stand after."""

    def __init__(self, notes: Notes, people: Sequence[Extraction], same: tuple[list[SameActor], list[SameActor]]) -> None:
        """To be made before the articles are written down, when `same` (before, after) is written down already."""
        self._notes = notes
        self._new = {number(e.article.id) for e in people}
        self._actors = {a.iri for e in people for a in e.actors}
        old, new = ({one.actor: one.same_as for one in some} for some in same)
        self._moved = {iri for iri in old.keys() | new.keys() if old.get(iri) != new.get(iri)}
        self._old, self._touched = old, new
        self._before = self._seen(self._old_head)

    def _old_head(self, iri: str) -> str:
        """Who stood for an actor; what was decided anew is in `same`, all else stands as it stood."""
        if iri in self._old or iri in self._touched:
            return self._old.get(iri, iri)
        return heads_of(self._notes, [iri]).get(iri, iri)

    def _new_head(self, iri: str) -> str:
        return heads_of(self._notes, [iri]).get(iri, iri)

    def _group(self, head: str, of: Callable[[str], str]) -> set[str]:
        some = {head, *self._notes.column("SELECT actor FROM same WHERE head = ?", head)}
        some |= {iri for iri, other in self._old.items() if other == head}
        return {iri for iri in some if of(iri) == head}

    def _seen(self, of: Callable[[str], str]) -> dict[str, object]:
        """What is to be seen of each group that the new articles touch."""
        out: dict[str, object] = {}
        for head in {of(iri) for iri in self._actors | self._moved}:
            some = _records(self._notes, self._group(head, of)).values()
            best = max(some, key=fullness, default=None)
            bodies = frozenset((of(r.body), r.ground == "office") for actor in some for r in actor.represents)
            out[head] = (best and (best.name, best.types, best.aliases), bodies)
        return out

    def affected(self) -> list[int]:
        """Numbers of the articles, other than the new ones, that speak of somebody who stands otherwise now."""
        after = self._seen(self._new_head)
        heads = {h for h in self._before.keys() | after.keys() if self._before.get(h) != after.get(h)}
        seen = {iri for head in heads for of in (self._old_head, self._new_head) for iri in self._group(head, of)}
        return sorted({*self._articles(self._moved, "1"), *self._articles(self._below(seen | self._moved), "speaks")})

    def _articles(self, iris: Iterable[str], where: str) -> Iterator[int]:
        query = f"SELECT article FROM mention WHERE iri = ? AND {where}"
        yield from (article for (article,) in self._notes.each(query, sorted(iris)) if article not in self._new)

    def _below(self, iris: set[str]) -> set[str]:
        """These and all who stand for them, through any number of steps."""

        def under(iri: str) -> Iterable[str]:
            yield from self._notes.column("SELECT iri FROM stands WHERE body = ?", iri)
            yield from self._group(self._old_head(iri), self._old_head)
            yield from self._group(self._new_head(iri), self._new_head)

        return reached(iris, under)
