"""Where bytes come from, and how they become text."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from kg.errors import InputError

UTF8_MARK = b"\xef\xbb\xbf"
WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
"""Byte order marks of UTF-16 and UTF-32."""
HEAD = 4096
"""Bytes looked at to tell text from something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A file, or bytes that came another way."""

    name: str
    """As messages name it."""
    stem: str
    """Id of its article, or the first part of its articles' ids."""
    path: Path | None
    """Null where the bytes come from elsewhere."""
    data: bytes = b""
    """The bytes, where there is no path."""

    def open(self) -> AbstractContextManager[BinaryIO]:
        """The bytes as a stream. Raises OSError."""
        return BytesIO(self.data) if self.path is None else self.path.open("rb")

    def bytes(self) -> bytes:
        """All bytes. Raises OSError."""
        with self.open() as stream:
            return stream.read()


def decode(data: bytes, origin: str, *, line: int = 1) -> str:
    """`data`, which starts at `line`, as text: UTF-8 exactly as it stands, without newline translation.

    A UTF-8 byte order mark at the start is no part of the text, so offsets count from the character after it.
    Raises InputError on another encoding, naming byte, position and line, and on NUL bytes.
    """
    if data.startswith(WIDE_MARKS):
        raise InputError(origin, "the text is UTF-16 or UTF-32, not UTF-8; save it as UTF-8")
    if (nul := data.find(0)) >= 0:
        raise InputError(origin, f"not a text file: a NUL byte at position {nul}")
    body = data.removeprefix(UTF8_MARK)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        at = error.start + len(data) - len(body)
        where = line + data.count(b"\n", 0, at)
        raise InputError(
            origin,
            f"not UTF-8: byte 0x{data[at]:02x} at position {at} (line {where}) fits no character; "
            "it may be Windows-1252 or Latin-1: save it as UTF-8",
        ) from error


def byte_lines(source: Source) -> Iterator[tuple[int, bytes]]:
    """The lines of a source as (number from 1, bytes with the line end), read as they are asked for; a UTF-8 mark is dropped.

    Raises InputError where the first bytes show that it is no text, OSError where it cannot be read.
    """
    with source.open() as stream:
        for number, line in enumerate(stream, start=1):
            if number == 1:
                head = line[:HEAD]
                if head.startswith(WIDE_MARKS) or 0 in head:
                    decode(head, source.name)
            yield number, line.removeprefix(UTF8_MARK) if number == 1 else line
