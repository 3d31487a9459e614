"""Model to quads and back: nothing is lost, nothing is invented, and the same input gives the same graph."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pyoxigraph as ox
import pytest

from kg import codes, iris, rdf
from kg.errors import EvidenceError, ShapeError
from kg.model import Extraction, Links, Representation, Span
from kg.rdf.nodes import RDF_TYPE, XSD, number, score
from kg.store import Store
from kg.terms import PS
from tests.extractions import at_random, corpus, example, span


def written(store: Store, extractions: list[Extraction], base: str = iris.BASE) -> None:
    """These extractions in a store, each in its own graph."""
    quads = {rdf.article_graph(e.article.id, base): rdf.article_quads(e, base=base, fingerprint="f") for e in extractions}
    store.replace(quads)


def linked(store: Store, base: str = iris.BASE) -> Extraction:
    """The example with its links in a store, and the rules run."""
    extraction = example()
    written(store, [extraction], base)
    links, relations = corpus(extraction)
    store.replace({rdf.links_graph(base): rdf.links_quads(links, relations, base=base, state="s")})
    for rule in rdf.rules(base):
        store.update(rule)
    return extraction


def found(store: Store, query: str) -> set[tuple[str, ...]]:
    """Rows of a SELECT with the prefixes declared, the ends of IRIs only."""
    prefixes = f"PREFIX ps: <{PS.NAMESPACE}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
    return {
        tuple(rdf.plain(term).rsplit("/", 1)[-1].rsplit("#", 1)[-1] for term in row) for row in store.select(prefixes + query)
    }


def test_example_comes_back(memory: Store) -> None:
    """The full example is the same after a round through a store."""
    written(memory, [example()])
    assert rdf.read_extractions(memory.select) == [example()]


def test_every_store_gives_back_what_was_written(store: Store) -> None:
    """So it is on disk and behind a server."""
    extractions = sorted((at_random(seed) for seed in range(3)), key=lambda e: e.article.id)
    written(store, extractions)
    assert rdf.read_extractions(store.select) == extractions


@pytest.mark.parametrize("seed", range(40))
def test_random_extraction_comes_back(seed: int, memory: Store) -> None:
    """Whatever the fields hold, quotation marks, line breaks and emoji included, they come back."""
    written(memory, [at_random(seed)])
    assert rdf.read_extractions(memory.select) == [at_random(seed)]


def test_other_base(memory: Store) -> None:
    """With another base all graphs are named by it, and the way back works."""
    base = "https://data.example/g/"
    written(memory, [example()], base)
    assert memory.graphs() == (f"{base}graph/article/patrol",)
    assert rdf.read_extractions(memory.select) == [example()]


def test_furniture_and_origin_stay_behind(memory: Store) -> None:
    """What is not kept is known: where the file lay, and what was page furniture."""
    whole = example()
    article = replace(whole.article, origin="a/b.txt", furniture=(Span(start=0, end=3),))
    written(memory, [replace(whole, article=article)])
    assert rdf.read_extractions(memory.select) == [whole]


def test_nothing_to_read(memory: Store) -> None:
    """An empty store holds no articles; an article without statements is one."""
    assert rdf.read_extractions(memory.select) == []
    bare = Extraction(article=replace(example().article, title="", published=None, outlet="", url=None, author=""))
    written(memory, [bare])
    assert rdf.read_extractions(memory.select) == [bare]


def test_same_input_same_quads() -> None:
    """Quads come in a fixed order, none twice, without blank nodes, all in the article's graph."""
    once, again = (rdf.article_quads(example(), fingerprint="f") for _ in range(2))
    assert once == again
    assert len(set(once)) == len(once)
    assert {q.graph_name.value for q in once} == {rdf.article_graph("patrol")}
    assert not [q for q in once if ox.BlankNode in (type(q.subject), type(q.object))]


def test_store_keeps_values_as_written(memory: Store) -> None:
    """Literals are in the form in which the store gives them back, so that a second build finds nothing to change."""
    extraction = example()
    links, relations = corpus(extraction)
    quads = [*rdf.article_quads(extraction, fingerprint="f"), *rdf.links_quads(links, relations)]
    store = ox.Store()
    store.extend(quads)
    assert set(store) == set(quads)


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.93, "0.93"), (1, "1"), (0, "0"), (-0.00001, "0"), (-0.125, "-0.125"), (1e-9, "0"), (0.123456, "0.1235")],
)
def test_scores(value: float, words: str) -> None:
    """Four digits after the point at most, no trailing zeros, no exponent, no minus zero."""
    assert score(value) == ox.Literal(words, datatype=ox.NamedNode(XSD + "decimal"))


