"""The endpoint as clients meet it: ways to ask, formats, descriptions, things and pages, errors, writing, CORS, the log."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from kg import api
from kg.cli import main, parser
from kg.commands.serving import token_of
from kg.iris import BASE
from kg.store import open_store
from kg.terms import PS
from tests.conftest import free_port, oxigraph_server
from tests.serve_process import FORM, QUERY, TOKEN, TURTLE, UPDATE, Served, serving
from tests.small_graph import VOSS, fill

COUNT = f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s a <{PS.Statement}> }}"
GRAPH = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s a <{PS.Mission}> ; ?p ?o }}"
ONE = "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("served") / "store"
    with open_store(made) as store:
        fill(store)
    return made


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with serving(folder) as made:
        yield made


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("written") / "store", writable=True) as made:
        yield made


@pytest.fixture
def no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KG_TOKEN", raising=False)


def test_three_ways_to_ask_are_one(served: Served) -> None:
    get = served.call("GET", f"/query?query={quote(COUNT)}")
    form = served.call("POST", "/sparql", urlencode({"query": COUNT}), FORM)
    direct = served.call("POST", "/sparql/", COUNT, QUERY)
    assert get.body == form.body == direct.body
    assert (get.status, get.type) == (200, "application/sparql-results+json")
    assert served.value(COUNT) == "8"


@pytest.mark.parametrize(
    ("accept", "media_type", "syntax"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("application/json;q=0.5, application/xml", "application/xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values;q=0.9, text/html", "text/tab-separated-values", ox.QueryResultsFormat.TSV),
    ],
)
def test_tables_in_the_format_asked_for(served: Served, accept: str, media_type: str, syntax: ox.QueryResultsFormat) -> None:
    answer = served.ask(COUNT, accept)
    assert (answer.status, answer.type) == (200, media_type)
    (row,) = ox.parse_query_results(answer.body, syntax)  # type: ignore[misc]
    assert row["n"].value == "8"
    assert "Accept" in str(answer.headers["Vary"])


@pytest.mark.parametrize("media_type", ["text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml"])
@pytest.mark.parametrize("way", ["query", "thing", "graph", "described"])
def test_graphs_in_the_format_asked_for(served: Served, way: str, media_type: str) -> None:
    """The same triples in each syntax, from a query, for a thing, for a graph, in the description of the data set."""
    graph = f"{BASE}graph/links"
    path = {
        "query": f"/query?query={quote(GRAPH)}",
        "thing": f"/resource?iri={quote(VOSS)}",
        "graph": f"/graph-store?graph={quote(graph)}",
        "described": "/.well-known/void",
    }[way]
    answer = served.call("GET", path, headers={"Accept": f"{media_type}, text/html;q=0.1"})
    assert (answer.status, answer.type) == (200, media_type)
    syntax = ox.RdfFormat.from_media_type(media_type)
    found = {quad.triple for quad in ox.parse(answer.body, syntax)}
    turtle = {
        quad.triple for quad in ox.parse(served.call("GET", path, headers={"Accept": "text/turtle"}).body, ox.RdfFormat.TURTLE)
    }
    assert found
    assert found == turtle


def test_turtle_is_for_reading(served: Served) -> None:
    """Only the prefixes in use, in order; the same bytes each time."""
    answers = {served.call("GET", "/id/actor/dana-voss").body for _ in range(3)}
    (text,) = answers
    head = [line.split()[1] for line in text.decode().splitlines() if line.startswith("@prefix")]
    assert head == sorted(head)
    assert "ps:" in head
    assert "sem:" not in head


def test_columns_stand_as_in_the_query(served: Served) -> None:
    first = served.ask("SELECT * { ?zebra ?apple ?mango }", "text/csv").body.decode().splitlines()[0]
    assert first == "zebra,apple,mango"
    inner = served.ask("SELECT * { { SELECT ?zebra (1 * 2 AS ?apple) { ?zebra ?p ?o } LIMIT 1 } }", "text/csv").body.decode()
    assert inner.splitlines()[0] == "zebra,apple"


def test_head_has_the_headers_of_get(served: Served) -> None:
    path = f"/query?query={quote(COUNT)}"
    get, head = served.call("GET", path), served.call("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    assert head.headers["Content-Length"] == str(len(get.body))


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/query?query=SELEC", None, {}, 400),
        ("GET", "/query?query=", None, {}, 400),
        ("GET", "/query?nonsense=1", None, {}, 400),
        ("GET", f"/query?query={quote(COUNT)}&query={quote(COUNT)}", None, {}, 400),
        ("GET", "/query?query=%FF%FE", None, {}, 400),
        ("GET", f"/query?query={quote(COUNT)}&using-graph-uri=urn:x", None, {}, 400),
        ("GET", "/query?query=SELECT+*+%7B+%3Fs+x%3Ap+%3Fo+%7D", None, {}, 400),
        ("GET", "/query?query=ASK%7B%7D&default-graph-uri=not+an+iri", None, {}, 400),
        ("POST", "/query", b"\xff\xfe", QUERY, 400),
        ("POST", "/query", "DROP ALL", QUERY, 400),
        ("POST", "/query", None, QUERY, 400),
        ("POST", "/query", urlencode({"update": "DROP ALL"}), FORM, 403),
        ("POST", "/query", "DROP ALL", UPDATE, 403),
        ("POST", "/query", COUNT, {"Content-Type": "text/plain"}, 415),
        ("POST", "/query?query=ASK%7B%7D", COUNT, QUERY, 400),
        ("POST", "/query", urlencode({"update": "DROP ALL", "query": COUNT}), FORM, 400),
        ("GET", "/nowhere", None, {}, 404),
        ("GET", "/queryx?query=x", None, {}, 404),
        ("GET", "/id/actor/nobody-at-all", None, {}, 404),
        ("GET", "/resource?iri=urn:nobody", None, {}, 404),
        ("GET", "/resource?iri=not+an+iri", None, {}, 404),
        ("GET", "/resource", None, {}, 404),
        ("GET", "/graph-store", None, {}, 400),
        ("GET", "/graph-store?graph=relative", None, {}, 400),
        ("GET", "/graph-store?graph=urn:a&default", None, {}, 400),
        ("GET", "/graph-store/a?graph=urn:a", None, {}, 400),
        ("GET", "/graph-store?graph=urn:no-such-graph", None, {}, 404),
        ("PUT", "/graph-store?graph=urn:g", "", TURTLE, 403),
        ("DELETE", "/graph-store?default", None, TURTLE, 403),
        ("PATCH", "/graph-store?default", None, TURTLE, 403),
        ("POST", "/", "x", FORM, 405),
        ("POST", "/health", "x", FORM, 405),
        ("PUT", "/query", "x", FORM, 405),
        ("DELETE", "/query", None, {}, 405),
        ("PATCH", "/query", "x", FORM, 405),
        ("POST", "/query", COUNT, {**QUERY, "Accept": "image/png"}, 406),
        ("POST", "/query", "ASK {}", {**QUERY, "Accept": "text/csv"}, 406),
        ("POST", "/query", GRAPH, {**QUERY, "Accept": "application/sparql-results+json"}, 406),
        ("GET", "/.well-known/void", None, {"Accept": "text/csv"}, 406),
        ("OPTIONS", "/query", None, {}, 204),
    ],
)
def test_wrong_requests_get_the_right_status(
    served: Served, method: str, path: str, body: bytes | str | None, headers: dict[str, str], status: int
) -> None:
    answer = served.call(method, path, body, headers)
    assert answer.status == status, answer.body
    assert b"Traceback" not in answer.body
    assert status == 204 or answer.body.count(b"\n") == 1 or answer.type == "text/html"  # one line
    assert served.value(COUNT) == "8"  # and it lives on, unchanged


@pytest.mark.parametrize(
    ("path", "body", "headers", "status"),
    [
        ("/graph-store?graph=urn:g", "<urn:a> <urn:b> .", TURTLE, 400),
        ("/graph-store?graph=urn:g", b"\xff\xff", TURTLE, 400),
        ("/graph-store?graph=urn:g", "<urn:a> <urn:b> 1 .", {**TURTLE, "Content-Type": "text/turtle; charset=latin-1"}, 415),
        ("/graph-store?graph=urn:g", "<urn:a> <urn:b> 1 .", {**TURTLE, "Content-Type": "application/trig"}, 415),
        ("/graph-store?graph=urn:g", "<urn:a> <urn:b> 1 .", {"Authorization": TURTLE["Authorization"]}, 400),  # taken for RDF/XML
        (
            "/graph-store?graph=urn:g",
            '{"@graph": [{"@id": "urn:x"}], "@id": "urn:g2"',
            {**TURTLE, "Content-Type": "application/ld+json"},
            400,
        ),
        ("/graph-store?graph=urn:g", "x", {**TURTLE, "Content-Type": "multipart/form-data; boundary=x"}, 400),
        ("/graph-store?graph=urn:g", "x", {**TURTLE, "Content-Type": "multipart/form-data"}, 400),
        ("/update", "INSERT DATA { <urn:a> <urn:b> 1 }", UPDATE, 400),
        ("/update", "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } <urn:a> <urn:b> 2 }", UPDATE, 400),
        ("/update", "SELECT * { ?s ?p ?o }", UPDATE, 400),
        ("/update?default-graph-uri=urn:g", ONE, UPDATE, 400),
        ("/update?using-graph-uri=%3E%7D", "DELETE WHERE { ?s ?p ?o }", UPDATE, 400),
    ],
)
def test_wrong_writes_write_nothing(written: Served, path: str, body: bytes | str, headers: dict[str, str], status: int) -> None:
    before = written.value("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }")
    answer = written.call("POST", path, body, headers)
    assert answer.status == status, answer.body
    assert answer.body.count(b"\n") == 1
    assert written.value("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == before


def test_the_default_graph_is_the_union_and_follows_every_write(written: Served) -> None:
    assert written.call("PUT", "/graph-store?default", "<urn:own> <urn:b> 1 .", TURTLE).status in (201, 204)
    assert (
        written.update("INSERT DATA { GRAPH <urn:one> { <urn:u> <urn:b> 1 } GRAPH <urn:two> { <urn:u> <urn:b> 1 } }").status
        == 204
    )
    assert written.value("SELECT (COUNT(*) AS ?n) { VALUES ?s { <urn:u> <urn:own> } ?s <urn:b> 1 }") == "2"
    assert written.update("DELETE DATA { GRAPH <urn:one> { <urn:u> <urn:b> 1 } }").status == 204
    assert written.value("SELECT (COUNT(*) AS ?n) { <urn:u> <urn:b> 1 }") == "1"
    assert written.call("DELETE", "/graph-store?graph=urn:two", None, TURTLE).status == 204
    assert written.value("SELECT (COUNT(*) AS ?n) { <urn:u> <urn:b> 1 }") == "0"
    assert written.call("DELETE", "/graph-store?default", None, TURTLE).status == 204
    assert written.call("GET", "/graph-store?default").body.strip() == b""


def test_a_graph_may_have_any_address(written: Served) -> None:
    path = "/graph-store/a%20b/%C3%A9"
    assert written.call("PUT", path, "<> <urn:b> 1 .", TURTLE).status in (201, 204)
    iri = f"http://127.0.0.1:{written.port}{path}"
    assert written.value(f"SELECT ?s {{ GRAPH <{iri}> {{ ?s <urn:b> 1 }} }}") == iri  # <> is the graph itself
    assert written.call("DELETE", path, None, TURTLE).status == 204


def test_delete_where_reads_the_graphs_that_the_protocol_names(written: Served) -> None:
    """The short form of DELETE takes a data set too."""
    both = "INSERT DATA { GRAPH <urn:p> { <urn:d> <urn:e> 1 } GRAPH <urn:q> { <urn:d> <urn:e> 2 } }"
    assert written.update(both).status == 204
    text = "DELETE WHERE { GRAPH ?g { <urn:d> <urn:e> ?n } }"
    assert written.call("POST", "/update?using-named-graph-uri=urn:q", text, UPDATE).status == 204
    assert written.value("SELECT ?n { GRAPH ?g { <urn:d> <urn:e> ?n } }") == "1"


def test_our_own_remote_store_reads_and_writes_it(written: Served) -> None:
    """What builds a store at an address builds one here; the token goes as a password."""
    with open_store(f"http://kg:{TOKEN}@127.0.0.1:{written.port}") as remote:
        fill(remote)
        assert remote.select(COUNT).rows[0][0].value == "8"  # type: ignore[union-attr]
        remote.replace({f"{BASE}graph/links": []})
        assert not remote.ask(f"ASK {{ ?s <{PS.rationale}> ?why }}")
    assert len(api.contradictions(f"http://127.0.0.1:{written.port}")) == 0


def test_what_the_service_is(served: Served, written: Served) -> None:
    """A program that gets the endpoint's address finds out what it can do, and where the data set is described."""
    sd = "http://www.w3.org/ns/sparql-service-description#"
    languages = {}
    for name, one in (("read", served), ("written", written)):
        answer = one.call("GET", "/sparql", headers={"Accept": "text/turtle"})
        assert answer.type == "text/turtle"
        triples = [quad.triple for quad in ox.parse(answer.body, ox.RdfFormat.TURTLE)]
        said = {(t.predicate.value, getattr(t.object, "value", "")) for t in triples}
        assert (f"{sd}endpoint", f"http://127.0.0.1:{one.port}/sparql") in said
        assert (f"{sd}feature", f"{sd}UnionDefaultGraph") in said
        assert any(value.endswith("/.well-known/void") for _, value in said)
        languages[name] = {value.removeprefix(sd) for predicate, value in said if predicate == f"{sd}supportedLanguage"}
    assert languages == {"read": {"SPARQL11Query"}, "written": {"SPARQL11Query", "SPARQL11Update"}}
    browser = served.call("GET", "/sparql", headers={"Accept": "text/html,*/*;q=0.8"})
    assert (browser.status, browser.headers["Location"]) == (303, "/sparql-editor")


