"""`python -m kg.training.average RUN… -o RUN`: the mean of the networks of several runs that went on from the same one.

Runs that start from one trained network and differ in seed end close enough to one another for the mean of their weights to be
a network that is better than each (model soups, Wortsman et al. 2022); it costs nothing when reading.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch


def mean(runs: list[Path]) -> dict[str, torch.Tensor]:
    """Every weight's mean over the runs, in 32 bits."""
    states = [torch.load(run / "checkpoint.pt", weights_only=False)["model"] for run in runs]
    return {name: torch.stack([s[name].float() for s in states]).mean(0) for name in states[0]}


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("runs", nargs="+", type=Path)
    ask.add_argument("-o", "--out", type=Path, required=True)
    args = ask.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save({"model": mean(args.runs)}, args.out / "checkpoint.pt")
    shutil.copy(args.runs[0] / "tags.json", args.out / "tags.json")


if __name__ == "__main__":
    main()
