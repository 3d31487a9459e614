"""The closed word lists of `data/mention_words.toml`, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import KgError

_FILE = "mention_words.toml"


@cache
def _lists() -> dict[str, Any]:
    try:
        return tomllib.loads(files("kg").joinpath("data", _FILE).read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KgError(f"reading the word lists of {_FILE}: {error}; the installation is incomplete") from error


@cache
def listed(name: str) -> frozenset[str]:
    """A list of words by its name in the file."""
    return frozenset(_lists()[name])


@cache
def mapped(name: str) -> dict[str, str]:
    """A table of words by its name in the file."""
    return dict(_lists()[name])
