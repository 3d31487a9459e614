"""Stage: what each statement claims, and the missions that the article speaks of."""

from __future__ import annotations

from dataclasses import replace

from kg import iris
from kg.model import Article, Cast, Mission, Reading, Statement
from kg.propositions.building import build
from kg.propositions.context import complete_requests, sides_of
from kg.propositions.frames import lexicon
from kg.propositions.missions import find_missions
from kg.propositions.participants import speaking, stage_for
from kg.propositions.trees import grow


def propose(
    article: Article, reading: Reading, cast: Cast, statements: tuple[Statement, ...], *, base: str = iris.BASE
) -> tuple[tuple[Statement, ...], tuple[Mission, ...]]:
    """Fill in the propositions of every statement and find the missions of the article.

    Participants are actor IRIs of `cast` where their words stand for an actor. Raises nothing: a statement whose content
    cannot be parsed gets one proposition of type "Event" with its words as they are.
    """
    tables = lexicon()
    stage = stage_for(article, reading, cast, grow(reading.tokens), tables)
    groups = [build(speaking(stage, statement), statement) for statement in statements]
    groups = complete_requests(statements, groups, sides_of(cast.actors))
    filled = tuple(replace(s, propositions=g) for s, g in zip(statements, groups, strict=True))
    return filled, find_missions(stage, reading.sentences, base)
