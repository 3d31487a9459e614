"""Offices by whose holders' bare names news speaks of them, and the cells of the table of holders."""

from __future__ import annotations

from datetime import date, timedelta

from kg.gazetteer.facts import Holding

RANK = (
    "President",
    "Prime Minister",
    "Chancellor",
    "presidential candidate",
    "Leader",
    "Vice President",
    "vice presidential candidate",
    "Supreme Leader",
    "Secretary of State",
    "Secretary General",
    "Speaker of the House of Representatives",
    "Senate Majority Leader",
    "Taoiseach",
    "First Minister",
    "Foreign Minister",
    "Foreign Secretary",
    "leader",
    "King",
    "Queen",
    "Pope",
)
"""Offices whose holders news may call by a bare family name that the article does not explain, the best known first."""


RULES = ("President", "Prime Minister", "Chancellor", "Taoiseach")
"""Offices whose holder's name an administration bears."""
LATELY = timedelta(days=2 * 365)
"""Time after an office or a candidacy in which news still calls somebody by the bare family name."""
REMEMBERED = timedelta(days=20 * 365)
"""The same for who ruled the country of the article."""


def rank(holding: Holding) -> int:
    """Place of an office of `RANK` in it; ValueError for others."""
    return RANK.index(holding.office)


def last_name(name: str) -> str:
    """The family name's last word, without what follows it ("Jr.")."""
    words = [p for p in name.split() if p.casefold() not in ("jr.", "jr", "sr.", "ii", "iii", "xiv", "xvi")]
    return words[-1] if words else name


def day(cell: str, *, first: bool) -> date:
    """The day of a cell "YYYY", "YYYY-MM" or "YYYY-MM-DD": the first or the last that it can be; `date.max` where it is empty."""
    if not cell:
        return date.max
    year, month, number = (*cell.split("-"), "", "")[:3]
    if number:
        return date(int(year), int(month), int(number))
    if month:
        return date(int(year), int(month), 1 if first else 28)
    return date(int(year), 1, 1) if first else date(int(year), 12, 31)
