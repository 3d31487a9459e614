"""The rules that materialise defined classes and short forms, as SPARQL updates for any store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import iris, schema
from kg.rdf.nodes import ontology_graph

if TYPE_CHECKING:
    from kg.store.base import Store


def rules(base: str = iris.BASE) -> list[str]:
    """Updates to run, in order, on a store whose `inferred_graph(base)` is empty; running them twice changes nothing.

    The first writes the vocabulary into `ontology_graph(base)`, which the second reads. They write into these two graphs alone,
    and name every graph they read, so that it does not matter what a store takes as its default graph. They are two requests, not
    one for each rule, since a store may do some housekeeping after each.
    """
    return [_vocabulary(base), f"BASE {ox.NamedNode(base)}\n{schema.text('rules.rq')}"]


def materialise(store: Store, base: str = iris.BASE) -> None:
    """Run the rules on a store whose `inferred_graph(base)` is empty.

    The vocabulary is written by `Store.replace`, which writes only what differs: nothing after the first time.
    """
    store.replace({ontology_graph(base): ontology_quads(base)})
    store.update(rules(base)[-1])


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
