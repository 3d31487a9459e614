"""Model to quads and back: the face of the package, which hands names on.

`nodes` names things and writes values, `article`, `corpus` and `decisions` write graphs, `rules` materialise what follows, `read`
is the way back, `state` asks a store about its own bookkeeping.
"""

from kg.rdf.article import article_quads
from kg.rdf.corpus import links_quads, run_quads
from kg.rdf.decisions import decisions_quads, read_decisions
from kg.rdf.nodes import article_graph, human_graph, inferred_graph, links_graph, ontology_graph, runs_graph
from kg.rdf.read import plain, read_extractions
from kg.rdf.relations import read_relations
from kg.rdf.rules import materialise, materialise_some, ontology_quads, rules
from kg.rdf.state import (
    COUNTED,
    base_of,
    counted,
    counts,
    decided,
    described,
    fingerprints,
    graph_quads,
    held,
    links_state,
    print_count,
    prints,
    state_of,
    summed,
    wanted_state,
)

__all__ = [
    "COUNTED",
    "article_graph",
    "article_quads",
    "base_of",
    "counted",
    "counts",
    "decided",
    "decisions_quads",
    "described",
    "fingerprints",
    "graph_quads",
    "held",
    "human_graph",
    "inferred_graph",
    "links_graph",
    "links_quads",
    "links_state",
    "materialise",
    "materialise_some",
    "ontology_graph",
    "ontology_quads",
    "plain",
    "print_count",
    "prints",
    "read_decisions",
    "read_extractions",
    "read_relations",
    "rules",
    "run_quads",
    "runs_graph",
    "state_of",
    "summed",
    "wanted_state",
]
