"""Exports: the same triples in every format, the same bytes twice, whole files or none."""

from __future__ import annotations

import csv
import importlib.util
import io
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest
import rdflib
from pyoxigraph import RdfFormat, parse

from kg import rdf
from kg.commands import taking
from kg.errors import StoreError, UsageError
from kg.exporting import BY_SUFFIX, FORMATS, actor_network, export, to_text
from kg.store import Store, open_store
from tests.small_graph import VOSS, S, V, fill

GRAPHS = {
    ".ttl": RdfFormat.TURTLE, ".nt": RdfFormat.N_TRIPLES, ".rdf": RdfFormat.RDF_XML,
    ".trig": RdfFormat.TRIG, ".nq": RdfFormat.N_QUADS, ".jsonld": RdfFormat.JSON_LD,
}  # fmt: skip
LEFT_OUT = {rdf.runs_graph(), rdf.ontology_graph()}


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    with open_store("memory:") as store:
        yield fill(store)


@pytest.mark.parametrize("suffix", GRAPHS)
def test_all_formats_hold_the_same_triples(small: Store, tmp_path: Path, suffix: str) -> None:
    export(small, tmp_path / f"graph{suffix}")
    found = list(parse(path=str(tmp_path / f"graph{suffix}"), format=GRAPHS[suffix]))
    kept = [quad for quad in small.quads() if quad.graph_name.value not in LEFT_OUT]  # type: ignore[union-attr]
    if suffix in (".trig", ".nq", ".jsonld"):
        assert set(found) == set(kept)
    else:
        assert {quad.triple for quad in found} == {quad.triple for quad in kept}
        assert len(found) == len({quad.triple for quad in kept})


def test_rdflib_reads_the_turtle_to_the_same_triples(small: Store) -> None:
    """Literal forms included: nothing is rounded, escaped away or lost."""
    graph = rdflib.Graph().parse(data=to_text(small), format="turtle")
    lines = rdflib.Graph().parse(data=to_text(small, ".nt"), format="nt")
    assert set(graph) == set(lines)
    assert len(graph) > 500


def test_turtle_is_grouped_sorted_and_prefixed(small: Store) -> None:
    text = to_text(small)
    prefixes = [line for line in text.splitlines() if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "@prefix ps: <https://w3id.org/polstat/ns#> ." in prefixes
    assert not any("cito:" in line for line in prefixes)  # only those in use
    subjects = [line.split()[0] for line in text.splitlines() if line and line[0] not in "@\t "]
    assert len(subjects) == len(set(subjects))
    assert "actor:dana-voss a ps:Actor , ps:HeadOfGovernment , ps:Person ;" in text
    assert "runs" not in text


NEEDS = {"parquet": "pyarrow", "trusty-nanopubs": "nanopub"}
"""Formats that need a library which the everyday environment leaves out."""

HERE = [name for name in FORMATS if name not in NEEDS or importlib.util.find_spec(NEEDS[name])]


def test_two_exports_are_the_same_bytes(tmp_path: Path) -> None:
    """In every format, whole and in part, from two processes, out of two stores that were filled in different order."""
    code = (
        "import sys; from pathlib import Path; from kg.store import open_store; from tests import small_graph as s\n"
        "from tests.reviewed_graph import review; from kg.exporting import FORMATS, export\n"
        "step = int(sys.argv[2]); s.EXTRACTIONS = s.EXTRACTIONS[::step]; s.RELATIONS = s.RELATIONS[::step]\n"
        "store = review(s.fill(open_store('memory:')))\n"
        "for name in sys.argv[3:]:\n"
        "    made = FORMATS[name]\n"
        "    file = f'whole-{name}' + ''.join(made.suffixes[:1])\n"
        "    export(store, Path(sys.argv[1]) / file, format=name, description=True)\n"
        "    export(store, Path(sys.argv[1]) / f'part-{file}', format=name, subset=['actor=Merk', 'article=courier-2'])\n"
    )
    root = Path(__file__).parent.parent
    for folder, step in (("one", "1"), ("two", "-1")):
        (tmp_path / folder).mkdir()
        subprocess.run([sys.executable, "-c", code, str(tmp_path / folder), step, *HERE], check=True, cwd=root)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    folders = len({"tables", "parquet"} & set(HERE))  # these are folders of five tables, with a description of the whole
    assert len(files) == 3 * (len(HERE) - folders) + folders * 11
    for file in files:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes(), file
        assert (tmp_path / "one" / file).stat().st_size > 80, file


@pytest.mark.parametrize("suffix", [".graphml", ".gexf"])
def test_the_network(small: Store, tmp_path: Path, suffix: str) -> None:
    graph = actor_network(small)
    assert graph.nodes[VOSS]["name"] == "Dana Voss"
    assert V not in graph  # one actor under two names is one node
    export(small, tmp_path / f"actors{suffix}")
    read = {".graphml": nx.read_graphml, ".gexf": nx.read_gexf}[suffix](tmp_path / f"actors{suffix}")
    assert set(read) == set(graph)
    assert {tuple(edge[:2]) for edge in read.edges} == {tuple(edge[:2]) for edge in graph.edges}
    assert VOSS in set(read)


def test_the_statement_table(small: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(to_text(small, ".csv"))))
    assert len(rows) == 8
    assert {row["statement"] for row in rows} == set(S.values())
    lund = next(row for row in rows if row["name"] == "Petra Lund")
    assert (lund["role"], lund["on_behalf_of"], lund["text"]) == ("spokeswoman", "Dana Voss", "no ship would sail")


