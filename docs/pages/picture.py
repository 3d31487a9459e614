"""docs/pictures/ontology.svg: the main classes and the properties between them.

Where a class stands is laid out by hand in `PLACES`; what stands in the picture comes from the vocabulary: a class of the table
that is gone is an error, and an arrow is there because a property has these two classes as domain and range.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Final
from xml.sax.saxutils import escape

import rdflib
from rdflib import RDFS

from docs.pages import tbox
from docs.pages.tbox import side
from kg.terms import PS

PLACES: Final = {
    "Review": (0, 0), "StatementRelation": (1, 0), "Feature": (2, 0), "Representation": (3, 0),
    "Mention": (0, 1), "Attribution": (1, 1), "Actor": (2, 1), "Office": (3, 1),
    "Proposition": (1, 2), "Event": (2, 2), "Mandate": (3, 2),
}  # fmt: skip
"""Class to (column, row)."""

SHOWN_BELOW: Final = 4
"""How many classes below a class are named in its box."""

WIDE, HIGH, ACROSS, DOWN, EDGE = 200, 66, 350, 170, 24
LINE: Final = 13
"""Height of a line of small text."""

STYLE: Final = (
    "text{font-family:Helvetica,Arial,sans-serif;fill:#1c2733}.name{font-size:15px;font-weight:bold}.below{font-size:10px;fill:#5b6b7a}"
    ".link{font-size:11px;fill:#234}.box{fill:#eef4fa;stroke:#30618f;stroke-width:1.4}"
    ".arrow{stroke:#7a8a99;stroke-width:1.2;fill:none}.behind{fill:#fff;opacity:.88}"
)


def page() -> str:
    """The picture as SVG."""
    wide = EDGE * 2 + ACROSS * max(column for column, _ in PLACES.values()) + WIDE
    high = EDGE * 2 + DOWN * max(row for _, row in PLACES.values()) + HIGH
    arrows = _arrows()
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" width="{wide}" height="{high}" role="img">',
        "<title>The main classes of the ontology and the properties between them</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" markerHeight="8" orient="auto">'
        '<path d="M0 0L10 5L0 10z" fill="#7a8a99"/></marker></defs>',
        f'<rect width="{wide}" height="{high}" fill="#fff"/>',
        *(_line(ends) for ends in arrows),
        *(_box(name) for name in PLACES),
        *(_label(ends, names) for ends, names in arrows.items()),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def _arrows() -> dict[tuple[str, str], list[str]]:
    """(domain, range) to the names of the properties between them; those from a class to itself have one class twice."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for section in tbox.sections():
        for term in section.terms:
            ends = tuple(str(side(term, end) or "").removeprefix(PS.NAMESPACE) for end in (RDFS.domain, RDFS.range))
            shortcut = tbox.words(term).endswith("Materialised.")  # follows from what is in the picture
            if tbox.is_property(term) and not shortcut and ends[0] in PLACES and ends[1] in PLACES:
                found[ends[0], ends[1]].append(str(term).removeprefix(PS.NAMESPACE))
    return dict(found)


def _corner(name: str) -> tuple[int, int]:
    column, row = PLACES[name]
    return EDGE + ACROSS * column, EDGE + DOWN * row


def _middle(name: str) -> tuple[float, float]:
    x, y = _corner(name)
    return x + WIDE / 2, y + HIGH / 2


def _box(name: str) -> str:
    term = rdflib.URIRef(PS.NAMESPACE + name)
    if not tbox.is_class(term):
        raise SystemExit(f"the picture shows the class ps:{name}, which the vocabulary does not have")
    x, y = _corner(name)
    under = sorted(
        str(c).removeprefix(PS.NAMESPACE) for c in tbox.graph().subjects(RDFS.subClassOf, term) if str(c).startswith(PS.NAMESPACE)
    )
    shown = ", ".join(under[:SHOWN_BELOW]) + (" …" if len(under) > SHOWN_BELOW else "")
    lines = _wrapped(shown, 38)
    heading = y + (38 if not lines else 25)
    below = "".join(
        f'<text class="below" x="{x + WIDE / 2:g}" y="{y + 41 + n * LINE}" text-anchor="middle">{escape(text)}</text>'
        for n, text in enumerate(lines)
    )
    return (
        f'<rect class="box" x="{x}" y="{y}" width="{WIDE}" height="{HIGH}" rx="8"/>'
        f'<text class="name" x="{x + WIDE / 2:g}" y="{heading}" text-anchor="middle">{escape(name)}</text>{below}'
    )


def _wrapped(text: str, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return [line for line in lines if line]


def _line(ends: tuple[str, str]) -> str:
    """A straight arrow from the edge of one box to that of the other; none from a class to itself: `_label` writes that."""
    one, other = ends
    if one == other:
        return ""
    (x1, y1), (x2, y2) = _edge(one, other), _edge(other, one)
    return f'<path class="arrow" d="M{x1:g} {y1:g}L{x2:g} {y2:g}" marker-end="url(#tip)"/>'


def _edge(of: str, towards: str) -> tuple[float, float]:
    """Where the line between the middles of two boxes leaves the first of them."""
    (x, y), (to_x, to_y) = _middle(of), _middle(towards)
    dx, dy = to_x - x, to_y - y
    share = min(WIDE / 2 / abs(dx) if dx else 9.0, HIGH / 2 / abs(dy) if dy else 9.0)
    return round(x + dx * share, 1), round(y + dy * share, 1)


def _label(ends: tuple[str, str], names: list[str]) -> str:
    """The names of the properties: over the line, or below the box where they lead from a class to itself."""
    one, other = ends
    if one == other:
        x, y = _corner(one)
        return _text(
            x + WIDE / 2,
            y + HIGH + LINE,
            [f"↺ {line}" if n == 0 else line for n, line in enumerate(_wrapped(", ".join(names), 36))],
        )
    (x1, y1), (x2, y2) = _edge(one, other), _edge(other, one)
    back = (other, one) in _arrows()
    (from_column, from_row), (to_column, to_row) = PLACES[one], PLACES[other]
    far = abs(to_column - from_column) + abs(to_row - from_row) > 2
    share = 0.3 if back or far else 0.5  # two labels on one line, and those of long lines, keep out of each other's way
    lines = _wrapped(", ".join(names), 22)
    return _text(x1 + (x2 - x1) * share, y1 + (y2 - y1) * share - (len(lines) - 1) * LINE / 2 + 4, lines)


def _text(x: float, y: float, lines: list[str]) -> str:
    wide = max(len(line) for line in lines) * 6 + 6
    return (
        f'<rect class="behind" x="{x - wide / 2:g}" y="{y - LINE + 2:g}" width="{wide}" height="{len(lines) * LINE + 3}"/>'
        + "".join(
            f'<text class="link" x="{x:g}" y="{y + n * LINE:g}" text-anchor="middle">{escape(line)}</text>'
            for n, line in enumerate(lines)
        )
    )
