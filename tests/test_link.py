"""Which names of several articles are one actor, and which claims are accounts of one event."""

from __future__ import annotations

from datetime import date

import pytest

from kg import iris
from kg.model import Actor, Article, Extraction, Mandate, Representation, Role
from kg.stages.link import link
from tests.compare_cases import Case

DAY = date(2020, 5, 4)


def article(
    key: str, *actors: tuple[str, str], role: str = "", day: date = DAY, body: str = "", aliases: tuple[str, ...] = ()
) -> Extraction:
    """One article that names actors (name, class); the first may hold a role, stand for a body and have other names."""
    stands = (Representation(body=iris.actor(body), ground="office"),) if body else ()
    made = tuple(
        Actor(
            iri=iris.actor(name), name=name, types=(kind, "Actor"), represents=() if n else stands, aliases=() if n else aliases
        )
        for n, (name, kind) in enumerate(actors)
    )
    held = Mandate(holder=made[0].iri, role=Role(label=role.replace("_", " "), role_class=role), article=key, on=day)
    return Extraction(article=Article(id=key, text="-", published=day), actors=made, mandates=(held,) if role else ())


def same(*extractions: Extraction) -> dict[str, str]:
    return {d.actor.rsplit("/", 1)[1]: d.same_as.rsplit("/", 1)[1] for d in link(extractions).same}


def test_a_surname_is_the_full_name_where_the_role_agrees() -> None:
    """ "Falk", a minister, is Ida Falk, a minister."""
    assert same(article("a", ("Ida Falk", "Person"), role="minister"), article("b", ("Falk", "Person"), role="minister")) == {
        "falk": "ida-falk"
    }


def test_a_surname_that_two_people_bear_stays_apart() -> None:
    """Two ministers Falk: nobody knows which one is meant."""
    two = (article("a", ("Ida Falk", "Person"), role="minister"), article("c", ("Uwe Falk", "Person"), role="minister"))
    assert same(*two, article("b", ("Falk", "Person"), role="minister")) == {}


def test_a_role_decides_between_two_people() -> None:
    """Of a minister and a baker, the minister Falk is the minister."""
    two = (article("a", ("Ida Falk", "Person"), role="minister"), article("c", ("Uwe Falk", "Person"), role="business"))
    assert same(*two, article("b", ("Falk", "Person"), role="minister")) == {"falk": "ida-falk"}


@pytest.mark.parametrize(
    "other",
    [
        article("b", ("Falk", "Company"), role="minister"),
        article("b", ("Falk", "Person"), role="judge"),
        article("b", ("Falk", "Person"), role="minister", day=date(1990, 1, 1)),
        article("b", ("Falkner", "Person"), role="minister"),
    ],
    ids=["class", "role", "time", "name"],
)
def test_what_keeps_two_apart(other: Extraction) -> None:
    """Another class of actor, another role, another time, another name."""
    assert same(article("a", ("Ida Falk", "Person"), role="minister"), other) == {}


def test_two_names_in_one_article_are_two_actors() -> None:
    """The writer of one article names two people by two names."""
    assert same(article("a", ("Ida Falk", "Person"), ("Falk", "Person"))) == {}


def test_an_acronym_is_the_name_that_it_abbreviates() -> None:
    """NFP and the Norland Farmers Party; not the New Forest Police, a body of another kind."""
    full = article("a", ("Norland Farmers Party", "Party"))
    assert same(full, article("b", ("NFP", "Party")), article("c", ("North Forest Police", "Ministry"))) == {
        "nfp": "norland-farmers-party"
    }


def test_a_decision_says_why() -> None:
    """Score and grounds stand beside each decision."""
    (one,) = link([article("a", ("Ida Falk", "Person"), role="minister"), article("b", ("Falk", "Person"), role="minister")]).same
    assert 0.6 <= one.score <= 1
    assert "surname" in one.ground


EVENT = """== one 2020-06-01 The Lantern
Anna Brook | Norland | said | Sorland asked us for more troops in the delta
  + Request | Sorland > us | more troops delta | ask
== two 2020-06-03 The Courier
Karl Weiss | Sorland | said | Norland asked Sorland for more troops in the delta
  + Request | Norland > Sorland | more troops delta | ask
== three 2020-06-04 The Wire
Mara Tull | - | said | the teachers asked the council for heating
  + Request | the teachers > the council | heating | ask"""


def test_two_accounts_with_swapped_roles_are_one_event() -> None:
    """Who asked whom is in dispute; that there was a request is not. Another request is another event."""
    case = Case(EVENT)
    (event,) = link(case.extractions).events
    assert event.event_type == "Request"
    assert {iri for iri, _ in event.accounts} == set(case.statements[:2])


def test_an_event_keeps_its_name() -> None:
    """The order of articles and a later article with a third account do not rename an event."""
    case = Case(EVENT)
    (event,) = link(case.extractions).events
    assert link(case.extractions[::-1]).events == (event,)
    fourth = "== four 2020-06-06 The Lantern\nRuth Amsel | Sorland | said | Norland asked us for troops in the delta"
    more = f"{EVENT}\n{fourth}\n  + Request | Norland > us | troops delta | ask"
    (later,) = link(Case(more).extractions).events
    assert later.iri == event.iri
    assert len(later.accounts) == 3


def test_the_same_words_a_year_later_are_another_event() -> None:
    """Accounts of one event are near in time."""
    assert link(Case(EVENT.replace("2020-06-03", "2021-06-03")).extractions).events == ()


def test_nothing_in_nothing_out() -> None:
    """No articles, no links."""
    assert link([]).events == link([]).same == ()


def test_people_with_other_middle_initials_stay_apart() -> None:
    """Whatever they share, and though one article uses the one's name for the other."""
    two = article("a", ("Ida K. M. Falk", "Person"), role="head_of_state", aliases=("Ida M. Falk",))
    assert same(two, article("b", ("Ida M. Falk", "Person"), role="head_of_state")) == {}
