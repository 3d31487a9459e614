"""What is looked at, as HTML that needs nothing else: no script, no style sheet, no other host.

Every piece carries its own style, in colours that can be read on a light and on a dark page. What is shown comes from
articles and is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from kg.view.words import quoted, shortened, sure

if TYPE_CHECKING:
    from kg.view.pages import Actor, Article, Contradiction, Relation, Statement

COLOURS: Final = ("#cfe3f7", "#fde2b8", "#d7eccf", "#ead9f2", "#f8d7d3", "#d3efee", "#f3ebc0", "#e3dcd2")
"""Backgrounds for the words of different speakers; a ninth speaker gets the first again."""

RED: Final = "#c0392b"
PAGE: Final = "max-width:46em;line-height:1.55;font-family:Georgia,serif"
SMALL: Final = "opacity:.75;font-size:90%"


def article(found: Article) -> str:
    """The whole text with every statement's words coloured by speaker; hovering tells who, when, and who contradicts it."""
    colours = _colours(found.statements)
    head = f"<h3>{escape(found.title or found.id)}</h3>" + _small(found.outlet, found.published, found.author, found.id)
    return (
        f'<div style="{PAGE}">{head}{_text(found.text, 0, found.statements, colours)}{_legend(found.statements, colours)}</div>'
    )


def statement(found: Statement) -> str:
    """The words in their place, who said them, and what speaks against them."""
    colours = _colours([found])
    return (
        f'<div style="{PAGE}"><p><b>{escape(found.who())}</b></p>{_small(*_when_and_where(found))}'
        f"{_text(found.passage[1], found.passage[0], [found], colours)}{_relations(found.relations)}</div>"
    )


