"""What must be known of a query's text before an engine sees it: its form, and where bound values go.

Values are bound by SPARQL itself: a `VALUES` block is set at the start of the outermost group pattern, so that a value
means the same on every engine, in joins and in filters of that group, and so that several values may be given for one
variable. Terms are written by the library's own N-Triples writer, which escapes them; nothing is pasted into a string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.errors import QueryError
from kg.store.base import Bindings, Term

FORMS = ("SELECT", "ASK", "CONSTRUCT", "DESCRIBE")
UPDATES = ("INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH")

_TOKEN = re.compile(
    r"""
    (?P<skip>\#[^\n\r]*|\s+)
  | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
  | (?P<string>\"{3}(?:\\.|\"{1,2}(?!\")|[^"\\])*\"{3} | '{3}(?:\\.|'{1,2}(?!')|[^'\\])*'{3}
             | "(?:\\.|[^"\\\n\r])*" | '(?:\\.|[^'\\\n\r])*')
  | (?P<variable>[?$]\w+)
  | (?P<name>[\w.-]*:(?:[\w.:-]|%[0-9A-Fa-f]{2}|\\[_~.!$&'()*+,;=/?\#@%-])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, mark, name, IRI or string of SPARQL, and where it stands."""

    kind: str
    text: str
    start: int
    end: int


def tokens_of(query: str) -> Iterator[Token]:
    """The tokens of a query or an update, without comments and white space."""
    for match in _TOKEN.finditer(query):
        if match.lastgroup and match.lastgroup != "skip":
            yield Token(match.lastgroup, match.group(), match.start(), match.end())


def form(query: str) -> str:
    """SELECT, ASK, CONSTRUCT or DESCRIBE.

    Raises `QueryError` for an update and for text that is no query at all.
    """
    prologue = False
    for token in tokens_of(query):
        word = token.text.upper()
        if token.kind == "word" and word in FORMS:
            return word
        if token.kind == "word" and word in UPDATES:
            raise QueryError(f"{word} changes the store and is no query; a query begins with {', '.join(FORMS)}")
        prologue = prologue or word in ("PREFIX", "BASE")
        if not prologue:
            raise QueryError(f"not SPARQL: {_shown(token.text)} at the start; a query begins with {', '.join(FORMS)}")
    raise QueryError(f"the query is empty; a query begins with {', '.join(FORMS)}")


def expect(query: str, *wanted: str) -> None:
    """Raise `QueryError` unless the query is of one of the wanted forms."""
    found = form(query)
    if found not in wanted:
        raise QueryError(f"this is a {found} query; {' or '.join(wanted)} was expected here")


def ends_open(update: str) -> bool:
    """Whether a `;` must stand before another operation can follow this update."""
    tokens = list(tokens_of(update))
    return bool(tokens) and tokens[-1].text != ";"


def only_inserts_data(update: str) -> bool:
    """Whether an update does nothing but `INSERT DATA`."""
    depth = 0
    words = []
    for token in tokens_of(update):
        depth += (token.text == "{") - (token.text == "}")
        if depth == 0 and token.kind == "word":
            words.append(token.text.upper())
    done = [word for word in words if word not in ("PREFIX", "BASE")]
    return bool(done) and set(zip(done[::2], done[1::2], strict=False)) == {("INSERT", "DATA")} and len(done) % 2 == 0


def all_variables(query: str) -> tuple[str, ...]:
    """The variables of a `SELECT *` as they come in the text; none for a query that names its columns."""
    tokens = list(tokens_of(query))
    start = next((n for n, token in enumerate(tokens) if token.kind == "word" and token.text.upper() in FORMS), len(tokens))
    head = [token.text.upper() for token in tokens[start : start + 3]]
    if head[:1] != ["SELECT"] or "*" not in head[1:]:
        return ()
    return tuple(dict.fromkeys(token.text[1:] for token in tokens if token.kind == "variable"))


def declared(query: str, prefixes: Mapping[str, str]) -> str:
    """The query with a declaration of each of these prefixes that it uses and does not declare.

    They stand before everything, on the first line, so that a message names the lines of the text that somebody wrote.
    """
    tokens = list(tokens_of(query))
    own = {b.text for a, b in pairwise(tokens) if a.kind == "word" and a.text.upper() == "PREFIX"}
    used = {token.text.partition(":")[0] for token in tokens if token.kind == "name"}
    return "".join(f"PREFIX {p}: <{prefixes[p]}> " for p in sorted(used & prefixes.keys()) if f"{p}:" not in own) + query


def bind(query: str, bindings: Bindings | None) -> str:
    """The query with these variables bound to these values.

    Raises `QueryError` where the query does not use a variable, a value is no RDF term or a blank node (which names
    nothing outside its store), or the query has no group pattern to bind in.
    """
    if not bindings:
        return query
    tokens = list(tokens_of(query))
    used = {token.text[1:] for token in tokens if token.kind == "variable"}
    for name in bindings:
        if name not in used:
            raise QueryError(f"the query has no variable ?{name}; it has {', '.join('?' + n for n in sorted(used)) or 'none'}")
    values = " ".join(_values(name, value) for name, value in bindings.items())
    opening, closing = _outer_group(tokens)
    inside = tokens[opening + 1]
    start, end = tokens[opening].end, tokens[closing].start
    if inside.kind == "word" and inside.text.upper() == "SELECT":  # a subquery may share its braces with nothing
        return f"{query[:start]} {values} {{{query[start:end]}}} {query[end:]}"
    return f"{query[:start]} {values} {query[start:]}"


def _values(name: str, value: Term | Sequence[Term]) -> str:
    terms = [value] if isinstance(value, NamedNode | BlankNode | Literal | Triple) else list(value)
    for term in terms:
        if not isinstance(term, NamedNode | Literal):
            raise QueryError(f"?{name} can be bound to an IRI or a literal, not to {_shown(str(term))}")
    return f"VALUES ?{name} {{ {' '.join(map(str, terms))} }}"


def _outer_group(tokens: list[Token]) -> tuple[int, int]:
    """Positions of the braces of the outermost group pattern."""
    braces = 0
    brackets = 0
    opening = -1
    for at, token in enumerate(tokens):
        if token.kind != "mark":
            continue
        brackets += (token.text == "(") - (token.text == ")")
        if token.text == "{" and brackets == 0:
            braces += 1
            if braces == 1:
                opening = at
        elif token.text == "}" and brackets == 0:
            braces -= 1
            if braces == 0 and not _is_template(tokens, opening):
                return opening, at
    raise QueryError("values can be bound only in a query with a WHERE { … } of its own (CONSTRUCT in its long form)")


def _is_template(tokens: list[Token], opening: int) -> bool:
    """Whether this brace opens a CONSTRUCT template (or, in the short form, stands for both template and pattern)."""
    at = next((n for n, t in enumerate(tokens) if t.kind == "word" and t.text.upper() in FORMS), opening)
    between = tokens[at:opening]
    return tokens[at].text.upper() == "CONSTRUCT" and not any(t.kind == "mark" and t.text == "{" for t in between)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:39] + "…")
