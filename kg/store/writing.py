"""The text of writes: SPARQL Update requests that put named graphs in place and keep the default graph their union.

Data are written by the engine's own N-Triples writer, which escapes them. Each request is one transaction where the engine
makes it one, as SPARQL 1.1 asks of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from kg.store.base import own_query
from kg.store.text import ends_open

STAGING = "urn:x-kg-staging:"
"""Graphs that hold parts of a write until it is complete; no store shows them."""

_OLD = NamedNode(f"{STAGING}old")


def data(verb: str, quads: Iterable[Quad], triples: Iterable[Triple] = ()) -> str:
    """`INSERT DATA` or `DELETE DATA` (by `verb`) of quads, and of triples in the default graph; empty where there are none.

    One operation, so that a blank node is the same node throughout; `DELETE` takes none.
    """
    lines = [f"GRAPH {q.graph_name} {{ {q.subject} {q.predicate} {q.object} }}" for q in quads]
    lines += [f"{t.subject} {t.predicate} {t.object} ." for t in triples]
    return f"{verb} DATA {{\n" + "\n".join(lines) + "\n} ;\n" if lines else ""


def swap(graphs: Iterable[NamedNode], fill: str) -> str:
    """A request that empties these graphs, lets `fill` fill them, and brings the default graph up to date."""
    named = list(graphs)
    return "".join(
        [
            *(f"ADD SILENT GRAPH {graph} TO GRAPH {_OLD} ;\nDROP SILENT GRAPH {graph} ;\n" for graph in named),
            fill,
            *(f"ADD SILENT GRAPH {graph} TO DEFAULT ;\n" for graph in named),
            f"{own_query('_leave')} ;\nDROP SILENT GRAPH {_OLD}\n",
        ]
    )


def exchange(gone: Sequence[Quad], come: Sequence[Quad]) -> str:
    """A request that takes some quads away, puts others there, and brings the default graph up to date."""
    if not gone:
        return data("INSERT", come, dict.fromkeys(quad.triple for quad in come))
    kept = (Quad(quad.subject, quad.predicate, quad.object, _OLD) for quad in gone)
    fill = data("INSERT", kept) + data("DELETE", gone) + data("INSERT", come, dict.fromkeys(quad.triple for quad in come))
    return f"{fill}{own_query('_leave')} ;\nDROP SILENT GRAPH {_OLD}\n"


def with_union(update: str) -> str:
    """Somebody's request, followed by what brings the default graph up to date."""
    join = ";" if ends_open(update) else ""
    return f"{update}\n{join}\n{own_query('_union')}"


def has_blank(quad: Quad) -> bool:
    """Whether a quad holds a blank node, whose name means nothing outside one request."""
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
