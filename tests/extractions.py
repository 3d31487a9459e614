"""Extractions for tests: one full example with invented people, and any number made at random from a seed."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from kg import codes, iris
from kg.model import (
    Actor,
    Article,
    Attribution,
    Event,
    Extraction,
    Links,
    Mandate,
    Mission,
    Participant,
    Proposition,
    Quantity,
    Representation,
    Role,
    SameActor,
    Span,
    Speaker,
    Statement,
    StatementRelation,
)

TEXT = (
    "Prime Minister Ada Lorn said on Tuesday that Velmark had asked Norrland for help. “We did not ask,” Lorn told The Lantern.\n"
    "“Norrland offered it,” said Foreign Minister Piet Osk, speaking for the government of Velmark.\n"
    "The ambassador, Ilse Rand, thinks the 30-day patrol mission off Keld may end in May.\n"
)
DAY = date(2031, 3, 4)


def span(words: str, text: str = TEXT) -> Span:
    """Where these words stand in the text."""
    start = text.index(words)
    return Span(start=start, end=start + len(words))


def example() -> Extraction:
    """An article with something of everything that the graph can hold."""
    velmark, norrland = iris.actor("Velmark"), iris.actor("Norrland")
    lorn, osk, rand = iris.actor("Ada Lorn"), iris.actor("Piet Osk"), iris.actor("Ilse Rand")
    premier = Role(label="Prime Minister", of="Velmark", role_class="head_of_government", of_actor=velmark)
    foreign = Role(label="Foreign Minister", of="Velmark", role_class="minister", of_actor=velmark)
    voice = Role(label="spokesman", of="Ada Lorn", role_class="spokesperson", of_actor=lorn)
    envoy = Role(label="ambassador", role_class="diplomat")
    actors = (
        Actor(
            iri=lorn,
            name="Ada Lorn",
            types=("Person",),
            aliases=("Lorn", "Prime Minister Ada Lorn"),
            represents=(Representation(body=velmark, ground="office"),),
        ),
        Actor(iri=rand, name="Ilse Rand", types=("Person",)),
        Actor(iri=norrland, name="Norrland", types=("Country",)),
        Actor(iri=osk, name="Piet Osk", types=("Person",)),
        Actor(iri=velmark, name="Velmark", types=("Government", "Body", "Actor")),
    )
    mandates = (
        Mandate(holder=lorn, role=premier, article="patrol", on=DAY),
        Mandate(holder=rand, role=envoy, article="patrol", on=DAY),
        Mandate(holder=osk, role=foreign, article="patrol", on=DAY, valid_from=date(2030, 1, 1), valid_until=date(2031, 6, 1)),
        Mandate(holder=osk, role=voice, article="patrol", former=True),
    )

    def said(cue: str, content: tuple[str, ...], source: str, speaker: Speaker, claim: Proposition, **more: object) -> Statement:
        attribution = Attribution(source=span(source), cue=span(cue), content=tuple(map(span, content)), confidence=0.93)
        name = iris.statement("patrol", attribution.cue.start, attribution.cue.end, "|".join(content))
        fields: dict[str, object] = {"kind": "speech", "quote_type": "direct", "speech_act": "assert", "said_on": DAY}
        return Statement(
            id=name,
            article="patrol",
            attribution=attribution,
            speaker=speaker,
            propositions=(claim,),
            **(fields | more),  # type: ignore[arg-type]
        )

    asked = Proposition(
        text="Velmark had asked Norrland for help",
        span=span("Velmark had asked Norrland for help"),
        predicate="ask",
        event_type="Request",
        plover="REQUEST",
        agent=Participant(text="Velmark", actor=velmark),
        recipient=Participant(text="Norrland", actor=norrland),
        theme=Participant(text="help"),
        time="on Tuesday",
        keys=("help", "norrland"),
    )
    denied = Proposition(
        text="We did not ask",
        span=span("We did not ask"),
        predicate="ask",
        event_type="Request",
        polarity="negated",
        agent=Participant(text="We", actor=velmark),
    )
    offered = Proposition(
        text="Norrland offered it",
        span=span("Norrland offered it"),
        predicate="offer",
        event_type="Offer",
        agent=Participant(text="Norrland", actor=norrland),
        theme=Participant(text="it", actor=velmark),
    )
    ends = Proposition(
        text="the 30-day patrol mission off Keld may end",
        span=span("the 30-day patrol mission off Keld may end"),
        predicate="end",
        event_type="Event",
        place="off Keld",
        modality="possible",
        tense="future",
        quantities=(Quantity(text="30-day", value=30, unit="day", qualifier="about"),),
    )
    first = said(
        "said",
        ("that Velmark had asked Norrland for help",),
        "Prime Minister Ada Lorn",
        Speaker(actor=lorn, role=premier),
        asked,
        quote_type="indirect",
    )
    statements = (
        first,
        said(
            "told",
            ("We did not ask",),
            "Lorn",
            Speaker(actor=lorn),
            denied,
            speech_act="deny",
            addressee=Participant(text="The Lantern"),
            setting="in an interview",
            denies=(first.id,),
        ),
        said(
            "speaking",
            ("Norrland offered it",),
            "Foreign Minister Piet Osk",
            Speaker(actor=osk, role=foreign, on_behalf_of=velmark),
            offered,
            addressee=Participant(text="Lorn", actor=lorn),
            negated=True,
            said_on_precision="week",
        ),
        said(
            "thinks",
            ("the 30-day patrol mission off Keld may end", "in May"),
            "Ilse Rand",
            Speaker(actor=rand, role=envoy),
            ends,
            kind="thought",
            quote_type="mixed",
            said_on=None,
        ),
    )
    mission = Mission(
        iri=iris.thing("mission", "patrol", "keld"),
        label="patrol mission off Keld",
        mention=span("30-day patrol mission off Keld"),
        actors=(norrland, velmark),
        place="Keld",
        quantities=(Quantity(text="30-day", value=30.0, unit="day"),),
        ends="in May",
    )
    article = Article(
        id="patrol",
        text=TEXT,
        title="Who asked?",
        published=DAY,
        outlet="The Lantern",
        url="https://lantern.example/patrol",
        author="B. Ink",
    )
    return Extraction(article=article, actors=actors, mandates=mandates, statements=statements, missions=(mission,))


def corpus(extraction: Extraction) -> tuple[Links, tuple[StatementRelation, ...]]:
    """Links and one relation of each kind over the statements of `example()`."""
    one, two, three, _ = (s.id for s in extraction.statements)
    event = Event(
        iri=iris.thing("event", "help"),
        event_type="Request",
        label="request for help",
        plover="REQUEST",
        accounts=((one, 0), (two, 0)),
        place="Keld",
        time="on Tuesday",
    )
    same = SameActor(actor=iris.actor("Ilse Rand"), same_as=iris.actor("Piet Osk"), score=0.8123, ground="only to try it out")

    def relation(kind: str, way: str, earlier: str, later: str, basis: str = "RuleInferred") -> StatementRelation:
        return StatementRelation(
            iri=iris.thing("relation", kind, earlier, later),
            relation=kind,
            earlier=earlier,
            later=later,
            type=way,
            point="who asked whom",
            rationale="One says what the other denies.",
            confidence=0.87,
            basis=basis,
            event=event.iri,
            features=(("polarity", 0.5), ("same event", -0.125)),
        )

    relations = (
        relation("disputes", "denial", one, two, "StatedInSource"),
        relation("contradicts", "role_reversal", one, three),
        relation("agrees", "same_claim", two, three, "HumanAsserted"),
        relation("retracts", "negation", one, two, "ModelInferred"),
        relation("qualifies", "mismatch", one, two),
    )
    return Links(same=(same,), events=(event,)), relations


def at_random(seed: int) -> Extraction:
    """An extraction with every field set at random, in the order in which a store gives it back."""
    dice = random.Random(seed)

    def words(count: int = 3) -> str:
        letters = "aeiou bcdfg éßñ “”'\"\\ \t\n 東京 🙂<>&{}"
        return "x" + "".join(dice.choice(letters) for _ in range(count * 3)) + "y"

    def maybe(value: Any) -> Any:
        return value if dice.random() < 0.6 else None

    def day() -> date:
        return date(1990, 1, 1) + timedelta(days=dice.randrange(20000))

    def one_of(table: codes.Codes) -> str:
        return dice.choice(list(table))

    text = "".join(words(5) + " " for _ in range(40))
    key = words()

    def stretch() -> Span:
        start = dice.randrange(len(text) - 40)
        start = text.index("x", start)
        return Span(start=start, end=start + dice.randrange(1, 30))

    people = sorted({iris.actor(f"{words()} {i}") for i in range(5)})

    def role() -> Role:
        return Role(label=words(), of=maybe(words()), role_class=one_of(codes.OFFICE), of_actor=maybe(dice.choice(people)))

    def party() -> Participant | None:
        return maybe(Participant(text=dice.choice(("", words())), actor=maybe(dice.choice(people))))

    def quantity() -> Quantity:
        value = dice.choice((0.0, 3e9, -2.5, 1e-9, 0.1 + 0.2, 1e300, float("inf"), round(dice.random() * 1e6, 3)))
        return Quantity(text=words(), value=value, unit=dice.choice(("", words())), qualifier=dice.choice(("", "up to")))

    def quantities() -> tuple[Quantity, ...]:
        return tuple(quantity() for _ in range(dice.randrange(12)))

    def claim() -> Proposition:
        return Proposition(
            text=words(),
            span=stretch(),
            predicate=words(),
            event_type=words(),
            plover=maybe(one_of(codes.CATEGORY)),
            agent=party(),
            recipient=party(),
            theme=party(),
            place=maybe(words()),
            time=maybe(words()),
            polarity=one_of(codes.POLARITY),
            modality=one_of(codes.MODALITY),
            tense=one_of(codes.TENSE),
            quantities=quantities(),
            keys=tuple(sorted({words() for _ in range(3)})),
        )

    def spread(count: int) -> tuple[Span, ...]:
        return tuple(sorted({stretch() for _ in range(count)}))

    mandates = [
        Mandate(
            holder=dice.choice(people),
            role=role(),
            article=key,
            on=maybe(day()),
            valid_from=maybe(day()),
            valid_until=maybe(day()),
            former=dice.random() < 0.3,
        )
        for _ in range(4)
    ]
    roles = [m.role for m in mandates] + [role()]

    def statement(index: int) -> Statement:
        spoken = Attribution(source=maybe(stretch()), cue=stretch(), content=spread(3), confidence=round(dice.random(), 4))
        speaker = maybe(
            Speaker(actor=dice.choice(people), role=maybe(dice.choice(roles)), on_behalf_of=maybe(dice.choice(people)))
        )
        when = maybe(day())
        return Statement(
            id=iris.statement(key, spoken.cue.start, spoken.cue.end, str(index)),
            article=key,
            attribution=spoken,
            speaker=speaker,
            kind=one_of(codes.KIND),
            quote_type=one_of(codes.QUOTE_TYPE),
            speech_act=one_of(codes.SPEECH_ACT),
            said_on=when,
            said_on_precision=dice.choice(("day", "week", "month", "year")) if when else "day",
            addressee=party(),
            setting=maybe(words()),
            negated=dice.random() < 0.3,
            denies=tuple(sorted({iris.statement(key, i, i, "") for i in range(dice.randrange(3))})),
            propositions=tuple(claim() for _ in range(dice.randrange(12))),
        )

    kinds = list(codes.ACTOR_CLASS)
    actors = tuple(
        Actor(
            iri=iri,
            name=words(),
            types=tuple(sorted(dice.sample(kinds, dice.randrange(1, 4)), key=kinds.index)),
            aliases=tuple(sorted({words() for _ in range(2)})),
            represents=tuple(
                Representation(body=body, ground=ground)
                for body, ground in sorted({(dice.choice(people), one_of(codes.GROUND)) for _ in range(2)})
            ),
        )
        for iri in people
    )
    missions = [
        Mission(
            iri=iris.thing("mission", key, i),
            label=words(),
            mention=stretch(),
            actors=tuple(sorted(set(dice.choices(people, k=2)))),
            place=maybe(words()),
            quantities=quantities(),
            ends=maybe(words()),
        )
        for i in range(2)
    ]
    article = Article(
        id=key,
        text=text,
        title=dice.choice(("", words())),
        published=maybe(day()),
        outlet=dice.choice(("", words())),
        url=maybe(words()),
        author=dice.choice(("", words())),
    )
    return Extraction(
        article=article,
        actors=actors,
        mandates=tuple(sorted(mandates, key=_mandate_key)),
        statements=tuple(sorted((statement(i) for i in range(5)), key=lambda s: (s.attribution.cue, s.id))),
        missions=tuple(sorted(missions, key=lambda m: (m.mention, m.iri))),
    )


def _mandate_key(mandate: Mandate) -> tuple[str, ...]:
    role, days = mandate.role, (mandate.on, mandate.valid_from, mandate.valid_until)
    return (mandate.holder, role.label, role.of or "", role.role_class, role.of_actor or "", *map(str, days), str(mandate.former))
