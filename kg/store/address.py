"""What a user may write for a store, and which store that opens."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from kg.errors import StoreError, UsageError
from kg.store.base import Store

DEFAULT = "kg-store"
"""The folder used where neither an argument nor `$KG_STORE` names a store."""

TIME_LIMIT = 60.0
"""Seconds that a remote endpoint has for one answer."""


def open_store(where: str | Path | None = None, *, read_only: bool = False, time_limit: float = TIME_LIMIT) -> Store:
    """Open the store at `where`: a folder, `memory:`, or the address of a SPARQL endpoint; else `$KG_STORE`, else `kg-store`.

    A folder is made if it does not exist, except when opened read-only. `time_limit` is in seconds and holds for endpoints
    only. Raises `StoreLocked` where another process writes to the folder, and `StoreError` where the folder cannot be opened
    or is none of ours. An endpoint is not asked anything yet.
    """
    named = str(where) if where is not None and str(where) else os.environ.get("KG_STORE") or DEFAULT
    if named.startswith(("http://", "https://")):
        from kg.store.remote import RemoteStore

        return RemoteStore(named, read_only=read_only, time_limit=time_limit)
    if "://" in named:
        raise UsageError(f"{named}: a store is a folder, memory:, or an http(s) address of a SPARQL endpoint")
    from kg.store.embedded import EmbeddedStore

    if named == "memory:":
        if read_only:
            raise StoreError("memory: opened read-only would be empty for ever; open it for writing or name a folder")
        return EmbeddedStore(None)
    return EmbeddedStore(Path(named), read_only=read_only)


def endpoints(address: str) -> tuple[str, str]:
    """(query address, update address) for what a user wrote.

    | written | query | update |
    | --- | --- | --- |
    | server root (`http://host:7878`, as Oxigraph serves) | `/query` | `/update` |
    | `…/query` (Oxigraph, Fuseki, Stardog) | as written | `…/update` |
    | `…/repositories/NAME` (RDF4J, GraphDB) | as written | `…/statements` |
    | anything else (`…/sparql`: Virtuoso, Neptune, QLever) | as written | the same |
    """
    parts = urlsplit(address)
    path = parts.path.rstrip("/")
    steps = path.split("/")
    if not path:
        query, update = "/query", "/update"
    elif steps[-1] == "query":
        query, update = path, "/".join([*steps[:-1], "update"])
    elif len(steps) > 1 and steps[-2] == "repositories":
        query, update = path, f"{path}/statements"
    else:
        query = update = path
    return urlunsplit(parts._replace(path=query)), urlunsplit(parts._replace(path=update))
