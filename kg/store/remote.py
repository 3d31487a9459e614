"""The store behind an address: any engine that speaks the SPARQL 1.1 Protocol.

Tried against the Oxigraph server in the test suite. Requests are POSTed, so that no query is too long for an address. The
default graph must be left as the engine has it: no option that makes queries see the union of all graphs by themselves.
"""

from __future__ import annotations

import uuid
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPException
from typing import cast
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit, urlunsplit

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, StoreUnreachable
from kg.store.address import TIME_LIMIT, endpoints
from kg.store.base import Bindings, Selection, Store, Triples, own_query
from kg.store.text import bind, expect
from kg.store.writing import STAGING, data, exchange, has_blank, swap, with_union

REQUEST_CHARACTERS = 4_000_000
"""Most characters of data in one update request: about 30,000 triples, well under the limits that servers set."""

_TABLE = "application/sparql-results+json"
_GRAPH = "application/ld+json, application/rdf+xml;q=0.8, text/turtle;q=0.6"  # first those that show when they were cut off


class RemoteStore(Store):
    """A SPARQL 1.1 endpoint."""

    def __init__(self, address: str, *, read_only: bool = False, time_limit: float = TIME_LIMIT) -> None:
        """The endpoint at `address`, by the rule of `endpoints`; user and password may stand in it, and are sent as Basic.

        `time_limit` is in seconds, for each answer. Nothing is sent yet.
        """
        bare, self._credentials = _split_credentials(address)
        self.where = bare
        self.notes = None
        self.read_only = read_only
        self._query_address, self._update_address = endpoints(bare)
        self._time_limit = max(1, round(time_limit))
        self._closed = False
        self._swept = False

    def select(self, query: str, bindings: Bindings | None = None) -> Selection:
        expect(query, "SELECT")
        return self._table(bind(query, bindings))

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        expect(query, "ASK")
        with self._mapped(self._query_address):
            answer = ox.parse_query_results(self._send(bind(query, bindings), _TABLE)[0], ox.QueryResultsFormat.JSON)
        return bool(answer)

    def construct(self, query: str, bindings: Bindings | None = None) -> Triples:
        expect(query, "CONSTRUCT", "DESCRIBE")
        with self._mapped(self._query_address):
            body, media_type = self._send(bind(query, bindings), _GRAPH)
            syntax = ox.RdfFormat.from_media_type(media_type)
            if syntax is None:
                raise StoreUnreachable(f"{self._query_address} answered with {media_type or 'an unnamed format'}, not with RDF")
            return tuple(dict.fromkeys(map(_triple, ox.parse(body, syntax))))

    def update(self, sparql: str) -> None:
        """Carry out a SPARQL Update request. It is all or nothing where the engine makes a request one transaction, as
        SPARQL 1.1 asks of it and Oxigraph does."""
        self._update(with_union(sparql))

    def replace(self, graphs: Mapping[str, Sequence[ox.Quad]]) -> None:
        """Make these named graphs hold exactly these quads.

        Up to `REQUEST_CHARACTERS` of data this is one request, atomic where the engine makes a request one transaction.
        Beyond, parts are sent to staging graphs that no query sees by itself, and one last request puts them all in place:
        if anything fails before, everything is as it was, and the staging graphs are dropped, at once or by the next store
        that writes. One writer at a time.
        """
        named = {ox.NamedNode(iri): tuple(dict.fromkeys(quads)) for iri, quads in graphs.items()}
        if not named:
            return
        if not self._swept:
            self._sweep()
        size = sum(len(str(quad)) for quads in named.values() for quad in quads)
        if size <= REQUEST_CHARACTERS:
            self._update(swap(named, data("INSERT", (_moved(q, graph) for graph, quads in named.items() for q in quads))))
            return
        staged = {graph: ox.NamedNode(f"{STAGING}{uuid.uuid4()}") for graph, quads in named.items() if quads}
        try:
            for part in _parts([_moved(quad, staged[graph]) for graph, quads in named.items() for quad in quads]):
                self._update(data("INSERT", part))
            self._update(swap(named, "".join(f"MOVE GRAPH {stage} TO GRAPH {graph} ;\n" for graph, stage in staged.items())))
        except StoreError:
            with suppress(StoreError):  # the first error is on its way up, and says more
                self._sweep()
            raise

    def patch(self, gone: Iterable[ox.Quad], come: Iterable[ox.Quad]) -> None:
        """As the protocol says, in one request."""
        new = tuple(dict.fromkeys(come))
        old = tuple(dict.fromkeys(gone).keys() - set(new))
        if any(map(has_blank, old)):
            raise StoreError(f"writing to {self.where}: a blank node cannot be taken away by name")
        if old or new:
            self._update(exchange(old, new))

    def graphs(self) -> tuple[str, ...]:
        return tuple(iri for iri in self._sizes() if not iri.startswith(STAGING))

    def quads(self) -> Iterator[ox.Quad]:
        """Everything in the named graphs, graph by graph.

        Raises `StoreError` where the engine hands out fewer triples than it counts, as those do that cap their answers.
        """
        text = own_query("_quads")
        for iri, size in self._sizes().items():
            if iri.startswith(STAGING):
                continue
            graph = ox.NamedNode(iri)
            found = self.select(text, {"graph": graph})
            if len(found) < size:
                raise StoreError(f"{self.where} handed out {len(found)} of {size} triples of {iri}: it caps its answers")
            for subject, predicate, value in found:
                yield ox.Quad(subject, predicate, value, graph)  # type: ignore[arg-type]

    def close(self) -> None:
        self._closed = True

    def _sizes(self) -> dict[str, int]:
        found = self._table(own_query("_graphs"))
        return dict(sorted((graph.value, int(size.value)) for graph, size in found))  # type: ignore[union-attr]

    def _sweep(self) -> None:
        """Drop staging graphs that a failed or killed `replace` left behind."""
        left = [ox.NamedNode(iri) for iri in self._sizes() if iri.startswith(STAGING)]
        if left:
            self._update("".join(f"DROP SILENT GRAPH {graph} ;\n" for graph in left))
        self._swept = True

    def _update(self, sparql: str) -> None:
        if self.read_only:
            raise StoreError(f"writing to {self.where}: it was opened read-only")
        with self._mapped(self._update_address):
            self._send(sparql, "*/*", writes=True)

    def _table(self, query: str) -> Selection:
        with self._mapped(self._query_address):
            body = self._send(query, _TABLE)[0]
            try:
                return Selection.of(cast(ox.QuerySolutions, ox.parse_query_results(body, ox.QueryResultsFormat.JSON)))
            except AttributeError as error:  # a QueryBoolean has no variables
                raise StoreUnreachable(f"{self._query_address} answered a SELECT with a truth value") from error

    def _send(self, sparql: str, accept: str, *, writes: bool = False) -> tuple[bytes, str]:
        """(body, media type) of the endpoint's answer; errors are those of SPARQLWrapper and urllib."""
        from SPARQLWrapper import BASIC, POST, SPARQLWrapper

        request = SPARQLWrapper(self._query_address, updateEndpoint=self._update_address)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # it only warns of text that it does not know; the endpoint says what is wrong
            request.setQuery(sparql)
        request.queryType = "INSERT" if writes else "SELECT"  # ours is known; its own guess looks at the first match
        request.setMethod(POST)
        request.setOnlyConneg(True)
        request.setReturnFormat("json")
        request.addCustomHttpHeader("Accept", accept)
        request.setTimeout(self._time_limit)
        if self._credentials:
            request.setHTTPAuth(BASIC)
            request.setCredentials(*self._credentials)
        answer = request.query()
        return answer.response.read(), str(answer.response.headers.get("Content-Type") or "")

    @contextmanager
    def _mapped(self, address: str) -> Iterator[None]:
        """Errors of SPARQLWrapper, urllib and the parsers turned into ours."""
        if self._closed:
            raise StoreError(f"the store {self.where} has been closed")
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        try:
            yield
        except QueryBadFormed as error:
            raise QueryError(f"{address} refuses the SPARQL: {_first_line(error)}") from error
        except TimeoutError as error:
            raise StoreUnreachable(f"{address} did not answer within {self._time_limit} seconds") from error
        except HTTPError as error:
            raise StoreUnreachable(f"{address} answered {error.code} {error.reason}") from error
        except (SPARQLWrapperException, HTTPException) as error:
            raise StoreUnreachable(f"{address} did not answer as it should: {_first_line(error)}") from error
        except OSError as error:  # URLError is one; its reason says what happened
            reason = getattr(error, "reason", error)
            if isinstance(reason, TimeoutError):
                raise StoreUnreachable(f"{address} did not answer within {self._time_limit} seconds") from error
            raise StoreUnreachable(f"{address} cannot be reached: {reason}") from error
        except (SyntaxError, ValueError) as error:
            raise StoreUnreachable(
                f"{address} sent something other than SPARQL results, or only part of them (a server's time limit cuts "
                f"answers off): {_first_line(error)}"
            ) from error


