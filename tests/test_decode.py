"""Decoders against brute force, and their guarantees."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from kg.nlp import decode, labels


def random_chain(seed: int, n: int = 5, tags: int = 3) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    return tuple(rng.normal(size=s).astype(np.float32) for s in ((n, tags), (tags, tags), (tags,)))  # type: ignore[return-value]


def score(path: tuple[int, ...], emissions: np.ndarray, step: np.ndarray, start: np.ndarray) -> float:
    return float(
        start[path[0]] + sum(emissions[i, t] for i, t in enumerate(path)) + sum(step[a, b] for a, b in itertools.pairwise(path))
    )


@pytest.mark.parametrize("seed", range(8))
def test_viterbi_finds_the_best_of_all_paths(seed: int) -> None:
    """The dynamic programme agrees with trying every sequence."""
    chain = random_chain(seed)
    best = max(itertools.product(range(3), repeat=5), key=lambda p: score(p, *chain))
    assert decode.viterbi(*chain) == list(best)


@pytest.mark.parametrize("seed", range(4))
def test_marginals_sum_over_all_paths(seed: int) -> None:
    """Forward-backward agrees with summing every sequence."""
    chain = random_chain(seed)
    wanted = np.zeros((5, 3))
    for path in itertools.product(range(3), repeat=5):
        for i, tag in enumerate(path):
            wanted[i, tag] += np.exp(score(path, *chain))
    assert decode.marginals(*chain) == pytest.approx(wanted / wanted.sum(1, keepdims=True), abs=1e-4)


def test_no_span_begins_inside() -> None:
    """Whatever the scores, an I- tag follows its own kind."""
    step, start = decode.forbidden(labels.ATTRIBUTION)
    rng = np.random.default_rng(0)
    for _ in range(20):
        tags = [labels.ATTRIBUTION[i] for i in decode.viterbi(rng.normal(0, 5, (30, 7)).astype(np.float32), step, start)]
        for before, tag in zip(["O", *tags], tags, strict=False):
            assert not tag.startswith("I-") or before[2:] == tag[2:]


def is_tree(heads: list[int]) -> bool:
    """Whether every token reaches the root."""
    return all(len({i, *(path := climb(heads, i))}) == len(path) + 1 for i in range(len(heads)))


def climb(heads: list[int], i: int) -> list[int]:
    """The heads above a token, as far as they do not repeat."""
    path: list[int] = []
    while heads[i] and len(path) <= len(heads):
        i = heads[i] - 1
        path.append(i)
    return path


@pytest.mark.parametrize("seed", range(30))
def test_no_tree_is_better(seed: int) -> None:
    """Against every tree with the same root, on sentences of up to five tokens."""
    n = 2 + seed % 4
    scores = np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32)
    found = decode.tree(scores)
    root = found.index(0)

    def total(heads: tuple[int, ...] | list[int]) -> float:
        return sum(float(scores[i, h]) for i, h in enumerate(heads) if i != root)

    every = itertools.product(*([0] if i == root else [h for h in range(1, n + 1) if h != i + 1] for i in range(n)))
    assert total(found) == pytest.approx(max(total(heads) for heads in every if is_tree(list(heads))), abs=1e-4)


@pytest.mark.parametrize("seed", range(30))
def test_heads_are_always_a_tree(seed: int) -> None:
    """Random scores nearly never give a tree by themselves; what comes out is one, with one root."""
    n = 1 + seed % 9
    heads = decode.tree(np.random.default_rng(seed).normal(size=(n, n + 1)).astype(np.float32))
    assert heads.count(0) == 1
    assert is_tree(heads)


def test_a_clear_tree_is_kept() -> None:
    """Where the best heads are a tree they are the answer."""
    wanted = [2, 0, 2, 3]
    scores = np.full((4, 5), -5, np.float32)
    for i, h in enumerate(wanted):
        scores[i, h] = 5
    assert decode.tree(scores) == wanted


def test_distance_buckets_grow_outwards() -> None:
    """Near tokens are told apart, far ones are not; sides differ."""
    assert [labels.distance_bucket(i) for i in (-900, -2, -1, 0, 1, 2, 3, 4, 900)] == [0, 6, 7, 8, 9, 10, 10, 11, 16]


def test_spans_of_tags() -> None:
    """IOB2 to spans; an I without its B still opens one."""
    assert labels.iob_spans(["B-cue", "O", "I-source", "I-source", "B-source", "I-cue"]) == [
        ("cue", 0, 1), ("source", 2, 4), ("source", 4, 5), ("cue", 5, 6),
    ]  # fmt: skip


@pytest.mark.parametrize("seed", range(4))
def test_rows_decoded_together_are_as_alone(seed: int) -> None:
    """Padding behind a short row does not reach into it."""
    rng = np.random.default_rng(seed)
    step, start = decode.forbidden(labels.ATTRIBUTION)
    rows = rng.normal(size=(5, 30, len(start))).astype(np.float32)
    lengths = [30, 1, 17, 0, 29]
    together = decode.viterbi_rows(rows, lengths, step, start)
    assert together == [decode.viterbi(row[:n], step, start) for row, n in zip(rows, lengths, strict=True)]
    assert [len(path) for path in together] == lengths


@pytest.mark.parametrize("seed", range(6))
def test_the_best_sequence_that_holds_a_tag(seed: int) -> None:
    """As trying every sequence that holds it would find."""
    rng = np.random.default_rng(seed)
    tags = ("O", "B-cue", "I-cue", "B-content", "I-content")
    step, start = decode.forbidden(tags)
    step, start = step + rng.normal(size=step.shape).astype(np.float32), start + rng.normal(size=5).astype(np.float32)
    scores = rng.normal(size=(5, 5)).astype(np.float32)
    scores[:, 3] -= 3  # left alone, the best sequence mostly holds none

    def total(path: tuple[int, ...]) -> float:
        return float(
            start[path[0]] + sum(step[a, b] for a, b in itertools.pairwise(path)) + sum(scores[i, t] for i, t in enumerate(path))
        )

    wanted = max((p for p in itertools.product(range(5), repeat=5) if 3 in p), key=total)
    twice = np.concatenate([scores, scores], 1)
    twice[-1, :5] = decode.FORBIDDEN
    found = decode.viterbi(twice, *decode.holding(3, step, start))
    assert tuple(tag % 5 for tag in found) == wanted


def test_only_tags_that_go_together_are_paired() -> None:
    """The best pair among those allowed, not the two best tags."""
    one, other = np.array([[3.0, 2.0, 0.0]], np.float32), np.array([[1.0, 0.5]], np.float32)
    every = np.ones((2, 3), bool)
    assert [int(x[0]) for x in decode.pairs(one, other, every)] == [0, 0]
    every[0, 0] = every[1, 0] = False
    assert [int(x[0]) for x in decode.pairs(one, other, every)] == [1, 0]
    every[0, 1] = False
    assert [int(x[0]) for x in decode.pairs(one, other, every)] == [1, 1]


def test_marginals_of_texts_together_are_as_alone() -> None:
    """A longer text beside a short one does not reach into it; an empty one has none."""
    rng = np.random.default_rng(1)
    step, start = decode.forbidden(labels.ATTRIBUTION)
    texts = [rng.normal(size=(n, len(start))).astype(np.float32) for n in (30, 1, 0, 17)]
    for text, found in zip(texts, decode.marginals_rows(texts, step, start), strict=True):
        assert found == pytest.approx(decode.marginals(text, step, start))
        assert found.shape == text.shape
