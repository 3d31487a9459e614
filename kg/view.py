"""Answers as people read them: tables for the terminal and for notebooks, the network of actors as a networkx graph."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd

    from kg.store.base import Store

QUOTES = tuple("\"“”„«»‘’'")
"""Quotation marks that a text may bring along."""


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


def contradictions_text(found: Sequence[dict[str, Any]], *, width: int | None = None) -> str:
    """Who contradicted whom, a row each: both sides with role, day and outlet, then the point and the reason.

    `width` is in characters, null for the terminal's own (120 where there is none).
    """
    if not found:
        return "No contradictions found.\n"
    import shutil  # beside its only use

    from rich.console import Console  # 60 ms, only where a table is shown
    from rich.table import Table as RichTable
    from rich.text import Text

    console = Console(width=width or shutil.get_terminal_size((120, 40)).columns)
    table = RichTable(show_lines=True, expand=True)
    for title in ("who", "contradicts whom", "on what point, and why"):
        table.add_column(title, overflow="fold", ratio=1)
    for c in found:
        later, earlier, reason = _side(c["later"]), _side(c["earlier"]), _reason(c)
        table.add_row(*(Text.assemble((head, "bold"), rest) for head, rest in (later, earlier, reason)))
    with console.capture() as capture:
        console.print(table)
    kinds = Counter(c["relation"] for c in found)
    words = {"contradicts": "contradiction", "disputes": "dispute"}
    counted = ", ".join(f"{n} {words.get(kind, kind)}{'s' * (n != 1)}" for kind, n in sorted(kinds.items()))
    return f"{capture.get()}{counted}\n"


def _side(side: dict[str, Any]) -> tuple[str, str]:
    """(who, and what else there is to say of this side)."""
    role = f", {side['role']}" if side.get("role") else ""
    where = ", ".join(x for x in (side.get("said_on"), side.get("outlet")) if x)
    return side["actor"] or "somebody unnamed", f"{role}\n{where}\n{_quoted(side['text'])}"


def _reason(c: dict[str, Any]) -> tuple[str, str]:
    """(the point, and why this is a contradiction)."""
    sure = "over 0.99" if c["confidence"] > 0.99 else f"{c['confidence']:.2f}"
    how = {"RuleInferred": "by rule", "ModelInferred": "by the model", "StatedInSource": "stated", "HumanAsserted": "by a person"}
    kind = "dispute, " * (c["relation"] == "disputes") + c["type"].replace("_", " ")
    return c["point"], f"\n{kind}; confidence {sure}, {how.get(c['basis'], c['basis'])}\n{c['rationale']}"


def _quoted(words: str) -> str:
    """Words in quotation marks, once: a statement may bring its own."""
    return words if words[:1] in QUOTES and words[-1:] in QUOTES else f"“{words}”"


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
