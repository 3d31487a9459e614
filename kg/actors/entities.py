"""Entities: the actors of one article while they are being put together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.actors import roles
from kg.actors.mentions import Found
from kg.actors.names import PersonName
from kg.actors.roles import RoleFact
from kg.gazetteer import Country, Gazetteer, Holding, KnownBody


@dataclass(slots=True, eq=False, kw_only=True)
class Entity:
    """An actor in the making; it lives within one call of `resolve` and is never handed on."""

    sort: str
    """person, body, country, people, group, document, author or unnamed."""
    name: str
    gender: str = ""
    plural: bool = False
    kind: str = ""
    """Of a body: its kind."""
    person: PersonName | None = None
    known: tuple[Holding, ...] = ()
    body: KnownBody | None = None
    country: Country | None = None
    facts: list[RoleFact] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    owner: Entity | None = None
    """Of a campaign, an administration, an unnamed spokesman: whose."""
    members: tuple[Entity, ...] = ()
    """Of several that are named together: who they are."""
    aliases: set[str] = field(default_factory=set)

    @property
    def first(self) -> int:
        """Token of its first mention."""
        return min((f.first for f in self.found), default=10**9)


def known_facts(held: Sequence[Holding], gazetteer: Gazetteer, day: date) -> list[RoleFact]:
    """What the gazetteer knows of a person on a day: offices of that day, and earlier ones as former."""
    made = []
    for holding in held:
        if holding.since > day or day == date.min:
            continue
        found = roles.find(holding.office.casefold().split())
        word = found.word if found else ""
        role_class = roles.classify(word, roles.of_kind(holding.of, gazetteer))
        of = holding.of or None
        made.append(
            RoleFact(label=holding.office, word=word, of=of, role_class=role_class, how="gazetteer", former=not holding.on(day))
        )
    return made
