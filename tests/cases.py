"""Cases as text: blocks apart by blank lines, each the input, a line with a single full stop, and what is expected."""

from __future__ import annotations

from pathlib import Path

CASES = Path(__file__).parent / "cases"


def cases(name: str) -> list[tuple[str, str]]:
    """(input, expected) of every block in `cases/NAME`."""
    blocks = [b.strip("\n") for b in (CASES / name).read_text(encoding="utf-8").split("\n\n") if b.strip()]
    out = []
    for block in blocks:
        given, dot, expected = block.partition("\n.\n")
        assert dot, f"a case of {name} lacks its line with a full stop: {block!r}"
        out.append((given, expected))
    return out
