"""Asking: any SPARQL text, or one of the named queries that ship as `queries/*.rq`."""

from __future__ import annotations

import difflib
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pyoxigraph import Literal

from kg import codes
from kg.errors import QueryError
from kg.store.answer import PREFIXES, Answer, put, render
from kg.store.base import QUERIES, Store, Term, plain
from kg.store.text import declared
from kg.store.values import READERS, Value, guessed


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something that a named query asks for."""

    name: str
    """The variable's name, without the question mark."""
    type: str
    """actor, event, date, text, integer, decimal or iri."""
    required: bool
    default: str | None
    """Value where none is given; None leaves it open."""
    meaning: str
    example: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedQuery:
    """A query that ships with the package."""

    name: str
    title: str
    description: str
    question: int | None
    """Number of the competency question that it answers, if it is one."""
    parameters: tuple[Parameter, ...]
    text: str
    """The SPARQL, header comments included."""


@cache
def queries() -> tuple[NamedQuery, ...]:
    """All named queries, sorted by name."""
    return tuple(_parse(path.stem, path.read_text("utf-8")) for path in sorted(QUERIES.glob("[!_]*.rq")))


def named(name: str) -> NamedQuery:
    """The query of that name. Raises `QueryError` that suggests near names."""
    known = {query.name: query for query in queries()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join(known)}"
    raise QueryError(f"there is no named query {name!r}; {hint}")


def run(store: Store, text_or_name: str, /, **values: Value) -> Answer:
    """Ask a named query or any SPARQL text, with values for its parameters.

    A named query takes values in words: of an actor or an event an IRI or part of a name, of a date YYYY-MM-DD. Other SPARQL may
    use the prefixes of `kg.store.answer.PREFIXES` undeclared; its variables take terms, or Python and text values that look like
    an IRI, a date, a number or a truth value; other text is a plain literal. Raises `QueryError` for an unknown name, parameter
    or actor, and for SPARQL that does not parse.
    """
    given = {name: value for name, value in values.items() if value is not None}
    if re.fullmatch(r"[\w-]+", text_or_name.strip()):
        query = named(text_or_name.strip())
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
    return found.variables, [dict(zip(found.variables, map(_python, row), strict=True)) for row in found]


def contradictions(
    store: Store, *, by: Value = None, of: Value = None, since: Value = None, until: Value = None
) -> list[dict[str, Any]]:
    """Who contradicted whom, surest first: the records of `kg contradictions --format json`.

    `by` is the actor of the later statement and `of` that of the earlier one, each an IRI or part of a name; the days bound the
    later statement. Raises `QueryError` for an actor that is not there.
    """
    _, rows = table(store, "contradictions", {"by": by, "of": of, "since": since, "until": until})
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
        }
        for row in rows
    ]


def menu() -> str:
    """The named queries with what they tell and what they take, for reading; the competency questions first."""
    lines = ["Ask with: kg query --name NAME [--set PARAMETER=VALUE]… (part of a name is enough for an actor or an event)", ""]
    wide = max(len(query.name) for query in queries())
    for query in sorted(queries(), key=lambda query: (query.question is None, query.name)):
        lines.append(f"{query.name:<{wide}}  {query.title}")
        shown = [(f"--set {p.name}={shlex.quote(p.example)}", f"{p.meaning}{_need(p)}") for p in query.parameters]
        column = max((len(setting) for setting, _ in shown), default=0)
        lines += [f"{'':<{wide}}    {setting:<{column}}  {meaning}" for setting, meaning in shown]
    return "\n".join(lines) + "\n"


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


def _parse(name: str, text: str) -> NamedQuery:
    """A query from its header: `# title:`, `# question:`, `# about:` and one `# parameter:` line for each parameter, of the
    form `name | type | required, optional or a default | meaning | example`."""
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        header = re.fullmatch(r"# (title|question|about|parameter): (.*)", line)
        if header:
            fields.setdefault(header[1], []).append(header[2].strip())
    parameters = []
    for line in fields.get("parameter", []):
        variable, kind, need, meaning, example = (part.strip() for part in line.split("|"))
        default = None if need in ("required", "optional") else need
        parameters.append(
            Parameter(name=variable, type=kind, required=need == "required", default=default, meaning=meaning, example=example)
        )
    return NamedQuery(
        name=name,
        title=fields["title"][0],
        description=" ".join(fields.get("about", [])),
        question=int(fields["question"][0]) if "question" in fields else None,
        parameters=tuple(parameters),
        text=text,
    )


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise QueryError(f"the query file {file} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise QueryError(f"the query file {file} is not UTF-8 text") from error


def _need(parameter: Parameter) -> str:
    return " (required)" if parameter.required else f" (otherwise {parameter.default})" if parameter.default else ""


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
