"""How many statements fall into which stretch of time, as bars."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

MOST: Final = 60
"""Bars that a phone can show."""

HEIGHT: Final = 48
"""Of the highest bar, in units of the drawing; a bar is 8 wide with 2 between."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time with its statements."""

    label: str
    number: int
    x: int
    height: int


def bars(days: Iterable[str]) -> tuple[list[Bar], str]:
    """(bars from the first to the last day, gaps included; "day", "month" or "year"). Empty for fewer than two days."""
    known = sorted(at for at in map(_day, days) if at)
    if not known or known[0] == known[-1]:
        return [], ""
    first, last = known[0], known[-1]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    unit = "day" if (last - first).days < MOST else "month" if months <= MOST else "year"
    counted = Counter(_bucket(at, unit) for at in known)
    top = max(counted.values())
    labels = list(_between(first, last, unit))[-4 * MOST :]
    return [
        Bar(label, counted[label], 10 * n, max(3, round(HEIGHT * counted[label] / top)) if counted[label] else 0)
        for n, label in enumerate(labels)
    ], unit


def _between(first: date, last: date, unit: str) -> Iterable[str]:
    if unit == "day":
        return [(first + timedelta(n)).isoformat() for n in range((last - first).days + 1)]
    if unit == "year":
        return [f"{year:04d}" for year in range(first.year, last.year + 1)]
    return [f"{n // 12:04d}-{n % 12 + 1:02d}" for n in range(first.year * 12 + first.month - 1, last.year * 12 + last.month)]


def _bucket(at: date, unit: str) -> str:
    return at.isoformat()[: {"day": 10, "month": 7, "year": 4}[unit]]


def _day(iso: str) -> date | None:
    try:
        return date.fromisoformat(iso[:10])
    except ValueError:
        return None
