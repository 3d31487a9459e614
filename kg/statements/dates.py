"""When something was said: the time words of the cue's clause, else what the article said before, else its day of publication.

`said_on` walks the attributions in text order and keeps what it has learnt, because a reporter names the day once ("said on
Friday") and goes on quoting from the same occasion.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from kg.model import Span
from kg.statements.lexicon import word_list
from kg.statements.scene import Page, Scene
from kg.statements.timewords import TimeWords, find

CARRIERS = frozenset({"speech", "writing"})
"""Only the day of something said or written tells when the next thing was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """The day of saying; null where the text does not fix it."""

    day: date | None
    precision: str = "day"
    """day, week, month or year."""
    ground: str = "none"
    """clause, carried, context, published or none: where it was read."""


_HABIT = word_list("dates", "habit")

RECENT = 10
"""A day at most this many days before publication is the article's news and is carried on; an older one is a look back."""

LOOK_BACK = 3
"""Sentences for which a look back lasts."""


@dataclass(slots=True)
class _Memory:
    """What the article has told so far about days."""

    by_speaker: dict[Hashable, When] = field(default_factory=dict)
    news: When | None = None
    past: tuple[int, Hashable, When] | None = None

    def learn(self, sentence: int, speaker: Hashable, when: When, recent: bool) -> None:
        if not recent:
            self.past = (sentence, speaker, when)
            return
        self.news, self.past = when, None
        if speaker is not None:
            self.by_speaker[speaker] = when

    def recall(self, sentence: int, speaker: Hashable) -> When | None:
        if self.past and self.past[1] == speaker and sentence - self.past[0] <= LOOK_BACK:
            return replace(self.past[2], ground="carried")
        if speaker is not None and speaker in self.by_speaker:
            return replace(self.by_speaker[speaker], ground="carried")
        return replace(self.news, ground="context") if self.news else None


def said_on(page: Page, scenes: Sequence[Scene], speakers: Sequence[Hashable], kinds: Sequence[str]) -> tuple[When, ...]:
    """The day of each attribution, in their order; `speakers` tells only who is the same as whom."""
    named = [(page.tokens[n.first].start, page.tokens[n.end - 1].end) for n in page.reading.names if n.end - n.first > 1]
    # A programme that is called after a time of day ("Newsroom Tonight") tells no time.
    words = [w for w in find(page.article.text, page.article.published) if not any(a <= w.start and w.end <= b for a, b in named)]
    clocks = [m.start() for m in _CLOCK.finditer(page.article.text)]
    edges = [0, *clocks, len(page.article.text) + 1] if len(clocks) > 1 else [0, len(page.article.text) + 1]
    out: list[When] = [When(day=None)] * len(scenes)
    for low, high in pairwise(edges):
        inside = [i for i, s in enumerate(scenes) if low <= s.attribution.cue.start < high]
        told = [w for w in words if low <= w.start < high]
        live = len(clocks) > 1 and low in clocks and low < high
        who, how = [speakers[i] for i in inside], [kinds[i] for i in inside]
        made = _entry(page, [scenes[i] for i in inside], who, how, told, live=live)
        for i, when in zip(inside, made, strict=True):
            out[i] = when
    return tuple(out)


_CLOCK = re.compile(r"^[ \t]*\d{1,2}(?:[:.]\d\d)?[ \u00a0]?[ap]\.?m\.?[ \t]*$", re.MULTILINE | re.IGNORECASE)
"""A line with nothing but a time of day heads an entry of a live page; each entry tells its own days."""


def _entry(
    page: Page,
    scenes: Sequence[Scene],
    speakers: Sequence[Hashable],
    kinds: Sequence[str],
    words: Sequence[TimeWords],
    *,
    live: bool,
) -> tuple[When, ...]:
    """The days of the attributions of one text, or of one entry of a `live` page, which tells of the day it appears on."""
    published = page.article.published
    out: list[When | None] = [None] * len(scenes)
    memory, waiting = _Memory(), []
    first: tuple[int, When] | None = None
    aside = _asides(scenes, words)
    for i in sorted(range(len(scenes)), key=lambda i: scenes[i].attribution.cue.start):
        scene = scenes[i]
        when = _from_clause(scene, words, memory, published)
        background = is_background(scene)
        if when is not None:
            if not background and kinds[i] in CARRIERS:
                recent = when.precision == "day" and (published is None or abs((published - _day(when)).days) <= RECENT)
                memory.learn(scene.sentence, speakers[i], when, recent)
                first = first or ((scene.attribution.cue.start, when) if recent else None)
            out[i] = when
        elif background:
            out[i] = When(day=None)
        elif live and published and _present(scene):
            out[i] = When(day=published, ground="published")
        else:
            out[i] = (None if live else _told_before(page, scene, aside)) or memory.recall(scene.sentence, speakers[i])
            if out[i] is None:
                waiting.append(i)
    told = _narrated(page, aside)
    # The first day that is named, by a cue or by the writer's own words, is the day of the news.
    named = min((x for x in (first, told) if x), key=lambda x: x[0], default=None)
    default = replace(named[1], ground="context") if named and not live else _assumed(published)
    for i in waiting:
        out[i] = default
    return tuple(when or When(day=None) for when in out)


