"""Long texts are read in parts: nothing is lost or shifted where two of them meet, and memory stays small."""

from __future__ import annotations

import pytest

from kg.model import Article
from kg.nlp import parts
from kg.nlp.weights import load_reader

STORY = "Mayor Ida Falk said the bridge is safe. Otto Roth denied that he had closed it.\n\n"


def test_a_text_of_one_part_is_left_alone() -> None:
    (part,) = parts.cut(Article(id="a", text=STORY))
    assert part.last
    assert part.spans == parts.visible_tokens(Article(id="a", text=STORY))


@pytest.mark.parametrize("text", [STORY * 7, "word " * 200, "", "\n\n"])
def test_parts_hold_every_token_once(text: str) -> None:
    """And none holds more than it may, whether or not the text has paragraphs."""
    article = Article(id="a", text=text)
    made = list(parts.cut(article, 50))
    assert [span for part in made for span in part.spans] == parts.visible_tokens(article)
    assert all(len(part.spans) <= 50 for part in made)
    assert [part.last for part in made] == [False] * (len(made) - 1) + [True]


def test_a_part_ends_with_a_paragraph() -> None:
    made = list(parts.cut(Article(id="a", text=STORY * 7), 50))
    assert len(made) > 2
    assert all(STORY.startswith(part.article.text[part.spans[0][0] : part.spans[0][1]]) for part in made)


def test_batches_hold_few_texts_and_few_tokens() -> None:
    several = [part for n in range(5) for part in parts.cut(Article(id=str(n), text=STORY))]
    count = len(several[0].spans)
    assert [len(batch) for batch in parts.batches(several, 2)] == [2, 2, 1]
    assert [len(batch) for batch in parts.batches(several, 8, 3 * count)] == [3, 2]
    assert [len(batch) for batch in parts.batches(several, 8, 1)] == [1] * 5  # a part that is too long stands alone


def test_readings_of_parts_are_put_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tokens lie where they lay, what is counted in tokens is counted on, and every paragraph has its two attributions."""
    articles = [Article(id="long", text=STORY * 12), Article(id="empty", text=""), Article(id="short", text=STORY)]
    reader = load_reader()
    once = reader.read_batch(articles)
    cut = parts.cut
    monkeypatch.setattr(parts, "cut", lambda article: cut(article, 60))
    assert len(list(parts.cut(articles[0]))) > 3
    again = reader.read_batch(articles)
    for article, whole, joined in zip(articles, once, again, strict=True):
        assert [(t.start, t.end, t.form) for t in joined.tokens] == [(t.start, t.end, t.form) for t in whole.tokens]
        assert [i for a, b in joined.sentences for i in range(a, b)] == list(range(len(joined.tokens)))
        assert all(a <= joined.tokens[i].head < b for a, b in joined.sentences for i in range(a, b))
        names = [article.text[joined.tokens[n.first].start : joined.tokens[n.end - 1].end] for n in joined.names]
        assert names == ["Ida Falk", "Otto Roth"] * article.text.count("Falk")
        cues = [article.words(a.cue) for a in joined.attributions]
        assert cues == ["said", "denied"] * article.text.count("Falk")
