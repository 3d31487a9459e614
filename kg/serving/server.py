"""Runs an endpoint: the sockets, the processes behind it, and their end."""

from __future__ import annotations

import logging
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from typing import Any

from kg.errors import StoreError, UsageError
from kg.serving.pool import QUEUED, Copies, Readers, Versions, Writer
from kg.serving.processes import Watch
from kg.serving.refusal import Refused
from kg.serving.settings import Settings
from kg.serving.wire import Job

SILENT = 60
"""Seconds that a silent client may hold a connection."""


def serve(settings: Settings) -> None:
    """Answer until interrupted or told to end.

    Raises `UsageError` where the port cannot be had, `StoreError` where the store cannot be opened.
    """
    with running(settings) as server:
        signal.signal(signal.SIGTERM, _end)
        here = f"http://{settings.host}:{server.effective_port}"
        access = "writable" if settings.writable else "read-only"
        print(f"SPARQL endpoint at {here}/sparql ({access}), pages at {here}/", flush=True)
        server.run()  # returns on an interrupt
    print("stopped", flush=True)


@contextmanager
def running(settings: Settings) -> Iterator[Any]:
    """A server of waitress that is bound to its port, with all that it needs until the end of the `with`."""
    from waitress import create_server  # the web server, only where there is one

    from kg.serving.app import Application  # as above

    logging.getLogger("waitress").setLevel(logging.ERROR)  # it warns when requests queue up, which they may
    with ExitStack() as stack:
        if settings.store == "memory:":
            if not settings.writable:
                raise StoreError("memory: would be empty for ever; make it writable or name a folder")
            settings = replace(settings, store=stack.enter_context(tempfile.TemporaryDirectory(prefix="kg-")) + "/store")
        watch = Watch()
        versions, writer = _writer(settings, watch, stack) if settings.writable else (Versions(settings.store), None)
        readers = Readers(settings, versions, watch)
        stack.callback(readers.end)
        _must(lambda: readers.do(Job(kind="ready"), lambda: True))
        try:
            server = create_server(
                Application(settings, readers, writer, _log),
                host=settings.host,
                port=settings.port,
                threads=settings.workers + QUEUED + 4,  # some are left for what needs no reader
                max_request_body_size=settings.request_limit,
                channel_timeout=SILENT,
                channel_request_lookahead=1,  # so that it notices when a client goes away
                connection_limit=500,
                asyncore_use_poll=hasattr(__import__("select"), "poll"),
                ident="kg",
                clear_untrusted_proxy_headers=True,
            )
        except (OSError, OverflowError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise UsageError(f"cannot listen on {settings.host}:{settings.port}: {reason}") from error
        stack.callback(server.close)
        yield server


def _writer(settings: Settings, watch: Watch, stack: ExitStack) -> tuple[Copies, Writer]:
    if settings.store.startswith(("http://", "https://")):
        raise UsageError(f"{settings.store} is another endpoint: write to it itself, or serve it without --writable")
    folder = Path(settings.store).absolute()
    copies = Copies(folder)
    stack.callback(copies.end)
    writer = Writer(settings, copies, watch)
    stack.callback(writer.end)
    _must(lambda: writer.do(Job(kind="open")))
    copies.sweep()
    return copies, writer


def _must(work: Any) -> None:
    """Do what must succeed before anybody is served."""
    try:
        work()
    except Refused as error:
        raise StoreError(error.reason) from error


def _log(line: str) -> None:
    print(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {line}", file=sys.stderr, flush=True)


def _end(number: int, frame: FrameType | None) -> None:
    raise SystemExit(0)
