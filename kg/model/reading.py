"""What an article is, and what the reader finds in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Span:
    """A stretch of an article's text."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One news article as read from a file, untouched."""

    id: str
    """File stem or the record's own id; unique within a store."""
    text: str
    """The text that all offsets point into."""
    title: str = ""
    """Headline; empty where none is known. It may or may not stand in `text` as well."""
    published: date | None = None
    """Day of publication."""
    outlet: str = ""
    """Who published it."""
    url: str | None = None
    """Where it was published."""
    author: str = ""
    """Byline."""
    origin: str = ""
    """File (and line) it came from, for messages."""
    furniture: tuple[Span, ...] = ()
    """Parts of `text` that are page furniture, not the writer's words; sorted, apart. Set by the stage `segment`."""

    def words(self, span: Span) -> str:
        """The exact words of a span."""
        return self.text[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word or punctuation mark, split as in Universal Dependencies English."""

    start: int
    end: int
    form: str
    """The exact characters, `text[start:end]`."""
    lemma: str
    """Dictionary form, lower case."""
    upos: str
    """Universal part of speech."""
    xpos: str
    """Penn Treebank tag (VBD, NNPS …)."""
    head: int
    """Index of the head token; its own index for the root of a sentence."""
    relation: str
    """Universal Dependencies v2 relation to the head, subtype included (nsubj:pass)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name in the text."""

    first: int
    """Index of its first token."""
    end: int
    """One past its last token."""
    kind: str
    """person, organization, place or nationality."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Source, cue and content as the words of the text have them."""

    source: Span | None
    """Who is said to say it; null where the text names none."""
    cue: Span
    """The words that attribute ("said", "according to")."""
    content: tuple[Span, ...]
    """What is attributed, in text order; several fragments where the writer breaks in."""
    confidence: float = 1.0
    """Probability that this is an attribution, calibrated, 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the reader model sees in one article. Tokens in page furniture are left out."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    """(first, end) token positions of each sentence; together they cover all tokens."""
    names: tuple[Name, ...]
    attributions: tuple[Attribution, ...]
