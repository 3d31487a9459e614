"""Runs the notebooks in order and stores them with their outputs: `python notebooks/store.py [NAME …]`.

They share one folder that goes away again, so that the second one finds what the first has built. What needs scripts is cut
out of the stored outputs; a plain table or a picture stays in its place.
"""

from __future__ import annotations

import hashlib
import re
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient

from kg.notebook import Interactive

FOLDER = Path(__file__).parent


def run(notebook: Any, folder: Path) -> Any:
    """The notebook after every cell has run in `folder`; an error in a cell is nbclient's CellExecutionError."""
    # What a cell prints comes in as many pieces as the machine is slow: they are one output.
    where = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, timeout=900, kernel_name="python3", coalesce_streams=True, resources=where).execute()
    return notebook


def plain(notebook: Any) -> Any:
    """The notebook without what a viewer that runs no scripts could not show, and without what differs from run to run."""
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        for output in cell.get("outputs", ()):
            shown = output.get("data", {})
            if "text/html" in shown:
                shown["text/html"] = re.sub(f"(?s){Interactive.BEGIN}.*?{Interactive.END}", "", shown["text/html"])
    notebook.metadata["sources"] = sources(notebook)
    return notebook


def sources(notebook: Any) -> str:
    """Digest of all cells' sources: outputs that belong to others are out of date."""
    return hashlib.sha256("\0".join(cell.source for cell in notebook.cells).encode()).hexdigest()[:16]


def main(names: Sequence[str]) -> None:
    """Runs and stores the notebooks of these file stems, or all."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted(FOLDER.glob("*.ipynb")):
            if not names or path.stem in names:
                notebook = run(nbformat.read(path, as_version=4), Path(folder))
                path.write_text(nbformat.writes(plain(notebook)) + "\n", encoding="utf-8")
                print(f"{path.stem}: {path.stat().st_size / 1000:.0f} KB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
