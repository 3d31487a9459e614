"""Who is who, end to end: invented articles of tests/cases/actors through the real reader, and decisions by hand on top."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import rdf
from kg.cli import main
from kg.exporting import to_text
from kg.store import Store
from tests.cases import CASES

BASE = "https://w3id.org/polstat/id/person/"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of all the articles."""
    folder = tmp_path_factory.mktemp("actors") / "store"
    kg.build(CASES / "actors", folder).store.close()
    return folder


@pytest.fixture
def store(built: Path, tmp_path: Path) -> Path:
    """A copy of it, to decide in."""
    return Path(shutil.copytree(built, tmp_path / "store"))


def run(capsys: pytest.CaptureFixture[str], store: Path, *arguments: str) -> str:
    """What a command prints; it ends well."""
    assert main([*arguments, "--store", str(store)]) == 0
    return capsys.readouterr().out


def portrait(capsys: pytest.CaptureFixture[str], store: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(capsys, store, "actors", "show", name, "--format", "json"))
    return found


def rows(store: Path | Store, query: str) -> list[dict[str, Any]]:
    if isinstance(store, Path):
        with kg.open_store(store, read_only=True) as opened:
            return rows(opened, query)
    return list(kg.ask(store, query).rows)


# --- what the machine decides --------------------------------------------------------


def test_two_people_of_one_name_are_two_actors(capsys: pytest.CaptureFixture[str], built: Path) -> None:
    """The minister Ida Falk of two articles, and the baker of a third; the graph says why, and nobody confuses their words."""
    listed = json.loads(run(capsys, built, "actors", "list", "--name", "Ida Falk", "--format", "json"))
    assert [(r["name"], r["statements"]) for r in listed] == [("Ida Falk", 4), ("Ida Falk", 2)]
    baker = portrait(capsys, built, listed[1]["actor"])
    assert [a["id"] for a in baker["articles"]] == ["rye-bread"]
    (told_apart,) = baker["joins"]
    assert told_apart["namesake"]
    assert "private post" in told_apart["ground"]
    minister = portrait(capsys, built, f"{BASE}ida-falk")
    assert {a["id"] for a in minister["articles"]} == {"ferry-engine", "ferry-fares"}
    assert {r["role_class"] for r in minister["roles"]} == {"minister"}


def test_a_married_name_is_the_same_woman(capsys: pytest.CaptureFixture[str], built: Path) -> None:
    """The mayor Ana Keller of January is the mayor Ana Brandt, née Keller, of June."""
    mayor = portrait(capsys, built, "Ana Brandt")
    assert portrait(capsys, built, "Ana Keller") == mayor
    assert {"Ana Brandt", "Ana Keller"} <= set(mayor["names"])
    assert [a["id"] for a in mayor["articles"]] == ["tolm-budget", "tolm-bridge"]
    (join,) = mayor["joins"]
    assert "former name (+0.70)" in join["ground"]


def test_an_office_changes_in_the_middle_of_the_year(capsys: pytest.CaptureFixture[str], built: Path) -> None:
    """Where an article gives no role, that of the article nearest in time counts: minister in March, governor in August."""
    osk = portrait(capsys, built, "Piet Osk")
    found = {(r["article"], r["label"], r["carried"]) for r in osk["roles"]}
    assert found == {
        ("osk-tax", "Finance Minister", False),
        ("osk-boats", "Finance Minister", True),
        ("osk-bank", "governor", False),
        ("osk-rates", "governor", True),
    }
    said = rows(built, "SELECT ?role { ?s ps:reportedIn/dcterms:identifier 'osk-rates' ; ps:inCapacity/ps:roleLabel ?role }")
    assert {r["role"] for r in said} == {"governor"}


def test_the_graph_keeps_its_shapes(built: Path) -> None:
    """Namesakes, joined names and roles carried over break no shape."""
    assert kg.validate(built) == []


