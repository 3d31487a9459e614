"""The frame lexicon: which words name which political act, and which of their arguments fill its roles."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeVar

T = TypeVar("T")

DEFAULT_AGENT, DEFAULT_RECIPIENT, DEFAULT_THEME = ("subj",), ("iobj", "to"), ("obj", "comp")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One row: a frame, what must be there, and the slots that fill each role, in order of preference."""

    frame: str
    needs: tuple[tuple[str, str], ...]
    """(slot, class of words or empty) pairs that must all hold."""
    agent: tuple[str, ...]
    recipient: tuple[str, ...]
    theme: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Light:
    """A verb that only carries the noun that names the act."""

    noun: str
    """Slot in which the noun stands."""
    subj: tuple[str, ...]
    """Slots that do the act."""
    to: tuple[str, ...]
    """Slots that receive it."""
    frames: frozenset[str]
    """Frames of the nouns that it carries; empty for any."""


@dataclass(frozen=True, slots=True)
class Complement:
    """What a word makes of the clause it governs."""

    form: str
    """inf, fin or any."""
    effect: str
    merged: bool
    """The word makes no claim of its own."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All tables, keyed by lemma."""

    plover: Mapping[str, str | None]
    symmetric: frozenset[str]
    verbs: Mapping[str, tuple[Pattern, ...]]
    nouns: Mapping[str, tuple[Pattern, ...]]
    light: Mapping[str, tuple[Light, ...]]
    complements: Mapping[str, tuple[Complement, ...]]
    words: Mapping[str, frozenset[str]]

    def pattern(self, table: str, lemmas: list[str], holds: Callable[[str, str], bool]) -> Pattern | None:
        """The row of "verbs" or "nouns" for the first lemma that has one whose needs hold; most needs first."""
        rows = self.verbs if table == "verbs" else self.nouns
        for lemma in lemmas:
            for row in rows.get(lemma, ()):
                if all(holds(slot, words) for slot, words in row.needs):
                    return row
        return None

    def effect(self, lemma: str, infinitive: bool) -> Complement | None:
        """What `lemma` makes of an infinitive (or participle), or of a finite clause."""
        form = "inf" if infinitive else "fin"
        return next((c for c in self.complements.get(lemma, ()) if c.form in ("any", form)), None)

    def is_a(self, lemma: str, words: str) -> bool:
        """Whether a lemma belongs to a class of words."""
        return lemma in self.words.get(words, frozenset())


@cache
def lexicon() -> Lexicon:
    """The lexicon as shipped in `kg/data`, read once."""
    frames = tomllib.loads(_read("frames.toml"))
    words = tomllib.loads(_read("frames_words.toml"))
    verbs, nouns = _patterns("frames_verbs.csv"), _patterns("frames_nouns.csv")
    light = [(row["lemma"], row) for row in _rows("frames_light.csv")]
    complements = [(row["lemma"], row) for row in _rows("frames_complements.csv")]
    return Lexicon(
        plover={name: entry.get("plover") for name, entry in frames.items()},
        symmetric=frozenset(name for name, entry in frames.items() if entry.get("symmetric")),
        verbs=verbs,
        nouns=nouns,
        light=_group(
            (lemma, Light(row["noun"], _slots(row["subj"], ()), _slots(row["to"], ()), frozenset(row["frames"].split())))
            for lemma, row in light
        ),
        complements=_group((lemma, Complement(row["form"], row["effect"], row["merged"] == "yes")) for lemma, row in complements),
        words={name: frozenset(value.split()) for name, value in words.items()},
    )


def _read(name: str) -> str:
    return resources.files("kg").joinpath("data", name).read_text(encoding="utf-8")


def _lines(name: str) -> list[str]:
    return [line for line in _read(name).splitlines() if line and not line.startswith("#")]


def _rows(name: str) -> list[dict[str, str]]:
    return [{key: value or "" for key, value in row.items()} for row in csv.DictReader(_lines(name), restval="")]


def _patterns(name: str) -> dict[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for row in _rows(name):
        pattern = Pattern(
            frame=row["frame"],
            needs=tuple((n.partition(":")[0], n.partition(":")[2]) for n in row["needs"].split()),
            agent=_slots(row["agent"], DEFAULT_AGENT),
            recipient=_slots(row["recipient"], DEFAULT_RECIPIENT),
            theme=_slots(row["theme"], DEFAULT_THEME),
        )
        for lemma in row["lemmas"].split():
            found.setdefault(lemma, []).append(pattern)
    return {lemma: tuple(sorted(rows, key=lambda p: -len(p.needs))) for lemma, rows in found.items()}


def _slots(cell: str, default: tuple[str, ...]) -> tuple[str, ...]:
    if cell == "-":
        return ()
    return tuple(cell.split("|")) if cell else default


def _group(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[T, ...]]:
    found: dict[str, list[T]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return {key: tuple(values) for key, values in found.items()}
