"""The stage `resolve`: who is named, who speaks, in which role, for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest

from kg import gazetteer, iris
from kg.actors import continuity, coreference
from kg.actors.page import Page
from kg.actors.phrases import past_possessor
from kg.model import Actor, Article, Attribution, Cast, Reading, Span
from kg.stages.resolve import resolve
from tests.cases import CASES, cases
from tests.plain_reading import read

FILES = sorted(p.name for p in (CASES / "resolve").glob("*.txt"))
ALL = [(f"{name}: {given[:40]}", given, expected) for name in FILES for given, expected in cases(f"resolve/{name}")]


@dataclass(frozen=True)
class Resolved:
    """A cast with the reading it belongs to."""

    reading: Reading
    cast: Cast

    def actor(self, iri: str) -> Actor:
        return next(a for a in self.cast.actors if a.iri == iri)

    def named(self, name: str) -> Actor:
        found = [a for a in self.cast.actors if a.name == name]
        assert found, f"no actor {name!r} among {[a.name for a in self.cast.actors]}"
        return found[0]


def resolved(marked: str, **about: object) -> Resolved:
    article, reading = read(marked, **about)  # type: ignore[arg-type]
    return Resolved(reading=reading, cast=resolve(article, reading, gazetteer.load()))


def check(result: Resolved, line: str) -> None:
    """One expected line; the module's case files show each kind."""
    word, _, rest = line.partition(": ") if ": " in line else line.partition(" ")
    kind, _, which = word.partition(" ")
    if kind == "speaker":
        check_speaker(result, int(which) - 1, rest.split(" | "))
    elif kind == "same":
        assert len({speaker(result, int(n) - 1).actor for n in rest.split()}) == 1, line
    elif kind == "type":
        name, _, wanted = rest.partition(" is ")
        assert wanted in result.named(name).types
    elif kind == "stands":
        name, _, stands = rest.partition(" for ")
        body, _, ground = stands.partition(" by ")
        found = {(result.actor(r.body).name, r.ground) for r in result.named(name).represents}
        assert (body, ground) in found, f"{line}: {found}"
    elif kind == "former":
        assert any(m.former for m in result.cast.mandates if result.actor(m.holder).name == rest), line
    elif kind == "mention":
        words = {
            (" ".join(t.form for t in result.reading.tokens[m.first : m.end]), result.actor(m.actor).name)
            for m in result.cast.mentions
        }
        assert (which, rest) in words, f"{line}: {words}"
    else:
        raise AssertionError(f"an expected line of a kind that nobody knows: {line}")


def speaker(result: Resolved, number: int):  # type: ignore[no-untyped-def]
    found = result.cast.speakers[number]
    assert found is not None, f"speaker {number + 1} is nobody"
    return found


def check_speaker(result: Resolved, number: int, wanted: list[str]) -> None:
    if wanted == ["-"]:
        assert result.cast.speakers[number] is None
        return
    found = speaker(result, number)
    assert result.actor(found.actor).name == wanted[0]
    role = found.role
    for part in wanted[1:]:
        if part.startswith("of "):
            assert role.of == part[3:]
        elif part.startswith("for "):
            assert found.on_behalf_of is not None
            assert result.actor(found.on_behalf_of).name == part[4:]
        elif part == wanted[1]:
            assert role.label.endswith(part)
        else:
            assert role.role_class == part


@pytest.mark.parametrize(("given", "expected"), [(g, e) for _, g, e in ALL], ids=[i for i, _, _ in ALL])
def test_cases(given: str, expected: str) -> None:
    """Every case of cases/resolve."""
    result = resolved(given)
    for line in expected.splitlines():
        check(result, line)


def test_every_iri_of_a_cast_is_one_of_its_actors() -> None:
    """Mentions, speakers, roles, principals and bodies that are stood for all name actors of the cast."""
    for _, given, _ in ALL:
        cast = resolved(given).cast
        known = {a.iri for a in cast.actors}
        used = {m.actor for m in cast.mentions} | {m.holder for m in cast.mandates}
        used |= {r.body for a in cast.actors for r in a.represents}
        for s in cast.speakers:
            if s:
                used |= {i for i in (s.actor, s.on_behalf_of, s.role and s.role.of_actor) if i}
        assert used <= known
        assert [a.iri for a in cast.actors] == sorted(known)


def test_one_actor_has_one_iri_across_articles() -> None:
    """Two articles that name a body or a person in different words give one IRI; an unnamed source stays in its article."""
    one = resolved("{1 The [place United States] government} <1 said> so. {2 A spokesman} <2 denied> it.", key="one")
    two = resolved("{1 The government of the [place U.S.]} <1 said> so. {2 A spokesman} <2 denied> it.", key="two")
    assert speaker(one, 0).actor == speaker(two, 0).actor == iris.actor("U.S. government")
    assert speaker(one, 1).actor != speaker(two, 1).actor


def test_the_gazetteer_speaks_only_for_its_dates() -> None:
    """A bare office and a bare family name mean their holder of the day, and nobody before or after."""
    text = "In [place Washington], [place U.S.], {1 the president} <1 said> so."
    day = resolved(text, published=date(2016, 9, 1))
    assert day.actor(speaker(day, 0).actor).name == "Barack Obama"
    later = resolved(text, published=date(2018, 9, 1))
    assert later.actor(speaker(later, 0).actor).name == "Donald Trump"
    undated = resolved(text)
    assert undated.actor(speaker(undated, 0).actor).name.startswith("unnamed")


