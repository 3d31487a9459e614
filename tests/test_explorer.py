"""The explorer's pages, as a browser would get them, over a small graph: what they show, what they refuse, what they escape."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from lxml import etree, html

from kg import iris, rdf
from kg.explorer.app import ASSETS, POLICY, respond
from kg.model import Actor, StatementRelation
from kg.store import Store, open_store
from kg.store.base import own_query
from tests import small_graph as small
from tests.small_graph import ACTORS, ARNE, MERK, MISSION, RELATIONS, VOSS, Desk, V, fill

CONTRADICTION = RELATIONS[0].iri
ARTICLE = iris.article("wire-1")
STATEMENT = small.S["merk"]
EVENT = small.EVENT.iri

THINGS = (
    ("/actor", VOSS),
    ("/contradiction", CONTRADICTION),
    ("/article", ARTICLE),
    ("/statement", STATEMENT),
    ("/event", EVENT),
    ("/event", MISSION.iri),
    ("/about", VOSS),
)
PAGES = (
    *((path, {"iri": name}) for path, name in THINGS),
    ("/", {}),
    ("/actors", {}),
    ("/actors", {"q": "voss"}),
    ("/contradictions", {}),
    ("/contradictions", {"by": "Arne", "of": "Voss", "since": "2031-01-01", "until": "2031-12-31", "type": "denial"}),
    ("/articles", {}),
    ("/topic", {}),
    ("/topic", {"q": "ships"}),
    ("/sparql-editor", {}),
    ("/sparql-editor", {"name": "claims-over-time", "actor": "Voss"}),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("memory:") as opened:
        yield fill(opened)


def page(store: Store, path: str, status: int = 200, **fields: str) -> html.HtmlElement:
    """A page as a tree; it must be there, with that status."""
    found = respond(store, path, fields)
    assert found is not None, path
    assert (found[0], found[1]) == (status, "text/html")
    return html.document_fromstring(found[2].decode())


def words(tree: html.HtmlElement, selector: str = "//main") -> str:
    """The text of elements with single spaces, blocks apart."""
    found = " ".join(" ".join(" ".join(node.itertext()) for node in tree.xpath(selector)).split())
    return re.sub(r" (?=[,.;:)])|(?<=\() ", "", found)


@pytest.mark.parametrize(("path", "fields"), PAGES)
def test_every_page_is_sound(store: Store, path: str, fields: dict[str, str]) -> None:
    """One heading, one main, labels for all fields, names that are used once, and nothing that the policy would forbid."""
    tree = page(store, path, **fields)
    assert len(tree.xpath("//h1")) == len(tree.xpath("//main")) == 1
    assert tree.get("lang") == "en"
    ids = tree.xpath("//@id")
    assert len(ids) == len(set(ids))
    for field in tree.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert tree.xpath(f"//label[@for='{field.get('id')}']"), etree.tostring(field)
    for reference in tree.xpath("//@aria-labelledby | //@aria-describedby"):
        assert reference in ids
    assert not tree.xpath("//style | //script[not(@src)] | //@style | //@*[starts-with(name(), 'on')]")
    for link in tree.xpath("//@src | //@href | //@action | //@data-copy"):
        assert not urlsplit(link).netloc, link


@pytest.mark.parametrize(("path", "fields"), PAGES)
def test_every_link_leads_somewhere(store: Store, path: str, fields: dict[str, str]) -> None:
    """No link of a page is broken, and a link into a page meets what it names."""
    for link in sorted(set(page(store, path, **fields).xpath("//main//a/@href | //head//@href | //head//@src"))):
        parts = urlsplit(link)
        if not parts.path:
            continue
        found = respond(store, parts.path, dict(parse_qsl(parts.query)))
        assert found is not None, link
        assert found[0] == 200, link
        if parts.fragment:
            assert html.document_fromstring(found[2].decode()).xpath(f"//*[@id='{parts.fragment}']"), link


@pytest.mark.parametrize(("path", "name"), THINGS)
def test_a_thing_can_be_had_as_turtle(store: Store, path: str, name: str) -> None:
    """The page of a thing links to its Turtle, and a button copies that."""
    tree = page(store, path, iri=name)
    (link,) = tree.xpath("//a[text()='Turtle']/@href")
    assert tree.xpath("//button/@data-copy") == [link]
    found = respond(store, "/resource", dict(parse_qsl(urlsplit(link).query)))
    assert found is not None
    status, media_type, body = found
    assert (status, media_type) == (200, "text/turtle")
    assert f"<{name}> " in body.decode()


@pytest.mark.parametrize(("path", "name"), THINGS[:-1])
def test_resource_takes_the_page_of_its_kind(store: Store, path: str, name: str) -> None:
    assert words(page(store, "/resource", iri=name), "//h1") == words(page(store, path, iri=name), "//h1")


def test_the_first_page_counts_and_lists(store: Store) -> None:
    """A second name of an actor counts for nothing; the surest and the newest come first."""
    tree = page(store, "/")
    assert words(tree, "//dl").startswith("articles 3 statements 8 actors 6 contradictions 4")
    first = "(//section[@aria-labelledby='{}']//h3)[1]"
    assert words(tree, first.format("surest")) == "who asked whom for ships"
    assert words(tree, first.format("newest")) == "whether a ship would sail"


def test_an_actor_is_shown_whole(store: Store) -> None:
    """Under any of its names: offices in time, who speaks for whom, contradictions on both sides, statements, latest first."""
    for name in (VOSS, V):
        text = words(page(store, "/actor", iri=name))
        assert text.startswith("Dana Voss")
        assert "also named Ms. Voss, Voss" in text
        assert "Prime Minister (Government of Norland) 3 March 2031 to 7 March 2031; head of government" in text
        assert "was spoken for by Petra Lund 1 time" in text
        assert "can stand for Government of Norland (office)" in text
        assert "Contradicts 2 times" in text
        assert "Is contradicted 3 times" in text
        assert "1–4 of 4 statements" in text
        assert text.index("one ship would sail") < text.rindex("Sudrey asked Norland for two ships")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Dana Voss", "Dana Voss"),
        ("voss dana", "Dana Voss"),
        ("vos", "Dana Voss"),
        ("Vosss", "Dana Voss"),
        ("Dána Vöss", "Dana Voss"),
        ("tomas arnee", "Tomas Arne"),
        ("norlnd", "Government of Norland"),
        (VOSS, "Dana Voss"),
        (V, "Dana Voss"),
    ],
)
def test_actors_are_found_forgivingly(store: Store, typed: str, found: str) -> None:
    """Part of a name, words in any order, accents, slips, or an IRI; one row however many names fit."""
    rows = page(store, "/actors", q=typed).xpath("//ul[@class='list']/li/a/text()")
    assert rows[0] == found
    assert len(rows) == len(set(rows))


def test_nobody_of_that_name(store: Store) -> None:
    assert "None was found." in words(page(store, "/actors", q="xyzzyx"))


@pytest.mark.parametrize(
    ("fields", "points"),
    [
        ({}, ["who asked whom for ships", "whether Sudrey asked", "whether a ship would sail", "how many ships"]),
        (
            {"order": "newest"},
            ["whether a ship would sail", "how many ships", "who asked whom for ships", "whether Sudrey asked"],
        ),
        ({"by": "Merk"}, ["who asked whom for ships"]),
        ({"by": MERK}, ["who asked whom for ships"]),
        ({"of": "Lund"}, ["whether a ship would sail"]),
        ({"by": "voss", "of": "voss"}, ["how many ships"]),
        ({"since": "2031-03-05"}, ["whether a ship would sail", "how many ships"]),
        ({"until": "2031-03-05"}, ["who asked whom for ships", "whether Sudrey asked"]),
        ({"type": "denial"}, ["whether Sudrey asked"]),
        ({"by": "Merk", "until": "2031-03-01"}, []),
    ],
)
def test_contradictions_are_filtered(store: Store, fields: dict[str, str], points: list[str]) -> None:
    tree = page(store, "/contradictions", **fields)
    assert tree.xpath("//article/h2/a/text()") == points


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"since": "soon"}, "“soon” is no date; write it as 2014-09-25."),
        ({"until": "2031-13-01"}, "“2031-13-01” is no date; write it as 2014-09-25."),
        ({"by": "xyzzyx"}, "No actor has “xyzzyx” in its name."),
        ({"of": "https://example.org/nobody"}, "No actor has “https://example.org/nobody” in its name."),
        ({"type": "same_claim"}, "There is no type “same_claim”; there are denial"),
    ],
)
def test_filters_that_make_no_sense_are_named(store: Store, fields: dict[str, str], reason: str) -> None:
    """Status 400, one line beside the field, and no list that would pass for an answer."""
    tree = page(store, "/contradictions", 400, **fields)
    (alert,) = tree.xpath("//*[@role='alert']")
    assert alert.text_content().startswith(reason)
    assert tree.xpath("//*[@aria-invalid]/@aria-describedby") == [alert.get("id")]
    assert not tree.xpath("//article")


def test_a_contradiction_stands_side_by_side(store: Store) -> None:
    """Both passages with exactly the words of each statement marked, and why it is one."""
    tree = page(store, "/contradiction", iri=CONTRADICTION)
    assert [mark.text for mark in tree.xpath("//*[@class='quotes']//mark")] == [
        "Sudrey asked Norland for two ships",
        "Norland asked Sudrey for two ships",
    ]
    assert tree.xpath("//*[@class='quotes']//*[@class='cue']/text()") == ["said", "said"]
    text = words(tree)
    for shown in (
        RELATIONS[0].rationale,
        "roles reversed",
        "90 %",
        "found by the table of rules",
        "not reviewed yet",
        "roles swapped",
    ):
        assert shown in text
    assert "which answers it" not in text
    assert "which answers it" in words(page(store, "/contradiction", iri=RELATIONS[1].iri))


def test_an_article_has_its_statements_in_place(store: Store) -> None:
    """The whole text, each content marked and numbered, each number a link to who says it."""
    tree = page(store, "/article", iri=ARTICLE)
    (body,) = tree.xpath("//*[@class='body']")
    for number in body.xpath(".//a"):
        assert tree.xpath(f"//li[@id='{number.get('href')[1:]}']")
        number.drop_tree()
    assert body.text_content() == small.TEXTS["wire-1"][2]
    assert [mark.get("data-of") for mark in tree.xpath("//mark")] == ["1", "2", "3", "4"]
    card = words(tree, "(//li[@class='said'])[3]")
    assert card.startswith("3 Tomas Arne, leader (Harbour Party) 4 March 2031; speech, direct, deny")
    assert "contradicts Dana Voss: whether Sudrey asked" in card


def test_an_article_without_its_text_is_shown_by_its_mentions(memory: Store) -> None:
    """A store may leave the articles' texts out: the words around each mention are there all the same."""
    fill(memory)
    memory.update("DELETE WHERE { GRAPH ?graph { ?article <https://schema.org/articleBody> ?body } }")
    tree = page(memory, "/contradiction", iri=CONTRADICTION)
    assert tree.xpath("//*[@class='quotes']//mark/text()")[-1] == "Norland asked Sudrey for two ships"
    assert "The store holds no text of this article" in words(tree)
    assert "The store holds no text of this article" in words(page(memory, "/article", iri=ARTICLE))


