"""Roles over time: what other articles of the same period tell of a speaker whose own article gives no role."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kg.compare.bodies import canonical
from kg.model import CarriedRole, Extraction, Links, Mandate, SameActor

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
    told: dict[str, list[Told]] = defaultdict(list)
    speeches: dict[str, list[Speech]] = defaultdict(list)
    for extraction in extractions:
        for mandate in extraction.mandates:
            told[of.get(mandate.holder, mandate.holder)].append((mandate, extraction.article.published))
        own = {of.get(m.holder, m.holder) for m in extraction.mandates}
        for speech in without_role(extraction):
            speaker = of.get(speech[1], speech[1])
            if speaker not in own:
                speeches[speaker].append(speech)
    found = (role for speaker, some in speeches.items() for role in carried(told.get(speaker, ()), some))
    return tuple(sorted(found, key=lambda c: c.statement))


Speech = tuple[str, str, date]
"""A statement, its speaker under the name of its article, and its day."""


def without_role(extraction: Extraction) -> Iterator[Speech]:
    """The statements of an article that have a day and a speaker without a role."""
    for statement in extraction.statements:
        day, speaker = statement.said_on or extraction.article.published, statement.speaker
        if speaker is not None and speaker.role is None and day is not None:
            yield statement.id, speaker.actor, day


def carried(told: Sequence[Told], speeches: Iterable[Speech]) -> Iterator[CarriedRole]:
    """The roles that are carried to these statements of one actor, where this is all that is told of its roles."""
    held: dict[date, Mandate | None] = {}
    for statement, speaker, day in speeches if told else ():
        if day not in held:
            held[day] = held_on([t for t in told if bears_on(t, day)], day)
        source = held[day]
        if source:
            yield _carried(statement, speaker, source)


def bears_on(told: Told, day: date) -> bool:
    """Whether what is told of a role can matter on a day: near it, or that the role is over."""
    mandate = told[0]
    return mandate.former or (mandate.on is not None and abs((mandate.on - day).days) <= PERIOD)


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


def _carried(statement: str, speaker: str, source: Mandate) -> CarriedRole:
    held = Mandate(holder=speaker, role=source.role, article=source.article, on=source.on)
    return CarriedRole(statement=statement, mandate=held, source=source)
