"""Building: what is unchanged stays, what changes replaces its own triples, and no order matters."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

import kg
from kg import pipeline, rdf
from kg.exporting import to_text
from kg.reviews import desk, people
from kg.store import Store, open_store

NAMES = ("lisse-bridge-wire", "lisse-bridge-courier", "who-asked-long-read", "phone-call-courier")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four of the bundled articles."""
    folder = tmp_path_factory.mktemp("articles")
    for name in NAMES:
        for suffix in (".txt", ".meta.json"):
            shutil.copy(kg.examples() / f"{name}{suffix}", folder)
    return folder


@pytest.fixture(scope="module")
def built(corpus: Path) -> Store:
    """A store that was built from them in one go."""
    return kg.build(corpus, "memory:").store


def files(corpus: Path) -> list[Path]:
    return sorted(corpus.glob("*.txt"))


def test_a_second_build_changes_nothing(corpus: Path, built: Store) -> None:
    """Reading the same articles again writes nothing and says so."""
    before = to_text(built, ".nq")
    report = kg.build(corpus, built)
    assert (report.articles, report.written) == (len(NAMES), 0)
    assert to_text(built, ".nq") == before


def test_any_order_gives_the_same_turtle(corpus: Path, built: Store) -> None:
    """One by one, backwards, or all at once: the same bytes."""
    store = open_store("memory:")
    for path in reversed(files(corpus)):
        kg.build(path, store)
    assert to_text(store) == to_text(built)


def test_any_order_gives_the_same_turtle_with_decisions(corpus: Path, built: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three orders and one batch, with contradictions confirmed, rejected and added and an actor merged by hand: the same bytes.

    In one order the decisions are there from the start, in the others they come in between and at the end.
    """
    read = {e.article.id: e for e in rdf.read_extractions(built.select)}
    monkeypatch.setattr(
        pipeline, "extract_batch", lambda articles, _: [read[a.id] for a in articles]
    )  # the reader has its own tests
    at = datetime(2031, 5, 1, tzinfo=UTC)

    def decide(store: Store) -> None:
        found = sorted(desk.cases(store), key=lambda c: c.number)
        desk.decide(store, found[0], "confirmed", by="Ann", at=at)
        desk.decide(store, found[1], "rejected", by="Ann", note="not the same thing", at=at)
        said = sorted(s.id for s in read[NAMES[3]].statements if s.is_said)
        desk.add(store, said[0], said[1], type="denial", point="what was said on the telephone", by="Bo", at=at)
        people.merge(store, "Livia Sarn", "Pell Arvidar", by="Bo", at=at)

    whole = kg.build(corpus, "memory:").store
    decide(whole)
    assert kg.build(corpus, whole).written == 0, "a build without new articles puts the merger in force"
    expected, human = to_text(whole), rdf.graph_quads(whole, rdf.human_graph())
    assert "telephone" in expected
    paths = files(corpus)
    for after, order in ((0, paths), (2, paths[::-1]), (4, [*paths[2:], *paths[:2]])):
        store = open_store("memory:")
        for path in order[:after]:
            kg.build(path, store)
        store.replace({rdf.human_graph(): human})
        for path in order[after:]:
            kg.build(path, store)
        kg.build(corpus, store)
        assert to_text(store) == expected


def test_two_processes_read_the_same(corpus: Path, built: Store) -> None:
    """Spreading the reading over processes changes nothing."""
    assert to_text(kg.build(corpus, "memory:", workers=2).store) == to_text(built)


def test_a_changed_article_replaces_its_own_triples(corpus: Path, tmp_path: Path) -> None:
    """Cutting an article takes its statements out, and leaves the graphs of the others alone."""
    folder = tmp_path / "articles"
    shutil.copytree(corpus, folder)
    store = kg.build(folder, "memory:").store
    graphs = {g: set(rdf.graph_quads(store, g)) for g in store.graphs() if "graph/article/" in g}
    changed = folder / f"{NAMES[0]}.txt"
    changed.write_text(changed.read_text(encoding="utf-8").split("\n\n")[0] + "\n", encoding="utf-8")
    report = kg.build(folder, store)
    assert report.written == 1
    own = rdf.article_graph(NAMES[0])
    for graph, quads in graphs.items():
        now = set(rdf.graph_quads(store, graph))
        assert now == quads if graph != own else now != quads
    count = "SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { GRAPH ?g { ?s a <https://w3id.org/polstat/ns#Statement> } }"
    assert kg.ask(store, count).rows[0]["n"] == report.statements


def test_a_build_that_stopped_before_linking_is_linked_by_the_next(
    corpus: Path, built: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped after the articles or in the middle of the rules, the next build brings links and inferences up to date."""
    store = open_store("memory:")

    def stop(*_: object, **__: object) -> list[str]:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(pipeline.rdf, "materialise", stop)
        with pytest.raises(KeyboardInterrupt):
            kg.build(corpus, store)
    report = kg.build(corpus, store)
    assert report.written == 0
    assert to_text(store) == to_text(built)


def test_what_fails_is_named_and_the_rest_is_done(corpus: Path, tmp_path: Path) -> None:
    """An empty file, a binary one and a missing one: one failure each; the article beside them is built."""
    folder = tmp_path / "mixed"
    folder.mkdir()
    shutil.copy(corpus / f"{NAMES[0]}.txt", folder)
    shutil.copy(corpus / f"{NAMES[0]}.meta.json", folder)
    (folder / "empty.txt").write_text("")
    (folder / "binary.txt").write_bytes(b"\x00\x01\x02")
    report = kg.build([folder, tmp_path / "nowhere.txt"], "memory:")
    assert report.articles == 1
    assert sorted(Path(f.origin).name for f in report.failures) == ["binary.txt", "empty.txt", "nowhere.txt"]


def test_records_hold_the_exact_words(corpus: Path) -> None:
    """Every span of every record is the article's text at its offsets, and the text is the file's."""
    from kg.record import record

    found = [record(e) for e in kg.extract(corpus) if not isinstance(e, Exception)]
    assert len(found) == len(NAMES)
    for row in found:
        assert row["text"] == (corpus / f"{row['article']}.txt").read_bytes().decode()
        assert row["statements"]
        for s in row["statements"]:
            for span in filter(None, (s["source"], s["cue"], *s["content"])):
                assert row["text"][span["start"] : span["end"]] == span["text"]
            assert s["propositions"]
    assert json.loads(json.dumps(found)) == found


def test_the_graph_conforms_and_an_article_without_a_date_is_warned_of(built: Store, tmp_path: Path) -> None:
    """What a build writes passes the shapes; no date, no guess."""
    assert kg.validate(built) == []
    (tmp_path / "undated.txt").write_text("The mayor said on Monday that the bridge was shut.\n")
    report = kg.build(tmp_path / "undated.txt", "memory:")
    assert "undated.txt" in report.warnings[0]
    assert not kg.ask(report.store, "SELECT ?d WHERE { ?s <https://w3id.org/polstat/ns#saidOn> ?d }").rows
