"""Whether two IRIs of several articles name one actor: a table of small functions, each with its score and ground.

Names that are equal letter by letter have one IRI already (`kg.compare.namesakes` takes those of two people apart again). What is
decided here is whether two names are of one actor: a name with and without its middle part, a usual short form, a married name, a
surname alone, an acronym. `kg.compare.groups` puts the names together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.actors import names
from kg.compare.profiles import Profile
from kg.gazetteer import key

_APART_DAYS = 400
_GENERIC = {
    "government", "ministry", "party", "campaign", "department", "committee", "president", "minister", "spokesman",
    "spokeswoman", "office",
}  # fmt: skip
_OTHER_THING = {
    "campaign", "spokesman", "spokeswoman", "report", "foundation", "university", "senate", "house", "library", "museum",
    "school", "caucus", "committee", "subcommittee", "union", "association", "alumni", "police", "board", "council",
    "commission", "court", "center", "centre", "institute",
}  # fmt: skip
"""Words that make another body of one's name."""

Test = Callable[[Profile, Profile], float | bool]
"""How much it holds of a shorter name and a fuller one, 0 to 1."""


def _surname(short: Profile, full: Profile) -> bool:
    return bool(short.person and full.person and len(short.words) == 1 and full.person.given) and short.words[0] == full.words[-1]


def _one_family(a: Profile, b: Profile) -> bool:
    """Two people with given names and one family name."""
    if not (a.person and b.person and a.person.given and b.person.given):
        return False
    return [key(w) for w in a.person.family] == [key(w) for w in b.person.family]


def _two_people(a: Profile, b: Profile) -> bool:
    """Two people whom one letter in the middle tells apart, whatever else they share."""
    return _one_family(a, b) and a.person is not None and b.person is not None and names.other_middles(a.person, b.person)


def _suffix(a: Profile, b: Profile) -> str | None:
    """How the two differ in what follows the name: "same", "left out" in one of them, or null for Jr. and Sr."""
    left, right = (key(one.person.suffix).strip(".") if one.person else "" for one in (a, b))
    return "same" if left == right else "left out" if not (left and right) else None


def _middle(short: Profile, full: Profile) -> bool:
    """ "Ida Falk" and "Ida M. Falk"; not "Ida B. Falk" and "Ida M. Falk", nor the son "Piet L. Osk Jr." and "Piet Osk".

    Nor "Ida M. Falk" and "Ida K. M. Falk": who is written with a first middle initial of her own is somebody else.
    """
    if not _one_family(short, full) or short.person is None or full.person is None or _suffix(short, full) != "same":
        return False
    mine, theirs = [key(g).strip(".") for g in short.person.given], [key(g).strip(".") for g in full.person.given]
    return mine != theirs and mine[0] == theirs[0] and _begins(mine[1:], theirs[1:])


def _begins(few: Sequence[str], more: Sequence[str]) -> bool:
    """Whether the middle names of one are left out of, or abbreviate, the first ones of the other, in order."""
    alike = (m == n or (min(len(m), len(n)) == 1 and m[0] == n[0]) for m, n in zip(few, more, strict=False))
    return len(few) <= len(more) and all(alike)


def _short_given(short: Profile, full: Profile) -> float:
    """ "Mike Tarn" and "Michael Tarn"; less surely "Michael Tarn Jr."."""
    suffix = _suffix(short, full)
    if not _one_family(short, full) or short.person is None or full.person is None or suffix is None:
        return 0.0
    mine, theirs = ([key(g).strip(".") for g in one.given] for one in (short.person, full.person))
    if mine[0] == theirs[0] or min(len(mine[0]), len(theirs[0])) == 1 or not names.same_given(mine[0], theirs[0]):
        return 0.0
    return float(_begins(mine[1:], theirs[1:])) * (1.0 if suffix == "same" else 0.8)


def _initial(short: Profile, full: Profile) -> bool:
    """ "I. Falk" and "Ida Falk"."""
    if not _one_family(short, full) or short.person is None or full.person is None or _suffix(short, full) != "same":
        return False
    mine, theirs = key(short.person.given[0]).strip("."), key(full.person.given[0]).strip(".")
    return len(mine) == 1 < len(theirs) and theirs.startswith(mine)


def _double(short: Profile, full: Profile) -> float:
    """ "Ida Falk" and "Ida Falk-Brandt"; less surely "Ida Falk Brandt"."""
    if not (short.person and full.person and short.person.given and full.person.given):
        return 0.0
    if key(short.person.given[0]) != key(full.person.given[0]) or len(short.person.family) != 1:
        return 0.0
    mine, theirs = key(short.person.family[0]), [key(w) for w in (*full.person.given[1:], *full.person.family)]
    if theirs[-1].startswith(f"{mine}-"):
        return 1.0
    return 0.6 if mine in theirs[:-1] else 0.0


def _formerly(short: Profile, full: Profile) -> bool:
    return short.name.casefold() in full.former or full.name.casefold() in short.former


def _acronym(short: Profile, full: Profile) -> bool:
    """ "NFP" and "Norland Farmers Party"; two letters would fit too much, and so would words that are no part of a name."""
    flat = short.name.replace(".", "")
    if short.person or full.person or not (3 <= len(flat) <= 6 and flat.isupper() and len(full.words) > 1):
        return False
    whole = all(word[:1].isupper() for word in full.name.split() if len(word) > 3)
    return whole and len(short.words) <= len(flat) and full.initials == flat.casefold()


