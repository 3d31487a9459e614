"""Articles: the list, one with its statements highlighted in place, and one statement."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from kg.explorer.asking import Asking, iri, literal
from kg.explorer.page import Page, Query, not_found, part
from kg.explorer.pages.contradictions import in_context, mark
from kg.explorer.passages import Mark, stretches
from kg.explorer.things import opposed, statements

COUNTED: Final = 1000
"""What the query of the list counts at most."""


def listing(asking: Asking, query: Query) -> Page:
    """`/articles?outlet=&q=&page=`, the latest first."""
    words, outlet = query.get("q", "").strip(), iri(query.get("outlet", "").strip())
    rows = asking.rows("articles", outlet=outlet, part=literal(words.lower()) if words else None)
    shown = part(list(dict.fromkeys(row["article"] for row in rows)), query, "/articles", COUNTED)
    facts = {row["article"]: row for row in asking.rows("article", article=shown.shown)}
    counts = {row["article"]: int(row["statements"]) for row in asking.rows("article-counts", article=shown.shown)}
    return Page(
        template="articles.html",
        title="Articles",
        context={
            "words": words,
            "outlet": outlet.value if outlet else "",
            "outlets": asking.rows("outlets"),
            "part": shown,
            "articles": [facts[name] for name in shown.shown if name in facts],
            "counts": counts,
        },
    )


def article(asking: Asking, query: Query) -> Page:
    """`/article?iri=…`"""
    node = iri(query.get("iri", ""))
    facts = asking.rows("article", article=node) if node else []
    if not facts or node is None:
        return not_found("The graph holds no article of that name.")
    body = next((row["body"] for row in asking.rows("bodies", article=node)), None)
    names = [row["statement"] for row in asking.rows("article-statements", article=node)]
    marks = [mark(row) for row in asking.rows("mentions", statement=names)]
    first = {name: min((one.start for one in marks if one.of == name), default=0) for name in names}
    found = statements(asking, sorted(names, key=lambda name: (first[name], name)))
    return Page(
        template="article.html",
        title=facts[0]["headline"] or facts[0]["identifier"] or "An article",
        thing=node.value,
        context={
            "facts": facts[0],
            "pieces": pieces(body, marks, list(found)) if body is not None else None,
            "statements": list(found.values()),
            "opposed": opposed(asking, found),
        },
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of an article's text: whose content it is part of, and which statements are met here first."""

    text: str
    numbers: tuple[int, ...]
    begins: tuple[int, ...]


def pieces(body: str, marks: Iterable[Mark], order: Sequence[str]) -> list[Piece]:
    """The text with the contents of its statements, which are numbered from 1 in `order`."""
    number = {name: at for at, name in enumerate(order, 1)}
    met: set[int] = set()
    made = []
    for one in stretches(body, [one for one in marks if one.part == "content" and one.of in number]):
        begins = tuple(dict.fromkeys(number[own.of] for own in one.begins if number[own.of] not in met))
        met.update(begins)
        made.append(Piece(one.text, tuple(dict.fromkeys(number[own.of] for own in one.marks)), begins))
    return made


def statement(asking: Asking, query: Query) -> Page:
    """`/statement?iri=…`"""
    node = iri(query.get("iri", ""))
    said = next(iter(statements(asking, [node.value]).values()), None) if node else None
    if said is None:
        return not_found("The graph holds no statement of that name.")
    passages, whole = in_context(asking, [said])[said.iri]
    return Page(
        template="statement.html",
        title=f"{said.speaker.name if said.speaker else 'Somebody unnamed'}: {said.text[:80]}",
        thing=said.iri,
        context={
            "said": said,
            "passages": passages,
            "whole": whole,
            "claims": asking.rows("claims", statement=said.iri),
            "opposed": opposed(asking, [said.iri])[said.iri],
        },
    )
