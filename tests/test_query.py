"""Every named query answers, with the right rows, in Oxigraph and in rdflib alike; values are bound forgivingly and safely."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, QueryResultsFormat, RdfFormat, parse, parse_query_results, serialize

from kg import query, questions
from kg.errors import QueryError, UsageError
from kg.query import named, queries, run, table
from kg.store import Selection, Store, open_store
from kg.store.answer import FORMATS, Answer, render
from kg.store.base import QUERIES
from kg.store.text import bind
from kg.terms import PS
from tests.checked_graph import FOUR, fill_checked
from tests.small_graph import MISSION, VOSS, S, V, fill

# For each named query: values, some columns, and the rows that must come, in any order.
WANTED: Mapping[str, tuple[dict[str, Any], tuple[str, ...], list[tuple[Any, ...]]]] = {
    "contradictions": (
        {},
        ("kind", "earlier_name", "later_name", "earlier_cue_start", "later_role", "later_outlet", "confidence"),
        [
            ("contradicts", "Dana Voss", "Ilan Merk", 25, "Defence Minister", "Coast Wire", 0.9),
            ("disputes", "Dana Voss", "Tomas Arne", 101, "leader", "Coast Wire", 0.8),
            ("contradicts", "Petra Lund", "Dana Voss", 82, "Prime Minister", "The Courier", 0.6),
            ("contradicts", "Dana Voss", "Dana Voss", 25, None, "The Courier", 0.55),
        ],
    ),
    "against-head-of-government": (
        {"since": "2031-03-04", "until": "2031-03-09"},
        ("name", "said_on", "head", "point"),
        [
            ("Ilan Merk", "2031-03-04", "Dana Voss", "who asked whom for ships"),
            ("Tomas Arne", "2031-03-04", "Dana Voss", "whether Sudrey asked"),
        ],
    ),
    "claims-over-time": (
        {"actor": "voss", "topic": "ship"},
        ("said_on", "text", "contradicts_own"),
        [
            ("2031-03-03", "Sudrey asked Norland for two ships", "the 40-day escort mission off Sudrey needs one ship"),
            ("2031-03-04", "“Sudrey asked us for two ships,”", None),
            ("2031-03-07", "one ship would sail", None),
            ("2031-03-07", "the 40-day escort mission off Sudrey needs one ship", "Sudrey asked Norland for two ships"),
        ],
    ),
    "spokespersons": (
        {},
        ("name", "role", "principal", "said_on", "text"),
        [("Petra Lund", "spokeswoman", "Dana Voss", "2031-03-03", "no ship would sail")],
    ),
    "agreements": ({}, ("name", "with", "confidence"), [("Tomas Arne", "Ilan Merk", 0.7)]),
    "uncontradicted": ({}, ("name", "text"), [("Tomas Arne", "Norland asked first")]),
    "before-and-after": (
        {"actor": "Dana Voss", "event": "request for"},
        ("phase", "said_on"),
        [("on the day", "2031-03-03"), ("after", "2031-03-04"), ("after", "2031-03-07"), ("after", "2031-03-07")],
    ),
    "evidence": (
        {"statement": S["voss"]},
        ("part", "start", "end", "words", "article"),
        [
            ("https://w3id.org/polstat/ns#CueMention", 25, 29, "said", "courier-1"),
            ("https://w3id.org/polstat/ns#ContentMention", 30, 64, "Sudrey asked Norland for two ships", "courier-1"),
        ],
    ),
    "single-outlet": (
        {},
        ("outlet", "name", "text"),
        [
            ("Coast Wire", "Ilan Merk", "Norland asked Sudrey for two ships"),
            ("Coast Wire", "Tomas Arne", "Norland asked first"),
            ("Coast Wire", "Tomas Arne", "“That is false,”"),
            ("The Courier", "Dana Voss", "one ship would sail"),
            ("The Courier", "Dana Voss", "the 40-day escort mission off Sudrey needs one ship"),
            ("The Courier", "Petra Lund", "no ship would sail"),
        ],
    ),
    "office-holders": (
        {"office": "prime minister", "on": "2031-03-05"},
        ("name", "role", "of", "first", "last"),
        [("Dana Voss", "prime minister", "Government of Norland", "2031-03-03", "2031-03-07")],
    ),
    "outside-mandate": ({}, ("name", "said_on", "from"), [("Ilan Merk", "2031-03-04", "2031-03-06")]),
    "inside-government": ({}, ("body", "name", "against"), [("Government of Norland", "Ilan Merk", "Dana Voss")]),
    "self-contradictions": ({}, ("name", "days", "point"), [("Dana Voss", 4, "how many ships")]),
    "disowned": ({}, ("principal", "spokesperson"), [("Dana Voss", "Petra Lund")]),
    "most-contradicted": (
        {},
        ("name", "contradictions", "statements", "opponents"),
        [("Dana Voss", 4, 4, 4), ("Ilan Merk", 1, 1, 1), ("Petra Lund", 1, 1, 1), ("Tomas Arne", 1, 1, 1)],
    ),
    "unreviewed": ({"below": "0.7"}, ("confidence", "point"), [(0.55, "how many ships"), (0.6, "whether a ship would sail")]),
    "known-on": (
        {"on": date(2031, 3, 8)},
        ("learnt_on", "article", "name"),
        [
            *[("2031-03-08", "courier-1", name) for name in ("Dana Voss", "Petra Lund")],
            *[("2031-03-08", "wire-1", name) for name in ("Dana Voss", "Ilan Merk", "Tomas Arne", "Tomas Arne")],
            *[("2031-03-08", "courier-2", "Dana Voss")] * 2,
        ],
    ),
    "first-to-claim": (
        {},
        ("name", "text", "repeated_by", "repeated_on"),
        [
            ("Dana Voss", "Sudrey asked Norland for two ships", "Dana Voss", "2031-03-04"),
            ("Ilan Merk", "Norland asked Sudrey for two ships", "Tomas Arne", "2031-03-04"),
        ],
    ),
    "quotation-share": (
        {},
        ("outlet", "statements", "directly", "partly", "indirectly", "percent_direct"),
        [("Coast Wire", 4, 2, 0, 2, 50), ("The Courier", 4, 0, 1, 3, 0)],
    ),
    "network": (
        {},
        ("source_name", "kind", "target_name", "weight"),
        [
            ("Ilan Merk", "contradicts", "Dana Voss", 1),
            ("Dana Voss", "contradicts", "Petra Lund", 1),
            ("Tomas Arne", "disputes", "Dana Voss", 1),
            ("Tomas Arne", "agrees", "Ilan Merk", 1),
            ("Petra Lund", "speaks_for", "Dana Voss", 1),
        ],
    ),
    "requests": (
        {"topic": "ships"},
        ("agent", "recipient", "theme", "name", "said_on"),
        [
            ("Government of Sudrey", "Government of Norland", "two ships", "Dana Voss", "2031-03-03"),
            ("Government of Sudrey", "Government of Norland", "two ships", "Dana Voss", "2031-03-04"),
            ("Government of Norland", "Government of Sudrey", "two ships", "Ilan Merk", "2031-03-04"),
        ],
    ),
    "missions": (
        {},
        ("mission_label", "place", "figure", "value", "unit", "name", "words"),
        [("40-day escort mission", "off Sudrey", "40-day", 40, "day", "Dana Voss", "40-day escort mission")],
    ),
    "statements": (
        {"who": "Petra", "since": "2031-03-01"},
        ("article", "outlet", "said_on", "name", "role", "on_behalf_of", "text"),
        [("courier-1", "The Courier", "2031-03-03", "Petra Lund", "spokeswoman", "Dana Voss", "no ship would sail")],
    ),
    "actors": (
        {},
        ("name", "statements"),
        [
            ("Dana Voss", 4), ("Tomas Arne", 2), ("Ilan Merk", 1), ("Petra Lund", 1),
            ("Government of Norland", 0), ("Government of Sudrey", 0),
        ],
    ),
    "actor-roles": (
        {"actor": "Voss"},
        ("name", "role", "first", "last", "statements"),
        [("Dana Voss", "prime minister", "2031-03-03", "2031-03-07", 2)],
    ),
    "repeated-after-check": (
        {},
        ("name", "text", "checked_by", "checked_on", "repeated_by", "repeated_on", "seen_as"),
        [
            ("Dana Voss", FOUR, "Rita Moll", "2031-03-11", "Dana Voss", "2031-03-14", "against the check again"),
            ("Dana Voss", FOUR, "Rita Moll", "2031-03-11", "Dana Voss", "2031-03-14", "the same claim"),
            ("Dana Voss", FOUR, "Rita Moll", "2031-03-11", "Ilan Merk", "2031-03-14", "the same claim"),
        ],
    ),
    "rule-candidates": (
        {"least_support": 1, "least_confidence": "0.3"},
        ("rule", "support", "cases", "confidence"),
        [
            ("if X agrees with Y and Y contradicts Z, then X contradicts Z", 2, 2, 1.0),
            ("if X represents Y and Y is represented by Z, then X contradicts Z", 1, 1, 1.0),
            ("if X contradicts Y and Y represents Z, then X represents Z", 2, 4, 0.5),
            ("if X contradicts Y and Y contradicts Z, then X agrees with Z", 1, 3, 1 / 3),
        ],
    ),
    "actor-types": (
        {},
        ("actor", "type"),
        [
            *[
                (f"https://w3id.org/polstat/id/actor/{who}", f"https://w3id.org/polstat/ns#{name}")
                for who, office in (
                    ("dana-voss", "HeadOfGovernment"), ("ilan-merk", "Minister"),
                    ("petra-lund", "Spokesperson"), ("tomas-arne", "PartyLeader"),
                )
                for name in ("Actor", "Person", office)
            ],
            *[
                (f"https://w3id.org/polstat/id/actor/government-of-{land}", f"https://w3id.org/polstat/ns#{n}")
                for land in ("norland", "sudrey")
                for n in ("Actor", "Body", "Government")
            ],
        ],
    ),
    "stats-outlets": ({}, ("outlet", "articles", "statements"), [("The Courier", 2, 4), ("Coast Wire", 1, 4)]),
    "stats-months": ({}, ("month", "articles", "statements"), [("2031-03", 3, 8)]),
}  # fmt: skip


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    with open_store("memory:") as store:
        yield fill(store)


@pytest.fixture(scope="module")
def checked() -> Iterator[Store]:
    with open_store("memory:") as store:
        yield fill_checked(store)


@pytest.fixture(scope="module")
def in_rdflib(small: Store, checked: Store) -> Mapping[Store, rdflib.Dataset]:
    """Each of the two graphs as rdflib reads it."""
    copies = {}
    for store in (small, checked):
        copies[store] = rdflib.Dataset(default_union=True)
        copies[store].parse(data=serialize(store.quads(), format=RdfFormat.N_QUADS).decode(), format="nquads")  # type: ignore[union-attr]
    return copies


@pytest.fixture
def asked_of(small: Store, checked: Store, name: str) -> Store:
    """The graph that has something to find for a question."""
    return checked if name == "repeated-after-check" else small


def values_of(rows: Selection, columns: tuple[str, ...]) -> list[tuple[Any, ...]]:
    records = [dict(zip(rows.variables, map(query._python, row), strict=True)) for row in rows]
    return sorted((tuple(r[c] for c in columns) for r in records), key=str)


@pytest.mark.parametrize("name", [q.name for q in queries() if q.name != "stats-classes"])
def test_named_query_gives_these_rows(asked_of: Store, name: str) -> None:
    given, columns, wanted = WANTED[name]
    assert wanted, "an empty answer proves nothing"
    assert values_of(run(asked_of, name, **given).table(), columns) == sorted(wanted, key=str)


def test_stats_count_each_thing_once(small: Store) -> None:
    _, rows = table(small, "stats-classes")
    counts = {row["class"].rpartition("#")[2].rpartition("/")[2]: row["count"] for row in rows}
    wanted = {"NewsArticle": 3, "Statement": 8, "Actor": 6, "Person": 4, "Contradiction": 4, "Dispute": 1, "Mission": 1}
    assert {name: counts[name] for name in wanted} == wanted


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize("name", [q.name for q in queries() if q.name != "rule-candidates"])  # rdflib takes minutes for that one
def test_rdflib_gives_the_same(asked_of: Store, in_rdflib: Mapping[Store, rdflib.Dataset], name: str) -> None:
    """The queries lean on nothing that is Oxigraph's own."""
    asked = named(name)
    bound = query._bound(asked_of, asked, WANTED[name][0] if name in WANTED else {})
    ours = run(asked_of, name, **(WANTED[name][0] if name in WANTED else {})).table()
    theirs = in_rdflib[asked_of].query(bind(asked.text, bound))
    assert [str(v) for v in theirs.vars or []] == list(ours.variables)
    as_text = [
        tuple(None if term is None else str(term.toPython()) if isinstance(term, rdflib.Literal) else str(term) for term in row)
        for row in theirs
    ]
    expected = [tuple(None if term is None else str(rdflib_value(term)) for term in row) for row in ours]
    assert sorted(as_text, key=str) == sorted(expected, key=str)


