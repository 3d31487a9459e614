"""Field names of the world to the fields of an Article."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kg.errors import InputError
from kg.formats.dates import day
from kg.model import Article

log = logging.getLogger("kg.read")

ALIASES: dict[str, tuple[str, ...]] = {
    "text": (
        "text", "body", "content", "fulltext", "maintext", "articletext", "articlebody", "bodytext", "contenttext", "story",
        "article",
    ),
    "html": ("html", "contenthtml", "bodyhtml", "rawhtml"),
    "title": ("title", "headline", "heading", "name"),
    "published": (
        "published", "publishedat", "publishedon", "date", "pubdate", "publishdate", "publicationdate", "publisheddate",
        "datepublished", "datepublish", "publishtime", "datetime", "timestamp",
    ),
    "outlet": ("outlet", "source", "publisher", "publication", "sitename", "site", "newspaper", "sourcename", "domain"),
    "url": ("url", "link", "href", "canonicalurl", "articleurl", "sourceurl", "permalink", "weburl"),
    "author": ("author", "authors", "byline", "creator"),
    "id": ("id", "articleid", "docid", "documentid", "guid", "uuid", "article"),
}  # fmt: skip
"""Names a field goes by, best first, compared without case, spaces, hyphens and underscores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One article as a file has it."""

    fields: Mapping[str, object]
    """Values by the file's own field names."""
    origin: str
    """File and line, for messages."""
    fallback_id: str
    """Id where the record has none of its own."""


def article(record: Record, *, published: date | None = None, outlet: str | None = None) -> Article:
    """A record as an Article; its own date and outlet win over `published` and `outlet`.

    A date that cannot be understood, or only by a rule, is logged as a warning (logger `kg.read`). Raises InputError where
    there is no text, or where a value holds characters that no text file can hold.
    """
    by_name = {plain_name(name): value for name, value in reversed(list(record.fields.items()))}
    text_name, text = _pick(by_name, "text", record.origin)
    if not text.strip():
        text = _from_html(by_name, record.origin)
    if not text.strip():
        have = ", ".join(sorted(map(str, record.fields))) or "none"
        wanted = "the text is empty" if text_name else f"no field with the text (text, body, content …); fields: {have}"
        raise InputError(record.origin, wanted)
    fields = ("id", "title", "outlet", "url", "author")
    others = {field: _pick(by_name, field, record.origin, skip=text_name)[1].strip() for field in fields}
    return Article(
        id=others["id"] or record.fallback_id,
        text=text,
        title=" ".join(others["title"].split()),
        published=_date(by_name, record.origin) or published,
        outlet=others["outlet"] or outlet or "",
        url=others["url"] or None,
        author=others["author"],
        origin=record.origin,
    )


def plain_name(name: object) -> str:
    """A field name without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", str(name)).lower()


def _pick(by_name: Mapping[str, object], field: str, origin: str, *, skip: str = "") -> tuple[str, str]:
    """The alias that has a value, and the value; two empty strings where none has one."""
    empty = ""
    for alias in ALIASES[field]:
        if alias == skip or alias not in by_name or (field == "text" and alias == "article" and empty):
            continue  # "article" is a text in some files and an id in others: an id where there is a field for the text
        value = by_name[alias]
        words = _body(value, alias, origin) if field == "text" else _words(value)
        if words.strip():
            return alias, _sound(words, alias, origin)
        empty = empty or alias
    return empty, ""


def _words(value: object) -> str:
    """A value as a string: lists are joined by commas, of an object its name counts ({"id": "lark", "name": "The Lark"})."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_words, value)))
    if isinstance(value, Mapping):
        return next((_words(value[key]) for key in ("name", "title", "rendered", "url", "id") if value.get(key)), "")
    return str(value)


def _body(value: object, alias: str, origin: str) -> str:
    """A text, or a list of paragraphs."""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    if value is None or isinstance(value, str):
        return value or ""
    raise InputError(origin, f"field {alias}: text expected, found {type(value).__name__}")


def _sound(words: str, alias: str, origin: str) -> str:
    """`words`, if it can be written as UTF-8 and to RDF; JSON escapes can hold what neither can."""
    bad = re.search("[\x00\ud800-\udfff]", words)
    if bad:
        raise InputError(origin, f"field {alias}: character U+{ord(bad[0]):04X} at position {bad.start()} belongs in no text")
    return words


def _from_html(by_name: Mapping[str, object], origin: str) -> str:
    _, html = _pick(by_name, "html", origin)
    if not html:
        return ""
    from kg.formats.html import plain_text  # loads lxml, which few records need

    return plain_text(html)


def _date(by_name: Mapping[str, object], origin: str) -> date | None:
    for alias in ALIASES["published"]:
        value = by_name.get(alias)
        if value is None or value == "":
            continue
        found, note = day(value)
        if note:
            log.warning("%s: %s", origin, note)
        return found
    return None
