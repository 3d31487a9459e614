"""Which characters of a text stand inside quotation marks, and what follows for a statement: direct, indirect or mixed.

News text breaks every rule of punctuation: marks that never close, a mark reopened at each paragraph of one long quotation,
straight marks, single marks that are also apostrophes, closing marks where an opening one was meant. The scan below works
paragraph by paragraph, so that one stray mark spoils at most its own paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Span

_PAIRS = {"“": "”", "«": "»", "„": "“", "‹": "›", "「": "」"}
_MARK = re.compile("[\"“”„«»‹›「」‘’'`]")
SINGLE_REACH = 600
"""A quotation in single marks is at most this many characters long: an apostrophe must not look for its end for ever."""
_PARAGRAPH = re.compile(r"\r?\n\s*\r?\n|\r\n|\n|\r")
_LEADING = frozenset({"that", "how", "whether", "and", "but", "or", "if", "to", "of"})
"""Words of the writer before a quotation that do not make it less direct ("said that “…”")."""


def quoted(text: str) -> bytearray:
    """One flag for each character: 1 inside quotation marks (the marks included), 0 outside."""
    flags = bytearray(len(text))
    carried = ""
    for first, end in _paragraphs(text):
        opening = text[first : first + 1]
        if carried and opening != carried:
            carried = ""  # a quotation goes on into the next paragraph only where that paragraph reopens it
        carried = _scan(text, first, end, flags)
    return flags


def quote_type(flags: bytearray, text: str, content: Sequence[Span]) -> str:
    """direct where all of the content's words are quoted, indirect where none is, mixed otherwise."""
    inside = outside = 0
    for number, span in enumerate(content):
        for position, match in enumerate(re.finditer(r"\w[\w’'.-]*", text[span.start : span.end])):
            if flags[span.start + match.start()]:
                inside += 1
            elif number or position or match.group().lower() not in _LEADING:
                outside += 1
    if not inside:
        return "indirect"
    return "mixed" if outside else "direct"


def _paragraphs(text: str) -> list[tuple[int, int]]:
    out, last = [], 0
    for match in _PARAGRAPH.finditer(text):
        out.append((last, match.start()))
        last = match.end()
    out.append((last, len(text)))
    return [(_skip(text, first, end), end) for first, end in out if text[first:end].strip()]


def _skip(text: str, first: int, end: int) -> int:
    while first < end and text[first].isspace():
        first += 1
    return first


def _scan(text: str, first: int, end: int, flags: bytearray) -> str:
    """Mark the quotations of one paragraph; the opening mark of one that is still open at its end, else nothing."""
    position = first
    while (found := _MARK.search(text, position, end)) is not None:
        position = found.start()
        close = _closing(text, position, first, end)
        if close is None:
            position += 1
            continue
        stop = _find_close(text, position, end, close)
        if stop is None and close in ("'", "’"):
            position += 1  # an apostrophe after all
            continue
        if stop is None:
            flags[position:end] = b"\x01" * (end - position)
            return text[position]
        flags[position : stop + 1] = b"\x01" * (stop + 1 - position)
        position = stop + 1
    return ""


def _closing(text: str, at: int, first: int, end: int) -> str | None:
    """The mark that would close a quotation opened here; None where nothing opens."""
    mark = text[at]
    if mark in _PAIRS:
        return _PAIRS[mark]
    if mark in '"”' and _opens_here(text, at, first):
        return '"' if mark == '"' else "”"
    if text.startswith("``", at):
        return "''"
    if mark in "‘'" and _opens_here(text, at, first) and at + 1 < end and (text[at + 1].isalpha() or text[at + 1] in "[(…"):
        return "’" if mark == "‘" else "'"
    return None


def _opens_here(text: str, at: int, first: int) -> bool:
    """A mark opens at the start of a paragraph, after a blank, a dash or a bracket."""
    return at == first or text[at - 1].isspace() or text[at - 1] in "([{—–-:/‘“\"'"


def _find_close(text: str, at: int, end: int, close: str) -> int | None:
    if close == "''":
        found = text.find("''", at + 2, end)
        return found + 1 if found >= 0 else None
    single = close in ("'", "’")
    for match in _MARK.finditer(text, at + 1, min(end, at + SINGLE_REACH) if single else end):
        position, mark = match.start(), match.group()
        if single:
            if mark in "'’" and _ends_single(text, position, end):
                return position
        elif (
            mark == close
            or (close == '"' and mark == "”")
            or (close == "”" and mark == '"' and not _opens_here(text, position, at))
        ):
            return position
    return None


def _ends_single(text: str, at: int, end: int) -> bool:
    """A single mark closes after punctuation, or before something that is no letter; else it is an apostrophe."""
    after = text[at + 1] if at + 1 < end else " "
    before = text[at - 1]
    if after.isalnum():
        return False
    if before in ".,!?;:…":
        return True
    return not (before == "s" and after.isspace() and _later_close(text, at + 1, end))


def _later_close(text: str, at: int, end: int) -> bool:
    """Whether another closing single mark follows before an opening one: then this one is a plural possessive."""
    for match in _MARK.finditer(text, at, min(end, at + SINGLE_REACH)):
        position, mark = match.start(), match.group()
        if mark == "‘" or (mark == "'" and _opens_here(text, position, 0)):
            return False
        if mark in "'’" and not (position + 1 < end and text[position + 1].isalnum()):
            return True
    return False
