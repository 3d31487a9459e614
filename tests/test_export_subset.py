"""A part of a store: holds what was asked for, is closed, conforms to the shapes, and is a part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode

from kg import schema
from kg.cli import main
from kg.errors import QueryError, UsageError
from kg.exporting import export
from kg.exports import subset as subsets
from kg.exports.subset import LINKS, Subset, take
from kg.store import Store, open_store
from kg.terms import PS
from tests.reviewed_graph import review
from tests.small_graph import LUND, MERK, VOSS, S, V, fill


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    with open_store("memory:") as store:
        yield review(fill(store))


def statements(store: Store) -> set[str]:
    """Short names of the statements that a store holds."""
    held = {quad.subject.value for quad in store.quads() if quad.predicate.value == PS.reportedIn}  # type: ignore[union-attr]
    return {name for name, iri in S.items() if iri in held}


SUBSETS = {
    "article=courier-1": {"voss", "lund", "merk", "voss again", "voss sails", "voss mission"},
    "article=https://w3id.org/polstat/id/article/courier-2": {"voss mission", "voss sails", "voss", "lund"},
    "actor=Lund": {"lund", "voss sails"},
    "actor=Merk": {"merk", "voss", "arne too"},
    "actor=Dana Voss": {"voss", "voss again", "voss mission", "voss sails", "merk", "arne", "lund"},
    "outlet=coast wire": {"merk", "voss again", "arne", "arne too", "voss"},
    "since=2031-03-05": {"voss mission", "voss sails", "voss", "lund"},
    "since=2031-03-04&until=2031-03-04": {"merk", "voss again", "arne", "arne too", "voss"},
    "topic=one ship": {"voss mission", "voss sails", "voss", "lund"},
    "actor=Lund & since=2031-03-01 & until=2031-03-05": {"lund", "voss sails"},
}
"""Conditions, and the statements that are to be there: those that meet them, and the other sides of their relations."""


@pytest.mark.parametrize("conditions", SUBSETS)
def test_a_subset_holds_what_was_asked_for_and_conforms(small: Store, conditions: str) -> None:
    with take(small, [Subset.parse(conditions)]) as part:
        assert statements(part) == SUBSETS[conditions]
        assert schema.validate_store(part) == []


@pytest.mark.parametrize("conditions", SUBSETS)
def test_a_subset_is_a_part_and_is_closed(small: Store, conditions: str) -> None:
    """Nothing is made up, no link leads nowhere, and whatever is there is there with all its values."""
    whole = set(small.quads())
    with take(small, [Subset.parse(conditions)]) as part:
        held = set(part.quads())
    assert held < whole
    there = {quad.subject for quad in held}
    assert {quad.object for quad in held if quad.predicate.value in LINKS} <= there
    missing = {quad for quad in whole - held if quad.subject in there and quad.predicate.value not in LINKS}
    assert not {quad for quad in missing if "graph/runs" not in str(quad.graph_name)}


def test_every_link_of_the_vocabulary_is_accounted_for() -> None:
    """A new property between two things must be put in one of the tables; values (ps:Speech …) are no links."""
    tbox = rdflib.Graph().parse(data=schema.text("tbox.ttl"), format="turtle")
    values = {str(kind) for kind in tbox.subjects(rdflib.RDFS.subClassOf, rdflib.URIRef(PS.Value))}
    made = {
        p
        for p in tbox.subjects(rdflib.RDF.type, rdflib.OWL.ObjectProperty)
        if str(tbox.value(p, rdflib.RDFS.range)) not in values
    }
    assert {str(p) for p in made} - LINKS == set()
    assert len(made) > 40


def test_a_subset_that_is_not_closed_is_seen(small: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks above are no decoration: without the way to the speaker's mandate, the shapes are broken."""
    monkeypatch.setattr(subsets, "FOLLOWED", tuple(p for p in subsets.FOLLOWED if "ffice" not in p))
    with take(small, [Subset.parse("actor=Lund")]) as part:
        assert any("office" in str(violation) for violation in schema.validate_store(part))


def test_what_was_decided_comes_along(small: Store) -> None:
    with take(small, [Subset.parse("actor=Merk")]) as part:
        (row,) = part.select(
            f"SELECT (COUNT(DISTINCT ?review) AS ?n) WHERE {{ ?relation <{PS.review}> ?review . ?review a <{PS.Review}> }}"
        )
        assert row == (Literal(2),)  # the one that rejected it, and the one that confirmed it
    with take(small, [Subset.parse("actor=Voss&since=2031-03-04")]) as part:
        assert part.ask(f"ASK {{ ?decision <{PS.variant}> <{V}> ; <{PS.canonical}> <{VOSS}> }}")


