"""Web pages: the article without the page around it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.formats.record import Record
from kg.formats.source import Source

if TYPE_CHECKING:
    from lxml.html import HtmlElement

SHORT = 250
"""Below this many characters trafilatura falls back to loose pieces of the page, which it breaks at every bold word."""
SENTENCE_WORDS = 5

_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure",
     "footer", "header", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "main", "ol", "p", "pre", "section", "table",
     "td", "th", "tr", "ul")
)  # fmt: skip
_DROPPED = ("script", "style", "noscript", "template", "iframe", "svg", "form", "button", "nav", "head")


def page(source: Source) -> Iterator[Record | InputError]:
    """The one article of a web page with what the page says of it. Its paragraphs are set apart by blank lines."""
    data = source.bytes()
    if not data.strip():
        raise InputError(source.name, "the file is empty")
    if b"<" not in data:
        raise InputError(source.name, "no HTML: there is not one tag in it")
    from trafilatura import bare_extraction  # half a second to load
    from trafilatura.settings import Document

    _hush("trafilatura", "htmldate")
    # A date that is merely somewhere on the page is not the article's: only what its metadata states counts.
    dates = {"extensive_search": False, "original_date": True}
    found = bare_extraction(data, with_metadata=True, include_comments=False, date_extraction_params=dates)
    if not isinstance(found, Document):
        raise InputError(source.name, "no article found in the page")
    text = re.sub(r"\n+", "\n\n", found.text or "").strip()
    if len(text) < SHORT:
        text = _marked_article(data) or text
    if not _has_sentence(text):
        raise InputError(source.name, "no article found in the page")
    facts = {name: getattr(found, name) for name in ("title", "date", "author", "sitename", "url")}
    yield Record(fields={**facts, "text": text}, origin=source.name, fallback_id=source.stem)


def plain_text(html: str) -> str:
    """A fragment of HTML as text: blocks are set apart by blank lines, scripts and forms left out."""
    if not re.search(r"<[a-zA-Z/!]|&#?\w+;", html):
        return html.strip()
    from lxml.html import document_fromstring

    return _blocks(document_fromstring(f"<html><body><div>{html}</div></body></html>"))


def _marked_article(data: bytes) -> str:
    """The text of the page's one <article> or <main>, empty where there is none."""
    from trafilatura import load_html

    root = load_html(data)
    marked = [] if root is None else root.xpath("//article") or root.xpath("//main")
    return _blocks(marked[0]) if len(marked) == 1 else ""


def _blocks(root: HtmlElement) -> str:
    from lxml.etree import strip_elements

    strip_elements(root, *_DROPPED, with_tail=False)
    text = re.sub(r"[^\S\n]*\n\s*", "\n", re.sub(r"[ \t\r\n\f]+", " ", "".join(_pieces(root))).replace("\0", "\n"))
    return re.sub(r"\n+", "\n\n", text).strip()


def _pieces(root: HtmlElement) -> Iterator[str]:
    """Words in order, with a NUL (which no HTML text can hold) at both ends of a block and at each line break."""
    from lxml.etree import iterwalk

    for event, element in iterwalk(root, events=("start", "end", "comment", "pi")):
        is_block = element.tag in _BLOCKS
        if event == "start":
            yield "\0" * is_block + (element.text or "")
        else:
            yield "\0" * is_block + ((element.tail or "") if element is not root else "")


def _has_sentence(text: str) -> bool:
    """Whether a line of it is a sentence; a menu has none."""
    return any(len(line.split()) >= SENTENCE_WORDS and re.search(r"[.!?…][\"'”’)\]]*$", line) for line in text.splitlines())


def _hush(*names: str) -> None:
    """What these libraries log about a page says nothing that our own error does not say."""
    for name in names:
        if not logging.getLogger(name).handlers:
            logging.getLogger(name).addHandler(logging.NullHandler())
