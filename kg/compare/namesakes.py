"""Two people of one name: the articles of one IRI, told apart where they cannot be of one person.

An IRI is made of a name, so that namesakes meet in one. Here the articles that name somebody are put together by what they share
(an office, a body, the company); what is left over is held against the largest part by a table of rows. Whoever is told apart
gets an IRI of its own, the name's with a mark at its end, in the graphs of those articles; taking the mark off again is all it
takes to undo it, and every linking begins with that, so that no earlier decision shapes a later one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from datetime import date
from typing import Any

from kg import iris
from kg.compare.profiles import Profile, merged, singles, with_rare_company
from kg.model import Extraction, IdentityDecision, Namesake

MOST = -0.7
"""Highest score at which two parts are two people."""
_MARK = re.compile(r"--[0-9a-f]{8}$")
_YEARS = 3 * 365
_MANY = 5
"""Articles that make a name one that needs no word about who it is."""
_HELD = {"head_of_state", "head_of_government", "minister", "legislator", "military", "judge", "diplomat", "governor_or_mayor"}
"""Offices of which one has heard."""
_PRIVATE = {"business", "expert", "journalist", "citizen"}
"""What somebody is beside no such office."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Some of the articles that name an IRI, as one person's."""

    profile: Profile
    first: tuple[str, str]
    """Day and id of the earliest article."""


def _private_and_public(a: Profile, b: Profile) -> bool:
    return any(x.roles and y.roles and x.roles <= _PRIVATE and y.roles <= _HELD for x, y in ((a, b), (b, a)))


def _gap(a: Profile, b: Profile) -> int:
    return min((abs((x - y).days) for x in a.days for y in b.days), default=0)


ROWS: tuple[tuple[float, str, Callable[[Profile, Profile], bool]], ...] = (
    (-0.60, "stands for another body", lambda a, b: bool(a.bodies and b.bodies) and not a.bodies & b.bodies),
    (-0.50, "one holds an office, the other a private post", _private_and_public),
    (-0.30, "other roles", lambda a, b: bool(a.roles and b.roles) and not a.roles & b.roles),
    (-0.20, "years apart", lambda a, b: _gap(a, b) > _YEARS),
    (-0.15, "nobody else in common", lambda a, b: bool(a.company and b.company) and not a.company & b.company),
    (0.25, "a name much in the news", lambda a, b: max(len(a.articles), len(b.articles)) >= _MANY),
    (0.40, "the same class of role", lambda a, b: bool(a.roles & b.roles)),
    (0.30, "seen with the same others", lambda a, b: bool(a.company & b.company)),
)  # fmt: skip
"""(score, ground, test) of two parts of the articles that name an IRI; below zero, it speaks for two people."""


def plain(iri: str) -> str:
    """The IRI that is made of the name alone."""
    return _MARK.sub("", iri)


def marked(iri: str, *by: str) -> str:
    """The IRI of a namesake, marked by what tells it apart."""
    return f"{plain(iri)}--{iris.digest(*by)[:8]}"


def together(extractions: Iterable[Extraction]) -> tuple[list[Extraction], dict[str, dict[str, str]]]:
    """The articles with all namesakes under the one IRI of their name; and for each article, plain IRI to the one it had."""
    out, had = [], {}
    for extraction in extractions:
        names = {a.iri: plain(a.iri) for a in extraction.actors if _MARK.search(a.iri)}
        out.append(renamed(extraction, names) if names else extraction)
        had[extraction.article.id] = {plain(iri): iri for iri in names}
    return out, had


