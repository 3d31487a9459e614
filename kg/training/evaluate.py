"""`python -m kg.training.evaluate DATA RUN`: development figures of a training run, through the reader that users run."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import torch

from kg.model import Article, Reading
from kg.nlp.reader import Reader, Settings
from kg.nlp.tokens import tokenizer
from kg.training.data import read_lines
from kg.training.session import TorchSession
from kg.training.train import encoder_folder, new_model


def load(run: Path) -> Reader:
    """The reader of a run's newest checkpoint."""
    tags = json.loads((run / "tags.json").read_text())
    model = new_model(tags)
    saved = torch.load(run / "checkpoint.pt", weights_only=False)
    model.load_state_dict(saved["model"])
    settings = Settings(**{k: tuple(v) for k, v in tags.items()})
    return Reader(TorchSession(model), tokenizer(encoder_folder() / "tokenizer.json"), settings)


def spans_record(article: Article, reading: Reading) -> dict:
    """The record that the attribution scorer reads."""

    def span(s):
        return {"start": s.start, "end": s.end} if s else None

    return {
        "article": article.id,
        "statements": [
            {"source": span(a.source), "cue": span(a.cue), "content": [span(c) for c in a.content]} for a in reading.attributions
        ],
    }


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("data", type=Path)
    ask.add_argument("run", type=Path)
    ask.add_argument("-o", "--out", type=Path, required=True)
    args = ask.parse_args()
    reader = load(args.run)
    articles = [Article(id=row["article"], text=row["text"]) for row in read_lines(args.data / "polnear/dev.jsonl")]
    with open(args.out, "w", encoding="utf8") as out:
        for article, reading in zip(articles, reader.read(articles), strict=True):
            out.write(json.dumps(spans_record(article, reading)) + "\n")


if __name__ == "__main__":
    main()
