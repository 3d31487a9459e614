"""The entities that names alone give: people by their full and bare names; the rest is for `places`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.actors import edges, names, places
from kg.actors.entities import Entity, known_facts
from kg.actors.mentions import Found
from kg.actors.names import PersonName
from kg.actors.page import Page
from kg.actors.roles import RoleFact
from kg.actors.scene import Scene
from kg.actors.words import mapped
from kg.gazetteer import Gazetteer, Holding, key

Facts = Mapping[Found, Sequence[RoleFact]]
"""What the text says beside each name."""


def from_names(scene: Scene, found: Sequence[Found], facts: Facts) -> dict[Found, Entity]:
    """The entity of every name mention."""
    page = scene.page
    made: dict[Found, Entity] = _people(scene, [f for f in found if f.kind == "name" and f.sort == "person"], facts)
    bodies: dict[str, Entity] = {}
    longest: dict[str, str] = {}
    for mention in found:
        if mention.kind != "name" or mention in made:
            continue
        words = page.words(*mention.core)
        entity = places.entity(words, mention, bodies, longest, scene)
        entity.found.append(mention)
        entity.aliases.add(words)
        made[mention] = entity
    return made


def _people(scene: Scene, found: Sequence[Found], facts: Facts) -> dict[Found, Entity]:
    parsed = {f: n for f in found if (n := _parsed(scene.page, f))}
    given = {key(n.given[0]) for n in parsed.values() if len(n.given) == 1 and scene.gazetteer.gender(n.given[0])}
    parsed = {f: _without_epithet(n, given, scene.gazetteer) for f, n in parsed.items()}
    entities: list[Entity] = []
    made: dict[Found, Entity] = {}

    def add(entity: Entity, mention: Found) -> None:
        name = parsed[mention]
        entity.found.append(mention)
        entity.aliases.add(name.full)
        entity.facts.extend(facts.get(mention, ()))
        entity.gender = entity.gender or name.gender or next((f.gender for f in facts.get(mention, ()) if f.gender), "")
        made[mention] = entity

    for mention in (f for f in found if f in parsed and parsed[f].is_full):
        name = parsed[mention]
        known = next((e for e in entities if e.person and e.person.is_full and _one_person(name, e.person, scene)), None)
        entity = known or Entity(sort="person", name=name.full, person=name)
        if known is None:
            entities.append(entity)
        elif _fuller(name, entity.person):
            entity.person, entity.name = name, name.full
        add(entity, mention)
    for entity in entities:
        entity.known = scene.gazetteer.person(entity.name)
        _gender(entity, scene.gazetteer)
    for mention in (f for f in found if f in parsed and f not in made):
        bare = _bare(mention, parsed[mention], entities, scene)
        if bare is None:
            name = parsed[mention]
            bare = Entity(sort="person", name=name.full, person=name, gender=name.gender)
        if bare not in entities:
            entities.append(bare)
        add(bare, mention)
    for entity in entities:
        if entity.known:
            entity.name = entity.known[0].person
            known_of_day = known_facts(entity.known, scene.gazetteer, scene.day)
            entity.facts = [*_courtesy(entity.facts, known_of_day), *known_of_day]
        entity.facts = [_of_a_state(f, entity, scene) for f in entity.facts]
        _gender(entity, scene.gazetteer)
    return made


def _of_a_state(fact: RoleFact, entity: Entity, scene: Scene) -> RoleFact:
    """A minister's title whose national holder on that day is somebody else is that of a state ("Attorney General")."""
    if fact.role_class != "minister" or fact.of or fact.former or fact.how == "gazetteer" or scene.home is None:
        return fact
    held = scene.gazetteer.holders(fact.office or fact.word, scene.home.name, scene.day)
    if not held or any(key(entity.name) == key(n) or entity.name.split()[-1] == n.split()[-1] for h in held for n in h.names):
        return fact
    return replace(fact, role_class="official") if fact.word in ("attorney general", "secretary of state") else fact


def _courtesy(said: Sequence[RoleFact], known: Sequence[RoleFact]) -> list[RoleFact]:
    """Titles that the text still gives though the office is known to have ended ("President Carter" in 1990) are former ones."""
    now = {f.word for f in known if not f.former}
    past = {f.word for f in known if f.former} - now
    return [replace(f, former=True) if f.how == "title" and f.word in past else f for f in said]


def _parsed(page: Page, mention: Found) -> PersonName | None:
    name = names.parse(page.words(*mention.core))
    if name is None or name.gender:
        return name
    back = mention.core[0] - 1
    while back > 0 and page.lower(back) == ".":
        back -= 1
    gender = mapped("honorifics").get(page.lower(back).strip("."), "") if back >= 0 else ""
    return PersonName(given=name.given, family=name.family, suffix=name.suffix, gender=gender)


