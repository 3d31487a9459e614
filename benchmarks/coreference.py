"""`python -m benchmarks.coreference`: who stands for whom in one text, against GAP (pronouns) and OntoGUM's news (chains).

GAP counts a name as found where the product gives it and the pronoun one actor. OntoGUM has chains of things of all sorts; only
those are measured that the product resolves: chains with a person or body that it names, by their mentions' heads.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from pathlib import Path

from benchmarks.chains import Chain, Tally, add
from benchmarks.corpus import DATA, unpacked
from kg import gazetteer
from kg.actors import pronoun_scorer
from kg.actors.evidence import Row
from kg.actors.page import Page
from kg.model import Article, Cast, Reading, Span
from kg.stages.resolve import resolve
from kg.training.corefdata import Chained, Snippet, gap, ontogum
from kg.training.coreference import using

Read = tuple[Article, Reading]


def read(documents: Sequence[Snippet | Chained]) -> list[Read]:
    """The documents as the shipped reader reads them."""
    from kg.nlp.weights import load_reader  # the model runtime, only where texts are read

    reader, out = load_reader(), []
    for i in range(0, len(documents), 8):
        articles = [Article(id=d.name, text=d.text) for d in documents[i : i + 8]]
        out += list(zip(articles, reader.read_batch(articles), strict=True))
    return out


def actor_at(cast: Cast, reading: Reading, span: Span, kind: str) -> str | None:
    """The actor of the shortest mention of this kind that meets a span."""
    meeting = [
        (reading.tokens[m.end - 1].end - reading.tokens[m.first].start, m.actor)
        for m in cast.mentions
        if m.kind == kind and reading.tokens[m.first].start < span.end and reading.tokens[m.end - 1].end > span.start
    ]
    return min(meeting, default=(0, None))[1]


def pronouns(snippets: Sequence[Snippet], readings: Sequence[Read]) -> dict[str, float]:
    """Precision, recall and F1 in percent over GAP's (pronoun, name) pairs, by gender, and F1 of women over that of men."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for snippet, (article, reading) in zip(snippets, readings, strict=True):
        cast = resolve(article, reading, gazetteer.load())
        meant = actor_at(cast, reading, snippet.pronoun, "pronoun")
        for span, right in ((snippet.a, snippet.is_a), (snippet.b, snippet.is_b)):
            said = meant is not None and actor_at(cast, reading, span, "name") == meant
            for group in ("overall", "feminine" if snippet.feminine else "masculine"):
                counts[group].update({"found": said, "gold": right, "right": said and right})
    figures = {}
    for group, c in sorted(counts.items()):
        p, r = c["right"] / max(1, c["found"]), c["right"] / max(1, c["gold"])
        for name, value in (("precision", p), ("recall", r), ("F1", 2 * p * r / (p + r) if p + r else 0.0)):
            figures[f"{group} {name}"] = round(100 * value, 1)
    figures["bias"] = round(figures.get("feminine F1", 0.0) / max(0.1, figures.get("masculine F1", 0.0)), 2)
    return figures


def chains(documents: Sequence[Chained], readings: Sequence[Read]) -> dict[str, float]:
    """MUC, B-cubed, CEAF over entities, their mean (CoNLL F1), and LEA, in percent."""
    tallies = {name: Tally() for name in ("muc", "b3", "ceafe", "lea")}
    for document, (article, reading) in zip(documents, readings, strict=True):
        add(tallies, *measured(document, article, reading))
    figures = {}
    for name, tally in tallies.items():
        for what, value in zip(("precision", "recall", "F1"), tally.scores(), strict=True):
            figures[f"{name} {what}"] = round(value, 1)
    figures["CoNLL F1"] = round(sum(figures[f"{name} F1"] for name in ("muc", "b3", "ceafe")) / 3, 1)
    return figures


def measured(document: Chained, article: Article, reading: Reading) -> tuple[list[Chain], list[Chain]]:
    """(gold, found) chains as sets of head tokens.

    Of the gold ones, those with a pronoun of a person or with a mention that the product takes for an actor's name; of the found
    ones, all with more than one mention, without the mentions of gold chains that are left out.
    """
    page = Page(article, reading)
    cast = resolve(article, reading, gazetteer.load())
    by_actor: dict[str, set[Hashable]] = defaultdict(set)
    kinds: dict[Hashable, str] = {}
    for mention in cast.mentions:
        head = page.span_head(mention.first, mention.end)
        by_actor[mention.actor].add(head)
        kinds[head] = mention.kind
    marked = [c for chain in document.chains if len(c := frozenset(_heads(page, chain))) > 1]
    gold = [c for c in marked if any(kinds.get(h) == "name" or _personal(page, h) for h in c)]
    other = frozenset(h for c in marked if c not in gold for h in c)
    found = [c for heads in by_actor.values() if len(c := frozenset(heads - other)) > 1]
    return list(gold), list(found)


def _heads(page: Page, chain: Iterable[Span]) -> Iterator[int]:
    for span in chain:
        inside = page.inside(span)
        if inside:
            yield page.span_head(inside.start, inside.stop)


def _personal(page: Page, head: int) -> bool:
    return page.lower(head) in ("he", "him", "his", "himself", "she", "her", "hers", "herself")


def main(argv: Sequence[str] | None = None) -> None:
    """Prints the figures of both sets with the table of rules and with the weights that were learnt."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.coreference", description=__doc__)
    parser.add_argument(
        "--data", type=Path, help="unpacked coref.tar.xz (default: that of the shared data, unpacked below build/)"
    )
    parser.add_argument("--limit", type=int, default=10**6, help="snippets of GAP at most")
    args = parser.parse_args(argv)
    data = args.data or unpacked(DATA, "coref")
    snippets = list(gap(data / "gap-validation.tsv"))[: args.limit]
    documents = list(ontogum(data / "ontogum" / "conllu", "news"))
    of_gap, of_news = read(snippets), read(documents)
    tables: dict[str, tuple[Row, ...]] = {"rules": pronoun_scorer.ROWS, "learnt": pronoun_scorer.learnt()}
    figures = {}
    for name, table in tables.items():
        with using(table):
            figures[name] = {"GAP validation": pronouns(snippets, of_gap), "OntoGUM news": chains(documents, of_news)}
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
