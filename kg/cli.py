"""The command line: arguments in, exit code out (0 all done, 1 some inputs failed, 2 wrong usage). The work is in `kg.api`."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from kg import __version__, api, iris
from kg.errors import InputError, KgError, UsageError

if TYPE_CHECKING:
    from kg.pipeline import Progress

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code. The one place where errors of the family end as a line on standard error."""
    args = parser().parse_args(argv)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except UsageError as error:
        return _complain(error, 2)
    except KgError as error:
        return _complain(error, 1)
    except KeyboardInterrupt:
        return _complain("stopped; what was stored so far is whole", 130)
    except BrokenPipeError:
        # The reader of our output went away (`kg query … | head`): nothing to say, and nothing more to flush.
        sys.stderr.close()
        return 0


def _complain(what: object, code: int) -> int:
    print(f"kg: {what}", file=sys.stderr)
    return code


def _show_warnings() -> None:
    """What the formats find odd but can live with goes to standard error, a line each."""
    import logging  # 10 ms, only where articles are read

    class Line(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            # Looked up at each line, since a progress bar puts itself in the stream's place.
            print(f"kg: warning: {record.getMessage()}", file=sys.stderr)

    logging.getLogger("kg").handlers = [Line()]


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
        _complain(failure, 1)
    changed = f"{c.written} new or changed" if c.written else "nothing changed"
    failed = f", {counted(len(c.failures), 'input')} failed" if c.failures else ""
    things = ((c.statements, "statement"), (c.actors, "actor"), (c.events, "event"), (c.contradictions, "contradiction"))
    held = ", ".join(counted(n, thing) for n, thing in things)
    print(f"{counted(c.articles, 'article')} ({changed}){failed}; the store holds {held}; {c.seconds:.1f} s")
    report.store.close()
    return 1 if c.failures else 0


def counted(number: int, thing: str) -> str:
    """ "1 article", "2 articles"."""
    return f"{number} {thing}{'s' * (number != 1)}"


def extract(args: argparse.Namespace) -> int:
    from kg.record import record  # only this command writes records

    _show_warnings()
    failed = False
    items = api.extract(args.paths, date=args.date, outlet=args.outlet, workers=args.workers, model=args.model, base=args.base)
    with _output(args.out) as write:
        for item in items:
            if isinstance(item, InputError):
                failed = True
                _complain(item, 1)
            else:
                write(json.dumps(record(item), ensure_ascii=False) + "\n")
    return int(failed)


def query(args: argparse.Namespace) -> int:
    from kg import query as queries  # pyoxigraph, only where a store is asked

    if args.list:
        sys.stdout.write(queries.menu())
        return 0
    if sum(x is not None for x in (args.sparql, args.file, args.name)) != 1:
        raise UsageError("give one of: SPARQL text, --file Q.rq, --name NAME (kg query --list shows the names)")
    parameters = dict(_pair(pair) for pair in args.set)
    with api.open_store(args.store, read_only=True) as store:
        found = queries.answer(store, text=args.sparql, file=args.file, name=args.name, parameters=parameters, format=args.format)
    sys.stdout.write(found)
    return 0


def contradictions(args: argparse.Namespace) -> int:
    with api.open_store(args.store, read_only=True) as store:
        found = api.contradictions(store, by=args.by, of=args.of, since=args.since, until=args.until)
    if args.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
    elif args.format == "csv":
        from kg.view import contradictions_csv  # only this branch

        sys.stdout.write(contradictions_csv(found))
    else:
        from kg.view import contradictions_text  # rich, only this branch

        sys.stdout.write(contradictions_text(found))
    return 0


def export(args: argparse.Namespace) -> int:
    with api.open_store(args.store, read_only=True) as store:
        api.export(store, args.out)
    return 0


def validate(args: argparse.Namespace) -> int:
    if args.file and args.store:
        raise UsageError("give a file or --store, not both")
    violations = api.validate(args.file or args.store)
    for violation in violations:
        print(violation)
    print(counted(len(violations), "violation") if violations else "the graph conforms to its shapes")
    return 1 if violations else 0


def stats(args: argparse.Namespace) -> int:
    from kg import query as queries  # as in `query`

    with api.open_store(args.store, read_only=True) as store:
        for name in ("stats-classes", "stats-outlets", "stats-months"):
            sys.stdout.write(queries.answer(store, name=name, format=args.format) + "\n")
    return 0


def serve(args: argparse.Namespace) -> int:
    from kg.serve import serve as run  # the web server, only here

    with api.open_store(args.store, read_only=True) as store:
        run(store, args.host, args.port)
    return 0


def parser() -> argparse.ArgumentParser:
    """All commands and their arguments."""
    top = argparse.ArgumentParser(
        prog="kg", description="Knowledge graphs of political statements: who said what, and who contradicted whom."
    )
    top.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)

    def command(name: str, run: Any, text: str, *, store: bool = True) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        if store:
            made.add_argument("--store", help="folder, memory: or http(s)://… (default: $KG_STORE, else kg-store)")
        return made

    for name, run, text in (
        ("build", build, "read articles into a graph: extract, type, link, compare, store"),
        ("extract", extract, "read articles and print one JSON record each, without a store"),
    ):
        made = command(name, run, text, store=name == "build")
        made.add_argument("paths", nargs="+", metavar="PATH", help="file, folder, glob, or - for standard input")
        made.add_argument("--date", help="publication day (YYYY-MM-DD) of articles without one")
        made.add_argument("--outlet", help="outlet of articles without one")
        made.add_argument("--workers", type=_positive, default=1, help="processes that read articles")
        made.add_argument("--model", help="weights folder of another reader model (default: $KG_MODEL, else the shipped one)")
        made.add_argument("--base", default=iris.BASE, help="where IRIs are minted (default: %(default)s)")
        if name == "extract":
            made.add_argument("-o", "--out", help="file to write (default: standard output)")

    made = command("query", query, "ask in SPARQL, or by the name of a question")
    made.add_argument("sparql", nargs="?", metavar="SPARQL", help="SELECT, ASK, CONSTRUCT or DESCRIBE")
    made.add_argument("--file", help="file with the query")
    made.add_argument("--name", help="named question")
    made.add_argument("--set", action="append", default=[], metavar="VAR=VALUE", help="parameter of the question")
    made.add_argument("--list", action="store_true", help="show the named questions")
    made.add_argument("--format", choices=FORMATS, default="table")

    made = command("contradictions", contradictions, "who contradicted whom, when, on what point, and why")
    made.add_argument("--by", help="who contradicts")
    made.add_argument("--of", help="who is contradicted")
    made.add_argument("--since", help="first day (YYYY-MM-DD)")
    made.add_argument("--until", help="last day (YYYY-MM-DD)")
    made.add_argument("--format", choices=("table", "json", "csv"), default="table")

    made = command("export", export, "write the graph to a file: .ttl .trig .nq .nt .jsonld .rdf .graphml .csv")
    made.add_argument("-o", "--out", required=True, help="file to write; its suffix names the format")

    made = command("validate", validate, "check a file or a store against the SHACL shapes")
    made.add_argument("file", nargs="?", help="RDF file")

    made = command("stats", stats, "counts by class, outlet and month")
    made.add_argument("--format", choices=("table", "csv", "tsv", "json"), default="table")

    made = command("serve", serve, "a SPARQL 1.1 endpoint over the store, read-only")
    made.add_argument("--host", default="127.0.0.1")
    made.add_argument("--port", type=int, default=8010)
    return top


def _positive(text: str) -> int:
    number = int(text) if text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of processes")
    return number


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"--set takes VAR=VALUE, not “{text}”")
    return name, value


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


if __name__ == "__main__":
    sys.exit(main())
