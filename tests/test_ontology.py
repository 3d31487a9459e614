"""The ontology's files: they parse, say what every term means, stay within OWL 2 RL, and agree with Python."""

from __future__ import annotations

import inspect
import re
from functools import cache
from pathlib import Path

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Literal, URIRef

from kg import codes, model, rdf, schema, terms
from kg.errors import ShapeError
from kg.rdf import nodes
from kg.terms import PLOVER, PS
from tests.extractions import at_random, corpus, example

NS = rdflib.Namespace(PS.NAMESPACE)
FOLDER = Path(__file__).parent.parent / "ontology"
TURTLE = ("tbox.ttl", "plover.ttl", "alignments.ttl", "shapes.ttl")


@cache
def load(*names: str) -> rdflib.Graph:
    """These files as one graph."""
    graph = rdflib.Graph()
    for name in names:
        graph.parse(data=schema.text(name), format="turtle")
    return graph


TBOX = load("tbox.ttl")
DEFINED = {term for term in TBOX.subjects() if isinstance(term, URIRef) and term.startswith(NS)}


def in_python() -> dict[str, str]:
    """Name to IRI of every term in `kg.terms`."""
    return {name: value for name, value in vars(PS).items() if not name.startswith("_") and name != "NAMESPACE"}


def test_python_and_turtle_have_the_same_terms() -> None:
    """Neither side has a term that the other lacks, and each is named as its IRI ends."""
    assert {PS.NAMESPACE + name for name in in_python()} == {str(term) for term in DEFINED}
    assert all(iri == PS.NAMESPACE + name for name, iri in in_python().items())


def test_python_says_what_each_term_means() -> None:
    """Each line of `kg.terms` ends with the first words of the term's definition, so that the two cannot drift apart."""
    lines = dict(re.findall(r"^    (\w+): Final = _NS \+ \"\w+\"  # (.+)$", inspect.getsource(terms), re.MULTILINE))
    assert lines.keys() == in_python().keys()
    for name, meaning in lines.items():
        assert str(TBOX.value(NS[name], SKOS.definition)).startswith(meaning), name


def test_a_wrong_name_fails_at_once() -> None:
    """The namespace is closed."""
    with pytest.raises(AttributeError, match="Ministre"):
        _ = PS.Ministre  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", TURTLE)
def test_files_parse_and_are_shipped(name: str) -> None:
    """Each file is found through the package and is the one in the folder."""
    assert schema.text(name) == (FOLDER / name).read_text("utf-8")
    assert len(load(name)) > 50


@pytest.mark.parametrize("term", sorted(DEFINED | set(load("plover.ttl").subjects())))
def test_every_term_has_label_and_definition(term: URIRef) -> None:
    """One label and one definition in English; the definition is a sentence."""
    graph = load("tbox.ttl", "plover.ttl")
    for said in (RDFS.label, SKOS.definition):
        words = list(graph.objects(term, said))
        assert [getattr(w, "language", None) for w in words] == ["en"], f"{term} {said}"
    assert str(graph.value(term, SKOS.definition))[-1] == "."


def test_every_term_is_declared_as_something() -> None:
    """A class, a property or a value; nothing is two of them."""
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.NamedIndividual}
    for term in DEFINED:
        assert len(kinds & set(TBOX.objects(term, RDF.type))) == 1, term


def test_terms_used_in_the_ontology_exist() -> None:
    """No axiom, alignment, shape, rule or query names a term that is not defined."""
    for name in TURTLE:
        used = {t for triple in load(name) for t in triple if isinstance(t, URIRef) and t.startswith(NS)} - {NS[""]}
        assert used <= DEFINED, name
    for file in sorted([*FOLDER.glob("*.rq"), *(FOLDER.parent / "kg" / "queries").glob("*.rq")]):
        used = set(re.findall(r"\bps:(\w+)", re.sub(r"^\s*#.*$", "", file.read_text("utf-8"), flags=re.MULTILINE)))
        assert used <= in_python().keys(), file.name


def test_written_graphs_use_known_terms_alone() -> None:
    """Every class and property that is written is in the T-Box or is a declared one of the vocabularies that are reused."""
    reused = {value for group in (nodes.OA, nodes.SCHEMA, nodes.PROV) for name, value in vars(group).items() if name[0] != "_"}
    reused |= {nodes.RDF_TYPE, nodes.LABEL, nodes.ALT_LABEL, nodes.IDENTIFIER}
    quads = [q for i in range(5) for q in rdf.article_quads(at_random(i), fingerprint="f")]
    quads += rdf.article_quads(example(), fingerprint="f")
    quads += rdf.links_quads(*corpus(example()), state="s")
    used = {q.predicate.value for q in quads} | {q.object.value for q in quads if q.predicate.value == nodes.RDF_TYPE}
    assert used - reused <= {str(term) for term in DEFINED}
    assert len(used) > 80


