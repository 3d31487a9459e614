"""Rules for furniture that is known by its shape, its place and its neighbours, not by a phrase: pure functions of a line."""

from __future__ import annotations

import re

from kg.furniture.lines import Line, attributes, is_name, is_sentence
from kg.furniture.phrases import alternatives

# --- labels: "READ MORE: …" -------------------------------------------------------

_MARKS = r"[\[(*•»>–—-]*\s?"
_LABELS = alternatives("labels")
_LABELLED = re.compile(rf"{_MARKS}({_LABELS})\s?[:|»›]\s?(.+)", re.IGNORECASE)
_LABEL_ALONE = re.compile(rf"{_MARKS}({_LABELS})\s?(\.{{3}}|…|[:|»›])?[\])*]*", re.IGNORECASE)
_TWEET = re.compile(r"pic\.twitter\.com|\(@\w+\)")
_COMMON = frozenset({"see", "more", "read", "watch", "listen", "also", "related", "pics", "pictures", "interactive"})
"""Labels too common to be furniture alone and without a mark."""
CAPTION_LENGTH = 500


def label(line: Line) -> bool:
    """A label in capitals takes its whole line; one in small letters not if a sentence follows in which somebody says something,
    and a common word ("More: …") not if any sentence follows. A tweet is somebody's words, whatever it begins with."""
    found = _LABELLED.fullmatch(line.text)
    if not found or len(line.text) > CAPTION_LENGTH or _TWEET.search(line.text):
        return False
    runs_on = is_sentence(line.text) and not line.text.endswith("?") and (attributes(line.text) or found[1].lower() in _COMMON)
    return found[1].isupper() or not runs_on


def label_alone(line: Line) -> bool:
    """A label without a text behind it: the headlines below it are its links."""
    found = _LABEL_ALONE.fullmatch(line.text)
    return found is not None and (found[2] is not None or found[1].lower() not in _COMMON)


# --- bylines ----------------------------------------------------------------------

_MEDIUM = re.compile(rf"\b(?:{alternatives('media')})\b", re.IGNORECASE)
_SMALL = frozenset(
    ("and", "for", "in", "at", "of", "to", "the", "with", "from", "chief", "political", "national", "senior", "special",
     "contributing", "deputy", "managing", "opinion", "desk")
)  # fmt: skip
"""Words that a job or a medium may have in small letters, besides the words of the section `media`."""
_BREAK = re.compile(r"\s*(?:,|\band\b|\bAND\b|&|/|\||•|;|\s[-–—]\s)\s*")
_BYLINE = re.compile(r"(?:(?:story|words|reported|written)\s)?by:?\s+(.{4,140})", re.IGNORECASE)
_SIGNED = re.compile(r"(.{4,40}?)\s*(?:,|/|\||•|\s[-–—])\s*(.{2,60})")
_INITIAL_AT_END = re.compile(r"\b(?:Jr|Sr|[A-Z])\.$")


def _affiliated(words: str) -> bool:
    """Whether a piece of a byline is a medium or a job: capitals and the small words of such lines."""
    tokens = words.split()
    fit = (token[0].isupper() or token in _SMALL or _MEDIUM.fullmatch(token) for token in tokens)
    return 0 < len(tokens) <= 8 and _MEDIUM.search(words) is not None and all(fit)


def byline(line: Line) -> bool:
    """ "By" and names, with media or jobs. A heading such as "By Popular Demand" has that shape too: without a medium or job
    only the head of an article, or a line in capitals, is a byline."""
    found = _BYLINE.fullmatch(line.text)
    if not found or is_sentence(_INITIAL_AT_END.sub("", line.text)):
        return False
    first, *rest = [part for part in _BREAK.split(found[1]) if part] or [""]
    named = is_name(first) and all(is_name(part) or _affiliated(part) for part in rest)
    placed = line.in_head or found[1].isupper() or any(map(_affiliated, rest))
    return (named and placed) or (line.in_head and not rest and _affiliated(first))


