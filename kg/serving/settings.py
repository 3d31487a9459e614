"""How an endpoint is run."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What `kg serve` was told. Times are in seconds, sizes in bytes."""

    store: str
    """Folder, `memory:` or the address of another SPARQL endpoint."""
    host: str = "127.0.0.1"
    port: int = 8010
    """0 takes any free one."""
    token: str | None = None
    """Whoever shows it may write; null for an endpoint that nobody writes to."""
    time_limit: float = 30.0
    """For each query, page and update; what runs longer is killed."""
    result_limit: int = 100 * MEGABYTE
    """Of one answer; a larger one is an error."""
    request_limit: int = 20 * MEGABYTE
    """Of the body of one request."""
    memory_limit: int = 4096 * MEGABYTE
    """Address space of one worker process; 0 for no limit."""
    workers: int = 4
    """Queries that run at one time."""
    cors: tuple[str, ...] = ()
    """Origins whose pages may read the answers in a browser; `*` is any."""
    outside: bool = False
    """Whether SERVICE and LOAD may reach other hosts."""
    log_queries: bool = False
    """Whether the log holds the text of queries and updates."""

    @property
    def writable(self) -> bool:
        """Whether anybody may write."""
        return self.token is not None
