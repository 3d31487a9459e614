"""The stage that says who is who: mentions to actors, sources to speakers, role words to mandates."""

from __future__ import annotations

from collections.abc import Mapping

from kg import iris
from kg.actors import continuity, descriptions, mentions, speakers
from kg.actors.cast import Walk
from kg.actors.entities import Entity
from kg.actors.naming import from_names
from kg.actors.page import Page
from kg.actors.scene import NO_DAY, stage
from kg.actors.writer import Writer
from kg.gazetteer import Gazetteer
from kg.model import Article, Cast, Reading


def resolve(article: Article, reading: Reading, gazetteer: Gazetteer, *, base: str = iris.BASE) -> Cast:
    """Everybody in one article: who is named, who speaks in each attribution, in which role, and for whom."""
    if not reading.tokens:
        return Cast(actors=(), mentions=(), speakers=tuple(None for _ in reading.attributions), mandates=())
    page = Page(article, reading)
    found = mentions.find_all(page, gazetteer, article.published or NO_DAY)
    facts = descriptions.all_facts(page, tuple(f for f in found if f.kind == "name"), gazetteer)
    scene = stage(page, found, gazetteer)
    walk = Walk(scene, found, from_names(scene, found, facts))
    walk.run()
    sources = speakers.of_sources(page, walk)
    joined = _join(walk, continuity.joins(page, sources, tuple(dict.fromkeys(walk.of.values()))))
    sources = [joined.get(e, e) if e else None for e in sources]
    walk.of.update(speakers.first_person(page, walk, sources))
    return Writer(walk, base).cast(sources)


def _join(walk: Walk, pairs: Mapping[Entity, Entity]) -> Mapping[Entity, Entity]:
    """Give a name all that was said of the unnamed speaker that it turned out to be."""
    for unnamed, named in pairs.items():
        named.facts = [*unnamed.facts, *named.facts]
        named.owner = named.owner or unnamed.owner
        named.gender = named.gender or unnamed.gender
        named.found.extend(unnamed.found)
        for found, entity in walk.of.items():
            if entity is unnamed:
                walk.of[found] = named
    return pairs
