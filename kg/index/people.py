"""Who is who, of those names alone that new articles touch: namesakes, names that are alike, the groups that they make up."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.compare.groups import alike, asked, joined, offered
from kg.compare.identity import Likeness
from kg.compare.namesakes import apart, renamed
from kg.compare.namesakes import plain as plain_of
from kg.compare.profiles import Profile, few, merged, singles
from kg.index.naming import put_alike, put_names, put_namesakes, put_profile, put_same
from kg.index.notes import Notes, Wider
from kg.index.packing import packed, unpacked, unpacked_profile
from kg.index.reaching import reached
from kg.model import Extraction, IdentityDecision, Namesake, SameActor


@dataclass(slots=True)
class Changed:
    """What was decided about names before, and what now; only of those that are touched."""

    people: list[Extraction]
    """The new articles, with an IRI for each person."""
    renamed: frozenset[str]
    """Ids of those that came with other IRIs."""
    namesakes: tuple[list[Namesake], list[Namesake]]
    same: tuple[list[SameActor], list[SameActor]]


class Names:
    """What the notes and some new articles tell of names."""

    def __init__(self, notes: Notes, plain: Sequence[Extraction], decided: Sequence[IdentityDecision]) -> None:
        """`plain` are the new articles, with all namesakes under one IRI. Wider where a person decided about one of them."""
        self._notes = notes
        self._plain = plain
        self._decided = decided
        new = {e.article.id for e in plain}
        if any(new & set(d.articles) for d in decided):
            raise Wider("a person decided about a new article")
        before = notes.articles()[0]
        self._most = few(before + len(plain))
        if self._most != few(before):
            raise Wider("twice as many articles")
        self._rare: dict[tuple[str, str], bool] = {}

    def changes(self) -> Changed:
        """Decides anew about all names that are touched, and writes down what was decided."""
        namesakes = self._tell_apart()
        marks: dict[str, dict[str, str]] = {e.article.id: {} for e in self._plain}
        for one in namesakes[1]:
            for article in one.articles:
                if article in marks:
                    marks[article][one.namesake] = one.actor
        people = [renamed(e, marks[e.article.id]) if marks[e.article.id] else e for e in self._plain]
        put_names(self._notes, self._plain, people)
        same = self._join(people)
        return Changed(people, frozenset(a for a, names in marks.items() if names), namesakes, same)

    def _flipped(self, column: str, come: Mapping[str, int], there: bool) -> list[str]:
        """Of these, the names that are company now and were not, or the other way round; `there` if they are noted already."""
        out = []
        for iri, times in come.items():
            held = self._count(column, iri)
            before, after = (held - times, held) if there else (held, held + times)
            if self._is_rare(before) != self._is_rare(after):
                out.append(iri)
            self._rare[column, iri] = self._is_rare(after)
        return out

    def _is_rare(self, count: int) -> bool:
        return 1 < count <= self._most

    def _count(self, column: str, iri: str) -> int:
        """In how many articles a name stands, as far as it matters."""
        much = self._most + len(self._plain) + 1
        query = f"SELECT COUNT(*) FROM (SELECT 1 FROM named WHERE {column} = ? LIMIT {much})"
        return int(self._notes.column(query, iri)[0])

    def _beside(self, column: str, iri: str) -> list[str]:
        """Who is named in the articles that name somebody."""
        query = f"SELECT DISTINCT b.{column} FROM named a JOIN named b ON a.article = b.article WHERE a.{column} = ?"
        return self._notes.column(query, iri)

    def _rarely(self, column: str, iris: Iterable[str]) -> frozenset[str]:
        """Of these, those that stand in several articles, but in few."""
        out = set()
        for iri in iris:
            if (column, iri) not in self._rare:
                self._rare[column, iri] = self._is_rare(self._count(column, iri))
            if self._rare[column, iri]:
                out.add(iri)
        return frozenset(out)

    # --- namesakes

    def _tell_apart(self) -> tuple[list[Namesake], list[Namesake]]:
        fresh: dict[str, list[Profile]] = defaultdict(list)
        come: Counter[str] = Counter()
        for extraction in self._plain:
            for one in singles(extraction):
                come[one.iri] += one.named
                if "Person" in one.types:
                    fresh[one.iri].append(one)
        touched = set(fresh)
        for iri in self._flipped("plain", come, there=False):
            query = "SELECT DISTINCT told.iri FROM named JOIN told ON told.article = named.article WHERE named.plain = ?"
            touched.update(self._notes.column(query, iri))
        by_hand = {(article, plain_of(d.first)) for d in self._decided for article in d.articles}
        before: list[Namesake] = []
        after: list[Namesake] = []
        for iri in sorted(touched):
            was = [unpacked(Namesake, v) for v in self._notes.column("SELECT value FROM namesake WHERE plain = ?", iri)]
            if not was and not self._may_be_several(iri, fresh.get(iri, ())):
                continue
            was = [one for one in was if not all((article, iri) in by_hand for article in one.articles)]
            rows = self._notes.rows("SELECT article, profile FROM told WHERE iri = ?", iri)
            found = [*(unpacked_profile(text, self._named_in(article, iri)) for article, text in rows), *fresh.get(iri, ())]
            found = [replace(p, company=self._rarely("plain", p.company)) for p in found]
            now = list(apart(iri, [p for p in found if not any((article, iri) in by_hand for article in p.articles)]))
            self._none_moves(was, now)
            before += was
            after += now
        self._notes.drop_rows("namesake", "plain, value", [(n.namesake, packed(n)) for n in before])
        put_namesakes(self._notes, after)
        return before, after

    def _may_be_several(self, iri: str, fresh: Sequence[Profile]) -> bool:
        """Whether one name could be of two people, by all that is told of it: without a look at each article."""
        held = self._notes.column("SELECT value FROM profile WHERE iri = ?", iri)
        if not held:
            return True
        whole = merged([replace(one, company=frozenset()) for one in (*map(unpacked_profile, held), *fresh)])
        return len(whole.bodies) > 1 or len(whole.roles) > 1

    def _named_in(self, article: int, iri: str) -> frozenset[str]:
        return frozenset(self._notes.column("SELECT plain FROM named WHERE article = ?", article)) - {iri}

    def _none_moves(self, was: Iterable[Namesake], now: Iterable[Namesake]) -> None:
        """Wider where an article that was there before speaks of somebody else now."""
        old, new = ({(article, one.actor) for one in some for article in one.articles} for some in (was, now))
        fresh = {e.article.id for e in self._plain}
        if any(article not in fresh for article, _ in old ^ new):
            raise Wider("namesakes in articles that were there before")

    # --- groups

    def _join(self, people: Sequence[Extraction]) -> tuple[list[SameActor], list[SameActor]]:
        fresh: dict[str, list[Profile]] = defaultdict(list)
        for extraction in people:
            for one in singles(extraction):
                if one.named:
                    fresh[one.iri].append(replace(one, company=frozenset()))
        touched = set(fresh)
        for iri in self._flipped("iri", {iri: len(found) for iri, found in fresh.items()}, there=True):
            touched.update(self._beside("iri", iri))
        for iri, found in fresh.items():
            held = self._notes.column("SELECT value FROM profile WHERE iri = ?", iri)
            put_profile(self._notes, merged([*map(unpacked_profile, held), *found]))
        around = self._alike_anew(touched) | {a.iri for e in people for a in e.actors}
        names = self._together(around)
        some = sorted(names)
        known = {iri: unpacked_profile(text) for iri, text in self._notes.each("SELECT * FROM profile WHERE iri = ?", some)}
        likely = [unpacked(Likeness, v) for (v,) in self._notes.each("SELECT value FROM alike WHERE short = ?", some)]
        there = {iri for (iri,) in self._notes.each("SELECT iri FROM mention WHERE iri = ? AND as_actor LIMIT 1", some)}
        after = list(joined(known, likely, self._decided, there | {a.iri for e in people for a in e.actors}))
        before = [unpacked(SameActor, v) for (v,) in self._notes.each("SELECT value FROM same WHERE actor = ?", some)]
        self._notes.drop("same", "actor", names)
        put_same(self._notes, after)
        return before, after

    def _alike_anew(self, touched: set[str]) -> set[str]:
        """Holds the touched names against all that could be alike; they, and all that were or are alike."""
        around = set(touched)
        known: dict[str, Profile] = {}

        def profile_of(iri: str) -> Profile:
            if iri not in known:
                known[iri] = unpacked_profile(self._notes.column("SELECT value FROM profile WHERE iri = ?", iri)[0])
            return known[iri]

        pairs: set[tuple[str, str]] = set()
        for iri in sorted(touched):
            one = profile_of(iri)
            fuller = {i for (i,) in self._notes.each("SELECT iri FROM place WHERE name = ? AND asks = 0", asked(one))}
            shorter = {i for (i,) in self._notes.each("SELECT iri FROM place WHERE name = ? AND asks = 1", offered(one))}
            pairs |= {(iri, other) for other in fuller} | {(other, iri) for other in shorter}
            around.update(self._notes.column("SELECT full FROM alike WHERE short = ?", iri))
            around.update(self._notes.column("SELECT short FROM alike WHERE full = ?", iri))
        self._notes.drop("alike", "short", touched)
        self._notes.drop("alike", "full", touched)
        company: dict[str, frozenset[str]] = {}

        def accompanied(one: Profile) -> Profile:
            if one.iri not in company:
                company[one.iri] = self._rarely("iri", self._beside("iri", one.iri)) - {one.iri}
            return replace(one, company=company[one.iri])

        found = []
        for short, full in sorted(pairs):
            if short != full and alike(profile_of(short), profile_of(full), least=-1.0):
                likely = alike(accompanied(profile_of(short)), accompanied(profile_of(full)))
                if likely:
                    found.append(likely)
                    around |= {short, full}
        put_alike(self._notes, found)
        return around

    def _together(self, names: set[str]) -> set[str]:
        """These names and all that hang together with them by a likeness, a decision, or being namesakes."""
        decided: dict[str, set[str]] = defaultdict(set)
        for d in self._decided:
            if not d.articles:
                decided[d.first].add(d.second)
                decided[d.second].add(d.first)

        def beside(iri: str) -> Iterable[str]:
            yield from decided.get(iri, ())
            yield from self._notes.column("SELECT full FROM alike WHERE short = ?", iri)
            yield from self._notes.column("SELECT short FROM alike WHERE full = ?", iri)
            yield from self._notes.column("SELECT head FROM same WHERE actor = ?", iri)
            yield from self._notes.column("SELECT actor FROM same WHERE head = ?", iri)
            plain = plain_of(iri)
            bearers = self._notes.column("SELECT value FROM namesake WHERE plain = ?", plain)
            if bearers:
                yield from (plain, *(unpacked(Namesake, value).actor for value in bearers))

        return reached(names, beside)
