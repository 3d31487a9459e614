"""Whether two IRIs of two articles name one actor: a table of small functions, each with its score and ground.

Names that are equal letter by letter have one IRI already. What is decided here is whether a surname alone, an acronym or a short
name stands for a full name that another article gives; where two full names would do, nothing is decided.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.model import Actor, Extraction, SameActor

LEAST = 0.6
"""Least score of a decision."""
_APART_DAYS = 400
_SMALL = {"of", "the", "and", "for", "de", "la", "du", "on", "in"}
_GENERIC = {
    "government",
    "ministry",
    "party",
    "campaign",
    "department",
    "committee",
    "president",
    "minister",
    "spokesman",
    "spokeswoman",
    "office",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """All that the articles tell of one IRI."""

    iri: str
    name: str
    words: tuple[str, ...]
    types: frozenset[str]
    aliases: frozenset[str]
    roles: frozenset[str]
    """Role classes held."""
    offices: frozenset[str]
    """Role labels with what they belong to."""
    bodies: frozenset[str]
    days: tuple[date, ...]
    articles: frozenset[str]


def profiles(extractions: Sequence[Extraction]) -> dict[str, Profile]:
    """One profile for each named actor."""
    seen: dict[str, list[tuple[Actor, Extraction]]] = defaultdict(list)
    for extraction in extractions:
        for actor in extraction.actors:
            if "UnnamedSource" not in actor.types and actor.name[:1].isupper():
                seen[actor.iri].append((actor, extraction))
    made: dict[str, Profile] = {}
    for iri, found in sorted(seen.items()):
        name = min((a.name for a, _ in found), key=lambda n: (-len(n), n))
        mandates = [m for _, e in found for m in e.mandates if m.holder == iri]
        made[iri] = Profile(
            iri=iri,
            name=name,
            words=_words(name),
            types=frozenset(t for a, _ in found for t in a.types),
            aliases=frozenset(x.casefold() for a, _ in found for x in (*a.aliases, a.name)),
            roles=frozenset(m.role.role_class for m in mandates) - {"other"},
            offices=frozenset(f"{m.role.label} {m.role.of or ''}".strip().casefold() for m in mandates),
            bodies=frozenset(r.body for a, _ in found for r in a.represents),
            days=tuple(sorted({e.article.published for _, e in found if e.article.published})),
            articles=frozenset(e.article.id for _, e in found),
        )
    return made


def _words(name: str) -> tuple[str, ...]:
    return tuple(re.findall(r"[^\W_]+", name.casefold()))


def _initials(words: tuple[str, ...]) -> str:
    return "".join(w[0] for w in words if w not in _SMALL)


def _surname(short: Profile, full: Profile) -> bool:
    return (
        "Person" in short.types
        and "Person" in full.types
        and len(short.words) == 1
        and len(full.words) > 1
        and short.words[0] == full.words[-1]
    )


def _acronym(short: Profile, full: Profile) -> bool:
    flat = short.name.replace(".", "")
    return (
        len(short.words) <= len(flat)
        and 2 <= len(flat) <= 6
        and flat.isupper()
        and len(full.words) > 1
        and _initials(full.words) == flat.casefold()
    )


def _short_body(short: Profile, full: Profile) -> bool:
    if "Person" in short.types or "Person" in full.types or len(short.words) < 2 or set(short.words) <= _GENERIC:
        return False
    extra = [w for w in full.words if w not in short.words]
    return (
        len(extra) in (1, 2)
        and set(short.words) < set(full.words)
        and full.words[-1] == short.words[-1]
        and not set(extra) & {"campaign", "spokesman", "spokeswoman", "report"}
    )


def _alias(short: Profile, full: Profile) -> bool:
    """The full name's article uses the short name for it, and it is more than a surname."""
    return len(short.words) > 1 and short.name.casefold() in full.aliases


def _far(a: Profile, b: Profile) -> bool:
    if not a.days or not b.days:
        return False
    return min(abs((x - y).days) for x in (a.days[0], a.days[-1]) for y in (b.days[0], b.days[-1])) > _APART_DAYS


ROWS: tuple[tuple[float, str, Callable[[Profile, Profile], bool]], ...] = (
    (0.5, "the surname of the full name", _surname),
    (0.6, "the initials of the full name", _acronym),
    (0.5, "a shorter form of the name", _short_body),
    (0.6, "a name that the full name's article uses for it", _alias),
    (0.25, "the same office", lambda a, b: bool(a.offices & b.offices)),
    (0.15, "the same class of role", lambda a, b: bool(a.roles & b.roles)),
    (0.15, "stands for the same body", lambda a, b: bool(a.bodies & b.bodies)),
    (0.1, "within a year", lambda a, b: bool(a.days and b.days) and not _far(a, b)),
    (-0.5, "other roles", lambda a, b: bool(a.roles and b.roles) and not a.roles & b.roles),
    (-0.4, "other times", _far),
    (-0.6, "stands for another body", lambda a, b: bool(a.bodies and b.bodies) and not a.bodies & b.bodies),
    (-1.0, "both in one article", lambda a, b: bool(a.articles & b.articles)),
)  # fmt: skip
"""(score, ground, test) of a shorter name against a fuller one; the first four are about the name, and one of them must hold."""
_BY_NAME = 4


def likeness(short: Profile, full: Profile) -> tuple[float, str]:
    """(score, grounds in English); 0 where the names have nothing to do with each other."""
    if not (short.types & full.types) - {"Actor"} or len(short.name) >= len(full.name):
        return 0.0, ""
    held = [(value, ground) for value, ground, test in ROWS if test(short, full)]
    if not any(ground in {g for _, g, _ in ROWS[:_BY_NAME]} for _, ground in held):
        return 0.0, ""
    return max(0.0, min(1.0, sum(v for v, _ in held))), ", ".join(g for v, g in held if v > 0)


def same_actors(extractions: Sequence[Extraction]) -> tuple[SameActor, ...]:
    """Decisions on all named actors, sorted; a short name for which two full names would do gets none."""
    known = profiles(extractions)
    by_word: dict[str, list[Profile]] = defaultdict(list)
    for one in known.values():
        for key in {*one.words, _initials(one.words)}:
            by_word[key].append(one)
    made: list[SameActor] = []
    for short in known.values():
        rivals: Mapping[str, Profile] = {
            p.iri: p for key in {*short.words, short.name.replace(".", "").casefold()} for p in by_word.get(key, ())
        }
        scored = sorted(
            ((*likeness(short, full), full.iri) for full in rivals.values() if full.iri != short.iri), key=lambda s: (-s[0], s[2])
        )
        if not scored or scored[0][0] < LEAST:
            continue
        if len(scored) > 1 and scored[1][0] > scored[0][0] - 0.2:
            continue
        made.append(
            SameActor(actor=short.iri, same_as=scored[0][2], score=round(scored[0][0], 2), ground=f"{short.name}: {scored[0][1]}")
        )
    return tuple(sorted(made, key=lambda s: (s.actor, s.same_as)))
