"""Claims side by side: whether they speak of one event, and whether with swapped roles.

Two claims meet at the level of bodies: the prime minister,
"Ottawa" and "the Canadians" are one side when each stands for the Government of Canada.
"""

from __future__ import annotations

from kg.compare.claims import Claim
from kg.compare.lexicon import directed
from kg.compare.parties import actors, alike, meets
from kg.compare.words import weight

_TOGETHER = frozenset(["Meet", "Agree", "Negotiate", "Talk", "Discuss", "Cooperate", "Consult", "Marry", "Trade", "Join"])
"""Acts of two who do them together: exchanged, they say the same."""
_SOON = 10
"""Days that are not long."""
WINDOW = 45
"""Two accounts of one event are at most this many days apart."""


def shared(a: Claim, b: Claim) -> float:
    """How much the two are about the same thing: weight of common keys over the lighter of the two, 0 to 1."""
    least = min(weight(a.keys), weight(b.keys))
    return min(1.0, weight(a.keys & b.keys) / least) if least else 0.0


def same_terms(a: Claim, b: Claim, apart: frozenset[str] = frozenset()) -> bool:
    """The two say nearly the same of the same parties; the words of `apart`, which the two may differ in, are left out."""
    left, right = a.keys - apart, b.keys - apart
    both = left & right
    if len(both) < 0.8 * max(len(left), len(right)):
        return False
    doers = alike(a.agent, b.agent)
    if not both:
        return doers and alike(a.recipient, b.recipient)
    if not (meets(a.agent, b.agent) and meets(a.recipient, b.recipient)):
        return False
    return doers or alike(a.undergoer, b.undergoer)


def soon(a: Claim, b: Claim) -> bool:
    """In one article, or said not long after each other: a denial without particulars answers what is fresh."""
    if a.view.article.id == b.view.article.id:
        return True
    return bool(a.view.day and b.view.day) and abs((a.view.day - b.view.day).days) <= _SOON  # type: ignore[operator]


def in_time(a: Claim, b: Claim) -> bool:
    """Said near each other, and with no time words that exclude each other."""
    if a.view.day and b.view.day and abs((a.view.day - b.view.day).days) > WINDOW:
        return False
    return not moved(a, b)


def moved(a: Claim, b: Claim) -> bool:
    """Time words of one granularity that differ and none that agree on it."""
    kinds = {k for k, _ in a.moment} & {k for k, _ in b.moment}
    return any({w for k, w in a.moment if k == kind}.isdisjoint({w for k, w in b.moment if k == kind}) for kind in kinds)


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
    return 1.0 if _turned(a, b) else _opposite_ways(a, b)


def _opposite_ways(a: Claim, b: Claim) -> float:
    """The same for frames that have a direction."""
    kind = directed().get(a.frame)
    if kind in (None, "state") or a.frame != b.frame or not (a.affirmed and b.affirmed):
        return 0.0
    if not (actors(a.agent) and actors(b.agent)) or (alike(a.agent, b.agent) and not _crossed(a, b)) or _both_did(a, b):
        return 0.0
    related = kind != "mutual" or (shared(a, b) >= 0.3 and weight(a.keys & b.keys) >= 0.2)
    if not related or not meets(a.recipient, b.agent) or not meets(b.recipient, a.agent):
        return 0.0
    if not a.recipient or not b.recipient:
        return _inferred(a, b)
    if a.view.actor == b.view.actor and shared(a, b) < 0.3:
        return 0.0
    # Two sides may well have asked each other for two things: then words are shared, or each side speaks of the other.
    return 1.0 if not two_topics(a, b) or own_sides(a, b) else 0.0


def _both_did(a: Claim, b: Claim) -> bool:
    """Two speakers call on each other, two polls have two winners; or what one did for the other the two did together by the
    other account."""
    return (a.performed and b.performed) or (a.view.polled and b.view.polled) or bool(a.beside & b.agent or b.beside & a.agent)


def _turned(a: Claim, b: Claim) -> bool:
    """One act in the same words, with the very actors exchanged; it needs no frame that has a direction."""
    both, either = a.keys & b.keys, a.keys | b.keys
    one = a.verb == b.verb and a.affirmed and b.affirmed and a.frame == b.frame
    return one and a.frame not in _TOGETHER and _crossed(a, b) and weight(both) > 0.3 and len(both) >= 0.8 * len(either)


def _crossed(a: Claim, b: Claim) -> bool:
    """The very actors change places, even where both could stand for one body (two ministers of one government)."""
    return bool(a.doer and b.doer and a.doer != b.doer and a.doer == b.whom and a.whom == b.doer)


def two_topics(a: Claim, b: Claim) -> bool:
    """Both say what it is about, and share no word of it that tells ("help in Iraq", "help with the wildfires")."""
    if min(len(a.keys), len(b.keys)) < 2:
        return False
    return not a.keys & b.keys or (weight(a.keys & b.keys) < 0.25 and min(weight(a.keys - b.keys), weight(b.keys - a.keys)) > 0.4)


def own_sides(a: Claim, b: Claim) -> int:
    """How many of the two speakers are of the side that the other's claim makes the agent; 0 for one speaker."""
    if a.view.actor is None or a.view.actor == b.view.actor:
        return 0
    return bool(a.view.sides & b.agent) + bool(b.view.sides & a.agent)


def _inferred(a: Claim, b: Claim) -> float:
    """The same where a recipient is unknown."""
    later = [c.proposition.tense == "future" for c in (a, b)]
    if a.view.actor is None or a.view.actor == b.view.actor or later[0] != later[1]:
        return 0.0
    likeness = shared(a, b)
    own = own_sides(a, b)
    if not a.recipient and not b.recipient:
        return 0.75 if own == 2 or (own == 1 and likeness > 0.4) else 0.0
    short, other = (b, a) if a.recipient else (a, b)
    present = bool((short.view.sides | short.view.named) & other.agent)
    # A claim with hardly any words leans on what stands around it, which is another story in another article.
    bare = len(short.keys) < 2 and a.view.article.id == b.view.article.id
    return 0.85 if present and (likeness > 0.2 or own or bare) else 0.0


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
    known = alike(a.agent, b.agent) + alike(a.recipient, b.recipient)
    enough = weight(a.keys & b.keys)
    if known == 2 and a.framed:
        return min(1.0, (0.6 if here else 0.3) + 0.5 * likeness)
    if known and a.framed:
        return min(1.0, 0.2 + 0.6 * likeness) if enough > 0.4 else 0.0
    return likeness if enough > 0.9 and (known or a.framed) else 0.0
