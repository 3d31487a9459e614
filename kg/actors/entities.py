"""Entities: the actors of one article while they are being put together, and the ones that names alone give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from kg.actors import names, roles
from kg.actors.mentions import Found
from kg.actors.names import PersonName
from kg.actors.page import Page
from kg.actors.roles import RoleFact
from kg.gazetteer import Country, Gazetteer, Holding, KnownBody, key


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
    aliases: set[str] = field(default_factory=set)

    @property
    def first(self) -> int:
        """Token of its first mention."""
        return min((f.first for f in self.found), default=10**9)


def from_names(page: Page, found: Sequence[Found], facts: Mapping[Found, Sequence[RoleFact]], gazetteer: Gazetteer, day: date) -> dict[Found, Entity]:
    """The entity of every name mention."""
    made: dict[Found, Entity] = {}
    people = [f for f in found if f.kind == "name" and f.sort == "person"]
    made.update(_people(page, people, facts, gazetteer, day))
    home = home_country(page, found, gazetteer)
    bodies: dict[str, Entity] = {}
    longest: dict[str, str] = {}
    for mention in found:
        if mention.kind != "name" or mention in made:
            continue
        words = page.words(*mention.core)
        entity = _place(words, mention, page, gazetteer, bodies) if mention.sort in ("place", "nationality") else None
        entity = entity or _body(words, bodies, longest, gazetteer, home)
        entity.found.append(mention)
        entity.aliases.add(words)
        made[mention] = entity
    return made


def home_country(page: Page, found: Sequence[Found], gazetteer: Gazetteer) -> Country | None:
    """The country an article is at home in: the one it names most, where no other is named nearly as often."""
    counts: Counter[str] = Counter()
    outlet = gazetteer.body(page.article.outlet) if page.article.outlet else None
    if outlet and outlet.country:
        counts[outlet.country] += 5
    by_name: dict[str, Country] = {}
    for mention in found:
        if mention.kind != "name":
            continue
        words = page.words(*mention.core)
        for holding in gazetteer.person(words):
            held = gazetteer.country(holding.of) or _country_of_body(holding.of, gazetteer)
            if held and holding.on(page.article.published or date.max):
                counts[held.name] += 2
                by_name[held.name] = held
        country = gazetteer.country(words) or gazetteer.people(words) or gazetteer.adjective(words) or gazetteer.capital(words)
        if country is None and key(words) in roles.regions():
            country = gazetteer.country(roles.regions()[key(words)][1])
        country = country or _country_of_body(words, gazetteer)
        if country:
            counts[country.name] += 1
            by_name[country.name] = country
    for name in [n for n in counts if n not in by_name]:
        del counts[name]
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < 1.2 * ranked[1][1]):
        return None
    return by_name[ranked[0][0]]


def _country_of_body(words: str, gazetteer: Gazetteer) -> Country | None:
    body = gazetteer.body(words)
    return gazetteer.country(body.country) if body and body.country else None


# --- people -----------------------------------------------------------------------


def _people(page: Page, found: Sequence[Found], facts: Mapping[Found, Sequence[RoleFact]], gazetteer: Gazetteer, day: date) -> dict[Found, Entity]:
    parsed = {f: n for f in found if (n := _parsed(page, f))}
    entities: list[Entity] = []
    made: dict[Found, Entity] = {}
    full = [f for f in found if f in parsed and parsed[f].is_full]
    for mention in full:
        name = parsed[mention]
        entity = next((e for e in entities if e.person and (names.compatible(name, e.person) and e.person.is_full)), None)
        if entity is None:
            entity = Entity(sort="person", name=name.full, person=name)
            entities.append(entity)
        elif _fuller(name, entity.person):
            entity.person, entity.name = name, name.full
        _add(entity, mention, name, facts, made)
    for entity in entities:
        entity.known = gazetteer.person(entity.name)
        _gender(entity, gazetteer)
    for mention in found:
        if mention in made or mention not in parsed:
            continue
        name = parsed[mention]
        entity = _bare(mention, name, entities, gazetteer, day)
        if entity is None:
            entity = Entity(sort="person", name=name.full, person=name)
            entity.gender = name.gender
            entities.append(entity)
        _add(entity, mention, name, facts, made)
    for entity in entities:
        if entity.known:
            entity.name = entity.known[0].person
            entity.facts.extend(known_facts(entity.known, gazetteer, day))
        _gender(entity, gazetteer)
    return made


def known_facts(held: Sequence[Holding], gazetteer: Gazetteer, day: date) -> list[RoleFact]:
    """What the gazetteer knows of a person on a day: offices of that day, and earlier ones as former."""
    made = []
    for holding in held:
        if holding.since > day or day == date.max:
            continue
        found = roles.find(holding.office.casefold().split())
        word = found.word if found else ""
        role_class = roles.classify(word, roles.of_kind(holding.of, gazetteer))
        of = holding.of or None
        made.append(RoleFact(label=holding.office, word=word, of=of, role_class=role_class, how="gazetteer", former=not holding.on(day)))
    return made


def _parsed(page: Page, mention: Found) -> PersonName | None:
    name = names.parse(page.words(*mention.core))
    if name is None or name.gender:
        return name
    title = page.lower(mention.core[0] - 1).strip(".") if mention.core[0] > 0 else ""
    title = page.lower(mention.core[0] - 2) if title == "" and mention.core[0] > 1 else title
    return PersonName(given=name.given, family=name.family, suffix=name.suffix, gender=names.HONORIFICS.get(title, ""))


def _fuller(name: PersonName, old: PersonName | None) -> bool:
    """Whether a name says more than another: an initial gives way to a name, never the other way round."""
    return old is not None and len(old.given[0].strip(".")) == 1 and len(name.given[0].strip(".")) > 1


def _add(entity: Entity, mention: Found, name: PersonName, facts: Mapping[Found, Sequence[RoleFact]], made: dict[Found, Entity]) -> None:
    entity.found.append(mention)
    entity.aliases.add(name.full)
    entity.facts.extend(facts.get(mention, ()))
    entity.gender = entity.gender or name.gender or next((f.gender for f in facts.get(mention, ()) if f.gender), "")
    made[mention] = entity


def _gender(entity: Entity, gazetteer: Gazetteer) -> None:
    if not entity.gender and entity.known:
        entity.gender = entity.known[0].gender
    if not entity.gender and entity.person and entity.person.given:
        entity.gender = gazetteer.gender(entity.person.given[0])


def _bare(mention: Found, name: PersonName, entities: list[Entity], gazetteer: Gazetteer, day: date) -> Entity | None:
    """Whom a family name alone means: the best of those whose name it can be, else whom the gazetteer knows by it on that day."""
    fitting = [e for e in entities if e.person and names.compatible(name, e.person) and not (name.gender and e.gender and name.gender != e.gender)]
    likely = [h.person for h in gazetteer.family(name.family[-1], day)] if not name.given else []
    if fitting:
        return max(fitting, key=lambda e: _likelihood(e, mention, likely))
    if likely and len(name.family) == 1:
        holding = next((h for h in gazetteer.family(name.family[-1], day) if not (name.gender and h.gender and name.gender != h.gender)), None)
        if holding:
            entity = Entity(sort="person", name=holding.person, person=names.parse(holding.person), known=gazetteer.person(holding.person))
            entities.append(entity)
            return entity
    return None


def _likelihood(entity: Entity, mention: Found, likely: list[str]) -> float:
    before = [f.first for f in entity.found if f.first < mention.first]
    score = 0.2 * min(len(entity.found), 10)
    score += 2.0 if entity.name in likely[:1] else 0.5 if entity.name in likely else 0.0
    score += 1.0 if before else 0.0
    score -= (mention.first - max(before)) / 400 if before else 0.0
    return score


# --- bodies and countries -----------------------------------------------------------


def _place(words: str, mention: Found, page: Page, gazetteer: Gazetteer, known: dict[str, Entity]) -> Entity | None:
    country = gazetteer.country(words)
    if country:
        return known.setdefault(country.name, Entity(sort="country", name=country.name, country=country))
    country = gazetteer.people(words)
    if country:
        name = next((p for p in country.people if key(p) == key(words)), words)
        return known.setdefault(f"people {country.name}", Entity(sort="people", name=name, country=country, plural=True))
    party = next((p for w, p in roles.PARTY_WORDS.items() if key(words) == w + "s"), None)
    if mention.sort == "nationality" and party:
        return known.setdefault(f"group {party}", Entity(sort="group", name=words, plural=True))
    country = gazetteer.capital(words)
    if country and mention.sort == "place":
        name = next((c for c in country.capitals if key(c) == key(words)), words)
        return known.setdefault(f"capital {country.name}", Entity(sort="capital", name=name, country=country))
    return known.setdefault(f"place {key(words)}", Entity(sort="place" if mention.sort == "place" else "group", name=words))


def _body(words: str, known: dict[str, Entity], longest: dict[str, str], gazetteer: Gazetteer, home: Country | None) -> Entity:
    body = gazetteer.body(words, home.name if home else "")
    plain = words.removeprefix("the ").removeprefix("The ") if body is None else body.name
    name = body.name if body else longest.get(key(plain), plain)
    if body is None and key(name) not in known:
        # "the Institute" after "the Example Institute", "EI" after "Example Institute".
        for other in known.values():
            if other.sort == "body" and (_acronym(other.name) == plain.replace(".", "") or _part_of(plain, other.name)):
                longest[key(plain)] = other.name
                return other
    return known.setdefault(
        key(name), Entity(sort="body", name=name, body=body, kind=body.kind if body else gazetteer.kind(name))
    )  # fmt: skip


def _acronym(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w[:1].isupper())


def _part_of(short: str, full: str) -> bool:
    mine, theirs = key(short).split(), key(full).split()
    return 0 < len(mine) < len(theirs) and (theirs[-len(mine) :] == mine or theirs[: len(mine)] == mine)
