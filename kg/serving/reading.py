"""What a worker does on a store that it only reads: one function a kind of job, and the table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import chain, islice
from typing import IO, Any, Final, Protocol, cast
from weakref import WeakKeyDictionary

import pyoxigraph as ox

from kg import iris
from kg.exports.graph import prefixes_for, serialize
from kg.serving.refusal import Refused
from kg.store.answer import put, results_bytes
from kg.store.base import Store
from kg.store.embedded import EmbeddedStore
from kg.store.text import all_variables, tokens_of


class Reply(Protocol):
    """Where a worker's answer goes."""

    out: IO[bytes]
    """Takes the body; beyond the result limit, writing raises."""

    def begin(self, media_type: str, status: int = 200, **more: Any) -> None:
        """Say what comes, before any of it."""
        ...


Details = Mapping[str, Any]

DEFAULT_GRAPH: Final = "urn:x-kg:default"
"""The named graph that stands for the default graph of the Graph Store Protocol: what is written there without a name."""

SORTED: Final = 10_000
"""Triples of a graph that are put in order before they are written; a larger one is written as it is found."""


def query(store: Store, job: Details, reply: Reply) -> None:
    """A query of any form, in the media type that the server chose for it."""
    if isinstance(store, EmbeddedStore):
        reply.begin(job["type"])
        _stream(store, job, reply.out)
        return
    if job["default"] is not None:
        raise Refused(501, "this is another endpoint's store; name graphs with FROM and FROM NAMED in the query")
    reply.begin(job["type"])
    found = put(store, job["query"]).value  # another endpoint, whose answer comes whole anyway
    table = ox.QueryResultsFormat.from_media_type(job["type"])
    if isinstance(found, tuple):
        _write(found, job["type"], reply.out)
    else:
        reply.out.write(results_bytes(found, cast(ox.QueryResultsFormat, table)))


def _stream(store: EmbeddedStore, job: Details, out: IO[bytes]) -> None:
    """Written as the engine finds it, so that a large answer needs no memory."""
    data_set = {name: job.get(name) for name in ("base", "default", "named")}
    text = job["query"]
    wanted = all_variables(text)
    if wanted:  # engines put the columns of SELECT * in an order of their own
        with store.answer(text, **data_set) as asked:
            named = {variable.value for variable in cast(ox.QuerySolutions, asked).variables}
        if named <= set(wanted):
            text = _with_columns(text, [name for name in wanted if name in named])
    with store.answer(text, **data_set) as found:
        if isinstance(found, ox.QueryTriples):
            _write(found, job["type"], out)
        else:
            found.serialize(out, ox.QueryResultsFormat.from_media_type(job["type"]))


def _with_columns(text: str, names: Iterable[str]) -> str:
    """The query with its first `*`, which is that of SELECT, replaced by these variables."""
    star = next(token for token in tokens_of(text) if token.text == "*")
    return f"{text[: star.start]} {' '.join(f'?{name}' for name in names)} {text[star.end :]}"


def thing(store: Store, job: Details, reply: Reply) -> None:
    """What the store says of an IRI; with `under`, of the IRI of that path under the store's own base."""
    iri = job["iri"] if "iri" in job else base_of(store) + job["under"]
    try:
        triples = store.describe(ox.NamedNode(iri))
    except ValueError:
        triples = ()
    if not triples:
        raise Refused(404, f"the store says nothing about {iri}")
    reply.begin(job["type"])
    _write(triples, job["type"], reply.out)


def graph(store: Store, job: Details, reply: Reply) -> None:
    """One graph, for the Graph Store Protocol; the default graph is there even when it is empty."""
    assert isinstance(store, EmbeddedStore), "the Graph Store Protocol is spoken for folders only"
    name = job["graph"] or DEFAULT_GRAPH
    if job["graph"] is not None and next(store.graph(name), None) is None:
        raise Refused(404, f"there is no graph {name}")
    reply.begin(job["type"])
    _write((quad.triple for quad in store.graph(name)), job["type"], reply.out)


def description(store: Store, job: Details, reply: Reply) -> None:
    """What the data set is and how large (VoID, DCAT)."""
    from kg.description import PREFIXES_OF_DESCRIPTIONS, describe  # only here

    triples = describe(store, base_of(store), endpoint=job["endpoint"])
    reply.begin(job["type"])
    _write(triples, job["type"], reply.out, PREFIXES_OF_DESCRIPTIONS)


def page(store: Store, job: Details, reply: Reply) -> None:
    """A page of the explorer."""
    from kg.explorer.app import POLICY, respond  # templates, only where somebody looks at pages

    fields = dict(job["query"])
    if "under" in job:
        fields["iri"] = base_of(store) + job["under"]
    made = respond(store, job["path"], fields)
    if made is None:
        raise Refused(404, f"there is nothing at {job['path']}; queries go to /sparql")
    status, media_type, body = made
    reply.begin(media_type, status, policy=POLICY)
    reply.out.write(body)


def ready(store: Store, job: Details, reply: Reply) -> None:
    """Whether the store answers."""
    store.ask("ASK { ?subject ?property ?value }")
    reply.begin("application/json")
    reply.out.write(b'{"status": "ready"}\n')


JOBS: Final[Mapping[str, Callable[[Store, Details, Reply], None]]] = {
    "query": query,
    "thing": thing,
    "graph": graph,
    "description": description,
    "page": page,
    "ready": ready,
}


def base_of(store: Store) -> str:
    """Where the store's IRIs were minted."""
    from kg.rdf.state import base_of as found  # the ontology's texts, which most jobs do not need

    if store not in _bases:
        _bases[store] = found(store.graphs()) or iris.BASE
    return _bases[store]


_bases: Final[WeakKeyDictionary[Store, str]] = WeakKeyDictionary()
"""Of each store that is open: to look through all its graphs takes time."""


def _write(triples: Iterable[ox.Triple], media_type: str, out: IO[bytes], prefixes: Mapping[str, str] | None = None) -> None:
    """RDF as it is found; a graph of up to `SORTED` triples in order and with prefixes, so that people can read it."""
    found = iter(triples)
    first = list(islice(found, SORTED + 1))
    if len(first) > SORTED:
        ox.serialize(chain(first, found), out, _syntax(media_type))
        return
    first.sort(key=str)
    serialize(first, out, _syntax(media_type), prefixes_for(first) if prefixes is None else prefixes)


def _syntax(media_type: str) -> ox.RdfFormat:
    found = ox.RdfFormat.from_media_type(media_type)
    assert found is not None, f"the server offers {media_type}, which the library does not write"
    return found
