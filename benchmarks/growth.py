"""`python -m benchmarks.growth`: what one more article costs as a store on disk grows: pairs compared, and seconds of linking.

The store is synthetic: invented speakers on invented topics, three statements an article. The seconds are those of the
processor, of everything that a build does over all articles: reading them, linking, comparing, writing and inferring.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

from kg import iris, rdf
from kg.compare.candidates import candidates
from kg.compare.view import View
from kg.corpus import relink
from kg.model import Actor, Article, Attribution, Extraction, Participant, Proposition, Span, Speaker, Statement
from kg.stages import compare
from kg.store import Store, open_store

TOPICS = "harbour dredging|teacher pensions|glacier tunnel|wolf licences|lithium quarry|ferry subsidies|grain tariffs|dam repairs"
PLACES = "Aune|Lisse|Halsund|Dorn|Ravna|Grimsvatn|Ostrand|Velm|Hollin|Keld"
EACH = 3
"""Statements of an article."""
A_DAY = 40
"""Articles of a day."""
TOGETHER = 64
"""Articles that are written at once."""


def article(number: int, dice: random.Random) -> Extraction:
    """An article with `EACH` statements on one topic of its day."""
    day = date(2020, 1, 1) + timedelta(days=number // A_DAY)
    topic, place = dice.choice(TOPICS.split("|")), dice.choice(PLACES.split("|"))
    text, statements = "", []
    actors: dict[str, Actor] = {}
    for _ in range(EACH):
        name = f"Otto Roth{dice.randrange(200):03}"
        actor = actors.setdefault(name, Actor(iri=iris.actor(name), name=name, types=("Person",)))
        sum_ = dice.randrange(1, 500)
        said = f"{topic} in {place} cost {sum_} million crowns in case {number}"
        begun = len(text)
        text += f"{name} said {said}.\n"
        cue = Span(start=begun + len(name) + 1, end=begun + len(name) + 5)
        content = Span(start=cue.end + 1, end=cue.end + 1 + len(said))
        claim = Proposition(
            text=said, span=content, predicate="cost", event_type="Event", theme=Participant(text=f"{sum_} million crowns"),
            keys=tuple(sorted(f"{topic} {place.lower()}".split())),
        )  # fmt: skip
        statements.append(
            Statement(
                id=iris.statement(f"a{number}", cue.start, cue.end, said, iris.BASE), article=f"a{number}",
                attribution=Attribution(source=Span(start=begun, end=cue.start - 1), cue=cue, content=(content,)),
                speaker=Speaker(actor=actor.iri), kind="speech", quote_type="indirect", speech_act="assert", said_on=day,
                propositions=(claim,),
            )
        )  # fmt: skip
    made = Article(id=f"a{number}", text=text, published=day, outlet="The Wire")
    return Extraction(article=made, actors=tuple(actors[n] for n in sorted(actors)), statements=tuple(statements))


class Cost(NamedTuple):
    """What one more article costs."""

    pairs: int
    """Pairs of statements compared in all."""
    own: int
    """Of these, pairs with a statement of the article."""
    seconds: float
    """Of the processor, for the whole linking."""


def measure(size: int, folder: Path) -> Cost:
    """The cost of linking one article that comes to a linked store of `size` statements in `folder`."""
    dice = random.Random(7)
    newest = size // EACH
    with open_store(folder) as store:
        for begin in range(0, newest, TOGETHER):
            put(store, [article(n, dice) for n in range(begin, min(newest, begin + TOGETHER))])
        relink(store)
        put(store, [article(newest, dice)])
        found: list[tuple[View, View]] = []

        def counted(*given: Any) -> list[tuple[View, View]]:
            found[:] = candidates(*given)
            return found

        with patch.object(compare, "candidates", counted):
            begun = time.process_time()
            relink(store)
            seconds = time.process_time() - begun
    own = sum(f"a{newest}" in (a.article.id, b.article.id) for a, b in found)
    return Cost(pairs=len(found), own=own, seconds=seconds)


def put(store: Store, articles: Sequence[Extraction]) -> None:
    """Articles into a store, not linked."""
    store.replace({rdf.article_graph(e.article.id): rdf.article_quads(e, fingerprint="f") for e in articles})


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    for size in ask.parse_args().sizes:
        with TemporaryDirectory() as folder:
            cost = measure(size, Path(folder) / "store")
        print(
            f"{size:>9,} statements: one more article takes {cost.seconds:8.2f} s ({1000 * cost.seconds / size:.2f} s for 1,000 "
            f"statements); {cost.pairs:>9,} pairs compared, {cost.own} of them its own",
            flush=True,
        )


if __name__ == "__main__":
    main()
