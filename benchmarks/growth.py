"""`python -m benchmarks.growth`: what one more article costs as a store on disk grows, and what linking all of it costs.

The store is synthetic: invented speakers on invented topics, three statements an article. It is filled in bulk and linked in
full; then some articles come one by one. The seconds are those of the processor, of all that a build does over all articles
once one more is stored: telling what is new, linking, comparing, writing and inferring.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from unittest.mock import patch

import pyoxigraph as ox

from kg import iris, rdf
from kg.compare.view import View
from kg.corpus import relink
from kg.index import growing
from kg.model import Actor, Article, Attribution, Extraction, Participant, Proposition, Span, Speaker, Statement
from kg.stages import compare
from kg.store import Store, open_store
from kg.store.embedded import NOTES

TOPICS = "harbour dredging|teacher pensions|glacier tunnel|wolf licences|lithium quarry|ferry subsidies|grain tariffs|dam repairs"
PLACES = "Aune|Lisse|Halsund|Dorn|Ravna|Grimsvatn|Ostrand|Velm|Hollin|Keld"
EACH = 3
"""Statements of an article."""
A_DAY = 40
"""Articles of a day."""
MORE = 7
"""Articles that come one by one, after a first one."""


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
    """What linking costs, in seconds of the processor."""

    full: float
    """All articles."""
    first: float
    """The first that comes after the store was opened."""
    more: float
    """One more, the median of `MORE`."""
    pairs: int
    """Pairs of statements compared for one more, the median."""
    notes: float
    """Megabytes of notes that make it quick."""


def measure(size: int, folder: Path, *, unjudged: bool = False) -> Cost:
    """The cost of linking articles that come one by one to a linked store of `size` statements in `folder`.

    `unjudged` leaves out, while all are linked, what finds nothing between these statements anyway: the store is the same.
    """
    dice = random.Random(7)
    newest = size // EACH
    fill(folder, (article(n, dice) for n in range(newest)))
    judging = patch.object(compare, "judge", lambda *_: None) if unjudged else nullcontext()
    with open_store(folder) as store, judging:
        begun = time.process_time()
        relink(store)
        full = time.process_time() - begun
    ox.Store(str(folder)).optimize()  # else the engine tidies up beside what is measured
    seconds: list[float] = []
    pairs: list[int] = []

    def counted(asked: Sequence[tuple[View, View]], *given: Any, **more: Any) -> Any:
        pairs.append(len(asked))
        return compare.judged(asked, *given, **more)

    with open_store(folder) as store, patch.object(growing, "judged", counted):
        for number in range(newest, newest + 1 + MORE):
            put(store, [article(number, dice)])
            begun = time.process_time()
            relink(store)
            seconds.append(time.process_time() - begun)
        if len(pairs) < len(seconds):
            raise SystemExit("an article was linked in full")
    notes = (folder / NOTES).stat().st_size / 1e6
    return Cost(full, seconds[0], statistics.median(seconds[1:]), round(statistics.median(pairs[1:])), notes)


def fill(folder: Path, articles: Iterable[Extraction]) -> None:
    """A store of many articles, not linked, by the engine's way for much at once."""
    store = ox.Store(str(folder))
    store.bulk_extend(q for e in articles for quad in quads(e) for q in (quad, ox.Quad(*quad.triple)))
    store.flush()


def quads(one: Extraction) -> list[ox.Quad]:
    """The graph of an article."""
    return rdf.article_quads(one, fingerprint=iris.digest(one.article.id, one.article.text))


def put(store: Store, articles: Sequence[Extraction]) -> None:
    """Articles into a store, not linked."""
    store.replace({rdf.article_graph(e.article.id): quads(e) for e in articles})


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    ask.add_argument("--unjudged", action="store_true", help="link all without judging pairs, of which none is anything here")
    given = ask.parse_args()
    for size in given.sizes:
        with TemporaryDirectory() as folder:
            cost = measure(size, Path(folder) / "store", unjudged=given.unjudged)
        print(
            f"{size:>9,} statements: one more article takes {cost.more:6.3f} s ({cost.first:.3f} s the first), "
            f"{cost.pairs} pairs compared; linking all took {cost.full:,.1f} s; {cost.notes:,.1f} MB of notes",
            flush=True,
        )


if __name__ == "__main__":
    main()
