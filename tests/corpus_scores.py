"""How well a build of the bundled articles agrees with what a careful reader finds: counts that tests put bounds on.

Everything is compared through the words: an expected statement is the one of the `kg extract` record whose content covers them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.corpus_texts import covering, find
from tests.expected import Expectations, Pair, Said, Side

Record = Mapping[str, Any]
"""One line of `kg extract`."""


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many, and what was missed, in words for a failed test's message."""

    right: int
    of: int
    missed: tuple[str, ...] = ()

    @property
    def value(self) -> float:
        """0 to 1; 1 where there is nothing to get right."""
        return self.right / self.of if self.of else 1.0


def statement_scores(expected: Expectations, records: Iterable[Record]) -> dict[str, Share]:
    """`found` of all expected statements; of those found: `speaker`, `role`, `kind`, `quote_type`, `said_on`, `negated`.

    `furniture` counts the pieces of a page that no statement holds.
    """
    by_article = {record["article"]: record for record in records}
    found = [(row, covering(by_article[row.article], row.words)) for row in expected.said if row.article in by_article]
    held = [(row, statement) for row, statement in found if statement is not None]
    missing = tuple(f"{row.article}: {row.words}" for row, statement in found if statement is None)
    checks = {
        "speaker": [(row, _speaker_fits(row, s)) for row, s in held],
        "role": [(row, _role(s) in row.roles) for row, s in held if row.roles],
        "kind": [(row, s["kind"] in row.kinds) for row, s in held if row.kinds],
        "quote_type": [(row, s["quote_type"] in row.quote_types) for row, s in held if row.quote_types],
        "said_on": [(row, s["said_on"] == row.said_on.isoformat()) for row, s in held if row.said_on],
        "negated": [(row, bool(s.get("negated")) == row.negated) for row, s in held],
    }
    scores = {name: _share((f"{row.article}: {row.words}", right) for row, right in rows) for name, rows in checks.items()}
    kept = [(f.words, not _is_held(by_article[f.article], f.words)) for f in expected.furniture if f.article in by_article]
    return {"found": Share(len(held), len(expected.said), missing), **scores, "furniture": _share(kept)}


def pair_scores(expected: Expectations, records: Iterable[Record], contradictions: Iterable[Record]) -> dict[str, Share]:
    """Conflicts of `kg contradictions` against the expected ones.

    `pairs`: expected conflicts that are reported; `reachable`: the same, of those whose sides are two extracted statements;
    `clashes`: blocks of the file with at least one reported wording; `type`: reported ones of an expected type;
    `quiet`: near misses and agreements that are rightly not reported (its `missed` are the false alarms).
    """
    by_article = {record["article"]: record for record in records}
    reported = {frozenset((c["earlier"]["statement"], c["later"]["statement"])): c for c in contradictions}

    def sides(pair: Pair) -> frozenset[str] | None:
        ids = [_id(by_article, side) for side in (pair.a, pair.b)]
        return frozenset(one for one in ids if one) if None not in ids and ids[0] != ids[1] else None

    conflicts = [(pair, sides(pair)) for pair in expected.pairs if pair.is_conflict]
    calm = [(pair, sides(pair)) for pair in expected.pairs if pair.relation in ("agrees", "unrelated")]
    hit = {pair.clash for pair, key in conflicts if key in reported}
    return {
        "pairs": _share((_words(pair), key in reported) for pair, key in conflicts),
        "reachable": _share((_words(pair), key in reported) for pair, key in conflicts if key),
        "clashes": _share({pair.clash: (pair.point, pair.clash in hit) for pair, _ in conflicts}.values()),
        "type": _share((_words(p), reported[key]["type"] in p.types) for p, key in conflicts if key and key in reported),
        "quiet": _share((_words(pair), key not in reported) for pair, key in calm if key),
    }


def _share(rows: Iterable[tuple[str, bool]]) -> Share:
    listed: Sequence[tuple[str, bool]] = list(rows)
    return Share(sum(right for _, right in listed), len(listed), tuple(words for words, right in listed if not right))


def _words(pair: Pair) -> str:
    return f"line {pair.line}, {pair.point}: {pair.a.words} | {pair.b.words}"


def _id(by_article: Mapping[str, Record], side: Side) -> str | None:
    statement = covering(by_article[side.article], side.words) if side.article in by_article else None
    return str(statement["id"]) if statement else None


def _speaker_fits(row: Said, statement: Record) -> bool:
    """A full name must be the actor's; of a source without a name, the actor's words must be among the article's for it."""
    actor = statement["actor"]
    if actor is None:
        return False
    names = {name.casefold() for name in row.speakers}
    if not row.unnamed:
        return actor["name"].casefold() in names
    words = set(actor["name"].casefold().split()) - {"a", "an", "the", "of"}
    return any(words & (set(name.split()) - {"a", "an", "the", "of"}) for name in names)


def _role(statement: Record) -> str:
    return statement["role"]["class"] if statement["role"] else "none"


def _is_held(record: Record, words: str) -> bool:
    span = find(record["text"], words)
    if span is None:
        return False
    return any(c["start"] < span.end and span.start < c["end"] for s in record["statements"] for c in s["content"])
