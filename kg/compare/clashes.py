"""Whether two claims of one event clash, or say the same: one small test for each way, listed in `CLASHES`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.compare.alignment import meets, moved, same_kind, shared, swapped, together, two_topics
from kg.compare.claims import Claim
from kg.compare.lexicon import directed, opposites
from kg.compare.words import stems, weight
from kg.model import Quantity

_LOW = {"at least", "more than", "over", "no fewer than", "no less than", "minimum of", "above", "upwards of"}
_HIGH = {
    "up to",
    "at most",
    "less than",
    "fewer than",
    "no more than",
    "under",
    "below",
    "as many as",
    "as much as",
    "nearly",
    "almost",
}
_ROUGH = {"about", "around", "approximately", "roughly", "some", "nearly", "almost", "close to", "an estimated", "estimated"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clash:
    """Two claims that cannot both be true, and why."""

    type: str
    left: Claim
    right: Claim
    strength: float
    """0 to 1."""
    point: str
    """What is in dispute, a few words."""


def _what(claim: Claim) -> str:
    one = claim.proposition
    return " ".join((one.theme.text if one.theme and one.theme.text else one.text).split())[:80]


def role_swap(a: Claim, b: Claim) -> Clash | None:
    """A did it to B by one account, B to A by the other."""
    sure = swapped(a, b)
    if not sure or not (a.real and b.real) or not together(a, b):
        return None
    return Clash(
        type="role_reversal",
        left=a,
        right=b,
        strength=sure,
        point=POINTS.get(a.frame, f"who did it to whom: {a.proposition.predicate}"),
    )


POINTS = {
    "Request": "who asked whom",
    "Offer": "who made the offer to whom",
    "Call": "who called whom",
    "Invite": "who invited whom",
    "Attack": "who attacked whom",
    "Invade": "who invaded whom",
    "Threaten": "who threatened whom",
    "Pay": "who paid whom",
    "Win": "who won against whom",
    "Lead": "who leads whom",
    "Start": "who started it",
}


def polarity(a: Claim, b: Claim) -> Clash | None:
    """One says that it happened, the other that it did not."""
    if a.affirmed == b.affirmed or not same_kind(a, b) or not (a.real and b.real) or not together(a, b):
        return None
    if not meets(a.agent, b.agent) or not meets(a.recipient, b.recipient) or a.proposition.tense != b.proposition.tense:
        return None
    known = bool(a.agent & b.agent) + bool(a.recipient & b.recipient)
    likeness, mass = shared(a, b), weight(a.keys & b.keys)
    if known == 2 and (likeness > 0.3 or not a.keys or not b.keys):
        return Clash(type="negation", left=a, right=b, strength=0.9, point=f"whether {_clause(a if a.affirmed else b)}")
    if known and a.framed and likeness >= 0.5 and mass > 0.4:
        return Clash(
            type="negation", left=a, right=b, strength=0.5 + 0.4 * likeness, point=f"whether {_clause(a if a.affirmed else b)}"
        )
    if not (a.framed and known) and likeness >= 0.6 and mass > 0.9 and (known or (not a.agent and not b.agent)):
        return Clash(type="negation", left=a, right=b, strength=0.6, point=f"whether {_clause(a if a.affirmed else b)}")
    return None


def _clause(claim: Claim) -> str:
    text = " ".join(claim.proposition.text.split()).strip(" .,;:“”\"'")
    return text[:90]


def bounds(quantity: Quantity) -> tuple[float, float]:
    """The values that a figure allows ("up to 69": 0 to 69; "about 70": 10 % either way)."""
    value, qualifier = quantity.value, quantity.qualifier.lower().strip()
    if qualifier in _ROUGH:
        return value * 0.85, value * 1.15
    if qualifier in _LOW:
        return value, float("inf")
    if qualifier in _HIGH:
        return 0.0, value
    return value * 0.98, value * 1.02


def figures(a: Claim, b: Claim) -> Clash | None:
    """Different figures for one thing in one unit."""
    if not (a.affirmed and b.affirmed and a.real and b.real and together(a, b)):
        return None
    if not meets(a.agent, b.agent) or not (same_kind(a, b) or a.agent & b.agent):
        return None
    for one in a.proposition.quantities:
        for other in b.proposition.quantities:
            if not one.unit or one.unit != other.unit:
                continue
            low, high = bounds(one)
            least, most = bounds(other)
            about = (a.keys & b.keys) - set(stems(one.unit))
            need = 0.5 if same_kind(a, b) else 0.9
            if (high < least or most < low) and weight(about) > need and shared(a, b) >= 0.5:
                return Clash(
                    type="numeric",
                    left=a,
                    right=b,
                    strength=0.5 + 0.4 * shared(a, b),
                    point=f"how many: {one.text} or {other.text}",
                )
    return None


def times(a: Claim, b: Claim) -> Clash | None:
    """One event on two dates."""
    if not (a.affirmed and b.affirmed and a.real and b.real and same_kind(a, b) and moved(a, b)):
        return None
    alike = bool(a.agent & b.agent) and meets(a.recipient, b.recipient)
    if alike and shared(a, b) >= 0.7 and weight(a.keys & b.keys) > 1.0:
        return Clash(type="temporal", left=a, right=b, strength=0.7, point=f"when: {a.proposition.time} or {b.proposition.time}")
    return None


def places(a: Claim, b: Claim) -> Clash | None:
    """One event in two places that exclude each other."""
    here, there = a.proposition.place, b.proposition.place
    if not here or not there or not (a.affirmed and b.affirmed and a.real and b.real and same_kind(a, b) and together(a, b)):
        return None
    left, right = set(stems(here)), set(stems(there))
    table = opposites()
    against = any(o in right for w in left for o in table.get(w, ()))
    if left & right and not against:
        return None
    if (
        a.agent & b.agent
        and meets(a.recipient, b.recipient)
        and shared(a, b) >= 0.7
        and (against or weight(a.keys & b.keys) > 1.0)
    ):
        return Clash(type="mismatch", left=a, right=b, strength=0.6, point=f"where: {here} or {there}")
    return None


def excludes(a: Claim, b: Claim) -> bool:
    """Whether the predicates are opposites."""
    return not a.verb & b.verb and any(o in b.verb for w in a.verb for o in opposites().get(w, ()))


def antonyms(a: Claim, b: Claim) -> Clash | None:
    """Predicates that exclude each other, said of the same thing."""
    if a.affirmed != b.affirmed or not a.affirmed or not (a.real and b.real) or not together(a, b):
        return None
    if not excludes(a, b):
        return None
    if (
        a.agent
        and b.agent
        and a.agent & b.agent
        and meets(a.recipient, b.recipient)
        and weight(a.keys & b.keys) > 0.4
        and shared(a, b) >= 0.4
    ):
        return Clash(
            type="opposite",
            left=a,
            right=b,
            strength=0.5 + 0.4 * shared(a, b),
            point=f"{a.proposition.predicate} or {b.proposition.predicate}: {_what(a)}",
        )
    return None


CLASHES: tuple[Callable[[Claim, Claim], Clash | None], ...] = (role_swap, polarity, figures, times, places, antonyms)
"""The tests, in the order in which one is preferred to another of equal strength."""


def clashes(left: tuple[Claim, ...], right: tuple[Claim, ...]) -> tuple[Clash, ...]:
    """All clashes between two statements' claims, strongest first; a question claims nothing."""
    if any(c.view.statement.speech_act == "ask" for c in (*left[:1], *right[:1])):
        return ()
    found = [c for a in left for b in right for test in CLASHES if (c := test(a, b))]
    return tuple(sorted(found, key=lambda c: -c.strength))