def tell_apart(
    extractions: Sequence[Extraction], decided: Sequence[IdentityDecision] = ()
) -> tuple[dict[str, dict[str, str]], tuple[Namesake, ...]]:
    """For each article, plain IRI to the namesake's; and the decisions behind it, sorted. The order of articles does not matter.

    What a person decided about an article (`decided`, oldest first) goes before the table.
    """
    names: dict[str, dict[str, str]] = {e.article.id: {} for e in extractions}
    made: list[Namesake] = []
    by_hand = {(article, plain(d.first)): d for d in decided if d.articles for article in d.articles}
    for (article, iri), d in by_hand.items():
        if article in names:
            names[article][iri] = d.second
    bearers = {(e.article.id, a.iri) for e in extractions for a in e.actors}
    for d in dict.fromkeys(by_hand.values()):
        held = tuple(sorted(article for (article, iri), other in by_hand.items() if other is d and (article, iri) in bearers))
        if held:
            note = f": {d.note}" if d.note else ""
            ground = f"told apart by {d.by} on {d.at:%Y-%m-%d}{note}"
            made.append(Namesake(actor=d.second, namesake=plain(d.first), articles=held, score=1.0, ground=ground))
    seen: dict[str, list[Profile]] = defaultdict(list)
    for one in with_rare_company((p for e in extractions for p in singles(e)), len(extractions)):
        if "Person" in one.types and not any((article, one.iri) in by_hand for article in one.articles):
            seen[one.iri].append(one)
    for iri, found in sorted(seen.items()):
        for namesake in apart(iri, found):
            made.append(namesake)
            for article in namesake.articles:
                names[article][iri] = namesake.actor
    return names, tuple(sorted(made, key=lambda n: (n.actor, n.articles)))


def apart(iri: str, found: Sequence[Profile]) -> Iterable[Namesake]:
    """Who is told apart among the bearers of one name, where each of these is what one article tells of it."""
    if len(_all(found, "bodies")) < 2 and len(_all(found, "roles")) < 2:
        return  # no row that speaks for two people by itself can hold
    for parts, score, ground in _apart(found):
        articles = tuple(sorted(article for part in parts for article in part.profile.articles))
        other = marked(iri, *min(part.first for part in parts))
        yield Namesake(actor=other, namesake=iri, articles=articles, score=score, ground=ground)


def _all(found: Iterable[Profile], part: str) -> set[str]:
    return {value for one in found for value in getattr(one, part)}


def renamed(value: Any, names: Mapping[str, str]) -> Any:
    """A value of the model with every IRI that is in `names` replaced by the one that it leads to; actors stay sorted."""
    if isinstance(value, str):
        return names.get(value, value)
    if isinstance(value, tuple):
        return tuple(renamed(one, names) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        new = {f.name: renamed(getattr(value, f.name), names) for f in fields(value)}
        if isinstance(value, Extraction):
            new["actors"] = tuple(sorted(new["actors"], key=lambda a: a.iri))
        return replace(value, **new)
    return value


def _apart(found: Sequence[Profile]) -> Iterable[tuple[list[Part], float, str]]:
    """The people other than the one of the largest part: each as its parts, the largest first, with how sure that is and why."""
    parts = sorted(_parts(found), key=lambda p: (-len(p.profile.articles), p.first))
    main = parts[0].profile
    left = [part for part in parts[1:] if _score(main, part.profile)[0] <= MOST]
    while left:
        other = left[0].profile
        score, ground = _score(main, other)
        one = [part for part in left if part is left[0] or _score(other, part.profile)[0] > MOST]
        left = [part for part in left if part not in one]
        yield one, round(min(1.0, -score), 2), ground


def _score(a: Profile, b: Profile) -> tuple[float, str]:
    """How much speaks for two parts being of one person, below zero against it; and the rows against (above zero) and for it."""
    held = [(value, ground) for value, ground, test in ROWS if test(a, b)]
    return sum(value for value, _ in held), ", ".join(f"{ground} ({-value:+.2f})" for value, ground in held)


def _parts(found: Sequence[Profile]) -> list[Part]:
    """The articles put together by anything that they share: linear in what they tell, however many they are."""
    parent = list(range(len(found)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    first: dict[tuple[str, str], int] = {}
    for n, one in enumerate(found):
        keys = [("office", x) for x in one.offices] + [("body", x) for x in one.bodies] + [("company", x) for x in one.company]
        for key in keys:
            left, right = root(first.setdefault(key, n)), root(n)
            parent[max(left, right)] = min(left, right)
    groups: dict[int, list[Profile]] = defaultdict(list)
    for n, one in enumerate(found):
        groups[root(n)].append(one)
    return [Part(profile=merged(group), first=min(map(_first, group))) for group in groups.values()]


def _first(one: Profile) -> tuple[str, str]:
    """Day and id of the article that tells this."""
    return str(min(one.days, default=date.max)), min(one.articles)
