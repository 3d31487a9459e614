"""The way back: extractions as link and compare need them, from what a store holds.

Two SELECTs for every `TOGETHER` articles, never one a statement, and never one over everything: what is in memory at once stays
small. Engines spend most of the time on turning numbers back into strings, so that what is not needed is not asked for.

What comes back equals what was written, but for what the graph does not keep (an article's furniture, the file it came from) and
for the order of tuples without one of their own: actors, `represents`, `denies` and a mission's actors are sorted by IRI,
mandates by holder and words, statements by cue, missions by place in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Final, Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg import codes, schema
from kg.model import (
    Actor,
    Article,
    Attribution,
    Extraction,
    Mandate,
    Mission,
    Participant,
    Proposition,
    Quantity,
    Representation,
    Role,
    Span,
    Speaker,
    Statement,
)
from kg.rdf.nodes import ALT_LABEL, IDENTIFIER, LABEL, RDF_TYPE, SCHEMA
from kg.terms import PS

Row = Sequence[NamedNode | BlankNode | Literal | Triple | None]
TOGETHER: Final = 16
"""Articles that are read with one query: more save nothing here, and a server's answers stay small."""


class Select(Protocol):
    """What runs a SELECT, with several values bound to a variable where they are given."""

    def __call__(self, query: str, bindings: Mapping[str, Sequence[NamedNode]] | None = None, /) -> Iterable[Row]:
        """The solutions, each as wide as the query's variables and in their order."""
        ...


_Node = dict[str, list[str]]
_NOTHING: Final[_Node] = {}


def read_extractions(select: Select, graphs: Iterable[str] | None = None) -> list[Extraction]:
    """All articles of a store with what was read in them, sorted by id; with `graphs`, those of the graphs of these names."""
    if graphs is None:
        graphs = [plain(graph) for (graph, *_) in select(schema.text("read-fingerprints.rq"))]
    return sorted(extractions_of(select, graphs), key=lambda extraction: extraction.article.id)


def extractions_of(select: Select, graphs: Iterable[str]) -> Iterator[Extraction]:
    """The articles of the graphs of these names, in the order of the names; a graph without an article gives none."""
    names = [NamedNode(name) for name in sorted(graphs)]
    for begin in range(0, len(names), TOGETHER):
        yield from _read(select, names[begin : begin + TOGETHER])


def _read(select: Select, graphs: Sequence[NamedNode]) -> Iterator[Extraction]:
    nodes: dict[str, dict[str, _Node]] = {graph.value: defaultdict(lambda: defaultdict(list)) for graph in graphs}
    spans: dict[str, dict[str, dict[str, list[Span]]]] = {graph.value: defaultdict(lambda: defaultdict(list)) for graph in graphs}
    for graph, subject, prop, value in select(schema.text("read-nodes.rq"), {"graph": graphs}):
        nodes[plain(graph)][plain(subject)][plain(prop)].append(plain(value))
    for graph, of, kind, start, end in select(schema.text("read-mentions.rq"), {"graph": graphs}):
        span = Span(start=int(plain(start)), end=int(plain(end)))
        spans[plain(graph)][plain(of)][codes.MENTION_KIND.code(plain(kind))].append(span)
    for name, found in nodes.items():
        article = next((iri for iri, node in found.items() if SCHEMA.articleBody in node), None)
        if article is not None:
            yield _Graph(found, spans[name], article).extraction()


def plain(term: NamedNode | BlankNode | Literal | Triple | None) -> str:
    """The IRI of a node, the lexical form of a literal; nothing where there is neither."""
    return term.value if isinstance(term, NamedNode | BlankNode | Literal) else ""


