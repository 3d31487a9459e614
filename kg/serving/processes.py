"""Worker processes, seen from the server: started when needed, given a job, and killed when it takes too long."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import IO, Any, Final

from kg.serving.refusal import Refused
from kg.serving.wire import BODY, END, FAILED, HEAD, JOB, PART, Job, receive, send, send_json

GLANCE: Final = 0.1
"""Seconds between two looks at who has run out of time."""

IN_MEMORY: Final = 1 << 20
"""Bytes of an answer that are held in memory; the rest waits in a file."""

AFTERWARDS: Final = 120.0
"""Seconds that a worker has, once a job is done, to say so in full."""


class Died(Refused):
    """A worker ended in the middle of a job, and nobody had stopped it."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker answered, whole."""

    head: Mapping[str, Any]
    """Media type (`type`), HTTP status (`status`), and what else the job says."""
    body: IO[bytes]
    """At its beginning."""
    size: int
    """In bytes."""


@dataclass(slots=True)
class _Run:
    """A job that runs: until when it may, and whether anybody still waits for it."""

    worker: Worker
    until: float
    wanted: Callable[[], bool]
    stopped: str = ""
    """Why it was killed: `time` or `gone`; empty while it was not."""


class Watch:
    """Looks at everything that runs, in a thread of its own, and kills what ran out of time or out of readers."""

    def __init__(self) -> None:
        self._runs: list[_Run] = []
        self._lock = threading.Lock()
        self._wake = threading.Event()
        threading.Thread(target=self._look, daemon=True).start()

    def start(self, worker: Worker, seconds: float, wanted: Callable[[], bool]) -> _Run:
        """Watch a job from now on."""
        run = _Run(worker, time.monotonic() + seconds, wanted)
        with self._lock:
            self._runs.append(run)
        self._wake.set()
        return run

    def end(self, run: _Run) -> None:
        """Watch it no more: it will not be killed after this."""
        with self._lock:
            self._runs.remove(run)

    def _look(self) -> None:
        while True:
            if not self._runs:
                self._wake.wait()
            self._wake.clear()
            now = time.monotonic()
            with self._lock:
                for run in self._runs:
                    if not run.stopped and now > run.until:
                        run.stopped = "time"
                    elif not run.stopped and not run.wanted():
                        run.stopped = "gone"
                    if run.stopped:
                        run.worker.kill()
            time.sleep(GLANCE)


class Worker:
    """One process of `worker`. Not for two threads at once."""

    def __init__(self, options: Mapping[str, Any]) -> None:
        """Start it; `options` are those of `worker.main`."""
        # Each thread may reserve 64 MB of address space for an arena of its own, which counts against the limit
        # of memory and is hardly used: two arenas for all of them leave the limit to the query.
        code = "import json, sys; sys.path[:] = json.loads(sys.argv[1]); from kg.serving.worker import main; main(sys.argv[2])"
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, json.dumps(sys.path), json.dumps(options)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},
            start_new_session=True,  # an interrupt at the keyboard is for the server, which ends its workers itself
        )

    def do(self, job: Job, watch: Watch, seconds: float, wanted: Callable[[], bool]) -> Answer:
        """The answer to a job. Raises `Refused` where the job fails, or takes longer, or is killed because nobody wants it."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        run = watch.start(self, seconds, wanted)
        body = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - whoever reads the answer closes it
        head: dict[str, Any] = {}
        try:
            send_json(self._process.stdin, JOB, {"kind": job.kind, "details": job.details})
            send(self._process.stdin, BODY, job.body)
            while True:
                kind, payload = receive(self._process.stdout)
                if kind == PART:
                    body.write(payload)
                elif kind == HEAD:
                    head = json.loads(payload)
                    if "type" not in head:  # something is written for good: too late to stop it
                        run.until = time.monotonic() + AFTERWARDS
                elif kind == FAILED:
                    failed = json.loads(payload)
                    raise Refused(failed["status"], failed["reason"])
                elif kind == END:
                    size = body.tell()
                    body.seek(0)
                    return Answer(head, body, size)
        except (EOFError, OSError) as error:
            self.kill()
            raise _why(run, self._process.wait(), seconds) from error
        finally:
            watch.end(run)
            if run.stopped:
                self.end()  # it may have ended its job just before it was killed

    @property
    def alive(self) -> bool:
        """Whether it can be given a job."""
        return self._process.poll() is None

    def kill(self) -> None:
        """End it, whatever it does."""
        with suppress(OSError):
            self._process.kill()

    def end(self) -> None:
        """Kill it and wait until it is no more."""
        self.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()


def _why(run: _Run, code: int, seconds: float) -> Refused:
    if run.stopped == "time":
        return Refused(503, f"this took longer than {seconds:g} seconds and was stopped")
    if run.stopped == "gone":
        return Refused(499, "the client went away, so the work was stopped")
    return Died(
        500, f"the process that worked on this ended early (code {code}); most likely it needed more memory than it may have"
    )
