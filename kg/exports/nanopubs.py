"""Confirmed contradictions as nanopublications: the smallest pieces that can be cited and passed on by themselves.

Each is four graphs in TriG: the head names the other three; the assertion says that the two statements contradict each other, and
whose they are; the provenance says what it rests on, in which articles, and who confirmed it; the publication info is about the
nanopublication itself. A plain name is made of the relation and the review. A trusty one holds the digest of all that the
nanopublication says, so that nobody can change it unseen; the `nanopub` library makes it (extra `polstat[nanopubs]`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Final

import pyoxigraph as ox

from kg import __version__, codes, iris
from kg.description import RIGHTS
from kg.errors import UsageError
from kg.exports.graph import serialize
from kg.exports.reviewed import Reviewed, Side, reviewed
from kg.store.answer import PREFIXES
from kg.store.base import Store
from kg.terms import PS

NP: Final = "http://www.nanopub.org/nschema#"
_RDF_TYPE: Final = f"{PREFIXES['rdf']}type"
_LABEL: Final = f"{PREFIXES['rdfs']}label"
_DC: Final = PREFIXES["dcterms"]
_PROV: Final = PREFIXES["prov"]
_FOAF: Final = PREFIXES["foaf"]
_SCHEMA: Final = PREFIXES["schema"]

Say = Callable[[str, str, "str | ox.Literal | None"], None]
"""Adds a triple to a graph: a string is the IRI of a node; nothing where the value is null."""


def write_nanopubs(store: Store, file: IO[bytes]) -> None:
    """TriG with a nanopublication for each confirmed contradiction."""
    _write([quad for found in reviewed(store) for quad in nanopub(found, *_names(found))], file)


def write_trusty_nanopubs(store: Store, file: IO[bytes]) -> None:
    """The same with trusty names. Raises `UsageError` where the library for them is not installed."""
    _write([quad for found in reviewed(store) for quad in _trusty(found)], file)


def nanopub(found: Reviewed, this: str, part: str) -> list[ox.Quad]:
    """The quads of one nanopublication by the name `this`, whose own parts have names that begin with `part`."""
    quads: list[ox.Quad] = []

    def graph(name: str) -> Say:
        def say(subject: str, predicate: str, value: str | ox.Literal | None) -> None:
            if value is not None:
                node = ox.NamedNode(value) if isinstance(value, str) else value
                quads.append(ox.Quad(ox.NamedNode(subject), ox.NamedNode(predicate), node, ox.NamedNode(part + name)))

        return say

    head = graph("Head")
    head(this, _RDF_TYPE, f"{NP}Nanopublication")
    for link, name in (("hasAssertion", "assertion"), ("hasProvenance", "provenance"), ("hasPublicationInfo", "pubinfo")):
        head(this, f"{NP}{link}", part + name)
    _assert(graph("assertion"), found)
    _trace(graph("provenance"), found, part)
    _publish(graph("pubinfo"), found, this, part)
    return quads


def _assert(say: Say, found: Reviewed) -> None:
    say(found.relation, _RDF_TYPE, codes.RELATION.term(found.kind))
    say(found.relation, PS.earlier, found.earlier.statement)
    say(found.relation, PS.later, found.later.statement)
    say(found.relation, PS.contradictionType, codes.RELATION_TYPE.term(found.type))
    say(found.relation, PS.onPoint, ox.Literal(found.point))
    say(found.later.statement, PS.contradicts, found.earlier.statement)
    say(found.earlier.statement, PS.contradicts, found.later.statement)
    for side in (found.earlier, found.later):
        say(side.statement, _RDF_TYPE, PS.Attribution)
        say(side.statement, PS.text, ox.Literal(side.text))
        say(side.statement, PS.saidOn, _typed(side.said_on, "date"))
        say(side.statement, PS.reportedIn, side.article)
        if side.actor and side.name:
            say(side.statement, PS.speaker, side.actor)
            say(side.actor, _LABEL, ox.Literal(side.name))


def _trace(say: Say, found: Reviewed, part: str) -> None:
    assertion = part + "assertion"
    for side in (found.earlier, found.later):
        say(assertion, f"{_PROV}wasDerivedFrom", side.article)
        _cite(say, side)
    say(assertion, f"{_PROV}wasGeneratedBy", found.review)
    say(assertion, f"{_PROV}wasAttributedTo", part + "reviewer")
    say(found.review, _RDF_TYPE, PS.Review)
    say(found.review, PS.decidedBy, ox.Literal(found.by))
    say(found.review, PS.decidedAt, _typed(found.at, "dateTime"))
    say(found.review, PS.verdict, PS.ReviewConfirmed)
    say(found.review, PS.note, ox.Literal(found.note) if found.note else None)
    say(found.relation, PS.basis, found.basis)
    say(found.relation, PS.confidence, _typed(found.confidence, "decimal"))
    say(found.relation, PS.rationale, ox.Literal(found.rationale))


def _cite(say: Say, side: Side) -> None:
    say(side.article, _RDF_TYPE, f"{_SCHEMA}NewsArticle")
    say(side.article, f"{_DC}identifier", ox.Literal(side.id))
    for name, value in (("headline", side.headline), ("url", side.url)):
        say(side.article, f"{_SCHEMA}{name}", ox.Literal(value) if value else None)
    say(side.article, f"{_SCHEMA}datePublished", _typed(side.published, "date"))
    say(side.article, f"{_DC}publisher", ox.Literal(side.outlet) if side.outlet else None)


def _publish(say: Say, found: Reviewed, this: str, part: str) -> None:
    say(this, f"{_DC}created", _typed(found.at, "dateTime"))
    say(this, f"{_DC}creator", part + "reviewer")
    say(this, f"{_DC}subject", found.relation)
    say(this, f"{_DC}rights", ox.Literal(RIGHTS, language="en"))
    say(this, PS.softwareVersion, ox.Literal(__version__))
    say(part + "reviewer", _RDF_TYPE, f"{_PROV}Person")
    say(part + "reviewer", f"{_FOAF}name", ox.Literal(found.by))


def _names(found: Reviewed) -> tuple[str, str]:
    """(name of a nanopublication, beginning of the names of its parts); under the base at which the relation is minted."""
    this = f"{_space(found)}{iris.digest(found.relation, found.review)}"
    return this, f"{this}#"


def _space(found: Reviewed) -> str:
    return f"{found.relation.rpartition('relation/')[0]}nanopub/"


def _trusty(found: Reviewed) -> Iterator[ox.Quad]:
    """The quads with the digest in their names: written under a name without one, digested, and renamed."""
    try:
        from nanopub.trustyuri.rdf import RdfHasher, RdfPreprocessor  # 25 MB with what it needs: an extra
    except ImportError as error:
        raise UsageError(
            'trusty names need one more library: pip install "polstat[nanopubs]" (or --format nanopubs for plain names)'
        ) from error
    import rdflib

    space = _space(found)
    unnamed = nanopub(found, space, space)
    graph = rdflib.Dataset()
    graph.parse(data="".join(f"{quad} .\n" for quad in unnamed), format="nquads")
    quads = sorted((context, s, p, o) for s, p, o, context in graph.quads())
    digest = RdfHasher.make_hash(quads, baseuri=space, hashstr=" ")
    renamed = RdfPreprocessor.preprocess(quads, hashstr=digest, baseuri=space)
    names = {
        str(old): str(new) for before, after in zip(quads, renamed, strict=True) for old, new in zip(before, after, strict=True)
    }
    for quad in unnamed:
        subject, predicate, value, context = (
            ox.NamedNode(names[term.value]) if isinstance(term, ox.NamedNode) else term for term in quad
        )
        yield ox.Quad(subject, predicate, value, context)


def _write(quads: list[ox.Quad], file: IO[bytes]) -> None:
    """In the order in which a nanopublication is read, and not by name."""
    serialize(quads, file, ox.RdfFormat.TRIG, {**PREFIXES, "np": NP})


def _typed(words: str | None, kind: str) -> ox.Literal | None:
    return ox.Literal(words, datatype=ox.NamedNode(PREFIXES["xsd"] + kind)) if words else None
