"""Stage: which actors of several articles are one, which roles they bring along, and which claims speak of one event."""

from __future__ import annotations

from collections.abc import Sequence

from kg import iris
from kg.compare.careers import carried_roles
from kg.compare.events import events
from kg.compare.groups import same_actors
from kg.compare.ready import Ready, ready
from kg.model import Extraction, IdentityDecision, Links


def link(extractions: Sequence[Extraction], *, base: str = iris.BASE, decided: Sequence[IdentityDecision] = ()) -> Links:
    """Same-actor decisions, roles carried over and events over all articles; the same whatever their order.

    `decided` is what people decided about actors, oldest first. Raises nothing.
    """
    return link_ready(extractions, base=base, decided=decided)[0]


def link_ready(
    extractions: Sequence[Extraction], *, base: str = iris.BASE, decided: Sequence[IdentityDecision] = ()
) -> tuple[Links, Ready]:
    """The same, with the statements made ready on the way, which `compare` needs too."""
    same = same_actors(extractions, decided)
    made = ready(extractions, Links(same=same))
    claims = [claim for found in made.claims.values() for claim in found]
    return Links(same=same, events=events(claims, base), roles=carried_roles(extractions, same)), made
