"""Everything that can go wrong, as one family.

KgError
├── InputError          an article, file or folder could not be read
├── ModelError          the reader's weights are missing, damaged or of another version
├── EvidenceError       a span's words are not at its offsets; nothing of that article is written
├── StoreError          the store could not be opened, read or written
│   ├── StoreLocked     another process writes to it
│   └── StoreUnreachable  the endpoint does not answer, refuses, or ran out of time
├── QueryError          SPARQL that does not parse, a query that does not exist, a parameter that is missing
├── ShapeError          a graph that breaks the shapes
└── UsageError          arguments that make no sense together (exit code 2)

A message says what was being done, on what, and what there is instead. Errors of lower libraries are mapped to these at
their border with `raise … from`.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that a user may see; the command line prints its message and nothing else."""


class InputError(KgError):
    """An article, file or folder could not be read; `origin` names it."""

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(f"{origin}: {reason}")
        self.origin = origin
        self.reason = reason


class ModelError(KgError):
    """The reader's weights are missing, damaged or made for another version."""


class EvidenceError(KgError):
    """A span's words are not at its offsets."""


class StoreError(KgError):
    """The store could not be opened, read or written."""


class StoreLocked(StoreError):
    """Another process has the store open for writing."""


class StoreUnreachable(StoreError):
    """The endpoint does not answer, refuses, or ran out of time."""


class QueryError(KgError):
    """SPARQL that does not parse, a named query that does not exist, or a parameter that is missing."""


class ShapeError(KgError):
    """A graph that could not be checked, or that breaks the shapes where that is fatal."""


class UsageError(KgError):
    """Arguments that make no sense together; exit code 2."""
