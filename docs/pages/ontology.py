"""docs/ontology.md: every term of the vocabulary, section by section."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS

from docs.pages import tbox
from docs.pages.tbox import Section, short, side, words
from kg.terms import PS

HEAD = """# The ontology

<!-- Made by `python -m docs.generate` from ontology/tbox.ttl; edit that file. -->

{description}

Namespace `{namespace}`, prefix `ps:`, version {version}; {classes} classes, {properties} properties, {values} values. The file is
[ontology/tbox.ttl](../ontology/tbox.ttl); how its terms relate to PROV-O, Web Annotation, ORG, SEM, schema.org and CiTO stands in
[ontology/alignments.ttl](../ontology/alignments.ttl), what well-formed data looks like in
[ontology/shapes.ttl](../ontology/shapes.ttl), what follows from what in [ontology/rules.rq](../ontology/rules.rq).

![The main classes and the properties between them](pictures/ontology.svg)

An article's words (*mention*) report that somebody said something (*attribution*, *statement*), and that expresses claims
(*proposition*). Claims are never asserted as facts: they hang on whoever made them. Roles are held for a time (*mandate*), and a
contradiction is a thing of its own, which has a reason and can be reviewed.

"""


def page() -> str:
    """The page."""
    graph = tbox.graph()
    this = rdflib.URIRef(PS.NAMESPACE.removesuffix("#"))
    head = HEAD.format(
        description=graph.value(this, DCTERMS.description),
        namespace=PS.NAMESPACE,
        version=graph.value(this, OWL.versionInfo),
        classes=len(set(graph.subjects(RDF.type, OWL.Class))),
        properties=len({*graph.subjects(RDF.type, OWL.ObjectProperty), *graph.subjects(RDF.type, OWL.DatatypeProperty)}),
        values=len(set(graph.subjects(RDF.type, OWL.NamedIndividual))),
    )
    return head + "\n".join(line for section in tbox.sections() for line in _section(section))


def _section(section: Section) -> Iterator[str]:
    title, _, about = section.title.partition(": ")
    yield f"## {title}\n"
    if about:
        yield f"{about[0].upper()}{about[1:]}.\n"
    classes = [term for term in section.terms if tbox.is_class(term)]
    properties = [term for term in section.terms if tbox.is_property(term)]
    values = [term for term in section.terms if term not in classes and term not in properties]
    if classes:
        yield from _table(("class", "is a", "what it is"), (_class(term) for term in classes))
    if properties:
        yield from _table(("property", "from", "to", "what it says"), (_property(term) for term in properties))
    if values:
        yield from _table(("value", "of", "code", "what it means"), (_value(term) for term in values))


def _class(term: rdflib.URIRef) -> tuple[str, ...]:
    return f"`{short(term)}`", " ".join(f"`{short(x)}`" for x in tbox.above(term)), words(term)


def _property(term: rdflib.URIRef) -> tuple[str, ...]:
    under = "".join(f" Under `{short(x)}`." for x in tbox.above(term))
    ends = (short(side(term, end)) for end in (RDFS.domain, RDFS.range))
    return f"`{short(term)}`", *(f"`{end}`" if end else "" for end in ends), words(term) + under


def _value(term: rdflib.URIRef) -> tuple[str, ...]:
    kinds = sorted(str(kind) for kind in tbox.graph().objects(term, RDF.type) if kind != OWL.NamedIndividual)
    return f"`{short(term)}`", f"`{short(rdflib.URIRef(kinds[0]))}`", f"`{words(term, SKOS.notation)}`", words(term)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in row) + " |"
    yield ""
