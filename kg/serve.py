"""A SPARQL 1.1 Protocol endpoint over a store, read-only, and a page to ask it from.

Query by GET, by POST of a form and by POST of the query itself, at `/query` and `/sparql`; `/health` says whether the store
answers. Each query has a time limit, after which the client gets 503. The engine cannot be stopped in the middle of a query:
one that ran out of time goes on in its thread until it is done, and holds one of `PLACES`; when all are held, everybody gets
503 until one is free. For the open internet, put a server that can stop queries in front or in its place (`oxigraph
serve-read-only --timeout-s`).
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Final
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

from kg.errors import KgError, QueryError, StoreError, UsageError
from kg.page import page
from kg.store.answer import Answer, graph_bytes, put, results_bytes
from kg.store.base import Store

TIME_LIMIT: Final = 30.0
"""Seconds for one query."""

PLACES: Final = 8
"""Queries that run at one time."""

LARGEST: Final = 1_000_000
"""Bytes of a request's body."""

QUERY_PATHS: Final = ("/query", "/sparql")

TABLES: Final[Mapping[str, ox.QueryResultsFormat]] = {
    "application/sparql-results+json": ox.QueryResultsFormat.JSON,
    "application/json": ox.QueryResultsFormat.JSON,
    "application/sparql-results+xml": ox.QueryResultsFormat.XML,
    "application/xml": ox.QueryResultsFormat.XML,
    "text/csv": ox.QueryResultsFormat.CSV,
    "text/tab-separated-values": ox.QueryResultsFormat.TSV,
}
"""Media types for SELECT and ASK, the preferred one first."""

GRAPHS: Final[Mapping[str, ox.RdfFormat]] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
"""Media types for CONSTRUCT and DESCRIBE, the preferred one first."""


class Refused(Exception):
    """A request that gets an HTTP error: its status and one line of reason."""

    def __init__(self, status: int, reason: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = dict(headers or {})


def serve(store: Store, host: str = "127.0.0.1", port: int = 7878, *, time_limit: float = TIME_LIMIT) -> None:
    """Answer until interrupted. `time_limit` is in seconds. Raises `UsageError` where the port cannot be had."""
    with make_server(store, host, port, time_limit=time_limit) as server:
        print(
            f"SPARQL endpoint at http://{host}:{server.server_port}/query, page at http://{host}:{server.server_port}/",
            flush=True,
        )
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("stopped", flush=True)


def make_server(store: Store, host: str, port: int, *, time_limit: float = TIME_LIMIT) -> Endpoint:
    """The server, bound to its port and not yet running; port 0 takes any free one."""
    try:
        return Endpoint(store, host, port, time_limit)
    except (OSError, OverflowError) as error:
        raise UsageError(f"cannot listen on {host}:{port}: {getattr(error, 'strerror', None) or error}") from error


class Endpoint(ThreadingHTTPServer):
    """An HTTP server that holds the store and the places for queries."""

    daemon_threads = True
    request_queue_size = 128  # the default of 5 turns a burst of clients away

    def __init__(self, store: Store, host: str, port: int, time_limit: float) -> None:
        self.store = store
        self.time_limit = time_limit
        self._places = threading.BoundedSemaphore(PLACES)
        super().__init__((host, port), _Handler)

    def ask(self, query: str) -> Answer:
        """The answer to a query within the time limit. Raises `Refused` (503) where there is no place or no time left."""
        if not self._places.acquire(timeout=self.time_limit):
            raise Refused(503, "all places are taken by long queries; try again later", {"Retry-After": "30"})
        result: Future[Answer] = Future()

        def work() -> None:
            try:
                result.set_result(put(self.store, query))
            except BaseException as error:  # handed to whoever waits, in the other thread
                result.set_exception(error)
            finally:
                self._places.release()

        threading.Thread(target=work, daemon=True).start()
        try:
            return result.result(timeout=self.time_limit)
        except OutOfTime:
            raise Refused(503, f"the query took longer than {self.time_limit:g} seconds", {"Retry-After": "30"}) from None


_SERVICE = re.compile(r"\bservice\b(?:\s|#[^\n\r]*)*(?:silent\b(?:\s|#[^\n\r]*)*)?(?:<|[?$]\w|[\w.-]*:)", re.IGNORECASE)


def calls_out(query: str) -> bool:
    """Whether a query could make this machine call another with SERVICE.

    Looks at the raw text, so that no trick with quotation marks hides the word; the price is that a text such as
    "service: " inside a string is refused too. Escaped letters are looked at as the letters they stand for.
    """
    plain = re.sub(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})", _unescaped, query)
    return bool(_SERVICE.search(query) or _SERVICE.search(plain))


