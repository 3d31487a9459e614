"""The file of notes: one SQLite database beside the store, good for one state of its links and one version of the program."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from kg import __version__

if TYPE_CHECKING:
    from kg.store.base import Store

_FORM = f"{__version__} 1"
"""Version of the program and of the tables."""

_TABLES = """
CREATE TABLE about(name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE article(number INTEGER PRIMARY KEY, id TEXT, graph TEXT, fingerprint TEXT);
CREATE INDEX article_graph ON article(graph);
CREATE TABLE mention(iri TEXT, article INTEGER, as_actor INTEGER, speaks INTEGER, PRIMARY KEY (iri, article)) WITHOUT ROWID;
CREATE TABLE named(iri TEXT, article INTEGER, plain TEXT, PRIMARY KEY (iri, article)) WITHOUT ROWID;
CREATE INDEX named_plain ON named(plain, article);
CREATE INDEX named_article ON named(article);
CREATE TABLE told(iri TEXT, article INTEGER, profile TEXT, PRIMARY KEY (iri, article)) WITHOUT ROWID;
CREATE INDEX told_article ON told(article);
CREATE TABLE namesake(plain TEXT, value TEXT);
CREATE INDEX namesake_plain ON namesake(plain);
CREATE TABLE profile(iri TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE place(name TEXT, asks INTEGER, iri TEXT, PRIMARY KEY (name, asks, iri)) WITHOUT ROWID;
CREATE TABLE alike(short TEXT, full TEXT, value TEXT, PRIMARY KEY (short, full)) WITHOUT ROWID;
CREATE INDEX alike_full ON alike(full);
CREATE TABLE same(actor TEXT PRIMARY KEY, head TEXT, value TEXT) WITHOUT ROWID;
CREATE INDEX same_head ON same(head);
CREATE TABLE standing(iri TEXT PRIMARY KEY, actor TEXT) WITHOUT ROWID;
CREATE TABLE stands(body TEXT, iri TEXT, PRIMARY KEY (body, iri)) WITHOUT ROWID;
CREATE TABLE statement(iri TEXT PRIMARY KEY, day INTEGER, article INTEGER, rank INTEGER) WITHOUT ROWID;
CREATE INDEX statement_place ON statement(article, rank);
CREATE TABLE member(block INTEGER, day INTEGER, article INTEGER, rank INTEGER, claim INTEGER,
  PRIMARY KEY (block, day, article, rank, claim)) WITHOUT ROWID;
CREATE INDEX member_article ON member(article);
CREATE TABLE edge(one TEXT, claim INTEGER, other TEXT, other_claim INTEGER,
  PRIMARY KEY (one, claim, other, other_claim)) WITHOUT ROWID;
CREATE INDEX edge_other ON edge(other, other_claim);
CREATE TABLE account(iri TEXT, claim INTEGER, value TEXT, event TEXT, PRIMARY KEY (iri, claim)) WITHOUT ROWID;
CREATE INDEX account_event ON account(event);
CREATE TABLE event(iri TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE relation(first TEXT, second TEXT, value TEXT, PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE INDEX relation_second ON relation(second);
CREATE TABLE reviewed(first TEXT, second TEXT, PRIMARY KEY (first, second)) WITHOUT ROWID;
CREATE TABLE counted(name TEXT, thing TEXT, PRIMARY KEY (name, thing)) WITHOUT ROWID;
CREATE INDEX counted_thing ON counted(thing);
CREATE TABLE mandate(holder TEXT, article INTEGER, value TEXT, said TEXT);
CREATE INDEX mandate_holder ON mandate(holder);
CREATE TABLE speech(speaker TEXT, article INTEGER, statement TEXT, day TEXT);
CREATE INDEX speech_speaker ON speech(speaker, day);
CREATE TABLE role(statement TEXT PRIMARY KEY, speaker TEXT, value TEXT) WITHOUT ROWID;
CREATE INDEX role_speaker ON role(speaker);
"""

Row = tuple[Any, ...]


class NotesError(Exception):
    """The notes cannot be read or written: what they are for has to be done without them. Never leaves `kg.corpus`."""


class Wider(Exception):
    """More than the notes can help with is touched: the articles have to be linked in full. Never leaves `kg.corpus`."""


class Notes:
    """An open file of notes. Every method raises NotesError where the file is damaged or cannot be written."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, query: str, *values: Any) -> list[Row]:
        """All rows of a query."""
        with _mapped():
            return self._connection.execute(query, values).fetchall()

    def column(self, query: str, *values: Any) -> list[Any]:
        """The first column of a query."""
        return [row[0] for row in self.rows(query, *values)]

    def each(self, query: str, keys: Iterable[Any]) -> Iterator[Row]:
        """The rows of a query for each of these keys in turn."""
        for key in keys:
            yield from self.rows(query, *(key if isinstance(key, tuple) else (key,)))

    def put(self, table: str, rows: Iterable[Sequence[Any]]) -> None:
        """Adds rows to a table; one with the key of another takes its place."""
        some = list(rows)
        if some:
            self._write(f"INSERT OR REPLACE INTO {table} VALUES ({','.join('?' * len(some[0]))})", some)

    def drop(self, table: str, column: str, keys: Iterable[Any]) -> None:
        """Takes away the rows with one of these values in a column."""
        self._write(f"DELETE FROM {table} WHERE {column} = ?", [(key,) for key in keys])

    def drop_rows(self, table: str, columns: str, rows: Iterable[Sequence[Any]]) -> None:
        """Takes away the rows with these values in some columns, which are named with commas between them."""
        where = " AND ".join(f"{name.strip()} = ?" for name in columns.split(","))
        self._write(f"DELETE FROM {table} WHERE {where}", list(rows))

    def _write(self, command: str, rows: list[Sequence[Any]]) -> None:
        with _mapped():
            self._connection.executemany(command, rows)

    def about(self, name: str) -> str:
        """A value that holds for all; empty where there is none."""
        return str(next(iter(self.column("SELECT value FROM about WHERE name = ?", name)), ""))

    def fit(self, state: str) -> bool:
        """Whether these are notes of links in this state, by this version of the program."""
        there = self.rows("SELECT 1 FROM sqlite_master WHERE name = 'about'")
        return bool(there) and (self.about("form"), self.about("state")) == (_FORM, state)

    def articles(self) -> tuple[int, int]:
        """How many articles the notes are of, and the number that names them."""
        return int(self.about("articles")), int(self.about("sum"))

    def keep(self, state: str, articles: tuple[int, int], decided: str) -> None:
        """Says what the notes are of, and keeps all that was written."""
        count, total = map(str, articles)
        self.put("about", [("form", _FORM), ("state", state), ("articles", count), ("sum", total), ("decided", decided)])
        with _mapped():
            self._connection.commit()


_IN_MEMORY: WeakKeyDictionary[Store, sqlite3.Connection] = WeakKeyDictionary()
"""The notes of stores in memory, as long as these are there."""


@contextmanager
def opened(store: Store, state: str | None) -> Iterator[Notes | None]:
    """The notes of a store of which the links are in this state; null where there are none. What is not kept is taken back.

    Raises NotesError where they are damaged.
    """
    with _mapped():
        connection = _IN_MEMORY.get(store) if store.notes is None else _connect(store.notes)
    if connection is None or state is None:
        yield None
        return
    try:
        notes = Notes(connection)
        yield notes if notes.fit(state) else None
    finally:
        with suppress(sqlite3.Error):
            connection.rollback()
            if store.notes is not None:
                connection.close()


@contextmanager
def fresh(store: Store) -> Iterator[Notes | None]:
    """Empty notes for a store, which are there when the work on them ends well; null where the store has no place for any.

    The old ones are gone. Raises NotesError where new ones cannot be written.
    """
    discard(store)
    if store.where == "memory:":
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.executescript(_TABLES)
        yield Notes(connection)
        _IN_MEMORY[store] = connection
    elif store.notes is None:
        yield None
    else:
        part = store.notes.with_suffix(".part")
        with _mapped():
            _away(part)
            connection = sqlite3.connect(part)
        with closing(connection):
            with _mapped():
                # Nobody sees it before it is whole, and a half one is thrown away: nothing needs to be safe in between.
                connection.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES}")
            yield Notes(connection)
        with _mapped():
            with part.open("rb+") as written:
                os.fsync(written.fileno())
            part.replace(store.notes)


def discard(store: Store) -> None:
    """Throws the notes of a store away, as far as they can be."""
    _IN_MEMORY.pop(store, None)
    if store.notes is not None:
        _away(store.notes)


def _away(file: Path) -> None:
    for name in (file, file.with_name(f"{file.name}-journal")):
        with suppress(OSError):
            name.unlink(missing_ok=True)


def _connect(file: Path) -> sqlite3.Connection | None:
    return sqlite3.connect(file) if file.is_file() else None


@contextmanager
def _mapped() -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise NotesError(str(error)) from error
