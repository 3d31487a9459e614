"""Relations between statements as values again, from the quads of the graph of links."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import Quad

from kg import codes
from kg.model import StatementRelation
from kg.rdf.nodes import RDF_TYPE
from kg.rdf.read import plain
from kg.terms import PS


def read_relations(quads: Iterable[Quad]) -> list[StatementRelation]:
    """The relations that these quads describe, features included, sorted by IRI. Features come largest first, then by name."""
    nodes: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for quad in quads:
        nodes[plain(quad.subject)][quad.predicate.value].append(plain(quad.object))
    found = []
    for iri in [iri for iri, node in nodes.items() if PS.earlier in node]:
        node = nodes[iri]

        def one(prop: str, of: dict[str, list[str]] = node) -> str:
            return min(of.get(prop, ()), default="")

        rows = [
            (nodes[f][PS.featureName][0], float(nodes[f][PS.contribution][0])) for f in node.get(PS.feature, ()) if f in nodes
        ]
        found.append(
            StatementRelation(
                iri=iri,
                relation=next(codes.RELATION.code(name) for name in sorted(node[RDF_TYPE]) if name in codes.RELATION),
                earlier=one(PS.earlier),
                later=one(PS.later),
                type=codes.RELATION_TYPE.code(one(PS.contradictionType) or one(PS.relationType)),
                point=one(PS.onPoint),
                rationale=one(PS.rationale),
                confidence=float(one(PS.confidence)),
                basis=codes.BASIS.code(one(PS.basis)),
                event=one(PS.onEvent) or None,
                features=tuple(sorted(rows, key=lambda row: (-abs(row[1]), row[0]))),
                review=codes.REVIEW_STATUS.code(one(PS.reviewStatus)),
                reviews=tuple(sorted(node.get(PS.review, ()))),
                found=codes.BASIS.code(one(PS.foundBasis)) if PS.foundBasis in node else None,
            )
        )
    return sorted(found, key=lambda relation: relation.iri)
