"""Who a pronoun stands for, by weights that were learnt.

The rows are those of `coreference.PRONOUN` and some more; what each counts stands in `data/pronoun_weights.csv`, learnt by
`kg/training/coreference.py` as the weights of a conditional logit over the candidates of each pronoun. A verdict is still a sum
of rows that a reader can follow. A row that the file does not have keeps the weight it was written with.
"""

from __future__ import annotations

from functools import cache

from kg.actors.coreference import PRONOUN
from kg.actors.evidence import Candidate, Row
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.gazetteer import table

_ROLES = {"nsubj": "subject", "csubj": "subject", "obj": "object", "iobj": "object", "obl": "oblique", "nmod": "noun"}

_OPENING = 12
"""Tokens of an article in which whoever it is about is named."""


@cache
def learnt() -> tuple[Row, ...]:
    """The table of rows with the weights that were learnt; rows that count for nothing are left out."""
    weights = {row["row"]: float(row["weight"]) for row in table("pronoun_weights.csv")}
    return tuple((name, w, feature) for name, weight, feature in ROWS if (w := weights.get(name, weight)))


def _role(page: Page, i: int) -> str:
    relation = page.tokens[i].relation
    return "owner" if relation.startswith("nmod:poss") else _ROLES.get(relation.split(":")[0], "")


def _same_role(page: Page, mention: Found, candidate: Candidate) -> float:
    """Both are subject, or object, or oblique, where the candidate was last spoken of."""
    mine = _role(page, mention.head)
    return float(mine != "" and mine == _role(page, candidate.last.head))


def _governing(page: Page, mention: Found, candidate: Candidate) -> float:
    """It is the subject of the pronoun's clause or of one that this clause hangs on."""
    last = candidate.last.head
    if page.sentence[mention.head] != page.sentence[last] or not page.is_subject(last):
        return 0.0
    clause, i = page.tokens[last].head, mention.head
    for _ in range(10):
        i = page.tokens[i].head
        if i == clause:
            return 1.0
    return 0.0


def _last_subject(page: Page, mention: Found, candidate: Candidate) -> float:
    """It was the subject of the main clause of the sentence before."""
    last = candidate.last.head
    if page.sentence[mention.head] - page.sentence[last] != 1 or not page.is_subject(last):
        return 0.0
    return float(page.tokens[page.tokens[last].head].relation == "root")


def _same_sentence(page: Page, mention: Found, candidate: Candidate) -> float:
    """It is spoken of earlier in the pronoun's sentence."""
    return float(page.sentence[mention.head] == page.sentence[candidate.last.head])


def _continued(page: Page, mention: Found, candidate: Candidate) -> float:
    """It was last spoken of by a pronoun of the same sort."""
    return float(candidate.last.kind == "pronoun" and candidate.last.sort == mention.sort)


def _embedded(page: Page, mention: Found, candidate: Candidate) -> float:
    """It was last spoken of inside the phrase of another noun ("the son of Doe")."""
    return float(_role(page, candidate.last.head) == "noun")


def _beside(page: Page, mention: Found, candidate: Candidate) -> float:
    """It was last spoken of as one of several, or to explain another name."""
    return float(page.tokens[candidate.last.head].relation.split(":")[0] in ("conj", "appos", "parataxis"))


def _gendered(page: Page, mention: Found, candidate: Candidate) -> float:
    """Its gender is known, and the pronoun's."""
    return float(mention.sort in ("m", "f") and candidate.entity.gender == mention.sort)


def _named(page: Page, mention: Found, candidate: Candidate) -> float:
    """It has a name in the article."""
    return float(candidate.entity.sort == "person")


def _opens(page: Page, mention: Found, candidate: Candidate) -> float:
    """The article begins with it."""
    return float(candidate.entity.first < _OPENING)


ROWS: tuple[Row, ...] = (
    *PRONOUN,
    ("same role in the clause", 0.0, _same_role),
    ("subject of a clause above", 0.0, _governing),
    ("subject of the sentence before", 0.0, _last_subject),
    ("in the same sentence", 0.0, _same_sentence),
    ("spoken of by the same pronoun", 0.0, _continued),
    ("inside another noun's phrase", 0.0, _embedded),
    ("one of several", 0.0, _beside),
    ("known to be of its gender", 0.0, _gendered),
    ("has a name", 0.0, _named),
    ("opens the article", 0.0, _opens),
)
"""Every row with the weight it has where nothing was learnt: those of the rules, and 0."""
