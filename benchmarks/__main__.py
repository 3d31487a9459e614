"""`make bench`: time and memory of the main jobs, each against something measured beside it in the same run."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable

import numpy as np

from benchmarks.corpus import ROOT, WORK, articles
from benchmarks.timing import timed
from kg import pipeline
from kg.nlp import tokens, windows
from kg.nlp.parts import visible_tokens
from kg.nlp.weights import load_reader


def process(*arguments: str) -> Callable[[], object]:
    return lambda: subprocess.run([sys.executable, *arguments], check=True, capture_output=True, cwd=ROOT)


def start_up() -> None:
    bare = timed(process("-I", "-c", "pass"), 7)[0]
    print(f"start-up: bare interpreter {1000 * bare:.0f} ms", end="")
    for name, call in {"kg --help": ["-m", "kg", "--help"], "kg query --list": ["-m", "kg", "query", "--list"]}.items():
        print(f"; {name} {timed(process(*call), 7)[0] / bare:.1f} times that", end="")
    print()


def reading(limit: int = 40) -> None:
    """The whole of `kg extract` against the bare encoder pass over the same pieces."""
    options = pipeline.Options()
    found = [a for a in pipeline.prepare([articles()], options) if not isinstance(a, Exception)][:limit]
    reader = load_reader()
    made = []
    for article in found:
        spans = visible_tokens(article)
        made.append(
            tokens.pieces([article.text[a:b] for a, b in spans], tokens.breaks_before(article.text, spans), reader.wordpieces)
        )
    count = sum(len(m.ids) for m in made)
    s = reader.settings

    def encoder() -> None:
        for i in range(0, len(made), pipeline.BATCH):
            windows.run_all(
                made[i : i + pipeline.BATCH], reader.session.run, size=s.size, overlap=s.overlap, rows=s.rows, ends=(101, 102)
            )

    def bare() -> None:
        rows = np.ones((8, s.size + 2), np.int64)
        for _ in range(0, count, 8 * s.size):
            reader.session.run(rows * 2000, rows, rows, rows)

    def whole() -> None:
        pipeline.extract_batch(found, options)

    whole()
    (ground, least), (overlapped, some), (all_of_it, most) = timed(bare), timed(encoder), timed(whole)
    print(
        f"reading {len(found)} articles, {count} word pieces: whole extract {len(found) / all_of_it:.1f} articles/s, "
        f"{count / all_of_it:.0f} pieces/s; {all_of_it / ground:.2f} times the bare encoder pass "
        f"({count / ground:.0f} pieces/s), of which windows that overlap {overlapped / ground:.2f}; "
        f"by processor time {most / least:.2f} and {some / least:.2f}"
    )


def building() -> None:
    """A first build, a second one that finds nothing changed, and the memory of the first."""
    folder, store = articles(), WORK / "bench-store"
    shutil.rmtree(store, ignore_errors=True)
    code = (
        "import kg, json, resource, sys\nr = kg.build(sys.argv[1], sys.argv[2])\n"
        "print(json.dumps({'seconds': r.seconds, 'articles': r.articles, 'statements': r.statements,"
        " 'mb': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))"
    )
    first, second = (
        json.loads(
            subprocess.run(
                [sys.executable, "-c", code, folder, store], check=True, capture_output=True, text=True, cwd=ROOT
            ).stdout
        )
        for _ in range(2)
    )
    print(
        f"building {first['articles']} articles ({first['statements']} statements): {first['seconds']:.1f} s, "
        f"at most {first['mb']:.0f} MB; again, nothing changed: {second['seconds'] / first['seconds']:.3f} of that"
    )


def main() -> None:
    WORK.mkdir(parents=True, exist_ok=True)
    start_up()
    reading()
    building()
    print(f"memory of this process at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
