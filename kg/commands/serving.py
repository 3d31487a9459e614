"""`kg serve`: a store for programs and browsers."""

from __future__ import annotations

import argparse
import os
import re

from kg.commands.base import Commands
from kg.errors import UsageError

MEGABYTE = 1 << 20


def add(commands: Commands) -> None:
    made = commands.add("serve", serve, "a SPARQL 1.1 endpoint and pages over the store, read-only unless told otherwise")
    made.add_argument("--host", default="127.0.0.1", help="address to listen on (default: this machine only)")
    made.add_argument("--port", type=int, default=8010, help="0 for any free one (default: 8010)")
    made.add_argument("--writable", action="store_true", help="let who has the token write")
    made.add_argument(
        "--token", help="the token, with --writable (default: $KG_TOKEN, which other users of the machine cannot see)"
    )
    made.add_argument("--time-limit", type=_number, default=30.0, metavar="SECONDS", help="for each query, page and update (30)")
    made.add_argument("--result-limit", type=_number, default=100.0, metavar="MB", help="of one answer (100)")
    made.add_argument("--request-limit", type=_number, default=20.0, metavar="MB", help="of the body of one request (20)")
    made.add_argument("--memory-limit", type=_number, default=4096.0, metavar="MB", help="of each process that answers (4096)")
    made.add_argument("--workers", type=int, default=4, metavar="N", help="queries that run at one time (4)")
    made.add_argument("--cors", action="append", default=[], metavar="ORIGIN", help="pages of ORIGIN may read answers; * for any")
    made.add_argument("--allow-outside", action="store_true", help="SERVICE and LOAD may reach other hosts")
    made.add_argument("--log-queries", action="store_true", help="write the text of queries and updates to the log")


def serve(args: argparse.Namespace) -> int:
    from kg.serving.server import serve as run  # the web server, only here
    from kg.serving.settings import Settings
    from kg.store.address import DEFAULT  # as above

    if args.workers < 1:
        raise UsageError("--workers takes a number from 1")
    if not 0 <= args.port <= 65535:
        raise UsageError(f"--port {args.port}: ports go up to 65535")
    for origin in args.cors:
        if origin != "*" and not re.fullmatch(r"https?://[^/\s]+", origin):
            raise UsageError(f"“{origin}” is no origin; write one such as https://example.org, or *")
    run(
        Settings(
            store=args.store or os.environ.get("KG_STORE") or DEFAULT,
            host=args.host,
            port=args.port,
            token=token_of(args),
            time_limit=args.time_limit,
            result_limit=round(args.result_limit * MEGABYTE),
            request_limit=round(args.request_limit * MEGABYTE),
            memory_limit=round(args.memory_limit * MEGABYTE),
            workers=args.workers,
            cors=tuple(args.cors),
            outside=args.allow_outside,
            log_queries=args.log_queries,
        )
    )
    return 0


def token_of(args: argparse.Namespace) -> str | None:
    """The token of a writable endpoint. Raises `UsageError` where it lacks one, or would have one for nothing."""
    if not args.writable:
        if args.token is not None:
            raise UsageError("--token goes with --writable")
        return None
    token: str = args.token if args.token is not None else os.environ.get("KG_TOKEN", "")
    if not re.fullmatch(r"[\x21-\x7e]+", token):
        raise UsageError("--writable needs a token of visible ASCII characters: --token T, or $KG_TOKEN")
    return token


def _number(text: str) -> float:
    """An argument above zero."""
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0 < number < 10**9:
        raise argparse.ArgumentTypeError(f"“{text}” is no number above zero")
    return number
