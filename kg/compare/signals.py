"""Signals of one statement answering another: how far apart they are, what the answer does, which words and names they share.

Each is a small function of a pair, 0 to 1 but for a few sums; what most of them tell, they tell together with another (`CROSSED`).
"""

# ruff: noqa: E501 - a table is read by its columns: one row, one line
from __future__ import annotations

from collections.abc import Callable
from itertools import product

from kg.compare.about import aligned, once, points_back, same_falsehood, vague
from kg.compare.pair import Pair
from kg.compare.view import View
from kg.compare.words import stems

Value = Callable[[Pair], float]

_ALSO = frozenset(stems("also too likewise similarly echo echoed both"))
"""Words of one who joins in with another."""


def _answers(*names: str) -> Value:
    return lambda p: float(p.answer_has(*names) > 0)


def _targets(*names: str) -> Value:
    return lambda p: float(p.target_has(*names) > 0)


def _gap(least: int, most: int) -> Value:
    return lambda p: float(least <= p.gap <= most)


@once
def _paragraphs(p: Pair) -> int:
    """Line breaks between the two cues."""
    start, end = sorted(v.statement.attribution.cue.start for v in (p.target, p.answer))
    return p.target.article.text.count("\n", start, end)


def _between(least: float, most: float, value: Value) -> Value:
    return lambda p: float(least < value(p) <= most)


def _shared(p: Pair) -> float:
    return p.shared_weight


def _length(view: View) -> float:
    return min(1.0, len(view.topic) / 20)


def _doubt(p: Pair) -> float:
    return 1.0 - min(v.statement.attribution.confidence for v in (p.target, p.answer))


def _named_in_it(p: Pair) -> float:
    return float(bool(p.target.principals & p.answer.named_said))


def _denies_claim(p: Pair) -> float:
    """What is denied is left open ("the claim"), and the statement before it is one."""
    denied = p.answer_has("cue.deny", "act.deny") > 0 and vague(p) > 0
    return float(denied and p.forward and p.gap <= 1 and p.target_has("cue.claim", "act.accuse", "cue.criticise") > 0)


def _named_falsehood(p: Pair) -> float:
    """The answer calls false or absurd what the target's speaker says, or a claim on what the target speaks of."""
    false = p.answer_has("said.false", "said.scorn") > 0 and p.gap <= 2
    return float(false and ((_named_in_it(p) > 0 and p.shared_weight > 0) or (vague(p) > 0 and aligned(p) > 0.25)))


def _one_point(p: Pair) -> float:
    """A denial or rejection with particulars, all of which the target speaks of."""
    pushes = p.answer_has("cue.deny", "act.deny", "act.reject", "said.false", "said.scorn", "cue.criticise", "act.oppose") > 0
    return float(pushes and p.shared_weight > 0.5 and aligned(p) > 0.5)


def _sides_taken(p: Pair) -> float:
    """One speaks up for what the other speaks against."""
    ahead = p.answer_has("cue.support", "act.support") > 0 and p.target_has("cue.criticise", "act.oppose", "act.reject") > 0
    back = (
        p.target_has("cue.support", "act.support", "cue.propose") > 0
        and p.answer_has("cue.criticise", "act.oppose", "act.reject") > 0
    )
    return float((ahead or back) and p.shared_weight > 0.3 and aligned(p) > 0.25)


