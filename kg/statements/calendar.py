"""Days named by time words: calendar arithmetic over the day of publication.

Month lengths, leap years and the names of months are dateutil's; which of two possible days is meant is decided here, for
news text: "on Wednesday" is the last Wednesday, never the next. Each resolver takes the match of its rule and the day of
publication, and gives a day (null where it cannot be fixed) and a precision, or null where no past day is named.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import cache

Found = tuple[date | None, str] | None

DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WEEKDAY = {name: i for i, name in enumerate(DAYS.split("|"))}
COUNT = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9}
COUNT |= {"ten": 10, "eleven": 11, "twelve": 12, "a couple of": 2, "couple of": 2, "a few": 3, "several": 3}
_SEASON = {"winter": 1, "spring": 4, "summer": 7, "fall": 10, "autumn": 10}


def full_date(match: re.Match[str], published: date | None) -> Found:
    """A month and a day; without a year the latest before publication; none where such a day is to come within half a year."""
    words = match.group(0).replace("Sept.", "Sep")
    named = match.groupdict().get("year")
    if named is None and published is None:
        return None, "day"
    base = datetime(int(named) if named else published.year if published else 1, 1, 1)
    from dateutil.parser import ParserError, parse  # 40 ms, only for those who read articles

    try:
        day = parse(words, default=base).date()
    except (ParserError, OverflowError, ValueError):
        return None
    if named is None and published and day > published:
        if day - published < timedelta(days=183):
            return None
        day = _back(day, years=1)
    return day, "day"


def numeric(match: re.Match[str], published: date | None) -> Found:
    """A date in figures; none where there is no such day."""
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])), "day"
    except ValueError:
        return None


def weekday(match: re.Match[str], published: date | None) -> Found:
    """The last such day on or before publication; "last Monday" is never the day itself."""
    if published is None:
        return None, "day"
    back = (published.weekday() - _WEEKDAY[match["weekday"].capitalize()]) % 7
    if back == 0 and (match["which"] or "").lower().startswith(("last", "past")):
        back = 7
    if (match["which"] or "").lower().startswith("a week ago"):
        back += 7
    return published - timedelta(days=back), "day"


def days_back(days: int) -> Callable[[re.Match[str], date | None], Found]:
    """A resolver for a fixed number of days before publication ("yesterday")."""

    def resolve(match: re.Match[str], published: date | None) -> Found:
        return (published - timedelta(days=days) if published else None), "day"

    return resolve


def weekend(match: re.Match[str], published: date | None) -> Found:
    """The last Saturday before publication."""
    if published is None:
        return None, "day"
    back = (published.weekday() - _WEEKDAY["Saturday"]) % 7
    return published - timedelta(days=back + (7 if match["which"].lower() == "last" and back <= 1 else 0)), "week"


def unit(match: re.Match[str], published: date | None) -> Found:
    """ "last week", "earlier this month", "this year"."""
    if published is None:
        return None, match["unit"].lower()
    last = match["which"].lower() in ("last", "past", "the previous")
    unit = match["unit"].lower()
    if unit == "week":
        return published - timedelta(days=7 if last else 0), "week"
    day = _back(published, **{f"{unit}s": 1}) if last else published
    return (day.replace(day=1), "month") if unit == "month" else (day.replace(month=1, day=1), "year")


def ago(match: re.Match[str], published: date | None) -> Found:
    """ "two weeks ago", to the precision of its unit."""
    word = " ".join(match["n"].lower().split())
    count, unit = int(word) if word.isdigit() else COUNT[word], match["unit"].lower()
    if published is None:
        return None, unit
    try:
        day = _back(published, **{f"{unit}s": count})
    except (OverflowError, ValueError):
        return None
    if unit == "month":
        return day.replace(day=1), "month"
    return (day.replace(month=1, day=1), "year") if unit == "year" else (day, unit)


def month(match: re.Match[str], published: date | None) -> Found:
    """A month, of the year named, or the latest that is not after publication."""
    month = _month_number(match["month"])
    if year := match.groupdict().get("year"):
        return date(int(year), month, 1), "month"
    if published is None:
        return None, "month"
    before = published.month < month or (published.month == month and (match["which"] or "").lower() == "last")
    return date(published.year - before, month, 1), "month"


@cache
def _month_number(name: str) -> int:
    from dateutil.parser import parse  # as in `full_date`

    return int(parse(name.replace("Sept.", "Sep"), default=datetime(2000, 1, 1)).month)


def _back(day: date, **units: int) -> date:
    """The day that lies so many days, weeks, months or years before; 29 February becomes 28 where it must."""
    from dateutil.relativedelta import relativedelta  # as in `full_date`

    earlier: date = day - relativedelta(**units)
    return earlier


def season(match: re.Match[str], published: date | None) -> Found:
    """A season is given by its middle month, to the year."""
    if published is None:
        return None, "year"
    month = _SEASON[match["season"].lower()]
    last = match["which"].lower() == "last"
    year = published.year - (1 if published.month < month or (last and published.month <= month + 1) else 0)
    return date(year, 1, 1), "year"


def year(match: re.Match[str], published: date | None) -> Found:
    """A bare year."""
    year = int(match["year"])
    if published and (year > published.year or (year == published.year and match["lead"].lower() in ("the", "a"))):
        return None  # a coming year, or the year as a name ("the 2016 campaign")
    return date(year, 1, 1), "year"
