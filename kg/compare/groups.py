"""Names put together, each group one actor: pair by pair, the surest first, and never against what people decided.

Where two actors would do for a name, nothing is decided.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

from kg.compare.identity import Likeness, likeness
from kg.compare.namesakes import plain
from kg.compare.profiles import Profile, profiles
from kg.gazetteer import key
from kg.model import Extraction, IdentityDecision, SameActor

LEAST = 0.6
"""Least score of a decision."""
MARGIN = 0.2
"""What the best must have over the second."""


def same_actors(extractions: Sequence[Extraction], decided: Sequence[IdentityDecision] = ()) -> tuple[SameActor, ...]:
    """Decisions on all named actors, sorted; each leads to the actor that stands for all of its names.

    `decided` is what people decided, oldest first: the last word on two actors counts, and no row of the table goes against it.
    """
    known = profiles(extractions)
    everybody = {a.iri for e in extractions for a in e.actors}
    groups = _Groups(known, decided, everybody)
    full = [iri for iri, one in known.items() if len(one.words) > 1 and not _is_initial(one)]
    for some in (full, list(known)):  # full names first, since a surname means one actor, however many full names that one has
        for found in _candidates(groups, some, known):
            groups.join(found)
    return groups.decisions()


def _is_initial(one: Profile) -> bool:
    return bool(one.person and one.person.given and len(one.person.given[0].strip(".")) == 1)


def _blocks(one: Profile, counts: Mapping[str, int]) -> set[str]:
    """What two names must share to be compared: a family name, the rarest word of a body's name, its initials."""
    if one.person:
        family = "-".join([*one.person.given[1:], *one.person.family]).casefold()
        given = one.person.given[0].casefold() if one.person.given else ""
        return (
            {f"family {part}" for part in family.split("-")} | {f"former {n}" for n in one.former} | {f"former {given} {family}"}
        )
    rarest = min(one.words, key=lambda w: (counts[w], w), default="")
    return {
        f"word {rarest}",
        *(f"word {w}" for w in one.words),
        f"initials {one.initials}",
        f"initials {one.name.replace('.', '').casefold()}",
    }


def _candidates(groups: _Groups, some: Sequence[str], known: Mapping[str, Profile]) -> list[Likeness]:
    """The best partner of each name, with its other forms, where it is good enough and nobody else comes near; surest first."""
    counts = Counter(w for one in known.values() for w in set(one.words))
    blocks: dict[str, list[str]] = defaultdict(list)
    for iri in some:
        for block in sorted(_blocks(known[iri], counts)):
            blocks[block].append(iri)
    found: list[Likeness] = []
    for iri in some:
        one = known[iri]
        rivals = {other for block in _asked(one, counts) for other in blocks.get(block, ())} - {iri}
        scored = sorted(
            (s for other in rivals if (s := likeness(one, known[other])) and s.short == iri), key=lambda s: (-s.score, s.full)
        )
        if not scored or scored[0].score < LEAST:
            continue
        best, forms = scored[0], [s for s in scored if s.score >= LEAST and _one_name(known[scored[0].full], known[s.full])]
        others = (s.score for s in scored if groups.root(s.full) != groups.root(best.full) and s not in forms)
        if next(others, 0.0) <= best.score - MARGIN:
            found += forms
    return sorted(found, key=lambda s: (-s.score, s.short, s.full))


def _one_name(a: Profile, b: Profile) -> bool:
    """The same name, or one with and without what follows it ("Ida M. Falk", "Ida M. Falk Jr."): no two actors to choose from."""
    if a.iri == b.iri:
        return True
    if not (a.person and b.person and a.person.given and b.person.given):
        return False
    left, right = ([key(w) for w in (*one.given, *one.family)] for one in (a.person, b.person))
    return left == right and not (a.person.suffix and b.person.suffix) and plain(a.iri) != plain(b.iri)


def _asked(one: Profile, counts: Mapping[str, int]) -> Iterable[str]:
    """The blocks in which the fuller names of a name are found; the rarest word of a body's name is in its fuller name too."""
    if one.person:
        return _blocks(one, counts)
    rarest = min(one.words, key=lambda w: (counts[w], w), default="")
    return (f"word {rarest}", f"initials {one.name.replace('.', '').casefold()}")


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
        return (self._chosen.get(iri, len(self._chosen) + 1), not whole, -size, -length, iri)

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
