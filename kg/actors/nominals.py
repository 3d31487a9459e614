"""Noun phrases that no name stands behind: holders of offices, unnamed sources, groups, bodies, documents."""

from __future__ import annotations

from kg.actors import documents, roles
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.phrases import POSSESSIVE
from kg.actors.register import Register
from kg.actors.roles import RoleFact
from kg.actors.words import listed
from kg.gazetteer import Country, key

_LED = ("campaign", "camp", "administration", "government", "team", "regime")
"""Bodies that go by the name of who leads them."""


def named_beside(register: Register, mention: Found) -> Entity | None:
    """The person that a role stands in apposition to ("his spokesman, John Doe", "Doe, the senator")."""
    page = register.page
    up = page.tokens[mention.head].head
    beside = [c for c in page.children[mention.head] if page.tokens[c].relation == "appos"]
    beside += [up] if page.tokens[mention.head].relation == "appos" else []
    for i in beside:
        other = register.at.get(i)
        owns = mention.owner is not None and mention.owner[0] <= i < mention.owner[1]  # "Ida Falk's husband" is not Ida Falk
        if other and other.kind == "name" and other.sort == "person" and not owns:
            return register.of.get(other)
    after = register.at.get(mention.end + 1)
    if not after or page.lower(mention.end) != "," or after.sort != "person" or not mention.definite:
        return None
    closes = page.lower(after.core[1]) in (",", ".") and after.first == mention.end + 1 and after.kind == "name"
    return register.of.get(after) if closes else None


def kin(register: Register, mention: Found) -> Entity | None:
    """The relative of somebody who bears the same family name, where the article names exactly one that fits ("his son")."""
    fact = mention.fact
    if fact is None or mention.plural or roles.singular(fact.word) not in listed("kin"):
        return None
    owner = register.owner(mention)
    if owner is None or owner.person is None or not owner.person.family:
        return None
    family = key(owner.person.family[-1])
    others = [e for e in dict.fromkeys(register.of.values()) if e.sort == "person" and e is not owner and e.person]
    fitting = [
        e
        for e in others
        if e.person
        and e.person.is_full
        and key(e.person.family[-1]) == family
        and (not fact.gender or e.gender in ("", fact.gender))
    ]
    told = [e for e in fitting if any(f.word == fact.word for f in e.facts)]
    chosen = told or fitting
    return chosen[0] if len(chosen) == 1 else None


def is_title(register: Register, mention: Found) -> bool:
    """Whether a role without an article means one holder, as in headlines ("Senator blasts plan")."""
    page = register.page
    opening = page.tokens[mention.first]
    starts = page.sentence_start(mention.first) or page.paragraph[mention.first] == 0
    return starts and opening.upos not in ("DET", "NUM", "ADV", "ADP") and opening.xpos != "JJS"


def holder(register: Register, fact: RoleFact) -> Entity | None:
    """Who held an office on the article's day, where the gazetteer knows exactly one."""
    if fact.former:
        return None
    gazetteer, home = register.gazetteer, register.scene.home
    if fact.of:
        country = gazetteer.country(fact.of) or gazetteer.adjective(fact.of)
        region = roles.regions().get(key(fact.of))
        place = country.name if country else region[0] if region else fact.of
    else:
        place = home.name if home else ""
    for office in (fact.office, fact.word, fact.label):
        holdings = gazetteer.holders(office, place, register.scene.day)
        if len(holdings) == 1:
            return register.person(holdings[0].person)
    return None


def unnamed(register: Register, mention: Found) -> Entity:
    """A single person without a name, known by role and by whose it is."""
    fact = mention.fact
    owner = register.owner(mention)
    label = fact.label if fact else register.page.words(mention.first, mention.end)
    of = owner.name if owner else fact.of if fact else None
    name = f"unnamed {label}" + (f" for {of}" if of and of.casefold() not in label.casefold() else "")
    return Entity(sort="unnamed", name=name, gender=fact.gender if fact else "", owner=owner)


def group(register: Register, mention: Found) -> Entity:
    """Several people, named by the words that describe them."""
    page = register.page
    owner = register.owner(mention)
    if owner and mention.owner_pronoun == mention.first:
        name = f"{owner.name} {page.words(mention.first + 1, mention.head + 1)}"
    else:
        name = page.words(_past_article(register, mention), mention.end)
    return register.once(Entity(sort="group", name=name, plural=True, owner=owner))


def led(register: Register, mention: Found) -> Entity | None:
    """A campaign, an administration or a government by whose it is; None where the phrase is none or tells nobody."""
    noun = roles.singular(register.page.lower(mention.head))
    if noun not in _LED:
        return None
    owner = register.owner(mention) or register.modifier(mention)
    state = noun in ("government", "administration", "regime")
    country = country_in(register, mention) or (owner.country if owner else None)
    if state and (country or (owner is None and noun == "government")):
        country = country or register.scene.home
        return register.government(country) if country else None
    if owner is None or owner.sort not in ("person", "body", "unnamed"):
        return None
    last = owner.person.family[-1] if owner.person else owner.name
    noun = "campaign" if noun in ("camp", "team") else noun
    kind = "campaign" if noun == "campaign" else "government"
    return register.once(Entity(sort="body", name=f"{last} {noun}", kind=kind, owner=owner))


def thing(register: Register, mention: Found) -> Entity:
    """A body or a document by the words that describe it."""
    page = register.page
    first = _past_article(register, mention)
    if mention.sort == "body" and mention.plural:
        several = register.once(Entity(sort="group", name=page.words(first, mention.end), plural=True))
        if not several.facts:
            noun = roles.singular(page.lower(mention.head))
            role_class = "business" if noun in ("business", "company", "firm", "bank") else "other"
            label = page.words(mention.head, mention.head + 1)
            several.facts.append(RoleFact(label=label, word=noun, of=None, role_class=role_class, token=mention.head))
        return several
    if mention.sort == "document" and mention.owner_pronoun is None:
        return register.once(Entity(sort="document", name=documents.name_of(register, mention), kind="document"))
    name = page.words(first, mention.end if mention.sort == "body" else mention.head + 1)
    owner = register.owner(mention)
    if owner and mention.owner_pronoun == mention.first:
        name = f"{owner.name}'s {page.words(mention.first + 1, mention.head + 1)}"
    kind = register.gazetteer.kind(page.words(mention.head, mention.head + 1)) if mention.sort == "body" else "document"
    beside = mention.owner_pronoun == mention.head - 1 or page.lower(mention.head - 1) in (*POSSESSIVE, "the")
    if page.lower(mention.head) == "office" and beside and owner is not None and owner.sort in ("person", "unnamed"):
        # An office speaks for who holds it ("Doe's office", "the office of the mayor").
        last = owner.person.family[-1] if owner.person else owner.name
        return register.once(Entity(sort="body", name=f"{last}'s office", kind="office", owner=owner))
    return register.once(Entity(sort=mention.sort, name=name, kind=kind))


def country_in(register: Register, mention: Found) -> Country | None:
    """The country that a phrase names in any form ("the Canadian government", "the government in Ottawa")."""
    page, known = register.page, register.gazetteer
    joined = [page.words(i, mention.head) for i in range(mention.first, mention.head)]
    single = [page.words(i, i + 1) for i in range(mention.first, mention.end)]
    found = (known.country(w) or known.adjective(w) or known.capital(w) for w in (*joined, *single))
    return next((c for c in found if c), None)


def _past_article(register: Register, mention: Found) -> int:
    first = mention.first
    while first < mention.head and register.page.tokens[first].upos == "DET":
        first += 1
    return first
