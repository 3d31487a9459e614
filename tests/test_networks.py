"""Networks of actors: the right edges with their attributes, who is central, who sides with whom, and files that other tools
read."""

from __future__ import annotations

import itertools
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

import kg
from kg import networks
from kg.errors import QueryError, StoreError, UsageError
from kg.networks import measures
from kg.store import Store, open_store
from tests.small_graph import ARNE, LUND, MERK, NORLAND, VOSS, V, fill


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    with open_store("memory:") as store:
        yield fill(store)


def edges(graph: nx.MultiDiGraph) -> set[tuple[str, str, str]]:
    return {(a, kind, b) for a, b, kind in graph.edges(keys=True)}


def net(*pairs: tuple[str, str, str], weight: int = 1) -> nx.MultiDiGraph:
    """A network of (one, kind, other)."""
    graph = nx.MultiDiGraph()
    for a, kind, b in pairs:
        graph.add_node(a, name=a.upper(), roles="", statements=1)
        graph.add_node(b, name=b.upper(), roles="", statements=1)
        graph.add_edge(a, b, key=kind, kind=kind, weight=weight, points="")
    return graph


# --- reading it out of a store ----------------------------------------------------


def test_edges_and_nodes_carry_what_is_known(small: Store) -> None:
    graph = networks.network(small)
    assert edges(graph) == {
        (MERK, "contradicts", VOSS), (VOSS, "contradicts", LUND), (ARNE, "disputes", VOSS), (ARNE, "agrees", MERK), (LUND,
        "speaks_for", VOSS),
    }  # fmt: skip
    assert V not in graph
    assert graph[MERK][VOSS]["contradicts"] == {
        "kind": "contradicts", "count": 1, "weight": 1, "first": "2031-03-04", "last": "2031-03-04", "surest": 0.9,
        "points": "who asked whom for ships",
    }  # fmt: skip
    assert graph.nodes[VOSS] == {
        "name": "Dana Voss",
        "types": "Actor HeadOfGovernment Person",
        "roles": "Prime Minister",
        "statements": 4,
    }


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        ("contradicts", {(MERK, "contradicts", VOSS), (VOSS, "contradicts", LUND)}),
        ("against", {(MERK, "contradicts", VOSS), (VOSS, "contradicts", LUND), (ARNE, "disputes", VOSS)}),
        ("agrees", {(ARNE, "agrees", MERK)}),
        ("represents", {(VOSS, "represents", NORLAND), (MERK, "represents", NORLAND)}),
        ("retracts", set()),
    ],
)
def test_a_kind_keeps_its_edges_and_their_ends(small: Store, kind: str, wanted: set[tuple[str, str, str]]) -> None:
    graph = kg.network(small, kind)
    assert edges(graph) == wanted
    assert set(graph) == {end for a, _, b in wanted for end in (a, b)}


def test_days_bound_the_later_statement(small: Store) -> None:
    assert edges(kg.network(small, "against", since="2031-03-05")) == {(VOSS, "contradicts", LUND)}
    assert edges(kg.network(small, "against", until="2031-03-01")) == set()
    with pytest.raises(UsageError, match="no date"):
        kg.network(small, since="last week")
    with pytest.raises(QueryError, match="no date"):
        networks.network(small, since="last week")


def test_a_kind_that_is_none_gets_a_hint(small: Store) -> None:
    with pytest.raises(UsageError, match="did you mean contradicts"):
        kg.network(small, "contradict")
    with pytest.raises(UsageError, match="there are all, against, signed, contradicts"):
        kg.network(small, "zzz")


# --- who is central ---------------------------------------------------------------


def test_who_is_central() -> None:
    star = net(("a", "contradicts", "hub"), ("hub", "agrees", "b"), ("c", "disputes", "hub"), ("hub", "disputes", "c"))
    first = networks.central(star)[0]
    assert first == {"name": "HUB", "out": 2, "into": 2, "others": 3, "between": 1.0, "actor": "hub"}
    assert networks.central(nx.MultiDiGraph()) == []


