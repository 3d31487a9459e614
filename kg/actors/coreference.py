"""Which entity a pronoun or a noun phrase stands for: tables of evidence whose weights add up, and which explain themselves.

Each row is a name, a weight and a small function of (page, mention, candidate). A row that answers `VETO` rules a candidate out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.actors import roles
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.words import mapped

VETO = float("-inf")

_PEOPLE = ("person", "unnamed", "author")
_MANY = ("group", "people")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An entity as it looks from a mention: where it was last spoken of."""

    entity: Entity
    last: Found
    speaks: bool
    """Whether it is the source of the nearest attribution before the mention."""
    spoke: bool
    """Whether it is the source of any attribution before."""
    says_this: bool = False
    """Whether the mention stands in its own words, where it would say "I"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The entity that was chosen, with the evidence."""

    entity: Entity
    score: float
    evidence: tuple[tuple[str, float], ...]
    """(row, contribution), largest first."""


Row = tuple[str, float, Callable[[Page, Found, Candidate], float]]


def decide(rows: Sequence[Row], page: Page, mention: Found, candidates: Sequence[Candidate], least: float) -> Verdict | None:
    """The candidate with the best sum over a table, where it reaches `least`."""
    best: Verdict | None = None
    for candidate in candidates:
        evidence = []
        for name, weight, feature in rows:
            value = feature(page, mention, candidate)
            if value == VETO:
                break
            if value:
                evidence.append((name, weight * value))
        else:
            score = sum(v for _, v in evidence)
            if score >= least and (best is None or score > best.score):
                ordered = tuple(sorted(evidence, key=lambda e: -abs(e[1])))
                best = Verdict(entity=candidate.entity, score=score, evidence=ordered)
    return best


# --- features that both tables use ----------------------------------------------------


def _sentences(page: Page, mention: Found, candidate: Candidate) -> float:
    """Sentences between, counted up to twelve."""
    return float(min(12, abs(page.sentence[mention.head] - page.sentence[candidate.last.head])))


def _paragraphs(page: Page, mention: Found, candidate: Candidate) -> float:
    return float(min(6, page.paragraph[mention.head] - page.paragraph[candidate.last.head]))


def _subject(page: Page, mention: Found, candidate: Candidate) -> float:
    return float(page.is_subject(candidate.last.head))


def _frequency(page: Page, mention: Found, candidate: Candidate) -> float:
    return math.log1p(sum(f.first < mention.first for f in candidate.entity.found))


def _speaker(page: Page, mention: Found, candidate: Candidate) -> float:
    return float(candidate.speaks)


def _spoke(page: Page, mention: Found, candidate: Candidate) -> float:
    return float(candidate.spoke)


def _in_quote(page: Page, mention: Found, candidate: Candidate) -> float:
    return float(page.quoted[candidate.last.head] and not page.quoted[mention.head])


def _own_words(page: Page, mention: Found, candidate: Candidate) -> float:
    return float(candidate.says_this)


def _possessive(page: Page, mention: Found, candidate: Candidate) -> float:
    return float(page.tokens[candidate.last.head].relation.startswith("nmod:poss"))


def _distance(page: Page, mention: Found, candidate: Candidate) -> float:
    return min(1.0, (mention.first - candidate.last.first) / 100)


# --- pronouns -------------------------------------------------------------------------


def _number(page: Page, mention: Found, candidate: Candidate) -> float:
    """What kind of thing each pronoun can stand for."""
    entity = candidate.entity
    if mention.sort in ("m", "f"):
        return 0.0 if entity.sort in _PEOPLE and not entity.plural else VETO
    if mention.sort == "p":
        if entity.sort in _PEOPLE and not entity.plural:
            return -1.0 if entity.sort == "unnamed" else VETO
        return 0.8 if entity.plural else 0.0 if entity.sort == "body" else -0.6
    if mention.sort == "n":
        return VETO if entity.sort in (*_PEOPLE, *_MANY) else 0.3 if entity.sort in ("body", "document") else 0.0
    return VETO


def _gender(page: Page, mention: Found, candidate: Candidate) -> float:
    if mention.sort not in ("m", "f") or not candidate.entity.gender:
        return 0.0
    return 1.0 if candidate.entity.gender == mention.sort else VETO


def _same_clause(page: Page, mention: Found, candidate: Candidate) -> float:
    """A subject pronoun is not the object of its own verb, and not the owner's neighbour in one phrase."""
    if page.sentence[mention.head] != page.sentence[candidate.last.head] or mention.head == candidate.last.head:
        return 0.0
    mine, theirs = page.tokens[mention.head], page.tokens[candidate.last.head]
    one_verb = mine.head == theirs.head and not mine.relation.startswith("nmod:poss")
    return VETO if one_verb and {mine.relation.split(":")[0], theirs.relation.split(":")[0]} != {"nsubj"} else 0.0


PRONOUN: tuple[Row, ...] = (
    ("fits in number", 1.0, _number),
    ("fits in gender", 0.8, _gender),
    ("not in one clause with it", 1.0, _same_clause),
    ("sentences between", -0.45, _sentences),
    ("paragraphs between", -0.15, _paragraphs),
    ("words between", -0.4, _distance),
    ("was a subject", 0.6, _subject),
    ("speaks just before", 1.0, _speaker),
    ("has spoken", 0.3, _spoke),
    ("spoken of often", 0.35, _frequency),
    ("only inside a quotation", -0.9, _in_quote),
    ("only as an owner", -0.2, _possessive),
    ("in its own words", -4.0, _own_words),
)


