"""Reading articles: every format, what is wrong with broken ones, ids, order, defaults, standard input."""

from __future__ import annotations

import io
import json
import os
import random
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import date, datetime
from itertools import count, islice
from pathlib import Path

import pytest

from kg.errors import InputError
from kg.formats.dates import day
from kg.model import Article
from kg.stages.read import read

CASES = Path(__file__).parent / "cases" / "read"


def only(path: Path | str, **defaults: object) -> Article:
    (item,) = read([path], **defaults)  # type: ignore[arg-type]
    assert isinstance(item, Article), item
    return item


def errors(*sources: Path | str) -> list[InputError]:
    return [item for item in read(sources) if isinstance(item, InputError)]


def ids(*sources: Path | str) -> list[str]:
    return [item.id if isinstance(item, Article) else f"error {item.origin}" for item in read(sources)]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


# --- what is read ---------------------------------------------------------------------


def test_folder_of_every_format() -> None:
    """The folder `cases/read/good` gives what `cases/read/expected.txt` says, in that order, and no error."""
    _, _, table = (CASES / "expected.txt").read_text("utf-8").partition("\n\n")
    expected = [line.split(" | ", 6) for line in table.strip("\n").split("\n")]
    found = []
    for item in read([CASES / "good"]):
        assert isinstance(item, Article), item
        shown = item.text.replace("\r", "␍").replace("\n", "⏎")
        facts = [item.id, item.title, item.published and item.published.isoformat(), item.outlet, item.url, item.author]
        found.append([fact or ("none" if i == 2 else "-") for i, fact in enumerate(facts)] + [shown])
    assert found == expected


def dates() -> Iterator[tuple[str, str]]:
    _, _, table = (CASES / "dates.txt").read_text("utf-8").partition("\n\n")
    for block in table.strip().split("\n\n"):
        given, expected = block.removesuffix("\n.").split("\n.\n")
        yield given, expected


@pytest.mark.parametrize(("given", "expected"), list(dates()))
def test_date(given: str, expected: str) -> None:
    """Dates in `cases/read/dates.txt`; a date is never guessed without a note."""
    wanted, _, words = expected.partition(" | ")
    try:
        value: object = float(given) if not given.startswith("20") else given
    except ValueError:
        value = given
    found, note = day(value)
    assert (found.isoformat() if found else "none") == wanted
    assert words in note
    assert bool(note) == bool(words)


def test_dates_that_are_dates() -> None:
    assert day(date(2014, 9, 25)) == (date(2014, 9, 25), "")
    assert day(datetime(2014, 9, 25, 23, 59)) == (date(2014, 9, 25), "")


def test_date_of_unclear_order_is_read_with_a_warning(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = put(tmp_path, "a.jsonl", '{"text": "Salt said no.", "date": "3/4/2014"}\n')
    assert only(path).published == date(2014, 3, 4)
    assert f"{path}:1" in caplog.text
    assert "month first" in caplog.text


def test_own_facts_win_over_the_defaults(tmp_path: Path) -> None:
    """`published` and `outlet` stand in only where the article has none of its own, or one that cannot be understood."""
    lines = ['{"text": "a", "date": "2014-09-25", "outlet": "Lark"}', '{"text": "b"}', '{"text": "c", "date": "soon"}']
    path = put(tmp_path, "a.jsonl", "\n".join(lines))
    found = [(a.published, a.outlet) for a in read([path], published=date(2020, 1, 1), outlet="Wire") if isinstance(a, Article)]
    assert found == [(date(2014, 9, 25), "Lark"), (date(2020, 1, 1), "Wire"), (date(2020, 1, 1), "Wire")]


def test_text_is_the_file_as_decoded(tmp_path: Path) -> None:
    """No character of a text file is changed, so that offsets can be found in the file; only a UTF-8 mark is dropped."""
    text = "\tOne\r\n\r\n👩‍👩‍👧 \u200fقال\u200f \u2028 two\rthree\x0b\xa0 \n\n"
    assert only(put(tmp_path, "a.txt", text)).text == text
    assert only(put(tmp_path, "b.txt", b"\xef\xbb\xbf" + text.encode())).text == text


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Premier leaves\n\nHe left.\n", "Premier leaves"),
        ("\n\nWho asked first?\r\n\r\nHe did.\r\n", "Who asked first?"),
        ("Premier leaves\nHe left.\n", ""),
        ("The premier left.\n\nHe left.\n", ""),
        ("“He left.”\n\nHe left.\n", ""),
        ("Premier leaves\n\n", ""),
        ("Premier\n\nHe left.\n", ""),
        ("By Ann Bell, Staff Writer\n\nHe left.\n", ""),
        ("WATCH: Premier leaves the pier\n\nHe left.\n", ""),
        ("word " * 40 + "\n\nHe left.\n", ""),
    ],
)
def test_title_of_a_text_without_facts(tmp_path: Path, text: str, title: str) -> None:
    """The first line is the title only if it looks like a headline; the text keeps it."""
    article = only(put(tmp_path, "a.txt", text))
    assert (article.title, article.text) == (title, text)


