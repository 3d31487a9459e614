"""What holds between articles, and when it was learnt: the quads of the graphs `links` and `runs`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pyoxigraph import Literal, Quad

from kg import codes, iris
from kg.model import Event, Links, SameActor, StatementRelation
from kg.rdf.article import proposition
from kg.rdf.nodes import LABEL, PROV, Quads, article_graph, links_graph, moment, runs_graph, score, text
from kg.terms import PS

CONTRADICTIONS = frozenset({"contradicts", "disputes"})
"""Relations whose type is a way of contradicting."""


def links_quads(links: Links, relations: Iterable[StatementRelation], *, base: str = iris.BASE, state: str = "") -> list[Quad]:
    """The quads of `links_graph(base)`, in a fixed order.

    `state` names what the links were made from; the graph remembers it, so that a caller can see whether they are up to date.
    ShapeError where a value is none of the ontology's.
    """
    out = Quads(links_graph(base))
    if state:
        out.add(links_graph(base), PS.fingerprint, text(state))
    for same in links.same:
        _write_same(out, same, base)
    for event in links.events:
        _write_event(out, event, base)
    for relation in relations:
        _write_relation(out, relation, base)
    return list(out)


def run_quads(
    run_id: str,
    started: datetime,
    software_version: str,
    model_version: str,
    article_ids: Iterable[str],
    *,
    base: str = iris.BASE,
) -> list[Quad]:
    """The quads of one run for `runs_graph(base)`: what read which article's graph, and when. `started` has a zone."""
    out = Quads(runs_graph(base))
    run = out.describe(
        f"{base}run/{iris.slug(run_id)}",
        (PS.Run,),
        {
            PROV.startedAtTime: moment(started),
            PS.softwareVersion: text(software_version),
            PS.modelVersion: text(model_version),
        },
    )
    for article_id in article_ids:
        graph = article_graph(article_id, base)
        out.describe(graph, (), {PROV.wasGeneratedBy: run, PROV.generatedAtTime: moment(started)})
    return list(out)


def _write_same(out: Quads, same: SameActor, base: str) -> None:
    out.describe(
        iris.thing("same-actor", same.actor, same.same_as, base=base),
        (PS.SameActorDecision,),
        {
            PS.variant: same.actor,
            PS.canonical: same.same_as,
            PS.score: score(same.score),
            PS.rationale: text(same.ground),
        },
    )
    out.add(same.actor, PS.sameActorAs, same.same_as)


def _write_event(out: Quads, event: Event, base: str) -> None:
    out.describe(
        event.iri,
        (PS.Event,),
        {
            LABEL: text(event.label),
            PS.eventType: text(event.event_type),
            PS.plover: codes.CATEGORY.term(event.plover) if event.plover else None,
            PS.place: text(event.place) if event.place else None,
            PS.time: text(event.time) if event.time else None,
        },
    )
    for statement, index in event.accounts:
        claim = proposition(statement, index, base)
        out.add(event.iri, PS.account, claim)
        out.add(claim, PS.aboutEvent, event.iri)


def _write_relation(out: Quads, relation: StatementRelation, base: str) -> None:
    """The shortcuts between the two statements are left to the rules: they follow from this node and are never asserted."""
    kind = codes.RELATION_TYPE.term(relation.type)
    reviewed = "confirmed" if relation.basis == "HumanAsserted" else "candidate"
    values: dict[str, str | Literal | None] = {
        PS.earlier: relation.earlier,
        PS.later: relation.later,
        PS.contradictionType if relation.relation in CONTRADICTIONS else PS.relationType: kind,
        PS.onPoint: text(relation.point),
        PS.onEvent: relation.event,
        PS.rationale: text(relation.rationale),
        PS.confidence: score(relation.confidence),
        PS.basis: codes.BASIS.term(relation.basis),
        PS.reviewStatus: codes.REVIEW_STATUS.term(reviewed),
    }
    out.describe(relation.iri, (codes.RELATION.term(relation.relation),), values)
    for name, contribution in relation.features:
        node = iris.thing("feature", relation.iri, name, base=base)
        out.describe(node, (PS.Feature,), {PS.featureName: text(name), PS.contribution: score(contribution)})
        out.add(relation.iri, PS.feature, node)
