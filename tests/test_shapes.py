"""Every shape finds what it is there to find, and a clean graph breaks none."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, SH

from kg import iris, rdf, schema
from kg.errors import ShapeError
from kg.schema import Violation
from tests.cases import cases
from tests.extractions import corpus, example

CASES = cases("shapes/violations.txt")
SHAPE = "https://w3id.org/polstat/shapes#"
PREFIXES = {
    "ps": "https://w3id.org/polstat/ns#",
    "oa": "http://www.w3.org/ns/oa#",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}


@cache
def clean() -> str:
    """The example, its links, a run and what the rules make of them, as N-Quads."""
    extraction, store = example(), ox.Store()
    links, relations = corpus(extraction)
    store.extend(rdf.article_quads(extraction, fingerprint="f"))
    store.extend(rdf.links_quads(links, relations, state="s"))
    store.extend(rdf.run_quads("r1", datetime(2031, 3, 5, tzinfo=UTC), "1.0", "w7", ["patrol"]))
    for rule in rdf.rules():
        store.update(rule)
    return "".join(f"{quad} .\n" for quad in store if quad.graph_name.value != rdf.ontology_graph())


@cache
def seeded() -> dict[int, set[tuple[str, str]]]:
    """(shape, constraint) broken in the graph of each case.

    Checking takes longer to set up than to do, so each case changes a copy of the clean graph that has IRIs of its own, and all
    copies are checked together.
    """
    copies: list[ox.Quad] = []
    for number, (update, _) in enumerate(CASES):
        base = f"{iris.BASE}case-{number}/"
        text = clean().replace(iris.BASE, base)
        store = ox.Store()
        store.extend(ox.Quad(*quad.triple) for quad in ox.parse(text, format=ox.RdfFormat.N_QUADS))
        before = set(store)
        store.update(update, prefixes=PREFIXES | {"id": base})
        assert set(store) != before, f"the case changes nothing: {update}"
        copies.extend(store)
    found: dict[int, set[tuple[str, str]]] = {number: set() for number in range(len(CASES))}
    for violation in schema.validate(copies):
        number = re.search(r"/case-(\d+)/", violation.focus)
        assert number, f"no case has this node: {violation}"
        found[int(number[1])].add((violation.shape.removeprefix(SHAPE), violation.constraint))
    return found


def test_clean_graph_passes() -> None:
    """What is written from an extraction, with its links and what the rules make of it, breaks no shape."""
    assert list(map(str, schema.validate(clean()))) == []


@pytest.mark.parametrize("number", range(len(CASES)), ids=[f"{i}-{e.replace(' ', '-')}" for i, (_, e) in enumerate(CASES)])
def test_seeded_violation_is_found(number: int) -> None:
    """A graph that is changed as the case says breaks the shape that the case names, by the constraint that it names."""
    shape, constraint = CASES[number][1].split()
    assert (shape, constraint) in seeded()[number]


def constraints() -> Iterable[tuple[str, str]]:
    """(shape, constraint) of everything that the shapes demand."""
    shapes = rdflib.Graph().parse(data=schema.text(schema.SHAPES), format="turtle")
    kinds = {
        "minCount": "MinCount",
        "maxCount": "MaxCount",
        "class": "Class",
        "datatype": "Datatype",
        "in": "In",
        "or": "Or",
        "not": "Not",
        "minInclusive": "MinInclusive",
        "maxInclusive": "MaxInclusive",
        "minLength": "MinLength",
        "maxLength": "MaxLength",
        "pattern": "Pattern",
        "lessThan": "LessThan",
        "lessThanOrEquals": "LessThanOrEquals",
        "disjoint": "Disjoint",
        "qualifiedMinCount": "QualifiedMinCount",
        "qualifiedMaxCount": "QualifiedMaxCount",
        "sparql": "SPARQL",
    }
    about = {"path", "message", "property", "targetClass", "targetNode", "qualifiedValueShape"}
    for kind in (SH.NodeShape, SH.PropertyShape):
        for shape in shapes.subjects(RDF.type, kind):
            for predicate in shapes.predicates(shape):
                name = str(predicate).removeprefix(str(SH))
                if str(predicate).startswith(str(SH)) and name not in about:
                    yield str(shape).removeprefix(SHAPE), kinds[name]


def test_every_constraint_has_a_case() -> None:
    """A demand without a seeded violation might pass by finding nothing."""
    demanded = set(constraints())
    assert len(demanded) > 100
    assert demanded - {tuple(expected.split()) for _, expected in CASES} == set()


def test_every_property_shape_says_what_is_wrong() -> None:
    """Each property shape has a message of its own and hangs on a node shape."""
    shapes = rdflib.Graph().parse(data=schema.text(schema.SHAPES), format="turtle")
    for shape in shapes.subjects(RDF.type, SH.PropertyShape):
        assert shapes.value(shape, SH.message), shape
        assert list(shapes.subjects(SH.property, shape)), shape


def broken() -> str:
    """The clean graph with one article's day given as a moment."""
    return clean().replace('"2031-03-04"^^<http://www.w3.org/2001/XMLSchema#date>', '"2031-03-04"')


