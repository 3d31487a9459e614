"""Reads `corpus_expected.txt`: what a careful reader finds in the bundled example articles.

The format is described at the head of that file. `parse(text)` gives an `Expectations`; a line that cannot be read
is a `ValueError` that names it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.expected import (
    CONFLICT_TYPES,
    FLAGS,
    KINDS,
    QUOTE_TYPES,
    RELATIONS,
    ROLE_CLASSES,
    TYPES_OF,
    Expectations,
    Furniture,
    OfficeChange,
    Operation,
    Pair,
    Said,
    Side,
)

EXPECTED = Path(__file__).with_name("corpus_expected.txt")


@dataclass(frozen=True, slots=True)
class _Block:
    """An unindented line with the indented lines below it."""

    line: int
    head: str
    body: tuple[str, ...]

    @property
    def fields(self) -> list[str]:
        return [field.strip() for field in self.head.split("|")]


def _blocks(text: str) -> Iterator[_Block]:
    head, number, body = "", 0, []
    for at, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if line[0] in " \t":
            if not head:
                raise ValueError(f"line {at}: an indented line with nothing above it: {line.strip()!r}")
            body.append(line.strip())
        else:
            if head:
                yield _Block(number, head, tuple(body))
            head, number, body = line.rstrip(), at, []
    if head:
        yield _Block(number, head, tuple(body))


def _choices(field: str, allowed: frozenset[str], what: str) -> tuple[str, ...]:
    chosen = tuple(part.strip() for part in field.split("/") if part.strip() != "-")
    for one in chosen:
        if one not in allowed:
            raise ValueError(f"{what} {one!r} is none of {', '.join(sorted(allowed))}")
    # A dash among others means that even "no role" would do, and so that nothing is asked.
    return () if "-" in [part.strip() for part in field.split("/")] else chosen


def _said(block: _Block, article: str) -> Said:
    if len(block.fields) not in (5, 6) or len(block.body) != 1:
        raise ValueError("a statement has five or six fields and one line of words below it")
    who, role, kind, quote_type, said_on = block.fields[:5]
    flags = [flag.strip() for flag in block.fields[5].split(",")] if len(block.fields) == 6 else []
    behalf = next((flag.removeprefix("for ") for flag in flags if flag.startswith("for ")), None)
    plain = {flag for flag in flags if not flag.startswith("for ")}
    if plain - FLAGS:
        raise ValueError(f"flag {', '.join(sorted(plain - FLAGS))} is none of {', '.join(sorted(FLAGS))}")
    return Said(
        line=block.line,
        article=article,
        words=block.body[0],
        speakers=tuple(name.strip() for name in who.removeprefix("?").split(" / ")),
        unnamed=who.startswith("?"),
        roles=_choices(role, ROLE_CLASSES, "role class"),
        kinds=_choices(kind, KINDS, "kind"),
        quote_types=_choices(quote_type, QUOTE_TYPES, "quote type"),
        said_on=None if said_on == "-" else date.fromisoformat(said_on),
        negated="negated" in plain,
        nested="nested" in plain,
        former="former" in plain,
        on_behalf_of=behalf,
    )


def _pairs(block: _Block) -> Iterator[Pair]:
    match block.fields[0].split():
        case ["pair", relation, types] if relation in RELATIONS and len(block.fields) == 2:
            pass
        case _:
            raise ValueError(f"a pair reads: pair RELATION TYPE | point, with RELATION one of {', '.join(sorted(RELATIONS))}")
    chosen = _choices(types, TYPES_OF.get(relation, CONFLICT_TYPES), "type")
    why = " ".join(line.removeprefix("why ") for line in block.body if line.startswith("why "))
    sides = []
    for line in block.body:
        if not line.startswith("why "):
            article, colon, words = line.partition(": ")
            if not colon:
                raise ValueError(f"a side reads: article: words; this does not: {line!r}")
            sides.append(Side(article=article, words=words))
    if len(sides) < 2:
        raise ValueError("a pair has two sides or more")
    for offset, other in enumerate(sides[1:], start=2):
        yield Pair(
            line=block.line + offset,
            relation=relation,
            types=chosen,
            point=block.fields[1],
            a=sides[0],
            b=other,
            why=why,
            clash=block.line,
        )


def _mission(block: _Block) -> Operation:
    facts = []
    for field in block.fields[2:]:
        key, equals, value = field.partition("=")
        if not equals:
            raise ValueError(f"a figure of a mission reads key=value; this does not: {field!r}")
        facts.append((key, value))
    return Operation(line=block.line, article=block.fields[0].split()[1], words=block.fields[1], facts=tuple(facts))


def _office(block: _Block) -> OfficeChange:
    change, on = block.fields[2].split()
    if change not in ("from", "until") or block.fields[1] not in ROLE_CLASSES:
        raise ValueError("an office reads: office Person | role class | from DAY (or: until DAY)")
    person = block.fields[0].removeprefix("office ")
    return OfficeChange(line=block.line, person=person, role=block.fields[1], change=change, on=date.fromisoformat(on))


def _furniture(block: _Block) -> Furniture:
    return Furniture(line=block.line, article=block.fields[0].split()[1], words=block.fields[1])


def parse(text: str) -> Expectations:
    """The expectations of a file's text. Raises ValueError, naming the line, for one that cannot be read."""
    articles: list[str] = []
    said: list[Said] = []
    pairs: list[Pair] = []
    others: list[Operation | OfficeChange | Furniture] = []
    readers: dict[str, Callable[[_Block], Operation | OfficeChange | Furniture]] = {
        "mission": _mission,
        "office": _office,
        "furniture": _furniture,
    }
    for block in _blocks(text):
        first = block.head.split()[0]
        try:
            if first == "article":
                articles.append(block.head.split()[1])
            elif first == "pair":
                pairs.extend(_pairs(block))
            elif first in readers:
                others.append(readers[first](block))
            elif articles:
                said.append(_said(block, articles[-1]))
            else:
                raise ValueError("a statement stands below an article line")
        except (ValueError, IndexError) as error:
            raise ValueError(f"line {block.line}: {block.head!r}: {error}") from error
    return Expectations(
        articles=tuple(articles),
        said=tuple(said),
        pairs=tuple(pairs),
        missions=tuple(row for row in others if isinstance(row, Operation)),
        offices=tuple(row for row in others if isinstance(row, OfficeChange)),
        furniture=tuple(row for row in others if isinstance(row, Furniture)),
    )


def load() -> Expectations:
    """The expectations of the bundled articles."""
    return parse(EXPECTED.read_text(encoding="utf-8"))
