"""The documentation holds: its examples run, the pages made from the sources are current, and no link leads nowhere."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from docs.generate import DOCS, PAGES
from tests.documents import RUN, SETTING_UP, Block, Desk, ExampleFails, blocks, tool, typed, unseen

ROOT = DOCS.parent
WRITTEN = sorted(path for path in DOCS.glob("*.md") if path.name not in PAGES)
"""Pages that people write."""
EVERY = [ROOT / "README.md", *sorted(DOCS.glob("*.md"))]


@pytest.fixture(scope="session")
def after_the_tutorial(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which a reader sits at the end of the tutorial: `articles` and `kg-store` are in it."""
    folder = tmp_path_factory.mktemp("tutorial")
    assert Desk(folder).read(DOCS / "tutorial.md") > 8
    return folder


def test_the_tutorial(after_the_tutorial: Path) -> None:
    """From nothing to who contradicted whom, word for word as the page has it."""
    assert (after_the_tutorial / "kg-store").is_dir()


@pytest.mark.parametrize("page", [p for p in WRITTEN if p.name not in ("tutorial.md", "README.md")], ids=lambda p: p.name)
def test_the_examples_of_a_page(after_the_tutorial: Path, tmp_path: Path, page: Path) -> None:
    """Each page goes on from the end of the tutorial."""
    missing = [name for name in ("curl", "oxigraph") if any(name in b.text for b in blocks(page)) and not tool(name)]
    if missing:
        pytest.skip(f"{page.name} uses {' and '.join(missing)}, not installed here (oxigraph: extra `dev`)")
    shutil.copytree(after_the_tutorial, tmp_path / "desk")
    assert Desk(tmp_path / "desk").read(page) > 0


def test_the_examples_of_the_readme(tmp_path: Path) -> None:
    """As somebody would type them who has just cloned the repository."""
    (tmp_path / "kg").mkdir()
    shutil.copytree(ROOT / "kg" / "examples", tmp_path / "kg" / "examples")
    assert Desk(tmp_path).read(ROOT / "README.md") > 3


@pytest.mark.parametrize("name", PAGES)
def test_made_pages_are_current(name: str) -> None:
    """`python -m docs.generate` writes them anew."""
    assert (DOCS / name).read_text(encoding="utf-8") == PAGES[name](), f"docs/{name} is out of date: python -m docs.generate"


@pytest.mark.parametrize("page", EVERY, ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Files are there, and so are the headings that links name."""
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, heading = target.partition("#")
        file = (page.parent / name).resolve() if name else page
        assert file.exists(), f"{page.name} links to {target}, which is not there"
        if heading:
            titles = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}
            assert heading in slugs, f"{page.name} links to the heading #{heading} of {file.name}, which it does not have"


@pytest.mark.parametrize("page", EVERY, ids=lambda p: p.name)
def test_every_block_is_run_or_cannot_be(page: Path) -> None:
    """No example escapes: a block is run, shown by one that is, or sets up the machine."""
    for block in blocks(page):
        assert block.language in (*RUN, "text", "sh", ""), f"{page.name}, line {block.line}: ```{block.language} is not run"
        if block.language == "sh":
            assert all(line.startswith(SETTING_UP) for line in block.text.splitlines() if line), f"{page.name}, line {block.line}"


CASES = [
    ("one\ntwo\nthree", "zero\none\ntwo\nthree", None),
    ("one\nthree", "one\ntwo\nthree", None),
    ("three\none", "one\ntwo\nthree", "one"),
    ("on… done in 6.1 s", "on the way, done in 11.0 s", None),
    ("one\n…\nfour", "one\ntwo", "four"),
    ("a.c", "abc", "a.c"),
]


@pytest.mark.parametrize(("shown", "out", "missing"), CASES)
def test_what_counts_as_shown(shown: str, out: str, missing: str | None) -> None:
    assert unseen(shown, out) == missing


def test_commands_and_what_they_show() -> None:
    assert typed("$ kg query 'SELECT\n> ?s'\nrow\n$ kg stats\n") == [("kg query 'SELECT\n?s'", "row\n"), ("kg stats", "")]


@pytest.mark.parametrize(
    ("language", "text", "why"),
    [
        ("console", "$ kg query --name no-such-question\n", "ended with"),
        ("console", "$ echo one\ntwo\n", "does not show 'two'"),
        ("console", "$ false\nkg: it may fail with 1\n", "does not show 'kg: it may fail with 1'"),
    ],
)
def test_a_page_that_is_wrong_is_seen(tmp_path: Path, language: str, text: str, why: str) -> None:
    """The runner is no decoration."""
    (tmp_path / "page.md").write_text(f"# Page\n\n```{language}\n{text}```\n")
    with pytest.raises(ExampleFails, match=f"page.md, line 4: .*{re.escape(why)}"):
        Desk(tmp_path).read(tmp_path / "page.md")


def test_a_program_that_prints_something_else_is_seen(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("```python\nx = 1\n```\n\n```python\nprint(x + 1)\n```\n\n```text\n3\n```\n")
    with pytest.raises(ExampleFails, match="line 6: the program does not show '3' there"):
        Desk(tmp_path).read(tmp_path / "page.md")
    assert [type(block) for block in blocks(tmp_path / "page.md")] == [Block] * 3
