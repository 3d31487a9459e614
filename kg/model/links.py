"""What holds between articles: who is one, what is one event, who contradicts whom."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.model.actors import Mandate


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