def rdflib_value(term: Any) -> Any:
    if not isinstance(term, Literal):
        return term.value
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value)).toPython()


# --- the files ------------------------------------------------------------------


def test_competency_questions_are_covered() -> None:
    numbers = [q.question for q in queries() if q.question is not None]
    assert sorted(numbers) == list(range(1, 24))


@pytest.mark.parametrize("asked", queries(), ids=lambda q: q.name)
def test_every_query_file_is_well_described(asked: query.NamedQuery) -> None:
    assert re.fullmatch(r"[a-z0-9-]+", asked.name)
    assert asked.title
    assert asked.group in questions.GROUPS
    assert re.search(r"^# group: ", asked.text, re.MULTILINE)
    assert {name for name, _ in asked.example} <= {p.name for p in asked.parameters}
    assert {p.name for p in asked.parameters if p.required} <= {name for name, _ in asked.example}
    for parameter in asked.parameters:
        assert parameter.type in query.READERS
        assert re.search(rf"[?]{parameter.name}\b", asked.text.partition("WHERE")[2])
        assert parameter.meaning
        assert parameter.example


@pytest.mark.parametrize("path", sorted(QUERIES.glob("[!_]*.rq")), ids=lambda p: p.stem)
def test_no_query_joins_a_union(path: Path) -> None:
    """Oxigraph plans a joined UNION a thousand times worse than the same thing as alternatives of a path."""
    code = re.sub(r"#[^\n>]*$|\"[^\"]*\"", "", path.read_text("utf-8"), flags=re.MULTILINE)
    assert not re.search(r"\bUNION\b", code, re.IGNORECASE)


