"""Where, when and about what: the adjuncts of a clause and its content words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kg.propositions.frames import Lexicon
from kg.propositions.trees import Trees, word_set

INSIDE = frozenset(("in", "at", "on", "within"))
"""Prepositions that a place is given without; others ("outside") are part of it."""
PLACE_PREPOSITIONS = INSIDE | word_set("inside outside near across over above around throughout off along beyond between")
TOWARDS = frozenset(("to", "into", "from"))
CONTENT = frozenset(("NOUN", "PROPN", "VERB", "ADJ", "NUM"))


def place_of(trees: Trees, head: int, own: Sequence[int], is_place: Callable[[int], bool]) -> tuple[int, bool] | None:
    """(head of the place words, whether its preposition belongs to it); phrases of the predicate itself come first."""
    nearest = sorted(own, key=lambda k: (trees.head(k) != head, abs(k - head)))
    for k in nearest:
        case = trees.case(k)
        if trees.is_under(k, "obl", "nmod") and case in PLACE_PREPOSITIONS and is_place(k):
            return k, case not in INSIDE
    for k in nearest:
        if trees.is_under(k, "obl") and trees.case(k) in TOWARDS and is_place(k):
            return k, trees.case(k) == "from"
    return next(
        ((k, False) for k in nearest if trees.lemma(k) in ("here", "abroad", "overseas") and trees.is_under(k, "advmod")), None
    )


def time_of(trees: Trees, lexicon: Lexicon, head: int, own: Sequence[int]) -> list[int]:
    """Positions of the time words; empty where there are none. Phrases come before adverbs, those of the predicate first."""
    nearest = sorted(own, key=lambda k: (trees.head(k) != head, abs(k - head)))
    for k in nearest:
        if not trees.is_under(k, "obl", "nmod", "advmod", "nmod:unmarked"):
            continue
        year = trees.tokens[k].form.isdigit() and len(trees.tokens[k].form) == 4
        counted = trees.is_under(k, "nmod") and trees.case(k) in ("of", "to", "with")
        if (year or lexicon.is_a(trees.lemma(k), "time")) and not counted and trees.tokens[k].upos != "ADV":
            return _with_day(trees, trees.subtree(k, without=("acl", "advcl", "parataxis", "punct")), k)
    for k in nearest:
        if trees.is_under(k, "advmod", "obl") and lexicon.is_a(trees.lemma(k), "time_adverb"):
            return trees.subtree(k, without=("advcl", "punct"))
    return []


def _with_day(trees: Trees, words: list[int], month: int) -> list[int]:
    """The number beside the name of a month belongs to it, whatever a parser made of "on 3 March"."""
    if trees.tokens[month].upos != "PROPN":
        return words
    beside = [k for k in (month - 1, month + 1) if 0 <= k < len(trees.tokens) and trees.tokens[k].form.isdigit()]
    return sorted({*words, *(k for k in beside if int(trees.tokens[k].form) <= 31)})


def keys_of(trees: Trees, lexicon: Lexicon, words: Sequence[int], leave: frozenset[int]) -> tuple[str, ...]:
    """Content lemmas among `words`, sorted, without those at `leave`, stop words and bare figures."""
    found = set()
    for k in words:
        token = trees.tokens[k]
        lemma = trees.lemma(k)
        if k in leave or token.upos not in CONTENT or lexicon.is_a(lemma, "stop") or not any(c.isalpha() for c in lemma):
            continue
        if len(lemma) > 1:
            found.add(lemma)
    return tuple(sorted(found))
