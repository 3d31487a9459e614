"""Every noun of the project: frozen values that the stages hand on.

Offsets are Unicode code points into `Article.text`, end exclusive. Token positions are indices into `Reading.tokens`.
Actors, statements and events are named by IRI strings, made in `kg.iris`.
"""

from kg.model.actors import Actor, Cast, Mandate, Mention, Representation, Role, Speaker
from kg.model.decisions import Anchor, Decisions, IdentityDecision, Review
from kg.model.links import CarriedRole, Event, Links, Namesake, SameActor, StatementRelation
from kg.model.reading import Article, Attribution, Name, Reading, Span, Token
from kg.model.statements import Extraction, Mission, Participant, Proposition, Quantity, Statement

__all__ = [
    "Actor",
    "Anchor",
    "Article",
    "Attribution",
    "CarriedRole",
    "Cast",
    "Decisions",
    "Event",
    "Extraction",
    "IdentityDecision",
    "Links",
    "Mandate",
    "Mention",
    "Mission",
    "Name",
    "Namesake",
    "Participant",
    "Proposition",
    "Quantity",
    "Reading",
    "Representation",
    "Review",
    "Role",
    "SameActor",
    "Span",
    "Speaker",
    "Statement",
    "StatementRelation",
    "Token",
]
