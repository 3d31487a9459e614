"""Roles carried over to those statements alone to which new articles may bring or take one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kg.compare.careers import PERIOD, Told, carried, without_role
from kg.compare.nearby import number
from kg.index.notes import Notes
from kg.index.packing import packed, unpacked
from kg.model import CarriedRole, Extraction, Mandate, SameActor

_EVER = (date.min, date.max)


def put_careers(notes: Notes, people: Iterable[Extraction]) -> None:
    """Writes down what articles tell of roles, and which of their statements lack one."""
    for extraction in people:
        article, said = number(extraction.article.id), str(extraction.article.published or "")
        notes.put("mandate", [(one.holder, article, packed(one), said) for one in extraction.mandates])
        notes.put("speech", [(speaker, article, statement, str(day)) for statement, speaker, day in without_role(extraction)])


def put_roles(notes: Notes, roles: Iterable[CarriedRole]) -> None:
    """Writes down roles that were carried over."""
    notes.put("role", [(one.statement, one.mandate.holder, packed(one)) for one in roles])


def role_changes(
    notes: Notes, people: Sequence[Extraction], same: tuple[list[SameActor], list[SameActor]]
) -> tuple[list[CarriedRole], list[CarriedRole]]:
    """The carried roles before and after, all of those speakers for whom any changed; writes them down.

    The new articles (`people`) and who is one are written down already.
    """
    periods: dict[str, tuple[date, date]] = {}
    for extraction in people:
        for mandate in extraction.mandates:
            head = _head(notes, mandate.holder)
            if mandate.former:
                periods[head] = _EVER
            elif mandate.on:
                near = timedelta(days=PERIOD)
                periods[head] = _wider(periods.get(head), (mandate.on - near, mandate.on + near))
        for _, speaker, day in without_role(extraction):
            head = _head(notes, speaker)
            periods[head] = _wider(periods.get(head), (day, day))
    old, new = ({(one.actor, one.same_as) for one in some} for some in same)
    for iri in {iri for moved in old ^ new for iri in moved}:
        periods[_head(notes, iri)] = _EVER
    before: list[CarriedRole] = []
    after: list[CarriedRole] = []
    for head, period in sorted(periods.items()):
        was, now = _of_actor(notes, head, period)
        before += was
        after += now
    if before == after:
        return [], []
    speakers = {one.mandate.holder for one in (*before, *after)}
    kept = [unpacked(CarriedRole, v) for (v,) in notes.each("SELECT value FROM role WHERE speaker = ?", sorted(speakers))]
    changed = {one.statement for one in before}
    notes.drop("role", "statement", changed)
    put_roles(notes, after)
    return kept, [*(one for one in kept if one.statement not in changed), *after]


def _of_actor(notes: Notes, head: str, period: tuple[date, date]) -> tuple[list[CarriedRole], list[CarriedRole]]:
    """The roles carried to what one actor said in a period, before and after."""
    names = [head, *notes.column("SELECT actor FROM same WHERE head = ?", head)]
    first, last = (str(day) for day in period)
    query = "SELECT statement, speaker, day, article FROM speech WHERE speaker = ? AND day >= ? AND day <= ?"
    speeches = list(notes.each(query, [(name, first, last) for name in names]))
    was = list(notes.each("SELECT value FROM role WHERE statement = ?", [statement for statement, *_ in speeches]))
    rows = list(notes.each("SELECT value, said, article FROM mandate WHERE holder = ?", names)) if speeches else []
    own = {article for _, _, article in rows}
    told: list[Told] = [(unpacked(Mandate, text), date.fromisoformat(said) if said else None) for text, said, _ in rows]
    left = [(statement, speaker, date.fromisoformat(day)) for statement, speaker, day, article in speeches if article not in own]
    return [unpacked(CarriedRole, text) for (text,) in was], list(carried(told, left))


def _head(notes: Notes, iri: str) -> str:
    return next(iter(notes.column("SELECT head FROM same WHERE actor = ?", iri)), iri)


def _wider(one: tuple[date, date] | None, other: tuple[date, date]) -> tuple[date, date]:
    return (min(one[0], other[0]), max(one[1], other[1])) if one else other
