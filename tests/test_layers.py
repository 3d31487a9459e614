"""The plan of the house holds: imports go down only, and starting up is cheap."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
KG = ROOT / "kg"

# A module may import from floors below its own; within `same`, siblings of one package may use each other.
FLOORS = (
    ("errors", "iris", "terms"),
    ("model", "codes"),
    (
        "gazetteer",
        "rdf",
        "schema",
        "store",
        "nlp",
        "actors",
        "statements",
        "propositions",
        "compare",
        "formats",
        "furniture",
        "questions",
    ),
    ("query", "record", "description"),
    ("networks",),
    ("exports",),
    ("stages", "exporting", "reviews", "explorer"),
    ("index",),
    ("corpus",),
    ("pipeline", "view", "serving"),
    ("api",),
    ("__init__",),
    ("commands", "notebook"),
    ("cli",),
    ("__main__",),
)
TABLES = 2
"""The floor whose rooms may use one another (a circle between them would fail on import)."""
HEAVY = (
    "torch",
    "transformers",
    "onnxruntime",
    "rdflib",
    "networkx",
    "pyshacl",
    "pandas",
    "trafilatura",
    "SPARQLWrapper",
    "numpy",
    "rich",
)


def floor_of(module: str) -> int:
    for level, names in enumerate(FLOORS):
        if module in names:
            return level
    raise AssertionError(f"kg.{module} stands on no floor: add it to FLOORS in {__file__}")


def imports(path: Path) -> set[str]:
    """First part below `kg` of everything that a file imports from the package."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "kg":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("kg.")}
    return found


def own_part(path: Path) -> str:
    return path.relative_to(KG).parts[0].removesuffix(".py")


FILES = sorted(p for p in KG.rglob("*.py") if own_part(p) not in ("training", "ontology"))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(KG)))
def test_imports_go_down_only(path: Path) -> None:
    """No file imports from its own floor's other rooms or from above; nothing at run time imports training."""
    part = own_part(path)
    for other in imports(path) - {part, "ontology", "__version__"}:
        assert other != "training", f"{path} imports kg.training"
        below = floor_of(other) < floor_of(part) or (floor_of(other) == floor_of(part) == TABLES)
        assert below, f"{part} imports {other}"


def test_the_layer_test_sees_a_violation(tmp_path: Path) -> None:
    """The check is no decoration: a file that imports upward is found."""
    bad = tmp_path / "model.py"
    bad.write_text("from kg.stages import read\nimport kg.api\n")
    assert imports(bad) == {"stages", "api"}
    assert floor_of("stages") > floor_of("model")


def test_help_loads_nothing_heavy() -> None:
    """`kg --help` imports no model runtime, no graph library, no table library."""
    code = "import sys\nfrom kg.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout
    loaded = set(out.split("\n")[-2].split())
    assert not loaded & set(HEAVY)


def seconds(*command: str) -> float:
    begun = time.perf_counter()
    subprocess.run(command, capture_output=True, check=True, cwd=ROOT)
    return time.perf_counter() - begun


def test_help_is_quick() -> None:
    """`kg --help` takes at most 12 times a bare interpreter's start (median of five, side by side)."""
    bare = statistics.median(seconds(sys.executable, "-I", "-c", "pass") for _ in range(5))
    helped = statistics.median(seconds(sys.executable, "-m", "kg", "--help") for _ in range(5))
    assert helped <= 12 * bare


def test_no_module_takes_the_place_of_a_function() -> None:
    """`import kg.NAME` sets the package's attribute NAME: a module of a function's name would replace it when first loaded."""
    import kg

    modules = {p.stem for p in KG.iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()}
    assert not modules & set(kg.__all__)
