"""The explorer in a real Chromium, on a real `kg serve` over the bundled articles: what a reader does there, and with what."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest

import kg
from kg.store import open_store
from kg.store.base import plain
from tests.browser import PHONE, WIDE, Browser, browsing
from tests.serve_process import serving

PS = "https://w3id.org/polstat/ns#"
FIRST_OF = {
    "/contradiction": f"SELECT ?thing WHERE {{ ?thing a <{PS}Dispute> }} ORDER BY ?thing LIMIT 1",
    "/actor": f"SELECT ?thing WHERE {{ ?s <{PS}speaker> ?thing }} GROUP BY ?thing ORDER BY DESC(COUNT(?s)) ?thing LIMIT 1",
    "/article": f"SELECT ?thing WHERE {{ ?s <{PS}reportedIn> ?thing }} GROUP BY ?thing ORDER BY DESC(COUNT(?s)) ?thing LIMIT 1",
    "/statement": f"SELECT ?thing WHERE {{ ?r <{PS}contradictionType> ?t ; <{PS}later> ?thing }} ORDER BY ?thing LIMIT 1",
    "/event": f"SELECT ?thing WHERE {{ ?thing a <{PS}Event> }} ORDER BY ?thing LIMIT 1",
    "/about": f"SELECT ?thing WHERE {{ ?thing a <{PS}Dispute> }} ORDER BY ?thing LIMIT 1",
}
"""Path of a page to what finds a thing to show on it."""

LISTS = (
    "/",
    "/actors",
    "/actors?q=Reke",
    "/contradictions?by=Rekke",
    "/contradictions?since=soon",
    "/articles",
    "/topic?q=oslo",
    "/sparql-editor",
    "/sparql-editor?name=claims-over-time",
    "/nothing-here",
)


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, list[str]]]:
    """(a browser, the paths of one page of each kind)"""
    with browsing("") as browser:  # skips before anything is built
        folder = tmp_path_factory.mktemp("explorer") / "store"
        kg.build(kg.examples(), folder)
        with open_store(folder, read_only=True) as store:
            things = {path: plain(store.select(query).rows[0][0]) for path, query in FIRST_OF.items()}
        with serving(folder) as served:
            browser.address = f"http://127.0.0.1:{served.port}"
            yield browser, [*LISTS, *(f"{path}?iri={quote(iri or '', safe='')}" for path, iri in things.items())]


@pytest.fixture
def browser(tab: tuple[Browser, list[str]]) -> Browser:
    found, _ = tab
    found.resize(WIDE)
    found.dark(False)
    found.complaints()
    found.requests()
    return found


def test_a_reader_finds_an_actor_and_both_sides_of_a_contradiction(browser: Browser) -> None:
    """From the first page by a misspelt name to two highlighted passages and the Turtle on the clipboard."""
    browser.open("/")
    browser.find("#q").send_keys("Reke\n")
    assert browser.reads("h1", "Actors named “Reke”")
    browser.link("Tomas Rekke").click()
    assert browser.reads("h1", "Tomas Rekke")
    point = browser.find("section[aria-labelledby=by] .card h3 a")
    title = point.text
    point.click()
    browser.wait(lambda: "/contradiction?" in browser.driver.current_url, "the contradiction")
    assert browser.reads("h1", title)
    sides = browser.all(".side")
    assert len(sides) == 2
    assert all(side.find_elements("css selector", "mark") for side in sides)
    assert all(mark.is_displayed() and mark.text.strip() for mark in browser.all(".side mark"))
    assert any("Rekke" in side.find_element("css selector", ".who").text for side in sides)
    browser.find("[data-copy]").click()
    browser.wait(lambda: browser.find(".turtle [role=status]").text == "Copied.", "the note that it was copied")
    copied = browser.run("return await navigator.clipboard.readText()")
    assert f"<{browser.find('.turtle code').text}> " in copied
    assert "ps:Contradiction" in copied
    assert browser.complaints() == []


def test_where_the_clipboard_is_closed_the_text_is_shown(browser: Browser) -> None:
    """Over plain HTTP from another machine a page may not write to the clipboard."""
    browser.open("/")
    browser.find(".card h3 a").click()
    button = browser.find("[data-copy]")
    browser.run("Object.defineProperty(navigator, 'clipboard', { value: undefined, configurable: true })")
    button.click()
    area = browser.find("dialog[open] textarea")
    assert "ps:Contradiction" in (area.get_attribute("value") or "")
    assert browser.run("return getSelection().toString()").startswith("@prefix")


def test_choosing_words_in_an_article_shows_who_said_them(browser: Browser, tab: tuple[Browser, list[str]]) -> None:
    """By mouse on the words, and by keyboard from the number to the card and back."""
    browser.open(next(path for path in tab[1] if path.startswith("/article?")))
    mark = browser.all("mark[data-of]")[-1]
    mark.click()
    chosen = browser.find(".said.chosen")
    assert chosen.get_attribute("data-number") in (mark.get_attribute("data-of") or "").split()
    assert "chosen" in (mark.get_attribute("class") or "")
    assert chosen.find_element("css selector", ".who").text
    number = browser.all(".body .number")[0]
    browser.run("args[0].focus()", number)
    number.send_keys("\n")
    browser.wait(lambda: (browser.find(".said.chosen").get_attribute("data-number") == "1") or None, "the first card")
    assert browser.complaints() == []


def test_an_example_question_is_asked_in_the_editor(browser: Browser) -> None:
    """A named question, with its example's values, answered as a table whose things lead to their pages."""
    browser.open("/sparql-editor")
    browser.link("How somebody's claims on a topic changed").click()
    editor = browser.find(".CodeMirror")
    assert "VALUES ?actor" in browser.run("return args[0].CodeMirror.getValue()", editor)
    browser.find("#run").click()
    rows = browser.wait(lambda: browser.all("#result tbody tr") or None, "the rows of the answer")
    assert "Rekke" in rows[0].text
    assert f"{len(rows)} row" in browser.find("#status").text
    link = browser.find("#result td a").get_attribute("href") or ""
    assert urlsplit(link).path == "/resource"
    assert browser.complaints() == []


