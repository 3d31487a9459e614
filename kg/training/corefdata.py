"""Texts in which people marked who stands for whom: OntoGUM's documents, GAP's snippets, and articles with annotated sources."""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.errors import InputError
from kg.model import Article, Span

_MARK = re.compile(r"\((?P<open>\d+)(?P<both>\))?|(?P<close>\d+)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chained:
    """A text and the chains of spans that stand for one thing each; singletons are left out, as the data has it."""

    name: str
    text: str
    chains: tuple[tuple[Span, ...], ...]

    @property
    def genre(self) -> str:
        """ "news" of GUM_news_asylum."""
        return self.name.split("_")[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A text with one pronoun and two names, each of which it may stand for."""

    name: str
    text: str
    pronoun: Span
    a: Span
    b: Span
    is_a: bool
    is_b: bool

    @property
    def feminine(self) -> bool:
        """Whether the pronoun is one of a woman."""
        return self.text[self.pronoun.start : self.pronoun.end].casefold() in ("she", "her", "hers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """An article, and who each source is that has a name somewhere in it."""

    article: Article
    actors: dict[int, str]
    """By the character at which the words of the source begin."""


def annotated(annotations: Path, articles: Path) -> Iterator[Sourced]:
    """The annotated ones among the articles (both files JSON lines, as `shared/data/README.md` describes them)."""
    with annotations.open(encoding="utf-8") as lines:
        marks = {row["article"]: row["attributions"] for row in map(json.loads, lines)}
    with articles.open(encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            if row["article"] not in marks:
                continue
            begins = {a["id"]: [start for start, _ in a["source"] or ()] for a in row["attributions"]}
            actors = {
                start: mark["actor"]
                for mark in marks[row["article"]]
                if mark["actor"] and mark["actor"][0].isupper() and mark["actor"] != "AUTHOR"
                for start in begins.get(mark["id"], ())
            }
            day = date.fromisoformat(row["published"]) if row["published"] else None
            yield Sourced(article=Article(id=row["article"], text=row["text"], title=row["title"], published=day), actors=actors)


def same_name(one: str, other: str) -> bool:
    """Whether two names can be one person's: all words of the shorter are in the longer, and the last are alike."""
    short, long = sorted((re.findall(r"\w+", name.casefold()) for name in (one, other)), key=len)
    return bool(short) and short[-1] == long[-1] and set(short) <= set(long)


def ontogum(folder: Path, genre: str = "") -> Iterator[Chained]:
    """The documents of OntoGUM's CoNLL-U files (of one genre, where it is named), sorted. InputError where there is none."""
    paths = sorted(folder.glob(f"*_{genre}_*.conllu" if genre else "*.conllu"))
    if not paths:
        raise InputError(str(folder), "holds no CoNLL-U file of OntoGUM")
    for path in paths:
        yield chained(path.stem, path.read_text(encoding="utf-8"))


def chained(name: str, conllu: str) -> Chained:
    """One document: its text, paragraphs apart by an empty line, and its chains."""
    text, opened, chains = "", defaultdict(list), defaultdict(list)
    space, whole = "", 0
    for line in conllu.splitlines():
        if line.startswith("# newpar") and not line.startswith("# newpar_block"):
            space = "\n\n" if text else ""
        if not line[:1].isdigit():
            continue
        cells = line.split("\t")
        number, form, misc = cells[0], cells[1], cells[9]
        if "." in number:
            continue
        if "-" in number:  # a contraction; its parts are marked, its whole is written
            whole = int(number.partition("-")[2])
            text += space + form
            space = "" if "SpaceAfter=No" in misc else " "
            start = len(text) - len(form)
            continue
        if int(number) <= whole:
            start = text.rindex(form, max(0, len(text) - 20)) if form in text[-20:] else len(text) - len(form)
            whole = 0 if int(number) == whole else whole
        else:
            text += space + form
            space = "" if "SpaceAfter=No" in misc else " "
            start = len(text) - len(form)
        found = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
        for mark in _MARK.finditer(found[1] if found else ""):
            if key := mark["open"]:
                opened[key].append(start)
            key = mark["open"] if mark["both"] else mark["close"]
            if key and opened[key]:  # one of its poems closes a span that it never opened
                chains[key].append(Span(start=opened[key].pop(), end=start + len(form)))
    return Chained(name=name, text=text, chains=tuple(tuple(sorted(c)) for c in chains.values() if len(c) > 1))


def gap(path: Path) -> Iterator[Snippet]:
    """The snippets of a file of GAP. InputError for a row whose offsets do not hold its words."""
    with path.open(encoding="utf-8", newline="") as handle:
        for row in csv.DictReader(handle, delimiter="\t", quoting=csv.QUOTE_NONE):
            spans = {}
            for name in ("Pronoun", "A", "B"):
                start = int(row[f"{name}-offset"])
                spans[name] = Span(start=start, end=start + len(row[name]))
                if row["Text"][start : start + len(row[name])] != row[name]:
                    raise InputError(str(path), f"row {row['ID']}: “{row[name]}” does not stand at {start}")
            yield Snippet(
                name=row["ID"], text=row["Text"], pronoun=spans["Pronoun"], a=spans["A"], b=spans["B"],
                is_a=row["A-coref"].casefold() == "true", is_b=row["B-coref"].casefold() == "true",
            )  # fmt: skip
