"""What a data set is, for programs that meet it: VoID and DCAT, out of what the store holds.

`describe` counts what a plain query of the store sees. Whoever describes a part of a store (an export of some articles) counts
that part and names the runs of the whole: `describe(part, runs=known_runs(whole))`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from kg import iris
from kg.store.answer import PREFIXES
from kg.store.base import Selection, Store, own_query, plain
from kg.terms import PS


class VOID:
    """VoID: how large a data set is, and what it speaks of."""

    NAMESPACE: Final = "http://rdfs.org/ns/void#"
    Dataset: Final = NAMESPACE + "Dataset"
    triples: Final = NAMESPACE + "triples"
    entities: Final = NAMESPACE + "entities"
    distinctSubjects: Final = NAMESPACE + "distinctSubjects"
    distinctObjects: Final = NAMESPACE + "distinctObjects"
    classes: Final = NAMESPACE + "classes"
    properties: Final = NAMESPACE + "properties"
    classPartition: Final = NAMESPACE + "classPartition"
    class_: Final = NAMESPACE + "class"
    propertyPartition: Final = NAMESPACE + "propertyPartition"
    property: Final = NAMESPACE + "property"
    vocabulary: Final = NAMESPACE + "vocabulary"
    uriSpace: Final = NAMESPACE + "uriSpace"
    exampleResource: Final = NAMESPACE + "exampleResource"
    sparqlEndpoint: Final = NAMESPACE + "sparqlEndpoint"


class DCAT:
    """DCAT and what it borrows: how a data set is had, from when it is, and from whom."""

    NAMESPACE: Final = "http://www.w3.org/ns/dcat#"
    Dataset: Final = NAMESPACE + "Dataset"
    Distribution: Final = NAMESPACE + "Distribution"
    distribution: Final = NAMESPACE + "distribution"
    DataService: Final = NAMESPACE + "DataService"
    endpointURL: Final = NAMESPACE + "endpointURL"
    servesDataset: Final = NAMESPACE + "servesDataset"
    mediaType: Final = NAMESPACE + "mediaType"
    byteSize: Final = NAMESPACE + "byteSize"
    keyword: Final = NAMESPACE + "keyword"
    startDate: Final = NAMESPACE + "startDate"
    endDate: Final = NAMESPACE + "endDate"


class SPDX:
    """SPDX: the digest by which a file can be checked."""

    NAMESPACE: Final = "http://spdx.org/rdf/terms#"
    Checksum: Final = NAMESPACE + "Checksum"
    checksum: Final = NAMESPACE + "checksum"
    algorithm: Final = NAMESPACE + "algorithm"
    checksumAlgorithm_sha256: Final = NAMESPACE + "checksumAlgorithm_sha256"
    checksumValue: Final = NAMESPACE + "checksumValue"


_DC: Final = PREFIXES["dcterms"]
_PROV: Final = PREFIXES["prov"]
_RDF_TYPE: Final = f"{PREFIXES['rdf']}type"
_XSD: Final = PREFIXES["xsd"]

PREFIXES_OF_DESCRIPTIONS: Final = {**PREFIXES, "void": VOID.NAMESPACE, "dcat": DCAT.NAMESPACE, "spdx": SPDX.NAMESPACE}
"""Short names for writing a description down."""

TITLE: Final = "Political statements"
ABSTRACT: Final = (
    "Who said what, when, in what role, and who contradicted whom, as news articles report it. Content of a statement is what "
    "somebody claims; nothing here says that it is true."
)
RIGHTS: Final = (
    "Texts, headlines and quoted words are their publishers' and speakers'. The program that made this graph grants no rights in "
    "them; whoever passes the graph on says under what terms."
)
KEYWORDS: Final = ("political statements", "attribution", "contradiction", "news")

EXAMPLES_OF: Final = (PS.Contradiction, PS.Statement, PS.Person)
"""Classes of which the description shows one thing each."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Run:
    """One execution of the program that read articles."""

    started: str
    """xsd:dateTime in UTC."""
    iri: str
    software: str
    model: str
    articles: int
    """How many articles stand in the store as this run read them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A file in which the data set can be had."""

    name: str
    media_type: str
    size: int
    """In bytes."""
    sha256: str
    """Digest of the file, in hexadecimal digits."""


def describe(
    store: Store,
    base: str = iris.BASE,
    *,
    runs: Sequence[Run] | None = None,
    endpoint: str | None = None,
    copies: Iterable[Copy] = (),
) -> tuple[Triple, ...]:
    """The description of what the store holds, as triples about `dataset(base)`, in a fixed order and without blank nodes.

    `endpoint` is the address at which it answers SPARQL, `copies` are the files in which it can be had, `runs` stand in for
    those that the store itself remembers. Raises `StoreError` as the store does.
    """
    out = _Description(dataset(base), base)
    out.say_what_it_is()
    out.count(store)
    for run in known_runs(store) if runs is None else runs:
        out.say_who_made_it(run)
    for copy in copies:
        out.say_where_it_is(copy)
    if endpoint is not None:
        out.say_where_it_answers(endpoint)
    return tuple(dict.fromkeys(out.triples))


def dataset(base: str = iris.BASE) -> str:
    """IRI of the data set that a store with this base is."""
    return f"{base}dataset"


def known_runs(store: Store) -> tuple[Run, ...]:
    """The runs that a store remembers, the first one first."""
    return tuple(
        Run(started=row["started"], iri=row["run"], software=row["software"], model=row["model"], articles=int(row["articles"]))
        for row in _records(store.select(own_query("_void_runs")))
    )