def _unescaped(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code < 0x110000 else ""


def best(accept: str, offered: Mapping[str, object]) -> str:
    """The offered media type that an Accept header likes most; by the offer's own order among equals.

    Raises `Refused` (406) where it likes none.
    """
    wanted: list[tuple[str, float]] = []
    for part in (accept or "*/*").split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        quality = next((p.partition("=")[2] for p in parameters if p.startswith("q=")), "1")
        wanted.append((name.lower(), float(quality) if re.fullmatch(r"\d*\.?\d+", quality) else 1.0))

    def liking(offer: str) -> float:
        """By the most exact range that covers the offer."""
        for covering in (offer, f"{offer.partition('/')[0]}/*", "*/*"):
            found = [quality for name, quality in wanted if name == covering]
            if found:
                return max(found)
        return 0.0

    chosen = max(offered, key=liking)  # the first of the best
    if liking(chosen) <= 0:
        raise Refused(406, f"this can be had as {', '.join(offered)}")
    return chosen


class _Handler(BaseHTTPRequestHandler):
    server: Endpoint
    server_version = "kg"
    protocol_version = "HTTP/1.1"
    timeout = 60  # seconds that a silent client may hold a connection

    def do_GET(self) -> None:
        self._respond()

    def do_HEAD(self) -> None:
        self._respond()

    def do_POST(self) -> None:
        self._respond()

    def do_OPTIONS(self) -> None:
        self._send(204, "", b"", {"Allow": "GET, HEAD, POST, OPTIONS"})

    def do_PUT(self) -> None:
        self.close_connection = True  # the body stays unread
        self._send(405, "text/plain", b"this endpoint is read-only: GET or POST a query\n", {"Allow": "GET, HEAD, POST, OPTIONS"})

    do_DELETE = do_PATCH = do_PUT

    def _respond(self) -> None:
        try:
            status, media_type, body = self._answer()
            headers = {}
        except Refused as error:
            status, media_type, body, headers = error.status, "text/plain", f"{error.reason}\n".encode(), error.headers
        except QueryError as error:
            status, media_type, body, headers = 400, "text/plain", f"{error}\n".encode(), {}
        except KgError as error:
            status, media_type, body, headers = 500, "text/plain", f"{error}\n".encode(), {}
        try:
            self._send(status, media_type, body, headers)
        except ConnectionError:
            self.close_connection = True  # the client has gone

    def _answer(self) -> tuple[int, str, bytes]:
        parts = urlsplit(self.path)
        body = self._body() if self.command == "POST" else b""
        if parts.path in QUERY_PATHS:
            return self._query(parts.query, body)
        if parts.path not in ("/", "/health"):
            raise Refused(404, f"there is nothing at {parts.path}; queries go to {' or '.join(QUERY_PATHS)}")
        if self.command == "POST":
            raise Refused(405, f"queries go to {QUERY_PATHS[0]}", {"Allow": "GET, HEAD, OPTIONS"})
        if parts.path == "/health":
            try:
                self.server.store.ask("ASK { ?subject ?property ?value }")
            except StoreError as error:
                raise Refused(503, str(error)) from error
            return 200, "application/json", json.dumps({"status": "ok"}).encode()
        return 200, "text/html", page(self.server.store)

    def _query(self, address_part: str, body: bytes) -> tuple[int, str, bytes]:
        query = self._query_text(address_part, body)
        if calls_out(query):
            raise Refused(400, "this endpoint asks no other one: SERVICE is not allowed")
        accept = self.headers.get("Accept", "*/*")
        found = self.server.ask(query)
        if isinstance(found.value, tuple):
            chosen = best(accept, GRAPHS)
            return 200, chosen, graph_bytes(found.value, GRAPHS[chosen])
        offered = {t: f for t, f in TABLES.items() if not (isinstance(found.value, bool) and t.startswith("text/"))}
        chosen = best(accept, offered)
        return 200, chosen, results_bytes(found.value, TABLES[chosen])

    def _query_text(self, address_part: str, body: bytes) -> str:
        """The query, wherever the protocol lets a client put it."""
        kind = self.headers.get_content_type() if self.command == "POST" else ""
        try:
            if kind == "application/sparql-query":
                sent = {"query": [body.decode()], **_others(address_part)}
            elif kind == "application/x-www-form-urlencoded":
                sent = parse_qs(body.decode(), keep_blank_values=True, errors="strict")
            elif not kind:
                sent = parse_qs(address_part, keep_blank_values=True, errors="strict")
            elif kind == "application/sparql-update":
                raise Refused(403, "this endpoint is read-only: it takes no updates")
            else:
                raise Refused(415, "POST a form with `query`, or the query itself as application/sparql-query")
        except ValueError as error:
            raise Refused(400, "the query is not UTF-8 text") from error
        if "update" in sent:
            raise Refused(403, "this endpoint is read-only: it takes no updates")
        if {"default-graph-uri", "named-graph-uri"} & set(sent):
            raise Refused(400, "name graphs with FROM and FROM NAMED in the query itself, not beside it")
        if len(sent.get("query", ())) != 1:
            raise Refused(400, "give exactly one `query`")
        return sent["query"][0]

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit():
            self.close_connection = True
            raise Refused(411, "say with Content-Length how long the body is")
        if int(length) > LARGEST:
            self.close_connection = True
            raise Refused(413, f"a request may have {LARGEST} bytes")
        return self.rfile.read(int(length))

    def _send(self, status: int, media_type: str, body: bytes, headers: Mapping[str, str]) -> None:
        self.send_response(status)
        if media_type:
            self.send_header(
                "Content-Type", media_type if media_type.startswith("application/") else f"{media_type}; charset=utf-8"
            )
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        self.send_header("X-Content-Type-Options", "nosniff")
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing: standard error is for errors."""


def _others(address_part: str) -> dict[str, list[str]]:
    return {name: values for name, values in parse_qs(address_part, keep_blank_values=True).items() if name != "query"}
