"""How surely one statement answers another of its article: a sum of weighted signals, each with its reason.

The text says so itself in most contradictions of real articles: somebody denies, rejects, ridicules or replies. What tells an
answer from a neighbour is how signals of distance, act, words and names go together, so that most weights are those of pairs of
signals (`kg/data/answer_weights.csv`, fitted on annotated articles by `kg.training.answers`). Claims that clash are not looked at
here: they have a table of their own (`kg.compare.features`). A learned model that reads the words has one more row beside the
signals (`kg.compare.learned`), and may find answers that no signal shows.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from types import MappingProxyType

from kg.compare import mixture
from kg.compare.features import Feature
from kg.compare.pair import Pair, Scene, pair
from kg.compare.signals import MEANING, signals
from kg.compare.view import View, one_text
from kg.compare.words import stems

REACH = 12
"""How many places a statement and an answer to it may stand apart."""
PUSHBACK = (
    "cue.deny", "act.deny", "act.reject", "said.false", "said.scorn", "cue.criticise", "act.oppose", "cue.answer", "frame.answer",
    "cue.doubt", "said.no", "said.against", "cue.support",
)  # fmt: skip
"""Cue classes of which an answer has at least one."""
BIAS = "bias"
_DENIED = frozenset(stems("deny denied denies denial dispute disputed reject rejected"))
"""Stems of a denial."""
Logits = Mapping[tuple[str, str], float]
"""What the learned model gives two statements, by their IRIs in the order in which they stand in the article."""


def could_answer(one: Pair) -> bool:
    """Whether a pair of one article can be an answer at all: it is of another speaker, near, and has words of its own.

    A question claims nothing that could be denied.
    """
    if one.same_speaker or one.gap >= REACH:
        return False
    if one.target.statement.negated or one.answer.statement.negated or one.target.statement.speech_act == "ask":
        return False
    if _one_side(one, "cue.deny", "act.deny", "act.reject"):
        return False
    return not one_text(one.target, one.answer) and not max(one.answer_has("any.noconflict"), one.target_has("any.noconflict"))


def may_answer(one: Pair) -> bool:
    """Whether the table lets a pair through: it can be an answer, and pushes back."""
    if not (any(name in one.answer.cues for name in PUSHBACK) or one.points or one.no_such or one.lacks):
        return False
    return could_answer(one) and not _tells_of_it(one)


def silent(one: Pair, *, pushes_back: bool) -> bool:
    """Whether nothing is made of a pair that can be an answer, whatever table and model think of it.

    Two polls, or two shares of one, are no quarrel; to ask is not to dispute; two who oppose the same are on one side; what was
    said long before answers nothing; and who tells of a denial is not who is denied. `pushes_back` is what `may_answer` says.
    """
    if one.points:
        return False
    asks = one.answer.statement.speech_act == "ask" and not one.answer_has("cue.deny", "cue.criticise", "cue.answer")
    if asks or one.said_before or _one_side(one, "act.oppose") or (one.target.polled and one.answer.polled):
        return True
    back = replace(one, target=one.answer, answer=one.target)
    return _tells_of_it(one) or _tells_of_it(back) or (back.said_before and not pushes_back)


def _tells_of_it(one: Pair) -> bool:
    """The target tells of this very denial."""
    denies = one.answer_has("cue.deny", "act.deny", "said.false") > 0
    return denies and one.names_answer and bool(_DENIED & one.target.bag)


def _one_side(one: Pair, *acts: str) -> bool:
    """Two deny, reject or oppose something, and neither speaks of the other: they are on one side of the matter."""
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
    """What each row adds, largest first by size."""


def answers_in(views: Sequence[View], here: Scene, logits: Logits = MappingProxyType({})) -> dict[str, Answer]:
    """What each statement of an article most likely answers, by its IRI; one that can answer nothing is not there.

    `logits` are those of the learned model (`kg.compare.learned`); of a pair that it does not know, the table alone decides.
    """
    found: dict[str, Answer] = {}
    for view in views:
        pairs = [one for other in views if other is not view and could_answer(one := pair(other, view, here))]
        ranked = [answer for one in pairs if (answer := weighed(one, logits))]
        if ranked:
            found[view.statement.id] = max(ranked, key=lambda a: (round(a.score, 6), -a.pair.gap, a.pair.target.order))
    return found


def logit_of(one: Pair, logits: Logits) -> float | None:
    """What the learned model gives a pair; null where it did not read the two together."""
    first, second = sorted((one.target, one.answer), key=lambda v: (v.order, v.statement.id))
    return logits.get((first.statement.id, second.statement.id))


def weighed(one: Pair, logits: Logits = MappingProxyType({})) -> Answer | None:
    """How surely a pair that can be an answer is one, by table and model; null where neither speaks of it, or neither may."""
    through = may_answer(one)
    if silent(one, pushes_back=through):
        return None
    total, held = score(one) if through else (None, ())
    logit = logit_of(one, logits)
    if logit is None:
        return None if total is None else Answer(one, total, held)
    rows = [(mixture.learned(), mixture.learned().weight * logit)]
    if total is not None:
        rows += [(mixture.beside(made), value * mixture.share(made)) for made, value in held]
        rows.append((mixture.pushes_back(), mixture.pushes_back().weight))
    rows.sort(key=lambda part: (-abs(part[1]), part[0].name))
    return Answer(one, mixture.weights()["bias"] + sum(v for _, v in rows), tuple(rows))


def table_of(names: Collection[str]) -> tuple[float, dict[str, Feature]]:
    """What every pair starts from, and the rows of these names, where the model spoke or did not."""
    rows = {name: made for name in names if (made := row(name))}
    if mixture.LEARNED not in names:
        return weights()[BIAS], rows
    rows = {name: mixture.beside(made) for name, made in rows.items()}
    rows |= {made.name: made for made in (mixture.learned(), mixture.pushes_back()) if made.name in names}
    return mixture.weights()["bias"], rows
