"""A small graph of invented people in which every named query has something to find.

Three articles by two outlets about a country called Norland. It is built of `kg.model` values by `kg.rdf`, so that queries are
tried on the very terms that a build writes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from kg import iris, rdf
from kg.model import (
    Actor,
    Article,
    Attribution,
    Event,
    Extraction,
    Links,
    Mandate,
    Mission,
    Participant,
    Proposition,
    Quantity,
    Representation,
    Role,
    SameActor,
    Span,
    Speaker,
    Statement,
    StatementRelation,
)
from kg.store import Store

VOSS, V, MERK, LUND, ARNE, NORLAND, SUDREY = (
    iris.actor(name)
    for name in ("Dana Voss", "Voss", "Ilan Merk", "Petra Lund", "Tomas Arne", "Government of Norland", "Government of Sudrey")
)
GOVERNMENT = (Representation(body=NORLAND, ground="office"),)
ACTORS = {
    VOSS: Actor(iri=VOSS, name="Dana Voss", types=("Person",), aliases=("Ms. Voss",), represents=GOVERNMENT),
    V: Actor(iri=V, name="Voss", types=("Person",)),
    MERK: Actor(iri=MERK, name="Ilan Merk", types=("Person",), aliases=("Merk",), represents=GOVERNMENT),
    LUND: Actor(iri=LUND, name="Petra Lund", types=("Person",)),
    ARNE: Actor(iri=ARNE, name="Tomas Arne", types=("Person",)),
    NORLAND: Actor(iri=NORLAND, name="Government of Norland", types=("Government",)),
    SUDREY: Actor(iri=SUDREY, name="Government of Sudrey", types=("Government",)),
}
PREMIER = Role(label="Prime Minister", of="Norland", role_class="head_of_government", of_actor=NORLAND)
MINISTER = Role(label="Defence Minister", of="Norland", role_class="minister", of_actor=NORLAND)
VOICE = Role(label="spokeswoman", of="Dana Voss", role_class="spokesperson", of_actor=VOSS)
LEADER = Role(label="leader", of="Harbour Party", role_class="party_leader")

TEXTS = {
    "courier-1": (
        "The Courier", date(2031, 3, 3),
        "Prime Minister Dana Voss said Sudrey asked Norland for two ships. Petra Lund, her spokeswoman, said no ship would sail.",
    ),
    "wire-1": (
        "Coast Wire", date(2031, 3, 4),
        "Defence Minister Ilan Merk said Norland asked Sudrey for two ships. “Sudrey asked us for two ships,” Voss said. "
        "“That is false,” Tomas Arne said of the prime minister's claim. Norland asked first, he said.",
    ),
    "courier-2": (
        "The Courier", date(2031, 3, 7),
        "Voss said the 40-day escort mission off Sudrey needs one ship. She said that one ship would sail.",
    ),
}  # fmt: skip


def span(article: Article, words: str) -> Span:
    """Where these words first stand."""
    start = article.text.index(words)
    return Span(start=start, end=start + len(words))


class Desk:
    """Writes one article's statements."""

    def __init__(self, key: str) -> None:
        outlet, day, text = TEXTS[key]
        self.article = Article(
            id=key, text=text, title=f"{key} title", published=day, outlet=outlet, url=f"https://example.org/{key}"
        )
        self.statements: list[Statement] = []

    def say(
        self, who: str, cue: str, content: str, *, role: Role | None = None, quote: str = "indirect", act: str = "assert",
        behalf: str | None = None, request: tuple[str, str] | None = None,
    ) -> str:  # fmt: skip
        """Adds a statement and gives its IRI; `request` is (who asked, who was asked)."""
        where, said = span(self.article, cue), span(self.article, content)
        cue_span = Span(start=where.start, end=where.end)
        name = iris.statement(self.article.id, cue_span.start, cue_span.end, content)
        claims: tuple[Proposition, ...] = ()
        if request:
            asker, asked = (Participant(text=ACTORS[iri].name, actor=iri) for iri in request)
            ships = (Quantity(text="two ships", value=2, unit="ship"),)
            claims = (
                Proposition(
                    text=content, span=said, predicate="ask", event_type="Request", plover="REQUEST", agent=asker,
                    recipient=asked,
                    theme=Participant(text="two ships"), quantities=ships, keys=("ship", "two"),
                ),
            )  # fmt: skip
        attribution = Attribution(source=None, cue=cue_span, content=(said,), confidence=0.9)
        self.statements.append(
            Statement(
                id=name, article=self.article.id, attribution=attribution,
                speaker=Speaker(actor=who, role=role, on_behalf_of=behalf),
                kind="speech", quote_type=quote, speech_act=act, said_on=self.article.published, propositions=claims,
            )
        )  # fmt: skip
        return name

    def done(self, actors: Sequence[str], mandates: Sequence[Mandate] = (), missions: Sequence[Mission] = ()) -> Extraction:
        return Extraction(
            article=self.article, actors=tuple(ACTORS[iri] for iri in actors), mandates=tuple(mandates),
            statements=tuple(self.statements), missions=tuple(missions),
        )  # fmt: skip


