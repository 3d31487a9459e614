"""Names put together, each group one actor: pair by pair, the surest first, and never against what people decided.

Where two actors would do for a name, nothing is decided.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from kg.compare.identity import Likeness, is_shorter, likeness
from kg.compare.namesakes import plain
from kg.compare.profiles import Profile
from kg.compare.words import rarity, stem
from kg.gazetteer import key
from kg.model import IdentityDecision, SameActor

LEAST = 0.6
"""Least score of a decision."""
MARGIN = 0.2
"""What the best must have over the second."""
_NEAR = LEAST - MARGIN - 0.001
"""Least score of a likeness that is anything to a decision."""


def joined(
    known: Mapping[str, Profile], found: Iterable[Likeness], decided: Sequence[IdentityDecision], everybody: set[str]
) -> tuple[SameActor, ...]:
    """Decisions on these names, where these are alike, sorted; each leads to the actor that stands for all of its names.

    `decided` is what people decided, oldest first: the last word on two actors counts, and no row of the table goes against it.
    `everybody` are all actors, named or not. Names that hang together neither by a likeness nor by a decision nor by being
    namesakes do not bear on one another.
    """
    groups = _Groups(known, decided, everybody)
    by_short: dict[str, list[Likeness]] = defaultdict(list)
    for one in found:
        by_short[one.short].append(one)
    full = {iri for iri, one in known.items() if len(one.words) > 1 and not _is_initial(one)}
    for some in (full, set(known)):  # full names first, since a surname means one actor, however many full names that one has
        for best in _candidates(groups, some, known, by_short):
            groups.join(best)
    return groups.decisions()


def likenesses(known: Mapping[str, Profile]) -> list[Likeness]:
    """All names that are alike enough to bear on a decision."""
    blocks: dict[str, list[str]] = defaultdict(list)
    for iri, one in known.items():
        for block in offered(one):
            blocks[block].append(iri)
    found: list[Likeness] = []
    for iri, one in known.items():
        rivals = {other for block in asked(one) for other in blocks.get(block, ())} - {iri}
        found += [s for other in sorted(rivals) if (s := alike(one, known[other]))]
    return found


def alike(short: Profile, full: Profile, *, least: float = _NEAR) -> Likeness | None:
    """How much the first name is a shorter form of the second; null where it bears on no decision."""
    if not is_shorter(short, full):
        return None
    found = likeness(short, full)
    return found if found and found.score >= least else None


def _is_initial(one: Profile) -> bool:
    return bool(one.person and one.person.given and len(one.person.given[0].strip(".")) == 1)


def offered(one: Profile) -> set[str]:
    """Where a name is found by its shorter forms: a family name, the words of a body's name, its initials."""
    if one.person:
        family = "-".join([*one.person.given[1:], *one.person.family]).casefold()
        given = one.person.given[0].casefold() if one.person.given else ""
        return (
            {f"family {part}" for part in family.split("-")} | {f"former {n}" for n in one.former} | {f"former {given} {family}"}
        )
    return {*(f"word {w}" for w in one.words), f"initials {one.initials}", f"initials {one.name.replace('.', '').casefold()}"}


def asked(one: Profile) -> set[str]:
    """Where a name looks for its fuller forms; the rarest word of a body's name is in its fuller name too."""
    if one.person:
        return offered(one)
    rarest = min(one.words, key=lambda w: (-rarity(stem(w)), w), default="")
    return {f"word {rarest}", f"initials {one.name.replace('.', '').casefold()}"}


def _candidates(
    groups: _Groups, some: Collection[str], known: Mapping[str, Profile], found: Mapping[str, Sequence[Likeness]]
) -> list[Likeness]:
    """The best partner of each name, with its other forms, where it is good enough and nobody else comes near; surest first."""
    kept: list[Likeness] = []
    for iri in some:
        scored = sorted((s for s in found.get(iri, ()) if s.full in some), key=lambda s: (-s.score, s.full))
        if not scored or scored[0].score < LEAST:
            continue
        best, forms = scored[0], [s for s in scored if s.score >= LEAST and _one_name(known[scored[0].full], known[s.full])]
        others = (s.score for s in scored if groups.root(s.full) != groups.root(best.full) and s not in forms)
        if next(others, 0.0) <= best.score - MARGIN:
            kept += forms
    return sorted(kept, key=lambda s: (-s.score, s.short, s.full))