def test_report_is_readable() -> None:
    """A violation names the node, the property, the value, what is wrong and the shape."""
    report = [v for v in schema.validate(broken()) if v.shape.endswith("ArticleDate")]
    assert report == [
        Violation(
            shape=SHAPE + "ArticleDate",
            focus=iris.article("patrol"),
            path="https://schema.org/datePublished",
            value="2031-03-04",
            constraint="Datatype",
            message="An article was published on one day at most, an xsd:date.",
        )
    ]
    assert str(report[0]) == (
        f"{iris.article('patrol')} datePublished: An article was published on one day at most, an xsd:date. "
        "(found '2031-03-04') [ArticleDate]"
    )


def test_evidence_names_the_selector() -> None:
    """The check of the words looks at the whole graph and names the node that is wrong, with its words as they are."""
    text = clean().replace('exact> "We did not ask"', 'exact> "We did ask"')
    report = [v for v in schema.validate(text) if v.shape.endswith("#Evidence")]
    assert len(report) == 2, "one of the content, one of the clause"
    assert all(v.focus.endswith("/selector") and v.focus in v.message for v in report)


def test_all_inputs_are_checked_alike() -> None:
    """N-Quads, Turtle, TriG, quads, a graph and a data set of rdflib with the same content have the same violations."""
    quads = list(ox.parse(broken(), format=ox.RdfFormat.N_QUADS))
    turtle = ox.serialize((q.triple for q in quads), format=ox.RdfFormat.TURTLE)
    trig = ox.serialize(quads, format=ox.RdfFormat.TRIG)
    assert turtle
    assert trig
    graph = rdflib.Graph().parse(data=turtle, format="turtle")
    dataset = rdflib.Dataset()
    dataset.parse(data=broken(), format="nquads")
    expected = schema.validate(quads)
    assert expected
    before = len(graph)
    for data in (broken(), turtle.decode(), trig.decode(), graph, dataset):
        assert schema.validate(data) == expected
    assert len(graph) == before, "a graph that is checked is left as it was"


def test_file_is_checked(tmp_path: Path) -> None:
    """A file is read by its suffix; one whose content is of another syntax is an error that names it."""
    (tmp_path / "graph.nq").write_text(broken(), encoding="utf-8")
    assert schema.validate_file(tmp_path / "graph.nq") == schema.validate(broken())
    (tmp_path / "graph.trig").write_text(broken(), encoding="utf-8")
    with pytest.raises(ShapeError, match=r"checking .*graph\.trig"):
        schema.validate_file(tmp_path / "graph.trig")


def test_no_rdf() -> None:
    """Text that is no RDF, a suffix that is none, and a file that is not there are errors of ours."""
    with pytest.raises(ShapeError, match="neither N-Quads nor Turtle"):
        schema.validate("this is prose")
    with pytest.raises(ShapeError, match="no suffix of RDF"):
        schema.validate_file(Path("graph.csv"))
    with pytest.raises(ShapeError, match="checking"):
        schema.validate_file(Path("not-there.ttl"))


def test_empty_graph_passes() -> None:
    """Nothing is wrong with nothing."""
    assert schema.validate("") == []
