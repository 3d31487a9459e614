"""The notebooks run from top to bottom, as a reader would run them."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

NOTEBOOKS = sorted((Path(__file__).parent.parent / "notebooks").glob("*.ipynb"))
NEEDED = ("nbclient", "nbformat", "ipykernel", "pandas", "matplotlib")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"extra `notebooks` is not installed: no {', '.join(MISSING)}")


def notebook(path: Path) -> Any:
    import nbformat  # only where the extra is installed

    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]  # it has no types


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_no_outputs_are_stored(path: Path) -> None:
    """Outputs in the repository would grow old and hide that a notebook no longer runs."""
    for cell in notebook(path).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs(path: Path, tmp_path: Path) -> None:
    """Every cell runs, in an empty folder, and leaves nothing there; each table that it asks for has rows."""
    from nbclient import NotebookClient  # only where the extra is installed

    read = notebook(path)
    NotebookClient(read, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert list(tmp_path.iterdir()) == []
    code = [cell for cell in read.cells if cell.cell_type == "code"]
    tables = [output["data"]["text/html"] for cell in code for output in cell.outputs if "text/html" in output.get("data", {})]
    assert tables
    assert [table for table in tables if "<td>" not in table] == []
