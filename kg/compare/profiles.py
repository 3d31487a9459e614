"""All that the articles of a corpus tell of each named actor, gathered for the tables that say who is who."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.actors import names
from kg.actors.names import PersonName
from kg.model import Actor, Extraction

_COMMON = 0.05
"""Share of all articles above which an actor is company for everybody and tells nothing."""
_FEW = 3
"""So many articles are few in any corpus."""
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
    def initials(self) -> str:
        return "".join(w[0] for w in self.words if w not in _SMALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What only all articles together, or a whole article, can tell."""

    rare: frozenset[str]
    """IRIs of the named actors that stand in several articles, but in few of all: whom one is seen with tells who one is."""
    formerly: Mapping[str, tuple[tuple[int, str], ...]]
    """Article id to (place, name) of all former names that it gives; whose they are stands just before."""


def corpus(extractions: Sequence[Extraction]) -> Corpus:
    """Looks through all articles once."""
    counts = Counter(a.iri for e in extractions for a in e.actors if _is_named(a))
    most = max(_FEW, _COMMON * len(extractions))
    return Corpus(
        rare=frozenset(iri for iri, count in counts.items() if 1 < count <= most),
        formerly={
            e.article.id: tuple((hit.start(), hit[1].strip()) for hit in _FORMERLY.finditer(e.article.text)) for e in extractions
        },
    )


def profiles(extractions: Sequence[Extraction]) -> dict[str, Profile]:
    """One profile for each named actor, by IRI and in its order; the order of the articles does not matter."""
    seen: dict[str, list[tuple[Actor, Extraction]]] = defaultdict(list)
    for extraction in extractions:
        for actor in extraction.actors:
            if _is_named(actor):
                seen[actor.iri].append((actor, extraction))
    known = corpus(extractions)
    return {iri: profile(iri, found, known) for iri, found in sorted(seen.items())}


def profile(iri: str, found: Sequence[tuple[Actor, Extraction]], known: Corpus) -> Profile:
    """What these articles, each with the actor as it has it, tell of one IRI."""
    name = min((a.name for a, _ in found), key=lambda n: (-len(n), n))
    types = frozenset(t for a, _ in found for t in a.types)
    held = [m.role for _, e in found for m in e.mandates if m.holder == iri and not m.former]
    held += [s.speaker.role for _, e in found for s in e.statements if s.speaker and s.speaker.actor == iri and s.speaker.role]
    return Profile(
        iri=iri,
        name=name,
        words=tuple(re.findall(r"[^\W_]+", name.casefold())),
        person=names.parse(name) if "Person" in types else None,
        types=types - {"Actor"},
        aliases=frozenset(x.casefold() for a, _ in found for x in (*a.aliases, a.name)),
        former=frozenset(n for a, e in found for n in _former_names(a, e, known.formerly[e.article.id])),
        roles=frozenset(r.role_class for r in held) - {"other"},
        offices=frozenset(f"{r.label} {r.of}".casefold() for r in held if r.of),
        bodies=frozenset(r.body for a, _ in found for r in a.represents),
        company=frozenset(a.iri for _, e in found for a in e.actors if a.iri in known.rare) - {iri},
        days=tuple(sorted({e.article.published for _, e in found if e.article.published})),
        articles=frozenset(e.article.id for _, e in found),
    )


def _is_named(actor: Actor) -> bool:
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
