"""Weights for the kind of an attribution, from annotated articles (`kg/data/kind_weights.csv`).

usage: python -m kg.training.kinds DATA ANNOTATIONS [-o TABLE.csv]

DATA is the folder with PolNeAR's `train.jsonl` and `dev.jsonl`, ANNOTATIONS the folder with the files of the same names that
give each attribution its kind. Fitted on train, with the gold attributions on the shipped reader's own trees; the accuracy is
printed for both parts, speech and writing taken as one and apart. A softmax regression over the features of
`kg.statements.kinds`, fitted by full-batch Adam with an L2 penalty: fewer than two thousand examples need no more, and the
table stays readable, one row a feature and one column a kind.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.model import Article, Attribution, Span
from kg.nlp.reader import Reader
from kg.nlp.weights import load_reader
from kg.statements.kinds import KINDS, SAID, features
from kg.statements.scene import Page
from kg.training.data import read_lines

Example = tuple[Sequence[str], str]
"""(feature names, kind)."""
BATCH = 8
"""Articles that the reader takes at once."""
TABLE = Path(__file__).parent.parent / "data" / "kind_weights.csv"


def examples(articles: Path, annotations: Path, reader: Reader) -> Iterator[Example]:
    """One example for each annotated attribution, on the reader's tokens and trees."""
    kinds = {row["article"]: {a["id"]: a["kind"] for a in row["attributions"]} for row in read_lines(annotations)}
    rows = [row for row in read_lines(articles) if row["article"] in kinds]
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        made = [Article(id=r["article"], text=r["text"], published=_day(r["published"])) for r in batch]
        for row, article, reading in zip(batch, made, reader.read_batch(made), strict=True):
            gold = [(_attribution(a), kinds[article.id].get(a["id"])) for a in row["attributions"]]
            page = Page(article=article, reading=replace(reading, attributions=tuple(a for a, _ in gold)))
            yield from ((features(page.scene(a)), kind) for a, kind in gold if kind)


def fit(
    examples: Sequence[Example], *, penalty: float = 0.004, least: int = 2, steps: int = 300
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


def accuracy(examples: Sequence[Example], names: Sequence[str], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Share of right kinds in percent: speech and writing as one, and all kinds apart."""
    column = {name: i for i, name in enumerate(names)}
    one = apart = 0
    for found, kind in examples:
        score = weights[[column[n] for n in set(found) if n in column]].sum(axis=0)
        guess = KINDS[int(score.argmax())]
        one += guess == kind or {guess, kind} <= SAID
        apart += guess == kind
    return 100 * one / max(1, len(examples)), 100 * apart / max(1, len(examples))


def save(path: Path, names: Sequence[str], weights: NDArray[np.float64], *, smallest: float = 0.02) -> int:
    """Write the table, without rows whose weights are all smaller than `smallest`; the number of rows written."""
    rows = [(n, w) for n, w in zip(names, weights, strict=True) if np.abs(w).max() >= smallest]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", *KINDS])
        table.writerows([name, *(f"{w:.3f}" for w in row)] for name, row in rows)
    return len(rows)


def main() -> None:
    """Fits, prints the figures and writes the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("data", type=Path)
    ask.add_argument("annotations", type=Path)
    ask.add_argument("-o", "--out", type=Path, default=TABLE)
    asked = ask.parse_args()
    reader = load_reader()
    parts = {p: list(examples(asked.data / f"{p}.jsonl", asked.annotations / f"{p}.jsonl", reader)) for p in ("train", "dev")}
    names, weights = fit(parts["train"])
    for part, found in parts.items():
        one, apart = accuracy(found, names, weights)
        print(f"{part}: {len(found)} attributions, kind {one:.1f} (speech and writing as one), {apart:.1f} (apart)")
    print(f"{save(asked.out, names, weights)} rows written to {asked.out}")


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _attribution(row: dict[str, list[list[int]]]) -> Attribution:
    source, cue = row["source"], row["cue"]
    return Attribution(
        source=Span(start=source[0][0], end=source[-1][1]) if source else None,
        cue=Span(start=cue[0][0], end=cue[0][1]),
        content=tuple(Span(start=a, end=b) for a, b in row["content"]),
    )


if __name__ == "__main__":
    main()
