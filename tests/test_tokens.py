"""Tokens, their offsets and word pieces."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.nlp import tokens
from kg.nlp.weights import SHIPPED
from tests.cases import cases

AWKWARD = [
    "",
    " ",
    "\t\r\n",
    "a",
    "“",
    "x\u200by",
    "e\u0301 \u202eabc\u202c",
    "tab\tand\r\nline",
    "😀😀 ok",
    "…" * 40,
    "\ufeffword",
    "a" * 5000,
]


@pytest.mark.parametrize(("text", "expected"), cases("tokens/tokens.txt"))
def test_text_splits_into_tokens(text: str, expected: str) -> None:
    """Tokens are those of Universal Dependencies English."""
    assert [text[a:b] for a, b in tokens.spans(text)] == expected.split("|")


@pytest.mark.parametrize("text", AWKWARD)
def test_no_visible_character_is_lost(text: str) -> None:
    """Tokens are in order, apart, and leave out white space alone."""
    spans = tokens.spans(text)
    assert all(a < b for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in pairwise(spans))
    covered = {i for a, b in spans for i in range(a, b)}
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@pytest.mark.parametrize("text", [t for t in AWKWARD if t.strip()])
def test_every_token_has_a_piece(text: str) -> None:
    """Word pieces point back at their tokens, whatever the characters; a long token takes few of them."""
    spans = tokens.spans(text)
    made = tokens.pieces(
        [text[a:b] for a, b in spans], tokens.breaks_before(text, spans), tokens.tokenizer(SHIPPED / "tokenizer.json")
    )
    assert len(made.first) == len(spans)
    assert len(made.ids) == len(made.cases)
    ends = [*made.first[1:], len(made.ids)]
    assert all(0 < b - a <= tokens.MAX_PIECES + 1 for a, b in zip(made.first, ends, strict=True))


def test_line_breaks_are_seen() -> None:
    """A token knows that a line began before it, on any platform's line ends."""
    text = "One two.\r\n\r\nThree\nfour"
    assert tokens.breaks_before(text, tokens.spans(text)) == [True, False, False, True, True]


@pytest.mark.parametrize(("form", "case"), [("he", 0), ("He", 1), ("I", 1), ("NATO", 2), ("McKay", 3), ("F-16", 4), ("“", 5)])
def test_case_classes(form: str, case: int) -> None:
    """The encoder is uncased; the case of a token travels beside it."""
    assert tokens.case_of(form) == case
