"""What statements claim, on exact trees: the cases in tests/cases/propositions, and whole articles of one or two sentences."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from kg import iris
from kg.model import (
    Actor,
    Article,
    Attribution,
    Cast,
    Mention,
    Name,
    Proposition,
    Reading,
    Span,
    Speaker,
    Statement,
    Token,
)
from kg.propositions.frames import lexicon
from kg.stages.propose import propose

CASES = Path(__file__).parent / "cases" / "propositions"
PLOVER_WORDS = """AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE
COERCE ASSAULT"""
PLOVER = frozenset(PLOVER_WORDS.split())


@dataclass(frozen=True)
class Case:
    name: str
    tokens: tuple[Token, ...]
    settings: dict[str, str]
    expected: tuple[str, ...]


def cases() -> Iterator[Case]:
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            above, _, below = block.strip().partition("\n.\n")
            name, *lines = above.split("\n")
            rows = [line.split() for line in lines if line[0].isdigit()]
            settings = dict(re.split(r":\s*", line, maxsplit=1) for line in lines if not line[0].isdigit())
            yield Case(f"{path.stem}: {name}", tokens_of(rows), settings, tuple(below.strip().split("\n")))


def tokens_of(rows: list[list[str]]) -> tuple[Token, ...]:
    """Tokens of rows "number form lemma upos xpos head relation", one space apart in the text."""
    out, at = [], 0
    for i, (_, form, lemma, upos, xpos, head, relation) in enumerate(rows):
        out.append(
            Token(
                start=at,
                end=at + len(form),
                form=form,
                lemma=lemma,
                upos=upos,
                xpos=xpos,
                head=int(head) - 1 if int(head) else i,
                relation=relation,
            )
        )
        at += len(form) + 1
    return tuple(out)


def made(case: Case) -> tuple[Proposition, ...]:
    tokens, settings = case.tokens, case.settings
    text = " ".join(t.form for t in tokens)
    article = Article(id="case", text=text)

    def span(key: str) -> Span | None:
        if key not in settings:
            return None
        first, _, last = settings[key].partition("-")
        return Span(start=tokens[int(first) - 1].start, end=tokens[int(last or first) - 1].end)

    names = [n.strip() for n in settings.get("cast", "").split(",") if n.strip()]
    actors = tuple(
        Actor(iri=iris.actor(n), name=n, types=("Person" if n in ("Keld", "Ardan") else "Country",)) for n in sorted(names)
    )
    mentions = tuple(
        Mention(first=i, end=i + 1, actor=iris.actor(t.form), kind="name") for i, t in enumerate(tokens) if t.form in names
    )
    who, _, principal = settings.get("speaker", settings.get("cast", "").split(",")[0] if "source" in settings else "").partition(
        " for "
    )
    speaker = Speaker(actor=iris.actor(who), on_behalf_of=iris.actor(principal) if principal else None) if who else None
    attribution = Attribution(
        source=span("source"), cue=span("cue") or Span(start=0, end=0), content=(span("content") or Span(start=0, end=len(text)),)
    )
    reading = Reading(
        tokens=tokens,
        sentences=((0, len(tokens)),),
        names=tuple(Name(first=i, end=i + 1, kind="place") for i, t in enumerate(tokens) if t.form == "Velm"),
        attributions=(attribution,),
    )
    statement = Statement(
        id="s",
        article="case",
        attribution=attribution,
        speaker=speaker,
        kind="speech",
        quote_type=settings.get("quote", "indirect"),
        speech_act="assert",
    )
    cast = Cast(actors=actors, mentions=mentions, speakers=(speaker,), mandates=())
    (filled,), _ = propose(article, reading, cast, (statement,))
    for p in filled.propositions:
        assert text[p.span.start : p.span.end] == p.text
        assert p.plover is None or p.plover in PLOVER
    return filled.propositions


def differences(p: Proposition, line: str) -> list[str]:
    """What of an expected line does not hold of a proposition; empty where all does."""
    head, *rest = [part.strip() for part in line.split("|")]
    frame, _, predicate = head.partition(" ")
    wanted = {"polarity": "affirmed", "modality": "certain"} | dict(re.split(r":\s*", r, maxsplit=1) for r in rest)
    out = [] if (p.event_type, p.predicate) == (frame, predicate) else [f"{p.event_type} {p.predicate}"]
    for key, value in wanted.items():
        found = described(p, key, "@" in value)
        if value not in ("any", found):
            out.append(f"{key} is {found!r}, not {value!r}")
    return out


def described(p: Proposition, key: str, with_actor: bool) -> str:
    value = getattr(p, key)
    if value is None:
        return "-"
    if key in ("agent", "recipient", "theme"):
        return value.text + (f"@{value.actor.rsplit('/', 1)[1]}" if with_actor and value.actor else "")
    if key == "quantities":
        return "; ".join(f"{q.text}={q.value:g} {q.unit}" for q in value)
    return " ".join(value) if key == "keys" else str(value)


@pytest.mark.parametrize("case", list(cases()), ids=lambda c: c.name)
def test_case(case: Case) -> None:
    """The propositions of a case are those expected, no more and no fewer."""
    found = list(made(case))
    assert found, "a statement always claims something"
    if case.expected == ("any",):
        return
    for line in case.expected:
        match = next((p for p in found if not differences(p, line)), None)
        assert match is not None, f"{line}\n" + "\n".join(
            f"  {p.event_type} {p.predicate}: {differences(p, line)}" for p in found
        )
        found.remove(match)
    assert not found, f"more than expected: {[(p.event_type, p.predicate, p.text) for p in found]}"


def test_lexicon_is_whole() -> None:
    """Every row of the lexicon names a frame that exists, every frame a PLOVER category or none, every slot class a word list."""
    tables = lexicon()
    rows = [row for table in (tables.verbs, tables.nouns) for patterns in table.values() for row in patterns]
    assert len(rows) > 500
    assert {row.frame for row in rows} <= set(tables.plover)
    assert {category for category in tables.plover.values() if category} == PLOVER
    assert {words for row in rows for _, words in row.needs if words} <= set(tables.words)
    assert {frame for rows in tables.light.values() for row in rows for frame in row.frames} <= set(tables.plover)
    effects = {c.effect for entries in tables.complements.values() for c in entries}
    assert effects == {"negated", "certain", "probable", "possible", "obliged", "intended", "hypothetical"}


def swapped(tokens: tuple[Token, ...], one: str, other: str) -> tuple[Token, ...]:
    """The same tree with two names of equal length exchanged."""
    names = {one: other, other: one}
    return tuple(replace(t, form=names[t.form], lemma=names[t.form].lower()) if t.form in names else t for t in tokens)


@pytest.mark.parametrize(
    "case", [c for c in cases() if {"Norland", "Sorland"} <= {t.form for t in c.tokens}], ids=lambda c: c.name
)
def test_swap(case: Case) -> None:
    """Exchanging two names exchanges them in every role and changes nothing else."""
    other = replace(case, tokens=swapped(case.tokens, "Norland", "Sorland"))
    exchange = {iris.actor("Norland"): iris.actor("Sorland"), iris.actor("Sorland"): iris.actor("Norland")}

    def roles(p: Proposition, names: dict[str, str]) -> tuple[object, ...]:
        who = [names.get(x.actor or "", x.actor) if x else None for x in (p.agent, p.recipient, p.theme)]
        return (p.event_type, *who, p.polarity, p.modality)

    assert [roles(p, exchange) for p in made(case)] == [roles(p, {}) for p in made(other)]


def test_empty_content() -> None:
    """No content, no tokens in it, or no tokens at all: no failure, and words are kept where there are any."""
    text = "?!"
    for content, kept in (((), []), ((Span(start=0, end=2),), ["?!"])):
        attribution = Attribution(source=None, cue=Span(start=0, end=0), content=content)
        statement = Statement(
            id="s", article="a", attribution=attribution, speaker=None, kind="speech", quote_type="direct", speech_act="assert"
        )
        reading = Reading(tokens=(), sentences=(), names=(), attributions=(attribution,))
        cast = Cast(actors=(), mentions=(), speakers=(None,), mandates=())
        (filled,), missions = propose(Article(id="a", text=text), reading, cast, (statement,))
        assert [p.text for p in filled.propositions] == kept
        assert missions == ()


def test_cycles() -> None:
    """A tree whose heads form a circle is read without end or failure."""
    rows = [
        line.split()
        for line in ("1 Norland norland PROPN NNP 2 nsubj", "2 asked ask VERB VBD 3 conj", "3 help help VERB VB 2 xcomp")
    ]
    assert made(Case("circle", tokens_of(rows), {"cast": "Norland"}, ()))


def test_any_tree() -> None:
    """Whatever a parser makes of a sentence, every proposition is verbatim and inside the content."""
    chance = random.Random(11)
    relations = "nsubj nsubj:pass obj iobj obl nmod acl acl:relcl advcl xcomp ccomp conj case mark cop aux det root"
    known = [c for c in cases() if len(c.tokens) > 5]
    for _ in range(300):
        case = chance.choice(known)
        size = len(case.tokens)
        tokens = tuple(
            replace(
                t,
                head=chance.randrange(-1, size + 2),
                relation=chance.choice(relations.split()),
                lemma=chance.choice((t.lemma, "ask", "make", "")),
            )
            for t in case.tokens
        )
        assert made(replace(case, tokens=tokens))
