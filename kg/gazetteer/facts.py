"""What a gazetteer file holds, and what all files of a user hold together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


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
    """`date.min` where nobody knows."""
    until: date
    """`date.max` where it is held still."""
    gender: str
    """m, f or empty."""
    aliases: tuple[str, ...]
    role_class: str = ""
    """Role class of the office, where a source says it; empty leaves it to the office's words."""
    iri: str = ""
    """Name of the person elsewhere (a Wikidata entity); empty where none is known."""

    def on(self, day: date) -> bool:
        """Whether the office was held on that day."""
        return self.since <= day <= self.until

    @property
    def names(self) -> tuple[str, ...]:
        """The usual name and its other spellings."""
        return (self.person, *self.aliases)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """Countries, bodies and holders of offices; each sorted, none twice."""

    countries: tuple[Country, ...] = ()
    bodies: tuple[KnownBody, ...] = ()
    holdings: tuple[Holding, ...] = ()

    @property
    def people(self) -> int:
        """How many people there are."""
        return len({h.iri or h.person for h in self.holdings})

    def __bool__(self) -> bool:
        return bool(self.countries or self.bodies or self.holdings)


def together(parts: Iterable[Facts]) -> Facts:
    """The facts of several files; of two bodies or countries of one name, the later one."""
    countries: dict[str, Country] = {}
    bodies: dict[tuple[str, str], KnownBody] = {}
    holdings: dict[Holding, None] = {}
    for facts in parts:
        countries.update((c.name, c) for c in facts.countries)
        bodies.update(((b.name, b.country), b) for b in facts.bodies)
        holdings.update((h, None) for h in facts.holdings)
    return Facts(
        countries=tuple(countries[name] for name in sorted(countries)),
        bodies=tuple(bodies[name] for name in sorted(bodies)),
        holdings=tuple(sorted(holdings, key=lambda h: (h.person, h.since, h.until, h.office, h.of, h.iri))),
    )


def plural(demonym: str) -> str:
    """What its people are called by a demonym ("Canadians", "the French")."""
    return demonym if demonym.endswith(("ese", "sh", "ch", "ss", "men")) else f"{demonym}s"
