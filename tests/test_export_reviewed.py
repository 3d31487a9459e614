"""Confirmed contradictions as ClaimReview and as nanopublications: whole, readable by others, and nothing else."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg import schema
from kg.errors import UsageError
from kg.exporting import export
from kg.exports.nanopubs import NP
from kg.exports.reviewed import reviewed
from kg.store import Store, open_store
from kg.terms import PS
from tests.reviewed_graph import READER, review
from tests.small_graph import VOSS, S, fill


@pytest.fixture(scope="module")
def small() -> Iterator[Store]:
    with open_store("memory:") as store:
        yield review(fill(store))


def quads(file: Path) -> list[Quad]:
    return list(parse(path=file, format=RdfFormat.TRIG))


def test_only_what_was_confirmed_by_its_latest_review(small: Store) -> None:
    (found,) = reviewed(small)
    assert (found.earlier.statement, found.later.statement) == (S["voss"], S["merk"])
    assert (found.by, found.at, found.note) == (READER, "2031-04-02T10:30:00Z", "Each names the other as the one who asked.")
    with open_store("memory:") as none:
        assert reviewed(fill(none)) == []


def test_a_claim_review(small: Store, tmp_path: Path) -> None:
    export(small, tmp_path / "reviews.json", format="claimreview")
    document = json.loads((tmp_path / "reviews.json").read_text())
    (made,) = document["@graph"]
    assert (made["@type"], made["datePublished"], made["author"]["name"]) == ("ClaimReview", "2031-04-02", READER)
    assert made["claimReviewed"] == "Dana Voss: Sudrey asked Norland for two ships"
    author = made["itemReviewed"]["author"]
    assert (author["@type"], author["@id"], author["name"], author["jobTitle"]) == ("Person", VOSS, "Dana Voss", "Prime Minister")
    assert made["itemReviewed"]["appearance"]["publisher"]["name"] == "The Courier"
    assert made["citation"]["text"] == "Norland asked Sudrey for two ships"
    assert made["reviewRating"] == {"@type": "Rating", "alternateName": "Contradicted by Ilan Merk"}  # and no number
    assert "Each names the other as the one who asked." in made["reviewBody"]


def test_a_claim_review_has_what_search_engines_ask_for(small: Store, tmp_path: Path) -> None:
    """The properties that they require of ClaimReview, Rating and Claim; and it is JSON-LD once its context is at hand."""
    export(small, tmp_path / "reviews.jsonld", format="claimreview")
    document = json.loads((tmp_path / "reviews.jsonld").read_text())
    (made,) = document["@graph"]
    assert {"claimReviewed", "reviewRating", "url", "author", "datePublished", "itemReviewed"} <= made.keys()
    assert "alternateName" in made["reviewRating"]
    assert document.pop("@context") == "https://schema.org"
    document["@context"] = {"@vocab": "https://schema.org/"}  # the same terms, without fetching anything
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    kinds = set(graph.objects(None, rdflib.RDF.type))
    assert {rdflib.SDO.ClaimReview, rdflib.SDO.Claim, rdflib.SDO.Rating, rdflib.SDO.NewsArticle} <= kinds


@pytest.mark.parametrize("name", ["nanopubs", "trusty-nanopubs"])
def test_a_nanopublication_has_its_four_graphs(small: Store, tmp_path: Path, name: str) -> None:
    if name == "trusty-nanopubs":
        pytest.importorskip("nanopub", reason="extra `nanopubs` is not installed")
    export(small, tmp_path / "np.trig", format=name)
    found = quads(tmp_path / "np.trig")
    (this,) = {quad.subject for quad in found if quad.object == NamedNode(f"{NP}Nanopublication")}
    (head,) = {quad.graph_name for quad in found if quad.object == NamedNode(f"{NP}Nanopublication")}
    links = {
        quad.predicate.value.removeprefix(NP): quad.object for quad in found if quad.graph_name == head and quad.subject == this
    }
    parts = [links[link] for link in ("hasAssertion", "hasProvenance", "hasPublicationInfo")]
    assert {quad.graph_name for quad in found} == {head, *parts}
    assertion, provenance, information = parts
    about = {graph: {quad.subject for quad in found if quad.graph_name == graph} for graph in parts}
    assert assertion in about[provenance]  # the provenance is of the assertion
    assert this in about[information]  # the publication info is of the nanopublication
    said = {(q.subject.value, q.predicate.value, getattr(q.object, "value", None)) for q in found if q.graph_name == assertion}
    assert (S["merk"], PS.contradicts, S["voss"]) in said
    assert {text for _, prop, text in said if prop == PS.text} == {
        "Sudrey asked Norland for two ships",
        "Norland asked Sudrey for two ships",
    }
    assert not any(S["lund"] in str(quad) for quad in found)  # rejected


def test_every_term_of_a_nanopublication_is_in_the_vocabulary(small: Store, tmp_path: Path) -> None:
    export(small, tmp_path / "np.trig", format="nanopubs")
    known = rdflib.Graph().parse(data=schema.text("tbox.ttl"), format="turtle")
    used = {
        term.value
        for quad in quads(tmp_path / "np.trig")
        for term in (quad.predicate, quad.object)
        if isinstance(term, NamedNode)
    }
    ours = {rdflib.URIRef(term) for term in used if term.startswith(PS.NAMESPACE)}
    assert ours
    assert ours <= set(known.subjects())


def test_a_trusty_name_is_the_digest_of_the_content(small: Store, tmp_path: Path) -> None:
    """The library's own check holds, and does not hold where one letter is changed."""
    hasher = pytest.importorskip("nanopub.trustyuri.rdf.RdfHasher", reason="extra `nanopubs` is not installed")
    export(small, tmp_path / "np.trig", format="trusty-nanopubs")
    text = (tmp_path / "np.trig").read_text()

    def digest(trig: str, name: str) -> str:
        graph = rdflib.Dataset()
        graph.parse(data=trig, format="trig")
        found = sorted((context, s, p, o) for s, p, o, context in graph.quads())
        return str(hasher.make_hash(found, hashstr=name))

    name = text.split("/nanopub/", 1)[1].split("#", 1)[0]
    assert digest(text, name) == name
    assert digest(text.replace("two ships", "ten ships"), name) != name


def test_without_the_library_for_trusty_names(small: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.partition(".")[0] == "nanopub"]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "nanopub", None)
    with pytest.raises(UsageError, match=r'pip install "polstat\[nanopubs\]" \(or --format nanopubs for plain names\)'):
        export(small, tmp_path / "np.trig", format="trusty-nanopubs")
    assert list(tmp_path.iterdir()) == []
