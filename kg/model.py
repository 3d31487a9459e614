"""Every noun of the project: frozen values that the stages hand on.

Offsets are Unicode code points into `Article.text`, end exclusive. Token positions are indices into `Reading.tokens`.
Actors, statements and events are named by IRI strings, made in `kg.iris`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

# --- text ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of an article's text."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as read from a file, untouched."""

    id: str
    """File stem or the record's own id; unique within a store."""
    text: str
    """The text that all offsets point into."""
    title: str = ""
    """Headline; empty where none is known. It may or may not stand in `text` as well."""
    published: date | None = None
    """Day of publication."""
    outlet: str = ""
    """Who published it."""
    url: str | None = None
    """Where it was published."""
    author: str = ""
    """Byline."""
    origin: str = ""
    """File (and line) it came from, for messages."""
    furniture: tuple[Span, ...] = ()
    """Parts of `text` that are page furniture, not the writer's words; sorted, apart. Set by the stage `segment`."""

    def words(self, span: Span) -> str:
        """The exact words of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or punctuation mark, split as in Universal Dependencies English."""

    start: int
    end: int
    form: str
    """The exact characters, `text[start:end]`."""
    lemma: str
    """Dictionary form, lower case."""
    upos: str
    """Universal part of speech."""
    xpos: str
    """Penn Treebank tag (VBD, NNPS …)."""
    head: int
    """Index of the head token; its own index for the root of a sentence."""
    relation: str
    """Universal Dependencies v2 relation to the head, subtype included (nsubj:pass)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name in the text."""

    first: int
    """Index of its first token."""
    end: int
    """One past its last token."""
    kind: str
    """person, organization, place or nationality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content as the words of the text have them."""

    source: Span | None
    """Who is said to say it; null where the text names none."""
    cue: Span
    """The words that attribute ("said", "according to")."""
    content: tuple[Span, ...]
    """What is attributed, in text order; several fragments where the writer breaks in."""
    confidence: float = 1.0
    """Probability that this is an attribution, calibrated, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader model sees in one article. Tokens in page furniture are left out."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    """(first, end) token positions of each sentence; together they cover all tokens."""
    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]


# --- who ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """What an actor is, in the words of an article."""

    label: str
    """The role words ("spokeswoman", "Defence Minister")."""
    of: str | None = None
    """Organisation, office or person that the role belongs to, as a name."""
    role_class: str = "other"
    """One of the role classes of the contract (head_of_government, minister, spokesperson …)."""
    of_actor: str | None = None
    """IRI of `of`, where it is an actor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Representation:
    """An actor that can stand for a body: the prime minister, "Ottawa" and "the Canadians" for the Government of Canada."""

    body: str
    """IRI of the body that is represented."""
    ground: str
    """Why: office, capital, demonym, country, spokesperson, member."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, body, group or unnamed source."""

    iri: str
    name: str
    """Fullest name known ("Stephen Harper"), without titles."""
    types: tuple[str, ...]
    """Local names of its classes in the ontology, most specific first: Person, Government, Ministry, Party, DiplomaticMission,
    Legislature, Campaign, Media, Court, Company, Document, Group, Country, UnnamedSource, Body, Actor."""
    aliases: tuple[str, ...] = ()
    """Other names found in the text, sorted."""
    represents: tuple[Representation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mandate:
    """An actor holds a role for a time."""

    holder: str
    """Actor IRI."""
    role: Role
    article: str
    """Id of the article that says so."""
    on: date | None = None
    """A day on which it was held (the article's date)."""
    valid_from: date | None = None
    valid_until: date | None = None
    former: bool = False
    """The article says that it was held before ("former", "then-")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words that stand for an actor."""

    first: int
    """Index of the first token."""
    end: int
    """One past the last token."""
    actor: str
    """Actor IRI."""
    kind: str
    """name, nominal or pronoun."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who the source of one attribution is."""

    actor: str
    """Actor IRI."""
    role: Role | None = None
    on_behalf_of: str | None = None
    """IRI of the actor that is spoken for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody in one article."""

    actors: tuple[Actor, ...]
    """Sorted by IRI."""
    mentions: tuple[Mention, ...]
    """Sorted by position; the longest mention of an actor that covers a token speaks for it."""
    speakers: tuple[Speaker | None, ...]
    """One for each attribution of the reading, null where the source cannot be known."""
    mandates: tuple[Mandate, ...]


# --- what ---------------------------------------------------------------------


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


# --- across articles ------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SameActor:
    """A reversible decision that two IRIs name one actor."""

    actor: str
    """The IRI of the shorter or rarer name."""
    same_as: str
    """The IRI that stands for both."""
    score: float
    ground: str
    """Why, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What several statements speak of; each account is (statement IRI, index of its proposition)."""

    iri: str
    event_type: str
    label: str
    plover: str | None = None
    accounts: tuple[tuple[str, int], ...] = ()
    place: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Namesake:
    """A reversible decision that one name is borne by two people; what one of them said and did has an IRI of its own."""

    actor: str
    """The IRI of the one who is told apart."""
    namesake: str
    """The IRI of the one who keeps the name's own."""
    articles: tuple[str, ...]
    """Ids of the articles that speak of the one who is told apart, sorted."""
    score: float
    ground: str
    """Why, in English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CarriedRole:
    """A role that other articles of the same period give to the speaker of a statement whose own article gives none."""

    statement: str
    """Statement IRI."""
    mandate: Mandate
    """What is carried over; its holder is the statement's speaker, `article` and `on` are those of the source."""
    source: Mandate
    """The mandate as that article attests it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What the corpus as a whole says of its parts."""

    same: tuple[SameActor, ...] = ()
    events: tuple[Event, ...] = ()
    namesakes: tuple[Namesake, ...] = ()
    roles: tuple[CarriedRole, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementRelation:
    """Two statements that contradict, agree with, retract or qualify each other, with the reason."""

    iri: str
    relation: str
    """contradicts, disputes, agrees, retracts or qualifies."""
    earlier: str
    """Statement IRI."""
    later: str
    """Statement IRI; of one that answers another, the answer."""
    type: str
    """denial, negation, role_reversal, numeric, temporal, opposite, opposed_position, mismatch; "same_claim" of an agreement."""
    point: str
    """What is in dispute, a few words ("who asked whom for help in Iraq")."""
    rationale: str
    """One or two plain English sentences."""
    confidence: float
    basis: str
    """StatedInSource, RuleInferred, ModelInferred or HumanAsserted."""
    event: str | None = None
    """IRI of the event that both speak of."""
    features: tuple[tuple[str, float], ...] = field(default=())
    """(feature, contribution) of the decision table, largest first."""
    review: str = "candidate"
    """candidate, confirmed or rejected: what people decided."""
    reviews: tuple[str, ...] = ()
    """IRIs of the decisions and notes of people that bear on it, oldest first."""
    found: str | None = None
    """Of one that a person confirmed: the basis on which it was found before; null where the person found it."""


# --- what people decide ----------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """A statement as it stood when somebody decided about it: enough to find it again in a changed article."""

    statement: str
    """Statement IRI at that time."""
    article: str
    """Article id."""
    text: str
    """Its content's words, fragments joined by an ellipsis."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What one person decided or noted, at one moment, about one contradiction; nothing is ever overwritten."""

    iri: str
    by: str
    """Who."""
    at: datetime
    """When, with a zone, to the second."""
    note: str = ""
    """Why."""
    verdict: str | None = None
    """confirmed, rejected, or candidate for "open again"; null for a mere note."""
    earlier: Anchor
    later: Anchor
    relation: str
    """contradicts or disputes, as the person saw or made it."""
    type: str
    point: str
    rationale: str
    added: bool = False
    """The person found it, not the machine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityDecision:
    """What one person decided at one moment about two actors; the later decision on the same two counts."""

    iri: str
    first: str
    """Actor IRI."""
    second: str
    """Actor IRI; of two that are one, the one that stands for both."""
    same: bool
    """Whether they are one actor."""
    articles: tuple[str, ...] = ()
    """Where one name is to be two people: ids of the articles whose `first` is from now on `second`, sorted."""
    by: str
    at: datetime
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """All that people decided, oldest first."""

    reviews: tuple[Review, ...] = ()
    identities: tuple[IdentityDecision, ...] = ()
