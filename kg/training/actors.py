"""Weights for the role in which somebody speaks, from annotated articles (`kg/data/actor_roles.csv`).

usage: python -m kg.training.actors DATA ANNOTATIONS [-o TABLE.csv]

DATA is the folder with PolNeAR's `train.jsonl` and `dev.jsonl`, ANNOTATIONS the folder with the files of the same names that give
each attribution's source its role class. The articles are read with the shipped reader and resolved with the gold attributions;
every speaker of whom more than one class of role is said is a choice. A conditional softmax over the features of
`kg.actors.chief`, fitted on train by full-batch Adam with an L2 penalty; the share of right choices is printed for both parts,
beside that of a rule by hand (what the text says in apposition first, then titles, then the rest).
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg import gazetteer
from kg.actors import roles
from kg.actors.casting import everybody
from kg.actors.chief import Features, features
from kg.actors.page import Page
from kg.actors.roles import RoleFact
from kg.model import Article, Reading
from kg.nlp.weights import load_reader
from kg.training.data import read_lines
from kg.training.kinds import BATCH, _attribution, _day

TABLE = Path(__file__).parent.parent / "data" / "actor_roles.csv"

Row = dict[str, list[dict[str, object]]]


class Choice:
    """The classes of role that are said of one speaker, and which of them the annotator named."""

    def __init__(self, facts: Sequence[RoleFact], wanted: str) -> None:
        self.facts = [f for f in facts if f.word or f.how == "party"]
        self.classes = list(dict.fromkeys(f.role_class for f in self.facts))
        self.wanted = self.classes.index(wanted) if wanted in self.classes else -1
        self.features = [features(c, self.facts) for c in self.classes]

    def by_rule(self) -> bool:
        """Whether the rule by hand is right."""
        best = roles.fullest(self.facts)
        return best is not None and best.role_class == self.classes[self.wanted]


def choices(read: Iterable[tuple[Article, Reading, Row]], annotations: Path) -> Iterator[Choice]:
    """Every speaker of an article who is said to hold roles of several classes, the annotated one among them."""
    wanted = {row["article"]: {a["id"]: a["role_class"] for a in row["attributions"]} for row in read_lines(annotations)}
    known = gazetteer.load()
    for article, reading, row in read:
        gold = row["attributions"]
        page = Page(article, replace(reading, attributions=tuple(_attribution(a) for a in gold)))  # type: ignore[arg-type]
        _, sources = everybody(page, known)
        seen = set()
        for attribution, entity in zip(gold, sources, strict=True):
            role_class = wanted[article.id].get(attribution["id"], "none")
            choice = Choice(entity.facts if entity else (), role_class)
            # Once a speaker and article: some are quoted twenty times, and would outweigh all others.
            if choice.wanted >= 0 and len(choice.classes) > 1 and (entity, role_class) not in seen:
                seen.add((entity, role_class))
                yield choice


def fit(
    choices: Sequence[Choice], *, penalty: float = 0.03, least: int = 3, steps: int = 250
) -> tuple[list[str], NDArray[np.float64]]:
    """Feature names and their weights; features of fewer than `least` choices are left out."""
    counts = Counter(name for choice in choices for name in {n for f in choice.features for n in f})
    kept = sorted(name for name, n in counts.items() if n >= least)
    column = {name: i for i, name in enumerate(kept)}
    tables = [_matrix(choice.features, column) for choice in choices]
    weights = np.zeros(len(kept))
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        slope = penalty * weights
        for choice, rows in zip(choices, tables, strict=True):
            scores = rows @ weights
            chance = np.exp(scores - scores.max())
            chance /= chance.sum()
            chance[choice.wanted] -= 1.0
            slope = slope + rows.T @ chance / len(choices)
        mean = 0.9 * mean + 0.1 * slope
        spread = 0.999 * spread + 0.001 * slope**2
        weights -= 0.05 * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return kept, weights


def _matrix(rows: Sequence[Features], column: dict[str, int]) -> NDArray[np.float64]:
    made = np.zeros((len(rows), len(column)))
    for i, row in enumerate(rows):
        for name, value in row.items():
            if name in column:
                made[i, column[name]] = value
    return made


def right(choices: Sequence[Choice], names: Sequence[str], weights: NDArray[np.float64]) -> tuple[float, float]:
    """Share of right choices in percent: by the weights, and by the rule by hand."""
    column = {name: i for i, name in enumerate(names)}
    fitted = sum(int(np.argmax(_matrix(c.features, column) @ weights)) == c.wanted for c in choices)
    return 100 * fitted / max(1, len(choices)), 100 * sum(c.by_rule() for c in choices) / max(1, len(choices))


def save(path: Path, names: Sequence[str], weights: NDArray[np.float64], *, smallest: float = 0.02) -> int:
    """Write the table, without weights smaller than `smallest`; the number of rows written."""
    rows = [(n, w) for n, w in zip(names, weights, strict=True) if abs(w) >= smallest]
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["feature", "weight"])
        table.writerows([name, f"{w:.3f}"] for name, w in rows)
    return len(rows)


def readings(articles: Path, annotations: Path) -> Iterator[tuple[Article, Reading, Row]]:
    """The annotated articles of a part, as the shipped reader reads them, each with its gold row."""
    reader = load_reader()
    chosen = {row["article"] for row in read_lines(annotations)}
    rows = [row for row in read_lines(articles) if row["article"] in chosen]
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        made = [
            Article(
                id=r["article"], text=r["text"], title=r["title"], published=_day(r["published"]), outlet=r["publisher"],
                author=r["author"] or "",
            )
            for r in batch
        ]  # fmt: skip
        yield from zip(made, reader.read_batch(made), batch, strict=True)


def main() -> None:
    """Fits, prints the figures and writes the table."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("data", type=Path)
    ask.add_argument("annotations", type=Path)
    ask.add_argument("-o", "--out", type=Path, default=TABLE)
    asked = ask.parse_args()
    found = {}
    for part in ("train", "dev"):
        marked = asked.annotations / f"{part}.jsonl"
        found[part] = list(choices(readings(asked.data / f"{part}.jsonl", marked), marked))
    names, weights = fit(found["train"])
    for part, made in found.items():
        fitted, rule = right(made, names, weights)
        print(f"{part}: {len(made)} choices, right {fitted:.1f} (by rule {rule:.1f})")
    print(f"{save(asked.out, names, weights)} rows written to {asked.out}")


if __name__ == "__main__":
    main()
