"""Model to quads and back: the face of the package, which hands names on.

`nodes` names things and writes values, `article` and `corpus` write graphs, `rules` materialise what follows, `read` is the way
back, `state` asks a store about its own bookkeeping.
"""

from kg.rdf.article import article_quads
from kg.rdf.corpus import links_quads, run_quads
from kg.rdf.nodes import article_graph, inferred_graph, links_graph, ontology_graph, runs_graph
from kg.rdf.read import plain, read_extractions
from kg.rdf.rules import ontology_quads, rules
from kg.rdf.state import counts, fingerprints, graph_quads, links_state

__all__ = [
    "article_graph",
    "article_quads",
    "counts",
    "fingerprints",
    "graph_quads",
    "inferred_graph",
    "links_graph",
    "links_quads",
    "links_state",
    "ontology_graph",
    "ontology_quads",
    "plain",
    "read_extractions",
    "rules",
    "run_quads",
    "runs_graph",
]
