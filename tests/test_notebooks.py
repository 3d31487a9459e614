"""The notebooks run from top to bottom, as a reader would run them, and what is stored of them is up to date, light and offline.

The second to the fifth find the store that the first has built; so do the examples of the menu.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.notebook import Interactive
from kg.questions import queries

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
NEEDED = ("nbclient", "nbformat", "ipykernel", "pandas", "altair", "vl_convert", "itables")
MISSING = [name for name in NEEDED if importlib.util.find_spec(name) is None]

HEAVIEST = 600_000
"""Bytes of one stored notebook."""

QUIET = {"self-contradictions", "disowned", "outside-mandate", "inside-government", "evidence"}
"""Questions whose example finds nothing in the bundled corpus: the example of `evidence` names no statement that exists, and its
countries are invented, so that no government is known for two ministers to belong to."""

pytestmark = pytest.mark.skipif(bool(MISSING), reason=f"extra `notebooks` is not installed: no {', '.join(MISSING)}")


def read(path: Path) -> Any:
    import nbformat  # only where the extra is installed

    return nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)  # type: ignore[no-untyped-call]  # it has no types


def tool() -> Any:
    """notebooks/store.py, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("store_notebooks", FOLDER / "store.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def outputs(notebook: Any) -> list[Any]:
    return [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]


def kinds(notebook: Any) -> list[tuple[str, ...]]:
    """What each cell shows: the media types of its outputs."""
    shown = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            shown.append(
                tuple(kind for output in cell.outputs for kind in sorted(output.get("data", {output.output_type: None})))
            )
    return shown


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where all of them run, one after the other."""
    return tmp_path_factory.mktemp("notebooks")


def test_there_are_five() -> None:
    assert [path.stem[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04", "05"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_stored_is_of_these_sources_and_light(path: Path) -> None:
    """After a change of a cell, `python notebooks/store.py` has to run."""
    stored = read(path)
    assert stored.metadata["sources"] == tool().sources(stored)
    assert all(cell.execution_count for cell in stored.cells if cell.cell_type == "code")
    assert path.stat().st_size < HEAVIEST


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_what_is_stored_fetches_nothing(path: Path) -> None:
    """No script, style sheet, picture or frame of another host stands in what a reader's browser would show."""
    for output in outputs(read(path)):
        html = output.get("data", {}).get("text/html", "")
        assert not re.search(r"<(?:script|link|iframe|img|object|embed)\b|@import|url\(", html), html[:200]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_runs_and_shows_the_same_kinds_of_things(path: Path, folder: Path) -> None:
    """Every cell runs and leaves nothing but the store; each table has rows, and each picture is there as PNG."""
    ran = tool().run(read(path), folder)
    assert {item.name for item in folder.iterdir()} <= {"example-store"}
    assert kinds(ran) == kinds(read(path))
    tables = [output["data"]["text/html"] for output in outputs(ran) if "text/html" in output.get("data", {})]
    assert tables
    assert [table for table in tables if "<td" not in table and "<mark" not in table] == []
    for output in outputs(ran):
        assert output.output_type != "error"
        if any("vegalite" in kind for kind in output.get("data", {})):
            assert len(output["data"]["image/png"]) > 10_000


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Iterator[kg.api.Store]:
    where = folder / "example-store"
    if not where.exists():
        kg.build(kg.examples(), where).store.close()
    with kg.open_store(where, read_only=True) as store:
        yield store


@pytest.mark.parametrize("asked", queries(), ids=lambda asked: asked.name)
def test_every_example_of_the_menu_answers_on_the_bundled_corpus(corpus: Any, asked: Any) -> None:
    found = kg.ask(corpus, asked.name, **dict(asked.example))
    assert len(found) > 0 or asked.name in QUIET


def test_what_needs_scripts_is_cut_out_when_stored(corpus: Any) -> None:
    """The interactive table has the library with it when it runs, and a plain table in its place when it is stored."""
    import nbformat  # as in `read`
    from nbformat.v4 import new_code_cell, new_notebook, new_output

    from kg.notebook import interactive

    live = interactive(kg.ask(corpus, "statements"))._repr_html_()
    assert "<script" in live
    assert not re.search(r"(?:src|href)=[\"']?https?://(?!itables\.org)", live)
    cell = new_code_cell("x", outputs=[new_output("display_data", {"text/html": live})])  # type: ignore[no-untyped-call]
    stored = tool().plain(new_notebook(cells=[cell]))["cells"][0].outputs[0]["data"]["text/html"]  # type: ignore[no-untyped-call]
    assert Interactive.BEGIN not in stored
    assert "<script" not in stored
    assert stored.count("<tr>") == Interactive.PLAIN + 1
    assert nbformat.current_nbformat == 4


def test_without_the_extra_the_magic_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    from kg import notebook
    from kg.errors import UsageError

    monkeypatch.setitem(sys.modules, "itables", None)
    monkeypatch.setattr(notebook, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="pip install"):
        notebook.interactive([{"a": 1}])
