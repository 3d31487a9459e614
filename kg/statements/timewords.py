"""Time expressions of English news text, found and resolved against the day of publication.

Each rule is a pattern and a small function that turns a match into a day and a precision. Calendar arithmetic and the names
of months are dateutil's; what it cannot know (in news "on Wednesday" is the last Wednesday, never the next) is decided here.
`benchmark` words such as "a day earlier" are resolved against another day of the text, so their rule gives an offset.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_WEEKDAY = {name: i for i, name in enumerate(_DAYS.split("|"))}
_COUNT = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
}
_COUNT |= {"eleven": 11, "twelve": 12, "a couple of": 2, "couple of": 2, "a few": 3, "several": 3}
_NUMBER = "(?:" + "|".join(sorted((re.escape(w) for w in _COUNT), key=len, reverse=True)) + r"|\d{1,3})"
_PART = "(?:morning|afternoon|evening|night)"
_SEASON = {"winter": 1, "spring": 4, "summer": 7, "fall": 10, "autumn": 10}


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """A time expression and the day it names."""

    start: int
    end: int
    day: date | None
    """First day of a month or year; null where it cannot be fixed (no publication date) or rests on another day of the text."""
    precision: str
    """day, week, month or year."""
    shift: int | None = None
    """Days from the day last spoken of ("a day earlier": -1, "the same day": 0)."""
    rule: str
    """Name of the rule that found it."""


Found = tuple[date | None, str] | None
Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], date | None], Found]]


def find(text: str, published: date | None) -> tuple[TimeWords, ...]:
    """All time expressions of a text in order, apart; an earlier rule of the table wins over a later one."""
    taken: list[TimeWords] = []
    covered = {i for match in _NO_PAST_DAY.finditer(text) for i in range(*match.span())}
    for name, pattern, resolve in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if covered.isdisjoint(range(start, end)) and (found := resolve(match, published)) is not None:
                covered.update(range(start, end))
                taken.append(TimeWords(start=start, end=end, day=found[0], precision=found[1], rule=name))
    for match in _SHIFTS.finditer(text):
        start, end = match.span()
        if covered.isdisjoint(range(start, end)):
            covered.update(range(start, end))
            taken.append(TimeWords(start=start, end=end, day=None, precision="day", shift=_shift(match), rule="shift"))
    return tuple(sorted(taken, key=lambda w: w.start))


def _full_date(match: re.Match[str], published: date | None) -> Found:
    """A month and a day; without a year the latest before publication; none where such a day is to come within half a year."""
    words = match.group(0).replace("Sept.", "Sep")
    year = match.groupdict().get("year")
    if year is None and published is None:
        return None, "day"
    base = datetime(int(year) if year else published.year if published else 1, 1, 1)
    from dateutil.parser import ParserError, parse  # noqa: PLC0415 - 40 ms, only for those who read articles

    try:
        day = parse(words, default=base).date()
    except (ParserError, OverflowError, ValueError):
        return None
    if year is None and published and day > published:
        if day - published < timedelta(days=183):
            return None
        day = _back(day, years=1)
    return day, "day"


def _numeric(match: re.Match[str], published: date | None) -> Found:
    try:
        return date(int(match["y"]), int(match["m"]), int(match["d"])), "day"
    except ValueError:
        return None


def _weekday(match: re.Match[str], published: date | None) -> Found:
    if published is None:
        return None, "day"
    back = (published.weekday() - _WEEKDAY[match["weekday"].capitalize()]) % 7
    if back == 0 and (match["which"] or "").lower().startswith(("last", "past")):
        back = 7
    if (match["which"] or "").lower().startswith("a week ago"):
        back += 7
    return published - timedelta(days=back), "day"


def _days_back(days: int) -> Callable[[re.Match[str], date | None], Found]:
    def resolve(match: re.Match[str], published: date | None) -> Found:
        return (published - timedelta(days=days) if published else None), "day"

    return resolve


def _weekend(match: re.Match[str], published: date | None) -> Found:
    """The last Saturday before publication."""
    if published is None:
        return None, "day"
    back = (published.weekday() - _WEEKDAY["Saturday"]) % 7
    return published - timedelta(days=back + (7 if match["which"].lower() == "last" and back <= 1 else 0)), "week"


def _unit(match: re.Match[str], published: date | None) -> Found:
    """ "last week", "earlier this month", "this year"."""
    if published is None:
        return None, match["unit"].lower()
    last = match["which"].lower() in ("last", "past", "the previous")
    unit = match["unit"].lower()
    if unit == "week":
        return published - timedelta(days=7 if last else 0), "week"
    day = _back(published, **{f"{unit}s": 1}) if last else published
    return (day.replace(day=1), "month") if unit == "month" else (day.replace(month=1, day=1), "year")


def _ago(match: re.Match[str], published: date | None) -> Found:
    word = " ".join(match["n"].lower().split())
    count, unit = int(word) if word.isdigit() else _COUNT[word], match["unit"].lower()
    if published is None:
        return None, unit
    try:
        day = _back(published, **{f"{unit}s": count})
    except (OverflowError, ValueError):
        return None
    if unit == "month":
        return day.replace(day=1), "month"
    return (day.replace(month=1, day=1), "year") if unit == "year" else (day, unit)


def _month(match: re.Match[str], published: date | None) -> Found:
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
    from dateutil.parser import parse  # noqa: PLC0415 - as in `_full_date`

    return int(parse(name.replace("Sept.", "Sep"), default=datetime(2000, 1, 1)).month)


def _back(day: date, **units: int) -> date:
    """The day that lies so many days, weeks, months or years before; 29 February becomes 28 where it must."""
    from dateutil.relativedelta import relativedelta  # noqa: PLC0415 - as in `_full_date`

    earlier: date = day - relativedelta(**units)
    return earlier


def _season(match: re.Match[str], published: date | None) -> Found:
    """A season is given by its middle month, to the year."""
    if published is None:
        return None, "year"
    month = _SEASON[match["season"].lower()]
    last = match["which"].lower() == "last"
    year = published.year - (1 if published.month < month or (last and published.month <= month + 1) else 0)
    return date(year, 1, 1), "year"


def _year(match: re.Match[str], published: date | None) -> Found:
    year = int(match["year"])
    if published and (year > published.year or (year == published.year and match["lead"].lower() in ("the", "a"))):
        return None  # a coming year, or the year as a name ("the 2016 campaign")
    return date(year, 1, 1), "year"


_NO_PAST_DAY = re.compile(
    rf"\b(?i:next|coming|upcoming|following|until|every|each|since|through|ahead of|before)"
    rf"\s+(?:last\s+|this\s+|the\s+)?(?:{_DAYS}|week|month|year|weekend|{_MONTHS})\b"
    rf"|\b(?i:from|between)\s+(?:{_MONTHS}|{_DAYS})(?:\s+\d+)?\s+(?:to|and|through|until)\s+(?:{_MONTHS}|{_DAYS})?(?:\s*\d+)?"
    rf"|\b(?:Super|Black|Good|Giving|Cyber|News)\s+(?:{_DAYS})\b|\b(?:{_DAYS})\s+(?:Times|Mail|Telegraph|Express|Show|Morning|Night)\b"
)
"""Coming or repeated days, and days that are names of something else."""

_SHIFTS = re.compile(
    r"\b(?:(?P<back>a|one) day (?:earlier|before)|the (?P<prior>day|night|evening) before"
    r"|the previous (?P<previous>day|night|evening)|a day (?P<after>later|after)|the (?:next|following) (?P<next>day|morning)"
    r"|(?P<same>(?:that|the same) (?:day|night|evening|morning|afternoon)))\b",
    re.IGNORECASE,
)


def _shift(match: re.Match[str]) -> int:
    if match["back"] or match["prior"] or match["previous"]:
        return -1
    return 1 if match["after"] or match["next"] else 0


def _rule(name: str, pattern: str, resolve: Callable[[re.Match[str], date | None], Found], flags: int = re.IGNORECASE) -> Rule:
    return name, re.compile(pattern, flags), resolve


# Names of days and months keep their capitals: "sun", "may" and "march" are words of their own.
_RULES: tuple[Rule, ...] = (
    _rule("iso date", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", _numeric),
    _rule(
        "month and day",
        rf"\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?![:%]|\s*(?:percent|per cent|p\.?m|a\.?m))"
        r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
        _full_date,
        0,
    ),
    _rule(
        "day and month",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})(?=\W|$)(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
        _full_date,
        0,
    ),
    _rule("month and year", rf"\b(?P<month>{_MONTHS})(?:\s+of)?,?\s+(?P<year>(?:19|20)\d\d)\b", _month, 0),
    _rule(
        "weekday",
        rf"\b(?:(?P<which>[Ll]ast|[Pp]ast|[Tt]his|[Aa] week ago)\s+)?(?P<weekday>{_DAYS})(?:\s+{_PART})?\b",
        _weekday,
        0,
    ),
    _rule("today", rf"\b(?:today|tonight|this\s+(?:{_PART}))\b", _days_back(0)),
    _rule("yesterday", r"\b(?:yesterday|last\s+(?:night|evening))\b", _days_back(1)),
    _rule("weekend", r"\b(?:(?:over|on|during|at)\s+)?(?P<which>the|this|this\s+past|last|past)\s+weekend\b", _weekend),
    _rule("ago", rf"\b(?P<n>{_NUMBER})\s+(?P<unit>day|week|month|year)s?\s+(?:ago|back)\b", _ago),
    _rule("unit", r"\b(?P<which>last|this|past|the\s+previous)\s+(?P<unit>week|month|year)\b", _unit),
    _rule("season", r"\b(?P<which>last|this|past)\s+(?P<season>spring|summer|fall|autumn|winter)\b", _season),
    _rule(
        "month",
        r"\b(?:(?i:in|during|back in|earlier in|late in|early in)\s+)?(?:(?:late|early|mid-?)\s*)?(?<=[a-z\-] )"
        rf"(?:(?P<which>last|this|past)\s+)?(?P<month>{_MONTHS})(?=\W|$)(?!\s+\d)",
        _month,
        0,
    ),
    _rule(
        "year",
        r"\b(?P<lead>in|during|of|from|the|a|his|her|their|early|late)\s+(?P<year>(?:19|20)\d\d)\b(?!\s*(?:percent|people|votes))",
        _year,
    ),
)
