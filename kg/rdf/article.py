"""One article's extraction as the quads of its named graph.

Three levels: mentions (words with their offsets) report attributions, attributions express propositions. Every node has a derived
IRI, so that the same input gives the same graph. `kg.rdf.read` is the way back.
"""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, Quad

from kg import codes, iris
from kg.errors import EvidenceError
from kg.model import Actor, Extraction, Mandate, Mission, Participant, Proposition, Quantity, Role, Span, Statement
from kg.rdf.nodes import (
    ALT_LABEL,
    IDENTIFIER,
    LABEL,
    OA,
    SCHEMA,
    Quads,
    article_graph,
    boolean,
    day,
    integer,
    moment,
    number,
    outlet,
    score,
    text,
)
from kg.terms import PS

CONTEXT: Final = 32
"""Code points before and after a mention that are kept to find it again in a changed text."""


def article_quads(extraction: Extraction, *, base: str = iris.BASE, fingerprint: str) -> list[Quad]:
    """The quads of one article, all in `article_graph(article.id, base)`, in a fixed order, none twice and without blank nodes.

    EvidenceError where a span does not lie in the text, covers no words, or belongs to another article.
    ShapeError where a value is none of the ontology's.
    """
    return _ArticleWriter(extraction, base).quads(fingerprint)


def proposition(statement: str, index: int, base: str = iris.BASE) -> str:
    """IRI of a statement's proposition by its place in the statement."""
    return iris.thing("proposition", statement, index, base=base)


def mandate(held: Mandate, base: str = iris.BASE) -> str:
    """IRI of a mandate as one article attests it."""
    role = held.role
    return iris.thing(
        "mandate", held.article, held.holder, role.label, role.of, role.role_class, role.of_actor,
        held.on, held.valid_from, held.valid_until, held.former, base=base,
    )  # fmt: skip


def office(role: Role, base: str = iris.BASE) -> str:
    """IRI of an office, the same for all articles that call it alike, whatever the case of the letters."""
    of = role.of_actor or (role.of or "").casefold()
    return iris.thing("office", role.role_class, role.label.casefold(), of, base=base)


