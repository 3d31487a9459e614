"""Propositions made ready for comparison: participants as bodies, words as stems, a denial turned into a negation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.compare.bodies import Bodies, is_first_person
from kg.compare.lexicon import directed
from kg.compare.view import View
from kg.compare.words import STOP, content_stems, stem, stems
from kg.model import Participant, Proposition

_PARTS = {
    "weekday": ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
    "month": [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ],
    "near": ["yesterday", "today", "tomorrow", "tonight"],
}
_UNREAL = {"hypothetical", "intended", "obliged", "possible"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Claim:
    """One proposition of one statement."""

    view: View
    index: int
    """Its place in `statement.propositions`."""
    proposition: Proposition
    frame: str
    """Frame where there is one, the predicate's stems where there is none."""
    verb: frozenset[str]
    """Stems of the predicate."""
    agent: frozenset[str]
    """Sides of who did it: actor IRIs, or words where they stand for no known actor; empty where unknown."""
    recipient: frozenset[str]
    theme: frozenset[str]
    keys: frozenset[str]
    """Stems of what it is about, without the names of its participants."""
    affirmed: bool
    """Polarity, once a denial by the speaker is counted in."""
    moment: frozenset[tuple[str, str]]
    """Time words by granularity: ("weekday", "monday"), ("year", "2012")."""

    @property
    def framed(self) -> bool:
        """A political act, and no mere state or common verb."""
        return self.proposition.event_type not in ("", "Event") and directed().get(self.frame) != "state"

    @property
    def real(self) -> bool:
        """Claimed as a fact, not as a wish, duty or supposition."""
        return self.proposition.modality not in _UNREAL

    @property
    def ref(self) -> tuple[str, int]:
        return self.view.statement.id, self.index


def _sides(view: View, bodies: Bodies, participant: Participant | None) -> frozenset[str]:
    if participant is None or not participant.text.strip():
        return frozenset()
    if participant.actor:
        return bodies.sides(participant.actor)
    if is_first_person(participant.text):
        return view.sides
    words = content_stems(participant.text)
    return frozenset({"words:" + " ".join(sorted(words))}) if words else frozenset()


def moments(text: str | None) -> frozenset[tuple[str, str]]:
    """The calendar words of a text by granularity."""
    found: set[tuple[str, str]] = set()
    for word in re.findall(r"[a-z]+|\d+", (text or "").lower()):
        for kind, names in _PARTS.items():
            if word in names:
                found.add((kind, word))
        if word.isdigit() and len(word) == 4 and 1900 <= int(word) < 2100:
            found.add(("year", word))
        elif word.isdigit() and int(word) <= 31:
            found.add(("day", str(int(word))))
    return frozenset(found)


def claims_of(view: View, bodies: Bodies) -> tuple[Claim, ...]:
    """All propositions of a statement, in their order."""
    denied = view.statement.speech_act == "deny" and not view.statement.negated
    made: list[Claim] = []
    for index, one in enumerate(view.statement.propositions):
        names: set[str] = set()
        for participant in (one.agent, one.recipient):
            if participant and (participant.actor or is_first_person(participant.text)):
                names |= content_stems(participant.text)
        keys = {stem(w) if " " not in k else w for k in one.keys for w in stems(k)}
        made.append(
            Claim(
                view=view,
                index=index,
                proposition=one,
                frame=one.event_type if one.event_type not in ("", "Event") else " ".join(stems(one.predicate)),
                verb=frozenset(stems(one.predicate)),
                agent=_sides(view, bodies, one.agent),
                recipient=_sides(view, bodies, one.recipient),
                theme=content_stems(one.theme.text) if one.theme else frozenset(),
                keys=frozenset(k for k in keys if k not in STOP and len(k) > 1) - names,
                affirmed=(one.polarity != "negated") and not denied,
                moment=moments(one.time),
            )
        )
    return tuple(made)
