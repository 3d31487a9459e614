"""`python -m benchmarks.endpoint`: what a request to `kg serve` costs beyond the engine's own work, as ratios within one run.

The store is made up: statements of invented people in articles, a named graph each. Everything goes over 127.0.0.1.
"""

from __future__ import annotations

import argparse
import http.client
import shutil
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from urllib.parse import urlencode

import pyoxigraph as ox

from kg.serving.processes import Watch, Worker
from kg.serving.refusal import Refused
from kg.serving.wire import Job
from kg.store import open_store
from kg.store.embedded import EmbeddedStore
from tests.serve_process import QUERY, TURTLE, UPDATE, Served, serving

QUESTIONS = {
    "ASK of one triple": "ASK { <urn:s7> <urn:said-by> ?who }",
    "30 rows of one speaker": "SELECT ?s ?words { ?s <urn:said-by> <urn:speaker3> ; <urn:words> ?words } LIMIT 30",
    "count by speaker": "SELECT ?who (COUNT(*) AS ?n) { ?s <urn:said-by> ?who } GROUP BY ?who",
    "a table of 1 MB": "SELECT ?s ?words { ?s <urn:words> ?words } LIMIT 8000",
}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?p ?x . ?b ?q ?y . ?c ?r ?z FILTER(STR(?x) = CONCAT(STR(?y), STR(?z))) }"


def median(work: Callable[[], object], times: int) -> float:
    """Median seconds."""
    taken = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def fill(store: EmbeddedStore, statements: int) -> None:
    """Three triples a statement, twenty statements a graph."""
    graphs: dict[str, list[ox.Quad]] = {}
    for n in range(statements):
        subject = ox.NamedNode(f"urn:s{n}")
        said = [
            ("said-by", ox.NamedNode(f"urn:speaker{n % 211}")),
            ("words", ox.Literal(f"what was said in place {n}")),
            ("n", ox.Literal(n)),
        ]
        graphs.setdefault(f"urn:g{n // 20}", []).extend(ox.Quad(subject, ox.NamedNode(f"urn:{p}"), o) for p, o in said)
    store.replace(graphs)


def asking(folder: Path, served: Served, times: int) -> None:
    with open_store(folder, read_only=True) as store:
        assert isinstance(store, EmbeddedStore)
        link = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)

        def over_http(text: str) -> bytes:
            link.request("POST", "/query", text.encode(), QUERY)
            return link.getresponse().read()

        def bare(text: str) -> object:
            with store.answer(text) as found:
                return found.serialize(format=ox.QueryResultsFormat.JSON)

        empty = median(lambda: served_get(link, "/health"), times)
        print(f"a request that asks nothing of the store (/health): {1000 * empty:.1f} ms")
        for name, text in QUESTIONS.items():
            over_http(text)
            mine, engine = median(lambda text=text: over_http(text), times), median(lambda text=text: bare(text), times)
            print(f"{name}: {1000 * mine:.1f} ms, {mine / engine:.1f} times the engine alone, {mine / empty:.1f} times /health")


def served_get(link: http.client.HTTPConnection, path: str) -> bytes:
    link.request("GET", path)
    return link.getresponse().read()


def stopping(folder: Path) -> None:
    """What it costs to kill a worker and to have a new one."""
    options = {"memory": 0, "network": False, "limit": 10**6, "writes": None}
    job = Job(kind="ready", details={"store": str(folder), "version": ""})
    watch = Watch()
    worker = Worker(options)
    first = median(lambda: worker.do(job, watch, 60, lambda: True), 1)
    again = median(lambda: worker.do(job, watch, 60, lambda: True), 20)
    endless = Job(
        kind="query", details={"query": ENDLESS, "type": "text/csv", "default": None, "store": str(folder), "version": ""}
    )
    begun = time.perf_counter()
    try:
        worker.do(endless, watch, 1.0, lambda: True)
    except Refused as error:
        print(f"an endless query with 1 s: {error.reason}, after {time.perf_counter() - begun:.2f} s")
    worker.end()
    print(f"a new worker's first answer: {1000 * first:.0f} ms, {first / again:.0f} times one of a worker that is warm")


def writing(folder: Path, times: int) -> None:
    """Updates through the endpoint against the same in this process; a version for the readers is made after each."""
    with serving(folder, writable=True) as served:
        beside = folder.parent / "beside"
        with open_store(beside) as store:
            assert isinstance(store, EmbeddedStore)
            fill(store, 1)
            numbers = iter(range(10**9))
            insert = "INSERT DATA {{ GRAPH <urn:new> {{ <urn:a> <urn:b> {} }} }}"
            direct = median(lambda: store.update(insert.format(next(numbers))), times)
        mine = median(lambda: served.call("POST", "/update", insert.format(next(numbers)), UPDATE), times)
        put = median(lambda: served.call("PUT", f"/graph-store/{next(numbers)}", "<urn:a> <urn:b> 1 .", TURTLE), times)
        pattern = median(lambda: served.update("DELETE { GRAPH ?g { ?s <urn:b> 1 } } WHERE { GRAPH ?g { ?s <urn:b> 1 } }"), 3)
        print(
            f"INSERT DATA: {1000 * mine:.0f} ms, {mine / direct:.0f} times the engine alone (which shows it to nobody else); "
            f"PUT of a graph {put / mine:.1f} times that; an update by pattern {pattern / mine:.1f} times that"
        )


def together(served: Served, times: int) -> None:
    """Four clients at once against one."""
    text = QUESTIONS["count by speaker"]

    def client(number: int) -> None:
        link = http.client.HTTPConnection("127.0.0.1", served.port, timeout=60)
        for _ in range(number):
            link.request("POST", "/query", text + f" #{urlencode({'n': number})}", QUERY)
            link.getresponse().read()

    client(4)
    one = median(lambda: client(times), 1) / times
    threads = [Thread(target=client, args=(times,)) for _ in range(4)]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    four = (time.perf_counter() - begun) / (4 * times)
    print(f"four clients at once: {one / four:.2f} times the answers a second of one client")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--statements", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=30)
    args = parser.parse_args()
    with TemporaryDirectory() as place:
        folder = Path(place) / "store"
        with open_store(folder) as store:
            assert isinstance(store, EmbeddedStore)
            fill(store, args.statements)
        with serving(folder) as served:
            asking(folder, served, args.times)
            together(served, args.times)
        stopping(folder)
        shutil.copytree(folder, Path(place) / "written")
        writing(Path(place) / "written", args.times)


if __name__ == "__main__":
    main()
