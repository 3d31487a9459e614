"""Base forms by rule: an inflected verb or plural that the lexicon knows, or whose ending tells, needs no trained lemmatizer.

A reader that is small enough for a laptop guesses lemmas by their endings and is often one letter off ("announcy"). The rules
that read attributions compare lemmas with word lists, so they take the base form from here: the table of irregular forms
(`kg/data/frames_irregular.txt`), the words of the cue lexicon, and the spelling rules of English.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from importlib.resources import files

from kg.model import Token
from kg.statements.lexicon import lexicon

_AUXILIARIES = {
    "am": "be", "are": "be", "is": "be", "was": "be", "were": "be", "been": "be", "being": "be", "'re": "be", "'m": "be",
    "has": "have", "had": "have", "having": "have", "'ve": "have", "does": "do", "did": "do", "done": "do", "said": "say",
}  # fmt: skip

_KEEPS_E = re.compile(r"(?:[^aeiou]l|[cvuz]|[^s]s|[^n]g|[nrd]g|[^aeiou]at|[iu]at|^[^aeiou]*[aiou][rkpmndbt])$")
"""Stems whose base form mostly ends in a silent e ("handl-", "announc-", "receiv-", "estimat-", "hop-")."""


def mended(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens with base forms as lemmas, where their tags say that they are inflected words or plain base forms."""
    return tuple(t if (base := base_form(t)) == t.lemma else replace(t, lemma=base) for t in tokens)


def base_form(token: Token) -> str:
    """The base form of a verb or common noun; any other token keeps its lemma."""
    form = token.form.lower().replace("’", "'")
    if token.xpos in ("VB", "VBP", "NN") and token.lemma != form and form.isalpha():
        return _AUXILIARIES.get(form, form)
    if token.xpos in ("VBD", "VBN", "VBZ", "VBG"):
        return _verb(form, token.lemma)
    return _noun(form, token.lemma) if token.xpos == "NNS" else token.lemma


@cache
def _verb(form: str, lemma: str) -> str:
    known = _AUXILIARIES.get(form) or _irregular().get(form)
    if known:
        return known
    if not form.isalpha():
        return lemma
    if len(form) == 4 and form.endswith("ied"):
        return form[:-1]  # died, lied, tied
    if form.endswith("s") and not form.endswith("ss"):
        return _without_s(form, "verb")
    for ending in ("ed", "ing"):
        if form.endswith(ending) and len(form) > len(ending) + 2 and re.search("[aeiouy]", form[: -len(ending)]):
            return _stem(form[: -len(ending)], ending)
    return lemma


def _stem(stem: str, ending: str) -> str:
    """The base form of a stem without its "-ed" or "-ing"."""
    if ending == "ed" and stem.endswith("i"):
        return stem[:-1] + "y"
    doubled = len(stem) > 2 and stem[-1] == stem[-2] and stem[-1] not in "aeiou"
    choices = [stem, stem + "e", *([stem[:-1]] if doubled else [])]
    listed = [c for c in choices if (c, "verb") in lexicon().words or c in _bases()]
    if listed:
        return listed[0]
    if doubled:
        return stem if stem[-1] in "sfz" or (stem[-1] == "l" and len(stem) < 5) else stem[:-1]
    if stem.endswith("e"):
        return stem  # agre(e)d, guarante(e)d: the rest is below
    return stem + "e" if _KEEPS_E.search(stem) else stem


@cache
def _noun(form: str, lemma: str) -> str:
    known = _irregular().get(form)
    if known and form != "people":
        return known
    if form.endswith("men") and len(form) > 5:
        return form[:-2] + "an"
    return _without_s(form, "noun") if form.isalpha() and form.endswith("s") else lemma


def _without_s(form: str, part: str) -> str:
    if form.endswith("ies") and len(form) > 4:
        return form[:-3] + "y"
    plain = form[:-1]
    if form.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")) and (plain, part) not in lexicon().words:
        return form[:-2]
    return plain if not form.endswith(("ss", "us")) else form


@cache
def _irregular() -> dict[str, str]:
    made: dict[str, str] = {}
    for line in files("kg").joinpath("data/frames_irregular.txt").read_text("utf-8").splitlines():
        words = line.split()
        if words and not line.startswith("#"):
            made.update({other: words[0] for other in words[1:] if other not in made})
    return made


@cache
def _bases() -> frozenset[str]:
    return frozenset(_irregular().values())
