"""The command line: arguments in, exit code out (0 all done, 1 some inputs failed, 2 wrong usage). The work is in `kg.api`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from kg import __version__
from kg.commands import actors, asking, gazetteer, reading, review, serving, taking
from kg.commands.base import Commands, complain
from kg.errors import KgError, UsageError

FAMILIES = (reading, asking, taking, serving, gazetteer, review, actors)
"""In the order of `kg --help`."""


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command; the exit code. The one place where errors of the family end as a line on standard error."""
    args = parser().parse_args(argv)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
        return code
    except UsageError as error:
        return complain(error, 2)
    except KgError as error:
        return complain(error, 1)
    except KeyboardInterrupt:
        return complain("stopped; what was stored so far is whole", 130)
    except BrokenPipeError:
        # The reader of our output went away (`kg query … | head`): nothing to say, and nothing more to flush.
        sys.stderr.close()
        return 0


def parser() -> argparse.ArgumentParser:
    """All commands and their arguments."""
    top = argparse.ArgumentParser(
        prog="kg", description="Knowledge graphs of political statements: who said what, and who contradicted whom."
    )
    top.add_argument("--version", action="version", version=f"kg {__version__}")
    commands = Commands(top)
    for family in FAMILIES:
        family.add(commands)
    return top


if __name__ == "__main__":
    sys.exit(main())
