"""Stage 1: files, folders, patterns and standard input to articles."""

from __future__ import annotations

import glob
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from pathlib import Path

from kg.errors import InputError
from kg.formats import SUFFIXES, format_of
from kg.formats import json as json_format
from kg.formats import text as text_format
from kg.formats.record import Record, article
from kg.formats.source import Source
from kg.formats.text import META
from kg.model import Article

STANDARD_INPUT = "-"
NOT_ARTICLES = frozenset({"readme", "license", "licence", "changelog"})
"""Stems of files that a folder holds beside articles; named themselves, they are read."""
NOT_COUNTED = frozenset({".csv", ".parquet", ".xml", ".json"})
"""Suffixes of files that hold any number of articles, which only reading them tells."""


def read(
    sources: Iterable[str | Path], *, published: date | None = None, outlet: str | None = None
) -> Iterator[Article | InputError]:
    """The articles of `sources` (files, folders, patterns such as `news/*.txt`, `-` for standard input), in a fixed order.

    Whatever fails is yielded as an InputError that names file, line and reason; the rest is read. Folders are read with all below
    them, sorted by path, without hidden files. `published` and `outlet` stand in where an article has none of its own. Ids are
    unique: an article with another's id gets six digits of a hash of its content at the end; the very same article comes once.
    """
    seen: dict[str, bytes] = {}
    for found in _sources(sources):
        for item in [found] if isinstance(found, InputError) else _articles(found, published, outlet):
            if isinstance(item, InputError):
                yield item
            elif (new := _unique(item, seen)) is not None:
                yield new


def expected(sources: Iterable[str | Path]) -> int | None:
    """About how many articles `read` will find, for a progress bar: one a file, one a line of JSON lines; null where unknown."""
    found = [source for source in _sources(sources) if isinstance(source, Source)]
    if any(source.path is None or source.path.suffix.lower() in NOT_COUNTED for source in found):
        return None
    return sum(_lines(source) if str(source.path).lower().endswith(".jsonl") else 1 for source in found)


def _lines(source: Source) -> int:
    try:
        with source.open() as stream:
            return sum(1 for line in stream if line.strip())
    except OSError:
        return 0


def _articles(source: Source, published: date | None, outlet: str | None) -> Iterator[Article | InputError]:
    """The articles of one file; no error of a library or the system leaves it."""
    nothing = True
    try:
        for record in _records(source):
            nothing = False
            yield _article(record, published, outlet)
    except InputError as error:
        yield error
    except OSError as error:
        yield InputError(source.name, f"cannot be read: {error.strerror or error}")
    else:
        if nothing:
            yield InputError(source.name, "there is no article in it")


def _article(record: Record | InputError, published: date | None, outlet: str | None) -> Article | InputError:
    if isinstance(record, InputError):
        return record
    try:
        return article(record, published=published, outlet=outlet)
    except InputError as error:
        return error


def _records(source: Source) -> Iterator[Record | InputError]:
    if source.path is None:
        return _standard_input()
    known = format_of(source.path.suffix)
    if known is None:
        what = f"files of the kind {source.path.suffix}" if source.path.suffix else "files without a suffix"
        raise InputError(source.name, f"{what} are not read; known: {' '.join(SUFFIXES)}")
    return known(source)


def _standard_input() -> Iterator[Record | InputError]:
    """JSON lines if the first line is a JSON object (read as they come), a JSON document if it begins like one, else one text."""
    stream = sys.stdin.buffer
    first = stream.readline()
    blank = 0
    while first and not first.strip():
        first = stream.readline()
        blank += 1
    whole = Source(name="standard input", stem="stdin", path=None)
    if json_format.is_lines(first):
        yield from json_format.lines_of(enumerate(chain([first], stream), start=blank + 1), whole)
        return
    whole = replace(whole, data=b"\n" * blank + first + stream.read())
    yield from (json_format.document if json_format.is_document(whole.bytes()) else text_format.plain)(whole)


def _sources(given: Iterable[str | Path]) -> Iterator[Source | InputError]:
    for one in given:
        if one == STANDARD_INPUT:
            yield Source(name="standard input", stem="stdin", path=None)
        elif one == "":
            yield InputError("“”", "an empty name is no file or folder")
        else:
            yield from _named(Path(one))


def _named(path: Path) -> Iterator[Source | InputError]:
    """The files that a path names: itself, all in a folder, or all that fit a pattern. A file of that very name wins."""
    try:
        if path.is_dir():
            yield from _folder(path)
        elif path.is_file():
            yield _file(path)
        elif path.exists():
            yield InputError(str(path), "neither a file nor a folder")
        elif path.is_symlink():
            yield InputError(str(path), f"a link that leads nowhere ({path.readlink()})")
        elif glob.has_magic(str(path)):
            yield from _pattern(str(path))
        else:
            yield InputError(str(path), "no such file or folder")
    except (OSError, ValueError) as error:  # a name that is too long, or that holds a NUL
        yield InputError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or error}")


def _pattern(pattern: str) -> Iterator[Source | InputError]:
    found = [Path(name) for name in sorted(glob.glob(pattern, recursive=True))]
    files = [path for path in found if path.is_file() and not path.name.endswith(META)]
    for path in files:
        yield _file(path)
    # "**" names each folder besides all that is in it; a folder counts only where the pattern names nothing but folders.
    for path in [] if files else found:
        if path.is_dir():
            yield from _folder(path)
    if not found:
        yield InputError(pattern, "no file fits this pattern")


def _folder(folder: Path) -> Iterator[Source | InputError]:
    """The articles' files below a folder, sorted by path. Other kinds of files, side files and hidden ones are passed over."""
    failed: list[OSError] = []
    files = []
    for parent, folders, names in os.walk(folder, onerror=failed.append):
        folders[:] = (name for name in folders if not name.startswith("."))
        files += [Path(parent, name) for name in names if _is_article(name)]
    for path in sorted(files, key=lambda path: path.parts):
        if path.is_file() or path.is_symlink():
            yield _file(path)
        else:  # a pipe would be waited for
            yield InputError(str(path), "neither a file nor a folder")
    for error in failed:
        yield InputError(str(error.filename), f"cannot be read: {error.strerror}")
    if not files and not failed:
        yield InputError(str(folder), f"no article in this folder; known kinds of files: {' '.join(SUFFIXES)}")


def _is_article(name: str) -> bool:
    path = Path(name)
    hidden = name.startswith(".") or name.endswith(META)
    return not hidden and path.suffix.lower() in SUFFIXES and path.stem.lower() not in NOT_ARTICLES


def _file(path: Path) -> Source:
    return Source(name=str(path), stem=path.stem, path=path)


def _unique(one: Article, seen: dict[str, bytes]) -> Article | None:
    """The article under an id that no other has; null if it came before. `seen` maps ids to the content they stand for."""
    content = hashlib.sha256(repr((one.text, one.title, one.published, one.outlet, one.url, one.author)).encode()).digest()
    renamed = f"{one.id}-{content.hex()[:6]}"
    if content in (seen.get(one.id), seen.get(renamed)):
        return None
    key = renamed if one.id in seen else one.id
    seen[key] = content
    return replace(one, id=key)
