"""Answers as people read them: tables for the terminal and for notebooks, the network of actors as a networkx graph."""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kg.store.base import Store


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of plain values under named columns; shows itself in a notebook."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def to_pandas(self) -> pd.DataFrame:
        """The table as a DataFrame, with the columns in order also where there are no rows."""
        import pandas  # half a second, and only notebooks ask for it

        return pandas.DataFrame(list(self.rows), columns=list(self.columns))

    def _repr_html_(self) -> str:
        head = "".join(f"<th>{html.escape(c)}</th>" for c in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape('' if row.get(c) is None else str(row[c]))}</td>" for c in self.columns) + "</tr>"
            for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def text_table(columns: Sequence[str], rows: Sequence[Sequence[str]], *, title: str = "", width: int | None = None) -> str:
    """A table for the terminal; `width` in characters, null for the terminal's own (120 where there is none)."""
    import shutil  # beside its only use

    from rich.console import Console  # 60 ms, only where a table is shown
    from rich.table import Table as RichTable
    from rich.text import Text

    table = RichTable(title=title or None, show_lines=True, title_justify="left")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    console = Console(width=width or shutil.get_terminal_size((120, 40)).columns, force_terminal=False, no_color=True)
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def contradictions_text(found: Sequence[dict[str, Any]]) -> str:
    """Who contradicted whom, a row each: both sides with role, outlet and day, then the point and the reason."""
    if not found:
        return "No contradictions found.\n"
    rows = [
        (
            _side(c["later"]),
            f"{c['relation']}\n({c['type'].replace('_', ' ')})",
            _side(c["earlier"]),
            f"{c['point']}\n\n{c['rationale']}\n(sure to {c['confidence']:.2f}; {c['basis']})",
        )
        for c in found
    ]
    return text_table(("who", "", "whom", "on what point, and why"), rows, title=f"{len(found)} contradictions and disputes")


def contradictions_csv(found: Sequence[dict[str, Any]]) -> str:
    """The records of contradictions as CSV, a line each, the two sides as columns `earlier_…` and `later_…`."""
    import csv  # beside its only use
    import io

    sides = ("statement", "actor", "role", "said_on", "outlet", "article", "cue_start", "cue_end", "text")
    plain = ("relation", "type", "point", "rationale", "confidence", "basis")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([*plain, *(f"{which}_{k}" for which in ("later", "earlier") for k in sides)])
    for c in found:
        writer.writerow([*(c[k] for k in plain), *(c[which][k] for which in ("later", "earlier") for k in sides)])
    return out.getvalue()


def _side(side: dict[str, Any]) -> str:
    role = f", {side['role']}" if side.get("role") else ""
    where = ", ".join(x for x in (side.get("outlet"), side.get("said_on")) if x)
    return f"{side['actor'] or 'unnamed'}{role}\n{where}\n“{side['text']}”"


def network(store: Store, kind: str = "all") -> nx.MultiDiGraph:
    """Actors as nodes (name, types) and what lies between them as edges (kind, count): contradicts, disputes, agrees, speaks_for.

    `kind` keeps one kind of edge; "all" keeps every kind.
    """
    from kg.export import actor_network  # networkx takes 100 ms

    graph = actor_network(store)
    if kind != "all":
        graph.remove_edges_from([(a, b, k) for a, b, k, d in graph.edges(keys=True, data=True) if d.get("kind") != kind])
        graph.remove_nodes_from([n for n in list(graph) if graph.degree(n) == 0])
    return graph
