"""Stage: which actors of several articles are one, which roles they bring along, and which claims speak of one event."""

from __future__ import annotations

from collections.abc import Sequence

from kg import iris
from kg.compare.careers import carried_roles
from kg.compare.claims import claims_of
from kg.compare.events import events
from kg.compare.groups import same_actors
from kg.compare.view import prepare
from kg.model import Extraction, IdentityDecision, Links


def link(extractions: Sequence[Extraction], *, base: str = iris.BASE, decided: Sequence[IdentityDecision] = ()) -> Links:
    """Same-actor decisions, roles carried over and events over all articles; the same whatever their order.

    `decided` is what people decided about actors, oldest first. Raises nothing.
    """
    same = same_actors(extractions, decided)
    views, bodies = prepare(extractions, Links(same=same))
    claims = [claim for view in views if view.statement.is_said for claim in claims_of(view, bodies)]
    return Links(same=same, events=events(claims, base), roles=carried_roles(extractions, same))
