"""Long texts through a short encoder."""

from __future__ import annotations

import numpy as np
import pytest

from kg.nlp import tokens, windows


def made_of(lengths: list[int], breaks: list[bool] | None = None) -> tokens.Pieces:
    """Pieces of tokens with so many pieces each; ids count up, so that every piece can be told."""
    breaks = breaks or [False] * len(lengths)
    ids, first = [], []
    for n, broken in zip(lengths, breaks, strict=True):
        ids.extend([0] * broken)
        first.append(len(ids))
        ids.extend(range(100 + len(ids), 100 + len(ids) + n))
    return tokens.Pieces(ids=ids, cases=[0] * len(ids), first=first, breaks=breaks)


def echo(ids: np.ndarray, cases: np.ndarray, mask: np.ndarray, first: np.ndarray) -> windows.Arrays:
    """An encoder that answers with the id of each token's first piece."""
    return {"id": np.take_along_axis(ids, first, 1).astype(np.float32)}


@pytest.mark.parametrize("count", [1, 2, 30, 31, 32, 100, 333])
@pytest.mark.parametrize("overlap", [0, 7, 20])
def test_every_token_comes_back_as_itself(count: int, overlap: int) -> None:
    """Cut, batched, padded and put together again, token i is token i."""
    rng = np.random.default_rng(count)
    texts = [
        made_of([int(n) for n in rng.integers(1, 5, count)], [bool(b) for b in rng.integers(0, 2, count)]),
        made_of([1] * 3), made_of([1]),
    ]  # fmt: skip
    out = windows.run_all(texts, echo, size=30, overlap=overlap, rows=4, ends=(1, 2))
    for pieces, arrays in zip(texts, out, strict=True):
        assert arrays["id"].tolist() == [pieces.ids[f] for f in pieces.first]


def test_windows_keep_within_their_size() -> None:
    """No window is longer than the encoder's reach, and each kept token has context on both sides."""
    pieces = made_of([1] * 100)
    cut = list(windows.cut(0, pieces, 30, 10))
    assert all(w.end - w.start <= 30 for w in cut)
    assert [w.keep_start for w in cut[1:]] == [w.keep_end for w in cut[:-1]]
    assert all(w.keep_start - w.start >= 5 for w in cut[1:])
    assert all(w.end - w.keep_end >= 4 for w in cut[:-1])


def test_an_empty_text_has_no_windows() -> None:
    """Nothing in, nothing out."""
    assert windows.run_all([made_of([])], echo, size=30, overlap=10, rows=4, ends=(1, 2)) == [{}]


@pytest.mark.parametrize("count", [31, 45, 100, 333])
def test_windows_of_a_text_are_of_about_one_length(count: int) -> None:
    """The fewest that the size allows, and no short one at the end; the first and the last see beyond one border alone."""
    cut = list(windows.cut(0, made_of([1] * count), 30, 10))
    assert len(cut) == -(-(count - 10) // 20)
    assert max(w.keep_end - w.keep_start for w in cut) - min(w.keep_end - w.keep_start for w in cut) <= 1


def test_batches_hold_little_padding() -> None:
    """Windows of unlike length do not share a batch, since each would be as long as the longest."""
    seen: list[tuple[int, int]] = []

    def run(ids: np.ndarray, cases: np.ndarray, mask: np.ndarray, first: np.ndarray) -> windows.Arrays:
        seen.append((ids.size, int(mask.sum())))
        return echo(ids, cases, mask, first)

    texts = [made_of([1] * n) for n in (3, 28, 11, 29, 200, 12, 28)]
    windows.run_all(texts, run, size=30, overlap=10, rows=4, ends=(1, 2))
    assert sum(size for size, _ in seen) <= 1.05 * sum(real for _, real in seen)
