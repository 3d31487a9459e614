"""What every store must do alike: one suite, run on memory, on a folder and on a real server. Then what each must do alone."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg.errors import KgError, QueryError, StoreError, StoreLocked, StoreUnreachable, UsageError
from kg.store import Store, open_store
from kg.store import remote as remote_module
from kg.store.address import endpoints
from kg.store.text import bind, form
from tests.conftest import free_port, oxigraph_server

EX = "https://example.org/"
XSD = "http://www.w3.org/2001/XMLSchema#"
G1, G2, G3 = f"{EX}graph/1", f"{EX}graph/2", f"{EX}graph/3"


def node(name: str) -> NamedNode:
    return NamedNode(EX + name)


def quad(s: str, p: str, o: NamedNode | Literal | BlankNode | str) -> Quad:
    return Quad(node(s), node(p), node(o) if isinstance(o, str) else o)


def names(store: Store) -> set[str]:
    found = store.select("SELECT ?name WHERE { ?x <https://example.org/name> ?name }")
    return {row["name"] or "" for row in found.records()}


def named(*values: str) -> list[Quad]:
    return [quad(f"thing-{value}", "name", Literal(value)) for value in values]


# --- the contract ---------------------------------------------------------------


def test_a_plain_query_sees_all_named_graphs(store: Store) -> None:
    store.replace({G1: named("one"), G2: named("two")})
    assert names(store) == {"one", "two"}
    assert store.graphs() == (G1, G2)


def test_graph_clause_sees_one_graph(store: Store) -> None:
    store.replace({G1: named("one"), G2: named("two")})
    found = store.select("SELECT ?n WHERE { GRAPH ?g { ?x ?p ?n } }", {"g": NamedNode(G2)})
    assert found.rows == ((Literal("two"),),) or [r[found.variables.index("n")] for r in found] == [Literal("two")]


def test_a_triple_in_several_graphs_is_one(store: Store) -> None:
    """Plain counts are right: what two articles both say is one triple, and stays until neither says it."""
    count = "SELECT (COUNT(*) AS ?n) WHERE { ?x <https://example.org/name> ?name . ?x ?again ?name }"
    store.replace({G1: named("one", "two"), G2: named("one"), G3: named("one")})
    assert store.select(count).rows == ((Literal(2),),)
    assert len(list(store.quads())) == 4
    store.replace({G1: named("two"), G2: []})
    assert names(store) == {"one", "two"}
    store.replace({G3: named("three")})
    assert names(store) == {"two", "three"}
    store.replace({G1: [], G3: []})
    assert names(store) == set()
    assert not store.ask("ASK { ?s ?p ?o }")


def test_an_update_keeps_the_union(store: Store) -> None:
    store.replace({G1: named("one")})
    store.update(f"INSERT DATA {{ GRAPH <{G2}> {{ <{EX}x> <{EX}name> 'two' }} }} ; # the last ; is for show\n")
    assert names(store) == {"one", "two"}
    store.update(f"DROP GRAPH <{G1}> # gone ;")
    assert names(store) == {"two"}
    assert store.graphs() == (G2,)
    store.update("")
    assert names(store) == {"two"}


def test_of_the_default_graph_an_update_keeps_only_the_union(store: Store) -> None:
    """What is put into no graph at all does not stay, as the method says."""
    store.update(f"INSERT DATA {{ <{EX}x> <{EX}name> 'stray' . GRAPH <{G1}> {{ <{EX}x> <{EX}name> 'kept' }} }}")
    assert names(store) == {"kept"}


def test_replace_touches_only_its_graphs(store: Store) -> None:
    store.replace({G1: named("one"), G2: named("two"), G3: named("three")})
    store.replace({G1: named("uno", "eins"), G2: []})
    assert names(store) == {"uno", "eins", "three"}
    assert store.graphs() == (G1, G3)


def test_replace_with_the_same_changes_nothing(store: Store) -> None:
    store.replace({G1: named("one", "two")})
    before = set(store.quads())
    store.replace({G1: named("two", "one")})
    assert set(store.quads()) == before


def test_a_patch_takes_away_and_puts_there(store: Store) -> None:
    """At one moment, in several graphs; what another graph says too stays in the union; what is in both is there after."""

    def at(graph: str, *values: str) -> list[Quad]:
        return [Quad(*q.triple, NamedNode(graph)) for q in named(*values)]

    store.replace({G1: named("one", "two"), G2: named("one")})
    store.patch(at(G1, "one", "never"), [*at(G1, "three"), *at(G3, "two")])
    assert names(store) == {"one", "two", "three"}
    assert set(store.quads()) == {*at(G1, "two", "three"), *at(G2, "one"), *at(G3, "two")}
    store.patch([*at(G2, "one"), *at(G1, "two")], at(G1, "two"))
    assert names(store) == {"two", "three"}
    store.patch([], at(G1, "four"))
    store.patch([], [])
    assert names(store) == {"two", "three", "four"}
    assert store.graphs() == (G1, G3)
    with pytest.raises(StoreError):
        store.patch([Quad(node("a"), node("b"), BlankNode("box"), NamedNode(G1))], [])


def test_replace_goes_by_the_key_not_by_the_quads_own_graph(store: Store) -> None:
    stray = Quad(node("a"), node("name"), Literal("stray"), NamedNode(G3))
    store.replace({G1: [stray]})
    assert store.graphs() == (G1,)


def test_replace_of_nothing_is_harmless(store: Store) -> None:
    store.replace({})
    store.replace({G1: []})
    assert store.graphs() == ()


def test_terms_survive(store: Store) -> None:
    """Language tags, data types, quotation marks, backslashes, newlines and characters beyond the BMP come back as they went."""
    values = [
        Literal('she said "no"\\\n\tand left', language="en"),
        Literal("12.5", datatype=NamedNode(XSD + "decimal")),  # in canonical form: Oxigraph keeps numbers by their value
        Literal("2014-09-25", datatype=NamedNode(XSD + "date")),
        Literal("日本 😀 é } { ?x # no comment"),
        Literal(True),
        NamedNode(EX + "caf%C3%A9#frag"),
    ]
    quads = [Quad(node("s"), node("p"), value, NamedNode(G1)) for value in values]
    store.replace({G1: quads})
    assert {q.object for q in store.quads()} == set(values)
    for value in values:  # each can also be bound, and finds itself
        assert store.ask("ASK { ?s ?p ?value }", {"value": value})


def test_blank_nodes_keep_their_structure(store: Store) -> None:
    box = BlankNode("box")
    store.replace({G1: [quad("a", "holds", box), Quad(box, node("name"), Literal("inside"))]})
    assert store.ask("ASK { <https://example.org/a> <https://example.org/holds>/<https://example.org/name> 'inside' }")
    store.replace({G1: named("plain")})
    assert names(store) == {"plain"}


def test_ask_and_construct(store: Store) -> None:
    store.replace({G1: named("one"), G2: named("one")})
    assert store.ask("ASK { ?x ?p 'one' }") is True
    assert store.ask("ASK { ?x ?p 'two' }") is False
    made = store.construct("CONSTRUCT { ?x <https://example.org/called> ?n } WHERE { ?x <https://example.org/name> ?n }")
    assert made == (Triple(node("thing-one"), node("called"), Literal("one")),)


def test_describe(store: Store) -> None:
    store.replace({G1: [*named("one"), quad("thing-one", "knows", "b")], G2: [quad("b", "knows", "thing-one")]})
    assert set(store.describe(node("thing-one"))) == {q.triple for q in [*named("one"), quad("thing-one", "knows", "b")]}
    assert store.describe(node("nobody")) == ()


def test_unbound_is_none(store: Store) -> None:
    store.replace({G1: named("one")})
    found = store.select(
        "SELECT ?n ?other WHERE { ?x <https://example.org/name> ?n OPTIONAL { ?x <https://example.org/no> ?other } }"
    )
    assert found.variables == ("n", "other")
    assert found.rows == ((Literal("one"), None),)
    assert list(found.records()) == [{"n": "one", "other": None}]


def test_bound_values_never_become_syntax(store: Store) -> None:
    """A value that looks like SPARQL is looked up as the text it is."""
    evil = "one' } DROP ALL; SELECT * { ?s ?p ?o . FILTER('"
    store.replace({G1: [*named("one"), quad("thing-evil", "name", Literal(evil))]})
    found = store.select("SELECT ?x WHERE { ?x <https://example.org/name> ?value }", {"value": Literal(evil)})
    assert len(found) == 1
    assert names(store) == {"one", evil}


def test_bindings_reach_filters_and_take_several_values(store: Store) -> None:
    store.replace({G1: named("a", "b", "c", "d")})
    text = "SELECT ?n WHERE { ?x <https://example.org/name> ?n . FILTER(!BOUND(?from) || ?n >= ?from) }"
    assert len(store.select(text)) == 4
    assert len(store.select(text, {"from": Literal("c")})) == 2
    assert len(store.select(text, {"n": [Literal("a"), Literal("d"), Literal("z")]})) == 2


def test_update_is_all_or_nothing(store: Store) -> None:
    """A request whose second half fails leaves nothing of its first."""
    store.replace({G1: named("one")})
    with pytest.raises(KgError):
        store.update(
            f"INSERT DATA {{ GRAPH <{G2}> {{ <{EX}x> <{EX}name> 'two' }} }} ; LOAD <http://127.0.0.1:{free_port()}/none.ttl>"
        )
    assert names(store) == {"one"}


@pytest.mark.parametrize(
    "text", ["", "SELEC ?x", "SELECT ?x WHERE { ?x }", "hello there", "SELECT ?x WHERE { ?x a no:Prefix }", "{"]
)
def test_bad_sparql_is_a_query_error_of_one_line(store: Store, text: str) -> None:
    with pytest.raises(QueryError) as caught:
        store.select(text)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_bad_update_is_a_query_error(store: Store) -> None:
    with pytest.raises(QueryError):
        store.update("INSERT DATA { nonsense")


def test_each_method_takes_its_own_form(store: Store) -> None:
    with pytest.raises(QueryError, match="ASK"):
        store.select("ASK { ?s ?p ?o }")
    with pytest.raises(QueryError, match="SELECT"):
        store.construct("# a comment\nPREFIX ask: <urn:x> SELECT * { ?s ?p ?o }")
    with pytest.raises(QueryError, match="DROP"):
        store.ask("DROP ALL")


def test_unknown_variable_is_refused(store: Store) -> None:
    with pytest.raises(QueryError, match=r"\?nobody.*\?x"):
        store.select("SELECT ?x { ?x ?p ?o }", {"nobody": Literal("x")})


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.ask("ASK { ?s ?p ?o }")


def test_readers_never_see_half_a_replace(store: Store) -> None:
    """While one thread replaces two graphs over and over, a reader always finds both old or both new."""
    store.replace({G1: named("0"), G2: [quad("x", "also", Literal("0"))]})
    text = "SELECT ?a ?b WHERE { ?x <https://example.org/name> ?a . <https://example.org/x> <https://example.org/also> ?b }"
    stop = threading.Event()

    def write() -> None:
        n = 0
        while not stop.is_set():
            n += 1
            store.replace({G1: named(str(n)), G2: [quad("x", "also", Literal(str(n)))]})

    writer = threading.Thread(target=write)
    writer.start()
    try:
        seen = set()
        until = time.monotonic() + 20
        while len(seen) < 10 and time.monotonic() < until:
            seen.add(store.select(text).rows)
    finally:
        stop.set()
        writer.join()
    assert all(len(rows) == 1 and rows[0][0] == rows[0][1] for rows in seen), seen
    assert len(seen) > 1


# --- where values are bound -----------------------------------------------------


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("SELECT ?x WHERE { ?x ?p ?o }", 2),
        ("SELECT (EXISTS { ?x ?p 7 } AS ?e) ?x { ?x ?p ?o }", 2),
        ("SELECT ?x { SELECT ?x (COUNT(*) AS ?n) { ?x ?p ?o } GROUP BY ?x }", 1),
        ("SELECT ?x { # a { in a comment, and 'one quotation mark\n ?x ?p ?o }", 2),
        ("SELECT ?x { ?x ?p ?o FILTER(STR(?o) != '}{ \\' }') }", 2),
        ("PREFIX select: <http://x#y> SELECT ?x FROM <g> { ?x ?p ?o FILTER('''}''' != \"{\") }", None),
    ],
)
def test_values_go_into_the_outer_group(memory: Store, query: str, wanted: int | None) -> None:
    memory.replace({G1: [quad("a", "p", Literal("1")), quad("a", "p", Literal("2")), quad("b", "p", Literal("3"))]})
    assert form(query) == "SELECT"
    if wanted is None:
        assert "VALUES ?x { <https://example.org/a> }  ?x ?p ?o" in bind(query, {"x": node("a")})
    else:
        assert len(memory.select(query, {"x": node("a")})) == wanted


def test_values_skip_the_template_of_a_construct(memory: Store) -> None:
    memory.replace({G1: named("one", "two")})
    for text in ("CONSTRUCT { ?x ?p ?n } WHERE { ?x ?p ?n }", "CONSTRUCT { ?x ?p ?n } { ?x ?p ?n }"):
        assert len(memory.construct(text, {"n": Literal("one")})) == 1
    with pytest.raises(QueryError, match="long form"):
        memory.construct("CONSTRUCT WHERE { ?x ?p ?n }", {"n": Literal("one")})


def test_a_blank_node_cannot_be_bound(memory: Store) -> None:
    with pytest.raises(QueryError, match="IRI or a literal"):
        memory.ask("ASK { ?x ?p ?o }", {"x": BlankNode("b")})


def test_a_missing_prefix_is_named_with_its_place(memory: Store) -> None:
    with pytest.raises(QueryError, match=r"line 2, column .*prefix"):
        memory.select("SELECT ?x WHERE {\n ?x a no:Thing }")


# --- a folder -------------------------------------------------------------------


def test_what_is_written_stays(tmp_path: Path) -> None:
    with open_store(tmp_path / "g") as first:
        first.replace({G1: named("one")})
    with open_store(tmp_path / "g") as second:
        assert names(second) == {"one"}


def test_kg_store_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_STORE", str(tmp_path / "from-env"))
    with open_store() as opened:
        assert opened.where == str(tmp_path / "from-env")
    monkeypatch.delenv("KG_STORE")
    monkeypatch.chdir(tmp_path)
    with open_store() as opened:
        assert opened.where == "kg-store"


def test_a_second_writer_is_told_and_can_read(tmp_path: Path) -> None:
    with open_store(tmp_path / "g") as first:
        first.replace({G1: named("one")})
        with pytest.raises(StoreLocked, match="read-only"):
            open_store(tmp_path / "g")
        with open_store(tmp_path / "g", read_only=True) as reader:
            assert names(reader) == {"one"}


def test_a_read_only_store_takes_no_write(tmp_path: Path) -> None:
    open_store(tmp_path / "g").close()
    with open_store(tmp_path / "g", read_only=True) as reader:
        with pytest.raises(StoreError, match="read-only"):
            reader.replace({G1: named("one")})
        with pytest.raises(StoreError, match="read-only"):
            reader.update("DROP ALL")


def test_reading_a_store_that_is_not_there_names_it_and_makes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        open_store(tmp_path / "nowhere", read_only=True)
    assert not (tmp_path / "nowhere").exists()
    with pytest.raises(StoreError, match="read-only"):
        open_store("memory:", read_only=True)


def test_a_file_and_a_foreign_folder_are_no_store(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "letter.txt").write_text("x")
    for read_only in (True, False):
        with pytest.raises(StoreError, match="file"):
            open_store(tmp_path / "file", read_only=read_only)
        with pytest.raises(StoreError, match="no store"):
            open_store(tmp_path / "folder", read_only=read_only)
    assert [p.name for p in (tmp_path / "folder").iterdir()] == ["letter.txt"]


def test_an_empty_folder_becomes_a_store(tmp_path: Path) -> None:
    open_store(tmp_path).close()
    assert (tmp_path / "CURRENT").exists()


def test_a_damaged_store_says_so(tmp_path: Path) -> None:
    with open_store(tmp_path / "g") as opened:
        opened.replace({G1: named("one")})
    (tmp_path / "g" / "CURRENT").write_text("rubbish\n")
    for read_only in (True, False):
        with pytest.raises(StoreError, match=r"damaged|opening"):
            open_store(tmp_path / "g", read_only=read_only)


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="below"):
        open_store(tmp_path / "file" / "below")


def test_another_scheme_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="ftp"):
        open_store("ftp://example.org/store")


_CHILD = """
import sys
from pyoxigraph import Literal, NamedNode, Quad
from kg.store import open_store

