"""A real `kg serve` process, and requests to it."""

from __future__ import annotations

import contextlib
import http.client
import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

TOKEN = "open-sesame"
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update", "Authorization": f"Bearer {TOKEN}"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
TURTLE = {"Content-Type": "text/turtle", "Authorization": f"Bearer {TOKEN}"}


@dataclass(frozen=True)
class Response:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        return (self.headers.get("Content-Type") or "").partition(";")[0]


@dataclass
class Served:
    """An endpoint on 127.0.0.1, and what it wrote on standard error."""

    port: int
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)

    def call(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float = 60,
    ) -> Response:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            link.request(method, path, body.encode() if isinstance(body, str) else body, dict(headers or {}))
            answer = link.getresponse()
            return Response(answer.status, answer.headers, answer.read())
        finally:
            link.close()

    def ask(self, query: str, accept: str = "*/*", timeout: float = 60) -> Response:
        return self.call("POST", "/query", query, {**QUERY, "Accept": accept}, timeout)

    def update(self, text: str) -> Response:
        return self.call("POST", "/update", text, UPDATE)

    def value(self, query: str) -> str:
        """The one value of a query with one row and one column."""
        (row,) = json.loads(self.ask(query).body)["results"]["bindings"]
        (cell,) = row.values()
        return str(cell["value"])

    def workers(self) -> list[int]:
        """Process ids of what stands behind it."""
        if not Path("/proc/self/stat").exists():
            pytest.skip("processes are looked at in /proc")
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
                found += [int(folder.name)] if int(parent) == self.process.pid and state != "Z" else []
        return found


@contextlib.contextmanager
def serving(store: Path | str, *options: str, writable: bool = False, killed: bool = False) -> Iterator[Served]:
    """`kg serve` on a store, interrupted at the end; it must then end by itself, without a traceback. Or killed, on the spot."""
    access = ["--writable", "--token", TOKEN] if writable else []
    command = [sys.executable, "-m", "kg", "serve", "--store", str(store), "--port", "0", *access, *options]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parent.parent
    )
    assert process.stdout is not None
    assert process.stderr is not None
    served = Served(0, process)
    errors = process.stderr
    listener = threading.Thread(target=lambda: served.log.extend(iter(errors.readline, "")), daemon=True)
    listener.start()
    try:
        line = process.stdout.readline()
        port = re.search(r":(\d+)/sparql", line)
        assert port, f"it did not start: {line} {served.log}"
        served.port = int(port[1])
        yield served
    finally:
        process.send_signal(9 if killed else 2)
        try:
            process.wait(timeout=60)
        finally:
            process.kill()
        listener.join(timeout=10)
    assert process.returncode == (-9 if killed else 0), served.log
    assert "Traceback" not in "".join(served.log)
