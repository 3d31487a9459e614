"""What is done to texts before the engine sees them: data sets of updates, lost triples, calls to other hosts, media types."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

from kg.serving.media import best
from kg.serving.outside import calls_service, loads
from kg.serving.refusal import Refused
from kg.serving.updates import names_no_graph, with_data_set
from kg.store.text import only_inserts_data


@pytest.mark.parametrize(
    ("update", "made"),
    [
        ("INSERT { GRAPH ?g { ?s ?p 1 } } WHERE { ?s ?p 1 }", "INSERT { GRAPH ?g { ?s ?p 1 } } USING <urn:g> WHERE { ?s ?p 1 }"),
        ("DELETE { ?s ?p 1 } where { { ?s ?p 1 } }", "DELETE { ?s ?p 1 } USING <urn:g> where { { ?s ?p 1 } }"),
        ("DELETE WHERE { ?s <urn:p> 1 }", "DELETE { ?s <urn:p> 1 } USING <urn:g> WHERE { ?s <urn:p> 1 }"),
        (
            "DELETE WHERE { ?s ?p 1 } ; INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 'WHERE {' } } ; "
            "DELETE { ?s ?p 2 } WHERE { ?s ?p 2 }",
            "DELETE { ?s ?p 1 } USING <urn:g> WHERE { ?s ?p 1 } ; INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 'WHERE {' } } ; "
            "DELETE { ?s ?p 2 } USING <urn:g> WHERE { ?s ?p 2 }",
        ),
        ("# WHERE\nCLEAR ALL", "# WHERE\nCLEAR ALL"),
        ("INSERT { ?s ?p 1 } WHERE { SELECT * WHERE { ?s ?p 1 } }",
         "INSERT { ?s ?p 1 } USING <urn:g> WHERE { SELECT * WHERE { ?s ?p 1 } }"),
    ],
)  # fmt: skip
def test_a_data_set_is_written_into_an_update(update: str, made: str) -> None:
    assert with_data_set(update, ["urn:g"], []) == made
    ox.Store().update(made)  # the engine takes it


def test_named_graphs_and_several() -> None:
    made = with_data_set("DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", ["urn:g", "urn:h"], ["urn:n"])
    assert "USING <urn:g> USING <urn:h> USING NAMED <urn:n> WHERE" in made
    assert with_data_set("anything at all", [], []) == "anything at all"


@pytest.mark.parametrize(
    ("update", "graph"),
    [
        ("WITH <urn:g> DELETE { ?s ?p 1 } WHERE { ?s ?p 1 }", "urn:g"),
        ("DELETE { ?s ?p 1 } USING <urn:g> WHERE { ?s ?p 1 }", "urn:g"),
        ("CLEAR ALL; delete { ?s ?p 1 } using named <urn:g> where { ?s ?p 1 }", "urn:g"),
        ("CLEAR ALL", "urn:g> {} ; DROP ALL #"),
        ("CLEAR ALL", ""),
        ("CLEAR ALL", "two words"),
    ],
)
def test_a_data_set_that_cannot_be(update: str, graph: str) -> None:
    with pytest.raises(Refused) as refused:
        with_data_set(update, [graph], [])
    assert refused.value.status == 400


@pytest.mark.parametrize(
    ("update", "lost"),
    [
        ("INSERT DATA { <urn:a> <urn:b> 1 }", True),
        ("insert data { GRAPH <urn:g> { <urn:a> <urn:b> 1 } . <urn:a> <urn:b> 2 }", True),
        ("PREFIX x: <urn:> INSERT DATA { GRAPH x:g { x:a x:b 1 } }", False),
        ("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> [] } . GRAPH <urn:h> { } }", False),
        ("INSERT DATA { }", False),
        ("DELETE DATA { <urn:a> <urn:b> 1 }", False),
        ("CLEAR ALL ; INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 'x } <urn:y>' } } ; INSERT DATA { <urn:a> <urn:b> 1 }", True),
    ],
)
def test_triples_that_would_be_lost(update: str, lost: bool) -> None:
    assert names_no_graph(update) is lost


@pytest.mark.parametrize(
    ("update", "only"),
    [
        ("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:b> 1 } }", True),
        ("PREFIX x: <urn:> BASE <urn:y> INSERT DATA { } ; # more\n insert data { } ;", True),
        ("INSERT DATA { } ; CLEAR ALL", False),
        ("INSERT DATA { } ; DELETE DATA { }", False),
        ("INSERT { } WHERE { }", False),
        ("DELETE DATA { GRAPH <urn:g> { <urn:a> <urn:b> 'INSERT DATA' } }", False),
        ("", False),
        ("LOAD <urn:x>", False),
    ],
)
def test_updates_that_only_insert_data(update: str, only: bool) -> None:
    assert only_inserts_data(update) is only


@pytest.mark.parametrize(
    ("text", "calls"),
    [
        ("SERVICE <urn:x> {}", True),
        ("SERVICE ?where {}", True),
        ("ServiceSilent x:y {}", True),
        ("?service <urn:p> 1", False),
        ("$in_service ?p 1", False),
        ("?1service <urn:p> 1", True),
        ("<http://example.org/service>", False),
        ("'a civil service'", False),
        ("'service: refused for nothing'", True),
        ("\\U00000053ervice <urn:x> {}", True),
    ],
)
def test_calls_of_other_endpoints(text: str, calls: bool) -> None:
    assert calls_service(text) is calls


@pytest.mark.parametrize(
    ("text", "fetches"),
    [
        ("LOAD <urn:x>", True),
        ("CLEAR ALL;LOAD SILENT<urn:x>", True),
        ("PREFIX a: <urn:a>LOAD a:b", True),
        ("INSERT DATA { GRAPH <urn:g> { <urn:a> <urn:payload> <urn:b> } }", False),
        ("INSERT { ?load <urn:p> 1 } WHERE { ?load <urn:q> 2 }", False),
    ],
)
def test_fetches(text: str, fetches: bool) -> None:
    assert loads(text) is fetches


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        ("", "a/one"),
        ("*/*", "a/one"),
        ("b/*", "b/two"),
        ("a/one;q=0.1, b/two", "b/two"),
        ("a/*;q=0, */*", "b/two"),
        ("A/ONE", "a/one"),
        ("b/two;q=0.5, a/one;q=0.4", "b/two"),
    ],
)
def test_the_accept_header(accept: str, chosen: str) -> None:
    assert best(parse_accept_header(accept, MIMEAccept), ("a/one", "b/two")) == chosen


def test_nothing_that_is_liked() -> None:
    with pytest.raises(Refused) as refused:
        best(parse_accept_header("c/three, a/one;q=0", MIMEAccept), ("a/one", "b/two"))
    assert refused.value.status == 406
    assert "a/one, b/two" in refused.value.reason
