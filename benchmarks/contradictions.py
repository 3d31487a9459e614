"""`python -m benchmarks.contradictions`: how far annotated contradicting pairs get: extracted, said, compared, reported.

Each pair of the development annotations is lost at one of these steps; where most are lost is where work pays.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

import kg
from benchmarks.corpus import DATA, polnear_dev, unpacked
from kg.compare.candidates import candidates
from kg.compare.claims import claims_of
from kg.compare.view import prepare
from kg.model import Extraction, Statement
from kg.stages.compare import compare
from kg.stages.link import link

Pair = frozenset[str]


def annotated(data: Path, extractions: list[Extraction]) -> list[list[tuple[Statement, Statement]]]:
    """For each annotated pair the pairs of statements at the annotated cues; empty where a side was not extracted."""
    with open(unpacked(data, "polnear") / "gold.dev.jsonl", encoding="utf8") as lines:
        cues = {row["article"]: {a["id"]: a["cue"] for a in row["attributions"]} for row in map(json.loads, lines)}
    statements = {e.article.id: e.statements for e in extractions}
    found = []
    with open(data / "annotations" / "dev.jsonl", encoding="utf8") as lines:
        for row in map(json.loads, lines):
            known = cues.get(row["article"], {})

            def sides(key: int, article: str = row["article"], known: dict[int, list[list[int]]] = known) -> list[Statement]:
                spans = known.get(key, [])
                said = [(s, s.attribution.cue) for s in statements.get(article, ())]
                return [s for s, cue in said if any(cue.start < end and cue.end > start for start, end in spans)]

            found += [[(a, b) for a in sides(c["a"]) for b in sides(c["b"]) if a != b] for c in row["contradictions"]]
    return found


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=DATA)
    data = ask.parse_args().data
    if not data.exists():
        sys.exit(f"{data}: the development data is not here")
    extractions = [e for e in kg.extract(polnear_dev(data)) if isinstance(e, Extraction)]
    links = link(extractions)
    views, bodies = prepare(extractions, links)
    said = [v for v in views if v.statement.is_said]
    compared = candidates(said, links, {v.statement.id: claims_of(v, bodies) for v in said})
    tried: set[Pair] = {frozenset((a.statement.id, b.statement.id)) for a, b in compared}
    reported: set[Pair] = {
        frozenset((r.earlier, r.later)) for r in compare(extractions, links) if r.relation in ("contradicts", "disputes")
    }
    steps: Counter[str] = Counter()
    for pairs in annotated(data, extractions):
        steps["annotated"] += 1
        steps["both sides extracted"] += bool(pairs)
        steps["both said or written"] += any(a.is_said and b.is_said for a, b in pairs)
        steps["compared"] += any(frozenset((a.id, b.id)) in tried for a, b in pairs)
        steps["reported"] += any(frozenset((a.id, b.id)) in reported for a, b in pairs)
    for step, count in steps.items():
        print(f"{step:22} {count}")


if __name__ == "__main__":
    main()
