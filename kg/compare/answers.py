"""How surely one statement answers another of its article: a sum of weighted signals, each with its reason.

The text says so itself in most contradictions of real articles: somebody denies, rejects, ridicules or replies. What tells an
answer from a neighbour is how signals of distance, act, words and names go together, so that most weights are those of pairs of
signals (`kg/data/answer_weights.csv`, fitted on annotated articles by `kg.training.answers`). Claims that clash are not looked at
here: they have a table of their own (`kg.compare.features`).
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.compare.features import Feature
from kg.compare.pair import Pair, Scene, pair
from kg.compare.signals import MEANING, signals
from kg.compare.view import View, one_text
from kg.compare.words import stems

REACH = 12
"""Statements between a statement and an answer to it, at most."""
PUSHBACK = (
    "cue.deny", "act.deny", "act.reject", "said.false", "said.scorn", "cue.criticise", "act.oppose", "cue.answer", "frame.answer",
    "cue.doubt", "said.no", "said.against", "cue.support",
)  # fmt: skip
"""Cue classes of which an answer has at least one."""
BIAS = "bias"
_DENIED = frozenset(stems("deny denied denies denial dispute disputed reject rejected"))
"""Stems of a denial."""


def may_answer(one: Pair) -> bool:
    """Whether a pair of one article can be an answer: it pushes back, is of another speaker, near, and has words of its own.

    A question claims nothing that could be denied.
    """
    pushes = any(name in one.answer.cues for name in PUSHBACK) or one.points or one.no_such or one.lacks
    if one.same_speaker or one.gap > REACH or not pushes:
        return False
    if one.target.statement.negated or one.answer.statement.negated or one.target.statement.speech_act == "ask":
        return False
    if _both_deny(one):
        return False
    if one.names_answer and _DENIED & one.target.bag and one.answer_has("cue.deny", "act.deny", "said.false"):
        return False  # the target tells of this very denial
    return not one_text(one.target, one.answer) and not max(one.answer_has("any.noconflict"), one.target_has("any.noconflict"))


def _both_deny(one: Pair) -> bool:
    """Two deny or reject something, and neither speaks of the other: they are on one side of the matter."""
    acts = ("cue.deny", "act.deny", "act.reject")
    return min(one.answer_has(*acts), one.target_has(*acts)) > 0 and not (one.names_target or one.names_answer or one.points)


@cache
def weights() -> dict[str, float]:
    """Weight of each signal, by name; that of `BIAS` is added to every pair."""
    text = resources.files("kg").joinpath("data", "answer_weights.csv").read_text(encoding="utf8")
    return {name: float(value) for name, value in csv.reader(text.splitlines()[1:])}


@cache
def row(name: str) -> Feature | None:
    """A signal as a row of the table, to explain it; null where it has no weight."""
    if name == BIAS or name not in weights():
        return None
    reason, kind, stated = MEANING.get(name.split("*", maxsplit=1)[0], ("", "", False))
    return Feature(name, weights()[name], lambda p: signals(p).get(name, 0.0), reason, kind, stated)


def score(one: Pair) -> tuple[float, tuple[tuple[Feature, float], ...]]:
    """(score, what each signal contributes, largest first by size) of a pair, as `kg.compare.features.score` gives it."""
    found = [(made, made.weight * value) for name, value in signals(one).items() if (made := row(name)) is not None]
    held = tuple(sorted(((made, v) for made, v in found if v), key=lambda part: (-abs(part[1]), part[0].name)))
    return weights()[BIAS] + sum(v for _, v in sorted(found, key=lambda part: part[0].name)), held


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """What a statement most likely answers."""

    pair: Pair
    score: float
    held: tuple[tuple[Feature, float], ...]
    """What each signal adds, largest first by size."""


def answers_in(views: Sequence[View], here: Scene) -> dict[str, Answer]:
    """What each statement of an article most likely answers, by its IRI; one that pushes back at nothing is not there."""
    found: dict[str, Answer] = {}
    for view in views:
        pairs = [one for other in views if other is not view and may_answer(one := pair(other, view, here))]
        ranked = [Answer(one, *score(one)) for one in pairs]
        if ranked:
            found[view.statement.id] = max(ranked, key=lambda a: (round(a.score, 6), -a.pair.gap, a.pair.target.order))
    return found
