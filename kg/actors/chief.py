"""Which of the things that an article calls somebody tells best in what role they speak.

"Senator Doe, a presidential candidate": both are true, and a reader names one. Each class of role that is said of somebody
gets a sum of feature weights (`data/actor_roles.csv`, fitted on annotated articles by `kg.training.actors`); the class with the
highest sum is taken, and of its facts the fullest.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import cache

from kg.actors import roles
from kg.actors.roles import RoleFact
from kg.actors.words import listed
from kg.gazetteer import table

Features = dict[str, float]


def features(role_class: str, facts: Sequence[RoleFact]) -> Features:
    """What speaks for a class of role: how the article says it, how often, when, and what else it says."""
    mine = [f for f in facts if f.role_class == role_class]
    said = [f for f in mine if f.how != "gazetteer"]
    all_said = [f for f in facts if f.how != "gazetteer"]
    made: Features = {f"class={role_class}": 1.0, "weight by hand": max(roles.weight(f) for f in mine)}
    for how in sorted({_how(f) for f in mine}):
        made[f"how={how}"] = 1.0
    if said:
        made["said"] = 1.0
        made["times said"] = math.log1p(len(said))
        made["said first"] = float(min(f.token for f in all_said) == min(f.token for f in said))
        made["says whose"] = float(any(f.of for f in said))
        made["words"] = 0.2 * min(6, max(len(f.label.split()) for f in said))
        made["only before"] = float(all(f.former for f in said))
        made["a tie to a person"] = float(all(f.word in listed("relatives") for f in said))
    else:
        made["nothing else said"] = float(not all_said)
        made["held before"] = float(all(f.former for f in mine))
    return {name: value for name, value in made.items() if value}


def _how(fact: RoleFact) -> str:
    return f"{fact.how}, former" if fact.former else fact.how


def choose(facts: Iterable[RoleFact]) -> RoleFact | None:
    """The most telling fact, None where there is none."""
    facts = [f for f in facts if f.word or f.how == "party"]
    facts = [f for f in facts if not f.future] or facts
    classes = list(dict.fromkeys(f.role_class for f in facts))
    if not classes:
        return None
    best = max(classes, key=lambda c: sum(_weights().get(n, 0.0) * v for n, v in features(c, facts).items()))
    return roles.fullest([f for f in facts if f.role_class == best])


@cache
def _weights() -> dict[str, float]:
    return {row["feature"]: float(row["weight"]) for row in table("actor_roles.csv")}
