"""Articles with coreference marked by hand: OntoGUM's documents and GAP's snippets, as texts with spans."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kg.errors import InputError
from kg.model import Span

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
