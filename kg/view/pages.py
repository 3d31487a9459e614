"""An article, a statement, an actor or a contradiction, read out of a store for somebody to look at.

Each is a frozen value that shows itself in a notebook (`_repr_html_`) and on a terminal (`repr`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pyoxigraph import Literal, NamedNode

from kg.errors import QueryError
from kg.query import READERS, records
from kg.store.base import Store, own_query
from kg.view import html
from kg.view.words import quoted, shortened, spoken, sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How one statement bears on another, seen from the one."""

    iri: str
    kind: str
    """contradiction, dispute, agreement, retraction or qualification."""
    type: str
    """In what way, as words ("role reversal")."""
    point: str
    rationale: str
    confidence: float
    other: str
    """IRI of the other statement."""
    name: str
    """Who made the other statement."""
    said_on: str | None
    text: str
    answers: bool
    """Whether the one is the later of the two."""

    @property
    def opposes(self) -> bool:
        return self.kind in ("contradiction", "dispute")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What an article attributes to somebody."""

    iri: str
    article: str
    """Id of the article."""
    outlet: str | None
    actor: str | None
    """IRI of the speaker; None where it cannot be known."""
    name: str
    role: str | None
    on_behalf_of: str | None
    addressee: str | None
    said_on: str | None
    precision: str | None
    """How exact the day is: day, week, month or year."""
    kind: str
    quote: str
    act: str
    text: str
    confidence: float
    words: tuple[tuple[str, int, int], ...] = ()
    """(source, cue or content; first code point; one past the last), by place."""
    relations: tuple[Relation, ...] = ()
    """Surest first."""
    passage: tuple[int, str] = (0, "")
    """The part of the article around it: (first code point, text); only where the statement is looked at by itself."""

    @property
    def contradicted(self) -> bool:
        return any(relation.opposes for relation in self.relations)

    def who(self) -> str:
        """ "Ilona Verhane, Prime Minister" """
        return ", ".join(filter(None, (self.name, self.role)))

    def __repr__(self) -> str:
        return f"<{self.who()} · {self.said_on or 'no day'} · {self.outlet or self.article}: {quoted(shortened(self.text))}>"

    def _repr_html_(self) -> str:
        return html.statement(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article with what it attributes to whom."""

    iri: str
    id: str
    title: str
    published: str | None
    outlet: str | None
    author: str | None
    url: str | None
    text: str
    statements: tuple[Statement, ...]
    """By place in the text."""

    def __repr__(self) -> str:
        return f"<{self.id}: {self.title}; {self.outlet}, {self.published}; {len(self.statements)} attributions>"

    def _repr_html_(self) -> str:
        return html.article(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody with all their statements."""

    iri: str
    name: str
    aliases: tuple[str, ...]
    types: tuple[str, ...]
    """Names of its classes."""
    represents: tuple[str, ...]
    """Names of the bodies that it can stand for."""
    statements: tuple[Statement, ...]
    """By day."""

    def __repr__(self) -> str:
        against = sum(said.contradicted for said in self.statements)
        return f"<{self.name}: {len(self.statements)} attributions, {against} of them contradicted>"

    def _repr_html_(self) -> str:
        return html.actor(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two statements that clash (or agree), each with the words around it in its article."""

    iri: str
    kind: str
    type: str
    point: str
    rationale: str
    confidence: float
    earlier: Statement
    later: Statement

    def __repr__(self) -> str:
        return f"<{self.later.name} against {self.earlier.name} on {self.point}: {self.type}, {sure(self.confidence)}>"

    def _repr_html_(self) -> str:
        return html.contradiction(self)


def article(store: Store, which: str) -> Article:
    """The article of this IRI or id, or with these words in its id or headline. Raises QueryError where none or several fit."""
    heads = records(store, own_query("_view-articles"))
    head = _one(heads, which, ("article", "id", "title"), "article")
    node = NamedNode(head["article"])
    whole = records(store, own_query("_view-articles"), article=node, whole=Literal(True))[0]
    found = _statements(store, article=node)
    return Article(
        iri=head["article"], id=head["id"], title=head["title"] or "", published=head["published"], outlet=head["outlet"],
        author=head["author"], url=head["url"], text=whole["text"] or "", statements=tuple(sorted(found, key=_place)),
    )  # fmt: skip


def statement(store: Store, iri: str) -> Statement:
    """The statement of this IRI, with the words around it. Raises QueryError where there is none."""
    found = _statements(store, statement=NamedNode(iri), passage=True) if ":" in iri else []
    if not found:
        raise QueryError(f"the store has no statement {iri}")
    return found[0]


def actor(store: Store, who: str) -> Actor:
    """The actor of this IRI, or with these words in a name; of several the one with most to say. Raises QueryError where none
    fits."""
    nodes = [term for term in READERS["actor"](store, who) if isinstance(term, NamedNode)]
    heads = records(store, own_query("_view-actors"), actor=nodes)
    if not heads:
        raise QueryError(f"the store has no actor {who}")
    said = {head["actor"]: records(store, own_query("_view-said-by"), actor=NamedNode(head["actor"])) for head in heads}
    head = max(heads, key=lambda head: (len(said[head["actor"]]), head["actor"]))
    statements = _statements(store, statement=[NamedNode(row["statement"]) for row in said[head["actor"]]])
    lists = {part: tuple(sorted(filter(None, (head[part] or "").split("\n")))) for part in ("aliases", "types", "bodies")}
    return Actor(
        iri=head["actor"], name=head["name"], aliases=tuple(name for name in lists["aliases"] if name != head["name"]),
        types=lists["types"], represents=lists["bodies"], statements=tuple(statements),
    )  # fmt: skip


def contradiction(store: Store, which: str | Mapping[str, Any]) -> Contradiction:
    """The contradiction of this IRI, or of a record of `kg.contradictions`. Raises QueryError where there is none."""
    iri = which if isinstance(which, str) else str(which["id"])
    rows = records(store, own_query("_view-relations"), relation=NamedNode(iri)) if ":" in iri else []
    if not rows:
        raise QueryError(f"the store has no contradiction {iri}")
    later = next((row for row in rows if row["is_later"]), rows[0])
    relation = _relation(later)
    return Contradiction(
        iri=iri, kind=relation.kind, type=relation.type, point=relation.point, rationale=relation.rationale,
        confidence=relation.confidence, earlier=statement(store, later["other"]), later=statement(store, later["statement"]),
    )  # fmt: skip


def _statements(store: Store, *, passage: bool = False, **which: NamedNode | Sequence[NamedNode]) -> list[Statement]:
    rows = records(store, own_query("_view-statements"), **which)
    nodes = [NamedNode(iri) for iri in dict.fromkeys(row["statement"] for row in rows)]
    if not nodes:
        return []
    words: dict[str, list[tuple[str, int, int]]] = {}
    for row in records(store, own_query("_view-words"), statement=nodes):
        part = spoken(row["part"]).removesuffix(" mention")
        words.setdefault(row["statement"], []).append((part, row["start"], row["end"]))
    relations: dict[str, list[Relation]] = {}
    for row in records(store, own_query("_view-relations"), statement=nodes):
        relations.setdefault(row["statement"], []).append(_relation(row))
    once = {row["statement"]: row for row in reversed(rows)}  # a speaker with two roles gives two rows
    return [
        _statement(
            once[node.value], words.get(node.value, ()), relations.get(node.value, ()),
            _passage(store, once[node.value]["article"], words.get(node.value, ())) if passage else (0, ""),
        )
        for node in nodes
    ]  # fmt: skip


def _statement(
    row: Mapping[str, Any], words: Iterable[tuple[str, int, int]], relations: Iterable[Relation], passage: tuple[int, str]
) -> Statement:
    return Statement(
        iri=row["statement"], article=row["article_id"], outlet=row["outlet"], actor=row["actor"],
        name=row["name"] or "somebody unnamed", role=row["role"], on_behalf_of=row["on_behalf_of"], addressee=row["addressee"],
        said_on=row["said_on"], precision=row["precision"], kind=spoken(row["kind"]), quote=spoken(row["quote"]),
        act=spoken(row["act"]), text=row["text"], confidence=float(row["confidence"]),
        words=tuple(sorted(words, key=lambda word: word[1:])), relations=tuple(relations), passage=passage,
    )  # fmt: skip


def _relation(row: Mapping[str, Any]) -> Relation:
    return Relation(
        iri=row["relation"], kind=spoken(row["class"]), type=spoken(row["type"]), point=row["point"], rationale=row["rationale"],
        confidence=float(row["confidence"]), other=row["other"], name=row["other_name"] or "somebody unnamed",
        said_on=row["other_said_on"], text=row["other_text"], answers=bool(row["is_later"]),
    )  # fmt: skip


def _passage(store: Store, article_iri: str, words: Sequence[tuple[str, int, int]]) -> tuple[int, str]:
    """The lines of the article in which a statement stands, with one more on either side."""
    text = str(records(store, own_query("_view-articles"), article=NamedNode(article_iri), whole=Literal(True))[0]["text"] or "")
    start, end = min(word[1] for word in words), max(word[2] for word in words)
    first = text.rfind("\n", 0, max(text.rfind("\n", 0, start), 0)) + 1
    after = text.find("\n", end)
    last = text.find("\n", after + 1) if after >= 0 else -1
    return first, text[first : last if last >= 0 else len(text)]


def _place(said: Statement) -> tuple[int, str]:
    return min((word[1] for word in said.words), default=0), said.iri


def _one(rows: Sequence[Mapping[str, Any]], which: str, parts: tuple[str, ...], what: str) -> Mapping[str, Any]:
    """The one row that has these words in one of its parts, a whole part before a piece of one."""
    key = which.casefold().strip()
    whole = [row for row in rows if key in (str(row[part] or "").casefold() for part in parts)]
    fits = whole or [row for row in rows if key and any(key in str(row[part] or "").casefold() for part in parts[1:])]
    if len(fits) == 1:
        return fits[0]
    names = [str(row[parts[1]]) for row in (fits or rows)]
    near = names[:5] if fits else difflib.get_close_matches(key, names, n=3, cutoff=0.4)
    reason = f"{len(fits)} {what}s fit {which!r}" if fits else f"no {what} fits {which!r}"
    hint = f"did you mean {' or '.join(near)}?" if near else f"the store has {len(rows)}"
    raise QueryError(f"{reason}; {hint}")
