"""Writing down what a person decided, and putting it in force at once without comparing all statements anew.

What this leaves in a store is, to the byte, what the next build would make of the same decisions; a test holds it to that.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime

import pyoxigraph as ox

from kg import rdf
from kg.errors import StoreError
from kg.model import Decisions, IdentityDecision, Links, Review, StatementRelation
from kg.rdf import plain
from kg.reviews.finding import Finder
from kg.reviews.settling import Pair, pair_of, settle
from kg.store.base import Store, own_query
from kg.terms import PS

SHORT_FORMS = frozenset({PS.contradicts, PS.disputes})
"""What the rules make of conflicts."""


def base_of(store: Store) -> str:
    """Where the store's IRIs are minted. StoreError where nothing was built yet."""
    base = rdf.base_of(store.graphs())
    if base is None:
        raise StoreError(f"the store {store.where} holds no articles yet; `kg build` reads some")
    return base


def now() -> datetime:
    """This moment, to the microsecond: a script decides more than once in a second, and the last decision counts."""
    return datetime.now(UTC)


def note_identity(store: Store, decision: IdentityDecision) -> None:
    """Adds a decision on actors; it comes in force when the articles are linked the next time."""
    base = base_of(store)
    known = rdf.read_decisions(store, base=base)
    both = replace(known, identities=(*known.identities, decision))
    store.replace({rdf.human_graph(base): rdf.decisions_quads(both, base=base)})


def record(store: Store, review: Review) -> None:
    """Adds a review and puts it in force, in one step of the store. StoreError where nothing was built yet."""
    base = base_of(store)
    known = rdf.read_decisions(store, base=base)
    both = replace(known, reviews=tuple(sorted((*known.reviews, review), key=lambda r: (r.at, r.iri))))
    finder = Finder(statements(store, (review.earlier.article, review.later.article)))
    pair = pair_of(review, finder)
    own = [r for r in both.reviews if pair_of(r, finder) == pair] if pair else [review]
    up_to_date = rdf.links_state(store, rdf.links_graph(base)) == rdf.wanted_state(store, base, known)
    state = rdf.wanted_state(store, base, both) if up_to_date else ""
    human = rdf.decisions_quads(both, base=base)
    store.replace({rdf.human_graph(base): human, **_in_force(store, base, pair or frozenset(), own, finder, state)})


def statements(store: Store, articles: Iterable[str]) -> list[tuple[str, str, str]]:
    """(IRI, article id, words) of all attributions of these articles."""
    keys = [ox.Literal(key) for key in sorted(set(articles))]
    found = store.select(own_query("_review_statements"), {"article": keys}) if keys else ()
    return [(plain(iri), plain(article), plain(words)) for iri, article, words in found]


def as_found(relation: StatementRelation) -> StatementRelation | None:
    """A relation as the machine left it; null for one that a person added."""
    if relation.basis == "HumanAsserted" and relation.found is None and relation.review == "confirmed":
        return None
    return replace(relation, basis=relation.found or relation.basis, found=None, review="candidate", reviews=())


def _in_force(
    store: Store, base: str, pair: Pair, reviews: Sequence[Review], finder: Finder, state: str
) -> dict[str, Sequence[ox.Quad]]:
    """The graphs of links and inferences with what is to hold between two statements; an empty pair where one is gone."""
    links, inferred = rdf.links_graph(base), rdf.inferred_graph(base)
    quads = [q for q in rdf.graph_quads(store, links) if plain(q.subject) != links]
    gone = _between(quads, pair)
    machine = [m for m in map(as_found, rdf.read_relations(q for q in quads if plain(q.subject) in gone)) if m]
    settled = settle(machine, reviews, finder, base=base) if pair else ()
    fresh = rdf.links_quads(Links(), settled, base=base, state=state)
    follows = _inferred(store, [*fresh, *rdf.decisions_quads(Decisions(reviews=tuple(reviews)), base=base)], pair, base)
    return {
        links: [*(q for q in quads if plain(q.subject) not in gone), *fresh],
        inferred: [*(q for q in rdf.graph_quads(store, inferred) if not _follows(q, gone, pair)), *follows],
    }


def _between(quads: Sequence[ox.Quad], pair: Pair) -> set[str]:
    """The conflicts between two statements, with the nodes of their features."""
    ends: dict[str, set[str]] = defaultdict(set)
    conflicts: set[str] = set()
    for quad in quads:
        if quad.predicate.value in (PS.earlier, PS.later):
            ends[plain(quad.subject)].add(plain(quad.object))
        elif quad.predicate.value == PS.contradictionType:
            conflicts.add(plain(quad.subject))
    found = {iri for iri in conflicts if ends[iri] == pair}
    return found | {plain(q.object) for q in quads if q.predicate.value == PS.feature and plain(q.subject) in found}


def _follows(quad: ox.Quad, relations: set[str], pair: Pair) -> bool:
    """Whether a quad of the graph of inferences follows from the conflict between two statements."""
    subject = plain(quad.subject)
    return subject in relations or (quad.predicate.value in SHORT_FORMS and {subject, plain(quad.object)} == pair)


def _inferred(store: Store, made: Sequence[ox.Quad], pair: Pair, base: str) -> list[ox.Quad]:
    """What the rules make of one relation and its reviews, by running them on these alone."""
    small = ox.Store()
    small.extend(made)
    graph = ox.NamedNode(f"{base}graph/evidence")
    statement = [ox.NamedNode(iri) for iri in sorted(pair)]
    for row in store.select(own_query("_review_mentions"), {"statement": statement}) if pair else ():
        mention, kind, of = (ox.NamedNode(plain(term)) for term in row)
        small.add(ox.Quad(mention, ox.NamedNode(PS.mentionKind), kind, graph))
        small.add(ox.Quad(mention, ox.NamedNode(PS.reports), of, graph))
    for rule in rdf.rules(base):
        small.update(rule)
    return list(small.quads_for_pattern(None, None, None, ox.NamedNode(rdf.inferred_graph(base))))