def test_written_values_fit_domain_and_range() -> None:
    """What is written about something is allowed for its class, and what it points to is of the class that is promised."""
    quads = [*rdf.article_quads(example(), fingerprint="f"), *rdf.links_quads(*corpus(example()))]
    types: dict[str, set[URIRef]] = {}
    for q in quads:
        if q.predicate.value == nodes.RDF_TYPE:
            types.setdefault(q.subject.value, set()).update(above(URIRef(q.object.value)))
    vocabulary = load("tbox.ttl", "plover.ttl")
    for q in quads:
        prop = URIRef(q.predicate.value)
        domain, reach = TBOX.value(prop, RDFS.domain), TBOX.value(prop, RDFS.range)
        if domain:
            assert domain in types[q.subject.value], q
        if reach and (prop, RDF.type, OWL.ObjectProperty) in TBOX:
            value = URIRef(q.object.value)
            assert reach in types.get(q.object.value, set()) or (value, RDF.type, reach) in vocabulary, q
        elif reach:
            assert q.object.datatype.value == str(reach), q  # type: ignore[union-attr]


def above(name: URIRef) -> set[URIRef]:
    """A class and all that it is a sub-class of."""
    return {found for found in TBOX.transitive_objects(name, RDFS.subClassOf) if isinstance(found, URIRef)}


def test_owl_2_rl() -> None:
    """Only constructs of OWL 2 RL: named classes, some-values restrictions below a class, property chains, its datatypes.

    This is a check of the constructs that are used, not of the whole profile.
    """
    allowed = {
        RDF.type,
        RDF.first,
        RDF.rest,
        RDFS.label,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        SKOS.definition,
        SKOS.notation,
        OWL.disjointWith,
        OWL.inverseOf,
        OWL.propertyChainAxiom,
        OWL.onProperty,
        OWL.someValuesFrom,
        OWL.versionInfo,
    }
    allowed |= {URIRef("http://purl.org/dc/terms/" + name) for name in ("title", "description", "license")}
    assert set(TBOX.predicates()) <= allowed
    datatypes = {XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.dateTime}
    assert {r for r in TBOX.objects(None, RDFS.range) if not r.startswith(NS)} <= datatypes
    for _, prop, target in TBOX.triples((None, None, None)):
        if prop in (RDFS.subClassOf, RDFS.domain, OWL.someValuesFrom):
            assert isinstance(target, URIRef), "a restriction may stand below a class, not above it"
    for node in TBOX.subjects(OWL.onProperty, None):
        assert isinstance(node, BNode)
        assert list(TBOX.objects(node, RDFS.subClassOf))
    for prop in TBOX.subjects(OWL.propertyChainAxiom, None):
        assert (prop, RDF.type, OWL.FunctionalProperty) not in TBOX, "a property with a chain is not simple"


def test_every_role_class_makes_its_holders_something() -> None:
    """Each class of offices but the rest class defines a class of persons."""
    offices = set(TBOX.subjects(RDFS.subClassOf, NS.Office)) | {NS.HeadOfMissionOffice}
    makes = {
        TBOX.value(r, OWL.someValuesFrom): TBOX.value(r, RDFS.subClassOf) for r in TBOX.subjects(OWL.onProperty, NS.holdsOffice)
    }
    assert set(makes) == offices - {NS.OtherOffice}
    assert len(set(makes.values())) == len(makes)
    assert all(NS.Person in above(person) for person in makes.values() if isinstance(person, URIRef))


def tables() -> list[tuple[codes.Codes, set[tuple[str, str]]]]:
    """Each table of codes and what the ontology says of it: (code, IRI)."""

    def noted(graph: rdflib.Graph, terms_of: set[rdflib.term.Node]) -> set[tuple[str, str]]:
        return {(str(graph.value(t, SKOS.notation)), str(t)) for t in terms_of if graph.value(t, SKOS.notation)}

    values = {
        codes.KIND: NS.Kind,
        codes.QUOTE_TYPE: NS.QuoteType,
        codes.SPEECH_ACT: NS.SpeechAct,
        codes.POLARITY: NS.Polarity,
        codes.MODALITY: NS.Modality,
        codes.TENSE: NS.Tense,
        codes.RELATION_TYPE: NS.RelationType,
        codes.BASIS: NS.Basis,
        codes.REVIEW_STATUS: NS.ReviewStatus,
        codes.MENTION_KIND: NS.MentionKind,
        codes.GROUND: NS.Ground,
    }
    out = [(table, noted(TBOX, set(TBOX.subjects(RDF.type, cls)))) for table, cls in values.items()]
    out.append((codes.OFFICE, noted(TBOX, set(TBOX.subjects(RDFS.subClassOf, NS.Office)))))
    below = set(TBOX.transitive_subjects(RDFS.subClassOf, NS.StatementRelation))
    out.append((codes.RELATION, noted(TBOX, below)))
    out.append((codes.CATEGORY, noted(load("plover.ttl"), set(load("plover.ttl").subjects(RDF.type, NS.PloverCategory)))))
    actors = (
        set(TBOX.transitive_subjects(RDFS.subClassOf, NS.Actor)) - set(TBOX.objects(None, RDFS.subClassOf)) - office_holders()
    )
    actors |= {NS.Person, NS.Body, NS.Actor}
    out.append((codes.ACTOR_CLASS, {(str(a).removeprefix(NS), str(a)) for a in actors}))
    return out


