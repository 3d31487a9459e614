"""Trains and packs the learned model of quarrels (`kg/weights/answers`), from articles with annotated conflicts.

usage: python -m kg.training.quarrels ARTICLES... --pairs TABLE.tsv... --held FILE [-o FOLDER] [--state FILE] [--start FILE]
       python -m kg.training.quarrels --pack FILE [-o FOLDER]

ARTICLES and tables are those of `kg.training.answers`. Every pair of statements at most `REACH` places apart is an example, one
that is annotated as a conflict a positive one, whichever of the two answers. The articles whose ids FILE names, one a line, are
held out: on these the figures are printed and, by `kg.training.quarrelfit`, the weights beside the table are fitted. The
network is kept after each round (`--state`); `--start` goes on from such a file, and `--pack` makes the folder from one without
training. model.onnx is the graph, model.json what the runtime has to know of it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import kg
from kg.compare.learned import NAMES
from kg.model import Extraction
from kg.nlp.quarrels import Quarrels
from kg.nlp.weights import ANSWERS, ANSWERS_FORMAT
from kg.training.answers import annotated
from kg.training.quarreldata import (
    SETTINGS,
    Example,
    annotators,
    average_precision,
    examples,
    named,
    parted,
    stretches,
    wordpieces,
)
from kg.training.quarrelnet import LOW, Network, shrink, to_onnx
from kg.training.train import encoder_folder

SEED, EPOCHS, TOGETHER = 1, 3, 4
"""Random seed, rounds over the data, stretches of one step."""
RATE, FASTER = 1e-4, 10
"""Rate of learning, and how many times faster the heads learn."""


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


def train(
    network: Network,
    found: Sequence[Example],
    by: Mapping[str, str] = MappingProxyType({}),
    *,
    epochs: int = EPOCHS,
    rate: float = RATE,
    state: Path | None = None,
) -> float:
    """Trains the upper layers and the heads in place; `by` tells who annotated an article. Gives the mean loss of the last round.

    Some annotators see more conflicts than others, so each has a bias of its own while the network learns.
    """
    mean = 0.0
    network.enc.requires_grad_(False)
    upper = [p for layer in network.enc.encoder.layer[LOW:] for p in layer.parameters()]
    encoder = {id(p) for p in network.enc.parameters()}
    for parameter in upper:
        parameter.requires_grad_(True)
    people = {name: n for n, name in enumerate(sorted({by.get(e.article, "") for e in found}))}
    bias = nn.Embedding(len(people), 1)
    nn.init.zeros_(bias.weight)
    heads = [p for p in network.parameters() if id(p) not in encoder]
    groups = [{"params": upper, "lr": rate}, {"params": [*heads, *bias.parameters()], "lr": rate * FASTER}]
    adam = torch.optim.AdamW(groups, weight_decay=0.01)
    todo = [(people[by.get(e.article, "")], *one) for e in found for one in stretches(e, network)]
    steps = epochs * len(todo) // TOGETHER
    warm = lambda s: min(1, (s + 1) / (0.06 * steps + 1)) * max(0.02, 1 - s / steps)  # noqa: E731
    schedule = torch.optim.lr_scheduler.LambdaLR(adam, warm)
    dice = random.Random(SEED)
    for epoch in range(epochs):
        network.train()
        dice.shuffle(todo)
        total = 0.0
        for n, (who, given, wanted) in enumerate(todo, 1):
            z = network.above(**{**given, "h": given["h"].float()}) + bias.weight[who]
            loss = F.binary_cross_entropy_with_logits(z, wanted, reduction="sum") / 12 / TOGETHER
            loss.backward()
            total += loss.item() * TOGETHER
            if n % TOGETHER == 0:
                torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
                adam.step()
                adam.zero_grad()
                schedule.step()
            if n % 500 == 0:
                print(f"round {epoch + 1}, {n} of {len(todo)}: loss {total / n:.4f}", flush=True)
        mean = total / len(todo)
        with torch.no_grad():  # what all annotators share belongs to the network
            shared = sum(bias.weight[who] for who, _, _ in todo) / len(todo)
            network.mlp[-1].bias += shared
            bias.weight -= shared
        if state:
            torch.save(network.state_dict(), state)
    return mean


def scaled(network: Network, found: Sequence[Example]) -> None:
    """Tells the network how the signals of these articles spread."""
    rows = torch.as_tensor(np.concatenate([e.page.signals for e in found]))
    network.mean.copy_(rows.mean(0))
    network.spread.copy_(rows.std(0, unbiased=False) + 0.05)


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


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("articles", type=Path, nargs="*")
    ask.add_argument("--pairs", type=Path, nargs="+", default=[])
    ask.add_argument("--held", type=Path, help="ids of the articles that are held out")
    ask.add_argument("--state", type=Path, help="where to keep the trained network")
    ask.add_argument("--start", type=Path, help="a kept network from which training goes on")
    ask.add_argument("--pack", type=Path, help="a kept network, which is packed without training")
    ask.add_argument("-o", "--out", type=Path, default=ANSWERS)
    args = ask.parse_args()
    if not (args.pack or args.held):
        ask.error("--held says which articles to leave out")
    torch.manual_seed(SEED)
    network = new_network()
    if args.pack:
        network.load_state_dict(torch.load(args.pack))
    else:
        conflicts = {article: pairs for table in args.pairs for article, pairs in annotated(table).items()}
        by = {article: name for table in args.pairs for article, name in annotators(table).items()}
        extractions = (e for e in kg.extract(args.articles) if isinstance(e, Extraction))
        learnt, held = parted(examples(extractions, conflicts), set(args.held.read_text(encoding="utf8").split()))
        if args.start:
            network.load_state_dict(torch.load(args.start))
        else:
            scaled(network, learnt)
        train(network, learnt, by, state=args.state)
        model = Quarrels(TorchSession(network), wordpieces(), SETTINGS)
        print(f"average precision on {len(held)} articles held out: {average_precision(held, model):.3f}")
    pack(network, args.out)


if __name__ == "__main__":
    main()
