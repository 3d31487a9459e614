"""The cue lexicon (`kg/data/cues.toml`): which words attribute, and what they do."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

LIGHT = "light"
"""The kind of words that say nothing by themselves ("make", "be")."""

_PARTS = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
_LONGEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One reading of a cue word."""

    kind: str
    """speech, writing, thought, attitude, intention, perception, other, or light."""
    act: str
    """The speech act it names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Cue words and their senses, in the order of the file."""

    words: dict[tuple[str, str], tuple[Sense, ...]]
    """(lemma, verb | noun | adjective) to senses."""
    phrases: dict[tuple[str, ...], tuple[Sense, ...]]
    """Lemmas in a row to senses."""

    def senses(self, lemma: str, part: str) -> tuple[Sense, ...]:
        """Senses of a lemma as that part of speech; of any part where it is not listed as this one."""
        found = self.words.get((lemma, part))
        if found is None:
            found = next((s for p in _PARTS.values() if (s := self.words.get((lemma, p)))), ())
        return found

    def phrase_at(self, lemmas: Sequence[str], at: int) -> tuple[int, tuple[Sense, ...]]:
        """Length and senses of the longest phrase that begins at position `at`; (0, ()) where there is none."""
        for length in range(min(_LONGEST, len(lemmas) - at), 1, -1):
            found = self.phrases.get(tuple(lemmas[at : at + length]))
            if found:
                return length, found
        return 0, ()


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with the package, read once."""
    table = tomllib.loads(files("kg").joinpath("data/cues.toml").read_text("utf-8"))
    words: dict[tuple[str, str], tuple[Sense, ...]] = {}
    phrases: dict[tuple[str, ...], tuple[Sense, ...]] = {}
    for group in table["group"]:
        sense = Sense(kind=group["kind"], act=group["act"])
        for name, part in _PARTS.items():
            for word in dict.fromkeys(group.get(name, "").split()):
                words[word, part] = (*words.get((word, part), ()), sense)
        for phrase in group.get("phrases", ()):
            key = tuple(phrase.split())
            phrases[key] = (*phrases.get(key, ()), sense)
    return Lexicon(words=words, phrases=phrases)


@cache
def _word_lists() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("kg").joinpath("data/cue_words.toml").read_text("utf-8"))


def word_list(module: str, name: str) -> frozenset[str]:
    """A word list of `kg/data/cue_words.toml`."""
    return frozenset(_word_lists()[module][name].split())


def part_of(xpos: str) -> str:
    """verb, noun or adjective (anything else) from a Penn tag."""
    return "verb" if xpos[:1] == "V" or xpos == "MD" else "noun" if xpos[:1] == "N" else "adjective"
