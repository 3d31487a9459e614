"""The list of stages over all articles, and what runs them.

They start from what the store holds, not from what one build read, so that the graph does not depend on the order in which
articles came.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kg import iris, rdf
from kg.model import Decisions, Extraction, Links, StatementRelation
from kg.reviews.finding import Finder, rows_of
from kg.reviews.settling import settle
from kg.stages import compare, distinguish, link

if TYPE_CHECKING:
    from kg.store.base import Store

# What happens once over all articles, in order.
OVER_CORPUS = ("distinguish", "link", "compare")

NOBODY = Decisions()
"""Nobody has decided anything."""

Progress = Callable[[str, int, int | None], None]
"""Called with (what is being done, how many are done, of how many or null)."""


def quiet(_what: str, _done: int, _of: int | None) -> None:
    """Progress that nobody watches."""


def relink(store: Store, base: str = iris.BASE, progress: Progress = quiet) -> bool:
    """Brings the links between articles up to date; false where they already are (nothing is written then).

    They depend on the articles in the store and on what people decided, and on nothing else.
    """
    decisions = rdf.read_decisions(store, base=base)
    state = rdf.wanted_state(store, base, decisions)
    if rdf.links_state(store, rdf.links_graph(base)) == state:
        return False
    progress("linking and comparing", 0, None)
    with _undisturbed():
        _write(store, base, over_corpus(rdf.read_extractions(store.select), base, decisions), state)
    return True


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


def over_corpus(extractions: list[Extraction], base: str, decisions: Decisions = NOBODY) -> Found:
    """The stages of OVER_CORPUS, and what people decided put in force on what they found."""
    people, changed, namesakes = distinguish.distinguish(extractions, decisions.identities)
    linked, ready = link.link_ready(people, base=base, decided=decisions.identities)
    links = replace(linked, namesakes=namesakes)
    found = compare.compare_ready(ready, links, base=base)
    return Found(
        links=links,
        relations=settle(found, decisions.reviews, Finder(rows_of(people)), base=base),
        renamed=tuple(e for e in people if e.article.id in changed),
    )
