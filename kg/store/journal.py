"""Which graphs of a store were written to since somebody last took note of what it holds."""

from __future__ import annotations

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

ANY = "*"
"""Stands for all graphs, where a write did not say which."""


class Journal:
    """A list of graphs: in a file, so that another process finds it, or in memory. It only ever names too many."""

    def __init__(self, notes: Path | None) -> None:
        """`notes` is the file of notes that it goes with: as long as that is not there, nothing is named; null for memory."""
        self._notes = notes
        self._file = notes and notes.with_suffix(".written")
        self._lines: list[str] | None = None if notes else []

    def add(self, graphs: Iterable[str]) -> None:
        """Names graphs, before they are written to. Where that fails, nothing is known any more."""
        if self._file is None:
            if self._lines is not None:
                self._lines += graphs
            return
        if self._notes is None or not self._notes.exists():
            return
        try:
            with self._file.open("a", encoding="utf-8") as out:
                out.writelines(f"{graph}\n" for graph in graphs)
                out.flush()
                os.fsync(out.fileno())
        except OSError:
            self._file, self._lines = None, None
            with suppress(OSError):
                self._notes.unlink(missing_ok=True)  # the next process would take them for good

    def read(self) -> frozenset[str] | None:
        """The graphs that were named; null where any may have been written to."""
        if self._file is None:
            lines = self._lines
        else:
            try:
                lines = self._file.read_text("utf-8").splitlines() if self._file.exists() else []
            except (OSError, UnicodeDecodeError):
                return None
        return None if lines is None or ANY in lines else frozenset(lines)

    def clear(self) -> None:
        """Forgets what was named."""
        if self._file is not None:
            with suppress(OSError):
                self._file.unlink(missing_ok=True)
        elif self._lines is not None:
            self._lines = []
