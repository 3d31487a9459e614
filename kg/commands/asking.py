"""`kg query`, `kg contradictions` and `kg stats`: answers from a store."""

from __future__ import annotations

import argparse
import json
import re
import sys
from typing import TYPE_CHECKING, Any

from kg import api
from kg.commands.base import Commands, counted, pair
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.store.base import Store

FORMATS = ("table", "csv", "tsv", "json", "xml", "turtle")


def add(commands: Commands) -> None:
    made = commands.add("query", query, "ask in SPARQL, or by the name of a question")
    made.add_argument("sparql", nargs="?", metavar="SPARQL", help="SELECT, ASK, CONSTRUCT or DESCRIBE")
    made.add_argument("--file", help="file with the query")
    made.add_argument("--name", help="named question")
    made.add_argument("--set", action="extend", nargs="+", default=[], metavar="VAR=VALUE", help="parameters of the question")
    made.add_argument("--list", nargs="?", const="", metavar="NAME", help="show the named questions, or all about one")
    made.add_argument("--format", choices=FORMATS, default="table")

    made = commands.add("contradictions", contradictions, "who contradicted whom, when, on what point, and why")
    made.add_argument("--by", help="who contradicts")
    made.add_argument("--of", help="who is contradicted")
    made.add_argument("--since", help="first day (YYYY-MM-DD)")
    made.add_argument("--until", help="last day (YYYY-MM-DD)")
    made.add_argument("--all", action="store_true", help="also those that a person rejected")
    made.add_argument("--explain", action="store_true", help="show the rows of the table of features behind each")
    made.add_argument("--format", choices=("table", "json", "csv"), default="table")

    made = commands.add("stats", stats, "counts by class, outlet and month")
    made.add_argument("--format", choices=("table", "csv", "tsv", "json"), default="table")


def query(args: argparse.Namespace) -> int:
    from kg import query as queries  # pyoxigraph, only where a store is asked
    from kg import questions

    if args.list is not None:
        sys.stdout.write(questions.details(args.list) if args.list else questions.menu())
        return 0
    _give_back_sparql(args)
    if sum(x is not None for x in (args.sparql, args.file, args.name)) != 1:
        raise UsageError("give one of: SPARQL text, --file Q.rq, --name NAME (kg query --list shows the names)")
    parameters = dict(pair(given) for given in args.set)
    with api.open_store(args.store, read_only=True) as store:
        found = queries.answer(store, text=args.sparql, file=args.file, name=args.name, parameters=parameters, format=args.format)
    sys.stdout.write(found)
    return 0


def _give_back_sparql(args: argparse.Namespace) -> None:
    """`--set a=1 b=2 'SELECT …'`: what follows the values and is none of them is the query."""
    if args.sparql is None and args.file is None and args.name is None and args.set and not re.match(r"[?$]?\w+=", args.set[-1]):
        args.sparql = args.set.pop()


def contradictions(args: argparse.Namespace) -> int:
    if args.explain and args.format == "csv":
        raise UsageError("--explain has many lines for each contradiction; take --format table or json")
    with api.open_store(args.store, read_only=True) as store:
        found = api.contradictions(store, by=args.by, of=args.of, since=args.since, until=args.until, rejected=args.all)
        if args.explain:
            return _explained(store, found, args.format)
    if args.format == "json":
        print(json.dumps(found, ensure_ascii=False, indent=1))
    elif args.format == "csv":
        from kg.view import contradictions_csv  # only this branch

        sys.stdout.write(contradictions_csv(found))
    else:
        from kg.view import contradictions_text  # rich, only this branch

        sys.stdout.write(contradictions_text(found))
    return 0


def _explained(store: Store, found: list[dict[str, Any]], format: str) -> int:
    """Each contradiction with the rows that decided it."""
    from kg.reviews import explaining  # only with --explain
    from kg.view import contradictions_text

    known = explaining.explanations(store) if found else {}
    if format == "json":
        rows = [{**one, "features": explaining.as_json(known.get(one["id"]))} for one in found]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for one in found:
        sys.stdout.write(
            contradictions_text([one]).rpartition("\n1 ")[0] + "\n" + explaining.as_text(known.get(one["id"])) + "\n"
        )
    print(counted(len(found), "contradiction"))
    return 0


def stats(args: argparse.Namespace) -> int:
    from kg import query as queries  # as in `query`

    with api.open_store(args.store, read_only=True) as store:
        for name in ("stats-classes", "stats-outlets", "stats-months"):
            sys.stdout.write(queries.answer(store, name=name, format=args.format) + "\n")
    return 0
