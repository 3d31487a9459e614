"""The table that decides where claims clash: each row is a small pure function with a weight and the reason that a reader is given.

A pair's score is BIAS plus the weighted rows, its confidence the logistic function of that. The weights are set by hand, since
annotated clashes are rare; `tests/cases/compare` holds cases. Of statements whose claims do not clash, `kg.compare.answers` decides.
"""

# ruff: noqa: E501 - a table is read by its columns: one row, one line
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.compare.pair import Pair

BIAS = -5.2


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of the table."""

    name: str
    weight: float
    value: Callable[[Pair], float]
    """How much it holds of a pair, 0 to 1."""
    reason: str
    """English, with {answer} and {target} for the speakers; empty where it only adds to others."""
    type: str = ""
    """Type of contradiction that it speaks for, if it speaks for one."""
    stated: bool = False
    """The text itself says that one answers the other."""
    bounded: bool = True
    """Whether its value lies between 0 and 1."""


def _clash(kind: str) -> Callable[[Pair], float]:
    return lambda p: p.clash.strength if p.clash and p.clash.type == kind else 0.0


def _asks(p: Pair) -> float:
    return float(any(v.statement.speech_act == "ask" or {"ask", "question", "wonder"} & set(v.cue) for v in (p.target, p.answer)))


def _deny(p: Pair) -> float:
    return p.answer_has("cue.deny", "act.deny", "act.reject")


TABLE: tuple[Feature, ...] = (
    # Claims that clash.
    Feature("roles_swapped", 11.0, _clash("role_reversal"), "by one account the first side did it to the second, by the other the second to the first", "role_reversal"),
    Feature("polarity", 10.0, _clash("negation"), "one says that it is so, the other that it is not", "negation"),
    Feature("figures", 10.0, _clash("numeric"), "they give different figures for the same thing", "numeric"),
    Feature("times", 9.0, _clash("temporal"), "they give different times for the same event", "temporal"),
    Feature("places", 9.0, _clash("mismatch"), "they put the same event in different places", "mismatch"),
    Feature("antonyms", 9.0, _clash("opposite"), "they say opposite things of the same subject", "opposite"),
    Feature("stances", 9.0, _clash("opposed_position"), "one is for it, the other against it", "opposed_position"),
    # What the text itself says.
    Feature("denies", 0.55, _deny, "{answer} denies or rejects it", "denial", True),
    Feature("calls_false", 1.2, lambda p: p.answer_has("said.false"), "{answer} calls it false", "denial", True),
    Feature("replies", 0.3, lambda p: p.answer_has("cue.answer", "frame.answer"), "{answer} replies", "denial"),
    # Words of the two.
    Feature("topic", 1.15, lambda p: p.topical, "both speak of the same thing", ""),
    Feature("topic_share", 0.4, lambda p: min(1.0, p.overlap * 4), "", ""),
    Feature("near", 1.85, lambda p: p.near, "", ""),
    Feature("quarrel", 0.25, lambda p: p.quarrel, "the two push back at each other elsewhere in the article", ""),
    # What is none.
    Feature("doubtful", -1.15, lambda p: 1.0 - min(v.statement.attribution.confidence for v in (p.target, p.answer)), "the reader is not sure of one of them"),
    Feature("backward", -0.5, lambda p: float(not p.forward), ""),
    Feature("question", -1.05, _asks, "a question claims nothing"),
    Feature("no_conflict", -8.0, lambda p: max(p.answer_has("any.noconflict"), p.target_has("any.noconflict")), "one of them says that there is no contradiction"),
    Feature("same_side", -2.5, lambda p: float(p.same_side and not p.same_speaker), "both speak for one side"),
    Feature("same_speaker", -3.0, lambda p: float(p.same_speaker), "both are of one speaker"),
    Feature("kin", -1.2, lambda p: float(p.kin), "one speaks in the name of the other"),
    Feature("common_foe", -0.8, lambda p: float(p.common_foe), "both speak against a third"),
    Feature("unknown_speaker", -0.8, lambda p: float(p.target.actor is None or p.answer.actor is None), "one of them has no known speaker"),
)  # fmt: skip

CLASHING = frozenset(["roles_swapped", "polarity", "figures", "times", "places", "antonyms", "stances"])
"""The rows of which one holds wherever this table decides."""


def score(one: Pair) -> tuple[float, tuple[tuple[Feature, float], ...]]:
    """(score, what each row contributes, largest first by size) of a pair."""
    parts = [(row, row.weight * row.value(one)) for row in TABLE]
    held = tuple(sorted(((r, v) for r, v in parts if v), key=lambda part: (-abs(part[1]), part[0].name)))
    return BIAS + sum(v for _, v in held), held
