"""From a pair of statements to a verdict: what relation, of what type, how sure, resting on what."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from kg.compare import answers, mixture
from kg.compare.agreement import agreement
from kg.compare.answers import Answer, Logits
from kg.compare.claims import Claim
from kg.compare.clashes import clashes
from kg.compare.features import BIAS, CLASHING, TABLE, Feature, score
from kg.compare.pair import Pair, Scene, pair
from kg.compare.view import View

THRESHOLD = 0.5
"""Least confidence of a conflict that is reported."""
UNSEEN = 0.6
"""The same of an answer in which the learned model alone sees one."""
CLASHES = 0.9
"""The same where claims of one article clash, whose many common words make for much confidence."""
STATED = 0.4
"""Least weight of the rows by which the text itself says that one answers the other."""
AGREES = 0.55
"""Least confidence of a reported agreement."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Verdict:
    """What was decided of a pair, with all that it rests on."""

    relation: str
    type: str
    pair: Pair
    confidence: float
    stated: bool
    """The text itself says that one answers the other."""
    held: tuple[tuple[Feature, float], ...]
    """Rows of the table that hold, with what they add; empty for an agreement."""
    agreed: tuple[Claim, Claim] | None = None


def table_of(names: Iterable[str]) -> tuple[float, dict[str, Feature]]:
    """The table that rows of these names come from: what every pair starts from, and the rows by name."""
    wanted = set(names)
    if wanted & CLASHING:
        return BIAS, {row.name: row for row in (*TABLE, mixture.doubted())}
    return answers.table_of(wanted)


def logistic(value: float) -> float:
    """0 to 1."""
    return 1.0 / (1.0 + math.exp(-max(-40.0, min(40.0, value))))


def _strangers(one: Pair, other: Pair) -> bool:
    """Far from each other, on other topics, and neither speaks of the other: no row of the table would make them a conflict."""
    if one.gap <= 3 or one.shared_weight >= 0.1:
        return False
    return not (one.names_target or one.names_answer or one.points or other.points or one.no_such or other.no_such)


def judge(
    a: View,
    b: View,
    left: tuple[Claim, ...],
    right: tuple[Claim, ...],
    scene: Scene | None,
    answered: Mapping[str, Answer],
    logits: Logits = MappingProxyType({}),
) -> Verdict | None:
    """The verdict on two statements; `a` is the earlier by `View.key`. Null where there is nothing to report.

    `left` and `right` are their claims; `scene`, `answered` (by the answer's IRI) and `logits` are those of their article, if it
    is one.
    """
    if a.statement.negated or b.statement.negated:
        return None  # what somebody did not say, or would not confirm, contradicts nothing
    retracted = _takes_back(a, b, scene)
    if retracted:
        return retracted
    found = clashes(left, right)
    same = agreement(left, right) if not found else None
    plain = (pair(a, b, scene), pair(b, a, scene))
    best = None if found else _answered(*plain, answered)
    if not (found or same) and _strangers(*plain) and not (best and _read(best.held)):
        return None
    agreed = same is not None and same[0] >= AGREES
    if found:
        ways = [replace(way, clash=found[0]) for way in plain]
        best = max((_doubted(Answer(way, *score(way)), logits) for way in ways), key=lambda r: round(r.score, 9))
    elif agreed:
        best = None
    if best and logistic(best.score) >= _least(best, bool(found), scene is not None) and _speaks(best.held):
        return _conflict(best)
    if same and agreed and _two_voices(plain[0]):
        return Verdict(
            relation="agrees",
            type="same_claim",
            pair=pair(a, b, scene),
            confidence=min(0.95, same[0]),
            stated=False,
            held=(),
            agreed=same[1:],
        )
    return None


def _least(found: Answer, clash: bool, here: bool) -> float:
    """The confidence from which it is reported; `here` is one article, however far apart the two stand in it."""
    if clash:
        return CLASHES if here else THRESHOLD
    names = {row.name for row, _ in found.held}
    return UNSEEN if mixture.LEARNED in names and mixture.PUSHES_BACK not in names else THRESHOLD


