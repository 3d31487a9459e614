"""The bundled articles and `corpus_expected.txt` fit each other; a test that compares a graph with them needs that."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

import kg
from kg.model import Article
from kg.stages.read import read
from tests.corpus_texts import covering, find, raw_texts
from tests.expectations import load, parse
from tests.expected import CONFLICT_TYPES, FLAGS, Expectations

FOLDER = Path(kg.__file__).parent / "examples"
OUTLETS = {"Northern Wire Service", "The Corvay Courier", "Daily Lantern"}
FIRST, LAST = date(2019, 3, 4), date(2019, 3, 17)


@pytest.fixture(scope="module")
def expected() -> Expectations:
    return load()


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return raw_texts(FOLDER)


def details() -> dict[str, dict[str, str]]:
    """Article name → its side file, front matter, record or page metadata, as plain strings."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(FOLDER.iterdir()):
        text = path.read_text(encoding="utf-8") if path.is_file() else ""
        if path.name.endswith(".meta.json"):
            found[path.name.removesuffix(".meta.json")] = json.loads(text)
        elif path.suffix == ".jsonl":
            found.update((row["id"], row) for row in map(json.loads, text.splitlines()))
        elif path.suffix == ".md" and text.startswith("---\n"):
            lines = (line.partition(": ") for line in text.split("---\n", 2)[1].splitlines())
            found[path.stem] = {key: value for key, _, value in lines}
        elif path.suffix == ".html":
            note = text.partition('<meta name="note" content="')[2].partition('"')[0]
            day = text.partition('property="article:published_time" content="')[2][:10]
            found[path.stem] = {"note": note, "published": day}
    return found


def test_every_article_has_expectations_and_no_others_do(expected: Expectations, texts: dict[str, str]) -> None:
    assert sorted(expected.articles) == sorted(texts)
    assert 16 <= len(texts) <= 24
    assert {row.article for row in expected.said} == set(texts)


def test_every_article_is_marked_as_fiction_outside_its_text(texts: dict[str, str]) -> None:
    notes = details()
    assert sorted(notes) == sorted(texts)
    for name, fields in notes.items():
        assert fields["note"].startswith("Fiction"), name
        article = texts[name].partition("</head>")[2] or texts[name]
        assert "fiction" not in article.lower(), name


def test_articles_are_of_news_length_and_of_the_two_weeks(texts: dict[str, str]) -> None:
    fields = details()
    for name, text in texts.items():
        day = date.fromisoformat(fields[name].get("published") or fields[name]["date"])
        assert FIRST <= day <= LAST, name
        if not text.startswith("<"):
            assert 150 <= len(text.split()) <= 450, name


def test_every_quotation_stands_once_in_its_article(expected: Expectations, texts: dict[str, str]) -> None:
    for row in expected.said:
        assert texts[row.article].count(row.words) == 1, f"line {row.line}: {row.words!r} in {row.article}"
        assert 3 <= len(row.words.split()) <= 13, f"line {row.line}: {row.words!r}"
        assert find(texts[row.article], row.words) is not None


def test_no_statement_is_listed_twice(expected: Expectations) -> None:
    assert max(Counter((row.article, row.words) for row in expected.said).values()) == 1


def test_days_of_statements_are_not_after_the_article(expected: Expectations) -> None:
    fields = details()
    for row in expected.said:
        published = date.fromisoformat(fields[row.article].get("published") or fields[row.article]["date"])
        if row.said_on is not None:
            assert published - timedelta(days=14) <= row.said_on <= published, f"line {row.line}"


def test_sides_of_pairs_are_listed_statements(expected: Expectations) -> None:
    listed = {(row.article, row.words) for row in expected.said}
    for pair in expected.pairs:
        for side in (pair.a, pair.b):
            assert (side.article, side.words) in listed, f"line {pair.line}: {side.words!r} of {side.article}"
        assert pair.a != pair.b, f"line {pair.line}"


def test_no_pair_is_listed_twice(expected: Expectations) -> None:
    seen = Counter(frozenset((pair.a, pair.b)) for pair in expected.pairs)
    assert [pair for pair, count in seen.items() if count > 1] == []


def test_furniture_and_missions_stand_in_their_articles(expected: Expectations, texts: dict[str, str]) -> None:
    places = [(row.line, row.article, row.words) for row in expected.furniture]
    places += [(row.line, row.article, row.words) for row in expected.missions]
    for line, article, words in places:
        assert words in texts[article], f"line {line}"
    assert expected.missions
    assert expected.furniture