store = open_store(sys.argv[1])
for n in range(1, 100_000):
    rows = [Quad(NamedNode(f"https://example.org/s{i}"), NamedNode("https://example.org/p"), Literal(f"{n}")) for i in range(300)]
    store.replace({"https://example.org/graph/1": rows, "https://example.org/graph/2": rows})
    print(n, flush=True)
"""


def test_a_killed_writer_leaves_whole_replaces(tmp_path: Path) -> None:
    """kill -9 in the middle of replacing two graphs: both are whole, of one round, and no acknowledged round is lost."""
    child = subprocess.Popen([sys.executable, "-c", _CHILD, str(tmp_path / "g")], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    for _ in range(3):
        child.stdout.readline()
    time.sleep(0.05)
    child.kill()
    acknowledged = 3 + len(child.stdout.read().split())
    child.wait()
    with open_store(tmp_path / "g") as opened:
        found = opened.select("SELECT ?g ?round (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?round } } GROUP BY ?g ?round")
    records = list(found.records())
    assert sorted(r["g"] or "" for r in records) == [G1, G2]
    assert {r["n"] for r in records} == {"300"}
    rounds = {int(r["round"] or 0) for r in records}
    assert len(rounds) == 1
    assert rounds.pop() >= acknowledged


# --- an endpoint ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "query", "update"),
    [
        ("http://h:7878", "http://h:7878/query", "http://h:7878/update"),
        ("http://h:7878/", "http://h:7878/query", "http://h:7878/update"),
        ("https://h/news/query", "https://h/news/query", "https://h/news/update"),
        ("http://h/repositories/news", "http://h/repositories/news", "http://h/repositories/news/statements"),
        ("http://h:8890/sparql/", "http://h:8890/sparql", "http://h:8890/sparql"),
    ],
)
def test_addresses(written: str, query: str, update: str) -> None:
    assert endpoints(written) == (query, update)


def test_a_large_replace_is_staged_and_swapped(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remote_module, "REQUEST_CHARACTERS", 2_000)
    with open_store(server) as opened:
        opened.update("DROP ALL")
        opened.replace({G1: named("old"), G3: named("kept")})
        many = [str(n) for n in range(200)]
        box = BlankNode("box")
        opened.replace({G1: named(*many), G2: [quad("a", "holds", box), Quad(box, node("name"), Literal("inside"))]})
        assert names(opened) == {*many, "kept", "inside"}
        assert opened.ask("ASK { <https://example.org/a> <https://example.org/holds>/<https://example.org/name> 'inside' }")
        assert opened.graphs() == (G1, G2, G3)
        assert len(list(opened.quads())) == 203


def test_a_large_replace_that_fails_leaves_the_old(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The third request is lost: the graphs are as before, and what was staged is gone after the next large replace."""
    monkeypatch.setattr(remote_module, "REQUEST_CHARACTERS", 2_000)
    with open_store(server) as opened:
        opened.update("DROP ALL")
        opened.replace({G1: named("old")})
        assert isinstance(opened, remote_module.RemoteStore)
        sent = 0
        update = opened._update

        def failing(sparql: str) -> None:
            nonlocal sent
            sent += 1
            if sent >= 3:
                raise StoreUnreachable("the line is dead")
            update(sparql)

        monkeypatch.setattr(opened, "_update", failing)
        with pytest.raises(StoreUnreachable, match="dead"):
            opened.replace({G1: named(*map(str, range(200)))})
        assert opened.graphs() == (G1,)
        monkeypatch.setattr(opened, "_update", update)
        assert {q.object.value for q in opened.quads()} == {"old"}
        assert names(opened) == {"old"}
        opened.replace({G1: named(*map(str, range(100)))})
        assert names(opened) == {str(n) for n in range(100)}


