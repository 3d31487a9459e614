"""The learned model of quarrels: what it is given, what it answers, and how it shows in a verdict."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.compare import answers, learned, mixture, verdict
from kg.compare.pair import pair, scene
from kg.compare.ready import ready
from kg.compare.view import View, outside, prepare
from kg.errors import ModelError
from kg.model import Article, Attribution, Links, Span
from kg.nlp.quarrels import Quarrels, Said
from kg.nlp.weights import ANSWERS, ANSWERS_FORMAT, load_quarrels
from kg.reviews.explaining import as_text, explain
from kg.stages.compare import compare
from kg.stages.link import link
from tests.compare_cases import Case

QUARREL = """Ida Falk | - | claimed | that Roth had hidden the ferry accounts from the auditor
Mara Tull | - | said | the winter was mild in Dorn
Otto Roth | - | denied [deny] | hiding the ferry accounts from any auditor"""
QUIET = """Ida Falk | - | said | the ferry is safe and should sail
Otto Roth | - | said | the ferry is a danger to everybody on board"""


def read(text: str) -> list[View]:
    return sorted(prepare(Case(text).extractions, Links())[0], key=lambda v: v.order)


def logits(text: str, sure: dict[tuple[int, int], float]) -> tuple[list[View], answers.Logits]:
    """Views, and what a model would have to say of some pairs of places."""
    views = read(text)
    return views, {(views[i].statement.id, views[j].statement.id): z for (i, j), z in sure.items()}


class Counting:
    """A session that adds up the pieces of the two statements of each pair."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def run(self, given):  # type: ignore[no-untyped-def]
        self.sizes.append(len(given["ids"]))
        size = given["mask"].sum(1)
        return (size[given["first"]] + size[given["second"]]).astype(np.float32)


@pytest.mark.parametrize("broken", ["no folder", "no graph", "bad graph", "bad json", "no settings", "other format"])
def test_a_broken_folder_is_one_clear_error(tmp_path: Path, broken: str) -> None:
    folder = tmp_path / "answers"
    told = json.loads((ANSWERS / "model.json").read_text(encoding="utf8"))
    if broken != "no folder":
        folder.mkdir()
        if broken != "no graph":
            (folder / "model.onnx").write_bytes(b"none" if broken == "bad graph" else (ANSWERS / "model.onnx").read_bytes())
        if broken == "other format":
            told["format"] = 99
        text = {"bad json": "{", "no settings": f'{{"format": {ANSWERS_FORMAT}}}'}.get(broken, json.dumps(told))
        (folder / "model.json").write_text(text, encoding="utf8")
    with pytest.raises(ModelError) as raised:
        load_quarrels(folder)
    assert str(folder) in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_shipped_weights_are_made_for_these_signals() -> None:
    settings = load_quarrels().settings
    assert settings.signals == learned.NAMES
    assert settings.reach == learned.REACH


def test_one_article_gives_one_answer() -> None:
    """The same, whatever the order of the statements and how often it is asked; no other article is known of."""
    views = read(QUARREL)
    here = scene(views)
    once = learned.logits(views, here)
    assert set(once) == {(views[i].statement.id, views[j].statement.id) for i, j in ((0, 1), (0, 2), (1, 2))}
    assert learned.logits(views[::-1], here) == once
    assert learned.logits(read(QUARREL), scene(read(QUARREL))) == once
    assert max(once, key=lambda key: once[key]) == (views[0].statement.id, views[2].statement.id)


def test_what_was_wanted_is_read_beside_what_was_said() -> None:
    """It stands among the texts, but no pair is asked of it; training asks of those too."""
    views = read(QUARREL.replace("Mara Tull | - | said", "Mara Tull | - | hoped [attitude]"))
    made = learned.page(views, scene(views))
    assert [texts[0] for texts in made.texts] == ["Ida Falk", "Mara Tull", "Otto Roth"]
    assert made.pairs == [(0, 2)]
    assert learned.page(views, scene(views), whole=True).pairs == [(0, 1), (0, 2), (1, 2)]
    said = [v for v in views if v.statement.is_said]
    alone = learned.logits(said, scene(said))
    beside = learned.logits(views, scene(said))
    assert alone.keys() == beside.keys()
    assert alone != beside, "the model reads it"


def test_compare_reads_what_was_wanted_too() -> None:
    """The relation rests on the same logit that the model gives to the whole article."""
    given = QUARREL.replace("Mara Tull | - | said", "Mara Tull | - | hoped [attitude]")
    views = read(given)
    wanted = learned.logits(views, scene([v for v in views if v.statement.is_said]))
    extractions = Case(given).extractions
    (found,) = compare(extractions, link(extractions))
    (row,) = (value for name, value in found.features if name == mixture.LEARNED)
    key = (found.earlier, found.later)
    said = [v for v in views if v.statement.is_said]
    assert abs(wanted[key] - learned.logits(said, scene(said))[key]) > 0.01, "it matters here"
    assert row == pytest.approx(mixture.weights()["learned"] * wanted[key], abs=0.001)


