"""The rules that materialise defined classes and short forms, as SPARQL updates for any store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iris, schema
from kg.rdf.nodes import inferred_graph, ontology_graph
from kg.terms import PS

if TYPE_CHECKING:
    from kg.store.base import Store


def rules(base: str = iris.BASE) -> list[str]:
    """Updates to run, in order, on a store whose `inferred_graph(base)` is empty; running them twice changes nothing.

    The first writes the vocabulary into `ontology_graph(base)`, which the second reads. They write into these two graphs alone,
    and name every graph they read, so that it does not matter what a store takes as its default graph. They are two requests, not
    one for each rule, since a store may do some housekeeping after each.
    """
    return [_vocabulary(base), _based(schema.text("rules.rq"), base)]


def materialise(store: Store, base: str = iris.BASE) -> None:
    """Makes `inferred_graph(base)` hold what the rules make of the other graphs, whatever it held before.

    The same as running `rules` on a store without that graph, but by asking: after an update a store goes through all its triples
    to keep their union, and a question costs what it finds. What the rules make of what was inferred is made in memory. Both
    graphs are written by `Store.replace`, which writes only what differs: of the vocabulary, nothing after the first time.
    """
    vocabulary, graph = ontology_quads(base), ox.NamedNode(inferred_graph(base))
    store.replace({ontology_graph(base): vocabulary})
    small = ox.Store()
    small.extend(vocabulary)
    said = ox.NamedNode(f"{base}graph/types")
    small.extend(_in(said, store.construct(_based(schema.text("rules-types.rq"), base))))
    for rule in _one_by_one():
        if rule.count(_INTO) > 1:  # it reads what others inferred
            small.update(_based(rule, base))
        else:
            small.extend(_in(graph, store.construct(_based(_asked(rule), base))))
    store.replace({graph.value: list(small.quads_for_pattern(None, None, None, graph))})


HEADS: tuple[tuple[str, ...], ...] = (
    *(("office",), ("holder",), ("attribution",), (), ("thing",), ()),
    *(("earlier", "later"), ("earlier", "later"), ("earlier", "later"), ("relation",), ("speaker",)),
)
"""Of each rule, the variables of what it tells something of; none of one that reads what others inferred."""


def materialise_some(
    store: Store, graphs: Sequence[str], subjects: Iterable[ox.NamedNode], base: str = iris.BASE
) -> tuple[list[ox.Quad], list[ox.Quad]]:
    """What goes from and what comes into `inferred_graph(base)` after graphs were added and links of some subjects changed.

    It was right before. What a graph adds is found by asking it alone; what follows of the subjects is made anew.
    """
    graph, some = ox.NamedNode(inferred_graph(base)), list(dict.fromkeys(subjects))
    small = ox.Store()
    small.extend(ontology_quads(base))
    new = [ox.NamedNode(name) for name in graphs]
    for rule, heads in zip(_one_by_one(), HEADS, strict=True):
        if not heads:
            if "holdsOffice" in rule:
                _said(store, small, new, some, base)
            small.update(_based(rule, base))
            continue
        asked = _based(_asked(rule), base)
        if new and "?graph" in asked:
            small.extend(_in(graph, store.construct(asked, {"graph": new})))
        for head in heads if some else ():
            small.extend(_in(graph, store.construct(asked, {head: some})))
    made = set(small.quads_for_pattern(None, None, None, graph))
    told = {quad.subject for quad in made if isinstance(quad.subject, ox.NamedNode)}
    before = set(_in(graph, _inferred(store, [*told.difference(some), *some], base)))
    return [q for q in before - made if q.subject in set(some)], list(made - before)


def _said(store: Store, small: ox.Store, graphs: Sequence[ox.NamedNode], some: Sequence[ox.NamedNode], base: str) -> None:
    """Puts into a small store what the rules for defined classes ask of the persons of some graphs and of some subjects."""
    graph, said = ox.NamedNode(inferred_graph(base)), ox.NamedNode(f"{base}graph/types")
    if graphs:
        persons = {t.subject for t in store.construct(_based(schema.text("rules-persons.rq"), base), {"graph": list(graphs)})}
        before = _inferred(store, [p for p in persons - set(some) if isinstance(p, ox.NamedNode)], base)
        small.extend(_in(graph, (t for t in before if t.predicate.value == PS.holdsOffice)))
    holds = list(small.quads_for_pattern(None, ox.NamedNode(PS.holdsOffice), None, graph))
    things = {end for quad in holds for end in (quad.subject, quad.object) if isinstance(end, ox.NamedNode)}
    if things:
        small.extend(_in(said, store.construct(schema.text("read-types.rq"), {"thing": list(things)})))


def _inferred(store: Store, things: Sequence[ox.NamedNode], base: str) -> Iterable[ox.Triple]:
    """What was inferred of some things."""
    return store.construct(_based(schema.text("read-inferred.rq"), base), {"thing": list(things)}) if things else ()


def _in(graph: ox.NamedNode, triples: Iterable[ox.Triple]) -> Iterator[ox.Quad]:
    return (ox.Quad(t.subject, t.predicate, t.object, graph) for t in triples)


_INTO = "GRAPH <graph/inferred>"


def _one_by_one() -> list[str]:
    """The rules, each as an update of its own."""
    whole = schema.text("rules.rq")
    prefixes = "".join(line + "\n" for line in whole.splitlines() if line.startswith("PREFIX "))
    return [prefixes + rule[rule.index("INSERT {") :] for rule in whole.split(" ;\n\n")]


def _asked(rule: str) -> str:
    """A rule as a question for what it would write."""
    template, where = rule.split(" }\nWHERE ", 1)
    return f"{template.replace('INSERT { ' + _INTO, 'CONSTRUCT')}\nWHERE {where}"


def _based(text: str, base: str) -> str:
    return f"BASE {ox.NamedNode(base)}\n{text}"


def ontology_quads(base: str = iris.BASE) -> list[ox.Quad]:
    """The vocabulary and the PLOVER scheme in `ontology_graph(base)`.

    Blank nodes get names by their place in the files, so that writing it all twice adds nothing.
    """
    graph = ox.NamedNode(ontology_graph(base))
    names: dict[ox.BlankNode, ox.NamedNode] = {}

    def named(node: ox.BlankNode) -> ox.NamedNode:
        return names.setdefault(node, ox.NamedNode(f"{graph.value}#{len(names)}"))

    out = []
    for name in schema.VOCABULARY:
        for quad in ox.parse(schema.text(name), format=ox.RdfFormat.TURTLE):
            subject = named(quad.subject) if isinstance(quad.subject, ox.BlankNode) else quad.subject
            target = named(quad.object) if isinstance(quad.object, ox.BlankNode) else quad.object
            out.append(ox.Quad(subject, quad.predicate, target, graph))
    return out


def _vocabulary(base: str) -> str:
    graph = ox.NamedNode(ontology_graph(base))
    triples = "".join(f"{quad.triple} .\n" for quad in ontology_quads(base))
    return f"CLEAR SILENT GRAPH {graph} ;\nINSERT DATA {{ GRAPH {graph} {{\n{triples}}} }}"
