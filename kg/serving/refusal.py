"""A request that gets an HTTP error."""

from __future__ import annotations

from collections.abc import Mapping


class Refused(Exception):
    """A request that gets an HTTP error: its status, one line of reason, and headers that go with it."""

    def __init__(self, status: int, reason: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.headers = dict(headers or {})
