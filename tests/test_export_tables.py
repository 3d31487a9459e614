"""Tables: one file each, columns of fixed types, the same in CSV and in Parquet."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from kg.cli import main
from kg.errors import UsageError
from kg.exporting import export
from kg.exports.tables import TABLES, TYPES, table
from kg.store import Store, open_store
from tests.reviewed_graph import review
from tests.small_graph import LUND, NORLAND, VOSS, S, V, fill


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    with open_store("memory:") as store:
        yield review(fill(store))


def rows(store: Store, name: str) -> list[dict[str, object]]:
    columns, found = table(store, name)
    return [dict(zip(columns, row, strict=True)) for row in found]


def test_statements(small: Store) -> None:
    found = {row["statement"]: row for row in rows(small, "statements")}
    assert set(found) == set(S.values())
    said = found[S["voss again"]]
    assert (said["name"], said["actor"], said["said_on"]) == (
        "Dana Voss",
        VOSS,
        date(2031, 3, 4),
    )  # the name that stands for both
    assert (said["kind"], said["quote_type"], said["confidence"]) == ("speech", "direct", 0.9)  # codes, not IRIs


def test_actors(small: Store) -> None:
    found = {row["actor"]: row for row in rows(small, "actors")}
    assert V not in found
    assert found[VOSS] | {"actor": VOSS} == found[VOSS]
    assert (found[VOSS]["name"], found[VOSS]["aliases"], found[VOSS]["statements"]) == ("Dana Voss", "Ms. Voss; Voss", 4)
    assert found[NORLAND]["kinds"] == "Actor; Body; Government"
    assert (found[NORLAND]["aliases"], found[NORLAND]["statements"]) == ("", 0)


def test_mandates(small: Store) -> None:
    found = rows(small, "mandates")
    held = next(row for row in found if row["actor"] == LUND)
    assert (held["role"], held["role_class"], held["of"], held["former"], held["article"]) == (
        "spokeswoman", "spokesperson", "Dana Voss", False, "courier-1",
    )  # fmt: skip
    merk = next(row for row in found if row["name"] == "Ilan Merk")
    assert (merk["valid_from"], merk["valid_until"]) == (date(2031, 3, 6), date(2031, 12, 31))
    assert len({row["mandate"] for row in found}) == len(found)


def test_contradictions_leave_out_what_was_rejected(small: Store) -> None:
    found = {row["point"]: row for row in rows(small, "contradictions")}
    assert set(found) == {"who asked whom for ships", "whether Sudrey asked", "how many ships"}
    sure = found["who asked whom for ships"]
    assert (sure["review_status"], sure["kind"], sure["type"]) == ("confirmed", "contradicts", "role_reversal")
    denied = found["whether Sudrey asked"]
    assert (denied["kind"], denied["later_name"], denied["earlier"]) == ("disputes", "Tomas Arne", S["voss again"])


def test_events(small: Store) -> None:
    request, mission = sorted(rows(small, "events"), key=lambda row: str(row["class_of_event"]))
    assert (request["name"], request["plover"], request["accounts"], request["speakers"]) == (
        "request for two ships",
        "REQUEST",
        3,
        2,
    )
    assert (mission["name"], mission["class_of_event"], mission["place"]) == ("40-day escort mission", "Mission", "off Sudrey")


def test_csv_and_parquet_hold_the_same(small: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="extra `parquet` is not installed")
    export(small, tmp_path / "csv", format="tables")
    export(small, tmp_path / "parquet", format="parquet")
    assert {p.stem for p in (tmp_path / "csv").iterdir()} == {p.stem for p in (tmp_path / "parquet").iterdir()} == set(TABLES)
    for name in TABLES:
        read = parquet.read_table(tmp_path / "parquet" / f"{name}.parquet")
        with (tmp_path / "csv" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            lines = list(csv.DictReader(file))
        assert read.to_pylist() == rows(small, name)
        assert [line.keys() for line in lines] == [set(read.column_names)] * len(lines) or read.column_names == list(lines[0])
        written = [
            {k: str(v).lower() if isinstance(v, bool) else str("" if v is None else v) for k, v in r.items()}
            for r in rows(small, name)
        ]
        assert lines == written


def test_an_empty_table_has_its_columns_with_their_types(memory: Store, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="extra `parquet` is not installed")
    export(memory, tmp_path / "empty", format="parquet")
    read = parquet.read_schema(tmp_path / "empty" / "statements.parquet")
    assert str(read.field("said_on").type) == "date32[day]"
    assert str(read.field("confidence").type) == "double"
    assert str(parquet.read_schema(tmp_path / "empty" / "mandates.parquet").field("former").type) == "bool"
    assert all(column in TYPES or str(read.field(column).type) == "string" for column in read.names)


def test_without_the_library_for_parquet(small: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r'pip install "polstat\[parquet\]" \(or --format tables for CSV\)'):
        export(small, tmp_path / "tables", format="parquet")
    assert list(tmp_path.iterdir()) == []


def test_other_files_in_the_folder_stay(small: Store, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    (tmp_path / "events.csv").write_text("old")
    export(small, tmp_path, format="tables")
    assert {p.name for p in tmp_path.iterdir()} == {"mine.txt", *(f"{name}.csv" for name in TABLES)}
    assert (tmp_path / "events.csv").read_text() != "old"


def test_the_bundled_articles_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examples", str(tmp_path / "articles")]) == 0
    assert "21 files" in capsys.readouterr().out or (tmp_path / "articles" / "README.md").exists()
    assert main(["examples", str(tmp_path / "articles")]) == 1
    assert "it is there already; name a new folder" in capsys.readouterr().err
    assert main(["examples", str(tmp_path / "no" / "such" / "place")]) == 0  # the folders above are made