def test_a_server_that_dies_is_unreachable_and_keeps_what_it_said(tmp_path: Path) -> None:
    with oxigraph_server(tmp_path / "data") as (address, process):
        remote = open_store(address)
        remote.replace({G1: named("one")})
        process.kill()
        process.wait()
        with pytest.raises(StoreUnreachable, match="cannot be reached"):
            remote.replace({G1: named("two")})
    with open_store(tmp_path / "data") as opened:
        assert names(opened) == {"one"}


def test_the_oxigraph_servers_own_time_limit_is_an_error(tmp_path: Path) -> None:
    """It answers 200 and cuts the results off: that must not pass for an answer."""
    with oxigraph_server(tmp_path / "data", "--timeout-s", "1") as (address, _), open_store(address) as opened:
        opened.replace({G1: [quad(f"s{n}", "p", Literal(n)) for n in range(3000)]})
        with pytest.raises(StoreUnreachable):
            opened.select("SELECT * WHERE { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z . FILTER(?x + ?y = ?z * 9999999) }")
        with pytest.raises(StoreUnreachable):
            opened.construct("CONSTRUCT { ?a ?p ?z } WHERE { ?a ?p ?x . ?b ?p ?y . ?c ?p ?z . FILTER(?x + ?y = ?z) }")


ANSWERS = {
    "page": (200, "text/html", b"<html><body>Log in to the hotel's network</body></html>"),
    "cut": (200, "application/sparql-results+json", b'{"head":{"vars":["s"]},"results":{"bindings":[{"s":{"type":"uri","va'),
    "empty": (200, "application/sparql-results+json", b""),
    "truth": (200, "application/sparql-results+json", b'{"head":{},"boolean":true}'),
    "binary": (200, "application/octet-stream", bytes(range(256))),
    "missing": (404, "text/plain", b"no such data set"),
    "private": (401, "text/plain", b"who are you"),
    "forbidden": (403, "text/plain", b"no"),
    "broken": (500, "text/html", b"<h1>it hurts</h1>"),
    "busy": (503, "text/plain", b"later"),
}


