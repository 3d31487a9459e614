"""The table that decides where claims clash: each row is a small pure function with a weight and the reason that a reader is given.

Of statements of one article whose claims do not clash, `kg.compare.answers` decides. A pair's score is BIAS plus the weighted rows, its confidence the logistic function of that. The weights of the rows that read
cues and words were fitted on annotated articles and rounded; those of claims that clash (who did what to whom, figures,
polarity) are set by hand, since annotated ones are rare. `tests/cases/compare` holds cases for each row.
"""

# ruff: noqa: E501 - a table is read by its columns: one row, one line
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.compare.pair import Pair, stance
from kg.compare.view import View

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


def _clash(kind: str) -> Callable[[Pair], float]:
    return lambda p: p.clash.strength if p.clash and p.clash.type == kind else 0.0


def _asks(p: Pair) -> float:
    return float(any(v.statement.speech_act == "ask" or {"ask", "question", "wonder"} & set(v.cue) for v in (p.target, p.answer)))


def _deny(p: Pair) -> float:
    return p.answer_has("cue.deny", "act.deny", "act.reject")


def _charge(p: Pair) -> float:
    """The target charges or criticises the answer's side."""
    return float(p.names_answer) * p.target_has("cue.claim", "cue.criticise", "act.accuse", "said.scorn", "said.false")


def _opposed(p: Pair) -> float:
    return float(stance(p.target) * stance(p.answer) < 0)


def _alike(p: Pair) -> float:
    return float(stance(p.target) * stance(p.answer) > 0)


def _has_clause(view: View) -> bool:
    claims = view.statement.propositions
    return not claims or any(one.agent is not None and len(one.text.split()) > 2 for one in claims)


def _both_push(p: Pair) -> float:
    push = ("said.false", "said.scorn", "cue.deny", "cue.criticise")
    return min(p.target_has(*push), p.answer_has(*push))


