"""Propositions made ready for comparison: participants as bodies, words as stems, a denial turned into a negation."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.compare.bodies import Bodies, is_first_person
from kg.compare.lexicon import canon, directed
from kg.compare.parties import party
from kg.compare.view import View
from kg.compare.words import STOP, content_stems, stem, stems
from kg.model import Participant, Proposition, Quantity

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
DEATH = "Death"
"""Frame of all claims that somebody died."""
_LIFE = frozenset(stems("life lives"))
_DEAD = frozenset([*stems("dead death die killed"), canon(stem("dead"))])
_MOVES = frozenset(["Go", "Get", "Take", "Use"])
"""Frames so wide that only the verb itself tells one act from another ("crossed", "came")."""
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
    """Who did it, as `parties.party` gives it; empty where unknown."""
    recipient: frozenset[str]
    beside: frozenset[str]
    """Who did it together with the agent, in one breath ("the president and his deputy will present …")."""
    undergoer: frozenset[str]
    """Who or what it happened to: the theme, or whoever dies, rises or stays."""
    doer: str | None
    """IRI of the very actor who did it, before the bodies behind it; null where unknown."""
    whom: str | None
    theme: frozenset[str]
    quantities: tuple[Quantity, ...]
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
    def performed(self) -> bool:
        """The speaker did it by saying so, as the cue tells ("called on Sorland to …")."""
        one = self.proposition
        whole = one.span == self.view.statement.attribution.content[0] and self.verb <= {*self.view.cue}
        return whole and self.doer is not None and self.doer == self.view.actor

    @property
    def ref(self) -> tuple[str, int]:
        return self.view.statement.id, self.index


def _very(view: View, bodies: Bodies, participant: Participant | None) -> str | None:
    """IRI of a participant as such; the speaker of "I"."""
    if participant is None:
        return None
    if participant.actor:
        return bodies.of(participant.actor)
    return view.actor if participant.text.lower() in ("i", "me", "myself") else None


def _death(one: Proposition) -> Participant | None:
    """Who died, where the claim is that somebody did: "was killed", "died", "lost their lives", "is dead"."""
    theme = frozenset(stems(one.theme.text)) if one.theme else frozenset[str]()
    if one.event_type == "Kill":
        return one.recipient or one.theme or one.agent
    gone = one.event_type == "Die" or ("lose" in one.predicate and theme & _LIFE) or (one.event_type == "Be" and theme & _DEAD)
    return (one.agent or one.theme) if gone else None


def _undergoer(one: Proposition) -> Participant | None:
    if one.event_type == "Be":
        return one.agent or one.theme
    return one.theme or (one.agent if one.recipient is None else None)


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


def figures_of(view: View, one: Proposition, victim: Participant | None) -> tuple[Quantity, ...]:
    """The figures of a claim; of a death, also those that the text gives for the dead in another clause."""
    if victim is None or one.quantities:
        return one.quantities
    return tuple(
        q
        for other in view.statement.propositions
        for q in other.quantities
        if q.text in victim.text and other.span.start <= one.span.start <= other.span.end
    )


def _denies_all(view: View) -> bool:
    """Whether the cue denies the whole content; a spokesman who says "that is untrue" denies another's words, not his own."""
    statement = view.statement
    return statement.speech_act == "deny" and not statement.negated and bool(view.cues.get("cue.deny"))


_FALSE = frozenset(stems("false untrue lie wrong incorrect nonsense fabrication myth invention hoax"))
_TRUE = frozenset(stems("true correct accurate case"))
_IT = frozenset(["it", "that", "this"])
_SAID = frozenset(stems("claim report allegation accusation charge story rumour rumor assertion suggestion"))


def _overturned(propositions: tuple[Proposition, ...]) -> frozenset[int]:
    """Places of those that another calls false or unproven ("it is not true that …", "the claim that … is a lie", "there is no
    evidence that …")."""
    found: set[int] = set()
    for one in propositions:
        about, verdict = (frozenset(stems(p.text)) if p else frozenset[str]() for p in (one.agent, one.theme))
        false = verdict & (_FALSE if one.polarity == "affirmed" else _TRUE)
        unproven = one.polarity == "negated" and one.theme is not None and _FOUND.match(one.theme.text) is not None
        if (one.event_type == "Be" and false and about & (_IT | _SAID)) or unproven:
            found |= {n for n, p in enumerate(propositions) if p is not one and _inside(p, one)}
    return frozenset(found)


_FOUND = re.compile(r"no (\w+ ){0,2}(evidence|proof|sign|signs|indication|indications|truth)\b", re.IGNORECASE)
"""What there is none of, of that which is not so."""
_UNTIL = frozenset(["until", "till"])


def _affirmed(one: Proposition, overturned: bool, denied: bool) -> bool:
    """Whether the claim is that it is so: what was not done "until May" was done then; who "denied the charge" did deny it."""
    words = one.text.lower().split()
    negated = one.polarity == "negated" and not _UNTIL & set(words[1:])
    return negated == overturned and not (denied and one.event_type != "Deny")


def _inside(one: Proposition, other: Proposition) -> bool:
    return other.span.start <= one.span.start and one.span.end <= other.span.end


def _beside(view: View, bodies: Bodies, one: Proposition) -> frozenset[str]:
    others = (p for p in view.statement.propositions if p is not one and p.span == one.span and p.predicate == one.predicate)
    return frozenset(name for p in others for name in party(view, bodies, p.agent))


def claims_of(view: View, bodies: Bodies) -> tuple[Claim, ...]:
    """All propositions of a statement, in their order."""
    denied = _denies_all(view)
    overturned = _overturned(view.statement.propositions)
    made: list[Claim] = []
    for index, one in enumerate(view.statement.propositions):
        names: set[str] = set()
        for participant in (one.agent, one.recipient):
            if participant and (participant.actor or is_first_person(participant.text)):
                names |= content_stems(participant.text)
        keys = {canon(stem(w) if " " not in k else w) for k in one.keys for w in stems(k)}
        victim = _death(one)
        frame = one.event_type if one.event_type not in ("", "Event") else " ".join(stems(one.predicate))
        if victim is not None:
            frame, keys = DEATH, keys - _LIFE - _DEAD
        elif directed().get(frame) == "state" and frame in _MOVES:
            frame = canon(stem(one.predicate.split()[0]))
        made.append(
            Claim(
                view=view,
                index=index,
                proposition=one,
                frame=frame,
                verb=frozenset(stems(one.predicate)),
                agent=party(view, bodies, one.agent if victim is None or victim is not one.agent else None),
                recipient=party(view, bodies, one.recipient if victim is None else None),
                beside=_beside(view, bodies, one),
                undergoer=party(view, bodies, victim or _undergoer(one)),
                doer=_very(view, bodies, one.agent),
                whom=_very(view, bodies, one.recipient),
                theme=frozenset(map(canon, content_stems(one.theme.text))) if one.theme else frozenset(),
                quantities=figures_of(view, one, victim),
                keys=frozenset(k for k in keys if k not in STOP and len(k) > 1) - names,
                affirmed=_affirmed(one, index in overturned, denied),
                moment=moments(one.time),
            )
        )
    return tuple(made)
