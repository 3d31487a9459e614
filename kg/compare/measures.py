"""Clashes of figures, times and places: one thing measured in two ways."""

from __future__ import annotations

import re

from kg.compare.alignment import moved, same_kind, same_terms, shared
from kg.compare.claims import DEATH, Claim
from kg.compare.clash import Clash, are_facts, both_happened
from kg.compare.lexicon import canon, opposites
from kg.compare.parties import alike, meets
from kg.compare.words import STOP, stem, stems, weight
from kg.model import Quantity

_LOW = frozenset(["at least", "more than", "over", "no fewer than", "no less than", "minimum of", "above", "upwards of"])
_HIGH = frozenset(
    ["up to", "at most", "less than", "fewer than", "no more than", "not more than", "under", "below", "as many as", "as much as"]
)
_ROUGH = frozenset(
    ["about", "around", "approximately", "roughly", "some", "nearly", "almost", "close to", "an estimated", "estimated"]
)
_SPATIAL = frozenset(["over", "inside", "outside", "within", "in", "above", "near"])
_EVERYBODY = frozenset(stem(w) for w in ("people", "person", "man", "son", "body", "life", "human", ""))
"""Units that count anybody."""


def bounds(quantity: Quantity, affirmed: bool = True) -> tuple[float, float]:
    """The values that a figure allows ("up to 69": 0 to 69; "about 70": 15 % either way; "not more than 69": 0 to 69)."""
    value, qualifier = quantity.value, quantity.qualifier.lower().strip()
    if qualifier in _ROUGH:
        return value * 0.85, value * 1.15
    if qualifier in (_LOW if affirmed else _HIGH):
        return value, float("inf")
    if qualifier in (_HIGH if affirmed else _LOW):
        return 0.0, value
    return (value * 0.98, value * 1.02) if affirmed else (0.0, float("inf"))


def _one_unit(a: Claim, b: Claim, one: Quantity, other: Quantity) -> bool:
    left, right = canon(stem(one.unit)), canon(stem(other.unit))
    if a.frame == DEATH == b.frame:
        return left == right or left in _EVERYBODY or right in _EVERYBODY
    return bool(left) and left == right


_OTHERS = re.compile(r"\b(others?|additional|more(?! than))\b", re.IGNORECASE)


def _beside_others(claim: Claim, one: Quantity) -> bool:
    """Whether the figure leaves somebody out ("the envoy and three other guests")."""
    after = claim.proposition.text.partition(one.text)[2].split()
    return _OTHERS.search(" ".join([one.text, *after[:1]])) is not None


_FORECAST = frozenset(stems("forecast predict project expect foresee anticipate projection prediction expectation"))


def _foretold(claim: Claim) -> bool:
    """A forecast that did not come true contradicts nobody."""
    return bool(_FORECAST & set(claim.view.cue))


def _told(one: Quantity, other: Claim) -> bool:
    """Whether the other's statement has this figure too, in whatever clause."""
    return any((q.value, q.unit) == (one.value, one.unit) for p in other.view.statement.propositions for q in p.quantities)


def figures(a: Claim, b: Claim) -> Clash | None:
    """Different figures for one thing in one unit."""
    if not are_facts(a, b) or not meets(a.agent, b.agent) or _foretold(a) != _foretold(b):
        return None
    dead = a.frame == DEATH == b.frame
    if not (same_kind(a, b) or alike(a.agent, b.agent)) or (dead and not meets(a.undergoer, b.undergoer)):
        return None
    if a.view.polled and b.view.polled:
        return None  # two polls, or two questions of one
    if {(q.value, q.unit) for q in a.quantities} & {(q.value, q.unit) for q in b.quantities}:
        return None  # one list of figures, told twice
    for one in a.quantities:
        for other in b.quantities:
            if _told(one, b) or _told(other, a):
                continue
            if _beside_others(a, one) != _beside_others(b, other) or not _one_unit(a, b, one, other):
                continue
            low, high = bounds(one, a.affirmed)
            least, most = bounds(other, b.affirmed)
            about = (a.keys & b.keys) - ({canon(s) for s in stems(one.unit)} if not dead else set())
            need = 0.5 if same_kind(a, b) else 0.9
            # Shares of the people asked are many in one poll: only one question in the same words has one answer.
            share = one.unit == "percent"
            bound = not share and weight(about) > need and shared(a, b) >= (0.3 if dead else 0.5)
            terms = not dead and bool(about) and same_kind(a, b) and same_terms(a, b)
            if (high < least or most < low) and (bound or terms):
                strength = 0.55 + 0.35 * shared(a, b)
                return Clash(type="numeric", left=a, right=b, strength=strength, about=(one.text, other.text))
    return None


