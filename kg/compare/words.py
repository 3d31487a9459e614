"""Words as the comparison sees them: stems, how rare they are in the news, and phrases over stems."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable
from functools import cache
from importlib import resources

_WORD = re.compile(r"\d+(?:[.,]\d+)*%?|[^\W\d_]+(?:[.&][^\W\d_]+)*")
_CLITIC = re.compile(r"(?<=\w)n['’]t\b", re.IGNORECASE)
_OTHER_CLITIC = re.compile(r"['’](?:s|re|ve|ll|d|m)\b", re.IGNORECASE)
_CANNOT = re.compile(r"\bcannot\b", re.IGNORECASE)


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set: tables of many words stay readable."""
    return frozenset(words.split())


STOP = frozenset(
    word
    for line in resources.files("kg").joinpath("data/stop_stems.txt").read_text(encoding="utf8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Stems that carry no topic."""


@cache
def _stemmer() -> Callable[[str], str]:
    # Only those who compare pay for it. The package brings no types.
    from snowballstemmer import stemmer  # type: ignore[import-untyped]

    made: Callable[[str], str] = stemmer("english").stemWord
    return made


@cache
def stem(word: str) -> str:
    """Porter stem of a lower-case word; digits stay as they are."""
    return _stemmer()(word) if word.isalpha() else word.replace(",", "")


def stems(text: str) -> tuple[str, ...]:
    """The stems of a text in order; "n't" and "cannot" give a `not` of their own."""
    plain = _OTHER_CLITIC.sub(" ", _CANNOT.sub("can not", _CLITIC.sub(" not", text)))
    return tuple(stem(w.lower().replace(".", "") if not w[0].isdigit() else w) for w in _WORD.findall(plain))


def content_stems(text: str) -> frozenset[str]:
    """The stems that can tell one topic from another."""
    return frozenset(s for s in stems(text) if s not in STOP and len(s) > 1)


@cache
def _frequencies() -> tuple[dict[str, int], int]:
    lines = resources.files("kg").joinpath("data/rarity.tsv").read_text(encoding="utf8").splitlines()
    counts = dict(line.split("\t") for line in lines if line and not line.startswith("#"))
    total = int(counts.pop("*"))
    return {s: int(n) for s, n in counts.items()}, total


@cache
def rarity(one: str) -> float:
    """How much a shared stem tells, 0 (in every article) to 1 (in hardly any)."""
    counts, total = _frequencies()
    return math.log(total / counts.get(one, 5)) / math.log(total / 5)


def weight(found: Iterable[str]) -> float:
    """Summed rarity of stems; sorted first, so that the sum is the same whatever the order."""
    return sum(rarity(s) for s in sorted(found))


class Phrases:
    """A set of phrases over stems, each with a weight; `*` in a phrase is up to four words."""

    def __init__(self, entries: Iterable[tuple[str, float]]) -> None:
        self._rows: dict[str, list[tuple[re.Pattern[str], float]]] = {}
        for phrase, value in entries:
            parts = [p if p == "*" else " ".join(stems(p)) for p in phrase.split()]
            pattern = "".join(r"(?: \S+){0,4}" if p == "*" else " " + re.escape(p) for p in parts) + r"(?= )"
            first = next(p for p in parts if p != "*").split(" ")[0]
            self._rows.setdefault(first, []).append((re.compile(pattern), value))

    def find(self, found: tuple[str, ...]) -> tuple[float, int]:
        """(weight, number of stems before it) of the strongest phrase in a stem sequence; (0, -1) where there is none."""
        line = " " + " ".join(found) + " "
        best, place = 0.0, -1
        for first in dict.fromkeys(found):
            for pattern, value in self._rows.get(first, ()):
                hit = pattern.search(line)
                if hit and value > best:
                    best, place = value, line[: hit.start() + 1].count(" ") - 1
        return best, place
