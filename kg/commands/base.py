"""What the commands share: how one is declared, and small checks of arguments."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from kg.errors import UsageError

Run = Callable[[argparse.Namespace], int]


class Commands:
    """Declares commands below a parser."""

    def __init__(self, top: argparse.ArgumentParser, metavar: str = "COMMAND") -> None:
        self._made = top.add_subparsers(metavar=metavar, required=True)

    def add(self, name: str, run: Run, text: str, *, store: bool = True) -> argparse.ArgumentParser:
        """One command, run by `run`, which gives the exit code; with `store`, it takes --store."""
        made = self._made.add_parser(name, help=text, description=text)
        made.set_defaults(run=run)
        if store:
            made.add_argument("--store", help="folder, memory: or http(s)://… (default: $KG_STORE, else kg-store)")
        return made

    def group(self, name: str, text: str) -> Commands:
        """A command that only has commands below it (`kg actors list`)."""
        return Commands(self._made.add_parser(name, help=text, description=text), metavar="ACTION")


def complain(what: object, code: int) -> int:
    """One line on standard error; the exit code it was given."""
    print(f"kg: {what}", file=sys.stderr)
    return code


def counted(number: int, thing: str) -> str:
    """ "1 article", "2 articles"."""
    return f"{number} {thing}{'s' * (number != 1)}"


def positive(text: str) -> int:
    """An argument that is a whole number above zero."""
    number = int(text) if text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError(f"“{text}” is no number of processes")
    return number


def pair(text: str) -> tuple[str, str]:
    """The two sides of VAR=VALUE."""
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise UsageError(f"--set takes VAR=VALUE, not “{text}”")
    return name, value