class _ArticleWriter:
    def __init__(self, extraction: Extraction, base: str) -> None:
        self._extraction = extraction
        self._article = extraction.article
        self._base = base
        self._iri = iris.article(self._article.id, base)
        self._out = Quads(article_graph(self._article.id, base))

    def quads(self, fingerprint: str) -> list[Quad]:
        self._write_article(fingerprint)
        for actor in self._extraction.actors:
            self._write_actor(actor)
        for held in self._extraction.mandates:
            self._out.add(self._iri, PS.attests, self._write_mandate(held))
        for mission in self._extraction.missions:
            self._write_mission(mission)
        for statement in self._extraction.statements:
            self._write_statement(statement)
        return list(self._out)

    def _write_article(self, fingerprint: str) -> None:
        article = self._article
        values: dict[str, str | Literal | None] = {
            IDENTIFIER: text(article.id),
            SCHEMA.headline: _words(article.title),
            SCHEMA.datePublished: day(article.published) if article.published else None,
            SCHEMA.url: _words(article.url),
            SCHEMA.author: _words(article.author),
            SCHEMA.articleBody: text(article.text),
            PS.fingerprint: text(fingerprint),
        }
        if article.outlet:
            publisher = outlet(article.outlet, self._base)
            values[SCHEMA.publisher] = self._out.describe(
                publisher, (SCHEMA.NewsMediaOrganization,), {LABEL: text(article.outlet)}
            )
        self._out.describe(self._iri, (SCHEMA.NewsArticle,), values)

    def _write_actor(self, actor: Actor) -> None:
        types = tuple(codes.ACTOR_CLASS.term(name) for name in actor.types)
        self._out.describe(actor.iri, types or (PS.Actor,), {LABEL: text(actor.name)})
        self._out.add(self._iri, SCHEMA.mentions, actor.iri)
        for alias in actor.aliases:
            self._out.add(actor.iri, ALT_LABEL, text(alias))
        for stand in actor.represents:
            self._out.add(actor.iri, PS.represents, stand.body)
            self._out.describe(
                iris.thing("representation", actor.iri, stand.body, stand.ground, base=self._base),
                (PS.Representation,),
                {PS.representative: actor.iri, PS.represented: stand.body, PS.ground: codes.GROUND.term(stand.ground)},
            )

    def _write_mandate(self, held: Mandate) -> str:
        if held.article != self._article.id:
            raise EvidenceError(f'a mandate of article "{held.article}" was given with article "{self._article.id}"')
        return self._out.describe(
            mandate(held, self._base),
            (PS.Mandate,),
            {
                PS.holder: held.holder,
                PS.office: self._write_office(held.role),
                PS.roleLabel: text(held.role.label),
                PS.roleOf: _words(held.role.of),
                PS.heldOn: day(held.on) if held.on else None,
                PS.validFrom: day(held.valid_from) if held.valid_from else None,
                PS.validUntil: day(held.valid_until) if held.valid_until else None,
                PS.former: boolean(held.former),
            },
        )

    def _write_office(self, role: Role) -> str:
        node = office(role, self._base)
        self._out.describe(node, (codes.OFFICE.term(role.role_class),), {LABEL: text(role.label), PS.officeOf: role.of_actor})
        if role.role_class == "spokesperson":
            self._out.add(node, PS.speaksFor, role.of_actor)
        return node

    def _write_statement(self, statement: Statement) -> None:
        if statement.article != self._article.id:
            raise EvidenceError(f'statement {statement.id} of article "{statement.article}" was given with "{self._article.id}"')
        heard, addressee = statement.speaker, statement.addressee
        self._out.describe(
            statement.id,
            (PS.Attribution, PS.Statement) if statement.is_said else (PS.Attribution,),
            {
                PS.reportedIn: self._iri,
                PS.speaker: heard.actor if heard else None,
                PS.inCapacity: self._capacity(heard.actor, heard.role) if heard and heard.role else None,
                PS.onBehalfOf: heard.on_behalf_of if heard else None,
                PS.addressee: addressee.actor if addressee else None,
                PS.addresseeText: text(addressee.text) if addressee else None,
                PS.kind: codes.KIND.term(statement.kind),
                PS.quoteType: codes.QUOTE_TYPE.term(statement.quote_type),
                PS.speechAct: codes.SPEECH_ACT.term(statement.speech_act),
                PS.saidOn: day(statement.said_on) if statement.said_on else None,
                PS.saidAt: moment(statement.said_on) if statement.said_on else None,
                PS.saidAtPrecision: text(statement.said_on_precision) if statement.said_on else None,
                PS.setting: _words(statement.setting),
                PS.negated: boolean(statement.negated),
                PS.confidence: score(statement.attribution.confidence),
                PS.text: text(" … ".join(self._article.words(span) for span in statement.attribution.content)),
            },
        )
        for other in statement.denies:
            self._out.add(statement.id, PS.answers, other)
        spoken = statement.attribution
        spans = [("source", spoken.source), ("cue", spoken.cue), *(("content", span) for span in spoken.content)]
        for kind, span in spans:
            if span is not None:
                self._mention(kind, span, PS.reports, statement.id)
        for index, claim in enumerate(statement.propositions):
            self._write_proposition(statement.id, index, claim)

    def _capacity(self, holder: str, role: Role) -> str:
        """The mandate in which somebody speaks: one that the article attests, else one that only this statement shows."""
        attested = [m for m in self._extraction.mandates if m.holder == holder and m.role == role]
        if attested:
            return self._write_mandate(min(attested, key=lambda m: m.former))
        shown = Mandate(holder=holder, role=role, article=self._article.id, on=self._article.published)
        return self._write_mandate(shown)

    def _write_proposition(self, statement: str, index: int, claim: Proposition) -> None:
        node = proposition(statement, index, self._base)
        values: dict[str, str | Literal | None] = {
            PS.position: integer(index),
            PS.text: text(claim.text),
            PS.predicate: text(claim.predicate),
            PS.eventType: text(claim.event_type),
            PS.plover: codes.CATEGORY.term(claim.plover) if claim.plover else None,
            PS.place: _words(claim.place),
            PS.time: _words(claim.time),
            PS.polarity: codes.POLARITY.term(claim.polarity),
            PS.modality: codes.MODALITY.term(claim.modality),
            PS.tense: codes.TENSE.term(claim.tense),
        }
        values |= _part(claim.agent, PS.agent, PS.agentText)
        values |= _part(claim.recipient, PS.recipient, PS.recipientText)
        values |= _part(claim.theme, PS.theme, PS.themeText)
        self._out.describe(node, (PS.Proposition,), values)
        self._out.add(statement, PS.expresses, node)
        for key in claim.keys:
            self._out.add(node, PS.key, text(key))
        self._write_quantities(node, claim.quantities)
        self._mention("clause", claim.span, PS.states, node)

    def _write_mission(self, mission: Mission) -> None:
        self._out.describe(
            mission.iri,
            (PS.Mission,),
            {LABEL: text(mission.label), PS.place: _words(mission.place), PS.ends: _words(mission.ends)},
        )
        for actor in mission.actors:
            self._out.add(mission.iri, PS.participant, actor)
        self._write_quantities(mission.iri, mission.quantities)
        self._mention("mission", mission.mention, PS.tellsOf, mission.iri)

    def _write_quantities(self, owner: str, quantities: tuple[Quantity, ...]) -> None:
        """Figures are of this article: two articles may give different ones for one mission."""
        for index, quantity in enumerate(quantities):
            node = self._out.describe(
                iris.thing("quantity", self._article.id, owner, index, base=self._base),
                (PS.Quantity,),
                {
                    PS.position: integer(index),
                    PS.text: text(quantity.text),
                    PS.value: number(quantity.value),
                    PS.unit: _words(quantity.unit),
                    PS.qualifier: _words(quantity.qualifier),
                },
            )
            self._out.add(owner, PS.quantity, node)

    def _mention(self, kind: str, span: Span, relation: str, of: str) -> None:
        """Words with their offsets, as evidence for a node."""
        whole, words = self._article.text, self._article.words(span)
        if not (0 <= span.start < span.end <= len(whole) and words.strip()):
            raise EvidenceError(
                f'article "{self._article.id}": the {kind} of {of} is said to stand at {span.start} to {span.end}, '
                f"where there are no words (the text has {len(whole)} characters)"
            )
        node = iris.thing("mention", of, kind, self._article.id, span.start, span.end, base=self._base)
        self._out.describe(
            node,
            (PS.Mention,),
            {PS.mentionKind: codes.MENTION_KIND.term(kind), relation: of, OA.hasTarget: f"{node}/target"},
        )
        self._out.describe(
            f"{node}/target",
            (OA.SpecificResource,),
            {OA.hasSource: self._iri, OA.hasSelector: f"{node}/selector"},
        )
        self._out.describe(
            f"{node}/selector",
            (OA.TextPositionSelector, OA.TextQuoteSelector),
            {
                OA.start: integer(span.start),
                OA.end: integer(span.end),
                OA.exact: text(words),
                OA.prefix: text(whole[max(0, span.start - CONTEXT) : span.start]),
                OA.suffix: text(whole[span.end : span.end + CONTEXT]),
            },
        )


def _words(value: str | None) -> Literal | None:
    """Words; nothing for none, since an empty string says no more than its absence."""
    return text(value) if value else None


def _part(who: Participant | None, actor: str, words: str) -> dict[str, str | Literal | None]:
    return {actor: who.actor, words: text(who.text)} if who else {}
