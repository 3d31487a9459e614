"""What was said: statements, the propositions in them, and all that comes of one article."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.model.actors import Actor, Mandate, Speaker
from kg.model.reading import Article, Attribution, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """Who or what fills a role of a proposition."""

    text: str
    actor: str | None = None
    """Actor IRI, where the words stand for an actor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A figure with its unit ("69 special advisers", "30 days", "$3 billion")."""

    text: str
    value: float
    unit: str
    """Lemma of the thing counted, a currency code, "percent", or a unit of time; empty where there is none."""
    qualifier: str = ""
    """"up to", "at least", "about", "more than"; empty for an exact figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposition:
    """One predicate with its participants, as a statement claims it."""

    text: str
    """The clause's words."""
    span: Span
    """From its first to its last word."""
    predicate: str
    """Lemma of the predicate as the text has it ("approach"; "make request" for a light verb)."""
    event_type: str
    """Frame after converses are normalised (Request, Offer, Deny, Promise, Attack …); "Event" where no frame fits."""
    plover: str | None = None
    """One of PLOVER's 16 categories."""
    agent: Participant | None = None
    """Who did it (of a Request: who asked)."""
    recipient: Participant | None = None
    """To whom (of a Request: who was asked)."""
    theme: Participant | None = None
    """What was done, given, asked, said."""
    place: str | None = None
    time: str | None = None
    """Time words as the text has them."""
    polarity: str = "affirmed"
    """affirmed or negated."""
    modality: str = "certain"
    """certain, probable, possible, obliged, intended or hypothetical."""
    tense: str = "past"
    """past, present or future."""
    quantities: tuple[Quantity, ...] = ()
    keys: tuple[str, ...] = ()
    """Content lemmas of the clause, sorted, without the predicate and stop words: what it is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One attribution with who, when, how and what."""

    id: str
    """IRI."""
    article: str
    """Article id."""
    attribution: Attribution
    speaker: Speaker | None
    kind: str
    """speech, writing, thought, attitude, intention, perception or other."""
    quote_type: str
    """direct, indirect or mixed."""
    speech_act: str
    """assert, deny, promise, demand, ask, accuse, threaten, reject, apologise, support, oppose, decline."""
    said_on: date | None = None
    said_on_precision: str = "day"
    """day, week, month or year."""
    addressee: Participant | None = None
    setting: str | None = None
    """Where or how it was said, in the words of the text ("in an interview", "New York")."""
    negated: bool = False
    """The attribution itself is denied: "would not confirm", "declined to say"."""
    denies: tuple[str, ...] = ()
    """IRIs of earlier statements of the article that the text itself says this one answers."""
    propositions: tuple[Proposition, ...] = ()

    @property
    def is_said(self) -> bool:
        """Whether it was said or written, and so is a ps:Statement in the graph."""
        return self.kind in ("speech", "writing")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mission:
    """An operation that an article speaks of ("the 30-day non-combat mission in Iraq")."""

    iri: str
    label: str
    mention: Span
    actors: tuple[str, ...] = ()
    """IRIs of who carries it out."""
    place: str | None = None
    quantities: tuple[Quantity, ...] = ()
    """Strength, duration, cost."""
    ends: str | None = None
    """Time words of its end or review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one article gives."""

    article: Article
    actors: tuple[Actor, ...] = ()
    mandates: tuple[Mandate, ...] = ()
    statements: tuple[Statement, ...] = ()
    missions: tuple[Mission, ...] = ()
