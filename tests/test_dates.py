"""Time words and the day of saying: the cases in tests/cases/classify/timewords.txt, and what carries over between sentences."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kg.model import Name
from kg.stages.classify import classify
from kg.statements.timewords import TimeWords, find
from tests.cases import cases
from tests.classify_cases import nobody, read

SAID = """\
1 {who} {who} PROPN NNP 2 nsubj S
2 said say VERB VBD 0 root Q
3 {day} {day} PROPN NNP 2 obl:tmod .
4 taxes tax NOUN NNS 5 nsubj C
5 fell fall VERB VBD 2 ccomp C"""
SAID_UNDATED = """\
1 {who} {who} PROPN NNP 2 nsubj S
2 said say VERB VBD 0 root Q
3 taxes tax NOUN NNS 4 nsubj C
4 rose rise VERB VBD 2 ccomp C"""
NARRATED = """\
1 The the DET DT 2 det .
2 committee committee NOUN NN 3 nsubj .
3 met meet VERB VBD 0 root .
4 Monday Monday PROPN NNP 3 obl:tmod ."""


def written(words: TimeWords, text: str) -> str:
    if words.shift is not None:
        return f"{text[words.start : words.end]} = {words.shift:+d}".replace("+0", "0")
    day = f"{words.day} {words.precision}" if words.day else "?"
    return f"{text[words.start : words.end]} = {day}"


@pytest.mark.parametrize(("given", "expected"), cases("classify/timewords.txt"))
def test_time_words(given: str, expected: str) -> None:
    """Every time expression is found with its exact words, its day and its precision; days to come are none."""
    published, _, text = given.partition(" | ")
    found = find(text, None if published == "-" else date.fromisoformat(published))
    assert (" | ".join(written(words, text) for words in found) or "-") == expected


def days(*sentences: str, published: date | None = date(2016, 10, 12)) -> list[str]:
    article, reading = read(*sentences, published=published)
    return [str(s.said_on) for s in classify(article, reading, nobody(reading))]


def test_day_carries_on_for_the_same_speaker() -> None:
    """A day that is named once holds for what the same speaker says later, whoever spoke between."""
    said = [SAID.format(who="Orlova", day="Monday"), SAID.format(who="Haas", day="Tuesday"), SAID_UNDATED.format(who="Orlova")]
    assert days(*said) == ["2016-10-10", "2016-10-11", "2016-10-10"]


def test_undated_speaker_takes_the_day_of_the_news() -> None:
    """Somebody quoted without a day spoke on the day that the article last named; in the lead, on the first that it names."""
    undated = SAID_UNDATED.format(who="Brandt")
    assert days(undated, SAID.format(who="Haas", day="Tuesday"), undated) == ["2016-10-11"] * 3


def test_narrated_day_is_better_than_the_day_of_publication() -> None:
    """Where no cue has a day, the day of the event that the article tells of stands in, else the day of publication."""
    undated = SAID_UNDATED.format(who="Brandt")
    assert days(undated, NARRATED) == ["2016-10-10"]
    assert days(undated) == ["2016-10-12"]


def test_assumed_day_does_not_pretend_to_be_exact() -> None:
    """The day of publication stands in for an unknown day with the precision of a week."""
    article, reading = read(SAID_UNDATED.format(who="Brandt"))
    (statement,) = classify(article, reading, nobody(reading))
    assert (str(statement.said_on), statement.said_on_precision) == ("2016-10-12", "week")


def test_no_publication_date() -> None:
    """Without a publication date a weekday fixes nothing and breaks nothing."""
    assert days(SAID.format(who="Haas", day="Tuesday"), SAID_UNDATED.format(who="Haas"), published=None) == ["None", "None"]


def test_a_look_back_does_not_date_the_news() -> None:
    """A statement of long ago gives its year to nobody else."""
    old = SAID.format(who="Haas", day="Tuesday").replace("3 Tuesday Tuesday PROPN NNP 2 obl:tmod .", "3 in in ADP IN 4 case .")
    old = old.replace("4 taxes tax NOUN NNS 5 nsubj C", "4 2005 2005 NUM CD 2 obl .").replace(
        "5 fell fall VERB VBD 2 ccomp C", "5 no no ADV RB 2 obj C"
    )
    assert days(old, SAID_UNDATED.format(who="Brandt")) == ["2005-01-01", "2016-10-12"]


CLOCK = """\
1 7:20 7:20 NUM CD 0 root .
2 p.m. p.m. NOUN NN 1 dep ."""


def test_each_entry_of_a_live_page_tells_its_own_days() -> None:
    """Under a line with a time of day alone, what an older entry said of days holds no longer."""
    undated = SAID_UNDATED.format(who="Brandt")
    assert days(CLOCK, SAID.format(who="Haas", day="Monday"), CLOCK, undated) == ["2016-10-10", "2016-10-12"]


def test_a_programme_named_after_a_time_tells_no_day() -> None:
    """ "Halden Tonight" is a name; the day of the sentence is the one that it names."""
    article, reading = read(
        """\
