"""Reports of reports for training: both cues are marked, and each is seen with its own source and content."""

from __future__ import annotations

import random

import pytest

from kg.nlp import labels
from kg.training.data import Document
from kg.training.nesting import nested, reports


def document(*sentences: str, marked: dict[int, tuple[tuple[int, int], int, tuple[int, int]]]) -> Document:
    """Sentences of words apart by blanks; `marked` gives a sentence's (source range, cue, content range)."""
    doc = Document(forms=[], breaks=[], sentence_starts=[])
    places = []
    for sentence in sentences:
        words = sentence.split()
        places.append(len(doc.forms))
        doc.forms += words
        doc.breaks += [True] + [False] * (len(words) - 1)
        doc.sentence_starts += [1] + [0] * (len(words) - 1)
    doc.names = [0] * len(doc.forms)
    for number, (source, cue, content) in marked.items():
        seen, at = [0] * len(doc.forms), places[number]
        for role, (a, b) in (("source", source), ("cue", (cue, cue + 1)), ("content", content)):
            for i in range(a, b):
                seen[at + i] = labels.ATTRIBUTION.index(("B-" if i == a else "I-") + role)
        doc.links.append((at + cue, seen))
    doc.attribution = [max(tags) for tags in zip(*(seen for _, seen in doc.links), strict=True)]
    return doc


DOC = document(
    "The mayor denied that the bridge was ever closed .",
    "Rain fell on the town for a week .",
    "Her deputy said the ferry had sunk in May .",
    marked={0: ((0, 2), 2, (3, 9)), 2: ((0, 2), 2, (3, 9))},
)


def spans(doc: Document, seen: list[int]) -> dict[str, str]:
    return {role: " ".join(doc.forms[a:b]) for role, a, b in labels.iob_spans([labels.ATTRIBUTION[i] for i in seen])}


def test_both_reports_are_seen_from_their_own_cues() -> None:
    """The outer report holds the inner one whole; the inner one keeps its own words."""
    (doc,) = nested([DOC], random.Random(3), 1)
    (outer_cue, outer), (inner_cue, inner) = doc.links
    assert len(doc.forms) == len(doc.breaks) == len(doc.names) == len(outer) == len(inner)
    whole, part = spans(doc, outer), spans(doc, inner)
    assert part["cue"] == doc.forms[inner_cue] in ("denied", "said")
    assert all(part[role].lower() in whole["content"].lower() for role in ("source", "cue", "content"))
    assert doc.forms[outer_cue] == whole["cue"].split()[0]


def test_the_text_as_a_whole_shows_the_outer_report_alone() -> None:
    """As PolNeAR marks it."""
    (doc,) = nested([DOC], random.Random(3), 1)
    assert doc.attribution == doc.links[0][1]


@pytest.mark.parametrize(
    ("sentence", "marked"),
    [
        ("Rain , the mayor said , fell on the town .", {0: ((2, 4), 4, (6, 10))}),
        ("The mayor said “ the bridge was closed ” on Monday .", {0: ((0, 2), 2, (3, 9))}),
        ("The mayor 's claim that the bridge was closed is false .", {0: ((0, 3), 3, (4, 9))}),
        ("The mayor said so .", {0: ((0, 2), 2, (3, 4))}),
    ],
    ids=["source not first", "quoted", "possessive", "too short"],
)
def test_what_cannot_be_reported_is_left_alone(sentence: str, marked: dict) -> None:
    """Sentences that would not make English after "Rell said that"."""
    assert list(reports([document(sentence, marked=marked)])) == []
