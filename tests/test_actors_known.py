"""Names that only the world outside an article explains: rulers and papers of an invented country, states, "Jr." and epithets."""

from __future__ import annotations

from datetime import date

import pytest

from kg import gazetteer
from kg.gazetteer import Country, Gazetteer, Holding, KnownBody
from kg.gazetteer.facts import Facts
from kg.model import Cast
from kg.stages.resolve import resolve
from tests.plain_reading import read


def country(name: str, adjective: str, capital: str) -> Country:
    return Country(
        name=name, government=f"{adjective} government", adjectives=(adjective,), people=(f"{name}ers",), capitals=(capital,),
        aliases=(),
    )  # fmt: skip


def body(name: str, kind: str, land: str, *aliases: str) -> KnownBody:
    return KnownBody(name=name, kind=kind, country=land, aliases=aliases)


def held(person: str, office: str, of: str, since: int, until: int, gender: str = "f") -> Holding:
    return Holding(
        person=person, office=office, of=of, since=date(since, 1, 2), until=date(until, 1, 1), gender=gender, aliases=()
    )


KNOWN = Gazetteer(
    Facts(
        countries=(country("Norland", "Norlandic", "Tolm"), country("Sorland", "Sorlandic", "Arnvik")),
        bodies=(
            body("Chamber of Norland", "legislature", "Norland", "Chamber"),
            body("Chamber of Ostland", "legislature", "Ostland", "Chamber"),
            body("Harbour Ministry", "ministry", "Norland"),
            body("The Tolm Times", "media", "Norland", "Tolm Times"),
            body("Tolm Post", "media", "Norland", "The Tolm Post"),
            body("Lynx News", "media", "Norland", "Lynx"),
        ),
        holdings=(
            held("Ida Falk", "President", "Norland", 2001, 2009),
            held("Bo Tarn", "President", "Norland", 2017, 2021, "m"),
        ),
    )
)


def cast(marked: str, year: int = 2005, outlet: str = "") -> Cast:
    article, reading = read(marked, published=date(year, 5, 1), outlet=outlet)  # type: ignore[arg-type]
    return resolve(article, reading, KNOWN)


def names(found: Cast) -> set[str]:
    return {a.name for a in found.actors}


def speakers(found: Cast) -> list[str]:
    by_iri = {a.iri: a.name for a in found.actors}
    return [by_iri[s.actor] if s else "-" for s in found.speakers]


@pytest.mark.parametrize(
    ("marked", "year", "speaker"),
    [
        ("{1 [person Falk]} <1 said> so.", 2005, "Ida Falk"),
        ("{1 [person Falk]} <1 said> so in [place Norland].", 2014, "Ida Falk"),
        ("{1 [person Falk]} <1 said> so in [place Sorland].", 2014, "Falk"),
        ("{1 [person Falk]} <1 said> so in [place Norland].", 2040, "Falk"),
        ("[person Olga Falk] met [place Norland]. {1 [person Falk]} <1 said> so.", 2014, "Olga Falk"),
        ("[organization Falk] aides met. {1 Falk} <1 said> so.", 2005, "Ida Falk"),
        ("{1 President [organization Falk]} <1 said> so in [place Norland].", 2014, "Ida Falk"),
        ("{1 [person Bo]} <1 said> so in [place Norland].", 2019, "Bo Tarn"),
        ("{1 [person Bo]} <1 said> so in [place Sorland].", 2019, "Bo"),
        ("[person Bo Dahl] met [place Norland]. {1 [person Bo]} <1 said> so.", 2019, "Bo Dahl"),
    ],
    ids=[
        "in office",
        "remembered",
        "elsewhere",
        "long ago",
        "named in full",
        "misread",
        "titled",
        "first name",
        "first name elsewhere",
        "first name of another",
    ],
)
def test_a_bare_name(marked: str, year: int, speaker: str) -> None:
    """Whoever rules or ruled not long ago is meant by the family name, unless the article names another one."""
    assert speakers(cast(marked, year)) == [speaker]


def test_an_administration_is_of_the_one_who_ruled() -> None:
    """ "The Falk administration" was Ida Falk's, though Olga Falk is the one whom the article names."""
    found = cast("[person Olga Falk] met [place Norland]. The [person Falk] administration was long gone.", 2014)
    assert {"Ida Falk", "Olga Falk"} <= names(found)
    to_come = cast("[person Olga Falk] met [place Norland]. A [person Falk] administration may come.", 2014)
    assert "Ida Falk" not in names(to_come)


def test_a_former_president_takes_no_home_away() -> None:
    """The title is a courtesy: the article stays at home in Norland; a president whom nobody knows is of another country."""
    about = "[place Norland] is cold. President [person {}] spoke. {{1 The government}} <1 denied> it."
    assert speakers(cast(about.format("Ida Falk"), 2020)) == ["Norlandic government"]
    assert speakers(cast(about.format("Mara Voss"), 2020)) != ["Norlandic government"]