def _one_name(a: Profile, b: Profile) -> bool:
    """The same name, or one with and without what follows it ("Ida M. Falk", "Ida M. Falk Jr."): no two actors to choose from."""
    if a.iri == b.iri:
        return True
    if not (a.person and b.person and a.person.given and b.person.given):
        return False
    left, right = ([key(w) for w in (*one.given, *one.family)] for one in (a.person, b.person))
    return left == right and not (a.person.suffix and b.person.suffix) and plain(a.iri) != plain(b.iri)


class _Groups:
    """Names that are of one actor, put together one pair at a time; what people decided comes first and stays."""

    def __init__(self, known: Mapping[str, Profile], decided: Sequence[IdentityDecision], everybody: set[str]) -> None:
        self._known = known
        self._parent: dict[str, str] = {}
        self._members: dict[str, set[str]] = {}
        self._apart: dict[str, set[str]] = defaultdict(set)
        self._why: dict[str, list[tuple[str, float, str]]] = defaultdict(list)
        self._chosen: dict[str, int] = {}
        last = {frozenset((d.first, d.second)): d for d in decided if not d.articles}
        self._unchosen = len(last)
        for rank, d in enumerate(sorted(last.values(), key=lambda d: (d.at, d.iri), reverse=True)):
            if not {d.first, d.second} <= everybody:
                continue
            if not d.same:
                self._keep_apart(d.first, d.second)
            elif self._may(d.first, d.second):
                self._unite(d.first, d.second)
                note = f": {d.note}" if d.note else ""
                self._why[d.first].append((d.second, 1.0, f"joined by {d.by} on {d.at:%Y-%m-%d}{note}"))
                self._chosen.setdefault(d.second, rank)
        bearers: dict[str, list[str]] = defaultdict(list)
        for iri in known:
            bearers[plain(iri)].append(iri)
        for namesakes in bearers.values():
            for one, other in combinations(namesakes, 2):
                self._keep_apart(one, other)

    def root(self, iri: str) -> str:
        while (above := self._parent.get(iri, iri)) != iri:
            self._parent[iri] = self._parent.get(above, above)
            iri = above
        return iri

    def join(self, found: Likeness) -> None:
        """Puts two names together, unless a person keeps them or any of their other names apart."""
        if self.root(found.short) != self.root(found.full) and self._may(found.short, found.full):
            self._unite(found.short, found.full)
            names = f"{self._known[found.short].name}: "
            self._why[found.short].append((found.full, found.score, names + found.ground))

    def decisions(self) -> tuple[SameActor, ...]:
        """One decision for each name but the one that stands for its group."""
        made: list[SameActor] = []
        for members in self._members.values():
            head = min(members, key=self._rank)
            made += [self._decision(iri, head, members) for iri in members if iri != head]
        return tuple(sorted(made, key=lambda s: (s.actor, s.same_as)))

    def _decision(self, iri: str, head: str, members: Collection[str]) -> SameActor:
        """Why a name belongs to its group: the pair that joined it, seen from either end."""
        own = [(score, other, ground) for other, score, ground in self._why[iri]]
        own += [(score, one, ground) for one in members for other, score, ground in self._why[one] if other == iri]
        score, other, ground = max(own, key=lambda w: (w[1] == head, w[0], w[1]))
        way = "" if head in (other, iri) or other not in self._known else f" (by way of {self._known[other].name})"
        return SameActor(actor=iri, same_as=head, score=score, ground=ground + way)

    def _rank(self, iri: str) -> tuple[int, bool, int, int, str]:
        """Whom a person chose, else a full name, else the name of most articles, else the longest."""
        one = self._known.get(iri)
        size, whole, length = (len(one.articles), len(one.words) > 1, len(one.name)) if one else (0, False, 0)
        return (self._chosen.get(iri, self._unchosen), not whole, -size, -length, iri)

    def _keep_apart(self, a: str, b: str) -> None:
        self._apart[a].add(b)
        self._apart[b].add(a)

    def _may(self, a: str, b: str) -> bool:
        """Whether nobody keeps any name of the one apart from any of the other."""
        left, right = (self._members.get(self.root(iri), {iri}) for iri in (a, b))
        return not any(self._apart.get(iri, set()) & right for iri in left)

    def _unite(self, a: str, b: str) -> None:
        left, right = sorted((self.root(a), self.root(b)))
        self._parent.setdefault(left, left)
        self._parent[right] = left
        self._members[left] = self._members.pop(left, {left}) | self._members.pop(right, {right})
