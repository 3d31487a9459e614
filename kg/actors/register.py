"""Mentions and entities by place and by name: what the walk through an article fills, and everything after it reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.names import parse
from kg.actors.scene import Scene
from kg.gazetteer import Country, key

PEOPLE = ("person", "unnamed", "group", "people")
"""Sorts of entities that are people."""


class Register:
    """Who is meant where in one article: `of` gives a mention's entity, `at` the mention whose name or head holds a token."""

    def __init__(self, scene: Scene, found: Sequence[Found], named: dict[Found, Entity]) -> None:
        self.scene = scene
        self.page, self.gazetteer = scene.page, scene.gazetteer
        self.found = tuple(found)
        self.of: dict[Found, Entity] = dict(named)
        self.at: dict[int, Found] = {}
        for mention in self.found:
            for i in range(*mention.core):
                self.at.setdefault(i, mention)
        self._groups: dict[frozenset[Entity], Entity] = {}
        self._once: dict[tuple[str, str], Entity] = {(e.sort, key(e.name)): e for e in named.values()}

    def merge(self, pairs: Mapping[Entity, Entity]) -> None:
        """Give an entity all that was said of another one that it turned out to be: {the other: the one that stays}."""
        for gone, stays in pairs.items():
            stays.facts = [*stays.facts, *gone.facts]
            stays.owner = stays.owner or gone.owner
            stays.gender = stays.gender or gone.gender
            stays.found.extend(gone.found)
            self.of.update({found: stays for found, entity in self.of.items() if entity is gone})

    def around(self, i: int) -> Entity | None:
        """The entity of the mention whose name or head holds a token."""
        mention = self.at.get(i)
        return self.of.get(mention) if mention else None

    def once(self, entity: Entity) -> Entity:
        """The entity of this sort and name, this one where there was none: what is said twice in the same words is one."""
        return self._once.setdefault((entity.sort, key(entity.name)), entity)

    def together(self, members: Sequence[Entity]) -> Entity:
        """The one actor that several make, in whatever order the text has them; its name lists theirs."""
        names = [e.name for e in sorted(members, key=lambda e: e.first)]
        name = ", ".join(names[:-1]) + f" and {names[-1]}"
        group = Entity(sort="group", name=name, plural=True, members=tuple(members))
        return self._groups.setdefault(frozenset(members), group)

    def government(self, country: Country) -> Entity:
        """The government of a country."""
        return self.once(Entity(sort="body", name=country.government, kind="government", country=country))

    def person(self, name: str) -> Entity:
        """The person of this full name, whom the article may not have named."""
        known = self.gazetteer.person(name)
        gender = known[0].gender if known else ""
        return self.once(Entity(sort="person", name=name, person=parse(name), known=known, gender=gender))

    def person_before(self, i: int) -> Entity | None:
        """The nearest people before a token of its sentence."""
        low, _ = self.page.bounds(i)
        found = (self.around(back) for back in range(i - 1, low - 1, -1))
        return next((e for e in found if e and e.sort in PEOPLE), None)

    def modifier(self, mention: Found) -> Entity | None:
        """The name right before the noun of a phrase ("the Doe campaign")."""
        found = (self.around(i) for i in range(mention.head - 1, mention.first - 1, -1))
        return next((e for e in found if e), None)

    def owner(self, mention: Found) -> Entity | None:
        """Whose a mention is: the entity of its possessor, or of the words after "of" and "for"."""
        if mention.owner_pronoun is not None:
            return self.around(mention.owner_pronoun)
        if mention.owner is None:
            return None
        head = self.page.span_head(*mention.owner)
        return self.around(head) or next((e for i in range(*mention.owner) if (e := self.around(i))), None)
