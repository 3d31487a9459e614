"""The page of the endpoint: who contradicted whom, and a form for any question. No asset comes from elsewhere."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from kg.iris import BASE
from kg.query import contradictions, queries
from kg.store.answer import PREFIXES
from kg.store.base import Store

SHOWN: Final = 50
"""Contradictions on the page, the surest first."""


def page(store: Store) -> bytes:
    """The page, as UTF-8. Raises StoreError as the store does."""
    found = contradictions(store)
    ready = sorted(
        (query for query in queries() if not any(parameter.required for parameter in query.parameters)),
        key=lambda query: (query.question is None, query.name),
    )
    options = "".join(f'<option value="{html.escape(query.text)}">{html.escape(query.title)}</option>' for query in ready)
    parts = {
        "{contradictions}": "".join(map(_row, found[:SHOWN])) or '<tr><td colspan="3">None was found.</td></tr>',
        "{count}": f"{len(found)}, the surest first" if len(found) <= SHOWN else f"the surest {SHOWN} of {len(found)}",
        "{options}": options,
        "{first}": html.escape(ready[0].text),
        "{prefixes}": json.dumps({"id": BASE, **PREFIXES}).replace("<", "\\u003c"),
    }
    text = (Path(__file__).parent / "data" / "endpoint.html").read_text("utf-8")
    head, *rest = text.split("{{")  # one pass, so that nothing that stands in the graph is taken for a place to fill
    return (head + "".join(parts[f"{{{name}}}"] + after for name, _, after in (part.partition("}}") for part in rest))).encode()


def _row(c: Mapping[str, Any]) -> str:
    kind = "dispute, " * (c["relation"] == "disputes") + c["type"].replace("_", " ")
    reason = (
        f"<b>{html.escape(c['point'])}</b><br>{html.escape(c['rationale'])}<br><i>{html.escape(kind)}; {c['confidence']:.2f}</i>"
    )
    return f"<tr><td>{_side(c['later'])}</td><td>{_side(c['earlier'])}</td><td>{reason}</td></tr>"


def _side(side: Mapping[str, Any]) -> str:
    role = f", {html.escape(side['role'])}" if side["role"] else ""
    where = html.escape(", ".join(x for x in (side["said_on"], side["outlet"], side["article"]) if x))
    who = html.escape(side["actor"] or "somebody unnamed")
    link = f'<a href="#" data-iri="{html.escape(side["statement"])}">{who}</a>'
    return f"<b>{link}</b>{role}<br><i>{where}</i><br>{html.escape(side['text'])}"