@pytest.mark.parametrize("path", sorted(QUERIES.glob("[!_]*.rq")), ids=lambda p: p.stem)
def test_no_required_pattern_follows_an_optional_one(path: Path) -> None:
    """Oxigraph does not move a required pattern before an OPTIONAL: what narrows the rows must come first."""
    seen = False
    for line in path.read_text("utf-8").partition("WHERE")[2].splitlines():
        seen = seen or line.startswith("  OPTIONAL")
        assert not (seen and re.match(r"  [?]", line)), line


# --- values ---------------------------------------------------------------------


@pytest.mark.parametrize("who", ["Dana Voss", "voss", "DANA", "Ms. Voss", VOSS, f"<{VOSS}>", V, NamedNode(V), Literal("dana")])
def test_an_actor_is_found_by_any_name_and_under_one_iri(small: Store, who: Any) -> None:
    found = run(small, "statements", who=who).table()
    assert len(found) == 4
    assert {row[found.variables.index("actor")] for row in found} == {NamedNode(VOSS)}


def test_a_whole_name_goes_before_parts_of_names(small: Store) -> None:
    """ "Merk" is an alias in full; words that several actors share mean any of them."""
    assert len(run(small, "statements", who="merk").table()) == 1
    everybody = run(small, "actors").table()
    assert len(run(small, "statements", who="a").table()) == 8
    assert len(everybody) == 6


