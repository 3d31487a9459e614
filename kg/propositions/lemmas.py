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
    found = next((c for c in _candidates(token.form.lower(), lexicon) if c in known), None)
    return token if found is None or found == token.lemma else replace(token, lemma=found)


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
