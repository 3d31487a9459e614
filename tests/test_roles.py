"""Role words: the table, the classes, names of people."""

from __future__ import annotations

import pytest

from kg import gazetteer
from kg.actors import chief, names, roles
from kg.gazetteer import table

CLASSES = set(
    [
        "head_of_state",
        "head_of_government",
        "minister",
        "spokesperson",
        "legislator",
        "candidate",
        "party_leader",
        "adviser",
        "official",
        "military",
        "judge",
        "diplomat",
        "governor_or_mayor",
        "journalist",
        "expert",
        "citizen",
        "business",
        "other",
    ]
)


def test_the_table_has_only_classes_of_the_contract() -> None:
    """No row of the role table gives a class that the graph does not know."""
    assert {r["class"] for r in table("roles.csv")} <= CLASSES


def test_every_row_of_the_table_can_be_reached() -> None:
    """No row stands behind one of the same word that always matches first."""
    seen: set[str] = set()
    for row in table("roles.csv"):
        assert row["word"] not in seen, f"{row['word']} ({row['of']}) stands behind a row without condition"
        if not row["of"]:
            seen.add(row["word"])


@pytest.mark.parametrize(
    ("phrase", "word"),
    [
        ("deputy campaign manager", "deputy campaign manager"),
        ("the state senators", "state senator"),
        ("two spokeswomen", "spokeswoman"),
        ("secretaries of state", "secretary of state"),
        ("vice - president", "vice-president"),
        ("members of congress", "member of congress"),
        ("green table", None),
    ],
)
def test_the_longest_role_word_is_found(phrase: str, word: str | None) -> None:
    """Plurals and split hyphens are seen through, and the longest entry counts."""
    found = roles.find(phrase.split())
    assert (found.word if found else None) == word


@pytest.mark.parametrize(
    ("word", "of", "role_class"),
    [
        ("president", "France", "head_of_state"),
        ("president", "Halden University", "other"),
        ("president", "Institute for Plain Words", "expert"),
        ("president", "Halden Motors", "business"),
        ("attorney general", "Ohio", "official"),
        ("attorney general", None, "minister"),
        ("chairman", "Republican National Committee", "party_leader"),
        ("chairman", "House Oversight Committee", "legislator"),
        ("premier", "Ontario", "governor_or_mayor"),
        ("premier", "China", "head_of_government"),
        ("director", "FBI", "official"),
        ("vice president", None, "official"),
        ("communications director", None, "spokesperson"),
        ("campaign manager", None, "adviser"),
    ],
)
def test_the_class_depends_on_whose_the_role_is(word: str, of: str | None, role_class: str) -> None:
    """The same word is another role in a state, a company, a university."""
    assert roles.classify(word, roles.of_kind(of, gazetteer.load())) == role_class


def _fact(label: str, role_class: str, **more: object) -> roles.RoleFact:
    return roles.RoleFact(label=label, word=label, of=None, role_class=role_class, **more)  # type: ignore[arg-type]


def test_the_chief_role_is_one_that_is_said() -> None:
    """Of several roles one is chosen; a role to come only where there is no other; of none there is none."""
    minister, coming = (
        _fact("minister", "minister", how="title"),
        _fact("premier", "head_of_government", how="title", future=True),
    )
    assert chief.choose([minister, coming]) == minister
    assert chief.choose([coming]) == coming
    assert chief.choose([]) is None


def test_the_chief_role_is_weighed_by_its_table() -> None:
    """Every weight of the table belongs to a feature, and none is nought."""
    facts = [
        _fact("senator", "legislator", how="title", of_pronoun=1),
        _fact("nominee", "candidate", how="gazetteer", former=True),
    ]
    made = {name for f in facts for name in chief.features(f.role_class, facts)}
    weights = {row["feature"]: float(row["weight"]) for row in table("actor_roles.csv")}
    assert made & weights.keys()
    assert all(weights.values())


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Lindqist", "Mara Lindqvist", True),
        ("Lindqvist", "Mara Lindqvist", False),
        ("Burg", "Mara Berg", False),
        ("Lindqist", "Lindqvist", False),
        ("Aindqvist", "Mara Lindqvist", False),
    ],
)
def test_only_long_names_are_misspelt(short: str, full: str, same: bool) -> None:
    """A long family name with a letter or two wrong is a slip; a short one, another beginning or the same name is none."""
    one, other = names.parse(short), names.parse(full)
    assert one is not None
    assert other is not None
    assert names.misspelt(one, other) is same


@pytest.mark.parametrize(
    ("words", "full", "gender"),
    [
        ("Mr. John van der Berg", "John van der Berg", "m"),
        ("Dr. Ada Byron", "Ada Byron", ""),
        ("Mrs. Voss", "Voss", "f"),
        ("MARA MCNAIR", "Mara McNair", ""),
        ("Doe’s", "Doe", ""),
        ("Robert Roe Jr.", "Robert Roe Jr.", ""),
    ],
)
def test_names_are_taken_apart(words: str, full: str, gender: str) -> None:
    """Titles go, particles and suffixes stay, shouting ends."""
    name = names.parse(words)
    assert name is not None
    assert (name.full, name.gender) == (full, gender)


@pytest.mark.parametrize("words", ["Mr.", "", "’s", "“”"])
def test_no_name_is_none(words: str) -> None:
    """A title alone names nobody."""
    assert names.parse(words) is None


@pytest.mark.parametrize(
    ("short", "full", "same"),
    [
        ("Voss", "Ida Voss", True),
        ("Tom Brandt", "Thomas Brandt", True),
        ("T. Brandt", "Thomas Brandt", True),
        ("Karl Brandt", "Thomas Brandt", False),
        ("Mrs. Brandt", "Mr. Thomas Brandt", False),
        ("Ida", "Ida Voss", True),
        ("Ida Voss", "Ida Stein", False),
        ("Berg", "Jan van der Berg", True),
    ],
)
def test_short_names_fit_full_ones(short: str, full: str, same: bool) -> None:
    """A family name, an initial or a usual short form fits; another given name or title does not."""
    one, other = names.parse(short), names.parse(full)
    assert one is not None
    assert other is not None
    assert names.compatible(one, other) is same
