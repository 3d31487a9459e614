"""The list of stages over all articles, and what runs them.

They start from what the store holds, not from what one build read, so that the graph does not depend on the order in which
articles came.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode, Quad

from kg import index, iris, rdf
from kg.model import Decisions, Extraction, Links, StatementRelation
from kg.reviews.finding import Finder, rows_of
from kg.reviews.settling import pair_of, settle
from kg.stages import compare, distinguish, link
from kg.stages.link import Linked
from kg.terms import PS

if TYPE_CHECKING:
    from kg.store.base import Store

# What happens once over all articles, in order.
OVER_CORPUS = ("distinguish", "link", "compare")

NOTHING = Links()
NOBODY = Decisions()
"""Nobody has decided anything."""

Progress = Callable[[str, int, int | None], None]
"""Called with (what is being done, how many are done, of how many or null)."""


def quiet(_what: str, _done: int, _of: int | None) -> None:
    """Progress that nobody watches."""


def relink(store: Store, base: str = iris.BASE, progress: Progress = quiet) -> bool:
    """Brings the links between articles up to date; false where they already are (nothing is written then).

    They depend on the articles in the store and on what people decided, and on nothing else. Where the notes of the last linking
    are there and only articles came since, this costs what these touch; else all articles are linked anew; the same comes of it.
    """
    decisions = rdf.read_decisions(store, base=base)
    before = rdf.links_state(store, rdf.links_graph(base))
    with _undisturbed():
        done = _grow(store, base, decisions, before, progress)
        if done is not None:
            return done
        held = rdf.held(store)
        state = rdf.state_of(rdf.summed(held.values()), base, decisions)
        if before == state:
            return False
        progress("linking and comparing", 0, None)
        _link_all(store, base, decisions, held, state)
    return True


def _grow(store: Store, base: str, decisions: Decisions, before: str | None, progress: Progress) -> bool | None:
    """Links what came since the last linking by itself, with the help of its notes; false where nothing came.

    Null where that cannot be done, and the articles have to be linked in full.
    """
    try:
        with index.opened(store, before) as notes:
            if notes is None or before is None or notes.about("decided") != rdf.decided(decisions):
                return None
            new = index.come(notes, store, before)
            if not new:
                return False
            progress("linking and comparing", 0, None)
            found = index.grow(notes, store.select, new, base, decisions)
            articles = rdf.summed(new.values(), notes.articles())
            state = rdf.state_of(articles, base, decisions)
            touched = _patch(store, base, found, before, state)
            notes.drop("counted", "thing", touched)
            notes.put("counted", rdf.counted(store, touched))
            notes.keep(state, articles, rdf.decided(decisions))
            store.noted()
    except index.Wider:
        return None
    except index.NotesError:
        index.discard(store)
        return None
    return True


def counts(store: Store, base: str = iris.BASE) -> dict[str, int]:
    """How many statements, actors, events and contradictions a linked store holds; from its notes, where it has any."""
    try:
        with index.opened(store, rdf.links_state(store, rdf.links_graph(base))) as notes:
            if notes is not None:
                found = {name: int(count) for name, count in notes.rows("SELECT name, COUNT(*) FROM counted GROUP BY name")}
                return {name: found.get(name, 0) for name in rdf.COUNTED.values()}
    except index.NotesError:
        index.discard(store)
    return rdf.counts(store)


def _patch(store: Store, base: str, found: index.Grown, before: str, state: str) -> set[str]:
    """Writes what new articles change; the things of which it says anything.

    In between the links have no state, so that a build that stops there is linked in full.
    """
    gone = set(rdf.links_quads(*found.gone, base=base))
    come = set(rdf.links_quads(*found.come, base=base))
    old, new = gone - come, come - gone
    store.patch([*old, *rdf.links_quads(NOTHING, (), base=base, state=before)], new)
    renamed = {rdf.article_graph(e.article.id, base): e for e in found.renamed}
    if renamed:
        prints = found.articles
        store.replace({g: rdf.article_quads(e, base=base, fingerprint=prints[g][1]) for g, e in renamed.items()})
    less, more = rdf.materialise_some(store, list(found.articles), _told_of([*old, *new]), base)
    store.patch(less, [*more, *rdf.links_quads(NOTHING, (), base=base, state=state)])
    changed = {end.value for quad in (*old, *new) for end in (quad.subject, quad.object) if isinstance(end, NamedNode)}
    return changed | rdf.described(store, found.articles)


_NOTHING_FOLLOWS = {PS.sameActorAs, PS.aboutEvent}
_FOLLOWS_OF_OBJECT = {PS.earlier, PS.later, PS.holder}


def _told_of(quads: Iterable[Quad]) -> Iterator[NamedNode]:
    """All things of which something else may follow if these quads come or go."""
    for quad in quads:
        if isinstance(quad.subject, NamedNode) and quad.predicate.value not in _NOTHING_FOLLOWS:
            yield quad.subject
        if isinstance(quad.object, NamedNode) and quad.predicate.value in _FOLLOWS_OF_OBJECT:
            yield quad.object


def _link_all(store: Store, base: str, decisions: Decisions, held: index.Held, state: str) -> None:
    people = rdf.read_extractions(store.select)
    found = over_corpus(people, base, decisions)
    _write(store, base, found, state)
    try:
        with index.fresh(store) as notes:
            if notes is not None:
                index.fill(notes, found.people, found.links, found.linked, found.machine, found.reviewed)
                index.put_articles(notes, held)
                notes.put("counted", rdf.counted(store))
                notes.keep(state, rdf.summed(held.values()), rdf.decided(decisions))
        store.noted()
    except index.NotesError:
        index.discard(store)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Without the collector of cycles: there are none in the millions of values made here, and it would look through all of them
    again and again (a fifth of the time)."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _write(store: Store, base: str, found: Found, state: str) -> None:
    graph = rdf.links_graph(base)
    known = rdf.fingerprints(store)
    renamed = {
        rdf.article_graph(e.article.id, base): rdf.article_quads(e, base=base, fingerprint=known[e.article.id])
        for e in found.renamed
    }
    # The state goes in last: a build that stops before that is linked anew by the next one.
    unfinished = rdf.links_quads(found.links, found.relations, base=base)
    store.replace({**renamed, graph: unfinished})
    rdf.materialise(store, base)
    store.replace({graph: rdf.links_quads(found.links, found.relations, base=base, state=state)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the stages of OVER_CORPUS give."""

    links: Links
    relations: tuple[StatementRelation, ...]
    renamed: tuple[Extraction, ...] = ()
    """Articles in which somebody has another IRI than before, since namesakes were told apart or are no longer."""
    people: Sequence[Extraction]
    """All articles, with an IRI for each person."""
    linked: Linked
    machine: tuple[StatementRelation, ...]
    """The relations before people decided about them."""
    reviewed: frozenset[frozenset[str]]
    """The pairs of statements about which people decided."""


def over_corpus(extractions: list[Extraction], base: str, decisions: Decisions = NOBODY) -> Found:
    """The stages of OVER_CORPUS, and what people decided put in force on what they found."""
    people, changed, namesakes = distinguish.distinguish(extractions, decisions.identities)
    linked = link.link_ready(people, base=base, decided=decisions.identities)
    links = replace(linked.links, namesakes=namesakes)
    found = compare.compare_ready(linked.ready, links, base=base)
    finder = Finder(rows_of(people))
    return Found(
        links=links,
        relations=settle(found, decisions.reviews, finder, base=base),
        renamed=tuple(e for e in people if e.article.id in changed),
        people=people,
        linked=linked,
        machine=found,
        reviewed=frozenset(pair for review in decisions.reviews if (pair := pair_of(review, finder))),
    )
