"""A part of a store that can be read by itself: some attributions, and all that is needed to understand them.

A condition is written `NAME=VALUE`; conditions joined by `&` must all hold, and of several subsets one must hold:

    article=courier-1                    one article, by its name or IRI, with everything that was read from it
    actor=Voss                           what somebody said, or had said in their name
    outlet=The Courier                   what one outlet reports
    since=2031-03-01&until=2031-03-07    what was said between two days, both included
    topic=ships                          attributions with these words in their content

A subset is closed. It holds of each attribution the words with their offsets and the article they point into, who spoke and in
what office, the claims, and every relation to another statement together with that statement; it holds no link to anything that
it lacks. So it conforms to the same shapes as the whole.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from kg.errors import QueryError, UsageError
from kg.exports.graph import is_left_out
from kg.rdf.nodes import OA, SCHEMA
from kg.store import open_store
from kg.store.base import Bindings, Store, Term, own_query
from kg.store.values import READERS
from kg.terms import PS

FOLLOWED: Final = (
    PS.reportedIn, PS.speaker, PS.inCapacity, PS.inOffice, PS.onBehalfOf, PS.addressee, PS.answers, PS.expresses,
    PS.agent, PS.recipient, PS.theme, PS.quantity, PS.aboutEvent, PS.participant,
    PS.holder, PS.office, PS.officeOf, PS.speaksFor, PS.holdsOffice, PS.represents, PS.sameActorAs,
    PS.carriedFrom, PS.earlier, PS.later, PS.onEvent, PS.feature, PS.review, PS.earlierAnchor, PS.laterAnchor,
    OA.hasTarget, OA.hasSource, OA.hasSelector, SCHEMA.publisher,
)  # fmt: skip
"""Whoever reads of a node needs what these lead to."""

EVIDENCE: Final = (PS.reports, PS.states)
"""Whoever reads of a node needs the words that point at it by these."""

ABOUT: Final = (
    PS.variant, PS.canonical, PS.bearer, PS.namesake, PS.firstActor, PS.secondActor, PS.representative, PS.represented,
)  # fmt: skip
"""What says these of a node comes along where all that it speaks of is there."""

WHERE_BOTH_ARE: Final = (
    PS.holds, PS.attests, PS.spokeFor, PS.account, PS.tellsOf, PS.evidence, SCHEMA.mentions,
    PS.contradicts, PS.disputes, PS.agreesWith, PS.retracts, PS.qualifies, PS.anchors,
)  # fmt: skip
"""Links that stay where both their ends are there, and are left out elsewhere."""

LINKS: Final = frozenset({*FOLLOWED, *EVIDENCE, *ABOUT, *WHERE_BOTH_ARE})

BATCH: Final = 500
"""Nodes asked for at a time."""

Nodes = dict[NamedNode, None]
"""A set that keeps its order."""


@dataclass(frozen=True, slots=True)
class Subset:
    """Conditions that must all hold, as people write them."""

    conditions: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return "&".join(f"{name}={value}" for name, value in self.conditions)

    @classmethod
    def parse(cls, text: str) -> Subset:
        """Read `article=…`, or several conditions joined by `&`. Raises `UsageError` for what is none."""
        found: dict[str, str] = {}
        for part in text.split("&"):
            name, equals, value = (side.strip() for side in part.partition("="))
            if name not in CONDITIONS or not equals or not value:
                raise UsageError(
                    f"“{part.strip()}” is no condition of a subset; write NAME=VALUE, with {', '.join(CONDITIONS)} as NAME"
                )
            if name in found:
                raise UsageError(f"a subset takes {name} once; for either of two, give two subsets")
            found[name] = value
        return cls(tuple(found.items()))


def take(store: Store, subsets: Iterable[Subset]) -> Store:
    """A store in memory with what is in any of these subsets, and what they need.

    Raises `QueryError` where a condition names no article, actor or outlet of the store, and where nothing meets the conditions.
    """
    cut = _Cut(store)
    asked = tuple(subsets)
    for subset in asked:
        cut.choose(subset)
    if not cut.kept:
        raise QueryError(f"nothing in the store is in the subset {' or '.join(map(str, asked))}")
    cut.relate()
    graphs: dict[str, list[Quad]] = {}
    for quad in cut.quads():
        if isinstance(quad.graph_name, NamedNode):
            graphs.setdefault(quad.graph_name.value, []).append(quad)
    part = open_store("memory:")
    part.replace(graphs)
    return part


class _Cut:
    """Grows a set of nodes until it is closed."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.attributions: Nodes = {}
        self.kept: Nodes = {}
        self._said: list[Quad] = []

    def choose(self, subset: Subset) -> None:
        """The attributions that meet the conditions, and what belongs to the article or the actor asked for besides."""
        bindings = {name: CONDITIONS[name](self.store, value) for name, value in subset.conditions}
        self.attributions |= self._nodes("_subset_attributions", bindings)
        if bindings.keys() == {"article"}:
            self.close(self._nodes("_subset_whole_article", bindings))
        if bindings.keys() == {"actor"}:
            self.close(self._nodes("_subset_mandates", bindings))
            self.close({term: None for term in bindings["actor"] if isinstance(term, NamedNode)})
        self.close(self._each("_subset_missions", "attribution", self.attributions))
        self.close(self.attributions)

    def relate(self) -> None:
        """The relations of what was chosen, with their other sides; then every relation between two that are there by now."""
        for _, earlier, later in self._relations(self.attributions):
            self.close({earlier: None, later: None})
        self.close(
            {relation: None for relation, earlier, later in self._relations(self.kept) if {earlier, later} <= self.kept.keys()}
        )
        spoken_of: dict[Term, set[Term]] = {node: set() for node in self._pointing(self.kept, ABOUT)}
        for quad in self._quads_of({node: None for node in spoken_of if isinstance(node, NamedNode)}):
            if quad.predicate.value in ABOUT:
                spoken_of[quad.subject].add(quad.object)
        self.close({n: None for n, things in spoken_of.items() if isinstance(n, NamedNode) and things <= self.kept.keys()})

    def close(self, nodes: Nodes) -> None:
        """Take these nodes, and all that leads to or from them by `FOLLOWED` and `EVIDENCE`."""
        new = {node: None for node in nodes if node not in self.kept}
        while new:
            self.kept |= new
            said = list(self._quads_of(new))
            self._said += said
            ahead = {q.object: None for q in said if q.predicate.value in FOLLOWED and isinstance(q.object, NamedNode)}
            new = {node: None for node in (ahead | self._pointing(new, EVIDENCE)) if node not in self.kept}

    def quads(self) -> Iterator[Quad]:
        """What is said of the nodes, without links to what is not there."""
        for quad in self._said:
            if quad.predicate.value not in LINKS or quad.object in self.kept:
                yield quad

    def _quads_of(self, nodes: Nodes) -> Iterator[Quad]:
        for batch in _batches(nodes):
            for graph, node, prop, value in self.store.select(own_query("_subset_out"), {"node": batch}):
                named = isinstance(node, NamedNode) and isinstance(prop, NamedNode) and isinstance(graph, NamedNode)
                if named and value is not None and not is_left_out(graph):
                    yield Quad(node, prop, value, graph)  # type: ignore[arg-type]  # as `named` says

    def _pointing(self, nodes: Nodes, properties: Sequence[str]) -> Nodes:
        names = [NamedNode(name) for name in properties]
        found: Nodes = {}
        for batch in _batches(nodes):
            found |= self._nodes("_subset_in", {"node": batch, "property": names}, column="subject")
        return found

    def _relations(self, attributions: Nodes) -> list[tuple[NamedNode, NamedNode, NamedNode]]:
        found = []
        for batch in _batches(attributions):
            for relation, earlier, later in self.store.select(own_query("_subset_relations"), {"attribution": batch}):
                if isinstance(relation, NamedNode) and isinstance(earlier, NamedNode) and isinstance(later, NamedNode):
                    found.append((relation, earlier, later))
        return found

    def _each(self, query: str, variable: str, nodes: Nodes) -> Nodes:
        found: Nodes = {}
        for batch in _batches(nodes):
            found |= self._nodes(query, {variable: batch})
        return found

    def _nodes(self, query: str, bindings: Bindings, column: str | None = None) -> Nodes:
        """The nodes in one column of an answer, or in all its columns."""
        found = self.store.select(own_query(query), bindings)
        columns = range(len(found.variables)) if column is None else (found.variables.index(column),)
        return {term: None for row in found for n in columns if isinstance(term := row[n], NamedNode)}


