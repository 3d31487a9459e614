"""All that a store tells of one actor: names, roles over time, articles, every mention with its sentence, and why it is one."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import NamedNode

from kg import codes, rdf
from kg.reviews.people import members
from kg.store.base import Store, own_query
from kg.terms import PS

_BOUNDARY = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+|\n+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleHeld:
    """A role as one article gives it, or as it was carried over to a statement of that article."""

    label: str
    of: str | None
    role_class: str
    on: str | None
    """The article's day; of a role that was carried over, the day of the article that it comes from."""
    since: str | None
    until: str | None
    former: bool
    article: str | None
    carried: bool
    """Another article of the period gives it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleOf:
    """An article that names the actor."""

    id: str
    day: str | None
    outlet: str | None
    title: str | None
    names: tuple[str, ...]
    """What it calls the actor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words that stand for the actor, with the sentence around them."""

    article: str
    start: int
    end: int
    words: str
    sentence: str
    speaks: bool
    """They are the source of an attribution."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why a name belongs to the actor, or why a namesake does not."""

    name: str
    iri: str
    score: float
    ground: str
    namesake: bool
    """It was told apart, not joined."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """One actor."""

    iri: str
    name: str
    names: tuple[str, ...]
    roles: tuple[RoleHeld, ...]
    """In order of time."""
    articles: tuple[ArticleOf, ...]
    """In order of time."""
    mentions: tuple[Place, ...]
    """In the order of the articles and of the text: names, and the words of a source, whatever they are ("she"). A name that two
    actors of one article share is left out."""
    joins: tuple[Join, ...]

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def portrait(store: Store, actor: str) -> Portrait:
    """All about the actor of this IRI, under all names that it stands for."""
    variants = members(store, actor)
    nodes = [NamedNode(iri) for iri in variants]
    articles, texts, names = _articles(store, nodes, set(variants))
    labels = _labels(names, variants)
    said: dict[str, set[tuple[int, int]]] = defaultdict(set)
    for article, start, end in store.select(own_query("_actors_words"), {"variant": nodes}):
        said[rdf.plain(article)].add((int(rdf.plain(start)), int(rdf.plain(end))))
    mentions = [place for one in articles for place in _places(one.id, texts[one.id], names[one.id], set(variants), said[one.id])]
    return Portrait(
        iri=actor,
        name=labels.get(actor, actor),
        names=tuple(sorted({name for one in articles for name in one.names})),
        roles=_roles(store, nodes),
        articles=tuple(articles),
        mentions=tuple(mentions),
        joins=_joins(store, nodes, labels),
    )


Names = Mapping[str, Mapping[str, set[str]]]
"""Article id to name to the IRIs that bear it there."""


def _articles(
    store: Store, nodes: Sequence[NamedNode], own: set[str]
) -> tuple[list[ArticleOf], dict[str, str], dict[str, dict[str, set[str]]]]:
    heads: dict[str, tuple[str | None, str | None, str | None]] = {}
    texts: dict[str, str] = {}
    names: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for row in store.select(own_query("_actors_articles"), {"variant": list(nodes)}):
        article, day, outlet, title, body, actor, name = map(rdf.plain, row)
        heads[article] = (day or None, outlet or None, title or None)
        texts[article] = body
        names[article][name].add(actor)
    found = [
        ArticleOf(
            id=article,
            day=day,
            outlet=outlet,
            title=title,
            names=tuple(sorted(n for n, who in names[article].items() if who & own)),
        )
        for article, (day, outlet, title) in heads.items()
    ]
    return sorted(found, key=lambda a: (a.day or "", a.id)), texts, names


def _labels(names: Names, variants: Iterable[str]) -> dict[str, str]:
    """The longest name that any article gives an IRI."""
    wanted, found = set(variants), dict[str, str]()
    for by_name in names.values():
        for name, who in by_name.items():
            for iri in who & wanted:
                found[iri] = max(found.get(iri, ""), name, key=lambda n: (len(n), n))
    return found


def _places(article: str, text: str, names: Mapping[str, set[str]], own: set[str], said: set[tuple[int, int]]) -> list[Place]:
    """Where the actor is named, the longest name that stands at a place deciding, and the words that speak for it."""
    longest = sorted((n for n in names if n), key=lambda n: (-len(n), n))
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in longest)) if longest else None
    hits = [(h.start(), h.end(), h[0]) for h in pattern.finditer(text)] if pattern else []
    found = {(start, end): False for start, end, name in hits if names[name] <= own}
    for start, end in sorted(said):
        for inner in [place for place in found if start <= place[0] and place[1] <= end]:
            del found[inner]  # "Ida Falk, the minister" is the source that names her
        found[start, end] = True
    return [
        Place(article=article, start=start, end=end, words=text[start:end], sentence=_sentence(text, start, end), speaks=speaks)
        for (start, end), speaks in sorted(found.items())
    ]


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence around a stretch of text, in one line."""
    first, last = 0, len(text)
    for hit in _BOUNDARY.finditer(text, max(0, start - 1000)):
        if hit.end() <= start:
            first = hit.end()
        elif hit.start() >= end:
            last = hit.start()
            break
    return " ".join(text[first:last].split())


def _roles(store: Store, nodes: Sequence[NamedNode]) -> tuple[RoleHeld, ...]:
    found = set()
    for row in store.select(own_query("_actors_roles"), {"variant": list(nodes)}):
        label, of, office, on, since, until, former, article, carried = map(rdf.plain, row)
        if office in codes.OFFICE:  # an office also belongs to the classes above its own
            found.add(
                RoleHeld(
                    label=label, of=of or None, role_class=codes.OFFICE.code(office), on=on or None, since=since or None,
                    until=until or None, former=former == "true", article=article or None, carried=bool(carried),
                )
            )  # fmt: skip
    return tuple(sorted(found, key=lambda r: (r.on or r.until or "", r.former, r.label, r.of or "", r.article or "", r.carried)))


def _joins(store: Store, nodes: Sequence[NamedNode], labels: Mapping[str, str]) -> tuple[Join, ...]:
    own = {n.value for n in nodes}
    found = []
    for row in store.select(own_query("_actors_joins"), {"actor": list(nodes)}):
        kind, one, other, score, ground = map(rdf.plain, row)
        iri = one if kind == PS.SameActorDecision or one not in own else other
        found.append(
            Join(
                name=labels.get(iri, iri.rpartition("/")[2]), iri=iri, score=float(score), ground=ground,
                namesake=kind == PS.NamesakeDecision,
            )
        )  # fmt: skip
    return tuple(sorted(set(found), key=lambda j: (j.namesake, j.iri, j.ground)))
