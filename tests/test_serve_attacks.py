"""What an endpoint on the open internet meets: endless queries, endless answers, calls to other hosts, floods. None gets through.

All traffic goes to 127.0.0.1.
"""

from __future__ import annotations

import json
import socket
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path

import pytest

from kg.serving.outside import calls_service
from kg.serving.processes import Watch, Worker
from kg.serving.refusal import Refused
from kg.serving.wire import Job
from kg.store import open_store
from tests.serve_process import FORM, QUERY, TOKEN, UPDATE, Served, serving

ROWS = 3000
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x * ?y = ?z - 7) }"
"""Goes through 27,000 million combinations."""
HUGE = "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z }"
"""Has 27,000 million rows."""
HOARDING = "SELECT * { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z } ORDER BY ?x ?z ?y"
"""Wants all of them in memory at once."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made: Path = tmp_path_factory.mktemp("attacked") / "store"
    values = " ".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(ROWS))
    with open_store(made) as store:
        store.update(f"INSERT DATA {{ GRAPH <urn:g> {{ {values} }} }}")
    return made


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Served]:
    with serving(folder, "--time-limit", "2", "--workers", "2") as made:
        assert made.value("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == str(ROWS)
        yield made


@pytest.fixture(scope="module")
def patient(folder: Path) -> Iterator[Served]:
    """One that gives time, but not space."""
    with serving(folder, "--time-limit", "100", "--result-limit", "3", "--memory-limit", "700", "--workers", "2") as made:
        yield made


def peak_of(pid: int) -> float:
    """Most memory that a process ever had, in MB."""
    (line,) = (x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def test_a_query_of_ten_minutes_is_stopped(served: Served) -> None:
    """It gets 503 after the time limit, and the process that worked on it is no more."""
    before = set(served.workers())
    begun = time.monotonic()
    answer = served.ask(ENDLESS)
    assert answer.status == 503
    assert b"2 seconds" in answer.body
    assert time.monotonic() - begun < 20
    assert set(served.workers()) < before | {0}, "the worker of the query lives on"
    assert served.ask("ASK { ?s ?p 7 }").status == 200


def test_more_endless_queries_than_places_hold_nobody_up_for_long(served: Served) -> None:
    """With every reader busy, health is told at once, and the next questions are answered when the limit has passed."""
    endless = [threading.Thread(target=served.ask, args=(ENDLESS,)) for _ in range(4)]
    for thread in endless:
        thread.start()
    time.sleep(0.5)
    begun = time.monotonic()
    assert served.call("GET", "/health").status == 200
    assert time.monotonic() - begun < 2
    for thread in endless:
        thread.join()
    assert served.ask("ASK { ?s ?p 7 }").status == 200
    assert len(served.workers()) <= 2


def test_an_endless_update_is_stopped_too(tmp_path: Path) -> None:
    with serving(tmp_path / "written", "--time-limit", "4", writable=True) as served:
        values = " ".join(f"<urn:s{n}> <urn:p> {n} ." for n in range(ROWS))
        assert served.update(f"INSERT DATA {{ GRAPH <urn:g> {{ {values} }} }}").status == 204
        answer = served.update(
            "INSERT { GRAPH <urn:h> { ?a ?p ?z } } WHERE { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(?x * ?y = ?z - 7) }"
        )
        assert answer.status == 503
        assert served.value("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == str(ROWS)  # nothing of it is there
        assert served.update("INSERT DATA { GRAPH <urn:h> { <urn:a> <urn:b> 1 } }").status == 204
        assert served.value("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == str(ROWS + 1)


@pytest.mark.parametrize("accept", ["application/sparql-results+json", "text/csv"])
def test_an_answer_of_gigabytes_is_cut_off(patient: Served, accept: str) -> None:
    """It is an error and no half an answer; neither the server nor a worker has held it."""
    answer = patient.ask(HUGE, accept)
    assert answer.status == 500
    assert b"more than 3145728 bytes" in answer.body
    assert len(answer.body) < 300
    for _ in range(3):  # nor is a rest of it in the next answers
        assert patient.ask("SELECT (7 AS ?n) {}", "text/csv").body == b"n\r\n7\r\n"
    for pid in (patient.process.pid, *patient.workers()):
        assert peak_of(pid) < 300
    assert patient.ask("ASK { ?s ?p 7 }").status == 200


def test_a_graph_of_gigabytes_is_cut_off(patient: Served) -> None:
    text = "CONSTRUCT { ?a ?y ?c } WHERE { ?a ?p ?x . ?b ?q ?z . ?c ?r ?w BIND(IRI(CONCAT('urn:', STR(?z))) AS ?y) }"
    assert patient.ask(text, "text/turtle").status == 500
    assert patient.ask("ASK { ?s ?p 7 }").status == 200


def test_a_query_that_hoards_memory_is_stopped(patient: Served) -> None:
    answer = patient.ask(HOARDING)
    assert answer.status == 500
    assert b"memory" in answer.body
    assert patient.ask("ASK { ?s ?p 7 }").status == 200


def test_when_the_client_goes_so_does_the_work(folder: Path) -> None:
    with serving(folder, "--time-limit", "300", "--workers", "1") as served:
        assert served.ask("ASK { ?s ?p 7 }").status == 200
        (worker,) = served.workers()
        with suppress(TimeoutError):
            served.ask(ENDLESS, timeout=1)
        for _ in range(100):
            if worker not in served.workers():
                break
            time.sleep(0.1)
        assert worker not in served.workers(), "the worker goes on for nobody"
        assert served.ask("ASK { ?s ?p 7 }").status == 200


def test_workers_end_with_their_server(folder: Path) -> None:
    """Even when it is killed and can tell nobody, and even in the middle of a query."""
    with serving(folder, "--time-limit", "300", killed=True) as served:
        threading.Thread(target=asked_in_vain, args=(served,), daemon=True).start()
        time.sleep(2)
        workers = served.workers()
    assert workers
    for _ in range(100):
        if not any(Path(f"/proc/{pid}/stat").exists() and alive(pid) for pid in workers):
            break
        time.sleep(0.1)
    assert not any(alive(pid) for pid in workers)


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def asked_in_vain(served: Served) -> None:
    with suppress(OSError, HTTPException):
        served.ask(ENDLESS)


class Listener:
    """A host on 127.0.0.1 that counts who calls, and hangs up."""

    def __init__(self) -> None:
        self.calls = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                link, _ = self.socket.accept()
                self.calls += 1
                link.close()


@pytest.fixture
def listener() -> Iterator[Listener]:
    made = Listener()
    yield made
    made.socket.close()


CALLS = (
    "SELECT * { SERVICE <HOST> { ?s ?p ?o } }",
    "SELECT * { service # hush\n silent#x\n<HOST> { ?s ?p ?o } }",
    "SELECT * { VALUES ?e { <HOST> } SERVICE ?e { ?s ?p ?o } }",
    "PREFIX e: <HOST> SELECT * { SERVICE SILENT e:x { ?s ?p ?o } }",
    "SELECT * { \\u0053ERVICE <HOST> { ?s ?p ?o } }",
    "SELECT * { BIND(1<'>' AS ?x) SERVICE<HOST> { ?s ?p ?o } }",
    "SELECT * { ?a ?b 1SERVICE <HOST> { ?s ?p ?o } }",
    "SELECT * { ?a ?b true.SERVICE <HOST> { ?s ?p ?o } }",
    "SELECT * { ?a ?b trueSERVICE <HOST> { ?s ?p ?o } }",
    "SELECT * { ?a ?b ?c.SERVICESILENT<HOST>{ ?s ?p ?o } }",
    'SELECT * { ?a ?b "x"@en.SERVICE <HOST> { ?s ?p ?o } }',
    "PREFIX e: <http://h:80> SELECT * { ?a ?b e:SERVICE <HOST> { ?s ?p ?o } }",
    "ASK { { SELECT * { OPTIONAL { SERVICE <HOST> { ?s ?p ?o } } } } }",
)
"""Ways to write a call to another host that must not get past the look at the text."""


@pytest.mark.parametrize("text", CALLS)
def test_a_query_cannot_call_another_host(served: Served, listener: Listener, text: str) -> None:
    answer = served.ask(text.replace("HOST", f"http://127.0.0.1:{listener.port}/sparql"))
    assert answer.status == 400
    assert b"SERVICE" in answer.body
    assert listener.calls == 0


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?t { ?s ?p ?t FILTER(CONTAINS(STR(?t), 'civil service')) }",
        "SELECT ?service { ?service <urn:p> ?civilservice }",
        "SELECT * { ?s <http://example.org/service> ?o }",
    ],
)
def test_the_word_service_may_be_used(served: Served, text: str) -> None:
    assert not calls_service(text)
    assert served.ask(text).status == 200


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can be told to cut a process off")
def test_a_worker_cannot_reach_the_network_whatever_it_is_asked(folder: Path, listener: Listener) -> None:
    """The look at the text may be outwitted; the kernel may not. A worker with the network shows that the query does call."""
    text = f"SELECT * {{ SERVICE <http://127.0.0.1:{listener.port}/> {{ ?s ?p ?o }} }}"
    details = {"query": text, "type": "text/csv", "store": str(folder), "version": ""}
    for network, calls in ((False, 0), (True, 1)):
        worker = Worker({"memory": 0, "network": network, "limit": 1000, "writes": None})
        with pytest.raises(Refused):
            worker.do(Job(kind="query", details=details), Watch(), 30, lambda: True)
        worker.end()
        assert listener.calls >= calls
        assert bool(listener.calls) is bool(calls)


def test_an_update_cannot_call_another_host(tmp_path: Path, listener: Listener) -> None:
    here = f"http://127.0.0.1:{listener.port}/x.ttl"
    with serving(tmp_path / "s", writable=True) as served:
        for text in (
            f"LOAD <{here}>",
            f"LOAD SILENT <{here}> INTO GRAPH <urn:g>",
            f"CLEAR ALL;load#x\n<{here}>",
            f"PREFIX e: <{here}> LOAD e:x",
            f"INSERT {{ GRAPH <urn:g> {{ ?s ?p ?o }} }} WHERE {{ SERVICE <{here}> {{ ?s ?p ?o }} }}",
            f"\\u004COAD <{here}>",
        ):
            assert served.update(text).status == 400, text
    assert listener.calls == 0


def test_with_leave_it_may_call(folder: Path, listener: Listener) -> None:
    """The option works, and the listener would have heard."""
    with serving(folder, "--allow-outside") as served:
        served.ask(f"SELECT * {{ SERVICE SILENT <http://127.0.0.1:{listener.port}/> {{ ?s ?p ?o }} }}")
    assert listener.calls > 0


def test_a_large_request_is_refused(folder: Path) -> None:
    with serving(folder, "--request-limit", "0.01") as small:
        assert small.call("POST", "/query", "#" * 20_000, QUERY).status == 413
        assert small.call("POST", "/query", "ASK {}", QUERY).status == 200


def test_a_wrong_token_writes_nothing(tmp_path: Path) -> None:
    insert = "INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }"
    with serving(tmp_path / "s", writable=True) as served:
        for shown in (
            None,
            "Bearer",
            "Bearer ",
            "Bearer wrong",
            f"Bearer {TOKEN}x",
            f"Bearer {TOKEN[:-1]}",
            "Basic eDp5",
            TOKEN,
            "Bearer ü",
        ):
            headers = {k: v for k, v in UPDATE.items() if k != "Authorization"} | ({"Authorization": shown} if shown else {})
            answer = served.call("POST", "/update", insert, {k: v.encode("utf-8").decode("latin-1") for k, v in headers.items()})
            assert answer.status == 401, shown
            assert answer.headers["WWW-Authenticate"].startswith("Bearer")
            for method in ("PUT", "POST", "DELETE"):
                assert served.call(method, "/graph-store?graph=urn:g", "", {"Authorization": shown or ""}).status == 401
        assert json.loads(served.ask("ASK { ?s ?p ?o }").body)["boolean"] is False
        assert served.update(insert).status == 204


def test_a_form_of_another_site_cannot_write(tmp_path: Path) -> None:
    """A browser sends a form anywhere, but not the token with it."""
    with serving(tmp_path / "s", writable=True) as served:
        assert served.call("POST", "/update", "update=CLEAR+ALL", {**FORM, "Origin": "http://elsewhere.example"}).status == 401


def test_a_job_is_not_lost_with_a_worn_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker that dies of what it did before gets its job done by a new one; a job that kills a new one is at fault itself."""
    from kg.serving import pool
    from kg.serving.processes import Died
    from kg.serving.settings import Settings
    from kg.serving.wire import Job

    started: list[Fake] = []

    class Fake:
        def __init__(self, _: object) -> None:
            self.alive, self.jobs = True, 0
            started.append(self)

        def do(self, job: Job, *_: object) -> str:
            self.jobs += 1
            if self.jobs > 1 or job.kind == "deadly":
                self.alive = False
                raise Died(500, "ended early")
            return "answer"

    monkeypatch.setattr(pool, "Worker", Fake)
    readers = pool.Readers(Settings(store="memory:"), pool.Versions("memory:"), None)  # type: ignore[arg-type]
    assert [readers.do(Job(kind="query"), lambda: True) for _ in range(2)] == ["answer", "answer"]
    assert len(started) == 2
    with pytest.raises(Died):
        readers.do(Job(kind="deadly"), lambda: True)
    assert len(started) == 3
