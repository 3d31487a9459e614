"""One process writes and four read, all at once, through a real endpoint: nothing is lost, nobody sees half an update."""

from __future__ import annotations

import multiprocessing
import time
from multiprocessing.connection import Connection
from pathlib import Path

import pyoxigraph as ox

from kg.store import open_store
from tests.serve_process import TURTLE, Served, serving

BATCHES = 24
SIZE = 7
"""Triples of one batch, half of them in each of two graphs."""

SEEN = "SELECT ?batch (COUNT(*) AS ?n) { GRAPH ?g { ?thing <urn:in> ?batch } } GROUP BY ?batch"
TOGETHER = "SELECT ?batch (COUNT(*) AS ?n) { ?thing <urn:in> ?batch } GROUP BY ?batch"


def write(port: int, done: Connection) -> None:
    """Batches by turns as an update, as an update by pattern, and as a graph that is put; says how many were accepted."""
    served = Served(port, None)  # type: ignore[arg-type]
    accepted = 0
    for batch in range(BATCHES):
        half = SIZE // 2
        first, rest = (
            " ".join(f"<urn:t{batch}-{n}> <urn:in> {batch} ." for n in part) for part in (range(half), range(half, SIZE))
        )
        data = f"INSERT DATA {{ GRAPH <urn:one> {{ {first} }} GRAPH <urn:two> {{ {rest} }} }}"
        if batch % 3 == 0:
            answer = served.update(data)
        elif batch % 3 == 1:
            answer = served.update(data.replace(" DATA", "") + " WHERE {}")
        else:
            answer = served.call("PUT", f"/graph-store/batch-{batch}", first + rest, TURTLE)
        accepted += answer.status in (201, 204)
        seen = rows(served, TOGETHER)
        assert seen.get(batch) == SIZE, f"the writer does not see what it wrote: {seen}"
    done.send(accepted)


def look(port: int, stop: Connection, found: Connection) -> None:
    """Look again and again; says how often, and everything that was not as it should be."""
    served = Served(port, None)  # type: ignore[arg-type]
    before: dict[int, int] = {}
    wrong, looks = [], 0
    until = time.monotonic() + 300
    while not stop.poll() and time.monotonic() < until:
        for query in (SEEN, TOGETHER):
            seen = rows(served, query)
            wrong += [f"half a batch: {seen}"] if set(seen.values()) - {SIZE} else []
            wrong += [f"gone again: {before} {seen}"] if set(before) - set(seen) else []
            before, looks = seen, looks + 1
    found.send((looks, len(before), wrong[:3]))


def rows(served: Served, query: str) -> dict[int, int]:
    answer = served.ask(query, "text/tab-separated-values")
    assert answer.status == 200, answer.body
    return {int(a): int(b) for a, b in (line.split("\t") for line in answer.body.decode().splitlines()[1:])}


def test_one_writer_and_four_readers(tmp_path: Path) -> None:
    processes = multiprocessing.get_context("spawn")
    with serving(tmp_path / "s", "--time-limit", "120", writable=True) as served:
        stops, findings, readers = [], [], []
        for _ in range(4):
            stop_here, stop_there = processes.Pipe()
            found_here, found_there = processes.Pipe()
            readers.append(processes.Process(target=look, args=(served.port, stop_there, found_there)))
            stops.append(stop_here)
            findings.append(found_here)
        done_here, done_there = processes.Pipe()
        writer = processes.Process(target=write, args=(served.port, done_there))
        for process in (*readers, writer):
            process.start()
        assert done_here.poll(300), "the writer failed"
        accepted = done_here.recv()
        time.sleep(0.5)
        for stop in stops:
            stop.send(True)
        for found in findings:
            assert found.poll(120), "a reader failed"
            looks, _, wrong = found.recv()
            assert wrong == []
            assert looks > 2
        for process in (*readers, writer):
            process.join(timeout=60)
            assert process.exitcode == 0
        assert accepted == BATCHES
        assert rows(served, SEEN) == rows(served, TOGETHER) == {batch: SIZE for batch in range(BATCHES)}
        assert len(list(next(tmp_path.glob(".s-copies-*")).iterdir())) <= 5  # copies that nobody reads are removed
    with open_store(tmp_path / "s", read_only=True) as store:
        assert len(store.select("SELECT * { GRAPH ?g { ?thing <urn:in> ?batch } }")) == BATCHES * SIZE
        assert {quad.predicate for quad in store.quads()} == {ox.NamedNode("urn:in")}
