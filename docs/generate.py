"""Writes the pages of docs/ that are made from the sources: `python -m docs.generate` (a test holds the committed pages to it).

ontology.md and pictures/ontology.svg come from ontology/tbox.ttl, api.md from the docstrings, questions.md from the headers of
the named queries. Nothing here is part of the package.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from docs.pages import api, ontology, picture, questions

DOCS: Final = Path(__file__).parent
PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "ontology.md": ontology.page,
    "pictures/ontology.svg": picture.page,
    "api.md": api.page,
    "questions.md": questions.page,
}
"""File below docs/ to what makes its text."""


def main() -> int:
    """Writes every page; the exit code."""
    for name, make in PAGES.items():
        (DOCS / name).write_text(make(), encoding="utf-8")
        print(f"docs/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
