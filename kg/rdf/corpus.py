"""What holds between articles, and when it was learnt: the quads of the graphs `links` and `runs`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pyoxigraph import Literal, Quad

from kg import codes, iris
from kg.model import CarriedRole, Event, Links, Namesake, SameActor, StatementRelation
from kg.rdf.article import mandate, office, proposition
from kg.rdf.nodes import LABEL, PROV, Quads, article_graph, boolean, day, links_graph, moment, runs_graph, score, text
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
    for namesake in links.namesakes:
        _write_namesake(out, namesake, base)
    for carried in links.roles:
        _write_role(out, carried, base)
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


def _write_namesake(out: Quads, namesake: Namesake, base: str) -> None:
    node = out.describe(
        iris.thing("namesake", namesake.actor, namesake.namesake, base=base),
        (PS.NamesakeDecision,),
        {
            PS.bearer: namesake.actor,
            PS.namesake: namesake.namesake,
            PS.score: score(namesake.score),
            PS.rationale: text(namesake.ground),
        },
    )
    for article in namesake.articles:
        out.add(node, PS.inArticle, text(article))


def _write_role(out: Quads, carried: CarriedRole, base: str) -> None:
    """The mandate taken over is a node of its own, since its holder is the speaker under the name that this article uses."""
    held, source = carried.mandate, mandate(carried.source, base)
    node = out.describe(
        iris.thing("mandate", "carried", held.holder, source, base=base),
        (PS.Mandate,),
        {
            PS.holder: held.holder,
            PS.office: office(held.role, base),
            PS.roleLabel: text(held.role.label),
            PS.roleOf: text(held.role.of) if held.role.of else None,
            PS.heldOn: day(held.on) if held.on else None,
            PS.former: boolean(False),
            PS.carriedFrom: source,
        },
    )
    out.add(carried.statement, PS.inCapacity, node)


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
    values: dict[str, str | Literal | None] = {
        PS.earlier: relation.earlier,
        PS.later: relation.later,
        PS.contradictionType if relation.relation in CONTRADICTIONS else PS.relationType: kind,
        PS.onPoint: text(relation.point),
        PS.onEvent: relation.event,
        PS.rationale: text(relation.rationale),
        PS.confidence: score(relation.confidence),
        PS.basis: codes.BASIS.term(relation.basis),
        PS.foundBasis: codes.BASIS.term(relation.found) if relation.found else None,
        PS.reviewStatus: codes.REVIEW_STATUS.term(relation.review),
    }
    out.describe(relation.iri, (codes.RELATION.term(relation.relation),), values)
    for review in relation.reviews:
        out.add(relation.iri, PS.review, review)
    for name, contribution in relation.features:
        node = iris.thing("feature", relation.iri, name, base=base)
        out.describe(node, (PS.Feature,), {PS.featureName: text(name), PS.contribution: score(contribution)})
        out.add(relation.iri, PS.feature, node)
