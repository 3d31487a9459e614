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
    assert made.stdout.startswith("2 articles (2 new or changed); the store holds ")
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
    menu = run("query", "--list").stdout
    assert "contradictions " in menu
    assert "--set by=" in menu


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
        (["query", "--name", "contradoctions", "--store", "STORE"], 1, "contradictions"),
        (["query", "--store", "STORE"], 2, "--name"),
        (["query", "--file", "nowhere.rq", "--store", "STORE"], 1, "nowhere.rq"),
        (["query", "ASK {}", "--store", "no-such-folder"], 1, "no-such-folder"),
        (["query", "ASK {}", "--store", "http://127.0.0.1:9/"], 1, "127.0.0.1:9"),
        (["query", "--name", "contradictions", "--set", "by", "--store", "STORE"], 2, "--set"),
        (["contradictions", "--since", "yesterday", "--store", "STORE"], 2, "yesterday"),
        (["export", "-o", "graph.docx", "--store", "STORE"], 2, ".ttl"),
        (["validate", "x.ttl", "--store", "STORE"], 2, "not both"),
        (["build", "ARTICLE", "--model", "no-model", "--store", "memory:"], 1, "no-model"),
        (["build", "ARTICLE", "--store", "ARTICLE"], 1, "is a file"),
        (["build", "ARTICLE", "--store", "FOLDER"], 1, "holds other files"),
        (["build", "ARTICLE", "--store", "http://127.0.0.1:9/"], 1, "cannot be reached"),
        (["build", "ARTICLE", "--store", "ftp://somewhere"], 2, "ftp://somewhere"),
        (["build", "ARTICLE", "--base", "no iri", "--store", "memory:"], 2, "no iri"),
        (["build", "ARTICLE", "--date", "soon", "--store", "memory:"], 2, "soon"),
        (["extract", ""], 1, "an empty name"),
        (["extract", "*.no-such-suffix"], 1, "no file fits"),
        (["extract", "ARTICLE", "-o", "no-such-folder/out.jsonl"], 2, "no-such-folder"),
        (["query", "DROP ALL", "--store", "STORE"], 1, "DROP changes the store"),
        (["query", "SELECT * { ?s nope:p ?o }", "--store", "STORE"], 1, "prefix"),
        (["query", "SELECT ?s { ?s a ps:Actor", "--store", "STORE"], 1, "line 1, column 26"),
        (["query", "ASK {}", "--format", "turtle", "--store", "STORE"], 2, "turtle"),
        (["query", "ASK {}", "--store", "FOLDER"], 1, "holds no store"),
        (["query", "ASK {}", "--store", "memory:"], 1, "memory:"),
        (["query", "--name", "evidence", "--store", "STORE"], 1, "statement"),
        (["contradictions", "--by", "Nobody Atall", "--store", "STORE"], 1, "Nobody Atall"),
        (["export", "-o", "no-such-folder/graph.ttl", "--store", "STORE"], 1, "no-such-folder"),
        (["validate", "no-such-file.ttl"], 1, "no-such-file.ttl"),
        (["validate", "ARTICLE"], 1, "no suffix of RDF"),
        (["serve", "--port", "99999", "--store", "STORE"], 2, "99999"),
        (["stats", "--store", "no-such-folder"], 1, "no-such-folder"),
    ],
)
def test_bad_input_is_one_clear_line(store: Path, arguments: list[str], code: int, part: str) -> None:
    """Each mistake gets one line that names what was wrong, and the exit code of the contract."""
    places = {"STORE": store, "FOLDER": store.parent, "ARTICLE": store.parent / "lisse-bridge-wire.txt"}
    made = run(*(str(places.get(a, a)) for a in arguments))
    assert made.returncode == code, made.stderr
    assert part in one_line(made.stderr)


BROKEN: dict[str, bytes] = {
    "empty.txt": b"",
    "blank.txt": b"\n \n",
    "binary.txt": b"\x00\x01\x02",
    "latin.txt": "Die Brücke bleibt zu, sagte sie.".encode("latin-1"),
    "wide.txt": "She said no.".encode("utf-16"),
    "menu.html": b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
    "cut.json": b'{"text": "She said',
    "list.jsonl": b"[1]\n",
    "columns.csv": b"a,b\n1,2\n",
    "columns.parquet": b"not parquet",
    "feed.xml": b"<rss><channel>",
    "front.md": b"---\ntitle: [x\n---\nShe said no.\n",
}


def test_each_broken_file_is_one_line_and_the_rest_is_kept(tmp_path: Path) -> None:
    """A folder of broken files beside two sound articles: a line each, both articles are stored, exit code 1."""
    for name, content in BROKEN.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "good.jsonl").write_text(
        '{"text": "Mayor Ann Orr said that the bridge was shut.", "published": "2020-01-06"}\n{"text": "cut\n'
        '{"text": "The minister said on Friday that it was open.", "published": "someday"}\n'
    )
    os.mkfifo(tmp_path / "pipe.txt")
    made = run("build", tmp_path, tmp_path / "nowhere.txt", "--store", tmp_path / "store")
    assert made.returncode == 1
    assert made.stdout.startswith(f"2 articles (2 new or changed), {len(BROKEN) + 3} inputs failed")
    lines = made.stderr.splitlines()
    assert all(line.startswith("kg: ") for line in lines)
    for name in (*BROKEN, "good.jsonl:2", "pipe.txt", "nowhere.txt"):
        assert sum(name in line for line in lines) == 1, name
    warnings = [line for line in lines if line.startswith("kg: warning: ")]
    assert all("good.jsonl" in line for line in warnings)
    assert any("someday" in line for line in warnings)
    kept = run("query", "SELECT ?day { ?a a schema:NewsArticle . OPTIONAL { ?a schema:datePublished ?day } } ORDER BY ?day",
               "--format", "csv", "--store", tmp_path / "store")  # fmt: skip
    assert kept.stdout.splitlines() == ["day", "", "2020-01-06"] or kept.stdout.splitlines() == ["day", '""', "2020-01-06"]


def test_progress_is_shown_on_a_terminal_alone(store: Path) -> None:
    """A bar that goes away at the end; nothing of it where standard error is a file."""
    script = shutil.which("script")
    if script is None:
        pytest.skip("needs the tool `script` for a terminal")
    command = f"{sys.executable} -m kg build {store.parent} --store memory:"
    shown = subprocess.run([script, "-qec", command, os.devnull], capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert "reading" in shown
    assert "of 2 articles" in shown
    assert "2 articles (2 new or changed); the store holds" in shown.splitlines()[-1]


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
