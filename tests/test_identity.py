"""Which names are one actor and which name is two people: cases of tests/cases/identity.txt, and what people decided on top.

A case has an article a line: `ARTICLE DAY: NAME | CLASS | ROLE_CLASS ROLE of WHOSE | with OTHERS`, more actors after a plus sign;
instead of `with`, `for BODY` says for whom the actor stands, `says WORDS` what the article says. Expected: `A = B` where A is
taken for B, `A apart in ARTICLES` where A is somebody else there, and nothing but what is written.
"""

from __future__ import annotations

import random
import re
from datetime import UTC, date, datetime

import pytest

from kg import iris
from kg.compare.namesakes import plain, renamed, together
from kg.model import Actor, Article, Extraction, IdentityDecision, Mandate, Representation, Role
from kg.stages.distinguish import distinguish
from kg.stages.link import link
from tests.cases import cases

CASES = cases("identity.txt")


def iri(name: str, kind: str) -> str:
    return iris.person(name) if kind == "Person" else iris.actor(name)


def extraction(line: str) -> Extraction:
    """One article of a case."""
    head, _, rest = line.partition(":")
    key, day = head.split()
    actors: dict[str, Actor] = {}
    mandates: list[Mandate] = []
    text = "-"
    for part in rest.split(" + "):
        name, kind, *more = [p.strip() for p in part.split("|")]
        role, also = [*more, "", ""][:2]
        bodies = [also.removeprefix("for ")] if also.startswith("for ") else []
        company = also.removeprefix("with ").split(", ") if also.startswith("with ") else []
        text = also.removeprefix("says ") if also.startswith("says ") else text
        stands = tuple(Representation(body=iris.actor(b), ground="office") for b in bodies)
        actors[iri(name, kind)] = Actor(iri=iri(name, kind), name=name, types=(kind,), represents=stands)
        actors |= {iris.person(c): Actor(iri=iris.person(c), name=c, types=("Person",)) for c in company}
        if said := re.fullmatch(r"(\w+) (.+) of (.+)", role):
            held = Role(label=said[2], of=said[3], role_class=said[1])
            mandates.append(Mandate(holder=iri(name, kind), role=held, article=key, on=date.fromisoformat(day)))
    article = Article(id=key, text=text, published=date.fromisoformat(day))
    return Extraction(article=article, actors=tuple(sorted(actors.values(), key=lambda a: a.iri)), mandates=tuple(mandates))


def decide(extractions: list[Extraction], *decided: IdentityDecision) -> list[str]:
    """What is decided, as a case writes it."""
    people, _, namesakes = distinguish(extractions, decided)
    found = [f"{_last(plain(n.actor))} apart in {' '.join(n.articles)}" for n in namesakes]
    found += [f"{_last(s.actor)} = {_last(s.same_as)}" for s in link(people, decided=decided).same]
    return sorted(found) or ["none"]


def _last(name: str) -> str:
    return name.rpartition("/")[2]


def articles(given: str) -> list[Extraction]:
    return [extraction(line) for line in given.splitlines() if not line.startswith("#")]


@pytest.mark.parametrize(("given", "expected"), CASES, ids=[g.splitlines()[0][2:50] for g, _ in CASES])
def test_case(given: str, expected: str) -> None:
    """What is decided, and in every order of the articles."""
    found = articles(given)
    assert decide(found) == sorted(expected.splitlines())
    for seed in range(3):
        random.Random(seed).shuffle(found)
        assert decide(found) == sorted(expected.splitlines())


# --- what people decide ------------------------------------------------------------


def decision(first: str, second: str, same: bool, day: int = 1, **more: object) -> IdentityDecision:
    return IdentityDecision(
        iri=f"x:{first}-{second}-{day}", first=iris.person(first), second=iris.person(second), same=same, by="Ann",
        at=datetime(2031, 5, day, tzinfo=UTC), **more,  # type: ignore[arg-type]
    )  # fmt: skip


THREE = "a 2031-02-01: Michael J. Tarn | Person\nb 2031-02-02: Mike Tarn | Person\nc 2031-02-03: Jon Tveit | Person"


def test_a_person_parts_what_the_table_joins() -> None:
    """No row goes against a person's word, not even by way of a third name."""
    assert decide(articles(THREE)) == ["mike-tarn = michael-j-tarn"]
    assert decide(articles(THREE), decision("Michael J. Tarn", "Mike Tarn", False)) == ["none"]
    more = f"{THREE}\nd 2031-02-04: Michael Tarn | Person"
    assert len(decide(articles(more))) == 2
    assert len(decide(articles(more), decision("Michael J. Tarn", "Mike Tarn", False))) == 1


def test_a_person_joins_what_no_row_speaks_for() -> None:
    """The second stands for both, and for whom the table joined to either."""
    assert decide(articles(THREE), decision("Mike Tarn", "Jon Tveit", True)) == [
        "michael-j-tarn = jon-tveit", "mike-tarn = jon-tveit",
    ]  # fmt: skip


def test_the_last_word_counts() -> None:
    """Joined, then parted, then joined the other way round."""
    first, second = decision("Mike Tarn", "Jon Tveit", True, 1), decision("Mike Tarn", "Jon Tveit", False, 2)
    assert decide(articles(THREE), first, second) == ["mike-tarn = michael-j-tarn"]
    third = decision("Jon Tveit", "Mike Tarn", True, 3)
    assert decide(articles(THREE), first, second, third) == ["jon-tveit = mike-tarn", "michael-j-tarn = mike-tarn"]


def test_a_decision_on_nobody_waits() -> None:
    """Actors that no article names (any more) are left alone, and the decision is no error."""
    assert decide(articles(THREE), decision("Mike Tarn", "Nobody Atall", True)) == ["mike-tarn = michael-j-tarn"]


def test_a_person_names_the_articles_of_a_namesake() -> None:
    """The Mike Tarn of one article is somebody else; an article that is gone changes nothing."""
    given = f"{THREE}\nd 2031-02-04: Mike Tarn | Person"
    apart = decision("Mike Tarn", "Mike Tarn--1234abcd", False, articles=("d", "gone"))
    people, changed, (namesake,) = distinguish(articles(given), [apart])
    assert changed == {"d"}
    assert namesake.articles == ("d",)
    assert {a.iri for e in people if e.article.id == "d" for a in e.actors} == {apart.second}


def test_telling_apart_is_taken_back_by_itself() -> None:
    """What an earlier linking told apart is one again where nothing speaks for it any more: no decision shapes a later one."""
    given = next(g for g, e in CASES if e == "ida-falk apart in c")
    people, changed, _ = distinguish(articles(given))
    assert changed == {"c"}
    again, unchanged, namesakes = distinguish(people)
    assert (again, unchanged, len(namesakes)) == (people, frozenset(), 1)
    alone, back, none = distinguish(people[2:])
    assert (alone, back, none) == (articles(given)[2:], {"c"}, ())
    assert together(people)[0] == articles(given)


def test_renaming_reaches_every_field() -> None:
    """Whoever is renamed is renamed wherever the article speaks of them."""
    (one,) = articles("a 2031-02-01: Ida Falk | Person | minister transport minister of Norland")
    other = renamed(one, {iris.person("Ida Falk"): "x:other"})
    assert {a.iri for a in other.actors} == {m.holder for m in other.mandates} == {"x:other"}
