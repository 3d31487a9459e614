"""Topics: statements and events by words, and one event with who tells what of it."""

from __future__ import annotations

from typing import Final

from kg.explorer.asking import Asking, iri, literal
from kg.explorer.page import Page, Query, not_found, part
from kg.explorer.passages import from_context
from kg.explorer.things import opposed, relations, statements

COUNTED: Final = 1000
"""What the query of the statements counts at most."""


def topic(asking: Asking, query: Query) -> Page:
    """`/topic?q=…`: statements with all of up to three words (or phrases in quotation marks), and events with the first."""
    words = query.get("q", "").strip()
    wanted = _words(words.lower())
    bound = dict(zip(("first", "second", "third"), map(literal, wanted), strict=False))
    rows = asking.rows("find-statements", **bound) if wanted else []
    shown = part(list(dict.fromkeys(row["statement"] for row in rows)), query, "/topic", COUNTED)
    found = statements(asking, shown.shown)
    return Page(
        template="topic.html",
        title=f"Statements on “{words}”" if words else "Topics and events",
        context={
            "words": words,
            "events": asking.rows("find-events", part=literal(wanted[0] if wanted else "")),
            "part": shown,
            "statements": list(found.values()),
            "opposed": opposed(asking, found),
        },
    )


def event(asking: Asking, query: Query) -> Page:
    """`/event?iri=…`: an event or a mission."""
    node = iri(query.get("iri", ""))
    facts = asking.rows("event", event=node) if node else []
    if not facts or node is None:
        return not_found("The graph holds no event of that name.")
    found = statements(asking, (row["statement"] for row in asking.rows("event-statements", event=node)))
    told = [
        (row["article"], from_context("content", row["article"], row["before"], row["exact"], row["after"]))
        for row in asking.rows("mission-mentions", event=node)
    ]
    return Page(
        template="event.html",
        title=facts[0]["name"],
        thing=node.value,
        context={
            "facts": facts[0],
            "statements": list(found.values()),
            "opposed": opposed(asking, found),
            "relations": relations(asking, (row["relation"] for row in asking.rows("event-relations", event=node))),
            "told": told,
            "headlines": {row["article"]: row["headline"] for row in asking.rows("article", article=[a for a, _ in told])},
        },
    )


def _words(text: str) -> list[str]:
    """Up to three words or phrases, the longest first: it rules out the most."""
    pieces = text.split('"')
    found = [piece.strip() for piece in pieces[1::2]] + [word for piece in pieces[::2] for word in piece.split()]
    return sorted({word for word in found if word}, key=lambda word: (-len(word), word))[:3]
