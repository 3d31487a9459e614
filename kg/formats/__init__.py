"""One small file per family of article formats; `kg.stages.read` is the way in.

Each format is a function from a `Source` to its `Record`s (field names as the file has them, not yet an Article), in file order.
A record that cannot be read is yielded as an `InputError`; a source that cannot be read at all raises one.
The table holds names, not functions, so that a format's libraries load only when a file of it turns up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import cast

from kg.errors import InputError
from kg.formats.record import Record
from kg.formats.source import Source

Format = Callable[[Source], Iterator[Record | InputError]]

SUFFIXES: dict[str, tuple[str, str]] = {
    ".txt": ("text", "plain"),
    ".md": ("markdown", "markdown"),
    ".html": ("html", "page"),
    ".htm": ("html", "page"),
    ".jsonl": ("json", "lines"),
    ".json": ("json", "document"),
    ".csv": ("tables", "csv_rows"),
    ".parquet": ("tables", "parquet_rows"),
    ".xml": ("feeds", "entries"),
}
"""Suffix (lower case) to the module and the function that read it."""


def format_of(suffix: str) -> Format | None:
    """The reader of a suffix (".txt"), or null where there is none."""
    found = SUFFIXES.get(suffix.lower())
    if found is None:
        return None
    module, function = found
    return cast(Format, getattr(import_module(f"kg.formats.{module}"), function))