def _batches(nodes: Nodes) -> Iterator[tuple[NamedNode, ...]]:
    """`BATCH` at a time (Python 3.11 has no `itertools.batched` yet)."""
    left = iter(nodes)
    while batch := tuple(islice(left, BATCH)):
        yield batch


def _named(kind: str, plural: str) -> Callable[[Store, str], list[Term]]:
    """A reader of the name or the IRI of an article or an outlet. Raises `QueryError` that suggests near names."""

    def read(store: Store, value: str) -> list[Term]:
        rows = list(store.select(own_query(f"_subset_{plural}")))
        known = {name.value: thing for thing, name in rows if isinstance(name, Literal) and thing is not None}
        by_iri = {thing.value: name for name, thing in known.items() if isinstance(thing, NamedNode)}
        name = by_iri.get(value.removeprefix("<").removesuffix(">"), value)
        exact = [known[other] for other in known if other.casefold() == name.casefold()]
        if exact:
            return [Literal(name)] if kind == "outlet" else exact
        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else f"the store has {len(known)} {plural}"
        raise QueryError(f"there is no {kind} “{value}” in the store; {hint}")

    return read


CONDITIONS: Final[Mapping[str, Callable[[Store, str], list[Term]]]] = {
    "article": _named("article", "articles"),
    "actor": READERS["actor"],
    "outlet": _named("outlet", "outlets"),
    "since": READERS["date"],
    "until": READERS["date"],
    "topic": READERS["text"],
}
"""Name of a condition to what makes terms of its value."""
