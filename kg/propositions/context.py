"""What an article as a whole makes plain about its propositions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.model import Actor, Participant, Proposition, Statement

Group = tuple[Proposition, ...]
Sides = Mapping[str, str]


def sides_of(actors: Sequence[Actor]) -> dict[str, str]:
    """Each actor to the body that it stands for in the end ("the Americans" and the ambassador to their government)."""
    known = {actor.iri: actor for actor in actors}
    out = {}
    for actor in actors:
        side, seen = actor.iri, {actor.iri}
        while side in known and known[side].represents:
            bodies = [r.body for r in known[side].represents]
            side = next((b for b in bodies if b in known and "Government" in known[b].types), bodies[0])
            if side in seen:
                break
            seen.add(side)
        out[actor.iri] = side
    return out


def complete_requests(statements: Sequence[Statement], groups: Sequence[Group], sides: Sides) -> list[Group]:
    """Give "the Americans made the request" its other party, where the article leaves no choice.

    It leaves none when all requests that the article tells of and that name both parties, the side in question among them, are
    with one and the same other side (in either direction). Requests that a statement makes itself ("called on the government
    to …") are not told of. Request and tale must share a word, or the request must be one already spoken of ("the request").
    """
    full = [p for s, group in zip(statements, groups, strict=True) for p in group if _names_both(p) and not _is_made_here(p, s)]
    return [tuple(_completed(p, full, sides) for p in group) for group in groups]


def _names_both(p: Proposition) -> bool:
    return p.event_type == "Request" and bool(p.agent and p.agent.actor and p.recipient and p.recipient.actor)


def _is_made_here(p: Proposition, statement: Statement) -> bool:
    """Whether the statement's cue, and not its content, names the request."""
    spans = statement.attribution.content
    return bool(spans) and p.span == spans[0] and p.agent is not None and _is_speaker(p.agent, statement)


def _is_speaker(agent: Participant, statement: Statement) -> bool:
    return statement.speaker is not None and agent.actor == statement.speaker.actor


def _completed(p: Proposition, full: Sequence[Proposition], sides: Sides) -> Proposition:
    if p.event_type != "Request" or p.recipient is not None or p.agent is None or not p.agent.actor:
        return p
    side = sides.get(p.agent.actor, p.agent.actor)
    spoken_of = p.predicate.endswith(" request")
    others: dict[str, Participant] = {}
    for told in full:
        parties = {sides.get(x.actor, x.actor): x for x in (told.agent, told.recipient) if x is not None and x.actor}
        if side in parties and len(parties) == 2 and (spoken_of or set(told.keys) & set(p.keys)):
            others |= {other: x for other, x in parties.items() if other != side and other not in others}
    return replace(p, recipient=next(iter(others.values()))) if len(others) == 1 else p
