"""The endpoint speaks the SPARQL 1.1 Protocol, writes nothing, calls nobody, and answers wrong requests with the right status."""

from __future__ import annotations

import http.client
import json
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import QueryResultsFormat, parse_query_results

from kg import serve as serve_module
from kg.errors import UsageError
from kg.page import page
from kg.serve import best, calls_out, make_server
from kg.store import open_store
from kg.terms import PS
from tests.conftest import free_port
from tests.small_graph import fill

COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?s a <https://w3id.org/polstat/ns#Statement> }"
GRAPH = "CONSTRUCT { ?s ?p ?o } WHERE { ?s a <https://w3id.org/polstat/ns#Mission> ; ?p ?o }"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with make_server(fill(open_store("memory:")), "127.0.0.1", 0, time_limit=20) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


def call(
    port: int, method: str, path: str, body: bytes | str | None = None, headers: dict[str, str] | None = None
) -> tuple[int, str, bytes]:
    """(status, media type, body)"""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        link.request(method, path, body, headers or {})
        answer = link.getresponse()
        return answer.status, answer.getheader("Content-Type") or "", answer.read()
    finally:
        link.close()


def asked(port: int, query: str, accept: str = "*/*") -> tuple[int, str, bytes]:
    return call(port, "POST", "/query", query, {**DIRECT, "Accept": accept})


def test_three_ways_to_ask_are_one(port: int) -> None:
    get = call(port, "GET", f"/query?query={quote(COUNT)}")
    form = call(port, "POST", "/query", urlencode({"query": COUNT}), FORM)
    direct = call(port, "POST", "/sparql", COUNT, DIRECT)
    assert get == form == direct
    status, media_type, body = get
    assert (status, media_type) == (200, "application/sparql-results+json")
    assert json.loads(body)["results"]["bindings"][0]["n"]["value"] == "8"


@pytest.mark.parametrize(
    ("accept", "media_type", "syntax"),
    [
        ("application/sparql-results+json", "application/sparql-results+json", QueryResultsFormat.JSON),
        ("application/sparql-results+xml", "application/sparql-results+xml", QueryResultsFormat.XML),
        ("text/tab-separated-values;q=0.9, text/html", "text/tab-separated-values; charset=utf-8", QueryResultsFormat.TSV),
    ],
)
def test_results_in_the_format_asked_for(port: int, accept: str, media_type: str, syntax: QueryResultsFormat) -> None:
    status, kind, body = asked(port, COUNT, accept)
    assert (status, kind) == (200, media_type)
    rows = list(parse_query_results(body, syntax))  # type: ignore[arg-type]
    assert rows[0]["n"].value == "8"


def test_csv_and_ask_and_graphs(port: int) -> None:
    assert asked(port, COUNT, "text/csv")[2].splitlines() == [b"n", b"8"]
    assert json.loads(asked(port, "ASK { ?s ?p ?o }")[2])["boolean"] is True
    status, kind, body = asked(port, GRAPH)
    assert (status, kind) == (200, "text/turtle; charset=utf-8")
    assert b"40-day escort mission" in body
    assert asked(port, GRAPH, "application/n-triples")[1] == "application/n-triples"


def test_describe_and_head(port: int) -> None:
    status, _, body = call(port, "HEAD", f"/query?query={quote(COUNT)}")
    assert (status, body) == (200, b"")
    assert b"Dana Voss" in asked(port, "DESCRIBE <https://w3id.org/polstat/id/actor/dana-voss>")[2]


