"""Notes of a full linking: all that linking one more article will ask for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kg.compare.namesakes import together
from kg.compare.nearby import number
from kg.index.accounts import put_edges, put_events
from kg.index.careers import put_careers, put_roles
from kg.index.judging import pair_of, put_relations
from kg.index.naming import put_alike, put_names, put_namesakes, put_profile, put_same
from kg.index.neighbourhood import put_views
from kg.index.notes import Notes
from kg.index.standing import put_standing
from kg.model import Extraction, Links, StatementRelation
from kg.stages.link import Linked

Held = Mapping[str, tuple[str, str]]
"""Graph to the id of its article and the fingerprint of what it was read from."""


def fill(
    notes: Notes,
    people: Sequence[Extraction],
    links: Links,
    linked: Linked,
    found: Iterable[StatementRelation],
    reviewed: Iterable[frozenset[str]],
) -> None:
    """Writes it all down: the articles with an IRI for each person, the links and what they were made from, the relations as they
    were found, and the pairs of statements about which people decided."""
    plain, _ = together(people)
    put_names(notes, plain, people)
    for one in linked.profiles.values():
        put_profile(notes, one)
    put_namesakes(notes, links.namesakes)
    put_alike(notes, linked.alike)
    put_same(notes, links.same)
    put_standing(notes, people)
    put_views(notes, linked.ready.said, linked.ready.claims)
    put_edges(notes, linked.edges)
    put_events(notes, links.events)
    put_relations(notes, found)
    notes.put("reviewed", [pair_of(*pair) for pair in reviewed])
    put_careers(notes, people)
    put_roles(notes, links.roles)


def put_articles(notes: Notes, held: Held) -> None:
    """Writes down which articles the notes are of."""
    notes.put("article", [(number(article), article, graph, state) for graph, (article, state) in held.items()])
