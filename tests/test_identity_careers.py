"""A role that one article gives helps another of the same period, and never one outside it."""

from __future__ import annotations

from datetime import date

import pytest

from kg.compare.careers import PERIOD, held_on
from kg.model import Mandate, Role

MINISTER = Role(label="Finance Minister", of="Norland", role_class="minister")
GOVERNOR = Role(label="governor", of="Bank of Norland", role_class="official")


def told(role: Role, day: date, *, former: bool = False, until: date | None = None) -> tuple[Mandate, date]:
    held = Mandate(holder="x:osk", role=role, article=str(day), on=None if former else day, former=former, valid_until=until)
    return held, day


FEBRUARY, MAY, JULY = date(2031, 2, 20), date(2031, 5, 20), date(2031, 7, 2)
BOTH = (told(MINISTER, FEBRUARY), told(GOVERNOR, JULY))


@pytest.mark.parametrize(
    ("attested", "day", "role"),
    [
        (BOTH, date(2031, 3, 4), MINISTER),
        (BOTH, date(2031, 8, 14), GOVERNOR),
        (BOTH, date(2031, 6, 28), GOVERNOR),
        (BOTH, date(2031, 4, 28), None),
        (BOTH, date(2030, 2, 20), None),
        (BOTH, date(2031, 11, 30), None),
        (BOTH[:1], date(2031, 6, 20), MINISTER),
        (BOTH[:1], date(2031, 6, 21), None),
        ((*BOTH[:1], told(MINISTER, date(2031, 4, 1), former=True)), date(2031, 4, 20), None),
        ((*BOTH[:1], told(MINISTER, date(2031, 4, 1), former=True)), date(2031, 3, 20), MINISTER),
        ((told(MINISTER, FEBRUARY, until=date(2031, 3, 1)),), date(2031, 3, 4), None),
        ((told(Role(label="neighbour", role_class="citizen"), FEBRUARY),), FEBRUARY, None),
        ((*BOTH[:1], told(MINISTER, MAY), told(GOVERNOR, MAY)), date(2031, 4, 1), MINISTER),
        ((), FEBRUARY, None),
    ],
    ids=[
        "soon after", "after the change", "just before the change", "midway between two", "a year before", "long after",
        "the last day of the period", "the day after it", "former by then", "not yet former", "beyond its end", "no office",
        "both sides agree", "nothing known",
    ],
)  # fmt: skip
def test_the_role_of_a_day(attested: tuple[tuple[Mandate, date], ...], day: date, role: Role | None) -> None:
    """The nearest article decides; where it cannot be known, no role is given."""
    found = held_on(attested, day)
    assert (found.role if found else None) == role
    backwards = held_on(attested[::-1], day)
    assert (backwards.role if backwards else None) == role


def test_the_period_is_what_the_cases_say() -> None:
    """The two cases at the edge of the period stand exactly there."""
    assert (date(2031, 6, 20) - FEBRUARY).days == PERIOD