def _without_epithet(name: PersonName, given: set[str], gazetteer: Gazetteer) -> PersonName:
    """The given name of somebody whom the article names in full, without what a rival put before it ("Crafty Ida")."""
    epithet = len(name.given) == 1 and len(name.family) == 1 and key(name.family[0]) in given - {key(name.given[0])}
    if not epithet or gazetteer.gender(name.given[0]) or len(name.given[0].strip(".")) < _EPITHET:
        return name
    return replace(name, given=())


_EPITHET = 4
"""Letters of the shortest epithet."""


def _one_person(one: PersonName, other: PersonName, scene: Scene) -> bool:
    """Whether two full names are of one person: not a father's and a son's, of whom the one is known, but not by that name."""
    known = [{h.person for h in scene.gazetteer.person(name.full)} for name in (one, other)]
    generations = not names.same_suffix(one, other) and any(known) and not known[0] & known[1]
    return names.compatible(one, other) and not generations


def _fuller(name: PersonName, old: PersonName | None) -> bool:
    """Whether a name says more than another: an initial gives way to a name, never the other way round."""
    return old is not None and len(old.given[0].strip(".")) == 1 and len(name.given[0].strip(".")) > 1


def _gender(entity: Entity, gazetteer: Gazetteer) -> None:
    if not entity.gender and entity.known:
        entity.gender = entity.known[0].gender
    if not entity.gender and entity.person and entity.person.given:
        entity.gender = gazetteer.gender(entity.person.given[0])


def _bare(mention: Found, name: PersonName, entities: list[Entity], scene: Scene) -> Entity | None:
    """Whom a family name alone means: the best of those whose name it can be, else whom the gazetteer knows by it on that day."""

    def fits(gender: str) -> bool:
        return not (name.gender and gender and name.gender != gender)

    fitting = [e for e in entities if e.person and names.misspelt(name, e.person)] if not name.given else []
    if fitting and not any(e.person and names.compatible(name, e.person) for e in entities):
        return max(fitting, key=lambda e: len(e.found))
    now, once = (list(filter(lambda h: fits(h.gender), found)) for found in _known_by(name, scene))
    held, likely = now or once, [h.person for h in now]
    fitting = [e for e in entities if e.person and names.compatible(name, e.person) and fits(e.gender)]
    ruler = None if name.given else _ruler(mention, name, scene)
    if ruler:
        return next((e for e in fitting if e.name == ruler), None) or _from_gazetteer(ruler, scene)
    told = mention.fact.role_class if mention.fact else ""
    if fitting and told and held and not any(f.role_class == told for e in fitting for f in (*e.facts, *_facts_of(e, scene))):
        # "President Doe", where only the president's wife is named in full.
        titled = next((h for h in held if any(f.role_class == told for f in known_facts((h,), scene.gazetteer, scene.day))), None)
        if titled:
            return _from_gazetteer(titled.person, scene)
    if fitting:
        return max(fitting, key=lambda e: _likelihood(e, mention, likely))
    if held and len(name.family) == 1:
        return _from_gazetteer(held[0].person, scene)
    return None


def _known_by(name: PersonName, scene: Scene) -> tuple[Sequence[Holding], Sequence[Holding]]:
    """Whom the gazetteer knows by one name: who is in office on the day; and who left it, or rules and goes by a first name."""
    if name.given:
        return (), ()
    word, gazetteer, home = name.family[-1], scene.gazetteer, scene.home.name if scene.home else ""
    before = gazetteer.lately(word, scene.day, home) or gazetteer.given(word, scene.day, home) if len(name.family) == 1 else ()
    return gazetteer.family(word, scene.day), before


def _ruler(mention: Found, name: PersonName, scene: Scene) -> str | None:
    """Whose "the Doe administration" was: the latest of that name who ruled, whoever else of that name is spoken of."""
    page = scene.page
    if not edges.reigns(page, mention.core[1]) or page.lower(mention.core[0] - 1) not in ("the", "and", "or", ","):
        return None  # "a Doe administration" is still to come
    ruled = scene.gazetteer.ruled(name.family[-1], scene.day)
    return ruled[0].person if ruled else None


def _from_gazetteer(person: str, scene: Scene) -> Entity:
    return Entity(sort="person", name=person, person=names.parse(person), known=scene.gazetteer.person(person))


def _facts_of(entity: Entity, scene: Scene) -> list[RoleFact]:
    return known_facts(entity.known, scene.gazetteer, scene.day)


def _likelihood(entity: Entity, mention: Found, likely: list[str]) -> float:
    """Spoken of often, known by the bare name, spoken of before and not long ago."""
    before = [f.first for f in entity.found if f.first < mention.first]
    score = 0.2 * min(len(entity.found), 10)
    score += 2.0 if entity.name in likely[:1] else 0.5 if entity.name in likely else 0.0
    return score + (1.0 - (mention.first - max(before)) / 400 if before else 0.0)
