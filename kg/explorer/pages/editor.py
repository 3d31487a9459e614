"""The SPARQL editor: the named questions as examples, with their values filled in, and the vocabulary to complete from."""

from __future__ import annotations

from itertools import dropwhile
from typing import Final

from pyoxigraph import NamedNode

from kg.errors import QueryError
from kg.explorer.asking import Asking
from kg.explorer.finding import find
from kg.explorer.page import Page, Query
from kg.iris import BASE
from kg.questions import GROUPS, NamedQuery, queries
from kg.rdf import nodes
from kg.store.answer import PREFIXES
from kg.store.base import Term
from kg.store.text import bind
from kg.store.values import READERS
from kg.terms import PS

FIRST: Final = """\
# The ten actors with the most statements. Ctrl+Space completes; Ctrl+Enter runs.
PREFIX ps: <https://w3id.org/polstat/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?name (COUNT(DISTINCT ?statement) AS ?statements)
WHERE {
  ?statement a ps:Statement ; ps:speaker ?actor .
  ?actor rdfs:label ?name .
}
GROUP BY ?actor ?name
ORDER BY DESC(?statements)
LIMIT 10
"""
"""What stands in the editor at first."""


def editor(asking: Asking, query: Query) -> Page:
    """`/sparql-editor?name=…&PARAMETER=…&query=…`: a named question with values, or any text."""
    known = {one.name: one for one in queries()}
    chosen = known.get(query.get("name", ""))
    problems: dict[str, str] = {}
    values: dict[str, str] = {}
    text = query.get("query", "") or FIRST
    if chosen:
        values, problems, text = _filled(asking, chosen, query)
    grouped = {heading: [one for one in known.values() if one.group == group] for group, heading in GROUPS.items()}
    return Page(
        template="editor.html",
        title=chosen.title if chosen else "SPARQL editor",
        status=400 if problems else 200,
        context={"groups": grouped, "chosen": chosen, "values": values, "problems": problems, "text": text},
    )


def _filled(asking: Asking, chosen: NamedQuery, query: Query) -> tuple[dict[str, str], dict[str, str], str]:
    """(values as written, problems with them by parameter, the SPARQL with the values bound).

    Where the address gives none, the question's own example is tried, and left out where this store holds nothing of the kind.
    """
    given = {one.name: query[one.name].strip() for one in chosen.parameters if one.name in query}
    values = given if given else dict(chosen.example)
    bound: dict[str, list[Term]] = {}
    problems: dict[str, str] = {}
    for one in chosen.parameters:
        words = values.get(one.name) or one.default
        try:
            if words:
                bound[one.name] = _actor(asking, words) if one.type == "actor" else READERS[one.type](asking.store, words)
        except QueryError as error:
            problems[one.name] = str(error)
    if problems and not given:
        values, problems = {name: words for name, words in values.items() if name in bound}, {}
    return values, problems, f"# {chosen.title}\n{bind(_without_header(chosen.text), bound)}"


def _actor(asking: Asking, words: str) -> list[Term]:
    """Actors of that name by the explorer's own search, which reads less of a large store. Raises `QueryError` for none."""
    found, exact = find(asking, words)
    if not found or not exact:
        near = f"; did you mean {' or '.join(one.name for one in found[:3])}?" if found else ""
        raise QueryError(f"no actor in the store has {words!r} in its name{near}")
    return [NamedNode(one.iri) for one in found]


def _without_header(text: str) -> str:
    """The SPARQL without the comment lines at its top, which the page shows in its own way."""
    lines = text.splitlines(keepends=True)
    return "".join(dropwhile(lambda line: line.startswith("#"), lines))


def vocabulary(asking: Asking) -> dict[str, object]:
    """What the editor completes from: prefixes, and the classes and properties that the store uses."""
    terms = [value for table in (PS, nodes.OA, nodes.SCHEMA, nodes.PROV) for name, value in vars(table).items() if name[0] != "_"]
    terms += [nodes.RDF_TYPE, nodes.LABEL, nodes.ALT_LABEL, nodes.IDENTIFIER]
    names = sorted({term for term in terms if isinstance(term, str) and "//" in term})
    return {
        "prefixes": {"id": BASE, **PREFIXES},
        "classes": [row["term"] for row in asking.rows("used-classes", term=names)],
        "properties": [row["term"] for row in asking.rows("used-properties", term=names)],
    }
