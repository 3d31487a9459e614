"""`kg gazetteer pull`: against a real Oxigraph server with an invented country, and against servers that misbehave."""

from __future__ import annotations

import threading
import urllib.request
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kg import gazetteer, schema
from kg.cli import main
from kg.errors import InputError, StoreUnreachable
from kg.gazetteer import own, polite, wikidata
from kg.gazetteer.facts import Country, Facts
from kg.gazetteer.polite import PoliteEndpoint
from tests.conftest import free_port, oxigraph_server
from tests.wikidata_fixture import MEMBERS, data

SINCE = date(1990, 1, 1)


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of a server that holds the invented country."""
    with oxigraph_server(tmp_path_factory.mktemp("wikidata")) as (address, _):
        headers = {"Content-Type": "application/sparql-update"}
        urllib.request.urlopen(urllib.request.Request(f"{address}/update", data().encode(), headers)).close()
        yield address


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An own gazetteer that is empty."""
    folder = tmp_path / "gazetteer"
    monkeypatch.setenv("KG_GAZETTEER", str(folder))
    return folder


@pytest.fixture(scope="module")
def pulled(country: str, tmp_path_factory: pytest.TempPathFactory) -> Facts:
    """What one pull gives."""
    return wikidata.pull("QX", PoliteEndpoint(country, tmp_path_factory.mktemp("pages"), pause=0), SINCE)


def terms(facts: Facts, person: str) -> list[tuple[str, str, str, str, str]]:
    return sorted(
        (h.office, h.of, str(h.since), "" if h.until == date.max else str(h.until), h.role_class)
        for h in facts.holdings
        if h.person == person
    )


def test_offices_with_their_terms(pulled: Facts) -> None:
    """Terms are held to the precision that is known, the country is taken off the office; deprecated terms, terms without
    any day, and seats in a council of a part of the country are left out."""
    assert terms(pulled, "Signe Aldermoor") == [
        ("President", "Ostrava Bay", "2019-06-01", "", "head_of_state"),
        ("Prime Minister", "Ostrava Bay", "2014-03-05", "2018-12-31", "head_of_government"),
        ("member", "Harbour Party", "2010-01-01", "", ""),
    ]
    assert terms(pulled, "Tove Brask") == [("Minister of Fisheries", "Ostrava Bay", "2015-02-01", "2017-08-31", "minister")]


def test_a_term_ends_with_its_holder(pulled: Facts) -> None:
    """Nobody holds an office after death, and who left it before the first year asked for is not fetched."""
    assert terms(pulled, "Henrik Osterlund") == [
        ("Prime Minister", "Ostrava Bay", "2018-01-01", "2021-05-06", "head_of_government")
    ]
    assert terms(pulled, "Nils Gammel") == []


def test_every_page_comes(pulled: Facts) -> None:
    """A chamber of more seats than a page holds comes whole, nobody twice."""
    members = [h for h in pulled.holdings if h.of == "Storthus"]
    assert len(members) == len({h.iri for h in members}) == MEMBERS
    assert {h.role_class for h in members} == {"legislator"}


def test_the_country_its_bodies_and_its_names(pulled: Facts) -> None:
    """Names in English alone, no flags; parties, ministries and chambers and no rowing club."""
    assert pulled.countries == (
        Country(
            name="Ostrava Bay", government="Ostravan government", adjectives=("Ostravan",), people=("Ostravans",),
            capitals=("Lindhaven",), aliases=("Bay Republic",),
        ),
    )  # fmt: skip
    assert [(b.name, b.kind, b.aliases) for b in pulled.bodies] == [
        ("Harbour Party", "party", ("HP", "Harbourites")),
        ("Ministry of Fisheries", "ministry", ()),
        ("Storthus", "legislature", ()),
    ]
    assert {h.aliases for h in pulled.holdings if h.person == "Signe Aldermoor"} == {("Signe Maria Aldermoor",)}


