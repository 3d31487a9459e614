"""What every step needs beside the words: the gazetteer, the article's day, and the country it is at home in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kg.actors import roles
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.phrases import POSSESSIVE
from kg.actors.words import mapped
from kg.gazetteer import Country, Gazetteer, KnownBody, key

NO_DAY = date.min
"""Stands for the day of an article without a date: nobody held an office on it, so the gazetteer's dated facts stay out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One article with what is known of its world."""

    page: Page
    gazetteer: Gazetteer
    day: date
    home: Country | None
    """The country that "the government" means; None where the article is as much at home in two."""
    leaning: tuple[str, ...] = ()
    """Names of the countries that it is as much at home in, where it is at home in none."""

    def body(self, words: str) -> KnownBody | None:
        """The body of this name: where several countries have one ("the Senate"), that of the country the article is about."""
        known = self.gazetteer.body(words, self.home.name if self.home else "")
        if known or self.home or not self.leaning:
            return known
        found = [b for b in self.gazetteer.bodies_called(words) if b.country in self.leaning]
        return found[0] if len(found) == 1 else None


_MORE = 1.2
"""So many times as often as any other the only home is named."""
_ALONE = ("head_of_government", "head_of_state")
"""Classes of offices of which a country has one."""


def stage(page: Page, found: Sequence[Found], gazetteer: Gazetteer) -> Scene:
    """The scene of an article, from the names in it."""
    day = page.article.published or NO_DAY
    home, leaning = _home(page, found, gazetteer, day)
    return Scene(page=page, gazetteer=gazetteer, day=day, home=home, leaning=tuple(country.name for country in leaning))


def _home(page: Page, found: Sequence[Found], gazetteer: Gazetteer, day: date) -> tuple[Country | None, tuple[Country, ...]]:
    """The country an article is at home in: the one it names most, where no other is named nearly as often; else those alike.

    Where a country that nobody knows is named too, or such a place, it must be vouched for: by somebody who holds
    an office there, by one of its regions or by the outlet. Else "the prime minister" stays without a name. Nor is an article
    at home where it names the capital alone, as a place where somebody goes.
    """
    counts: Counter[str] = Counter()
    vouched: set[str] = set()
    itself: set[str] = set()
    outlet = gazetteer.outlet(page.article.outlet) if page.article.outlet else None
    if outlet and outlet.country:
        counts[outlet.country] += 5
        vouched.add(outlet.country)
    by_name: dict[str, Country] = {}
    for mention in found:
        if mention.kind != "name":
            continue
        words = page.words(*mention.core)
        for holding in gazetteer.person(words):
            held = gazetteer.country(holding.of) or _country_of_body(holding.of, gazetteer)
            if held and holding.on(day):
                counts[held.name] += 2
                vouched.add(held.name)
                by_name[held.name] = held
        country = gazetteer.country(words) or gazetteer.people(words) or gazetteer.adjective(words)
        itself |= {country.name} if country else set()
        if country is None and (country := gazetteer.capital(words)) and _acts(page, mention):
            itself.add(country.name)
        if country is None and key(words) in roles.regions():
            country = gazetteer.country(roles.regions()[key(words)][1])
            vouched |= {country.name} if country else set()
        country = country or _country_of_body(words, gazetteer)
        if country:
            counts[country.name] += 1
            by_name[country.name] = country
    for name in [n for n in counts if n not in by_name]:
        del counts[name]
    ranked = counts.most_common()
    lands, places = _unknown_lands(page, found, gazetteer)
    if not ranked or lands >= ranked[0][1]:
        return None, ()
    alike = [by_name[name] for name, n in ranked if name == ranked[0][0] or ranked[0][1] < _MORE * n]
    homes = tuple(home for home in alike if home.name in vouched or (home.name in itself and not (lands or places)))
    if len(alike) > 1 or not homes:
        # Nowhere for sure: what bears one country's name may still be its body, where no unknown country is in play.
        return None, homes or tuple(by_name[name] for name, n in ranked if n > lands)
    home = homes[0]
    elsewhere = any(_governs_elsewhere(page, mention, home, gazetteer, day) for mention in found)
    return (None, ()) if elsewhere else (home, ())


def _acts(page: Page, mention: Found) -> bool:
    """A capital that does something or has something is no mere place."""
    behind = mention.core[1]
    return page.is_subject(mention.head) or (behind < len(page.tokens) and page.lower(behind) in POSSESSIVE)


def _unknown_lands(page: Page, found: Sequence[Found], gazetteer: Gazetteer) -> tuple[int, int]:
    """How often an article names the country that it names most of those that nobody knows, and the place of that sort.

    Names of places and peoples that begin alike ("Dorland", "Dorlander") are one country, where at least one is a people's.
    """
    counts: Counter[str] = Counter()
    peoples: set[str] = set()
    for mention in found:
        words = page.words(*mention.core)
        if mention.kind != "name" or mention.sort not in ("place", "nationality") or len(words.split()) > 1:
            continue
        known = gazetteer.country(words) or gazetteer.people(words) or gazetteer.adjective(words) or gazetteer.capital(words)
        if known or key(words) in roles.regions() or gazetteer.body(words) or _is_partisan(words):
            continue
        stem = key(words)[:_STEM]
        counts[stem] += 1
        if mention.sort == "nationality":
            peoples.add(stem)
    return max((n for stem, n in counts.items() if stem in peoples), default=0), max(counts.values(), default=0)


def _is_partisan(words: str) -> bool:
    members = mapped("members")
    return key(words) in members or key(words) in {key(name) for name in members.values()}


_STEM = 4
"""Letters that a country's name shares with its people's."""


def _governs_elsewhere(page: Page, mention: Found, home: Country, gazetteer: Gazetteer, day: date) -> bool:
    """A head of state or government of no named country, who is not the one that this country has on that day.

    Nor one that it had, nor somebody else who is known there: a title may be a courtesy, a guess or a slip of the reading.
    An article that calls such a person just "the prime minister" is at home where that person governs.
    """
    fact = mention.fact
    if mention.kind != "name" or fact is None or fact.of or fact.former or fact.role_class not in _ALONE:
        return False
    holders = [h for office in (fact.office, fact.word, fact.label) for h in gazetteer.holders(office, home.name, day)]
    last = page.words(*mention.core).split()[-1].casefold()
    if not holders or any(last == name.split()[-1].casefold() for h in holders for name in h.names):
        return False
    return not any(_country_of(h.of, gazetteer) == home for h in gazetteer.called(last))


def _country_of(of: str, gazetteer: Gazetteer) -> Country | None:
    """The country of what an office belongs to: itself, or that of a region or a body."""
    region = roles.regions().get(key(of))
    return gazetteer.country(of) or (gazetteer.country(region[1]) if region else None) or _country_of_body(of, gazetteer)


def _country_of_body(words: str, gazetteer: Gazetteer) -> Country | None:
    body = gazetteer.body(words)
    return gazetteer.country(body.country) if body and body.country else None
