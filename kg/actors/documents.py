"""Documents as sources: how they are named ("Example News poll"), and which noun phrases mean one that has a name."""

from __future__ import annotations

from collections.abc import Sequence

from kg.actors import roles
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.phrases import POSSESSIVE, noun_run
from kg.actors.register import Register
from kg.actors.words import mapped
from kg.gazetteer import key


def name_of(register: Register, mention: Found) -> str:
    """A document by its maker and kind ("the latest Example News poll", "a poll by Example News"); else by its own words."""
    page, head = register.page, mention.head
    first = _past_adjectives(page, mention, register)
    if first < head:
        return _words(page, first, head) + _about(page, head)
    maker = _maker(register, mention)
    if maker is not None and maker.sort in ("body", "country", "person"):
        last = maker.person.family[-1] if maker.person else maker.name
        return f"{last} {page.words(head, head + 1)}"
    return page.words(_past_article(page, mention), head + 1)


def _about(page: Page, head: int) -> str:
    """What a study looked at ("analysis of tax returns"), without adjectives; whom a poll asked is left out."""
    if page.lower(head) not in ("analysis", "average", "review", "study", "survey") or page.lower(head + 1) != "of":
        return ""
    _, high = page.bounds(head)
    end = noun_run(page, head + 2, high)
    nouns = [i for i in range(head + 2, end) if page.tokens[i].upos in ("NOUN", "PROPN") or page.lower(i) == "-"]
    if not nouns or roles.find([page.lower(nouns[-1])]) or page.tokens[nouns[-1]].upos == "PROPN":
        return ""
    start = nouns[-1]
    while start - 1 in nouns:
        start -= 1
    return f" of {page.words(start, nouns[-1] + 1)}"


def is_named(entity: Entity) -> bool:
    """Whether a document is known by more than what it is."""
    return entity.sort == "document" and any(w[:1].isupper() for w in _core(entity.name)[:-1])


def _core(name: str) -> list[str]:
    return name.partition(" of ")[0].split()


def kind(entity: Entity) -> str:
    """What a document is, one word for those that say the same ("survey" and "results" are the poll's)."""
    noun = roles.singular(_core(key(entity.name))[-1])
    return mapped("same_document").get(noun, noun)


def settle(register: Register) -> dict[Entity, Entity]:
    """Documents without a name that are one which the article names, and short names of one that it names in full."""
    documents = [e for e in dict.fromkeys(register.of.values()) if e.sort == "document" and e.found]
    named: dict[str, list[Entity]] = {}
    made: dict[Entity, Entity] = {}
    for entity in sorted((e for e in documents if is_named(e)), key=lambda e: -len(e.name.split())):
        others = named.setdefault(kind(entity), [])
        fuller = next((o for o in others if _parts(entity) < _parts(o)), None)
        if fuller is not None:
            made[entity] = fuller
        else:
            others.append(entity)
    for entity in documents:
        found = named.get(kind(entity), [])
        if not is_named(entity) and found and not any(f.plural for f in entity.found):
            made[entity] = _meant(register.page, entity, found)
    return made


_LEAD = 3
"""Paragraphs that may speak of a document before they name it."""


def _meant(page: Page, bare: Entity, named: Sequence[Entity]) -> Entity:
    """The last one that was named before, or of a lead the first that is named after it."""
    before = [e for e in named if e.first < bare.first]
    if before and page.paragraph[bare.first] > _LEAD:
        return max(before, key=lambda e: max(f.first for f in e.found if f.first < bare.first))
    return min(named, key=lambda e: e.first)


def _parts(entity: Entity) -> set[str]:
    return {w for part in _core(key(entity.name))[:-1] for w in part.replace("-", "/").split("/")}


def _words(page: Page, first: int, head: int) -> str:
    owner = next((i for i in range(first, head) if page.lower(i) in POSSESSIVE), None)
    if owner is None or owner + 1 > head:
        return page.words(first, head + 1)
    return f"{page.words(first, owner)} {page.words(owner + 1, head + 1)}"


_PLAIN = ("new", "latest", "recent", "national", "online", "final", "first", "exit")
"""Adjectives that a headline's capitals make look like names."""


def _starts_name(register: Register, i: int) -> bool:
    token = register.page.tokens[i]
    named = register.at.get(i)
    if named is not None and named.kind == "name":
        return True
    return token.form[:1].isupper() and token.upos == "PROPN" and token.form.casefold() not in _PLAIN


def _past_article(page: Page, mention: Found) -> int:
    first = mention.first
    while first < mention.head and page.tokens[first].upos == "DET":
        first += 1
    return first


def _past_adjectives(page: Page, mention: Found, register: Register) -> int:
    first = mention.first
    while first < mention.head and not _starts_name(register, first):
        first += 1
    return first


def _maker(register: Register, mention: Found) -> Entity | None:
    """Who made it: the name after "by" or "from", up to the next verb but a participle ("a poll conducted by Example News")."""
    page = register.page
    _, high = page.bounds(mention.head)
    for i in range(mention.head + 1, min(high, mention.head + 10)):
        if page.lower(i) in ("by", "from") and (
            i == mention.head + 1 or page.tokens[i - 1].xpos in ("VBN", "VBD") or page.lower(i) == "by"
        ):
            at = i + 1 + (i + 1 < high and page.tokens[i + 1].upos == "DET")
            named = register.at.get(at)
            return (
                register.of.get(named) if named and named.kind == "name" and page.tokens[named.core[0]].upos == "PROPN" else None
            )
        if page.tokens[i].upos in ("VERB", "AUX") and page.tokens[i].xpos not in ("VBN", "VBD", "VBG"):
            return None
    return None
