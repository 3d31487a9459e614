"""Missions (operations, deployments, trips) on exact trees: tests/cases/propositions/missions."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg import iris
from kg.model import Actor, Article, Cast, Mention, Mission, Name, Reading, Token
from kg.stages.propose import propose

CASES = Path(__file__).parent / "cases" / "propositions" / "missions"
PLACES = ("Velm", "Hollin")


def blocks() -> list[tuple[str, list[str], str]]:
    out = []
    for path in sorted(CASES.glob("*.txt")):
        for block in path.read_text(encoding="utf-8").split("\n## ")[1:]:
            above, _, below = block.strip().partition("\n.\n")
            name, *lines = above.split("\n")
            out.append((name, lines, below))
    return out


def missions_of(lines: list[str]) -> tuple[str, tuple[Mission, ...]]:
    tokens, at = list[Token](), 0
    for i, (_, form, lemma, upos, xpos, head, relation) in enumerate(line.split() for line in lines if line[0].isdigit()):
        where = int(head) - 1 if int(head) else i
        tokens.append(
            Token(start=at, end=at + len(form), form=form, lemma=lemma, upos=upos, xpos=xpos, head=where, relation=relation)
        )
        at += len(form) + 1
    names = [n.strip() for line in lines if line.startswith("cast:") for n in line[5:].split(",") if n.strip()]
    ends = [k + 1 for k, t in enumerate(tokens) if t.form == "."] or [len(tokens)]
    reading = Reading(
        tokens=tuple(tokens),
        sentences=tuple(zip([0, *ends], ends, strict=False)),
        names=tuple(Name(first=k, end=k + 1, kind="place") for k, t in enumerate(tokens) if t.form in PLACES),
        attributions=(),
    )
    cast = Cast(
        actors=tuple(Actor(iri=iris.actor(n), name=n, types=("Actor",)) for n in sorted(names)),
        mentions=tuple(
            Mention(first=k, end=k + 1, actor=iris.actor(t.form), kind="name") for k, t in enumerate(tokens) if t.form in names
        ),
        speakers=(),
        mandates=(),
    )
    text = " ".join(t.form for t in tokens)
    return text, propose(Article(id="case", text=text), reading, cast, ())[1]


@pytest.mark.parametrize(("name", "lines", "expected"), blocks(), ids=lambda x: x if isinstance(x, str) and len(x) < 70 else "")
def test_case(name: str, lines: list[str], expected: str) -> None:
    """The missions of a text are those expected, with place, actors, figures and end."""
    text, found = missions_of(lines)
    wanted = [] if expected.strip() == "-" else expected.strip().split("\n")
    assert [m.label for m in found] == [w.split(" | ")[0] for w in wanted], name
    for mission, line in zip(found, wanted, strict=True):
        assert text[mission.mention.start : mission.mention.end] == mission.label
        for part in line.split(" | ")[1:]:
            key, value = re.split(r":\s*", part, maxsplit=1)
            assert described(mission, key) == sorted(value.split("; ")), (name, key)


def described(mission: Mission, key: str) -> list[str]:
    value = getattr(mission, key)
    if key == "quantities":
        return sorted(q.text for q in value)
    if key == "actors":
        return sorted(a.rsplit("/", 1)[1] for a in value)
    return [str(value)]
