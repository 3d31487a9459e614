"""Attributions become statements: quotation marks, kind, act, addressee, setting, negation, and answers to earlier statements."""

from __future__ import annotations

import re

import pytest

from kg.model import Actor, Article, Attribution, Cast, Mention, Reading, Span, Speaker
from kg.stages.classify import classify
from kg.statements.acts import ACTS
from kg.statements.kinds import KINDS, explain, weights
from kg.statements.lexicon import LIGHT, lexicon
from kg.statements.quotes import quote_type, quoted
from kg.statements.scene import Page
from tests.cases import cases
from tests.classify_cases import nobody, read

CLAIM = """\
1 Haas Haas PROPN NNP 2 nsubj S
2 said say VERB VBD 0 root Q
3 the the DET DT 4 det C
4 mayor mayor NOUN NN 6 nsubj C
5 had have AUX VBD 6 aux C
6 sold sell VERB VBN 2 ccomp C
7 the the DET DT 8 det C
8 harbour harbour NOUN NN 6 obj C"""
DENIAL = """\
1 Orlova Orlova PROPN NNP 2 nsubj S
2 rejected reject VERB VBD 0 root Q
3 Haas Haas PROPN NNP 5 nmod:poss C
4 's 's PART POS 3 case C
5 claim claim NOUN NN 2 obj C"""


@pytest.mark.parametrize(("given", "expected"), cases("classify/quotes.txt"))
def test_quote_type(given: str, expected: str) -> None:
    """Direct, indirect or mixed by what stands inside quotation marks, however they are printed."""
    text, spans = "", []
    for part in re.split(r"(⟦.*?⟧)", given.replace("¶", "\n\n"), flags=re.DOTALL):
        start = len(text)
        text += part.strip("⟦⟧")
        if part.startswith("⟦"):
            spans.append(Span(start=start, end=len(text)))
    assert quote_type(quoted(text), text, spans) == expected


@pytest.mark.parametrize(("given", "expected"), cases("classify/statements.txt"))
def test_statement(given: str, expected: str) -> None:
    """What one attribution tells, on an exact tree."""
    article, reading = read(given)
    (statement,) = classify(article, reading, nobody(reading))
    precision = "" if statement.said_on_precision in ("day", "week") else f" {statement.said_on_precision}"
    told = {
        "kind": statement.kind,
        "act": statement.speech_act,
        "quote": statement.quote_type,
        "addressee": statement.addressee.text if statement.addressee else "none",
        "setting": statement.setting or "none",
        "negated": "yes" if statement.negated else "no",
        "said_on": f"{statement.said_on}{precision}" if statement.said_on else "none",
    }
    for wanted in expected.split("; "):
        field, _, value = wanted.partition(" ")
        assert told[field] == value, field


def cast_of(reading: Reading, *speakers: str) -> Cast:
    """A cast in which the source of each attribution is the actor named."""
    mentions = tuple(
        Mention(first=i, end=i + 1, actor=f"x:{t.form}", kind="name") for i, t in enumerate(reading.tokens) if t.xpos == "NNP"
    )
    actors = tuple(Actor(iri=f"x:{s}", name=s, types=("Person",)) for s in sorted(set(speakers)))
    return Cast(actors=actors, mentions=mentions, speakers=tuple(Speaker(actor=f"x:{s}") for s in speakers), mandates=())


def test_denial_names_what_it_answers() -> None:
    """ "rejected Haas's claim" answers what Haas said before; it answers nothing where only somebody else spoke."""
    article, reading = read(CLAIM, DENIAL)
    first, second = classify(article, reading, cast_of(reading, "Haas", "Orlova"))
    assert (first.denies, second.denies) == ((), (first.id,))
    article, reading = read(CLAIM.replace("Haas", "Brandt"), DENIAL)
    assert [s.denies for s in classify(article, reading, cast_of(reading, "Brandt", "Orlova"))] == [(), ()]


def test_a_later_statement_is_never_answered() -> None:
    """An answer points back in the text only."""
    article, reading = read(DENIAL, CLAIM)
    assert [s.denies for s in classify(article, reading, cast_of(reading, "Orlova", "Haas"))] == [(), ()]


def test_addressee_is_an_actor_where_the_words_stand_for_one() -> None:
    """The addressee's IRI comes from the mention that covers it."""
    told = """\
1 Haas Haas PROPN NNP 2 nsubj S
2 told tell VERB VBD 0 root Q
3 Orlova Orlova PROPN NNP 2 iobj .
4 no no INTJ UH 2 obj C"""
    article, reading = read(told)
    (statement,) = classify(article, reading, cast_of(reading, "Haas"))
    assert statement.addressee is not None
    assert (statement.addressee.text, statement.addressee.actor) == ("Orlova", "x:Orlova")


def test_a_document_as_the_speaker_writes() -> None:
    """What a document says is writing, by its type alone."""
    article, reading = read(CLAIM)
    cast = cast_of(reading, "Haas")
    paper = Cast(
        actors=(Actor(iri="x:Haas", name="Haas", types=("Document",)),), mentions=(), speakers=cast.speakers, mandates=()
    )
    assert classify(article, reading, cast)[0].kind == "speech"
    assert classify(article, reading, paper)[0].kind == "writing"


def test_nothing_to_classify() -> None:
    """An empty article gives no statements."""
    empty = Reading(tokens=(), sentences=(), names=(), attributions=())
    assert classify(Article(id="e", text=""), empty, nobody(empty)) == ()


@pytest.mark.parametrize(("cue", "content"), [((0, 1), ()), ((2, 2), ((0, 9),)), ((40, 60), ((50, 70),))])
def test_odd_spans_survive(cue: tuple[int, int], content: tuple[tuple[int, int], ...]) -> None:
    """An attribution whose spans meet no token, or lie outside the text, is still one statement with the spans it came with."""
    attribution = Attribution(
        source=None, cue=Span(start=cue[0], end=cue[1]), content=tuple(Span(start=a, end=b) for a, b in content)
    )
    for tokens in (read(CLAIM)[1].tokens, ()):
        reading = Reading(tokens=tokens, sentences=((0, len(tokens)),) if tokens else (), names=(), attributions=(attribution,))
        (statement,) = classify(Article(id="o", text="“ odd"), reading, nobody(reading))
        assert statement.attribution is attribution
        assert statement.kind in KINDS


def test_lexicon_uses_known_kinds_and_acts() -> None:
    """A typing error in the lexicon is found: every sense has a kind and an act of the contract."""
    table = lexicon()
    senses = [s for found in (*table.words.values(), *table.phrases.values()) for s in found]
    assert len(table.words) > 1500
    assert {s.kind for s in senses} <= {*KINDS, LIGHT}
    assert {s.act for s in senses} <= set(ACTS)


def test_verdict_on_the_kind_explains_itself() -> None:
    """The features that decided can be listed with their weights, and they add up to the verdict."""
    article, reading = read(CLAIM)
    rows = explain(Page(article=article, reading=reading).scene(reading.attributions[0]))
    assert "main=say" in [name for name, _ in rows]
    total = [sum(w[i] for _, w in rows) for i in range(len(KINDS))]
    assert KINDS[total.index(max(total))] == "speech"
    assert len(weights()) > 300


def test_identity_of_a_statement_is_stable() -> None:
    """The same input gives the same IRI; another base gives another."""
    article, reading = read(CLAIM)
    one, two = classify(article, reading, nobody(reading))[0], classify(article, reading, nobody(reading))[0]
    other = classify(article, reading, nobody(reading), base="https://example.org/")[0]
    assert one.id == two.id != other.id
    assert other.id.startswith("https://example.org/statement/")