def _is_body(one: Profile) -> bool:
    """A body with a name of one thing: no group of people, no two bodies in one breath."""
    return not (one.person or one.types & {"Group"} or {"and", "or"} & set(one.words) or "/" in one.name)


def _short_body(short: Profile, full: Profile) -> bool:
    """ "Sel Highway Patrol" and "Sel State Highway Patrol"; a word before the name makes it another's ("Arnvik City Council")."""
    if not (_is_body(short) and _is_body(full)) or len(short.words) < 2 or set(short.words) <= _GENERIC:
        return False
    extra = [w for w in full.words if w not in short.words]
    left = iter(full.words)
    in_order = all(word in left for word in short.words)
    ends = (short.words[0], short.words[-1]) == (full.words[0], full.words[-1])
    headed = ("of" in short.words) == ("of" in full.words)  # "the Library of Congress" is a library, and no congress
    owned = "s" in extra  # "the ministers' party" is called so by nobody else
    return len(extra) in (1, 2) and in_order and ends and headed and not owned and not set(extra) & _OTHER_THING


def _turned(short: Profile, full: Profile) -> bool:
    """ "Transport Department" and "Department of Transport"."""
    if not (_is_body(short) and _is_body(full)) or len(short.words) < 2:
        return False
    mine, theirs = ([w for w in one.words if w not in ("of", "the", "for")] for one in (short, full))
    return sorted(mine) == sorted(theirs) and (mine == theirs or "of" in (*short.words, *full.words))


def _alias(short: Profile, full: Profile) -> bool:
    """The full name's articles use the short name for it, and it is more than a surname."""
    return len(short.words) > 1 and short.name.casefold() in full.aliases


def _days_apart(a: Profile, b: Profile) -> int:
    """Days between what the two were last and first written of; 0 where the times overlap or are unknown."""
    if not a.days or not b.days:
        return 0
    return max(0, (b.days[0] - a.days[-1]).days, (a.days[0] - b.days[-1]).days)


def _company(a: Profile, b: Profile) -> float:
    return min(1.0, len((a.company & b.company) - {a.iri, b.iri}) / 2)


def _prominent(short: Profile, full: Profile) -> bool:
    """The full name is in the news when the short one is."""
    near = [d for d in full.days if any(abs((d - day).days) <= 60 for day in short.days)]
    return len(near) >= 3


ROWS: tuple[tuple[float, str, Test], ...] = (
    (0.70, "an article says that it is the former name", _formerly),
    (0.60, "the same name with a middle name left out", _middle),
    (0.55, "a usual short form of the given name", _short_given),
    (0.50, "a double family name that holds the other", _double),
    (0.45, "the initial of the given name", _initial),
    (0.45, "the surname of the full name", _surname),
    (0.60, "the initials of the full name", _acronym),
    (0.50, "a shorter form of the name", _short_body),
    (0.60, "the same words in another order", _turned),
    (0.60, "a name that the full name's article uses for it", _alias),
    (0.25, "the same office", lambda a, b: bool(a.offices & b.offices)),
    (0.15, "the same class of role", lambda a, b: bool(a.roles & b.roles)),
    (0.15, "stands for the same body", lambda a, b: bool(a.bodies & b.bodies)),
    (0.20, "seen with the same others", _company),
    (0.10, "much in the news at that time", _prominent),
    (0.10, "within a year", lambda a, b: bool(a.days and b.days) and _days_apart(a, b) <= _APART_DAYS),
    (-0.50, "other roles", lambda a, b: bool(a.roles and b.roles) and not a.roles & b.roles),
    (-0.40, "other times", lambda a, b: _days_apart(a, b) > _APART_DAYS),
    (-0.60, "stands for another body", lambda a, b: bool(a.bodies and b.bodies) and not a.bodies & b.bodies),
    (-1.00, "both in one article", lambda a, b: bool(a.articles & b.articles)),
)  # fmt: skip
"""(score, ground, test) of a shorter name against a fuller one; the first `BY_NAME` are about the name: one of them must hold."""
BY_NAME = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """What speaks for and against two names being of one actor."""

    short: str
    full: str
    """IRIs."""
    score: float
    """0 to 1."""
    rows: tuple[tuple[str, float], ...]
    """(ground, what it adds) of the rows that hold, in the order of the table."""

    @property
    def ground(self) -> str:
        """The rows in English, with what each adds."""
        return ", ".join(f"{ground} ({value:+.2f})" for ground, value in self.rows)


def is_shorter(a: Profile, b: Profile) -> bool:
    """Whether the first of two names is the shorter one; of two as long, the first in the alphabet."""
    return (len(a.name), a.name, a.iri) < (len(b.name), b.name, b.iri)


def likeness(a: Profile, b: Profile) -> Likeness | None:
    """How likely two names are of one actor; null where the names have nothing to do with each other."""
    short, full = (a, b) if is_shorter(a, b) else (b, a)
    if not short.types & full.types or _two_people(short, full):
        return None
    by_name = [(ground, value * float(test(short, full))) for value, ground, test in ROWS[:BY_NAME]]
    best = max(by_name, key=lambda row: row[1])
    if best[1] <= 0:
        return None
    rest = [(ground, value * float(test(short, full))) for value, ground, test in ROWS[BY_NAME:]]
    held = tuple((ground, round(value, 2)) for ground, value in (best, *rest) if value)
    return Likeness(short=short.iri, full=full.iri, score=round(max(0.0, min(1.0, sum(v for _, v in held))), 2), rows=held)