class _Rude(BaseHTTPRequestHandler):
    """Answers each address in its own wrong way."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        kind = self.path.rpartition("/")[2]
        if kind == "slow":
            time.sleep(3)
            return
        if kind == "gone":
            self.connection.close()
            return
        if kind == "short":
            self.send_response(200)
            self.send_header("Content-Length", "5000")
            self.end_headers()
            self.wfile.write(b'{"head":')
            return
        status, media_type, body = ANSWERS[kind]
        self.send_response(status)
        self.send_header("Content-Type", media_type)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def rude() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Rude)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("kind", [*ANSWERS, "slow", "gone", "short"])
def test_an_endpoint_that_misbehaves_is_unreachable(rude: str, kind: str) -> None:
    """Never a traceback of a library, never an empty answer: one line that names the address."""
    opened = open_store(f"{rude}/{kind}", time_limit=1)
    with pytest.raises(StoreUnreachable) as caught:
        opened.select("SELECT * { ?s ?p ?o }")
    assert rude in str(caught.value)
    assert "\n" not in str(caught.value)
    with pytest.raises(StoreUnreachable):
        opened.construct("DESCRIBE <https://example.org/a>")


def test_nobody_listens() -> None:
    opened = open_store(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(StoreUnreachable, match="cannot be reached"):
        opened.ask("ASK { ?s ?p ?o }")
    with pytest.raises(StoreUnreachable):
        opened.replace({G1: named("one")})


def test_a_password_is_sent_and_never_shown() -> None:
    opened = open_store(f"http://reader:s3cret@127.0.0.1:{free_port()}/sparql")
    assert "s3cret" not in opened.where
    with pytest.raises(StoreUnreachable) as caught:
        opened.ask("ASK { ?s ?p ?o }")
    assert "s3cret" not in str(caught.value)


def test_a_read_only_endpoint_takes_no_write(server: str) -> None:
    with open_store(server, read_only=True) as opened, pytest.raises(StoreError, match="read-only"):
        opened.replace({G1: named("one")})


def test_an_address_without_a_host_is_refused() -> None:
    with pytest.raises(StoreError, match="no host"):
        open_store("http:///query")


def test_a_local_store_loads_no_http_client() -> None:
    """The remote half and its libraries stay out of a process that only opens a folder or memory."""
    code = textwrap.dedent("""
        import sys
        from kg.store import open_store
        open_store("memory:").ask("ASK { ?s ?p ?o }")
        print(sorted({"SPARQLWrapper", "rdflib", "urllib.request"} & set(sys.modules)))
    """)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_new_store_may_lie_in_folders_that_do_not_exist_yet(tmp_path: Path) -> None:
    """`--store build/today/store` makes what is missing."""
    with open_store(tmp_path / "not" / "yet" / "store") as store:
        assert store.graphs() == ()
