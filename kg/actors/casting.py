"""The order in which an article's actors are found: mentions, names, the walk, documents, sources, names that come late."""

from __future__ import annotations

from kg.actors import bodies, continuity, descriptions, documents, mentions, speakers
from kg.actors.cast import Walk
from kg.actors.entities import Entity
from kg.actors.naming import from_names
from kg.actors.page import Page
from kg.actors.scene import NO_DAY, stage
from kg.gazetteer import Gazetteer


def everybody(page: Page, gazetteer: Gazetteer) -> tuple[Walk, list[Entity | None]]:
    """The walk that knows every mention's entity, and the entity behind each attribution of the reading, in its order."""
    found = mentions.find_all(page, gazetteer, page.article.published or NO_DAY)
    facts = descriptions.all_facts(page, tuple(f for f in found if f.kind == "name"), gazetteer)
    scene = stage(page, found, gazetteer)
    walk = Walk(scene, found, from_names(scene, found, facts))
    walk.run()
    walk.merge({**documents.settle(walk), **bodies.settle(walk)})
    sources = speakers.of_sources(page, walk)
    joined = continuity.joins(page, sources, tuple(dict.fromkeys(walk.of.values())))
    walk.merge(joined)
    sources = [joined.get(e, e) if e else None for e in sources]
    walk.of.update(speakers.first_person(page, walk, sources))
    return walk, sources
