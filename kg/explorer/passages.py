"""Words in their context: an article's text cut into stretches, each with the marks that lie on it.

Offsets are code points into the text, the end exclusive. Marks may overlap and nest; stretches never do, and together they are
the text again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

AROUND: Final = 240
"""Code points of context on either side of a passage."""

APART: Final = 480
"""Marks that lie further apart than this are shown in two passages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Words that are evidence for a statement."""

    start: int
    end: int
    part: str
    """source, cue, content …"""
    of: str
    """IRI of the statement."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text on which the same marks lie."""

    text: str
    marks: tuple[Mark, ...]
    """From the longest to the shortest."""
    begins: tuple[Mark, ...]
    """Those that begin here."""


def stretches(text: str, marks: Iterable[Mark], start: int = 0, end: int | None = None) -> list[Stretch]:
    """The text from `start` to `end`, cut wherever a mark begins or ends. Marks that reach beyond it are cut off there."""
    stop = len(text) if end is None else min(end, len(text))
    inside = [mark for mark in marks if mark.start < stop and mark.end > start]
    edges = sorted({start, stop, *(edge for m in inside for edge in (m.start, m.end) if start < edge < stop)})
    made = []
    for here, there in pairwise(edges):
        on = [mark for mark in inside if mark.start <= here and mark.end >= there]
        on.sort(key=lambda mark: (mark.start - mark.end, mark.start, mark.part))
        made.append(Stretch(text[here:there], tuple(on), tuple(m for m in on if max(m.start, start) == here)))
    return made


def passages(text: str, marks: Sequence[Mark]) -> list[list[Stretch]]:
    """Where the marks stand, with some text around; marks that are far apart make several passages."""
    bounds: list[tuple[int, int]] = []
    for mark in sorted(marks, key=lambda mark: mark.start):
        start, end = _opened(text, mark.start), _closed(text, mark.end)
        if bounds and start - bounds[-1][1] < APART - 2 * AROUND:
            bounds[-1] = (bounds[-1][0], max(bounds[-1][1], end))
        else:
            bounds.append((start, end))
    return [_with_ellipses(text, stretches(text, marks, start, end), start, end) for start, end in bounds]


def _with_ellipses(text: str, made: list[Stretch], start: int, end: int) -> list[Stretch]:
    before = [Stretch("… ", (), ())] if text[:start].strip() else []
    after = [Stretch(" …", (), ())] if text[end:].strip() else []
    return [*before, *made, *after]


def _opened(text: str, start: int) -> int:
    """Where to begin: at the paragraph, else at a sentence or a word within the context."""
    limit = max(0, start - AROUND)
    paragraph = text.rfind("\n", limit, start)
    if paragraph >= 0:
        return paragraph + 1
    if limit == 0:
        return 0
    sentence = text.find(". ", limit, start)
    return sentence + 2 if sentence >= 0 else max(text.find(" ", limit, start), limit - 1) + 1


def _closed(text: str, end: int) -> int:
    """Where to end: at the paragraph, else after a sentence or before a word within the context."""
    limit = min(len(text), end + AROUND)
    paragraph = text.find("\n", end, limit)
    if paragraph >= 0:
        return paragraph
    if limit == len(text):
        return limit
    sentence = text.rfind(". ", end, limit)
    return sentence + 1 if sentence >= 0 else max(text.rfind(" ", end, limit), end)


def from_context(part: str, of: str, before: str, exact: str, after: str) -> list[Stretch]:
    """A mention with what the graph keeps around it, for an article whose text the store does not hold."""
    mark = Mark(start=len(before), end=len(before) + len(exact), part=part, of=of)
    return [Stretch(f"… {before}", (), ()), Stretch(exact, (mark,), (mark,)), Stretch(f"{after} …", (), ())]
