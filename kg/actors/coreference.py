"""Which entity a mention stands for: the tables of evidence for pronouns, for roles, and for bodies and documents."""

from __future__ import annotations

from kg.actors import roles
from kg.actors.evidence import (
    VETO,
    Candidate,
    Row,
    distance,
    frequency,
    in_quote,
    leads,
    own_words,
    paragraphs,
    possessive,
    sentences,
    speaker,
    spoke,
    subject,
)
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.roles import RoleFact
from kg.actors.words import listed, mapped

_PEOPLE = ("person", "unnamed", "author")
_MANY = ("group", "people")

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
    if mention.sort not in ("m", "f"):
        return 0.0
    if not candidate.entity.gender:
        return -0.5 if candidate.entity.sort == "unnamed" else 0.0
    return 1.0 if candidate.entity.gender == mention.sort else VETO


def _same_clause(page: Page, mention: Found, candidate: Candidate) -> float:
    """The object of a verb is not its subject ("Doe criticised him")."""
    if page.sentence[mention.head] != page.sentence[candidate.last.head] or mention.head == candidate.last.head:
        return 0.0
    mine, theirs = page.tokens[mention.head], page.tokens[candidate.last.head]
    if mine.head != theirs.head or mine.relation.startswith("nmod:poss"):
        return 0.0
    # What stands before the subject in one clause is an opening phrase, or hangs there by mistake ("For Doe it is what she …").
    return 0.0 if mine.relation.split(":")[0] == "nsubj" else VETO


PRONOUN: tuple[Row, ...] = (
    ("fits in number", 1.0, _number),
    ("fits in gender", 0.8, _gender),
    ("not in one clause with it", 1.0, _same_clause),
    ("sentences between", -0.45, sentences),
    ("paragraphs between", -0.15, paragraphs),
    ("words between", -0.4, distance),
    ("was a subject", 0.6, subject),
    ("leads its paragraph", 0.7, leads),
    ("speaks just before", 1.0, speaker),
    ("has spoken", 0.3, spoke),
    ("spoken of often", 0.35, frequency),
    ("only inside a quotation", -0.9, in_quote),
    ("only as an owner", -0.2, possessive),
    ("in its own words", -4.0, own_words),
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
    fact = mention.fact
    return float(fact is not None and any(f.word and _is_same_word(fact, f) for f in candidate.entity.facts))


def _is_same_word(one: RoleFact, other: RoleFact) -> bool:
    """ "The minister" can be the foreign minister, but neither the defence minister nor the prime minister can."""
    if _head_word(one.word) != _head_word(other.word):
        return False
    ranks = {one.role_class, other.role_class}
    if "head_of_government" in ranks and ranks & {"minister"}:
        return False
    mine, theirs = _field(one), _field(other)
    return mine == theirs or not mine or not theirs


def _field(fact: RoleFact) -> str:
    """What a minister is for ("defence"), where the role word says it."""
    words = fact.label.casefold().split()
    if len(words) < 2 or words[-1] not in ("minister", "secretary"):
        return ""
    return {"defense": "defence"}.get(words[-2], words[-2]) if words[-2] in listed("fields") else ""


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


def _unexplained(page: Page, mention: Found, candidate: Candidate) -> float:
    """Named in this or the last sentence of the paragraph, and the article has not said what they are."""
    entity, last = candidate.entity, candidate.last
    if mention.plural or entity.sort != "person" or any(f.how != "gazetteer" for f in entity.facts) or entity.known:
        return 0.0
    near = page.paragraph[mention.head] == page.paragraph[last.head] and sentences(page, mention, candidate) <= 1
    return float(near and last.first < mention.first and not page.quoted[last.head])


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
    kin = mention.fact is not None and roles.singular(mention.fact.word) in listed("kin")
    return 1.0 if any(_overlap(mine, other) for other in theirs) else VETO if kin else -1.0


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
    if mention.owner_pronoun is not None and any(f.head == mention.owner_pronoun for f in candidate.entity.found):
        return VETO
    if span and any(span[0] <= f.head < span[1] for f in candidate.entity.found):
        return VETO
    return 0.0


_UNKNOWN = ("company", "media", "organization")
"""Kinds of bodies whose names seldom tell the kind."""


def _same_noun(page: Page, mention: Found, candidate: Candidate) -> float:
    """The same noun heads both phrases, or the body's name ends in it."""
    noun = roles.singular(page.lower(mention.head))
    named = [page.lower(i) for i in range(mention.first, mention.head) if page.tokens[i].xpos in ("NNP", "NNPS")]
    if named and not any(n in candidate.entity.name.casefold() for n in named):
        return VETO
    words = {roles.singular(w.casefold()) for name in (candidate.entity.name, *candidate.entity.aliases) for w in name.split()}
    if not candidate.entity.kind and mention.sort == "body" and mapped("kind_of_noun").get(noun) in _UNKNOWN:
        # A name that nobody knows, spoken of just before, may well be the company's.
        near = sentences(page, mention, candidate) <= 1 and page.paragraph[mention.head] == page.paragraph[candidate.last.head]
        return 1.3 if near else 0.4
    wanted = mapped("kind_of_noun").get(noun, "-")
    if noun == "agency" and candidate.entity.kind in ("ministry", "police"):
        return 0.8
    return float(noun in words or wanted == candidate.entity.kind)


def _party(page: Page, mention: Found, candidate: Candidate) -> float:
    """ "The Republican" is one of whom the article tells this party, and none of whom it tells another."""
    if mention.fact is None or mention.fact.word != "party member":
        return 0.0
    wanted = mapped("members").get(mention.fact.label.casefold().split()[-1], "")
    told = {
        party
        for f in candidate.entity.facts
        for word in f"{f.label} {f.of or ''}".casefold().replace("-", " ").split()
        if (party := mapped("members").get(word) or _LETTERS.get(word.strip("(.,")))
    }
    return 0.0 if not told else 1.5 if wanted in told else VETO


_LETTERS = {"d": "Democrats", "r": "Republicans", "lib": "Liberals", "con": "Conservatives"}
"""Parties by the letters in brackets behind a name."""

NOMINAL: tuple[Row, ...] = (
    ("not in one clause with it", 1.0, _same_clause),
    ("can be one", 1.0, _can_be),
    ("not its own owner", 1.0, _owns_itself),
    ("same role word", 2.0, _same_word),
    ("same class of role", 1.0, _same_class),
    ("of the same party", 1.0, _party),
    ("known for another role", -1.1, _other_class),
    ("named just before without a role", 0.7, _unexplained),
    ("held at the same time", 1.6, _time),
    ("role of the same body", 0.8, _owner),
    ("fits in gender", 1.0, _gendered),
    ("sentences between", -0.12, sentences),
    ("was a subject", 0.2, subject),
    ("leads its paragraph", 0.5, leads),
    ("speaks just before", 0.8, speaker),
    ("spoken of often", 0.3, frequency),
    ("only inside a quotation", -0.4, in_quote),
    ("in its own words", -1.5, own_words),
)

THING: tuple[Row, ...] = (
    ("can be one", 1.0, _can_be),
    ("same noun", 1.6, _same_noun),
    ("sentences between", -0.1, sentences),
    ("was a subject", 0.3, subject),
    ("speaks just before", 0.4, speaker),
    ("spoken of often", 0.2, frequency),
)
"""For bodies and documents ("the company", "the poll")."""