def test_an_empty_store_exports_to_every_format(memory: Store, tmp_path: Path) -> None:
    for name in HERE:
        made = FORMATS[name]
        target = tmp_path / f"{name}{''.join(made.suffixes[:1])}"
        assert all(path.exists() for path in export(memory, target, format=name, description=True))
    assert actor_network(memory).number_of_nodes() == 0


def test_the_command_line_knows_the_formats() -> None:
    assert set(taking.FORMATS) == set(FORMATS)
    assert set(BY_SUFFIX.values()) < set(FORMATS)


@pytest.mark.parametrize(("name", "format"), [("graph.csv", "turtle"), ("graph", "nanopubs"), ("graph.ttl", "nanopubs")])
def test_a_suffix_that_belongs_to_another_format(memory: Store, tmp_path: Path, name: str, format: str) -> None:
    with pytest.raises(UsageError, match=rf"{format} ends in \.t"):
        export(memory, tmp_path / name, format=format)
    with pytest.raises(UsageError, match="there is no format 'excel'; there are turtle"):
        export(memory, tmp_path / name, format="excel")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["graph.xlsx", "graph", "graph.ttl.gz", ".ttl"])
def test_an_unknown_suffix_names_the_known_ones(memory: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match=r"\.ttl \.nt"):
        export(memory, tmp_path / name)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(UsageError):
        to_text(memory, ".xlsx")


def test_where_nothing_can_be_written(small: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nowhere"):
        export(small, tmp_path / "nowhere" / "graph.ttl")
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(StoreError, match=r"folder\.ttl"):
        export(small, tmp_path / "folder.ttl")
    (tmp_path / "file").write_text("mine")
    with pytest.raises(StoreError, match="file: it is a file; tables go into a folder"):
        export(small, tmp_path / "file", format="tables")
    with pytest.raises(StoreError, match="nowhere"):
        export(small, tmp_path / "nowhere" / "tables", format="tables")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "folder.ttl"]


def test_a_failed_export_leaves_the_old_file(small: Store, tmp_path: Path) -> None:
    target = tmp_path / "graph.ttl"
    target.write_text("old")
    closed = fill(open_store("memory:"))
    closed.close()
    with pytest.raises(StoreError, match="closed"):
        export(closed, target)
    assert target.read_text() == "old"
    with pytest.raises(StoreError, match="closed"):
        export(closed, tmp_path / "tables", format="tables")
    assert [p.name for p in tmp_path.iterdir()] == ["graph.ttl"]


def test_a_file_gets_ordinary_permissions(small: Store, tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        export(small, tmp_path / "graph.nt")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "graph.nt").stat().st_mode) == 0o640
