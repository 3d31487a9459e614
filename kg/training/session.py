"""The network under training as a session of the reader, so that development figures come from the code that users run."""

from __future__ import annotations

import numpy as np
import torch

from kg.nlp.windows import Arrays
from kg.training.network import Model

OUTPUTS = ("hidden", "attribution", "anchor", "sentence", "names", "upos", "xpos", "arc_dependent", "arc_head")


class TorchSession:
    """Runs the encoder with torch; `weights` are those of the numpy heads."""

    def __init__(self, model: Model) -> None:
        self.model = model.eval()
        self.weights = head_weights(model)

    @torch.inference_mode()
    def run(self, ids: np.ndarray, cases: np.ndarray, mask: np.ndarray, first: np.ndarray) -> Arrays:
        with torch.autocast("cpu", torch.bfloat16):
            out = self.model.reader(*(torch.from_numpy(x) for x in (ids, cases, mask, first)))
        return {k: out[k].float().numpy() for k in OUTPUTS}


def head_weights(model: Model) -> dict[str, np.ndarray]:
    """What `kg.nlp.heads` and the decoders need, by torch's names."""
    return {k: v.detach().float().numpy() for k, v in model.state_dict().items() if not k.startswith("reader.")}
