"""Asking: any SPARQL text, or one of the named queries that ship as `queries/*.rq`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pyoxigraph import Literal

from kg import codes
from kg.errors import QueryError
from kg.questions import NamedQuery, named, queries
from kg.store.answer import PREFIXES, Answer, put, render
from kg.store.base import Selection, Store, Term, plain
from kg.store.text import declared
from kg.store.values import READERS, Value, guessed

__all__ = ["READERS", "NamedQuery", "answer", "contradictions", "named", "queries", "records", "run", "table"]


def run(store: Store, text_or_name: str, /, **values: Value) -> Answer:
    """Ask a named query or any SPARQL text, with values for its parameters.

    A named query takes values in words: of an actor or an event an IRI or part of a name, of a date YYYY-MM-DD. Other SPARQL may
    use the prefixes of `kg.store.answer.PREFIXES` undeclared; its variables take terms, or Python and text values that look like
    an IRI, a date, a number or a truth value; other text is a plain literal. Raises `QueryError` for an unknown name, parameter
    or actor, and for SPARQL that does not parse.
    """
    given = {name: value for name, value in values.items() if value is not None}
    if _is_name(text_or_name):
        query = named(text_or_name)
        return put(store, query.text, _bound(store, query, given))
    whole = declared(text_or_name, PREFIXES)
    try:
        return put(store, whole, {name: guessed(value) for name, value in given.items()})
    except QueryError as error:
        added = len(whole) - len(text_or_name)  # declarations stand on the first line, before what the user wrote
        raise QueryError(re.sub(r"(?<= line 1, column )\d+", lambda at: str(int(at[0]) - added), str(error))) from error


def answer(
    store: Store,
    *,
    text: str | None = None,
    file: str | Path | None = None,
    name: str | None = None,
    parameters: Mapping[str, Value] | None = None,
    format: str = "table",
) -> str:
    """The answer to SPARQL text, to a file of it, or to a named query, written in one of `kg.store.answer.FORMATS`.

    Raises `QueryError` as `run` does and for a file that cannot be read, `UsageError` for a format that does not fit.
    """
    if name is not None:
        text = named(name).name
    elif file is not None:
        text = _read(Path(file))
    return render(run(store, text or "", **(parameters or {})), format)


def table(
    store: Store, text_or_name: str, parameters: Mapping[str, Value] | None = None
) -> tuple[tuple[str, ...], list[dict[str, Any]]]:
    """(column names, rows) with values of Python: numbers and truth values as such, all else as text, None where unbound."""
    found = run(store, text_or_name, **(parameters or {})).table()
    return found.variables, _rows(found)


def records(store: Store, text: str, **bindings: Term | Sequence[Term]) -> list[dict[str, Any]]:
    """The rows of a SELECT of the package's own, with values of Python as in `table`; each binding is a term, or several of
    which any may hold."""
    return _rows(store.select(text, bindings))


def contradictions(
    store: Store, *, by: Value = None, of: Value = None, since: Value = None, until: Value = None, rejected: bool = False
) -> list[dict[str, Any]]:
    """Who contradicted whom, surest first: the records of `kg contradictions --format json`.

    `by` is the actor of the later statement and `of` that of the earlier one, each an IRI or part of a name; the days bound the
    later statement. `rejected` also gives those that a person rejected. Raises `QueryError` for an actor that is not there.
    """
    shown = "yes" if rejected else None
    _, rows = table(store, "contradictions", {"by": by, "of": of, "since": since, "until": until, "rejected": shown})
    return [
        {
            "id": row["relation"],
            "earlier": _side(row, "earlier"),
            "later": _side(row, "later"),
            "type": codes.RELATION_TYPE.code(row["type"]),
            "relation": row["kind"],
            "point": row["point"],
            "rationale": row["rationale"],
            "confidence": float(row["confidence"]),
            "basis": codes.BASIS.code(row["basis"]),
            "review": codes.REVIEW_STATUS.code(row["status"]),
        }
        for row in rows
    ]


_SPARQL = re.compile(
    r"\s*(select|ask|construct|describe|base|prefix|insert|delete|load|clear|create|drop|add|move|copy|with)\b", re.I
)
"""How SPARQL begins. No question's name does."""


def _is_name(text: str) -> bool:
    """Whether this is a question's name: words and nothing else, and none that SPARQL begins with."""
    return bool(text.strip()) and not re.search(r"[^\w\s-]", text) and not _SPARQL.match(text)


def _bound(store: Store, query: NamedQuery, given: Mapping[str, Value]) -> dict[str, list[Term]]:
    known = {parameter.name: parameter for parameter in query.parameters}
    for name in given:
        if name not in known:
            takes = ", ".join(known) if known else "none"
            raise QueryError(f"the query {query.name} has no parameter {name!r}; it takes {takes}")
    bound = {}
    for name, parameter in known.items():
        value = given.get(name, parameter.default)
        if value is not None:
            bound[name] = READERS[parameter.type](store, value)
        elif parameter.required:
            raise QueryError(
                f"the query {query.name} needs {name}: {parameter.meaning} (a value of type {parameter.type}, "
                f"such as {parameter.example})"
            )
    return bound


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise QueryError(f"the query file {file} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"the query file {file} is not UTF-8 text") from error


def _side(row: Mapping[str, Any], side: str) -> dict[str, Any]:
    own = {name.removeprefix(f"{side}_"): value for name, value in row.items() if name.startswith(f"{side}_")}
    return {
        "statement": row[side],
        "article": own["article"],
        "outlet": own["outlet"],
        "actor": own["name"],
        "actor_iri": own["actor"],
        "role": own["role"],
        "said_on": own["said_on"],
        "text": own["text"],
        "cue_start": own["cue_start"],
        "cue_end": own["cue_end"],
    }


def _rows(found: Selection) -> list[dict[str, Any]]:
    return [dict(zip(found.variables, map(_python, row), strict=True)) for row in found]


def _python(term: Term | None) -> Any:
    """A number or a truth value for a literal of such a type, else text; None stays None."""
    if not isinstance(term, Literal):
        return plain(term)
    kind = term.datatype.value.rpartition("#")[2]
    return PYTHON.get(kind, str)(term.value)


PYTHON: Mapping[str, Any] = {
    "integer": int,
    "decimal": float,
    "double": float,
    "float": float,
    "boolean": lambda words: words == "true",
}
"""XML Schema type to what reads its lexical form."""