def test_the_rest_of_the_sentence_is_what_is_in_no_span() -> None:
    """In the order of the text, of that sentence alone."""
    text = "It rained. But in reply to Falk, Roth told the paper that it was false, and left. Nobody knew."
    article = Article(id="one", text=text)
    spans = [Span(start=text.index(w), end=text.index(w) + len(w)) for w in ("told the paper", "Roth", "that it was false")]
    assert " ".join(outside(article, spans[0], spans).split()) == "But in reply to Falk, , and left."


def test_the_rest_of_the_sentence_is_read() -> None:
    """It is a fourth part of each statement, cut at its cap, and another rest gives another logit."""
    made = learned.page(read(QUARREL), scene(read(QUARREL)))
    assert all(texts[3].strip(" .") == "" for texts in made.texts), "these sentences say nothing else"
    model = load_quarrels()
    said = [Said(*texts) for texts in made.texts]
    longer = [*said[:2], said[2]._replace(rest="in reply to Falk " * 20)]
    ids, parts = model._pieces(longer)[2]
    assert parts.count(4) == model.settings.caps[3]
    assert len(ids) == len(parts)
    assert model.score(longer, made.pairs, made.signals) != model.score(said, made.pairs, made.signals)


def test_a_page_tells_the_rest() -> None:
    case = Case(QUARREL)
    (extraction,) = case.extractions
    text = extraction.article.text.replace("Otto Roth denied", "In reply Otto Roth denied")
    start = text.index("In reply")
    moved = [
        s if s.attribution.cue.start < start else replace(s, attribution=shifted(s.attribution, len("In reply ")))
        for s in extraction.statements
    ]
    other = replace(extraction, article=replace(extraction.article, text=text), statements=tuple(moved))
    views = prepare([other], Links())[0]
    assert learned.page(views, scene(views)).texts[2][3].startswith("In reply")


def shifted(one: Attribution, by: int) -> Attribution:
    """The same, further on in the text."""

    def moved(span: Span) -> Span:
        return Span(start=span.start + by, end=span.end + by)

    source = moved(one.source) if one.source else None
    return replace(one, source=source, cue=moved(one.cue), content=tuple(moved(c) for c in one.content))


def test_padding_changes_nothing() -> None:
    """A statement reads the same beside a long one and beside a short one of which nothing is asked."""
    made = learned.page(read(QUIET), scene(read(QUIET)))
    said = [Said(*texts) for texts in made.texts]
    model = load_quarrels()
    arrays = model._arrays(model._pieces(said))
    wide = {name: np.pad(value, ((0, 0), (0, 9))) for name, value in arrays.items()}
    rest = {"first": np.array([0]), "second": np.array([1]), "x": made.signals}
    session = model._session
    assert session.run({**arrays, **rest}) == pytest.approx(session.run({**wide, **rest}), abs=1e-4)


def test_long_articles_are_read_in_stretches() -> None:
    model = load_quarrels()
    session = Counting()
    counted = Quarrels(session, model._wordpieces, model.settings)
    said = [Said("Ida Falk", "said", "ferry " * (n % 7)) for n in range(90)]
    pairs = [(i, j) for i in range(90) for j in range(i + 1, min(90, i + 13))]
    found = counted.score(said, pairs, np.zeros((len(pairs), 1), dtype=np.float32))
    size = [len(ids) for ids, _ in model._pieces(said)]
    assert found == [size[i] + size[j] for i, j in pairs], "each pair is seen in some stretch"
    assert session.sizes == [36, 36, 36, 18]


def test_one_speaker_alone_is_not_read() -> None:
    views = read("Ida Falk | - | said | it rains\nIda Falk | - | denied [deny] | that it rains")
    assert learned.logits(views, scene(views)) == {}


def test_articles_do_not_look_at_each_other() -> None:
    """The relations of two articles, read together in any order, hold those of each alone."""
    extractions = [
        e
        for text in (f"== one 2020-05-04 The Lantern\n{QUARREL}", f"== two 2020-05-05 The Lantern\n{QUIET}")
        for e in Case(text).extractions
    ]
    alone = {r for e in extractions for r in compare([e], link([e]))}
    assert alone
    for _ in range(3):
        random.shuffle(extractions)
        assert alone <= set(compare(extractions, link(extractions)))


