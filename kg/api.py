"""What people call: the composition root, for the command line and for notebooks alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import iris
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    import networkx as nx

    from kg.corpus import Progress
    from kg.model import Extraction
    from kg.pipeline import Counts, Options
    from kg.schema import Violation
    from kg.store.base import Store
    from kg.view import Table

Paths = str | Path | Iterable[str | Path]
Where = "Store | str | Path | None"


class BuildReport:
    """What a build did; `store` is open and ready to be asked."""

    def __init__(self, store: Store, counts: Counts) -> None:
        self.store = store
        self.counts = counts

    def __getattr__(self, name: str) -> Any:
        return getattr(self.counts, name)

    def __repr__(self) -> str:
        c = self.counts
        return (
            f"BuildReport({c.articles} articles ({c.written} new or changed), {c.statements} statements, {c.actors} actors, "
            f"{c.events} events, {c.contradictions} contradictions, {len(c.failures)} failures, {c.seconds:.1f} s)"
        )


def examples() -> Path:
    """Folder of the bundled fictional articles."""
    return Path(__file__).parent / "examples"


def build(
    paths: Paths,
    store: Store | str | Path | None = None,
    *,
    date: date | str | None = None,
    outlet: str | None = None,
    workers: int = 1,
    model: str | None = None,
    base: str = iris.BASE,
    progress: Progress | None = None,
) -> BuildReport:
    """Reads articles into a store: extracts, types, links, compares.

    `date` and `outlet` stand in where an article has none of its own. Inputs that fail are in `report.failures`, the rest
    is done. Raises StoreError where the store cannot be opened or written, ModelError where the reader's weights are unusable.
    """
    from kg import corpus, pipeline  # the stages, which asking does not need

    options = _options(date, outlet, workers, model, base)
    opened = open_store(store)
    counts = pipeline.build(_paths(paths), opened, options, progress or corpus.quiet)
    return BuildReport(opened, counts)


def extract(
    paths: Paths, *, date: date | str | None = None, outlet: str | None = None, workers: int = 1, model: str | None = None,
    base: str = iris.BASE,
) -> Iterator[Extraction | InputError]:  # fmt: skip
    """Each article's extraction, in order, and an InputError (as a value) for each input that failed; nothing is stored."""
    from kg import pipeline  # as in `build`

    options = _options(date, outlet, workers, model, base)
    return pipeline.extract(_paths(paths), options)


def open_store(where: Store | str | Path | None = None, *, read_only: bool = False) -> Store:
    """A store by folder, `memory:` or address; one that is open already is handed back. None is `$KG_STORE`, else `kg-store`."""
    if where is None or isinstance(where, str | Path):
        from kg.store import open_store as by_address  # pyoxigraph, only where a store is used

        return by_address(where, read_only=read_only)
    return where


def ask(store: Store | str | Path | None, query: str, **parameters: Any) -> Table:
    """The answer to a named question or to SPARQL (SELECT or ASK), as a table of plain values.

    Raises QueryError for SPARQL that does not parse, an unknown name, or a missing or unknown parameter.
    """
    from kg import query as queries  # as in `open_store`
    from kg.view import Table

    columns, rows = queries.table(open_store(store, read_only=True), query, parameters)
    return Table(columns, tuple(rows))


def contradictions(
    store: Store | str | Path | None = None, *, by: str | None = None, of: str | None = None, since: date | str | None = None,
    until: date | str | None = None, rejected: bool = False,
) -> list[dict[str, Any]]:  # fmt: skip
    """Who contradicted whom: the records of the contract, surest first.

    `by` and `of` name the actor of the later and the earlier side, forgivingly; the days bound the later side. `rejected` also
    gives those that a person rejected.
    """
    from kg import query as queries  # as in `open_store`

    opened = open_store(store, read_only=True)
    return queries.contradictions(opened, by=by, of=of, since=as_date(since), until=as_date(until), rejected=rejected)


def export(
    store: Store | str | Path | None, path: str | Path, *, format: str | None = None, subset: str | Iterable[str] = (),
    description: bool = False,
) -> Path:  # fmt: skip
    """Writes the store to a file, in the format that its suffix or `format` names (see `kg.exporting.FORMATS`); `path` back.

    `subset` keeps what meets one of these conditions and all that it needs: "actor=Rekke", "since=2019-03-01&until=2019-03-07".
    With `description`, a description of the data set (VoID, DCAT) is written beside.
    Raises UsageError for another format or condition, StoreError where the file cannot be written.
    """
    from kg.exporting import export as write  # as in `open_store`

    conditions = [subset] if isinstance(subset, str) else subset
    write(open_store(store, read_only=True), path, format=format, subset=conditions, description=description)
    return Path(path)


def network(
    store: Store | str | Path | None = None,
    kind: str = "all",
    *,
    since: date | str | None = None,
    until: date | str | None = None,
) -> nx.MultiDiGraph:
    """The actors and what lies between them as a networkx graph, see `kg.networks.network`.

    `kind` is contradicts, disputes, agrees, speaks_for, represents …, or one of all, against, signed; the days bound the
    later statement. Raises UsageError for another kind.
    """
    from kg import networks  # networkx, only here

    return networks.network(open_store(store, read_only=True), kind, since=as_date(since), until=as_date(until))


def validate(what: Store | str | Path | None = None) -> list[Violation]:
    """What breaks the shapes, in a store or in an RDF file; an empty list where all is well.

    Raises ShapeError where the file cannot be read or is no RDF, StoreError where there is no such store.
    """
    from kg import schema  # rdflib and pyshacl, only here

    if isinstance(what, str | Path) and (Path(what).is_file() or Path(what).suffix in schema.SUFFIXES):
        return schema.validate_file(Path(what))
    return schema.validate_store(open_store(what, read_only=True))


def as_date(day: date | str | None) -> date | None:
    """A day given as a date or in ISO form; UsageError for anything else."""
    if day is None or isinstance(day, date):
        return day
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"“{day}” is no date; write it as YYYY-MM-DD") from None


def _options(day: date | str | None, outlet: str | None, workers: int, model: str | None, base: str) -> Options:
    """How to build. UsageError for a day that is none and for a base under which no IRI can be minted."""
    from kg import pipeline  # as in `build`

    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|^`\\]+[/#:]", base):
        raise UsageError(f"“{base}” is no base for IRIs; write one such as https://example.org/id/, with / or # at its end")
    return pipeline.Options(published=as_date(day), outlet=outlet, workers=workers, model=model, base=base)


def _paths(paths: Paths) -> Sequence[str | Path]:
    return [paths] if isinstance(paths, str | Path) else list(paths)
