"""Two hundred minimal pairs through the real reader: swaps, figures, days, places, opposites, and what only looks like one."""

from __future__ import annotations

from collections import Counter

import pytest

from kg.corpus import over_corpus
from kg.model import Extraction
from kg.pipeline import Options, extract_batch
from tests.probes import Probe, article, probes

RIGHT = 0.92
SWAPS = 0.97
CONFLICTS = ("contradicts", "disputes")


@pytest.fixture(scope="module")
def verdicts() -> dict[Probe, bool]:
    """Each probe with whether a conflict was reported between its two articles."""
    asked = list(probes())
    articles = list({a.id: a for p in asked for a in (article(p.first, 0), article(p.second, 1))}.values())
    read: dict[str, Extraction] = {e.article.id: e for e in extract_batch(articles, Options())}
    out = {}
    for probe in asked:
        sides = [read[article(probe.first, 0).id], read[article(probe.second, 1).id]]
        found = over_corpus(sides, Options().base).relations
        out[probe] = any(r.relation in CONFLICTS for r in found)
    return out


def wrong(verdicts: dict[Probe, bool]) -> list[str]:
    return [f"{'missed' if p.conflict else 'invented'} {p.name}" for p, found in verdicts.items() if found != p.conflict]


def test_there_are_two_hundred_and_half_are_no_contradictions() -> None:
    conflicts = Counter(p.conflict for p in probes())
    assert conflicts.total() >= 200
    assert 0.4 <= conflicts[True] / conflicts.total() <= 0.6


def test_nearly_all_are_right(verdicts: dict[Probe, bool]) -> None:
    failures = wrong(verdicts)
    assert 1 - len(failures) / len(verdicts) >= RIGHT, "\n".join(failures)


def test_swaps_and_their_passives_are_right(verdicts: dict[Probe, bool]) -> None:
    swaps = {p: found for p, found in verdicts.items() if p.kind == "swap"}
    failures = wrong(swaps)
    assert 1 - len(failures) / len(swaps) >= SWAPS, "\n".join(failures)


def test_a_line_without_a_mark_is_named(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """A probe file with a line that says neither is refused, with the file and the line."""
    import tests.probes as module

    folder = tmp_path  # type: ignore[assignment]
    (folder / "bad.txt").write_text("one thing\nanother thing\n", encoding="utf-8")  # type: ignore[operator]
    monkeypatch.setattr(module, "FOLDER", folder)
    with pytest.raises(ValueError, match=r"bad\.txt: 'another thing'"):
        list(module.probes())
