"""Reads the minimal pairs of tests/cases/probes and makes two articles of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.model import Article

FOLDER = Path(__file__).parent / "cases" / "probes"
DAY = date(2016, 3, 21)
SPEAKERS = ("Otto Roth, a spokesman for the monitors,", "Ida Falk, a researcher at the institute,")


@dataclass(frozen=True)
class Probe:
    """Two clauses that two people say, and whether they contradict each other."""

    kind: str
    first: str
    second: str
    conflict: bool

    @property
    def name(self) -> str:
        return f"{self.kind}: {self.first} / {self.second}"


def probes() -> Iterator[Probe]:
    """All minimal pairs, in the order of the files. Raises ValueError for a line without a mark."""
    for path in sorted(FOLDER.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line.strip() for line in block.splitlines() if line.strip() and not line.startswith("#")]
            for line in lines[1:]:
                mark, _, said = line.partition(" ")
                if mark not in ("!", "="):
                    raise ValueError(f"{path.name}: {line!r} begins neither with '!' nor with '='")
                yield Probe(kind=path.stem, first=lines[0], second=said, conflict=mark == "!")


def article(clause: str, place: int) -> Article:
    """A short article in which the first or the second speaker says the clause."""
    text = f"{SPEAKERS[place]} said in a statement that {clause}.\n"
    return Article(id=f"probe-{place}-{clause}", text=text, published=DAY, outlet=("The Lantern", "The Courier")[place])