def test_a_host_that_is_none(served: Served) -> None:
    for path in ("/sparql", "/.well-known/void", "/query?query=ASK%7B%7D"):
        assert served.call("GET", path, headers={"Host": "a> <urn:b"}).status == 400


def test_what_the_data_set_is(served: Served) -> None:
    answer = served.call("GET", "/.well-known/void")
    assert served.call("GET", "/.well-known/void").body == answer.body
    text = answer.body.decode()
    assert answer.type == "text/turtle"
    assert "void:Dataset" in text
    assert f"http://127.0.0.1:{served.port}/sparql" in text
    assert PS.Statement.rpartition("#")[2] in text


def test_every_thing_answers_in_rdf_and_as_a_page(served: Served) -> None:
    """By its path under the base, and by its IRI; for a program and for a person."""
    kinds = served.ask(
        "SELECT DISTINCT ?s { ?s a ?k FILTER(STRSTARTS(STR(?s), '" + BASE + "')) } LIMIT 60", "text/csv"
    ).body.decode()
    things = kinds.splitlines()[1:]
    assert len(things) > 20
    for iri in things[:: max(1, len(things) // 12)]:
        by_path = served.call("GET", f"/id/{quote(iri.removeprefix(BASE))}")
        by_iri = served.call("GET", f"/resource?iri={quote(iri)}", headers={"Accept": "*/*"})
        assert (by_path.status, by_path.type) == (200, "text/turtle"), iri
        assert by_path.body == by_iri.body
        subjects = {quad.subject.value for quad in ox.parse(by_path.body, ox.RdfFormat.TURTLE)}  # type: ignore[union-attr]
        assert subjects == {iri}
        page = served.call(
            "GET", f"/id/{quote(iri.removeprefix(BASE))}", headers={"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
        )
        assert (page.status, page.type) == (200, "text/html"), iri
        assert "default-src 'none'" in str(page.headers["Content-Security-Policy"])


def test_pages_and_assets(served: Served) -> None:
    page = served.call("GET", "/", headers={"Accept": "text/html"})
    assert (page.status, page.type) == (200, "text/html")
    assets = set(re.findall(r'(?:src|href)="(/assets/[^"]+)"', page.body.decode()))
    assert assets
    for path in assets:
        asset = served.call("GET", path)
        assert asset.status == 200, path
        again = served.call("GET", path, headers={"If-None-Match": str(asset.headers["ETag"])})
        assert (again.status, again.body) == (304, b"")
    assert served.call("GET", "/assets/../app.py").status == 404


def test_health_and_readiness(folder: Path, tmp_path: Path) -> None:
    """A server whose store is gone lives, but is not ready."""
    copy = tmp_path / "copy"
    with open_store(folder, read_only=True) as store:
        store.copy_to(copy)  # type: ignore[attr-defined]
    with serving(copy) as served:
        assert json.loads(served.call("GET", "/health").body) == {"status": "ok"}
        assert json.loads(served.call("GET", "/ready").body) == {"status": "ready"}
        (copy / "CURRENT").unlink()
        assert served.call("GET", "/health").status == 200
        assert served.call("GET", "/ready").status == 503


def test_no_page_of_elsewhere_may_read_unless_it_is_let(served: Served, folder: Path) -> None:
    origin = {"Origin": "https://reader.example"}
    for answer in (served.call("GET", "/health", headers=origin), served.call("OPTIONS", "/sparql", headers=origin)):
        assert not [name for name in answer.headers if name.startswith("Access-Control")]
    with serving(folder, "--cors", "https://reader.example") as shared:
        answer = shared.call("GET", "/health", headers=origin)
        assert answer.headers["Access-Control-Allow-Origin"] == "https://reader.example"
        assert "Origin" in str(answer.headers.get_all("Vary"))
        asked = shared.call("OPTIONS", "/sparql", headers={**origin, "Access-Control-Request-Method": "POST"})
        assert "POST" in str(asked.headers["Access-Control-Allow-Methods"])
        assert (
            shared.call("GET", "/health", headers={"Origin": "https://other.example"}).headers["Access-Control-Allow-Origin"]
            is None
        )


@pytest.mark.parametrize("texts", [False, True])
def test_the_log(folder: Path, texts: bool) -> None:
    """A line a request, with what was asked only where that was wanted; nothing can forge a line."""
    with serving(folder, *(["--log-queries"] if texts else [])) as served:
        served.ask("ASK { <urn:secret>\n?p ?o }")
        served.call("GET", "/resource?iri=urn:secret")
        served.call("GET", "/a%0Ab")
    lines = "".join(served.log)
    assert re.search(r"^\S+Z POST /query 200 \d+ ms$", lines, re.MULTILINE)
    assert ("secret" in lines) is texts
    assert all(re.match(r"\d{4}-\d\d-\d\dT", line) for line in served.log)


def test_it_shows_what_was_built_since(tmp_path: Path) -> None:
    """A read-only endpoint beside a build: no restart."""
    with open_store(tmp_path / "s") as store:
        store.update(ONE)
    with serving(tmp_path / "s") as served:
        assert served.value("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == "1"
        with open_store(tmp_path / "s") as store:
            fill(store)
        assert served.value(COUNT) == "8"


def test_a_store_behind_an_address(tmp_path: Path) -> None:
    """Pages and queries over any SPARQL endpoint; what only a folder can do is refused in words."""
    with oxigraph_server(tmp_path / "data") as (address, _):
        with open_store(address) as remote:
            fill(remote)
        with serving(address) as served:
            assert served.value(COUNT) == "8"
            assert b"escort" in served.ask(GRAPH).body
            assert served.call("GET", "/", headers={"Accept": "text/html"}).status == 200
            assert served.call("GET", "/graph-store?default").status == 501
            assert served.call("GET", f"/query?query={quote(COUNT)}&default-graph-uri=urn:x").status == 501


@pytest.mark.usefixtures("no_token")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--store", "FOLDER", "--port", "TAKEN"], 2, "TAKEN"),
        (["--store", "FOLDER", "--port", "99999"], 2, "99999"),
        (["--store", "FOLDER", "--host", "256.1.1.1"], 2, "256.1.1.1"),
        (["--store", "NOWHERE"], 1, "there is no store at"),
        (["--store", "memory:"], 1, "memory:"),
        (["--store", "FOLDER", "--writable"], 2, "KG_TOKEN"),
        (["--store", "FOLDER", "--writable", "--token", ""], 2, "KG_TOKEN"),
        (["--store", "FOLDER", "--writable", "--token", "with space"], 2, "token"),
        (["--store", "FOLDER", "--token", "x"], 2, "--writable"),
        (["--store", "FOLDER", "--cors", "reader.example"], 2, "origin"),
        (["--store", "FOLDER", "--workers", "0"], 2, "--workers"),
        (["--store", "http://127.0.0.1:9", "--writable", "--token", "x"], 2, "another endpoint"),
    ],
)
def test_wrong_usage_is_said_in_one_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        names = {"FOLDER": str(folder), "NOWHERE": str(tmp_path / "nowhere"), "TAKEN": port}
        assert main(["serve", *(names.get(a, a) for a in arguments)]) == code
    error = capsys.readouterr().err
    assert names.get(said, said) in error
    assert error.count("\n") == 1


def test_the_token_may_stand_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where other users of the machine do not see it; one on the command line goes before it."""
    monkeypatch.setenv("KG_TOKEN", "from-outside")
    assert token_of(parser().parse_args(["serve", "--writable"])) == "from-outside"
    assert token_of(parser().parse_args(["serve", "--writable", "--token", "given"])) == "given"
    assert token_of(parser().parse_args(["serve"])) is None  # nothing becomes writable by itself


@pytest.mark.parametrize("option", ["--time-limit", "--result-limit", "--request-limit", "--memory-limit"])
@pytest.mark.parametrize("value", ["0", "-1", "ten", "nan", "inf"])
def test_limits_are_numbers_above_zero(option: str, value: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["serve", option, value])
    assert ended.value.code == 2
    assert "no number above zero" in capsys.readouterr().err


def test_a_store_that_is_written_to_is_not_served_for_writing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(tmp_path / "s") as store:
        store.update(ONE)
        assert main(["serve", "--store", str(tmp_path / "s"), "--writable", "--token", "x"]) == 1
    assert "being written to" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["s"]  # nothing is left behind


def test_a_scratch_store_in_memory(tmp_path: Path) -> None:
    with serving("memory:", writable=True) as served:
        assert served.update(ONE).status == 204
        assert served.value("SELECT ?n { <urn:a> <urn:b> ?n }") == "1"


@pytest.mark.parametrize("number", [2, 15])
def test_it_ends_when_told_to(tmp_path: Path, number: int) -> None:
    """By an interrupt and by SIGTERM; its processes and its copies end with it, what was written stays."""
    folder = tmp_path / "s"
    port = free_port()
    command = [sys.executable, "-m", "kg", "serve", "--store", str(folder), "--port", str(port), "--writable", "--token", TOKEN]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
    )
    assert process.stdout is not None
    assert str(port) in process.stdout.readline()
    served = Served(port, process)
    assert served.update(ONE).status == 204
    workers = served.workers()
    assert len(workers) >= 2
    process.send_signal(number)
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["s"]
    assert not any(Path(f"/proc/{pid}").exists() for pid in workers)
    with open_store(folder, read_only=True) as store:
        assert store.ask("ASK { <urn:a> <urn:b> 1 }")


def test_what_a_killed_server_left_is_swept_up(tmp_path: Path) -> None:
    with serving(tmp_path / "s", writable=True, killed=True) as served:
        assert served.update(ONE).status == 204
    assert len(list(tmp_path.iterdir())) == 2
    time.sleep(1)  # its worker notices that it is alone
    with serving(tmp_path / "s", writable=True) as served:
        assert served.value("SELECT ?n { <urn:a> <urn:b> ?n }") == "1"
    assert [path.name for path in tmp_path.iterdir()] == ["s"]


def test_many_at_once(served: Served) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(served.ask(COUNT).status)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 20
