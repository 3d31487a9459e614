"""What people decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


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
