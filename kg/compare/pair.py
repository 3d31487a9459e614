"""Two statements side by side: what they share, who answers whom, and where their claims clash."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.compare.clash import Clash
from kg.compare.lexicon import canon
from kg.compare.view import View

FAR = 99
"""Number of statements between two of different articles."""
LONG = 60
"""Days after which nobody answers any more."""
PUSHBACK = (
    "cue.deny",
    "cue.criticise",
    "cue.doubt",
    "said.false",
    "said.scorn",
    "said.against",
    "said.no",
    "cue.answer",
    "frame.answer",
    "frame.deny",
)

_FOE = ("cue.criticise", "said.false", "said.scorn", "said.against", "cue.claim")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """What the statements of one article tell of each other as a whole."""

    likeliest: Mapping[str, str]
    """For each statement, the one that it most likely answers (IRIs)."""
    quarrels: Mapping[tuple[str, str], int]
    """How often one actor pushes back in a statement that names another."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Pair:
    """`answer` is weighed as an answer to `target`."""

    target: View
    answer: View
    shared: frozenset[str]
    """Topic stems of both, without the two speakers' own names."""
    overlap: float
    """Weight of the shared stems over the geometric mean of both topics, 0 to 1."""
    shared_weight: float
    """Weight of the shared stems."""
    covered: float
    """Share of the answer's topic that the target has too, the speakers' names left out."""
    gap: int
    """Statements between the two in the article; FAR for two articles."""
    scene: Scene | None = None
    """Of their article; null for two articles."""
    clash: Clash | None = None
    """The strongest clash of their claims."""

    @property
    def same_article(self) -> bool:
        return self.gap < FAR

    @property
    def same_speaker(self) -> bool:
        return self.target.actor is not None and self.target.actor == self.answer.actor

    @property
    def same_side(self) -> bool:
        return bool(self.target.sides & self.answer.sides)

    @property
    def forward(self) -> bool:
        """The answer stands after the target."""
        return self.same_article and self.answer.order > self.target.order

    @property
    def said_before(self) -> bool:
        """The answer was said so long before the target that it cannot answer it."""
        spoken, asked = self.answer.statement.said_on, self.target.statement.said_on or self.target.article.published
        return spoken is not None and asked is not None and (asked - spoken).days > LONG

    @property
    def near(self) -> float:
        """How near the two stand: 1 next to each other, falling with the statements between."""
        return 1.0 / (1 + self.gap) if self.same_article else 0.0

    @property
    def names_target(self) -> bool:
        """The answer, or the sentence around it, names the target's speaker or whom that one speaks for."""
        return bool(self.target.principals & self.answer.named - self.answer.principals)

    @property
    def names_answer(self) -> bool:
        return bool(self.answer.principals & self.target.named - self.target.principals)

    @property
    def points(self) -> bool:
        """The text itself says that the answer answers the target."""
        return self.target.statement.id in self.answer.statement.denies

    @property
    def likeliest(self) -> bool:
        """No other statement of the article is likelier to be what the answer answers."""
        return self.scene is not None and self.scene.likeliest.get(self.answer.statement.id) == self.target.statement.id

    @property
    def quarrel(self) -> float:
        """How much the two speakers push back at each other in the article, 0 to 1."""
        a, b = self.target.actor, self.answer.actor
        if self.scene is None or a is None or b is None:
            return 0.0
        return min(1.0, (self.scene.quarrels.get((a, b), 0) + self.scene.quarrels.get((b, a), 0)) / 3)

    @property
    def topical(self) -> float:
        """How much of one topic the two are, 0 to 1."""
        return min(1.0, self.shared_weight * 1.8)

    @property
    def opposites(self) -> frozenset[str]:
        """Words of the answer that exclude a word of the target."""
        return (self.target.excluded & self.answer.bag) - self.target.bag

    @property
    def no_such(self) -> float:
        """The answer says that there was "no such" thing, and the target, not far before it, speaks of one."""
        said = self.answer.said
        named = {canon(w) for n, w in enumerate(said) if n > 1 and said[n - 2 : n] == ("no", "such")}
        return float(self.same_article and self.gap <= 5 and bool(named & {canon(w) for w in self.target.bag}))

    @property
    def lacks(self) -> frozenset[str]:
        """What one of them says there is none of and the other says there is."""
        pairs = ((self.target, self.answer), (self.answer, self.target))
        return frozenset(w for one, other in pairs for w in one.lacking & other.existing if w not in other.lacking)

    @property
    def kin(self) -> bool:
        """One name holds the other ("Ardent Party", "the Ardent Party's complaint"; a person and the person's own campaign)."""
        left, right = self.target.name_words, self.answer.name_words
        return not self.same_speaker and bool(left and right and (left <= right or right <= left or self._own(left, right)))

    def _own(self, left: frozenset[str], right: frozenset[str]) -> bool:
        return bool(self.target.handles and self.target.handles & right) or bool(
            self.answer.handles and self.answer.handles & left
        )

    @property
    def elsewhere(self) -> bool:
        """The answer speaks against somebody, and that is not the target's speaker."""
        foes = self.answer.named_said - {self.answer.actor}
        return bool(foes) and self.answer_has(*_FOE) > 0 and self.target.actor not in foes and not self.names_target

    @property
    def common_foe(self) -> bool:
        """Both speak against one third actor."""
        both = (self.answer.named_said & self.target.named_said) - {self.answer.actor, self.target.actor}
        return bool(both) and self.answer_has(*_FOE) > 0 and self.target_has(*_FOE) > 0

    def answer_has(self, *names: str) -> float:
        """The strongest of some cue classes in the answer."""
        return max(self.answer.cues.get(n, 0.0) for n in names)

    def target_has(self, *names: str) -> float:
        """The strongest of some cue classes in the target."""
        return max(self.target.cues.get(n, 0.0) for n in names)


def pair(target: View, answer: View, scene: Scene | None = None) -> Pair:
    """The two statements, weighed as target and answer, without their claims."""
    own = target.handles | answer.handles
    shared = frozenset(s for s in target.topic.keys() & answer.topic.keys() if s not in own)
    weight = sum(min(target.topic[s], answer.topic[s]) for s in sorted(shared))
    rest = sum(v for s, v in answer.topic.items() if s not in own)
    return Pair(
        target=target,
        answer=answer,
        shared=shared,
        overlap=weight / math.sqrt(target.mass * answer.mass) if target.mass and answer.mass else 0.0,
        shared_weight=weight,
        covered=weight / rest if rest > 0 else 0.0,
        gap=max(0, abs(target.order - answer.order) - 1) if target.article.id == answer.article.id else FAR,
        scene=scene,
    )


def scene(views: Sequence[View]) -> Scene:
    """What the statements of one article tell of each other."""
    quarrels: Counter[tuple[str, str]] = Counter()
    likeliest: dict[str, str] = {}
    for view in views:
        if view.actor and any(c in view.cues for c in PUSHBACK):
            quarrels.update((view.actor, other) for other in view.named if other != view.actor)
        ranked = [
            (_likelihood(one), -abs(other.order - view.order), other.order, other.statement.id)
            for other in views
            if other is not view and not (other.actor and other.actor == view.actor)
            for one in (pair(other, view),)
        ]
        if ranked:
            likeliest[view.statement.id] = max(ranked)[-1]
    return Scene(likeliest=likeliest, quarrels=quarrels)


def _likelihood(one: Pair) -> float:
    return min(1.0, one.covered * 2.5) + 0.6 * one.names_target + 0.5 * one.near + 0.2 * one.forward + min(1.0, one.shared_weight)
