"""From scores to structures: tag sequences, their marginals, and trees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Heads = NDArray[np.int64]
FORBIDDEN = np.float32(-1e4)


def forbidden(tags: tuple[str, ...]) -> tuple[Array, Array]:
    """What IOB2 rules out: [tags, tags] from one tag to the next, and [tags] at the start; 0 or `FORBIDDEN`."""
    step = np.array([[FORBIDDEN if b.startswith("I-") and a[2:] != b[2:] else 0 for b in tags] for a in tags], np.float32)
    return step, np.array([FORBIDDEN if t.startswith("I-") else 0 for t in tags], np.float32)


def viterbi(emissions: Array, step: Array, start: Array) -> list[int]:
    """The best tag sequence; emissions [n, tags], step [tags, tags], start [tags]."""
    return viterbi_rows(emissions[None], [len(emissions)], step, start)[0]


def viterbi_rows(emissions: Array, lengths: Sequence[int], step: Array, start: Array) -> list[list[int]]:
    """The best tag sequence of each row; emissions [rows, n, tags], of which row r holds the first lengths[r].

    All rows advance together: a loop over places costs the same for one cue as for forty.
    """
    rows, n, tags = emissions.shape
    if not rows or not n:
        return [[] for _ in lengths]
    score = emissions[:, 0] + start
    back = np.empty((n, rows, tags), np.int64)
    scores = np.empty((n, rows, tags), np.float32)
    scores[0] = score
    into = np.ascontiguousarray(step.T)
    for i in range(1, n):
        each = score[:, None, :] + into  # [rows, to, from]
        back[i] = each.argmax(2)
        score = each.max(2) + emissions[:, i]
        scores[i] = score
    paths = []
    for r, length in enumerate(lengths):
        path = [int(scores[length - 1, r].argmax())] if length else []
        for i in range(length - 1, 0, -1):
            path.append(int(back[i, r, path[-1]]))
        paths.append(path[::-1])
    return paths


def holding(tag: int, step: Array, start: Array) -> tuple[Array, Array]:
    """The chain of sequences that hold `tag` (the beginning of a span): for scores that stand twice side by side, [n, 2 * tags].

    The first half are the tags before it, the second half it and the tags behind; one may end in the second half alone.
    """
    tags = len(start)
    before, behind = slice(0, tags), slice(tags, 2 * tags)
    twice = np.full((2 * tags, 2 * tags), FORBIDDEN, np.float32)
    twice[before, before] = twice[behind, behind] = step
    twice[before, tag] = FORBIDDEN
    twice[before, tags + tag] = step[:, tag]
    first = np.full(2 * tags, FORBIDDEN, np.float32)
    first[before] = start
    first[tag], first[tags + tag] = FORBIDDEN, start[tag]
    return twice, first


def pairs(one: Array, other: Array, together: NDArray[np.bool_]) -> tuple[Heads, Heads]:
    """The best pair of tags of each token from scores [n, a] and [n, b]; only pairs of `together` [b, a] can stand."""
    chances = [x - x.max(1, keepdims=True) for x in (one, other)]
    first, second = (x - np.log(np.exp(x).sum(1, keepdims=True)) for x in chances)
    both = second[:, :, None] + np.where(together, first[:, None, :], FORBIDDEN)
    best = both.reshape(len(one), -1).argmax(1)
    return best % one.shape[1], best // one.shape[1]


def marginals(emissions: Array, step: Array, start: Array) -> Array:
    """Probability [n, tags] of each tag under the chain (forward-backward)."""
    n = len(emissions)
    if not n:
        return emissions
    alpha, beta = np.empty_like(emissions), np.zeros_like(emissions)
    alpha[0] = emissions[0] + start
    for i in range(1, n):
        alpha[i] = _logsumexp(alpha[i - 1][:, None] + step) + emissions[i]
    for i in range(n - 2, -1, -1):
        beta[i] = _logsumexp((step + (emissions[i + 1] + beta[i + 1])[None]).T)
    both = alpha + beta
    out = np.exp(both - both.max(1, keepdims=True))
    shares: Array = out / out.sum(1, keepdims=True)
    return shares


def _logsumexp(x: Array) -> Array:
    top = x.max(0)
    made: Array = top + np.log(np.exp(x - top).sum(0))
    return made


def tree(scores: Array) -> list[int]:
    """Heads of one sentence from scores [n, 1 + n]: 0 for the root, else 1 + the head's index. Always a tree with one root.

    The best head of each token is nearly always a tree already; only where it is not, cycles are contracted.
    """
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(n) + 1] = FORBIDDEN
    # One root: the token that gains most by hanging there; no other may.
    root = int((scores[:, 0] - scores[:, 1:].max(1, initial=FORBIDDEN)).argmax())
    scores[:, 0] = FORBIDDEN
    # From here on among tokens alone, the root fixed.
    heads = _arborescence(scores[:, 1:], root)
    return [0 if i == root else int(h) + 1 for i, h in enumerate(heads)]


def _arborescence(scores: Array, root: int) -> Heads:
    """Best head of each node by scores [n, n], all below `root` (whose own entry is itself): Chu-Liu and Edmonds' algorithm.

    In numpy, one contraction a call: on a sentence of 200 tokens without a clear tree networkx takes half a minute, this some
    milliseconds.
    """
    heads: Heads = scores.argmax(1)
    heads[root] = root
    cycle = _cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.zeros(len(scores), bool)
    inside[cycle] = True
    rest = np.flatnonzero(~inside)
    kept = scores[cycle, heads[cycle]]
    # The cycle becomes one node, the last. What enters it breaks it where that costs least.
    entering = scores[np.ix_(cycle, rest)] - kept[:, None]
    leaving = scores[np.ix_(rest, cycle)]
    small = np.full((len(rest) + 1, len(rest) + 1), FORBIDDEN * 10, np.float32)
    small[:-1, :-1] = scores[np.ix_(rest, rest)]
    small[:-1, -1] = leaving.max(1)
    small[-1, :-1] = entering.max(0)
    found = _arborescence(small, int(np.flatnonzero(rest == root)[0]))
    for k, node in enumerate(rest):
        heads[node] = cycle[int(leaving[k].argmax())] if found[k] == len(rest) else rest[found[k]]
    broken = int(entering[:, found[-1]].argmax())
    heads[cycle[broken]] = rest[found[-1]]
    return heads


def _cycle(heads: Heads, root: int) -> Heads | None:
    """Nodes of one cycle, if there is one."""
    done = np.zeros(len(heads), bool)
    done[root] = True
    for i in range(len(heads)):
        path: list[int] = []
        at = i
        while not done[at]:
            done[at] = True
            path.append(at)
            at = int(heads[at])
        if at in path:
            return np.array(path[path.index(at) :])
    return None
