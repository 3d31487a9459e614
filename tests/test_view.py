"""What people look at: articles with their statements in place, actors, contradictions, timelines and networks as pictures."""

from __future__ import annotations

import html
import importlib.util
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import view
from kg.errors import QueryError, UsageError
from kg.store import Store, open_store
from kg.view.words import quoted, shortened, spoken, sure
from tests.small_graph import MERK, TEXTS, VOSS, S, V, fill

needs_altair = pytest.mark.skipif(
    importlib.util.find_spec("altair") is None, reason="extra `notebooks` is not installed: no altair"
)


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    with open_store("memory:") as store:
        yield fill(store)


def words_of(page: str) -> str:
    """The text that a reader sees."""
    return html.unescape(re.sub(r"<[^>]*>", "", page))


# --- an article -------------------------------------------------------------------


def test_an_article_keeps_its_words_and_marks_those_of_others(small: Store) -> None:
    page = view.article(small, "wire-1")._repr_html_()
    body = page.partition("<p>")[2]
    assert TEXTS["wire-1"][2] in words_of(body)
    marked = {words_of(m) for m in re.findall(r'<mark style="background:#[^>]*>(.*?)</mark>', page)}
    assert marked == {
        "Norland asked Sudrey for two ships",
        "“Sudrey asked us for two ships,”",
        "“That is false,”",
        "Norland asked first",
    }


def test_hovering_tells_who_when_in_what_role_and_who_contradicts(small: Store) -> None:
    page = view.article(small, "wire-1")._repr_html_()
    titles = [html.unescape(title) for title in re.findall(r'title="([^"]*)">Norland asked Sudrey', page)]
    assert titles == [
        "Ilan Merk, Defence Minister\n2031-03-04, speech\n"
        "contradicts Dana Voss, 2031-03-03: “Sudrey asked Norland for two ships”\n"
        "is borne out by Tomas Arne, 2031-03-04: “Norland asked first”"
    ]


def test_a_mark_under_another_is_the_inner_ones(memory: Store) -> None:
    """Statement within statement: the inner words have their own colour and tell of both."""
    from tests.small_graph import ARNE, Desk

    TEXTS.setdefault(
        "nested", ("Coast Wire", TEXTS["wire-1"][1], "Voss said that Arne said <b>the port</b> & the mill were sold.")
    )
    desk = Desk("nested")
    desk.say(VOSS, "Voss said", "Arne said <b>the port</b> & the mill were sold")
    desk.say(ARNE, "Arne said", "<b>the port</b> & the mill were sold")
    from kg import rdf

    memory.replace({rdf.article_graph("nested"): rdf.article_quads(desk.done([VOSS, ARNE]), fingerprint="1")})
    page = view.article(memory, "nested")._repr_html_()
    assert "<b>the port" not in page
    inner = re.search(r'<mark[^>]*title="([^"]*)">&lt;b&gt;the port', page)
    assert inner is not None
    assert re.findall(r"(Tomas Arne|Dana Voss)", inner[1]) == ["Tomas Arne", "Dana Voss"]
    assert desk.article.text in words_of(page)


@pytest.mark.parametrize(("which", "found"), [("wire-1", "wire-1"), ("WIRE", "wire-1"), ("courier-2 title", "courier-2")])
def test_an_article_is_found_by_id_or_words(small: Store, which: str, found: str) -> None:
    assert view.article(small, which).id == found


@pytest.mark.parametrize(
    ("which", "hint"),
    [
        ("courier", "2 articles fit 'courier'; did you mean courier-1 or courier-2"),
        ("wire-7", "did you mean wire-1"),
        ("", "no article"),
    ],
)
def test_an_article_that_is_not_one(small: Store, which: str, hint: str) -> None:
    with pytest.raises(QueryError, match=hint):
        view.article(small, which)


# --- an actor, a statement, a contradiction ---------------------------------------


