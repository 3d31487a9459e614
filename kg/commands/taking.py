"""`kg export` and `kg validate`: files to take home, and whether they conform."""

from __future__ import annotations

import argparse

from kg import api
from kg.commands.base import Commands, counted
from kg.errors import UsageError


def add(commands: Commands) -> None:
    made = commands.add("export", export, "write the graph to a file: .ttl .trig .nq .nt .jsonld .rdf .graphml .csv")
    made.add_argument("-o", "--out", required=True, help="file to write; its suffix names the format")

    made = commands.add("validate", validate, "check a file or a store against the SHACL shapes")
    made.add_argument("file", nargs="?", help="RDF file")


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