def test_the_model_may_speak_alone() -> None:
    """Where no word pushes back, the model's row carries the verdict, and its type is that of positions."""
    views, sure = logits(QUIET, {(0, 1): 60.0})
    here = scene(views)
    found = verdict.judge(views[0], views[1], (), (), here, answers.answers_in(views, here, sure))
    assert found is not None
    assert (found.relation, found.type, found.stated) == ("disputes", "opposed_position", False)
    assert {row.name for row, _ in found.held} == {mixture.LEARNED}
    assert verdict.judge(views[0], views[1], (), (), here, answers.answers_in(views, here)) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (QUIET.replace("Otto Roth", "Ida Falk"), "one speaker"),
        (QUIET.replace("| said |", "| said [negated] |"), "not said"),
        (
            QUIET.replace("Ida Falk | - | said", "Ida Falk | - | asked [ask]").replace(
                "Roth | - | said", "Roth | - | asked [ask]"
            ),
            "asks",
        ),
        (QUIET.replace("Otto Roth | - | said", "Otto Roth | - | asked [ask]"), "to ask is not to dispute"),
        (QUIET.replace("Ida Falk", "seven percent").replace("Otto Roth", "a new poll"), "shares of polls"),
    ],
)
def test_what_the_model_cannot_overrule(text: str, why: str) -> None:
    views, sure = logits(text, {(0, 1): 60.0})
    assert answers.answers_in(views, scene(views), sure) == {}, why


def test_each_statement_answers_one_other_at_most() -> None:
    views, sure = logits(QUARREL, {(0, 1): 1.0, (0, 2): 3.0, (1, 2): 2.0})
    found = answers.answers_in(views, scene(views), sure)
    assert found[views[2].statement.id].pair.target is views[0]
    assert len(found) == len(views)


@pytest.mark.parametrize(("text", "places"), [(QUARREL, (0, 2)), (QUIET, (0, 1))])
def test_the_row_shows_in_an_explanation(text: str, places: tuple[int, int]) -> None:
    """Rows and bias add up to the confidence, and the model's row is among them with its reason."""
    views, sure = logits(text, {places: 30.0})
    made = answers.weighed(pair(views[places[0]], views[places[1]], scene(views)), sure)
    assert made is not None
    rows = [(row.name, round(value, 3)) for row, value in made.held]
    found = explain(rows, round(verdict.logistic(made.score), 3))
    assert found.current
    (row,) = (row for row in found.rows if row.name == mixture.LEARNED)
    assert row.value == pytest.approx(30.0, abs=0.01)
    assert "annotated articles" in row.reason
    assert mixture.LEARNED in as_text(found)
    other = explain([*rows[:-1], (rows[-1][0], rows[-1][1] + 5.0)], round(verdict.logistic(made.score), 3))
    assert not other.current or verdict.logistic(made.score) > 0.98, "another table judged"


def test_without_a_logit_the_table_alone_decides() -> None:
    views = read(QUARREL)
    one = pair(views[0], views[2], scene(views))
    made = answers.weighed(one)
    assert made is not None
    assert (made.score, made.held) == answers.score(one)
    assert answers.weighed(replace(one, answer=views[1])) is None


def test_the_model_can_doubt_a_clash_of_claims_but_not_make_one() -> None:
    """A logit far below takes from a clash, and the row that says so adds up in the explanation; one far above adds nothing."""
    text = (
        "Ida Falk | - | said | the minister met the lobbyist in Ravna\n"
        "  + Meet | Otto Roth > the lobbyist | Ravna lobbyist | meet | place=Ravna\n"
        "Otto Roth | - | said | I never met the lobbyist in Ravna\n"
        "  + Meet | Otto Roth > the lobbyist | Ravna lobbyist | meet | not; place=Ravna"
    )
    extractions = Case(text).extractions
    made = ready(extractions, Links())
    one, other = sorted(made.said, key=lambda v: v.order)
    claims = (made.claims[one.statement.id], made.claims[other.statement.id])

    def judged(logit: float) -> verdict.Verdict | None:
        sure = {(one.statement.id, other.statement.id): logit}
        return verdict.judge(one, other, *claims, scene([one, other]), {}, sure)

    plain, doubted = judged(40.0), judged(-5.0)
    assert plain is not None
    assert doubted is not None
    assert doubted.confidence < plain.confidence
    assert mixture.DOUBTED not in {row.name for row, _ in plain.held}
    found = explain([(row.name, round(value, 3)) for row, value in doubted.held], round(doubted.confidence, 3))
    assert found.current
    assert "no conflict" in next(row.reason for row in found.rows if row.name == mixture.DOUBTED)
    assert judged(-40.0) is None
