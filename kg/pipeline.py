"""The list of stages of one article, and the loops that run them and put what they give into the store.

Work on one article never sees another, so it streams and spreads over processes. What is done over all of them, once they are
in the store, is `kg.corpus`.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from kg import __version__, iris, rdf
from kg.corpus import Progress, counts, quiet, relink
from kg.errors import EvidenceError, InputError, ShapeError
from kg.model import Article, Extraction
from kg.stages import classify, propose, read, resolve, segment

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

    from kg.store.base import Store

# What happens to one article after the reader has read it, in order.
PER_ARTICLE = ("resolve", "classify", "propose")

BATCH = 8
"""Articles that go through the reader together; also how many are stored at once."""
AHEAD = 4
"""Batches that a lone process takes at once."""
_SOME = 50
"""So many articles are quicker looked up one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build."""

    published: date | None = None
    """Publication date of articles that have none of their own."""
    outlet: str | None = None
    """Outlet of articles that have none of their own."""
    base: str = iris.BASE
    model: str | None = None
    """Weights folder; null for the shipped one."""
    workers: int = 1
    """Processes that read articles."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a build did and what the store now holds."""

    articles: int = 0
    """Articles of this run, unchanged ones included."""
    written: int = 0
    """Articles that were new or changed."""
    statements: int = 0
    actors: int = 0
    events: int = 0
    contradictions: int = 0
    seconds: float = 0.0
    failures: tuple[InputError, ...] = ()
    warnings: tuple[str, ...] = ()


def prepare(sources: Iterable[str | Path], options: Options) -> Iterator[Article | InputError]:
    """Articles with their page furniture marked, and the inputs that failed."""
    for item in read.read(sources, published=options.published, outlet=options.outlet):
        yield segment.segment(item) if isinstance(item, Article) else item


def extract_batch(articles: list[Article], options: Options) -> list[Extraction]:
    """Articles through the reader, `BATCH` at a time, and the stages of PER_ARTICLE."""
    # The reader brings the model runtime, the gazetteer its tables: only where articles are read.
    from kg import gazetteer
    from kg.nlp.weights import load_reader

    reader = load_reader(options.model, threads=1 if options.workers > 1 else 0)
    known = gazetteer.load()
    out = []
    for article, reading in zip(articles, reader.read(articles, BATCH), strict=True):
        cast = resolve.resolve(article, reading, known, base=options.base)
        statements = classify.classify(article, reading, cast, base=options.base)
        statements, missions = propose.propose(article, reading, cast, statements, base=options.base)
        out.append(
            Extraction(article=article, actors=cast.actors, mandates=cast.mandates, statements=statements, missions=missions)
        )
    return out


def extract(sources: Iterable[str | Path], options: Options) -> Iterator[Extraction | InputError]:
    """The extraction of each article in order of input, and the inputs that failed, as they come."""
    with _pool(options) as pool:
        yield from _extract_all(prepare(sources, options), options, pool)


def _extract_all(
    items: Iterable[Article | InputError], options: Options, pool: ProcessPoolExecutor | None
) -> Iterator[Extraction | InputError]:
    source = iter(items)
    # A process reads some batches at once, so that its encoder works on the next while the stages are at the last.
    together = BATCH * (1 if pool else AHEAD)
    ahead = together * (2 * options.workers if pool else 1)
    while chunk := list(islice(source, ahead)):
        yield from (item for item in chunk if isinstance(item, InputError))
        articles = [item for item in chunk if isinstance(item, Article)]
        batches = [articles[i : i + together] for i in range(0, len(articles), together)]
        if pool:
            done: Iterable[list[Extraction]] = pool.map(extract_batch, batches, [options] * len(batches))
        else:
            done = (extract_batch(batch, options) for batch in batches)
        for extractions in done:
            yield from extractions


@contextmanager
def _pool(options: Options) -> Iterator[ProcessPoolExecutor | None]:
    if options.workers <= 1:
        yield None
        return
    import multiprocessing  # beside its only use
    from concurrent.futures import ProcessPoolExecutor

    # Spawned, since a forked process inherits locks of the model runtime's threads.
    with ProcessPoolExecutor(options.workers, multiprocessing.get_context("spawn")) as pool:
        yield pool


