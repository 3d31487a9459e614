"""The ontology's files, and the check of a graph against its shapes (SHACL)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, Protocol

from kg.errors import ShapeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable
    from pathlib import Path

    import rdflib
    from pyoxigraph import Quad

VOCABULARY: Final = ("tbox.ttl", "plover.ttl")
"""What the graph's terms mean."""

SHAPES: Final = "shapes.ttl"


SUFFIXES: Final = (".ttl", ".trig", ".nt", ".nq", ".rdf", ".jsonld")
"""Suffixes of the files that can be checked."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Violation:
    """One place where a graph breaks a shape."""

    shape: str
    """IRI of the shape."""
    focus: str
    """The node that breaks it."""
    path: str = ""
    """The property it is about; empty where it is about the node as a whole."""
    value: str = ""
    """The value that breaks it; empty where one is missing."""
    constraint: str = ""
    """What the shape demands there: MinCount, Class, Datatype, SPARQL …"""
    message: str = ""
    """What is wrong, in English."""

    def __str__(self) -> str:
        about = f" {_short(self.path)}" if self.path else ""
        value = f" (found {self.value[:120]!r})" if self.value else ""
        return f"{self.focus}{about}: {self.message}{value} [{_short(self.shape)}]"


def path(name: str) -> Traversable:
    """A file of the ontology (tbox.ttl, alignments.ttl, plover.ttl, shapes.ttl, a rule or a query)."""
    return files("kg.ontology") / name


@cache
def text(name: str) -> str:
    """The text of a file of the ontology."""
    return path(name).read_text("utf-8")


def validate(data: str | rdflib.Graph | Iterable[Quad]) -> list[Violation]:
    """Where a graph breaks the shapes, sorted; an empty list where it does not.

    `data` is the text of N-Triples, N-Quads, Turtle or TriG, a graph of rdflib, or quads. Named graphs count as one, since a
    statement's article and its contradictions stand in different ones. The only inference is from a class to those above it.
    ShapeError for text that is no RDF.
    """
    # pyshacl and rdflib take a fifth of a second to import, and only this needs them.
    import pyshacl
    import rdflib

    graph = _flat(data) if isinstance(data, rdflib.Graph) else _graph(_quads(data) if isinstance(data, str) else data)
    for name in VOCABULARY:
        graph.parse(data=text(name), format="turtle")
    shapes = rdflib.Graph().parse(data=text(SHAPES), format="turtle")
    _, report, words = pyshacl.validate(graph, shacl_graph=shapes, inference="none", inplace=True)
    if not isinstance(report, rdflib.Graph):
        raise ShapeError(f"the graph could not be checked: {words}")
    return sorted(set(_violations(report, shapes)))


def validate_file(file: Path) -> list[Violation]:
    """`validate` of an RDF file, its syntax told by its suffix. ShapeError where it cannot be read or is no RDF."""
    import pyoxigraph as ox  # as below

    syntax = ox.RdfFormat.from_extension(file.suffix.lower().removeprefix("."))
    if syntax is None or file.suffix.lower() not in SUFFIXES:
        raise ShapeError(f'checking {file}: "{file.suffix}" is no suffix of RDF; there are {" ".join(SUFFIXES)}')
    try:
        return validate(list(ox.parse(path=file, format=syntax)))
    except (OSError, SyntaxError, ValueError) as error:
        raise ShapeError(f"checking {file}: {error}") from error


def validate_store(store: Stored) -> list[Violation]:
    """`validate` of all that a store holds."""
    return validate(store.quads())


class Stored(Protocol):
    """Whatever hands out all its quads."""

    def quads(self) -> Iterator[Quad]:
        """Everything, in no order."""
        ...


def _quads(data: str) -> list[Quad]:
    """The quads of a text, whichever of the four syntaxes it is in."""
    import pyoxigraph as ox  # a parser ten times as fast as rdflib's own

    try:
        return list(ox.parse(data, format=ox.RdfFormat.N_QUADS))
    except SyntaxError:
        try:
            return list(ox.parse(data, format=ox.RdfFormat.TRIG))
        except SyntaxError as error:
            raise ShapeError(f"the graph to be checked is neither N-Quads nor Turtle: {error}") from error


def _graph(quads: Iterable[Quad]) -> rdflib.Graph:
    """The triples of quads, without regard to named graphs."""
    import rdflib  # as above

    known: dict[object, rdflib.term.Node] = {}

    def term(of: object) -> rdflib.term.Node:
        if of not in known:
            known[of] = _term(of)
        return known[of]

    graph = rdflib.Graph()
    for quad in quads:
        graph.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return graph


def _term(of: object) -> rdflib.term.Node:
    import pyoxigraph as ox  # as above
    import rdflib

    match of:
        case ox.NamedNode():
            return rdflib.URIRef(of.value)
        case ox.BlankNode():
            return rdflib.BNode(of.value)
        case ox.Literal(language=str(language)):
            return rdflib.Literal(of.value, lang=language)
        case ox.Literal() if of.datatype.value == str(rdflib.XSD.string):
            return rdflib.Literal(of.value)  # rdflib takes "day" and "day"^^xsd:string for two things
        case ox.Literal():
            return rdflib.Literal(of.value, datatype=rdflib.URIRef(of.datatype.value), normalize=False)
        case _:
            raise ShapeError(f"the graph to be checked has a triple inside a triple: {of}")


def _flat(data: rdflib.Graph) -> rdflib.Graph:
    """A copy with all named graphs taken together."""
    import rdflib  # as above

    graph = rdflib.Graph()
    triples: Iterable[tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node]] = data
    if isinstance(data, rdflib.Dataset):
        triples = ((s, p, o) for s, p, o, _ in data.quads())
    for triple in triples:
        graph.add(triple)
    return graph


def _violations(report: rdflib.Graph, shapes: rdflib.Graph) -> Iterable[Violation]:
    from rdflib import SH  # as above

    for result in report.subjects(SH.focusNode):
        shape = report.value(result, SH.sourceShape)
        focus, value = report.value(result, SH.focusNode), report.value(result, SH.value)
        if shape is not None and (shape, SH.targetNode, focus) in shapes:
            focus, value = value, None  # a shape that looks at the whole graph at once
        values = {
            "shape": shape,
            "focus": focus,
            "path": shapes.value(shape, SH.path) and report.value(result, SH.resultPath),
            "value": value,
            "constraint": _short(str(report.value(result, SH.sourceConstraintComponent))).removesuffix("ConstraintComponent"),
            "message": report.value(result, SH.resultMessage),
        }
        yield Violation(**{name: "" if value is None else str(value) for name, value in values.items()})


def _short(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]
