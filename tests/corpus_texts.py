"""The bundled articles as they are stored, and where expected words stand in what the package made of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from kg.model import Span


def raw_texts(folder: Path) -> dict[str, str]:
    """Article name → its text, read without the package: a page with its markup, a record's `text`, Markdown less its head."""
    texts: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        if path.suffix in (".txt", ".html"):
            texts[path.stem] = path.read_text(encoding="utf-8")
        elif path.suffix == ".md" and path.name != "README.md":
            texts[path.stem] = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        elif path.suffix == ".jsonl":
            rows = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
            texts.update((row["id"], row["text"]) for row in rows)
    return texts


def find(text: str, words: str) -> Span | None:
    """Where the words stand in a text as the package has read it, however it kept white space; null where they do not."""
    pattern = r"\s+".join(re.escape(word) for word in words.split())
    found = re.search(pattern, text)
    return Span(start=found.start(), end=found.end()) if found else None


def covering(record: Mapping[str, Any], words: str) -> dict[str, Any] | None:
    """The statement of a `kg extract` record whose content covers most of the words, at least half; null where none does.

    Of two that cover them equally, the one with the shorter content: the inner one of "A said that B had said".
    """
    span = find(record["text"], words)
    if span is None:
        return None
    scored = [(_overlap(span, s["content"]), -_length(s["content"]), s) for s in record["statements"]]
    best = max(scored, key=lambda one: one[:2], default=None)
    return best[2] if best and 2 * best[0] >= span.end - span.start else None


def _overlap(span: Span, content: Iterable[Mapping[str, Any]]) -> int:
    return sum(max(0, min(span.end, part["end"]) - max(span.start, part["start"])) for part in content)


def _length(content: Iterable[Mapping[str, Any]]) -> int:
    return sum(part["end"] - part["start"] for part in content)
