"""Which earlier statement a statement answers, where the text itself says so: "denied X's claim", "called the charge false".

Conservative: an answer needs a word of rejection or reply, a noun for something said ("claim", "charge"), and exactly one
earlier statement that fits: that of the person who is named as its owner, or, for "the claim", the one that shares its words.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from kg.statements.lexicon import word_list
from kg.statements.scene import Scene

_REJECT = word_list("answers", "reject")
_NAME = word_list("answers", "name")
_REPLY = word_list("answers", "reply")
_FALSE = word_list("answers", "false")
_SAYING = word_list("answers", "saying")
_POINTING = word_list("answers", "pointing")
REACH = 12
"""An answer and the named owner's statement stand at most this many sentences apart."""
REACH_UNNAMED = 4
"""The same, where nobody is named ("the claim")."""


def answered(scenes: Sequence[Scene], speakers: Sequence[Hashable], said: Sequence[bool], at: int) -> int | None:
    """Index of the statement that the one at `at` answers by the text's own words; null where no single one is meant."""
    scene = scenes[at]
    noun = _answered_noun(scene)
    if noun is None:
        return None
    owner = _owner(scene, noun)
    reach = REACH if owner is not None else REACH_UNNAMED
    start = scene.attribution.cue.start
    before = [
        i
        for i, s in enumerate(scenes)
        if said[i] and s.attribution.cue.end <= start and 0 <= scene.sentence - s.sentence <= reach
    ]
    before = [i for i in before if speakers[i] is None or speakers[i] != speakers[at]]
    if owner is not None:
        mine = [i for i in before if _names(scenes[i], owner)]
        best = max((_shared(scenes[i], scene) for i in mine), default=0)
        fitting = [i for i in mine if _shared(scenes[i], scene) == best]
        return fitting[-1] if fitting else None
    if not _points(scene, noun):
        return None
    fitting = [i for i in before if speakers[i] is not None and _shared(scenes[i], scene) >= 2]
    return fitting[-1] if len(fitting) == 1 else None


def _answered_noun(scene: Scene) -> int | None:
    """The noun for something said that is rejected or replied to."""
    tokens, head = scene.tokens, scene.head
    if head is None:
        return None
    lemma = tokens[head].lemma
    for position in scene.sentence_tokens:
        if tokens[position].lemma not in _SAYING or tokens[position].upos != "NOUN" or position in scene.source:
            continue
        above = [tokens[i].lemma for i in scene.governor(position)]
        governed = head in scene.governor(position)
        if governed and lemma in _REJECT:
            return position
        if governed and lemma in _NAME and {tokens[i].lemma for i in scene.sentence_tokens if i > head} & _FALSE:
            return position
        if position not in scene.content and above and above[0] in _REPLY and (governed or head in _conjoined(scene, position)):
            return position
    return None


def _conjoined(scene: Scene, position: int) -> list[int]:
    """Verbs that the replying verb of a noun hangs on ("responding to the claim, she said")."""
    return scene.governor(position)[:3]


def _owner(scene: Scene, noun: int) -> str | None:
    """Who is named as having said it: a possessive, or "by X", "from X"; the last word of the name."""
    tokens, children = scene.tokens, scene.page.children
    for child in children.get(noun, ()):
        if tokens[child].relation.split(":")[0] != "nmod" or tokens[child].upos not in ("PROPN", "NOUN"):
            continue
        cases = [c for c in children.get(child, ()) if tokens[c].relation == "case"]
        if any(tokens[c].xpos == "POS" or tokens[c].lemma in ("by", "from") for c in cases):
            flat = [c for c in children.get(child, ()) if tokens[c].relation.startswith("flat")]
            return tokens[max([child, *flat])].form
    return None


def _points(scene: Scene, noun: int) -> bool:
    """A definite noun: "the claim", "those charges"."""
    return any(scene.tokens[c].lemma in _POINTING for c in scene.page.children.get(noun, ()))


def _names(scene: Scene, owner: str) -> bool:
    return any(scene.tokens[i].form == owner for i in scene.source)


def _shared(one: Scene, two: Scene) -> int:
    """How many content words two statements have in common."""
    return len(_keys(one) & _keys(two))


def _keys(scene: Scene) -> set[str]:
    return {scene.tokens[i].lemma for i in scene.content if scene.tokens[i].upos in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")}
