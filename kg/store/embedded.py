"""The store in this process: Oxigraph in a folder, or in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pyoxigraph as ox

from kg.errors import QueryError, StoreError, StoreLocked
from kg.store.base import Bindings, Selection, Store, Triples
from kg.store.journal import ANY, Journal
from kg.store.text import bind, expect, only_inserts_data
from kg.store.writing import data, has_blank, swap, with_union

NOTES = "links.sqlite"
"""The file of notes in a store's folder: the engine looks only at files with names of its own, and copies nothing else."""


class EmbeddedStore(Store):
    """Oxigraph, embedded. Reads may run beside one another and beside a write, from several threads."""

    def __init__(self, folder: Path | None, *, read_only: bool = False) -> None:
        """Open `folder`, made if need be; None is a store in memory that nobody else can see.

        A read-only store shows the folder as it was at the moment of opening, even while another process writes to it.
        Raises `StoreLocked` and `StoreError` as `open_store` says.
        """
        self.where = "memory:" if folder is None else str(folder)
        self.notes = folder / NOTES if folder and not read_only else None
        self._journal = Journal(self.notes)
        self.read_only = read_only
        self._store: ox.Store | None = ox.Store() if folder is None else _open(folder, read_only)

    def select(self, query: str, bindings: Bindings | None = None) -> Selection:
        expect(query, "SELECT")
        with self._mapped("asking") as store:
            return Selection.of(cast(ox.QuerySolutions, store.query(bind(query, bindings))))

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        expect(query, "ASK")
        with self._mapped("asking") as store:
            return bool(store.query(bind(query, bindings)))

    def construct(self, query: str, bindings: Bindings | None = None) -> Triples:
        expect(query, "CONSTRUCT", "DESCRIBE")
        with self._mapped("asking") as store:
            return tuple(dict.fromkeys(cast(ox.QueryTriples, store.query(bind(query, bindings)))))

    @contextmanager
    def answer(
        self, query: str, *, base: str | None = None, default: Sequence[str] | None = None, named: Sequence[str] | None = None
    ) -> Iterator[ox.QuerySolutions | ox.QueryTriples | ox.QueryBoolean]:
        """The engine's own answer to a query of any form, which is worked out as it is read; good inside the `with`.

        Relative IRIs are read against `base`. `default` and `named` are IRIs of graphs: with either, the query sees those as its
        default graph and its named graphs, and nothing else.
        """
        with self._mapped("asking") as store:
            limited = default is not None or named is not None
            yield store.query(
                query,
                base_iri=base,
                default_graph=[ox.NamedNode(iri) for iri in default or ()] if limited else None,
                named_graphs=[ox.NamedNode(iri) for iri in named or ()] if limited else None,
            )

    def graph(self, iri: str) -> Iterator[ox.Quad]:
        """The quads of one named graph, in no order."""
        with self._mapped("reading") as store:
            yield from store.quads_for_pattern(None, None, None, ox.NamedNode(iri))

    def update(self, sparql: str, *, base: str | None = None) -> None:
        """Carry out a SPARQL Update request, all of it or nothing. Relative IRIs are read against `base`.

        One that only inserts data costs what it inserts; any other makes the default graph the union of the named graphs anew,
        which takes a look at every triple.
        """
        with self._mapped("updating", writes=True) as store:
            self._journal.add([ANY])
            if not only_inserts_data(sparql):
                store.update(with_union(sparql), base_iri=base)
                return
            read = ox.Store()
            read.update(sparql, base_iri=base)
            come = [quad for quad in read if quad.graph_name != ox.DefaultGraph()]
            store.extend([*come, *(ox.Quad(*quad.triple) for quad in come)])

    def copy_to(self, folder: Path) -> None:
        """Make `folder`, which must not be there yet, a store that holds what this one holds now.

        On the same file system it shares the files of this one, which are never changed, and costs next to nothing.
        """
        with self._mapped("copying") as store:
            store.backup(str(folder))

    def replace(self, graphs: Mapping[str, Sequence[ox.Quad]]) -> None:
        """Make these named graphs hold exactly these quads, all graphs at one moment; nothing else changes.

        One transaction that writes only what differs: a process killed at any point leaves either the old graphs or the
        new ones. Triples that stay are not touched: writing the same again writes nothing (as long as numbers and times are in
        canonical form: Oxigraph keeps them by value, and hands 12.50 back as 12.5).
        """
        with self._mapped("writing to", writes=True) as store:
            self._journal.add(graphs)
            named = {ox.NamedNode(iri): quads for iri, quads in graphs.items()}
            old = {quad for graph in named for quad in store.quads_for_pattern(None, None, None, graph)}
            new = {ox.Quad(q.subject, q.predicate, q.object, graph) for graph, quads in named.items() for q in quads}
            gone, come = old - new, new - old
            if any(map(has_blank, gone)):  # DELETE DATA may not name blank nodes
                store.update(swap(named, data("INSERT", new)))
            else:
                _write(store, gone, come)
            for graph, quads in named.items():
                if not quads and store.contains_named_graph(graph):
                    store.remove_graph(graph)  # empty by now: only its name goes

    def patch(self, gone: Iterable[ox.Quad], come: Iterable[ox.Quad]) -> None:
        with self._mapped("writing to", writes=True) as store:
            new = set(come)
            old = set(gone) - new
            if any(map(has_blank, old)):
                raise StoreError(f"writing to the store {self.where}: a blank node cannot be taken away by name")
            self._journal.add({quad.graph_name.value for quad in (*old, *new) if isinstance(quad.graph_name, ox.NamedNode)})
            _write(store, old, new)

    def written(self) -> frozenset[str] | None:
        return self._journal.read()

    def noted(self) -> None:
        self._journal.clear()

    def graphs(self) -> tuple[str, ...]:
        with self._mapped("reading") as store:
            return tuple(sorted(g.value for g in store.named_graphs() if _holds_something(store, g)))

    def quads(self) -> Iterator[ox.Quad]:
        with self._mapped("reading") as store:
            for graph in store.named_graphs():
                yield from store.quads_for_pattern(None, None, None, graph)

    def close(self) -> None:
        if self._store is not None and not self.read_only:
            with self._mapped("closing") as store:
                store.flush()
        self._store = None

    @contextmanager
    def _mapped(self, doing: str, *, writes: bool = False) -> Iterator[ox.Store]:
        """The engine, with its errors turned into ours."""
        if self._store is None:
            raise StoreError(f"{doing} the store {self.where}: it has been closed")
        if writes and self.read_only:
            raise StoreError(f"{doing} the store {self.where}: it was opened read-only")
        try:
            yield self._store
        except SyntaxError as error:
            raise QueryError(syntax_message(error)) from error
        except (OSError, RuntimeError, ValueError) as error:
            raise StoreError(f"{doing} the store {self.where}: {error}") from error