def test_topics_are_found_in_any_order(store: Store) -> None:
    """All words must be there, a phrase as it stands; events by their name."""
    found = page(store, "/topic", q="ships norland")
    assert words(found, "//section[@aria-labelledby='statements']/p").startswith("1–2 of 2 statements")
    assert "request for two ships 3 accounts" in words(page(store, "/topic", q="request"))
    assert "1–1 of 1 statement" in words(page(store, "/topic", q='"no ship"'))
    assert "None was found." in words(page(store, "/topic", q="zeppelin"))


def test_what_a_person_rejected_is_not_listed_but_can_be_looked_at(memory: Store) -> None:
    fill(memory)
    memory.update(
        "PREFIX ps: <https://w3id.org/polstat/ns#> DELETE { GRAPH ?g { ?r ps:reviewStatus ?s } } "
        f"INSERT {{ GRAPH ?g {{ ?r ps:reviewStatus ps:ReviewRejected }} }} WHERE {{ VALUES ?r {{ <{CONTRADICTION}> }} "
        "GRAPH ?g { ?r ps:reviewStatus ?s } }"
    )
    assert "who asked whom for ships" not in page(memory, "/contradictions").xpath("//article/h2/a/text()")
    assert "Contradicts 0 times" in words(page(memory, "/actor", iri=MERK))
    assert "rejected by a person" in words(page(memory, "/contradiction", iri=CONTRADICTION))


