"""The article that the project started from: who is who, who said what when, and who contradicted whom about who asked whom.

It lies beside the repository, not in it; where it is absent these tests skip.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import kg
from kg.model import Extraction
from kg.record import record

SEED = Path(__file__).parent.parent.parent / "shared" / "data" / "seed" / "us-canada-iraq.txt"
pytestmark = pytest.mark.skipif(not SEED.exists(), reason="the founding article is not here (../shared/data/seed)")

OPTIONS = {"date": "2014-09-25", "outlet": "Global News"}
Record = dict[str, Any]


@pytest.fixture(scope="module")
def found() -> Record:
    extraction = next(iter(kg.extract(SEED, **OPTIONS)))
    assert isinstance(extraction, Extraction)
    return record(extraction)


@pytest.fixture(scope="module")
def contradictions() -> list[Record]:
    return kg.contradictions(kg.build(SEED, "memory:", **OPTIONS).store)


def saying(found: Record, words: str) -> Record:
    """The statement whose content has these words."""
    at = found["text"].index(words)
    hits = [s for s in found["statements"] if any(c["start"] <= at < c["end"] for c in s["content"])]
    assert hits, f"no statement holds “{words}”"
    return hits[-1]


@pytest.mark.parametrize(
    ("words", "name", "role_class", "kind", "said_on"),
    [
        ("it was Canada that asked", "U.S. government", None, "speech", None),
        ("the Canadians reached out", "Elissa Smith", "spokesperson", None, None),
        ("the Canadians requested additional", "Elissa Smith", "spokesperson", "writing", None),
        ("the Conservatives have not been", "Tom Mulcair", "party_leader", "speech", None),
        ("it was Mr. Harper who approached", "Tom Mulcair", "party_leader", "speech", None),
        ("clear indication that Mr. Harper", "Tom Mulcair", "party_leader", "speech", None),
        ("to release the letter", "Tom Mulcair", "party_leader", "speech", None),
        ("that the U.S. government made", "Stephen Harper", "head_of_government", "speech", "2014-09-24"),
        ("The United States just recently", "Stephen Harper", "head_of_government", "speech", "2014-09-24"),
        ("didn’t release the letter publicly", "Stephen Harper", "head_of_government", "speech", "2014-09-24"),
        ("he recently received", "Stephen Harper", "head_of_government", "speech", None),
        ("that the Americans made", "Rob Nicholson", "minister", "speech", "2014-09-25"),
        ("We just recently received", "Rob Nicholson", "minister", "speech", "2014-09-25"),
        ("in any way contradict", "Jason MacDonald", "spokesperson", None, None),
        ("been clear all along", "Jason MacDonald", "spokesperson", "writing", None),
        ("has now outlined something", "Jason MacDonald", "spokesperson", "writing", None),
    ],
)
def test_who_said_it_in_what_role_and_when(
    found: Record, words: str, name: str, role_class: str | None, kind: str | None, said_on: str | None
) -> None:
    """Every numbered statement has its speaker, role, kind and day."""
    statement = saying(found, words)
    assert statement["actor"]["name"] == name
    assert role_class is None or statement["role"]["class"] == role_class
    assert statement["kind"] == kind if kind else statement["kind"] in ("speech", "writing")
    assert said_on is None or statement["said_on"] == said_on


def test_page_furniture_leaves_no_statement(found: Record) -> None:
    """Neither the video caption nor the advertisement lines are anybody's words."""
    for line in ("WATCH: ", "Story continues below", "Sponsored content"):
        start = found["text"].index(line)
        end = found["text"].find("\n", start)
        end = len(found["text"]) if end < 0 else end
        for s in found["statements"]:
            for span in filter(None, (s["source"], s["cue"], *s["content"])):
                assert span["end"] <= start or span["start"] >= end


def test_who_asked_whom_is_contradicted_as_a_role_reversal(contradictions: list[Record]) -> None:
    """The American spokeswoman and government, and the leader of the opposition, against the prime minister and his minister."""
    pairs = {frozenset((c["earlier"]["actor"], c["later"]["actor"])) for c in contradictions if c["type"] == "role_reversal"}
    for one in ("Elissa Smith", "U.S. government"):
        assert frozenset((one, "Stephen Harper")) in pairs
    assert frozenset(("Elissa Smith", "Rob Nicholson")) in pairs
    assert frozenset(("Tom Mulcair", "Stephen Harper")) in pairs


def test_a_denial_that_there_is_a_contradiction_is_none(contradictions: list[Record]) -> None:
    """The spokesman's statement contradicts nobody; the two sides that agree do not contradict each other."""
    actors = [(c["earlier"]["actor"], c["later"]["actor"]) for c in contradictions]
    assert not any("Jason MacDonald" in pair for pair in actors)
    for pair in (("Rob Nicholson", "Stephen Harper"), ("Tom Mulcair", "Elissa Smith")):
        assert pair not in actors
        assert pair[::-1] not in actors


def test_the_mission_is_known(found: Record) -> None:
    """A mission in Iraq with its strength and its length."""
    assert any(
        "Iraq" in (m["place"] or "") and any("69" in q for q in m["quantities"]) and any("30" in q for q in m["quantities"])
        for m in found["missions"]
    )