def _sides_taken(p: Pair) -> float:
    """One's own verb of saying is for, the other's against, and what they speak of is the same."""
    plus, minus = ("cue.support", "act.support"), ("cue.criticise", "act.oppose", "act.reject")
    ahead = min(p.target_has(*plus), p.answer_has(*minus))
    back = min(p.target_has(*minus), p.answer_has(*plus))
    clear = ahead != back and not (p.names_target or p.names_answer)
    return max(ahead, back) * min(1.0, p.covered * 2.5) if clear else 0.0


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
    Feature("answers", 4.5, lambda p: float(p.points), "{answer} answers what {target} said", "denial", True),
    Feature("denies", 0.55, _deny, "{answer} denies or rejects it", "denial", True),
    Feature("denies_near", 0.9, lambda p: _deny(p) * p.near, "{answer}'s denial stands next to {target}'s words", "denial", True),
    Feature("denies_charge", 1.3, lambda p: _deny(p) * p.names_answer, "{target} speaks of {answer}, who denies it", "denial", True),
    Feature("denies_topic", 0.3, lambda p: _deny(p) * min(1.0, p.covered * 3), "what {answer} denies is what {target} speaks of", "denial", True),
    Feature("calls_false", 1.2, lambda p: p.answer_has("said.false"), "{answer} calls it false", "denial", True),
    Feature("calls_false_report", 0.85, lambda p: p.answer_has("said.false") * p.answer_has("any.report") * p.topical, "{answer} calls the report or claim false", "denial", True),
    Feature("calls_false_near", 0.35, lambda p: p.answer_has("said.false") * p.near, "", "denial", True),
    Feature("opens_with_denial", 0.75, lambda p: p.answer_has("said.no", "said.false.early"), "{answer} opens with a denial", "denial"),
    Feature("scorns", 1.15, lambda p: p.answer_has("said.scorn"), "", "opposed_position"),
    Feature("scorns_named", 1.15, lambda p: p.answer_has("said.scorn") * p.names_target, "{answer} speaks of {target} with scorn", "opposed_position"),
    Feature("scorns_topic", 0.55, lambda p: p.answer_has("said.scorn") * min(1.0, p.covered * 3), "{answer} scorns what {target} speaks of", "opposed_position"),
    Feature("criticises_named", 0.35, lambda p: p.answer_has("cue.criticise") * p.names_target, "{answer} criticises {target}", "opposed_position"),
    Feature("criticises_topic", 0.35, lambda p: p.answer_has("cue.criticise") * min(1.0, p.covered * 3), "{answer} criticises what {target} speaks of", "opposed_position"),
    Feature("against_proposal", 1.05, lambda p: p.answer_has("said.against") * p.target_has("cue.propose", "cue.support", "said.for") * p.topical, "{answer} is against what {target} proposes", "opposed_position"),
    Feature("opposed", 0.65, lambda p: _opposed(p) * min(1.0, p.overlap * 4), "one is for it, the other against", "opposed_position"),
    Feature("charge_answered", 0.3, lambda p: _charge(p) * p.topical, "{target} charges {answer}'s side, which answers on the same point", "denial"),
    Feature("charge_answered_near", 0.65, lambda p: _charge(p) * p.near * p.forward, "", "denial"),
    Feature("charge_negated", 0.15, lambda p: _charge(p) * p.answer_has("said.negated", "said.deny", "cue.insist"), "", "denial"),
    Feature("charge_opposite", 0.9, lambda p: _charge(p) * float(bool(p.opposites)), "{answer} says the opposite of the charge", "opposite"),
    Feature("for_and_against", 1.45, _sides_taken, "one speaks up for it, the other against it", "opposed_position"),
    Feature("insists", 0.3, lambda p: p.answer_has("cue.insist") * p.topical, "{answer} insists on the contrary", "denial"),
    Feature("replies", 0.3, lambda p: p.answer_has("cue.answer", "frame.answer"), "{answer} replies", "denial"),
    Feature("replies_next", 0.65, lambda p: p.answer_has("cue.answer", "frame.answer") * p.forward * (p.gap == 0), "{answer}'s reply follows at once", "denial", True),
    # Words of the two.
    Feature("negated_word", 1.0, lambda p: float(bool(p.polarity_clash)) * min(1.0, p.overlap * 4), "one of them negates what the other says", "negation"),
    Feature("negated_claim", 0.9, lambda p: float(bool(p.polarity_clash)) * p.target_has("cue.claim") * p.topical, "{answer} negates what {target} claims", "negation"),
    Feature("opposite_words", 0.6, lambda p: float(bool(p.opposites)) * min(1.0, p.overlap * 4), "they use opposite words of one thing", "opposite"),
    Feature("claim", 0.65, lambda p: p.target_has("cue.claim"), "", ""),
    Feature("topic", 1.15, lambda p: p.topical, "both speak of the same thing", ""),
    Feature("topic_share", 0.4, lambda p: min(1.0, p.overlap * 4), "", ""),
    Feature("likeliest", 0.25, lambda p: float(p.likeliest), "", ""),
    Feature("near", 1.85, lambda p: p.near, "", ""),
    Feature("quarrel", 0.25, lambda p: p.quarrel, "the two push back at each other elsewhere in the article", ""),
    Feature("quarrel_topic", 0.85, lambda p: p.quarrel * min(1.0, p.overlap * 4), "", ""),
    Feature("no_such", 4.5, lambda p: p.no_such * p.forward, "{answer} says that there was no such thing", "denial"),
    Feature("lacks", 2.5, lambda p: float(bool(p.lacks)) * min(1.0, p.near + p.topical), "one says that there is none of what the other speaks of", "negation"),
    # What is none.
    Feature("fragment", -0.5, lambda p: float(len(p.target.topic) < 3), "{target}'s words are too few to make a claim"),
    Feature("no_clause", -0.65, lambda p: float(not _has_clause(p.target)), ""),
    Feature("short_answer", -0.3, lambda p: float(len(p.answer.topic) < 2), ""),
    Feature("both_push", -0.5, _both_push, "both push back"),
    Feature("doubtful", -1.15, lambda p: 1.0 - min(v.statement.attribution.confidence for v in (p.target, p.answer)), "the reader is not sure of one of them"),
    Feature("backward", -0.5, lambda p: float(not p.forward), ""),
    Feature("said_before", -4.0, lambda p: float(p.said_before), "{answer} said it long before {target} spoke"),
    Feature("question", -1.05, _asks, "a question claims nothing"),
    Feature("no_conflict", -8.0, lambda p: max(p.answer_has("any.noconflict"), p.target_has("any.noconflict")), "one of them says that there is no contradiction"),
    Feature("same_side", -2.5, lambda p: float(p.same_side and not p.same_speaker), "both speak for one side"),
    Feature("same_speaker", -3.0, lambda p: float(p.same_speaker), "both are of one speaker"),
    Feature("kin", -1.2, lambda p: float(p.kin), "one speaks in the name of the other"),
    Feature("other_target", -0.1, lambda p: float(p.elsewhere), "{answer} speaks against somebody else"),
    Feature("common_foe", -0.8, lambda p: float(p.common_foe), "both speak against a third"),
    Feature("same_stance", -0.35, lambda p: _alike(p) * min(1.0, p.overlap * 4), "both take one stance"),
    Feature("unknown_speaker", -0.8, lambda p: float(p.target.actor is None or p.answer.actor is None), "one of them has no known speaker"),
)  # fmt: skip

CLASHING = frozenset(["roles_swapped", "polarity", "figures", "times", "places", "antonyms", "stances"])
"""The rows of which one holds wherever this table decides."""


def score(one: Pair) -> tuple[float, tuple[tuple[Feature, float], ...]]:
    """(score, what each row contributes, largest first by size) of a pair."""
    parts = [(row, row.weight * row.value(one)) for row in TABLE]
    held = tuple(sorted(((r, v) for r, v in parts if v), key=lambda part: (-abs(part[1]), part[0].name)))
    return BIAS + sum(v for _, v in held), held
