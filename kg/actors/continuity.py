"""An unnamed speaker who is named in the next quotation ("A spokeswoman for X told … . "…," Jane Doe wrote in an email")."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kg.actors.entities import Entity
from kg.actors.page import Page
from kg.model import Attribution, Span

_REACH = 3
"""Attributions ahead in which the name may come."""

LEAST = 2.3
"""Sum from which two speakers are taken for one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """An unnamed source, and a name that speaks after it."""

    unnamed: Entity
    named: Entity
    first: Attribution
    then: Attribution
    between: tuple[Entity | None, ...]
    """Who speaks between the two."""


def _new_name(page: Page, pair: Pair) -> float:
    """The name is not known before: its first mention is the source itself."""
    if pair.named.first < pair.unnamed.first or pair.then.source is None:
        return -4.0
    inside = page.inside(pair.then.source)
    return 1.0 if inside and pair.named.first >= inside.start else -2.0


def _nothing_else_known(page: Page, pair: Pair) -> float:
    """The article says nothing else of what the name is, or says the same; a rank is no second role."""
    classes = {f.role_class for f in pair.named.facts if f.how != "gazetteer"} - {"military"}
    mine = {f.role_class for f in pair.unnamed.facts}
    if not classes:
        return 1.0 if not pair.named.known else -1.0
    return 0.7 if classes & mine else -2.0


_OFFICES = (
    "spokesperson", "adviser", "official", "diplomat", "party_leader", "minister", "head_of_state", "head_of_government",
    "governor_or_mayor",
)  # fmt: skip


def _speaks_for(page: Page, pair: Pair) -> float:
    """Such a role speaks for somebody, and so is expected to go on."""
    return 1.0 if any(f.role_class in _OFFICES for f in pair.unnamed.facts) else -1.0


def _quotes(page: Page, pair: Pair) -> float:
    """The second goes on in a direct quotation; a bare report of somebody new is more likely somebody else."""
    return (
        1.0 if any(page.article.text[c.start : c.start + 1] in "“\"‘'«" and c.end > c.start for c in pair.then.content) else -2.5
    )


def _gender(page: Page, pair: Pair) -> float:
    if not pair.unnamed.gender or not pair.named.gender:
        return 0.0
    return 1.0 if pair.unnamed.gender == pair.named.gender else -6.0


def _near(page: Page, pair: Pair) -> float:
    one = page.inside(pair.first.cue)
    two = page.inside(pair.then.cue)
    if not one or not two:
        return 0.0
    apart = page.paragraph[two.start] - page.paragraph[one.start]
    return 1.0 if apart <= 1 else 0.3 if apart == 2 else -1.0


def _others_between(page: Page, pair: Pair) -> float:
    """Somebody else has spoken in the meantime."""
    return float(len([e for e in pair.between if e is not None and e is not pair.unnamed]))


TABLE: tuple[tuple[str, float, Callable[[Page, Pair], float]], ...] = (
    ("a name not seen before", 1.0, _new_name),
    ("nothing else known of it", 0.8, _nothing_else_known),
    ("a role that speaks for somebody", 0.5, _speaks_for),
    ("goes on in a direct quotation", 0.4, _quotes),
    ("fits in gender", 0.5, _gender),
    ("near", 0.4, _near),
    ("others speak between", -1.5, _others_between),
)


def score(page: Page, pair: Pair) -> tuple[float, tuple[tuple[str, float], ...]]:
    """Sum of the table for a pair, with the contributions that are not nought."""
    evidence = tuple((name, weight * value) for name, weight, feature in TABLE if (value := feature(page, pair)))
    return sum(v for _, v in evidence), evidence


def _introduced(page: Page, sources: Sequence[Entity | None], others: Sequence[Entity]) -> list[tuple[Attribution, Entity]]:
    """People without a name whom a sentence is about before their words come ("The mayor's spokeswoman was not amused.")."""
    made = []
    for entity in others:
        if entity.sort != "unnamed" or entity in sources or not entity.found:
            continue
        last = max(entity.found, key=lambda f: f.first)
        heads = page.tokens[page.tokens[last.head].head].relation == "root"
        if last.definite and page.is_subject(last.head) and heads and not page.quoted[last.head]:
            words = Span(start=page.tokens[last.first].start, end=page.tokens[last.end - 1].end)
            made.append((Attribution(source=words, cue=words, content=()), entity))
    return made


def joins(page: Page, sources: Sequence[Entity | None], others: Sequence[Entity] = ()) -> dict[Entity, Entity]:
    """Unnamed speakers with the names that turn out to be theirs; `others` are unnamed people who do not speak themselves."""
    made: dict[Entity, Entity] = {}
    said = [*zip(page.reading.attributions, sources, strict=True), *_introduced(page, sources, others)]
    attributions = sorted(said, key=lambda p: p[0].cue.start)
    for number, (first, unnamed) in enumerate(attributions):
        if unnamed is None or unnamed.sort != "unnamed" or unnamed in made:
            continue
        for step in range(1, _REACH + 1):
            if number + step >= len(attributions):
                break
            then, named = attributions[number + step]
            if named is None or named.sort != "person" or not (named.person and named.person.is_full):
                continue
            between = tuple(e for _, e in attributions[number + 1 : number + step])
            total, _ = score(page, Pair(unnamed=unnamed, named=named, first=first, then=then, between=between))
            if total >= LEAST and named not in made.values():
                made[unnamed] = named
                break
    return made
