"""Roles over time: what other articles of the same period tell of a speaker whose own article gives no role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from kg.compare.bodies import canonical
from kg.model import CarriedRole, Extraction, Links, Mandate, SameActor, Statement

PERIOD = 120
"""Days within which a role that an article gives holds for another article too, if nothing speaks against it."""
_MUCH = 4
"""So many times nearer is far nearer."""
_LASTING = {
    "head_of_state", "head_of_government", "minister", "spokesperson", "legislator", "party_leader", "adviser", "official",
    "military", "judge", "diplomat", "governor_or_mayor", "business", "expert", "journalist", "candidate",
}  # fmt: skip
"""Classes of roles that one holds for a time; a witness or a neighbour is one on the day."""

Told = tuple[Mandate, date | None]
"""A mandate and the day of the article that tells of it."""


def carried_roles(extractions: Sequence[Extraction], same: Sequence[SameActor]) -> tuple[CarriedRole, ...]:
    """One for each statement whose speaker has no role in its article and one role in others of that period, sorted.

    A role is carried from the article nearest in time; not past one that calls it a former role, not midway between two that name
    different offices, not beyond dates that are known, and never further than `PERIOD`.
    """
    of = canonical(Links(same=tuple(same)))
    attested: dict[str, list[Told]] = defaultdict(list)
    for extraction in extractions:
        for held in extraction.mandates:
            attested[of.get(held.holder, held.holder)].append((held, extraction.article.published))
    found = []
    for extraction in extractions:
        own = {of.get(m.holder, m.holder) for m in extraction.mandates}
        for statement in extraction.statements:
            day = statement.said_on or extraction.article.published
            speaker = statement.speaker
            if speaker is None or speaker.role is not None or day is None or of.get(speaker.actor, speaker.actor) in own:
                continue
            source = held_on(attested.get(of.get(speaker.actor, speaker.actor), ()), day)
            if source:
                found.append(_carried(statement, speaker.actor, source))
    return tuple(sorted(found, key=lambda c: c.statement))


def held_on(attested: Iterable[Told], day: date) -> Mandate | None:
    """The mandate that the articles nearest to a day agree on; null where there is none or they do not."""
    told = list(attested)
    ended = {_office(m) for m, said in told if m.former and (said is None or said <= day)}
    lasting = [m for m, _ in told if not m.former and m.on and m.role.role_class in _LASTING]
    held = [m for m in lasting if m.on and abs((m.on - day).days) <= PERIOD and _within(m, day)]
    before = [m for m in held if m.on and m.on <= day]
    after = [m for m in held if m.on and m.on >= day]
    left = _nearest(before, day)
    right = _nearest(after, day)
    both = {_office(m) for m in left} & {_office(m) for m in right}
    if both:
        agreed = [m for m in left if _office(m) in both]
    elif left and right:  # the office changed between the two: only far nearer to one of them than to the other is it known
        near, far = sorted((left, right), key=lambda side: _distance(side, day))
        agreed = near if _MUCH * _distance(near, day) <= _distance(far, day) else []
    else:
        agreed = left or right
    return min((m for m in agreed if _office(m) not in ended), key=_order, default=None)


def _within(mandate: Mandate, day: date) -> bool:
    return (mandate.valid_from is None or mandate.valid_from <= day) and (
        mandate.valid_until is None or day <= mandate.valid_until
    )


def _nearest(held: Sequence[Mandate], day: date) -> list[Mandate]:
    """The mandates of the day nearest to this one."""
    least = _distance(held, day)
    return [m for m in held if _distance([m], day) == least]


def _distance(held: Sequence[Mandate], day: date) -> int:
    """Days to the nearest."""
    return min((abs((m.on - day).days) for m in held if m.on), default=PERIOD)


def _office(mandate: Mandate) -> tuple[str, str]:
    """The class of an office with whose it is, as far as two articles would call it alike."""
    role = mandate.role
    return role.role_class, role.of_actor or (role.of or "").casefold()


def _order(mandate: Mandate) -> tuple[bool, bool, str, str, str]:
    role = mandate.role
    return (role.of_actor is None, not role.of, role.label.casefold(), mandate.article, mandate.holder)


def _carried(statement: Statement, speaker: str, source: Mandate) -> CarriedRole:
    held = Mandate(holder=speaker, role=source.role, article=source.article, on=source.on)
    return CarriedRole(statement=statement.id, mandate=held, source=source)
