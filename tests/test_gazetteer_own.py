"""The user's own gazetteer: files are checked, kept, listed, removed; broken ones named by row; builds notice a change."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import kg
from kg import gazetteer, schema
from kg.cli import main
from kg.errors import InputError
from kg.gazetteer import own, rows, turtle

HOLDERS = """\
name,office,of,from,until,class,gender,aliases
Ingrid Vassmoor,Landsvakt,Norland,2014-03,2019,head_of_government,f,Ingrid M. Vassmoor|I. Vassmoor
Per Quistgard,Minister of Fisheries,Norland,2015-06-01,,,m,
"""
BODIES = "name,kind,country,aliases\nTidal Board,agency,Norland,the Board of Tides\nHarbour Party,party,Norland,Harbourites\n"
COUNTRY = """\
@prefix ps: <https://w3id.org/polstat/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:n> a ps:Country ; rdfs:label "Norland" .
<urn:g> a ps:Government ; rdfs:label "Norlandic government" .
<urn:r> a ps:Representation ; ps:representative <urn:n> ; ps:represented <urn:g> ; ps:ground ps:CountryGround .
"""
MANDATE = """\
@prefix ps: <https://w3id.org/polstat/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<urn:p> a ps:Person ; rdfs:label "Per Quistgard" .
<urn:o> a ps:MinisterOffice ; rdfs:label "Minister of Fisheries" .
<urn:m> a ps:Mandate ; ps:holder <urn:p> ; ps:office <urn:o> ; ps:validFrom "2015-06-01" ; ps:validUntil "2016-06-01" .
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own gazetteer that is empty."""
    folder = tmp_path / "gazetteer"
    monkeypatch.setenv("KG_GAZETTEER", str(folder))
    return folder


def file(tmp_path: Path, name: str, text: str | bytes) -> str:
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def test_add_list_remove(tmp_path: Path, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A table and a Turtle file go in, are counted, conform to the shapes, are used, and go out again."""
    given = [file(tmp_path, "norland.csv", HOLDERS), file(tmp_path, "bodies.csv", BODIES), file(tmp_path, "land.ttl", COUNTRY)]
    assert main(["gazetteer", "add", *given]) == 0
    capsys.readouterr()
    assert main(["gazetteer", "list"]) == 0
    assert capsys.readouterr().out == (
        "bodies: 0 terms of 0 people, 2 bodies, 0 countries (added from bodies.csv)\n"
        "land: 0 terms of 0 people, 0 bodies, 1 country (added from land.ttl)\n"
        "norland: 2 terms of 2 people, 0 bodies, 0 countries (added from norland.csv)\n"
        f"3 files in {place}\n"
    )
    assert [found for path in sorted(place.glob("*.ttl")) for found in schema.validate_file(path)] == []
    known = gazetteer.load()
    (held,) = known.holders("Landsvakt", "Norland", date(2015, 1, 1))
    assert (held.person, held.role_class, held.since, held.until) == (
        "Ingrid Vassmoor", "head_of_government", date(2014, 3, 1), date(2019, 12, 31),
    )  # fmt: skip
    assert known.person("I. Vassmoor") == (held,)
    board = known.body("the Board of Tides")
    assert board is not None
    assert (board.name, board.kind) == ("Tidal Board", "agency")
    assert main(["gazetteer", "remove", "norland", "bodies"]) == 0
    assert gazetteer.load().person("Ingrid Vassmoor") == ()
    assert [entry.name for entry in own.entries()] == ["land"]


def test_turtle_there_and_back() -> None:
    """What is written is read again, and written the same."""
    for text in (HOLDERS, BODIES):
        facts = rows.read("x.csv", text)
        once = turtle.written(facts, source="x")
        again = turtle.read("x.ttl", once)
        assert turtle.written(again, source="x") == once
        assert (len(again.bodies), again.people) == (len(facts.bodies), facts.people)