class _Description:
    def __init__(self, about: str, base: str) -> None:
        self.about = about
        self.base = base
        self.triples: list[Triple] = []

    def add(self, subject: str, predicate: str, value: NamedNode | Literal) -> None:
        self.triples.append(Triple(NamedNode(subject), NamedNode(predicate), value))

    def part(self, link: str, name: str, kind: str | None = None) -> str:
        """A node that belongs to the data set, with a name of its own so that two descriptions are the same text."""
        node = f"{self.about}/{name}"
        self.add(self.about, link, NamedNode(node))
        if kind is not None:
            self.add(node, _RDF_TYPE, NamedNode(kind))
        return node

    def say_what_it_is(self) -> None:
        for kind in (VOID.Dataset, DCAT.Dataset):
            self.add(self.about, _RDF_TYPE, NamedNode(kind))
        self.add(self.about, _DC + "title", Literal(TITLE, language="en"))
        self.add(self.about, _DC + "description", Literal(ABSTRACT, language="en"))
        self.add(self.about, _DC + "rights", Literal(RIGHTS, language="en"))
        self.add(self.about, _DC + "conformsTo", NamedNode(PS.NAMESPACE.removesuffix("#")))
        for word in KEYWORDS:
            self.add(self.about, DCAT.keyword, Literal(word, language="en"))
        self.add(self.about, VOID.uriSpace, Literal(self.base))

    def count(self, store: Store) -> None:
        """Sizes, partitions, vocabularies, and the days that it covers."""
        (totals,) = _records(store.select(own_query("_void_totals")))
        classes = list(_records(store.select(own_query("_void_classes"))))
        properties = list(_records(store.select(own_query("_void_properties"))))
        self._counts(self.about, totals)
        self.add(self.about, VOID.classes, _whole(len(classes)))
        self.add(self.about, VOID.properties, _whole(len(properties)))
        for row in classes:
            node = self.part(VOID.classPartition, f"class/{iris.digest(row['class'])}")
            self.add(node, VOID.class_, NamedNode(row["class"]))
            self.add(node, VOID.entities, _whole(row["entities"]))
            if row["class"] in EXAMPLES_OF:
                self.add(self.about, VOID.exampleResource, NamedNode(row["example"]))
        for row in properties:
            node = self.part(VOID.propertyPartition, f"property/{iris.digest(row['property'])}")
            self.add(node, VOID.property, NamedNode(row["property"]))
            self._counts(node, row)
        for namespace in sorted({namespace_of(row.get("class") or row["property"]) for row in [*classes, *properties]}):
            self.add(self.about, VOID.vocabulary, NamedNode(namespace))
        if totals.get("since"):
            period = self.part(_DC + "temporal", "period", _DC + "PeriodOfTime")
            self.add(period, DCAT.startDate, _typed(totals["since"], "date"))
            self.add(period, DCAT.endDate, _typed(totals["until"], "date"))

    def _counts(self, node: str, row: dict[str, str]) -> None:
        for name, column in ((VOID.triples, "triples"), (VOID.distinctSubjects, "subjects"), (VOID.distinctObjects, "objects")):
            self.add(node, name, _whole(row[column]))

    def say_who_made_it(self, run: Run) -> None:
        self.add(self.about, _PROV + "wasGeneratedBy", NamedNode(run.iri))
        self.add(run.iri, _RDF_TYPE, NamedNode(PS.Run))
        self.add(run.iri, _RDF_TYPE, NamedNode(_PROV + "Activity"))
        self.add(run.iri, _PROV + "startedAtTime", _typed(run.started, "dateTime"))
        self.add(run.iri, PS.softwareVersion, Literal(run.software))
        self.add(run.iri, PS.modelVersion, Literal(run.model))
        self.add(run.iri, _DC + "description", Literal(f"{run.articles} articles stand as this run read them.", language="en"))

    def say_where_it_is(self, copy: Copy) -> None:
        node = self.part(DCAT.distribution, f"file/{iris.digest(copy.name)}", DCAT.Distribution)
        self.add(node, _DC + "title", Literal(copy.name))
        self.add(node, DCAT.mediaType, NamedNode(f"https://www.iana.org/assignments/media-types/{copy.media_type}"))
        self.add(node, DCAT.byteSize, _typed(str(copy.size), "nonNegativeInteger"))
        checksum = f"{node}/sha256"
        self.add(node, SPDX.checksum, NamedNode(checksum))
        self.add(checksum, _RDF_TYPE, NamedNode(SPDX.Checksum))
        self.add(checksum, SPDX.algorithm, NamedNode(SPDX.checksumAlgorithm_sha256))
        self.add(checksum, SPDX.checksumValue, _typed(copy.sha256, "hexBinary"))

    def say_where_it_answers(self, endpoint: str) -> None:
        self.add(self.about, VOID.sparqlEndpoint, NamedNode(endpoint))
        service = f"{self.about}/endpoint"
        self.add(service, _RDF_TYPE, NamedNode(DCAT.DataService))
        self.add(service, DCAT.endpointURL, NamedNode(endpoint))
        self.add(service, DCAT.servesDataset, NamedNode(self.about))


def namespace_of(term: str) -> str:
    """The namespace of a class or a property: up to its last # or /."""
    cut = max(term.rfind("#"), term.rfind("/"))
    return term[: cut + 1]


def _records(found: Selection) -> Iterable[dict[str, str]]:
    """Each row as plain text by column; what is unbound is left out."""
    for row in found:
        yield {name: words for name, term in zip(found.variables, row, strict=True) if (words := plain(term)) is not None}


def _whole(number: int | str) -> Literal:
    return _typed(str(number), "integer")


def _typed(words: str, kind: str) -> Literal:
    return Literal(words, datatype=NamedNode(_XSD + kind))
