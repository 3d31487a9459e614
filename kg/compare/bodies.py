"""Who stands for whom: actors after the links between articles, the bodies behind them, and the words that name them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kg.compare.words import STOP, content_stems, stem
from kg.model import Actor, Links

_FIRST_PERSON = {"i", "we", "us", "our", "ours", "me", "my", "mine", "ourselves", "myself"}


def canonical(links: Links) -> dict[str, str]:
    """Actor IRI to the IRI that stands for it, chains followed."""
    step = {s.actor: s.same_as for s in links.same}

    def follow(iri: str) -> str:
        seen = {iri}
        while iri in step and step[iri] not in seen:
            iri = step[iri]
            seen.add(iri)
        return iri

    return {iri: follow(iri) for iri in step}


class Bodies:
    """Which bodies each actor can stand for, over all articles."""

    def __init__(self, actors: Iterable[Actor], same: Mapping[str, str]) -> None:
        """Of several articles' records of one actor the fullest counts, whatever their order."""
        self._same = same
        self._up: dict[str, set[str]] = defaultdict(set)
        self.actors: dict[str, Actor] = {}
        offices: dict[str, set[str]] = defaultdict(set)
        for actor in actors:
            iri = self.of(actor.iri)
            known = self.actors.get(iri)
            if known is None or fullness(actor) > fullness(known):
                self.actors[iri] = actor
            self._up[iri].update(self.of(r.body) for r in actor.represents)
            offices[iri].update(self.of(r.body) for r in actor.represents if r.ground == "office")

        for iri, above in self._up.items():
            states = {b for b in above if b in self.actors and "Government" in self.actors[b].types and b in offices[iri]}
            if len(states) > 1:  # nobody holds office in two countries: the articles were misread
                above.difference_update(states)

    def of(self, iri: str) -> str:
        """The IRI that stands for this one."""
        return self._same.get(iri, iri)

    def sides(self, *iris: str | None) -> frozenset[str]:
        """The actors and all that they stand for, through any number of steps."""
        found: set[str] = set()
        todo = [self.of(i) for i in iris if i]
        while todo:
            iri = todo.pop()
            if iri not in found:
                found.add(iri)
                todo.extend(self._up.get(iri, ()))
        return frozenset(found)

    def name(self, iri: str | None) -> str:
        """The fullest name known of an actor."""
        actor = self.actors.get(self.of(iri)) if iri else None
        return actor.name if actor else "an unnamed source"


def fullness(actor: Actor) -> tuple[int, str, int, tuple[str, ...], tuple[str, ...]]:
    """Greater of a record with a longer name, then of one with more other names."""
    return (len(actor.name), actor.name, len(actor.aliases), actor.aliases, actor.types)


def handles(actor: Actor | None) -> frozenset[str]:
    """Stems by which a text names an actor: the last word of a person's names, every telling word of a body's short names."""
    if actor is None or "UnnamedSource" in actor.types:
        return frozenset()
    found: set[str] = set()
    for name in (actor.name, *actor.aliases):
        parts = [stem(w) for w in re.findall(r"[^\W_]+", name.lower())]
        if not name[:1].isupper() or not parts:
            continue
        if "Person" in actor.types:
            found.add(parts[-1] if parts[-1] not in ("jr", "sr", "ii", "iii") or len(parts) < 2 else parts[-2])
        elif len(parts) == 1:
            found.add(parts[0])
    return frozenset(s for s in found if s not in STOP and len(s) > 2)


def name_words(actor: Actor | None) -> frozenset[str]:
    if actor is None or not actor.name[:1].isupper():
        return frozenset()
    return content_stems(actor.name)


def is_first_person(text: str) -> bool:
    """Whether a participant's words are the speaker's "I" or "we"."""
    return bool(set(text.lower().split()) & _FIRST_PERSON)
