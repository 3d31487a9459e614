"""Stage: which actors of several articles are one, which roles they bring along, and which claims speak of one event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg import iris
from kg.compare.careers import carried_roles
from kg.compare.events import Edge, edges, events_of
from kg.compare.groups import joined, likenesses
from kg.compare.identity import Likeness
from kg.compare.profiles import Profile, profiles
from kg.compare.ready import Ready, ready
from kg.model import Extraction, IdentityDecision, Links


def link(extractions: Sequence[Extraction], *, base: str = iris.BASE, decided: Sequence[IdentityDecision] = ()) -> Links:
    """Same-actor decisions, roles carried over and events over all articles; the same whatever their order.

    `decided` is what people decided about actors, oldest first. Raises nothing.
    """
    return link_ready(extractions, base=base, decided=decided).links


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """The links, and what they were made from on the way, which others need too."""

    links: Links
    ready: Ready
    profiles: Mapping[str, Profile]
    alike: Sequence[Likeness]
    edges: Sequence[Edge]


def link_ready(extractions: Sequence[Extraction], *, base: str = iris.BASE, decided: Sequence[IdentityDecision] = ()) -> Linked:
    """The same, with the statements made ready on the way, which `compare` needs too."""
    known = profiles(extractions)
    alike = likenesses(known)
    same = joined(known, alike, decided, {a.iri for e in extractions for a in e.actors})
    made = ready(extractions, Links(same=same))
    found = edges(claim for claims in made.claims.values() for claim in claims)
    links = Links(same=same, events=events_of(found, base), roles=carried_roles(extractions, same))
    return Linked(links=links, ready=made, profiles=known, alike=alike, edges=found)
