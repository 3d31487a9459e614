"""What a build asks a store about its own bookkeeping."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from kg import __version__, iris, schema
from kg.model import Decisions
from kg.rdf.nodes import links_graph
from kg.rdf.read import Row, plain
from kg.terms import PS

Term = NamedNode | Literal


class Asked(Protocol):
    """A store that answers SELECT, with values bound to variables where they are given."""

    def select(self, query: str, bindings: Mapping[str, Term | Sequence[Term]] | None = None) -> Iterable[Row]:
        """The solutions of a SELECT query, each as wide as its variables."""
        ...


def fingerprints(store: Asked, article: str | None = None) -> dict[str, str]:
    """Article id to the fingerprint of what it was read from: of all, or of one."""
    bound = None if article is None else {"id": Literal(article)}
    return {plain(key): plain(value) for _, key, value in store.select(schema.text("read-fingerprints.rq"), bound)}


def links_state(store: Asked, graph: str) -> str | None:
    """What the links in this graph were made from; null where there are none yet."""
    found = [plain(state) for _, state in store.select(schema.text("read-state.rq"), {"graph": NamedNode(graph)})]
    return found[0] if found else None


def wanted_state(store: Asked, base: str, decisions: Decisions) -> str:
    """What the links of a store are to be made from: all its articles as they are, and all that people decided."""
    return state_of(summed(fingerprints(store).items()), base, decisions)


Summed = tuple[int, int]
"""How many articles there are, and a number that names them as they are, in whatever order they came."""


def summed(articles: Iterable[tuple[str, str]], before: Summed = (0, 0)) -> Summed:
    """Articles, each by id and fingerprint, added to those that were there before."""
    count, total = before
    for article in articles:
        count, total = count + 1, (total + int(iris.digest(*article), 16)) % 2**64
    return count, total


def state_of(articles: Summed, base: str, decisions: Decisions) -> str:
    """What links are made from, with these articles and decisions."""
    return iris.digest(__version__, base, *articles, decided(decisions))


def decided(decisions: Decisions) -> str:
    """Names all that people decided."""
    return iris.digest(*sorted([*(r.iri for r in decisions.reviews), *(d.iri for d in decisions.identities)]))


def held(store: Asked, prints: Iterable[str] | None = None, graphs: Iterable[str] | None = None) -> dict[str, tuple[str, str]]:
    """Graph to the id of its article and its fingerprint: of all articles, of those with one of `prints`, or of these graphs."""
    bound: dict[str, Sequence[Term]] = {}
    if prints is not None:
        bound["fingerprint"] = [Literal(one) for one in sorted(set(prints))]
    if graphs is not None:
        bound["graph"] = [NamedNode(one) for one in sorted(graphs)]
    found = store.select(schema.text("read-fingerprints.rq"), bound)
    return {plain(graph): (plain(key), plain(value)) for graph, key, value in found}


def print_count(store: Asked) -> int:
    """How many fingerprints there are, those of links among them."""
    return next(int(plain(count)) for (count,) in store.select(schema.text("read-print-count.rq")))


def prints(store: Asked) -> Counter[str]:
    """How often each fingerprint is there, those of links among them."""
    return Counter(plain(value) for (value,) in store.select(schema.text("read-prints.rq")))


def base_of(graphs: Iterable[str]) -> str | None:
    """Where the IRIs of a store were minted, told by the names of its graphs; null where nothing was linked yet."""
    tail = links_graph("")
    return next((name.removesuffix(tail) for name in sorted(graphs) if name.endswith(tail)), None)


def graph_quads(store: Asked, graph: str) -> list[Quad]:
    """All quads of one named graph."""
    name = NamedNode(graph)
    out = []
    for subject, prop, value in store.select(schema.text("read-graph.rq"), {"graph": name}):
        if isinstance(subject, NamedNode | BlankNode) and isinstance(prop, NamedNode) and value is not None:
            out.append(Quad(subject, prop, value, name))
    return out


def counts(store: Asked) -> dict[str, int]:
    """How many statements, actors, events and contradictions a store holds, after its rules have run."""
    found = {plain(name): int(plain(count)) for name, count in store.select(schema.text("read-counts.rq"))}
    return {field: found.get(name, 0) for name, field in COUNTED.items()}


COUNTED = {PS.Statement: "statements", PS.Actor: "actors", PS.Event: "events", PS.Contradiction: "contradictions"}
"""Classes of what is counted, with the name of the count."""


def counted(store: Asked, things: Iterable[str] | None = None) -> set[tuple[str, str]]:
    """(count, thing) of all that is counted in a store, or of these things."""
    if things is None:
        return {(COUNTED[plain(name)], plain(thing)) for name, thing in store.select(schema.text("read-counted.rq"))}
    some = [NamedNode(iri) for iri in sorted(set(things))]
    # Asked by class, engines go through all things of a class, however few are bound.
    rows = store.select(schema.text("read-kinds.rq"), {"thing": some}) if some else ()
    kinds, left_out = set[tuple[str, str]](), set[str]()
    for thing, prop, value in rows:
        if plain(prop) == PS.sameActorAs or plain(value) == PS.ReviewRejected:
            left_out.add(plain(thing))
        elif plain(value) in COUNTED:
            kinds.add((COUNTED[plain(value)], plain(thing)))
    return {(name, thing) for name, thing in kinds if thing not in left_out}


def described(store: Asked, graphs: Iterable[str]) -> set[str]:
    """The things of which some graphs say what they are."""
    some = [NamedNode(graph) for graph in sorted(graphs)]
    return {plain(thing) for (thing,) in store.select(schema.text("read-things.rq"), {"graph": some})} if some else set()
