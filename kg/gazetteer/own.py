"""The user's own gazetteer: a folder of Turtle files beside the tables that the package brings.

The folder is `$KG_GAZETTEER`, else `polstat/gazetteer` where the platform keeps the data of programs. It belongs to the user and
not to a store, since whoever holds an office holds it in every corpus; an empty `$KG_GAZETTEER` means none.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import iris
from kg.errors import InputError, UsageError
from kg.gazetteer import rows, turtle
from kg.gazetteer.facts import Facts, together

READERS = {".ttl": turtle.read, ".csv": rows.read}
"""Suffixes that can be added."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file of the user's gazetteer."""

    name: str
    """Its name without suffix, by which it is removed."""
    source: str
    """Where its facts are from."""
    facts: Facts


def folder() -> Path | None:
    """Where the files are, whether or not it exists yet; null where the user wants none."""
    named = os.environ.get("KG_GAZETTEER")
    if named is not None:
        return Path(named).expanduser() if named else None
    from platformdirs import user_data_path  # only where no folder is named

    return user_data_path("polstat", appauthor=False) / "gazetteer"


def fingerprint() -> str:
    """Changes with the names and the contents of the files; the same for no folder and an empty one."""
    return iris.digest(*(part for path in _files() for part in (path.name, iris.digest(_read(path)))))


def facts() -> Facts:
    """All that the user's files hold together. InputError for a file that somebody broke."""
    return _facts(fingerprint(), str(folder()))


@cache
def _facts(_fingerprint: str, _folder: str) -> Facts:
    return together(entry.facts for entry in entries())


def entries() -> tuple[Entry, ...]:
    """The files, by name. InputError for one that somebody broke."""
    return tuple(_entry(path) for path in _files())


def add(path: Path) -> Entry:
    """Checks a file and keeps it as Turtle, in place of one of the same name. InputError where it cannot be used."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise InputError(str(path), f"a gazetteer file ends in {' or '.join(READERS)}")
    return keep(path.stem, reader(str(path), _read(path)), source=f"added from {path.name}")


def keep(name: str, found: Facts, *, source: str) -> Entry:
    """Writes facts as the file of this name, whole or not at all. UsageError where the user wants no gazetteer."""
    place = folder()
    if place is None:
        raise UsageError("$KG_GAZETTEER is empty, so there is no own gazetteer; let it name a folder, or unset it")
    target = place / f"{_plain(name)}.ttl"
    part = target.with_suffix(".part")
    try:
        place.mkdir(parents=True, exist_ok=True)
        part.write_text(turtle.written(found, source=source), encoding="utf-8")
        part.replace(target)
    except OSError as error:
        raise InputError(str(target), f"cannot be written: {error.strerror}") from error
    return _entry(target)


def remove(name: str) -> Entry:
    """Takes a file out and gives back what it was. UsageError for a name that there is not."""
    paths = {path.stem: path for path in _files()}
    path = paths.get(name) or paths.get(_plain(name))
    if path is None:
        raise UsageError(f"the gazetteer has no “{name}”; it has {', '.join(paths) or 'no files of your own'}")
    try:
        gone = _entry(path)
    except InputError:  # a broken file is what one wants to be rid of most
        gone = Entry(name=path.stem, source="", facts=Facts())
    path.unlink()
    return gone


def _entry(path: Path) -> Entry:
    text = _read(path)
    first, _, _ = text.partition("\n")
    source = first.removeprefix("#").strip() if first.startswith("#") else ""
    return Entry(name=path.stem, source=source, facts=turtle.read(str(path), text))


def _files() -> list[Path]:
    place = folder()
    return sorted(place.glob("*.ttl")) if place else []


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise InputError(str(path), f"not UTF-8 (byte {error.start})") from error
    except OSError as error:
        raise InputError(str(path), f"cannot be read: {error.strerror}") from error


def _plain(name: str) -> str:
    made = re.sub(r"[^\w.-]+", "-", name).strip("-.")
    if not made:
        raise UsageError(f"“{name}” is no name for a file of the gazetteer")
    return made
