"""What the pictures share: a colour for each kind of edge, and data that travel inside the chart."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import altair as alt

COLOURS: Final = {
    "contradicts": "#c0392b", "disputes": "#e08e2b", "agrees": "#3a8f57", "retracts": "#7d3c98", "qualifies": "#b08fc7",
    "speaks_for": "#4a7fb5", "represents": "#b7a57a",
}  # fmt: skip
"""Kind of an edge to its colour, the same in every picture."""

TEXT: Final = 200
"""Characters of a statement that hover shows."""


def colour(kinds: Sequence[str]) -> alt.Color:
    """The colour of each kind that is there, and its legend."""
    import altair as alt  # a second, only where a picture is drawn

    used = [kind for kind in COLOURS if kind in kinds]
    return alt.Color(
        "kind:N", title=None,
        scale=alt.Scale(domain=used, range=[COLOURS[kind] for kind in used]),
        legend=alt.Legend(orient="bottom", symbolType="stroke"),
    )  # fmt: skip


def data(rows: Sequence[dict[str, Any]]) -> alt.Data:
    """Rows inside the chart, so that it needs no file beside it (and no pandas)."""
    import altair as alt  # a second, only where a picture is drawn

    make: Any = alt.Data  # has no types
    inline: alt.Data = make(values=list(rows))
    return inline
