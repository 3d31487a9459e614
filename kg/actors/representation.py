"""What an actor can stand for: a government by office, country, capital or people; a principal by its spokesperson."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.actors import roles
from kg.actors.entities import Entity
from kg.actors.roles import RoleFact
from kg.gazetteer import Country, Gazetteer

TYPES: dict[str, tuple[str, ...]] = {
    "person": ("Person",),
    "author": ("Person",),
    "unnamed": ("UnnamedSource", "Person"),
    "group": ("Group",),
    "people": ("Group",),
    "country": ("Country", "Body"),
    "capital": ("Body",),
    "document": ("Document",),
    "place": ("Actor",),
    "body": ("Body",),
    "government": ("Government", "Body"),
    "ministry": ("Ministry", "Body"),
    "party": ("Party", "Body"),
    "mission": ("DiplomaticMission", "Body"),
    "legislature": ("Legislature", "Body"),
    "committee": ("Legislature", "Body"),
    "agency": ("Ministry", "Body"),
    "campaign": ("Campaign", "Body"),
    "media": ("Media", "Body"),
    "court": ("Court", "Body"),
    "company": ("Company", "Body"),
    "office": ("Government", "Body"),
}
"""Classes of the ontology by an entity's sort, or by the kind of a body."""

STATE_CLASSES = ("head_of_state", "head_of_government", "minister", "diplomat")
"""Roles whose holder speaks for the government of a country."""

_STATE_BODIES = ("ministry", "office", "military", "agency", "mission")


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the rules need beside the entity."""

    gazetteer: Gazetteer
    home: Country | None
    fact: RoleFact | None
    """The entity's chief role."""
    of: Entity | None
    """The actor that the role belongs to."""


Rule = Callable[[Entity, World], tuple[str, str] | None]
"""Gives (name of the body that is stood for, ground)."""


def country_of(entity: Entity, fact: RoleFact, gazetteer: Gazetteer, home: Country | None) -> Country | None:
    """The country of a role: by the text, else by what the gazetteer knows of the person, else where the article is at home."""
    of = fact.of or ""
    said = gazetteer.country(of) or gazetteer.adjective(of)
    if said is None and of and (body := gazetteer.body(of)):
        said = gazetteer.country(body.country)
    if said:
        return said
    if of and roles.of_kind(of, gazetteer) in (
        "state",
        "university",
        "company",
        "media",
        "party",
        "organization",
        "union",
        "think_tank",
        "campaign",
    ):
        return None
    for holding in entity.known:
        if roles.classify(_word(holding.office), roles.of_kind(holding.of, gazetteer)) == fact.role_class and (
            c := gazetteer.country(holding.of)
        ):
            return c
    return home


def behind(words: str, gazetteer: Gazetteer) -> Country | None:
    """The country whose government stands behind an office or a body that is only described."""
    found = roles.find(words.casefold().split())
    tokens = words.split()
    country = next(
        (c for t in (words, *(" ".join(tokens[:n]) for n in (3, 2, 1))) if (c := gazetteer.adjective(t) or gazetteer.country(t))),
        None,
    )
    if found and roles.classify(found.word, "country" if country else "") in STATE_CLASSES:
        return country
    body = gazetteer.body(words)
    return gazetteer.country(body.country) if body and body.kind in _STATE_BODIES else None


def _word(office: str) -> str:
    found = roles.find(office.casefold().split())
    return found.word if found else ""


def _by_office(entity: Entity, world: World) -> tuple[str, str] | None:
    fact = world.fact
    if entity.sort not in ("person", "unnamed") or fact is None or fact.role_class not in STATE_CLASSES:
        return None
    if fact.former or fact.future:
        return None
    country = country_of(entity, fact, world.gazetteer, world.home)
    return (country.government, "office") if country else None


def _by_body(entity: Entity, world: World) -> tuple[str, str] | None:
    if entity.sort != "body" or entity.kind not in _STATE_BODIES or entity.body is None:
        return None
    country = world.gazetteer.country(entity.body.country)
    return (country.government, "office") if country else None


def _by_country(entity: Entity, world: World) -> tuple[str, str] | None:
    ground = {"country": "country", "capital": "capital", "people": "demonym"}.get(entity.sort)
    return (entity.country.government, ground) if entity.country and ground else None


def _by_administration(entity: Entity, world: World) -> tuple[str, str] | None:
    """ "The Doe government" is the government of the country that Doe governs."""
    if entity.kind != "government" or entity.owner is None:
        return None
    for holding in entity.owner.known:
        country = world.gazetteer.country(holding.of)
        if country and holding.office in ("President", "Prime Minister", "Chancellor", "Premier"):
            return country.government, "office"
    return None


def _by_spokesperson(entity: Entity, world: World) -> tuple[str, str] | None:
    if world.fact is None or world.fact.role_class != "spokesperson" or world.of is None or world.of is entity:
        return None
    return world.of.name, "spokesperson"


def _by_campaign(entity: Entity, world: World) -> tuple[str, str] | None:
    if entity.kind in ("campaign", "office") and entity.owner is not None:
        return entity.owner.name, "office"
    return None


RULES: tuple[Rule, ...] = (_by_office, _by_body, _by_country, _by_administration, _by_spokesperson, _by_campaign)


def stands_for(entity: Entity, world: World) -> Sequence[tuple[str, str]]:
    """Names of the bodies that an entity can stand for, each with its ground; itself left out."""
    found = (rule(entity, world) for rule in RULES)
    return [f for f in dict.fromkeys(x for x in found if x) if f[0] != entity.name]
