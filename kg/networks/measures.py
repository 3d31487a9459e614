"""Who stands at the centre of a network, and which actors belong together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    import networkx as nx

SEED: Final = 0
"""Communities and sampled betweenness draw lots; one seed makes them come out alike each time."""

STEPS: Final = 500_000
"""Nodes times edges up to which networkx computes betweenness from every node (a second or two); above, from as many nodes as
that allows."""

FAST_STEPS: Final = 50 * STEPS
"""The same for rustworkx, which took 0.5 s where networkx took 14 s."""

FEWEST: Final = 50
"""Nodes drawn by lot from a network of any size: an estimate from fewer says little."""


def central(graph: nx.MultiDiGraph) -> list[dict[str, Any]]:
    """One row an actor, those with most between them and others first.

    `name`, `out` and `into` (statements behind the edges that go out and that come in), `others` (how many actors it has an edge
    with), `between` (share of the shortest ways between two others that lead over it, 0 to 1, whatever the direction and
    weight of edges) and `actor` (IRI).
    """
    import networkx as nx  # as in `network`

    plain = nx.Graph(graph.to_undirected(as_view=True))
    between = betweenness(plain)
    rows = [
        {
            "name": graph.nodes[node].get("name", node),
            "out": sum(edge["weight"] for *_, edge in graph.out_edges(node, data=True)),
            "into": sum(edge["weight"] for *_, edge in graph.in_edges(node, data=True)),
            "others": len(set(plain[node]) - {node}),
            "between": round(between[node], 4),
            "actor": node,
        }
        for node in graph
    ]
    return sorted(rows, key=lambda row: (-row["out"] - row["into"], -row["between"], row["name"], row["actor"]))


def betweenness(plain: nx.Graph) -> Mapping[Any, float]:
    """Node to its betweenness, 0 to 1. In a large network an estimate from nodes drawn by lot; where rustworkx is installed, only
    in a very large one."""
    steps = len(plain) * plain.number_of_edges()
    if STEPS < steps <= FAST_STEPS:
        try:
            import rustworkx as rx  # optional, extra `notebooks`
        except ImportError:
            pass
        else:
            fast = rx.networkx_converter(plain)
            return dict(zip(fast.nodes(), rx.betweenness_centrality(fast, normalized=True).values(), strict=True))
    import networkx as nx  # as in `network`

    drawn = max(FEWEST, STEPS // plain.number_of_edges()) if steps > STEPS else len(plain)
    return dict(nx.betweenness_centrality(plain, k=None if drawn >= len(plain) else drawn, seed=SEED))


def communities(graph: nx.MultiDiGraph) -> list[list[Any]]:
    """Groups of actors with more between them than with others (Louvain's method on the weights), the largest first.

    Each is sorted; a group whose members contradict one another all the time is a community too: see `camps` for sides.
    """
    import networkx as nx  # as in `network`

    plain = nx.Graph()
    plain.add_nodes_from(sorted(graph))
    for a, b, edge in graph.edges(data=True):
        weight = plain.get_edge_data(a, b, {"weight": 0})["weight"] + edge["weight"]
        plain.add_edge(a, b, weight=weight)
    found = nx.community.louvain_communities(plain, weight="weight", seed=SEED) if plain else []
    return sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
