"""Heads of state and government, ministers, legislators and parties of a country, from an endpoint shaped as Wikidata's."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

import pyoxigraph as ox

from kg.errors import InputError
from kg.gazetteer.facts import Country, Facts, Holding, KnownBody, plural, together
from kg.gazetteer.polite import PoliteEndpoint, Row
from kg.store.base import Bindings

_ORDER = ("head_of_state", "head_of_government", "minister", "legislator")
"""An office that is of several kinds is of the first of them."""

_OFFICES, _PEOPLE = 25, 150
"""How many offices or people one query asks for."""

_GENDERS = {"Q6581097": "m", "Q2449503": "m", "Q6581072": "f", "Q1052281": "f"}
_DAY, _MONTH, _YEAR = 11, 10, 9
_ENTITY = "http://www.wikidata.org/entity/"


def pull(code: str, endpoint: PoliteEndpoint, since: date, progress: Callable[[str], None] = lambda line: None) -> Facts:
    """The facts on the country with an ISO 3166 code of two letters; terms that ended before `since` are left out.

    A term whose beginning and end nobody knows is left out too. InputError where the endpoint knows no such country,
    StoreUnreachable where it does not answer.
    """
    found = endpoint.rows("country", {"code": ox.Literal(code)})
    if not found:
        raise InputError(endpoint.address, f"knows no country with the code {code}")
    node = ox.NamedNode(min((row["country"] for row in found), key=lambda iri: (len(iri), iri)))
    country = _country([row for row in found if row["country"] == node.value])
    bodies = tuple(_body(row, country.name) for row in endpoint.pages("bodies", "body", {"country": node}))
    progress(f"{country.name}: {len(bodies)} parties, ministries and chambers")
    offices = _offices(endpoint.pages("offices", "office", {"country": node}))
    progress(f"{country.name}: {len(offices)} offices")
    holdings: list[Holding] = []
    for group in _parts(sorted(offices), _OFFICES):
        bound: Bindings = {"office": [ox.NamedNode(iri) for iri in group], "since": _moment(since)}
        terms = endpoint.pages("terms", "term", bound)
        holdings += [h for row in terms if (h := _holding(row, offices[row["office"]], country, since))]
        progress(f"{country.name}: {len(holdings)} terms")
    people = {h.iri: h for h in holdings}
    for group in _parts(sorted(people), _PEOPLE):
        members = endpoint.pages("members", "term", {"person": [ox.NamedNode(iri) for iri in group]})
        holdings += [h for row in members if (h := _member(row, people[row["person"]], since))]
    return together([Facts(countries=(country,), bodies=bodies, holdings=tuple(holdings))])


def _parts(names: list[str], size: int) -> Iterator[list[str]]:
    return (names[i : i + size] for i in range(0, len(names), size))


def _country(rows: Iterable[Row]) -> Country:
    rows = list(rows)
    name = rows[0]["name"]

    def told(what: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(r["value"] for r in rows if r.get("what") == what and _is_name(r["value"])))

    demonyms = told("demonym")
    return Country(
        name=name, government=f"{demonyms[0] if demonyms else name} government", adjectives=demonyms,
        people=tuple(dict.fromkeys(plural(d) for d in demonyms)), capitals=told("capital"), aliases=told("alias"),
    )  # fmt: skip


def _body(row: Row, country: str) -> KnownBody:
    aliases = tuple(sorted(a for a in set(row.get("aliases", "").split("|")) if _is_name(a) and a != row["name"]))
    return KnownBody(name=row["name"], kind=row["kind"], country=country, aliases=aliases)


def _offices(rows: Iterable[Row]) -> dict[str, tuple[str, str]]:
    """Kind and name of each office."""
    made: dict[str, tuple[str, str]] = {}
    for row in rows:
        known = made.get(row["office"])
        if known is None or _ORDER.index(row["kind"]) < _ORDER.index(known[0]):
            made[row["office"]] = (row["kind"], row["name"])
    return made


def _holding(row: Row, office: tuple[str, str], country: Country, since: date) -> Holding | None:
    begin, end = _term(row)
    if end == date.max and (death := row.get("death")):
        end = date.fromisoformat(death[:10]) if re.match(r"\d{4}-", death) else end
    if (begin, end) == (date.min, date.max) or not begin <= end or end < since:
        return None
    kind, title = office
    label, of = named_office(title, country)
    aliases = tuple(sorted(a for a in set(row.get("aliases", "").split("|")) if _is_person(a) and a != row["name"]))
    return Holding(
        person=row["name"], office=label, of=of, since=begin, until=end, role_class=kind, iri=row["person"], aliases=aliases,
        gender=_GENDERS.get(row.get("gender", "").removeprefix(_ENTITY), ""),
    )  # fmt: skip


def _member(row: Row, person: Holding, since: date) -> Holding | None:
    """A membership of a party; one whose beginning nobody knows counts from the person's first term that was found."""
    begin, end = _term(row)
    begin = person.since if begin == date.min else begin
    if not begin <= end or end < since:
        return None
    return Holding(
        person=person.person, office="member", of=row["party"], since=begin, until=end, gender=person.gender,
        aliases=person.aliases, iri=person.iri,
    )  # fmt: skip


