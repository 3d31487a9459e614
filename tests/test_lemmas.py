"""Lemmas: the shipped table for what spelling does not tell, rules for all the rest."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.nlp.lemmas import Lemmatizer, by_rule, read_table
from kg.nlp.weights import SHIPPED
from kg.training.lemmas import exceptions, irregular, rule_for
from tests.cases import CASES


@pytest.fixture(scope="module")
def lemmatizer() -> Lemmatizer:
    with (SHIPPED / "lemmas.tsv").open(encoding="utf8") as lines:
        return Lemmatizer(read_table(lines))


@pytest.mark.parametrize("line", (CASES / "lemmas.txt").read_text(encoding="utf8").splitlines())
def test_base_forms(lemmatizer: Lemmatizer, line: str) -> None:
    """Form, tag and lemma, a line each: irregular and regular words, and words that no dictionary has."""
    form, tag, lemma = line.split()
    assert lemmatizer(form, tag) == lemma


def test_the_table_holds_only_what_the_rules_get_wrong() -> None:
    """A table with regular words in it would be a dictionary."""
    with (SHIPPED / "lemmas.tsv").open(encoding="utf8") as lines:
        table = read_table(lines)
    assert len(table) > 1000
    assert [(f, t) for (f, t), lemma in table.items() if by_rule(f, t) == lemma and t not in ("VBD", "VBN")] == []


def test_the_table_is_read_off_a_treebank(tmp_path: Path) -> None:
    """Irregular words and names in the plural come in, regular words and names in the singular do not."""
    rows = [
        ("told", "tell", "VBD"),
        ("walked", "walk", "VBD"),
        ("United", "unite", "NNP"),
        ("Feet", "foot", "NNS"),
        ("teh", "the", "DT"),
    ]
    bank = tmp_path / "small.conllu"
    bank.write_text("".join(f"{i}\t{f}\t{lemma}\tX\t{t}\t_\t0\troot\t_\t_\n" for i, (f, lemma, t) in enumerate(rows, 1)))
    assert exceptions([bank]) == {("told", "VBD"): "tell", ("feet", "NNS"): "foot"}


def test_irregular_words_are_read_off_a_list(tmp_path: Path) -> None:
    """A line a verb, remarks left out."""
    words = tmp_path / "words.txt"
    words.write_text("# remark\n\nflee fled\n")
    assert irregular(words) == {("fled", "VBD"): "flee", ("fled", "VBN"): "flee"}


@pytest.mark.parametrize(
    ("form", "lemma", "rule"), [("went", "go", "4|go"), ("talks", "talk", "1|"), ("Said", "say", "2|y"), ("’s", "be", "2|be")]
)
def test_edit_scripts(form: str, lemma: str, rule: str) -> None:
    """What the network guesses while it trains: how many letters to cut, and what to put in their place."""
    assert rule_for(form, lemma) == rule
