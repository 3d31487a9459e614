"""Long texts through an encoder of fixed reach: overlapping windows out, one row a token back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kg.nlp.tokens import Pieces

Array = NDArray[np.float32]
Ids = NDArray[np.int64]
Arrays = dict[str, Array]
Run = Callable[[Ids, Ids, Ids, Ids], Arrays]
"""ids, cases, mask [rows, pieces] and first [rows, tokens] to arrays [rows, tokens, …] by head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A token range of one text, and the part of it that this window answers for."""

    text: int
    start: int
    end: int
    keep_start: int
    keep_end: int


def cut(text: int, pieces: Pieces, size: int, overlap: int) -> Iterator[Window]:
    """Windows of at most `size` pieces, neighbours sharing about `overlap`; each token is kept from where it has most context."""
    first = pieces.first
    ends = [*first[1:], len(pieces.ids)]
    ranges: list[tuple[int, int]] = []
    start = 0
    while start < len(first):
        stop = start + 1
        while stop < len(first) and ends[stop] - first[start] <= size:
            stop += 1
        ranges.append((start, stop))
        if stop == len(first):
            break
        back = stop
        while back > start + 1 and first[stop] - first[back] < overlap:
            back -= 1
        start = back
    borders = [0, *((a_end + b_start) // 2 for (_, a_end), (b_start, _) in pairwise(ranges)), len(first)]
    for (a, b), keep_a, keep_b in zip(ranges, borders, borders[1:], strict=False):
        yield Window(text=text, start=a, end=b, keep_start=keep_a, keep_end=keep_b)


def run_all(texts: Sequence[Pieces], run: Run, *, size: int, overlap: int, rows: int, ends: tuple[int, int]) -> list[Arrays]:
    """Every text's tokens through the encoder, windows of like length batched across texts.

    `ends` are the ids of the start and end pieces. Returns, for each text, arrays [tokens, …] by head.
    """
    todo = [w for k, pieces in enumerate(texts) for w in cut(k, pieces, size, overlap)]
    todo.sort(key=lambda w: _length(texts[w.text], w))
    out: list[Arrays] = [{} for _ in texts]
    for k in range(0, len(todo), rows):
        group = todo[k : k + rows]
        for window, arrays in zip(group, _batch(texts, group, run, ends), strict=True):
            whole = out[window.text]
            keep = slice(window.keep_start - window.start, window.keep_end - window.start)
            for name, values in arrays.items():
                if name not in whole:
                    whole[name] = np.empty((len(texts[window.text].first), *values.shape[1:]), np.float32)
                whole[name][window.keep_start : window.keep_end] = values[keep]
    return out


def _piece_range(pieces: Pieces, window: Window) -> tuple[int, int]:
    start = pieces.first[window.start]
    end = pieces.first[window.end] if window.end < len(pieces.first) else len(pieces.ids)
    # A paragraph break belongs to the token after it: keep the one before the first token, drop the one past the last.
    if pieces.breaks[window.start]:
        start -= 1
    if window.end < len(pieces.first) and pieces.breaks[window.end]:
        end -= 1
    return start, end


def _length(pieces: Pieces, window: Window) -> int:
    start, end = _piece_range(pieces, window)
    return end - start


def _batch(texts: Sequence[Pieces], group: Sequence[Window], run: Run, ends: tuple[int, int]) -> list[Arrays]:
    wide = max(_length(texts[w.text], w) for w in group) + 2
    long = max(w.end - w.start for w in group)
    ids, cases, mask = (np.zeros((len(group), wide), np.int64) for _ in range(3))
    first = np.zeros((len(group), long), np.int64)
    for r, w in enumerate(group):
        pieces = texts[w.text]
        a, b = _piece_range(pieces, w)
        n = b - a + 2
        ids[r, :n] = [ends[0], *pieces.ids[a:b], ends[1]]
        cases[r, :n] = [5, *pieces.cases[a:b], 5]
        mask[r, :n] = 1
        first[r, : w.end - w.start] = np.asarray(pieces.first[w.start : w.end]) - a + 1
    made = run(ids, cases, mask, first)
    return [{name: values[r, : w.end - w.start] for name, values in made.items()} for r, w in enumerate(group)]
