"""The reader with the weights that ship: spans that can be trusted, whatever the text."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from kg.errors import ModelError
from kg.model import Article, Reading, Span
from kg.nlp.reader import Reader
from kg.nlp.weights import SHIPPED, fingerprint, load_reader
from tests.cases import cases

STORY = (
    "Mayor Lena Orr said on Monday that the bridge would stay closed until spring.\n\n"
    "“We will not open it before every bolt has been checked,” Orr told reporters.\n\n"
    "The builder denied that the steel was faulty, according to the Daily Ferry."
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def read(reader: Reader, text: str, *furniture: Span) -> Reading:
    return reader.read_batch([Article(id="a", text=text, furniture=furniture)])[0]


def test_a_plain_story(reader: Reader) -> None:
    """Source, cue and content of ordinary sentences, indirect and direct."""
    reading = read(reader, STORY)
    found = {STORY[a.cue.start : a.cue.end]: a for a in reading.attributions}
    assert {"said", "told"} <= set(found)
    said, told = found["said"], found["told"]
    assert said.source is not None
    assert "Lena Orr" in STORY[said.source.start : said.source.end]
    assert STORY[said.content[0].start : said.content[0].end].endswith("that the bridge would stay closed until spring")
    assert "every bolt has been checked" in STORY[told.content[0].start : told.content[0].end]
    assert all(0.25 <= a.confidence <= 1 for a in reading.attributions)
    assert any(STORY[reading.tokens[n.first].start : reading.tokens[n.end - 1].end] == "Lena Orr" for n in reading.names)


AWKWARD = [
    "", "\n\n", "Word", "“", "“Never closed, he said and went away. " * 30, "a " * 3000, "He said\tthat\r\nit is done.\r\n",
    "😀 she said 😀.", "\u200f\u0642\u0627\u0644 the minister said “\u0646\u0639\u0645”.", "NO CASE HERE SAID THE MAYOR",
    "x" * 10_000, "\u200b\u200b said \ufeff", "." * 700,
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_no_text_breaks_the_reader(reader: Reader, text: str) -> None:
    """Tokens are verbatim, sentences cover them, heads form trees, spans lie in the text."""
    reading = read(reader, text)
    assert all(text[t.start : t.end] == t.form for t in reading.tokens)
    assert [i for a, b in reading.sentences for i in range(a, b)] == list(range(len(reading.tokens)))
    for a, b in reading.sentences:
        assert sum(reading.tokens[i].head == i for i in range(a, b)) == 1
        assert all(a <= reading.tokens[i].head < b for i in range(a, b))
        assert all((reading.tokens[i].relation == "root") == (reading.tokens[i].head == i) for i in range(a, b))
    for attribution in reading.attributions:
        for span in (attribution.source, attribution.cue, *attribution.content):
            assert span is None or 0 <= span.start < span.end <= len(text)


def test_reading_together_or_alone_is_the_same(reader: Reader) -> None:
    """What an article gives does not depend on its neighbours in a batch."""
    articles = [Article(id=str(i), text=t) for i, t in enumerate([STORY, "Short one, he said.", STORY * 6, ""])]
    together = list(reader.read(articles, together=4))
    alone = list(reader.read(articles, together=1))
    for a, b in zip(together, alone, strict=True):
        assert a.tokens == b.tokens
        assert [(x.source, x.cue, x.content) for x in a.attributions] == [(x.source, x.cue, x.content) for x in b.attributions]


def test_furniture_is_not_read(reader: Reader) -> None:
    """A furniture line inside a story leaves no token and does not shift what follows."""
    line = "WATCH: The mayor said the bridge is safe."
    text = STORY.replace("\n\n", f"\n\n{line}\n\n", 1)
    at = text.index(line)
    plain, cut = read(reader, STORY), read(reader, text, Span(start=at, end=at + len(line)))
    assert [t.form for t in plain.tokens] == [t.form for t in cut.tokens]
    assert all(text[t.start : t.end] == t.form for t in cut.tokens)
    assert not any(at <= t.start < at + len(line) for t in cut.tokens)


SIGNS = {"¶": "\n\n", "⇥": "\t", "⏎": "\r\n"}
"""What stands in the cases for white space that a block of text cannot hold."""


def check(reader: Reader, text: str, expected: str) -> None:
    """Each expected "source | cue | part of the content" is found; a lone hyphen says that nothing may be found."""
    for sign, meant in SIGNS.items():
        text = text.replace(sign, meant)
    found = [
        (
            text[a.source.start : a.source.end] if a.source else "-",
            text[a.cue.start : a.cue.end],
            " … ".join(text[c.start : c.end] for c in a.content),
        )
        for a in read(reader, text).attributions
    ]
    if expected == "-":
        assert found == []
        return
    for line in expected.splitlines():
        source, cue, content = (part.strip() for part in line.split("|"))
        assert any(source in s and cue in c and content in w for s, c, w in found), found


@pytest.mark.parametrize(("text", "expected"), [*cases("reader/attributions.txt"), *cases("reader/hard.txt")])
def test_attributions_in_awkward_layouts(reader: Reader, text: str, expected: str) -> None:
    """What systems of this kind stumble over, read right."""
    check(reader, text, expected)


@pytest.mark.xfail(strict=True, reason="the reader does not find these yet; a case that passes moves to hard.txt")
@pytest.mark.parametrize(("text", "expected"), cases("reader/unsolved.txt"))
def test_attributions_not_found_yet(reader: Reader, text: str, expected: str) -> None:
    """Known failures, kept in sight."""
    check(reader, text, expected)


@pytest.mark.parametrize("name", ["encoder.onnx", "heads.npz", "reader.json", "tokenizer.json", "lemmas.tsv"])
def test_damaged_weights_are_named(tmp_path: Path, name: str) -> None:
    """Each file, missing or cut short, is a ModelError that names the folder."""
    folder = tmp_path / name.replace(".", "-")
    shutil.copytree(SHIPPED, folder)
    (folder / name).write_bytes((folder / name).read_bytes()[:50])
    with pytest.raises(ModelError, match=folder.name):
        load_reader(folder)
    (folder / name).unlink()
    with pytest.raises(ModelError, match=f"{name} missing"):
        load_reader(str(folder) + "/.")


def test_weights_of_another_format_are_refused(tmp_path: Path) -> None:
    """A folder made for another version says so."""
    folder = tmp_path / "old"
    shutil.copytree(SHIPPED, folder)
    settings = json.loads((folder / "reader.json").read_text())
    (folder / "reader.json").write_text(json.dumps({**settings, "format": 0}))
    with pytest.raises(ModelError, match="another version"):
        load_reader(folder)


def test_fingerprint_follows_the_weights(tmp_path: Path) -> None:
    """Other weights, other fingerprint; the same weights elsewhere, the same."""
    folder = tmp_path / "copy"
    shutil.copytree(SHIPPED, folder)
    assert fingerprint(folder) == fingerprint(SHIPPED)
    with np.load(folder / "heads.npz") as stored:
        changed = {name: stored[name] + 1 for name in stored.files}
    np.savez(folder / "heads.npz", **changed)
    assert fingerprint(folder) != fingerprint(SHIPPED)
