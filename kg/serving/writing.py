"""What the one worker does that may write to a store: one function a kind of job, and the table of them.

A job is done when its function returns; what everybody then reads is a copy made afterwards, see `worker`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import pyoxigraph as ox

from kg.serving.reading import DEFAULT_GRAPH
from kg.serving.refusal import Refused
from kg.serving.wire import Job
from kg.store.embedded import EmbeddedStore

Outcome = Mapping[str, Any]
"""The HTTP status, and what else the server must know."""


def opened(store: EmbeddedStore, job: Job) -> Outcome:
    """Nothing: the store is open, and what it holds can be copied."""
    return {"status": 204}


def update(store: EmbeddedStore, job: Job) -> Outcome:
    """A SPARQL Update request, all of it or nothing."""
    store.update(job.details["update"], base=job.details["base"])
    return {"status": 204}


def put_graph(store: EmbeddedStore, job: Job) -> Outcome:
    """The graph holds what was sent and nothing else."""
    return _fill(store, job, keep=False)


def post_graph(store: EmbeddedStore, job: Job) -> Outcome:
    """The graph holds what was sent beside what it held."""
    return _fill(store, job, keep=True)


def delete_graph(store: EmbeddedStore, job: Job) -> Outcome:
    """The graph is no more."""
    name = job.details["graph"] or DEFAULT_GRAPH
    if job.details["graph"] is not None and next(store.graph(name), None) is None:
        raise Refused(404, f"there is no graph {name}")
    store.replace({name: []})
    return {"status": 204}


JOBS: Final[Mapping[str, Callable[[EmbeddedStore, Job], Outcome]]] = {
    "open": opened,
    "update": update,
    "PUT": put_graph,
    "POST": post_graph,
    "DELETE": delete_graph,
}


def _fill(store: EmbeddedStore, job: Job, *, keep: bool) -> Outcome:
    name = job.details["graph"] or DEFAULT_GRAPH
    held = list(store.graph(name))
    come = _parsed(job, name)
    store.replace({name: [*held, *come] if keep else come})
    return {"status": 204 if held else 201}


def _parsed(job: Job, graph: str) -> Sequence[ox.Quad]:
    """What was sent: one document, or several of which `parts` holds the lengths and media types."""
    quads: list[ox.Quad] = []
    start = 0
    for length, media_type in job.details["parts"]:
        text = job.body[start : start + length]
        start += length
        syntax = ox.RdfFormat.from_media_type(media_type)
        assert syntax is not None, f"the server takes {media_type}, which the library does not read"
        base = job.details["base"] or graph
        try:
            quads += ox.parse(text, syntax, base_iri=base, without_named_graphs=True, rename_blank_nodes=True)
        except (SyntaxError, ValueError, OSError) as error:
            raise Refused(400, f"this is no {media_type}: {' '.join(str(error).split())[:200]}") from error
    return quads
