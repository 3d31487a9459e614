"""The entities that names of no people give: countries, their regions and peoples, bodies by names and acronyms."""

from __future__ import annotations

from kg.actors import roles
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.scene import Scene
from kg.actors.words import mapped
from kg.gazetteer import Country, KnownBody, key


def entity(words: str, mention: Found, known: dict[str, Entity], longest: dict[str, str], scene: Scene) -> Entity:
    """The entity of a name: one of those that are `known` by their names, else a new one, which is put there.

    `longest` keeps for short names the long one that the article gave.
    """
    place = mention.sort in ("place", "nationality") and not _is_party(words, scene)
    region = " " in words and not place and _region(words, mention, scene)  # "the Example State", taken for a body
    short = words.replace(".", "").isupper() and scene.gazetteer.capital(words)  # "D.C.", taken for one
    found = _place(words, mention, scene, known) if place or region or short else None
    return found or _body(words, mention, known, longest, scene)


def _is_party(words: str, scene: Scene) -> bool:
    """ "The Conservatives" where they are a party's own name; plain "Democrats" are people, not the party."""
    body = scene.body(words)
    return body is not None and body.kind == "party"


def _place(words: str, mention: Found, scene: Scene, known: dict[str, Entity]) -> Entity | None:
    gazetteer = scene.gazetteer
    region = _region(words, mention, scene)
    if region:
        return known.setdefault(f"place {key(region)}", Entity(sort="place", name=region))
    country = gazetteer.country(words)
    if country:
        return known.setdefault(country.name, Entity(sort="country", name=country.name, country=country))
    country = gazetteer.people(words)
    if country:
        name = next((p for p in country.people if key(p) == key(words)), words)
        return known.setdefault(f"people {country.name}", Entity(sort="people", name=name, country=country, plural=True))
    members = mapped("members").get(key(words)) or next((p for p in mapped("members").values() if key(words) == key(p)), None)
    if mention.sort == "nationality" and members:
        return known.setdefault(f"group {members}", Entity(sort="group", name=members, plural=True))
    country = gazetteer.capital(words)
    if country and (mention.sort == "place" or words.replace(".", "").isupper()):
        name = country.capitals[0] if _is_one_city(words, country) else words
        return known.setdefault(f"capital {country.name}", Entity(sort="capital", name=name, country=country))
    return known.setdefault(f"place {key(words)}", Entity(sort="place" if mention.sort == "place" else "group", name=words))


def _is_one_city(words: str, country: Country) -> bool:
    """Whether a capital's name is a form of the usual one ("Washington, D.C.", "D.C.")."""
    usual = key(country.capitals[0]).split()[0].strip(",")
    others = {key(c).split()[0].strip(",") for c in country.capitals if not c.replace(".", "").isupper()}
    return others == {usual}


def _region(words: str, mention: Found, scene: Scene) -> str | None:
    """The state or province that a name or its short form means ("Fla."); one that a country or a capital has too, where the
    article tells so."""
    gazetteer, behind = scene.gazetteer, scene.page.lower(mention.core[1])
    found = roles.regions().get(key(words)) or roles.regions().get(f"{key(words)}.")
    if found is None or (len(words.strip(".")) <= 2 and not words.isupper() and "." not in words and behind != "."):
        return None
    name, country = found
    if gazetteer.capital(name):  # "Wash.", "Washington state"
        state = key(words) != key(name) or behind == "state" or _among_regions(scene.page, mention)
        return f"{name} State" if state else None
    at_home = scene.home is not None and scene.home.name == country
    return name if at_home or not gazetteer.country(words) else None


def _among_regions(page: Page, mention: Found) -> bool:
    """Whether a name stands in a row with two regions at least ("Idaho, Oregon and Washington")."""
    first, end = mention.core
    return _row(page, first, -1) + _row(page, end, 1) >= _REGIONS


def _row(page: Page, at: int, step: int) -> int:
    """How many names of regions follow before or behind a place between two tokens, with commas and "and" between them."""
    found = 0
    while True:
        joint = at
        while page.lower(at if step > 0 else at - 1) in _ROW:
            at += step
        width = _width(page, at, step) if at != joint else 0
        if not width:
            return found
        found, at = found + 1, at + step * width


_ROW = (",", "and", "or", "&")
_REGIONS = 2
"""Regions beside which a name is a region's too."""


def _width(page: Page, at: int, step: int) -> int:
    """Tokens of the region's name that begins or ends there; 0 where none does."""
    for width in (2, 1):
        first = at if step > 0 else at - width
        if 0 <= first <= len(page.tokens) - width and key(page.words(first, first + width)) in roles.regions():
            return width
    return 0


def _body(words: str, mention: Found, known: dict[str, Entity], longest: dict[str, str], scene: Scene) -> Entity:
    gazetteer = scene.gazetteer
    body = _paper(words, mention, scene.body(words), known, scene)
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
    )


def _paper(words: str, mention: Found, body: KnownBody | None, known: dict[str, Entity], scene: Scene) -> KnownBody | None:
    """The paper that a single word of its name means ("the Times"): one that the article names in full, else its own outlet.

    With a capital article inside a sentence it is the paper, whatever else bears the name ("told The Hill").
    """
    word = key(words)
    page, (first, _) = scene.page, mention.core
    article = first if page.lower(first) == "the" else first - 1
    if page.words(article, article + 1) == "The" and not page.sentence_start(article):
        titled = scene.gazetteer.body(f"The {word}")
        if titled and titled.kind == "media" and titled.name.startswith("The "):
            return titled
    if " " in word or (body is not None and (body.kind != "media" or key(body.name) in known)):
        return body
    outlet = scene.gazetteer.outlet(scene.page.article.outlet) if scene.page.article.outlet else None
    others = [e.body for e in known.values() if e.sort == "body" and e.body and e.body.kind == "media"]
    found = (b for b in (*others, *([outlet] if outlet else [])) if key(b.name).split()[-1] == word and " " in key(b.name))
    return next(found, body)


def _acronym(name: str) -> str:
    return "".join(w[0] for w in name.replace("-", " ").split() if w[:1].isupper())


def _part_of(short: str, full: str) -> bool:
    if short.isupper() and len(short) <= 4:
        return False  # "EX" is a name of its own beside "EX Africa"
    mine, theirs = key(short).split(), key(full).split()
    return 0 < len(mine) < len(theirs) and (theirs[-len(mine) :] == mine or theirs[: len(mine)] == mine)
