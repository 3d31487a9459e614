"""A store, or a part of it, to files: which formats there are, and what writes each.

The graph files leave out what is no part of the result: when which article was read (graph `runs`) and the vocabulary, which
ships as its own files (graph `ontology`). Two exports of one store are the same bytes, and a file appears whole or not at all.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

import pyoxigraph as ox

from kg import iris
from kg.description import PREFIXES_OF_DESCRIPTIONS, Copy, describe, known_runs
from kg.errors import UsageError
from kg.exports.claimreview import write_claim_reviews
from kg.exports.files import Write, write_file, write_folder
from kg.exports.graph import base_of, kept, serialize, write_quads, write_triples
from kg.exports.nanopubs import write_nanopubs, write_trusty_nanopubs
from kg.exports.subset import Subset, take
from kg.exports.tables import csv_files, parquet_files
from kg.query import run
from kg.store import open_store
from kg.store.answer import render
from kg.store.base import Store

if TYPE_CHECKING:
    import networkx as nx


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One way to write a store."""

    suffixes: tuple[str, ...] = ()
    """Suffixes that a file of this format may have; none for a folder of files."""
    media_type: str
    about: str
    """What it is for, in a few words."""
    write: Callable[[Store, IO[bytes]], None] | None = None
    """Writes the one file."""
    files: Callable[[Store], Mapping[str, Write]] | None = None
    """What writes each of several files, by name."""


def _write_statements(store: Store, file: IO[bytes]) -> None:
    file.write(render(run(store, "statements"), "csv").encode())


def _write_network(suffix: str) -> Callable[[Store, IO[bytes]], None]:
    def write(store: Store, file: IO[bytes]) -> None:
        from kg.networks.files import write_to  # networkx takes 100 ms, and only these formats

        write_to(actor_network(store), file, suffix)

    return write


FORMATS: Final[Mapping[str, Format]] = {
    "turtle": Format(
        suffixes=(".ttl",), media_type="text/turtle", about="the graph, for reading and for any RDF tool",
        write=write_triples(ox.RdfFormat.TURTLE),
    ),
    "ntriples": Format(
        suffixes=(".nt",), media_type="application/n-triples", about="the graph, a line a triple",
        write=write_triples(ox.RdfFormat.N_TRIPLES),
    ),
    "rdfxml": Format(
        suffixes=(".rdf",), media_type="application/rdf+xml", about="the graph, for older tools",
        write=write_triples(ox.RdfFormat.RDF_XML),
    ),
    "trig": Format(
        suffixes=(".trig",), media_type="application/trig", about="the graph with a named graph an article",
        write=write_quads(ox.RdfFormat.TRIG),
    ),
    "nquads": Format(
        suffixes=(".nq",), media_type="application/n-quads", about="the same, a line a quad",
        write=write_quads(ox.RdfFormat.N_QUADS),
    ),
    "jsonld": Format(
        suffixes=(".jsonld",), media_type="application/ld+json", about="the same, as JSON",
        write=write_quads(ox.RdfFormat.JSON_LD),
    ),
    "graphml": Format(
        suffixes=(".graphml",), media_type="application/graphml+xml", about="who contradicts, supports and speaks for whom",
        write=_write_network(".graphml"),
    ),
    "gexf": Format(
        suffixes=(".gexf",), media_type="application/gexf+xml", about="the same network for Gephi", write=_write_network(".gexf")
    ),
    "csv": Format(suffixes=(".csv",), media_type="text/csv", about="the table of statements", write=_write_statements),
    "tables": Format(
        media_type="text/csv", about="a folder of CSV: statements, actors, mandates, contradictions, events", files=csv_files
    ),
    "parquet": Format(
        media_type="application/vnd.apache.parquet", about='the same tables as Parquet (pip install "polstat[parquet]")',
        files=parquet_files,
    ),
    "claimreview": Format(
        suffixes=(".json", ".jsonld"), media_type="application/ld+json", about="confirmed contradictions for schema.org",
        write=write_claim_reviews,
    ),
    "nanopubs": Format(
        suffixes=(".trig",), media_type="application/trig", about="confirmed contradictions as nanopublications",
        write=write_nanopubs,
    ),
    "trusty-nanopubs": Format(
        suffixes=(".trig",), media_type="application/trig", about='the same, named by digest (pip install "polstat[nanopubs]")',
        write=write_trusty_nanopubs,
    ),
}  # fmt: skip
"""Name to format. turtle, ntriples and rdfxml hold the union of the graphs; trig, nquads and jsonld keep them apart."""

