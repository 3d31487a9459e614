"""Reports of reports ("Rell said that Dunn had denied it"), made from plain reports: PolNeAR marks only the outer one.

A sentence that is one report from its first word to its last is put into the mouth of somebody else's source. The text as a
whole then shows the outer report alone, as PolNeAR would have it, while both cues are marked as cues and each is seen with its
own source and content.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.nlp import labels
from kg.training.data import Document

CUES = (
    ("said",),
    ("says",),
    ("told", "reporters"),
    ("added",),
    ("claimed",),
    ("insisted",),
    ("wrote",),
    ("believes",),
    ("denied",),
)
B_SOURCE, B_CUE, I_CUE, B_CONTENT, I_CONTENT = (
    labels.ATTRIBUTION.index(tag) for tag in ("B-source", "B-cue", "I-cue", "B-content", "I-content")
)
QUOTES = frozenset("“”\"‘’`''``")
POSSESSIVES = frozenset(("'s", "’s", "'", "’", "his", "her", "their", "its", "my", "our"))
TOGETHER = 6
"""Sentences a document."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One sentence, without its full stop, with the attributions that lie in it."""

    forms: list[str]
    names: list[int]
    links: list[tuple[int, list[int]]]
    source: int
    """Tokens of the source, which stands at the beginning."""


def reports(docs: Sequence[Document]) -> Iterator[Report]:
    """Sentences that begin with a source, hold no quotation mark, and hold the whole of every attribution that touches them."""
    for doc in docs:
        if not doc.names:
            continue
        starts = [*(i for i, first in enumerate(doc.sentence_starts) if first), len(doc.forms)]
        marked = [(cue, seen, [i for i, tag in enumerate(seen) if tag]) for cue, seen in doc.links]
        for a, b in pairwise(starts):
            if not 6 < b - a < 45 or doc.forms[b - 1] != "." or QUOTES & set(doc.forms[a:b]):
                continue
            touching = [(cue, seen, places) for cue, seen, places in marked if places[-1] >= a and places[0] < b]
            if not touching or any(places[0] < a or places[-1] >= b - 1 for _, _, places in touching):
                continue
            first = next((seen for _, seen, _ in touching if seen[a] == B_SOURCE), None)
            if first is None:
                continue
            source = next(i for i in range(a + 1, b) if first[i] != B_SOURCE + 1) - a
            if doc.forms[a + source - 1] in POSSESSIVES:
                continue  # of "Rell's claim", which cannot stand before another cue
            yield Report(
                forms=doc.forms[a : b - 1], names=doc.names[a : b - 1], source=source,
                links=[(cue - a, seen[a : b - 1]) for cue, seen, _ in touching],
            )  # fmt: skip


def nested(docs: Sequence[Document], rng: random.Random, count: int) -> Iterator[Document]:
    """Documents of such sentences, `count` sentences in all, each reported by the source of another."""
    found = list(reports(docs))
    chosen = rng.sample(found, min(count, len(found)))
    for k in range(0, len(chosen), TOGETHER):
        yield _joined([_wrapped(report, rng.choice(found), rng) for report in chosen[k : k + TOGETHER]])


def _wrapped(inner: Report, other: Report, rng: random.Random) -> Document:
    who, cue = other.forms[: other.source], rng.choice(CUES)
    that = ["that"] if rng.random() < 0.7 else []
    before = len(who) + len(cue)
    length = before + len(that) + len(inner.forms) + 1
    outer = [0] * length
    outer[: len(who)] = [B_SOURCE] + [B_SOURCE + 1] * (len(who) - 1)
    outer[len(who) : before] = [B_CUE] + [I_CUE] * (len(cue) - 1)
    outer[before : length - 1] = [B_CONTENT] + [I_CONTENT] * (length - before - 2)
    at = before + len(that)
    first = inner.forms[0] if inner.names[0] or inner.forms[0] == "I" else inner.forms[0].lower()
    return Document(
        forms=[*who, *cue, *that, first, *inner.forms[1:], "."],
        breaks=[False] * length,
        sentence_starts=[1] + [0] * (length - 1),
        attribution=outer,
        links=[(len(who), outer), *((at + c, [0] * at + seen + [0]) for c, seen in inner.links)],
        names=[*other.names[: other.source], *[0] * (len(cue) + len(that)), *inner.names, 0],
    )


def _joined(sentences: Sequence[Document]) -> Document:
    whole = Document(forms=[], breaks=[], sentence_starts=[])
    total = sum(len(s.forms) for s in sentences)
    for s in sentences:
        at = len(whole.forms)
        whole.forms += s.forms
        whole.breaks += [bool(at), *s.breaks[1:]]
        whole.sentence_starts += s.sentence_starts
        whole.attribution += s.attribution
        whole.names += s.names
        whole.links += [(at + cue, [0] * at + seen + [0] * (total - at - len(seen))) for cue, seen in s.links]
    return whole