def times(a: Claim, b: Claim) -> Clash | None:
    """One event on two dates."""
    if not (a.affirmed and b.affirmed and a.real and b.real and same_kind(a, b) and moved(a, b)) or _foretold(a) != _foretold(b):
        return None
    one = alike(a.agent, b.agent) or (meets(a.agent, b.agent) and alike(a.undergoer, b.undergoer))
    bound = shared(a, b) >= 0.7 and weight(a.keys & b.keys) > 1.0
    if one and meets(a.recipient, b.recipient) and (bound or (a.verb == b.verb and same_terms(a, b))):
        about = (a.proposition.time or "", b.proposition.time or "")
        return Clash(type="temporal", left=a, right=b, strength=0.7, about=about)
    return None


def _places(claim: Claim) -> list[str]:
    """Where, in the words of the claim; "was over Norland territory" has its place as predicate.

    "From Sorland" is where something comes from.
    """
    one = claim.proposition
    said = one.theme.text.split(",")[0] if one.event_type == "Be" and one.theme and claim.view.article.words(one.span) else ""
    where = said if any(w in _SPATIAL for w in one.text.lower().split()) and any(w[:1].isupper() for w in said.split()) else ""
    return [p for p in (one.place, where) if p and not re.search(rf"\bfrom {re.escape(p)}", one.text)]


def places(a: Claim, b: Claim) -> Clash | None:
    """One event in two places that exclude each other; of a thing that the two speakers place in two countries, even where the
    verbs differ ("was over Norland", "was hit over Sorland")."""
    if not both_happened(a, b):
        return None
    found = [c for here in _places(a) for there in _places(b) if (c := _apart(a, b, here, there))]
    return found[0] if found else None


def _apart(a: Claim, b: Claim, here: str, there: str) -> Clash | None:
    left, right = set(stems(here)), set(stems(there))
    against = any(o in right for w in left for o in opposites().get(w, ()))
    if not against and ((left & right) - STOP or {w[:4] for w in left - STOP} & {w[:4] for w in right - STOP}):
        return None  # "over Syria", "in Syrian airspace"
    if (b.keys & left) - right - STOP or (a.keys & right) - left - STOP:
        return None  # "fell into the Lisse bay", "rose near Ravna and fell into the Lisse bay"
    if not (alike(a.agent, b.agent) or alike(a.undergoer, b.undergoer)) or not meets(a.recipient, b.recipient):
        return None
    mass, kind, names = weight(a.keys & b.keys), same_kind(a, b), _named(here) and _named(there)
    bound = kind and shared(a, b) >= 0.7
    elsewhere = a.view.article.id == b.view.article.id and a.view.actor != b.view.actor and _country(here) and _country(there)
    grounds = (
        (bound and against, 0.65),
        (kind and names and same_terms(a, b, frozenset(left | right)), 0.65),
        (against and alike(a.undergoer, b.undergoer) and mass > 0.2, 0.6),
        (elsewhere and mass > 0.3, 0.6),
        (bound and mass > 1.0, 0.5),
    )
    strength = next((value for holds, value in grounds if holds), 0.0)
    return Clash(type="mismatch", left=a, right=b, strength=strength, about=(here, there)) if strength else None


def _named(place: str) -> bool:
    """Whether the place has a name of its own."""
    return any(w[:1].isupper() for w in place.split())


def _country(place: str) -> bool:
    """Whether the place is described by a name ("over Norland territory")."""
    return any(w[:1].isupper() for w in place.split()[:-1])
