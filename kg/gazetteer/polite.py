"""A public SPARQL endpoint, asked politely: named, with pauses, patient where it is busy, and never twice for the same page.

Answers are kept on disk as they come, so that a pull which was stopped goes on where it was. Each is used again for a week.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from importlib.resources import files
from pathlib import Path
from urllib.error import HTTPError

import pyoxigraph as ox

from kg import __version__, iris
from kg.errors import InputError, QueryError, StoreUnreachable
from kg.store.address import endpoints
from kg.store.base import Bindings
from kg.store.text import bind

WIKIDATA = "https://query.wikidata.org/sparql"
AGENT = f"polstat/{__version__} (kg gazetteer pull; https://w3id.org/polstat)"
"""How requests name their sender, as Wikidata asks of every program."""

KEPT = 7 * 24 * 3600.0
"""Seconds for which an answer on disk is used again."""

PATIENCE = 300.0
"""Longest wait, in seconds, that an endpoint may ask for; after that the user shall decide."""

_JSON = "application/sparql-results+json"

Row = Mapping[str, str]


class _Again(Exception):
    """The request may be tried again after `wait` seconds (null: as long as the caller thinks fit)."""

    def __init__(self, reason: str, wait: float | None = None) -> None:
        super().__init__(reason)
        self.wait = wait


class PoliteEndpoint:
    """Runs the queries `queries/_gazetteer-*.rq` against one address."""

    def __init__(
        self,
        address: str,
        cache: Path,
        *,
        pause: float = 1.0,
        tries: int = 5,
        time_limit: float = 90.0,
        refresh: bool = False,
        tell: Callable[[str], None] = lambda line: None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`cache` is the folder of the answers; `pause` the seconds between requests, `tries` how often one is made at most.

        With `refresh`, answers from before now are asked for again. `tell` hears of every wait. Nothing is sent yet.
        """
        self.address = endpoints(address)[0]
        self._cache, self._refresh_from = cache, time.time() if refresh else 0.0
        self._pause, self._tries, self._time_limit = pause, max(1, tries), max(1, round(time_limit))
        self._tell, self._sleep = tell, sleep
        self.asked = 0
        """Requests that were sent."""

    def pages(self, name: str, key: str, bindings: Bindings) -> Iterator[Row]:
        """All solutions of a query that answers page by page, in the order of the IRIs that ?`key` is bound to.

        A page holds what lies behind the last one's end, so what is added meanwhile shifts nothing. StoreUnreachable where the
        endpoint gives no answer, or goes round in a circle.
        """
        after = ""
        while found := self.rows(name, {**bindings, "after": ox.Literal(after)}):
            yield from found
            last = max(row[key] for row in found)
            if last <= after:
                raise StoreUnreachable(f"{self.address} gave the same page of {name} twice; it does not compare strings")
            after = last

    def rows(self, name: str, bindings: Bindings) -> list[Row]:
        """The solutions of a query by its name, from disk where they are. StoreUnreachable where there is no answer to be had."""
        text = files("kg").joinpath("queries", f"_gazetteer-{name}.rq").read_text(encoding="utf-8")
        query = bind(text, bindings)
        kept = self._cache / f"{name}-{iris.digest(self.address, query)}.json"
        if (found := self._kept(kept)) is not None:
            return found
        body = self._insist(name, query)
        kept.parent.mkdir(parents=True, exist_ok=True)
        part = kept.with_suffix(".part")
        part.write_bytes(body)
        part.replace(kept)
        return _solutions(body)

    def _kept(self, path: Path) -> list[Row] | None:
        try:
            written = path.stat().st_mtime
            fresh = written > self._refresh_from and time.time() - written < KEPT
            return _solutions(path.read_bytes()) if fresh else None
        except (FileNotFoundError, ValueError, SyntaxError):
            return None
        except OSError as error:
            raise InputError(str(path), f"the kept answer cannot be read: {error.strerror}") from error

    def _insist(self, name: str, query: str) -> bytes:
        """The answer, after as many tries as are allowed, with longer and longer waits between them."""
        wait = 2.0
        for attempt in range(1, self._tries + 1):
            if self.asked:
                self._sleep(self._pause)
            self.asked += 1
            try:
                body = self._send(query)
            except _Again as error:
                if attempt == self._tries or (error.wait or 0.0) > PATIENCE:
                    asks = f" and asks to wait {error.wait:.0f} seconds" if error.wait else ""
                    raise StoreUnreachable(
                        f"{self.address} {error}{asks}; gave up at {name} after {attempt} of {self._tries} tries. "
                        f"The pages that came are kept: the same command goes on from there"
                    ) from error
                pause = wait if error.wait is None else error.wait
                self._tell(f"{self.address} {error}; waiting {pause:.0f} s")
                self._sleep(pause)
                wait *= 2
            else:
                return body
        raise AssertionError("the last try either answers or raises")

    def _send(self, query: str) -> bytes:
        """One answer, known to be a table. `_Again` where it may come later, QueryError where it never will."""
        from SPARQLWrapper import POST, SPARQLWrapper  # 36 ms, only for those who pull
        from SPARQLWrapper.SPARQLExceptions import QueryBadFormed, SPARQLWrapperException

        request = SPARQLWrapper(self.address, agent=AGENT)
        request.setQuery(query)
        request.setMethod(POST)
        request.setOnlyConneg(True)
        request.setReturnFormat("json")
        request.addCustomHttpHeader("Accept", _JSON)
        request.setTimeout(self._time_limit)
        try:
            body: bytes = request.query().response.read()
            _solutions(body)
        except QueryBadFormed as error:
            raise QueryError(f"{self.address} refuses the SPARQL of the pull: {' '.join(str(error).split())[:200]}") from error
        except HTTPError as error:
            raise _Again(f"answered {error.code} {error.reason}", _retry_after(error)) from error
        except SPARQLWrapperException as error:
            within = error.__context__
            code = f"answered {within.code} {within.reason}" if isinstance(within, HTTPError) else "did not answer as it should"
            raise _Again(code, _retry_after(within) if isinstance(within, HTTPError) else None) from error
        except TimeoutError as error:
            raise _Again(f"did not answer within {self._time_limit} seconds") from error
        except OSError as error:  # URLError is one; its reason says what happened
            raise _Again(f"cannot be reached: {getattr(error, 'reason', error)}") from error
        except HTTPException as error:
            raise _Again(f"broke off its answer ({type(error).__name__})") from error
        except (ValueError, SyntaxError) as error:
            raise _Again("sent something other than SPARQL results, or only part of them") from error
        return body


def _solutions(body: bytes) -> list[Row]:
    """The solutions of an answer in JSON. ValueError or SyntaxError where it is none."""
    found = ox.parse_query_results(body, ox.QueryResultsFormat.JSON)
    if not isinstance(found, ox.QuerySolutions):
        raise ValueError("no table")
    names = [v.value for v in found.variables]
    return [
        {n: str(value.value) for n in names if isinstance(value := row[n], ox.NamedNode | ox.Literal | ox.BlankNode)}
        for row in found
    ]


def _retry_after(error: HTTPError) -> float | None:
    """Seconds that the answer's Retry-After asks for, given in seconds or as a moment; null where it does not say."""
    said = (error.headers.get("Retry-After") or "").strip() if error.headers else ""
    if said.isdigit():
        return float(said)
    try:
        return max(0.0, (parsedate_to_datetime(said) - datetime.now(UTC)).total_seconds())
    except (TypeError, ValueError):
        return None