def signature(line: Line) -> bool:
    """A name and a medium or job ("Ann Bell / Daily Lark"), nothing else, at the head or the tail."""
    found = _SIGNED.fullmatch(line.text)
    placed = line.in_head or line.in_tail
    return found is not None and placed and is_name(found[1]) and _affiliated(found[2]) and not is_sentence(line.text)


def author(line: Line) -> bool:
    """The byline that the metadata has."""
    words = re.sub(r"^by\s+", "", line.text, flags=re.IGNORECASE).casefold()
    return line.in_head and len(line.author) > 3 and words == line.author.casefold()


# --- timestamps -------------------------------------------------------------------

_TIME_WORD = re.compile(
    r"\d[\d:./h-]*(?:st|nd|rd|th)?(?:[ap]m)?|[ap]\.?m|noon|midnight|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-z]*|"
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|[ecmpgb]?[sd]?t|utc|gmt|eastern|central|pacific|time|at|on|and|the|of|minutes?|mins?|hours?|"
    r"days?|weeks?|months?|years?|ago|read|last|first|originally|updated|published|posted|modified|[|•·–—-]",
    re.IGNORECASE,
)
_STAMP = re.compile(r"[-–—\s]*(?:last |first |originally )?(?:published|updated|posted|modified)\b", re.IGNORECASE)
_AGO = re.compile(r"(?:an?|\d+) (?:min(?:ute)?|hour|day|week|month|year)s? ago", re.IGNORECASE)


def timestamp(line: Line) -> bool:
    """ "Updated at 5:20 p.m. ET, Sept. 25, 2014" or "3 years ago", and not one word more."""
    tokens = (token.rstrip(":.") for token in re.sub(r"[,()]", " ", line.text).split())
    dated = _STAMP.match(line.text) and re.search(r"\d", line.text) and all(map(_TIME_WORD.fullmatch, tokens))
    return bool(dated) or _AGO.fullmatch(line.text) is not None


# --- pictures ---------------------------------------------------------------------

_CREDITED = re.compile(rf"(?:{alternatives('credits')})\.?", re.IGNORECASE)
_CREDIT_LENGTH = 200


def caption(line: Line) -> bool:
    """A line that ends in the credit of its picture. A line that begins with a quotation and says whose it is is no caption."""
    if len(line.text) > CAPTION_LENGTH or (line.text[0] in '“"‘«' and attributes(line.text)):
        return False
    return any(found.end() == len(line.text) for found in _CREDITED.finditer(line.text, max(0, len(line.text) - _CREDIT_LENGTH)))


# --- who else worked on it ------------------------------------------------------------

_HELPED = re.compile(alternatives("helpers"), re.IGNORECASE)
_PLAIN_HELP = re.compile(r"contributed\b.*\bto (?:this|the) (?:report|story|article|post|piece|column|dispatch)\b", re.IGNORECASE)
_NOTE_WORDS = frozenset(
    ("and", "by", "in", "from", "with", "for", "of", "the", "at", "to", "additional", "reporting", "reported", "writing",
     "editing", "edited", "files", "file", "a", "as", "well", "de", "van", "von",
     "other", "agencies", "wire", "services", "staff", "reporters", "news")
)  # fmt: skip
"""Words that such a note has in small letters; any other means a sentence."""
NOTE_LENGTH = 320


def contributors(line: Line) -> bool:
    """A note that names who else reported, wrote or edited; the loose forms only at the tail."""
    words = line.text.strip("-–—•⦁*_() \t\xa0").rstrip(".").rstrip(")")
    if len(words) > NOTE_LENGTH or re.search(r"[“”\"]", words) or not _HELPED.fullmatch(words):
        return False
    if "contributed" in words:
        return (line.in_tail or _PLAIN_HELP.search(words) is not None) and not attributes(words.rpartition("contributed")[2])
    named = all(token[0].isupper() or not token[0].isalpha() or token.rstrip(",;:.") in _NOTE_WORDS for token in words.split())
    return named or words.lower().startswith("this ")