@pytest.mark.parametrize(
    ("value", "kind"), [(69, "decimal"), (2.5, "decimal"), (3e9, "decimal"), (1e300, "double"), (1 / 3, "double")]
)
def test_numbers(value: float, kind: str) -> None:
    """A figure is exact: a decimal where that takes few digits, else a double."""
    assert number(value).datatype.value == XSD + kind
    assert float(number(value).value) == value


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 4), (-3, 4), (0, 100000), (100000, 100001), (14, 15)])
def test_refuses_evidence_that_is_not_there(start: int, end: int) -> None:
    """A span out of the text, turned round, empty or of blanks alone is an error that names article and place."""
    whole = example()
    first = whole.statements[0]
    broken = replace(first, attribution=replace(first.attribution, cue=Span(start=start, end=end)))
    with pytest.raises(EvidenceError, match=rf'"patrol".*cue.*{start} to {end}'):
        rdf.article_quads(replace(whole, statements=(broken,)), fingerprint="f")


@pytest.mark.parametrize("part", ["source", "content", "clause", "mission"])
def test_refuses_each_kind_of_span(part: str) -> None:
    """Source, content, clause and mission are checked like the cue."""
    whole, outside = example(), Span(start=10**6, end=10**6 + 2)
    first = whole.statements[0]
    claim = replace(first.propositions[0], span=outside)
    broken = {
        "source": replace(whole, statements=(replace(first, attribution=replace(first.attribution, source=outside)),)),
        "content": replace(whole, statements=(replace(first, attribution=replace(first.attribution, content=(outside,))),)),
        "clause": replace(whole, statements=(replace(first, propositions=(claim,)),)),
        "mission": replace(whole, missions=(replace(whole.missions[0], mention=outside),)),
    }[part]
    with pytest.raises(EvidenceError, match=part):
        rdf.article_quads(broken, fingerprint="f")


def test_refuses_what_belongs_to_another_article() -> None:
    """A statement or mandate of another article is not written under this one."""
    whole = example()
    for field, items in (("statements", whole.statements), ("mandates", whole.mandates)):
        with pytest.raises(EvidenceError, match="elsewhere"):
            rdf.article_quads(replace(whole, **{field: (replace(items[0], article="elsewhere"),)}), fingerprint="f")  # type: ignore[arg-type]


def test_refuses_values_that_the_ontology_does_not_have() -> None:
    """A value outside the closed lists is named, with those that there are."""
    whole = example()
    with pytest.raises(ShapeError, match=r'"song" is no kind of the ontology; it has attitude.*writing'):
        rdf.article_quads(replace(whole, statements=(replace(whole.statements[0], kind="song"),)), fingerprint="f")
    actor = replace(whole.actors[0], represents=(Representation(body="https://b.example/", ground="mood"),))
    with pytest.raises(ShapeError, match='"mood" is no ground'):
        rdf.article_quads(replace(whole, actors=(actor,)), fingerprint="f")
    with pytest.raises(ShapeError, match="is no speech act of the ontology"):
        codes.SPEECH_ACT.code(PS.Speech)


def test_quote_selector_finds_the_words_again() -> None:
    """Each mention carries its exact words with 32 characters on both sides, and they stand in the text in that order."""
    oa = "http://www.w3.org/ns/oa#"
    parts: dict[str, dict[str, str]] = {}
    for quad in rdf.article_quads(example(), fingerprint="f"):
        parts.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    selectors = [p for p in parts.values() if oa + "exact" in p]
    text = example().article.text
    assert len(selectors) == 4 * 3 + 1 + 4 + 1  # source, cue, content; a second fragment; clauses; a mission
    for selector in selectors:
        start, end = int(selector[oa + "start"]), int(selector[oa + "end"])
        assert text[start:end] == selector[oa + "exact"]
        assert text[max(0, start - 32) : end + 32] == selector[oa + "prefix"] + selector[oa + "exact"] + selector[oa + "suffix"]


def test_moment_and_day_of_a_statement(memory: Store) -> None:
    """The day has no zone, the moment is in UTC, and the precision says how much of it is known."""
    written(memory, [example()])
    rows = memory.select(f"SELECT ?d ?t ?p {{ ?s <{PS.saidOn}> ?d ; <{PS.saidAt}> ?t ; <{PS.saidAtPrecision}> ?p }}")
    assert {tuple(str(term) for term in row) for row in rows} == {
        (f'"2031-03-04"^^<{XSD}date>', f'"2031-03-04T00:00:00Z"^^<{XSD}dateTime>', f'"{precision}"')
        for precision in ("day", "week")
    }


