"""What people decided as the quads of the graph `human`, and back. A build never writes to this graph."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime

from pyoxigraph import Quad

from kg import codes, iris
from kg.model import Anchor, Decisions, IdentityDecision, Review
from kg.rdf.nodes import RDF_TYPE, Quads, boolean, human_graph, moment, text
from kg.rdf.read import plain
from kg.rdf.state import Asked, graph_quads
from kg.terms import PS

_Node = dict[str, list[str]]


def decisions_quads(decisions: Decisions, *, base: str = iris.BASE) -> list[Quad]:
    """The quads of `human_graph(base)`, in a fixed order. ShapeError where a value is none of the ontology's."""
    out = Quads(human_graph(base))
    for review in decisions.reviews:
        _write_review(out, review, base)
    for decision in decisions.identities:
        _write_identity(out, decision)
    return list(out)


def read_decisions(store: Asked, *, base: str = iris.BASE) -> Decisions:
    """All that people decided about a store's contradictions and actors, oldest first."""
    nodes: dict[str, _Node] = defaultdict(lambda: defaultdict(list))
    for quad in graph_quads(store, human_graph(base)):
        nodes[plain(quad.subject)][quad.predicate.value].append(plain(quad.object))
    of_type = {kind: [iri for iri, node in nodes.items() if kind in node[RDF_TYPE]] for kind in (PS.Review, PS.IdentityDecision)}
    reviews = [_review(iri, nodes) for iri in of_type[PS.Review]]
    identities = [_identity(iri, nodes[iri]) for iri in of_type[PS.IdentityDecision]]
    return Decisions(
        reviews=tuple(sorted(reviews, key=lambda r: (r.at, r.iri))),
        identities=tuple(sorted(identities, key=lambda d: (d.at, d.iri))),
    )


def _write_review(out: Quads, review: Review, base: str) -> None:
    out.describe(
        review.iri,
        (PS.Review,),
        {
            PS.decidedBy: text(review.by),
            PS.decidedAt: moment(review.at),
            PS.note: text(review.note) if review.note else None,
            PS.verdict: codes.REVIEW_STATUS.term(review.verdict) if review.verdict else None,
            PS.earlierAnchor: _write_anchor(out, review.earlier, base),
            PS.laterAnchor: _write_anchor(out, review.later, base),
            PS.reviewedRelation: text(review.relation),
            PS.reviewedType: codes.RELATION_TYPE.term(review.type),
            PS.reviewedPoint: text(review.point),
            PS.rationale: text(review.rationale),
            PS.added: boolean(review.added),
        },
    )


def _write_anchor(out: Quads, anchor: Anchor, base: str) -> str:
    return out.describe(
        iris.thing("anchor", anchor.statement, anchor.article, anchor.text, base=base),
        (PS.Anchor,),
        {PS.anchors: anchor.statement, PS.inArticle: text(anchor.article), PS.text: text(anchor.text)},
    )


def _write_identity(out: Quads, decision: IdentityDecision) -> None:
    out.describe(
        decision.iri,
        (PS.IdentityDecision,),
        {
            PS.decidedBy: text(decision.by),
            PS.decidedAt: moment(decision.at),
            PS.note: text(decision.note) if decision.note else None,
            PS.firstActor: decision.first,
            PS.secondActor: decision.second,
            PS.areSame: boolean(decision.same),
        },
    )
    for article in decision.articles:
        out.add(decision.iri, PS.inArticle, text(article))


def _review(iri: str, nodes: dict[str, _Node]) -> Review:
    node = nodes[iri]
    verdict = _one(node, PS.verdict)
    return Review(
        iri=iri,
        by=_one(node, PS.decidedBy),
        at=_moment(_one(node, PS.decidedAt)),
        note=_one(node, PS.note),
        verdict=codes.REVIEW_STATUS.code(verdict) if verdict else None,
        earlier=_anchor(nodes[_one(node, PS.earlierAnchor)]),
        later=_anchor(nodes[_one(node, PS.laterAnchor)]),
        relation=_one(node, PS.reviewedRelation),
        type=codes.RELATION_TYPE.code(_one(node, PS.reviewedType)),
        point=_one(node, PS.reviewedPoint),
        rationale=_one(node, PS.rationale),
        added=_one(node, PS.added) == "true",
    )


def _anchor(node: _Node) -> Anchor:
    return Anchor(statement=_one(node, PS.anchors), article=_one(node, PS.inArticle), text=_one(node, PS.text))


def _identity(iri: str, node: _Node) -> IdentityDecision:
    return IdentityDecision(
        iri=iri,
        first=_one(node, PS.firstActor),
        second=_one(node, PS.secondActor),
        same=_one(node, PS.areSame) == "true",
        articles=tuple(sorted(node.get(PS.inArticle, ()))),
        by=_one(node, PS.decidedBy),
        at=_moment(_one(node, PS.decidedAt)),
        note=_one(node, PS.note),
    )


def _one(node: _Node, prop: str) -> str:
    return min(node.get(prop, ()), default="")


def _moment(value: str) -> datetime:
    return datetime.fromisoformat(value).astimezone(UTC) if value else datetime.min.replace(tzinfo=UTC)
