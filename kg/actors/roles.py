"""Role words: what a phrase calls somebody, of what, and which class of role that is.

The words stand in `data/roles.csv`: the longest word of the phrase counts, and among its rows the first whose `of` names the
kind of body that the role belongs to ("president" of a university is no head of state).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from kg.actors.words import listed, mapped
from kg.gazetteer import Gazetteer, key, table

_WIDEST = 6
"""Words in the longest entry of the table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWord:
    """An entry of the table that was found in a phrase."""

    first: int
    """Index in the phrase of its first word."""
    end: int
    word: str
    """The table's form (singular)."""
    gender: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleFact:
    """An article says that somebody is something."""

    label: str
    word: str
    """Entry of the role table that it rests on; empty where none fits."""
    of: str | None
    role_class: str
    former: bool = False
    future: bool = False
    """It is yet to come ("incoming", "-elect", "the next president")."""
    how: str = "nominal"
    """How the text says it: title, apposition, nominal, copula, party, gazetteer."""
    token: int = -1
    """Where."""
    gender: str = ""
    office: str = ""
    """The label from its role word on, without adjectives and owners ("Secretary of Defense")."""
    of_pronoun: int = -1
    """The possessive pronoun that says whose it is ("his spokesman")."""

    def at(self, token: int, how: str) -> RoleFact:
        """The same fact, read at a token in some way."""
        return replace(self, token=token, how=how)


@cache
def _rows() -> dict[str, list[tuple[frozenset[str], str, str]]]:
    made: dict[str, list[tuple[frozenset[str], str, str]]] = {}
    for row in table("roles.csv"):
        of = frozenset(k for k in row["of"].split("|") if k)
        made.setdefault(row["word"], []).append((of, row["class"], row["gender"]))
    return made


@cache
def _last_words() -> frozenset[str]:
    """Words that end an entry of the table, and those that begin one whose plural stands inside ("secretaries of state")."""
    return frozenset(part for word in _rows() for part in (word.split()[-1], word.split("-")[-1]))


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """Singular of a role word ("secretaries", "congressmen", "spokespeople")."""
    for ending, put in (("women", "woman"), ("speople", "sperson"), ("men", "man"), ("ies", "y")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word[: -len(ending)] + put
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def find(phrase: Sequence[str], head: int | None = None) -> RoleWord | None:
    """The role word of a phrase of lower-case words: the longest that covers `head`, or the last one where no head is given."""
    best: RoleWord | None = None
    last_words = _last_words()
    for end in range(len(phrase), 0, -1):
        if phrase[end - 1] not in last_words and singular(phrase[end - 1]) not in last_words:
            continue
        for first in range(max(0, end - _WIDEST), end):
            if head is not None and not first <= head < end:
                continue
            whole = joined(phrase[first:end])
            tail = joined([*phrase[first : end - 1], singular(phrase[end - 1])])
            inner = joined([singular(phrase[first]), *phrase[first + 1 : end]])
            word = next((w for w in (whole, tail, inner) if w in _rows()), None)
            if word and (best is None or end - first > best.end - best.first):
                best = RoleWord(first=first, end=end, word=word, gender=_rows()[word][0][2])
        if best and head is None:
            return best
    return best


def joined(words: Sequence[str]) -> str:
    """Words in one string, with hyphens and dots that a tokenizer set apart put back."""
    return " ".join(words).replace(" - ", "-").replace(" – ", "-").replace(" .", ".").replace("’", "'")


def classify(word: str, of_kind: str) -> str:
    """Role class of a role word, given the kind of what the role belongs to."""
    rows = _rows().get(word, [])
    for kinds, role_class, _ in rows:
        if not kinds or of_kind in kinds:
            return role_class
    return rows[-1][1] if rows else "other"


def of_kind(of: str | None, gazetteer: Gazetteer) -> str:
    """Kind of what a role belongs to: country, state, city, person, or a kind of body; empty where nobody knows."""
    if not of:
        return ""
    if gazetteer.country(of) or gazetteer.adjective(of):
        return "country"
    if key(of) in regions():
        return "state"
    kind = gazetteer.kind(of) or next((k for n in (2, 1) if (k := gazetteer.kind(" ".join(of.split()[:n])))), "")
    if kind:
        return kind
    if key(of) in mapped("parties"):
        return "party"
    # A name of several words is a body that nobody knows; a single one may well be a country.
    return "unknown" if len(of.split()) > 1 and of.split()[-1][:1].isupper() else ""


@cache
def regions() -> dict[str, tuple[str, str]]:
    """States and provinces with their short forms: (usual name, country)."""
    made: dict[str, tuple[str, str]] = {}
    for row in table("regions.csv"):
        for name in (row["name"], *(a for a in row["aliases"].split("|") if a)):
            made.setdefault(key(name), (row["name"], row["country"]))
    return made


_HOW = {"title": 0.3, "apposition": 1.0, "copula": 0.2, "nominal": -0.2, "party": -0.6, "gazetteer": -2.0, "hometown": -1.0}
"""How far each way of saying tells what somebody is."""

_CLASS = {
    "candidate": 1.2,
    "spokesperson": 1.0,
    "minister": 1.0,
    "head_of_state": 1.0,
    "head_of_government": 1.0,
    "adviser": 0.6,
    "other": -0.8,
    "citizen": -1.0,
    "business": -0.3,
}
"""What each class of role adds; those not listed add 0.4."""

_TERMS: tuple[tuple[str, Callable[[RoleFact], float]], ...] = (
    ("how it is said", lambda f: _HOW.get(f.how, 0.0)),
    ("class", lambda f: _CLASS.get(f.role_class, 0.4)),
    ("says whose it is", lambda f: 0.5 if f.of else 0.0),
    ("words", lambda f: 0.1 * min(6, len(f.label.split()))),
    ("held before", lambda f: -0.8 if f.former else 0.0),
    ("a tie to a person only", lambda f: -1.5 if f.word in listed("relatives") else 0.0),
)


def weight(fact: RoleFact) -> float:
    """How well a fact tells what somebody is: the sum of the terms above."""
    return sum(term(fact) for _, term in _TERMS)


def fullest(facts: Sequence[RoleFact]) -> RoleFact | None:
    """The fact that says most, the earlier one of equals; the gazetteer's only where the text tells no office or calling."""
    said = [f for f in facts if f.how != "gazetteer"]
    telling = [f for f in said if f.role_class not in ("other", "citizen", "business")]
    held = [f for f in facts if f.how == "gazetteer" and not f.former]
    chosen = max(telling or held or said or list(facts), key=lambda f: (weight(f), -f.token), default=None)
    if chosen is None or chosen.how != "nominal":
        return chosen
    # The form beside the name is the fuller one ("Prime Minister", later "the prime minister").
    return next(
        (f for f in said if f.word == chosen.word and f.how in ("title", "apposition") and f.former == chosen.former), chosen
    )
