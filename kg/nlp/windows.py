"""Long texts through an encoder of fixed reach: overlapping windows out, one row a token back."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
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

PADDED = 1.02
"""Pieces of a batch, those that only fill it up included, for each piece of a window: a batch costs little, a piece much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A token range of one text, and the part of it that this window answers for."""

    text: int
    start: int
    end: int
    keep_start: int
    keep_end: int


def cut(text: int, pieces: Pieces, size: int, overlap: int) -> Iterator[Window]:
    """The fewest windows of at most `size` pieces, all of about one length; each sees `overlap / 2` pieces beyond what it keeps.

    Of one length, since a short last window would see little, and long ones cost more a piece.
    """
    starts = [first - broken for first, broken in zip(pieces.first, pieces.breaks, strict=True)]
    total, tokens = len(pieces.ids), len(starts)
    count = 1 if total <= size else math.ceil((total - overlap) / (size - overlap))
    while tokens:
        borders = sorted({0, *(bisect_left(starts, total * k / count) for k in range(1, count)), tokens})
        found = []
        for a, b in pairwise(borders):
            first = bisect_left(starts, starts[a] - overlap / 2) if a else 0
            end = bisect_right(starts, starts[b] + overlap / 2) - 1 if b < tokens else tokens
            found.append(Window(text=text, start=first, end=end, keep_start=a, keep_end=b))
        # Borders stand between tokens, so a window may come out longer than planned.
        if count >= tokens or all(_length(pieces, window) <= size for window in found):
            yield from found
            return
        count += 1


def run_all(texts: Sequence[Pieces], run: Run, *, size: int, overlap: int, rows: int, ends: tuple[int, int]) -> list[Arrays]:
    """Every text's tokens through the encoder, windows of like length batched across texts.

    `ends` are the ids of the start and end pieces. Returns, for each text, arrays [tokens, …] by head.
    """
    todo = [w for k, pieces in enumerate(texts) for w in cut(k, pieces, size, overlap)]
    todo.sort(key=lambda w: _length(texts[w.text], w))
    out: list[Arrays] = [{} for _ in texts]
    for group in _groups(texts, todo, rows):
        for window, arrays in zip(group, _batch(texts, group, run, ends), strict=True):
            whole = out[window.text]
            keep = slice(window.keep_start - window.start, window.keep_end - window.start)
            for name, values in arrays.items():
                if name not in whole:
                    whole[name] = np.empty((len(texts[window.text].first), *values.shape[1:]), np.float32)
                whole[name][window.keep_start : window.keep_end] = values[keep]
    return out


def _groups(texts: Sequence[Pieces], todo: Sequence[Window], rows: int) -> Iterator[list[Window]]:
    """Windows, shortest first, in batches of at most `rows` in which few pieces are padding."""
    group: list[Window] = []
    held = 0
    for window in todo:
        length = _length(texts[window.text], window)
        if group and (len(group) == rows or (len(group) + 1) * length > PADDED * (held + length)):
            yield group
            group, held = [], 0
        group.append(window)
        held += length
    if group:
        yield group


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
