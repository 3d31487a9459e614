"""`kg review` and `kg contradictions --explain`: what is printed, and what is said of mistakes."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import rdf
from kg.cli import main
from tests.small_graph import fill

Printed = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small graph of invented people in a folder."""
    folder = tmp_path_factory.mktemp("review") / "store"
    with kg.open_store(folder) as store:
        fill(store)
    return folder


@pytest.fixture
def store(filled: Path, tmp_path: Path) -> Path:
    """A copy of it, to decide in."""
    return Path(shutil.copytree(filled, tmp_path / "store"))


def run(capsys: Printed, store: Path, *arguments: str) -> str:
    assert main([*arguments, "--store", str(store)]) == 0
    return capsys.readouterr().out


def listed(capsys: Printed, store: Path, *arguments: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(capsys, store, "review", "list", "--format", "json", *arguments))
    return found


@pytest.mark.parametrize(
    ("arguments", "confidences"),
    [
        ([], [0.55, 0.6, 0.8, 0.9]),
        (["--surest"], [0.9, 0.8, 0.6, 0.55]),
        (["--limit", "1"], [0.55]),
        (["--type", "negation"], [0.6]),
        (["--actor", "Merk"], [0.9]),
        (["--actor", "Voss"], [0.55, 0.6, 0.8, 0.9]),
        (["--since", "2031-03-07"], [0.55, 0.6]),
        (["--until", "2031-03-04"], [0.8, 0.9]),
        (["--state", "confirmed"], []),
        (["--state", "all", "--until", "2031-03-04"], [0.8, 0.9]),
    ],
)
def test_list_is_filtered_and_ordered(capsys: Printed, filled: Path, arguments: list[str], confidences: list[float]) -> None:
    """Weakest or surest first; by actor, day, type and state."""
    assert [c["confidence"] for c in listed(capsys, filled, *arguments)] == confidences


def test_decide_by_number(capsys: Printed, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Confirm, reject, annotate and reopen by the numbers of the list; several at once; the table shows who said what."""
    weakest, weak, sure, surest = (str(c["number"]) for c in listed(capsys, store))
    assert (
        run(capsys, store, "review", "reject", weakest, weak, "--by", "Ann Lee", "--note", "other ships").count("rejected") == 2
    )
    run(capsys, store, "review", "confirm", surest, "--by", "Ann Lee")
    run(capsys, store, "review", "annotate", sure, "--by", "Bo", "--note", "ask again")
    assert [c["number"] for c in listed(capsys, store)] == [sure]
    assert [c["number"] for c in listed(capsys, store, "--state", "rejected")] == [weakest, weak]
    run(capsys, store, "review", "reopen", weak, "--by", "Bo")
    assert [c["number"] for c in listed(capsys, store)] == [weak, sure]
    monkeypatch.setenv("COLUMNS", "400")
    table = run(capsys, store, "review", "list", "--state", "all")
    for words in ("other ships", "ask again", "Ann Lee", weakest, "4 of 4 contradictions"):
        assert words in table
    found = json.loads(run(capsys, store, "contradictions", "--format", "json"))
    assert {c["review"] for c in found} == {"candidate", "confirmed"}
    assert [c["basis"] for c in found if c["review"] == "confirmed"] == ["HumanAsserted"]
    everything = json.loads(run(capsys, store, "contradictions", "--all", "--format", "json"))
    assert [c["review"] for c in everything if c not in found] == ["rejected"]


def test_who_decides_without_by(capsys: Printed, store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user of the session, where no name is given."""
    monkeypatch.setenv("LOGNAME", "ines")
    run(capsys, store, "review", "confirm", str(listed(capsys, store)[0]["number"]))
    with kg.open_store(store, read_only=True) as opened:
        assert [r.by for r in rdf.read_decisions(opened).reviews] == ["ines"]


def test_add_and_export(capsys: Printed, store: Path, tmp_path: Path) -> None:
    """A contradiction added by hand gets a number too; examples go to a file, a record a line."""
    found = listed(capsys, store)
    first, second = found[0]["earlier"]["statement"], found[1]["earlier"]["statement"]
    said = run(
        capsys,
        store,
        "review",
        "add",
        first,
        second,
        "--type",
        "denial",
        "--point",
        "whether ships sail",
        "--disputes",
        "--by",
        "Bo",
    )
    (added,) = listed(capsys, store, "--state", "confirmed")
    assert said.startswith(f"{added['number']}: added by Bo, whether ships sail")
    assert (added["relation"], added["basis"]) == ("disputes", "HumanAsserted")
    run(capsys, store, "review", "reject", str(found[0]["number"]), "--by", "Bo")
    out = tmp_path / "examples.jsonl"
    assert run(capsys, store, "review", "export", "-o", str(out)) == ""
    rows = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert {(r["verdict"], r["found_by"]) for r in rows} == {("confirmed", "person"), ("rejected", "machine")}
    assert run(capsys, store, "review", "export").splitlines() == out.read_text("utf-8").splitlines()


def test_explain_prints_the_table(capsys: Printed, filled: Path) -> None:
    """The rows behind each contradiction, as text and in the records; rows of another table get no weights."""
    text = run(capsys, filled, "contradictions", "--by", "Merk", "--explain")
    assert "roles swapped" in text
    assert "another version of the table" in text, "the rows of the small graph are of no table that ships"
    (record,) = json.loads(run(capsys, filled, "contradictions", "--by", "Merk", "--explain", "--format", "json"))
    assert [(f["name"], f["contribution"]) for f in record["features"]] == [("roles swapped", 1.5)]


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["review", "confirm", "zzz"], 1, "“zzz”"),
        (["review", "confirm", "NUMBER", "zzz", "--by", "Ann"], 1, "“zzz”"),
        (["review", "confirm", "NUMBER", "--by", ""], 2, "--by"),
        (["review", "annotate", "NUMBER", "--by", "Ann"], 2, "--note"),
        (["review", "list", "--state", "lost"], 2, "lost"),
        (["review", "list", "--type", "quarrel"], 2, "quarrel"),
        (["review", "list", "--actor", "Nobody Atall"], 1, "Nobody Atall"),
        (["review", "list", "--since", "soon"], 2, "soon"),
        (["review", "list", "--limit", "0"], 2, "--limit"),
        (["review", "add", "x", "y", "--type", "denial", "--point", "ships", "--by", "Ann"], 1, "“x”"),
        (["review", "export", "-o", "no-such-folder/out.jsonl"], 2, "no-such-folder"),
        (["contradictions", "--explain", "--format", "csv"], 2, "--explain"),
    ],
)
def test_bad_input_is_one_clear_line(capsys: Printed, filled: Path, arguments: list[str], code: int, part: str) -> None:
    """Each mistake is one line that names it; nothing is decided by it, not even by what was right beside it."""
    number = str(listed(capsys, filled)[0]["number"])
    assert main([*(number if a == "NUMBER" else a for a in arguments), "--store", str(filled)]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("kg: ")
    assert printed.err.count("\n") == 1
    assert part in printed.err
    with kg.open_store(filled, read_only=True) as opened:
        assert rdf.read_decisions(opened).reviews == ()


def test_a_store_without_articles_is_said_so(capsys: Printed, tmp_path: Path) -> None:
    """An empty store has nothing to review; one that is not there is not made."""
    kg.open_store(tmp_path / "empty").close()
    assert main(["review", "list", "--store", str(tmp_path / "empty")]) == 1
    assert "holds no articles yet" in capsys.readouterr().err
    assert main(["review", "confirm", "abc", "--store", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()
