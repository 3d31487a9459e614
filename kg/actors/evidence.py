"""What speaks for and against an entity as the one that a mention stands for: rows of evidence whose weights add up.

Each row is a name, a weight and a small function of (page, mention, candidate). A row that answers `VETO` rules a candidate out.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.page import Page

VETO = float("-inf")


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


# --- features that the tables share --------------------------------------------------


def sentences(page: Page, mention: Found, candidate: Candidate) -> float:
    """Sentences between, counted up to twelve."""
    return float(min(12, abs(page.sentence[mention.head] - page.sentence[candidate.last.head])))


def paragraphs(page: Page, mention: Found, candidate: Candidate) -> float:
    """Paragraphs between, counted up to six."""
    return float(min(6, page.paragraph[mention.head] - page.paragraph[candidate.last.head]))


def subject(page: Page, mention: Found, candidate: Candidate) -> float:
    """Whether it was a subject where it was last spoken of."""
    return float(page.is_subject(candidate.last.head))


def frequency(page: Page, mention: Found, candidate: Candidate) -> float:
    """How often it was spoken of before."""
    return math.log1p(len([f for f in candidate.entity.found if f.first < mention.first]))


def speaker(page: Page, mention: Found, candidate: Candidate) -> float:
    """Whether it speaks just before."""
    return float(candidate.speaks)


def spoke(page: Page, mention: Found, candidate: Candidate) -> float:
    """Whether it has spoken at all."""
    return float(candidate.spoke)


def in_quote(page: Page, mention: Found, candidate: Candidate) -> float:
    """Whether it was last spoken of in a quotation, and the mention stands outside one."""
    return float(page.quoted[candidate.last.head] and not page.quoted[mention.head])


def own_words(page: Page, mention: Found, candidate: Candidate) -> float:
    """Whether the mention stands in its own words."""
    return float(candidate.says_this)


def possessive(page: Page, mention: Found, candidate: Candidate) -> float:
    """Whether it was last spoken of as an owner."""
    return float(page.tokens[candidate.last.head].relation.startswith("nmod:poss"))


def leads(page: Page, mention: Found, candidate: Candidate) -> float:
    """The subject of an earlier sentence of this paragraph: who "Doe hit back. “No,” he said" speaks of."""
    last = candidate.last
    if page.paragraph[last.head] != page.paragraph[mention.head] or page.sentence[last.head] == page.sentence[mention.head]:
        return 0.0
    main = page.tokens[page.tokens[last.head].head].relation == "root"
    return float(main and page.is_subject(last.head) and not page.quoted[last.head] and last.head < mention.head)


def distance(page: Page, mention: Found, candidate: Candidate) -> float:
    """Words between, as a share of a hundred."""
    return min(1.0, (mention.first - candidate.last.first) / 100)
