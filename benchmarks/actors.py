"""The most frequent actors of a corpus, to be read by eye: whom it joined, and whom it did not.

    python -m benchmarks.actors PATH… --store FOLDER [--articles N] [--actors K] [--workers W] [-o FILE.tsv]

Builds N articles (the first in the order of a digest of their ids: a fair sample, and always the same one) into a store, and
lists the K actors that most articles name: number of articles, IRI, names, class, the grounds of what was joined, and the ids of
a few articles. No text of any article is printed, so that the list with verdicts may be kept.
A second run over the same store reads nothing again.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import kg
from kg import iris, pipeline, rdf
from kg.compare.bodies import canonical
from kg.model import Article, Links, SameActor
from kg.store import Store
from kg.terms import PS

_NO_NAME = {"UnnamedSource", "Document", "Group"}
"""Classes of what has no name of its own."""
SHOWN = 5
"""Articles shown for each actor."""


def main() -> None:
    """Builds and lists."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.actors")
    parser.add_argument("paths", nargs="+", metavar="PATH")
    parser.add_argument("--store", required=True)
    parser.add_argument("--articles", type=int, default=1000, metavar="N")
    parser.add_argument("--actors", type=int, default=50, metavar="K")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("-o", "--out", help="file to write (default: standard output)")
    args = parser.parse_args()
    with kg.open_store(args.store) as store:
        build(args.paths, store, args.articles, args.workers)
        rows = list(islice(frequent(store), args.actors))
        decided = Counter(found for found in joined(store))
    with open(args.out, "w", encoding="utf-8", newline="") if args.out else sys.stdout as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["articles"], delimiter="\t", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"joined names: {decided['same']}, namesakes told apart: {decided['namesake']}", file=sys.stderr)


def build(paths: Iterable[str], store: Store, number: int, workers: int) -> None:
    """Reads the sample into the store, by way of a file that holds it alone."""
    found = [item for item in pipeline.prepare(paths, pipeline.Options()) if isinstance(item, Article)]
    found.sort(key=lambda article: iris.digest(article.id))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "sample.jsonl"
        file.write_text("".join(json.dumps(_record(a), ensure_ascii=False) + "\n" for a in found[:number]), encoding="utf-8")
        counts = pipeline.build([file], store, pipeline.Options(workers=workers), _progress)
    print(f"\n{counts}", file=sys.stderr)


def _record(article: Article) -> dict[str, str | None]:
    day = article.published.isoformat() if article.published else None
    plain = {"id": article.id, "text": article.text, "title": article.title, "outlet": article.outlet, "author": article.author}
    return {**plain, "url": article.url, "published": day}


def _progress(what: str, done: int, of: int | None) -> None:
    if sys.stderr.isatty():
        print(f"\r{what} {done} of {of or '?'}", end="", file=sys.stderr)


def frequent(store: Store) -> Iterator[dict[str, Any]]:
    """Named actors, those of most articles first."""
    extractions = rdf.read_extractions(store.select)
    same = _same(store)
    stands_for = canonical(Links(same=tuple(same)))
    articles: dict[str, set[str]] = defaultdict(set)
    names: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for extraction in extractions:
        for actor in extraction.actors:
            if not _NO_NAME & set(actor.types) and actor.name[:1].isupper():
                iri = stands_for.get(actor.iri, actor.iri)
                articles[iri].add(extraction.article.id)
                names[iri][actor.name] += 1
                kinds[iri].update(actor.types[:1])
    for iri, found in sorted(articles.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        yield {
            "articles": len(found),
            "actor": iri,
            "names": "; ".join(f"{name} ({n})" for name, n in names[iri].most_common()),
            "class": kinds[iri].most_common(1)[0][0],
            "joined": "; ".join(f"{s.ground} {s.score}" for s in same if s.same_as == iri),
            "some": " ".join(sorted(found)[:SHOWN]),
        }


def _same(store: Store) -> list[SameActor]:
    """What the last linking decided."""
    query = "SELECT ?v ?c ?s ?r { ?d ps:variant ?v ; ps:canonical ?c ; ps:score ?s ; ps:rationale ?r }"
    found = kg.ask(store, query).rows
    return [SameActor(actor=r["v"], same_as=r["c"], score=float(r["s"]), ground=r["r"]) for r in found]


def joined(store: Store) -> Iterator[str]:
    """One word for each decision in force."""
    for row in kg.ask(store, "SELECT ?kind ?d { ?d a ?kind VALUES ?kind { ps:SameActorDecision ps:NamesakeDecision } }").rows:
        yield "same" if row["kind"] == PS.SameActorDecision else "namesake"


if __name__ == "__main__":
    main()
