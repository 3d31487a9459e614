"""The word lists of the comparison, read once from `kg/data`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from kg.compare.words import Phrases, stem


def _rows(name: str) -> Iterator[list[str]]:
    text = resources.files("kg").joinpath("data", name).read_text(encoding="utf8")
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split("\t")


@cache
def cues() -> dict[str, Phrases]:
    """Phrases of denial, rejection, stance and the like, by class (`kg/data/denial_cues.tsv`)."""
    found: dict[str, list[tuple[str, float]]] = {}
    for name, value, phrases in _rows("denial_cues.tsv"):
        found.setdefault(name, []).extend((p.strip(), float(value)) for p in phrases.split("|"))
    return {name: Phrases(entries) for name, entries in found.items()}


@cache
def opposites() -> dict[str, frozenset[str]]:
    """For a stem, the stems that exclude it when said of the same thing (`kg/data/antonyms.tsv`)."""
    found: dict[str, set[str]] = {}
    for left, right in _rows("antonyms.tsv"):
        for one in left.split():
            for other in right.split():
                a, b = stem(one), stem(other)
                if a != b:
                    found.setdefault(a, set()).add(b)
                    found.setdefault(b, set()).add(a)
    return {a: frozenset(b) for a, b in found.items()}


@cache
def _canonical() -> dict[str, str]:
    return {stem(word): stem(first) for first, rest in _rows("synonyms.tsv") for word in rest.split()}


def canon(one: str) -> str:
    """The stem that stands for this stem and its near-synonyms (`kg/data/synonyms.tsv`)."""
    return _canonical().get(one, one)


@cache
def directed() -> dict[str, str]:
    """Frame to "one_way" or "mutual" where it has a direction, "state" for mere states (`kg/data/antonyms_frames.tsv`)."""
    return {frame: kind for kind, frames in _rows("antonyms_frames.tsv") for frame in frames.split()}
