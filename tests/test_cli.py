"""The command line: what is printed, on which stream, with which exit code."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import kg

ROOT = Path(__file__).parent.parent


def run(*arguments: str | Path, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "kg", *map(str, arguments)],
        capture_output=True, text=True, cwd=ROOT, input=stdin, check=False, encoding="utf-8",
    )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk, built by the command line from two bundled articles."""
    folder = tmp_path_factory.mktemp("cli")
    for name in ("lisse-bridge-wire", "lisse-bridge-courier"):
        shutil.copy(kg.examples() / f"{name}.txt", folder)
        shutil.copy(kg.examples() / f"{name}.meta.json", folder)
    made = run("build", folder, "--store", folder / "store")
    assert made.returncode == 0, made.stderr
    assert made.stdout.startswith("2 articles (2 new or changed), ")
    assert made.stderr == ""
    return folder / "store"


def one_line(text: str) -> str:
    """Standard error is one line for people, never a traceback."""
    assert text.count("\n") == 1, text
    assert text.startswith("kg: "), text
    return text


def test_build_again_says_that_nothing_changed(store: Path) -> None:
    """A second run over the same input says so, with exit code 0."""
    again = run("build", store.parent, "--store", store)
    assert again.returncode == 0
    assert "nothing changed" in again.stdout


def test_extract_writes_a_line_an_article(store: Path) -> None:
    """One JSON record a line, on standard output; a text from standard input too."""
    made = run("extract", store.parent / "lisse-bridge-wire.txt")
    assert [json.loads(line)["article"] for line in made.stdout.splitlines()] == ["lisse-bridge-wire"]
    piped = run("extract", "-", "--date", "2020-01-06", stdin="Mayor Ann Orr said on Friday that the bridge was shut.\n")
    assert json.loads(piped.stdout)["statements"][0]["said_on"] == "2020-01-03"


def test_query_in_every_format(store: Path) -> None:
    """SPARQL text and named questions, as table, CSV, TSV, JSON and XML; CONSTRUCT as Turtle."""
    text = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://schema.org/NewsArticle> }"
    for form, part in {"table": "2", "csv": "n\r\n2", "tsv": "?n", "json": '"bindings"', "xml": "<sparql"}.items():
        made = run("query", text, "--store", store, "--format", form)
        assert made.returncode == 0, made.stderr
        assert part.replace("\r", "") in made.stdout.replace("\r", ""), made.stdout
    made = run("query", "CONSTRUCT WHERE { ?s <https://schema.org/headline> ?o }", "--store", store, "--format", "turtle")
    assert "schema:headline" in made.stdout
    assert "contradictions" in run("query", "--list").stdout


def test_contradictions_and_stats(store: Path) -> None:
    """Tables for people, JSON and CSV for programs."""
    found = json.loads(run("contradictions", "--store", store, "--format", "json").stdout)
    assert isinstance(found, list)
    for c in found:
        assert {"earlier", "later", "type", "relation", "point", "rationale", "confidence", "basis"} <= c.keys()
        assert {"statement", "article", "actor", "said_on", "text", "cue_start", "cue_end"} <= c["earlier"].keys()
    rows = run("contradictions", "--store", store, "--format", "csv").stdout.splitlines()
    assert rows[0].startswith("relation,type,point")
    assert "NewsArticle" in run("stats", "--store", store).stdout


def test_export_and_validate(store: Path, tmp_path: Path) -> None:
    """Turtle out, twice the same bytes, and the shapes are kept by the store and by the file."""
    for name in ("a.ttl", "b.ttl"):
        assert run("export", "-o", tmp_path / name, "--store", store).returncode == 0
    assert (tmp_path / "a.ttl").read_bytes() == (tmp_path / "b.ttl").read_bytes()
    checked = run("validate", "--store", store)
    assert (checked.returncode, checked.stderr) == (0, "")
    broken = tmp_path / "broken.ttl"
    broken.write_text("@prefix ps: <https://w3id.org/polstat/ns#> . <x:s> a ps:Statement .")
    checked = run("validate", broken)
    assert checked.returncode == 1
    assert "x:s" in checked.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["build", "nowhere.txt", "--store", "memory:"], 1, "nowhere.txt"),
        (["extract", "nowhere.txt"], 1, "nowhere.txt"),
        (["query", "SELECT WHERE", "--store", "STORE"], 1, "SPARQL"),
        (["query", "--name", "contradiction", "--store", "STORE"], 1, "contradictions"),
        (["query", "--store", "STORE"], 2, "--name"),
        (["query", "--file", "nowhere.rq", "--store", "STORE"], 1, "nowhere.rq"),
        (["query", "ASK {}", "--store", "no-such-folder"], 1, "no-such-folder"),
        (["query", "ASK {}", "--store", "http://127.0.0.1:9/"], 1, "127.0.0.1:9"),
        (["query", "--name", "contradictions", "--set", "by", "--store", "STORE"], 2, "--set"),
        (["contradictions", "--since", "yesterday", "--store", "STORE"], 2, "yesterday"),
        (["export", "-o", "graph.docx", "--store", "STORE"], 2, ".ttl"),
        (["validate", "x.ttl", "--store", "STORE"], 2, "not both"),
        (["build", "x.txt", "--model", "no-model", "--store", "memory:"], 1, "no-model"),
    ],
)
def test_bad_input_is_one_clear_line(store: Path, arguments: list[str], code: int, part: str) -> None:
    """Each mistake gets one line that names what was wrong, and the exit code of the contract."""
    made = run(*(str(store) if a == "STORE" else a for a in arguments))
    assert made.returncode == code, made.stderr
    assert part in one_line(made.stderr).removesuffix("\n") or part in made.stdout


def test_a_store_in_use_is_said_so(store: Path) -> None:
    """A second writer is told that the store is in use; nothing is lost."""
    with kg.open_store(store):
        made = run("build", store.parent, "--store", store)
        assert made.returncode == 1
        assert str(store) in one_line(made.stderr)
    assert run("build", store.parent, "--store", store).returncode == 0


def test_unreadable_folder(tmp_path: Path) -> None:
    """A folder that may not be read is named (root reads everything, so it is not tried as root)."""
    if os.geteuid() == 0:
        pytest.skip("root may read every folder")
    folder = tmp_path / "closed"
    folder.mkdir(mode=0)
    assert "closed" in one_line(run("extract", folder).stderr)


def test_unknown_command_is_wrong_usage() -> None:
    """argparse's own errors have exit code 2."""
    assert run("frobnicate").returncode == 2
    assert run("build").returncode == 2
    assert run("build", "x", "--workers", "0").returncode == 2
