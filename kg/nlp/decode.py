"""From scores to structures: tag sequences, their marginals, and trees."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
FORBIDDEN = np.float32(-1e4)


def forbidden(tags: tuple[str, ...]) -> tuple[Array, Array]:
    """What IOB2 rules out: [tags, tags] from one tag to the next, and [tags] at the start; 0 or `FORBIDDEN`."""
    step = np.array([[FORBIDDEN if b.startswith("I-") and a[2:] != b[2:] else 0 for b in tags] for a in tags], np.float32)
    return step, np.array([FORBIDDEN if t.startswith("I-") else 0 for t in tags], np.float32)


def viterbi(emissions: Array, step: Array, start: Array) -> list[int]:
    """The best tag sequence; emissions [n, tags], step [tags, tags], start [tags]."""
    if not len(emissions):
        return []
    score = emissions[0] + start
    back = np.empty((len(emissions), len(start)), np.int64)
    for i in range(1, len(emissions)):
        each = score[:, None] + step
        back[i] = each.argmax(0)
        score = each.max(0) + emissions[i]
    path = [int(score.argmax())]
    for i in range(len(emissions) - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


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

    The best head of each token is nearly always a tree already; only where it is not, the maximum spanning
    arborescence is sought.
    """
    n = len(scores)
    scores = scores.copy()
    scores[np.arange(n), np.arange(n) + 1] = FORBIDDEN
    # One root: the token that gains most by hanging there; no other may.
    root = int((scores[:, 0] - scores[:, 1:].max(1, initial=FORBIDDEN)).argmax())
    scores[:, 0] = FORBIDDEN
    heads = [int(h) for h in scores.argmax(1)] if n > 1 else [0]
    heads[root] = 0
    return heads if _is_tree(heads) else _arborescence(scores, root)


def _is_tree(heads: list[int]) -> bool:
    for i in range(len(heads)):
        at, steps = i, 0
        while heads[at] != 0:
            at, steps = heads[at] - 1, steps + 1
            if steps > len(heads):
                return False
    return True


def _arborescence(scores: Array, root: int) -> list[int]:
    import networkx as nx  # 100 ms, and only one sentence in some hundred needs it

    graph = nx.DiGraph()
    graph.add_nodes_from(range(len(scores)))
    for i in range(len(scores)):
        if i != root:
            graph.add_weighted_edges_from((h, i, float(scores[i, h + 1])) for h in range(len(scores)) if h != i)
    best = nx.maximum_spanning_arborescence(graph)
    heads = [0] * len(scores)
    for h, i in best.edges:
        heads[i] = h + 1
    return heads
