"""`python -m benchmarks.explorer [STATEMENTS]`: server time of the explorer's pages on a store of 100,000 statements on disk.

The store is made once, in `build/benchmarks`: one article with ten statements is written as a build writes it, and then again and
again under other names, days and IRIs, straight into the store; into its default graph alone, where all of the queries look. The
figure of each page is the median of five, by the clock and of work; beside them stands what one look at a single triple takes,
since all depends on the machine.
"""

from __future__ import annotations

import random
import re
import shutil
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox

from benchmarks.corpus import WORK
from benchmarks.timing import timed
from kg import iris, rdf
from kg.explorer.app import respond
from kg.model import (
    Actor,
    Article,
    Attribution,
    Event,
    Extraction,
    Links,
    Mandate,
    Participant,
    Proposition,
    Role,
    SameActor,
    Span,
    Speaker,
    Statement,
    StatementRelation,
)
from kg.store import Store, open_store
from kg.store.base import plain
from kg.terms import PS

STATEMENTS = 100_000
IN_ARTICLE = 10
ACTORS = 8_000
OUTLETS = ("Northern Wire", "Harbour Times", "Morning Post")
CONTRADICTIONS = 20_000
EVENTS = 2_000
CHUNK = 400
"""Articles that are loaded at once."""

WORDS = (
    "port",
    "bridge",
    "ministry",
    "budget",
    "treaty",
    "harbour",
    "railway",
    "pension",
    "harvest",
    "ferry",
    "strike",
    "customs",
)
SYLLABLES = ("ka", "lo", "mi", "ren", "ta", "vor", "sel", "du", "han", "ber")
FIRST_DAY = date(2015, 1, 1)


