"""Small pieces of wording that all views share."""

from __future__ import annotations

import re
from typing import Final

QUOTES: Final = tuple("\"“”„«»‘’'")
"""Quotation marks that a text may bring along."""


def quoted(words: str) -> str:
    """Words in quotation marks, once: a statement may bring its own at the beginning or the end."""
    return words if words[:1] in QUOTES or words[-1:] in QUOTES else f"“{words}”"


def sure(confidence: float) -> str:
    """A confidence for reading; nothing that a machine finds is certain."""
    return "over 0.99" if confidence > 0.99 else f"{confidence:.2f}"


def spoken(term: str) -> str:
    """The code of a value as words: an IRI that ends in `#RoleReversal` or a code `role_reversal` as "role reversal"."""
    local = re.split(r"[#/]", term)[-1]
    return re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", local).lower()


def shortened(words: str, limit: int = 160) -> str:
    """Words cut after a whole word, with an ellipsis, where they are longer than `limit` characters."""
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0] + "…"