def _doubted(found: Answer, logits: Logits) -> Answer:
    """A clash of claims as it counts where the learned model read their article.

    Clashes of days and places are too rare to have taught it anything.
    """
    clash = found.pair.clash
    held = mixture.doubt(answers.logit_of(found.pair, logits)) if logits else 0.0
    if not held or (clash and clash.type in ("mismatch", "temporal")):
        return found
    added = mixture.doubted().weight * held
    return replace(found, score=found.score + added, held=(*found.held, (mixture.doubted(), added)))


def _answered(one: Pair, other: Pair, answered: Mapping[str, Answer]) -> Answer | None:
    """The surer of the two ways in which one of two statements is what the other answers; null where it is neither."""
    ways = ((way, answered.get(way.answer.statement.id)) for way in (one, other))
    found = [answer for way, answer in ways if answer and answer.pair.target is way.target]
    return max(found, key=lambda a: (round(a.score, 9), a.pair.forward), default=None)


def _conflict(found: Answer) -> Verdict:
    """The verdict on two statements that conflict."""
    full, kind = found.pair, _type(found.held)
    if kind == "denial" and full.clash is None and full.answer_has("act.reject") and full.target_has("act.demand"):
        kind = "opposed_position"  # a proposal is neither true nor false
    least = STATED * (mixture.weights()["table"] if _read(found.held) else 1.0)
    stated = sum(value for row, value in found.held if row.stated and value > 0) >= least
    structural = full.clash is not None and full.clash.type == kind
    flat = (structural and kind != "opposed_position") or (
        kind == "denial" and full.answer_has("cue.deny", "said.false") >= 0.7 and not full.answer_has("cue.criticise")
    )
    return Verdict(
        relation="contradicts" if flat else "disputes",
        type=kind,
        pair=full,
        confidence=logistic(found.score),
        stated=stated and not structural,
        held=found.held,
    )


def _two_voices(one: Pair) -> bool:
    """Two known speakers, neither of whom is the other by another name, and both said it."""
    a, b = one.target, one.answer
    return bool(a.actor and b.actor) and not (one.same_speaker or one.kin or a.statement.negated or b.statement.negated)


def _speaks(held: tuple[tuple[Feature, float], ...]) -> bool:
    """Whether any row speaks for a contradiction, and not only for one topic."""
    return any(row.type and value > 0 for row, value in held)


def _read(held: tuple[tuple[Feature, float], ...]) -> bool:
    """Whether the learned model read the two."""
    return any(row.name == mixture.LEARNED for row, _ in held)


def _type(held: tuple[tuple[Feature, float], ...]) -> str:
    """The type for which most weight speaks; the learned model does not know types, so it is asked last."""
    sums: dict[str, float] = {}
    told = [(row, value) for row, value in held if row.type and value > 0]
    for row, value in [part for part in told if part[0].name != mixture.LEARNED] or told:
        sums[row.type] = sums.get(row.type, 0.0) + value
    return max(sorted(sums), key=lambda name: sums[name])


def _takes_back(a: View, b: View, scene: Scene | None) -> Verdict | None:
    """A speaker who withdraws or corrects what the same speaker said before."""
    if a.actor is None or a.actor != b.actor or (a.article.id == b.article.id and a.order == b.order):
        return None
    one = pair(a, b, scene)
    for name, relation in (("any.retract", "retracts"), ("any.qualify", "qualifies")):
        if name not in b.cues or name in a.cues:
            continue
        own = name == "any.qualify" or not (b.named - {b.actor})
        about = one.topical >= 0.35 or (one.same_article and one.gap == 0 and one.topical > 0)
        if own and about:
            return Verdict(
                relation=relation, type="same_claim", pair=one, confidence=min(0.9, 0.5 + 0.4 * one.topical), stated=True, held=()
            )
    return None
