"""The stage `classify`: attributions to statements with their kind, quotation, act, day, addressee and setting."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace

from kg import iris
from kg.model import Article, Cast, Reading, Statement
from kg.statements.acts import is_negated, speech_act
from kg.statements.answers import answered
from kg.statements.dates import said_on
from kg.statements.kinds import SAID, kind_of
from kg.statements.quotes import quote_type, quoted
from kg.statements.scene import Page, Scene
from kg.statements.setting import addressee, setting


def classify(article: Article, reading: Reading, cast: Cast, *, base: str = iris.BASE) -> tuple[Statement, ...]:
    """One statement for each attribution of the reading, in its order, without propositions."""
    page = Page(article=article, reading=reading)
    scenes = [page.scene(a) for a in reading.attributions]
    speakers = [*cast.speakers, *[None] * (len(scenes) - len(cast.speakers))][: len(scenes)]
    who = identities(scenes, [s.actor if s else None for s in speakers])
    kinds = [kind_of(scene, speaker, cast) for scene, speaker in zip(scenes, speakers, strict=True)]
    days = said_on(page, scenes, who, kinds)
    flags = quoted(article.text)
    made = []
    for scene, speaker, kind, when in zip(scenes, speakers, kinds, days, strict=True):
        attribution = scene.attribution
        negated = is_negated(scene)
        words = " ".join(article.words(span) for span in attribution.content)
        made.append(
            Statement(
                id=iris.statement(article.id, attribution.cue.start, attribution.cue.end, words, base),
                article=article.id,
                attribution=attribution,
                speaker=speaker,
                kind=kind,
                quote_type=quote_type(flags, article.text, attribution.content),
                speech_act=speech_act(scene, kind, negated),
                said_on=when.day,
                said_on_precision=when.precision,
                addressee=addressee(scene, cast) if kind in SAID else None,
                setting=setting(scene) if kind in SAID else None,
                negated=negated,
            )
        )
    said = [kind in SAID for kind in kinds]
    targets = [answered(scenes, who, said, i) if said[i] else None for i in range(len(scenes))]
    return tuple(replace(s, denies=(made[t].id,)) if t is not None else s for s, t in zip(made, targets, strict=True))


def identities(scenes: Sequence[Scene], actors: Sequence[str | None]) -> list[Hashable]:
    """A key for each source, equal where the speaker is the same: its actor, else the last word of its name, else nothing."""
    out: list[Hashable] = []
    for scene, actor in zip(scenes, actors, strict=True):
        names = [scene.tokens[i].form.lower() for i in scene.source if scene.tokens[i].upos == "PROPN"]
        out.append(actor or (names[-1] if names else None))
    return out
