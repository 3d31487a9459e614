"""Runs the examples of a Markdown page: whatever a reader could type is typed, and what the page shows must come out.

    ```console    lines after `$ ` are given to bash; the lines below each are what it shows
    ```python     one program a page, block after block; a ```text block right after it is what it prints
    ```sparql     asked of `kg-store`, and must find something; a ```text block right after it is the table
    ```r          a program of its own, where R is installed
    ```sh         is not run: setting up (see `SETTING_UP`), which a test of this checkout cannot do to itself

Shown lines must come in this order among those that come out; `…` stands for any text. A command may fail only where the page
shows why (a line that begins with `kg: `). Ports in a page are exchanged for free ones. R runs where it is installed.

markdown-it finds the fences, which the package brings anyway. Each kind of block needs a runner of our own in any framework for
this (sybil, pytest-markdown-docs), so none is used.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import warnings
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from markdown_it import MarkdownIt

from kg import query
from kg.store import open_store
from kg.store.answer import render
from tests.conftest import free_port

ROOT: Final = Path(__file__).parent.parent
PORTS: Final = ("8010", "7878")
"""Ports that pages name: of `kg serve`, and of another server."""
SETTING_UP: Final = ("git clone ", "cd ", "pip install ", "python3 -m venv ", ". .venv/bin/activate", "make ", "#")
"""How lines of ```sh may begin."""
RUN: Final = ("console", "python", "sparql", "r")
WIDTH: Final = "100"
"""Columns of the terminal that a reader is taken to have."""


class ExampleFails(AssertionError):
    """An example does not do what its page says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced block of a page."""

    file: Path
    line: int
    language: str
    text: str

    def fail(self, why: str) -> ExampleFails:
        return ExampleFails(f"{self.file.name}, line {self.line}: {why}")


def blocks(file: Path) -> list[Block]:
    """The fenced blocks of a page, in order, those in lists and quotations too."""
    fences = (token for token in MarkdownIt().parse(file.read_text(encoding="utf-8")) if token.type == "fence" and token.map)
    return [Block(file=file, line=t.map[0] + 2, language=t.info.strip(), text=t.content) for t in fences if t.map]


class Desk:
    """Where a reader of a page sits: a folder, a terminal, a running Python, and the servers that were started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = {port: str(free_port()) for port in PORTS}
        self.names: dict[str, Any] = {"__name__": "example"}
        self._servers: list[subprocess.Popen[bytes]] = []
        tools = folder / ".tools"
        tools.mkdir(exist_ok=True)
        # The command of this checkout, whatever else is installed.
        (tools / "kg").write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -P -m kg "$@"\n')
        (tools / "kg").chmod(0o755)
        path = os.pathsep.join([str(tools), str(Path(sys.executable).parent), os.environ["PATH"]])
        self._env = {**os.environ, "PATH": path, "COLUMNS": WIDTH, "USER": "reader", "HOME": str(folder), "PYTHONPATH": str(ROOT)}
        self._env.pop("KG_STORE", None)

    def read(self, page: Path) -> int:
        """Run all examples of a page; how many there were. Raises `ExampleFails` at the first that does not hold."""
        found = blocks(page)
        try:
            for block, after in pairwise([*found, None]):
                shown = after.text if after is not None and after.language == "text" else None
                if block is not None and block.language in RUN:
                    getattr(self, f"_{block.language}")(block, shown)
        finally:
            self.leave()
        return sum(block.language in RUN for block in found)

    def leave(self) -> None:
        """Stop the servers."""
        for server in self._servers:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGTERM)
            server.wait()
        self._servers.clear()

    def _console(self, block: Block, _: str | None) -> None:
        for command, shown in typed(block.text):
            self._type(block, self._here(command), shown)

    def _type(self, block: Block, command: str, shown: str) -> None:
        if command.endswith("&") or command.startswith("kg serve"):
            self._serve(block, command.rstrip("& "))
            return
        ran = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command], cwd=self.folder, env=self._env, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, timeout=900, check=False,
        )  # fmt: skip
        out = ran.stdout.decode()
        forgiven = (0, 1, 2) if re.search(r"^kg: ", shown, re.MULTILINE) else (0,)
        if ran.returncode not in forgiven:
            raise block.fail(f"`{command}` ended with {ran.returncode}:\n{out}")
        self._compare(block, command, shown, out)

    def _serve(self, block: Block, command: str) -> None:
        if command.startswith("kg serve") and "--port" not in command:
            command = f"{command.partition('#')[0]} --port {self.ports['8010']}"
        port = next(p for p in self.ports.values() if p in command)
        server = subprocess.Popen(
            ["bash", "-c", command], cwd=self.folder, env=self._env, start_new_session=True, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        self._servers.append(server)
        for _ in range(1200):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", int(port)), timeout=1):
                return
            if server.poll() is not None:
                raise block.fail(f"`{command}` ended with {server.returncode}")
            time.sleep(0.05)
        raise block.fail(f"`{command}` did not listen within a minute")

    def _python(self, block: Block, shown: str | None) -> None:
        out = io.StringIO()
        code = compile(
            "\n" * (block.line - 1) + self._here(block.text), str(block.file), "exec"
        )  # so that a traceback names the line
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(out):
            exec(code, self.names)
        self._compare(block, "the program", shown or "", out.getvalue())

    def _sparql(self, block: Block, shown: str | None) -> None:
        with open_store(self.folder / "kg-store", read_only=True) as store:
            found = query.run(store, block.text)
        if not found.table().rows:
            raise block.fail("the query finds nothing")
        self._compare(block, "the query", shown or "", render(found, width=int(WIDTH)))

    def _r(self, block: Block, _: str | None) -> None:
        if not tool("Rscript"):
            warnings.warn(f"{block.file.name}, line {block.line}: R is not installed, so its example did not run", stacklevel=2)
            return
        (self.folder / "example.R").write_text(self._here(block.text))
        self._type(block, "Rscript example.R", "")

    def _here(self, text: str) -> str:
        for port, free in self.ports.items():
            text = text.replace(port, free)
        return text.strip("\n")

    def _compare(self, block: Block, what: str, shown: str, out: str) -> None:
        missing = unseen(shown, out.replace(self.ports["8010"], "8010").replace(self.ports["7878"], "7878"))
        if missing is not None:
            raise block.fail(f"{what} does not show {missing!r} there, but\n{out}")


def typed(text: str) -> list[tuple[str, str]]:
    """(command, what is shown below it) of a console block; a command goes on in lines that begin with `> `."""
    found: list[tuple[str, str]] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            found.append((line[2:], ""))
        elif line.startswith("> ") and found and not found[-1][1]:
            found[-1] = (f"{found[-1][0]}\n{line[2:]}", "")
        elif found:
            found[-1] = (found[-1][0], f"{found[-1][1]}{line}\n")
        elif line.strip():
            raise AssertionError(f"a console block begins with {line!r} and not with a command")
    return found


def unseen(shown: str, out: str) -> str | None:
    """The first line of `shown` that does not come, in its turn, among the lines of `out`; None where all do."""
    left = iter([_plain(line) for line in out.splitlines()])
    for line in (line for line in shown.splitlines() if line.strip() not in ("", "…")):
        pattern = re.compile(".*".join(map(re.escape, _plain(line).split("…"))))
        if not any(pattern.fullmatch(come) for come in left):
            return line
    return None


def _plain(line: str) -> str:
    """Without what no two runs share, seconds, and what nobody sees: the weight of a table's lines, spaces at the end."""
    return re.sub(r"\b\d+(\.\d+)? s\b", "N s", line.rstrip().replace("┃", "│"))


def tool(name: str) -> bool:
    """Whether a command that a page uses is installed beside this Python or on the machine."""
    return shutil.which(name, path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])) is not None