def test_every_mention_stands_in_its_sentence(capsys: pytest.CaptureFixture[str], built: Path) -> None:
    """Each mention's words are at its offsets, and the sentence holds them; the text for people shows them."""
    osk = portrait(capsys, built, "Osk")
    with kg.open_store(built, read_only=True) as store:
        texts = {e.article.id: e.article.text for e in rdf.read_extractions(store.select)}
    mentions = osk["mentions"]
    assert len(mentions) == 8
    for one in mentions:
        assert texts[one["article"]][one["start"] : one["end"]] == one["words"]
        assert one["words"] in one["sentence"]
    shown = run(capsys, built, "actors", "show", "Piet Osk")
    assert "says 0–8 [Piet Osk] Piet Osk said on Thursday that whoever waits for lower rates" in shown
    assert "Coast Wire" in shown


# --- what people decide -----------------------------------------------------------------


def test_a_wrong_join_is_undone_by_hand_and_stays_undone(capsys: pytest.CaptureFixture[str], store: Path, tmp_path: Path) -> None:
    """The judge Mia R. Dorn is not the teacher Mia Dorn; a person says so, and a changed article does not bring them together."""
    judge = portrait(capsys, store, "Mia R. Dorn")
    assert "middle name left out" in judge["joins"][0]["ground"]
    said = run(capsys, store, "actors", "split", "Mia Dorn", "Mia R. Dorn", "--by", "Ann", "--note", "a judge teaches nobody")
    assert "is not" in said
    assert portrait(capsys, store, "Mia R. Dorn")["joins"] == []
    changed = tmp_path / "dorn-school.md"
    changed.write_text(
        (CASES / "actors" / "dorn-school.md").read_text("utf-8") + "\nDorn said that she would not give in.\n", "utf-8"
    )
    report = kg.build(changed, store)
    assert report.written == 1
    report.store.close()
    assert portrait(capsys, store, "Mia R. Dorn")["joins"] == []
    assert portrait(capsys, store, "Mia Dorn")["iri"] == f"{BASE}mia-dorn"
    assert "a judge teaches nobody" in run(capsys, store, "actors", "decisions")


