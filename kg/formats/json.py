"""JSON lines, and JSON documents that hold one article or a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kg.errors import InputError
from kg.formats.record import Record
from kg.formats.source import Source, byte_lines, decode

LISTS = ("articles", "items", "entries", "results", "documents", "data")
"""Fields under which a document keeps its articles (news interfaces, JSON Feed)."""


def lines_of(numbered: Iterator[tuple[int, bytes]], source: Source) -> Iterator[Record | InputError]:
    """The articles of numbered JSON lines; a line that fails leaves an InputError and the next is read."""
    for number, line in numbered:
        origin = f"{source.name}:{number}"
        if not line.strip():
            continue
        try:
            fields = _load(decode(line, origin, line=number), origin)
            if not isinstance(fields, dict):
                raise InputError(origin, f"a JSON object expected, found {_kind(fields)}")
        except InputError as error:
            yield error
            continue
        yield Record(fields=fields, origin=origin, fallback_id=f"{source.stem}-{number}")


def lines(source: Source) -> Iterator[Record | InputError]:
    """The articles of a JSON lines file, one line at a time."""
    return lines_of(byte_lines(source), source)


def document(source: Source) -> Iterator[Record | InputError]:
    """The articles of a JSON file: an object, a list, or an object with a list in it; JSON lines under that name too."""
    data = source.bytes()
    text = decode(data, source.name)
    if not text.strip():
        raise InputError(source.name, "the file is empty")
    try:
        whole = _load(text, source.name)
    except InputError:
        if not is_lines(data):
            raise
        yield from lines_of(enumerate(text.encode().split(b"\n"), start=1), source)
        return
    yield from records(whole, source)


def records(whole: object, source: Source) -> Iterator[Record | InputError]:
    """The articles of a parsed JSON document."""
    if isinstance(whole, dict):
        found = next((whole[name] for name in LISTS if isinstance(whole.get(name), list)), None)
        if found is None:
            yield Record(fields=whole, origin=source.name, fallback_id=source.stem)
            return
        whole = found
    if not isinstance(whole, list):
        raise InputError(source.name, f"a JSON object or a list of objects expected, found {_kind(whole)}")
    if not whole:
        raise InputError(source.name, "an empty list: no article")
    for number, fields in enumerate(whole, start=1):
        origin = f"{source.name}#{number}"
        if isinstance(fields, dict):
            yield Record(fields=fields, origin=origin, fallback_id=f"{source.stem}-{number}")
        else:
            yield InputError(origin, f"a JSON object expected, found {_kind(fields)}")


def is_document(data: bytes) -> bool:
    """Whether it begins with a bracket and is JSON to its end; a text may begin with a bracket too."""
    try:
        return data.lstrip()[:1] in (b"{", b"[") and isinstance(json.loads(data), dict | list)
    except (ValueError, RecursionError):
        return False


def is_lines(data: bytes) -> bool:
    """Whether the first line that is not blank is a whole JSON object."""
    first = data.lstrip().split(b"\n", 1)[0]
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _load(text: str, origin: str) -> object:
    try:
        loaded: object = json.loads(text)
    except json.JSONDecodeError as error:
        where = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise InputError(origin, f"not valid JSON: {error.msg} ({where})") from error
    except (ValueError, RecursionError) as error:  # a number of thousands of digits; brackets nested thousands deep
        raise InputError(origin, f"not readable as JSON: {error}") from error
    return loaded


def _kind(value: object) -> str:
    names = {list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number", type(None): "null"}
    return names.get(type(value), type(value).__name__)
