"""All that hangs together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")


def reached(start: Iterable[T], beyond: Callable[[T], Iterable[T]]) -> set[T]:
    """These and all that can be reached from them, through any number of steps; `beyond` is asked once for each."""
    found: set[T] = set()
    todo = list(start)
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += beyond(one)
    return found