def test_one_office_for_all_spellings(memory: Store) -> None:
    """Two articles that write a role in different case speak of one office, and each keeps its own words."""
    one = example()
    lower = tuple(replace(m, role=replace(m.role, label=m.role.label.lower()), article="two") for m in one.mandates)
    two = Extraction(article=replace(one.article, id="two"), actors=one.actors, mandates=lower)
    written(memory, [one, two])
    held = found(
        memory, "SELECT ?office ?words { ?m ps:office ?office ; ps:roleLabel ?words ; ps:holder ?h . ?h rdfs:label 'Ada Lorn' }"
    )
    assert {words for _, words in held} == {"Prime Minister", "prime minister"}
    assert len({office for office, _ in held}) == 1


def test_articles_do_not_meet(memory: Store) -> None:
    """An actor that two articles name differently is given back to each with its own names."""
    one = example()
    other = replace(one.actors[0], name="A. Lorn", aliases=("the premier",), types=("Actor",), represents=())
    two = Extraction(article=replace(one.article, id="two"), actors=(other,))
    written(memory, [one, two])
    assert rdf.read_extractions(memory.select) == [one, two]


def test_defined_classes(store: Store) -> None:
    """Who holds a minister's office is a minister; who held it formerly is none, and nobody becomes one by being a body."""
    linked(store)
    rows = found(store, f"SELECT ?who ?class {{ GRAPH <{rdf.inferred_graph()}> {{ ?who a ?class }} }}")
    general = ("Person", "Actor")
    assert {(who, name) for who, name in rows if who in ("ada-lorn", "piet-osk", "ilse-rand") and name not in general} == {
        ("ada-lorn", "HeadOfGovernment"),
        ("piet-osk", "Minister"),
        ("ilse-rand", "HeadOfMission"),
        ("ilse-rand", "Diplomat"),
    }
    assert ("norrland", "Actor") in rows
    assert {who for who, name in rows if name == "Person"} == {"ada-lorn", "piet-osk", "ilse-rand"}


def test_nobody_is_asserted_to_be_a_minister() -> None:
    """Articles assert offices; that their holders are ministers is left to the rules."""
    defined = {PS.Minister, PS.HeadOfGovernment, PS.Spokesperson, PS.Diplomat, PS.HeadOfMission}
    assert not [q for q in rdf.article_quads(example(), fingerprint="f") if q.object.value in defined]


def test_short_forms(store: Store) -> None:
    """A contradiction holds in both directions, a dispute from the later statement to the earlier one; agreement is mutual."""
    one, two, three, _ = (s.id.rsplit("/", 1)[-1] for s in linked(store).statements)
    assert found(store, "SELECT ?a ?b { ?a ps:contradicts ?b }") == {(one, two), (two, one), (one, three), (three, one)}
    assert found(store, "SELECT ?a ?b { ?a ps:disputes ?b }") == {(two, one)}
    assert found(store, "SELECT ?a ?b { ?a ps:agreesWith ?b }") == {(two, three), (three, two)}
    assert found(store, "SELECT ?a ?b { ?a ps:retracts ?b }") == {(two, one)}
    assert found(store, "SELECT ?a ?b { ?a ps:qualifies ?b }") == {(two, one)}
    assert found(store, "SELECT ?a ?b { ?a ps:spokeFor ?b }") == {("piet-osk", "velmark")}
    assert found(store, "SELECT ?s ?c { ?s ps:inOffice/a ?c . ?c rdfs:subClassOf ps:Office }") == {
        (one, "HeadOfGovernmentOffice"),
        (three, "MinisterOffice"),
        (linked(store).statements[3].id.rsplit("/", 1)[-1], "DiplomatOffice"),
    }


def test_evidence_of_a_relation(memory: Store) -> None:
    """The contents of both statements are the evidence for what lies between them."""
    linked(memory)
    rows = found(
        memory,
        "SELECT ?words { ?r a ps:Dispute ; ps:evidence/<http://www.w3.org/ns/oa#hasTarget>/"
        "<http://www.w3.org/ns/oa#hasSelector>/<http://www.w3.org/ns/oa#exact> ?words }",
    )
    assert rows == {("that Velmark had asked Norrland for help",), ("We did not ask",)}


