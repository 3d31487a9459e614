"""Actors: searching them, and everything on one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from kg.explorer.asking import Asking, Row
from kg.explorer.finding import counts, find, variants
from kg.explorer.page import Page, Query, not_found, part
from kg.explorer.things import Actor, actors, opposed, relations, statements
from kg.explorer.timeline import bars
from kg.explorer.words import short

BUSIEST: Final = 1000
STATEMENTS: Final = 5000
"""What the queries of these lists count at most."""

CONTRADICTIONS: Final = 5
"""Contradictions on either side on an actor's page; the list has all."""

TOLD: Final = 3
"""Articles that are named beside an office."""

COMMON: Final = frozenset({"ps:Actor", "ps:Body"})
"""Classes that say nothing beside a narrower one."""


def search(asking: Asking, query: Query) -> Page:
    """`/actors?q=…`: those meant, or those with the most statements."""
    words = query.get("q", "").strip()
    if words:
        found, exact = find(asking, words)
    else:
        rows = asking.rows("busiest-actors")
        known = actors(asking, (row["variant"] for row in rows))
        found, exact = list(dict.fromkeys(known[row["variant"]] for row in rows if row["variant"] in known)), True
    shown = part(found, query, "/actors", BUSIEST)
    return Page(
        template="actors.html",
        title=f"Actors named “{words}”" if words else "Actors",
        context={
            "words": words,
            "exact": exact,
            "part": shown,
            "counts": counts(asking, shown.shown),
            "types": _types(asking, shown.shown),
        },
    )


def actor(asking: Asking, query: Query) -> Page:
    """`/actor?iri=…`"""
    own = variants(asking, query.get("iri", ""))
    who = next(iter(actors(asking, own[:1]).values()), None)
    if who is None:
        return not_found("The graph holds no actor of that name.")
    names = sorted({row["name"] for row in asking.rows("variant-names", variant=own)} - {who.name})
    listed = sorted(asking.rows("actor-statements", variant=own), key=lambda row: row["statement"])
    listed.sort(key=lambda row: row["day"], reverse=True)
    shown = part([row["statement"] for row in listed], query, "/actor", STATEMENTS)
    sides = defaultdict(list)
    for row in asking.rows("actor-contradictions", variant=own):
        sides[row["side"]].append(row["relation"])
    held = offices(asking, own)
    told = sorted({article for one in held for article in one.articles[:TOLD]})
    drawn, unit = bars(row["day"] for row in listed if row["day"])
    return Page(
        template="actor.html",
        title=who.name,
        thing=who.iri,
        context={
            "who": who,
            "names": names,
            "types": sorted(_types(asking, [who]).get(who.iri, ())),
            "offices": held,
            "headlines": {row["article"]: row["headline"] for row in asking.rows("article", article=told)},
            "stands": _stands(asking, own),
            "by": relations(asking, sides["later"][:CONTRADICTIONS]),
            "by_count": len(sides["later"]),
            "against": relations(asking, sides["earlier"][:CONTRADICTIONS]),
            "against_count": len(sides["earlier"]),
            "bars": drawn,
            "unit": unit,
            "part": shown,
            "statements": list(statements(asking, shown.shown).values()),
            "opposed": opposed(asking, shown.shown),
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An office as the articles give it to somebody: from the first to the last day on which one does."""

    label: str
    of: str
    role_class: str
    first: str
    last: str
    former: bool
    """Whether every article that tells of it calls it a former one."""
    articles: tuple[str, ...]
    """IRIs of those that tell of it."""


def offices(asking: Asking, own: Sequence[str]) -> list[Held]:
    """The offices of an actor in order of time."""
    together: dict[tuple[str, str], list[Row]] = defaultdict(list)
    rows = asking.rows("mandates", variant=own)
    bodies = actors(asking, (row["body"] for row in rows if row["body"]))
    for row in rows:
        body = bodies.get(row["body"])
        of = body.name if body else row["of"]
        together[row["label"].casefold(), of.casefold()].append({**row, "of": of})
    held = [_held(same) for same in together.values()]
    return sorted(held, key=lambda one: (one.first, one.label))


def _held(rows: Sequence[Row]) -> Held:
    begun = [day for row in rows if (day := row["from"] or row["on"])]
    ended = [day for row in rows if (day := row["until"] or row["on"])]
    classes = sorted({row["class"] for row in rows if row["class"] and not row["class"].endswith("#Office")})
    return Held(
        label=rows[0]["label"],
        of=rows[0]["of"],
        role_class=classes[0] if classes else "",
        first=min(begun, default=""),
        last=max(ended, default=""),
        former=all(row["former"] == "true" for row in rows),
        articles=tuple(dict.fromkeys(row["article"] for row in rows if row["article"])),
    )


def _stands(asking: Asking, own: Sequence[str]) -> list[tuple[str, Actor, str, int]]:
    """(how, the other one, ground, statements): whom an actor speaks for, who speaks for it, what it can stand for."""
    rows = asking.rows("stands-for", variant=own)
    known = actors(asking, (row["other"] for row in rows))
    summed: dict[tuple[str, Actor, str], int] = defaultdict(int)
    for row in rows:
        other = known.get(row["other"])
        if other and row["other"] not in own:
            summed[row["how"], other, row["ground"]] += int(row["statements"])
    return [(how, other, ground, number) for (how, other, ground), number in summed.items()]


def _types(asking: Asking, found: Sequence[Actor]) -> dict[str, list[str]]:
    """Classes of each actor in short, the ones that say something."""
    known: dict[str, list[str]] = defaultdict(list)
    for row in asking.rows("types", thing=[one.iri for one in found]):
        known[row["thing"]].append(short(row["type"]))
    return {name: [t for t in types if t not in COMMON] or types for name, types in known.items()}