def _own_side(a: Claim, b: Claim) -> bool:
    """`a` leaves the recipient out, and its speaker is of the side that `b` names as recipient."""
    return not a.recipient and bool(a.view.sides & b.recipient) and not a.view.sides & a.agent


def agreement(left: tuple[Claim, ...], right: tuple[Claim, ...]) -> tuple[float, Claim, Claim] | None:
    """The two claims that say the same with most in common, and how sure that is; null where there is none."""
    best: tuple[float, Claim, Claim] | None = None
    for a in left:
        for b in right:
            if not (a.agent & b.agent) or not meets(a.recipient, b.recipient) or not (a.real and b.real) or not together(a, b):
                continue
            likeness, mass = shared(a, b), weight(a.keys & b.keys)
            if excludes(a, b) and a.affirmed != b.affirmed and mass and (best is None or best[0] < 0.5):
                best = (0.5, a, b)  # "did not lose" and "won"
            if a.affirmed != b.affirmed or not same_kind(a, b):
                continue
            both = bool(a.recipient & b.recipient) or _own_side(a, b) or _own_side(b, a)
            here = a.view.article.id == b.view.article.id
            value = 0.0
            if a.framed and both and (likeness > 0.3 or (here and directed().get(a.frame) == "one_way" and not two_topics(a, b))):
                value = 0.6 + 0.3 * likeness
            elif likeness >= 0.6 and mass > 0.9:
                value = 0.4 + 0.4 * likeness
            elif a.framed and here and likeness >= 0.4 and mass > 0.4:
                value = 0.5
            if value and (best is None or value > best[0]):
                best = (value, a, b)
    return best