def test_a_merge_is_kept_and_taken_back(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    """One person under two names that nothing in the texts ties together; the decision is data, and so is taking it back."""
    before = snapshot(store)
    run(capsys, store, "actors", "merge", "Max Rind", "Jon Tveit", "--by", "Ann", "--note", "he moved")
    tveit = portrait(capsys, store, "Max Rind")
    assert tveit["iri"] == f"{BASE}jon-tveit", "the second stands for both"
    (join,) = tveit["joins"]
    assert "joined by Ann on" in join["ground"]
    assert join["ground"].endswith("he moved")
    assert kg.validate(store) == []
    run(capsys, store, "actors", "split", "Max Rind", "--by", "Ann")
    assert portrait(capsys, store, "Max Rind")["iri"] == f"{BASE}max-rind"
    assert snapshot(store) == before, "but for the decisions themselves, the graph is as it was"


def test_namesakes_are_parted_by_hand(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    """Two councillors Max Rind: a person names the article of one, and may join them again."""
    run(capsys, store, "actors", "split", "Max Rind", "--article", "tolm-budget", "--by", "Ann", "--note", "father and son")
    listed = json.loads(run(capsys, store, "actors", "list", "--name", "Max Rind", "--format", "json"))
    assert [r["statements"] for r in listed] == [1, 1]
    other = next(r["actor"] for r in listed if r["actor"] != f"{BASE}max-rind")
    assert "father and son" in portrait(capsys, store, other)["joins"][0]["ground"]
    assert kg.validate(store) == []
    run(capsys, store, "actors", "merge", other, f"{BASE}max-rind", "--by", "Ann")
    listed = json.loads(run(capsys, store, "actors", "list", "--name", "Max Rind", "--format", "json"))
    assert [r["statements"] for r in listed] == [2]


def test_a_namesake_of_the_machine_is_joined_by_hand(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    """The minister bakes: what the table told apart, a person joins."""
    listed = json.loads(run(capsys, store, "actors", "list", "--name", "Ida Falk", "--format", "json"))
    run(capsys, store, "actors", "merge", listed[1]["actor"], listed[0]["actor"], "--by", "Ann")
    assert len(portrait(capsys, store, f"{BASE}ida-falk")["articles"]) == 3
    assert kg.validate(store) == []


def test_a_decision_may_wait_for_the_next_build(capsys: pytest.CaptureFixture[str], store: Path) -> None:
    """With --later nothing is linked anew; the next build does it, though no article changed."""
    run(capsys, store, "actors", "merge", "Max Rind", "Jon Tveit", "--by", "Ann", "--later")
    assert portrait(capsys, store, "Max Rind")["iri"] == f"{BASE}max-rind"
    report = kg.build(CASES / "actors", store)
    assert report.written == 0
    report.store.close()
    assert portrait(capsys, store, "Max Rind")["iri"] == f"{BASE}jon-tveit"


def snapshot(store: Path) -> str:
    """The store without what people decided and without what the links were made from."""
    with kg.open_store(store, read_only=True) as opened:
        lines = to_text(opened, ".nq").splitlines()
    own = ("graph/human>", "ns#fingerprint>", "/id/decision/")
    return "\n".join(line for line in lines if not any(mark in line for mark in own))


# --- unnamed sources -----------------------------------------------------------------------


def test_unnamed_sources_are_counted_with_their_principals(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Two officials of two articles are two; a spokesman without a name speaks for somebody who has one."""
    for name, day in (("one", "2031-05-05"), ("two", "2031-05-06")):
        (tmp_path / f"{name}.txt").write_text(
            "A spokesman for Mayor Ana Keller said on Monday that the bridge was safe.\n\n"
            "A senior official said that nobody had looked at it for years.\n"
        )
        (tmp_path / f"{name}.meta.json").write_text(json.dumps({"published": day, "outlet": "Coast Wire"}))
    kg.build([tmp_path / "one.txt", tmp_path / "two.txt"], tmp_path / "store").store.close()
    listed = json.loads(run(capsys, tmp_path / "store", "actors", "list", "--unnamed", "--format", "json"))
    officials = [r for r in listed if "official" in r["name"]]
    assert {r["article"] for r in officials} == {"one", "two"}
    assert len({r["actor"] for r in officials}) == 2
    assert {r["principal"] for r in listed if "spokesman" in r["name"]} == {"Ana Keller"}
    assert all(r["statements"] == 1 for r in listed)


# --- bad input --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "code", "part"),
    [
        (["show", "Nobody Atall"], 1, "Nobody Atall"),
        (["show", ""], 1, "has “” in its name"),
        (["show", "https://example.org/nobody"], 1, "no actor <https://example.org/nobody>"),
        (["show", "a:b c\\d"], 1, "a:b"),
        (["show", "Ida Falk"], 1, "could be any of 2 actors"),
        (["merge", "Max Rind", "Max Rind"], 2, "one actor already"),
        (["merge", "Max Rind", "Nobody"], 1, "Nobody"),
        (["merge", "Max Rind", "Jon Tveit", "--by", " "], 2, "--by"),
        (["split", "Max Rind"], 2, "joined to no other"),
        (["split", "Max Rind", "Max Rind"], 2, "have one IRI"),
        (["split", "Max Rind", "--article", "no-such"], 1, "no-such"),
        (["split", "Max Rind", "--article", "tolm-budget", "--article", "tolm-bridge"], 2, "leave one out"),
        (["split", "Max Rind", "Jon Tveit", "--article", "tolm-budget"], 2, "not both"),
        (["list", "--limit", "0"], 2, "--limit"),
    ],
)
def test_bad_input_is_one_clear_line(
    capsys: pytest.CaptureFixture[str], built: Path, arguments: list[str], code: int, part: str
) -> None:
    """Each mistake is one line that names it; nothing is decided by it."""
    assert main(["actors", *arguments, "--store", str(built)]) == code
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("kg: ")
    assert printed.err.count("\n") == 1
    assert part in printed.err
    with kg.open_store(built, read_only=True) as store:
        assert rdf.read_decisions(store).identities == ()


def test_a_store_that_is_not_there_is_not_made(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Deciding in a store that does not exist is an error, and leaves no store behind."""
    assert main(["actors", "merge", "A", "B", "--store", str(tmp_path / "nowhere")]) == 1
    assert "nowhere" in capsys.readouterr().err
    assert not (tmp_path / "nowhere").exists()
