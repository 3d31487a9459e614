"""CSV and Parquet, a row an article."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping

from kg.errors import InputError
from kg.formats.record import ALIASES, Record, plain_name
from kg.formats.source import Source, byte_lines, decode

DELIMITERS = ",;\t|"
LONGEST_FIELD = 2**31 - 1
"""Python's own limit of 128 KiB a field is shorter than some articles."""
LONGEST_SHOWN = 200
"""Characters of the column names that a message repeats; the first line of what is no table can be a whole article."""
BATCH = 64
"""Rows of a Parquet file held at a time."""


def csv_rows(source: Source) -> Iterator[Record | InputError]:
    """The articles of a CSV file, a row at a time. The first row names the columns; its commonest of `DELIMITERS` parts them."""
    csv.field_size_limit(LONGEST_FIELD)
    decoded = (decode(line, source.name, line=number) for number, line in byte_lines(source))
    head = next(decoded, "")
    if not head.strip():
        raise InputError(source.name, "the file is empty, or its first line is: column names expected")
    rows = csv.reader(_chain(head, decoded), delimiter=max(DELIMITERS, key=head.count), strict=True)
    try:
        names, last = next(rows), rows.line_num
    except csv.Error as error:
        raise InputError(f"{source.name}:1", f"not valid CSV: {error}") from error
    _check_columns(names, source.name)
    while True:
        line = last + 1
        try:
            row = next(rows, None)
        except csv.Error as error:
            last = rows.line_num
            yield InputError(f"{source.name}:{line}", f"not valid CSV: {error}")
            continue
        if row is None:
            return
        last = rows.line_num
        if any(map(str.strip, row)):
            yield _row(dict(zip(names, row, strict=False)), source, line, extra=len(row) - len(names))


def _row(fields: Mapping[str, object], source: Source, line: int, *, extra: int) -> Record | InputError:
    origin = f"{source.name}:{line}"
    if extra > 0:
        return InputError(origin, f"{extra} more fields than columns; is a quotation mark missing?")
    return Record(fields=fields, origin=origin, fallback_id=f"{source.stem}-{line}")


def parquet_rows(source: Source) -> Iterator[Record | InputError]:
    """The articles of a Parquet file, a batch of rows at a time."""
    try:
        import pyarrow
        from pyarrow import parquet  # optional: 40 MB that few users need
    except ImportError as error:
        raise InputError(source.name, 'reading Parquet needs pyarrow: pip install "polstat[parquet]"') from error
    number = 0
    with source.open() as stream:
        try:
            table = parquet.ParquetFile(stream)
            _check_columns(table.schema_arrow.names, source.name)
            for batch in table.iter_batches(batch_size=BATCH):
                for fields in batch.to_pylist():
                    number += 1
                    yield Record(fields=fields, origin=f"{source.name}#{number}", fallback_id=f"{source.stem}-{number}")
        except pyarrow.ArrowException as error:
            raise InputError(source.name, f"not a readable Parquet file: {' '.join(str(error).split())}") from error
    if not number:
        raise InputError(source.name, "the table has no rows")


def _check_columns(names: list[str], origin: str) -> None:
    known = {*ALIASES["text"], *ALIASES["html"]}
    if not known.intersection(map(plain_name, names)):
        shown = " ".join(", ".join(names).split())[:LONGEST_SHOWN]
        raise InputError(origin, f"no column with the text (text, body, content …); columns: {shown}")


def _chain(head: str, rest: Iterator[str]) -> Iterator[str]:
    yield head
    yield from rest