def syntax_message(error: SyntaxError | str) -> str:
    """One line that says where SPARQL breaks: the engine lists hundreds of tokens it would have taken."""
    found = " ".join(str(error).split())
    place, _, wanted = found.removeprefix("error at ").partition(": ")
    line, colon, column = place.partition(":")
    if not (colon and line.isdigit() and column.isdigit()):
        return f"the SPARQL does not parse: {_short(found)}"
    reason = "a prefix is not declared" if "Prefix not found" in wanted else _short(wanted)
    return f"the SPARQL does not parse at line {line}, column {column}: {reason}"


def _short(text: str, limit: int = 160) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _open(folder: Path, read_only: bool) -> ox.Store:
    try:
        if folder.exists() and not folder.is_dir():
            raise StoreError(f"{folder} is a file; a store is a folder")
        if read_only and not folder.exists():
            raise StoreError(f"there is no store at {folder}; `kg build` makes one, or name another with --store")
        ours = (folder / "CURRENT").exists()
        if read_only and not ours:
            raise StoreError(f"{folder} holds no store; `kg build` makes one, or name another with --store")
        if not ours and folder.exists() and any(folder.iterdir()):
            raise StoreError(f"{folder} holds other files and no store; name a new or an empty folder")
        if read_only:
            return ox.Store.read_only(str(folder))
        folder.parent.mkdir(parents=True, exist_ok=True)
        return ox.Store(str(folder))
    except OSError as error:
        if "LOCK" in str(error) and not isinstance(error, PermissionError):
            raise StoreLocked(
                f"{folder} is being written to by another process; wait for it to end, or open the store read-only to look at it"
            ) from error
        raise StoreError(f"opening the store {folder}: {error}") from error
    except (RuntimeError, ValueError) as error:
        raise StoreError(f"opening the store {folder}: its files are damaged ({error})") from error


def _write(store: ox.Store, gone: set[ox.Quad], come: set[ox.Quad]) -> None:
    """One transaction; the two have no quad in common."""
    triples = {quad.triple for quad in come}
    if gone:
        gone_for_good = {quad.triple for quad in gone if not _stays(store, quad, gone)} - triples
        store.update(data("DELETE", gone, gone_for_good) + data("INSERT", come, triples))
    elif come:  # a transaction of its own, and far faster than SPARQL text
        store.extend([*come, *(ox.Quad(*triple) for triple in triples)])


def _stays(store: ox.Store, quad: ox.Quad, gone: set[ox.Quad]) -> bool:
    """Whether another graph still says what this one no longer does."""
    said = store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
    return any(not isinstance(other.graph_name, ox.DefaultGraph) and other not in gone for other in said)


def _holds_something(store: ox.Store, graph: ox.NamedNode | ox.BlankNode) -> bool:
    return next(iter(store.quads_for_pattern(None, None, None, graph)), None) is not None
