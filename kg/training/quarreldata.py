"""Articles with annotated conflicts, as the learned model of quarrels is trained on them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from kg.compare.learned import NAMES, REACH, Page, page
from kg.compare.pair import Scene, scene
from kg.compare.view import View
from kg.model import Extraction
from kg.nlp.quarrels import Quarrels, Said, Settings
from kg.nlp.tokens import tokenizer
from kg.nlp.weights import SHIPPED
from kg.training.answers import annotated_views, statement_at
from kg.training.quarrelnet import Network

SETTINGS = Settings(signals=NAMES, caps=(10, 10, 44, 16), reach=REACH, size=36)


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One annotated article."""

    article: str
    page: Page
    conflicts: frozenset[tuple[int, int]]
    """Pairs of places in the page, the smaller first."""
    known: int
    """How many conflicts were annotated, those too whose statements the reader did not find."""
    scene: Scene
    """Of what was said or written."""

    @property
    def said(self) -> list[View]:
        """What was said or written."""
        return [view for view in self.page.views if view.statement.is_said]


def examples(extractions: Iterable[Extraction], conflicts: Mapping[str, set[frozenset[int]]]) -> Iterator[Example]:
    """The annotated ones of these articles."""
    for extraction, views, known in annotated_views(extractions, conflicts):
        here = scene([v for v in views if v.statement.is_said])
        made = page(views, here, whole=True)
        rank = {view.statement.id: n for n, view in enumerate(made.views)}
        found = ({rank.get(statement_at(place, extraction) or "") for place in places} for places in known)
        pairs = frozenset((min(p), max(p)) for p in found if None not in p and len(p) == 2)
        yield Example(extraction.article.id, made, pairs, len(known), here)


def annotators(table: Path) -> dict[str, str]:
    """Who annotated each article of a table, by its column `reader`; the table's own name where it has none."""
    if table.suffix != ".tsv":
        return {}
    with open(table, encoding="utf8", newline="") as file:
        return {row["article"]: row.get("reader") or table.stem for row in csv.DictReader(file, delimiter="\t")}


def parted(found: Iterable[Example], held: set[str]) -> tuple[list[Example], list[Example]]:
    """(for training, held out), the same whatever the order of the articles. Raises SystemExit where none is held out."""
    ordered = sorted(found, key=lambda e: e.article)
    out = [e for e in ordered if e.article in held]
    if not out:
        raise SystemExit("none of these articles is among those to be held out")
    return [e for e in ordered if e.article not in held], out


class Recorder:
    """A session that only keeps what it is given: the stretches of an article, as the runtime cuts them."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []

    def run(self, given: Mapping[str, Any]) -> np.ndarray:
        """Zeros."""
        self.seen.append(dict(given))
        return np.zeros(len(given["first"]), dtype=np.float32)


def named(given: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The inputs in the types that the network wants."""
    return {name: value.float() if name == "x" else value.long() for name, value in given.items()}


def stretches(example: Example, network: Network) -> Iterator[tuple[dict[str, Tensor], Tensor]]:
    """(inputs of `Network.above`, which pairs conflict) of each stretch; the lower layers do not learn, so they run once."""
    recorder = Recorder()
    model = Quarrels(recorder, wordpieces(), SETTINGS)
    # The recorder is told the number of each pair in place of its signals, to find out where it went.
    numbers = np.arange(len(example.page.pairs), dtype=np.float32)[:, None]
    model.score([Said(*texts) for texts in example.page.texts], example.page.pairs, numbers)
    for given in recorder.seen:
        inside = given["x"][:, 0].astype(int)
        wanted = torch.tensor([float(example.page.pairs[n] in example.conflicts) for n in inside])
        tensors = named({k: torch.as_tensor(v) for k, v in given.items()} | {"x": torch.as_tensor(example.page.signals[inside])})
        with torch.no_grad():
            h = network.eval().alone(tensors.pop("ids"), tensors["mask"]).half()
        yield {"h": h, **tensors}, wanted


def average_precision(found: Sequence[Example], model: Quarrels) -> float:
    """Of all pairs of what was said in these articles, ranked by their logits."""
    ranked: list[tuple[float, bool]] = []
    conflicts = 0
    for example in found:
        said = {n for n, view in enumerate(example.page.views) if view.statement.is_said}
        conflicts += sum(said.issuperset(pair) for pair in example.conflicts)
        scores = model.score([Said(*texts) for texts in example.page.texts], example.page.pairs, example.page.signals)
        both = zip(scores, example.page.pairs, strict=True)
        ranked += [(z, pair in example.conflicts) for z, pair in both if said.issuperset(pair)]
    ranked.sort(key=lambda one: -one[0])
    hits = [n for n, (_, right) in enumerate(ranked, 1) if right]
    return sum(k / n for k, n in enumerate(hits, 1)) / max(1, conflicts)


def wordpieces() -> Any:
    return tokenizer(SHIPPED / "tokenizer.json")
