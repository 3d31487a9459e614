"""Lemmas by table and by spelling: the base form of an English word, given its part of speech.

Words whose base form no rule of spelling tells ("told", "children", "better") are in a table read off the treebanks; all others
are regular, and the rules below undo their endings. A word form that was never seen is lemmatized as well as one that was.
Lemmas are in lower case, with a straight apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

Table = dict[tuple[str, str], str]
"""(form, Penn tag) to lemma, all in lower case but the tag."""

VERBS = ("VBD", "VBN", "VBG", "VBZ")
"""Tags of inflected verbs. A tagger takes one for another, so the ending says which of them a form is."""

_KEEPS_E = re.compile(
    r"(?:[^aeiou]l|[cvuz]|[^s]s|[^n]g|[nrd]g|[^aeiou]at|[iu]at|[^aeo]id|[^aeo]ur|[^ae]ir|[^o]ul|[^o]ut|^[^aeiou]*[aiou][rkpmndbt])$"
)
"""Stems whose base form mostly ends in a silent e ("handl-", "announc-", "receiv-", "estimat-", "hop-")."""


class Lemmatizer:
    """Base forms by `table` (what the rules get wrong), else by rule."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._cached = lru_cache(maxsize=50_000)(self._lemma)

    def __call__(self, form: str, tag: str) -> str:
        """The lemma of a word form with a Penn tag."""
        return self._cached(form, tag)

    def _lemma(self, form: str, tag: str) -> str:
        form = folded(form)
        for other in (tag, *(VERBS if tag in VERBS else ())):
            if (form, other) in self._table:
                return self._table[form, other]
        return by_rule(form, tag)


def folded(form: str) -> str:
    """Lower case, with a straight apostrophe."""
    return form.lower().replace("’", "'")


def by_rule(form: str, tag: str) -> str:
    """The base form that spelling alone gives; `form` is in lower case."""
    if not form.isalpha():
        return form
    if tag in VERBS and form.endswith(("ed", "ing")):
        return _verb(form, "ed" if form.endswith("ed") else "ing")
    if tag in (*VERBS, "NNS", "NNPS") and form.endswith("s"):
        return _without_s(form)
    ending = {"JJR": "er", "RBR": "er", "JJS": "est", "RBS": "est"}.get(tag)
    if ending and form.endswith(ending) and len(form) > len(ending) + 2:
        return _stem(form[: -len(ending)])
    return form


def _verb(form: str, ending: str) -> str:
    if ending == "ed" and len(form) == 4 and form.endswith("ied"):
        return form[:-1]  # died, lied, tied
    stem = form.removesuffix(ending)
    if stem == form or len(stem) < 2 or not re.search("[aeiouy]", stem):
        return form
    return _stem(stem)


def _stem(stem: str) -> str:
    """The base form of a stem that has lost "-ed", "-ing", "-er" or "-est"."""
    if stem.endswith("i"):
        return stem[:-1] + "y"
    if len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou":
        short = len(re.findall("[aeiouy]+", stem)) == 1  # "shelled", "killed", but not "cancelled"
        return stem if stem[-1] in "sfz" or (stem[-1] == "l" and short) else stem[:-1]
    if stem.endswith("e"):
        return stem if stem.endswith("ee") else stem + "e"
    return stem + "e" if _KEEPS_E.search(stem) else stem


def _without_s(form: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    if form.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return form[:-2]
    return form if form.endswith(("ss", "us", "is")) else form[:-1]


def read_table(lines: Iterable[str]) -> Table:
    """The table of a file with a line "form, tab, tag, tab, lemma" for each entry. ValueError for any other line."""
    made: Table = {}
    for line in lines:
        form, tag, lemma = line.rstrip("\n").split("\t")
        made[form, tag] = lemma
    return made