def named_office(title: str, country: Country) -> tuple[str, str]:
    """An office as news has it, and what it belongs to: the country is taken off ("Prime Minister of Norland"), a seat in a
    chamber belongs to the chamber."""
    seat = re.fullmatch(r"[Mm]ember of (?:the )?(.+)", title)
    if seat:
        return "member", seat[1]
    names = "|".join(re.escape(n) for n in sorted({country.name, *country.aliases}, key=len, reverse=True))
    words = re.sub(rf",? (?:of|for|in) (?:the )?(?:{names})$", "", title)
    if adjectives := "|".join(re.escape(a) for a in country.adjectives):
        words = re.sub(rf"^(?:{adjectives}) (?=\w)", "", words)
    return words[0].upper() + words[1:], country.name


def _term(row: Mapping[str, str]) -> tuple[date, date]:
    """First and last day, to the precision that is known."""
    return _day(row, "start", first=True) or date.min, _day(row, "end", first=False) or date.max


def _day(row: Mapping[str, str], name: str, *, first: bool) -> date | None:
    """Null where nobody knows, and for centuries and days before our era."""
    said, digits = row.get(name, ""), int(row.get(f"{name}_precision") or 0)
    match = re.match(r"\+?(\d{4})-(\d\d)-(\d\d)T", said)
    if not match or digits < _YEAR:
        return None
    year, month, day = (int(part) for part in match.groups())
    try:
        if digits >= _DAY:
            return date(year, month, day)
        if digits == _MONTH:
            return date(year, month, 1 if first else monthrange(year, month)[1])
        return date(year, 1, 1) if first else date(year, 12, 31)
    except ValueError:
        return None


def _moment(day: date) -> ox.Literal:
    return ox.Literal(f"{day.isoformat()}T00:00:00Z", datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#dateTime"))


def _is_name(words: str) -> bool:
    """Whether news could write it: letters, a capital among them, and no sign or flag."""
    return len(words) > 1 and bool(re.fullmatch(r"[\w.,'’&/() -]+", words)) and any(c.isupper() for c in words)


_PARTICLES = frozenset(["de", "van", "von", "der", "da", "al", "bin", "ibn", "la", "le"])


def _is_person(words: str) -> bool:
    """Whether it is a full name: aliases are also titles, nicknames and numbers ("44th President")."""
    parts = words.split()
    return 2 <= len(parts) <= 5 and all(
        p in _PARTICLES or (re.fullmatch(r"[^\W\d_][\w.'’-]*", p) and p[0].isupper()) for p in parts
    )
