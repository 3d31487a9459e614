"""Stage: which actors of several articles are one, and which claims speak of one event."""

from __future__ import annotations

from collections.abc import Sequence

from kg import iris
from kg.compare.claims import claims_of
from kg.compare.events import events
from kg.compare.identity import same_actors
from kg.compare.view import prepare
from kg.model import Extraction, Links


def link(extractions: Sequence[Extraction], *, base: str = iris.BASE) -> Links:
    """Same-actor decisions and events over all articles; the same whatever their order. Raises nothing."""
    same = same_actors(extractions)
    views, bodies = prepare(extractions, Links(same=same))
    claims = [claim for view in views if view.statement.is_said for claim in claims_of(view, bodies)]
    return Links(same=same, events=events(claims, base))