def test_a_chamber_is_that_of_the_country_the_article_is_about() -> None:
    """Of two countries that are named alike, only one has a chamber; where no country is named, nobody knows whose it is."""
    assert speakers(cast("[place Norland] met [place Sorland]. {1 The [organization Chamber]} <1 said> so.")) == [
        "Chamber of Norland"
    ]
    once = "[person Mara Voss] left [place Norland] for [place Quarr]. {1 The [organization Chamber]} <1 said> so."
    assert speakers(cast(once)) == ["Chamber of Norland"]
    assert speakers(cast("{1 The [organization Chamber]} <1 said> so.")) == ["Chamber"]


@pytest.mark.parametrize(
    ("marked", "outlet", "speaker"),
    [
        ("The [organization Tolm Times] has it. {1 The [organization Times]} <1 said> so.", "", "The Tolm Times"),
        ("{1 The [organization Times]} <1 said> so.", "Tolm Times (Web News)", "The Tolm Times"),
        ("{1 [person Lynx]} <1 said> so.", "", "Lynx News"),
        ("[person Karl Lynx] left. {1 [person Lynx]} <1 said> so.", "", "Karl Lynx"),
        ("{1 [organization The] [organization Tolm Post]} <1 said> so.", "", "Tolm Post"),
        ("{1 The [organization Falk Harbour Ministry]} <1 said> so.", "", "Harbour Ministry"),
    ],
    ids=["named", "its own outlet", "no person", "a person", "article cut off", "with who leads it"],
)
def test_a_body_by_a_part_of_its_name(marked: str, outlet: str, speaker: str) -> None:
    """Papers by one word, a network that looks like a family name, a ministry with the president's name before it."""
    assert speakers(cast(marked, outlet=outlet)) == [speaker]


@pytest.mark.parametrize("listed", ["Lynx News", "Lynx News (Web News)", "Lynx News - Opinion", "Lynx News (Online)"])
def test_an_outlet_is_known_however_it_is_listed(listed: str) -> None:
    """What a directory puts behind an outlet's name is not of the name."""
    found = KNOWN.outlet(listed)
    assert found is not None
    assert found.name == "Lynx News"
    assert KNOWN.outlet("Harbour Ministry") is None
    assert KNOWN.outlet("(News)") is None


def test_a_son_is_not_his_known_mother() -> None:
    """ "Ida Falk Jr." and "Falk Jr." beside the president Ida Falk."""
    found = cast("[person Ida Falk] left. {1 [person Ida Falk Jr.]} <1 said> so. {2 [organization Falk Jr.]} <2 added> that.")
    assert speakers(found) == ["Ida Falk Jr.", "Ida Falk Jr."]
    assert "Ida Falk" in names(found)


def test_one_letter_in_the_middle_makes_two_people() -> None:
    """A mother and a daughter in one article."""
    assert {"Mara B. Voss", "Mara K. B. Voss"} <= names(cast("[person Mara B. Voss] met [person Mara K. B. Voss]."))
    assert "Mara Voss" not in names(cast("[person Mara B. Voss] left. [person Mara Voss] came."))


def test_an_epithet_is_no_given_name() -> None:
    """ "Crafty Clara" is Clara Voss in an article that names her, and a name of its own elsewhere."""
    assert speakers(cast("[person Clara Voss] left. {1 [person Crafty Clara]} <1 said> so.")) == ["Clara Voss"]
    assert speakers(cast("{1 [person Crafty Clara]} <1 said> so.")) == ["Crafty Clara"]


@pytest.mark.parametrize(
    ("marked", "place"),
    [
        ("[person Mara Voss] left [place Fla.] on Monday.", "Florida"),
        ("[person Mara Voss] left [organization Sunshine State] on Monday.", "Florida"),
        ("[person Mara Voss] left [place D.C.] on Monday.", "Washington"),
        ("[person Mara Voss] left [organization DC] on Monday.", "Washington"),
        ("[person Mara Voss] left [place Idaho], [place Oregon], and [place Washington].", "Washington State"),
        ("[person Mara Voss] left [place New York] and [place Washington].", "Washington"),
    ],
)
def test_a_place_by_its_short_forms(marked: str, place: str) -> None:
    """A state by its abbreviation or by-name, a capital by its district, a state with the name of the capital in a row."""
    assert place in names(cast(marked))


def test_what_is_nobody_is_no_actor() -> None:
    """A disease that the recognizer took for a body."""
    assert names(cast("[organization Covid] closed the harbour. {1 [person Mara Voss]} <1 said> so.")) == {"Mara Voss"}


def test_the_package_knows_the_short_forms() -> None:
    """The tables themselves: a paper in two countries is decided by the country."""
    known = gazetteer.load()
    assert {b.country for b in known.bodies_called("The Times")} == {"United States", "United Kingdom"}
    assert known.body("The Times") is None
