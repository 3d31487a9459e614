"""Decisions as examples from which the next model can learn: both texts, the features, the verdict."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.errors import UsageError
from kg.reviews.desk import Case, cases
from kg.reviews.explaining import as_json, explanations
from kg.reviews.settling import verdict
from kg.store.base import Store


def examples(store: Store) -> Iterator[dict[str, Any]]:
    """One record for each contradiction with a verdict, confirmed or rejected, orphaned ones included: their words are kept."""
    known = explanations(store)
    for case in cases(store):
        last = verdict(case.reviews)
        if last is None or last.verdict not in ("confirmed", "rejected"):
            continue
        yield {
            "id": case.record["id"],
            "number": case.number,
            "state": case.state,
            "verdict": last.verdict,
            "by": last.by,
            "at": last.at.isoformat(),
            "notes": [{"by": r.by, "at": r.at.isoformat(), "verdict": r.verdict, "note": r.note} for r in case.reviews],
            "found_by": "person" if last.added else "machine",
            **{key: case.record[key] for key in ("relation", "type", "point", "rationale", "confidence", "basis")},
            "earlier": _side(case, "earlier"),
            "later": _side(case, "later"),
            "features": as_json(known.get(case.record["id"])),
        }


def write(store: Store, path: Path | None) -> int:
    """The examples as JSON lines in a file, or on standard output; how many. UsageError where the file cannot be written."""
    lines = [json.dumps(row, ensure_ascii=False) + "\n" for row in examples(store)]
    if path is None:
        sys.stdout.writelines(lines)
        return len(lines)
    try:
        path.write_text("".join(lines), encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{path}: cannot write ({error.strerror})") from error
    return len(lines)


def _side(case: Case, which: str) -> dict[str, Any]:
    side = case.record[which]
    return {key: side.get(key) for key in ("statement", "article", "outlet", "actor", "role", "said_on", "text")}
