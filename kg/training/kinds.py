"""Weights for the kind of an attribution, from annotated articles (`kg/data/kind_weights.csv`).

A softmax regression over the features of `kg.statements.kinds`, fitted by full-batch Adam with an L2 penalty. Fewer than two
thousand examples need no more, and the table stays readable: one row a feature, one column a kind.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.statements.kinds import KINDS

Example = tuple[Sequence[str], str]
"""(feature names, kind)."""


def fit(
    examples: Sequence[Example], *, penalty: float = 0.004, least: int = 2, steps: int = 400
) -> tuple[list[str], NDArray[np.float64]]:
    """Feature names and their weights (features × kinds); features seen fewer than `least` times are left out."""
    counts = Counter(name for names, _ in examples for name in set(names))
    kept = sorted(name for name, n in counts.items() if n >= least)
    column = {name: i for i, name in enumerate(kept)}
    matrix = np.zeros((len(examples), len(kept)))
    wanted = np.zeros((len(examples), len(KINDS)))
    for row, (names, kind) in enumerate(examples):
        matrix[row, [column[n] for n in set(names) if n in column]] = 1.0
        wanted[row, KINDS.index(kind)] = 1.0
    weights = np.zeros((len(kept), len(KINDS)))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        chance = np.exp(scores)
        chance /= chance.sum(axis=1, keepdims=True)
        slope = matrix.T @ (chance - wanted) / len(examples) + penalty * weights
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return kept, weights


def save(path: Path, names: Sequence[str], weights: NDArray[np.float64], *, smallest: float = 0.02) -> int:
    """Write the table, without rows whose weights are all smaller than `smallest`; the number of rows written."""
    rows = [(n, w) for n, w in zip(names, weights, strict=True) if np.abs(w).max() >= smallest]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", *KINDS])
        table.writerows([name, *(f"{w:.3f}" for w in row)] for name, row in rows)
    return len(rows)
