"""The stage that says who is who: mentions to actors, sources to speakers, role words to mandates."""

from __future__ import annotations

from kg import iris
from kg.actors.casting import everybody
from kg.actors.page import Page
from kg.actors.writer import Writer
from kg.gazetteer import Gazetteer
from kg.model import Article, Cast, Reading


def resolve(article: Article, reading: Reading, gazetteer: Gazetteer, *, base: str = iris.BASE) -> Cast:
    """Everybody in one article: who is named, who speaks in each attribution, in which role, and for whom."""
    if not reading.tokens:
        return Cast(actors=(), mentions=(), speakers=tuple(None for _ in reading.attributions), mandates=())
    walk, sources = everybody(Page(article, reading), gazetteer)
    return Writer(walk, base).cast(sources)
