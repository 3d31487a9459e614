"""Small articles at random, made so that much happens between them.

Names join and part, roles are carried, bodies are learnt, claims clash and are accounts of one event.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta

from kg import iris, rdf
from kg.model import (
    Actor,
    Article,
    Attribution,
    Extraction,
    Mandate,
    Participant,
    Proposition,
    Quantity,
    Representation,
    Role,
    Span,
    Speaker,
    Statement,
)
from kg.store import Store

PEOPLE = (
    ("Ida Falk", "Ida M. Falk", "Falk"),
    ("Uwe Falk", "Falk"),
    ("Michael Tarn", "Mike Tarn", "Tarn", "Michael Tarn Jr."),
    ("Ana Brandt", "Ana Brandt-Osk", "Brandt"),
    ("Piet Osk", "P. Osk", "Osk"),
    ("de Witt",),
)
BODIES = (
    ("Norland Farmers Party", "NFP"),
    ("Transport Department", "Department of Transport"),
    ("Sel Highway Patrol", "Sel State Highway Patrol"),
)
COUNTRIES = ("Norland", "Sorland", "Velmark")
ROLES = (("minister", "Defence Minister"), ("business", "banker"), ("judge", "judge"), ("spokesperson", "spokeswoman"))
CLAIMS = (
    ("Request", "ask", "asked {b} for 300 {thing}", "{thing}"),
    ("Attack", "attack", "attacked {b} near {thing}", "{thing}"),
    ("Hire", "hire", "hired {n} {thing}", "{thing}"),
    ("Event", "cost", "paid {n} crowns for {thing} and harbour dredging", "{n} crowns"),
    ("Promise", "promise", "promised {b} {n} {thing} for the ferry", "{thing}"),
)
THINGS = ("troops", "teachers", "wolf licences", "lithium quarries")


def article(key: str, dice: random.Random) -> Extraction:
    """One article of one of some sixty days, with at most four statements."""
    day = None if dice.random() < 0.05 else date(2020, 1, 1) + timedelta(days=dice.choice((0, 0, 400)) + dice.randrange(60))
    names = [dice.choice(dice.choice((*PEOPLE, *PEOPLE, *BODIES))) for _ in range(dice.randrange(1, 4))]
    countries = dice.sample(COUNTRIES, 2)
    actors = {name: _actor(name, dice) for name in names}
    actors |= {name: Actor(iri=iris.actor(name), name=name, types=("Government",)) for name in countries}
    actors["a witness"] = Actor(iri=iris.unnamed(key, "a witness"), name="a witness", types=("Person", "UnnamedSource"))
    mandates = tuple(_mandate(actors[n], key, day, dice) for n in names if "Person" in actors[n].types and dice.random() < 0.4)
    text, statements = "", []
    for _ in range(dice.randrange(1, 5)):
        speaker = actors[dice.choice([*names, *names, "a witness"])]
        text, made = _statement(text, key, speaker, [actors[c] for c in countries], mandates, day, dice)
        statements.append(made)
    return Extraction(
        article=Article(id=key, text=text, published=day, outlet="The Wire"),
        actors=tuple(sorted(actors.values(), key=lambda a: a.iri)),
        mandates=mandates,
        statements=tuple(statements),
    )


def _actor(name: str, dice: random.Random) -> Actor:
    person = not any(name in some for some in BODIES)
    ground = dice.choice(("office", "member"))
    stands = tuple(Representation(body=iris.actor(body), ground=ground) for body in COUNTRIES if dice.random() < 0.2)
    aliases = (name.rsplit(maxsplit=1)[-1],) if person and " " in name and dice.random() < 0.7 else ()
    return Actor(
        iri=iris.person(name) if person else iris.actor(name),
        name=name,
        types=("Person",) if person else ("Party",),
        aliases=aliases,
        represents=stands if person else (),
    )


def _mandate(actor: Actor, key: str, day: date | None, dice: random.Random) -> Mandate:
    kind, label = dice.choice(ROLES)
    country = dice.choice(COUNTRIES)
    role = Role(label=label, of=country, role_class=kind, of_actor=iris.actor(country))
    return Mandate(holder=actor.iri, role=role, article=key, on=day, former=dice.random() < 0.15)


def _statement(
    text: str, key: str, speaker: Actor, sides: list[Actor], mandates: Iterable[Mandate], day: date | None, dice: random.Random
) -> tuple[str, Statement]:
    frame, predicate, words, theme = dice.choice(CLAIMS)
    a, b = sides
    thing, n = dice.choice(THINGS), dice.choice((20, 40, 300))
    negated = dice.random() < 0.3
    said = f"{a.name} {'never ' if negated else ''}{words.format(b=b.name, thing=thing, n=n)}"
    cue = dice.choice(("said", "said", "denied"))
    start = len(text)
    text += f"{speaker.name} {cue} {said}.\n\n"
    at = Span(start=start + len(speaker.name) + 1, end=start + len(speaker.name) + 1 + len(cue))
    content = Span(start=at.end + 1, end=at.end + 1 + len(said))
    claim = Proposition(
        text=said,
        span=content,
        predicate=predicate,
        event_type=frame,
        agent=Participant(text=a.name, actor=a.iri),
        recipient=Participant(text=b.name, actor=b.iri) if "{b}" in words else None,
        theme=Participant(text=theme.format(thing=thing, n=n)),
        place=dice.choice((None, "Aune")),
        polarity="negated" if negated else "affirmed",
        quantities=(Quantity(text=f"{n} {thing}", value=float(n), unit=thing),) if "{n}" in words else (),
        keys=tuple(sorted({*thing.split(), "harbour"} if frame == "Event" else set(thing.split()))),
    )
    role = next((m.role for m in mandates if m.holder == speaker.iri and not m.former), None) if dice.random() < 0.8 else None
    return text, Statement(
        id=iris.statement(key, at.start, at.end, said),
        article=key,
        attribution=Attribution(source=Span(start=start, end=at.start - 1), cue=at, content=(content,)),
        speaker=Speaker(actor=speaker.iri, role=role, on_behalf_of=a.iri if dice.random() < 0.2 else None),
        kind="attitude" if int(iris.digest(key, str(at.start)), 16) % 8 == 0 else "speech",
        quote_type="indirect",
        speech_act="deny" if cue == "denied" else "assert",
        said_on=day,
        propositions=(claim,),
    )


def put(store: Store, extractions: Iterable[Extraction]) -> None:
    """Writes articles as a build does; linking is left to the caller."""
    store.replace({rdf.article_graph(e.article.id): rdf.article_quads(e, fingerprint=iris.digest(e)) for e in extractions})
