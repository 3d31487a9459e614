"""What tells an answer to a statement from its neighbours, and how its weights are learnt."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kg.compare import answers, signals
from kg.compare.pair import Pair, pair, scene
from kg.compare.view import View, prepare
from kg.model import Links
from kg.training.answers import BY_HAND, annotated, examples, fit
from tests.compare_cases import Case

QUARREL = """Ida Falk | - | claimed | that Roth had hidden the ferry accounts from the auditor
Mara Tull | - | said | the winter was mild in Dorn
Otto Roth | - | denied [deny] | hiding the ferry accounts from any auditor"""


def read(text: str) -> list[View]:
    return sorted(prepare(Case(text).extractions, Links())[0], key=lambda v: v.order)


def paired(text: str, target: int, answer: int) -> Pair:
    views = read(text)
    return pair(views[target], views[answer], scene(views))


def test_an_answer_goes_to_what_it_denies_and_not_to_its_neighbour() -> None:
    views = read(QUARREL)
    here = scene(views)
    (found,) = answers.answers_in(views, here).values()
    assert found.pair.answer is views[2], "who pushes back at nothing answers nobody"
    assert found.pair.target is views[0]
    assert found.score > answers.score(pair(views[1], views[2], here))[0]


def test_rows_add_up_to_the_score() -> None:
    total, held = answers.score(paired(QUARREL, 0, 2))
    assert total == pytest.approx(answers.weights()[answers.BIAS] + sum(value for _, value in held))
    assert {row.name for row, _ in held} <= set(answers.weights())


def test_each_signal_has_a_name_that_the_table_of_weights_knows() -> None:
    known = {name for group in signals.GROUPS for name in group}
    for name in set(answers.weights()) - {answers.BIAS}:
        assert set(name.split("*")) <= known, name


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Ida Falk | - | asked [ask] | whether Roth hid the accounts\nOtto Roth | - | denied [deny] | it", "a question"),
        ("Otto Roth | - | claimed | the accounts are clean\nOtto Roth | - | denied [deny] | hiding the accounts", "one speaker"),
        (
            "Ida Falk | - | said | Roth denied hiding the accounts\nOtto Roth | - | denied [deny] | hiding the accounts",
            "told of it",
        ),
        ("Ida Falk | - | said | the ferry is late\nOtto Roth | - | said | the ferry is old", "no pushback"),
    ],
)
def test_what_is_no_answer(text: str, why: str) -> None:
    assert not answers.may_answer(paired(text, 0, 1)), why


def test_learnt_weights_tell_what_was_annotated(tmp_path: Path) -> None:
    """Where readers mark denials and nothing else, the weight of a denial is learnt; marked at random, it is not."""
    case = Case(QUARREL)
    (extraction,) = case.extractions
    cues = [s.attribution.cue.start for s in extraction.statements]
    table = tmp_path / "pairs.tsv"
    table.write_text(f"article\tpairs\n{extraction.article.id}\t{cues[0]}:{cues[2] + 3}:contradicts:denial\nother\t\n")
    assert annotated(table) == {extraction.article.id: {frozenset((cues[0], cues[2] + 3))}, "other": set()}
    found = list(examples([extraction], annotated(table)))
    assert [conflict for held, conflict in found if held.get("target_claims")] == [True], "a place next to the cue is the cue's"
    assert sum(conflict for _, conflict in found) == 1

    dice = np.random.default_rng(5)
    made = [({"denies": 1.0, "nearness": 0.5} if n % 3 == 0 else {"nearness": 0.5}, n % 3 == 0) for n in range(300)]
    mixed = [(held, bool(dice.random() < 0.3)) for held, _ in made]
    assert fit(made, least=5)["denies"] > 1 > abs(fit(mixed, least=5)["denies"])
    assert fit(made, least=5).items() >= BY_HAND.items()
