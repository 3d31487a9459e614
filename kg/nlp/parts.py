"""Texts in parts, so that the memory of a reading does not grow with the length of a text, and the readings put together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from kg.model import Article, Attribution, Name, Reading, Token
from kg.nlp import tokens

MOST = 20_000
"""Tokens of a part, and of a batch of more than one: about 70 MB of the encoder's numbers."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """Some consecutive tokens of a text; nearly every text is one part."""

    article: Article
    spans: list[tuple[int, int]]
    """(start, end) of its tokens in the text."""
    last: bool
    """No part of the same text follows."""


def visible_tokens(article: Article) -> list[tuple[int, int]]:
    """Token spans of the text without its page furniture, which a model should not even see."""
    out: list[tuple[int, int]] = []
    at = 0
    for stop, resume in [*((f.start, f.end) for f in article.furniture), (len(article.text), len(article.text))]:
        out.extend((a + at, b + at) for a, b in tokens.spans(article.text[at:stop]))
        at = resume
    return out


def cut(article: Article, most: int = MOST) -> Iterator[Part]:
    """The parts of a text, at most `most` tokens each, ending with a paragraph where one ends in their second half."""
    spans = visible_tokens(article)
    breaks = tokens.breaks_before(article.text, spans) if len(spans) > most else []
    start = 0
    while len(spans) - start > most:
        end = next((i for i in range(start + most, start + most // 2, -1) if breaks[i]), start + most)
        yield Part(article=article, spans=spans[start:end], last=False)
        start = end
    yield Part(article=article, spans=spans[start:], last=True)


def batches(parts: Iterable[Part], together: int, most: int = MOST) -> Iterator[list[Part]]:
    """Parts in order, at most `together` in a batch, and no more tokens than `most` where there are several."""
    batch: list[Part] = []
    held = 0
    for part in parts:
        if batch and (len(batch) == together or held + len(part.spans) > most):
            yield batch
            batch, held = [], 0
        batch.append(part)
        held += len(part.spans)
    if batch:
        yield batch


def whole(read: Iterable[tuple[Part, Reading]]) -> Iterator[Reading]:
    """One reading a text, from those of its parts, in order."""
    waiting: list[Reading] = []
    for part, reading in read:
        waiting.append(reading)
        if part.last:
            yield waiting[0] if len(waiting) == 1 else _joined(waiting)
            waiting = []


def _joined(readings: Iterable[Reading]) -> Reading:
    """The readings of a text's parts as one: places of tokens are counted on, places in the text are right already."""
    words: list[Token] = []
    sentences: list[tuple[int, int]] = []
    names: list[Name] = []
    attributions: list[Attribution] = []
    for one in readings:
        n = len(words)
        words += (replace(t, head=t.head + n) for t in one.tokens)
        sentences += ((a + n, b + n) for a, b in one.sentences)
        names += (replace(name, first=name.first + n, end=name.end + n) for name in one.names)
        attributions += one.attributions
    return Reading(tokens=tuple(words), sentences=tuple(sentences), names=tuple(names), attributions=tuple(attributions))