def name(number: int) -> str:
    """An invented name of eight and ten letters, no two alike."""
    digits = [(number // 10**place) % 10 for place in range(5)]
    made = "".join(SYLLABLES[d].ljust(3, "a") for d in (*digits, number % 7))
    return f"{made[:8].capitalize()} {made[8:].capitalize()}"


def stand_in(number: int) -> str:
    """What stands in the template for a speaker, as long as any name."""
    return f"Qqqqqqq{number} Qqqqqqqqq{number}"


def template() -> tuple[Extraction, list[str]]:
    """(an article with ten statements by stand-ins, the statements' IRIs)"""
    text, made = "", []
    for number in range(IN_ARTICLE):
        who, topic = stand_in(number), f"Topic{number}"
        start = len(text)
        text += f"{who} said the {topic} would cost four hundred million crowns more than the cabinet had told parliament.\n\n"
        source = Span(start=start, end=start + len(who))
        cue = Span(start=source.end + 1, end=source.end + 5)
        made.append((source, cue, Span(start=cue.end + 1, end=len(text) - 3)))
    article = Article(
        id="story-qqqqqq", text=text, title="Story qqqqqq on Topic0", published=FIRST_DAY, outlet="Outlet Qqqqqq", author="Staff"
    )
    role = Role(label="Minister for Topic0", of="Norland", role_class="minister")
    actors = tuple(Actor(iri=iris.person(stand_in(n)), name=stand_in(n), types=("Person", "Actor")) for n in range(IN_ARTICLE))
    said = []
    for (source, cue, content), actor in zip(made, actors, strict=True):
        words = text[content.start : content.end]
        claim = Proposition(
            text=words, span=content, predicate="cost", event_type="Cost", keys=("cost", "crown", "million"),
            theme=Participant(text="four hundred million crowns"),
        )  # fmt: skip
        said.append(
            Statement(
                id=iris.statement(article.id, cue.start, cue.end, words), article=article.id,
                attribution=Attribution(source=source, cue=cue, content=(content,), confidence=0.9),
                speaker=Speaker(actor=actor.iri, role=role), kind="speech", quote_type="indirect", speech_act="assert",
                said_on=FIRST_DAY, propositions=(claim,),
            )
        )  # fmt: skip
    mandates = tuple(Mandate(holder=actor.iri, role=role, article=article.id, on=FIRST_DAY) for actor in actors)
    return (
        Extraction(article=article, actors=actors, mandates=mandates, statements=tuple(said), missions=()),
        [one.id for one in said],
    )


PLACES = re.compile(
    r"(?<=/)[0-9a-f]{16}(?![0-9a-f])|Qqqqqqq\d Qqqqqqqqq\d|qqqqqqq\d-qqqqqqqqq\d|qqqqqq|Qqqqqq|Topic\d|2015-01-01", re.ASCII
)
"""Where the template differs from article to article."""


class Copies:
    """The template as text, written for any number of articles."""

    def __init__(self) -> None:
        extraction, self._statements = template()
        text = "".join(f"{quad.triple} .\n" for quad in rdf.article_quads(extraction, fingerprint="bench"))
        self._between, self._places = PLACES.split(text), PLACES.findall(text)

    def statements(self, article: int) -> list[str]:
        """IRIs of an article's statements."""
        return [PLACES.sub(lambda found: self._value(found[0], article, []), one) for one in self._statements]

    def day(self, article: int) -> date:
        return FIRST_DAY + timedelta(days=article % 3000)

    def text(self, article: int) -> bytes:
        """The triples of one article."""
        dice = random.Random(article)
        speakers = [name(int(ACTORS * dice.random() ** 3)) for _ in range(IN_ARTICLE)]
        known: dict[str, str] = {}
        parts = [self._between[0]]
        for place, after in zip(self._places, self._between[1:], strict=True):
            if place not in known:
                known[place] = self._value(place, article, speakers)
            parts += (known[place], after)
        return "".join(parts).encode()

    def _value(self, place: str, article: int, speakers: list[str]) -> str:
        if place[:6].lower() == "qqqqqq" and len(place) > 6:
            who = speakers[int(place[-1])]
            return who if place[0] == "Q" else iris.slug(who)
        if place == "qqqqqq":
            return f"{article:06d}"
        if place == "Qqqqqq":
            return OUTLETS[article % len(OUTLETS)].split()[0]
        if place.startswith("Topic"):
            return WORDS[(article + int(place[-1])) % len(WORDS)]
        if place == "2015-01-01":
            return self.day(article).isoformat()
        return f"{int(place, 16) ^ (article * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF):016x}"


def fill(folder: Path, wanted: int) -> None:
    """A store with this many statements, and contradictions, events and second names in proportion."""
    making = folder.with_suffix(".part")
    shutil.rmtree(making, ignore_errors=True)
    store, copies, articles = ox.Store(str(making)), Copies(), wanted // IN_ARTICLE
    for begin in range(0, articles, CHUNK):
        texts = [copies.text(article) for article in range(begin, min(begin + CHUNK, articles))]
        store.bulk_load(b"".join(texts), ox.RdfFormat.N_TRIPLES)
    store.bulk_extend(ox.Quad(*quad.triple) for quad in _links(copies, articles, wanted / STATEMENTS))
    store.optimize()  # as an engine does by and by
    store.flush()
    del store
    making.rename(folder)


def _links(copies: Copies, articles: int, share: float) -> Iterator[ox.Quad]:
    dice = random.Random(7)
    relations = []
    for number in range(int(CONTRADICTIONS * share)):
        two = sorted(dice.sample(range(articles), 2), key=copies.day)
        earlier, later = (dice.choice(copies.statements(article)) for article in two)
        relations.append(
            StatementRelation(
                iri=iris.thing("relation", earlier, later, number), relation=dice.choice(("contradicts", "disputes")),
                earlier=earlier, later=later, type=dice.choice(("numeric", "negation", "denial")),
                point=f"how much the {dice.choice(WORDS)} costs", rationale="One gives another figure than the other.",
                confidence=round(dice.uniform(0.5, 1), 4), basis="RuleInferred", features=(("figures differ", 2.1),),
            )
        )  # fmt: skip
    events = tuple(
        Event(iri=iris.thing("event", n), event_type="Cost", label=f"the cost of the {WORDS[n % len(WORDS)]} {n}", accounts=())
        for n in range(int(EVENTS * share))
    )
    same = tuple(
        SameActor(actor=iris.person(name(n)), same_as=iris.person(name(n - 50)), score=0.9, ground="the same last name")
        for n in range(50, 100)
    )
    yield from rdf.links_quads(Links(same=same, events=events), relations, state="bench")


def pages(store: Store) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(what is shown, path, fields)"""
    busiest, relation, article = (
        plain(store.select(query).rows[0][0]) or ""
        for query in (
            f"SELECT ?a WHERE {{ ?s <{PS.speaker}> ?a }} GROUP BY ?a ORDER BY DESC(COUNT(?s)) LIMIT 1",
            f"SELECT ?r WHERE {{ ?r a <{PS.Contradiction}> }} LIMIT 1",
            "SELECT ?a WHERE { ?a a <https://schema.org/NewsArticle> } LIMIT 1",
        )
    )
    part = name(3).split()[1]
    yield "first page", "/", {}
    yield "the busiest actor", "/actor", {"iri": busiest}
    yield "an actor by part of a name", "/actors", {"q": part}
    yield "an actor by a misspelt name", "/actors", {"q": part[:3] + "x" + part[4:]}
    yield "actors with the most statements", "/actors", {}
    yield "contradictions", "/contradictions", {}
    yield "contradictions by an actor in a year", "/contradictions", {"by": busiest, "since": "2016-01-01", "until": "2016-12-31"}
    yield "a contradiction", "/contradiction", {"iri": relation}
    yield "articles", "/articles", {}
    yield "an article", "/article", {"iri": article}
    yield "statements on a topic", "/topic", {"q": "ferry parliament"}
    yield "the editor", "/sparql-editor", {"name": "contradictions"}
    yield "the editor's vocabulary", "/vocabulary.json", {}


def main() -> None:
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else STATEMENTS
    folder = WORK / f"explorer-{wanted}"
    if not (folder / "CURRENT").exists():
        fill(folder, wanted)
    with open_store(folder, read_only=True) as store:
        look, _ = timed(lambda: store.ask("ASK { ?subject ?property ?value }"), 25)
        size = sum(file.stat().st_size for file in folder.iterdir()) / 1e6
        print(f"{wanted} statements, {size:.0f} MB on disk; a look at one triple {1000 * look:.1f} ms")
        for shown, path, fields in pages(store):
            seconds, worked = timed(lambda path=path, fields=fields: respond(store, path, fields), 5)  # type: ignore[misc]
            status, _, body = respond(store, path, fields) or (404, "", b"")
            print(
                f"{shown}: {1000 * seconds:.0f} ms ({1000 * worked:.0f} ms of work), {len(body) / 1000:.0f} kB, status {status}"
            )


if __name__ == "__main__":
    main()