def test_nobody_of_that_name(small: Store) -> None:
    with pytest.raises(QueryError, match=r"no actor .*'Dana Vos.'.*did you mean Dana Voss"):
        run(small, "statements", who="Dana Vosx")
    with pytest.raises(QueryError, match="no actor"):
        run(small, "statements", who="  ")
    with pytest.raises(QueryError, match="none yet"):
        run(open_store("memory:"), "statements", who="anybody")


def test_an_event_is_found_by_its_label(small: Store) -> None:
    with pytest.raises(QueryError, match="no event"):
        run(small, "before-and-after", actor="Voss", event="landing on the moon")
    assert len(run(small, "before-and-after", actor="Voss", event=MISSION.iri).table()) == 0  # nobody gives an account of it


@pytest.mark.parametrize("day", ["yesterday", "2031-13-01", "", "03/04/2031"])
def test_no_date(small: Store, day: str) -> None:
    with pytest.raises(QueryError, match="2014-09-25"):
        run(small, "statements", since=day)


@pytest.mark.parametrize(("below", "fits"), [("0.6", True), (0.6, True), ("much", False), ("", False)])
def test_numbers(small: Store, below: Any, fits: bool) -> None:
    if fits:
        assert len(run(small, "unreviewed", below=below).table()) == 1
    else:
        with pytest.raises(QueryError, match="decimal"):
            run(small, "unreviewed", below=below)


