"""Whether two statements make the same claim."""

from __future__ import annotations

from kg.compare.alignment import same_kind, shared, together, two_topics
from kg.compare.claims import Claim
from kg.compare.clashes import excludes
from kg.compare.lexicon import directed
from kg.compare.measures import bounds
from kg.compare.parties import alike, meets
from kg.compare.words import weight


def _own_side(a: Claim, b: Claim) -> bool:
    """`a` leaves the recipient out, and its speaker is of the side that `b` names as recipient."""
    return not a.recipient and bool(a.view.sides & b.recipient) and not a.view.sides & a.agent


def agreement(left: tuple[Claim, ...], right: tuple[Claim, ...]) -> tuple[float, Claim, Claim] | None:
    """The two claims that say the same with most in common, and how sure that is; null where there is none."""
    best: tuple[float, Claim, Claim] | None = None
    for a in left:
        for b in right:
            if not alike(a.agent, b.agent) or not meets(a.recipient, b.recipient):
                continue
            if not (a.real and b.real) or not together(a, b) or _other_figures(a, b):
                continue
            value = _likeness(a, b)
            if value and (best is None or value > best[0]):
                best = (value, a, b)
    return best


def _other_figures(a: Claim, b: Claim) -> bool:
    """Both give figures in one unit, and no two that can be one: a forecast of 4 percent is not borne out by 7."""
    pairs = [(bounds(x), bounds(y)) for x in a.quantities for y in b.quantities if x.unit == y.unit]
    return bool(pairs) and all(high < least or most < low for (low, high), (least, most) in pairs)


def _likeness(a: Claim, b: Claim) -> float:
    likeness, mass = shared(a, b), weight(a.keys & b.keys)
    if a.affirmed != b.affirmed or not same_kind(a, b):
        return 0.5 if excludes(a, b) and a.affirmed != b.affirmed and mass else 0.0  # "did not lose" and "won"
    both = alike(a.recipient, b.recipient) or _own_side(a, b) or _own_side(b, a)
    here = a.view.article.id == b.view.article.id
    one_way = here and directed().get(a.frame) == "one_way" and not two_topics(a, b)
    if a.framed and both and (likeness > 0.3 or one_way):
        return 0.6 + 0.3 * likeness
    if likeness >= 0.6 and mass > 0.9:
        return 0.4 + 0.4 * likeness
    return 0.5 if a.framed and here and likeness >= 0.4 and mass > 0.4 else 0.0
