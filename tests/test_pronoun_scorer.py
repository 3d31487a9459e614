"""Weights of pronouns that were learnt: the table is sound, the learning finds what was planted, and the walk can use it."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from kg import gazetteer
from kg.actors import pronoun_scorer
from kg.model import Span
from kg.stages.resolve import resolve
from kg.training.corefdata import annotated, same_name
from kg.training.coreference import Choice, accuracy, choices, fit, gold_of_chains, rules, save, using
from tests.plain_reading import read

TEXT = "[person Tavi Orlova] told [person Neru Haas] . {she} <said> |taxes fell| ."
"""Two people whose first names tell no gender."""


def test_the_table_fits_the_rows() -> None:
    """Every weight of the file belongs to a row, none twice: a row that is renamed shows here and not in the figures."""
    with files("kg").joinpath("data", "pronoun_weights.csv").open(encoding="utf-8") as lines:
        names = [row["row"] for row in csv.DictReader(lines)]
    assert names == list(dict.fromkeys(names))
    assert set(names) <= {name for name, _, _ in pronoun_scorer.ROWS}
    learnt = {name: weight for name, weight, _ in pronoun_scorer.learnt()}
    assert all(learnt.values())
    assert learnt != {name: weight for name, weight, _ in pronoun_scorer.ROWS if weight}


def planted(seed: int, weights: np.ndarray, count: int = 300) -> list[Choice]:
    """Choices among four candidates that follow these weights."""
    numbers = np.random.default_rng(seed)
    made = []
    for _ in range(count):
        rows = numbers.normal(size=(4, len(weights)))
        made.append(Choice(rows=rows, right=np.arange(4) == int(np.argmax(rows @ weights))))
    return made


def test_learning_finds_what_was_planted() -> None:
    """On other choices of the same kind, the learnt weights are nearly always right, where those it started from are not."""
    truth = np.array([2.0, -1.0, 0.0, 0.5])
    found = fit(planted(1, truth), np.zeros(4), pull=1.0)
    assert accuracy(planted(2, truth), found) > 95
    assert accuracy(planted(2, truth), np.array([-1.0, 0, 0, 0])) < 40
    assert np.array_equal(found, fit(planted(1, truth), np.zeros(4), pull=1.0))


def test_a_row_that_is_never_filled_keeps_its_weight() -> None:
    """What the data says nothing about stays as the rules have it."""
    data = [replace(c, rows=c.rows * np.array([1.0, 0.0])) for c in planted(3, np.array([1.0, 1.0]))]
    assert fit(data, np.array([0.0, 0.7]))[1] == 0.7


def test_choices_of_an_article() -> None:
    """A pronoun of a marked chain is a choice among the people before it; one outside all chains is none."""
    article, reading = read(TEXT)
    at = {word: article.text.index(word) for word in ("Neru", "she")}
    chain = (Span(start=at["Neru"], end=at["Neru"] + len("Neru Haas")), Span(start=at["she"], end=at["she"] + 3))
    (choice,) = choices(article, reading, gold_of_chains([chain]))
    assert choice.rows.shape == (2, len(pronoun_scorer.ROWS))
    assert choice.right.sum() == 1
    assert choices(article, reading, gold_of_chains([])) == []


def test_the_walk_decides_by_the_table_it_is_given() -> None:
    """Turning one row round turns the choice round, and afterwards all is as it was."""
    article, reading = read(TEXT)

    def said() -> str:
        cast = resolve(article, reading, gazetteer.load())
        (speaker,) = cast.speakers
        assert speaker is not None
        return next(a.name for a in cast.actors if a.iri == speaker.actor)

    before = said()
    turned = [(n, -50.0 if n == "words between" else w, f) for n, w, f in pronoun_scorer.ROWS]
    with using(turned):
        assert said() == "Neru Haas"
    with using([(n, 50.0 if n == "words between" else w, f) for n, w, f in pronoun_scorer.ROWS]):
        assert said() == "Tavi Orlova"
    assert said() == before


def test_weights_are_written_as_they_are_read(tmp_path: Path) -> None:
    """What is saved has a line for each row, in their order."""
    save(rules(), tmp_path / "weights.csv")
    with (tmp_path / "weights.csv").open(encoding="utf-8") as lines:
        assert [(r["row"], float(r["weight"])) for r in csv.DictReader(lines)] == [(n, w) for n, w, _ in pronoun_scorer.ROWS]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Ana Orlova", "Orlova", True), ("Ana Orlova", "Ana", False), ("Ana Orlova", "Ben Orlova", False), ("", "Orlova", False)],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    """A family name is its bearer's; a first name alone and another's are not."""
    assert same_name(one, other) is same


def test_annotated_sources(tmp_path: Path) -> None:
    """The actors of the sources by where their words begin; unnamed ones and the author are left out."""
    attributions = [{"id": 1, "source": [[0, 3]]}, {"id": 2, "source": [[9, 12]]}, {"id": 3, "source": None}]
    article = {"article": "a", "text": "She said he left.", "title": "", "published": "2016-10-12", "attributions": attributions}
    marks = [{"id": 1, "actor": "Ana Orlova"}, {"id": 2, "actor": "unnamed aide"}, {"id": 3, "actor": "AUTHOR"}]
    (tmp_path / "articles.jsonl").write_text(json.dumps(article) + "\n" + json.dumps({**article, "article": "b"}))
    (tmp_path / "notes.jsonl").write_text(json.dumps({"article": "a", "attributions": marks}))
    (found,) = annotated(tmp_path / "notes.jsonl", tmp_path / "articles.jsonl")
    assert found.actors == {0: "Ana Orlova"}
    assert str(found.article.published) == "2016-10-12"
