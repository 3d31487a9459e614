"""`kg build` and `kg extract`: articles in."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg import api, iris
from kg.commands.base import Commands, complain, counted, positive
from kg.errors import InputError, UsageError

if TYPE_CHECKING:
    from kg.corpus import Progress


def add(commands: Commands) -> None:
    for name, run, text in (
        ("build", build, "read articles into a graph: extract, type, link, compare, store"),
        ("extract", extract, "read articles and print one JSON record each, without a store"),
    ):
        made = commands.add(name, run, text, store=name == "build")
        made.add_argument("paths", nargs="+", metavar="PATH", help="file, folder, glob, or - for standard input")
        made.add_argument("--date", help="publication day (YYYY-MM-DD) of articles without one")
        made.add_argument("--outlet", help="outlet of articles without one")
        made.add_argument("--workers", type=positive, default=1, help="processes that read articles")
        made.add_argument("--model", help="weights folder of another reader model (default: $KG_MODEL, else the shipped one)")
        made.add_argument("--base", default=iris.BASE, help="where IRIs are minted (default: %(default)s)")
        if name == "extract":
            made.add_argument("-o", "--out", help="file to write (default: standard output)")


def build(args: argparse.Namespace) -> int:
    _show_warnings()
    with progress() as shown:
        report = api.build(
            args.paths, args.store, date=args.date, outlet=args.outlet, workers=args.workers, model=args.model, base=args.base,
            progress=shown,
        )  # fmt: skip
    c = report.counts
    for warning in c.warnings:
        print(f"kg: warning: {warning}", file=sys.stderr)
    for failure in c.failures:
        complain(failure, 1)
    changed = f"{c.written} new or changed" if c.written else "nothing changed"
    failed = f", {counted(len(c.failures), 'input')} failed" if c.failures else ""
    things = ((c.statements, "statement"), (c.actors, "actor"), (c.events, "event"), (c.contradictions, "contradiction"))
    held = ", ".join(counted(n, thing) for n, thing in things)
    print(f"{counted(c.articles, 'article')} ({changed}){failed}; the store holds {held}; {c.seconds:.1f} s")
    report.store.close()
    return 1 if c.failures else 0


def extract(args: argparse.Namespace) -> int:
    from kg.record import record  # only this command writes records

    _show_warnings()
    failed = False
    items = api.extract(args.paths, date=args.date, outlet=args.outlet, workers=args.workers, model=args.model, base=args.base)
    with _output(args.out) as write:
        for item in items:
            if isinstance(item, InputError):
                failed = True
                complain(item, 1)
            else:
                write(json.dumps(record(item), ensure_ascii=False) + "\n")
    return int(failed)


def _show_warnings() -> None:
    """What the formats find odd but can live with goes to standard error, a line each."""
    import logging  # 10 ms, only where articles are read

    class Line(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # Looked up at each line, since a progress bar puts itself in the stream's place.
            print(f"kg: warning: {record.getMessage()}", file=sys.stderr)

    logging.getLogger("kg").handlers = [Line()]


@contextmanager
def _output(path: str | None) -> Iterator[Any]:
    if path is None:
        yield sys.stdout.write
        return
    try:
        with open(path, "w", encoding="utf-8") as file:
            yield file.write
    except OSError as error:
        raise UsageError(f"{path}: cannot write ({error.strerror})") from error


@contextmanager
def progress() -> Iterator[Progress | None]:
    """A progress line on a terminal, nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # 60 ms, only on a terminal
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[count]}"), TimeElapsedColumn(),
        console=Console(stderr=True), transient=True,
    ) as bar:  # fmt: skip
        task = bar.add_task("opening", total=None, count="")

        def show(what: str, done: int, of: int | None) -> None:
            count = f"{done} of {of} articles" if of else f"{done} articles" if done else ""
            bar.update(task, description=what, completed=done, total=of or None, count=count)

        yield show
