"""The answer to a question as a table that shows itself in a notebook."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from kg.iris import BASE
from kg.store.answer import PREFIXES

if TYPE_CHECKING:
    import pandas as pd

SHOWN: Final = 60
"""Rows that a notebook shows; the rest is counted."""


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Rows of plain values under named columns; shows itself in a notebook."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def __repr__(self) -> str:
        return f"<{len(self.rows)} row{'s' * (len(self.rows) != 1)} of {', '.join(self.columns)}>"

    def to_pandas(self, *, short: bool = False) -> pd.DataFrame:
        """The table as a DataFrame, with the columns in order also where there are no rows; with `short`, IRIs by their
        prefix."""
        import pandas  # half a second, and only notebooks ask for it

        rows = [{c: brief(row.get(c)) for c in self.columns} for row in self.rows] if short else list(self.rows)
        return pandas.DataFrame(rows, columns=list(self.columns))

    def _repr_html_(self) -> str:
        rows = [[row.get(column) for column in self.columns] for row in self.rows[:SHOWN]]
        more = len(self.rows) - len(rows)
        return table_html(self.columns, rows) + (f"<p>… and {more} more</p>" if more > 0 else "")


def brief(value: Any) -> Any:
    """An IRI of a known namespace by its prefix (`ps:Negation`); everything else as it is."""
    if isinstance(value, str) and value.startswith(("http://", "https://")):
        for prefix, namespace in {"id": BASE, **PREFIXES}.items():
            if value.startswith(namespace):
                return f"{prefix}:{value.removeprefix(namespace)}"
    return value


def table_html(columns: tuple[str, ...], rows: list[list[Any]]) -> str:
    """A plain HTML table; numbers to the right, IRIs short with the whole of it on hover."""
    head = "".join(f'<th style="text-align:left">{html.escape(c)}</th>' for c in columns)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _cell(value: Any) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
        return f'<td style="text-align:right">{number}</td>'
    short = brief(value)
    title = f' title="{html.escape(str(value))}"' if short != value else ""
    return f'<td style="text-align:left"{title}>{html.escape("" if value is None else str(short))}</td>'
