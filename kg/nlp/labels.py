"""Tag sets of the reader's heads. Their order is part of the weights: append, never reorder."""

from __future__ import annotations

ATTRIBUTION = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
"""Roles of an attribution (PolNeAR), once for the whole text and once more as seen from each cue."""

NAMES = ("O", "B-person", "I-person", "B-organization", "I-organization", "B-place", "I-place", "B-nationality", "I-nationality")
"""Names; `nationality` is CoreNLP's MISC: peoples, faiths, parties' adherents, and other proper adjectives."""

UPOS = tuple(
    [
        "ADJ",
        "ADP",
        "ADV",
        "AUX",
        "CCONJ",
        "DET",
        "INTJ",
        "NOUN",
        "NUM",
        "PART",
        "PRON",
        "PROPN",
        "PUNCT",
        "SCONJ",
        "SYM",
        "VERB",
        "X",
    ]
)
"""Universal parts of speech."""

DISTANCES = 17
"""Buckets of the signed distance in tokens between a cue and another token, see `distance_bucket`."""


def distance_bucket(offset: int) -> int:
    """Bucket (0 to 16) of a signed token distance: 8 is the cue itself, each step outwards doubles the reach."""
    size = min(8, abs(offset).bit_length())
    return 8 + size if offset > 0 else 8 - size


def iob_spans(tags: list[str]) -> list[tuple[str, int, int]]:
    """(role, first, end) of the spans in an IOB2 sequence; an I without its B opens a span as well."""
    out: list[tuple[str, int, int]] = []
    start, role = 0, ""
    for i, tag in enumerate(tags):
        if tag == "O" and not role:
            continue  # most of a text
        kind = tag[2:]
        if role and (tag[:2] != "I-" or kind != role):
            out.append((role, start, i))
            role = ""
        if kind and not role:
            start, role = i, kind
    if role:
        out.append((role, start, len(tags)))
    return out
