"""The first page: what the store holds, where to search, and the newest and the surest contradictions."""

from __future__ import annotations

from typing import Final

from kg.explorer.asking import Asking
from kg.explorer.page import Page, Query
from kg.explorer.things import relations
from kg.explorer.words import short

SHOWN: Final = 5
"""Contradictions of each kind on the page."""


def home(asking: Asking, _: Query) -> Page:
    """`/`"""
    counts = {short(row["class"]): int(row["count"]) for row in asking.rows("counts")}
    counts["actors"] = counts.get("ps:Actor", 0) - sum(int(row["count"]) for row in asking.rows("counts-variants"))
    listed = {order: [row["relation"] for row in asking.rows(order)[:SHOWN]] for order in ("newest", "surest")}
    found = {one.iri: one for one in relations(asking, [name for names in listed.values() for name in names])}
    shown = {order: [found[name] for name in names if name in found] for order, names in listed.items()}
    return Page(template="home.html", title="Who said what, and who contradicted whom", context={"counts": counts, **shown})
