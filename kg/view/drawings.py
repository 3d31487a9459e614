"""Networks of actors as Altair charts: with hover in JupyterLab, and as PNG or SVG without a browser (`chart.save("a.svg")`).

networkx lays the network out; Altair, which the timelines need anyway and whose renderer JupyterLab brings along, draws it,
so that nothing is fetched from another host.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from kg.view.colours import TEXT, colour, data
from kg.view.words import shortened

if TYPE_CHECKING:
    import altair as alt
    import networkx as nx


def draw(graph: nx.MultiDiGraph, *, size: int = 620) -> alt.LayerChart:
    """A network of `kg.network` as a picture of `size` pixels a side.

    Bent lines run from one actor to the other, a triangle at the end where they arrive; the more statements, the thicker. A
    circle grows with the number of the actor's statements. Raises UsageError for a network without edges.
    """
    import altair as alt  # a second, only where a picture is drawn

    if not graph.number_of_edges():
        raise UsageError("there is nothing to draw: the network has no edges")
    place = _layout(graph)
    span = alt.Scale(domain=[-1.28, 1.28])
    x, y = alt.X("x:Q", axis=None, scale=span), alt.Y("y:Q", axis=None, scale=span)
    curves = [*_curves(graph, place)]
    tips = ["from:N", "kind:N", "to:N", "statements:Q", "about:N"]
    kind = colour([curve["kind"] for curve in curves])
    lines = alt.Chart(data(curves)).mark_line(opacity=0.75).encode(
        x=x, y=y, detail="edge:N", order="step:O", color=kind, tooltip=tips,
        strokeWidth=alt.StrokeWidth("statements:Q", legend=None, scale=alt.Scale(domain=[1, 6], range=[1.3, 5], clamp=True)),
    )  # fmt: skip
    heads = alt.Chart(data([*_heads(curves)])).mark_point(shape="triangle", filled=True, size=70, opacity=0.9).encode(
        x=x, y=y, color=kind, tooltip=tips, angle=alt.Angle("angle:Q", scale=alt.Scale(domain=[0, 360], range=[0, 360]))
    )  # fmt: skip
    people = alt.Chart(data([*_people(graph, place)]))
    circles = people.mark_circle(color="#f4f1ea", stroke="#444444", opacity=1).encode(
        x=x, y=y, size=alt.Size("statements:Q", legend=None, scale=alt.Scale(range=[60, 500])),
        tooltip=["name:N", "roles:N", "statements:Q"],
    )  # fmt: skip
    halo = people.mark_text(fontSize=11, dy=-14, stroke="white", strokeWidth=3).encode(x=x, y=y, text="short:N")
    names = people.mark_text(fontSize=11, dy=-14, color="#1a1a1a").encode(x=x, y=y, text="short:N")
    layers = alt.layer(lines, circles, halo, names, heads).properties(width=size, height=size)
    drawn: alt.LayerChart = layers.configure_view(stroke=None)
    return drawn


def _layout(graph: nx.MultiDiGraph) -> dict[Any, tuple[float, float]]:
    """Node to its place between -1 and 1: each part that hangs together in a square of its own, the largest first, in rows."""
    import networkx as nx  # as in `kg.networks`

    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    plain.add_edges_from(sorted((min(a, b), max(a, b)) for a, b in graph.edges()))
    parts = sorted((sorted(part) for part in nx.connected_components(plain)), key=lambda part: (-len(part), part))
    width = 1.25 * math.sqrt(sum(_side(part) ** 2 for part in parts))
    place: dict[Any, tuple[float, float]] = {}
    left, top, tallest = 0.0, 0.0, 0.0
    for part in parts:
        side = _side(part)
        if left and left + side > width:
            left, top, tallest = 0.0, top + tallest, 0.0
        inner = _inner(plain.subgraph(part))
        place |= {node: (left + side * (0.5 + 0.4 * x), top + side * (0.5 + 0.4 * y)) for node, (x, y) in inner.items()}
        left, tallest = left + side, max(tallest, side)
    return _fitted(place)


def _side(part: Sequence[Any]) -> float:
    """Side of the square that a part gets."""
    return math.pow(len(part), 0.7) + 0.5


def _inner(part: nx.Graph) -> dict[Any, tuple[float, float]]:
    """Places between -1 and 1, neighbours near each other."""
    import networkx as nx  # as in `kg.networks`

    start = {node: (math.cos(2.4 * n), math.sin(2.4 * n)) for n, node in enumerate(sorted(part, key=part.degree))}
    place = nx.spring_layout(part, pos=start, k=3.5 / math.sqrt(len(part)), iterations=400, seed=0)
    return _fitted({node: (float(x), float(y)) for node, (x, y) in place.items()})


def _fitted(place: dict[Any, tuple[float, float]]) -> dict[Any, tuple[float, float]]:
    """The same places moved and stretched to reach from -1 to 1 in both directions."""
    out = []
    for values in zip(*place.values(), strict=True):
        low, high = min(values), max(values)
        out.append([(2 * (value - low) / (high - low) - 1) if high > low else 0.0 for value in values])
    return dict(zip(place, zip(*out, strict=True), strict=True))


STEPS: Final = 12
"""Points along a bent line."""


def _curves(graph: nx.MultiDiGraph, place: dict[Any, tuple[float, float]]) -> Iterator[dict[str, Any]]:
    """Points along each edge; edges between the same two actors bend differently far."""
    seen: Counter[frozenset[Any]] = Counter()
    for number, (a, b, edge) in enumerate(sorted(graph.edges(data=True), key=lambda e: (e[0], e[1], e[2]["kind"]))):
        if a == b:
            continue
        bend = 0.12 + 0.1 * seen[frozenset((a, b))]
        seen[frozenset((a, b))] += 1
        (ax, ay), (bx, by) = place[a], place[b]
        middle = ((ax + bx) / 2 + bend * (by - ay), (ay + by) / 2 - bend * (bx - ax))
        for step in range(STEPS + 1):
            t = step / STEPS
            yield {
                "edge": number, "step": step, "kind": edge["kind"], "from": graph.nodes[a]["name"], "to": graph.nodes[b]["name"],
                "statements": edge["weight"], "about": shortened(edge["points"], TEXT),
                "x": round((1 - t) ** 2 * ax + 2 * t * (1 - t) * middle[0] + t**2 * bx, 4),
                "y": round((1 - t) ** 2 * ay + 2 * t * (1 - t) * middle[1] + t**2 * by, 4),
            }  # fmt: skip


NEAR: Final = 0.075
"""How far from the end of its line a triangle sits, so that no circle hides it."""


def _heads(curves: Sequence[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """A triangle near the end of each directed line, turned the way it runs; none on an agreement, which has no direction."""
    for _, group in itertools.groupby(curves, key=lambda point: point["edge"]):
        points = list(group)
        if points[0]["kind"] == "agrees":
            continue
        end = points[-1]
        far = [n for n, point in enumerate(points) if math.hypot(end["x"] - point["x"], end["y"] - point["y"]) > NEAR]
        n = far[-1] if far else STEPS // 2
        angle = math.degrees(math.atan2(points[n + 1]["x"] - points[n]["x"], points[n + 1]["y"] - points[n]["y"])) % 360
        yield points[n] | {"angle": round(angle, 1)}


def _people(graph: nx.MultiDiGraph, place: dict[Any, tuple[float, float]]) -> Iterator[dict[str, Any]]:
    for node, known in graph.nodes(data=True):
        x, y = place[node]
        yield {
            "x": round(x, 4), "y": round(y, 4), "name": known["name"], "short": shortened(known["name"], 26),
            "roles": known["roles"], "statements": known["statements"],
        }  # fmt: skip