DISTANCE: dict[str, Value] = {
    "next": _gap(0, 0), "second": _gap(1, 1), "third": _gap(2, 2), "near": _gap(3, 5),
}  # fmt: skip
ACTS: dict[str, Value] = {
    "denies": _answers("cue.deny", "act.deny", "act.reject"),
    "calls_false": _answers("said.false"),
    "scorns": _answers("said.scorn"),
    "criticises": _answers("cue.criticise", "act.oppose"),
    "replies": _answers("cue.answer", "frame.answer"),
    "speaks_up": _answers("cue.support", "act.support"),
    "is_against": _answers("said.against"),
}  # fmt: skip
"""What the answer does."""
WORDS: dict[str, Value] = {
    "few_words": _between(0, 0.3, _shared), "some_words": _between(0.3, 0.8, _shared), "many_words": _between(0.8, 99, _shared),
}  # fmt: skip
ABOUT: dict[str, Value] = {
    "about_little": _between(0, 0.25, aligned), "about_half": _between(0.25, 0.5, aligned), "about_it": _between(0.5, 1, aligned),
}  # fmt: skip
CIRCUMSTANCES: dict[str, Value] = {
    "after": lambda p: float(p.forward),
    "names_target": lambda p: float(p.names_target),
    "names_answer": lambda p: float(p.names_answer),
    "vague": vague,
    "points_back": points_back,
    "negated": _answers("said.negated"),
    "target_negated": _targets("said.negated"),
    "target_denies": _targets("cue.deny", "act.deny", "said.false", "said.deny"),
    "target_scorns": _targets("said.scorn"),
    "target_rejects": _targets("cue.deny", "act.deny", "act.reject", "said.false"),
    "also": lambda p: float(bool(_ALSO & {*p.answer.cue, *p.answer.frame})),
    "target_claims": _targets("cue.claim"),
    "target_criticises": _targets("cue.criticise", "act.accuse"),
    "target_proposes": _targets("cue.propose"),
    "target_supports": _targets("cue.support", "act.support"),
    "opposite_words": lambda p: float(bool(p.opposites)),
}  # fmt: skip
ALONE: dict[str, Value] = {
    "same_paragraph": lambda p: float(_paragraphs(p) == 0),
    "next_paragraph": lambda p: float(_paragraphs(p) == 1),
    "paragraph_after": lambda p: float(_paragraphs(p) == 2),
    "names_target_in_it": _named_in_it,
    "likeliest": lambda p: float(p.likeliest),
    "quarrel": lambda p: p.quarrel,
    "points": lambda p: float(p.points),
    "no_such": lambda p: p.no_such,
    "lacks": lambda p: float(bool(p.lacks)),
    "same_falsehood": same_falsehood,
    "covered": lambda p: p.covered,
    "overlap": lambda p: p.overlap,
    "same_side": lambda p: float(p.same_side),
    "kin": lambda p: float(p.kin),
    "elsewhere": lambda p: float(p.elsewhere),
    "common_foe": lambda p: float(p.common_foe),
    "said_before": lambda p: float(p.said_before),
    "unknown_speaker": lambda p: float(p.target.actor is None or p.answer.actor is None),
    "target_length": lambda p: _length(p.target),
    "answer_length": lambda p: _length(p.answer),
    "nearness": lambda p: p.near,
    "denies_claim": _denies_claim,
    "named_falsehood": _named_falsehood,
    "one_point": _one_point,
    "sides_taken": _sides_taken,
    "asks": lambda p: float(p.answer.statement.speech_act == "ask"),
    "doubtful": _doubt,
    "very_doubtful": lambda p: min(1.0, 4 * _doubt(p) ** 2),
}  # fmt: skip
GROUPS = (DISTANCE, ACTS, WORDS, ABOUT, CIRCUMSTANCES, ALONE)
CROSSED = ((1, 0), (1, 2), (1, 4), (0, 2))
"""Places in `GROUPS`: of these two, each signal of the one also counts together with each of the other."""

MEANING: dict[str, tuple[str, str, bool]] = {
    "denies": ("{answer} denies or rejects it", "denial", True),
    "calls_false": ("{answer} calls it false", "denial", True),
    "scorns": ("{answer} speaks of it with scorn", "opposed_position", False),
    "criticises": ("{answer} criticises it", "opposed_position", False),
    "replies": ("{answer} replies to {target}", "denial", True),
    "speaks_up": ("{answer} speaks up for the other side", "opposed_position", False),
    "is_against": ("{answer} is against it", "opposed_position", False),
    "points": ("{answer} answers what {target} said", "denial", True),
    "no_such": ("{answer} says that there was no such thing", "denial", False),
    "lacks": ("one says that there is none of what the other speaks of", "negation", False),
    "opposite_words": ("they use opposite words of one thing", "opposite", False),
    "denies_claim": ("{answer} denies what {target} claims", "denial", True),
    "named_falsehood": ("{answer} speaks of {target} and calls it false", "denial", True),
    "one_point": ("all that {answer} rejects is what {target} speaks of", "denial", False),
    "sides_taken": ("one speaks up for it, the other against it", "opposed_position", False),
    "about_it": ("both speak of the same thing", "", False),
    "many_words": ("both speak of the same thing", "", False),
    "next": ("the two stand next to each other", "", False),
    "quarrel": ("the two push back at each other elsewhere in the article", "", False),
    "doubtful": ("the reader is not sure of one of them", "", False),
    "target_denies": ("{target} denies something too", "", False),
    "said_before": ("{answer} said it long before {target} spoke", "", False),
}
"""Of a signal: the reason that a reader is given, the type of contradiction that it speaks for, whether the text itself says so."""


def signals(one: Pair) -> dict[str, float]:
    """All signals of a pair that hold, alone and together with others, by name: 0 to 1 but for a few sums."""
    held = [{name: v for name, value in group.items() if (v := value(one))} for group in GROUPS]
    found = {name: v for group in held for name, v in group.items()}
    for left, right in CROSSED:
        found |= {f"{a}*{b}": x * y for (a, x), (b, y) in product(held[left].items(), held[right].items())}
    return found
