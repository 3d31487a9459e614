"""Page furniture: the cases in `cases/furniture*.txt`, and what must hold for any text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import furniture
from kg.furniture.phrases import phrases
from kg.model import Article
from kg.stages.segment import explain, segment

CASES = Path(__file__).parent / "cases"
SEED = Path(__file__).parents[2] / "shared" / "data" / "seed" / "us-canada-iraq.txt"


def cases() -> Iterator[pytest.param]:
    for path in sorted(CASES.glob("furniture*.txt")):
        found = re.findall(r"^([^\n]+)\n\.\n(.*?)^\.\n(.*?)^\.$", path.read_text("utf-8"), re.DOTALL | re.MULTILINE)
        assert len(found) > 25, f"{path.name} was not read as cases"
        for name, text, expected in found:
            yield pytest.param(text, expected.splitlines(), id=f"{path.stem}: {name}")


def found_in(text: str, **known: str) -> list[str]:
    article = Article(id="a", text=text, **known)
    return [f"{rule}: {article.words(span)}".replace("\n", "⏎") for span, rule in explain(article)]


@pytest.mark.parametrize(("text", "expected"), list(cases()))
def test_case(text: str, expected: list[str]) -> None:
    assert found_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "one\r\nStory continues below advertisement\r\n\r\ntwo\r\n",
        "\t Story continues below advertisement \t\n",
        "\ufeffone\n\u200bStory continues below advertisement\u200b\n",
        "👩‍👩‍👧 one 🇨🇦\nStory continues below advertisement\n🙂",
        "قال الوزير إنه لم يطلب\nStory continues below advertisement\nשלום",
        "one\u2028Story continues below advertisement\u2029two",
        "one\vStory continues below advertisement\ftwo",
    ],
)
def test_spans_are_never_shifted(text: str) -> None:
    """Line ends of any kind, tabs, marks without width, emoji and right-to-left text leave the words at their offsets."""
    assert found_in(text) == ["advertisement: Story continues below advertisement"]


def test_headline_is_never_furniture() -> None:
    """A headline in the text that has the shape of furniture is kept where it is known to be the headline."""
    text = "WATCH: Premier leaves pier\n\nThe premier left.\n"
    assert found_in(text) == ["label: WATCH: Premier leaves pier"]
    assert found_in(text, title="WATCH:  Premier leaves pier") == []


def test_known_author_is_a_byline() -> None:
    """A line that is nothing but the byline of the metadata is furniture at the head, and only there."""
    text = "Ann Bell\nThe premier left.\n" + "He walked.\n" * 20 + "Ann Bell\n"
    assert found_in(text, author="Ann Bell") == ["author: Ann Bell"]
    assert found_in(text) == []


def test_segment_sets_sorted_spans_that_do_not_touch_the_rest() -> None:
    """The stage changes nothing but `furniture`, whose spans are sorted and apart."""
    article = Article(
        id="a", text="By Ann Bell, Staff Writer\n[caption]Ann Bell/AP[/caption] (Photo: Ann Bell)\nHe left.\nAD\n", outlet="Lark"
    )
    cut = segment(article)
    assert (cut.id, cut.text, cut.outlet) == (article.id, article.text, article.outlet)
    assert all(a.end <= b.start for a, b in zip(cut.furniture, cut.furniture[1:], strict=False))
    assert [article.words(span) for span in cut.furniture][-1] == "AD"
    assert segment(cut) == cut


def test_every_phrase_section_has_a_reason_and_compiles() -> None:
    """The table can be explained: each section has a name of its own and a reason."""
    sections = phrases()
    assert len({section.name for section in sections}) == len(sections)
    assert all(section.reason and section.patterns for section in sections)


def test_empty_and_blank_texts() -> None:
    assert furniture.explain("") == []
    assert furniture.explain(" \n\t\r\n") == []


def test_a_long_line_takes_no_long_time() -> None:
    """No expression runs away on a long line without line ends."""
    text = ("He said that the pier, which Salt Salt had built (and Pym had not), was closed; " * 1500) + "MORE"
    furniture.explain(text)


@pytest.mark.skipif(not SEED.exists(), reason="the founding article lies outside the repository")
def test_founding_article() -> None:
    """Exactly its four pieces of furniture are found, the headline and the dateline are kept."""
    rules = [line.split(": ")[0] for line in found_in(SEED.read_bytes().decode())]
    assert rules == ["label", "advertisement", "advertisement", "advertisement"]
