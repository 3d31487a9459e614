"""The process that does jobs on a store; it can be killed at any moment.

It gets jobs on standard input and answers on standard output, in the frames of `wire`. It ends when its server does, even in the
middle of a query. A reader opens whichever store a job names. The writer holds the one folder open, and after each job makes a
copy for the readers: they see whole updates only, and no file is changed under them.
"""

from __future__ import annotations

import io
import json
import os
import queue
import sys
import threading
from pathlib import Path
from typing import IO, Any

from kg.errors import KgError, QueryError, StoreError, StoreLocked, UsageError
from kg.serving import reading, writing
from kg.serving.confinement import cut_off, limit_memory
from kg.serving.refusal import Refused
from kg.serving.wire import END, FAILED, HEAD, PART, Job, receive, send, send_json
from kg.store import Store, open_store

PART_SIZE = 1 << 16


def main(text: str) -> None:
    """Do jobs until standard input ends. `text` is what `processes.Worker` was made of, as JSON."""
    options = json.loads(text)
    limit_memory(options["memory"])
    if not options["network"]:
        cut_off()
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not get among the frames
    jobs: queue.SimpleQueue[Job] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, jobs), daemon=True).start()
    if options["writes"]:
        _Writer(Path(options["writes"]), Path(options["copies"]), answers).work(jobs)
    else:
        _Reader(options["limit"], answers).work(jobs)


def _listen(pipe: IO[bytes], jobs: queue.SimpleQueue[Job]) -> None:
    """Take jobs in; when the server is gone, so is this process, whatever it does just then."""
    try:
        while True:
            _, details = receive(pipe)
            _, body = receive(pipe)
            jobs.put(Job(**json.loads(details), body=body))
    except EOFError:
        os._exit(0)


class _Reader:
    def __init__(self, limit: int, answers: IO[bytes]) -> None:
        self.limit = limit
        self.answers = answers
        self.opened: tuple[str, str] | None = None
        self.store: Store | None = None

    def work(self, jobs: queue.SimpleQueue[Job]) -> None:
        while True:
            job = jobs.get()
            if not self._done(job, again=True):
                self._done(job, again=False)

    def _done(self, job: Job, *, again: bool) -> bool:
        """Answer; with `again`, do not where the store's files have gone under it, which opening it anew may mend."""
        reply = _Reply(self.limit, self.answers)
        try:
            reading.JOBS[job.kind](self._at(job.details["store"], job.details["version"]), job.details, reply)
            reply.out.flush()
            send(self.answers, END, b"")
        except Exception as error:  # whatever it is, the client gets an answer and the next job a worker
            nothing_sent = reply.left == reply.limit
            reply.dropped = True
            if isinstance(error, StoreError):
                self.opened = None
                if again and nothing_sent:
                    return False
            _fail(self.answers, reply.refusal or error)
        return True

    def _at(self, where: str, version: str) -> Store:
        """The store as it is at this version."""
        if self.store is None or self.opened != (where, version):
            if self.store is not None:
                self.store.close()
            self.store, self.opened = None, None
            self.store = open_store(where, read_only=True)
            self.opened = (where, version)
        return self.store


class _Writer:
    def __init__(self, folder: Path, copies: Path, answers: IO[bytes]) -> None:
        self.folder = folder
        self.copies = copies
        self.answers = answers

    def work(self, jobs: queue.SimpleQueue[Job]) -> None:
        from kg.store.embedded import EmbeddedStore

        store: EmbeddedStore | None = None
        made = 0
        while True:
            job = jobs.get()
            try:
                store = store or EmbeddedStore(self.folder)
                outcome = writing.JOBS[job.kind](store, job)
                send_json(self.answers, HEAD, outcome)  # it is done; from here on, time is no matter
                made += 1
                copy = self.copies / f"{os.getpid()}-{made}"
                store.copy_to(copy)
                send(self.answers, PART, str(copy).encode())
                send(self.answers, END, b"")
            except Exception as error:  # as for readers
                _fail(self.answers, error)


class _Reply(io.RawIOBase):
    """A reader's answer on its way out, counted."""

    def __init__(self, limit: int, answers: IO[bytes]) -> None:
        self.left = limit
        self.limit = limit
        self.answers = answers
        self.refusal: Refused | None = None
        self.dropped = False
        """Whether the answer failed, so that what waits in the buffer must not be sent after all."""
        self.out: IO[bytes] = io.BufferedWriter(self, PART_SIZE)

    def begin(self, media_type: str, status: int = 200, **more: Any) -> None:
        send_json(self.answers, HEAD, {"type": media_type, "status": status, **more})

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if self.dropped:
            return len(data)
        self.left -= len(data)
        if self.left < 0:
            if self.refusal is None:
                self.refusal = Refused(
                    500, f"the answer has more than {self.limit} bytes; ask for less of it, with LIMIT or a narrower pattern"
                )
            raise self.refusal
        send(self.answers, PART, bytes(data))
        return len(data)


def _fail(answers: IO[bytes], error: Exception) -> None:
    if isinstance(error, Refused):
        status, reason = error.status, error.reason
    elif isinstance(error, QueryError | UsageError):
        status, reason = 400, str(error)
    elif isinstance(error, StoreLocked):
        status, reason = 503, str(error)
    elif isinstance(error, KgError):
        status, reason = 500, str(error)
    else:
        status, reason = 500, f"this went wrong in the endpoint itself: {type(error).__name__}: {error}"
    send_json(answers, FAILED, {"status": status, "reason": reason, "kind": type(error).__name__})