def test_one_article_is_there_whole(small: Store) -> None:
    """Its mandates, its actors and its missions, whoever spoke; and of another article that it needs, the text alone."""
    with take(small, [Subset.parse("article=courier-2")]) as part:
        assert part.ask(f"ASK {{ ?mission a <{PS.Mission}> . ?mention <{PS.tellsOf}> ?mission }}")
        mine, other = (NamedNode(f"https://w3id.org/polstat/id/article/{name}") for name in ("courier-2", "courier-1"))
        assert part.ask(f"ASK {{ {mine} <{PS.attests}> ?mandate }}")
        assert not part.ask(f"ASK {{ {other} <{PS.attests}> ?mandate . ?mandate <{PS.holder}> <{LUND}> }}") or statements(
            part
        ) >= {"lund"}
        assert part.ask(f"ASK {{ {other} <https://schema.org/articleBody> ?body }}")


def test_a_mission_comes_with_the_statement_that_names_it(small: Store) -> None:
    with take(small, [Subset.parse("topic=40-day")]) as part:
        assert part.ask(f"ASK {{ ?mention <{PS.tellsOf}> ?mission . ?mission <{PS.quantity}> ?days }}")


def test_several_subsets_are_one_or_the_other(small: Store) -> None:
    with take(small, [Subset.parse("actor=Lund"), Subset.parse("actor=Merk")]) as part:
        assert statements(part) == SUBSETS["actor=Lund"] | SUBSETS["actor=Merk"]


def test_all_of_it_is_what_the_store_holds_of_statements(small: Store) -> None:
    """A subset that everything is in lacks only what belongs to no statement and no article of it."""
    with take(small, [Subset.parse("since=0001-01-01")]) as part:
        assert statements(part) == set(S)


@pytest.mark.parametrize("text", ["", "article", "article=", "who=Voss", "actor=Voss&", "=x", "actor=Voss&actor=Merk"])
def test_conditions_that_are_none(text: str) -> None:
    with pytest.raises(UsageError, match="subset"):
        Subset.parse(text)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("article=courier-9", "there is no article “courier-9” in the store; did you mean courier-"),
        ("outlet=Currier", "there is no outlet “Currier” in the store"),
        ("actor=Vosss", "did you mean Dana Voss or Voss|did you mean Voss or Dana Voss|did you mean Voss"),
        ("since=yesterday", "'yesterday' is no date"),
        ("since=2099-01-01", "nothing in the store is in the subset since=2099-01-01"),
    ],
)
def test_conditions_that_nothing_meets(small: Store, tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        export(small, tmp_path / "part.ttl", subset=[text])
    assert list(tmp_path.iterdir()) == []


def test_on_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "store") as store:
        fill(store)
    where = ["--store", str(tmp_path / "store")]
    assert main(["export", "-o", str(tmp_path / "merk.ttl"), "--subset", "actor=Merk", "--describe", *where]) == 0
    assert main(["validate", str(tmp_path / "merk.ttl")]) == 0
    assert MERK in (tmp_path / "merk.ttl").read_text() or "actor:ilan-merk" in (tmp_path / "merk.ttl").read_text()
    assert (tmp_path / "merk.void.ttl").exists()
    assert main(["export", "-o", str(tmp_path / "x.ttl"), "--subset", "by=Merk", *where]) == 2
    assert main(["export", "-o", str(tmp_path / "x.ttl"), "--subset", "article=courier-9", *where]) == 1
    complaints = capsys.readouterr().err.splitlines()
    assert complaints[0].startswith("kg: “by=Merk” is no condition of a subset; write NAME=VALUE, with article, actor, outlet")
    assert complaints[1].startswith("kg: there is no article “courier-9” in the store; did you mean courier-")


@pytest.mark.parametrize("kind", ["server"])
def test_of_a_store_behind_an_endpoint(server: str, small: Store, kind: str) -> None:
    """The same part from a real SPARQL server as from the store in this process."""
    with open_store(server) as remote:
        remote.update("DROP ALL")
        review(fill(remote))
        with take(remote, [Subset.parse("actor=Lund")]) as far, take(small, [Subset.parse("actor=Lund")]) as near:
            assert set(far.quads()) == set(near.quads())
