"""A network to a file that graph tools open: GraphML for most of them, GEXF for Gephi."""

from __future__ import annotations

import re
from pathlib import Path
from typing import IO, TYPE_CHECKING, Final

from kg.errors import StoreError, UsageError

if TYPE_CHECKING:
    import networkx as nx

SUFFIXES: Final = (".graphml", ".gexf")
"""Formats by the suffix of the file."""


def write(graph: nx.MultiDiGraph, path: str | Path) -> Path:
    """Writes a network to a file, in the format that its suffix names; two writes of one network are the same bytes.

    Raises UsageError for another suffix, StoreError where the file cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() not in SUFFIXES:
        raise UsageError(
            f"{target}: a network goes to {' or '.join(SUFFIXES)}, not to {target.suffix or 'a file without a suffix'}"
        )
    try:
        with target.open("wb") as file:
            write_to(graph, file, target.suffix.lower())
    except OSError as error:
        raise StoreError(f"writing {target}: {error.strerror or error}") from error
    return target


def write_to(graph: nx.MultiDiGraph, file: IO[bytes], suffix: str) -> None:
    """Writes a network to an open file in the format of `suffix`, one of SUFFIXES."""
    import networkx as nx  # as in `network`

    ordered = nx.MultiDiGraph()
    for node in sorted(graph):
        # GEXF shows `label`; the other tools find the name under `name`.
        ordered.add_node(node, label=graph.nodes[node].get("name", node), **graph.nodes[node])
    edges = sorted(graph.edges(keys=True, data=True), key=lambda edge: edge[:3])
    for number, (a, b, _, edge) in enumerate(edges):
        ordered.add_edge(a, b, key=number, **edge)  # the key becomes the edge's id, which must be one of a kind
    if suffix == ".gexf":
        # The writer stamps the day into the file: without it, one network would give other bytes tomorrow.
        text = re.sub(r' lastmodifieddate="[^"]*"', "", "\n".join(nx.generate_gexf(ordered)), count=1)
        file.write(f"<?xml version='1.0' encoding='utf-8'?>\n{text}\n".encode())
    else:
        nx.write_graphml(ordered, file)
