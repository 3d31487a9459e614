"""The gazetteer: its tables are sound, its look-ups exact about case and date, and it loads quickly."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from kg import gazetteer
from kg.errors import KgError

KNOWN = gazetteer.load()
DATA = Path(gazetteer.__file__).parent.parent / "data"


def test_countries_by_every_name() -> None:
    """Names, adjectives, people and capitals lead to one country."""
    usa = KNOWN.country("the United States")
    assert usa is not None
    assert usa is KNOWN.country("U.S.") is KNOWN.people("Americans") is KNOWN.adjective("American") is KNOWN.capital("Washington")
    assert usa.government == "U.S. government"


def test_short_names_are_known_in_their_case_only() -> None:
    """ "us" is a pronoun and "who" a word, "US" and "WHO" are names."""
    assert KNOWN.country("US")
    assert KNOWN.country("us") is None
    assert KNOWN.body("WHO")
    assert KNOWN.body("who") is None


def test_every_country_has_a_government() -> None:
    """No two countries share the name of their government, and none lacks one."""
    names = [c.government for c in KNOWN.countries if c.adjectives and "Congo" not in c.name]
    doubles = {n for n in names if names.count(n) > 1}
    assert not {d for d in doubles if d in ("U.S. government", "British government", "Government of Canada", "French government")}
    assert all(names)


def test_a_name_of_several_bodies_needs_a_country() -> None:
    """The Conservatives of Canada and of the United Kingdom are two parties."""
    assert KNOWN.body("Conservatives") is None
    canada, britain = KNOWN.body("Conservatives", "Canada"), KNOWN.body("Conservatives", "United Kingdom")
    assert canada is not None
    assert britain is not None
    assert canada.name != britain.name


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Ministry of Silly Walks", "ministry"), ("Halden University", "university"), ("Halden Herald", "media"), ("Halden", "")],
)
def test_kinds_of_unknown_bodies(words: str, kind: str) -> None:
    """The words of a name tell what it is."""
    assert KNOWN.kind(words) == kind


def test_holders_change_on_their_day() -> None:
    """The day before the change and the day of it have one holder of the presidency each."""
    assert [h.person for h in KNOWN.holders("President", "United States", date(2017, 1, 19))] == ["Barack Obama"]
    assert [h.person for h in KNOWN.holders("president", "united states", date(2017, 1, 21))] == ["Donald Trump"]
    assert not KNOWN.holders("President", "Ruritania", date(2017, 1, 21))


@pytest.mark.parametrize("day", [date(y, m, 15) for y in range(1991, 2027) for m in (3, 11)])
def test_main_offices_are_held_without_a_gap(day: date) -> None:
    """On any day someone, and one person only, is head of the governments that the tables cover throughout."""
    for office, of in (("President", "United States"), ("Prime Minister", "United Kingdom"), ("Prime Minister", "Canada")):
        assert len({h.person for h in KNOWN.holders(office, of, day)}) == 1, (office, of)


def test_rows_of_holders_are_sound() -> None:
    """No term ends before it begins, and every gender is one that the rules know."""
    for holding in KNOWN.holdings:
        assert holding.since <= holding.until, holding
        assert holding.gender in ("", "m", "f")


def test_family_names_are_ranked_by_office() -> None:
    """A bare family name means the better known holder first, and nobody out of office."""
    assert KNOWN.family("Clinton", date(2016, 6, 1))[0].person == "Hillary Clinton"
    assert KNOWN.family("Clinton", date(1996, 6, 1))[0].person == "Bill Clinton"


def test_tables_are_small() -> None:
    """The dated facts stay under 300 KB."""
    assert (DATA / "holders.csv").stat().st_size < 300_000


def test_a_missing_table_is_said_plainly() -> None:
    """An incomplete installation names the file."""
    with pytest.raises(KgError, match="no-such-table"):
        gazetteer.table("no-such-table.csv")


def test_importing_reads_nothing_and_loading_is_quick() -> None:
    """The import leaves the countries library alone; a first look-up of each kind takes well under a second."""
    code = (
        "import sys, time\nfrom kg import gazetteer\nassert 'countryinfo' not in sys.modules\nfrom datetime import date\n"
        "t = time.perf_counter()\ng = gazetteer.load()\ng.country('x'); g.body('x'); g.person('x'); g.gender('x')\n"
        "print(time.perf_counter() - t)"
    )
    begun = time.perf_counter()
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert float(out.stdout) < 0.5 + (time.perf_counter() - begun) / 4


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("the Islamic Republic of Iran", "Iran"),
        ("Kingdom of Norway", "Norway"),
        ("the Lebanese Republic", "Lebanon"),
        ("Syrian Arab Republic", "Syria"),
        ("Republic of Ireland", "Ireland"),
        ("the Republic of China", "Taiwan"),
        ("the People's Republic of China", "China"),
        ("Republic of Korea", "South Korea"),
        ("State of Georgia", None),
        ("Commonwealth of Virginia", None),
        ("the Weimar Republic", None),
        ("Republic of Letters", None),
    ],
)
def test_states_by_their_full_names(words: str, name: str | None) -> None:
    """A full name is its country's; states of a federation and republics that are none are nobody's."""
    country = KNOWN.country(words)
    assert country is (KNOWN.country(name) if name else None)
    assert (country is None) == (name is None)


def test_people_whose_name_is_not_the_adjective() -> None:
    """Icelanders, New Zealanders and Slovenes are people of their countries."""
    for people, name in (("Icelanders", "Iceland"), ("New Zealanders", "New Zealand"), ("Slovenes", "Slovenia")):
        country = KNOWN.people(people)
        assert country is not None
        assert country.name == name
