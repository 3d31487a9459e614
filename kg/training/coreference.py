"""`python -m kg.training.coreference`: learns what each row of evidence counts for a pronoun, from texts marked by hand.

Each pronoun with its candidates is one choice; the weights are those of a conditional logit (a softmax over the candidates),
drawn towards the weights that the rules were written with, so that a row which the data says little about keeps its own.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg import gazetteer
from kg.actors import coreference, pronoun_scorer
from kg.actors.evidence import Candidate, Row
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.model import Article, Reading, Span
from kg.stages.resolve import resolve
from kg.training.corefdata import Chained, Snippet, Sourced, annotated, gap, ontogum, same_name

Numbers = NDArray[np.float64]
Gold = Callable[[Page, Found, Sequence[Candidate]], Sequence[bool] | None]
"""Which of its candidates a pronoun stands for; null where the marks do not tell."""

PULL = 20.0
"""How strongly weights are drawn towards those of the rules: as much as so many choices."""

ROUNDS, STEP = 400, 0.3

SNIPPET, SOURCE = 0.3, 4.0
"""What a choice of GAP and one of an annotated article count: the product reads news, and GAP is ten times as large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One pronoun: a row of numbers for each candidate, and which candidates are right."""

    rows: Numbers
    """(candidates, rows of the table), unweighted."""
    right: NDArray[np.bool_]
    weight: float = 1.0


@contextmanager
def using(table: Sequence[Row]) -> Iterator[None]:
    """Pronouns are decided by this table, wherever the walk takes its own from."""
    rules, learnt = coreference.PRONOUN, pronoun_scorer.learnt
    coreference.PRONOUN, pronoun_scorer.learnt = tuple(table), lambda: tuple(table)  # type: ignore[assignment]
    try:
        yield
    finally:
        coreference.PRONOUN, pronoun_scorer.learnt = rules, learnt


def choices(article: Article, reading: Reading, gold: Gold, weight: float = 1.0) -> list[Choice]:
    """The pronouns of an article whose antecedent is known and is among several candidates."""
    seen: dict[Found, tuple[Page, list[Candidate], list[list[float]]]] = {}

    def note(page: Page, mention: Found, candidate: Candidate) -> float:
        """Called for every candidate that no other row rules out."""
        _, candidates, numbers = seen.setdefault(mention, (page, [], []))
        candidates.append(candidate)
        numbers.append([feature(page, mention, candidate) for _, _, feature in pronoun_scorer.ROWS])
        return 0.0

    made: list[Choice] = []
    with using((*pronoun_scorer.ROWS, ("noted", 0.0, note))):
        resolve(article, reading, gazetteer.load())
    for mention, (page, candidates, numbers) in seen.items():
        right = gold(page, mention, candidates)
        if right is not None and 0 < sum(right) < len(candidates):
            made.append(Choice(rows=np.array(numbers), right=np.array(right, dtype=bool), weight=weight))
    return made


def gold_of_snippet(snippet: Snippet) -> Gold:
    """GAP: the pronoun stands for the one of the two names."""
    span = snippet.a if snippet.is_a else snippet.b if snippet.is_b else None

    def gold(page: Page, mention: Found, candidates: Sequence[Candidate]) -> Sequence[bool] | None:
        if span is None or page.tokens[mention.head].start != snippet.pronoun.start:
            return None
        return [any(f.kind == "name" and _meets(page, f, span) for f in c.entity.found) for c in candidates]

    return gold


def gold_of_chains(chains: Sequence[Sequence[Span]]) -> Gold:
    """OntoGUM: a candidate is right where one of its mentions before the pronoun is in the pronoun's chain, by their heads."""

    def gold(page: Page, mention: Found, candidates: Sequence[Candidate]) -> Sequence[bool] | None:
        heads = {
            page.span_head(inside.start, inside.stop): number
            for number, chain in enumerate(chains)
            for span in chain
            if (inside := page.inside(span))
        }
        mine = heads.get(mention.head)
        if mine is None:
            return None
        return [any(heads.get(f.head) == mine for f in c.entity.found if f.first < mention.first) for c in candidates]

    return gold


def gold_of_sources(sourced: Sourced) -> Gold:
    """Annotated articles: who the source is that begins with the pronoun."""

    def gold(page: Page, mention: Found, candidates: Sequence[Candidate]) -> Sequence[bool] | None:
        actor = sourced.actors.get(page.tokens[mention.head].start)
        return None if actor is None else [same_name(actor, c.entity.name) for c in candidates]

    return gold


