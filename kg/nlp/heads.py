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
PAIRED = 64
"""Tokens whose relations are scored at once."""
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
    return relation_rows(weights, hidden, np.asarray(heads) - 1)


def relation_rows(weights: Weights, hidden: Array, heads: NDArray[np.int64]) -> Array:
    """Scores [n, relations] of the tokens of a text; `heads` holds the index of each one's head in it, or -1 for a root."""
    both = (linear(weights, "labeller.head.0", x) for x in (hidden, weights["labeller.root"][None]))
    above = np.maximum(np.concatenate(list(both)), 0)
    made = np.empty((len(hidden), len(weights["labeller.linear.bias"])), np.float32)
    for a in range(0, len(hidden), PAIRED):
        # Some tokens at a time: each has a vector of its own for each relation, and a text may be a book.
        own = np.maximum(linear(weights, "labeller.dependent.0", hidden[a : a + PAIRED]), 0)
        head = above[heads[a : a + PAIRED]]  # -1 is the last row
        pair = linear(weights, "labeller.pair", own).reshape(len(own), -1, head.shape[1])
        made[a : a + PAIRED] = linear(weights, "labeller.linear", np.concatenate([own, head], -1))
        made[a : a + PAIRED] += np.matmul(pair, head[:, :, None])[..., 0]
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
        both = self.gate[start:end] * linear(self.weights, "linker.cue_gate", own)
        both += self.token[start:end]
        both += (self.weights["linker.distance.weight"] + linear(self.weights, "linker.cue", own))[distance]
        made = linear(self.weights, "linker.out", np.maximum(both, 0, out=both))
        made += self.flat[start:end]
        return made
