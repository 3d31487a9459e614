"""How the server and its workers talk: frames (a kind, a length, bytes) over a pair of pipes.

Nothing that comes back is unpickled: a worker runs what strangers ask, so its answers are plain bytes and JSON.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import IO, Any

JOB, BODY = b"J", b"B"
"""To a worker: what is to be done, then the bytes that belong to it."""
HEAD, PART, END, FAILED = b"H", b"P", b"E", b"F"
"""From a worker: what comes, the bytes of it, that this was all; or that it failed."""

LARGEST_FRAME = 1 << 30

_FRAME = struct.Struct(">cI")


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something to be done on a store."""

    kind: str
    """A key of `reading.JOBS` or `writing.JOBS`."""
    details: Mapping[str, Any] = field(default_factory=dict)
    """What the job needs to know; JSON values."""
    body: bytes = b""
    """RDF that a client sent."""


def send(pipe: IO[bytes], kind: bytes, payload: bytes) -> None:
    """Write one frame. Raises OSError where nobody reads any more."""
    pipe.write(_FRAME.pack(kind, len(payload)))
    pipe.write(payload)
    pipe.flush()


def send_json(pipe: IO[bytes], kind: bytes, value: Mapping[str, Any]) -> None:
    """Write one frame that holds a JSON object."""
    send(pipe, kind, json.dumps(value).encode())


def receive(pipe: IO[bytes]) -> tuple[bytes, bytes]:
    """(kind, payload) of the next frame. Raises EOFError where the other side is gone."""
    kind, length = _FRAME.unpack(_exactly(pipe, _FRAME.size))
    if length > LARGEST_FRAME:
        raise EOFError("the other side sent something that is no frame")
    return kind, _exactly(pipe, length)


def _exactly(pipe: IO[bytes], size: int) -> bytes:
    got = pipe.read(size)
    if len(got) < size:
        raise EOFError("the other side is gone")
    return got
