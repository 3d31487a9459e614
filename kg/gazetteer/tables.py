"""Reading the tables of `kg/data`, and looking names up in them."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable
from importlib.resources import files
from typing import TypeVar

from kg.errors import KgError

T = TypeVar("T")
K = TypeVar("K")

SHORT = 4
"""Aliases up to this many letters ("US", "IS", "Fed") are known only in the case the table has them: "us" and "is" are words."""


def key(words: str) -> str:
    """Form under which names are looked up: lower case, one kind of apostrophe, no leading article."""
    plain = " ".join(words.replace("’", "'").split()).casefold()
    return plain.removeprefix("the ")


def unpointed(words: str) -> str:
    """A name without the stops and commas that some write and some do not ("Washington, D.C.")."""
    return words.replace(".", "").replace(",", "")


def table(name: str) -> list[dict[str, str]]:
    """Rows of a table of `kg/data` by column name. KgError where the installation lacks it."""
    try:
        text = files("kg").joinpath("data", name).read_text(encoding="utf-8")
    except OSError as error:
        raise KgError(f"reading the table {name}: {error}; the installation is incomplete") from error
    return list(csv.DictReader(text.splitlines()))


def index(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[str, T]]:
    made: dict[str, tuple[str, T]] = {}
    for name, thing in pairs:
        made.setdefault(key(name), (name, thing))
    return made


def cased(by_key: dict[str, tuple[str, T]], words: str) -> T | None:
    found = by_key.get(key(words))
    if found is None:
        return None
    name, thing = found
    plain = words.strip().removeprefix("the ").removeprefix("The ")
    short = len(name.replace(".", "")) <= SHORT
    return thing if not short or plain.replace("’", "'") == name.removeprefix("the ") else None


def group(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    made: dict[K, list[T]] = defaultdict(list)
    for name, thing in pairs:
        made[name].append(thing)
    return dict(made)


def parts(cell: str) -> tuple[str, ...]:
    return tuple(p for p in cell.split("|") if p)
