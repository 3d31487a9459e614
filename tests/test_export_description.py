"""The description of a data set: its figures are those of the data, and it says where they come from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, PROV, VOID

from kg.description import dataset, describe, known_runs
from kg.exporting import export
from kg.store import Store, open_store
from kg.terms import PS
from tests.small_graph import fill

THIS = rdflib.URIRef(dataset())
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    with open_store("memory:") as store:
        yield fill(store)


def read(path: Path) -> rdflib.Graph:
    return rdflib.Graph().parse(path, format="turtle")


@pytest.mark.parametrize("part", [(), ("actor=Lund",)])
def test_the_figures_are_those_of_the_file(small: Store, tmp_path: Path, part: tuple[str, ...]) -> None:
    export(small, tmp_path / "graph.ttl", subset=part, description=True)
    graph, about = read(tmp_path / "graph.ttl"), read(tmp_path / "graph.void.ttl")
    assert int(str(about.value(THIS, VOID.triples))) == len(graph)
    assert int(str(about.value(THIS, VOID.distinctSubjects))) == len(set(graph.subjects()))
    assert int(str(about.value(THIS, VOID.distinctObjects))) == len(set(graph.objects()))
    properties = {
        about.value(p, VOID.property): int(str(about.value(p, VOID.triples))) for p in about.objects(THIS, VOID.propertyPartition)
    }
    assert properties == {p: len(list(graph.triples((None, p, None)))) for p in set(graph.predicates())}
    classes = {
        about.value(p, VOID["class"]): int(str(about.value(p, VOID.entities))) for p in about.objects(THIS, VOID.classPartition)
    }
    assert classes == {c: len(set(graph.subjects(rdflib.RDF.type, c))) for c in set(graph.objects(None, rdflib.RDF.type))}
    assert (int(str(about.value(THIS, VOID.classes))), int(str(about.value(THIS, VOID.properties)))) == (
        len(classes),
        len(properties),
    )
    assert set(about.objects(THIS, VOID.vocabulary)) >= {rdflib.URIRef(PS.NAMESPACE), rdflib.URIRef("https://schema.org/")}


def test_it_says_what_it_covers_and_who_made_it(small: Store, tmp_path: Path) -> None:
    export(small, tmp_path / "graph.trig", description=True)
    about = read(tmp_path / "graph.void.ttl")
    period = about.value(THIS, DCTERMS.temporal)
    assert [str(about.value(period, p)) for p in (DCAT.startDate, DCAT.endDate)] == ["2031-03-03", "2031-03-07"]
    (run,) = about.objects(THIS, PROV.wasGeneratedBy)
    assert str(about.value(run, PROV.startedAtTime)) == "2031-03-08T09:30:00+00:00"
    assert [str(about.value(run, rdflib.URIRef(p))) for p in (PS.softwareVersion, PS.modelVersion)] == ["0.1", "model-1"]
    assert "publishers" in str(about.value(THIS, DCTERMS.rights))
    assert set(about.objects(THIS, rdflib.RDF.type)) == {VOID.Dataset, DCAT.Dataset}


def test_it_names_every_file_with_its_digest(small: Store, tmp_path: Path) -> None:
    written = export(small, tmp_path / "tables", format="tables", description=True)
    about = read(tmp_path / "tables.void.ttl")
    assert written[-1] == tmp_path / "tables.void.ttl"
    found = {}
    for copy in about.objects(THIS, DCAT.distribution):
        checksum = about.value(copy, SPDX.checksum)
        found[str(about.value(copy, DCTERMS.title))] = (
            str(about.value(checksum, SPDX.checksumValue)),
            int(str(about.value(copy, DCAT.byteSize))),
        )
    assert found == {f.name: (hashlib.sha256(f.read_bytes()).hexdigest(), f.stat().st_size) for f in written[:-1]}


def test_of_what_a_plain_query_sees(small: Store) -> None:
    """An endpoint describes its default graph, and where it answers."""
    graph = rdflib.Graph().parse(
        data="".join(f"{t} .\n" for t in describe(small, endpoint="http://127.0.0.1:8010/sparql")), format="nt"
    )
    (counted,) = small.select("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")
    assert str(graph.value(THIS, VOID.triples)) == counted[0].value  # type: ignore[union-attr]
    assert graph.value(THIS, VOID.sparqlEndpoint) == rdflib.URIRef("http://127.0.0.1:8010/sparql")
    assert not [node for node in graph.all_nodes() if isinstance(node, rdflib.BNode)]


def test_of_an_empty_store(memory: Store) -> None:
    graph = rdflib.Graph().parse(data="".join(f"{t} .\n" for t in describe(memory, "https://example.org/id/")), format="nt")
    assert str(graph.value(rdflib.URIRef("https://example.org/id/dataset"), VOID.triples)) == "0"
    assert known_runs(memory) == ()
