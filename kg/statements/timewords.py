"""Time expressions of English news text, found and resolved against the day of publication.

Each rule is a pattern and a resolver of `kg.statements.calendar`; the table is tried in order. Words such as "a day earlier"
rest on another day of the text, so they give a shift in days instead of a day.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kg.statements import calendar
from kg.statements.calendar import COUNT, DAYS, Found

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?"
)
_NUMBER = "(?:" + "|".join(sorted((re.escape(w) for w in COUNT), key=len, reverse=True)) + r"|\d{1,3})"
_PART = "(?:morning|afternoon|evening|night)"


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


Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], date | None], Found]]


def find(text: str, published: date | None) -> tuple[TimeWords, ...]:
    """All time expressions of a text in order, apart; an earlier rule of the table wins over a later one."""
    taken: list[TimeWords] = []
    covered = {i for match in _NO_PAST_DAY.finditer(text) for i in range(*match.span())}
    for name, pattern, resolve in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if covered.isdisjoint(range(start, end)):
                covered.update(range(start, end))  # a day that is no past one is not read again as its month alone
                if (found := resolve(match, published)) is not None:
                    taken.append(TimeWords(start=start, end=end, day=found[0], precision=found[1], rule=name))
    for match in _SHIFTS.finditer(text):
        start, end = match.span()
        if covered.isdisjoint(range(start, end)):
            covered.update(range(start, end))
            taken.append(TimeWords(start=start, end=end, day=None, precision="day", shift=_shift(match), rule="shift"))
    return tuple(sorted(taken, key=lambda w: w.start))


_NO_PAST_DAY = re.compile(
    rf"\b(?i:next|coming|upcoming|following|until|every|each|since|through|ahead of|before)"
    rf"\s+(?:last\s+|this\s+|the\s+)?(?:{DAYS}|week|month|year|weekend|{_MONTHS})\b"
    rf"|\b(?i:from|between)\s+(?:{_MONTHS}|{DAYS})(?:\s+\d+)?\s+(?:to|and|through|until)\s+(?:{_MONTHS}|{DAYS})?(?:\s*\d+)?"
    rf"|\b(?i:by)\s+(?:(?:(?i:the)\s+)?(?:end|start|beginning|middle)\s+of\s+|mid-?|early\s+|late\s+)?(?:{_MONTHS})(?!\s*\d)"
    r"|\b(?i:even|still)\s+today\b|\b(?i:today)['’]s\b|\b(?i:of)\s+today\b|\b(?:Act|Amendments?|Resolution|Law)\s+of\s+(?:19|20)\d\d\b"
    rf"|\b(?:Super|Black|Good|Giving|Cyber|News)\s+(?:{DAYS})\b|\b(?:{DAYS})\s+(?:Times|Mail|Telegraph|Express|Show|Morning|Night)\b"
)
"""Coming or repeated days, and days that are names of something else."""

_SHIFTS = re.compile(
    r"\b(?:(?P<back>a|one) day (?:earlier|before)|the (?P<prior>day|night|evening) before"
    r"|the previous (?P<previous>day|night|evening)|a day (?P<after>later)|the (?:next|following) (?P<next>day|morning)"
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
    _rule("iso date", r"\b(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)-(?P<d>\d\d)\b", calendar.numeric),
    _rule(
        "month and day",
        rf"\b(?:{_MONTHS})\s+\d{{1,2}}(?:st|nd|rd|th)?\b(?![:%]|\s*(?:percent|per cent|p\.?m|a\.?m))"
        r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
        calendar.full_date,
        0,
    ),
    _rule(
        "day and month",
        rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})(?=\W|$)(?:,?\s+(?P<year>(?:19|20)\d\d)\b)?",
        calendar.full_date,
        0,
    ),
    _rule("month and year", rf"\b(?P<month>{_MONTHS})(?:\s+of)?,?\s+(?P<year>(?:19|20)\d\d)\b", calendar.month, 0),
    _rule(
        "weekday",
        rf"\b(?:(?P<which>[Ll]ast|[Pp]ast|[Tt]his|[Aa] week ago)\s+)?(?P<weekday>{DAYS})(?:\s+{_PART})?\b",
        calendar.weekday,
        0,
    ),
    _rule("today", rf"\b(?:today|tonight|this\s+(?:{_PART}))\b", calendar.days_back(0)),
    _rule("yesterday", r"\b(?:yesterday|last\s+(?:night|evening))\b", calendar.days_back(1)),
    _rule("weekend", r"\b(?:(?:over|on|during|at)\s+)?(?P<which>the|this|this\s+past|last|past)\s+weekend\b", calendar.weekend),
    _rule("ago", rf"\b(?P<n>{_NUMBER})\s+(?P<unit>day|week|month|year)s?\s+(?:ago|back)\b", calendar.ago),
    _rule("unit", r"\b(?P<which>last|this|past|the\s+previous)\s+(?P<unit>week|month|year)\b", calendar.unit),
    _rule("season", r"\b(?P<which>last|this|past)\s+(?P<season>spring|summer|fall|autumn|winter)\b", calendar.season),
    _rule(
        "month",
        r"\b(?:(?i:in|during|back in|earlier in|late in|early in)\s+)?(?:(?:late|early|mid-?)\s*)?(?<=[a-z\-] )"
        rf"(?:(?P<which>last|this|past)\s+)?(?P<month>{_MONTHS})(?=\W|$)(?!\s+\d)",
        calendar.month,
        0,
    ),
    _rule(
        "year",
        r"\b(?P<lead>in|during|of|from|the|a|his|her|their|early|late)\s+(?P<year>(?:19|20)\d\d)\b(?!\s*(?:percent|people|votes))",
        calendar.year,
    ),
)
