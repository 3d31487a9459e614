"""`kg export`, `kg examples` and `kg validate`: files to take home, articles to try it on, and whether a graph conforms."""

from __future__ import annotations

import argparse

from kg import api
from kg.commands.base import Commands, counted
from kg.errors import UsageError

FORMATS = (
    "turtle", "ntriples", "rdfxml", "trig", "nquads", "jsonld", "graphml", "gexf", "csv", "tables", "parquet", "claimreview",
    "nanopubs", "trusty-nanopubs",
)  # fmt: skip
"""As `kg.exporting.FORMATS` has them, which takes the graph library to load; a test keeps the two equal."""


def add(commands: Commands) -> None:
    made = commands.add("export", export, "write the graph, or a part of it, to files")
    made.add_argument(
        "-o",
        "--out",
        required=True,
        help="file to write; its suffix names the format: .ttl .trig .nq .nt .jsonld .rdf .graphml .gexf .csv",
    )
    made.add_argument(
        "--format", choices=FORMATS, help="where the suffix does not say it: tables and parquet write a folder of files"
    )
    made.add_argument(
        "--subset", action="append", default=[], metavar="NAME=VALUE[&NAME=VALUE…]",
        help="only what meets these conditions, and all it needs: article, actor, outlet, since, until, topic; "
        "given again, what meets one or the other",
    )  # fmt: skip
    made.add_argument(
        "--describe", action="store_true", help="write a description of the data set (VoID, DCAT) beside, NAME.void.ttl"
    )

    made = commands.add("examples", examples, "copy the bundled fictional articles into a folder, to try things on", store=False)
    made.add_argument("folder", help="a folder that does not exist yet")

    made = commands.add("validate", validate, "check a file or a store against the SHACL shapes")
    made.add_argument("file", nargs="?", help="RDF file")


def export(args: argparse.Namespace) -> int:
    with api.open_store(args.store, read_only=True) as store:
        api.export(store, args.out, format=args.format, subset=args.subset, description=args.describe)
    return 0


def examples(args: argparse.Namespace) -> int:
    from kg.exports.files import copy_folder  # beside its only use

    print(counted(copy_folder(api.examples(), args.folder), "file") + f" in {args.folder}")
    return 0


def validate(args: argparse.Namespace) -> int:
    if args.file and args.store:
        raise UsageError("give a file or --store, not both")
    violations = api.validate(args.file or args.store)
    for violation in violations:
        print(violation)
    print(counted(len(violations), "violation") if violations else "the graph conforms to its shapes")
    return 1 if violations else 0