def test_rejected_relation_gives_no_short_form(memory: Store) -> None:
    """What a human rejected stays in the graph and says nothing any more."""
    linked(memory)
    inferred, links = rdf.inferred_graph(), rdf.links_graph()
    memory.update(f"""PREFIX ps: <{PS.NAMESPACE}> DELETE {{ GRAPH ?g {{ ?r ps:reviewStatus ?old }} }}
        INSERT {{ GRAPH <{links}> {{ ?r ps:reviewStatus ps:ReviewRejected }} }}
        WHERE {{ GRAPH ?g {{ ?r ps:reviewStatus ?old }} }} ;
        CLEAR GRAPH <{inferred}>""")
    for rule in rdf.rules():
        memory.update(rule)
    assert found(memory, "SELECT ?r { ?r a ps:Contradiction }")
    assert not found(memory, "SELECT ?a { ?a ps:contradicts|ps:disputes|ps:agreesWith|ps:retracts|ps:qualifies ?b }")


def test_rules_change_nothing_the_second_time(store: Store) -> None:
    """Running the rules again adds nothing, and they write into their two graphs alone."""
    extraction = example()
    linked(store)
    before = set(store.quads())
    for rule in rdf.rules():
        store.update(rule)
    assert set(store.quads()) == before
    own = set(rdf.article_quads(extraction, fingerprint="f")) | set(rdf.links_quads(*corpus(extraction), state="s"))
    assert {q.graph_name.value for q in before - own} == {rdf.inferred_graph(), rdf.ontology_graph()}
    assert own <= before


def test_materialising_is_running_the_rules(store: Store) -> None:
    """Asked one by one, the rules make what they make as updates; what was inferred from something that is gone goes."""
    linked(store)
    graph = rdf.inferred_graph()
    wanted = set(rdf.graph_quads(store, graph))
    ghost, minister = ox.NamedNode(f"{iris.BASE}person/nobody"), ox.NamedNode(PS.Minister)
    stale = [ox.Quad(ghost, ox.NamedNode(RDF_TYPE), minister, ox.NamedNode(graph))]
    for before in ([], stale, [*wanted, *stale]):
        store.replace({graph: before})
        rdf.materialise(store)
        assert set(rdf.graph_quads(store, graph)) == wanted
    assert {rdf.plain(q.object) for q in wanted} >= {PS.Minister, PS.Body}, "classes by an office, and classes above classes"


def test_rules_under_another_base(memory: Store) -> None:
    """The rules write under the base of the graph they belong to."""
    base = "https://data.example/g/"
    linked(memory, base)
    assert set(memory.graphs()) == {f"{base}graph/{name}" for name in ("article/patrol", "links", "inferred", "ontology")}
    assert found(memory, "SELECT ?who { ?who a ps:Minister }") == {("piet-osk",)}


def test_runs_say_when() -> None:
    """A run names its versions and the graphs it made, at a moment in UTC whatever the clock's zone."""
    started = datetime(2031, 3, 5, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    quads = rdf.run_quads("r1", started, "1.0", "w7", ["patrol"])
    assert quads == rdf.run_quads("r1", started.astimezone(UTC), "1.0", "w7", ["patrol"])
    assert {str(q.object) for q in quads if q.subject.value == rdf.article_graph("patrol")} == {
        f"<{iris.BASE}run/r1>",
        f'"2031-03-04T23:30:00Z"^^<{XSD}dateTime>',
    }
    assert {q.graph_name.value for q in quads} == {rdf.runs_graph()}


def test_links_remember_their_state() -> None:
    """Links without relations are still links that somebody has looked for."""
    assert [str(q.object) for q in rdf.links_quads(Links(), (), state="abc")] == ['"abc"']
    assert rdf.links_quads(Links(), ()) == []


def test_dates_of_mandates() -> None:
    """Days of mandates are xsd:date."""
    quads = rdf.article_quads(example(), fingerprint="f")
    days = {q.object.value for q in quads if q.predicate.value in (PS.validFrom, PS.validUntil, PS.heldOn)}
    assert days == {date(2030, 1, 1).isoformat(), "2031-06-01", "2031-03-04"}


def test_writing_loads_nothing_heavy() -> None:
    """Neither rdflib nor pyshacl is imported to write or to read a graph."""
    code = (
        "import sys, json, kg.rdf, kg.schema; print(json.dumps([m for m in ('rdflib', 'pyshacl', 'numpy') if m in sys.modules]))"
    )
    assert json.loads(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout) == []


def test_example_uses_its_text() -> None:
    """The words of the example are where its spans say."""
    assert example().article.words(span("We did not ask")) == "We did not ask"
