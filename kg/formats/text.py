"""Plain text, with the facts about it in a side file NAME.meta.json."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from kg import furniture
from kg.errors import InputError
from kg.formats.record import Record
from kg.formats.source import Source, decode

META = ".meta.json"
TITLE_LENGTH = 160
"""Characters; longer first lines are paragraphs."""
TITLE_WORDS = range(2, 26)


def plain(source: Source) -> Iterator[Record | InputError]:
    """The one article of a text file. The text is the file's content as decoded, so that offsets can be found in the file."""
    text = decode(source.bytes(), source.name)
    if not text.strip():
        raise InputError(source.name, "the file is empty")
    facts = dict(_meta(source))
    yield Record(fields={"title": headline(text), **facts, "text": text}, origin=source.name, fallback_id=source.stem)


def headline(text: str) -> str:
    """The first line, if it looks like a headline: short, no full stop at its end, a blank line and more text after it."""
    found = re.match(r"\s*(\S[^\r\n]*?)[^\S\r\n]*(?:\r\n|\r|\n)[^\S\r\n]*[\r\n]\s*\S", text)
    if not found:
        return ""
    line = found[1]
    fits = len(line) <= TITLE_LENGTH and len(line.split()) in TITLE_WORDS
    ends_sentence = re.search(r"[.:;,][\"”’')\]]*$", line)
    return "" if not fits or ends_sentence or furniture.is_furniture(line) else line


def _meta(source: Source) -> Mapping[str, object]:
    """Fields of the side file but for a text, which is the text file's to give; none where there is no side file."""
    path = source.path and source.path.with_name(source.path.stem + META)
    if path is None or not path.exists():
        return {}
    try:
        fields = json.loads(decode(path.read_bytes(), str(path)))
    except (ValueError, RecursionError) as error:
        raise InputError(str(path), f"not valid JSON, so {source.name} was not read: {error}") from error
    if not isinstance(fields, dict):
        raise InputError(str(path), f"a JSON object expected, found {type(fields).__name__}; {source.name} was not read")
    return {name: value for name, value in fields.items() if name.lower() not in ("text", "body", "content", "html")}
