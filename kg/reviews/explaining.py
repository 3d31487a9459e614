"""The table of features behind a contradiction: which rows held, with which weight, and how much each added.

The graph keeps the name of each row and what it added, which is the decision itself. Weights are not kept beside each of these:
they are the same for all contradictions that one version of the table judged. Where the table that is installed is not the one
that judged, the sum does not come out, and the explanation says so instead of giving wrong weights.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kg import rdf
from kg.reviews.recording import base_of
from kg.store.base import Store, own_query

_ROUNDED = 0.02
"""How far the sum may be off through rounding."""
_DIGIT = 0.0006
"""How far what one row adds may be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of the table that held."""

    name: str
    weight: float | None
    """Null where another version of the table judged."""
    value: float | None
    """How much it held, 0 to 1; of the learned model its logit, which has no bounds."""
    contribution: float
    """Weight times value, as it was judged."""
    reason: str
    """In English, as far as the row has one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All rows of one contradiction, largest first."""

    bias: float | None
    """What every pair starts from; null where another version of the table judged."""
    rows: tuple[Row, ...]

    @property
    def current(self) -> bool:
        """Whether the installed table is the one that judged."""
        return self.bias is not None


def explanations(store: Store) -> dict[str, Explanation]:
    """The explanation of each contradiction that the table judged, by IRI; those that only a person found have none."""
    base_of(store)
    held: dict[str, tuple[float, list[tuple[str, float]]]] = {}
    for relation, confidence, name, contribution in store.select(own_query("_review_features")):
        _, rows = held.setdefault(rdf.plain(relation), (float(rdf.plain(confidence)), []))
        rows.append((rdf.plain(name), float(rdf.plain(contribution))))
    return {iri: explain(rows, confidence) for iri, (confidence, rows) in held.items()}


def explain(rows: Iterable[tuple[str, float]], confidence: float) -> Explanation:
    """The rows with the weights of the installed table, where that is the one that judged."""
    from kg.compare.verdict import logistic, table_of  # the tables of words behind it, only where they are asked for

    held = sorted(rows, key=lambda row: (-abs(row[1]), row[0]))
    bias, table = table_of(name for name, _ in held)
    current = all(name in table and (not table[name].bounded or _fits(table[name].weight, added)) for name, added in held)
    total = bias + sum(added for _, added in held)
    current = current and abs(logistic(total) - confidence) < _ROUNDED
    return Explanation(
        bias=bias if current else None,
        rows=tuple(
            Row(
                name=name,
                weight=table[name].weight if current else None,
                value=round(added / table[name].weight, 3) if current else None,
                contribution=added,
                reason=table[name].reason if name in table else "",
            )
            for name, added in held
        ),
    )


def _fits(weight: float, added: float) -> bool:
    """Whether a row of this weight can have added so much."""
    low, high = sorted((0.0, weight))
    slack = 0.01 * abs(weight) + _DIGIT
    return bool(weight) and low - slack <= added <= high + slack


def as_json(found: Explanation | None) -> list[dict[str, Any]]:
    """The rows for a record, the bias among them."""
    if found is None:
        return []
    first: list[dict[str, Any]] = (
        [{"name": "bias", "weight": found.bias, "value": 1.0, "contribution": found.bias}] if found.current else []
    )
    return first + [{"name": r.name, "weight": r.weight, "value": r.value, "contribution": r.contribution} for r in found.rows]


def as_text(found: Explanation | None) -> str:
    """The table for reading, a line each row."""
    if found is None:
        return "found by a person; no row of the table spoke\n"
    wide = max([len(r.name) for r in found.rows] + [7])
    lines = [f"{'row':<{wide}}  weight  value   adds  reason"] if found.current else [f"{'row':<{wide}}   adds  reason"]
    if found.current and found.bias is not None:
        lines.append(f"{'(bias)':<{wide}}  {'':6}  {'':5}  {found.bias:+5.2f}  what every pair starts from")
    for row in found.rows:
        middle = f"{row.weight:6.2f}  {row.value:5.2f}  " if row.weight is not None and row.value is not None else ""
        lines.append(f"{row.name:<{wide}}  {middle}{row.contribution:+5.2f}  {_plain(row.reason)}".rstrip())
    if found.current and found.bias is not None:
        total = found.bias + sum(r.contribution for r in found.rows)
        lines.append(f"{'(sum)':<{wide}}  {'':6}  {'':5}  {total:+5.2f}  confidence {1 / (1 + math.exp(-total)):.2f}")
    else:
        lines.append("(judged by another version of the table: build again for its weights)")
    return "\n".join(lines) + "\n"


def _plain(reason: str) -> str:
    """A reason without the names of this pair: the later statement answers, the earlier one is the target."""
    return reason.replace("{answer}", "one").replace("{target}", "the other")
