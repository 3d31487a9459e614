"""The endpoint does what the W3C's suites for the SPARQL 1.1 Protocol and the Graph Store Protocol ask of one.

The cases are text files in `cases/protocol`, which say how to write more. They run against a `kg serve` process on a folder.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatch
from pathlib import Path
from urllib.parse import quote, urlencode

import pyoxigraph as ox
import pytest

from tests.cases import CASES
from tests.serve_process import TOKEN, Response, Served, serving

FILES = ("queries", "updates", "graphs")
MARKS = ("?", "&", "|", "=")


@dataclass
class Step:
    """A request, and what must come back."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    lines: dict[str, list[str]] = field(default_factory=lambda: {mark: [] for mark in MARKS})
    expected: list[str] = field(default_factory=list)


@dataclass
class Case:
    name: str
    steps: list[Step]


def read(text: str) -> list[Case]:
    """The cases of a file."""
    made: list[Case] = []
    for number, line in enumerate(text.splitlines(), 1):
        mark, _, rest = line.partition(" ")
        if not line.strip():
            continue
        if mark == "==":
            made.append(Case(rest, []))
        elif mark == ">":
            method, path = rest.split(" ", 1)
            made[-1].steps.append(Step(method, path))
        elif mark == "<":
            made[-1].steps[-1].expected = rest.split(" ", 2)
        elif mark in MARKS:
            made[-1].steps[-1].lines[mark].append(rest)
        else:
            name, colon, value = line.partition(": ")
            assert colon, f"line {number}: {line!r} is nothing that a case may hold"
            made[-1].steps[-1].headers[name] = value
    return made


class Talk:
    """The steps of a file, one after another, with one server."""

    def __init__(self, served: Served) -> None:
        self.served = served
        self.location = ""

    def do(self, step: Step) -> None:
        """One request; fails where something else comes back than must."""
        answer = self.send(step)
        status, kind, wanted = [*step.expected, "", ""][:3]
        assert fnmatch(str(answer.status), status.replace("x", "?")), answer.body
        self.location = answer.headers.get("Location") or self.location
        if kind == "boolean":
            assert answer.type.startswith("application/sparql-results+")
            assert json.loads(answer.body)["boolean"] is (wanted == "true")
        elif kind == "table":
            assert re.fullmatch(r"application/sparql-results\+(json|xml)|text/csv|text/tab-separated-values", answer.type)
            assert "json" not in answer.type or "bindings" in json.loads(answer.body)["results"]
        elif kind == "one":
            (row,) = json.loads(answer.body)["results"]["bindings"]
            (cell,) = row.values()
            assert cell["type"] == "uri"
            assert fnmatch(cell["value"], self.filled(wanted))
        elif kind == "graph":
            syntax = ox.RdfFormat.from_media_type(answer.type)
            assert syntax is not None, answer.type
            assert canonical(answer.body, syntax) == canonical(self.filled("\n".join(step.lines["="])), ox.RdfFormat.TURTLE)
        else:
            assert not kind, f"{kind!r} is nothing that can be expected"

    def send(self, step: Step) -> Response:
        headers = {"Authorization": f"Bearer {TOKEN}", **step.headers}
        encoding = headers.pop("Encoding", "utf-8")
        body: bytes | None = None
        if step.lines["&"]:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            body = pairs(step.lines["&"]).encode()
        elif step.lines["|"]:
            line_end = "\r\n" if "multipart" in headers.get("Content-Type", "") else "\n"
            body = self.filled(line_end.join([*step.lines["|"], ""])).encode(encoding)
        path = self.filled(step.path).removeprefix(f"http://127.0.0.1:{self.served.port}")
        beside = pairs(map(self.filled, step.lines["?"]))
        return self.served.call(step.method, f"{path}?{beside}" if beside else path, body, headers)

    def filled(self, text: str) -> str:
        return text.replace("{HOST}", f"127.0.0.1:{self.served.port}").replace("{LOCATION}", self.location)


def pairs(lines: Iterable[str]) -> str:
    """`name=value` lines as an address or a form has them."""
    return urlencode([(name, value) for name, _, value in (line.partition("=") for line in lines)], quote_via=quote)


def canonical(text: bytes | str, syntax: ox.RdfFormat) -> set[ox.Triple]:
    """A graph, its blank nodes named by what is said of them."""
    graph = ox.Dataset(ox.Quad(*quad.triple) for quad in ox.parse(text, syntax))
    graph.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return {quad.triple for quad in graph}


ALL = [(file, case) for file in FILES for case in read((CASES / "protocol" / f"{file}.txt").read_text("utf-8"))]


@pytest.fixture(scope="module")
def talk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Talk]:
    folder: Path = tmp_path_factory.mktemp("served") / "store"
    with serving(folder, writable=True) as served:
        yield Talk(served)


@pytest.mark.parametrize("case", [case for _, case in ALL], ids=[f"{file}: {case.name}" for file, case in ALL])
def test_the_protocols(talk: Talk, case: Case) -> None:
    """Each case of the files, in their order."""
    assert case.steps
    for step in case.steps:
        assert step.expected, f"a step of {case.name!r} expects nothing"
        talk.do(step)


def test_the_files_hold_all_of_the_suites() -> None:
    """34 tests of the Protocol, 19 requests and looks of the Graph Store Protocol, each named once."""
    names = {file: re.findall(r"\w+_\w+", " ".join(c.name for f, c in ALL if f == file)) for file in FILES}
    protocol = names["queries"] + names["updates"]
    assert len(protocol) == len(set(protocol)) == 34
    assert len(names["graphs"]) == len(set(names["graphs"])) == 19


def test_a_wrong_answer_fails_a_case(talk: Talk) -> None:
    """The checks are no decoration."""
    for wrong in ("< 4xx", "< 2xx boolean false", "< 2xx table x", "< 2xx graph", "< 2xx one http://*"):
        (case,) = read(f"== wrong\n> GET /sparql\n? query=ASK {{}}\n{wrong}\n")
        with pytest.raises((AssertionError, KeyError)):
            talk.do(case.steps[0])
    (case,) = read("== wrong\n> GET /sparql\n? query=CONSTRUCT { <urn:a> <urn:b> 1 } {}\n< 2xx graph\n= <urn:a> <urn:b> 2 .\n")
    with pytest.raises(AssertionError):
        talk.do(case.steps[0])
