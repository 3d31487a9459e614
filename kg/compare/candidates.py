"""Which pairs of statements are worth comparing, found without looking at all pairs.

Within an article: neighbours, pairs that share a telling word, and pairs of which one names the other's speaker. Between
articles: pairs in one event, pairs that share two of their rarest words within the window of days, and pairs of claims of one
act (a request, a call) in which one actor takes part. Each statement is
compared with the next few for each such key (`REACH`), the nearest in time, so that the cost grows with the number of
statements, not with its square, and one more statement changes only the pairs of those that stand next to it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType

from kg.compare.claims import Claim
from kg.compare.lexicon import directed
from kg.compare.nearby import Reach, Spot, neighbours, number, spot
from kg.compare.view import View
from kg.compare.words import rarity
from kg.model import Links

REACH = Reach(most=4, days=30, own=False)
"""How far one looks for others that share a thing, in other articles."""
RAREST = 6
_TELLING = 0.35
_COMMON = 0.2
"""Least rarity of a noun that two claims of one article share."""


def _rarest(view: View) -> tuple[str, ...]:
    ranked = sorted(view.topic, key=lambda s: (-rarity(s), s))
    return tuple(sorted(s for s in ranked[:RAREST] if rarity(s) >= _TELLING))


def _parties(claims: Iterable[Claim]) -> frozenset[str]:
    """Nouns that take part in the claims."""
    return frozenset(
        s for c in claims for s in c.agent | c.recipient | c.undergoer if s.startswith("word:") and rarity(s[5:]) >= _COMMON
    )


def within(views: Sequence[View], claims: Mapping[str, Sequence[Claim]]) -> Iterable[tuple[View, View]]:
    """Pairs of the statements of one article."""
    nouns = {v.statement.id: _parties(claims.get(v.statement.id, ())) for v in views}
    for a, b in combinations(sorted(views, key=lambda v: v.order), 2):
        near = b.order - a.order <= 2
        named = (a.actor is not None and a.actor in b.named) or (b.actor is not None and b.actor in a.named)
        pointed = a.statement.id in b.statement.denies or b.statement.id in a.statement.denies
        together = bool(nouns[a.statement.id] & nouns[b.statement.id])
        such = b.order - a.order <= 7 and ("no", "such") in zip(b.said, b.said[1:], strict=False)
        if near or named or pointed or together or such or any(rarity(s) >= _TELLING for s in a.topic.keys() & b.topic.keys()):
            yield a, b


def of_event(members: Sequence[Spot]) -> Iterable[tuple[Spot, Spot]]:
    """Pairs of statements that speak of one event; `members` are in the order of its accounts, each once."""
    for one, others in neighbours(dict.fromkeys(members, (0,)), REACH):
        yield from ((one, other) for other in others)
    yield from ((a, b) for a, b in combinations(members[: REACH.most], 2) if a[1] == b[1])


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


def blocks(view: View, claims: Sequence[Claim]) -> frozenset[int]:
    """What a statement must share with one of another article to be compared with it: each thing as an even number."""
    return frozenset(number(*b) & ~1 for b in (*combinations(_rarest(view), 2), *_acts(claims), *_cores(claims)))


def candidates(
    views: Sequence[View], links: Links, claims: Mapping[str, Sequence[Claim]] = MappingProxyType({})
) -> list[tuple[View, View]]:
    """Pairs to compare, each once, in the order of `View.key`. `claims` are those of each statement, by its IRI."""
    by_article: Mapping[str, list[View]] = defaultdict(list)
    by_id = {v.statement.id: v for v in views}
    by_spot = {spot(v): v for v in views}
    for view in views:
        by_article[view.article.id].append(view)
    found: dict[tuple[str, str], tuple[View, View]] = {}

    def keep(pairs: Iterable[tuple[View, View]]) -> None:
        for a, b in pairs:
            first, second = sorted((a, b), key=lambda v: v.key)
            found.setdefault((first.statement.id, second.statement.id), (first, second))

    for group in by_article.values():
        keep(within(group, claims))
    shared = {place: blocks(view, claims.get(view.statement.id, ())) for place, view in by_spot.items()}
    for place, others in neighbours(shared, REACH):
        keep((by_spot[place], by_spot[other]) for other in others)
    for event in links.events:
        members = dict.fromkeys(spot(by_id[iri]) for iri, _ in event.accounts if iri in by_id)
        keep((by_spot[a], by_spot[b]) for a, b in of_event(list(members)))
    return sorted(found.values(), key=lambda p: (p[0].key, p[1].key))
