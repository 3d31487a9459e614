"""Who sides with whom: agreements and contradictions as one signed network, and how well it falls into two camps.

After Heider and Harary: a network is *balanced* where all its actors can be put into two camps so that those who agree share
one and those who contradict each other do not. Real ones hardly ever are; the camps found here leave as little as can be
against them.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    import networkx as nx

SIGNS: Final = {"agrees": 1, "contradicts": -1, "disputes": -1}
"""What an edge of each kind says of two actors; other kinds say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Camps:
    """A signed network, split in two."""

    one: tuple[Any, ...]
    """Actors of the first camp, sorted; of each part of the network that hangs together, the side of whoever has most edges."""
    other: tuple[Any, ...]
    against: tuple[tuple[Any, Any], ...]
    """Pairs that speak against the split: who agree across it, or contradict each other within a camp. Sorted."""
    share: float
    """Share of the weight that the split respects, 0.5 to 1; 1 is balance (and a network without edges)."""
    triangles: int
    """Triples of actors of whom each two agree or contradict each other."""
    balanced: int
    """Triangles with an even number of contradictions: the enemy of my enemy is my friend."""


def signed(graph: nx.MultiDiGraph) -> nx.Graph:
    """An undirected graph of who agrees and who contradicts, one edge a pair.

    An edge has `agrees` and `opposes` (statements), `balance` (the one less the other), `sign` (1, -1, or 0 where they are even)
    and `weight` (the size of the balance). Nodes keep what they had. Actors without such an edge are left out.
    """
    import networkx as nx  # as in `network`

    pairs = nx.Graph()
    for a, b, edge in graph.edges(data=True):
        sign = SIGNS.get(edge["kind"], 0)
        if a == b or not sign:
            continue
        pairs.add_node(a, **graph.nodes[a])
        pairs.add_node(b, **graph.nodes[b])
        if not pairs.has_edge(a, b):
            pairs.add_edge(a, b, agrees=0, opposes=0)
        pairs[a][b]["agrees" if sign > 0 else "opposes"] += edge["weight"]
    for *_, edge in pairs.edges(data=True):
        balance = edge["agrees"] - edge["opposes"]
        edge.update(balance=balance, sign=(balance > 0) - (balance < 0), weight=abs(balance))
    return pairs


def camps(graph: nx.MultiDiGraph) -> Camps:
    """The two camps that leave least against them.

    In each part of the network that hangs together, actors change sides as long as that helps, from several beginnings; where
    the part is balanced, the result is exact, and else no single change makes it better. Parts have nothing to do with each
    other: that two of them share a camp means nothing.
    """
    import networkx as nx  # as in `network`

    pairs = signed(graph)
    side: dict[Any, int] = {}
    for part in sorted((sorted(part) for part in nx.connected_components(pairs)), key=lambda part: (-len(part), part)):
        side |= _split(pairs.subgraph(part))
    against = sorted(tuple(sorted((a, b))) for a, b, edge in pairs.edges(data=True) if edge["sign"] * side[a] * side[b] < 0)
    total = sum(edge["weight"] for *_, edge in pairs.edges(data=True))
    triangles = list(_triangles(pairs))
    return Camps(
        one=tuple(sorted(node for node in side if side[node] > 0)),
        other=tuple(sorted(node for node in side if side[node] < 0)),
        against=tuple((a, b) for a, b in against),
        share=1 - sum(pairs[a][b]["weight"] for a, b in against) / total if total else 1.0,
        triangles=len(triangles),
        balanced=sum(sign > 0 for sign in triangles),
    )


BEGINNINGS: Final = 4
"""Actors, those with most edges first, from which the sides of one part are laid out anew."""


def _split(part: nx.Graph) -> dict[Any, int]:
    """Actor to side, 1 or -1, for one part that hangs together."""
    import networkx as nx  # as in `network`

    heads = sorted(part, key=lambda node: (-part.degree(node), node))[:BEGINNINGS]
    trees = [nx.maximum_spanning_tree(part), *(nx.bfs_tree(part, head) for head in heads)]
    tries = [_improved(part, _laid_out(part, nx.Graph(tree), heads[0])) for tree in trees]
    best = max(tries, key=lambda side: sum(edge["balance"] * side[a] * side[b] for a, b, edge in part.edges(data=True)))
    return {node: sign * best[heads[0]] for node, sign in best.items()}


def _laid_out(part: nx.Graph, tree: nx.Graph, head: Any) -> dict[Any, int]:
    """Sides along the edges of a tree, seen from one actor: right for every edge of the part if the part is balanced."""
    import networkx as nx  # as in `network`

    side = {head: 1}
    for a, b in nx.bfs_edges(tree, head):
        side[b] = side[a] * (part[a][b]["sign"] or 1)
    return side


def _improved(part: nx.Graph, side: dict[Any, int]) -> dict[Any, int]:
    """The sides after every change of one actor that helps; each makes what is against them smaller, so it ends."""
    waiting = sorted(part)
    while waiting:
        node = waiting.pop()
        if sum(edge["balance"] * side[node] * side[near] for near, edge in part[node].items()) < 0:
            side[node] = -side[node]
            waiting += sorted(part[node])
    return side


def _triangles(pairs: nx.Graph) -> Iterable[int]:
    """The product of the signs of each triangle without an even pair."""
    order = {node: n for n, node in enumerate(sorted(pairs, key=lambda node: (pairs.degree(node), node)))}
    later = {node: [near for near in pairs[node] if order[near] > order[node] and pairs[node][near]["sign"]] for node in pairs}
    for node, near in later.items():
        for a, b in itertools.combinations(near, 2):
            if pairs.has_edge(a, b) and pairs[a][b]["sign"]:
                yield pairs[node][a]["sign"] * pairs[node][b]["sign"] * pairs[a][b]["sign"]
