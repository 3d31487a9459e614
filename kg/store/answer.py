"""The answer to any query, and its formats: a table for people, the W3C's formats for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

import pyoxigraph as ox

from kg.errors import UsageError
from kg.iris import BASE
from kg.store.base import Bindings, Selection, Store, Term, Triples, plain
from kg.store.text import all_variables, form

PREFIXES: Mapping[str, str] = {
    "ps": "https://w3id.org/polstat/ns#",
    "plover": "https://w3id.org/polstat/plover#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "schema": "https://schema.org/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "cito": "http://purl.org/spar/cito/",
}
"""Short names in tables and exports."""

UNWATCHED_WIDTH = 160
"""Columns of a table that does not go to a terminal."""

NARROWEST = 14
"""Characters that a column needs; a table that has less is written as one block a row."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query of any form gave: a table (SELECT), true or false (ASK), or triples (CONSTRUCT, DESCRIBE)."""

    value: Selection | bool | Triples

    def table(self) -> Selection:
        """The answer as rows and columns, whatever its form."""
        if isinstance(self.value, Selection):
            return self.value
        if isinstance(self.value, bool):
            return Selection(("answer",), ((ox.Literal(self.value),),))
        return Selection(("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in self.value))


def put(store: Store, query: str, bindings: Bindings | None = None) -> Answer:
    """Put a query by the method that the query's form calls for. Raises `QueryError` and `StoreError` as the store does."""
    kind = form(query)
    if kind == "SELECT":
        return Answer(_in_order(store.select(query, bindings), all_variables(query)))
    return Answer(store.ask(query, bindings) if kind == "ASK" else store.construct(query, bindings))


def _in_order(found: Selection, wanted: tuple[str, ...]) -> Selection:
    """Columns of a `SELECT *` as the query has its variables; engines put them in an order of their own."""
    if not wanted or set(wanted) < set(found.variables):
        return found
    order = [found.variables.index(name) for name in wanted if name in found.variables]
    return Selection(tuple(found.variables[n] for n in order), tuple(tuple(row[n] for n in order) for row in found.rows))


def render(found: Answer, as_format: str = "table", *, width: int | None = None) -> str:
    """The answer as text in one of `FORMATS`, ending in a newline.

    `width` is that of a table in columns (by default the terminal's, else 160). Raises `UsageError` for a format that does
    not exist, or that cannot hold this answer.
    """
    if as_format not in FORMATS:
        raise UsageError(f"there is no format {as_format!r}; there are {', '.join(FORMATS)}")
    if as_format == "table":
        return _as_table(found, width)
    text = FORMATS[as_format](found)
    return text if text.endswith("\n") else f"{text}\n"


def compact(term: Term | None) -> str:
    """A term for human eyes: `ps:Statement`, `id:actor/…` for what is minted, the words of a literal; empty where unbound."""
    if isinstance(term, ox.NamedNode):
        for prefix, namespace in {"id": BASE, **PREFIXES}.items():
            if term.value.startswith(namespace):
                return f"{prefix}:{term.value.removeprefix(namespace)}"
    return plain(term) or ""


def _as_table(found: Answer, width: int | None) -> str:
    if isinstance(found.value, bool):
        return "true\n" if found.value else "false\n"
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    rows = found.table()
    terminal = Console()
    out = io.StringIO()
    console = Console(file=out, width=width or (terminal.width if terminal.is_terminal else UNWATCHED_WIDTH))
    if len(rows.variables) * NARROWEST > console.width:
        return _as_blocks(rows)
    drawn = Table(box=None, header_style="bold", pad_edge=False)
    for name in rows.variables:
        drawn.add_column(name, overflow="fold")
    for row in rows:
        drawn.add_row(*(Text(compact(term)) for term in row))
    if rows.rows:
        console.print(drawn)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + f"\n{_count(rows)}\n"


def _as_blocks(rows: Selection) -> str:
    """One line a value: for more columns than fit beside one another."""
    wide = max(map(len, rows.variables))
    blocks = (
        "".join(f"{name:<{wide}}  {compact(term)}\n" for name, term in zip(rows.variables, row, strict=True) if term is not None)
        for row in rows
    )
    return "\n".join([*blocks, f"{_count(rows)}\n"])


def _count(rows: Selection) -> str:
    return f"{len(rows)} row{'s' * (len(rows) != 1)}"


def _as_csv(found: Answer, delimiter: str = ",") -> str:
    """CSV as the W3C's results format has it, but with the line ends of this system's tools."""
    rows = found.table()
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(rows.variables)
    writer.writerows([plain(term) for term in row] for row in rows)
    return out.getvalue()


def _as_tsv(found: Answer) -> str:
    return _results(found.table(), ox.QueryResultsFormat.TSV)


def _as_json(found: Answer) -> str:
    if isinstance(found.value, tuple):
        return _graph(found.value, ox.RdfFormat.JSON_LD)
    return results_json(found.value)


def _as_xml(found: Answer) -> str:
    if isinstance(found.value, tuple):
        return _graph(found.value, ox.RdfFormat.RDF_XML)
    return _results(found.value, ox.QueryResultsFormat.XML)


def _as_turtle(found: Answer) -> str:
    if not isinstance(found.value, tuple):
        raise UsageError("turtle is a format for graphs: ask with CONSTRUCT or DESCRIBE, or take csv, tsv, json, xml or table")
    return _graph(found.value, ox.RdfFormat.TURTLE)


FORMATS: Mapping[str, Callable[[Answer], str]] = {
    "table": lambda found: _as_table(found, None),
    "csv": _as_csv,
    "tsv": _as_tsv,
    "json": _as_json,
    "xml": _as_xml,
    "turtle": _as_turtle,
}
"""Format name to its writer. json and xml are SPARQL results for SELECT and ASK, JSON-LD and RDF/XML for graphs."""


def results_json(value: Selection | bool) -> str:
    """The W3C's SPARQL 1.1 Query Results JSON."""
    if isinstance(value, bool):
        return json.dumps({"head": {}, "boolean": value})
    solutions = [
        {name: _json_term(term) for name, term in zip(value.variables, row, strict=True) if term is not None} for row in value
    ]
    return json.dumps({"head": {"vars": value.variables}, "results": {"bindings": solutions}}, ensure_ascii=False)


def _json_term(term: Term) -> dict[str, Any]:
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = {"subject": term.subject, "predicate": term.predicate, "object": term.object}
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts.items()}}
    made = {"type": "literal", "value": term.value}
    if term.language:
        return made | {"xml:lang": term.language}
    return made if term.datatype.value == f"{PREFIXES['xsd']}string" else made | {"datatype": term.datatype.value}


def results_bytes(value: Selection | bool, syntax: ox.QueryResultsFormat) -> bytes:
    """SPARQL results in any of the W3C's formats, written by the library: it reads our JSON and writes the other."""
    return cast(bytes, ox.parse_query_results(results_json(value), ox.QueryResultsFormat.JSON).serialize(format=syntax))


def graph_bytes(triples: Triples, syntax: ox.RdfFormat) -> bytes:
    """Triples in any RDF format, sorted, with the usual prefixes."""
    return cast(bytes, ox.serialize(sorted(triples, key=str), format=syntax, prefixes=dict(PREFIXES)))


def _results(value: Selection | bool, syntax: ox.QueryResultsFormat) -> str:
    return results_bytes(value, syntax).decode()


def _graph(triples: Triples, syntax: ox.RdfFormat) -> str:
    return graph_bytes(triples, syntax).decode()