@pytest.mark.parametrize(
    ("method", "path", "body", "headers", "status"),
    [
        ("GET", "/query?query=SELEC", None, {}, 400),
        ("GET", "/query", None, {}, 400),
        ("GET", "/query?query=", None, {}, 400),
        ("GET", f"/query?query={quote(COUNT)}&query={quote(COUNT)}", None, {}, 400),
        ("GET", "/query?query=%FF%FE", None, {}, 400),
        ("GET", f"/query?query={quote(COUNT)}&default-graph-uri=urn:x", None, {}, 400),
        ("POST", "/query", b"\xff\xfe", DIRECT, 400),
        ("POST", "/query", "DROP ALL", DIRECT, 400),
        ("POST", "/query", urlencode({"update": "DROP ALL"}), FORM, 403),
        ("POST", "/query", "DROP ALL", {"Content-Type": "application/sparql-update"}, 403),
        ("POST", "/query", COUNT, {"Content-Type": "text/plain"}, 415),
        ("GET", "/nowhere", None, {}, 404),
        ("GET", "/queryx?query=x", None, {}, 404),
        ("POST", "/", "x", FORM, 405),
        ("PUT", "/query", "x", FORM, 405),
        ("DELETE", "/query", None, {}, 405),
        ("PATCH", "/query", "x", FORM, 405),
        ("POST", "/query", COUNT, {**DIRECT, "Accept": "image/png"}, 406),
        ("POST", "/query", "ASK {}", {**DIRECT, "Accept": "text/csv"}, 406),
        ("POST", "/query", GRAPH, {**DIRECT, "Accept": "application/sparql-results+json"}, 406),
        ("OPTIONS", "/query", None, {}, 204),
    ],
)
def test_wrong_requests_get_the_right_status(
    port: int, method: str, path: str, body: bytes | str | None, headers: dict[str, str], status: int
) -> None:
    found, _, said = call(port, method, path, body, headers)
    assert found == status, said
    assert b"Traceback" not in said
    assert json.loads(asked(port, COUNT)[2])["results"]["bindings"][0]["n"]["value"] == "8"  # and it lives on, unchanged


def test_a_body_without_or_beyond_its_length(port: int) -> None:
    for head, status in ((b"", b"411"), (b"Content-Length: 2000000\r\n", b"413"), (b"Content-Length: -5\r\n", b"411")):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as link:
            link.sendall(b"POST /query HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\n" + head + b"\r\n")
            assert link.recv(100).split()[1] == status


def test_health_and_page(port: int) -> None:
    assert call(port, "GET", "/health") == (200, "application/json", b'{"status": "ok"}')
    status, kind, body = call(port, "GET", "/")
    assert (status, kind) == (200, "text/html; charset=utf-8")
    assert b"<form" in body
    assert b"Who contradicted whom" in body
    assert b'src="' not in body  # no script, style or picture from anywhere
    assert b"<link" not in body
    assert "Dana Voss</a></b>, Prime Minister" in body.decode()  # a side of a contradiction, with the role
    assert b"{{" not in body  # every place of the template is filled


def test_page_escapes_what_the_graph_holds() -> None:
    """Words from an article cannot become markup or script."""
    with fill(open_store("memory:")) as store:
        store.update(
            f"""DELETE {{ GRAPH ?g {{ ?relation <{PS.rationale}> ?why }} }}
            INSERT {{ GRAPH ?g {{ ?relation <{PS.rationale}> "</td><script>alert(1)</script>{{{{prefixes}}}}" }} }}
            WHERE {{ GRAPH ?g {{ ?relation a <{PS.Contradiction}> ; <{PS.rationale}> ?why }} }}"""
        )
        shown = page(store).decode()
    assert "&lt;script&gt;alert(1)" in shown
    assert shown.count("<script>") == 1


OUTSIDE = "<http://127.0.0.1:9/sparql> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE {OUTSIDE} }}",
        f"SELECT * {{ service # hush\n silent#x\n{OUTSIDE} }}",
        "SELECT * { VALUES ?e { <http://127.0.0.1:9/> } SERVICE ?e { ?s ?p ?o } }",
        "PREFIX e: <http://127.0.0.1:9/> SELECT * { SERVICE SILENT e:x { ?s ?p ?o } }",
        f"SELECT * {{ \\u0053ERVICE {OUTSIDE} }}",
        f"SELECT * {{ BIND(1<'>' AS ?x) SERVICE{OUTSIDE} }}",
    ],
)
def test_service_is_refused(port: int, query: str) -> None:
    status, _, said = asked(port, query)
    assert status == 400
    assert b"SERVICE" in said


