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


def side_by_side(texts: Sequence[Array]) -> Array:
    """Scores [rows, longest, tags] of texts of scores [n, tags] each, zero where a text is shorter."""
    out = np.zeros((len(texts), max(map(len, texts)), texts[0].shape[1]), np.float32)
    for row, text in zip(out, texts, strict=True):
        row[: len(text)] = text
    return out


def viterbi_rows(emissions: Array, lengths: Sequence[int], step: Array, start: Array) -> list[list[int]]:
    """The best tag sequence of each row; emissions [rows, n, tags], of which row r holds the first lengths[r].

    All rows advance together: a loop over places costs nearly the same for one cue as for forty.
    """
    rows, n, _ = emissions.shape
    if not rows or not n:
        return [[] for _ in lengths]
    # Rows come last, so that each operation runs over long stretches of memory.
    scores = np.ascontiguousarray(emissions.transpose(1, 2, 0))  # [n, tags, rows]
    scores[0] += start[:, None]
    between = step[:, :, None]
    for i in range(1, n):
        scores[i] += np.maximum.reduce(scores[i - 1][:, None] + between, 0)
    # Where the best path came from is asked only of the tags that lie on it.
    into = np.ascontiguousarray(step.T)
    last = np.asarray(lengths) - 1
    ending = set(last.tolist())
    paths = np.empty((n, rows), np.int64)
    paths[n - 1] = scores[n - 1].argmax(0)
    for i in range(n - 2, -1, -1):
        found = (scores[i].T + into[paths[i + 1]]).argmax(1)
        if i in ending:
            ends = np.flatnonzero(last == i)
            found[ends] = scores[i][:, ends].argmax(0)
        paths[i] = found
    return [path[:length].tolist() for path, length in zip(paths.T, lengths, strict=True)]


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
    first, second = one.argmax(1), other.argmax(1)
    # Nearly everywhere the two best go together; only where they do not, all pairs are weighed.
    open_ = np.flatnonzero(~together[second, first])
    if len(open_):
        chances = [x[open_] - x[open_].max(1, keepdims=True) for x in (one, other)]
        left, right = (x - np.log(np.exp(x).sum(1, keepdims=True)) for x in chances)
        both = right[:, :, None] + np.where(together, left[:, None, :], FORBIDDEN)
        best = both.reshape(len(open_), -1).argmax(1)
        first[open_], second[open_] = best % one.shape[1], best // one.shape[1]
    return first, second


def marginals(emissions: Array, step: Array, start: Array) -> Array:
    """Probability [n, tags] of each tag under the chain (forward-backward)."""
    return marginals_rows([emissions], step, start)[0]


def marginals_rows(texts: Sequence[Array], step: Array, start: Array) -> list[Array]:
    """`marginals` of each of some texts [n, tags], which advance together, from their beginnings and their ends at once."""
    if not any(map(len, texts)):
        return list(texts)
    count = len(texts)
    both_ways = side_by_side([*texts, *(text[::-1] for text in texts)])
    emissions = np.ascontiguousarray(both_ways.transpose(1, 2, 0))  # [n, tags, 2 * texts]
    emissions[0, :, :count] += start[:, None]
    between = np.repeat(np.stack([step, step.T], -1), count, -1)  # [from, to, 2 * texts]
    inner = np.zeros_like(emissions)  # what comes before each place, its own score not counted
    score = emissions[0]
    for i in range(1, len(emissions)):
        each = score[:, None] + between
        top = np.maximum.reduce(each, 0)
        each -= top
        np.exp(each, out=each)
        inner[i] = top + np.log(np.add.reduce(each, 0))
        score = inner[i] + emissions[i]
    out = []
    for k, text in enumerate(texts):
        n = len(text)
        both = (inner[:n, :, k] + emissions[:n, :, k]) + inner[:n, :, count + k][::-1]
        shares = np.exp(both - both.max(1, keepdims=True))
        out.append(shares / shares.sum(1, keepdims=True))
    return out


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
    return [0 if i == root else h + 1 for i, h in enumerate(heads.tolist())]


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
    above = heads.tolist()
    done = [False] * len(above)
    done[root] = True
    for i in range(len(above)):
        path: list[int] = []
        at = i
        while not done[at]:
            done[at] = True
            path.append(at)
            at = above[at]
        if at in path:
            return np.array(path[path.index(at) :])
    return None
