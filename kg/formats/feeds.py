"""RSS and Atom feeds, an entry an article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.errors import InputError
from kg.formats.html import plain_text
from kg.formats.record import Record
from kg.formats.source import Source


def entries(source: Source) -> Iterator[Record | InputError]:
    """The articles of a feed. Where the feed breaks off, what stands before is read and an InputError says so at the end."""
    data = source.bytes()
    if not data.strip():
        raise InputError(source.name, "the file is empty")
    import feedparser  # only feeds need it

    # Given bytes, the library opens no address; given a string, it would.
    try:
        feed = feedparser.parse(data)
    except (ValueError, LookupError, RecursionError) as error:  # the library trips over damaged names of encodings
        raise InputError(source.name, f"not readable as a feed: {' '.join(str(error).split())}") from error
    fault = feed.get("bozo_exception") if _is_broken(feed) else None
    if not feed.entries or not feed.version:
        raise InputError(source.name, f"not readable as a feed: {fault}" if fault else _why_empty(feed.version))
    outlet = feed.feed.get("title", "")
    for number, entry in enumerate(feed.entries, start=1):
        yield Record(fields=_fields(entry, outlet), origin=f"{source.name}#{number}", fallback_id=f"{source.stem}-{number}")
    if fault:
        yield InputError(source.name, f"the feed is damaged, {len(feed.entries)} entries were read: {fault}")


def _is_broken(feed: Mapping[str, Any]) -> bool:
    """Whether the XML is damaged; the library also flags what it mended, such as a wrongly named encoding."""
    from xml.sax import SAXException

    return bool(feed.get("bozo")) and isinstance(feed.get("bozo_exception"), SAXException)


def _why_empty(version: str) -> str:
    return "the feed has no entries" if version else "no RSS or Atom feed: no other XML is read"


def _fields(entry: Mapping[str, Any], outlet: str) -> dict[str, object]:
    parts = entry.get("content") or [entry.get("summary_detail") or {"value": entry.get("summary", ""), "type": "text/plain"}]
    longest = max(parts, key=lambda part: len(part.get("value") or ""))
    text = longest.get("value") or ""
    return {
        "text": text if longest.get("type") == "text/plain" else plain_text(text),
        "title": plain_text(entry.get("title") or ""),
        "published": entry.get("published") or entry.get("updated"),
        "outlet": (entry.get("source") or {}).get("title") or outlet,
        "url": entry.get("link"),
        "author": entry.get("author"),
        "id": entry.get("id"),
    }
