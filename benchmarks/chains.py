"""Scores of coreference chains: MUC, B-cubed, CEAF over entities, and LEA, as their papers define them.

No scorer for Python is kept up at present, so they stand here; a test holds them to examples worked by hand.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Chain = frozenset[Hashable]


@dataclass(slots=True)
class Tally:
    """Right and all, on the side of what was found (precision) and of what there is (recall), summed over documents."""

    precision: list[float] = field(default_factory=lambda: [0.0, 0.0])
    recall: list[float] = field(default_factory=lambda: [0.0, 0.0])

    def scores(self) -> tuple[float, float, float]:
        """Precision, recall and F1 in percent."""
        p, r = (100 * right / total if total else 0.0 for right, total in (self.precision, self.recall))
        return p, r, 2 * p * r / (p + r) if p + r else 0.0


def add(tallies: Mapping[str, Tally], gold: Sequence[Chain], found: Sequence[Chain]) -> None:
    """Counts one document into the tallies of these names: muc, b3, ceafe, lea."""
    for name, tally in tallies.items():
        if name == "ceafe":
            shared = _matched(gold, found)
            _count(tally.precision, shared, float(len(found)))
            _count(tally.recall, shared, float(len(gold)))
        else:
            _count(tally.precision, *_PARTS[name](found, gold))
            _count(tally.recall, *_PARTS[name](gold, found))


def _count(side: list[float], right: float, total: float) -> None:
    side[0] += right
    side[1] += total


def _of(chains: Iterable[Chain]) -> dict[Hashable, int]:
    return {mention: number for number, chain in enumerate(chains) for mention in chain}


def _muc(key: Sequence[Chain], other: Sequence[Chain]) -> tuple[float, float]:
    """Links of a chain that the other side has: its size less the parts into which the other side breaks it."""
    of = _of(other)
    right = sum(len(c) - len({of.get(m, ("alone", m)) for m in c}) for c in key)
    return float(right), float(sum(len(c) - 1 for c in key))


def _b3(key: Sequence[Chain], other: Sequence[Chain]) -> tuple[float, float]:
    """For each mention, how much of its chain stands in its chain of the other side."""
    of = _of(other)
    right = sum(n * n / len(c) for c in key for part, n in Counter(of.get(m, -1) for m in c).items() if part != -1)
    return right, float(sum(len(c) for c in key))


def _lea(key: Sequence[Chain], other: Sequence[Chain]) -> tuple[float, float]:
    """For each chain, weighted by its size, the share of all its links that the other side has."""
    of = _of(other)

    def links(size: int) -> float:
        return size * (size - 1) / 2

    right = sum(
        len(c) * sum(links(n) for part, n in Counter(of.get(m, -1) for m in c).items() if part != -1) / links(len(c)) for c in key
    )
    return right, float(sum(len(c) for c in key))


_PARTS = {"muc": _muc, "b3": _b3, "lea": _lea}


def _matched(gold: Sequence[Chain], found: Sequence[Chain]) -> float:
    """The likeness of chains that the best matching of one with one gives."""
    import networkx as nx  # its matching, only for this score

    graph = nx.Graph()
    for i, one in enumerate(gold):
        for j, other in enumerate(found):
            if shared := len(one & other):
                graph.add_edge(("gold", i), ("found", j), weight=2 * shared / (len(one) + len(other)))
    return float(sum(graph.edges[edge]["weight"] for edge in nx.max_weight_matching(graph)))
