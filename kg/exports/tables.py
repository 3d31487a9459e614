"""The store as tables for spreadsheets, R, pandas and databases: one file a table, with columns of fixed types."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import IO, TYPE_CHECKING, Any, Final

from kg import codes
from kg.errors import UsageError
from kg.exports.files import Write
from kg.query import run
from kg.store.answer import put
from kg.store.base import Selection, Store, own_query, plain

if TYPE_CHECKING:
    import pyarrow as pa

Row = tuple[Any, ...]

TABLES: Final[Mapping[str, Callable[[Store], Selection]]] = {
    "statements": lambda store: run(store, "statements").table(),
    "actors": lambda store: put(store, own_query("_table_actors")).table(),
    "mandates": lambda store: put(store, own_query("_table_mandates")).table(),
    "contradictions": lambda store: put(store, own_query("_table_contradictions")).table(),
    "events": lambda store: put(store, own_query("_table_events")).table(),
}
"""Name of a table, which is that of its file, to what it holds."""

LISTS: Final = frozenset({"kinds", "aliases"})
"""Columns with several values joined by "; ", which are sorted here since an engine joins them in an order of chance."""

_CODES: Final = {
    table.term(code): code
    for table in (
        codes.KIND, codes.QUOTE_TYPE, codes.SPEECH_ACT, codes.RELATION_TYPE, codes.BASIS, codes.REVIEW_STATUS, codes.OFFICE,
        codes.CATEGORY,
    )
    for code in table
}  # fmt: skip


def _words(value: str) -> str:
    return _CODES.get(value, value)


TYPES: Final[Mapping[str, Callable[[str], Any]]] = {
    "said_on": date.fromisoformat,
    "later_said_on": date.fromisoformat,
    "earlier_said_on": date.fromisoformat,
    "held_on": date.fromisoformat,
    "valid_from": date.fromisoformat,
    "valid_until": date.fromisoformat,
    "confidence": float,
    "former": lambda value: value == "true",
    "statements": int,
    "accounts": int,
    "speakers": int,
}
"""Columns that are no text, each with what reads its values."""


def table(store: Store, name: str) -> tuple[tuple[str, ...], list[Row]]:
    """(column names, rows) of one of `TABLES`; values of the ontology by their codes, null where there is none."""
    found = TABLES[name](store)
    return found.variables, [tuple(map(_value, found.variables, map(plain, row))) for row in found]


def csv_files(store: Store) -> dict[str, Write]:
    """`NAME.csv` of each table to what writes it: UTF-8 with a header line, empty where there is no value."""

    def writer(name: str) -> Write:
        return lambda file: _write_csv(*table(store, name), file)

    return {f"{name}.csv": writer(name) for name in TABLES}


def parquet_files(store: Store) -> dict[str, Write]:
    """`NAME.parquet` of each table to what writes it. Raises `UsageError` where the library for it is not installed."""
    try:
        import pyarrow  # noqa: F401  # 150 MB, so it comes with an extra and not with the package
    except ImportError as error:
        raise UsageError(
            'tables in Parquet need one more library: pip install "polstat[parquet]" (or --format tables for CSV)'
        ) from error

    def writer(name: str) -> Write:
        return lambda file: _write_parquet(*table(store, name), file)

    return {f"{name}.parquet": writer(name) for name in TABLES}


def _value(column: str, words: str | None) -> Any:
    if words is None:
        return None
    if column in LISTS:
        return "; ".join(sorted(part for part in words.split("; ") if part))
    return TYPES.get(column, _words)(words)


def _write_csv(columns: Iterable[str], rows: Iterable[Row], file: IO[bytes]) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(["true" if value is True else "false" if value is False else value for value in row])
    file.write(text.getvalue().encode())


def _write_parquet(columns: tuple[str, ...], rows: list[Row], file: IO[bytes]) -> None:
    import pyarrow as pa  # as in `parquet_files`
    import pyarrow.parquet

    made = pa.table(
        {name: pa.array([row[n] for row in rows], type=_arrow_type(name)) for n, name in enumerate(columns)},
        schema=pa.schema([(name, _arrow_type(name)) for name in columns]),
    )
    pyarrow.parquet.write_table(made, file)


def _arrow_type(column: str) -> pa.DataType:
    import pyarrow as pa  # as in `parquet_files`

    kinds = {date.fromisoformat: pa.date32(), float: pa.float64(), int: pa.int64()}
    if column == "former":
        return pa.bool_()
    return kinds.get(TYPES.get(column), pa.string())