def test_names_and_parameters_that_do_not_exist(small: Store) -> None:
    with pytest.raises(QueryError, match=r"no parameter 'whom'; it takes by, of, since, until"):
        run(small, "contradictions", whom="x")
    with pytest.raises(QueryError, match="needs statement"):
        run(small, "evidence")
    with pytest.raises(QueryError, match="IRI"):
        run(small, "evidence", statement="the first one")
    with pytest.raises(QueryError, match=r"no variable \?x"):
        run(small, "SELECT ?s { ?s ?p ?o }", x=1)
    with pytest.raises(QueryError, match="line 1, column"):
        run(small, "SELECT ?s WHERE { ?s ?p }")


def test_a_check_is_somebody_whose_work_it_is(checked: Store) -> None:
    """An opponent's denial counts as a check only where every contradiction does."""
    independent = run(checked, "repeated-after-check").table()
    anyone = run(checked, "repeated-after-check", by="anyone").table()
    who = [row[anyone.variables.index("checked_by")].value for row in anyone]
    assert len(independent) == 3
    assert sorted(set(who)) == ["Rita Moll", "Tomas Arne"]
    assert len(run(checked, "repeated-after-check", who="Merk").table()) == 1
    assert len(run(checked, "repeated-after-check", topic="harbour").table()) == 0


def test_an_office_is_told_from_the_body_it_belongs_to(small: Store) -> None:
    """ "Norland" is no office, but two offices are Norland's."""
    assert len(run(small, "office-holders", office="norland").table()) == 0
    assert values_of(run(small, "office-holders", body="norland").table(), ("name",)) == [("Dana Voss",), ("Ilan Merk",)]
    assert values_of(run(small, "office-holders", office="head of government").table(), ("name",)) == [("Dana Voss",)]


def test_a_network_counts_only_its_days_and_kind(small: Store) -> None:
    edges = ("source_name", "kind", "target_name", "first")
    assert values_of(run(small, "network", only="represents").table(), edges) == [
        ("Dana Voss", "represents", "Government of Norland", None), ("Ilan Merk", "represents", "Government of Norland", None),
    ]  # fmt: skip
    assert values_of(run(small, "network", since="2031-03-05").table(), edges) == [
        ("Dana Voss", "contradicts", "Petra Lund", "2031-03-07")
    ]


def test_values_of_free_sparql_are_guessed(small: Store) -> None:
    text = "SELECT ?s WHERE { ?s <https://w3id.org/polstat/ns#saidOn> ?day }"
    assert len(run(small, text, day="2031-03-03").table()) == 2
    assert len(run(small, text, s=S["voss"]).table()) == 1
    assert len(run(small, "SELECT ?s WHERE { ?s <https://w3id.org/polstat/ns#former> ?f }", f=False).table()) == 5
    assert len(run(small, "SELECT ?s WHERE { ?s <https://w3id.org/polstat/ns#value> ?x FILTER(?x = ?v) }", v=40).table()) == 1
    assert len(run(small, text, day=None).table()) == 8