def _meets(page: Page, mention: Found, span: Span) -> bool:
    first, end = mention.core
    return page.tokens[first].start < span.end and page.tokens[end - 1].end > span.start


def fit(data: Sequence[Choice], start: Numbers, pull: float = PULL) -> Numbers:
    """Weights under which the right candidates are likeliest, drawn towards `start`; the same data gives the same weights."""
    rows = np.concatenate([c.rows for c in data])
    right = np.concatenate([c.right for c in data]).astype(float)
    sizes = [len(c.right) for c in data]
    firsts = np.r_[0, np.cumsum(sizes)[:-1]]
    of = np.repeat(np.arange(len(data)), sizes)
    counts = np.array([c.weight for c in data])
    weights, slope, bend = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, ROUNDS + 1):
        scores = rows @ weights
        likely = np.exp(scores - np.maximum.reduceat(scores, firsts)[of])
        every = likely / np.add.reduceat(likely, firsts)[of]
        good = likely * right / np.add.reduceat(likely * right, firsts)[of]
        gradient = (rows.T @ ((every - good) * counts[of]) + pull * (weights - start)) / counts.sum()
        slope, bend = 0.9 * slope + 0.1 * gradient, 0.999 * bend + 0.001 * gradient**2
        rate = STEP * (1 - step / ROUNDS)
        weights = weights - rate * (slope / (1 - 0.9**step)) / (np.sqrt(bend / (1 - 0.999**step)) + 1e-8)
    return np.round(weights, 2)


def accuracy(data: Sequence[Choice], weights: Numbers) -> float:
    """Percent of the choices in which the best candidate is a right one; 0 where there is no choice."""
    if not data:
        return 0.0
    return float(100 * np.mean([c.right[int(np.argmax(c.rows @ weights))] for c in data]))


def rules() -> Numbers:
    """The weights that the table starts from."""
    return np.array([weight for _, weight, _ in pronoun_scorer.ROWS])


def save(weights: Numbers, path: Path) -> None:
    """Writes the table that `kg.actors.pronoun_scorer` reads."""
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle, lineterminator="\n")
        out.writerow(("row", "weight"))
        out.writerows((name, f"{w:g}") for (name, _, _), w in zip(pronoun_scorer.ROWS, weights, strict=True))


def read_all(documents: Iterable[Snippet | Chained | Sourced], weight: float = 1.0) -> list[Choice]:
    """The choices of texts marked by hand, read by the shipped reader."""
    from kg.nlp.weights import load_reader  # the model runtime, only where texts are read

    reader, found, marked = load_reader(), [], [_marked(d) for d in documents]
    for i in range(0, len(marked), 8):
        batch = marked[i : i + 8]
        for (article, gold), reading in zip(batch, reader.read_batch([a for a, _ in batch]), strict=True):
            found += choices(article, reading, gold, weight)
    return found


def _marked(document: Snippet | Chained | Sourced) -> tuple[Article, Gold]:
    if isinstance(document, Sourced):
        return document.article, gold_of_sources(document)
    article = Article(id=document.name, text=document.text)
    return article, gold_of_snippet(document) if isinstance(document, Snippet) else gold_of_chains(document.chains)


def main(argv: Sequence[str] | None = None) -> None:
    """Learns the weights, writes them, and prints how often each set of weights is right on each set of data."""
    parser = argparse.ArgumentParser(prog="python -m kg.training.coreference", description=__doc__)
    parser.add_argument("data", type=Path, help="folder in which coref, polnear and annotations lie unpacked")
    parser.add_argument("-o", "--output", type=Path, default=Path("kg/data/pronoun_weights.csv"))
    args = parser.parse_args(argv)
    coref, polnear, notes = args.data / "coref", args.data / "polnear", args.data / "annotations"
    train = read_all(gap(coref / "gap-development.tsv"), SNIPPET)
    train += read_all(annotated(notes / "train.jsonl", polnear / "train.jsonl"), SOURCE)
    held = {
        "GAP validation": read_all(gap(coref / "gap-validation.tsv")),
        "OntoGUM news": read_all(ontogum(coref / "ontogum" / "conllu", "news")),
        "annotated dev": read_all(annotated(notes / "dev.jsonl", polnear / "dev.jsonl")),
    }
    weights = fit(train, rules())
    save(weights, args.output)
    figures = {
        name: {"choices": len(data), "rules": round(accuracy(data, rules()), 1), "learnt": round(accuracy(data, weights), 1)}
        for name, data in {"learnt from": train, **held}.items()
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
