"""Who takes part in a claim, so that two accounts can be held side by side: actors with the bodies behind them, else words.

A party is a set of strings: actor IRIs, `word:soldier` for the head noun of a group that has no name of its own, and
`name:norland` for the names around that noun. "Our soldiers" and "Norland infantry" are one party, "Norland soldiers" and
"Sorland soldiers" are two.
"""

from __future__ import annotations

import re

from kg.compare.bodies import Bodies, is_first_person
from kg.compare.lexicon import canon
from kg.compare.view import View
from kg.compare.words import STOP, stem, word_set
from kg.model import Participant

_TAIL = word_set("that who which whom in at from with for to on under over near by during after before against about of")
_PARTS = word_set(
    "none some many most several all both each few half dozens hundreds thousands number handful group more any one two three "
    "four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty"
)
"""Words before "of" that only count what stands after it."""
_PROPER = word_set("Person Government Ministry Party Legislature Country Court Company Media Campaign")
_PRONOUNS = word_set(
    "he she it they him her them this that these those who which what there nobody none nothing no-one anyone anybody anything "
    "everyone everybody someone somebody something each"
)
"""Words that name no party of their own."""


def party(view: View, bodies: Bodies, participant: Participant | None) -> frozenset[str]:
    """The party that a participant of `view`'s statement is; empty where that cannot be known."""
    if participant is None or not participant.text.strip():
        return frozenset()
    text = participant.text.strip()
    if text.lower().startswith(("no ", "any ")):
        return described(text)
    if participant.actor:
        actor = bodies.actors.get(bodies.of(participant.actor))
        types = set(actor.types) if actor else _PROPER
        named = bool(_PROPER & types and "UnnamedSource" not in types) or text.lower() in _PRONOUNS
        return bodies.sides(participant.actor) | (frozenset() if named else described(text))
    if text.lower() in _PRONOUNS:
        return frozenset()
    if is_first_person(text) and " " not in text:
        return view.sides
    return described(text)


def described(text: str) -> frozenset[str]:
    """Head noun and names of a phrase: "two of our Norland guards" is `word:guard`, `name:norland`."""
    words = re.findall(r"[^\W_]+(?:['’][^\W_]+)?", text)
    if "of" in words[1:] and {w.lower() for w in words[: words.index("of")]} & _PARTS:
        words = words[words.index("of") + 1 :]
    end = next((n for n, w in enumerate(words) if n and w.lower() in _TAIL), len(words))
    core = [stem(w.lower()) for w in words[:end] if stem(w.lower()) not in STOP and not w.isdigit()]
    if not core:
        return frozenset()
    names = {stem(w.lower()) for n, w in enumerate(words) if n and w[:1].isupper() and stem(w.lower()) not in STOP}
    return frozenset({f"word:{canon(core[-1])}"} | {f"name:{n}" for n in names - {core[-1]}})


def actors(one: frozenset[str]) -> frozenset[str]:
    """The actor IRIs of a party."""
    return frozenset(s for s in one if not s.startswith(("word:", "name:")))


def alike(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two parties are known to be one: a common actor, or one noun with no names that differ."""
    both = a & b
    if actors(both):
        return True
    if not any(s.startswith("word:") for s in both):
        return False
    left, right = ({s for s in one if s.startswith("name:")} for one in (a, b))
    return not left or not right or bool(left & right)


def meets(a: frozenset[str], b: frozenset[str]) -> bool:
    """One party, or not known to be two."""
    return not a or not b or alike(a, b)
