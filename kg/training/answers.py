"""Weights of the signals that tell an answer (`kg/data/answer_weights.csv`), from articles with annotated conflicts.

usage: python -m kg.training.answers ARTICLES... --pairs TABLE.tsv... [-o TABLE.csv]

ARTICLES are files that `kg extract` reads, with the articles that the tables name; a table has the columns `article` and `pairs`,
the latter `a:b:relation:type` parted by blanks, where a and b are the places at which the two cues begin
(`benchmarks/annotated`). Every pair of one article that `kg.compare.answers.may_answer` lets through is an example. A logistic
regression with an L2 penalty, fitted by Newton's method; rare signals that no annotation can weigh are set by hand (`BY_HAND`).
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import permutations
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import kg
from kg.compare.answers import BIAS, may_answer
from kg.compare.pair import pair, scene
from kg.compare.signals import signals
from kg.compare.view import View, prepare
from kg.model import Extraction, Links

BY_HAND = {"points": 3.0, "no_such": 4.5, "lacks": 2.5, "sides_taken": 2.0, "said_before": -4.0}
"""Signals too rare to be counted."""
NEAR = 25
"""Characters by which two readings of one cue may begin apart."""
TABLE = Path(__file__).parent.parent / "data" / "answer_weights.csv"

Example = tuple[Mapping[str, float], bool]
"""The signals of a pair, and whether it is annotated as a conflict."""


def annotated(table: Path) -> dict[str, set[frozenset[int]]]:
    """Article id to the pairs of cue places that conflict, none where a reader found none.

    A file of JSON lines has its pairs as objects with `a` and `b` under `contradictions`.
    """
    if table.suffix == ".jsonl":
        lines = [json.loads(line) for line in table.read_text(encoding="utf8").splitlines() if line]
        return {one["article"]: {frozenset((c["a"], c["b"])) for c in one["contradictions"]} for one in lines}
    with open(table, encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    return {r["article"]: {frozenset(map(int, p.split(":")[:2])) for p in (r["pairs"] or "").split()} for r in rows}


def annotated_views(
    extractions: Iterable[Extraction], conflicts: Mapping[str, set[frozenset[int]]]
) -> Iterator[tuple[Extraction, list[View], set[frozenset[int]]]]:
    """The annotated ones of these articles: all statements of each, and which cue places conflict."""
    for extraction in extractions:
        known = conflicts.get(extraction.article.id)
        if known is not None:
            yield extraction, prepare([extraction], Links())[0], known


def examples(extractions: Iterable[Extraction], conflicts: Mapping[str, set[frozenset[int]]]) -> Iterator[Example]:
    """One example for each way in which a statement of an annotated article may answer another."""
    for extraction, views, known in annotated_views(extractions, conflicts):
        conflicting = {frozenset(statement_at(place, extraction) for place in places) for places in known}
        said = [view for view in views if view.statement.is_said]
        here = scene(said)
        for target, answer in permutations(said, 2):
            if may_answer(one := pair(target, answer, here)):
                yield signals(one), frozenset((target.statement.id, answer.statement.id)) in conflicting


def statement_at(place: int, extraction: Extraction) -> str | None:
    """IRI of the statement whose cue begins at a place, or next to it: two readers seldom agree on every word of a cue."""
    near = [(abs(s.attribution.cue.start - place), s.id) for s in extraction.statements]
    return min((one for one in near if one[0] <= NEAR), default=(0, None))[1]


def fit(found: Sequence[Example], *, penalty: float = 10.0, least: int = 30, steps: int = 12) -> dict[str, float]:
    """Weight of each signal that occurs in at least `least` examples, and of `BIAS`."""
    counts = Counter(name for held, _ in found for name in held)
    kept = sorted(name for name, n in counts.items() if n >= least)
    column = {name: i for i, name in enumerate(kept)}
    matrix = np.zeros((len(found), len(kept) + 1))
    matrix[:, -1] = 1.0
    for row, (held, _) in enumerate(found):
        for name, value in held.items():
            if name in column:
                matrix[row, column[name]] = value
    wanted: NDArray[np.float64] = np.array([conflict for _, conflict in found], dtype=np.float64)
    ridge = np.full(len(kept) + 1, penalty)
    ridge[-1] = 0.0
    weights = newton(matrix, wanted, ridge, steps)
    return dict(zip([*kept, BIAS], map(float, weights), strict=True)) | BY_HAND


def newton(
    matrix: NDArray[np.float64],
    wanted: NDArray[np.float64],
    ridge: NDArray[np.float64],
    steps: int = 12,
    given: NDArray[np.float64] | float = 0.0,
) -> NDArray[np.float64]:
    """Weights of the columns of a logistic regression; the last column is all ones, `ridge` the penalty of each, `given` what is
    added to every sum."""
    weights = np.zeros(matrix.shape[1])
    weights[-1] = np.log(wanted.mean() / (1 - wanted.mean()))
    for _ in range(steps):
        chance = 1 / (1 + np.exp(-(matrix @ weights + given)))
        slope = matrix.T @ (chance - wanted) + ridge * weights
        curve = (matrix * (chance * (1 - chance))[:, None]).T @ matrix + np.diag(ridge + 1e-9)
        weights -= np.linalg.solve(curve, slope)
    return weights


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("articles", type=Path, nargs="+")
    ask.add_argument("--pairs", type=Path, nargs="+", required=True)
    ask.add_argument("-o", "--out", type=Path, default=TABLE)
    args = ask.parse_args()
    conflicts = {article: pairs for table in args.pairs for article, pairs in annotated(table).items()}
    extractions = (e for e in kg.extract(args.articles) if isinstance(e, Extraction))
    weights = fit(list(examples(extractions, conflicts)))
    with open(args.out, "w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["signal", "weight"])
        writer.writerows([name, f"{value:.3f}"] for name, value in sorted(weights.items()))
    print(f"{len(weights)} signals in {args.out}")


if __name__ == "__main__":
    main()