BY_SUFFIX: Final = {
    ".ttl": "turtle", ".nt": "ntriples", ".rdf": "rdfxml", ".trig": "trig", ".nq": "nquads", ".jsonld": "jsonld",
    ".graphml": "graphml", ".gexf": "gexf", ".csv": "csv",
}  # fmt: skip
"""What a file is written as where no format is named."""


def export(
    store: Store, path: str | Path, *, format: str | None = None, subset: Iterable[str] = (), description: bool = False
) -> tuple[Path, ...]:
    """Write the store to `path`, in the format named or, where none is, the one that the suffix of `path` stands for.

    `subset` are conditions as `kg.exports.subset` reads them: what meets one of them is written, with all that it needs. With
    `description`, a data set description (VoID, DCAT) is written beside, as `NAME.void.ttl`. Gives back the files written.
    Raises `UsageError` for another format or suffix, `StoreError` where a file cannot be written or the store cannot be read.
    """
    target = Path(path)
    made = _chosen(target, format)
    conditions = [Subset.parse(text) for text in subset]
    part = take(store, conditions) if conditions else store
    if (write := made.write) is not None:
        write_file(target, lambda file: write(part, file))
        written: tuple[Path, ...] = (target,)
    else:
        files = made.files(part) if made.files is not None else {}
        write_folder(target, files)
        written = tuple(target / name for name in files)
    if not description:
        return written
    beside = target.with_name(f"{target.stem}.void.ttl")
    write_file(beside, lambda file: _write_description(store, part, written, made.media_type, file))
    return (*written, beside)


def to_text(store: Store, suffix: str = ".ttl") -> str:
    """What `export` would write to a file of that suffix, as text."""
    made = FORMATS.get(BY_SUFFIX.get(suffix, ""))
    if made is None or made.write is None:
        raise UsageError(f"there is no export to {suffix}; there are {' '.join(BY_SUFFIX)}")
    out = io.BytesIO()
    made.write(store, out)
    return out.getvalue().decode()


def actor_network(store: Store) -> nx.MultiDiGraph:
    """Actors as nodes and what lies between them as edges, see `kg.networks.network`."""
    from kg.networks.reading import network  # as in `_write_network`

    return network(store)


def _chosen(target: Path, name: str | None) -> Format:
    """The format of a file. Raises `UsageError` that names the formats there are, or the suffixes that this one takes."""
    suffix = target.suffix.lower()
    if name is None and suffix not in BY_SUFFIX:
        raise UsageError(
            f"{target}: there is no export to {suffix or 'a file without a suffix'}; there are {' '.join(BY_SUFFIX)}, "
            f"and by --format also {', '.join(other for other in FORMATS if other not in BY_SUFFIX.values())}"
        )
    name = name or BY_SUFFIX[suffix]
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}; there are {', '.join(FORMATS)}")
    made = FORMATS[name]
    if made.suffixes and suffix not in made.suffixes:
        raise UsageError(f"{target}: a file in the format {name} ends in {' or '.join(made.suffixes)}")
    return made


def _write_description(store: Store, part: Store, files: Iterable[Path], media_type: str, file: IO[bytes]) -> None:
    """What was written, counted from what was written: the housekeeping graphs of the store are no part of it."""
    quads = kept(part)
    bare = open_store("memory:")
    bare.replace(_by_graph(quads))
    copies = [Copy(name=f.name, media_type=media_type, size=f.stat().st_size, sha256=_digest(f)) for f in files]
    triples = describe(bare, base_of(quads) or iris.BASE, runs=known_runs(store), copies=copies)
    serialize(sorted(triples, key=str), file, ox.RdfFormat.TURTLE, PREFIXES_OF_DESCRIPTIONS)


def _by_graph(quads: Iterable[ox.Quad]) -> dict[str, list[ox.Quad]]:
    graphs: dict[str, list[ox.Quad]] = {}
    for quad in quads:
        graphs.setdefault(str(quad.graph_name).strip("<>"), []).append(quad)
    return graphs


def _digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