1 Haas Haas PROPN NNP 2 nsubj S
2 told tell VERB VBD 0 root Q
3 Halden Halden PROPN NNP 2 obj .
4 Tonight Tonight PROPN NNP 3 flat .
5 on on ADP IN 6 case .
6 Monday Monday PROPN NNP 2 obl .
7 taxes tax NOUN NNS 8 nsubj C
8 fell fall VERB VBD 2 ccomp C"""
    )
    reading = replace(reading, names=(Name(first=2, end=4, kind="organization"),))
    (statement,) = classify(article, reading, nobody(reading))
    assert str(statement.said_on) == "2016-10-10"


def test_a_live_page_tells_of_its_own_day() -> None:
    """What somebody "says" in an entry of a live page was said on its day, whatever other day the entry names before."""
    says = SAID_UNDATED.format(who="Brandt").replace("said say VERB VBD", "says say VERB VBZ")
    assert days(CLOCK, NARRATED, says, CLOCK, NARRATED, says) == ["2016-10-12"] * 2
    assert days(NARRATED, says) == ["2016-10-10"]


def paragraph(*sentences: str) -> list[str]:
    """Days of saying where all sentences stand in one paragraph."""
    article, reading = read(*sentences)
    article = replace(article, text=article.text.replace("\n", " "))
    return [str(s.said_on) for s in classify(article, reading, nobody(reading))]


def test_the_writers_time_holds_for_the_next_sentence() -> None:
    """In one paragraph, the time that the writer has just named goes before the day on which the same speaker spoke last."""
    undated = SAID_UNDATED.format(who="Haas")
    said = SAID.format(who="Haas", day="Tuesday")
    assert paragraph(said, NARRATED, undated) == ["2016-10-11", "2016-10-10"]
    assert days(said, NARRATED, undated) == ["2016-10-11", "2016-10-11"]
    other = SAID_UNDATED.format(who="Brandt")
    assert paragraph(said, NARRATED, other, undated)[-1] == "2016-10-11", "two sentences on, it holds no longer"


def test_the_same_day_keeps_the_precision_of_what_it_rests_on() -> None:
    """ "That day" after a look back to a year is no more exact than the year."""
    old = SAID.format(who="Haas", day="Tuesday").replace("3 Tuesday Tuesday PROPN NNP 2 obl:tmod .", "3 in in ADP IN 4 case .")
    old = old.replace("4 taxes tax NOUN NNS 5 nsubj C", "4 2005 2005 NUM CD 2 obl .").replace(
        "5 fell fall VERB VBD 2 ccomp C", "5 no no ADV RB 2 obj C"
    )
    that = SAID.format(who="Haas", day="day").replace(
        "3 day day PROPN NNP 2 obl:tmod .", "3 that that DET DT 4 det .\n4 day day NOUN NN 2 obl ."
    )
    that = that.replace(
        "4 taxes tax NOUN NNS 5 nsubj C\n5 fell fall VERB VBD 2 ccomp C",
        "5 taxes tax NOUN NNS 6 nsubj C\n6 fell fall VERB VBD 2 ccomp C",
    )
    article, reading = read(old, that)
    found = classify(article, reading, nobody(reading))
    assert [(str(s.said_on), s.said_on_precision) for s in found] == [("2005-01-01", "year")] * 2
