"""What people decided about the contradictions of `small_graph`: one confirmed, one rejected, one looked at and left open."""

from __future__ import annotations

from datetime import UTC, datetime

from kg import iris
from kg.model import Anchor, Review
from kg.reviews.recording import record
from kg.store import Store
from tests.small_graph import S

READER = "Ines Calder"


def anchor(side: str, article: str, words: str) -> Anchor:
    return Anchor(statement=S[side], article=article, text=words)


def decision(day: int, verdict: str | None, note: str, earlier: Anchor, later: Anchor, type_: str, point: str) -> Review:
    return Review(
        iri=iris.thing("review", earlier.statement, later.statement, day), by=READER,
        at=datetime(2031, 4, day, 10, 30, tzinfo=UTC), note=note, verdict=verdict, earlier=earlier, later=later,
        relation="contradicts", type=type_, point=point, rationale="As found.",
    )  # fmt: skip


VOSS_SAID = anchor("voss", "courier-1", "Sudrey asked Norland for two ships")
MERK_SAID = anchor("merk", "wire-1", "Norland asked Sudrey for two ships")
LUND_SAID = anchor("lund", "courier-1", "no ship would sail")
VOSS_SAILS = anchor("voss sails", "courier-2", "one ship would sail")
ARNE_SAID = anchor("arne", "wire-1", "“That is false,”")
VOSS_AGAIN = anchor("voss again", "wire-1", "“Sudrey asked us for two ships,”")

REVIEWS = (
    decision(1, "rejected", "Looked alike.", VOSS_SAID, MERK_SAID, "role_reversal", "who asked whom for ships"),
    decision(
        2, "confirmed", "Each names the other as the one who asked.", VOSS_SAID, MERK_SAID, "role_reversal", "who asked whom"
    ),
    decision(3, "rejected", "She speaks of another day.", LUND_SAID, VOSS_SAILS, "negation", "whether a ship would sail"),
    decision(4, None, "Ask the author.", VOSS_AGAIN, ARNE_SAID, "denial", "whether Sudrey asked"),
)


def review(store: Store) -> Store:
    """Writes the decisions down, oldest first."""
    for made in REVIEWS:
        record(store, made)
    return store
