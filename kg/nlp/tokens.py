"""Text to tokens with offsets, and tokens to the word pieces that the encoder reads.

Tokens follow the splitting of Universal Dependencies English (clitics and hyphens stand apart, abbreviations keep their
full stop), so that the parser sees at run time what it saw in training. Offsets are code points into the text, end exclusive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

ABBREVIATIONS = [
    "Mr",
    "Mrs",
    "Ms",
    "Messrs",
    "Dr",
    "Prof",
    "Rev",
    "Hon",
    "Sen",
    "Sens",
    "Rep",
    "Reps",
    "Gov",
    "Govs",
    "Pres",
    "Sec",
    "Gen",
    "Adm",
    "Col",
    "Lt",
    "Maj",
    "Capt",
    "Cmdr",
    "Cpl",
    "Sgt",
    "Supt",
    "Det",
    "Amb",
    "St",
    "Jr",
    "Sr",
    "Inc",
    "Corp",
    "Co",
    "Ltd",
    "Bros",
    "No",
    "vs",
    "Jan",
    "Feb",
    "Mar",
    "Apr",
    "Jun",
    "Jul",
    "Aug",
    "Sept",
    "Sep",
    "Oct",
    "Nov",
    "Dec",
    "Ala",
    "Ariz",
    "Ark",
    "Calif",
    "Colo",
    "Conn",
    "Del",
    "Fla",
    "Ga",
    "Ill",
    "Ind",
    "Kan",
    "Ky",
    "La",
    "Mass",
    "Mich",
    "Minn",
    "Miss",
    "Mo",
    "Mont",
    "Neb",
    "Nev",
    "Okla",
    "Ore",
    "Pa",
    "Tenn",
    "Tex",
    "Va",
    "Vt",
    "Wash",
    "Wis",
    "Wyo",
    "Ont",
    "Que",
    "etc",
    "approx",
    "dept",
    "est",
]

# Alternatives are tried in order; the last one takes any single visible character, so that nothing is ever lost.
_TOKEN = re.compile(
    r"https?://\S+|www\.\S+"
    r"|[\w.+-]+@[\w-]+\.[\w.]*\w"
    r"|[@#]\w+"
    r"|(?:[^\W\d_]\.){2,}"
    rf"|(?:{'|'.join(sorted(ABBREVIATIONS, key=len, reverse=True))})\.(?=\s|,|$)"
    r"|[A-Z]\.(?=\s+[A-Z])"
    r"|\d+(?:st|nd|rd|th|s)\b"
    r"|\d+(?:[.,:/]\d+)*"
    r"|[nN]['’][tT]\b"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|[^\W_]+?(?=[nN]['’][tT]\b)"
    r"|[^\W_]+(?:['’](?!(?:s|re|ve|ll|d|m)\b)[^\W_]+)*"
    r"|\.{2,}|-{2,}|_+"
    r"|\S",
    re.IGNORECASE,
)

CASES = 6
"""Case classes of a token: 0 lower, 1 Title, 2 UPPER, 3 mixed, 4 has a digit, 5 no letter."""

PARAGRAPH_PIECE = "[unused1]"
MAX_PIECES = 8
"""A token contributes at most this many word pieces (a web address would fill a window)."""


def spans(text: str) -> list[tuple[int, int]]:
    """The tokens of `text` as (start, end); every character that is not white space lies in exactly one."""
    return [m.span() for m in _TOKEN.finditer(text)]


@lru_cache(maxsize=50_000)
def case_of(form: str) -> int:
    """Case class of a token form, see `CASES`."""
    if any(c.isdigit() for c in form):
        return 4
    letters = [c for c in form if c.isalpha()]
    if not letters:
        return 5
    if all(c.islower() for c in letters):
        return 0
    if all(c.isupper() for c in letters):
        return 2 if len(letters) > 1 else 1
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return 1
    return 3


def special(wordpieces: Tokenizer, name: str) -> int:
    """Id of a special piece; ModelError where the vocabulary lacks it."""
    found = wordpieces.token_to_id(name)
    if found is None:
        raise ModelError(f"the vocabulary of the reader has no {name}")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """Word pieces of one article, without special tokens at the ends."""

    ids: list[int]
    """Vocabulary ids; a paragraph break is a piece of its own."""
    cases: list[int]
    """Case class of the token each piece belongs to."""
    first: list[int]
    """For each token, the index of its first piece."""
    breaks: list[bool]
    """For each token, whether a paragraph piece stands before its first piece."""


@cache
def tokenizer(path: Path) -> Tokenizer:
    """The word-piece tokenizer of a weights folder (`tokenizer.json`)."""
    from tokenizers import Tokenizer  # 40 ms: only those who read articles pay for it

    made = Tokenizer.from_file(str(path))
    made.no_padding()
    made.no_truncation()
    return made


def pieces(forms: Sequence[str], breaks: Sequence[bool], wordpieces: Tokenizer) -> Pieces:
    """Word pieces of a token sequence; `breaks[i]` says that a line break stands before token i."""
    encoded = wordpieces.encode(list(forms), is_pretokenized=True, add_special_tokens=False)
    of_word: list[list[int]] = [[] for _ in forms]
    for piece, word in zip(encoded.ids, encoded.word_ids, strict=True):
        if word is not None and len(of_word[word]) < MAX_PIECES:
            of_word[word].append(piece)
    unknown, paragraph = (special(wordpieces, name) for name in ("[UNK]", PARAGRAPH_PIECE))
    ids: list[int] = []
    cases: list[int] = []
    first: list[int] = []
    for form, found, broken in zip(forms, of_word, breaks, strict=True):
        if broken:
            ids.append(paragraph)
            cases.append(5)
        first.append(len(ids))
        ids.extend(found or [unknown])
        cases.extend([case_of(form)] * max(1, len(found)))
    return Pieces(ids=ids, cases=cases, first=first, breaks=list(breaks))


def breaks_before(text: str, tokens: Sequence[tuple[int, int]]) -> list[bool]:
    """Whether a line break stands between each token and the one before it (true for the first)."""
    out, last = [], 0
    for start, end in tokens:
        gap = text[last:start]
        out.append(last == 0 or "\n" in gap or "\r" in gap)
        last = end
    return out