def office_holders() -> set[rdflib.term.Node]:
    """The defined classes and the restrictions that define them."""
    return set(TBOX.transitive_subjects(RDFS.subClassOf, NS.Person)) - {NS.Person}


@pytest.mark.parametrize("number", range(15))
def test_codes_are_those_of_the_ontology(number: int) -> None:
    """Python's codes and the notations of the ontology are the same, both ways."""
    table, noted = tables()[number]
    assert {(code, table.term(code)) for code in table} == noted
    assert all(table.code(iri) == code for code, iri in noted)


def test_codes_cover_the_model() -> None:
    """Each value that the comments of the model list has a code."""
    said = "".join(path.read_text(encoding="utf8") for path in sorted(Path(model.__file__).parent.glob("*.py")))
    listed = {
        "kind": codes.KIND,
        "speech_act": codes.SPEECH_ACT,
        "polarity": codes.POLARITY,
        "modality": codes.MODALITY,
        "tense": codes.TENSE,
        "quote_type": codes.QUOTE_TYPE,
        "ground": codes.GROUND,
        "relation": codes.RELATION,
        "basis": codes.BASIS,
    }
    for field, table in listed.items():
        words = [
            re.split(r"[\s,.:;]+", found) for found in re.findall(rf'    {field}: str[^\n]*\n    """(.*?)"""', said, re.DOTALL)
        ]
        assert any(set(table) <= set(found) for found in words), field


def test_sixteen_plover_categories() -> None:
    """All categories of the manual, as concepts of one scheme."""
    graph = load("plover.ttl")
    scheme = URIRef(PLOVER.rstrip("#"))
    assert len(set(graph.subjects(SKOS.inScheme, scheme))) == len(set(codes.CATEGORY)) == 16


def test_alignments_name_the_vocabularies_that_are_promised() -> None:
    """Each vocabulary of the model is tied in, with a term of it that exists where rdflib knows the vocabulary."""
    graph = load("alignments.ttl")
    targets = {str(o) for _, p, o in graph if isinstance(o, URIRef) and not o.startswith(NS) and p not in (RDF.type, OWL.imports)}
    for start in (
        "http://www.w3.org/ns/prov#",
        "http://www.w3.org/ns/oa#",
        "http://www.w3.org/ns/org#",
        "http://www.w3.org/ns/opengov#",
        "http://semanticweb.cs.vu.nl/2009/11/sem/",
        "https://schema.org/",
        "http://purl.org/spar/cito/",
        "http://groundedannotationframework.org/grasp",
        "http://xmlns.com/foaf/0.1/",
        "http://www.w3.org/2004/02/skos/core#",
    ):
        assert any(t.startswith(start) for t in targets), start
    for known in (rdflib.PROV, rdflib.ORG, rdflib.SDO, rdflib.FOAF, rdflib.SKOS):
        for target in targets:
            if target.startswith(str(known)):
                assert URIRef(target) in known, target


def test_reused_terms_exist() -> None:
    """The terms of other vocabularies that Python writes are spelled as those vocabularies spell them."""
    for group, known in ((nodes.SCHEMA, rdflib.SDO), (nodes.PROV, rdflib.PROV)):
        for name, iri in vars(group).items():
            if name[0] != "_":
                assert URIRef(iri) in known, iri


def test_ontology_graph_has_no_blank_nodes() -> None:
    """In a store, the vocabulary's restrictions and lists have names, so that writing it twice adds nothing."""
    quads = rdf.ontology_quads()
    assert quads == rdf.ontology_quads()
    assert not [q for q in quads if "BlankNode" in (type(q.subject).__name__, type(q.object).__name__)]
    assert len(set(quads)) == len(load(*schema.VOCABULARY))


def test_unknown_code_is_named() -> None:
    """The message says which table, and what it has."""
    with pytest.raises(ShapeError, match='"joint" is no ground of the ontology; it has capital, country, demonym, member'):
        codes.GROUND.term("joint")
    assert Literal("speech") in set(TBOX.objects(NS.Speech, SKOS.notation))
