"""Media types that the endpoint speaks, and the choice among them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from kg.serving.refusal import Refused

if TYPE_CHECKING:
    from werkzeug.datastructures import MIMEAccept

TABLES: Final = ("application/sparql-results+json", "application/json", "application/sparql-results+xml", "application/xml",
                 "text/csv", "text/tab-separated-values")  # fmt: skip
"""For SELECT, the preferred one first."""

TRUTHS: Final = TABLES[:4]
"""For ASK: the W3C defines no others for a truth value."""

GRAPHS: Final = ("text/turtle", "application/n-triples", "application/ld+json", "application/rdf+xml")
"""For CONSTRUCT, DESCRIBE, graphs and things, the preferred one first; graphs are taken in these too."""

HTML: Final = "text/html"

BY_FORM: Final = {"SELECT": TABLES, "ASK": TRUTHS, "CONSTRUCT": GRAPHS, "DESCRIBE": GRAPHS}
"""Form of a query to what its answer can be had as."""


def content_type(media_type: str) -> str:
    """The header that names a type; whatever is text is UTF-8."""
    return f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type


def best(accept: MIMEAccept, offered: Sequence[str]) -> str:
    """The offered type that an Accept header likes most, by the most exact range that covers it; the first among equals.

    Raises `Refused` (406) where it likes none.
    """
    if not accept:
        return offered[0]
    chosen = max(offered, key=accept.quality)
    if accept.quality(chosen) <= 0:
        raise Refused(406, f"this can be had as {', '.join(offered)}")
    return chosen