def test_the_word_service_may_be_looked_for(port: int) -> None:
    query = "SELECT ?t { ?s <https://w3id.org/polstat/ns#text> ?t FILTER(CONTAINS(?t, 'civil service')) }"
    assert not calls_out(query)
    assert asked(port, query)[0] == 200


def test_a_query_that_takes_too_long_gets_503_and_the_others_go_on() -> None:
    store = open_store("memory:")
    values = " ".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(1200))
    store.update(f"INSERT DATA {{ GRAPH <urn:g> {{ {values} }} }}")
    with make_server(store, "127.0.0.1", 0, time_limit=0.5) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        begun = time.monotonic()
        status, _, said = asked(
            server.server_port, "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x * ?y = ?z - 7) }"
        )
        assert status == 503
        assert b"0.5 seconds" in said
        assert time.monotonic() - begun < 5
        assert asked(server.server_port, "ASK { ?s ?p 7 }")[0] == 200
        server.shutdown()


def test_when_all_places_are_taken_everybody_gets_503(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serve_module, "PLACES", 1)
    with make_server(fill(open_store("memory:")), "127.0.0.1", 0, time_limit=0.3) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        assert server._places.acquire(timeout=1)
        assert asked(server.server_port, COUNT)[0] == 503
        server._places.release()
        assert asked(server.server_port, COUNT)[0] == 200
        server.shutdown()


def test_many_at_once(port: int) -> None:
    found: list[int] = []
    threads = [threading.Thread(target=lambda: found.append(asked(port, COUNT)[0])) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [200] * 20


def test_a_taken_port_is_said_in_one_line(port: int) -> None:
    with pytest.raises(UsageError, match=str(port)):
        make_server(open_store("memory:"), "127.0.0.1", port)
    with pytest.raises(UsageError, match="99999"):
        make_server(open_store("memory:"), "127.0.0.1", 99999)


def test_our_own_remote_store_can_ask_it(port: int) -> None:
    with open_store(f"http://127.0.0.1:{port}", read_only=True) as remote:
        assert remote.select(COUNT).rows[0][0].value == "8"  # type: ignore[union-attr]
        assert remote.ask("ASK { ?s ?p ?o }")
        assert len(remote.describe(remote.construct(GRAPH)[0].subject)) > 3  # type: ignore[arg-type]


def test_serve_runs_as_a_process_over_a_folder(tmp_path: Path) -> None:
    """From the store in a folder, opened read-only, to an answer over HTTP; an interrupt ends it without a traceback."""
    with open_store(tmp_path / "g") as store:
        fill(store)
    at = free_port()
    code = (
        "import sys; from kg.serve import serve; from kg.store import open_store\n"
        "serve(open_store(sys.argv[1], read_only=True), '127.0.0.1', int(sys.argv[2]))"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "g"), str(at)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        assert str(at) in process.stdout.readline()
        assert json.loads(asked(at, COUNT)[2])["results"]["bindings"][0]["n"]["value"] == "8"
    finally:
        process.send_signal(2)
        _, errors = process.communicate(timeout=20)
    assert errors == ""
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "a/one"),
        ("*/*", "a/one"),
        ("b/*", "b/two"),
        ("a/one;q=0.1, b/two", "b/two"),
        ("a/*;q=0, */*", "b/two"),
        ("A/ONE;q=nonsense", "a/one"),
        ("b/two;q=0.5;level=1, a/one;q=0.4", "b/two"),
    ],
)
def test_the_accept_header(accept: str, chosen: str) -> None:
    assert best(accept, {"a/one": 1, "b/two": 2}) == chosen