def test_pull_is_used_and_is_turtle_of_the_ontology(country: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes a file that conforms to the shapes, and the gazetteer answers from it at once."""
    assert gazetteer.load().person("Signe Aldermoor") == ()
    assert main(["gazetteer", "pull", "--country", "qx", "--endpoint", country, "--pause", "0"]) == 0
    assert f"wikidata-QX: {MEMBERS + 5} terms of {MEMBERS + 3} people, 3 bodies, 1 country" in capsys.readouterr().out
    assert schema.validate_file(place / "wikidata-QX.ttl") == []
    known = gazetteer.load()
    assert [h.office for h in known.holders("Prime Minister", "Ostrava Bay", date(2016, 1, 1))] == ["Prime Minister"]
    assert [h.person for h in known.family("Aldermoor", date(2020, 1, 1))] == ["Signe Aldermoor"]
    for found in (
        known.country("Ostrava Bay"),
        known.people("Ostravans"),
        known.adjective("Ostravan"),
        known.capital("Lindhaven"),
    ):
        assert found is not None
        assert found.name == "Ostrava Bay"
    party = known.body("Harbourites")
    assert party is not None
    assert (party.name, party.country) == ("Harbour Party", "Ostrava Bay")


def test_a_second_pull_asks_nothing_and_changes_nothing(country: str, place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pages are kept for a week; --refresh asks again."""
    command = ["gazetteer", "pull", "--country", "QX", "--endpoint", country, "--pause", "0"]
    assert main(command) == 0
    first, state = (place / "wikidata-QX.ttl").read_bytes(), gazetteer.fingerprint()
    capsys.readouterr()
    assert main(command) == 0
    assert "; 0 requests;" in capsys.readouterr().out
    assert (place / "wikidata-QX.ttl").read_bytes() == first
    assert gazetteer.fingerprint() == state
    assert main([*command, "--refresh"]) == 0
    assert "; 0 requests;" not in capsys.readouterr().out


def test_a_pull_that_was_stopped_goes_on(country: str, tmp_path: Path, pulled: Facts) -> None:
    """Stopped at any request, it loses nothing: the next run asks only for what is missing, and the result is the same."""
    whole = PoliteEndpoint(country, tmp_path / "whole", pause=0)
    wikidata.pull("QX", whole, SINCE)
    for stop in range(1, whole.asked, 3):
        cache = tmp_path / str(stop)

        def interrupt(_: float, stop: int = stop, sent: list[int] = [0]) -> None:  # noqa: B006
            sent[0] += 1
            if sent[0] == stop:
                raise KeyboardInterrupt

        first = PoliteEndpoint(country, cache, pause=0.01, sleep=interrupt)
        with pytest.raises(KeyboardInterrupt):
            wikidata.pull("QX", first, SINCE)
        second = PoliteEndpoint(country, cache, pause=0)
        assert wikidata.pull("QX", second, SINCE) == pulled
        assert first.asked + second.asked == whole.asked


def test_pauses_between_requests(country: str, tmp_path: Path) -> None:
    """One pause before every request but the first."""
    slept: list[float] = []
    endpoint = PoliteEndpoint(country, tmp_path, pause=0.5, sleep=slept.append)
    wikidata.pull("QX", endpoint, SINCE)
    assert slept == [0.5] * (endpoint.asked - 1)


def test_a_damaged_page_on_disk_is_asked_for_again(country: str, tmp_path: Path, pulled: Facts) -> None:
    """A page that was cut off on disk is no page."""
    wikidata.pull("QX", PoliteEndpoint(country, tmp_path, pause=0), SINCE)
    page = next(tmp_path.glob("terms-*.json"))
    page.write_bytes(page.read_bytes()[:40])
    again = PoliteEndpoint(country, tmp_path, pause=0)
    assert wikidata.pull("QX", again, SINCE) == pulled
    assert again.asked == 1


def test_a_country_that_nobody_knows(country: str, tmp_path: Path) -> None:
    """One line names the endpoint and the code."""
    with pytest.raises(InputError, match="knows no country with the code ZZ"):
        wikidata.pull("ZZ", PoliteEndpoint(country, tmp_path, pause=0), SINCE)


# --- servers that misbehave -----------------------------------------------------------

Answer = tuple[int, dict[str, str], bytes]
EMPTY = b'{"head":{"vars":["country"]},"results":{"bindings":[]}}'
GOOD: Answer = (200, {"Content-Type": "application/sparql-results+json"}, EMPTY)


@pytest.fixture
def serving() -> Iterator[Callable[[list[Answer]], tuple[str, list[dict[str, str]]]]]:
    """Starts servers that give these answers one after the other, the last for ever; and shows the headers they were sent."""
    servers = []

    def start(answers: list[Answer]) -> tuple[str, list[dict[str, str]]]:
        seen: list[dict[str, str]] = []

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                seen.append(dict(self.headers))
                code, headers, body = answers[min(len(seen), len(answers)) - 1]
                self.send_response(code)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/sparql", seen

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("bad", "waits"),
    [
        ((429, {"Retry-After": "7"}, b"slow down"), [7]),
        ((429, {}, b""), [2]),
        ((503, {"Retry-After": "0"}, b""), [0]),
        ((500, {}, b"<html>java.util.concurrent.TimeoutException</html>"), [2]),
        ((200, {"Content-Type": "text/html"}, b"<html>back soon</html>"), [2]),
        ((200, {"Content-Type": "application/sparql-results+json"}, EMPTY[:30]), [2]),
        ((200, {"Content-Type": "application/sparql-results+json"}, b""), [2]),
        ((200, {"Content-Type": "application/sparql-results+json"}, b'{"head":{},"boolean":true}'), [2]),
    ],
)
def test_a_busy_server_is_asked_again(serving, tmp_path: Path, bad: Answer, waits: list[float]) -> None:  # type: ignore[no-untyped-def]
    """Refusals, failures and answers that are none are tried again, after as long as the server asks for."""
    address, seen = serving([bad, GOOD])
    slept: list[float] = []
    assert PoliteEndpoint(address, tmp_path, pause=0, sleep=slept.append).rows("country", {}) == []
    assert len(seen) == 2
    assert [s for s in slept if s or waits == [0]][:1] == waits
    assert seen[0]["User-Agent"] == polite.AGENT
    assert "polstat/" in polite.AGENT


