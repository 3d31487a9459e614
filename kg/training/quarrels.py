"""Trains and packs the learned model of quarrels (`kg/weights/answers`), from articles with annotated conflicts.

usage: python -m kg.training.quarrels ARTICLES... --pairs TABLE.tsv... [-o FOLDER] [--state FILE]
       python -m kg.training.quarrels --pack FILE [-o FOLDER]

ARTICLES and tables are those of `kg.training.answers`. Every pair of statements at most `REACH` places apart is an example, one
that is annotated as a conflict a positive one, whichever of the two answers. `HELD` articles, drawn by a fixed seed, are left
out: on these the figures are printed and, by `kg.training.quarrelfit`, the weights beside the table are fitted. The trained
network is kept in FILE (`--state`), and `--pack` makes the folder from such a file without training. model.onnx is the graph,
model.json what the runtime has to know of it. About 45 minutes on two cores, most of them in the upper layers.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

import kg
from kg.compare.learned import NAMES, REACH, Page, page
from kg.compare.pair import scene
from kg.model import Extraction
from kg.nlp.quarrels import Quarrels, Said, Settings
from kg.nlp.tokens import tokenizer
from kg.nlp.weights import ANSWERS, ANSWERS_FORMAT, SHIPPED
from kg.training.answers import annotated, annotated_views, statement_at
from kg.training.quarrelnet import LOW, Network, shrink, to_onnx
from kg.training.train import encoder_folder

SETTINGS = Settings(signals=NAMES, caps=(10, 10, 44), reach=REACH, size=36)
HELD = 120
"""Articles that are held out."""
SEED, EPOCHS, TOGETHER = 1, 3, 4
"""Random seed, rounds over the data, stretches of one step."""
RATE, HEAD_RATE = 1e-4, 1e-3


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """One annotated article."""

    article: str
    page: Page
    conflicts: frozenset[tuple[int, int]]
    """Pairs of places in the page, the smaller first."""
    known: int
    """How many conflicts were annotated, those too whose statements the reader did not find."""


def examples(extractions: Iterable[Extraction], conflicts: Mapping[str, set[frozenset[int]]]) -> Iterator[Example]:
    """The annotated ones of these articles."""
    for extraction, views, known in annotated_views(extractions, conflicts):
        made = page(views, scene(views))
        rank = {view.statement.id: n for n, view in enumerate(made.views)}
        found = ({rank.get(statement_at(place, extraction) or "") for place in places} for places in known)
        pairs = frozenset((min(p), max(p)) for p in found if None not in p and len(p) == 2)
        yield Example(extraction.article.id, made, pairs, len(known))


def parted(found: Sequence[Example]) -> tuple[list[Example], list[Example]]:
    """(for training, held out), the same whatever the order of the articles."""
    ordered = sorted(found, key=lambda e: e.article)
    random.Random(0).shuffle(ordered)
    return ordered[HELD:], ordered[:HELD]


def new_network() -> Network:
    """The network on the pretrained encoder, heads untrained."""
    from transformers import BertModel  # seconds; packing a kept state needs it too, tests do not

    return Network(BertModel.from_pretrained(encoder_folder(), attn_implementation="eager"), len(NAMES))


@dataclass(slots=True)
class TorchSession:
    """Runs the network under training as the runtime would."""

    network: Network

    def run(self, given: Mapping[str, Any]) -> np.ndarray:
        """Logits [pairs]."""
        with torch.inference_mode():
            return self.network.eval()(**named({k: torch.as_tensor(v) for k, v in given.items()})).numpy()


def named(given: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """The inputs in the types that the network wants."""
    return {name: value.float() if name == "x" else value.long() for name, value in given.items()}


class Recorder:
    """A session that only keeps what it is given: the stretches of an article, as the runtime cuts them."""

    def __init__(self) -> None:
        self.seen: list[dict[str, Any]] = []

    def run(self, given: Mapping[str, Any]) -> np.ndarray:
        """Zeros."""
        self.seen.append(dict(given))
        return np.zeros(len(given["first"]), dtype=np.float32)


def stretches(example: Example, network: Network) -> Iterator[tuple[dict[str, Tensor], Tensor]]:
    """(inputs of `Network.above`, which pairs conflict) of each stretch; the lower layers do not learn, so they run once."""
    recorder = Recorder()
    model = Quarrels(recorder, wordpieces(), SETTINGS)
    # The recorder is told the number of each pair in place of its signals, to find out where it went.
    numbers = np.arange(len(example.page.pairs), dtype=np.float32)[:, None]
    model.score([Said(*texts) for texts in example.page.said], example.page.pairs, numbers)
    for given in recorder.seen:
        inside = given["x"][:, 0].astype(int)
        wanted = torch.tensor([float(example.page.pairs[n] in example.conflicts) for n in inside])
        tensors = named({k: torch.as_tensor(v) for k, v in given.items()} | {"x": torch.as_tensor(example.page.signals[inside])})
        with torch.no_grad():
            h = network.eval().alone(tensors.pop("ids"), tensors["mask"]).half()
        yield {"h": h, **tensors}, wanted


def train(network: Network, found: Sequence[Example]) -> None:
    """Trains the upper layers and the heads in place."""
    rows = torch.as_tensor(np.concatenate([e.page.signals for e in found]))
    network.mean.copy_(rows.mean(0))
    network.spread.copy_(rows.std(0, unbiased=False) + 0.05)
    upper = [p for layer in network.enc.encoder.layer[LOW:] for p in layer.parameters()]
    encoder = {id(p) for p in network.enc.parameters()}
    network.enc.requires_grad_(False)
    for parameter in upper:
        parameter.requires_grad_(True)
    heads = [p for p in network.parameters() if id(p) not in encoder]
    adam = torch.optim.AdamW([{"params": upper, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
    todo = [one for example in found for one in stretches(example, network)]
    steps = EPOCHS * len(todo) // TOGETHER
    warm = lambda s: min(1, (s + 1) / (0.06 * steps + 1)) * max(0.02, 1 - s / steps)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, warm)
    dice = random.Random(SEED)
    for epoch in range(EPOCHS):
        network.train()
        dice.shuffle(todo)
        total = 0.0
        for n, (given, wanted) in enumerate(todo, 1):
            z = network.above(**{**given, "h": given["h"].float()})
            loss = F.binary_cross_entropy_with_logits(z, wanted, reduction="sum") / 12 / TOGETHER
            loss.backward()
            total += loss.item() * TOGETHER
            if n % TOGETHER == 0:
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                adam.step()
                adam.zero_grad()
                schedule.step()
        print(f"round {epoch + 1}: loss {total / len(todo):.4f}", flush=True)


def average_precision(found: Sequence[Example], model: Quarrels) -> float:
    """Of all pairs of these articles, ranked by their logits."""
    ranked: list[tuple[float, bool]] = []
    for example in found:
        scores = model.score([Said(*texts) for texts in example.page.said], example.page.pairs, example.page.signals)
        ranked += [(z, pair in example.conflicts) for z, pair in zip(scores, example.page.pairs, strict=True)]
    ranked.sort(key=lambda one: -one[0])
    hits = [n for n, (_, right) in enumerate(ranked, 1) if right]
    return sum(k / n for k, n in enumerate(hits, 1)) / max(1, sum(len(e.conflicts) for e in found))


def pack(network: Network, folder: Path) -> None:
    """Writes the weights folder."""
    folder.mkdir(parents=True, exist_ok=True)
    wide = folder / "wide.onnx"
    to_onnx(network, wide)
    shrink(wide, folder / "model.onnx")
    wide.unlink()
    told = {"format": ANSWERS_FORMAT, "reach": SETTINGS.reach, "size": SETTINGS.size, "caps": SETTINGS.caps, "signals": NAMES}
    (folder / "model.json").write_text(json.dumps(told, indent=1) + "\n", encoding="utf8")
    print(f"{(folder / 'model.onnx').stat().st_size / 1e6:.1f} MB in {folder}")


def wordpieces() -> Any:
    return tokenizer(SHIPPED / "tokenizer.json")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("articles", type=Path, nargs="*")
    ask.add_argument("--pairs", type=Path, nargs="+", default=[])
    ask.add_argument("--state", type=Path, help="where to keep the trained network")
    ask.add_argument("--pack", type=Path, help="a kept network, which is packed without training")
    ask.add_argument("-o", "--out", type=Path, default=ANSWERS)
    args = ask.parse_args()
    torch.manual_seed(SEED)
    network = new_network()
    if args.pack:
        network.load_state_dict(torch.load(args.pack))
    else:
        conflicts = {article: pairs for table in args.pairs for article, pairs in annotated(table).items()}
        extractions = (e for e in kg.extract(args.articles) if isinstance(e, Extraction))
        learnt, held = parted(list(examples(extractions, conflicts)))
        train(network, learnt)
        model = Quarrels(TorchSession(network), wordpieces(), SETTINGS)
        print(f"average precision on {len(held)} articles held out: {average_precision(held, model):.3f}")
        if args.state:
            torch.save(network.state_dict(), args.state)
    pack(network, args.out)


if __name__ == "__main__":
    main()
