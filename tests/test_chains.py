"""Scores of coreference chains, held to an example that was worked by hand; and the readers of texts marked by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.chains import Tally, add
from kg.errors import InputError
from kg.model import Span
from kg.training.corefdata import chained, gap, ontogum

GOLD = [frozenset("abc"), frozenset("defg")]
FOUND = [frozenset("ab"), frozenset("cd"), frozenset("fghi")]


def scores(name: str, gold: list[frozenset[str]], found: list[frozenset[str]]) -> list[float]:
    tally = Tally()
    add({name: tally}, gold, found)
    return [round(x, 2) for x in tally.scores()[:2]]


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [
        # Links: found ab+cd+fghi = 1+1+3, of which ab and fg hold; of the gold's 2+3, ab and fg are found.
        ("muc", 40.0, 40.0),
        # Found mentions: a b 1 each, c d 1/2 each, f g 2/4 each; of 8. Gold: a b 2/3, c 1/3, d 1/4, f g 2/4; of 7.
        ("b3", 100 * (2 + 1 + 1) / 8, 100 * (4 / 3 + 1 / 3 + 1 / 4 + 1) / 7),
        # Best matching: abc with ab 4/5, defg with fghi 4/8.
        ("ceafe", 100 * 1.3 / 3, 100 * 1.3 / 2),
        # Links by chain: ab 1 of 1, cd none, fghi 1 of 6; gold abc 1 of 3, defg 1 of 6.
        ("lea", 100 * (2 + 4 / 6) / 8, 100 * (3 / 3 + 4 / 6) / 7),
    ],
)
def test_scores_of_a_worked_example(name: str, precision: float, recall: float) -> None:
    """Each score is what its definition gives by hand."""
    assert scores(name, GOLD, FOUND) == [round(precision, 2), round(recall, 2)]


@pytest.mark.parametrize("name", ["muc", "b3", "ceafe", "lea"])
def test_ends_of_the_scale(name: str) -> None:
    """The gold chains against themselves are right, against nothing of their own wrong."""
    assert scores(name, GOLD, GOLD) == [100.0, 100.0]
    assert scores(name, GOLD, [frozenset("xy")]) == [0.0, 0.0]
    assert scores(name, GOLD, []) == [0.0, 0.0]


CONLLU = """\
# newdoc id = GUM_news_boats
# newpar
1\tOrlova\t_\t_\t_\t_\t_\t_\t_\tEntity=(1)|SpaceAfter=No
2-3\t's\t_\t_\t_\t_\t_\t_\t_\t_
2\t'\t_\t_\t_\t_\t_\t_\t_\t_
3\ts\t_\t_\t_\t_\t_\t_\t_\t_
4\tboat\t_\t_\t_\t_\t_\t_\t_\tEntity=(2
5\tyard\t_\t_\t_\t_\t_\t_\t_\tEntity=2)

# newpar
1\tShe\t_\t_\t_\t_\t_\t_\t_\tEntity=(1)
2\tsold\t_\t_\t_\t_\t_\t_\t_\tEntity=3)
3\tit\t_\t_\t_\t_\t_\t_\t_\tEntity=(2)(4)
"""


def test_chains_of_a_document() -> None:
    """Chains stand at their characters, singletons and spans that never open are left out."""
    document = chained("GUM_news_boats", CONLLU)
    assert document.text == "Orlova's boat yard\n\nShe sold it"
    assert [[document.text[s.start : s.end] for s in chain] for chain in document.chains] == [
        ["Orlova", "She"],
        ["boat yard", "it"],
    ]
    assert document.genre == "news"


def test_snippets(tmp_path: Path) -> None:
    """A pronoun with its two names; a row whose offsets are wrong is named."""
    head = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n"
    row = "t-1\tOrlova met Haas. She left.\tShe\t17\tOrlova\t0\tTRUE\tHaas\t11\tFALSE\t-\n"
    path = tmp_path / "gap.tsv"
    path.write_text(head + row)
    (snippet,) = gap(path)
    assert (snippet.pronoun, snippet.is_a, snippet.is_b, snippet.feminine) == (Span(start=17, end=20), True, False, True)
    path.write_text(head + row.replace("\t17\t", "\t18\t"))
    with pytest.raises(InputError, match="row t-1: “She” does not stand at 18"):
        list(gap(path))
    with pytest.raises(InputError, match="no CoNLL-U file"):
        list(ontogum(tmp_path))
