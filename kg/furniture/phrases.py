"""Loads the phrase table `data/furniture.txt`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

KINDS = ("whole", "prompt", "block", "part", "list")
_HEAD = re.compile(rf"\[([\w-]+)\] ({'|'.join(KINDS)}): (.+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrases:
    """One section of the table."""

    name: str
    kind: str
    """One of `KINDS`, see the head of the table."""
    reason: str
    patterns: tuple[re.Pattern[str], ...]


@cache
def phrases() -> tuple[Phrases, ...]:
    """The sections in order. Raises ValueError on a line above the first section, re.error on a bad expression."""
    found: list[tuple[str, str, str, list[re.Pattern[str]]]] = []
    for line in (files("kg") / "data" / "furniture.txt").read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if head := _HEAD.fullmatch(line):
            found.append((head[1], head[2], head[3], []))
        elif not found:
            raise ValueError(f"furniture.txt: this line stands above the first section: {line}")
        else:
            _, kind, _, patterns = found[-1]
            patterns.append(re.compile(line, re.NOFLAG if kind == "part" else re.IGNORECASE))
    return tuple(Phrases(name=n, kind=k, reason=r, patterns=tuple(p)) for n, k, r, p in found)


@cache
def alternatives(name: str) -> str:
    """The expressions of a section as one, for a rule in `kg.furniture.shapes`."""
    (section,) = (section for section in phrases() if section.name == name)
    return "|".join(pattern.pattern for pattern in section.patterns)
