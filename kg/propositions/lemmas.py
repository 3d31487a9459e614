"""Base forms of words that the reader's lemmatizer missed, by the words that the lexicon knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.model import Token
from kg.propositions.frames import Lexicon

ENDINGS = (
    ("ies", "y"), ("ied", "y"), ("ying", "ie"),
    ("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"), ("ed", "e"),
)  # fmt: skip
"""Regular endings and what stands in their place."""


def repaired(tokens: tuple[Token, ...], lexicon: Lexicon) -> tuple[Token, ...]:
    """The tokens, with another lemma where theirs is no word of the lexicon and their form is a form of one.

    Only words tagged as inflected (verbs, plurals) change; a lemma that the lexicon knows stays.
    """
    return tuple(_repair(token, lexicon) for token in tokens)


def _repair(token: Token, lexicon: Lexicon) -> Token:
    known = lexicon.known_nouns if token.xpos == "NNS" else lexicon.known_verbs if token.xpos[:2] == "VB" else frozenset[str]()
    if not known or token.lemma in known:
        return token
    form = token.form.lower()
    found = next((c for c in _candidates(form, lexicon) if c in known), None) or _regular(token.lemma, form, lexicon)
    return token if found is None or found == token.lemma else replace(token, lemma=found)


def _regular(lemma: str, form: str, lexicon: Lexicon) -> str | None:
    """The base form of a word that the lexicon does not know: an irregular one, or the form without its ending where the lemma
    is no likely base of it ("remaibe" of "remains"); null where the lemma may stand."""
    for irregular, base in ((form, lexicon.irregular.get(form)), ("men", "man"), ("children", "child")):
        if base and form.endswith(irregular):
            return form[: len(form) - len(irregular)] + base
    same = next((n for n, (a, b) in enumerate(zip(lemma, form, strict=False)) if a != b), min(len(lemma), len(form)))
    if len(lemma) - same <= 1 and len(form) - same <= 4:
        return None
    ending = next((e for e in ("ing", "ed", "s") if form.endswith(e) and len(form) > len(e) + 2), "")
    return form.removesuffix(ending) or None


def _candidates(form: str, lexicon: Lexicon) -> Iterator[str]:
    yield form
    if form in lexicon.irregular:
        yield lexicon.irregular[form]
    for ending, instead in ENDINGS:
        if form.endswith(ending) and len(form) > len(ending) + 1:
            stem = form[: -len(ending)]
            yield stem + instead
            if len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]
