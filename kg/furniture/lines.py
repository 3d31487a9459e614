"""A text as lines that know their neighbours, and the small questions that rules ask of a line."""

from __future__ import annotations

import re
from dataclasses import dataclass

ZONE = 8
"""Lines at either end of an article that count as its head and its tail."""

_LINE = re.compile(r"[^\r\n\v\f\x85\u2028\u2029]+")
_EDGE = " \t\xa0\u200b\u200e\u200f\u202f\u2060\u3000\ufeff"
"""What may stand at either end of a line without being seen."""

_SAID = re.compile(
    r"\b(?:said|says?|saying|told|tells?|added|adds|asked|asks|wrote|writes|insist(?:s|ed)|claim(?:s|ed)|argue[sd]|warn(?:s|ed)|"
    r"announce[sd]|according to|stated|replied|responded|explained|continued|noted|joked|urged|recalled|tweeted|declared|"
    r"testified|denied|denies)\b",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.!?…][\"”’'»)\]]*$")
_PARTICLES = frozenset(
    ("de", "del", "der", "den", "di", "da", "dos", "du", "la", "le", "van", "von", "bin", "ibn", "al", "el", "ter", "y")
)
_NAME_WORD = re.compile(r"[^\W\d_][\w’'.-]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line that is not blank, without the white space around it."""

    start: int
    """Code point of its first character."""
    text: str
    index: int
    """Its place among the article's lines that are not blank, from 0."""
    count: int
    """How many of them there are."""
    before: str = ""
    """The line above that is not blank; empty at the top."""
    after: str = ""
    """The line below that is not blank; empty at the bottom."""
    author: str = ""
    """The article's byline, where it is known."""

    @property
    def end(self) -> int:
        """One past its last code point."""
        return self.start + len(self.text)

    @property
    def in_head(self) -> bool:
        """Whether it is one of the first lines."""
        return self.index < ZONE

    @property
    def in_tail(self) -> bool:
        """Whether it is one of the last lines."""
        return self.count - self.index <= ZONE


def lines_of(text: str, author: str = "") -> tuple[Line, ...]:
    """The lines of a text that are not blank."""
    found = [
        (m.start() + len(m[0]) - len(m[0].lstrip(_EDGE)), words) for m in _LINE.finditer(text) if (words := m[0].strip(_EDGE))
    ]
    near = ["", *(words for _, words in found), ""]
    return tuple(
        Line(start=start, text=line, index=i, count=len(found), before=near[i], after=near[i + 2], author=author)
        for i, (start, line) in enumerate(found)
    )


def attributes(text: str) -> bool:
    """Whether the words say that somebody said something."""
    return bool(_SAID.search(text))


def is_sentence(text: str) -> bool:
    """Whether it ends like a sentence."""
    return bool(_STOP.search(text))


def is_headline(text: str) -> bool:
    """Whether it could be a link to another article: a few words without a full stop, or a question."""
    return 3 <= len(text.split()) <= 22 and (not _STOP.search(text) or text.endswith("?")) and text[-1] not in ":;,"


def is_name(text: str) -> bool:
    """Whether it has the shape of a person's full name: two to five words in capitals, particles aside."""
    words = text.split()
    return (
        2 <= len(words) <= 5
        and all(_NAME_WORD.match(word) and (word[0].isupper() or word in _PARTICLES) for word in words)
        and words[0][0].isupper()
        and len(words[-1].rstrip(".")) > 1
        and not _LEADS_NO_NAME.match(words[0])
    )


_LEADS_NO_NAME = re.compile(
    r"(?:the|an?|all|any|every|each|no|our|their|his|her|its|this|that|these|those|some|most|both|what|how|why|when)$",
    re.IGNORECASE,
)