def build(sources: Iterable[str | Path], store: Store, options: Options, progress: Progress = quiet) -> Counts:
    """Reads, extracts, stores, links and compares; what is unchanged since the last build is left alone."""
    begun, started = time.monotonic(), datetime.now(UTC)
    sources = list(sources)
    expected = read.expected(sources)
    progress("reading", 0, expected)
    known = _Known(store, expected)
    writer = _Writer(store, options, model_fingerprint(options), gazetteer_fingerprint())
    seen, unchanged = 0, 0
    warnings: list[str] = []

    def tell() -> None:
        progress("reading", unchanged + len(writer.written) + len(writer.pending), expected and max(expected, seen))

    def fresh() -> Iterator[Article | InputError]:
        nonlocal seen, unchanged
        for item in prepare(sources, options):
            if isinstance(item, Article):
                seen += 1
                if item.published is None:
                    warnings.append(f"{item.origin or item.id}: no publication date; weekdays stay words (name one with --date)")
                if known.of(item.id) == fingerprint(item, writer.means, options.base):
                    unchanged += 1
                    tell()
                    continue
            yield item

    with _pool(options) as pool:
        for item in _extract_all(fresh(), options, pool):
            writer.add(item)
            tell()
        writer.flush()

    relink(store, options.base, progress)
    writer.log(started)
    held = counts(store, options.base)
    return Counts(
        articles=seen,
        written=len(writer.written),
        statements=held["statements"],
        actors=held["actors"],
        events=held["events"],
        contradictions=held["contradictions"],
        seconds=time.monotonic() - begun,
        failures=tuple(writer.failures),
        warnings=tuple(warnings),
    )


class _Known:
    """What articles of a store were read from: looked up one by one where few are to be read, else all at once."""

    def __init__(self, store: Store, expected: int | None) -> None:
        self._store = store
        self._all = rdf.fingerprints(store) if expected is None or expected > _SOME else None

    def of(self, article: str) -> str | None:
        """The fingerprint of an article; null where it is not there."""
        return (rdf.fingerprints(self._store, article) if self._all is None else self._all).get(article)


class _Writer:
    """Puts articles into the store, some at a time; one whose graph cannot be made is a failure and stops no other."""

    def __init__(self, store: Store, options: Options, model: str, known: str) -> None:
        self.store, self.base, self.model = store, options.base, model
        self.means = iris.digest(model, known)
        """What articles are read with, beside the software: the weights and the user's gazetteer."""
        self.pending: list[Extraction] = []
        self.written: list[str] = []
        self.failures: list[InputError] = []

    def add(self, item: Extraction | InputError) -> None:
        if isinstance(item, InputError):
            self.failures.append(item)
            return
        self.pending.append(item)
        if len(self.pending) >= BATCH:
            self.flush()

    def flush(self) -> None:
        graphs = {}
        for extraction in self.pending:
            article = extraction.article
            try:
                state = fingerprint(article, self.means, self.base)
                quads = rdf.article_quads(extraction, base=self.base, fingerprint=state)
            except (EvidenceError, ShapeError) as error:
                self.failures.append(InputError(article.origin or article.id, str(error)))
            else:
                graphs[rdf.article_graph(article.id, base=self.base)] = quads
                self.written.append(article.id)
        if graphs:
            self.store.replace(graphs)
        self.pending.clear()

    def log(self, started: datetime) -> None:
        """Adds this run to the graph of runs, if it wrote anything."""
        if not self.written:
            return
        name = iris.digest(started.isoformat(), *self.written)
        run = rdf.run_quads(name, started, __version__, self.model, self.written, base=self.base)
        self.store.patch((), run)


def fingerprint(article: Article, means: str, base: str) -> str:
    """Changes whenever reading the article again could change its triples; `means` is what it is read with."""
    told = (article.id, article.text, article.title, article.published, article.outlet, article.url, article.author)
    return iris.digest(__version__, means, base, *told)


def model_fingerprint(options: Options) -> str:
    """Changes with the reader's weights. Raises ModelError where there are none."""
    from kg.nlp.weights import fingerprint as of_weights  # numpy, only where articles are read

    return of_weights(options.model)


def gazetteer_fingerprint() -> str:
    """Changes with the user's own gazetteer."""
    from kg.gazetteer import fingerprint as of_files  # as in `extract_batch`

    return of_files()
