"""Finding the actors that somebody means: whole names first, then words of names, then words that are nearly so."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from kg.explorer.asking import Asking, iri, literal
from kg.explorer.things import Actor, actors

NEAR: Final = 0.72
"""How alike two words must be (difflib's ratio) for one to be a slip of the other."""

NEAREST: Final = 4
"""Words that one misspelt word may stand for."""


def folded(words: str) -> str:
    """Words without case and without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", words.casefold()) if not unicodedata.combining(c))


def variants(asking: Asking, actor: str) -> tuple[str, ...]:
    """Every IRI under which the graph knows an actor, the one that stands for all first; none for what is no IRI."""
    node = iri(actor)
    if node is None:
        return ()
    rows = asking.rows("variants", given=node)
    return tuple(dict.fromkeys([row["actor"] for row in rows] + [row["variant"] for row in rows]))


def counts(asking: Asking, found: Iterable[Actor]) -> dict[str, int]:
    """Statements of each actor under any of its names, by the actor's IRI; none are left out."""
    own = {row["variant"]: row["actor"] for row in asking.rows("variants", given=[one.iri for one in found])}
    summed: dict[str, int] = defaultdict(int)
    for row in asking.rows("actor-counts", variant=sorted(own)):
        summed[own[row["variant"]]] += int(row["statements"])
    return summed


def find(asking: Asking, words: str) -> tuple[list[Actor], bool]:
    """(actors meant by these words or by this IRI, the likeliest first; whether the words were taken as they stand)."""
    if iri(words) is not None:
        return list(dict.fromkeys(actors(asking, variants(asking, words)).values())), True
    wanted = _words(words)
    if not wanted:
        return [], True
    rows = asking.rows("find-actors", part=literal(max(words.lower().split(), key=len)))
    found = _fitting(actors(asking, (row["variant"] for row in rows)), asking, wanted, words)
    return (found, True) if found else (_nearly(asking, wanted), False)


def _fitting(known: dict[str, Actor], asking: Asking, wanted: list[str], words: str) -> list[Actor]:
    """Actors that have all words in one of their names: those so named first, then those with the most statements."""
    names: dict[Actor, list[str]] = defaultdict(list)
    for row in asking.rows("variant-names", variant=sorted(known)):
        names[known[row["variant"]]].append(folded(row["name"]))
    whole = folded(words).strip()
    fitting = [actor for actor, own in names.items() if any(all(word in name for word in wanted) for name in own)]
    spoken = counts(asking, fitting)
    return sorted(fitting, key=lambda actor: (whole not in names[actor], -spoken.get(actor.iri, 0), actor.name))


def _nearly(asking: Asking, wanted: list[str]) -> list[Actor]:
    """Actors with words like these, or like the most of these, in one of their names; those with the most statements first."""
    by_word: dict[str, set[str]] = defaultdict(set)
    for row in asking.rows("actor-words"):
        for word in _words(row["name"]):
            by_word[word].add(row["variant"])
    score: dict[str, float] = defaultdict(float)
    for word in wanted:
        best: dict[str, float] = {}
        near = [known for known in by_word if known.startswith(word)][:NEAREST] if len(word) > 2 else []
        for known in dict.fromkeys([*near, *difflib.get_close_matches(word, by_word, n=NEAREST, cutoff=NEAR)]):
            alike = 1.0 if known in near else difflib.SequenceMatcher(None, word, known).ratio()
            for variant in by_word[known]:
                best[variant] = max(best.get(variant, 0.0), alike)
        for variant, alike in best.items():
            score[variant] += alike
    kept = sorted(score, key=lambda variant: (-score[variant], variant))[:200]
    meant = actors(asking, kept)
    enough = max(score.values(), default=0.0) - 0.5
    found = list(dict.fromkeys(meant[variant] for variant in kept if score[variant] > enough and variant in meant))
    spoken = counts(asking, found)
    return sorted(found, key=lambda actor: -spoken.get(actor.iri, 0))


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[\W_]+", folded(text)) if word]
