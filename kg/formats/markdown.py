"""Markdown with front matter: YAML between `---` lines, or TOML between `+++` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from kg.errors import InputError
from kg.formats.record import Record
from kg.formats.source import Source, decode

if TYPE_CHECKING:
    from markdown_it.token import Token

_FRONT = re.compile(r"\s*(---|\+\+\+)[ \t]*\r?\n(.*?)(?:\r?\n)?^\1[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)


def markdown(source: Source) -> Iterator[Record | InputError]:
    """The one article of a Markdown file, its text without the markup; paragraphs are set apart by blank lines."""
    text = decode(source.bytes(), source.name)
    front = _FRONT.match(text)
    if front is None and re.match(r"\s*(---|\+\+\+)[ \t]*\r?\n", text):
        raise InputError(source.name, "the front matter has no end: a closing line is missing")
    fields = dict(_facts(front, source.name)) if front else {}
    blocks = _blocks(text[front.end() :] if front else text)
    if not blocks:
        raise InputError(source.name, "no text below the front matter" if front else "the file is empty")
    heading = next((words for tag, words in blocks if tag == "h1"), "")
    body = "\n\n".join(words for _, words in blocks)
    yield Record(fields={"title": heading, **fields, "text": body}, origin=source.name, fallback_id=source.stem)


def _facts(front: re.Match[str], origin: str) -> Mapping[str, object]:
    fields: object
    if front[1] == "+++":
        import tomllib

        try:
            fields = tomllib.loads(front[2].replace("\r\n", "\n"))
        except tomllib.TOMLDecodeError as error:
            raise InputError(origin, f"front matter is not valid TOML: {error}") from error
    else:
        import yaml  # only Markdown files need it

        try:
            fields = yaml.safe_load(front[2])
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            raise InputError(origin, f"front matter is not valid YAML: {' '.join(str(error).split())}") from error
    if fields is None:
        return {}
    if not isinstance(fields, dict):
        raise InputError(origin, f"front matter: fields expected (title: …), found {type(fields).__name__}")
    return {str(name): value for name, value in fields.items() if str(name).lower() not in ("text", "body", "content", "html")}


def _blocks(text: str) -> list[tuple[str, str]]:
    """(tag, words) of each heading, paragraph and list item."""
    from markdown_it import MarkdownIt  # only Markdown files need it

    blocks, tag = [], ""
    for token in MarkdownIt("commonmark").enable("table").parse(text):
        if token.type.endswith("_open"):
            tag = token.tag
        elif token.type == "inline":
            words = re.sub(r"[^\S\n]+", " ", _inline(token)).strip()
            blocks += [(tag, words)] if words else []
    return blocks


def _inline(token: Token) -> str:
    """The words of inline markup; pictures and raw HTML tags leave none."""
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    words = {"text", "code_inline"}
    return "".join(child.content if child.type in words else breaks.get(child.type, "") for child in token.children or ())
