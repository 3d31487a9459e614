"""The measure itself: a reading that is right in all respects scores full marks; each mistake lowers its own share."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

import kg
from tests.corpus_scores import pair_scores, statement_scores
from tests.corpus_texts import find, raw_texts
from tests.expectations import load
from tests.expected import Expectations

FOLDER = Path(kg.__file__).parent / "examples"


@pytest.fixture(scope="module")
def expected() -> Expectations:
    return load()


@pytest.fixture
def records(expected: Expectations) -> list[dict[str, Any]]:
    """What `kg extract` would write if it read exactly as the expectations say."""
    texts = raw_texts(FOLDER)
    made: dict[str, dict[str, Any]] = {name: {"article": name, "text": text, "statements": []} for name, text in texts.items()}
    for row in expected.said:
        span = find(texts[row.article], row.words)
        assert span is not None
        role = {"label": "", "of": None, "class": row.roles[0]} if row.roles and row.roles[0] != "none" else None
        made[row.article]["statements"].append({
            "id": f"{row.article}#{span.start}",
            "content": [{"start": span.start, "end": span.end}],
            "actor": {"iri": "", "name": row.speakers[0], "types": []},
            "role": role,
            "kind": row.kinds[0],
            "quote_type": row.quote_types[0],
            "said_on": row.said_on.isoformat() if row.said_on else None,
            "negated": row.negated,
        })  # fmt: skip
    return list(made.values())


@pytest.fixture
def found(expected: Expectations, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What `kg contradictions` would give if it saw every conflict and no other."""
    start = {(record["article"], s["content"][0]["start"]): s["id"] for record in records for s in record["statements"]}
    texts = {record["article"]: record["text"] for record in records}
    sides = [
        [{"statement": start[side.article, texts[side.article].index(side.words)]} for side in (pair.a, pair.b)]
        for pair in expected.pairs
        if pair.is_conflict
    ]
    types = [pair.types[0] for pair in expected.pairs if pair.is_conflict]
    return [{"earlier": a, "later": b, "type": kind} for (a, b), kind in zip(sides, types, strict=True)]


def test_a_perfect_reading_has_full_marks(
    expected: Expectations, records: list[dict[str, Any]], found: list[dict[str, Any]]
) -> None:
    for scores in (statement_scores(expected, records), pair_scores(expected, records, found)):
        for name, share in scores.items():
            assert share.of > 0, name
            assert share.value == 1.0, (name, share.missed)


@pytest.mark.parametrize(
    ("field", "wrong", "share"),
    [
        ("actor", None, "speaker"),
        ("actor", {"name": "Somebody Else"}, "speaker"),
        ("role", {"class": "judge"}, "role"),
        ("kind", "perception", "kind"),
        ("quote_type", "scare", "quote_type"),
        ("said_on", "1999-01-01", "said_on"),
        ("content", [{"start": 0, "end": 1}], "found"),
    ],
)
def test_each_mistake_lowers_its_own_share(
    expected: Expectations, records: list[dict[str, Any]], field: str, wrong: object, share: str
) -> None:
    before = statement_scores(expected, records)
    spoilt = deepcopy(records)
    said = next(s for s in spoilt[0]["statements"] if s["said_on"])
    said[field] = wrong
    after = statement_scores(expected, spoilt)
    assert {name for name in before if after[name].value < before[name].value} == {share}
    assert len(after[share].missed) == 1


def test_a_statement_that_holds_furniture_is_counted(expected: Expectations, records: list[dict[str, Any]]) -> None:
    advert = next(record for record in records if record["article"] == "no-warships-lantern")
    start = advert["text"].index("Text BOATS")
    advert["statements"].append({"id": "x", "content": [{"start": start, "end": start + 10}]})
    assert len(statement_scores(expected, records)["furniture"].missed) == 1


def test_missed_and_invented_conflicts_are_counted(
    expected: Expectations, records: list[dict[str, Any]], found: list[dict[str, Any]]
) -> None:
    nothing = pair_scores(expected, records, [])
    assert nothing["pairs"].right == nothing["clashes"].right == 0
    assert nothing["quiet"].value == 1.0
    assert nothing["pairs"].of >= nothing["clashes"].of
    every = [s["id"] for record in records for s in record["statements"]]
    invented = [{"earlier": {"statement": a}, "later": {"statement": b}, "type": "denial"} for a in every for b in every if a < b]
    assert pair_scores(expected, records, invented)["quiet"].right == 0
    mistyped = [{**one, "type": "rumour"} for one in found]
    assert pair_scores(expected, records, mistyped)["type"].right == 0
    assert len(pair_scores(expected, records, found[1:])["pairs"].missed) == 1
