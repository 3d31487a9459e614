"""Who does a job: one of a few readers, each a process with the store as of one moment, or the one writer."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Final

from kg.serving.processes import Answer, Died, Watch, Worker
from kg.serving.refusal import Refused
from kg.serving.settings import Settings
from kg.serving.wire import Job

QUEUED: Final = 32
"""Requests that may wait for a reader; the next ones are turned away at once."""


class Readers:
    """Processes that answer. A store in a folder that nobody here writes to is read where it is, as it is when a job comes."""

    def __init__(self, settings: Settings, versions: Versions, watch: Watch) -> None:
        self._settings = settings
        self._versions = versions
        self._watch = watch
        self._places = threading.BoundedSemaphore(settings.workers)
        self._waiting = threading.BoundedSemaphore(settings.workers + QUEUED)
        self._idle: list[Worker] = []
        self._all: list[Worker] = []
        self._lock = threading.Lock()

    def do(self, job: Job, wanted: Callable[[], bool]) -> Answer:
        """The answer to a job of `reading.JOBS`. Raises `Refused` as `Worker.do` does, and where all readers stay busy."""
        limit = self._settings.time_limit
        if not self._waiting.acquire(blocking=False):
            raise Refused(503, "too many requests wait already; try again later", {"Retry-After": "10"})
        try:
            if not self._places.acquire(timeout=limit):
                raise Refused(503, "all readers are busy with long queries; try again later", {"Retry-After": "30"})
            try:
                with self._versions.held() as (where, version):
                    known = replace(job, details={**job.details, "store": where, "version": version})
                    return self._with_one(lambda worker: worker.do(known, self._watch, limit, wanted))
            finally:
                self._places.release()
        finally:
            self._waiting.release()

    def version(self) -> str:
        """Tells apart what readers read now from what they read before."""
        return self._versions.stamp()

    def _with_one(self, work: Callable[[Worker], Answer]) -> Answer:
        with self._lock:
            worker = self._idle.pop() if self._idle else None
        if worker is not None and worker.alive:
            try:
                return self._use(worker, work)
            except Died:
                pass  # perhaps of what it did for others, whose memory it still had; on a new one the job stands for itself
        return self._use(self._start(), work)

    def _use(self, worker: Worker, work: Callable[[Worker], Answer]) -> Answer:
        try:
            return work(worker)
        finally:
            with self._lock:
                (self._idle if worker.alive else []).append(worker)
                self._all = [one for one in self._all if one.alive]

    def _start(self) -> Worker:
        s = self._settings
        remote = s.store.startswith(("http://", "https://"))
        options = {"memory": s.memory_limit, "network": s.outside or remote, "limit": s.result_limit, "writes": None}
        worker = Worker(options)
        with self._lock:
            self._all.append(worker)
        return worker

    def end(self) -> None:
        """Kill them all."""
        with self._lock:
            for worker in self._all:
                worker.end()


class Writer:
    """The process that holds a folder open for writing; one job at a time, and after each a new version for the readers."""

    def __init__(self, settings: Settings, versions: Copies, watch: Watch) -> None:
        self._settings = settings
        self._versions = versions
        self._watch = watch
        self._turn = threading.Lock()
        self._worker: Worker | None = None

    def do(self, job: Job) -> Answer:
        """The answer to a job of `writing.JOBS`, once all readers see what it did. Raises `Refused` as `Worker.do` does."""
        if not self._turn.acquire(timeout=self._settings.time_limit):
            raise Refused(503, "other updates take their time; try again later", {"Retry-After": "30"})
        try:
            try:
                return self._do(job)
            finally:
                if self._worker is not None and not self._worker.alive:  # killed: what it had done for good must be seen
                    self._worker = None
                    self._do(Job(kind="open"))
        finally:
            self._turn.release()

    def _do(self, job: Job) -> Answer:
        s = self._settings
        if self._worker is None:
            options = {
                "memory": s.memory_limit,
                "network": s.outside,
                "writes": self._versions.folder,
                "copies": self._versions.place,
            }
            self._worker = Worker({name: str(x) if isinstance(x, Path) else x for name, x in options.items()})
        made = self._worker.do(job, self._watch, s.time_limit, lambda: True)
        self._versions.publish(made.body.read().decode())
        return made

    def end(self) -> None:
        """Wait for the job that runs, no longer than it may take, and end the process."""
        self._turn.acquire(timeout=self._settings.time_limit)
        if self._worker is not None:
            self._worker.end()


class Versions:
    """The store as it is: a folder that others may write to, or another endpoint."""

    def __init__(self, where: str) -> None:
        self.where = where

    @contextmanager
    def held(self) -> Iterator[tuple[str, str]]:
        """(what to open, which version of it), good inside the `with`."""
        yield self.where, self.stamp()

    def stamp(self) -> str:
        """Tells whether the folder has changed since; always the same for what is no folder."""
        folder = Path(self.where)
        try:
            files = [(f.name, f.stat().st_mtime_ns) for f in folder.iterdir() if f.suffix == ".log" or f.name == "CURRENT"]
        except OSError:
            return ""
        return str(sorted(files))


class Copies(Versions):
    """Copies of the folder that one server writes to, made after each write; those that nobody reads any more are removed."""

    def __init__(self, folder: Path) -> None:
        super().__init__("")
        self.folder = folder
        self._lock = threading.Lock()
        self._read: dict[str, int] = {}
        self.place = _beside(folder)

    @contextmanager
    def held(self) -> Iterator[tuple[str, str]]:
        with self._lock:
            where = self.where
            self._read[where] = self._read.get(where, 0) + 1
        try:
            yield where, ""
        finally:
            with self._lock:
                self._read[where] -= 1
            self._tidy()

    def stamp(self) -> str:
        return self.where

    def publish(self, where: str) -> None:
        """From now on, readers read this copy."""
        with self._lock:
            self._read.setdefault(where, 0)
            self.where = where
        self._tidy()

    def sweep(self) -> None:
        """Remove what servers left that were killed; to be called when the folder is known to be ours."""
        for left in self.place.parent.glob(f"{_prefix(self.folder)}*"):
            if left != self.place:
                shutil.rmtree(left, ignore_errors=True)

    def end(self) -> None:
        """Remove all copies."""
        shutil.rmtree(self.place, ignore_errors=True)

    def _tidy(self) -> None:
        with self._lock:
            unread = [where for where, readers in self._read.items() if not readers and where != self.where]
            for where in unread:
                del self._read[where]
        for where in unread:
            shutil.rmtree(where, ignore_errors=True)


def _beside(folder: Path) -> Path:
    """A new folder on the file system of the store, where copies share its files; else wherever there is room."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(prefix=_prefix(folder), dir=folder.parent))
    except OSError:
        return Path(tempfile.mkdtemp(prefix=_prefix(folder)))


def _prefix(folder: Path) -> str:
    return f".{folder.name}-copies-"
