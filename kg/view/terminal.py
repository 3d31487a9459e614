"""Contradictions for the terminal, and as CSV."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from kg.view.words import quoted, sure


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
    return side["actor"] or "somebody unnamed", f"{role}\n{where}\n{quoted(side['text'])}"


def _reason(c: dict[str, Any]) -> tuple[str, str]:
    """(the point, and why this is a contradiction)."""
    how = {"RuleInferred": "by rule", "ModelInferred": "by the model", "StatedInSource": "stated", "HumanAsserted": "by a person"}
    kind = "dispute, " * (c["relation"] == "disputes") + c["type"].replace("_", " ")
    return c["point"], f"\n{kind}; confidence {sure(c['confidence'])}, {how.get(c['basis'], c['basis'])}\n{c['rationale']}"


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
