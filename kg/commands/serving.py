"""`kg serve`: a store for programs and browsers."""

from __future__ import annotations

import argparse

from kg import api
from kg.commands.base import Commands


def add(commands: Commands) -> None:
    made = commands.add("serve", serve, "a SPARQL 1.1 endpoint over the store, read-only")
    made.add_argument("--host", default="127.0.0.1")
    made.add_argument("--port", type=int, default=8010)


def serve(args: argparse.Namespace) -> int:
    from kg.serve import serve as run  # the web server, only here

    with api.open_store(args.store, read_only=True) as store:
        run(store, args.host, args.port)
    return 0
