"""Known actors: countries with their people and capitals, bodies, dated holders of offices, first names.

Countries come from the library `countryinfo`, corrected by `data/countries.toml`; the rest are tables in `data/`. Everything is
read on first use, in a few tens of milliseconds, and never changes after that.
"""

from __future__ import annotations

import csv
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, TypeVar

from kg.errors import KgError

T = TypeVar("T")
K = TypeVar("K")

_SHORT = 4
"""Aliases up to this many letters ("US", "IS", "Fed") are known only in the case the table has them: "us" and "is" are words."""

_RANK = (
    "President",
    "Prime Minister",
    "Chancellor",
    "presidential candidate",
    "Leader",
    "Vice President",
    "Premier",
    "King",
    "Queen",
)
"""Offices whose holders are meant by a bare family name before holders of any other, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country and the words that stand for it."""

    name: str
    government: str
    """Name of its government as English-language news has it ("U.S. government")."""
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBody:
    """A body that news speaks of by several names."""

    name: str
    kind: str
    """government, office, ministry, agency, party, legislature, court, media … (the second column of `bodies.csv`)."""
    country: str
    """Name of its country; empty where it has none."""
    aliases: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A person held an office (or stood for one) for a time."""

    person: str
    office: str
    of: str
    """Country, state, party or body of the office."""
    since: date
    until: date
    gender: str
    """m, f or empty."""
    aliases: tuple[str, ...]

    def on(self, day: date) -> bool:
        """Whether the office was held on that day."""
        return self.since <= day <= self.until

    @property
    def names(self) -> tuple[str, ...]:
        """The usual name and its other spellings."""
        return (self.person, *self.aliases)


def key(words: str) -> str:
    """Form under which names are looked up: lower case, one kind of apostrophe, no leading article."""
    plain = " ".join(words.replace("’", "'").split()).casefold()
    return plain.removeprefix("the ")


class Gazetteer:
    """Look-ups over the tables; all of them answer None or an empty tuple where nothing is known."""

    # --- countries ------------------------------------------------------------

    def country(self, words: str) -> Country | None:
        """The country of this name ("the U.S.", "Britain")."""
        return _cased(self._country_names, words)

    def people(self, words: str) -> Country | None:
        """The country whose people are called so ("Americans", "the Saudis")."""
        return _cased(self._people, words)

    def adjective(self, words: str) -> Country | None:
        """The country that the adjective belongs to ("Canadian", "U.S.")."""
        return _cased(self._adjectives, words)

    def capital(self, words: str) -> Country | None:
        """The country whose capital this is ("Ottawa")."""
        return _cased(self._capitals, words)

    @cached_property
    def countries(self) -> tuple[Country, ...]:
        """All countries, sorted by name."""
        return _countries()

    @cached_property
    def _country_names(self) -> dict[str, tuple[str, Country]]:
        return _index((n, c) for c in self.countries for n in (c.name, *c.aliases))

    @cached_property
    def _people(self) -> dict[str, tuple[str, Country]]:
        return _index((n, c) for c in self.countries for n in c.people)

    @cached_property
    def _adjectives(self) -> dict[str, tuple[str, Country]]:
        return _index((n, c) for c in self.countries for n in c.adjectives)

    @cached_property
    def _capitals(self) -> dict[str, tuple[str, Country]]:
        return _index((n, c) for c in self.countries for n in c.capitals)

    # --- bodies ---------------------------------------------------------------

    def body(self, words: str, home: str = "") -> KnownBody | None:
        """The body of this name; where several countries have one ("the Conservatives"), that of the country `home`."""
        return _cased(self._bodies_of.get(home, {}), words) or _cased(self._bodies, words)

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
        return _index((n, b) for b in self.bodies for n in (b.name, *b.aliases) if counted[key(n)] == 1 or n == b.name)

    @cached_property
    def _bodies_of(self) -> dict[str, dict[str, tuple[str, KnownBody]]]:
        by_country: dict[str, list[tuple[str, KnownBody]]] = defaultdict(list)
        for body in self.bodies:
            by_country[body.country].extend((n, body) for n in (body.name, *body.aliases))
        return {country: _index(pairs) for country, pairs in by_country.items()}

    @cached_property
    def bodies(self) -> tuple[KnownBody, ...]:
        """Every row of the table of bodies."""
        rows = table("bodies.csv")
        return tuple(KnownBody(name=r["name"], kind=r["kind"], country=r["country"], aliases=_parts(r["aliases"])) for r in rows)

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
        """Whom a bare family name can mean on a day: those in office or standing for one, the best known first."""
        found = [h for h in self._people_by_last.get(key(last_name), ()) if h.on(day)]
        return tuple(sorted(found, key=lambda h: (_rank(h), h.since)))

    def holders(self, office: str, of: str, day: date) -> tuple[Holding, ...]:
        """Who held the office of a country, state, party or body on a day ("President", "United States")."""
        return tuple(h for h in self._by_office.get((key(office), key(of)), ()) if h.on(day))

    def places(self, office: str) -> tuple[str, ...]:
        """The countries, states and bodies that have holders of an office in the tables, sorted."""
        return tuple(sorted({of for title, of in self._by_office if title == key(office)}))

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """Every row of the table of office holders."""
        return tuple(
            Holding(
                person=r["name"], office=r["office"], of=r["of"], since=_day(r["from"], first=True), gender=r["gender"],
                until=_day(r["until"], first=False), aliases=_parts(r["aliases"]),
            )
            for r in table("holders.csv")
        )  # fmt: skip

    @cached_property
    def _people_by_name(self) -> dict[str, list[Holding]]:
        return _group((key(name), h) for h in self.holdings for name in h.names)

    @cached_property
    def _people_by_last(self) -> dict[str, list[Holding]]:
        return _group((key(_last(name)), h) for h in self.holdings for name in dict.fromkeys(_last(n) for n in h.names))

    @cached_property
    def _by_office(self) -> dict[tuple[str, str], list[Holding]]:
        return _group(((key(h.office), key(h.of)), h) for h in self.holdings)

    @cached_property
    def _first_names(self) -> dict[str, str]:
        return {r["name"].casefold(): r["gender"] for r in table("first_names.csv")}


@cache
def load() -> Gazetteer:
    """The one gazetteer of the process; its tables are read on first use."""
    return Gazetteer()


def table(name: str) -> list[dict[str, str]]:
    """Rows of a table of `kg/data` by column name. KgError where the installation lacks it."""
    try:
        text = files("kg").joinpath("data", name).read_text(encoding="utf-8")
    except OSError as error:
        raise KgError(f"reading the table {name}: {error}; the installation is incomplete") from error
    return list(csv.DictReader(text.splitlines()))


def _countries() -> tuple[Country, ...]:
    # Imported here: the library reads 250 files, which commands that only query a store need not wait for.
    from countryinfo import CountryInfo

    with files("kg").joinpath("data", "countries.toml").open("rb") as handle:
        own = tomllib.load(handle)
    library: dict[str, dict[str, object]] = {str(info["name"]): dict(info) for info in CountryInfo.all().values()}
    names = sorted({*library, *own["countries"]} - set(own["drop"]))
    no_capital = set(own["not_capitals"])
    found = []
    for name in names:
        info: dict[str, object] = library.get(name, {})
        mine: dict[str, Any] = own["countries"].get(name, {})
        demonyms = [d.strip() for d in str(mine.get("demonym") or info.get("demonym") or "").split(",") if d.strip()]
        adjectives = tuple(mine.get("adjectives", demonyms))
        # A plural names the people; the bare adjective does so only after an article, which is the caller's to see.
        plurals = (d if d.endswith(("ese", "sh", "ch", "ss")) else f"{d}s" for d in demonyms)
        people = dict.fromkeys([*mine.get("people", ()), *plurals])
        capital = info.get("capital")
        capitals = [capital] if isinstance(capital, str) and capital and capital not in no_capital else []
        found.append(
            Country(
                name=name,
                government=mine.get("government", f"{adjectives[0] if adjectives else name} government"),
                adjectives=adjectives,
                people=tuple(people),
                capitals=tuple(dict.fromkeys([*capitals, *mine.get("capitals", ())])),
                aliases=tuple(mine.get("aliases", ())),
            )
        )
    return tuple(found)


def _index(pairs: Iterable[tuple[str, T]]) -> dict[str, tuple[str, T]]:
    made: dict[str, tuple[str, T]] = {}
    for name, thing in pairs:
        made.setdefault(key(name), (name, thing))
    return made


def _cased(index: dict[str, tuple[str, T]], words: str) -> T | None:
    found = index.get(key(words))
    if found is None:
        return None
    name, thing = found
    plain = words.strip().removeprefix("the ").removeprefix("The ")
    short = len(name.replace(".", "")) <= _SHORT
    return thing if not short or plain.replace("’", "'") == name.removeprefix("the ") else None


def _group(pairs: Iterable[tuple[K, T]]) -> dict[K, list[T]]:
    made: dict[K, list[T]] = defaultdict(list)
    for name, thing in pairs:
        made[name].append(thing)
    return dict(made)


def _rank(holding: Holding) -> int:
    return _RANK.index(holding.office) if holding.office in _RANK else len(_RANK)


def _last(name: str) -> str:
    parts = [p for p in name.split() if p.casefold() not in ("jr.", "jr", "sr.", "ii", "iii", "xiv", "xvi")]
    return parts[-1] if parts else name


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(p for p in cell.split("|") if p)


def _day(cell: str, *, first: bool) -> date:
    if not cell:
        return date.max
    year, month, day = (*cell.split("-"), "", "")[:3]
    if day:
        return date(int(year), int(month), int(day))
    if month:
        return date(int(year), int(month), 1 if first else 28)
    return date(int(year), 1, 1) if first else date(int(year), 12, 31)