@pytest.mark.parametrize("path", ["/actor", "/contradiction", "/article", "/statement", "/event", "/resource", "/about"])
@pytest.mark.parametrize(
    "name", ["", "nobody", "https://example.org/nothing", "http://[", "javascript:alert(1)", "<a>", "a:b c\n"]
)
def test_things_that_are_not_there(store: Store, path: str, name: str) -> None:
    """A page that says so, whatever is asked for."""
    assert words(page(store, path, 404, iri=name), "//h1") == "Not found"


@pytest.mark.parametrize(
    "path", ["/nothing", "", "/actor/", "/assets/", "/assets/../app.py", "/assets/%2e%2e/app.py", "/templates/base.html"]
)
def test_paths_that_are_not_there(store: Store, path: str) -> None:
    assert respond(store, path, {}) is None


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    rules = dict(rule.strip().split(" ", 1) for rule in POLICY.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == rules["style-src"] == rules["connect-src"] == rules["form-action"] == "'self'"
    assert "unsafe" not in POLICY


def test_assets_are_served_with_their_types(store: Store) -> None:
    for name, media_type in (("explorer.css", "text/css"), ("editor.js", "text/javascript"), ("icon.svg", "image/svg+xml")):
        assert respond(store, f"/assets/{name}", {}) == (200, media_type, (ASSETS / name).read_bytes())


def test_long_lists_come_in_pages(memory: Store) -> None:
    """Twenty-five a page; what comes before and after is linked; a page that is not there is the nearest that is."""
    desk = Desk("courier-1")
    first = desk.say(VOSS, "said", "Sudrey asked Norland for two ships")
    second = desk.say(ARNE, "spokeswoman, said", "no ship would sail")
    relations = [
        StatementRelation(
            iri=iris.thing("relation", n), relation="contradicts", earlier=first, later=second, type="mismatch",
            point=f"point {n:02}", rationale="Why.", confidence=0.9 - n / 1000, basis="RuleInferred",
        )
        for n in range(60)
    ]  # fmt: skip
    done = desk.done([VOSS, ARNE])
    memory.replace(
        {
            rdf.article_graph("courier-1"): rdf.article_quads(done, fingerprint="x"),
            rdf.links_graph(): rdf.links_quads(small.LINKS.__class__(same=(), events=()), relations, state="1"),
        }
    )
    middle = page(memory, "/contradictions", page="2", type="mismatch")
    assert words(middle, "//article/h2").split()[1::2] == [f"{n:02}" for n in range(25, 50)]
    assert "26–50 of 60 contradictions" in words(middle)
    (before,), (after,) = middle.xpath("//a[@rel='prev']/@href"), middle.xpath("//a[@rel='next']/@href")
    assert dict(parse_qsl(urlsplit(before).query)) == {"type": "mismatch", "page": "1"}
    assert dict(parse_qsl(urlsplit(after).query)) == {"type": "mismatch", "page": "3"}
    for asked, shown in (("9", "51–60"), ("-1", "1–25"), ("x", "1–25"), ("9" * 40, "1–25"), ("٣", "1–25")):
        assert f"{shown} of 60" in words(page(memory, "/contradictions", page=asked))


HOSTILE = "<script>alert(1)</script> \"'&amp; {{ 7 * 7 }} </textarea> שלום\u202e abc"


def test_nothing_that_stands_in_the_graph_is_taken_for_markup(memory: Store) -> None:
    """Names, texts, reasons and roles of any content come out as the words that they are."""
    desk = Desk("courier-1")
    text = f"{HOSTILE} said {HOSTILE}. Tomas Arne said no."
    desk.article = replace(desk.article, text=text, title=HOSTILE, outlet=HOSTILE, author=HOSTILE, url="javascript:alert(1)")
    actor = Actor(iri=iris.person("hostile"), name=HOSTILE, types=("Person", "Actor"), aliases=(f"{HOSTILE} too",))
    ACTORS[actor.iri] = actor
    try:
        first = desk.say(actor.iri, " said", HOSTILE, role=replace(small.LEADER, label=HOSTILE, of=HOSTILE))
        second = desk.say(ARNE, "Arne said", "no")
        done = desk.done([actor.iri, ARNE])
    finally:
        del ACTORS[actor.iri]
    relation = StatementRelation(
        iri=iris.thing("relation", "hostile"), relation="disputes", earlier=first, later=second, type="denial", point=HOSTILE,
        rationale=HOSTILE, confidence=0.9, basis="RuleInferred", features=((HOSTILE, 1.0),),
    )  # fmt: skip
    memory.replace(
        {
            rdf.article_graph("courier-1"): rdf.article_quads(done, fingerprint="x"),
            rdf.links_graph(): rdf.links_quads(small.LINKS.__class__(same=(), events=()), [relation], state="1"),
        }
    )
    for path, fields in (
        ("/", {}),
        ("/actors", {"q": HOSTILE}),
        ("/actor", {"iri": actor.iri}),
        ("/contradictions", {}),
        ("/contradiction", {"iri": relation.iri}),
        ("/articles", {"q": HOSTILE}),
        ("/article", {"iri": iris.article("courier-1")}),
        ("/statement", {"iri": first}),
        ("/about", {"iri": actor.iri}),
        ("/topic", {"q": HOSTILE}),
        ("/sparql-editor", {"query": HOSTILE}),
    ):
        tree = page(memory, path, **fields)
        assert not tree.xpath("//script[not(starts-with(@src, '/assets/'))]"), path
        assert "alert(1)" in tree.text_content() + " ".join(tree.xpath("//@value")), path
        assert "49" not in words(tree), path
        assert not tree.xpath("//a[starts-with(@href, 'javascript')]"), path
    answer = respond(memory, "/contradictions", {"by": HOSTILE, "since": HOSTILE})
    assert answer is not None
    assert b"<script>alert" not in answer[2]


def test_a_lone_surrogate_in_an_address_breaks_nothing(store: Store) -> None:
    """A client may send any bytes."""
    for path in ("/actors", "/topic", "/contradictions"):
        found = respond(store, path, {"q": "\x00 \ufffd", "by": "\x00"})
        assert found is not None
        assert found[0] in (200, 400)


def test_the_editor_fills_questions_in(store: Store) -> None:
    """Values are bound as terms; what cannot be bound is named; an example that this store cannot answer is left out."""
    text = page(store, "/sparql-editor", name="claims-over-time", actor="voss", topic='a "b" }').xpath("//textarea")[0].text
    assert f"<{VOSS}>" in text
    assert '"a \\"b\\" }"' in text
    store.select(text)
    wrong = page(store, "/sparql-editor", 400, name="claims-over-time", actor="xyzzyx")
    assert "no actor in the store has 'xyzzyx' in its name" in words(wrong, "//*[@role='alert']")
    assert "VALUES ?actor" not in page(store, "/sparql-editor", name="claims-over-time").xpath("//textarea")[0].text


def test_all_questions_stand_in_the_editor_and_parse(store: Store) -> None:
    links = page(store, "/sparql-editor").xpath("//details[contains(@class, 'examples')]//a/@href")
    assert len(links) > 20
    for link in links:
        store.select(page(store, "/sparql-editor", **dict(parse_qsl(urlsplit(link).query))).xpath("//textarea")[0].text)


def test_the_vocabulary_is_what_the_store_uses(store: Store, memory: Store) -> None:
    found = respond(store, "/vocabulary.json", {})
    assert found is not None
    assert found[1] == "application/json"
    assert b'"https://w3id.org/polstat/ns#speaker"' in found[2]
    assert b'"https://w3id.org/polstat/ns#SameActorDecision"' in found[2]
    assert b"ns#retracts" not in found[2]
    empty = respond(memory, "/vocabulary.json", {})
    assert empty is not None
    assert b'"classes": [], "properties": []' in empty[2]


def test_an_empty_store_has_pages(memory: Store) -> None:
    assert "No contradictions were found" in words(page(memory, "/"))
    for path in ("/actors", "/contradictions", "/articles", "/topic"):
        page(memory, path)


def test_pages_are_the_same_over_an_endpoint(server: str, store: Store) -> None:
    """Nothing depends on the engine being in this process."""
    with open_store(server) as remote:
        remote.update("DROP ALL")
        fill(remote)
        for path, fields in PAGES:
            if path != "/about":  # lists triples, which engines may order as they like
                assert respond(remote, path, fields) == respond(store, path, fields), f"{path}?{urlencode(fields)}"


def test_queries_are_bounded() -> None:
    """Each query of the explorer has a LIMIT, or is of things that its caller names, or counts."""
    from kg.store.base import QUERIES  # only here

    for file in QUERIES.glob("_explorer-*.rq"):
        text = own_query(file.stem)
        named = any(
            f"?{name}" in text.split("WHERE")[0] for name in ("variant", "statement", "relation", "article", "thing", "term")
        )
        assert "LIMIT" in text or "COUNT" in text or named, file.name