def test_a_value_is_never_syntax(small: Store) -> None:
    for evil in ("x') } #", '" . ?s ?p ?o', "\\", "}} DROP ALL", "日本\n'''"):
        assert len(run(small, "statements", topic=evil).table()) == 0
    assert len(run(small, "statements").table()) == 8


# --- contradictions -------------------------------------------------------------


def test_contradictions_are_the_records_of_the_contract(small: Store) -> None:
    found = query.contradictions(small)
    assert [(r["type"], r["relation"], r["basis"], r["confidence"]) for r in found] == [
        ("role_reversal", "contradicts", "RuleInferred", 0.9),
        ("denial", "disputes", "StatedInSource", 0.8),
        ("negation", "contradicts", "RuleInferred", 0.6),
        ("numeric", "contradicts", "ModelInferred", 0.55),
    ]
    first = found[0]
    assert first["point"] == "who asked whom for ships"
    assert first["rationale"].endswith(".")
    assert first["later"] == {
        "statement": S["merk"], "article": "wire-1", "outlet": "Coast Wire", "actor": "Ilan Merk",
        "actor_iri": "https://w3id.org/polstat/id/actor/ilan-merk", "role": "Defence Minister", "said_on": "2031-03-04",
        "text": "Norland asked Sudrey for two ships", "cue_start": 27, "cue_end": 31,
    }  # fmt: skip
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        ({"by": "arne"}, 1),
        ({"of": "voss"}, 3),
        ({"by": "voss", "of": "lund"}, 1),
        ({"since": "2031-03-05"}, 2),
        ({"until": date(2031, 3, 4)}, 2),
        ({"since": "2031-03-04", "until": "2031-03-04", "by": "merk"}, 1),
        ({"since": "2032-01-01"}, 0),
    ],
)
def test_contradictions_filtered(small: Store, filters: dict[str, Any], count: int) -> None:
    assert len(query.contradictions(small, **filters)) == count


def test_a_rejected_contradiction_is_gone(memory: Store) -> None:
    fill(memory)
    relation = query.contradictions(memory)[0]["id"]
    status = "<https://w3id.org/polstat/ns#reviewStatus>"
    graph = "<https://w3id.org/polstat/id/graph/links>"
    memory.update(
        f"DELETE WHERE {{ GRAPH {graph} {{ <{relation}> {status} ?old }} }} ; "
        f"INSERT DATA {{ GRAPH {graph} {{ <{relation}> {status} <https://w3id.org/polstat/ns#ReviewRejected> }} }}"
    )
    assert relation not in {r["id"] for r in query.contradictions(memory)}
    assert len(query.contradictions(memory)) == 3
    assert len(run(memory, "most-contradicted").table()) == 3


# --- formats --------------------------------------------------------------------


