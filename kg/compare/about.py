"""What an answer is about, and whether the target speaks of it."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.compare.lexicon import cues
from kg.compare.pair import Pair
from kg.compare.view import View
from kg.compare.words import STOP, rarity, stems, weight

_VAGUE = frozenset(
    stems(
        "claim report allegation accusation charge criticism criticize idea suggestion comment remark statement proposal plan "
        "attack notion assertion offer call concern question argument story rumor speculation characterization insinuation "
        "finding conclusion assessment"
    )
)
"""Words for what somebody said; as the object of a denial they leave open what is denied."""
_ANAPHOR = re.compile(
    r"^(it|that|this|these|those|they|he|she|such|the (claims?|allegations?|reports?|story|charges?|accusations?|idea|suggestion|"
    r"assertion|statement|comments?|remarks?|attacks?|rumou?rs?))\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.!?])[”\"’')]?\s+")
_TELLING = 0.15
"""Least rarity of a word that says what a denial is about."""
once = lru_cache(maxsize=4)
"""Several signals ask the same of one pair, one after another."""


@once
def about(p: Pair) -> dict[str, float]:
    """What the answer is about: its telling words, no names of the two and no words for what somebody said."""
    own = p.target.handles | p.answer.handles
    return {w: x for w, x in p.answer.topic.items() if w not in _VAGUE and w not in own and rarity(w) >= _TELLING}


@once
def aligned(p: Pair) -> float:
    """Share of what the answer is about that the target speaks of."""
    words = about(p)
    whole = sum(words.values())
    return sum(x for w, x in words.items() if w in p.target.topic) / whole if whole else 0.0


def vague(p: Pair) -> float:
    """Whether what is denied is left open ("the claim")."""
    return float(bool(_VAGUE & p.answer.bag) or len(about(p)) <= 1)


@once
def _false_sentences(view: View) -> list[tuple[bool, frozenset[str]]]:
    """Of each sentence that calls something false or worse: whether its subject points back, and its telling stems."""
    out: list[tuple[bool, frozenset[str]]] = []
    if "said.false" not in view.cues and "said.scorn" not in view.cues:
        return out
    for sentence in _SENTENCE.split(view.words):
        found = stems(sentence)
        if cues()["said.false"].find(found)[0] or cues()["said.scorn"].find(found)[0]:
            back = bool(_ANAPHOR.match(sentence.strip("“\"'‘ "))) or len(found) <= 6
            out.append((back, frozenset(w for w in found if w not in STOP)))
    return out


def points_back(p: Pair) -> float:
    """Whether a sentence of the answer calls false or absurd what was said before ("that is a lie")."""
    return float(any(back for back, _ in _false_sentences(p.answer)))


def same_falsehood(p: Pair) -> float:
    """How much of a sentence that calls something false is in the target too."""
    own = p.target.handles | p.answer.handles
    shares = (
        (weight(w for w in found if w in p.target.topic and w not in own), weight(found))
        for _, found in _false_sentences(p.answer)
    )
    return max((common / (0.3 + whole) for common, whole in shares), default=0.0)
