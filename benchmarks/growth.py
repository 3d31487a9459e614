"""`python -m benchmarks.growth`: what one more article costs as the store grows: pairs to compare, and seconds of linking.

The store is synthetic: invented speakers on invented topics, three statements an article. The pairs are counted that have a
statement of the newest article in them; the seconds are those of linking and comparing the whole store, over its articles.
"""

from __future__ import annotations

import argparse
import random
import time
from datetime import date, timedelta

from kg import iris
from kg.compare.candidates import candidates
from kg.compare.claims import claims_of
from kg.compare.view import prepare
from kg.model import Actor, Article, Attribution, Extraction, Participant, Proposition, Span, Speaker, Statement
from kg.stages.link import link

TOPICS = "harbour dredging|teacher pensions|glacier tunnel|wolf licences|lithium quarry|ferry subsidies|grain tariffs|dam repairs"
PLACES = "Aune|Lisse|Halsund|Dorn|Ravna|Grimsvatn|Ostrand|Velm|Hollin|Keld"
EACH = 3
"""Statements of an article."""
A_DAY = 40
"""Articles of a day."""


def article(number: int, dice: random.Random) -> Extraction:
    """An article with `EACH` statements on one topic of its day."""
    day = date(2020, 1, 1) + timedelta(days=number // A_DAY)
    topic, place = dice.choice(TOPICS.split("|")), dice.choice(PLACES.split("|"))
    text, statements, actors = "", [], {}
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


def measure(size: int) -> tuple[int, float]:
    """(pairs that the newest article takes part in, seconds of linking and finding pairs) for a store of `size` statements."""
    dice = random.Random(7)
    corpus = [article(n, dice) for n in range(size // EACH)]
    begun = time.perf_counter()
    links = link(corpus)
    views, bodies = prepare(corpus, links)
    found = candidates(views, links, {v.statement.id: claims_of(v, bodies) for v in views})
    seconds = time.perf_counter() - begun
    newest = corpus[-1].article.id
    return sum(newest in (a.article.id, b.article.id) for a, b in found), seconds


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("sizes", nargs="*", type=int, default=[1_000, 10_000, 100_000])
    for size in ask.parse_args().sizes:
        pairs, seconds = measure(size)
        print(f"{size:>9,} statements: {pairs:>5} pairs for one more article; {1000 * seconds / size:.2f} s for 1,000 statements")


if __name__ == "__main__":
    main()