def test_waits_grow_and_end(serving, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """After as many tries as are allowed the error names address, code and what to do; nothing was kept of bad answers."""
    address, seen = serving([(500, {}, b"")])
    slept: list[float] = []
    with pytest.raises(StoreUnreachable, match=r"answered 500 .*; gave up at country after 4 of 4 tries.*goes on from there"):
        PoliteEndpoint(address, tmp_path, pause=0.5, tries=4, sleep=slept.append).rows("country", {})
    assert slept == [2, 0.5, 4, 0.5, 8, 0.5]
    assert len(seen) == 4
    assert list(tmp_path.iterdir()) == []


def test_a_wait_of_hours_is_not_waited(serving, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A server that asks for a very long wait ends the pull at once, and the message says for how long."""
    address, seen = serving([(429, {"Retry-After": "86400"}, b"")])
    with pytest.raises(StoreUnreachable, match=r"answered 429 .* and asks to wait 86400 seconds"):
        PoliteEndpoint(address, tmp_path, sleep=lambda _: None).rows("country", {})
    assert len(seen) == 1


def test_a_server_that_does_not_page_is_found_out(serving, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """The same page for ever would be a pull without end."""
    body = b'{"head":{"vars":["body"]},"results":{"bindings":[{"body":{"type":"uri","value":"urn:x"}}]}}'
    address, _ = serving([(200, {"Content-Type": "application/sparql-results+json"}, body)])
    with pytest.raises(StoreUnreachable, match="gave the same page of bodies twice"):
        list(PoliteEndpoint(address, tmp_path, pause=0).pages("bodies", "body", {}))


def test_an_endpoint_that_is_away(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line on standard error, exit code 1, and no file that a build would read."""
    address = f"http://127.0.0.1:{free_port()}/sparql"
    assert main(["gazetteer", "pull", "--country", "QX", "--endpoint", address, "--tries", "1"]) == 1
    assert capsys.readouterr().err.startswith(f"kg: {address} cannot be reached: ")
    assert own.entries() == ()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (["--country", "Norway"], "two letters"),
        (["--country", "QX", "--endpoint", "wikidata"], "http"),
        (["--country", "QX", "--since", "0"], "takes a year"),
        (["--country", "QX", "--tries", "0"], "--tries"),
    ],
)
def test_wrong_arguments(place: Path, wrong: list[str], reason: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Wrong usage is exit code 2 and one line."""
    assert main(["gazetteer", "pull", *wrong]) == 2
    error = capsys.readouterr().err
    assert reason in error
    assert error.count("\n") == 1
