"""Who is known by a family name alone, in an article and in its time; and which single words name no person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.actors import edges, roles
from kg.actors.names import misspelt, parse
from kg.actors.page import Page
from kg.actors.words import mapped
from kg.gazetteer import Gazetteer, key


def outlet_country(page: Page, gazetteer: Gazetteer) -> str:
    outlet = gazetteer.outlet(page.article.outlet) if page.article.outlet else None
    return outlet.country if outlet else ""


def is_thing(word: str, gazetteer: Gazetteer) -> bool:
    """Whether a word is known as the name of a country, a place or a body."""
    known = gazetteer.country(word) or gazetteer.capital(word) or gazetteer.adjective(word) or gazetteer.body(word)
    return bool(known) or word in roles.regions()


def is_body(page: Page, i: int, in_full: set[str], gazetteer: Gazetteer, day: date) -> bool:
    word = page.words(i, i + 1)
    if key(word) in in_full or not gazetteer.bodies_called(word) or gazetteer.family(word, day):
        return False
    return not (_titled(page, i) or page.lower(i - 1).strip(".") in mapped("honorifics"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Families:
    """Who is known by a family name: from the article, and from the gazetteer on its day."""

    people: set[str]
    gazetteer: Gazetteer
    day: date
    home: str
    """Country of the outlet, whose rulers are remembered; empty where nobody knows it."""

    def family(self, word: str) -> bool:
        """Whether the gazetteer knows somebody whom news calls by this bare name on that day."""
        return bool(self.gazetteer.family(word, self.day) or self.gazetteer.lately(word, self.day, self.home))

    def kind(self, page: Page, first: int, end: int, kind: str) -> str:
        """A person, where the recognizer took a family name for a place or a body."""
        words = page.words(first, end).replace("’s", "").replace("'s", "")
        known = self.gazetteer
        if kind == "person" or end - first > 1 or not words[:1].isupper() or known.adjective(words):
            return kind
        if known.ruled(words, self.day) and (edges.reigns(page, end) or _titled(page, first)):
            return "person"
        if key(words) in self.people and (page.is_subject(first) or not known.country(words)):
            return "person"
        taken = known.country(words) or known.body(words) or known.capital(words) or key(words) in roles.regions()
        stands = page.tokens[first].upos == "PROPN" and not taken
        if stands and page.is_subject(first) and any(_nearly(words, p) for p in self.people):
            return "person"
        return "person" if stands and self.family(words) else kind


def _titled(page: Page, i: int) -> bool:
    """Whether a title in capitals stands before a word ("President Doe")."""
    return page.tokens[i - 1].form[:1].isupper() and roles.find([page.lower(i - 1)]) is not None if i else False


def _nearly(word: str, family: str) -> bool:
    """Whether a word is a family name of the article with a letter or two wrong."""
    short, full = parse(word), parse(f"X {family}")
    return short is not None and full is not None and misspelt(short, full)
