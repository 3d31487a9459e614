"""How values are put into words: days, confidence, the ontology's codes. Registered as filters of the templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final
from urllib.parse import urlencode

from kg import codes
from kg.errors import ShapeError
from kg.store.answer import compact
from kg.terms import PS

QUOTES: Final = tuple('"“”„«»')
"""Marks that a quotation may bring along."""


def written_day(iso: str, precision: str = "day") -> str:
    """An ISO day as people write it, no more exactly than it is known; what is no day stays as it is."""
    try:
        at = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    month = f"{at:%B} {at.year}"
    return {"year": str(at.year), "month": month, "week": f"about {at.day} {month}"}.get(precision, f"{at.day} {month}")


def sure(confidence: float | None) -> str:
    """A confidence in per cent, never rounded up to certainty."""
    if confidence is None:
        return "unknown"
    return "over 99 %" if confidence > 0.99 else f"{100 * confidence:.0f} %"


def quoted(words: str) -> str:
    """Words in quotation marks; as they are where they bring their own."""
    return words if any(mark in words for mark in QUOTES) else f"“{words}”"


def code(iri: str) -> str:
    """A value of the ontology as its code with spaces: "role reversal"; other names in short."""
    for table in _TABLES:
        try:
            return table.code(iri).replace("_", " ")
        except ShapeError:
            continue
    return short(iri)


_TABLES: Final = (
    codes.RELATION_TYPE, codes.KIND, codes.QUOTE_TYPE, codes.SPEECH_ACT, codes.POLARITY, codes.MODALITY, codes.GROUND,
    codes.OFFICE, codes.MENTION_KIND,
)  # fmt: skip

CLASHES: Final[Mapping[str, str]] = {
    "denial": "outright denial",
    "negation": "one affirms, one negates",
    "role_reversal": "roles reversed",
    "numeric": "figures differ",
    "temporal": "times differ",
    "opposite": "opposites",
    "opposed_position": "opposed positions",
    "mismatch": "cannot both be true",
    "same_claim": "the same claim",
}
"""Code of the way in which two statements bear on each other to words for it."""


def clash(type_: str) -> str:
    """In what way two statements bear on each other, given as a code or as the ontology's value."""
    return CLASHES.get(code(type_).replace(" ", "_") if ":" in type_ else type_, "in some way")


def class_name(name: str) -> str:
    """A class in words: `ps:PartyLeader` to "party leader"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.rpartition(":")[2]).lower()


BASIS: Final[Mapping[str, str]] = {
    PS.StatedInSource: "the article itself says so",
    PS.RuleInferred: "found by the table of rules",
    PS.ModelInferred: "found by a trained model",
    PS.HumanAsserted: "a person says so",
}
REVIEW: Final[Mapping[str, str]] = {
    PS.ReviewCandidate: "not reviewed yet",
    PS.ReviewConfirmed: "confirmed by a person",
    PS.ReviewRejected: "rejected by a person",
}


def short(iri: str) -> str:
    """A name with its usual prefix."""
    from pyoxigraph import NamedNode  # terms are made where they are needed

    try:
        return compact(NamedNode(iri))
    except ValueError:
        return iri


def address(path: str, **query: str | int | None) -> str:
    """A path of the explorer with a query, escaped; what is None or empty is left out."""
    given = {name: value for name, value in query.items() if value not in (None, "")}
    return f"{path}?{urlencode(given)}" if given else path


def count(number: int, thing: str, things: str = "") -> str:
    """ "1 article", "1,200 articles"."""
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


FILTERS: Final[Mapping[str, Callable[..., str]]] = {
    "written_day": written_day,
    "sure": sure,
    "quoted": quoted,
    "code": code,
    "clash": clash,
    "class_name": class_name,
    "short": short,
    "basis": lambda iri: BASIS.get(iri, short(iri)),
    "review": lambda iri: REVIEW.get(iri, short(iri)),
    "count": count,
}
"""Name in a template to the function."""
