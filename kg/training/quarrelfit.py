"""Weights by which the learned model and the table of signals are added up (`kg/data/learned_weights.csv`).

usage: python -m kg.training.quarrelfit ARTICLES... --pairs TABLE... --held FILE [-o TABLE.csv]
       python -m kg.training.quarrelfit ARTICLES... --pairs TABLE... --measure

ARTICLES and tables are those of `kg.training.quarrels`; a plain logistic regression on the articles that it holds out, with the
model that ships. `--measure` fits nothing and prints how many conflicts of all these articles are found, and how many of those
found are annotated, at several least confidences.
"""

from __future__ import annotations

import argparse
import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

import kg
from kg.compare.answers import Logits, answers_in, could_answer, may_answer, score, silent
from kg.compare.learned import logits
from kg.compare.mixture import OUTRIGHT
from kg.compare.pair import pair
from kg.compare.verdict import logistic
from kg.model import Extraction
from kg.training.answers import annotated, newton
from kg.training.quarreldata import Example, examples, parted

TABLE = Path(__file__).parent.parent / "data" / "learned_weights.csv"
LEAST = (0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7)


def read(example: Example) -> Logits:
    """What the model that ships gives the pairs of an article."""
    return logits(example.page.views, example.scene)


Row = tuple[float, float, float, float, bool]
"""The table's rows, the model's logit, whether the table lets the pair through, the rows that keep their weight, and whether the
pair is annotated as a conflict."""


def rows(example: Example, found: Logits) -> Iterator[Row]:
    """One of each pair that can be an answer either way: the way that the table finds likelier."""
    views = example.page.views
    here = example.scene
    for i, j in example.page.pairs:
        logit = found.get((views[i].statement.id, views[j].statement.id))
        if logit is None:
            continue
        both = (pair(views[i], views[j], here), pair(views[j], views[i], here))
        ways = [one for one in both if could_answer(one) and not silent(one, pushes_back=may_answer(one))]
        if not ways:
            continue
        held = max((score(one) for one in ways if may_answer(one)), key=lambda s: s[0], default=(0.0, None))[1]
        outright = sum(value for row, value in held or () if row.name in OUTRIGHT)
        table = sum(value for _, value in held or ()) - outright
        yield table, logit, float(held is not None), outright, (i, j) in example.conflicts


def fit(found: Sequence[Row]) -> dict[str, float]:
    """`table`, `learned`, `pushes_back` and `bias`."""
    matrix = np.array([[table, logit, through, 1.0] for table, logit, through, _, _ in found])
    given = np.array([outright for *_, outright, _ in found])
    wanted = np.array([float(conflict) for *_, conflict in found])
    made = newton(matrix, wanted, np.zeros(4), given=given)
    return dict(zip(("table", "learned", "pushes_back", "bias"), map(float, made), strict=True))


def decided(example: Example, found: Logits) -> dict[tuple[int, int], float]:
    """The confidence of each pair of which one is what the other most likely answers."""
    views = example.page.views
    rank = {view.statement.id: n for n, view in enumerate(views)}
    out: dict[tuple[int, int], float] = {}
    for answer in answers_in(example.said, example.scene, found).values():
        places = (rank[answer.pair.target.statement.id], rank[answer.pair.answer.statement.id])
        pair_ = (min(places), max(places))
        out[pair_] = max(out.get(pair_, 0.0), logistic(answer.score))
    return out


def measured(found: Sequence[tuple[Example, dict[tuple[int, int], float]]]) -> list[tuple[float, int, int, int]]:
    """(least confidence, how many are reported, how many of these are annotated, how many are annotated in all)."""
    known = sum(example.known for example, _ in found)
    out = []
    for least in LEAST:
        told = [pair_ in example.conflicts for example, sure in found for pair_, c in sure.items() if c >= least]
        out.append((least, len(told), sum(told), known))
    return out


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("articles", type=Path, nargs="+")
    ask.add_argument("--pairs", type=Path, nargs="+", required=True)
    ask.add_argument("--held", type=Path)
    ask.add_argument("--measure", action="store_true")
    ask.add_argument("-o", "--out", type=Path, default=TABLE)
    args = ask.parse_args()
    if not (args.measure or args.held):
        ask.error("--held says which articles the model never saw")
    conflicts = {article: pairs for table in args.pairs for article, pairs in annotated(table).items()}
    found = list(examples((e for e in kg.extract(args.articles) if isinstance(e, Extraction)), conflicts))
    if args.measure:
        for least, told, right, known in measured([(e, decided(e, read(e))) for e in found]):
            print(f"from {least:.2f}: {told} reported, precision {right / max(1, told):.2f}, recall {right / max(1, known):.2f}")
        return
    held = parted(found, set(args.held.read_text(encoding="utf8").split()))[1]
    write(fit([row for e in held for row in rows(e, read(e))]), args.out)


def write(weights: dict[str, float], path: Path) -> None:
    """Writes the table."""
    with open(path, "w", encoding="utf8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "weight"])
        writer.writerows([name, f"{value:.4f}"] for name, value in sorted(weights.items()))


if __name__ == "__main__":
    main()