def test_adding_again_replaces(tmp_path: Path) -> None:
    """A file of the same name takes the place of the older one."""
    for text in (HOLDERS, HOLDERS.rpartition("Per")[0]):
        assert main(["gazetteer", "add", file(tmp_path, "norland.csv", text)]) == 0
    assert own.facts().people == 1


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("a.csv", "", "a.csv:1: columns none; a table of holders has"),
        ("a.csv", "name,job\nX Y,boss\n", "a.csv:1: columns name, job; a table of holders has"),
        ("a.csv", "name,office\n", "a.csv: holds no row"),
        ("a.csv", "name,office\nPer Q\n", "a.csv:2: not 2 cells"),
        ("a.csv", "name,office\nPer Q,mayor,x\n", "a.csv:2: not 2 cells"),
        ("a.csv", "name,office\nPer Q,mayor\n,mayor\n", "a.csv:3: no name"),
        ("a.csv", "name,kind\nBoard,\n", "a.csv:2: no kind"),
        ("a.csv", "name,office,from\nPer Q,mayor,5 June 2015\n", "a.csv:2: “5 June 2015” is no day"),
        ("a.csv", "name,office,until\nPer Q,mayor,2015-02-30\n", "a.csv:2: “2015-02-30” is no day"),
        ("a.csv", "name,office,from,until\nPer Q,mayor,2016,2015\n", "a.csv:2: from 2016 is after until 2015"),
        ("a.csv", "name,office,class\nPer Q,mayor,boss\n", "a.csv:2: “boss” is no role class; there are head_of_state"),
        ("a.csv", "name,office,gender\nPer Q,mayor,male\n", "a.csv:2: gender “male”"),
        ("a.csv", 'name,office\n"Per Q,mayor\n', "a.csv:2: not CSV"),
        ("a.csv", b"name,office\nP\xe9r Q,mayor\n", "a.csv: not UTF-8 (byte 13)"),
        ("a.ttl", "<urn:a> <urn:b> .\n", "a.ttl:1: not Turtle"),
        ("a.ttl", "", "a.ttl: holds no ps:Mandate"),
        ("a.ttl", MANDATE.replace("ps:holder <urn:p> ;", ""), "a.ttl: urn:m has no ps:holder"),
        ("a.ttl", MANDATE.replace('rdfs:label "Per Quistgard"', ""), "a.ttl: urn:p has no rdfs:label"),
        ("a.ttl", MANDATE.replace("<urn:p> a", "<urn:q> a"), "a.ttl: urn:p has no rdfs:label"),
        ("a.ttl", MANDATE.replace("2015-06-01", "June 2015"), "a.ttl: urn:m has a ps:validFrom that is no day"),
        ("a.ttl", MANDATE.replace("2015-06-01", "2017-06-01"), "a.ttl: urn:m begins on 2017-06-01, after its end on 2016-06-01"),
        ("a.ttl", COUNTRY.replace("ps:CountryGround", "ps:Person"), "a.ttl: urn:r has a ps:ground"),
        ("a.txt", "x", "a.txt: a gazetteer file ends in .ttl or .csv"),
    ],
)  # fmt: skip
def test_broken_files(tmp_path: Path, name: str, text: str | bytes, reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A broken file is one line with file, row and reason, exit code 1; nothing of it is kept, a good one beside it is."""
    good = file(tmp_path, "good.csv", HOLDERS)
    assert main(["gazetteer", "add", file(tmp_path, name, text), good]) == 1
    error = capsys.readouterr().err
    assert error.startswith(f"kg: {tmp_path}/{reason}")
    assert error.count("\n") == 1
    assert [entry.name for entry in own.entries()] == ["good"]


def test_a_file_that_is_away(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that does not exist is one line, too."""
    assert main(["gazetteer", "add", str(tmp_path / "none.csv")]) == 1
    assert "none.csv: cannot be read: No such file" in capsys.readouterr().err


def test_a_file_broken_in_place_is_named_and_can_be_removed(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody edits a file of the folder by hand, and makes a mistake."""
    place.mkdir()
    (place / "mine.ttl").write_text("not turtle")
    with pytest.raises(InputError, match=r"mine\.ttl:1: not Turtle"):
        gazetteer.load()
    assert main(["gazetteer", "list"]) == 1
    assert main(["gazetteer", "remove", "nobody"]) == 2
    assert "it has mine" in capsys.readouterr().err
    assert main(["gazetteer", "remove", "mine"]) == 0
    assert own.entries() == ()


def test_no_own_gazetteer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """An empty $KG_GAZETTEER switches it off; adding is then wrong usage. Unset, the platform says where it lies."""
    monkeypatch.setenv("KG_GAZETTEER", "")
    assert main(["gazetteer", "add", file(tmp_path, "norland.csv", HOLDERS)]) == 2
    assert "$KG_GAZETTEER is empty" in capsys.readouterr().err
    assert not own.facts()
    monkeypatch.delenv("KG_GAZETTEER")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert own.folder() is not None


ARTICLE = "HARBOURTON — Vassmoor said on Tuesday that the boats would stay in port. “We are patient,” Vassmoor said.\n"


def test_a_change_is_noticed_by_the_next_build(tmp_path: Path) -> None:
    """An article is read again once the gazetteer says more, and then knows its speaker and her office; never in vain."""
    article, store = file(tmp_path, "boats.txt", ARTICLE), kg.api.open_store("memory:")

    def build() -> int:
        return int(kg.build(article, store, date="2015-05-06", outlet="The Harbourton Post").written)

    assert (build(), build()) == (1, 0)

    def speakers() -> set[object]:
        found = kg.ask(store, "SELECT ?name WHERE { ?s a ps:Statement ; ps:speaker/rdfs:label ?name }")
        return {row["name"] for row in found.rows}

    assert "Ingrid Vassmoor" not in speakers()
    table = HOLDERS.replace("Landsvakt", "Prime Minister")
    assert main(["gazetteer", "add", file(tmp_path, "norland.csv", table)]) == 0
    assert (build(), build()) == (1, 0)
    assert "Ingrid Vassmoor" in speakers()
    assert main(["gazetteer", "remove", "norland"]) == 0
    assert build() == 1
    assert "Ingrid Vassmoor" not in speakers()
