"""The heads that compare pairs of tokens, in numpy: they run on a handful of cues and heads, after the encoder.

The same formulas as `kg.training.network` (Parser, Linker, Labeller); a test holds both to the same numbers.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from kg.nlp.labels import distance_bucket

Array = NDArray[np.float32]
Weights = Mapping[str, Array]
REACH = 1023
_BUCKETS = np.array([distance_bucket(i) for i in range(-REACH, REACH + 1)])


def linear(weights: Weights, name: str, x: Array) -> Array:
    """x W^T + b, as torch's Linear of that name."""
    made: Array = x @ weights[f"{name}.weight"].T
    bias = weights.get(f"{name}.bias")
    return made if bias is None else made + bias


def arc_scores(weights: Weights, dependent: Array, head: Array) -> Array:
    """Scores [n, 1 + n] of each token of one sentence for each head; column 0 is the root."""
    heads = np.concatenate([weights["parser.root"][None], head])
    made: Array = (dependent @ weights["parser.weight"] + weights["parser.bias"]) @ heads.T
    return made


def relation_scores(weights: Weights, hidden: Array, heads: Sequence[int]) -> Array:
    """Scores [n, relations] of one sentence; `heads` holds 0 for the root, else 1 + the head's index."""
    dependent = np.maximum(linear(weights, "labeller.dependent.0", hidden), 0)
    with_root = np.concatenate([weights["labeller.root"][None], hidden])
    head = np.maximum(linear(weights, "labeller.head.0", with_root), 0)[list(heads)]
    pair = linear(weights, "labeller.pair", dependent).reshape(len(hidden), -1, head.shape[1])
    made: Array = (pair * head[:, None]).sum(-1) + linear(weights, "labeller.linear", np.concatenate([dependent, head], -1))
    return made


class Linker:
    """Tags the tokens around a cue as seen from it. What depends on the token alone is computed once a text."""

    def __init__(self, weights: Weights, hidden: Array, flat: Array) -> None:
        self.weights, self.hidden = weights, hidden
        self.token = linear(weights, "linker.token", hidden)
        self.gate = linear(weights, "linker.token_gate", hidden)
        self.flat = weights["linker.flat"] * flat

    def emissions(self, cue: int, start: int, end: int) -> Array:
        """Scores [end - start, tags] of the tokens start … end - 1 as seen from the token `cue`."""
        own = self.hidden[cue]
        distance = _BUCKETS[np.clip(np.arange(start, end) - cue, -REACH, REACH) + REACH]
        both = self.token[start:end] + linear(self.weights, "linker.cue", own) + self.weights["linker.distance.weight"][distance]
        both = both + self.gate[start:end] * linear(self.weights, "linker.cue_gate", own)
        made: Array = linear(self.weights, "linker.out", np.maximum(both, 0)) + self.flat[start:end]
        return made
