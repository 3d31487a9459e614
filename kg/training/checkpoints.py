"""A training run as a reader."""

from __future__ import annotations

import json
from pathlib import Path

import torch

from kg.nlp.lemmas import Lemmatizer
from kg.nlp.reader import Reader, Settings
from kg.nlp.tokens import tokenizer
from kg.training.session import TorchSession
from kg.training.train import encoder_folder, new_model


def load(run: Path) -> tuple[Reader, TorchSession]:
    """The reader of a run's newest checkpoint, and its session (which holds the network)."""
    tags = json.loads((run / "tags.json").read_text())
    model = new_model(tags)
    saved = torch.load(run / "checkpoint.pt", weights_only=False)
    model.load_state_dict(saved["model"])
    settings = Settings(xpos=tuple(tags["xpos"]), relations=tuple(tags["relations"]), upos_of=tuple(tags["upos_of"]))
    session = TorchSession(model)
    # Development figures of lemmas come from the packed model, which has the table.
    return Reader(session, tokenizer(encoder_folder() / "tokenizer.json"), settings, Lemmatizer({})), session
