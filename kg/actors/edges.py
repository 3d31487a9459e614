"""Where a proper name begins and ends: names that a recognizer cut at a preposition, a title or a bracket made whole."""

from __future__ import annotations

from datetime import date

from kg.actors import roles
from kg.actors.page import Page
from kg.actors.words import listed, mapped
from kg.gazetteer import Gazetteer, key

Run = tuple[int, int, str]
"""First token, end, kind."""

_ALLIANCES = (
    "alliance",
    "coalition",
    "campaign",
    "committee",
    "council",
    "center",
    "centre",
    "foundation",
    "institute",
    "citizens",
    "americans",
)
"""Words that begin names of bodies which go on with "for" or "to"."""


def past_preposition(page: Page, first: int, end: int) -> int:
    """End of a name that was cut behind a preposition ("Committee for | a Responsible Budget")."""
    while end - 1 > first and page.lower(end - 1) in ("for", "of", "on", "to", "in", "and", "a", "the"):
        stop = end + (page.tokens[end].upos == "DET" if end < len(page.tokens) else 0)
        more = stop
        while more < len(page.tokens) and page.tokens[more].form[:1].isupper() and page.sentence[more] == page.sentence[first]:
            more += 1
        if more > stop:
            return more
        end -= 1
    return end


def past_circuit(page: Page, first: int, end: int) -> int:
    """End of a court's name with what it is for ("Court of Appeals | for the Third Circuit")."""
    named = any(page.lower(i) == "court" for i in range(first, end))
    if not named or page.lower(end) != "for" or page.lower(end + 1) != "the":
        return end
    stop = end + 2
    while stop < len(page.tokens) and page.tokens[stop].form[:1].isupper():
        stop += 1
    return stop if stop > end + 2 else end


def past_honorific(page: Page, first: int, end: int) -> tuple[int, int]:
    """The name behind a "Mr." that was taken for one itself."""
    alone = end - first == 1 and page.lower(first).strip(".") in mapped("honorifics") and page.lower(first).endswith(".")
    if not alone or end >= len(page.tokens) or page.tokens[end].upos != "PROPN":
        return first, end
    stop = end
    while stop < len(page.tokens) and page.tokens[stop].upos == "PROPN":
        stop += 1
    return end, stop


def before_preposition(page: Page, first: int, taken: set[int]) -> int:
    """Start of a body's name that was cut at a preposition ("Alliance to | Reclaim Our Schools")."""
    joint = first - 1
    start = joint - 1
    if start < 1 or page.lower(joint) not in ("to", "for") or page.tokens[start].upos != "PROPN" or start in taken:
        return first
    if (
        page.sentence[start] != page.sentence[first]
        or not page.tokens[start].form[:1].isupper()
        or roles.find([page.lower(start)])
    ):
        return first
    return start if key(page.tokens[start].form) in _ALLIANCES else first


def with_articles(page: Page, found: list[Run]) -> list[Run]:
    """Names with the "The" that the recognizer cut off them ("The | Example Post"); one that names nothing goes."""
    made: list[Run] = []
    for first, end, kind in sorted(found):
        if made and made[-1][1] == first and made[-1][1] - made[-1][0] == 1 and page.lower(made[-1][0]) == "the":
            made[-1] = (made[-1][0], end, kind)
        else:
            made.append((first, end, kind))
    return [run for run in made if run[1] - run[0] > 1 or page.lower(run[0]) not in ("the", "a", "an")]


def past_ruler(page: Page, run: Run, gazetteer: Gazetteer, day: date) -> Run:
    """A body without who leads it just now ("the Doe White House", "the Republican Senate")."""
    first, end, kind = run
    if kind == "person" or end - first < 2:
        return run
    rest = {body.kind for body in gazetteer.bodies_called(page.words(first + 1, end))}
    led = "legislature" in rest and key(page.words(first, first + 1)) in mapped("parties")
    ruled = rest & {"office", "ministry"} and gazetteer.ruled(page.words(first, first + 1), day)
    return (first + 1, end, kind) if led or ruled else run


def reigns(page: Page, end: int) -> bool:
    """Whether a name that ends here is of one who ruled ("the Doe administration", "the Doe and Roe White Houses")."""
    if page.lower(end) in ("and", "or") and page.lower(end + 1)[:1].isalpha():
        end += 2
    noun = roles.singular(page.lower(end))
    return noun in listed("reigns") and (noun != "white" or roles.singular(page.lower(end + 1)) == "house")


def whole_body(page: Page, first: int, end: int) -> Run:
    """A body's name without the common nouns before it and an acronym in brackets behind it."""
    while first < end - 1 and page.tokens[first].form.islower():
        first += 1
    bracket = next((i for i in range(first + 1, end) if page.lower(i) in ("(", "-lrb-")), end)
    return first, bracket, "organization"
