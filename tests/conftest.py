"""Stores for tests: in memory, in a folder, and behind a real SPARQL server."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.store import Store, open_store

os.environ["KG_GAZETTEER"] = ""  # whoever runs the tests may have a gazetteer of their own


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def oxigraph_server(folder: Path, *options: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """(address, process) of an Oxigraph server on `folder`, stopped at the end; skips where its binary is not installed."""
    binary = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if binary is None:
        pytest.skip("the oxigraph server is not installed (extra `dev`)")
    address = f"http://127.0.0.1:{free_port()}"
    command = [binary, "serve", "--location", str(folder), "--bind", address.removeprefix("http://"), *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            with contextlib.suppress(urllib.error.URLError, ConnectionError):
                urllib.request.urlopen(address, timeout=5).close()
                break
            assert process.poll() is None, "the oxigraph server ended at once"
            time.sleep(0.05)
        else:
            raise AssertionError("the oxigraph server did not start within 10 seconds")
        yield address, process
    finally:
        process.kill()
        process.wait()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of one Oxigraph server for the whole run."""
    with oxigraph_server(tmp_path_factory.mktemp("server") / "data") as (address, _):
        yield address


@pytest.fixture(params=["memory", "folder", "server"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store of each kind in turn."""
    where = {"memory": lambda: "memory:", "folder": lambda: tmp_path / "graph"}.get(request.param)
    with open_store(where() if where else request.getfixturevalue("server")) as opened:
        if request.param == "server":
            opened.update("DROP ALL")
        yield opened


@pytest.fixture
def memory() -> Iterator[Store]:
    """An empty store in memory."""
    with open_store("memory:") as opened:
        yield opened
