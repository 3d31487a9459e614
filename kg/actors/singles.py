"""What names of one word are: a country, a body, a firm or somebody's family name, by how the whole text uses them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from kg.actors import families
from kg.actors.edges import Run
from kg.actors.page import Page
from kg.gazetteer import Gazetteer, key


def settled(page: Page, found: Sequence[Run], gazetteer: Gazetteer, day: date) -> list[Run]:
    """The names, those of one word with the kind that the text as a whole gives them."""
    alone = Counter((page.lower(first), kind) for first, end, kind in found if end - first == 1)
    peoples = {
        w for (w, kind), n in alone.items()
        if kind == "nationality" and (n >= alone[w, "person"] or gazetteer.adjective(w) or gazetteer.people(w))
    }  # fmt: skip
    out = [(a, b, "nationality" if b - a == 1 and page.lower(a) in peoples else kind) for a, b, kind in found]
    in_full = {key(page.words(i, i + 1)) for a, b, kind in out if kind == "person" and b - a > 1 for i in range(a, b)}
    # "Jordan" is the country unless somebody of that name is named in full.
    out = _no_persons(out, "place", lambda i: _word(page, i) not in in_full and bool(gazetteer.country(page.words(i, i + 1))))
    # "Fox" is the body, unless somebody of that name is named in full or addressed by it.
    out = _no_persons(out, "organization", lambda i: families.is_body(page, i, in_full, gazetteer, day))
    # "Falk" after "Falk Ferries" is the company, unless it is mostly taken for a person.
    uses, begins = _uses(page, out), _beginnings(page, out)
    firms = {w for w, person in uses if not person and w in begins - in_full and uses[w, False] > uses[w, True]}
    return _no_persons(out, "organization", lambda i: _word(page, i) in firms)


def family_names(page: Page, found: Sequence[Run], gazetteer: Gazetteer) -> set[str]:
    """The family names of the text: those of full names, and single words that are persons.

    A name of one word counts where it is taken for a person throughout: a country's may be mistaken for one now and then. So may
    one that was mistaken for something else now and then, where no country or body has that name or begins with it.
    """
    uses, begins = _uses(page, found), _beginnings(page, found)
    others = {
        w
        for (w, person), n in uses.items()
        if not person and (n >= uses[w, True] or w in begins or families.is_thing(w, gazetteer))
    }
    return {
        _word(page, end - 1)
        for first, end, kind in found
        if kind == "person" and (end - first > 1 or _word(page, first) not in others)
    }


def words(page: Page, found: Sequence[Run]) -> set[str]:
    """All names of one word."""
    return {_word(page, first) for first, end, _ in found if end - first == 1}


def _no_persons(found: Sequence[Run], kind: str, holds: Callable[[int], bool]) -> list[Run]:
    """The names, those of `kind` that one word makes a person; `holds` is asked of the word's place."""
    return [(a, b, kind if was == "person" and b - a == 1 and holds(a) else was) for a, b, was in found]


def _word(page: Page, i: int) -> str:
    return key(page.words(i, i + 1))


def _uses(page: Page, found: Sequence[Run]) -> Counter[tuple[str, bool]]:
    """How often each word that is a name by itself is taken for a person, and how often not."""
    return Counter((_word(page, first), kind == "person") for first, end, kind in found if end - first == 1)


def _beginnings(page: Page, found: Sequence[Run]) -> set[str]:
    """First words of the longer names that are no person's."""
    return {_word(page, first) for first, end, kind in found if kind != "person" and end - first > 1}
