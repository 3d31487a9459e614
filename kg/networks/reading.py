"""The network of actors, out of one grouped query for the edges and one for what is known of the actors."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from kg.query import records, run
from kg.store.base import Store, own_query
from kg.store.values import Value

if TYPE_CHECKING:
    import networkx as nx

KINDS: Final[Mapping[str, str]] = {
    "contradicts": "the later speaker contradicts the earlier one",
    "disputes": "the later speaker contradicts the earlier one in answer to them",
    "agrees": "the later speaker claims what the earlier one had claimed",
    "retracts": "the later speaker takes back what the earlier one had said in their name",
    "qualifies": "the later speaker narrows down what the earlier one had said",
    "speaks_for": "a spokesperson speaks for a principal",
    "represents": "the actor can stand for a body",
}
"""What can lie between two actors, from the one named first to the other."""

TOGETHER: Final[Mapping[str, tuple[str, ...]]] = {
    "all": ("contradicts", "disputes", "agrees", "retracts", "qualifies", "speaks_for"),
    "against": ("contradicts", "disputes"),
    "signed": ("contradicts", "disputes", "agrees"),
}
"""Names for several kinds at once."""


def network(store: Store, kind: str = "all", *, since: Value = None, until: Value = None) -> nx.MultiDiGraph:
    """Actors as nodes and what lies between them as edges.

    `kind` is one of KINDS or of TOGETHER; the days bound the later statement. A node is an actor's IRI, with `name`, `types`
    (class names joined by blanks), `roles` (the words articles use, joined by "; ") and `statements` (how many it made in the
    whole store). An edge has its kind as key and as `kind`, and `count` and `weight` (how many statements lie behind it),
    `first` and `last` (days, "" where none is known), `surest` (greatest confidence, 0 to 1) and `points` (what it is about,
    joined by "; "). Everything is text or a number, so that any format of graphs can hold it.
    Raises UsageError for another kind, QueryError for a day that is none.
    """
    import networkx as nx  # 100 ms, and only networks need it

    graph = nx.MultiDiGraph()
    known = {row["actor"]: row for row in records(store, own_query("_network-actors"))}
    wanted = _kinds(kind)
    only = wanted[0] if len(wanted) == 1 else None  # the query leaves the unusual kinds out unless asked for one
    for row in run(store, "network", only=only, since=since, until=until).table().records():
        if row["kind"] in wanted:
            for end in ("source", "target"):
                graph.add_node(row[end], **_node(row[f"{end}_name"] or "", known.get(row[end], {})))
            graph.add_edge(row["source"], row["target"], key=row["kind"], **_edge(row))
    return graph


def _kinds(kind: str) -> tuple[str, ...]:
    if kind in KINDS:
        return (kind,)
    if kind in TOGETHER:
        return TOGETHER[kind]
    near = difflib.get_close_matches(kind, [*KINDS, *TOGETHER], n=2)
    hint = f"did you mean {' or '.join(near)}?" if near else f"there are {', '.join([*TOGETHER, *KINDS])}"
    raise UsageError(f"there is no network of kind {kind!r}; {hint}")


def _node(name: str, row: Mapping[str, Any]) -> dict[str, str | int]:
    return {
        "name": name,
        "types": " ".join(sorted(str(row.get("types") or "").split())),
        "roles": "; ".join(sorted(filter(None, str(row.get("roles") or "").split("; ")))),
        "statements": int(row.get("statements") or 0),
    }


def _edge(row: Mapping[str, str | None]) -> dict[str, Any]:
    count = int(row["weight"] or 0)
    return {
        "kind": row["kind"], "count": count, "weight": count, "first": row["first"] or "", "last": row["last"] or "",
        "surest": float(row["surest"] or 0), "points": "; ".join(sorted(filter(None, (row["points"] or "").split("; ")))),
    }  # fmt: skip