def _assumed(published: date | None) -> When:
    """News quotes what was said in the days before it appeared: the day is a guess, and its precision says so."""
    return When(day=published, precision="week", ground="published") if published else When(day=None)


def _asides(scenes: Sequence[Scene], words: Sequence[TimeWords]) -> tuple[TimeWords, ...]:
    """The time words that the writer says in their own name, outside all quoted or reported content."""
    told = [span for scene in scenes for span in scene.attribution.content]
    return tuple(w for w in words if w.day and not any(span.start < w.end and w.start < span.end for span in told))


def _told_before(page: Page, scene: Scene, asides: Sequence[TimeWords]) -> When | None:
    """The time that the writer named last before the cue, in this sentence or the one before, in the same paragraph."""
    cue = scene.attribution.cue.start
    last = next((w for w in reversed(asides) if w.end <= cue), None)
    if last is None or "\n" in page.article.text[last.end : cue]:
        return None
    inside = page.tokens_in(Span(start=last.start, end=last.end))
    if not inside or scene.sentence - page.sentence_of(inside[0]) > 1:
        return None
    return When(day=last.day, precision=last.precision, ground="context")


def _present(scene: Scene) -> bool:
    """Whether the cue is told in the present ("says", "is defending"): on a live page, what has just been said."""
    if scene.head is None:
        return False
    helpers = {scene.tokens[c].xpos for c in scene.page.children.get(scene.head, ())}
    tag = scene.tokens[scene.head].xpos
    return tag in ("VBZ", "VBP") or (tag == "VBG" and bool(helpers & {"VBZ", "VBP"}))


def _narrated(page: Page, asides: Sequence[TimeWords]) -> tuple[int, When] | None:
    """The first recent day among the writer's own time words, and where."""
    published = page.article.published
    for found in asides:
        if found.day and found.precision == "day" and published and 0 <= (published - found.day).days <= RECENT:
            return found.start, When(day=found.day)
    return None


def _day(when: When) -> date:
    assert when.day is not None
    return when.day


def _from_clause(scene: Scene, words: Sequence[TimeWords], memory: _Memory, published: date | None) -> When | None:
    own = _own_words(scene, words)
    if own is None:
        return None
    if own.shift is None:
        return When(day=own.day, precision=own.precision, ground="clause") if own.day else None
    spoken = memory.past[2] if memory.past else memory.news
    if own.shift == 0 and spoken:
        return replace(spoken, ground="clause")
    base = spoken.day if spoken and spoken.precision == "day" else memory.news.day if memory.news else published
    return When(day=base + timedelta(days=own.shift), ground="clause") if base else None


def is_background(scene: Scene) -> bool:
    """The cue speaks of no single past moment: a habit, a future, a perfect ("has long said", "will argue")."""
    tokens = scene.tokens
    around = {tokens[i].lemma for i in scene.cue} | {
        tokens[c].lemma
        for c in scene.page.children.get(scene.head or -1, ())
        if tokens[c].relation.split(":")[0] in ("aux", "advmod")
    }
    return bool(around & _HABIT)


def _own_words(scene: Scene, words: Sequence[TimeWords]) -> TimeWords | None:
    """The time words of the cue's own clause: the best attached, the nearest of those."""
    if not scene.sentence_tokens:
        return None
    tokens = scene.tokens
    low, high = tokens[scene.sentence_tokens[0]].start, tokens[scene.sentence_tokens[-1]].end
    ranked = []
    for found in words[bisect_right(words, low, key=lambda w: w.end) :]:
        if found.start >= high:
            break
        inside = [i for i in scene.sentence_tokens if tokens[i].start < found.end and tokens[i].end > found.start]
        if not inside or any(i in scene.content for i in inside):
            continue
        score = attachment(scene, inside)
        if score > 0:
            cue = scene.attribution.cue
            ranked.append((-score, min(abs(found.start - cue.end), abs(cue.start - found.end)), found))
    return min(ranked, key=lambda r: r[:2])[2] if ranked else None


def attachment(scene: Scene, inside: Sequence[int]) -> int:
    """How well time words belong to the cue: 4 in it, 3 on its head, 2 on a noun of its clause, 1 loosely, 0 not at all."""
    tokens = scene.tokens
    cue = frozenset(scene.cue)
    if any(i in cue for i in inside):
        return 4
    own = frozenset(scene.outside)
    members = frozenset(inside)
    for position in inside:
        if tokens[position].head in members:
            continue
        chain = [i for i in scene.governor(position) if i not in members]
        for depth, above in enumerate(chain):
            if above in cue:
                return 3 if depth == 0 else 2
            if above not in own or tokens[above].upos in ("VERB", "AUX"):
                break
    if inside[0] - scene.sentence_tokens[0] <= 2:
        return 1
    between = range(min(inside[-1], max(scene.cue, default=inside[-1])), max(inside[0], min(scene.cue, default=inside[0])))
    return 0 if any(tokens[i].upos == "VERB" and i in own and i not in cue for i in between) else 1