def actor(found: Actor) -> str:
    """Who it is, and a table of what they said and who contradicted it."""
    also = f"also {', '.join(found.aliases)}" if found.aliases else ""
    stands = f"can stand for {', '.join(found.represents)}" if found.represents else ""
    rows = "".join(
        f'<tr><td style="white-space:nowrap;text-align:left">{escape(said.said_on or "")}</td>'
        f'<td style="text-align:left">{escape(said.role or "")}</td>'
        f'<td style="text-align:left">{escape(said.outlet or said.article)}</td>'
        f'<td style="text-align:left">{escape(quoted(said.text))}{_relations(said.relations)}</td></tr>'
        for said in found.statements
    )
    head = "".join(f'<th style="text-align:left">{name}</th>' for name in ("day", "as", "in", "words"))
    kinds = ", ".join(name for name in found.types if name not in ("Actor", "Body"))
    return (
        f'<div style="max-width:60em"><h3>{escape(found.name)}</h3>{_small(kinds, also, stands)}'
        f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def contradiction(found: Contradiction) -> str:
    """Both statements side by side, each with its words in their place, and the reason under them."""
    colours = _colours([found.earlier, found.later])
    sides = "".join(
        f'<td style="vertical-align:top;text-align:left;width:50%;white-space:normal"><b>{escape(said.who())}</b>'
        f"{_small(*_when_and_where(said))}{_text(said.passage[1], said.passage[0], [said], colours)}</td>"
        for said in (found.earlier, found.later)
    )
    return (
        f'<div style="max-width:60em;line-height:1.5"><p><b style="color:{RED}">{escape(found.point)}</b></p>'
        f"<table><tbody><tr>{sides}</tr></tbody></table><p>{escape(found.rationale)}</p>"
        f"{_small(found.kind, found.type, f'confidence {sure(found.confidence)}')}</div>"
    )


def _text(text: str, offset: int, statements: Sequence[Statement], colours: Mapping[str, str]) -> str:
    """Text that begins at code point `offset` of its article, as paragraphs, with the words of the statements marked."""
    end = offset + len(text)
    spans = [
        (max(a, offset), min(b, end), part, said) for said in statements for part, a, b in said.words if a < end and b > offset
    ]
    cuts = sorted({offset, end, *(a for a, *_ in spans), *(b for _, b, *_ in spans)})
    out = []
    for a, b in pairwise(cuts):
        words = escape(text[a - offset : b - offset])
        over = sorted((span for span in spans if span[0] <= a and span[1] >= b), key=lambda span: span[1] - span[0])
        out.append(_marked(words, [(part, said) for *_, part, said in over], colours) if over and words.strip() else words)
    paragraphs = "".join(out).strip().split("\n\n")
    return "".join(f"<p>{paragraph.strip().replace(chr(10), '<br>')}</p>" for paragraph in paragraphs if paragraph.strip())


def _marked(words: str, over: Sequence[tuple[str, Statement]], colours: Mapping[str, str]) -> str:
    """Words under one or more statements: the innermost gives the colour, all of them tell who and when on hover."""
    part, said = over[0]
    style = f"background:{colours[said.name]};color:#1a1a1a" if part == "content" else "background:transparent;color:inherit"
    style += {"cue": ";font-style:italic", "source": ";font-weight:bold"}.get(part, "")
    if part == "content" and any(other.contradicted for which, other in over if which == "content"):
        style += f";border-bottom:2px solid {RED}"
    title = "\n\n".join(dict.fromkeys(_hover(other) for _, other in over))
    # A mark that runs over the end of a paragraph is closed before it and opened again behind it.
    opened, closed = f'<mark style="{style}" title="{_one_line(title)}">', "</mark>"
    return opened + words.replace("\n\n", f"{closed}\n\n{opened}") + closed


def _one_line(title: str) -> str:
    """What a `title` holds, escaped; its line ends are written out, so that nothing takes them for the text's."""
    return escape(title).replace("\n", "&#10;")


def _hover(said: Statement) -> str:
    lines = [
        said.who(),
        *([f"for {said.on_behalf_of}"] if said.on_behalf_of else []),
        ", ".join(filter(None, (said.said_on, said.kind))),
    ]
    for relation in said.relations:
        when = f", {relation.said_on}" if relation.said_on else ""
        lines.append(f"{_verb(relation)} {relation.name}{when}: {quoted(shortened(relation.text))}")
    return "\n".join(lines)


VERBS: Final = {
    "contradiction": ("contradicts", "is contradicted by"),
    "dispute": ("disputes", "is disputed by"),
    "agreement": ("agrees with", "is borne out by"),
    "retraction": ("takes back the words of", "is taken back by"),
    "qualification": ("narrows down the words of", "is narrowed down by"),
}
"""Kind of a relation to (what the later statement does, what is done to the earlier one)."""


def _verb(relation: Relation) -> str:
    return VERBS[relation.kind][not relation.answers]


def _relations(relations: Iterable[Relation]) -> str:
    """A line each: what it does to the other statement, and on which point."""
    out = ""
    for relation in relations:
        colour = RED if relation.opposes else "inherit"
        when = f", {escape(relation.said_on)}" if relation.said_on else ""
        out += (
            f'<div style="font-size:90%;margin-left:1em" title="{_one_line(relation.rationale)}"><span style="color:{colour}">'
            f"{escape(_verb(relation))}</span> {escape(relation.name)}{when}: {escape(quoted(shortened(relation.text)))}</div>"
        )
    return out


def _legend(statements: Sequence[Statement], colours: Mapping[str, str]) -> str:
    chips = " ".join(
        f'<span style="background:{colour};color:#1a1a1a;padding:0 .4em;white-space:nowrap">{escape(name)}</span>'
        for name, colour in colours.items()
    )
    against = sum(said.contradicted for said in statements)
    line = (
        f'<span style="border-bottom:2px solid {RED}">underlined</span>: contradicted by or contradicting ({against})'
        if against
        else ""
    )
    return f'<p style="font-size:90%">{chips} {line}</p>'


def _colours(statements: Sequence[Statement]) -> dict[str, str]:
    """Speaker's name to a background, in the order of the statements."""
    names = dict.fromkeys(said.name for said in statements)
    return {name: COLOURS[n % len(COLOURS)] for n, name in enumerate(names)}


def _when_and_where(said: Statement) -> tuple[str | None, ...]:
    day = said.said_on if said.precision in (None, "day") else f"{said.said_on} (to the {said.precision})"
    return day, said.outlet, said.article, f"{said.quote}, {said.kind}"


def _small(*parts: str | None) -> str:
    return f'<p style="{SMALL}">{" · ".join(escape(part) for part in parts if part)}</p>'
