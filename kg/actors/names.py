"""Names of people: their parts, their titles, and whether two of them can be one person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.actors.words import listed, mapped
from kg.gazetteer import key, table


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonName:
    """A person's name taken apart."""

    given: tuple[str, ...]
    """First and middle names as written."""
    family: tuple[str, ...]
    """Family name with its particles; of a single word it is unknown whether it is given or family, and it stands here."""
    suffix: str = ""
    gender: str = ""
    """What a word of address tells: m, f or empty."""

    @property
    def full(self) -> str:
        """The name without titles."""
        return " ".join([*self.given, *self.family, *([self.suffix] if self.suffix else [])])

    @property
    def is_full(self) -> bool:
        """Whether it has a given and a family name."""
        return bool(self.given)


def parse(words: str) -> PersonName | None:
    """Parts of a person's name; None where nothing but titles is left."""
    tokens = [t for t in re.sub(r"[“”\"‘]|’s\b|'s\b|’$", " ", words).replace(",", " ").split() if t.strip(".-–—()")]
    gender = ""
    while tokens and tokens[0].casefold().strip(".") in mapped("honorifics"):
        gender = gender or mapped("honorifics")[tokens[0].casefold().strip(".")]
        tokens = tokens[1:]
    suffix = ""
    if len(tokens) > 1 and tokens[-1].casefold().strip(".") in listed("name_suffixes"):
        suffix, tokens = tokens[-1], tokens[:-1]
    if not tokens:
        return None
    tokens = [recase(t) for t in tokens]
    start = len(tokens) - 1
    while start > 1 and tokens[start - 1].casefold().strip(".") in listed("name_particles"):
        start -= 1
    if start == 1 and _is_particle(tokens[0]):
        start = 0  # "De Lorra" is a family name; "Van" and "Al" are first names too, and stay what they mostly are
    return PersonName(given=tuple(tokens[:start]), family=tuple(tokens[start:]), suffix=suffix, gender=gender)


def _is_particle(word: str) -> bool:
    plain = word.casefold().strip(".")
    return plain in listed("name_particles") and plain not in _shorts() and plain not in _firsts()


def recase(word: str) -> str:
    """A shouted name in ordinary case ("CLINTON" to "Clinton"); short or dotted words stay as they are."""
    if len(word) > 3 and word.isupper() and word.isalpha():
        return "Mc" + word[2:].capitalize() if word.startswith("MC") and len(word) > 4 else word.capitalize()
    return word[:1].upper() + word[1:] if word.islower() and word not in listed("name_particles") else word


def same_given(one: str, other: str) -> bool:
    """Whether two given names can be one: equal, an initial, or a usual short form."""
    a, b = key(one).strip("."), key(other).strip(".")
    if a == b or (min(len(a), len(b)) == 1 and a[:1] == b[:1]):
        return True
    return a in _shorts().get(b, ()) or b in _shorts().get(a, ()) or bool(_shorts().get(a, set()) & _shorts().get(b, set()))


def compatible(short: PersonName, full: PersonName) -> bool:
    """Whether `short` can name the person `full`: the same family name and no given name against it, or a given name alone."""
    if short.gender and full.gender and short.gender != full.gender:
        return False
    mine, theirs = [key(w) for w in short.family], [key(w) for w in (*full.given, *full.family)]
    if not short.given:
        if short.suffix and not same_suffix(short, full):
            return False
        return theirs[-len(mine) :] == mine or key(full.family[-1]) == mine[-1] or (len(mine) == 1 and theirs[0] == mine[0])
    if key(short.family[-1]) != key(full.family[-1]):
        # A double family name whose first half is left out, or taken for a middle name.
        return False
    if not full.given:
        return True
    return not other_middles(short, full) and _given_fits(short, full)


def _given_fits(short: PersonName, full: PersonName) -> bool:
    return same_given(short.given[0], full.given[0]) or any(key(short.given[0]) == key(g) for g in full.given[1:])


def same_suffix(one: PersonName, other: PersonName) -> bool:
    """Whether the same follows both family names ("Falk Jr." and "Ida Falk, Jr.")."""
    return key(one.suffix).strip(".") == key(other.suffix).strip(".")


def other_middles(one: PersonName, other: PersonName) -> bool:
    """Whether two names with one given and family name differ in the middle ("Ida M. Falk", "Ida K. M. Falk")."""
    if key(one.given[0]).strip(".") != key(other.given[0]).strip("."):
        return False
    mine, theirs = (key(n.given[1]).strip(".") if len(n.given) > 1 else "" for n in (one, other))
    alike = mine == theirs or (min(len(mine), len(theirs)) == 1 and mine[0] == theirs[0])
    return bool(mine and theirs) and not alike


def misspelt(short: PersonName, full: PersonName) -> bool:
    """Whether a bare family name is that of a full name with one or two letters wrong ("Lindqist" of "Mara Lindqvist").

    Only long names that begin alike: short ones differ by a letter because they are others.
    """
    if not full.is_full:
        return False
    one, other = key(short.family[-1]), key(full.family[-1])
    if one == other or min(len(one), len(other)) < 5 or one[0] != other[0]:
        return False
    return _edits(one, other) <= (1 if min(len(one), len(other)) < 7 else 2)


def _edits(one: str, other: str) -> int:
    """Letters to insert, leave out or replace to make one word of the other."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (a != b))
    return row[-1]


@cache
def _firsts() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in table("first_names.csv"))


@cache
def _shorts() -> dict[str, set[str]]:
    made: dict[str, set[str]] = {}
    for row in table("nicknames.csv"):
        for short in row["short"].split("|"):
            made.setdefault(short.casefold(), set()).add(row["name"].casefold())
    return made
