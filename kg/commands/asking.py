"""`kg query`, `kg contradictions` and `kg stats`: answers from a store."""

from __future__ import annotations

import argparse
import json
import sys

from kg import api
from kg.commands.base import Commands, pair
from kg.errors import UsageError

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


def add(commands: Commands) -> None:
    made = commands.add("query", query, "ask in SPARQL, or by the name of a question")
    made.add_argument("sparql", nargs="?", metavar="SPARQL", help="SELECT, ASK, CONSTRUCT or DESCRIBE")
    made.add_argument("--file", help="file with the query")
    made.add_argument("--name", help="named question")
    made.add_argument("--set", action="append", default=[], metavar="VAR=VALUE", help="parameter of the question")
    made.add_argument("--list", action="store_true", help="show the named questions")
    made.add_argument("--format", choices=FORMATS, default="table")

    made = commands.add("contradictions", contradictions, "who contradicted whom, when, on what point, and why")
    made.add_argument("--by", help="who contradicts")
    made.add_argument("--of", help="who is contradicted")
    made.add_argument("--since", help="first day (YYYY-MM-DD)")
    made.add_argument("--until", help="last day (YYYY-MM-DD)")
    made.add_argument("--format", choices=("table", "json", "csv"), default="table")

    made = commands.add("stats", stats, "counts by class, outlet and month")
    made.add_argument("--format", choices=("table", "csv", "tsv", "json"), default="table")


def query(args: argparse.Namespace) -> int:
    from kg import query as queries  # pyoxigraph, only where a store is asked

    if args.list:
        sys.stdout.write(queries.menu())
        return 0
    if sum(x is not None for x in (args.sparql, args.file, args.name)) != 1:
        raise UsageError("give one of: SPARQL text, --file Q.rq, --name NAME (kg query --list shows the names)")
    parameters = dict(pair(given) for given in args.set)
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


def stats(args: argparse.Namespace) -> int:
    from kg import query as queries  # as in `query`

    with api.open_store(args.store, read_only=True) as store:
        for name in ("stats-classes", "stats-outlets", "stats-months"):
            sys.stdout.write(queries.answer(store, name=name, format=args.format) + "\n")
    return 0