def test_the_editor_says_what_is_wrong_and_leaves_by_tab(browser: Browser) -> None:
    browser.open("/sparql-editor")
    editor = browser.find(".CodeMirror")
    browser.run("args[0].CodeMirror.setValue('SELECT * WHERE { ?s ?p')", editor)
    browser.find("#run").click()
    browser.wait(lambda: browser.find("#failure").is_displayed() or None, "the failure")
    assert "does not parse" in browser.find("#failure").text
    browser.run("args[0].CodeMirror.focus()", editor)
    browser.driver.switch_to.active_element.send_keys("\t")
    assert browser.driver.switch_to.active_element.get_attribute("id") == "run"
    assert all("400" in complaint for complaint in browser.complaints())


def test_the_editor_completes_from_the_vocabulary_in_use(browser: Browser) -> None:
    browser.open("/sparql-editor")
    editor = browser.find(".CodeMirror")
    prefix = f"PREFIX ps: <{PS}> SELECT * WHERE {{ ?s ps:speak"
    browser.wait(lambda: browser.run("return Boolean(window.explorerEditor)") or None, "the editor")
    browser.run("args[0].CodeMirror.setValue(args[1]); args[0].CodeMirror.execCommand('goDocEnd')", editor, prefix)
    browser.run("args[0].CodeMirror.focus(); window.explorerEditor.autocomplete()", editor)
    hints = browser.wait(lambda: [one.text for one in browser.all(".CodeMirror-hint")] or None, "the completions")
    assert "ps:speaker" in hints
    assert "ps:retracts" not in hints


def test_a_query_with_forms_of_its_own_is_shown_as_turtle(browser: Browser) -> None:
    browser.open("/sparql-editor?query=" + quote(f"CONSTRUCT {{ ?s a ?c }} WHERE {{ ?s a ?c }} LIMIT 3 # <{PS}>"))
    browser.wait(lambda: browser.run("return Boolean(window.explorerEditor)") or None, "the editor")
    browser.find("#run").click()
    assert "@prefix" in browser.find("#result pre").text


@pytest.mark.parametrize(("size", "dark"), [(WIDE, False), (PHONE, True)], ids=["wide and light", "phone and dark"])
def test_every_page_is_open_to_everybody(tab: tuple[Browser, list[str]], size: tuple[int, int], dark: bool) -> None:
    """No rule of WCAG A or AA is broken, all controls have names, nothing scrolls sideways, nobody complains or calls out."""
    browser, paths = tab
    browser.resize(size)
    browser.dark(dark)
    for path in paths:
        browser.complaints()
        browser.requests()
        browser.open(path)
        if "editor" in path:
            browser.wait(lambda: browser.run("return Boolean(window.explorerEditor)") or None, "the editor")
        missing = path.startswith("/nothing-here")
        if not missing:
            assert browser.problems() == [], path
            names = browser.run(
                "return [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]"
                ".filter((one) => one.checkVisibility() && !(one.getAttribute('aria-label') || one.labels?.length"
                " || one.textContent.trim() || one.title)).map((one) => one.outerHTML)"
            )
            assert names == [], path
        wide, room = browser.run("return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
        assert wide <= room, f"{path} is {wide} wide and has {room}"
        assert [c for c in browser.complaints() if "400" not in c and "404" not in c] == [], path
        hosts = {urlsplit(request).netloc for request in browser.requests() if not request.startswith(("data:", "blob:"))}
        assert hosts == {urlsplit(browser.address).netloc}, path


def test_the_check_of_pages_sees_what_is_wrong(browser: Browser) -> None:
    """The checks are no decoration: a nameless button, a wide picture, an inline script and a call to elsewhere are seen."""
    browser.open("/articles")
    browser.run(
        "const bad = document.createElement('button'); bad.style.width = '3000px'; bad.style.maxWidth = 'none';"
        "document.querySelector('main').append(bad);"
        "const script = document.createElement('script'); script.textContent = 'window.ran = true'; document.body.append(script);"
        "await fetch('http://127.0.0.2:1/').catch(() => 0)"
    )
    assert any(problem.startswith("button-name") for problem in browser.problems())
    wide, room = browser.run("return [document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert wide > room
    assert browser.run("return window.ran === undefined")
    assert any("Content Security Policy" in complaint for complaint in browser.complaints())


def test_the_skip_link_is_the_first_stop(browser: Browser) -> None:
    """Tab once, Enter, and one is past the navigation."""
    browser.open("/contradictions")
    browser.find("body").send_keys("\t")
    first = browser.driver.switch_to.active_element
    assert first.text == "Skip to the content"
    assert first.is_displayed()
    first.send_keys("\n")
    browser.wait(lambda: (browser.driver.switch_to.active_element.get_attribute("id") == "main") or None, "the content")


def test_pages_work_without_javascript(browser: Browser) -> None:
    """Search, filters, numbers in an article and a question's values are links and forms."""
    browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    try:
        browser.open("/actors")
        browser.find("main input").send_keys("rekke\n")
        assert browser.reads("h1", "Actors named “rekke”")
        browser.link("Tomas Rekke").click()
        assert browser.reads("h1", "Tomas Rekke")
        browser.open("/sparql-editor?name=claims-over-time")
        assert "VALUES ?actor" in (browser.find("#query").get_attribute("value") or "")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": False})
