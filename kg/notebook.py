"""Help for notebooks: `%load_ext kg.notebook` brings the `%%sparql` magic and pictures that are there without a browser.

%%sparql store --set name="Tomas Rekke" --to roles
SELECT ?role (COUNT(*) AS ?statements)
WHERE { ?statement ps:speaker/rdfs:label ?name ; ps:inCapacity/ps:roleLabel ?role }
GROUP BY ?role

%sparql store --name most-contradicted
"""

from __future__ import annotations

import argparse
import shlex
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NoReturn

import kg
from kg.errors import KgError, UsageError
from kg.view.tables import Table, brief

if TYPE_CHECKING:
    import pandas as pd
    from IPython.core.interactiveshell import InteractiveShell


def load_ipython_extension(shell: InteractiveShell) -> None:
    """Called by `%load_ext kg.notebook`."""

    def sparql(line: str, cell: str | None = None) -> pd.DataFrame | None:
        from IPython.core.error import UsageError as Shown  # shown as one line, without a traceback

        try:
            return ask(line, cell, shell.user_ns)
        except KgError as error:
            raise Shown(str(error)) from None

    sparql.__doc__ = _parser().format_help()
    register: Any = shell.register_magic_function  # its types take it for a plain function
    register(sparql, magic_kind="line_cell", magic_name="sparql")
    if find_spec("altair"):
        _register_pictures()


def ask(line: str, cell: str | None, names: dict[str, Any]) -> pd.DataFrame | None:
    """What the magic does: the answer as a DataFrame, or None where it goes to a variable.

    `line` is what stands behind `%sparql`, `cell` the query under `%%sparql`, and `names` the notebook's variables. Raises
    UsageError and QueryError.
    """
    given = _parser().parse_args(_split(line))
    question = given.name if cell is None else cell
    if not question or (cell is not None and given.name):
        raise UsageError("write SPARQL under %%sparql, or name a question: %sparql store --name most-contradicted")
    values = {}
    for pair in given.set:
        name, equals, value = pair.partition("=")
        if not equals:
            raise UsageError(f"--set takes VARIABLE=VALUE, not {pair!r}")
        values[name] = value
    found = kg.ask(_store(given.store, names), question, **values).to_pandas(short=not given.full)
    if given.to:
        names[given.to] = found
        return None
    return found


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        """A notebook has no process to end."""
        raise UsageError(f"%sparql: {message}")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="%sparql", description="Ask a store in SPARQL, or by the name of a question.", add_help=False)
    parser.add_argument("store", nargs="?", help="a variable that holds a store, or a store's folder or address (default: store)")
    parser.add_argument("--name", help="named question (kg query --list shows them)")
    parser.add_argument("--set", nargs="+", default=[], metavar="VAR=VALUE", help="values of variables")
    parser.add_argument("--to", metavar="NAME", help="put the answer into this variable instead of showing it")
    parser.add_argument("--full", action="store_true", help="IRIs in full, not by their prefix")
    return parser


def _split(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError as error:
        raise UsageError(f"%sparql: {error}") from error


def _store(where: str | None, names: dict[str, Any]) -> Any:
    """A variable of the notebook goes before a folder of the same name."""
    if where is None:
        return names.get("store")
    return names.get(where, where)


def interactive(table: Table | pd.DataFrame | list[dict[str, Any]]) -> Interactive:
    """A table to search, sort and leaf through, with nothing fetched from another host. Raises UsageError without itables."""
    import pandas  # half a second, and only notebooks ask for it

    if not find_spec("itables"):
        raise UsageError('interactive tables need itables: pip install "polstat[notebooks]"')
    frame = table.to_pandas(short=True) if isinstance(table, Table) else pandas.DataFrame(table).map(brief)
    return Interactive(frame)


class Interactive:
    """A table of itables that shows itself, over a plain one for viewers that run no scripts."""

    BEGIN, END = "<!-- interactive -->", "<!-- end of interactive -->"
    """What stands between them needs scripts; without it, the plain table remains."""

    PLAIN = 12
    """Rows of the plain table."""

    def __init__(self, frame: pd.DataFrame) -> None:
        self._frame = frame

    def _repr_html_(self) -> str:
        from itables import to_html_datatable  # only for interactive tables
        from itables.javascript import generate_init_offline_itables_html
        from itables.options import dt_bundle

        rows = Table(tuple(map(str, self._frame.columns)), tuple(self._frame.head(self.PLAIN).to_dict("records")))
        more = len(self._frame) - len(rows)
        note = f"<p>… and {more} more; run the cell to search, sort and leaf through all of them</p>" if more > 0 else ""
        # The library (0.7 MB) travels with each table, so that a table stays alive when the cell that showed another is cleared.
        library = generate_init_offline_itables_html(dt_bundle)
        live = str(to_html_datatable(self._frame, connected=False, classes="display compact", showIndex=False))
        hide = "<style>.kg-plain{display:none}</style>"
        return f'<div class="kg-plain">{rows._repr_html_()}{note}</div>{self.BEGIN}{hide}{library}{live}{self.END}'


def _register_pictures() -> None:
    """Charts show themselves live where the page can (JupyterLab brings the renderer), and as PNG everywhere else."""
    import altair as alt  # a second, and only where it is installed

    def show(spec: dict[str, Any], **_: Any) -> dict[str, Any]:
        from altair.utils.mimebundle import spec_to_mimebundle  # beside its only use

        bundle: dict[str, Any] = {f"application/vnd.vegalite.v{alt.VEGALITE_VERSION.split('.')[0]}+json": spec}
        if find_spec("vl_convert"):
            import base64  # beside its only use

            drawn: Any = spec_to_mimebundle(
                spec,
                format="png",
                mode="vega-lite",
                vega_version=alt.VEGA_VERSION,
                vegalite_version=alt.VEGALITE_VERSION,
                vegaembed_version=alt.VEGAEMBED_VERSION,
            )
            bundle["image/png"] = base64.b64encode(drawn[0]["image/png"]).decode()
        return bundle

    alt.renderers.register("kg", show)
    alt.renderers.enable("kg")
