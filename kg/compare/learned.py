"""What the learned model of quarrels thinks of the pairs of statements of one article (`kg.nlp.quarrels`).

It reads what the table of signals weighs, and the words themselves. Its logit is one more row beside those of the table
(`kg.compare.mixture`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.compare import answers
from kg.compare.answers import REACH
from kg.compare.pair import Scene, pair
from kg.compare.signals import GROUPS
from kg.compare.view import View, one_text, outside

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from kg.nlp.quarrels import Quarrels

FLOOR = -8.0
"""What the table gives a pair that it does not let through."""
FLAGS = (
    "same_speaker", "first_unknown", "second_unknown", "first_said", "second_said", "first_negated", "second_negated", "one_text",
    "same_day",
)  # fmt: skip
_WAY = (*(name for group in GROUPS for name in group), "may_answer", "table")
NAMES = (*(f"second:{name}" for name in _WAY), *(f"first:{name}" for name in _WAY), *FLAGS)
"""The signals of a pair in order; `second:` is where the second statement is weighed as an answer to the first."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Page:
    """One article as the model reads it."""

    views: Sequence[View]
    """In the order of the text."""
    texts: Sequence[tuple[str, str, str, str]]
    """Speaker, cue, content and what else stands in the sentence of each."""
    pairs: Sequence[tuple[int, int]]
    """Places in `views`, the smaller first."""
    signals: NDArray[np.float32]
    """[pairs, NAMES]"""


def page(views: Sequence[View], here: Scene, *, whole: bool = False) -> Page:
    """Texts of the statements of one article, and signals of the pairs of those that were said or written. Raises nothing.

    With `whole` also of the others: what was thought or wanted is read beside what was said, and teaches as much.
    """
    import numpy as np  # only those who compare statements pay for it

    ordered = sorted(views, key=lambda v: (v.order, v.statement.id))
    near = ((i, j) for i in range(len(ordered)) for j in range(i + 1, min(len(ordered), i + REACH + 1)))
    pairs = [(i, j) for i, j in near if whole or (ordered[i].statement.is_said and ordered[j].statement.is_said)]
    rows = [_signals(ordered[i], ordered[j], here) for i, j in pairs]
    signals = np.array(rows, dtype=np.float32).reshape(len(pairs), len(NAMES))
    return Page(views=ordered, texts=[_texts(v) for v in ordered], pairs=pairs, signals=signals)


def logits(views: Sequence[View], here: Scene, model: Quarrels | None = None) -> answers.Logits:
    """What the model (by default the one that ships) gives each pair of what was said in an article, near enough each other.

    `views` are all statements, also what was thought or wanted. Empty where one speaker said all, so that nobody can answer
    anybody. Raises ModelError where the weights are missing or damaged.
    """
    speakers = [v.actor for v in views if v.statement.is_said]
    if len(speakers) < 2 or (len(set(speakers)) < 2 and None not in speakers):
        return {}
    from kg.nlp.quarrels import Said
    from kg.nlp.weights import load_quarrels  # numpy and the runtime, as above

    made = page(views, here)
    scores = (model or load_quarrels()).score([Said(*texts) for texts in made.texts], made.pairs, made.signals)
    iris = [view.statement.id for view in made.views]
    return {(iris[i], iris[j]): z for (i, j), z in zip(made.pairs, scores, strict=True)}


def _texts(view: View) -> tuple[str, str, str, str]:
    """Speaker (the name with the article's own words, where these say more), cue, content and rest, on one line each."""
    article, found = view.article, view.statement.attribution
    source = _line(article.words(found.source)) if found.source else ""
    name = view.name if view.actor else ""
    if name and source.lower() not in name.lower():
        name = f"{name} {source}"
    parts = [found.cue, *found.content, *([found.source] if found.source else [])]
    return name or source, _line(article.words(found.cue)), _line(view.words), _line(outside(article, found.cue, parts))


def _line(text: str) -> str:
    return " ".join(text.split())


def _signals(first: View, second: View, here: Scene) -> list[float]:
    row: list[float] = []
    for target, answer in ((first, second), (second, first)):
        one = pair(target, answer, here)
        row += [value(one) for group in GROUPS for value in group.values()]
        may = answers.may_answer(one)
        total = answers.score(one)[0] if may else FLOOR
        row += [float(may), (total + 6) / 3]  # as it was scaled for training
    both = (first.statement, second.statement)
    row += [first.actor is not None and first.actor == second.actor, *(v.actor is None for v in (first, second))]
    row += [*(s.is_said for s in both), *(s.negated for s in both), one_text(first, second), both[0].said_on == both[1].said_on]
    return row
