"""`python -m benchmarks.re3d`: what the product says of people and bodies in re3d's 98 documents on Syria and Iraq.

`same`: two phrases of a sentence are one actor (IsSynonymOf). `role`: a person has a role in a body (InChargeOf, BelongsTo), by
the product's mandates and by what an actor stands for. Only pairs of phrases are looked at that re3d marks as people or bodies;
pronouns are left out, since re3d calls them no synonyms, and so is what one body has to do with another.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.corpus import DATA, unpacked
from kg import gazetteer
from kg.actors.words import mapped
from kg.gazetteer import key
from kg.model import Article, Cast, Reading, Span
from kg.stages.resolve import resolve

GOLD = {"IsSynonymOf": "same", "InChargeOf": "role", "BelongsTo": "role"}
ACTORS = ("Person", "Organisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Marked:
    """A document with its people and bodies, and what is said of pairs of them."""

    name: str
    text: str
    phrases: tuple[Span, ...]
    people: frozenset[Span]
    """Those of the phrases that are people."""
    pairs: frozenset[tuple[str, frozenset[Span]]]
    """(same or role, the two phrases)."""


def documents(folder: Path) -> Iterator[Marked]:
    """The documents of all sources, in order."""
    for place in sorted(p.parent for p in folder.glob("*/documents.json")):
        marks = {row["_id"]: (row["text"], {}, set()) for row in _lines(place / "documents.json")}
        for row in _lines(place / "entities.json"):
            if row["type"] in ACTORS and row["value"].casefold() not in mapped("pronouns"):
                marks[row["documentId"]][1][Span(start=row["begin"], end=row["end"])] = row["type"]
        for row in _lines(place / "relations.json"):
            if row["type"] in GOLD:
                one = Span(start=row["sourceBegin"], end=row["sourceEnd"])
                other = Span(start=row["targetBegin"], end=row["targetEnd"])
                marks[row["documentId"]][2].add((GOLD[row["type"]], frozenset((one, other))))
        for name, (text, phrases, pairs) in marks.items():
            people = frozenset(span for span, kind in phrases.items() if kind == "Person")
            known = frozenset(p for p in pairs if p[1] <= phrases.keys() and len(p[1]) == 2 and _fits(p, people))
            yield Marked(name=name, text=text, phrases=tuple(sorted(phrases)), people=people, pairs=known)


def _fits(pair: tuple[str, frozenset[Span]], people: frozenset[Span]) -> bool:
    """Whether a role is a person's in a body."""
    return pair[0] == "same" or len(pair[1] & people) == 1


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def actor_of(cast: Cast, reading: Reading, span: Span) -> str | None:
    """The actor of the mention that fits a phrase best: most characters shared, fewest beside it."""
    best: tuple[int, str] | None = None
    for mention in cast.mentions:
        start, end = reading.tokens[mention.first].start, reading.tokens[mention.end - 1].end
        shared = min(end, span.end) - max(start, span.start)
        if shared > 0:
            fit = 3 * shared - (end - start)
            best = max(best or (fit, mention.actor), (fit, mention.actor))
    return best[1] if best else None


def said(marked: Marked, reading: Reading, cast: Cast) -> Iterator[tuple[str, frozenset[Span]]]:
    """What the product says of pairs of phrases that stand in one sentence."""
    names = {a.iri: {key(n) for n in (a.name, *a.aliases)} for a in cast.actors}
    ties = {(a.iri, r.body) for a in cast.actors for r in a.represents}
    for mandate in cast.mandates:
        of = {iri for iri, known in names.items() if mandate.role.of and key(mandate.role.of) in known}
        ties |= {(mandate.holder, body) for body in of | {mandate.role.of_actor or ""}}
    starts = [reading.tokens[first].start for first, _ in reading.sentences]
    placed = [(sum(s <= span.start for s in starts), span, actor_of(cast, reading, span)) for span in marked.phrases]
    for (here, one, first), (there, other, second) in combinations(placed, 2):
        if here != there or not first or not second or one.end > other.start:
            continue
        if first == second and marked.text[one.start : one.end] != marked.text[other.start : other.end]:
            yield "same", frozenset((one, other))
        elif ((first, second) in ties or (second, first) in ties) and _fits(("role", frozenset((one, other))), marked.people):
            yield "role", frozenset((one, other))


def figures(marked: Sequence[Marked], readings: Sequence[tuple[Article, Reading]]) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 in percent for each relation, with how many there are and how many were said."""
    counts: Counter[tuple[str, str]] = Counter()
    for document, (article, reading) in zip(marked, readings, strict=True):
        mine = set(said(document, reading, resolve(article, reading, gazetteer.load())))
        for what, pairs in (("gold", document.pairs), ("said", mine), ("right", mine & document.pairs)):
            counts.update((relation, what) for relation, _ in pairs)
    out = {}
    for relation in sorted(set(GOLD.values())):
        gold, found, right = (counts[relation, what] for what in ("gold", "said", "right"))
        p, r = right / max(1, found), right / max(1, gold)
        f1 = 2 * p * r / (p + r) if right else 0.0
        scores = {"precision": p, "recall": r, "F1": f1}
        out[relation] = {"gold": gold, "said": found, **{k: round(100 * v, 1) for k, v in scores.items()}}
    return out


def main(argv: Sequence[str] | None = None) -> None:
    """Prints the figures as JSON."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.re3d", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="folder re3d of articles.tar.xz (default: the shared data, unpacked below build/)"
    )
    args = parser.parse_args(argv)
    from kg.nlp.weights import load_reader  # the model runtime, only where texts are read

    folder = args.data or unpacked(DATA, "articles") / "re3d"
    marked = list(documents(folder))
    if not marked:
        sys.exit(f"{folder}: no documents of re3d are here")
    articles = [Article(id=d.name, text=d.text) for d in marked]
    readings = list(zip(articles, load_reader().read(articles), strict=True))
    print(json.dumps(figures(marked, readings), indent=1))


if __name__ == "__main__":
    main()
