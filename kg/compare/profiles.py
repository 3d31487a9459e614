"""All that the articles of a corpus tell of each named actor, gathered for the tables that say who is who."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

from kg.actors import names
from kg.actors.names import PersonName
from kg.model import Actor, Extraction

_COMMON = 20
"""Of so many articles, one names an actor that is company for everybody and tells nothing."""
_FEW = 3
"""So many articles are few in any corpus."""
_MANY = 40
"""So many articles are many in any corpus."""
_SMALL = {"of", "the", "and", "for", "de", "la", "du", "on", "in"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that some articles tell of one IRI."""

    iri: str
    name: str
    words: tuple[str, ...]
    person: PersonName | None
    """The name taken apart; null for what is no person."""
    types: frozenset[str]
    aliases: frozenset[str]
    """Other names that the articles use, in lower case."""
    former: frozenset[str]
    """Names that the articles say were borne before, in lower case."""
    roles: frozenset[str]
    """Role classes held, but for the rest class."""
    offices: frozenset[str]
    """Role words with what they belong to."""
    bodies: frozenset[str]
    """IRIs of the bodies it stands for by office, as a member or as their voice."""
    company: frozenset[str]
    """IRIs of the actors that are not everywhere and stand in the same articles."""
    days: tuple[date, ...]
    """When it was written of, sorted."""
    articles: frozenset[str]

    @property
    def named(self) -> bool:
        """Whether it has a name beyond its article, and is no document."""
        return not {"UnnamedSource", "Document"} & self.types and self.name[:1].isupper()

    @property
    def initials(self) -> str:
        return "".join(w[0] for w in self.words if w not in _SMALL)


def few(articles: int) -> int:
    """In how many articles of so many an actor may stand and still tell who one is whom one is seen with.

    It changes only where the number of articles doubles, and with many not at all: one more article is seldom a new measure.
    """
    return min(_MANY, max(_FEW, (1 << max(0, articles.bit_length() - 1)) // _COMMON))


def singles(extraction: Extraction) -> list[Profile]:
    """What one article tells of each of its actors that has a name beyond it; in company, all others that have."""
    given = [(hit.start(), hit[1].strip()) for hit in _FORMERLY.finditer(extraction.article.text)]
    named = frozenset(a.iri for a in extraction.actors if is_named(a))
    return [
        _single(actor, extraction, given, named - {actor.iri})
        for actor in extraction.actors
        if actor.iri in named or "Person" in actor.types
    ]


def with_rare_company(found: Iterable[Profile], articles: int) -> list[Profile]:
    """What each of all articles tells of its actors, with those alone in company that stand in several articles, but in few."""
    every = list(found)
    counts = Counter(one.iri for one in every if one.named)
    most = few(articles)
    rare = {iri for iri, count in counts.items() if 1 < count <= most}
    return [replace(one, company=one.company & rare) for one in every]


def profiles(extractions: Sequence[Extraction]) -> dict[str, Profile]:
    """One profile for each named actor, by IRI and in its order; the order of the articles does not matter."""
    seen: dict[str, list[Profile]] = defaultdict(list)
    for one in with_rare_company((p for e in extractions for p in singles(e)), len(extractions)):
        if one.named:
            seen[one.iri].append(one)
    return {iri: merged(found) for iri, found in sorted(seen.items())}


def merged(found: Sequence[Profile]) -> Profile:
    """What several profiles of one IRI tell together."""
    if len(found) == 1:
        return found[0]

    def all_of(part: str) -> frozenset[str]:
        return frozenset[str]().union(*(getattr(one, part) for one in found))

    return profile(
        iri=found[0].iri,
        name=min((one.name for one in found), key=lambda n: (-len(n), n)),
        days=tuple(sorted({day for one in found for day in one.days})),
        **{part: all_of(part) for part in SETS},
    )


SETS = ("types", "aliases", "former", "roles", "offices", "bodies", "company", "articles")
"""The parts of a profile that are sets of strings."""


def profile(*, iri: str, name: str, types: frozenset[str], **rest: Any) -> Profile:
    """A profile with what its name tells."""
    words, person = _taken_apart(name, "Person" in types)
    return Profile(iri=iri, name=name, words=words, person=person, types=types, **rest)


@cache
def _taken_apart(name: str, is_person: bool) -> tuple[tuple[str, ...], PersonName | None]:
    return tuple(re.findall(r"[^\W_]+", name.casefold())), names.parse(name) if is_person else None


def _single(actor: Actor, extraction: Extraction, given: Sequence[tuple[int, str]], company: frozenset[str]) -> Profile:
    article = extraction.article
    held = [m.role for m in extraction.mandates if m.holder == actor.iri and not m.former]
    held += [s.speaker.role for s in extraction.statements if s.speaker and s.speaker.actor == actor.iri and s.speaker.role]
    return profile(
        iri=actor.iri,
        name=actor.name,
        types=frozenset(actor.types) - {"Actor"},
        aliases=frozenset(x.casefold() for x in (*actor.aliases, actor.name)),
        former=frozenset(_former_names(actor, extraction, given)),
        roles=frozenset(r.role_class for r in held) - {"other"},
        offices=frozenset(f"{r.label} {r.of}".casefold() for r in held if r.of),
        bodies=frozenset(r.body for r in actor.represents),
        company=company,
        days=(article.published,) if article.published else (),
        articles=frozenset([article.id]),
    )


def is_named(actor: Actor) -> bool:
    """Whether it has a name beyond its article: a source without one and a document ("the report") are of one article each."""
    return not {"UnnamedSource", "Document"} & set(actor.types) and actor.name[:1].isupper()


_FORMERLY = re.compile(
    r"[,(]\s*(?:née|nee|né|born|formerly(?: known as)?|previously(?: known as)?|also known as|who was then|then known as)\s+"
    r"((?:[A-Z][\w’'-]+\s?){1,4})"
)


def _former_names(actor: Actor, extraction: Extraction, given: Sequence[tuple[int, str]]) -> set[str]:
    """ "Ana Brandt, née Keller" and "Ana Brandt (formerly Ana Keller)": "ana keller"; a family name alone gets the given name."""
    before = [words for place, words in given if extraction.article.text[:place].rstrip().endswith(actor.name)]
    person = names.parse(actor.name) if before and "Person" in actor.types else None
    if person is None or not person.given:
        return set()
    return {(words if " " in words else f"{person.given[0]} {words}").casefold() for words in before}