# --- noun phrases -----------------------------------------------------------------------


def _can_be(page: Page, mention: Found, candidate: Candidate) -> float:
    """A role is a person's, a body's noun a body's, a document's a document's."""
    entity = candidate.entity
    if mention.sort == "role":
        return 0.0 if entity.sort in (_MANY if mention.plural else _PEOPLE) and entity.plural == mention.plural else VETO
    if mention.sort == "body":
        return 0.0 if entity.sort in ("body",) else VETO
    return 0.0 if entity.sort == mention.sort else VETO


def _same_word(page: Page, mention: Found, candidate: Candidate) -> float:
    """The same role word said of both."""
    if mention.fact is None:
        return 0.0
    mine = _head_word(mention.fact.word)
    return float(any(_head_word(f.word) == mine and f.word for f in candidate.entity.facts))


def _head_word(word: str) -> str:
    """One word for all that say the same ("congressman", "rep.")."""
    words = word.partition(" of ")[0].split()
    last = words[-1] if words else ""
    same = mapped("same_role")
    return same.get(word) or same.get(last, last)


def _same_class(page: Page, mention: Found, candidate: Candidate) -> float:
    if mention.fact is None or mention.fact.role_class == "other":
        return 0.0
    return float(any(f.role_class == mention.fact.role_class for f in candidate.entity.facts))


def _other_class(page: Page, mention: Found, candidate: Candidate) -> float:
    """Its roles are known, and this is none of them."""
    if mention.fact is None or not candidate.entity.facts:
        return 0.0
    return float(not _same_word(page, mention, candidate) and not _same_class(page, mention, candidate))


def _time(page: Page, mention: Found, candidate: Candidate) -> float:
    """ "The former minister" is not the one in office, where the text or the gazetteer knows who is."""
    if mention.fact is None or not mention.fact.word:
        return 0.0
    mine = _head_word(mention.fact.word)
    said = [f.former for f in candidate.entity.facts if f.word and _head_word(f.word) == mine]
    return 0.0 if not said or mention.fact.former in said else -1.0


def _owner(page: Page, mention: Found, candidate: Candidate) -> float:
    """Whose the role is, where both say it."""
    mine = mention.fact.of if mention.fact else None
    theirs = {f.of for f in candidate.entity.facts if f.of}
    if not mine or not theirs:
        return 0.0
    return 1.0 if any(_overlap(mine, other) for other in theirs) else -1.0


def _overlap(one: str, other: str) -> bool:
    a, b = {w.casefold() for w in one.split()}, {w.casefold() for w in other.split()}
    return bool((a & b) - {"the", "of", "party", "department", "committee", "university", "national"})


def _gendered(page: Page, mention: Found, candidate: Candidate) -> float:
    gender = mention.fact.gender if mention.fact else ""
    if not gender or not candidate.entity.gender:
        return 0.0
    return 0.5 if gender == candidate.entity.gender else VETO


def _owns_itself(page: Page, mention: Found, candidate: Candidate) -> float:
    """ "Doe's spokesman" is not Doe."""
    span = mention.owner
    if span and any(span[0] <= f.head < span[1] for f in candidate.entity.found):
        return VETO
    return 0.0


def _same_noun(page: Page, mention: Found, candidate: Candidate) -> float:
    """The same noun heads both phrases, or the body's name ends in it."""
    noun = roles.singular(page.lower(mention.head))
    named = [page.lower(i) for i in range(mention.first, mention.head) if page.tokens[i].xpos in ("NNP", "NNPS")]
    if named and not any(n in candidate.entity.name.casefold() for n in named):
        return VETO
    words = {roles.singular(w.casefold()) for name in (candidate.entity.name, *candidate.entity.aliases) for w in name.split()}
    return float(noun in words or mapped("kind_of_noun").get(noun, "-") == candidate.entity.kind)


NOMINAL: tuple[Row, ...] = (
    ("can be one", 1.0, _can_be),
    ("not its own owner", 1.0, _owns_itself),
    ("same role word", 2.0, _same_word),
    ("same class of role", 1.0, _same_class),
    ("known for another role", -1.1, _other_class),
    ("held at the same time", 1.6, _time),
    ("role of the same body", 0.8, _owner),
    ("fits in gender", 1.0, _gendered),
    ("sentences between", -0.12, _sentences),
    ("was a subject", 0.2, _subject),
    ("speaks just before", 0.8, _speaker),
    ("spoken of often", 0.3, _frequency),
    ("only inside a quotation", -0.4, _in_quote),
    ("in its own words", -1.5, _own_words),
)

THING: tuple[Row, ...] = (
    ("can be one", 1.0, _can_be),
    ("same noun", 1.6, _same_noun),
    ("sentences between", -0.1, _sentences),
    ("speaks just before", 0.4, _speaker),
    ("spoken of often", 0.2, _frequency),
)
"""For bodies and documents ("the company", "the poll")."""
