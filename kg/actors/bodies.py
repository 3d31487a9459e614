"""Bodies that a lead describes before the text names them ("a federal appeals court", "the union")."""

from __future__ import annotations

from kg.actors import roles
from kg.actors.entities import Entity
from kg.actors.register import Register
from kg.gazetteer import key

_KINDS = {"court": "court", "union": "union", "committee": "committee", "panel": "committee", "university": "university"}
"""Nouns whose bodies are known by their kind as well."""


_PLAIN = {"federal", "state", "national", "local", "regional", "international", "influential", "powerful", "top"}
"""Adjectives that a name may leave out."""


def settle(register: Register) -> dict[Entity, Entity]:
    """Described bodies that are the only one of their noun which the article names: {the described one: the named one}."""
    bodies = [e for e in dict.fromkeys(register.of.values()) if e.sort == "body" and e.found and e.owner is None]
    named = [e for e in bodies if any(f.kind == "name" for f in e.found)]
    made = {}
    for entity in bodies:
        words = key(entity.name).split()
        if entity in named or not words or any(f.plural for f in entity.found):
            continue
        more = set(words[:-1]) - _PLAIN
        fitting = [other for other in named if _is(roles.singular(words[-1]), other) and more <= _stems(other)]
        if len(fitting) == 1:
            made[entity] = fitting[0]
    return made


def _is(noun: str, body: Entity) -> bool:
    return noun in _stems(body) or (noun in _KINDS and body.kind == _KINDS[noun])


def _stems(body: Entity) -> set[str]:
    return {roles.singular(w) for w in key(body.name).replace("-", " ").split()} | set(key(body.name).split())
