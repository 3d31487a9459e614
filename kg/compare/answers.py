"""How surely one statement answers another of its article: a sum of weighted signals, each with its reason.

The text says so itself in most contradictions of real articles: somebody denies, rejects, ridicules or replies. What tells an
answer from a neighbour is how signals of distance, act, words and names go together, so that most weights are those of pairs of
signals (`kg/data/answer_weights.csv`, fitted on annotated articles by `kg.training.answers`). Claims that clash are not looked at
here: they have a table of their own (`kg.compare.features`).
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from kg.compare.features import Feature
from kg.compare.pair import Pair, Scene, pair
from kg.compare.signals import MEANING, signals
from kg.compare.view import View
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
    if one.names_answer and _DENIED & one.target.bag and one.answer_has("cue.deny", "act.deny", "said.false"):
        return False  # the target tells of this very denial
    return not one.one_text and not max(one.answer_has("any.noconflict"), one.target_has("any.noconflict"))


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


def answer_of(view: View, here: Scene) -> Answer | None:
    """What a statement most likely answers in its article; null where it pushes back at nothing."""
    if view.statement.id not in here.answered:
        pairs = [one for other in here.views if other is not view and may_answer(one := pair(other, view, here))]
        ranked = [(*score(one), one) for one in pairs]
        best = max(ranked, key=lambda r: (round(r[0], 6), -r[2].gap, r[2].target.order), default=None)
        here.answered[view.statement.id] = Answer(best[2], best[0], best[1]) if best else None
    found = here.answered[view.statement.id]
    return found if isinstance(found, Answer) else None
