"""The named questions that ship as `queries/*.rq`: what each tells and takes, the menu of them, and finding one by its name.

A file's header says it all, one `# field: text` a line:

    # title: one line
    # group: one of GROUPS
    # question: number of the competency question that it answers, if it is one
    # about: more to say, over as many lines as it takes
    # parameter: name | type | required, optional or a default | meaning | example
    # example: values for a first try, as `--set` takes them; empty where the question needs none
"""

from __future__ import annotations

import difflib
import re
import shlex
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from kg.errors import QueryError
from kg.store.base import QUERIES

GROUPS: Final[Mapping[str, str]] = {
    "contradictions": "Who contradicts whom",
    "claims": "What was claimed, by whom, when",
    "people": "People, offices and whom they speak for",
    "evidence": "The words behind it, and checks",
    "whole": "The graph as a whole",
}
"""Code of a group to its heading, in the order of the menu."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """Something that a named question asks for."""

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
    """A question that ships with the package."""

    name: str
    title: str
    description: str
    group: str
    """Code of its group, one of GROUPS."""
    question: int | None
    """Number of the competency question that it answers, if it is one."""
    parameters: tuple[Parameter, ...]
    example: tuple[tuple[str, str], ...]
    """(parameter, value) for a first try."""
    text: str
    """The SPARQL, header comments included."""

    @property
    def call(self) -> str:
        """The example as a command line."""
        values = " ".join(shlex.quote(f"{name}={value}") for name, value in self.example)
        return f"kg query --name {self.name}" + f" --set {values}" * bool(values)


@cache
def queries() -> tuple[NamedQuery, ...]:
    """All named questions, sorted by name."""
    return tuple(_parse(path.stem, path.read_text("utf-8")) for path in sorted(QUERIES.glob("[!_]*.rq")))


def named(name: str) -> NamedQuery:
    """The question of that name, forgivingly.

    Case and the marks between words do not count; the number of a competency question, the beginning of a name, or some words of
    it are enough where they fit one alone. Raises `QueryError` that suggests near names.
    """
    known = {query.name: query for query in queries()}
    key = re.sub(r"[\W_]+", "-", name.casefold()).strip("-")
    if key in known:
        return known[key]
    number = re.fullmatch(r"(?:q|question-?)?(\d{1,4})", key)
    for fits in (
        [query for query in known.values() if number and query.question == int(number[1])],
        [query for query in known.values() if key and query.name.startswith(key)],
        [query for query in known.values() if key and set(key.split("-")) <= set(query.name.split("-"))],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise _unknown(name, [query.name for query in fits])
    near = difflib.get_close_matches(key, known, n=3, cutoff=0.5)
    near = near or [query.name for query in known.values() if key and key in re.sub(r"\W+", "-", query.title.casefold())]
    raise _unknown(name, near)


def _unknown(name: str, near: Iterable[str]) -> QueryError:
    hint = " or ".join(near)
    known = ", ".join(query.name for query in queries())
    return QueryError(f"there is no named query {name!r}; {f'did you mean {hint}?' if hint else f'there are {known}'}")


def menu() -> str:
    """The named questions for reading: by group, a line each, with what they take (in brackets what may be left out)."""
    wide = max(len(query.name) for query in queries())
    lines = [
        "Ask with         kg query --name NAME [--set PARAMETER=VALUE …]",
        f"For example      {named('contradictions').call}",
        "More about one   kg query --list NAME",
        "",
        "The beginning of a name is enough, or the number of a question; of an actor or an event, part of its name.",
    ]
    for group, heading in GROUPS.items():
        lines += ["", heading]
        # The question that has its group's name comes first, then the competency questions by number.
        for query in sorted(queries(), key=lambda query: (query.name != group, query.question or 99, query.name)):
            if query.group == group:
                takes = " ".join(p.name if p.required else f"[{p.name}]" for p in query.parameters)
                number = f"{query.question:>2}" if query.question else "  "
                lines.append(f"  {number} {query.name:<{wide}}  {query.title}{f'   {takes}' if takes else ''}")
    return "\n".join(lines) + "\n"


def details(name: str) -> str:
    """One question for reading: what it tells and takes, an example, and its SPARQL."""
    query = named(name)
    lines = [f"{query.name}: {query.title}", *textwrap.wrap(query.description, 110), ""]
    wide = max((len(p.name) for p in query.parameters), default=0)
    lines += [f"  {p.name:<{wide}}  {p.meaning}{_need(p)}, such as {shlex.quote(p.example)}" for p in query.parameters]
    lines += [""] * bool(query.parameters)
    code = "\n".join(line for line in query.text.splitlines() if not re.match(r"# \w+:", line))
    return "\n".join([*lines, query.call, "", code]) + "\n"


def _need(parameter: Parameter) -> str:
    return " (required)" if parameter.required else f" (otherwise {parameter.default})" if parameter.default else ""


def _parse(name: str, text: str) -> NamedQuery:
    fields: dict[str, list[str]] = {}
    for line in text.splitlines():
        header = re.fullmatch(r"# (title|group|question|about|parameter|example): (.*)", line)
        if header:
            fields.setdefault(header[1], []).append(header[2].strip())
    return NamedQuery(
        name=name,
        title=fields["title"][0],
        description=" ".join(fields.get("about", [])),
        group=fields.get("group", ["whole"])[0],
        question=int(fields["question"][0]) if "question" in fields else None,
        parameters=tuple(map(_parameter, fields.get("parameter", []))),
        example=tuple(_pair(value) for line in fields.get("example", []) for value in shlex.split(line)),
        text=text,
    )


def _parameter(line: str) -> Parameter:
    variable, kind, need, meaning, example = (part.strip() for part in line.split("|"))
    default = None if need in ("required", "optional") else need
    return Parameter(name=variable, type=kind, required=need == "required", default=default, meaning=meaning, example=example)


def _pair(text: str) -> tuple[str, str]:
    name, _, value = text.partition("=")
    return name, value
