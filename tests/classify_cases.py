"""Reads the cases of tests/cases/classify/statements.txt: one sentence with its tree and one attribution.

A line holds number, form, lemma, universal and Penn tag, head, relation and a mark: S source, Q cue, C content, place for the
name of a place, and a full stop for nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kg.model import Article, Attribution, Cast, Name, Reading, Span, Token

PUBLISHED = date(2016, 10, 12)  # a Wednesday


def read(*sentences: str, published: date | None = PUBLISHED) -> tuple[Article, Reading]:
    """An article of these sentences and its reading, one attribution for each sentence that has a cue."""
    text, tokens, bounds, names, found = "", [], [], [], []
    for sentence in sentences:
        base, marks = len(tokens), []
        for line in sentence.splitlines():
            _, form, lemma, upos, xpos, head, relation, mark = line.split()
            start = len(text)
            text += form + " "
            at = base + int(head) - 1 if head != "0" else len(tokens)
            tokens.append(
                Token(
                    start=start, end=start + len(form), form=form, lemma=lemma, upos=upos, xpos=xpos, head=at, relation=relation
                )
            )
            marks.append(mark)
        bounds.append((base, len(tokens)))
        text += "\n\n"
        names += [Name(first=base + i, end=base + i + 1, kind="place") for i, m in enumerate(marks) if m == "place"]
        here = tokens[base:]
        if cue := runs(here, marks, "Q"):
            source = runs(here, marks, "S")
            found.append(Attribution(source=source[0] if source else None, cue=cue[0], content=tuple(runs(here, marks, "C"))))
    article = Article(id="a", text=text, published=published)
    return article, Reading(tokens=tuple(tokens), sentences=tuple(bounds), names=tuple(names), attributions=tuple(found))


def runs(tokens: Sequence[Token], marks: Sequence[str], wanted: str) -> list[Span]:
    """Spans of unbroken runs of one mark."""
    out: list[Span] = []
    for i, (token, mark) in enumerate(zip(tokens, marks, strict=True)):
        if mark == wanted:
            first = out.pop().start if i and marks[i - 1] == wanted else token.start
            out.append(Span(start=first, end=token.end))
    return out


def nobody(reading: Reading) -> Cast:
    """A cast without actors."""
    return Cast(actors=(), mentions=(), speakers=(None,) * len(reading.attributions), mandates=())