def test_the_article_goes_before_the_gazetteer() -> None:
    """A president whom the article names is meant, whoever held office that day."""
    found = resolved(
        "{1 President [person Ines Caldera]} <1 spoke> in the [place U.S.] on Monday. {2 The president} <2 said> no.",
        published=date(2016, 9, 1),
    )
    assert found.actor(speaker(found, 1).actor).name == "Ines Caldera"


def test_a_family_name_gets_its_full_name_in_its_time() -> None:
    """ "Merkel" in 2015 is Angela Merkel with her office as role; in 1980 she is only Merkel."""
    text = "{1 [person Merkel]} <1 said> so."
    then = resolved(text, published=date(2015, 5, 1))
    assert then.actor(speaker(then, 0).actor).name == "Angela Merkel"
    assert speaker(then, 0).role.role_class == "head_of_government"
    before = resolved(text, published=date(1980, 5, 1))
    assert before.actor(speaker(before, 0).actor).name == "Merkel"


def test_a_role_to_come_is_held_on_no_day() -> None:
    """An incoming minister has the role, but neither held it that day nor stands for the government."""
    day = date(2019, 3, 1)
    incoming = resolved("{1 Incoming Foreign Minister [person Ida Voss]} <1 said> so in [place Canada].", published=day)
    present = resolved("{1 Foreign Minister [person Ida Voss]} <1 said> so in [place Canada].", published=day)
    assert [m.on for m in incoming.cast.mandates] == [None]
    assert [m.on for m in present.cast.mandates] == [day]
    assert not incoming.named("Ida Voss").represents
    assert present.named("Ida Voss").represents


def test_an_article_about_an_unknown_country_is_at_home_nowhere() -> None:
    """ "The government" is a known country's only where no unknown one is spoken of as often."""
    known = "The [nationality Canadian] harbour of [place Ottawa] is full. {1 The government} <1 denied> it."
    found = resolved(known)
    assert found.actor(speaker(found, 0).actor).name == "Government of Canada"
    unknown = "[place Dorland] is calm. [nationality Dorlanders] met. The [nationality Dorlander] harbour is full. " + known
    found = resolved(unknown)
    assert found.actor(speaker(found, 0).actor).name != "Government of Canada"


@pytest.mark.parametrize(
    ("source", "noun"),
    [
        ("[person Karl Berg]’s wife", "wife"),
        ("[person Karl Berg]'s former driver", "driver"),
        ("[person Karl Berg]", "Berg"),
        ("[person Karl Berg]’s", "Berg"),
    ],
)
def test_whose_somebody_is_does_not_speak(source: str, noun: str) -> None:
    """Where a tree takes the owner for the head of the source, the noun behind the possessive is who speaks."""
    page = Page(*read(f"{{1 {source}}} <1 said> so."))
    berg = next(i for i, token in enumerate(page.tokens) if token.form == "Berg")
    said = next(i for i, token in enumerate(page.tokens) if token.form == "said")
    assert page.tokens[past_possessor(page, range(0, said), berg)].form == noun


def test_a_capital_that_is_a_mere_place_is_no_home() -> None:
    """Somebody flies to Ottawa, and "the government" is not therefore Canada's; where Ottawa acts, it is."""
    there = "The harbour is full. [person Ida Voss] flew to [place Ottawa]. {1 The government} <1 denied> it."
    found = resolved(there)
    assert found.actor(speaker(found, 0).actor).name != "Government of Canada"
    found = resolved("[place Ottawa] made an offer. " + there)
    assert found.actor(speaker(found, 0).actor).name == "Government of Canada"


@pytest.mark.parametrize(
    "text", ["", "Word", "ALL CAPS AND NOTHING ELSE", "no capitals, no verbs", "“", "{1 ”} <1 “>", "{1 of} <1 said>"]
)
def test_odd_texts_break_nothing(text: str) -> None:
    """A cast has a speaker for each attribution, whatever the text."""
    result = resolved(text)
    assert len(result.cast.speakers) == len(result.reading.attributions)


def test_an_empty_reading_keeps_its_attributions() -> None:
    """Attributions without tokens get no speaker rather than an error."""
    article, _ = read("Words.")
    lone = Attribution(source=Span(start=0, end=2), cue=Span(start=2, end=4), content=())
    cast = resolve(article, Reading(tokens=(), sentences=(), names=(), attributions=(lone,)), gazetteer.load())
    assert cast == Cast(actors=(), mentions=(), speakers=(None,), mandates=())


def test_resolving_twice_gives_the_same() -> None:
    """The same input gives equal values, order included."""
    for _, given, _ in ALL:
        assert resolved(given).cast == resolved(given).cast


def test_the_tables_explain_themselves() -> None:
    """Every row of the decision tables has a name of its own and a weight that counts."""
    for table in (coreference.PRONOUN, coreference.NOMINAL, coreference.THING, continuity.TABLE):
        names = [name for name, _, _ in table]
        assert len(set(names)) == len(names)
        assert all(weight for _, weight, _ in table)


def test_whoever_is_asked_does_not_ask() -> None:
    """Whose question it was the sentence does not say: "Asked about it, Carden said" makes Carden answer, not ask."""
    from kg.nlp.weights import load_reader

    text = (
        "Hillary Carden spoke in Arden on Monday.\n\n"
        "Asked about Marlow's declaration that it had been a bomb, Carden said, “I think it’s important to know the facts.”"
    )
    article = Article(id="asked", text=text)
    (reading,) = load_reader().read_batch([article])
    cast = resolve(article, reading, gazetteer.load())
    speakers = {text[a.cue.start : a.cue.end]: s for a, s in zip(reading.attributions, cast.speakers, strict=True)}
    assert {cue.split()[0]: speaker is not None for cue, speaker in speakers.items()} == {"Asked": False, "said": True}
