"""SPARQL 1.1 Service Description: what this endpoint can do, for programs that meet it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, cast

import pyoxigraph as ox

from kg.store.answer import PREFIXES

SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"

_WRITTEN: Final = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
                   "JSON-LD", "RDF_XML")  # fmt: skip


def described(address: str, void: str, *, writable: bool, outside: bool, syntax: ox.RdfFormat) -> bytes:
    """The description of the service at `address`, whose data set is described at `void`."""
    triples = [ox.Triple(s, p, o) for s, p, o in _statements(address, void, writable=writable, outside=outside)]
    prefixes = {"sd": SD, "formats": _FORMATS, "rdfs": PREFIXES["rdfs"]}
    return cast(bytes, ox.serialize(triples, format=syntax, prefixes=prefixes))


def _statements(
    address: str, void: str, *, writable: bool, outside: bool
) -> Iterator[tuple[ox.NamedNode, ox.NamedNode, ox.NamedNode]]:
    service, data_set = ox.NamedNode(f"{address}#service"), ox.NamedNode(f"{address}#data")
    kind = ox.NamedNode(f"{PREFIXES['rdf']}type")
    yield service, kind, _sd("Service")
    yield service, _sd("endpoint"), ox.NamedNode(address)
    yield service, _sd("supportedLanguage"), _sd("SPARQL11Query")
    if writable:
        yield service, _sd("supportedLanguage"), _sd("SPARQL11Update")
    yield service, _sd("feature"), _sd("UnionDefaultGraph")
    if outside:
        yield service, _sd("feature"), _sd("BasicFederatedQuery")
    for name in _WRITTEN:
        yield service, _sd("resultFormat"), ox.NamedNode(_FORMATS + name)
    yield service, _sd("defaultDataset"), data_set
    yield data_set, kind, _sd("Dataset")
    yield data_set, ox.NamedNode(f"{PREFIXES['rdfs']}seeAlso"), ox.NamedNode(void)


def _sd(name: str) -> ox.NamedNode:
    return ox.NamedNode(SD + name)