def mandate(holder: str, role: Role, article: Article, **dates: date) -> Mandate:
    return replace(Mandate(holder=holder, role=role, article=article.id, on=article.published), **dates)


def relation(
    kind: str, earlier: str, later: str, type_: str, point: str, confidence: float, basis: str = "RuleInferred"
) -> StatementRelation:
    return StatementRelation(
        iri=iris.thing("relation", earlier, later, kind), relation=kind, earlier=earlier, later=later, type=type_, point=point,
        rationale=f"One and the other differ on {point}.", confidence=confidence, basis=basis, features=(("roles swapped", 1.5),),
    )  # fmt: skip


one, two, three = Desk("courier-1"), Desk("wire-1"), Desk("courier-2")
S = {
    "voss": one.say(VOSS, "said", "Sudrey asked Norland for two ships", role=PREMIER, request=(SUDREY, NORLAND)),
    "lund": one.say(LUND, "spokeswoman, said", "no ship would sail", role=VOICE, behalf=VOSS),
    "merk": two.say(MERK, "said", "Norland asked Sudrey for two ships", role=MINISTER, request=(NORLAND, SUDREY)),
    "voss again": two.say(V, "Voss said", "“Sudrey asked us for two ships,”", quote="direct", request=(SUDREY, NORLAND)),
    "arne": two.say(ARNE, "Tomas Arne said", "“That is false,”", quote="direct", act="deny", role=LEADER),
    "arne too": two.say(ARNE, "he said", "Norland asked first"),
    "voss mission": three.say(V, "Voss said", "the 40-day escort mission off Sudrey needs one ship", quote="mixed"),
    "voss sails": three.say(V, "She said", "one ship would sail", role=PREMIER),
}
MISSION = Mission(
    iri=iris.thing("mission", "escort"), label="40-day escort mission", mention=span(three.article, "40-day escort mission"),
    actors=(NORLAND,), place="off Sudrey", quantities=(Quantity(text="40-day", value=40, unit="day"),),
)  # fmt: skip
EXTRACTIONS = (
    one.done([VOSS, LUND, NORLAND, SUDREY], [mandate(VOSS, PREMIER, one.article), mandate(LUND, VOICE, one.article)]),
    two.done(
        [MERK, V, ARNE, NORLAND, SUDREY],
        [
            mandate(MERK, MINISTER, two.article, valid_from=date(2031, 3, 6), valid_until=date(2031, 12, 31)),
            mandate(ARNE, LEADER, two.article),
        ],
    ),
    three.done([V, NORLAND], [mandate(V, PREMIER, three.article)], [MISSION]),
)
EVENT = Event(
    iri=iris.thing("event", "request"), event_type="Request", label="request for two ships", plover="REQUEST",
    accounts=((S["voss"], 0), (S["merk"], 0), (S["voss again"], 0)),
)  # fmt: skip
LINKS = Links(same=(SameActor(actor=V, same_as=VOSS, score=0.9, ground="same last name, same office"),), events=(EVENT,))
RELATIONS = (
    relation("contradicts", S["voss"], S["merk"], "role_reversal", "who asked whom for ships", 0.9),
    relation("disputes", S["voss again"], S["arne"], "denial", "whether Sudrey asked", 0.8, "StatedInSource"),
    relation("contradicts", S["lund"], S["voss sails"], "negation", "whether a ship would sail", 0.6),
    relation("contradicts", S["voss"], S["voss mission"], "numeric", "how many ships", 0.55, "ModelInferred"),
    relation("agrees", S["voss"], S["voss again"], "same_claim", "who asked whom for ships", 0.95),
    relation("agrees", S["merk"], S["arne too"], "same_claim", "who asked whom for ships", 0.7),
)
READ_AT = datetime(2031, 3, 8, 9, 30, tzinfo=UTC)


def fill(store: Store) -> Store:
    """Writes the small graph, rules and run included."""
    graphs = {rdf.article_graph(x.article.id): rdf.article_quads(x, fingerprint=x.article.id) for x in EXTRACTIONS}
    store.replace({**graphs, rdf.links_graph(): rdf.links_quads(LINKS, RELATIONS, state="1")})
    for rule in rdf.rules():
        store.update(rule)
    run = rdf.run_quads("run-1", READ_AT, "0.1", "model-1", [x.article.id for x in EXTRACTIONS])
    store.replace({rdf.runs_graph(): run})
    return store
