"""Which pairs of statements are worth comparing, found without looking at all pairs.

Within an article: neighbours, pairs that share a telling word, and pairs of which one names the other's speaker. Between
articles: pairs in one event, pairs that share two of their rarest words within the window of days, and pairs of claims of one
act (a request, a call) in which one actor takes part. Each statement is
compared with at most `MOST` others for each such key, the nearest in time, and of those with the `BEST` that share most, so
that the cost grows with the number of statements, not with its square.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, islice
from types import MappingProxyType

from kg.compare.claims import Claim
from kg.compare.lexicon import directed
from kg.compare.view import View
from kg.compare.words import rarity, weight
from kg.model import Links

WINDOW = 30
"""Days between two articles' statements that are compared on words alone."""
MOST = 12
RAREST = 6
BEST = 20
_TELLING = 0.35
_COMMON = 0.2
"""Least rarity of a noun that two claims of one article share."""


def _rarest(view: View) -> tuple[str, ...]:
    ranked = sorted(view.topic, key=lambda s: (-rarity(s), s))
    return tuple(sorted(s for s in ranked[:RAREST] if rarity(s) >= _TELLING))


def _apart(a: View, b: View) -> int:
    return abs((a.day - b.day).days) if a.day and b.day else 0


def _parties(claims: Iterable[Claim]) -> frozenset[str]:
    """Nouns that take part in the claims."""
    return frozenset(
        s for c in claims for s in c.agent | c.recipient | c.undergoer if s.startswith("word:") and rarity(s[5:]) >= _COMMON
    )


def _within(views: Sequence[View], claims: Mapping[str, Sequence[Claim]]) -> Iterable[tuple[View, View]]:
    nouns = {v.statement.id: _parties(claims.get(v.statement.id, ())) for v in views}
    for a, b in combinations(sorted(views, key=lambda v: v.order), 2):
        near = b.order - a.order <= 2
        named = (a.actor is not None and a.actor in b.named) or (b.actor is not None and b.actor in a.named)
        pointed = a.statement.id in b.statement.denies or b.statement.id in a.statement.denies
        together = bool(nouns[a.statement.id] & nouns[b.statement.id])
        such = b.order - a.order <= 7 and ("no", "such") in zip(b.said, b.said[1:], strict=False)
        if near or named or pointed or together or such or any(rarity(s) >= _TELLING for s in a.topic.keys() & b.topic.keys()):
            yield a, b


def _nearby(found: Sequence[View]) -> Iterable[tuple[View, View]]:
    """Pairs of two articles in one block, each with the next `MOST` in order of time."""
    ordered = sorted(found, key=lambda v: v.key)
    for place, a in enumerate(ordered):
        taken = 0
        for b in islice(ordered, place + 1, None):
            if taken >= MOST or _apart(a, b) > WINDOW:
                break
            if a.article.id != b.article.id:
                taken += 1
                yield a, b


def _best(pairs: Iterable[tuple[View, View]]) -> Iterable[tuple[View, View]]:
    """The pairs that are among the `BEST` of one of their two statements, by what they share."""
    ranked: dict[str, dict[str, tuple[float, View, View]]] = defaultdict(dict)
    for a, b in pairs:
        if b.statement.id not in ranked[a.statement.id]:
            worth = round(weight(a.topic.keys() & b.topic.keys()), 6)
            ranked[a.statement.id][b.statement.id] = ranked[b.statement.id][a.statement.id] = (worth, a, b)
    for found in ranked.values():
        for _, a, b in sorted(found.values(), key=lambda row: (-row[0], row[1].key, row[2].key))[:BEST]:
            yield a, b


def _acts(claims: Iterable[Claim]) -> set[tuple[str, str]]:
    """(frame, actor) of the claims that have a direction."""
    return {
        (c.frame, actor)
        for c in claims
        if directed().get(c.frame) != "state" and c.frame
        for actor in c.agent | c.recipient | _where(c)
        if directed().get(c.frame) or actor.startswith(("word:", "place:"))
    }


def _cores(claims: Iterable[Claim]) -> set[tuple[str, ...]]:
    """Who and what of each claim, whatever is said to have happened between the two ("the court", "the election law")."""
    found: set[tuple[str, ...]] = set()
    for claim in claims:
        whom = claim.undergoer | claim.recipient
        found |= {("core", one, other) for one in claim.agent for other in whom - claim.agent}
        if whom <= claim.agent or not claim.agent:
            found |= {("core", one) for one in whom if one.startswith("word:") and rarity(one[5:]) >= _COMMON}
    return found


def _where(claim: Claim) -> frozenset[str]:
    return frozenset({f"place:{claim.proposition.place.lower()}"} if claim.framed and claim.proposition.place else ())


def candidates(
    views: Sequence[View], links: Links, claims: Mapping[str, Sequence[Claim]] = MappingProxyType({})
) -> list[tuple[View, View]]:
    """Pairs to compare, each once, in the order of `View.key`. `claims` are those of each statement, by its IRI."""
    by_article: Mapping[str, list[View]] = defaultdict(list)
    by_words: Mapping[tuple[str, ...], list[View]] = defaultdict(list)
    by_id = {v.statement.id: v for v in views}
    for view in views:
        by_article[view.article.id].append(view)
        for words in combinations(_rarest(view), 2):
            by_words[words].append(view)
        for act in _acts(claims.get(view.statement.id, ())):
            by_words[act].append(view)
        for core in _cores(claims.get(view.statement.id, ())):
            by_words[core].append(view)
    found: dict[tuple[str, str], tuple[View, View]] = {}

    def keep(pairs: Iterable[tuple[View, View]]) -> None:
        for a, b in pairs:
            first, second = sorted((a, b), key=lambda v: v.key)
            found.setdefault((first.statement.id, second.statement.id), (first, second))

    for group in by_article.values():
        keep(_within(group, claims))
    keep(_best(pair for block in by_words.values() for pair in _nearby(block)))
    for event in links.events:
        members = {iri: by_id[iri] for iri, _ in event.accounts if iri in by_id}
        keep(_nearby(list(members.values())))
        keep((a, b) for a, b in combinations(list(members.values())[:MOST], 2) if a.article.id == b.article.id)
    return sorted(found.values(), key=lambda p: (p[0].key, p[1].key))