def test_betweenness_is_the_same_by_either_library(monkeypatch: pytest.MonkeyPatch) -> None:
    """The fast library gives networkx's numbers; without it a large network is estimated, with those at the top still at the
    top."""
    pytest.importorskip("rustworkx", reason="the optional library rustworkx is not installed")
    graph = nx.barabasi_albert_graph(120, 2, seed=3)
    exact = nx.betweenness_centrality(graph)
    monkeypatch.setattr(measures, "STEPS", 100)
    monkeypatch.setattr(measures, "FAST_STEPS", 10**9)
    fast = measures.betweenness(graph)
    assert all(fast[node] == pytest.approx(exact[node]) for node in graph)
    monkeypatch.setitem(sys.modules, "rustworkx", None)
    estimate = measures.betweenness(graph)
    assert max(estimate, key=estimate.__getitem__) == max(exact, key=exact.__getitem__)
    assert estimate != exact


def test_communities_are_those_with_more_between_them() -> None:
    cliques = [*itertools.combinations("abcd", 2), *itertools.combinations("wxyz", 2), ("a", "z")]
    assert networks.communities(net(*((a, "agrees", b) for a, b in cliques))) == [list("abcd"), list("wxyz")]
    assert networks.communities(nx.MultiDiGraph()) == []


# --- who sides with whom ----------------------------------------------------------


def test_agreements_and_contradictions_are_weighed_against_each_other() -> None:
    graph = net(
        ("a", "agrees", "b"), ("b", "contradicts", "a"), ("a", "disputes", "b"), ("a", "speaks_for", "c"), ("a", "agrees", "a")
    )
    pairs = networks.signed(graph)
    assert set(pairs) == {"a", "b"}
    assert pairs["a"]["b"] == {"agrees": 1, "opposes": 2, "balance": -1, "sign": -1, "weight": 1}


def test_two_camps_of_a_balanced_network() -> None:
    split = networks.camps(
        net(("a", "agrees", "b"), ("b", "contradicts", "c"), ("c", "agrees", "d"), ("a", "disputes", "d"), ("a", "disputes", "c"))
    )
    assert {frozenset(split.one), frozenset(split.other)} == {frozenset("ab"), frozenset("cd")}
    assert (split.against, split.share, split.triangles, split.balanced) == ((), 1.0, 2, 2)


def test_what_speaks_against_a_split_is_named() -> None:
    """Three who all contradict each other cannot be put into two camps."""
    split = networks.camps(net(("a", "contradicts", "b"), ("b", "contradicts", "c"), ("c", "contradicts", "a")))
    assert len(split.against) == 1
    assert split.share == pytest.approx(2 / 3)
    assert (split.triangles, split.balanced) == (1, 0)


def test_nobody_to_split() -> None:
    split = networks.camps(net(("a", "speaks_for", "b")))
    assert (split.one, split.other, split.share) == ((), (), 1.0)


@pytest.mark.parametrize("seed", range(12))
def test_camps_are_as_good_as_trying_all(seed: int) -> None:
    """On small networks, against every possible split."""
    lots = random.Random(seed)
    pairs = [pair for pair in itertools.combinations("abcdefgh", 2) if lots.random() < 0.5]
    graph = net(*((a, lots.choice(["agrees", "contradicts"]), b) for a, b in pairs))
    weighed = networks.signed(graph)
    nodes = sorted(weighed)
    against = [
        sum(edge["weight"] for a, b, edge in weighed.edges(data=True) if edge["sign"] * side[a] * side[b] < 0)
        for side in (dict(zip(nodes, sides, strict=True)) for sides in itertools.product((1, -1), repeat=len(nodes)))
    ]
    found = networks.camps(graph)
    assert len(found.against) == min(against)
    assert set(found.one) | set(found.other) == set(nodes)


# --- files ------------------------------------------------------------------------


@pytest.mark.parametrize("suffix", networks.SUFFIXES)
def test_files_are_read_back_and_always_the_same(small: Store, tmp_path: Path, suffix: str) -> None:
    graph = networks.network(small)
    one, two = (networks.write(graph, tmp_path / f"{name}{suffix}") for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    back = nx.read_gexf(one) if suffix == ".gexf" else nx.read_graphml(one, force_multigraph=True)
    assert {(a, d["kind"], b, d["count"]) for a, b, d in back.edges(data=True)} == {
        (a, kind, b, 1) for a, kind, b in edges(graph)
    }
    assert back.nodes[VOSS]["label" if suffix == ".gexf" else "name"] == "Dana Voss"
    assert b"lastmodifieddate" not in one.read_bytes()


def test_a_file_that_cannot_be(small: Store, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"\.graphml or \.gexf"):
        networks.write(networks.network(small), tmp_path / "graph.png")
    with pytest.raises(StoreError, match="writing"):
        networks.write(networks.network(small), tmp_path / "nowhere" / "graph.gexf")
