"""The table of rules, in the order in which they are asked, and the walk through a text.

A line is furniture as a whole, or has furniture in it, or neither. The headline is never furniture, wherever it stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from kg.furniture import shapes
from kg.furniture.lines import Line, attributes, is_headline, is_name, lines_of
from kg.furniture.phrases import Phrases, phrases
from kg.model import Span

PROMPT_LENGTH = 320
"""Characters; a longer line is a paragraph, whatever it begins with."""
LIST_LENGTH = 12
"""Links below a label, at most."""
CLOSING_LIST = 3
"""Headlines in a row that make a list of links where nothing but the end follows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Decides whether a line is furniture."""

    name: str
    reason: str
    test: Callable[[Line], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stretch of furniture and why it is."""

    span: Span
    rule: str
    reason: str


SHAPES: tuple[Rule, ...] = (
    Rule(name="label", reason="a label points to another article, video or gallery", test=shapes.label),
    Rule(name="label-alone", reason="heads a list of links", test=shapes.label_alone),
    Rule(name="byline", reason="names who wrote the article", test=shapes.byline),
    Rule(name="signature", reason="a name with a medium or job, and no sentence", test=shapes.signature),
    Rule(name="author", reason="is the byline that the metadata has", test=shapes.author),
    Rule(name="timestamp", reason="says when the page was published or changed", test=shapes.timestamp),
    Rule(name="caption", reason="ends in a picture's credit", test=shapes.caption),
    Rule(name="contributors", reason="names who else worked on the article", test=shapes.contributors),
)


@cache
def line_rules() -> tuple[Rule, ...]:
    """All rules for whole lines: the phrases, then the shapes."""
    tests = {"whole": _is_whole, "prompt": _is_prompt}
    worded = (Rule(name=p.name, reason=p.reason, test=tests[p.kind](p)) for p in phrases() if p.kind in tests)
    return (*worded, *SHAPES)


def _is_whole(section: Phrases) -> Callable[[Line], bool]:
    return lambda line: any(pattern.fullmatch(line.text) for pattern in section.patterns)


def _is_prompt(section: Phrases) -> Callable[[Line], bool]:
    def test(line: Line) -> bool:
        begins = len(line.text) <= PROMPT_LENGTH and any(pattern.match(line.text) for pattern in section.patterns)
        return begins and not attributes(line.text)

    return test


def is_furniture(text: str) -> bool:
    """Whether a line by itself, as the first of an article, is furniture as a whole."""
    return any(rule.test(line) for line in lines_of(text)[:1] for rule in line_rules())


def explain(text: str, *, title: str = "", author: str = "") -> list[Found]:
    """The furniture of a text, sorted, apart, each stretch with the rule that knew it."""
    lines = lines_of(text, author)
    heading = _flat(title)
    verdicts = [None if heading and _flat(line.text) == heading else _verdict(line) for line in lines]
    _add_lists(lines, verdicts)
    whole = [
        Found(span=Span(start=line.start, end=line.end), rule=rule.name, reason=rule.reason)
        for line, rule in zip(lines, verdicts, strict=True)
        if rule
    ]
    inside = [found for line, rule in zip(lines, verdicts, strict=True) if not rule for found in _parts(line)]
    return _apart([*_blocks(text), *whole, *inside])


def _verdict(line: Line) -> Rule | None:
    return next((rule for rule in line_rules() if rule.test(line)), None)


def _add_lists(lines: tuple[Line, ...], verdicts: list[Rule | None]) -> None:
    """Adds to the verdicts the links below each label, and a list of headlines at the very end."""
    for start, rule in enumerate(verdicts):
        if rule is not None and rule.name == "label-alone":
            for i in range(start + 1, min(start + 1 + LIST_LENGTH, len(lines))):
                if verdicts[i] is not None or not LINK.test(lines[i]):
                    break
                verdicts[i] = LINK
    last = len(lines)
    while last and verdicts[last - 1] is not None:
        last -= 1
    first = last
    while first and verdicts[first - 1] is None and CLOSING.test(lines[first - 1]):
        first -= 1
    if CLOSING_LIST <= last - first <= len(lines) / 3:
        verdicts[first:last] = [CLOSING] * (last - first)


def _is_link(line: Line) -> bool:
    """Whether a line in a row of its like is a link: a headline of four words or more, not a name, a list item or a quotation."""
    words = line.text.split()
    plain = len(words) >= 4 and not re.match(r"[\"“‘'•*\-–—\d(]", line.text) and not re.search(r"[\d)%]$|:\s", line.text)
    return plain and is_headline(line.text) and not is_name(line.text.split(",")[0]) and not re.match(r"\w{1,4}\.", line.text)


LINK = Rule(name="link-in-list", reason="a headline right below a label", test=lambda line: is_headline(line.text))
CLOSING = Rule(name="closing-list", reason="one of the headlines that end the page", test=_is_link)


def _blocks(text: str) -> Iterator[Found]:
    for section in phrases():
        if section.kind == "block":
            yield from _matches(section, text, 0)


def _parts(line: Line) -> Iterator[Found]:
    for section in phrases():
        if section.kind == "part":
            yield from _matches(section, line.text, line.start)


def _matches(section: Phrases, text: str, offset: int) -> Iterator[Found]:
    for pattern in section.patterns:
        for match in pattern.finditer(text):
            start, end = match.span("it" if "it" in pattern.groupindex else 0)
            span = Span(start=offset + start, end=offset + end)
            yield Found(span=span, rule=section.name, reason=section.reason)


def _apart(found: list[Found]) -> list[Found]:
    """Sorted; of stretches that overlap, the one that starts first and is longest takes the others in."""
    apart: list[Found] = []
    for one in sorted(found, key=lambda f: (f.span.start, -f.span.end)):
        if apart and one.span.start < apart[-1].span.end:
            last = apart[-1]
            end = max(last.span.end, one.span.end)
            apart[-1] = Found(span=Span(start=last.span.start, end=end), rule=last.rule, reason=last.reason)
        else:
            apart.append(one)
    return apart


def _flat(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".")
