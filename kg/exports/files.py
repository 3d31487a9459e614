"""Files that appear whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO

from kg.errors import StoreError

Write = Callable[[IO[bytes]], None]
"""Writes the content of one file."""


def write_file(target: Path, write: Write) -> None:
    """Write one file: until its last byte is there, whatever stood at `target` stays.

    Raises `StoreError` where it cannot be written; what `write` raises comes out as it is.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise StoreError(f"writing {target}: {error.strerror or error}") from error
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            write(file)
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(target)
    except OSError as error:
        raise StoreError(f"writing {target}: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def write_folder(target: Path, files: Mapping[str, Write]) -> None:
    """Write these files into a folder, made if need be; all are complete before the first of them is put in its place.

    Other files in the folder stay as they are. Raises `StoreError` where it cannot be written.
    """
    try:
        if target.exists() and not target.is_dir():
            raise StoreError(f"writing {target}: it is a file; tables go into a folder")
        unfinished = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise StoreError(f"writing {target}: {error.strerror or error}") from error
    try:
        for name, write in files.items():
            write_file(unfinished / name, write)
        target.mkdir(exist_ok=True)
        for name in files:
            (unfinished / name).replace(target / name)
    except OSError as error:
        raise StoreError(f"writing {target}: {error.strerror or error}") from error
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def copy_folder(source: Path, target: str | Path) -> int:
    """Copy a folder and all in it to a place where nothing is yet; the number of its files.

    Raises `StoreError` where something is there already or it cannot be written; nothing is left behind then.
    """
    place = Path(target)
    if place.exists():
        raise StoreError(f"writing {place}: it is there already; name a new folder")
    try:
        shutil.copytree(source, place)
    except (OSError, shutil.Error) as error:
        shutil.rmtree(place, ignore_errors=True)
        raise StoreError(f"writing {place}: {error}") from error
    return sum(path.is_file() for path in place.rglob("*"))


def _umask() -> int:
    """The process's umask, by which a new file gets its permissions; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
