"""A store to a file, in the format that the file's suffix names.

The graph files leave out what is no part of the result: when which article was read (graph `runs`) and the vocabulary, which
ships as its own files (graph `ontology`). Two exports of one store are the same bytes.
"""

from __future__ import annotations

import io
import itertools
import os
import re
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph as ox

from kg.errors import StoreError, UsageError
from kg.query import named, run
from kg.store.answer import PREFIXES, render
from kg.store.base import Store

if TYPE_CHECKING:
    import networkx as nx

LEFT_OUT: Final = ("graph/runs", "graph/ontology")
"""Ends of the names of graphs that no export holds."""

KINDS: Final = (
    "actor", "person", "article", "statement", "proposition", "mention", "mandate", "office", "event", "mission", "relation",
    "outlet", "quantity", "feature", "representation", "same-actor", "graph",
)  # fmt: skip
"""Kinds of minted IRIs that get a prefix of their own in Turtle and TriG."""


def export(store: Store, path: str | Path) -> None:
    """Write the store to `path`; the suffix is one of `WRITERS`.

    The file appears whole or not at all. Raises `UsageError` for another suffix, `StoreError` where the file cannot be written
    or the store cannot be read.
    """
    target = Path(path)
    writer = WRITERS.get(target.suffix.lower())
    if writer is None:
        raise UsageError(
            f"{target}: there is no export to {target.suffix or 'a file without a suffix'}; there are {' '.join(WRITERS)}"
        )
    try:
        handle, name = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
    except OSError as error:
        raise StoreError(f"writing {target}: {error.strerror or error}") from error
    unfinished = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            writer(store, file)
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(target)
    except OSError as error:
        raise StoreError(f"writing {target}: {error.strerror or error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def to_text(store: Store, suffix: str = ".ttl") -> str:
    """What `export` would write to a file of that suffix, as text."""
    import io  # beside its only use

    if suffix not in WRITERS:
        raise UsageError(f"there is no export to {suffix}; there are {' '.join(WRITERS)}")
    out = io.BytesIO()
    WRITERS[suffix](store, out)
    return out.getvalue().decode()


def actor_network(store: Store) -> nx.MultiDiGraph:
    """Actors as nodes and what lies between them as edges, out of one grouped query.

    Nodes are IRIs with `name` and `types` (class names joined by blanks). Edges have `kind` (contradicts, disputes, agrees,
    speaks_for) and `count`; they go from whoever made the later statement to whoever made the earlier one, and
    from a spokesperson to the principal.
    """
    import networkx as nx  # 100 ms, and only this format

    graph = nx.MultiDiGraph()
    types: dict[str, list[str]] = {}
    for record in run(store, "actor-types").table().records():
        types.setdefault(record["actor"] or "", []).append((record["type"] or "").rpartition("#")[2])
    for record in run(store, "network").table().records():
        ends = []
        for end in ("source", "target"):
            iri = record[end] or ""
            graph.add_node(iri, name=record[f"{end}_name"] or "", types=" ".join(sorted(types.get(iri, []))))
            ends.append(iri)
        kind = record["kind"] or ""
        graph.add_edge(*ends, key=f"{kind}-{graph.number_of_edges()}", kind=kind, count=int(record["weight"] or 0))
    return graph


def _kept(store: Store) -> list[ox.Quad]:
    return [quad for quad in store.quads() if not quad.graph_name.value.endswith(LEFT_OUT)]  # type: ignore[union-attr]


def _triples(store: Store) -> list[ox.Triple]:
    """Each triple once, sorted."""
    return sorted({quad.triple for quad in _kept(store)}, key=_order)


def _order(statement: ox.Triple | ox.Quad) -> tuple[str, bool, str, str]:
    """By subject, the type first, then by predicate and object."""
    return (str(statement.subject), statement.predicate != _TYPE, str(statement.predicate), str(statement.object))


def _prefixes(nodes: Iterable[ox.Triple | ox.Quad]) -> dict[str, str]:
    """The usual prefixes, and one for each kind of minted IRI that occurs; the base is where the articles are minted."""
    bases = {s.subject.value.partition("article/")[0] for s in nodes if s.predicate == _TYPE and s.object == _ARTICLE}  # type: ignore[union-attr]
    minted = {kind.replace("-", ""): f"{base}{kind}/" for base in sorted(bases)[:1] for kind in KINDS}
    return {**PREFIXES, **minted}


_TYPE: Final = ox.NamedNode(f"{PREFIXES['rdf']}type")
_ARTICLE: Final = ox.NamedNode(f"{PREFIXES['schema']}NewsArticle")


def _write_triples(syntax: ox.RdfFormat) -> Callable[[Store, IO[bytes]], None]:
    def write(store: Store, file: IO[bytes]) -> None:
        triples = _triples(store)
        _serialize(triples, file, syntax)

    return write


def _write_quads(syntax: ox.RdfFormat) -> Callable[[Store, IO[bytes]], None]:
    def write(store: Store, file: IO[bytes]) -> None:
        _serialize(sorted(_kept(store), key=lambda quad: (str(quad.graph_name), *_order(quad))), file, syntax)

    return write


def _serialize(sorted_statements: list[ox.Triple] | list[ox.Quad], file: IO[bytes], syntax: ox.RdfFormat) -> None:
    """Prefixes go to Turtle and TriG alone, sorted, and those in use: the library writes them in an order of chance."""
    if syntax not in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        ox.serialize(sorted_statements, file, format=syntax)
        return
    whole = io.BytesIO()
    ox.serialize(sorted_statements, whole, syntax, prefixes=_prefixes(sorted_statements))
    lines = whole.getvalue().splitlines(keepends=True)
    head = [line for line in itertools.takewhile(lambda line: line.startswith(b"@prefix "), lines)]
    body = b"".join(lines[len(head) :])
    used = set(re.findall(rb"(?<![\w-])([\w-]+):", body))
    file.writelines(sorted(line for line in head if line.split()[1][:-1] in used))
    file.write(b"\n")
    file.write(body)


def _write_network(store: Store, file: IO[bytes]) -> None:
    import networkx as nx  # as in `actor_network`

    nx.write_graphml(actor_network(store), file)


def _write_statements(store: Store, file: IO[bytes]) -> None:
    file.write(render(run(store, named("statements").name), "csv").encode())


WRITERS: Final[Mapping[str, Callable[[Store, IO[bytes]], None]]] = {
    ".ttl": _write_triples(ox.RdfFormat.TURTLE),
    ".nt": _write_triples(ox.RdfFormat.N_TRIPLES),
    ".rdf": _write_triples(ox.RdfFormat.RDF_XML),
    ".trig": _write_quads(ox.RdfFormat.TRIG),
    ".nq": _write_quads(ox.RdfFormat.N_QUADS),
    ".jsonld": _write_quads(ox.RdfFormat.JSON_LD),
    ".graphml": _write_network,
    ".csv": _write_statements,
}
"""Suffix to writer. .ttl, .nt and .rdf hold the union of the graphs, .trig, .nq and .jsonld keep them apart."""


def _umask() -> int:
    """The process's umask, by which a new file gets its permissions; it can only be read by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