def test_the_corpus_shows_every_kind_of_case(expected: Expectations) -> None:
    """Each type of conflict, inside one article and across outlets; near misses, agreements, retractions; and every flag."""
    clashes = {pair.clash: pair for pair in expected.pairs}
    types = Counter(kind for pair in clashes.values() if pair.is_conflict for kind in pair.types)
    least = {"denial": 3, "negation": 2, "role_reversal": 2, "numeric": 2, "opposed_position": 2}
    for kind in CONFLICT_TYPES:
        assert types[kind] >= least.get(kind, 1), kind
    conflicts = [pair for pair in expected.pairs if pair.is_conflict]
    assert sum(pair.a.article == pair.b.article for pair in conflicts) >= 8
    assert sum(pair.a.article != pair.b.article for pair in conflicts) >= 8
    relations = Counter(pair.relation for pair in clashes.values())
    assert relations["agrees"] >= 3
    assert relations["unrelated"] >= 6
    assert relations["retracts"] >= 1
    for flag in FLAGS:
        assert any(getattr(row, flag) for row in expected.said), flag
    assert sum(row.unnamed for row in expected.said) >= 5


def test_the_package_reads_every_article_and_says_what_is_wrong_with_the_broken_one(expected: Expectations) -> None:
    """Texts keep every quotation, pages lose what is around the article, and days and outlets are found in each format."""
    items = list(read([FOLDER]))
    articles = {item.id: item for item in items if isinstance(item, Article)}
    failures = [item for item in items if not isinstance(item, Article)]
    assert sorted(articles) == sorted(expected.articles)
    assert ["broken" in failure.origin for failure in failures] == [True]
    fields = details()
    for name, article in articles.items():
        assert str(article.published) == (fields[name].get("published") or fields[name]["date"]), name
        assert article.outlet in OUTLETS, name
    for row in expected.said:
        assert find(articles[row.article].text, row.words) is not None, f"line {row.line}"


def test_somebody_contradicts_himself_and_changes_office(expected: Expectations) -> None:
    speaker = {(row.article, row.words): row.speakers[0] for row in expected.said}
    own = {
        speaker[pair.a.article, pair.a.words]
        for pair in expected.pairs
        if pair.is_conflict and speaker[pair.a.article, pair.a.words] == speaker[pair.b.article, pair.b.words]
    }
    assert own
    assert {row.change for row in expected.offices} == {"from", "until"}


def test_the_broken_example_is_broken() -> None:
    """It is there to show what a damaged input looks like; repaired by mistake, it would show nothing."""
    broken = [path for path in (FOLDER / "broken").iterdir() if path.is_file()]
    assert len(broken) == 1
    with pytest.raises(ValueError, match="Unterminated string"):
        json.loads(broken[0].read_text(encoding="utf-8"))


def test_expected_words_lead_to_the_innermost_statement() -> None:
    """The helper that other tests compare a build with: words to the statement that holds them."""
    text = "She said the aide had told her the car\nwas red, and left."
    outer = {"content": [{"start": 9, "end": 47}]}
    inner = {"content": [{"start": 31, "end": 47}]}
    record = {"text": text, "statements": [outer, inner]}
    assert covering(record, "the car was red") is inner
    assert covering(record, "the aide had told her") is outer
    assert covering(record, "and left") is None
    assert covering(record, "the car was blue") is None


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("    words without a head\n", "nothing above it"),
        ("Ann Ost | minister | speech | direct | -\n    some words of hers\n", "below an article line"),
        ("article a\nAnn Ost | queen | speech | direct | -\n    some words of hers\n", "line 2.*role class 'queen'"),
        ("article a\nAnn Ost | minister | speech | direct | 2019-02-30\n    some words of hers\n", "line 2"),
        ("article a\nAnn Ost | minister | speech | direct | - | loud\n    some words of hers\n", "flag loud"),
        ("article a\nAnn Ost | minister | speech | direct | -\n", "one line of words"),
        ("pair annoys denial | x\n    a: one two\n    b: three four\n", "RELATION"),
        ("pair agrees denial | x\n    a: one two\n    b: three four\n", "type 'denial'"),
        ("pair contradicts denial | x\n    a: one two\n", "two sides"),
        ("office Ann Ost | minister | since 2019-03-04\n", "from DAY"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(text: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(text)