def test_record_of_the_extract_command_can_be_read_again(tmp_path: Path) -> None:
    """In a record with a text, "article" is the id; where no other field holds the text, it is the text."""
    path = put(tmp_path, "a.jsonl", '{"article": "x-1", "text": "Salt said no."}\n{"article": "Pym said yes."}\n')
    assert [(a.id, a.text) for a in read([path]) if isinstance(a, Article)] == [
        ("x-1", "Salt said no."),
        ("a-2", "Pym said yes."),
    ]


def test_html_in_a_json_field(tmp_path: Path) -> None:
    path = put(tmp_path, "a.json", json.dumps({"content_html": "<p>Salt said <i>no</i>.</p><p>He left.<br>She stayed.</p>"}))
    assert only(path).text == "Salt said no.\n\nHe left.\n\nShe stayed."


def test_short_page_keeps_sentences_whole(tmp_path: Path) -> None:
    """A short article is not broken at a bold word."""
    body = "<nav>Home Politics</nav><article><p>Salt said <b>no</b> to the pier.</p></article>"
    page = put(tmp_path, "a.html", f"<html><head><title>No</title></head><body>{body}</body></html>")
    assert only(page).text == "Salt said no to the pier."


def test_page_in_another_encoding(tmp_path: Path) -> None:
    """Pages say their encoding themselves."""
    text = "Zoë Núñez said the pier at Châlon would not be torn down before the café had found another house, and left. " * 4
    page = (
        f'<html><head><meta charset="iso-8859-1"><title>Café</title></head><body><article><p>{text}</p></article></body></html>'
    )
    assert "Zoë Núñez said the pier at Châlon" in only(put(tmp_path, "a.htm", page.encode("latin-1"))).text


