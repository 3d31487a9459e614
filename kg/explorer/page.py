"""What a page function gives back, and the parts of a page that lists share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from kg.explorer.words import address

T = TypeVar("T")

Query = Mapping[str, str]
"""The fields of a page's address."""

SIZE: Final = 25
"""Things on one page of a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A template with what it shows."""

    template: str
    title: str
    thing: str | None = None
    """IRI of what the page is about, for the link to its Turtle."""
    status: int = 200
    context: Mapping[str, Any] = field(default_factory=dict)


def not_found(reason: str) -> Page:
    """The page for a thing that the graph does not hold."""
    return Page(template="missing.html", title="Not found", status=404, context={"reason": reason})


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One page of a list."""

    shown: Sequence[T]
    number: int
    """From 1."""
    last: int
    total: int
    capped: bool
    """Whether there are more than were counted."""
    before: str
    after: str
    """Addresses of the pages beside it; empty where there is none."""

    @property
    def first_shown(self) -> int:
        return (self.number - 1) * SIZE + 1

    @property
    def last_shown(self) -> int:
        return self.first_shown + len(self.shown) - 1


def part(found: Sequence[T], query: Query, path: str, limit: int) -> Part[T]:
    """The page of `found` that the field `page` asks for, else the nearest. `limit`: how many the query counts at most."""
    capped = len(found) > limit
    kept = found[:limit]
    last = max(1, -(-len(kept) // SIZE))
    asked = query.get("page", "1")
    number = min(last, max(1, int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 1))
    others = {name: value for name, value in query.items() if name != "page"}

    def link(to: int) -> str:
        return address(path, **others, page=to) if 1 <= to <= last else ""

    return Part(kept[(number - 1) * SIZE : number * SIZE], number, last, len(kept), capped, link(number - 1), link(number + 1))
