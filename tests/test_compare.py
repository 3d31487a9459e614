"""Which statements are found to contradict, dispute or agree, and which are left in peace."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from kg.model import Extraction, Links, StatementRelation
from kg.stages.compare import compare
from kg.stages.link import link
from tests.cases import CASES, cases
from tests.compare_cases import Case

FILES = sorted(f"compare/{p.name}" for p in (CASES / "compare").glob("*.txt"))
ALL = [
    pytest.param(given, expected, id=f"{name[8:-4]}-{n}") for name in FILES for n, (given, expected) in enumerate(cases(name), 1)
]
CONFLICTS = ("contradicts", "disputes")


def relations(extractions: list[Extraction]) -> tuple[Links, tuple[StatementRelation, ...]]:
    links = link(extractions)
    return links, compare(extractions, links)


def named(case: Case, found: tuple[StatementRelation, ...]) -> set[str]:
    """Relations as the cases write them: "1-2 contradicts negation"."""
    place = {iri: n for n, iri in enumerate(case.statements, 1)}
    out = set()
    for one in found:
        a, b = sorted((place[one.earlier], place[one.later]))
        out.add(f"{a}-{b} {one.relation} {one.type}")
    return out


@pytest.mark.parametrize(("given", "expected"), ALL)
def test_case(given: str, expected: str) -> None:
    """The relations of each case are those that its file names, and no others."""
    case = Case(given)
    _, found = relations(case.extractions)
    wanted = {line.strip() for line in expected.splitlines() if line.strip() and line.strip() != "none"}
    assert named(case, found) == wanted, [(r.rationale, r.features) for r in found]


@pytest.mark.parametrize(
    ("agent", "point"),
    [("Norland", "whether Norland had signed the lease for the quarry"), ("", "“had signed the lease for the quarry”")],
)
def test_a_point_without_a_subject(agent: str, point: str) -> None:
    """Where nobody stands before the verb, whoever acted is put there; where nobody is known, the words are quoted."""
    case = Case(
        f"""Ida Falk | - | said | had signed the lease for the quarry
  + Sign | {agent} | lease quarry | sign
Otto Roth | - | said | never signed the lease for the quarry
  + Sign | {agent} | lease quarry | sign | not"""
    )
    _, found = relations(case.extractions)
    assert [r.point for r in found if r.type == "negation"] == [point]


def test_half_of_the_cases_are_no_contradictions() -> None:
    """Enough cases, and enough of them that must not be reported."""
    conflicts = [any(c in expected for c in CONFLICTS) for name in FILES for _, expected in cases(name)]
    assert len(conflicts) >= 60
    assert 0.4 <= sum(conflicts) / len(conflicts) <= 0.6


def _everything() -> list[Extraction]:
    found: list[Extraction] = []
    for n, (given, _) in enumerate(block for name in FILES for block in cases(name)):
        for extraction in Case(given.replace("== ", f"== case-{n}-")).extractions:
            if extraction.article.id != "first":
                found.append(extraction)
    return found


def test_the_order_of_articles_does_not_matter() -> None:
    """All cases with named articles as one corpus, shuffled three times: the same links and the same relations."""
    corpus = _everything()
    assert len(corpus) > 10
    first = relations(corpus)
    assert first[1]
    for seed in range(3):
        shuffled = corpus[:]
        random.Random(seed).shuffle(shuffled)
        assert relations(shuffled) == first


def test_every_relation_explains_itself() -> None:
    """A conflict names both speakers, has its point, a confidence, and the rows of the table that led to it."""
    seen = 0
    for given, _ in (block for name in FILES for block in cases(name)):
        case = Case(given)
        _, found = relations(case.extractions)
        names = {a.iri: a.name for e in case.extractions for a in e.actors}
        speaker = {s.id: names[s.speaker.actor] for e in case.extractions for s in e.statements if s.speaker}
        for one in found:
            seen += 1
            assert 0.4 < one.confidence <= 1
            assert one.point
            assert speaker[one.earlier].casefold() in one.rationale.casefold()
            assert speaker[one.later].casefold() in one.rationale.casefold()
            if one.relation in CONFLICTS:
                assert any(value > 0 for _, value in one.features)
    assert seen >= 30


def test_what_answers_is_later() -> None:
    """Of a statement and the one that answers it, the answer is `later`, even where it stands first in the text."""
    case = Case(
        "Ida Falk | - | denied [deny] | Roth's claim that she took money from the builder\n"
        "Otto Roth | - | claimed | that Falk took money from the builder"
    )
    (found,) = (r for r in relations(case.extractions)[1] if r.relation in CONFLICTS)
    assert found.later == case.statements[0]
    assert found.basis == "StatedInSource"


CHARGE = """Ida Falk | - | claimed | Roth took bribes from a quarry owner
Otto Roth | - | denied [deny] | taking bribes from any quarry owner"""


@pytest.mark.parametrize(("said_on", "kept"), [(date(2020, 5, 1), True), (date(2011, 5, 1), False)])
def test_what_was_said_long_before_answers_nothing(said_on: date, kept: bool) -> None:
    case = Case(CHARGE)
    (extraction,) = case.extractions
    assert any(r.relation in CONFLICTS for r in relations([extraction])[1])
    charge, denial = extraction.statements
    moved = replace(extraction, statements=(charge, replace(denial, said_on=said_on)))
    assert any(r.relation in CONFLICTS for r in relations([moved])[1]) == kept


def test_statements_that_share_their_words_do_not_clash() -> None:
    """One reports the other: there is one claim, and whoever reports it is not against it."""
    case = Case(
        """Ida Falk | - | said | Roth signed the lease for the quarry
  + Sign | Otto Roth | lease quarry | sign
Otto Roth | - | denied [deny] | signing the lease for the quarry
  + Sign | Otto Roth | lease quarry | sign"""
    )
    (extraction,) = case.extractions
    (found,) = relations([extraction])[1]
    assert any(name == "polarity" for name, _ in found.features)
    claim, denial = extraction.statements
    shared = replace(denial, attribution=replace(denial.attribution, content=claim.attribution.content))
    for one in relations([replace(extraction, statements=(claim, shared))])[1]:
        assert all(name != "polarity" for name, _ in one.features)


def test_cost_grows_far_slower_than_the_square() -> None:
    """Four times the articles give at most five times the pairs to compare, even where all of them are on a few topics."""
    from kg.compare.candidates import candidates
    from kg.compare.view import prepare

    topics = ["harbour dredging", "teacher pensions", "glacier tunnel", "wolf licences", "lithium quarry", "ferry subsidies"]
    places = ["Aune", "Lisse", "Halsund", "Dorn", "Ravna", "Grimsvatn", "Ostrand"]

    def pairs(size: int) -> int:
        dice = random.Random(size)
        text = "\n".join(
            f"== a{n} 2020-{1 + n % 12:02}-{1 + n % 28:02} Wire\n"
            + "\n".join(
                f"Speaker N{dice.randrange(50)} | - | said | {dice.choice(topics)} in {dice.choice(places)} cost {n * 7 + k}"
                for k in range(3)
            )
            for n in range(size)
        )
        views, _ = prepare(Case(text).extractions, Links())
        return len(candidates(views, Links()))

    assert pairs(2400) <= 5 * pairs(600)