def test_parquet(tmp_path: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow", reason="reading Parquet is an extra")
    from pyarrow import parquet

    rows = {"headline": ["No", None], "text": ["Salt said no.", ""], "date": [datetime(2019, 5, 4), None]}
    parquet.write_table(pyarrow.table(rows), tmp_path / "a.parquet")
    first, second = read([tmp_path / "a.parquet"])
    assert isinstance(first, Article)
    assert (first.id, first.title, first.published) == ("a-1", "No", date(2019, 5, 4))
    assert isinstance(second, InputError)
    assert second.origin.endswith("a.parquet#2")


def test_parquet_without_its_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    (error,) = errors(put(tmp_path, "a.parquet", b"PAR1"))
    assert 'pip install "polstat[parquet]"' in error.reason


# --- order and ids ------------------------------------------------------------------------


def test_sources_keep_their_order_and_folders_are_sorted(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "c.txt"):
        put(tmp_path, name, f"{name} says hello.")
    assert ids(tmp_path / "c.txt", tmp_path) == ["c", "a", "b"]
    assert ids(str(tmp_path / "[ab].txt")) == ["a", "b"]
    assert ids(str(tmp_path / "**")) == ["a", "b", "c"]


def test_ids_are_unique(tmp_path: Path) -> None:
    """A second article of the same id gets a suffix of its content, the same in every run; the very same one comes once."""
    for folder, text in (("x", "Salt said no."), ("y", "Salt said yes."), ("z", "Salt said no.")):
        (tmp_path / folder).mkdir()
        put(tmp_path / folder, "a.txt", text)
    first, second = ids(tmp_path)
    assert first == "a"
    assert second.startswith("a-")
    assert len(second) == len("a-") + 6
    assert ids(tmp_path) == [first, second]
    assert ids(tmp_path, tmp_path, tmp_path / "y") == [first, second]


def test_a_file_that_looks_like_a_pattern(tmp_path: Path) -> None:
    put(tmp_path, "a[1].txt", "Salt said no.")
    assert ids(str(tmp_path / "a[1].txt")) == ["a[1]"]


# --- what is wrong ------------------------------------------------------------------------

BROKEN = [
    ("empty.txt", b"", "empty"),
    ("blank.txt", b" \n\t\r\n", "empty"),
    ("mark.txt", b"\xef\xbb\xbf", "empty"),
    ("latin.txt", "One\nCaf\xe9 said".encode("latin-1"), "not UTF-8: byte 0xe9 at position 7 (line 2)"),
    ("marked.txt", b"\xef\xbb\xbfCaf\xe9 said", "byte 0xe9 at position 6 (line 1)"),
    ("cut.txt", "Salt said “no".encode()[:-3] + b"\xe2\x80", "not UTF-8"),
    ("wide.txt", "Salt said no.".encode("utf-16"), "UTF-16"),
    ("binary.txt", b"Salt\x00said", "NUL byte at position 4"),
    ("empty.html", b"", "empty"),
    ("plain.html", b"Salt said no.", "no HTML"),
    ("menu.html", b"<html><body><nav><a href='/'>Home</a> <a href='/p'>Politics</a></nav></body></html>", "no article"),
    ("empty.jsonl", b"\n\n", "no article"),
    ("wide.jsonl", '{"text": "x"}'.encode("utf-16"), "UTF-16"),
    ("empty.json", b"", "empty"),
    ("cut.json", b'{"text": "Salt said', "not valid JSON: Unterminated string"),
    ("none.json", b"[]", "empty list"),
    ("number.json", b"5", "found a number"),
    ("facts.json", b'{"title": "No", "tags": []}', "no field with the text (text, body, content …); fields: tags, title"),
    ("deep.json", b"[" * 200_000, "not readable as JSON"),
    ("long.json", b"1" * 9_000, "not readable as JSON"),
    ("number-text.json", b'{"text": 5}', "text expected, found int"),
    ("half.json", b'{"text": "Salt \\ud83d said no."}', "U+D83D at position 5"),
    ("nul.json", b'{"text": "Salt \\u0000 said no."}', "U+0000"),
    ("empty.csv", b"", "empty"),
    ("head.csv", b"title,text\n", "no article"),
    ("columns.csv", b"title,date\nNo,2019-05-04\n", "no column with the text (text, body, content …); columns: title, date"),
    ("latin.csv", "title,text\nNo,caf\xe9\n".encode("latin-1"), "not UTF-8"),
    ("binary.csv", b"title,text\nNo,a\x00b\n", "NUL"),
    ("open.csv", b'title,text\nNo,"Salt said', "not valid CSV"),
    ("quotes.csv", b'title,text\nNo,"Salt" said', "not valid CSV"),
    ("open-head.csv", b'title,"text\nNo,Salt said\n', "not valid CSV"),
    ("empty.xml", b"", "empty"),
    ("other.xml", b"<?xml version='1.0'?><news><item>Salt said no.</item></news>", "no RSS or Atom feed"),
    ("broken.xml", b"<rss version='2.0'><channel>", "not readable as a feed"),
    ("none.xml", b"<rss version='2.0'><channel><title>Lark</title></channel></rss>", "no entries"),
    ("bare.xml", b"<rss version='2.0'><channel><item><title>No</title></item></channel></rss>", "text is empty"),
    ("empty.md", b"", "empty"),
    ("open.md", b"---\ntitle: No\nSalt said no.\n", "front matter has no end"),
    ("bad.md", b"---\ntitle: [No\n---\nSalt said no.\n", "not valid YAML"),
    ("bad-toml.md", b"+++\ntitle = No\n+++\nSalt said no.\n", "not valid TOML"),
    ("list.md", b"---\n- No\n---\nSalt said no.\n", "found list"),
    ("head.md", b"---\ntitle: No\n---\n\n", "no text below"),
    ("a.docx", b"PK\x03\x04", "files of the kind .docx are not read; known: .txt"),
    ("noname", b"Salt said no.", "files without a suffix are not read"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "content", "reason"), [pytest.param(*case, id=case[0]) for case in BROKEN])
def test_broken_file(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """A broken file gives one error that names it and says why in one line; the next file is read."""
    path = put(tmp_path, name, content)
    good = put(tmp_path, "good.txt", "Pym said yes.")
    items = list(read([path, good]))
    assert isinstance(items[-1], Article)
    (error,) = items[:-1]
    assert isinstance(error, InputError)
    assert error.origin.startswith(str(path))
    assert reason in error.reason
    assert "\n" not in str(error)


def test_broken_parquet(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow", reason="reading Parquet is an extra")
    (error,) = errors(put(tmp_path, "a.parquet", b"PAR1 and nothing else PAR1"))
    assert "not a readable Parquet file" in error.reason


def test_bad_lines_are_named_and_passed_over(tmp_path: Path) -> None:
    lines = [
        b'{"text": "one"}',
        b"{",
        b'"two"',
        '{"text": "caf\xe9"}'.encode("latin-1"),
        b'{"title": "no text"}',
        b'{"text": "six"}',
    ]
    path = put(tmp_path, "a.jsonl", b"\n".join(lines))
    assert ids(path) == ["a-1", *(f"error {path}:{n}" for n in (2, 3, 4, 5)), "a-6"]
    reasons = [error.reason for error in errors(path)]
    assert "not valid JSON" in reasons[0]
    assert "a JSON object expected, found a string" in reasons[1]
    assert "byte 0xe9 at position 13 (line 4)" in reasons[2]


def test_bad_rows_are_named_by_their_first_line(tmp_path: Path) -> None:
    path = put(tmp_path, "a.csv", 'title,text\n"A\nB","one\ntwo"\nC,\nD,three,four\nE,five\n')
    assert ids(path) == ["a-2", f"error {path}:5", f"error {path}:6", "a-7"]


def test_damaged_feed_keeps_what_stands_before(tmp_path: Path) -> None:
    item = "<item><title>No</title><description>Salt said no.</description></item>"
    path = put(tmp_path, "a.xml", f"<rss version='2.0'><channel><title>Lark</title>{item}{item.replace('no.', 'yes.')}")
    assert ids(path) == ["a-1", "a-2", f"error {path}"]


def test_feed_with_an_entity_bomb_is_refused_or_small(tmp_path: Path) -> None:
    """Entities that multiply are not written out."""
    entities = "".join(f'<!ENTITY e{i} "{f"&e{i - 1};" * 10}">' for i in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "ha">{entities}]>'
    feed = "<rss version='2.0'><channel><item><title>x</title><description>&e11;</description></item></channel></rss>"
    for item in read([put(tmp_path, "a.xml", bomb + feed)]):
        assert isinstance(item, InputError) or len(item.text) < 10_000


def test_broken_side_file(tmp_path: Path) -> None:
    """A text whose side file is broken is not read without its facts; the error names the side file."""
    text = put(tmp_path, "a.txt", "Salt said no.")
    side = put(tmp_path, "a.meta.json", "{")
    assert ids(text) == [f"error {side}"]
    side.write_text("[]")
    assert "a JSON object expected" in errors(text)[0].reason


def test_what_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    reasons = {
        tmp_path / "gone.txt": "no such file or folder",
        tmp_path / "*.csv": "no file fits this pattern",
        tmp_path / "empty": "no article in this folder",
        tmp_path / "link.txt": "a link that leads nowhere",
        tmp_path / ("x" * 5000): "cannot be read",
    }
    for path, reason in reasons.items():
        (error,) = errors(path)
        assert reason in error.reason


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_neither_file_nor_folder(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (error,) = errors(tmp_path / "pipe.txt")
    assert error.reason == "neither a file nor a folder"


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the system refuses is an error of that file alone."""
    locked, good = put(tmp_path, "a.txt", "Salt said no."), put(tmp_path, "b.txt", "Pym said yes.")
    opened = Path.open

    def refuse(path: Path, *args: object, **named: object) -> object:
        if path == locked:
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    assert ids(locked, good) == [f"error {locked}", "b"]
    assert "Permission denied" in errors(locked)[0].reason


def test_json_lines_are_read_as_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a file without end, no more lines are read than articles are asked for."""
    path, taken = put(tmp_path, "a.jsonl", ""), []

    def endless() -> Iterator[bytes]:
        for n in count():
            taken.append(n)
            yield b'{"text": "one", "id": %d}\n' % n

    monkeypatch.setattr(Path, "open", lambda *_: nullcontext(endless()))
    assert [item.id for item in islice(read([path]), 3) if isinstance(item, Article)] == ["0", "1", "2"]
    assert len(taken) == 3


@pytest.mark.parametrize("suffix", ["txt", "html", "json", "jsonl", "csv", "xml", "md"])
def test_no_bytes_break_the_reader(tmp_path: Path, suffix: str) -> None:
    """Whatever a file holds, articles or errors come of it, no exception."""
    dice = random.Random(7)
    seeds = [path.read_bytes() for path in sorted((CASES / "good").glob("*.*")) if path.is_file()]
    for n in range(60):
        data = bytearray(dice.choice(seeds))
        for _ in range(dice.randrange(12)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        path = put(tmp_path, f"{n}.{suffix}", bytes(data[: dice.randrange(1, len(data) + 1)]))
        assert all(isinstance(item, Article | InputError) for item in read([path]))


# --- standard input ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Salt said no.\r\n", [("stdin", "Salt said no.\r\n")]),
        ('\n{"text": "one"}\n{"text": "two", "id": "b"}\n', [("stdin-2", "one"), ("b", "two")]),
        ('[{"text": "one"},\n {"text": "two"}]', [("stdin-1", "one"), ("stdin-2", "two")]),
        ('{\n "text": "one"\n}\n', [("stdin", "one")]),
        ("[Salt] said no.\n{he} left.", [("stdin", "[Salt] said no.\n{he} left.")]),
    ],
)
def test_standard_input(given: str, expected: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode())))
    assert [(a.id, a.text) for a in read(["-"]) if isinstance(a, Article)] == expected


@pytest.mark.parametrize("given", [b"", b"\n", b"Caf\xe9", b"a\x00b"])
def test_broken_standard_input(given: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    (error,) = errors("-")
    assert error.origin == "standard input"
