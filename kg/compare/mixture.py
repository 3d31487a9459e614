"""How the learned model and the table of signals are added up (`kg/data/learned_weights.csv`).

`bias`, plus `learned` times the model's logit; where the table lets a pair through, also `pushes_back` and `table` times its
rows. Fitted by `kg.training.quarrelfit` on articles that the model never saw. Rows that the text leaves no doubt about keep their
weight, since they are too rare to have taught the model anything.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from functools import cache
from importlib import resources

from kg.compare.features import Feature

LEARNED, PUSHES_BACK, DOUBTED = "learned", "pushes_back", "doubted"
"""Names of the rows beside the tables'."""
_EASE, _FAR = -4.0, -6.0
"""Logit below which a clash of claims is doubted, and what stands for the logit of two statements that stand too far apart."""
OUTRIGHT = frozenset(("points", "no_such", "lacks", "said_before"))
"""Rows that keep their weight; `kg.training.answers` sets them by hand."""


@cache
def weights() -> dict[str, float]:
    """`bias`, `learned`, `pushes_back` and `table`."""
    text = resources.files("kg").joinpath("data", "learned_weights.csv").read_text(encoding="utf8")
    return {name: float(value) for name, value in csv.reader(text.splitlines()[1:])}


@cache
def learned() -> Feature:
    """The row of the learned model. It has no bounds, and its value is not made of the pair alone: 0 says "as likely as not"."""
    reason = "a model that has read annotated articles takes the one for an answer to the other"
    return Feature(LEARNED, weights()["learned"], lambda _: 0.0, reason, "opposed_position", bounded=False)


@cache
def pushes_back() -> Feature:
    """The row of every pair that the table lets through."""
    return Feature(PUSHES_BACK, weights()["pushes_back"], lambda _: 1.0, "")


def share(row: Feature) -> float:
    """By what a row of the table is multiplied beside the learned model."""
    return 1.0 if row.name in OUTRIGHT else weights()["table"]


def beside(row: Feature) -> Feature:
    """A row of the table as it counts beside the learned model."""
    return replace(row, weight=row.weight * share(row))


@cache
def doubted() -> Feature:
    """The row by which the model takes from a clash of claims in one article; it adds nothing, as it learnt little of clashes."""
    return Feature(DOUBTED, 1.2, lambda _: 0.0, "a model that has read annotated articles sees no conflict in it", bounded=False)


def doubt(logit: float | None) -> float:
    """What that row holds: 0 or less."""
    return min(0.0, (_FAR if logit is None else logit) - _EASE)