class _Graph:
    """The nodes and mentions of one article's graph."""

    def __init__(self, nodes: dict[str, _Node], spans: dict[str, dict[str, list[Span]]], article: str) -> None:
        self._nodes = nodes
        self._spans = spans
        self._article = article
        self._id = self._one(article, IDENTIFIER) or ""
        self._of_type: dict[str, list[str]] = defaultdict(list)
        for iri, node in nodes.items():
            for name in node.get(RDF_TYPE, ()):
                self._of_type[name].append(iri)
        self._stands: dict[str, list[Representation]] = defaultdict(list)
        for iri in self._of_type[PS.Representation]:
            ground = codes.GROUND.code(self._need(iri, PS.ground))
            stand = Representation(body=self._need(iri, PS.represented), ground=ground)
            self._stands[self._need(iri, PS.representative)].append(stand)

    def extraction(self) -> Extraction:
        attested = [self._mandate(iri) for iri in self._all(self._article, PS.attests)]
        return Extraction(
            article=self._read_article(),
            actors=tuple(self._actor(iri) for iri in sorted(self._all(self._article, SCHEMA.mentions))),
            mandates=tuple(sorted(attested, key=_mandate_order)),
            statements=tuple(sorted(map(self._statement, self._of_type[PS.Attribution]), key=_statement_order)),
            missions=tuple(sorted(map(self._mission, self._of_type[PS.Mission]), key=attrgetter("mention", "iri"))),
        )

    def _read_article(self) -> Article:
        publisher = self._one(self._article, SCHEMA.publisher)
        return Article(
            id=self._id,
            text=self._need(self._article, SCHEMA.articleBody),
            title=self._one(self._article, SCHEMA.headline) or "",
            published=_day(self._one(self._article, SCHEMA.datePublished)),
            outlet=(self._one(publisher, LABEL) or "") if publisher else "",
            url=self._one(self._article, SCHEMA.url),
            author=self._one(self._article, SCHEMA.author) or "",
        )

    def _actor(self, iri: str) -> Actor:
        types = set(self._all(iri, RDF_TYPE))
        return Actor(
            iri=iri,
            name=self._one(iri, LABEL) or "",
            types=tuple(name for name in codes.ACTOR_CLASS if codes.ACTOR_CLASS.term(name) in types),
            aliases=tuple(sorted(self._all(iri, ALT_LABEL))),
            represents=tuple(sorted(self._stands[iri], key=attrgetter("body", "ground"))),
        )

    def _mandate(self, iri: str) -> Mandate:
        return Mandate(
            holder=self._need(iri, PS.holder),
            role=self._role(iri),
            article=self._id,
            on=_day(self._one(iri, PS.heldOn)),
            valid_from=_day(self._one(iri, PS.validFrom)),
            valid_until=_day(self._one(iri, PS.validUntil)),
            former=self._one(iri, PS.former) == "true",
        )

    def _role(self, mandate: str) -> Role:
        office = self._need(mandate, PS.office)
        return Role(
            label=self._need(mandate, PS.roleLabel),
            of=self._one(mandate, PS.roleOf),
            role_class=next(codes.OFFICE.code(name) for name in self._all(office, RDF_TYPE) if name in codes.OFFICE),
            of_actor=self._one(office, PS.officeOf),
        )

    def _statement(self, iri: str) -> Statement:
        spans = self._spans[iri]
        attribution = Attribution(
            source=next(iter(spans["source"]), None),
            cue=spans["cue"][0],
            content=tuple(sorted(spans["content"])),
            confidence=float(self._need(iri, PS.confidence)),
        )
        actor, mandate = self._one(iri, PS.speaker), self._one(iri, PS.inCapacity)
        role = self._role(mandate) if mandate else None
        claims = sorted(self._all(iri, PS.expresses), key=self._position)
        return Statement(
            id=iri,
            article=self._id,
            attribution=attribution,
            speaker=Speaker(actor=actor, role=role, on_behalf_of=self._one(iri, PS.onBehalfOf)) if actor else None,
            kind=codes.KIND.code(self._need(iri, PS.kind)),
            quote_type=codes.QUOTE_TYPE.code(self._need(iri, PS.quoteType)),
            speech_act=codes.SPEECH_ACT.code(self._need(iri, PS.speechAct)),
            said_on=_day(self._one(iri, PS.saidOn)),
            said_on_precision=self._one(iri, PS.saidAtPrecision) or "day",
            addressee=self._participant(iri, PS.addressee, PS.addresseeText),
            setting=self._one(iri, PS.setting),
            negated=self._one(iri, PS.negated) == "true",
            denies=tuple(sorted(self._all(iri, PS.answers))),
            propositions=tuple(map(self._proposition, claims)),
        )

    def _proposition(self, iri: str) -> Proposition:
        category = self._one(iri, PS.plover)
        return Proposition(
            text=self._need(iri, PS.text),
            span=self._spans[iri]["clause"][0],
            predicate=self._need(iri, PS.predicate),
            event_type=self._need(iri, PS.eventType),
            plover=codes.CATEGORY.code(category) if category else None,
            agent=self._participant(iri, PS.agent, PS.agentText),
            recipient=self._participant(iri, PS.recipient, PS.recipientText),
            theme=self._participant(iri, PS.theme, PS.themeText),
            place=self._one(iri, PS.place),
            time=self._one(iri, PS.time),
            polarity=codes.POLARITY.code(self._need(iri, PS.polarity)),
            modality=codes.MODALITY.code(self._need(iri, PS.modality)),
            tense=codes.TENSE.code(self._need(iri, PS.tense)),
            quantities=self._quantities(iri),
            keys=tuple(sorted(self._all(iri, PS.key))),
        )

    def _mission(self, iri: str) -> Mission:
        return Mission(
            iri=iri,
            label=self._need(iri, LABEL),
            mention=min(self._spans[iri]["mission"]),
            actors=tuple(sorted(self._all(iri, PS.participant))),
            place=self._one(iri, PS.place),
            quantities=self._quantities(iri),
            ends=self._one(iri, PS.ends),
        )

    def _quantities(self, owner: str) -> tuple[Quantity, ...]:
        return tuple(
            Quantity(
                text=self._need(iri, PS.text),
                value=float(self._need(iri, PS.value)),
                unit=self._one(iri, PS.unit) or "",
                qualifier=self._one(iri, PS.qualifier) or "",
            )
            for iri in sorted(self._all(owner, PS.quantity), key=self._position)
        )

    def _participant(self, iri: str, actor: str, words: str) -> Participant | None:
        found = self._one(iri, words)
        return None if found is None else Participant(text=found, actor=self._one(iri, actor))

    def _position(self, iri: str) -> int:
        return int(self._need(iri, PS.position))

    def _all(self, iri: str, prop: str) -> list[str]:
        return self._nodes.get(iri, _NOTHING).get(prop, [])

    def _one(self, iri: str, prop: str) -> str | None:
        """The value of a property that has one; of several (two spellings of one name), always the same."""
        return min(self._all(iri, prop), default=None)

    def _need(self, iri: str, prop: str) -> str:
        return self._one(iri, prop) or ""


def _mandate_order(mandate: Mandate) -> tuple[str, ...]:
    role, days = mandate.role, (mandate.on, mandate.valid_from, mandate.valid_until)
    return (mandate.holder, role.label, role.of or "", role.role_class, role.of_actor or "", *map(str, days), str(mandate.former))


def _statement_order(statement: Statement) -> tuple[Span, str]:
    return statement.attribution.cue, statement.id


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
