"""Dates as files write them, to days.

Rules, in order: ISO 8601; seconds or milliseconds since 1970, as UTC; then what python-dateutil understands. The day is the one
written, not that of another time zone. Of a date in figures (3/4/2014) the month comes first where both readings are possible, as
in American English, and a note says so; where only one is possible (25/9/2014) that one is taken. A date that lacks its day,
month or year is no date: nothing is filled in.
"""

from __future__ import annotations

import math
import re
import warnings
from datetime import UTC, date, datetime

FIRST_SECOND = 1e8
"""Smaller numbers are no seconds since 1970 (it is March 1973)."""
FIRST_MILLISECOND = 1e11

_FIGURES = re.compile(r"\s*(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d\d)\b")
_ISO_DAY = re.compile(r"\s*(\d{4}-\d\d-\d\d)(?:$|[T\s])")
_DEFAULTS = (datetime(2000, 1, 1), datetime(2001, 2, 2))
"""What the parser fills gaps with; a date that depends on it has gaps."""


def day(value: object) -> tuple[date | None, str]:
    """The day of `value` (date, number or words), null where it is none, and a note for the user, empty where all is clear."""
    if isinstance(value, datetime):
        return value.date(), ""
    if isinstance(value, date):
        return value, ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _since_1970(float(value))
    words = str(value).strip()
    try:
        return date.fromisoformat(iso[1] if (iso := _ISO_DAY.match(words)) else words), ""
    except ValueError:
        pass
    if re.fullmatch(r"\d{9,13}(\.\d+)?", words):
        return _since_1970(float(words))
    return _parsed(words)


def _since_1970(seconds: float) -> tuple[date | None, str]:
    if not math.isfinite(seconds) or seconds < FIRST_SECOND:
        return None, f"date {seconds:g} not understood"
    try:
        return datetime.fromtimestamp(seconds / 1000 if seconds >= FIRST_MILLISECOND else seconds, UTC).date(), ""
    except (ValueError, OverflowError, OSError):
        return None, f"date {seconds:g} not understood"


def _parsed(words: str) -> tuple[date | None, str]:
    from dateutil import parser  # most inputs have ISO dates and never need it

    shown = words if len(words) <= 40 else words[:39] + "…"
    found = set()
    for default in _DEFAULTS:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # an unknown time zone ("ET") does not change the day that is written
                found.add(parser.parse(words, default=default).date())
        except (ValueError, OverflowError, TypeError):
            return None, f"date {shown!r} not understood"
    if len(found) > 1:
        return None, f"date {shown!r} names no single day"
    figures = _FIGURES.match(words)
    unsure = figures and int(figures[1]) <= 12 and int(figures[2]) <= 12 and figures[1] != figures[2]
    (only,) = found
    return only, f"date {shown!r} read month first, as {only}" if unsure else ""
