"""Claims side by side: whether they speak of one event, and whether they clash on it.

Each test is a small function of two claims; `CLASHES` lists them. Two claims meet at the level of bodies: the prime minister,
"Ottawa" and "the Canadians" are one side when each stands for the Government of Canada.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.compare.claims import Claim
from kg.compare.lexicon import directed, opposites
from kg.compare.words import stems, weight
from kg.model import Quantity

WINDOW = 45
"""Two accounts of one event are at most this many days apart."""
_LOW = {"at least", "more than", "over", "no fewer than", "no less than", "minimum of", "above", "upwards of"}
_HIGH = {"up to", "at most", "less than", "fewer than", "no more than", "under", "below", "as many as", "as much as", "nearly", "almost"}
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


def shared(a: Claim, b: Claim) -> float:
    """How much the two are about the same thing: weight of common keys over the lighter of the two, 0 to 1."""
    least = min(weight(a.keys), weight(b.keys))
    return min(1.0, weight(a.keys & b.keys) / least) if least else 0.0


def in_time(a: Claim, b: Claim) -> bool:
    """Said near each other, and with no time words that exclude each other."""
    if a.view.day and b.view.day and abs((a.view.day - b.view.day).days) > WINDOW:
        return False
    return not moved(a, b)


def moved(a: Claim, b: Claim) -> bool:
    """Time words of one granularity that differ and none that agree on it."""
    kinds = {k for k, _ in a.moment} & {k for k, _ in b.moment}
    return any({w for k, w in a.moment if k == kind}.isdisjoint({w for k, w in b.moment if k == kind}) for kind in kinds)


def meets(a: frozenset[str], b: frozenset[str]) -> bool:
    """One side, or not known to be two."""
    return not a or not b or bool(a & b)


def same_kind(a: Claim, b: Claim) -> bool:
    """One frame, or the same predicate where no frame fits."""
    return a.frame == b.frame and bool(a.frame)


def together(a: Claim, b: Claim) -> bool:
    """Whether nothing speaks against one event: time, and themes that have nothing in common in two articles."""
    if not in_time(a, b):
        return False
    here = a.view.article.id == b.view.article.id
    apart = len(a.keys) > 2 and len(b.keys) > 2 and not a.keys & b.keys
    return not apart or here


def swapped(a: Claim, b: Claim) -> float:
    """How surely one claim's agent is the other's recipient and the other way round, 0 to 1.

    An unknown recipient is taken for the other side where exactly two sides are in play: each of two speakers says that the
    other's side did it, or one claim names both sides and the other's speaker or words bring in the second.
    """
    kind = directed().get(a.frame)
    if kind is None or a.frame != b.frame or not (a.agent and b.agent) or a.agent & b.agent or not (a.affirmed and b.affirmed):
        return 0.0
    if any(s.startswith("words:") for s in a.agent | b.agent):
        return 0.0
    if not meets(a.recipient, b.agent) or not meets(b.recipient, a.agent):
        return 0.0
    known = bool(a.recipient) + bool(b.recipient)
    likeness = shared(a, b)
    if kind == "mutual" and likeness < 0.3:
        return 0.0
    if known == 2:
        return 1.0
    if a.view.actor is None or a.view.actor == b.view.actor:
        return 0.0
    own = bool(a.view.sides & b.agent) + bool(b.view.sides & a.agent)
    if known == 1:
        short = a if not a.recipient else b
        other = b if short is a else a
        present = bool(short.view.sides & other.agent) or bool(short.view.named & other.agent)
        return 0.85 if present and (likeness > 0.2 or own or len(short.keys) < 2) else 0.0
    return 0.75 if own == 2 or (own == 1 and likeness > 0.4) else 0.0


def one_event(a: Claim, b: Claim) -> float:
    """How surely two claims are accounts of one event, 0 to 1; the roles of the accounts may be swapped."""
    if not (same_kind(a, b) and together(a, b)) or a.ref == b.ref:
        return 0.0
    likeness = shared(a, b)
    here = a.view.article.id == b.view.article.id
    turned = swapped(a, b)
    if turned:
        return min(1.0, turned * (0.8 if here else 0.4) + 0.5 * likeness)
    if not meets(a.agent, b.agent) or not meets(a.recipient, b.recipient):
        return 0.0
    known = bool(a.agent and b.agent) + bool(a.recipient and b.recipient)
    enough = weight(a.keys & b.keys)
    if known == 2 and a.framed:
        return min(1.0, (0.6 if here else 0.3) + 0.5 * likeness)
    if known and a.framed:
        return min(1.0, 0.2 + 0.6 * likeness) if enough > 0.4 else 0.0
    return likeness if enough > 0.9 and (known or a.framed) else 0.0


# --- clashes --------------------------------------------------------------------


def _what(claim: Claim) -> str:
    one = claim.proposition
    return " ".join((one.theme.text if one.theme and one.theme.text else one.text).split())[:80]


def role_swap(a: Claim, b: Claim) -> Clash | None:
    """A did it to B by one account, B to A by the other."""
    sure = swapped(a, b)
    if not sure or not (a.real and b.real) or not together(a, b):
        return None
    return Clash(type="role_reversal", left=a, right=b, strength=sure, point=POINTS.get(a.frame, f"who did it to whom: {a.proposition.predicate}"))


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
        return Clash(type="negation", left=a, right=b, strength=0.5 + 0.4 * likeness, point=f"whether {_clause(a if a.affirmed else b)}")
    if not (a.framed and known) and likeness >= 0.6 and mass > 0.9 and (known or not a.agent and not b.agent):
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
                return Clash(type="numeric", left=a, right=b, strength=0.5 + 0.4 * shared(a, b), point=f"how many: {one.text} or {other.text}")
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
    if a.agent & b.agent and meets(a.recipient, b.recipient) and shared(a, b) >= 0.7 and (against or weight(a.keys & b.keys) > 1.0):
        return Clash(type="mismatch", left=a, right=b, strength=0.6, point=f"where: {here} or {there}")
    return None


def antonyms(a: Claim, b: Claim) -> Clash | None:
    """Predicates that exclude each other, said of the same thing."""
    if a.affirmed != b.affirmed or not a.affirmed or not (a.real and b.real) or not together(a, b):
        return None
    left, right = set(stems(a.proposition.predicate)), set(stems(b.proposition.predicate))
    table = opposites()
    if left & right or not any(o in right for w in left for o in table.get(w, ())):
        return None
    if a.agent and b.agent and a.agent & b.agent and meets(a.recipient, b.recipient) and weight(a.keys & b.keys) > 0.4 and shared(a, b) >= 0.4:
        return Clash(type="opposite", left=a, right=b, strength=0.5 + 0.4 * shared(a, b), point=f"{a.proposition.predicate} or {b.proposition.predicate}: {_what(a)}")
    return None


CLASHES: tuple[Callable[[Claim, Claim], Clash | None], ...] = (role_swap, polarity, figures, times, places, antonyms)
"""The tests, in the order in which one is preferred to another of equal strength."""


def clashes(left: tuple[Claim, ...], right: tuple[Claim, ...]) -> tuple[Clash, ...]:
    """All clashes between two statements' claims, strongest first."""
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
            if a.affirmed != b.affirmed or not same_kind(a, b) or not (a.real and b.real) or not together(a, b):
                continue
            if not (a.agent & b.agent) or not meets(a.recipient, b.recipient):
                continue
            likeness, mass = shared(a, b), weight(a.keys & b.keys)
            both = bool(a.recipient & b.recipient) or _own_side(a, b) or _own_side(b, a)
            here = a.view.article.id == b.view.article.id
            value = 0.0
            if a.framed and both and (here or likeness > 0.3):
                value = 0.6 + 0.3 * likeness
            elif likeness >= 0.6 and mass > 0.9:
                value = 0.4 + 0.4 * likeness
            elif a.framed and here and likeness >= 0.4 and mass > 0.4:
                value = 0.5
            if value and (best is None or value > best[0]):
                best = (value, a, b)
    return best