def test_an_actor_is_one_under_all_names(small: Store) -> None:
    found = view.actor(small, "Voss")
    assert (found.iri, found.name, found.represents) == (VOSS, "Dana Voss", ("Government of Norland",))
    assert set(found.aliases) == {"Ms. Voss", "Voss"}
    assert {said.iri for said in found.statements} == {S["voss"], S["voss again"], S["voss mission"], S["voss sails"]}
    assert view.actor(small, V) == found
    assert repr(found) == "<Dana Voss: 4 attributions, 4 of them contradicted>"
    assert "is disputed by</span> Tomas Arne" in found._repr_html_()


def test_a_statement_stands_in_its_lines(small: Store) -> None:
    found = view.statement(small, S["merk"])
    assert (found.name, found.role, found.article, found.said_on) == ("Ilan Merk", "Defence Minister", "wire-1", "2031-03-04")
    offset, lines = found.passage
    _, start, end = next(word for word in found.words if word[0] == "content")
    assert lines[start - offset : end - offset] == "Norland asked Sudrey for two ships" == found.text
    assert found.relations[0].opposes
    assert "<mark" in found._repr_html_()


def test_a_contradiction_by_record_or_iri(small: Store) -> None:
    record = kg.contradictions(small)[0]
    found = view.contradiction(small, record)
    assert (found.earlier.actor, found.later.actor) == (VOSS, MERK)
    assert view.contradiction(small, record["id"]) == found
    page = words_of(found._repr_html_())
    assert all(
        words in page for words in (found.point, found.rationale, "Dana Voss", "Ilan Merk", "role reversal", "confidence 0.90")
    )


@pytest.mark.parametrize("look", [view.statement, view.contradiction, view.actor])
def test_what_is_not_there(small: Store, look: Any) -> None:
    for which in ("https://example.org/nothing", "nothing"):
        with pytest.raises(QueryError, match="no "):
            look(small, which)


# --- tables and words -------------------------------------------------------------


def test_a_table_shortens_iris_and_counts_what_it_leaves_out() -> None:
    rows = tuple({"n": n, "what": "https://w3id.org/polstat/ns#Negation", "text": "<i>" if n else None} for n in range(70))
    page = view.Table(("n", "what", "text"), rows)._repr_html_()
    assert 'title="https://w3id.org/polstat/ns#Negation">ps:Negation' in page
    assert "<i>" not in page
    assert "and 10 more" in page
    frame = view.Table(("n", "what", "text"), rows).to_pandas(short=True)
    assert frame["what"][0] == "ps:Negation"
    assert view.Table(("n", "what", "text"), rows).to_pandas()["what"][0] == rows[0]["what"]


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (quoted("so"), "“so”"), (quoted("“so,”"), "“so,”"), (quoted("the story “so”"), "the story “so”"),
        (spoken("https://w3id.org/polstat/ns#RoleReversal"), "role reversal"), (spoken("opposed_position"), "opposed position"),
        (shortened("one two three", 9), "one two…"), (shortened("one", 9), "one"), (sure(0.995), "over 0.99"), (sure(0.5),
        "0.50"),
    ],
)  # fmt: skip
def test_wording(made: str, wanted: str) -> None:
    assert made == wanted


# --- pictures ---------------------------------------------------------------------


def values(chart: Any) -> list[dict[str, Any]]:
    """All rows that a chart carries."""
    spec = chart.to_dict()
    return [row for part in [spec, *spec.get("layer", [])] for row in part.get("data", {}).get("values", [])]


@needs_altair
def test_a_timeline_joins_the_two_sides_of_each_clash(small: Store) -> None:
    from kg.view.timelines import timeline

    rows = values(timeline(small))
    ends = {(row["clash"], row["side"]): row for row in rows if "side" in row}
    assert len(ends) == 8
    for c in kg.contradictions(small):
        assert ends[c["id"], "earlier"]["day"] == c["earlier"]["said_on"]
        assert ends[c["id"], "later"]["later"] == c["later"]["actor"]
        bow = sorted((row for row in rows if row.get("clash") == c["id"] and "step" in row), key=lambda row: row["step"])
        assert (bow[0]["row"], bow[-1]["row"]) == (ends[c["id"], "earlier"]["row"], ends[c["id"], "later"]["row"])
    assert len([row for row in rows if "words" in row]) == 8
    assert {row["later"] for row in values(timeline(small, actors=["Arne"])) if "side" in row} == {"Tomas Arne"}


