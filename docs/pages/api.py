"""docs/api.md: what `import kg` gives, from the docstrings; read from the sources, so that nothing heavy is loaded."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent

HEAD = """# The Python API

<!-- Made by `python -m docs.generate` from the docstrings; edit those. -->

`import kg` gives the names of the first part. A `store` is a folder, `memory:`, the address of a SPARQL endpoint, or a store that
is open already (`kg.open_store`); none is `$KG_STORE`, else `kg-store`.

"""

ALSO: Final = {
    "What a build reports": ("kg/pipeline.py", ("Counts",)),
    "Stores": ("kg/store/base.py", ("Store", "Selection")),
    "Export": ("kg/exporting.py", ("export", "Format")),
    "Parts of a store": ("kg/exports/subset.py", ("Subset", "take")),
    "Descriptions of data sets": ("kg/description.py", ("describe", "Copy", "Run")),
    "Errors": (
        "kg/errors.py",
        (
            "KgError", "InputError", "ModelError", "EvidenceError", "StoreError", "StoreLocked", "StoreUnreachable", "QueryError",
            "ShapeError", "UsageError",
        ),
    ),
}  # fmt: skip
"""What one meets behind `kg`: heading to a file and names in it."""

Node = ast.FunctionDef | ast.ClassDef


def page() -> str:
    """The page."""
    lines = ["## `kg`\n"]
    for name in _public():
        lines += _told(*_found(ROOT / "kg" / "__init__.py", name))
    for heading, (file, names) in ALSO.items():
        lines.append(f"## {heading} (`{file.removesuffix('.py').replace('/', '.')}`)\n")
        for name in names:
            lines += _told(*_found(ROOT / file, name))
    return HEAD + "\n".join(lines).rstrip() + "\n"


def _public() -> list[str]:
    """The names of `kg.__all__` that are things and not texts."""
    tree = _tree(ROOT / "kg" / "__init__.py")
    made = next(
        n for n in tree.body if isinstance(n, ast.Assign) and isinstance(n.targets[0], ast.Name) and n.targets[0].id == "__all__"
    )
    return [name for name in ast.literal_eval(made.value) if not name.startswith("_")]


def _found(file: Path, name: str) -> tuple[Node, str]:
    """The definition of a name, followed through imports, and the module's path. SystemExit where there is none."""
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name == name:
            return node, str(file.relative_to(ROOT))
    for node in ast.walk(_tree(file)):
        if isinstance(node, ast.ImportFrom) and node.module and any((a.asname or a.name) == name for a in node.names):
            place = ROOT / Path(*node.module.split("."))
            return _found(place.with_suffix(".py") if place.with_suffix(".py").exists() else place / "__init__.py", name)
    raise SystemExit(f"docs/api.md names {name}, which {file.relative_to(ROOT)} does not define")


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


def _told(node: Node, file: str) -> list[str]:
    module = file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    if isinstance(node, ast.FunctionDef):
        return [f"### `{node.name}`\n", _code(_signature(node)), _words(node), f"In `{module}`.\n"]
    lines = [f"### `{node.name}`\n", _words(node)]
    fields = list(_fields(node))
    if fields:
        lines += ["| field | type | |", "|" + " --- |" * 3, *(f"| `{n}` | `{t}` | {w} |" for n, t, w in fields), ""]
    methods = [m for m in node.body if isinstance(m, ast.FunctionDef) and not m.name.startswith("_") and ast.get_docstring(m)]
    for method in methods:
        lines += [_code(_signature(method)), _words(method)]
    return [*lines, f"In `{module}`.\n"]


def _signature(node: ast.FunctionDef) -> str:
    back = f" -> {ast.unparse(node.returns)}" if node.returns else ""
    line = f"{node.name}({ast.unparse(node.args)}){back}"
    if len(line) <= 100:
        return line
    args = [part.strip() for part in _split(ast.unparse(node.args))]
    return f"{node.name}(\n    " + ",\n    ".join(args) + f",\n){back}"


def _split(args: str) -> Iterator[str]:
    """Arguments apart at the commas that stand in no bracket."""
    depth, part = 0, ""
    for letter in args:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            yield part
            part = ""
        else:
            part += letter
    yield part


def _fields(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """(name, type, what it is) of the fields of a value; what it is stands in the string below it."""
    for at, field in enumerate(node.body):
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name) and not field.target.id.startswith("_"):
            after = node.body[at + 1] if at + 1 < len(node.body) else None
            said = after.value.value if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) else ""
            yield field.target.id, ast.unparse(field.annotation).replace("|", "\\|"), " ".join(str(said).split())


def _words(node: Node) -> str:
    return (ast.get_docstring(node) or "") + "\n"


def _code(text: str) -> str:
    return f"```text\n{text}\n```\n"
