"""Known actors: bodies, dated holders of offices, first names, and the look-ups over all tables."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date
from functools import cache, cached_property

from kg.gazetteer import offices, own
from kg.gazetteer.countries import all_countries
from kg.gazetteer.facts import Country, Facts, Holding, KnownBody
from kg.gazetteer.tables import cased, group, index, key, parts, table, unpointed

_EDITION = re.compile(r"\s*(?:\(.*\)|[-–|] ?(?:News|Opinion|Editorial)|(?:Online )?News|\.com)$")
"""What directories of outlets put behind a name."""

_STATE = "Republic|Kingdom|Principality|Sultanate|Emirate|Commonwealth|Grand Duchy"
_STATE_OF = re.compile(rf"(?:[Tt]he )?(?:[A-Z][\w'’-]+ )*(?:{_STATE}) of (?:the )?(\w.*)")
"""Full names of states. States of a federation are called a "State of", so that is none."""
_STATE_BY = re.compile(r"(?:[Tt]he )?([A-Z]\w+)(?: Arab| Islamic)? (?:Republic|Confederation|Kingdom)")


class Gazetteer:
    """Look-ups over the tables; all of them answer None or an empty tuple where nothing is known."""

    def __init__(self, more: Facts | None = None) -> None:
        """`more` is what is known beside the package's tables; nothing is read before it is asked for."""
        self._more = more or Facts()

    # --- countries ------------------------------------------------------------

    def country(self, words: str) -> Country | None:
        """The country of this name ("the U.S.", "Britain"), in full or short form ("the Kingdom of Norway")."""
        known = cased(self._country_names, words)
        return known or (self._in_full(words) if words[-1:].isalpha() else None)

    def _in_full(self, words: str) -> Country | None:
        """What a state is by its full name: "the Islamic Republic of Iran", "the Lebanese Republic"."""
        of = _STATE_OF.fullmatch(words)
        if of:
            return cased(self._country_names, of[1])
        by = _STATE_BY.fullmatch(words)
        return self.adjective(by[1]) if by else None

    def people(self, words: str) -> Country | None:
        """The country whose people are called so ("Americans", "the Saudis")."""
        return cased(self._people, words)

    def adjective(self, words: str) -> Country | None:
        """The country that the adjective belongs to ("Canadian", "U.S.")."""
        return cased(self._adjectives, words)

    def capital(self, words: str) -> Country | None:
        """The country whose capital this is ("Ottawa")."""
        return cased(self._capitals, unpointed(words))

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """All countries, sorted by name; those of the user where the library has none of that name."""
        known = all_countries()
        names = {key(n) for c in known for n in (c.name, *c.aliases)}
        return tuple(sorted([*known, *(c for c in self._more.countries if key(c.name) not in names)], key=lambda c: c.name))

    @cached_property
    def _country_names(self) -> dict[str, tuple[str, Country]]:
        return index((n, c) for c in self.countries for n in (c.name, *c.aliases))

    @cached_property
    def _people(self) -> dict[str, tuple[str, Country]]:
        return index((n, c) for c in self.countries for n in c.people)

    @cached_property
    def _adjectives(self) -> dict[str, tuple[str, Country]]:
        return index((n, c) for c in self.countries for n in c.adjectives)

    @cached_property
    def _capitals(self) -> dict[str, tuple[str, Country]]:
        return index((unpointed(n), c) for c in self.countries for n in c.capitals)

    # --- bodies ---------------------------------------------------------------

    def body(self, words: str, home: str = "") -> KnownBody | None:
        """The body of this name; where several countries have one ("the Conservatives"), that of the country `home`."""
        return cased(self._bodies_of.get(home, {}), words) or cased(self._bodies, words)

    def bodies_called(self, words: str) -> tuple[KnownBody, ...]:
        """All bodies of this name, one a country at most ("the Senate")."""
        if key(words) not in self._all_names:
            return ()
        found = (cased(by_name, words) for by_name in self._bodies_of.values())
        return tuple(dict.fromkeys(body for body in found if body))

    def outlet(self, name: str) -> KnownBody | None:
        """The news outlet of this name, however a directory lists it ("CNN (Web News)", "Example Times - Opinion")."""
        while name:
            found = self.body(name)
            if found:
                return found if found.kind == "media" else None
            shorter = _EDITION.sub("", name).strip()
            name = shorter if shorter != name else ""
        return None

    def kind(self, words: str) -> str:
        """Kind of body that a name tells by its words ("Department of Health" a ministry); empty where it tells none."""
        known = self.body(words)
        if known:
            return known.kind
        tokens = key(words).replace(",", " ").split()
        before_of = tokens[: tokens.index("of")] if "of" in tokens[1:] else tokens
        for part in (before_of, tokens):
            for width in (3, 2, 1):
                kind = self._body_words.get(" ".join(part[-width:])) if len(part) >= width else None
                if kind:
                    return kind
        return next((self._body_words[t] for t in tokens if t in ("university", "college", "institute", "center", "centre")), "")

    @cached_property
    def _bodies(self) -> dict[str, tuple[str, KnownBody]]:
        counted = Counter(key(n) for b in self.bodies for n in {key(n) for n in (b.name, *b.aliases)})
        return index((n, b) for b in self.bodies for n in (b.name, *b.aliases) if counted[key(n)] == 1 or n == b.name)

    @cached_property
    def _all_names(self) -> frozenset[str]:
        return frozenset(key(n) for b in self.bodies for n in (b.name, *b.aliases))

    @cached_property
    def _bodies_of(self) -> dict[str, dict[str, tuple[str, KnownBody]]]:
        by_country: dict[str, list[tuple[str, KnownBody]]] = defaultdict(list)
        for body in self.bodies:
            by_country[body.country].extend((n, body) for n in (body.name, *body.aliases))
        return {country: index(pairs) for country, pairs in by_country.items()}

    @cached_property
    def bodies(self) -> tuple[KnownBody, ...]:
        """Every row of the table of bodies, and the user's that are not in it."""
        rows = table("bodies.csv")
        made = [KnownBody(name=r["name"], kind=r["kind"], country=r["country"], aliases=parts(r["aliases"])) for r in rows]
        names = {(key(b.name), b.country) for b in made}
        own_ones = (replace(b, country=self._home(b.country)) for b in self._more.bodies)
        return (*made, *(b for b in own_ones if (key(b.name), b.country) not in names))

    def _home(self, name: str) -> str:
        """A country's name as the tables have it; other names as they are."""
        country = self.country(name) if name else None
        return country.name if country else name

    @cached_property
    def _body_words(self) -> dict[str, str]:
        return {r["word"]: r["kind"] for r in table("body_words.csv")}

    # --- people ---------------------------------------------------------------

    def gender(self, first_name: str) -> str:
        """m or f for a first name that is nearly always one of them, else empty."""
        return self._first_names.get(first_name.casefold(), "")

    def person(self, name: str) -> tuple[Holding, ...]:
        """All that is known of the person of this full name, oldest first."""
        return tuple(self._people_by_name.get(key(name), ()))

    def family(self, last_name: str, day: date) -> tuple[Holding, ...]:
        """Whom a bare family name can mean on a day: holders of well-known offices and candidates, in that order."""
        found = [h for h in self._people_by_last.get(key(last_name), ()) if h.on(day) and h.office in offices.RANK]
        return tuple(sorted(found, key=lambda h: (offices.rank(h), h.since)))

    def called(self, last_name: str) -> tuple[Holding, ...]:
        """Everything that is known of people of this family name, whenever it was."""
        return tuple(self._people_by_last.get(key(last_name), ()))

    def lately(self, last_name: str, day: date, home: str) -> tuple[Holding, ...]:
        """Whom a bare family name can mean after the office: first who left it not long ago, then who ruled `home` before."""
        over = [h for h in self._people_by_last.get(key(last_name), ()) if h.until < day and h.office in offices.RANK]
        recent = sorted((h for h in over if day - h.until <= offices.LATELY), key=lambda h: (offices.rank(h), h.since))
        ruled = (h for h in self.ruled(last_name, day) if h.of == home and h.until < day and day - h.until <= offices.REMEMBERED)
        return (*recent, *(h for h in ruled if h not in recent))

    def given(self, first_name: str, day: date, home: str) -> tuple[Holding, ...]:
        """Who rules `home` on a day and goes by a first name that nobody else has of all who are known."""
        alone = self._people_by_first.get(key(first_name), ())
        return tuple(h for h in alone if h.on(day) and h.office in offices.RULES and h.of == home)

    def ruled(self, last_name: str, day: date) -> tuple[Holding, ...]:
        """Heads of state or government of this family name, whose administration the name can mean on a day, the latest first."""
        found = [h for h in self._people_by_last.get(key(last_name), ()) if h.office in offices.RULES and h.since <= day]
        return tuple(sorted((h for h in found if self.country(h.of)), key=lambda h: h.since, reverse=True))

    def holders(self, office: str, of: str, day: date) -> tuple[Holding, ...]:
        """Who held the office of a country, state, party or body on a day ("President", "United States")."""
        return tuple(h for h in self._by_office.get((key(office), key(of)), ()) if h.on(day))

    def places(self, office: str) -> tuple[str, ...]:
        """The countries, states and bodies that have holders of an office in the tables, sorted."""
        return tuple(sorted({of for title, of in self._by_office if title == key(office)}))

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Every row of the table of office holders, and the user's: what both tell of a term is told by the user's."""
        table_rows = [
            Holding(
                person=r["name"], office=r["office"], of=r["of"], since=offices.day(r["from"], first=True), gender=r["gender"],
                until=offices.day(r["until"], first=False), aliases=parts(r["aliases"]),
            )
            for r in table("holders.csv")
        ]  # fmt: skip
        mine = [replace(h, of=self._home(h.of)) for h in self._more.holdings]
        told = group(((key(h.person), key(h.office), key(h.of)), h) for h in mine)
        kept = (
            h for h in table_rows
            if not any(m.since <= h.until and h.since <= m.until for m in told.get((key(h.person), key(h.office), key(h.of)), ()))
        )  # fmt: skip
        return (*kept, *mine)

    @cached_property
    def _people_by_name(self) -> dict[str, list[Holding]]:
        return group((key(name), h) for h in self.holdings for name in h.names)

    @cached_property
    def _people_by_last(self) -> dict[str, list[Holding]]:
        return group(
            (key(offices.last_name(name)), h)
            for h in self.holdings
            for name in dict.fromkeys(offices.last_name(n) for n in h.names)
        )

    @cached_property
    def _people_by_first(self) -> dict[str, list[Holding]]:
        found = group((key(h.person.split()[0]), h) for h in self.holdings if " " in h.person)
        return {name: held for name, held in found.items() if len({h.person for h in held}) == 1}

    @cached_property
    def _by_office(self) -> dict[tuple[str, str], list[Holding]]:
        return group(((key(h.office), key(h.of)), h) for h in self.holdings)

    @cached_property
    def _first_names(self) -> dict[str, str]:
        return {r["name"].casefold(): r["gender"] for r in table("first_names.csv")}


def load() -> Gazetteer:
    """The gazetteer of the package's tables and the user's files, made once for the same files; tables are read on first use.

    InputError for a file of the user's that somebody broke.
    """
    return _loaded(own.facts())


@cache
def _loaded(more: Facts) -> Gazetteer:
    return Gazetteer(more)
