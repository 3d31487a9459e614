"""Word order as a second witness beside the tree, for the few places where it is nearly certain and parsers err.

On the 40,649 verbs of the gold trees of UD EWT and GUM (train), `near_subject` overrules the tree 20 times, nearly always at
a slip of the tongue, and all 7 finds of `focus_before` are right.
"""

from __future__ import annotations

from kg.propositions.trees import Trees

BETWEEN = frozenset(("AUX", "ADV", "PART"))
"""Between a subject and its verb."""
INSIDE_NAME = frozenset(("PROPN", "NOUN", "ADJ", "DET", "NUM", "PRON"))
OBJECTS = frozenset(("me", "us", "him", "them"))
REACH = 8
"""Words of the phrase in "it was … that" at most."""


def _left_of(trees: Trees, i: int) -> int:
    """The first word left of a verb that is no auxiliary or adverb."""
    k = i - 1
    while k >= 0 and trees.tokens[k].upos in BETWEEN and trees.lemma(k) != "to":
        k -= 1
    return k


def focus_before(trees: Trees, i: int) -> int | None:
    """Of a finite verb in "it was X that/who …": the last word of X."""
    k = _left_of(trees, i)
    if k < 3 or trees.lemma(k) not in ("that", "who") or not _is_finite(trees, i):
        return None
    return k - 1 if _is_focus(trees, k - 1) else None


def focus_at(trees: Trees, x: int) -> bool:
    """Whether the phrase that "to be" says something with, or its last word, is such an X before "that" and a verb."""
    last = x
    while last + 1 < len(trees.tokens) and last - x < REACH and trees.tokens[last + 1].upos in ("PROPN", "NOUN"):
        last += 1
    if last + 2 >= len(trees.tokens) or trees.lemma(last + 1) not in ("that", "who") or not _is_focus(trees, last):
        return False
    return any(focus_before(trees, v) == last for v in range(last + 2, min(last + 6, len(trees.tokens))))


def _is_focus(trees: Trees, last: int) -> bool:
    """Whether "it was" stands before the phrase that ends here, and the phrase is a name or definite."""
    k = last
    while k > 0 and last - k < REACH and trees.tokens[k].upos in INSIDE_NAME and trees.lemma(k) not in ("it", "be"):
        k -= 1
    phrase = range(k + 1, last + 1)
    while k > 0 and trees.tokens[k].upos in ("ADV", "PART"):
        k -= 1
    if not phrase or k < 1 or trees.tokens[k].form.lower() not in ("is", "was", "’s", "'s", "were", "been", "be"):
        return False
    known = trees.tokens[last].upos in ("PROPN", "PRON") or trees.lemma(phrase[0]) in (
        "the",
        "his",
        "her",
        "their",
        "its",
        "our",
        "my",
    )
    before = k - 1
    while before > 0 and trees.tokens[before].upos in BETWEEN:
        before -= 1
    return known and trees.lemma(before) == "it"


def near_subject(trees: Trees, i: int) -> int | None:
    """The word right before a finite verb where the tree calls it a subject but hangs it on another verb."""
    k = _left_of(trees, i)
    if k < 0 or not _is_finite(trees, i) or not trees.is_under(k, "nsubj") or trees.head(k) == i:
        return None
    if trees.tokens[k].upos not in ("PROPN", "NOUN", "PRON") or trees.lemma(k) in ("that", "who", "which", "what"):
        return None
    head = trees.head(k)
    return k if head is not None and not k < head < i and not trees.kids(head, "cop") else None


def clause_opener(trees: Trees, i: int) -> int | None:
    """The last word of a phrase that stands between "that", "and", a comma or the start, and a finite verb."""
    last = _left_of(trees, i)
    if last < 0 or not _is_finite(trees, i) or trees.is_under(last, "expl"):
        return None
    if trees.tokens[last].upos not in ("PROPN", "NOUN", "PRON"):
        return None
    if trees.tokens[last].xpos not in ("PRP", "DT", "NN", "NNS", "NNP", "NNPS") or trees.tokens[last].form.lower() in OBJECTS:
        return None
    k = last
    while k >= 0 and last - k < REACH and (trees.tokens[k].upos in INSIDE_NAME or trees.tokens[k].xpos == "POS"):
        if k < last and trees.tokens[k].xpos == "PRP":
            return None
        k -= 1
    before = trees.tokens[k] if k >= 0 else None
    opens = before is None or before.upos in ("SCONJ", "CCONJ") or before.form in ('"', "“", "‘", ".", ";", ":")
    return last if opens else None


def _is_finite(trees: Trees, i: int) -> bool:
    helped = any(
        trees.tokens[k].upos == "AUX" and trees.tokens[k].xpos in ("VBD", "VBZ", "VBP", "MD")
        for k in range(_left_of(trees, i) + 1, i)
    )
    return trees.tokens[i].upos == "VERB" and (helped or trees.tokens[i].xpos in ("VBD", "VBZ", "VBP"))
