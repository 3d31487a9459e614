"""Who: actors, the offices they hold, and whose words a statement is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


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
