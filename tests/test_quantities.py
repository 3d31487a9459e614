"""Figures with their units, on bare tokens: the number grammar needs little of a tree."""

from __future__ import annotations

import re

import pytest

from kg.model import Article, Token
from kg.propositions.quantities import quantities
from kg.propositions.trees import grow

NOUN_WORDS = """advisers|adviser troops|troop people|people days|day day|day years|year weeks|week month|month jets|jet votes|vote
barrels|barrel dollars|dollar euros|euro points|point percent|percent soldiers|soldier civilians|civilian mission|mission
police|police cent|cent seats|seat question|question"""
NOUNS = frozenset(NOUN_WORDS.split())


def tokens_of(text: str) -> tuple[Token, ...]:
    """Tokens of a phrase; the numbers hang on the next noun, as a parser would have it."""
    lemmas = dict(n.split("|") for n in NOUNS)
    found = list(re.finditer(r"[ap]\.m\.|\d[\d,.]*\d%?|\d+%?(?:million)?|[A-Za-z.]*\$|[£€-]|[A-Za-z']+\.?|[^\w\s]", text))
    out = []
    for i, m in enumerate(found):
        form = m.group()
        low = form.lower()
        number = bool(re.match(r"\d", form)) or low in (
            "twenty",
            "three",
            "two",
            "hundred",
            "five",
            "thousand",
            "million",
            "billion",
            "dozen",
            "four",
        )
        noun = next((j for j in range(i + 1, len(found)) if found[j].group().lower() in lemmas), i)
        upos = (
            "NUM"
            if number
            else "NOUN"
            if low in lemmas
            else "PROPN"
            if form[0].isupper() and i
            else "ADJ"
            if low == "special"
            else "X"
        )
        out.append(
            Token(
                start=m.start(),
                end=m.end(),
                form=form,
                lemma=lemmas.get(low, low),
                upos=upos,
                xpos="CD" if number else "NNS" if low in lemmas and low.endswith("s") else "NN",
                head=noun if number and low not in ("hundred", "thousand") else i,
                relation="nummod" if number else "dep",
            )
        )
    return tuple(out)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("69 special advisers", [("69 special advisers", 69, "adviser", "")]),
        ("up to 69 advisers", [("up to 69 advisers", 69, "adviser", "up to")]),
        (
            "at least 30 civilians and 5 soldiers",
            [("at least 30 civilians", 30, "civilian", "at least"), ("5 soldiers", 5, "soldier", "")],
        ),
        ("a 30-day mission", [("30-day", 30, "day", "")]),
        (
            "more than two hundred and five thousand troops",
            [("more than two hundred and five thousand troops", 205000, "troop", "more than")],
        ),
        ("twenty-three jets", [("twenty-three jets", 23, "jet", "")]),
        ("two dozen advisers", [("two dozen advisers", 24, "adviser", "")]),
        ("$3 billion", [("$3 billion", 3e9, "USD", "")]),
        ("nearly $1.5 million", [("nearly $1.5 million", 1.5e6, "USD", "nearly")]),
        ("about 12,500 people", [("about 12,500 people", 12500, "people", "about")]),
        ("€40 million", [("€40 million", 4e7, "EUR", "")]),
        ("5 million dollars", [("5 million dollars", 5e6, "USD", "")]),
        ("46 percent", [("46 percent", 46, "percent", "")]),
        ("46 per cent", [("46 per cent", 46, "percent", "")]),
        ("7.5%", [("7.5%", 7.5, "percent", "")]),
        ("200 troops or more", [("200 troops or more", 200, "troop", "or more")]),
        ("exactly 30 votes", [("exactly 30 votes", 30, "vote", "")]),
        ("2000 soldiers", [("2000 soldiers", 2000, "soldier", "")]),
        ("over 10 years", [("10 years", 10, "year", "")]),
        ("more than 10 years", [("more than 10 years", 10, "year", "more than")]),
        ("$3million", [("$3million", 3e6, "USD", "")]),
        ("in 2014", []),
        ("on Sept. 24", []),
        ("at 9 a.m.", []),
        ("24 October 2014", []),
        ("no figures here", []),
    ],
)
def test_figures(text: str, expected: list[tuple[str, float, str, str]]) -> None:
    """Value, unit and qualifier of each figure; dates, years and times of day are none. The words are verbatim."""
    tokens = tokens_of(text)
    found = quantities(Article(id="t", text=text), grow(tokens), range(len(tokens)))
    assert [(q.text, q.value, q.unit, q.qualifier) for q in found] == expected


def test_only_the_given_tokens() -> None:
    """A figure outside the clause does not count for it."""
    text = "30 votes and 5 votes"
    tokens = tokens_of(text)
    assert [q.value for q in quantities(Article(id="t", text=text), grow(tokens), [3, 4])] == [5]