def test_formats_of_a_table(small: Store) -> None:
    found = run(small, "stats-outlets")
    assert list(csv.reader(io.StringIO(render(found, "csv"))))[1] == ["The Courier", "2", "4"]
    for name, syntax in (("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)):
        assert len(list(parse_query_results(render(found, name), syntax))) == 2  # type: ignore[arg-type]
    assert re.search(r"The Courier +2 +4\n", render(found, "table"))
    assert render(found, "table").endswith("2 rows\n")
    with pytest.raises(UsageError, match="CONSTRUCT"):
        render(found, "turtle")
    with pytest.raises(UsageError, match="table, csv"):
        render(found, "xlsx")


def test_formats_of_a_truth_value_and_a_graph(small: Store) -> None:
    yes = run(small, "ASK { ?s ?p ?o }")
    assert render(yes, "table") == "true\n"
    assert json.loads(render(yes, "json"))["boolean"] is True
    assert "<boolean>true</boolean>" in render(yes, "xml")
    assert render(yes, "csv") == "answer\ntrue\n"
    graph = run(small, f"DESCRIBE <{VOSS}>")
    count = len(graph.table())
    assert count > 5
    for name, syntax in (("turtle", RdfFormat.TURTLE), ("json", RdfFormat.JSON_LD), ("xml", RdfFormat.RDF_XML)):
        assert len(list(parse(render(graph, name), syntax))) == count
    assert "ps:holdsOffice" in render(graph, "table")


def test_every_term_survives_every_machine_format() -> None:
    terms = [
        NamedNode("urn:a"),
        Literal('q"\n,\t\\é😀', language="en"),
        Literal("2031-03-03", datatype=NamedNode("urn:type")),
        None,
    ]
    found = Answer(Selection(("a", "b", "c", "d"), (tuple(terms),)))
    for name, syntax in (("json", QueryResultsFormat.JSON), ("xml", QueryResultsFormat.XML), ("tsv", QueryResultsFormat.TSV)):
        (row,) = parse_query_results(render(found, name), syntax)  # type: ignore[misc]
        assert list(row) == terms
    assert next(csv.reader(io.StringIO(render(found, "csv").partition("\n")[2]))) == ["urn:a", 'q"\n,\t\\é😀', "2031-03-03", ""]


def test_a_table_of_many_columns_is_written_in_blocks(small: Store) -> None:
    text = render(run(small, "contradictions", by="Arne"), "table", width=80)
    assert re.search(r"^later_name +Tomas Arne$", text, re.MULTILINE)
    assert text.endswith("1 row\n")
    assert render(run(small, "statements", topic="zzz"), "table").strip() == "0 rows"


def test_markup_in_a_text_is_no_markup_in_a_table() -> None:
    found = Answer(Selection(("words",), ((Literal("[bold red]x[/]"),), (Literal("[/nonsense]"),))))
    assert "[bold red]x[/]" in render(found, "table")


# --- the face for the command line and notebooks ----------------------------------


def test_answer_by_text_file_and_name(small: Store, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text("\ufeffASK { ?s ?p ?o }", "utf-8")
    assert query.answer(small, text="ASK { ?s ?p ?o }") == query.answer(small, file=file) == "true\n"
    assert query.answer(small, name="stats-months", format="csv") == "month,articles,statements\n2031-03,3,8\n"
    with pytest.raises(QueryError, match=r"gone\.rq"):
        query.answer(small, file=tmp_path / "gone.rq")
    with pytest.raises(QueryError, match="cannot be read"):
        query.answer(small, file=tmp_path)
    file.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QueryError, match="UTF-8"):
        query.answer(small, file=file)
    with pytest.raises(QueryError, match="empty"):
        query.answer(small, text="")


def test_columns_of_a_star_stand_as_in_the_query(small: Store) -> None:
    """`SELECT *` shows subject, property, value in the order in which somebody wrote them."""
    for text in ("SELECT * { ?s ?p ?o } LIMIT 2", "select distinct * where { ?s ?p ?o } LIMIT 2"):
        columns, rows = table(small, text)
        assert columns == ("s", "p", "o")
        assert rows[0]["p"].startswith("http")
    assert table(small, "SELECT ?o ?s { ?s ?p ?o } LIMIT 1")[0] == ("o", "s")
    assert table(small, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }")[0] == ("n",)


def test_usual_prefixes_need_no_declaration(small: Store) -> None:
    """Free SPARQL may use them as they are; its own declaration counts; a message names the column of the user's text."""
    assert table(small, "SELECT ?a { ?a a ps:Person }")[1] == table(small, f"SELECT ?a {{ ?a a <{PS.Person}> }}")[1] != []
    assert table(small, "PREFIX ps: <x:> SELECT ?a { ?a a ps:Person }")[1] == []
    assert table(small, 'SELECT ?a { ?a rdfs:label "ps:Person" }')[1] == []
    with pytest.raises(QueryError, match="line 1, column 26"):
        query.run(small, "SELECT ?s { ?s a ps:Actor")
    with pytest.raises(QueryError, match="prefix is not declared"):
        query.run(small, "SELECT ?s { ?s a nope:Actor }")


def test_table_gives_python_values(small: Store) -> None:
    columns, rows = table(small, "missions")
    assert columns[0] == "mission_label"
    assert rows[0]["value"] == 40.0
    assert rows[0]["qualifier"] is None
    assert table(small, "ASK { ?s ?p ?o }") == (("answer",), [{"answer": True}])


def test_formats_are_the_contracts() -> None:
    assert list(FORMATS) == ["table", "csv", "tsv", "json", "xml", "turtle"]
