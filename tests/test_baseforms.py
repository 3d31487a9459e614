"""Base forms by rule: the cases in tests/cases/classify/baseforms.txt, each a form, its tag and a wrong guess."""

from __future__ import annotations

import pytest

from kg.model import Token
from kg.statements.baseforms import base_form, mended
from tests.cases import cases


def token(given: str) -> Token:
    form, tag, lemma = given.split()
    return Token(start=0, end=len(form), form=form, lemma=lemma, upos="X", xpos=tag, head=0, relation="root")


@pytest.mark.parametrize(("given", "expected"), cases("classify/baseforms.txt"))
def test_base_form(given: str, expected: str) -> None:
    """An inflected verb or a plural has its base form whatever the lemmatizer guessed; a name keeps its lemma."""
    assert base_form(token(given)) == expected


def test_mending_changes_lemmas_alone() -> None:
    """Tokens keep everything else, and a right lemma leaves its token as it was."""
    right, wrong = token("said VBD say"), token("wrote VBD wroy")
    one, two = mended((right, wrong))
    assert one is right
    assert (two.form, two.xpos, two.lemma) == ("wrote", "VBD", "write")
