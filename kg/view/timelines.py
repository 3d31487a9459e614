"""Statements over time as Altair charts: with hover in JupyterLab, and as PNG or SVG without a browser
(`chart.save("a.svg")`)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from kg.query import contradictions, table
from kg.store.base import Store
from kg.view import pages
from kg.view.colours import TEXT, colour, data
from kg.view.words import quoted, shortened, spoken

if TYPE_CHECKING:
    import altair as alt

MOST: Final = 14
"""Actors in a timeline, those with most clashes first."""


def timeline(store: Store, *, actors: Sequence[str] = (), since: str | None = None, until: str | None = None) -> alt.LayerChart:
    """Who contradicts whom over time: a bow from each earlier statement to the later one that clashes with it.

    Days run to the right, an actor has a row; small grey dots are all that the actor said. `actors` are names (or parts of names)
    of whom all clashes are shown, with whoever is on the other side; without them, those with most clashes are. The days
    (YYYY-MM-DD) bound the later statement. Raises QueryError for an actor that is not there, UsageError where nothing with a day
    is left to draw.
    """
    import altair as alt  # a second, only where a picture is drawn

    clashes = _clashes(store, actors, since, until)
    counted = Counter(side for clash in clashes for side in dict.fromkeys((clash["earlier"], clash["later"])))
    shown = sorted(counted, key=lambda name: (-counted[name], name))[: None if actors else MOST]
    clashes = [clash for clash in clashes if {clash["earlier"], clash["later"]} <= set(shown)]
    if not clashes:
        raise UsageError("there is nothing to draw: no contradiction whose two sides have a name and a day")
    rows = {name: n for n, name in enumerate(shown)}
    said = [
        {"who": row["name"], "row": rows[row["name"]], "day": row["said_on"], "as": row["role"] or "", "in": row["outlet"] or "",
         "words": quoted(shortened(row["text"], TEXT))}
        for row in table(store, "statements", {"since": since, "until": until})[1]
        if row["name"] in rows and row["said_on"]
    ]  # fmt: skip
    days = [date.fromisoformat(clash[f"{side}_day"]) for clash in clashes for side in ("earlier", "later")]
    x = alt.X(
        "day:T", title=None, scale=alt.Scale(padding=14), axis=alt.Axis(grid=False, labelOverlap=True, format=_day_format(days))
    )
    # Rows are numbers, so that a bow can swing out between two of them; the axis puts the names in their place.
    names = alt.Axis(
        values=list(rows.values()), labelExpr=f"{json.dumps(shown)}[datum.value]", labelLimit=220, domain=False, ticks=False
    )
    y = alt.Y("row:Q", title=None, axis=names, scale=alt.Scale(domain=[len(rows) - 0.5, -0.5], nice=False))
    kind = colour([clash["kind"] for clash in clashes])
    tips = [
        "point:N", "type:N", "confidence:Q", "earlier:N", "earlier_day:T", "earlier_words:N", "later:N", "later_day:T",
        "later_words:N",
    ]  # fmt: skip
    dots = alt.Chart(data(said)).mark_circle(size=22, color="#9a9a9a", opacity=0.6)
    bows = alt.Chart(data([*_bows(clashes, rows, days)])).mark_line(strokeWidth=1.8, opacity=0.8)
    ends = alt.Chart(data([_end(clash, side, rows) for clash in clashes for side in ("earlier", "later")]))
    shape = alt.Shape("side:N", title=None, scale=alt.Scale(domain=["earlier", "later"], range=["circle", "diamond"]))
    layers: alt.LayerChart = (
        alt.layer(
            dots.encode(x=x, y=y, tooltip=["who:N", "as:N", "day:T", "in:N", "words:N"]),
            bows.encode(x=x, y=y, detail="clash:N", order="step:O", color=kind, tooltip=["point:N", "earlier:N", "later:N"]),
            ends.mark_point(size=60, filled=True, opacity=1).encode(x=x, y=y, color=kind, shape=shape, tooltip=tips),
        )
        .properties(width=560, height=28 * len(rows))
        .configure_view(stroke=None)
    )
    return layers


NO_ROLE: Final = "(no role given)"


def career(store: Store, actor: str) -> alt.Chart:
    """One actor's statements by day and by the role in which they were made; those in a clash are red.

    Raises QueryError where the actor is not there, UsageError where none of the statements has a day.
    """
    import altair as alt  # as in `timeline`

    found = pages.actor(store, actor)
    said = [one for one in found.statements if one.said_on]
    if not said:
        raise UsageError(f"there is nothing to draw: no statement of {found.name} has a day")
    spelt: dict[str, str] = {}
    for role in (one.role or NO_ROLE for one in said):
        spelt[role.casefold()] = max(spelt.get(role.casefold(), ""), role)  # capitals come before small letters: the calmest wins
    before: Counter[tuple[str | None, str]] = Counter()
    rows = []
    for one in said:
        role = spelt[(one.role or NO_ROLE).casefold()]
        rows.append({
            "day": one.said_on, "as": role, "in": one.outlet or one.article, "nth": before[one.said_on, role],
            "words": quoted(shortened(one.text, TEXT)), "state": "in a clash" if one.contradicted else "in none",
        })  # fmt: skip
        before[one.said_on, role] += 1
    roles = list(spelt.values())
    days = [date.fromisoformat(one.said_on) for one in said if one.said_on]
    points: alt.Chart = (
        alt.Chart(data(rows))
        .mark_point(size=60, filled=True, opacity=0.9)
        .encode(
            x=alt.X("day:T", title=None, scale=alt.Scale(padding=14), axis=alt.Axis(labelOverlap=True, format=_day_format(days))),
            y=alt.Y("as:N", sort=roles, title=None, axis=alt.Axis(labelLimit=240)),
            yOffset=alt.YOffset("nth:O"),
            color=alt.Color(
                "state:N", title=None, scale=alt.Scale(domain=["in a clash", "in none"], range=["#c0392b", "#6b8fb3"])
            ),
            shape=alt.Shape("in:N", title="reported in"),
            tooltip=["day:T", "as:N", "in:N", "words:N"],
        )
        .properties(width=520, height=max(34, 13 * max(before.values())) * len(roles), title=found.name)
    )
    return points


def _day_format(days: Sequence[date]) -> str:
    return "%-d %b %Y" if max(days) - min(days) < timedelta(days=200) else "%b %Y"


def _clashes(store: Store, actors: Sequence[str], since: str | None, until: str | None) -> list[dict[str, Any]]:
    """One row a contradiction whose two sides have a name and a day."""
    found = {}
    for who in actors or (None,):
        for side in ("by", "of") if who else ("by",):
            for c in contradictions(store, **{side: who}, since=since, until=until):  # type: ignore[arg-type]
                found[c["id"]] = c
    return [
        {
            "clash": c["id"], "kind": c["relation"], "point": c["point"], "type": spoken(c["type"]), "confidence":
            round(c["confidence"], 2), **{f"{side}": c[side]["actor"] for side in ("earlier", "later")}, **{f"{side}_day":
            c[side]["said_on"] for side in ("earlier", "later")}, **{f"{side}_words": quoted(shortened(c[side]["text"], TEXT))
            for side in ("earlier", "later")},
        }
        for c in found.values()
        if all(c[side]["actor"] and c[side]["said_on"] for side in ("earlier", "later"))
    ]  # fmt: skip


def _end(clash: dict[str, Any], side: str, rows: dict[str, int]) -> dict[str, Any]:
    return clash | {"row": rows[clash[side]], "day": clash[f"{side}_day"], "side": side}


STEPS: Final = 8
"""Points along a bow."""

SWING: Final = 0.016
"""How far the first bow between two days swings out, as a share of all the time shown; each further one as much again."""


def _bows(clashes: Sequence[dict[str, Any]], rows: dict[str, int], days: Sequence[date]) -> Iterator[dict[str, Any]]:
    """Points along a bent line for each clash: clashes of one day would else all lie on one straight line."""
    span = max((max(days) - min(days)) / timedelta(days=1), 1.0)
    before: Counter[tuple[str, str]] = Counter()
    for clash in clashes:
        (a, b), (start, end) = (
            [rows[clash[side]] for side in ("earlier", "later")],
            [datetime.fromisoformat(clash[f"{side}_day"]) for side in ("earlier", "later")],
        )
        nth = before[clash["earlier_day"], clash["later_day"]]
        before[clash["earlier_day"], clash["later_day"]] += 1
        swing = timedelta(days=span * SWING * (nth // 2 + 1) * (-1) ** nth)
        for step in range(STEPS + 1):
            t = step / STEPS
            moment = start + t * (end - start) + 4 * t * (1 - t) * swing
            brief = {key: clash[key] for key in ("clash", "kind", "point", "earlier", "later")}
            yield brief | {"row": round(a + t * (b - a), 3), "day": moment.isoformat(timespec="minutes"), "step": step}
