"""Several actors in one phrase ("Jane Doe and Richard Roe"): runs of names, the one actor that they make, whom "both" means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.actors import chief
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.register import Register
from kg.actors.roles import RoleFact

_AND = ("and", "&")
_BRACKETS = {"(": ")", "-lrb-": "-rrb-", "[": "]"}
_MEMBERS = ("person", "body", "country", "unnamed")
_RECENT = 6
"""Sentences back in which the two that "both" means are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Names joined by "and" or commas, in text order."""

    members: tuple[Found, ...]

    @property
    def first(self) -> int:
        """First token, titles included."""
        return self.members[0].first

    @property
    def end(self) -> int:
        """Past the last name."""
        return self.members[-1].core[1]

    def mention(self) -> Found:
        """The run as one mention, which stands where its first name does."""
        lead = self.members[0]
        core = (lead.core[0], self.end)
        return Found(first=self.first, end=self.end, head=lead.head, kind="name", core=core, sort="several", plural=True)


def runs(page: Page, found: Sequence[Found]) -> tuple[Run, ...]:
    """Every run of at least two names of one sort with "and" before the last one."""
    names = sorted((f for f in found if f.kind == "name" and f.sort in ("person", "organization", "place")), key=lambda f: f.core)
    made: list[Run] = []
    at = 0
    while at < len(names):
        members, closed = [names[at]], False
        while not closed and at + len(members) < len(names):
            following = names[at + len(members)]
            joint = _joint(page, members[-1], following)
            if joint is None or (following.sort == "place") != (members[0].sort == "place"):
                break
            members.append(following)
            closed = joint
        if closed:
            made.append(Run(members=tuple(members)))
        at += len(members) if closed else 1
    return tuple(made)


def _joint(page: Page, one: Found, other: Found) -> bool | None:
    """How two names are joined: True by "and", False by a comma alone, None not at all."""
    i, said = _past_bracket(page, one.core[1]), False
    if other.core[0] - i > 8 or page.paragraph[one.head] != page.paragraph[other.head]:
        return None
    comma = page.lower(i) == ","
    i += comma
    if page.lower(i) in _AND:
        said, i = True, i + 1
    if not (comma or said):
        return None
    return said if i in (other.first, other.core[0]) else None


def _past_bracket(page: Page, i: int) -> int:
    """Past "(R-Ohio)" and "of Ohio" behind a name."""
    close = _BRACKETS.get(page.lower(i))
    if close:
        stop = next((j for j in range(i + 1, min(i + 8, len(page.tokens))) if page.lower(j) == close), None)
        return stop + 1 if stop else i
    if page.lower(i) == "of" and page.tokens[i + 1 : i + 2] and page.tokens[i + 1].upos == "PROPN":
        stop = i + 1
        while stop < len(page.tokens) and page.tokens[stop].upos == "PROPN":
            stop += 1
        return stop
    return i


def together(register: Register, members: Sequence[Entity]) -> Entity | None:
    """The one actor that several make: its name lists theirs; None where they are not at least two that can speak."""
    members = list(dict.fromkeys(members))
    if len(members) < 2 or any(e.sort not in _MEMBERS for e in members):
        return None
    return register.together(members)


def common_fact(group: Entity) -> RoleFact | None:
    """What all members of a group are, by the most telling role class that they share."""
    if not group.members:
        return None
    shared = set.intersection(*({f.role_class for f in e.facts if not f.former} for e in group.members))
    fact = chief.choose([f for f in group.members[0].facts if f.role_class in shared - {"other"} and f.word])
    if fact is None:
        return None
    return RoleFact(label=fact.label, word=fact.word, of=None, role_class=fact.role_class, how=fact.how, token=fact.token)


def pair(register: Register, i: int, recent: Sequence[tuple[Entity, Found]], fact: RoleFact | None) -> Entity | None:
    """Whom "both", "the two" or "both candidates" at a token mean: the last two that were named together, else the two people
    of the last sentences that can be meant, where there are exactly two."""
    for entity, _ in sorted(recent, key=lambda p: -p[1].head):
        if len(entity.members) == 2 and all(_is(e, fact) for e in entity.members):
            return entity
    page = register.page
    near = [e for e, last in recent if e.sort == "person" and page.sentence[i] - page.sentence[last.head] <= _RECENT]
    fitting = [e for e in near if _is(e, fact)]
    if len(fitting) != 2:
        everybody = [e for e in dict.fromkeys(register.of.values()) if e.sort == "person" and fact and _is(e, fact)]
        often = sorted(everybody, key=lambda e: -len(e.found))[:2]
        fitting = often if len(everybody) == 2 or (len(often) == 2 and len(often[1].found) > 2) else []
    return together(register, sorted(fitting, key=lambda e: e.first)) if fitting else None


def known_together(recent: Sequence[tuple[Entity, Found]], fact: RoleFact) -> Entity | None:
    """Those named together last who all are what a plural says ("the senators")."""
    fitting = [(last.head, e) for e, last in recent if e.members and all(_is(m, fact) for m in e.members)]
    return max(fitting, key=lambda p: p[0])[1] if fitting else None


def _is(entity: Entity, fact: RoleFact | None) -> bool:
    return fact is None or not fact.word or any(f.role_class == fact.role_class and not f.former for f in entity.facts)
