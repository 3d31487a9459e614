"""One article's reading, with the look-ups that every step of the resolution needs: sentences, trees, quotations."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from kg.model import Article, Reading, Span, Token

_OPEN, _CLOSE = "“«", "”»"


class Page:
    """An article with its reading; token positions are indices into `reading.tokens`."""

    def __init__(self, article: Article, reading: Reading) -> None:
        self.article = article
        self.tokens: tuple[Token, ...] = reading.tokens
        self.reading = reading

    def words(self, first: int, end: int) -> str:
        """The exact words of a run of tokens, with single spaces; empty for an empty run."""
        if first >= end:
            return ""
        return " ".join(self.article.text[self.tokens[first].start : self.tokens[end - 1].end].split())

    def lower(self, i: int) -> str:
        """A token's form in lower case; empty outside the text."""
        return self._forms[i] if 0 <= i < len(self.tokens) else ""

    @cached_property
    def _forms(self) -> tuple[str, ...]:
        return tuple(t.form.casefold() for t in self.tokens)

    @cached_property
    def sentence(self) -> tuple[int, ...]:
        """Number of its sentence for each token."""
        made = [0] * len(self.tokens)
        for number, (first, end) in enumerate(self.reading.sentences):
            made[first:end] = [number] * (end - first)
        return tuple(made)

    def bounds(self, i: int) -> tuple[int, int]:
        """First token and end of a token's sentence."""
        return self.reading.sentences[self.sentence[i]]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Dependents of each token, in order."""
        made: list[list[int]] = [[] for _ in self.tokens]
        for i, token in enumerate(self.tokens):
            if token.head != i and 0 <= token.head < len(made):
                made[token.head].append(i)
        return tuple(tuple(c) for c in made)

    def child(self, i: int, *relations: str) -> int | None:
        """The first dependent with one of these relations, subtypes included."""
        return next((c for c in self.children[i] if self.tokens[c].relation.split(":")[0] in relations), None)

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """First code point of each token."""
        return tuple(t.start for t in self.tokens)

    def inside(self, span: Span) -> range:
        """Tokens that lie in a span of the text, those it cuts included."""
        first = max(0, bisect_right(self.starts, span.start) - 1)
        while first < len(self.tokens) and self.tokens[first].end <= span.start:
            first += 1
        end = first
        while end < len(self.tokens) and self.tokens[end].start < span.end:
            end += 1
        return range(first, end)

    @cached_property
    def quoted(self) -> tuple[bool, ...]:
        """Whether each token stands between quotation marks; an unclosed mark reaches to the end of its paragraph."""
        inside = bytearray(len(self.article.text) + 1)
        for paragraph in re.finditer(r"[^\n]+", self.article.text):
            opened: int | None = None
            for i in range(*paragraph.span()):
                mark = self.article.text[i]
                if mark in _OPEN or (mark == '"' and opened is None):
                    opened = i
                elif opened is not None and (mark in _CLOSE or mark == '"'):
                    inside[opened:i] = b"\1" * (i - opened)
                    opened = None
            if opened is not None:
                inside[opened : paragraph.end()] = b"\1" * (paragraph.end() - opened)
        return tuple(bool(inside[t.start]) for t in self.tokens)

    @cached_property
    def paragraph(self) -> tuple[int, ...]:
        """Number of its paragraph for each token."""
        breaks = [m.start() for m in re.finditer(r"\n+", self.article.text)]
        return tuple(bisect_right(breaks, t.start) for t in self.tokens)

    def is_subject(self, i: int) -> bool:
        """Whether a token is the subject of a clause."""
        return self.tokens[i].relation.split(":")[0] in ("nsubj", "csubj")

    @cached_property
    def common(self) -> frozenset[str]:
        """Nouns that the text also writes in lower case, and so are no names."""
        return frozenset(t.form for t in self.tokens if t.upos == "NOUN" and t.form.islower())

    def span_head(self, first: int, end: int) -> int:
        """The token of a run that hangs on a token outside it; the first content word where the tree does not tell."""
        outside = [i for i in range(first, end) if not first <= self.tokens[i].head < end or self.tokens[i].head == i]
        content = [i for i in outside if self.tokens[i].upos not in ("PUNCT", "ADP", "DET", "CCONJ", "ADV", "SCONJ")]
        nominal = [i for i in content if self.tokens[i].upos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ")]
        best = (nominal or content or outside or [first])[0]
        # Two subjects in a row are one phrase that the tree did not join ("the Doe campaign").
        while (
            best + 1 in nominal and self.tokens[best + 1].upos == "NOUN" and self.tokens[best + 1].head == self.tokens[best].head
        ):
            best += 1
        return best

    def sentence_start(self, i: int) -> bool:
        """Whether a token opens its sentence, so that its capital letter says nothing."""
        return self.bounds(i)[0] == i
