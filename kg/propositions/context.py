"""What an article as a whole makes plain about its propositions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from kg.model import Participant, Proposition

Group = tuple[Proposition, ...]


def complete_requests(groups: Sequence[Group], side_of: Callable[[str], str]) -> list[Group]:
    """Give "the Americans made the request" its other party, where the article leaves no choice.

    It leaves none when every request in it that names both parties is between the same two sides (in either direction) and the
    request that lacks one shares a word with them or speaks of a definite request. `side_of` maps an actor to the body it
    stands for.
    """
    full = [p for group in groups for p in group if p.event_type == "Request" and _both(p)]
    pairs = {
        frozenset((side_of(p.agent.actor), side_of(p.recipient.actor)))
        for p in full
        if p.agent and p.recipient and p.agent.actor and p.recipient.actor
    }
    if len(pairs) != 1 or len(next(iter(pairs))) != 2:
        return list(groups)
    pair = next(iter(pairs))
    names = {side_of(x.actor): x for p in full for x in (p.agent, p.recipient) if x is not None and x.actor}
    topic = {key for p in full for key in p.keys}
    return [tuple(_completed(p, pair, names, topic, side_of) for p in group) for group in groups]


def _both(p: Proposition) -> bool:
    return p.agent is not None and p.recipient is not None and bool(p.agent.actor and p.recipient.actor)


def _completed(
    p: Proposition, pair: frozenset[str], names: dict[str, Participant], topic: set[str], side_of: Callable[[str], str]
) -> Proposition:
    if p.event_type != "Request" or p.recipient is not None or p.agent is None or not p.agent.actor:
        return p
    side = side_of(p.agent.actor)
    if side not in pair or not (topic & set(p.keys) or p.predicate.endswith("request")):
        return p
    other = next(iter(pair - {side}))
    return replace(p, recipient=names[other])