@needs_altair
def test_nothing_to_draw_is_said(small: Store, memory: Store) -> None:
    from kg.view.drawings import draw
    from kg.view.timelines import career, timeline

    for make in (
        lambda: timeline(memory), lambda: timeline(small, since="2032-01-01"), lambda: draw(kg.network(memory)),
        lambda: career(small, "Government of Sudrey"),
    ):  # fmt: skip
        with pytest.raises(UsageError, match="nothing to draw"):
            make()
    with pytest.raises(QueryError, match="no actor"):
        timeline(small, actors=["Nobody"])


@needs_altair
def test_a_career_shows_every_statement_by_role(small: Store) -> None:
    from kg.view.timelines import career

    rows = values(career(small, "Voss"))
    assert [(row["day"], row["as"], row["state"]) for row in rows] == [
        ("2031-03-03", "Prime Minister", "in a clash"), ("2031-03-04", "(no role given)", "in a clash"),
        *sorted([("2031-03-07", "(no role given)", "in a clash"), ("2031-03-07", "Prime Minister", "in a clash")],
                key=lambda row: [r["as"] for r in rows[2:]].index(row[1])),
    ]  # fmt: skip


@needs_altair
def test_a_network_is_drawn_with_every_edge_and_name(small: Store, tmp_path: Path) -> None:
    pytest.importorskip("vl_convert", reason="pictures without a browser need vl-convert-python")
    from kg.view.drawings import draw

    graph = kg.network(small)
    chart = draw(graph)
    rows = values(chart)
    assert {row["name"] for row in rows if "short" in row} == {data["name"] for _, data in graph.nodes(data=True)}
    assert len({row["edge"] for row in rows if "step" in row}) == graph.number_of_edges()
    assert all(-1 <= row[axis] <= 1 for row in rows if "short" in row for axis in "xy")
    chart.save(str(tmp_path / "network.svg"))
    drawn = (tmp_path / "network.svg").read_text(encoding="utf-8")
    assert all(name in drawn for name in ("Dana Voss", "Tomas Arne", "contradicts"))


# --- the magic --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "cell", "first"),
    [
        ("small --name most-contradicted", None, {"name": "Dana Voss"}),
        ('small --set name="Ilan Merk"', "SELECT ?name ?actor { ?actor rdfs:label ?name }", {"actor": "id:actor/ilan-merk"}),
        ("small --full", "SELECT ?actor { ?actor rdfs:label 'Ilan Merk' }", {"actor": MERK}),
    ],
)
def test_the_magic_gives_a_frame(small: Store, line: str, cell: str | None, first: dict[str, Any]) -> None:
    pytest.importorskip("pandas", reason="extra `notebooks` is not installed")
    from kg.notebook import ask

    found = ask(line, cell, {"small": small})
    assert found is not None
    assert {name: found[name][0] for name in first} == first
    names = {"small": small}
    assert ask(f"{line} --to kept", cell, names) is None
    assert len(names["kept"]) == len(found)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "cell", "hint"),
    [
        ("small", None, "name a question"),
        ("small --name x", "ASK {}", "name a question"),
        ("small --name", None, "expected one argument"),
        ("small --set x", "ASK {}", "VARIABLE=VALUE"),
        ('small --set "x', "ASK {}", "quotation"),
        ("small --name most-contradictd", None, "did you mean most-contradicted"),
        ("no-such-folder --name actors", None, "no store at no-such-folder"),
    ],
)
def test_what_is_wrong_under_the_magic_is_one_line(small: Store, line: str, cell: str | None, hint: str) -> None:
    pytest.importorskip("pandas", reason="extra `notebooks` is not installed")
    from kg.errors import KgError
    from kg.notebook import ask

    with pytest.raises(KgError, match=hint) as caught:
        ask(line, cell, {"small": small})
    assert "\n" not in str(caught.value)
