"""The menu of named questions, and finding one by what somebody types."""

from __future__ import annotations

import re

import pytest

from kg import questions
from kg.cli import main
from kg.errors import QueryError
from kg.questions import GROUPS, named, queries


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("most-contradicted", "most-contradicted"),
        ("Most Contradicted", "most-contradicted"),
        (" most_contradicted ", "most-contradicted"),
        ("14", "most-contradicted"),
        ("Q14", "most-contradicted"),
        ("question 14", "most-contradicted"),
        ("contradiction", "contradictions"),
        ("off", "office-holders"),
        ("holders", "office-holders"),
        ("check repeated", "repeated-after-check"),
        ("statements", "statements"),
    ],
)
def test_a_question_is_found_by_number_beginning_or_words(typed: str, name: str) -> None:
    assert named(typed).name == name


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("contradicton", "did you mean contradictions"),
        ("stats", "did you mean stats-classes or stats-months or stats-outlets"),
        ("claims over tme", "did you mean claims-over-time"),
        ("spoke for whom", "did you mean spokespersons"),
        ("zzzz", "there are actor-roles, actor-types"),
        ("24", "there are actor-roles"),
        ("", "there are actor-roles"),
    ],
)
def test_what_fits_none_or_several_gets_a_hint(typed: str, hint: str) -> None:
    with pytest.raises(QueryError, match=hint):
        named(typed)


def test_the_menu_has_every_question_once_under_its_group() -> None:
    menu = questions.menu()
    parts = re.split("|".join(f"^{re.escape(heading)}$" for heading in GROUPS.values()), menu, flags=re.MULTILINE)[1:]
    assert len(parts) == len(GROUPS)
    for group, part in zip(GROUPS, parts, strict=True):
        listed = re.findall(r"^ +\d* ?([a-z-]+)  ", part, flags=re.MULTILINE)
        assert sorted(listed) == sorted(query.name for query in queries() if query.group == group)


def test_the_menu_tells_what_each_takes() -> None:
    line = next(line for line in questions.menu().splitlines() if " claims-over-time " in line)
    assert line.endswith("  actor [topic]")
    assert all(query.title in questions.menu() for query in queries())


@pytest.mark.parametrize("query", queries(), ids=lambda query: query.name)
def test_details_tell_everything(query: questions.NamedQuery) -> None:
    told = questions.details(query.name)
    assert query.title in told
    assert query.call in told
    assert "WHERE" in told
    assert "# parameter" not in told
    for parameter in query.parameters:
        assert parameter.meaning in told


def test_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["query", "--list"]) == 0
    assert "Who contradicts whom\n" in capsys.readouterr().out
    assert main(["query", "--list", "14"]) == 0
    assert capsys.readouterr().out.startswith("most-contradicted: Who is contradicted most")
    assert main(["query", "--list", "nothing of the kind"]) == 1
    assert "there is no named query" in capsys.readouterr().err


def test_values_may_follow_one_another_and_the_query_them(capsys: pytest.CaptureFixture[str], tmp_path: object) -> None:
    import kg  # a store is made here alone

    kg.open_store(f"{tmp_path}/store").close()
    text = "SELECT ?a ?b WHERE { BIND (?x AS ?a) BIND (?y AS ?b) }"
    assert main(["query", "--store", f"{tmp_path}/store", "--format", "csv", "--set", "x=1", "y=z=2", text]) == 0
    assert capsys.readouterr().out == "a,b\n1,z=2\n"
    assert main(["query", "--store", f"{tmp_path}/store", "--set", "x=1"]) == 2
    assert main(["query", "--store", f"{tmp_path}/store", "--set", "x", "--name", "statements"]) == 2
    assert "VAR=VALUE" in capsys.readouterr().err
