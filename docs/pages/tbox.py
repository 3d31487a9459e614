"""The vocabulary as its file tells it: the sections with their terms in order, and what is known of each term."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Final

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, XSD

from kg import schema
from kg.terms import PS

PREFIXES: Final = {PS.NAMESPACE: "ps:", str(OWL): "owl:", str(XSD): "xsd:", str(RDFS): "rdfs:"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the file below a heading of the form `# --- Title: what it is about.`"""

    title: str
    terms: tuple[rdflib.URIRef, ...]
    """In the order in which they are defined."""


@cache
def graph() -> rdflib.Graph:
    """The vocabulary."""
    return rdflib.Graph().parse(data=schema.text("tbox.ttl"), format="turtle")


@cache
def sections() -> tuple[Section, ...]:
    """All sections that define terms."""
    found: list[tuple[str, list[rdflib.URIRef]]] = []
    for line in schema.text("tbox.ttl").splitlines():
        if heading := re.match(r"# --- (.*?)\.?$", line):
            found.append((heading[1], []))
        elif (term := re.match(r"ps:(\w+) a ", line)) and found:
            found[-1][1].append(rdflib.URIRef(PS.NAMESPACE + term[1]))
    return tuple(Section(title=title, terms=tuple(terms)) for title, terms in found if terms)


def is_class(term: rdflib.URIRef) -> bool:
    """Whether a term is a class."""
    return (term, RDF.type, OWL.Class) in graph()


def is_property(term: rdflib.URIRef) -> bool:
    """Whether a term is a property."""
    return any((term, RDF.type, kind) in graph() for kind in (OWL.ObjectProperty, OWL.DatatypeProperty))


def above(term: rdflib.URIRef) -> list[rdflib.URIRef]:
    """The named classes or properties right above a term, sorted."""
    found = [*graph().objects(term, RDFS.subClassOf), *graph().objects(term, RDFS.subPropertyOf)]
    return sorted(x for x in found if isinstance(x, rdflib.URIRef))


def side(term: rdflib.URIRef, which: rdflib.URIRef) -> rdflib.URIRef | None:
    """The domain or the range of a property, where it has one."""
    found = graph().value(term, which)
    return found if isinstance(found, rdflib.URIRef) else None


def words(term: rdflib.URIRef, which: rdflib.URIRef = SKOS.definition) -> str:
    """The definition, the label or the notation of a term; empty where it has none."""
    return str(graph().value(term, which) or "")


def short(term: rdflib.term.Node | None) -> str:
    """A term with its prefix."""
    name = str(term or "")
    for namespace, prefix in PREFIXES.items():
        if name.startswith(namespace):
            return prefix + name.removeprefix(namespace)
    return name
