"""Contradictions: the list with its filters, and one of them side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from kg import codes
from kg.errors import ShapeError
from kg.explorer.asking import Asking, Row, day, iri, literal
from kg.explorer.finding import find, variants
from kg.explorer.page import Page, Query, not_found, part
from kg.explorer.passages import Mark, Stretch, from_context, passages
from kg.explorer.things import Said, relations
from kg.store.base import Term

COUNTED: Final = 1000
"""What the query of the list counts at most."""

TYPES: Final = tuple(code for code in codes.RELATION_TYPE if code != "same_claim")
"""Ways of contradicting."""

ORDERS: Final = ("surest", "newest")


class Problem(Exception):
    """A filter that cannot be used: the reason, in one line."""


def _by_actor(asking: Asking, words: str) -> list[Term]:
    found, _ = find(asking, words)
    names = [node for one in found for name in variants(asking, one.iri) if (node := iri(name))]
    if not names:
        raise Problem(f"No actor has “{words}” in its name.")
    return list(names)


def _by_day(_: Asking, words: str) -> list[Term]:
    try:
        return [day(date.fromisoformat(words).isoformat())]
    except ValueError:
        raise Problem(f"“{words}” is no date; write it as 2014-09-25.") from None


def _by_type(_: Asking, words: str) -> list[Term]:
    try:
        node = iri(codes.RELATION_TYPE.term(words))
    except ShapeError:
        node = None
    if node is None or words not in TYPES:
        raise Problem(f"There is no type “{words}”; there are {', '.join(TYPES)}.")
    return [node]


FILTERS: Final[dict[str, Callable[[Asking, str], list[Term]]]] = {
    "by": _by_actor,
    "of": _by_actor,
    "since": _by_day,
    "until": _by_day,
    "type": _by_type,
}
"""Field of the address to what makes terms of its words."""


def listing(asking: Asking, query: Query) -> Page:
    """`/contradictions?by=&of=&since=&until=&type=&order=&page=`"""
    bound: dict[str, list[Term]] = {}
    problems: dict[str, str] = {}
    given = {name: query.get(name, "").strip() for name in FILTERS}
    for name, words in given.items():
        try:
            if words:
                bound[name] = FILTERS[name](asking, words)
        except Problem as problem:
            problems[name] = str(problem)
    order = query["order"] if query.get("order") in ORDERS else ORDERS[0]
    rows = [] if problems else _found(asking, order, bound)
    shown = part(list(dict.fromkeys(row["relation"] for row in rows)), query, "/contradictions", COUNTED)
    context: dict[str, Any] = {
        "given": given,
        "order": order,
        "problems": problems,
        "types": TYPES,
        "part": shown,
        "relations": relations(asking, shown.shown),
    }
    return Page(template="contradictions.html", title="Contradictions", status=400 if problems else 200, context=context)


def _found(asking: Asking, order: str, bound: dict[str, list[Term]]) -> list[Row]:
    """The contradictions by the query that reads the least: those of an actor begin at the actor, not at all contradictions."""
    if not bound and order == "surest":
        return asking.rows("surest")
    if bound.keys() & {"by", "of"}:
        sides = ("later", "by") if "by" in bound else ("earlier", "of")
        own = [row["relation"] for row in asking.rows("actor-contradictions", variant=bound[sides[1]]) if row["side"] == sides[0]]
        return asking.rows("contradictions", order=literal(order), relation=own, **bound)
    return asking.rows("contradictions", order=literal(order), **bound)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One statement of a contradiction with its words in their context."""

    heading: str
    said: Said
    passages: Sequence[Sequence[Stretch]]
    whole: bool
    """Whether the context comes from the article's text, and not only from what stands beside each mention."""


def contradiction(asking: Asking, query: Query) -> Page:
    """`/contradiction?iri=…`: also an agreement, a retraction or a qualification."""
    node = iri(query.get("iri", ""))
    found = relations(asking, [node.value]) if node else []
    if not found:
        return not_found("The graph holds no relation between statements of that name.")
    relation = found[0]
    said = (relation.earlier, relation.later)
    shown = in_context(asking, said)
    headings = ("The earlier statement", "The later statement, which answers it" if relation.disputes else "The later statement")
    sides = [
        Side(heading=heading, said=one, passages=shown[one.iri][0], whole=shown[one.iri][1])
        for heading, one in zip(headings, said, strict=True)
    ]
    return Page(
        template="contradiction.html",
        title=relation.point or "Two statements",
        thing=relation.iri,
        context={"relation": relation, "sides": sides, "features": asking.rows("features", relation=relation.iri)},
    )


def in_context(asking: Asking, said: Sequence[Said]) -> dict[str, tuple[list[list[Stretch]], bool]]:
    """For each statement its words in their context, and whether the article's text gave it."""
    bodies = {row["article"]: row["body"] for row in asking.rows("bodies", article=[one.article for one in said])}
    mentions: dict[str, list[Row]] = defaultdict(list)
    for row in asking.rows("mentions", statement=[one.iri for one in said]):
        mentions[row["statement"]].append(row)
    made = {}
    for one in said:
        body = bodies.get(one.article)
        rows = mentions[one.iri]
        made[one.iri] = (
            (passages(body, [mark(row) for row in rows]), True)
            if body is not None
            else (
                [from_context(part_of(row), one.iri, row["before"], row["exact"], row["after"]) for row in rows],
                False,
            )
        )
    return made


def mark(row: Row) -> Mark:
    """A mention as a mark on the article's text."""
    return Mark(start=int(row["start"]), end=int(row["end"]), part=part_of(row), of=row["statement"])


def part_of(row: Row) -> str:
    """Which part of an attribution a mention is: source, cue or content."""
    try:
        return codes.MENTION_KIND.code(row["part"])
    except ShapeError:
        return "content"
