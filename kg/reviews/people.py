"""Decisions of people on who is who: which actor was meant, and what is to be written down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pyoxigraph import Literal, NamedNode

from kg import iris, rdf
from kg.compare.namesakes import marked, plain
from kg.errors import QueryError, UsageError
from kg.model import IdentityDecision
from kg.reviews.recording import base_of, note_identity, now
from kg.store.base import Store, own_query


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """An IRI with its name."""

    iri: str
    name: str
    canonical: str
    """The IRI that stands for it."""
    articles: int
    """How many name it."""


def named(store: Store, words: str) -> list[Named]:
    """Every IRI with these words in its name, whole names first, else those that hold them."""
    rows = store.select(own_query("_actors_named"), {"part": Literal(words.strip())}) if words.strip() else ()
    found = [
        Named(iri=rdf.plain(a), name=rdf.plain(n), canonical=rdf.plain(c), articles=int(rdf.plain(k) or 0))
        for a, n, c, k in rows
        if a is not None
    ]
    whole = [one for one in found if one.name.casefold() == words.strip().casefold()]
    return whole or found


def chosen(store: Store, words: str, *, exact: bool = False) -> str:
    """The one actor of that name, or of that IRI; with `exact` the very IRI, else the one that stands for it.

    QueryError where there is none or more than one, with what there is.
    """
    iri = words.strip().strip("<>")
    if ":" in iri and " " not in iri:
        if not _is_there(store, iri):
            raise QueryError(f"there is no actor <{iri}> in the store")
        return iri if exact else rdf.plain(next(iter(store.select(own_query("_canonical"), {"variant": _node(iri)})))[0])
    found = named(store, words)
    heads = {one.canonical for one in found}
    picked = {one.iri for one in found} if exact else heads
    if len(heads) == 1 and len(picked) > 1:  # several names of one actor: the one that stands for them
        picked &= heads
    if len(picked) == 1:
        return next(iter(picked))
    if not picked:
        raise QueryError(f"no actor in the store has “{words}” in its name; `kg actors list` shows them")
    each = {one.iri: one for one in found}.values()
    shown = "; ".join(f"{one.name} <{one.iri}> (articles: {one.articles})" for one in list(each)[:6])
    raise QueryError(f"“{words}” could be any of {len(picked)} actors: {shown}; name one in full or by its IRI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Unnamed:
    """A source that its article does not name."""

    iri: str
    name: str
    """What the article calls it."""
    principal: str
    """For whom it speaks or to whom its office belongs; empty where that is not told."""
    article: str
    statements: int


def unnamed(store: Store) -> list[Unnamed]:
    """All sources that no article names, each its own, by principal, name and article."""
    found: dict[str, Unnamed] = {}
    for row in store.select(own_query("_actors_unnamed")):
        iri, name, principal, article, count = map(rdf.plain, row)
        if iri and (iri not in found or principal < found[iri].principal):
            found[iri] = Unnamed(iri=iri, name=name, principal=principal, article=article, statements=int(count or 0))
    return sorted(found.values(), key=lambda u: (u.principal, u.name, u.article))


def members(store: Store, actor: str) -> list[str]:
    """The IRIs that this one stands for, itself among them, sorted."""
    return [rdf.plain(row[0]) for row in store.select(own_query("_actors_variants"), {"actor": _node(actor)})]


def merge(store: Store, first: str, second: str, *, by: str, note: str = "", at: datetime | None = None) -> IdentityDecision:
    """Writes down that two actors are one, and that the second stands for both; it is in force from the next linking on.

    QueryError for an actor that is not there, UsageError for two that are one already.
    """
    one, other = chosen(store, first), chosen(store, second)
    if one == other:
        raise UsageError(f"“{first}” and “{second}” are one actor already, <{one}>")
    return _write(store, one, other, same=True, by=by, note=note, at=at)


def split(
    store: Store, first: str, second: str | None = None, *, articles: Sequence[str] = (), by: str, note: str = "",
    at: datetime | None = None,
) -> list[IdentityDecision]:  # fmt: skip
    """Writes down that actors are not one; it is in force from the next linking on.

    With `second`, that these two are not; without, that `first` is none of the names that it is joined to. With `articles`, that
    the one of that name in these articles is another person than in all others. QueryError for an actor or an article that is not
    there, UsageError where there is nothing to part.
    """
    if articles:
        if second is not None:
            raise UsageError("name a second actor or articles, not both")
        return [_write_namesake(store, chosen(store, first, exact=True), articles, by=by, note=note, at=at)]
    one = chosen(store, first, exact=True)
    if second is not None:
        other = chosen(store, second, exact=True)
        if one == other:
            raise UsageError(f"“{first}” and “{second}” have one IRI, <{one}>; to part two people of one name, give --article")
        return [_write(store, one, other, same=False, by=by, note=note, at=at)]
    group = [iri for iri in members(store, chosen(store, one)) if iri != one]
    if not group:
        raise UsageError(
            f"<{one}> is joined to no other; to part two people of one name, give the articles of one with --article"
        )
    return [_write(store, one, other, same=False, by=by, note=note, at=at) for other in group]


def _write_namesake(
    store: Store, actor: str, articles: Sequence[str], *, by: str, note: str, at: datetime | None
) -> IdentityDecision:
    where = {rdf.plain(row[0]) for row in store.select(own_query("_actors_articles"), {"variant": _node(actor)})}
    for article in articles:
        if article not in where:
            raise QueryError(f"no article “{article}” names <{actor}>; these do: {', '.join(sorted(where)[:8])}")
    if set(articles) >= where:
        raise UsageError(f"these are all articles that name <{actor}>; leave one out, or there is nobody to part from")
    return _write(
        store,
        plain(actor),
        marked(actor, "by hand", *sorted(set(articles))),
        same=False,
        articles=articles,
        by=by,
        note=note,
        at=at,
    )


def _write(
    store: Store, first: str, second: str, *, same: bool, by: str, note: str, at: datetime | None, articles: Sequence[str] = ()
) -> IdentityDecision:
    if not by.strip():
        raise UsageError("whose decision is it? Give a name with --by")
    when, where = at or now(), tuple(sorted(set(articles)))
    name = iris.thing("decision", first, second, same, where, by.strip(), when.isoformat(), note.strip(), base=base_of(store))
    made = IdentityDecision(
        iri=name, first=first, second=second, same=same, articles=where, by=by.strip(), at=when, note=note.strip()
    )
    note_identity(store, made)
    return made


def _is_there(store: Store, iri: str) -> bool:
    return bool(len(store.select(own_query("_actors_articles"), {"variant": _node(iri)})))


def _node(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"“{iri}” is no IRI: {error}") from error