def _split_credentials(address: str) -> tuple[str, tuple[str, str] | None]:
    """(the address without user and password, user and password)."""
    parts = urlsplit(address)
    user, at, host = parts.netloc.rpartition("@")
    if not parts.hostname:
        raise StoreError(f"{address}: the address names no host")
    name, _, password = user.partition(":")
    return urlunsplit(parts._replace(netloc=host)), (unquote(name), unquote(password)) if at else None


def _moved(quad: ox.Quad, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def _parts(quads: Sequence[ox.Quad]) -> Iterator[list[ox.Quad]]:
    """The quads in parts of `REQUEST_CHARACTERS`; all with blank nodes in the first, since their names hold for one request."""
    part = [quad for quad in quads if has_blank(quad)]
    size = REQUEST_CHARACTERS if part else 0
    for quad in quads:
        if size >= REQUEST_CHARACTERS:
            yield part
            part, size = [], 0
        if not has_blank(quad):
            part.append(quad)
            size += len(str(quad))
    if part:
        yield part


def _triple(quad: ox.Quad) -> ox.Triple:
    return quad.triple


def _first_line(error: Exception) -> str:
    """The first 200 characters of what an error says, in one line, without the server's page around it."""
    text = " ".join(str(error).replace("\\n", " ").split())
    return text if len(text) <= 200 else text[:199] + "…"
