"""What is done by saying it: assert, deny, promise, demand, ask, accuse, threaten, reject, apologise, support, oppose, decline.

A table of rules, tried in order: each looks at the cue or at the shape of the content and either names an act or passes.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from importlib.resources import files

from kg.statements.kinds import SAID, senses_in
from kg.statements.lexicon import LIGHT, word_list
from kg.statements.scene import Scene

ACTS = ("assert", "deny", "promise", "demand", "ask", "accuse", "threaten", "reject", "apologise", "support", "oppose", "decline")

_NOT = word_list("acts", "not")
_REFUSE = word_list("acts", "refuse")
_TELLING = word_list("acts", "telling")
_PLAIN = word_list("acts", "plain")
_REVERSED = {
    "support": "oppose",
    "promise": "decline",
    "deny": "assert",
    "accuse": "assert",
    "demand": "assert",
    "reject": "assert",
    "oppose": "assert",
    "threaten": "assert",
}
"""What is left of an act whose cue is negated."""

_START = r"^[\"“”'‘«\s]*(?:(?:that|and|but|so)\ )?"


def is_negated(scene: Scene) -> bool:
    """Whether the cue itself is denied or withheld: "would not confirm", "declined to say", "never said", "without saying"."""
    tokens, main = scene.tokens, scene.main
    if main is None:
        return False
    own = frozenset(scene.outside)
    near = sorted(set(scene.cue) | {c for i in scene.cue for c in scene.page.children.get(i, ()) if c in own})
    for i in near:
        token = tokens[i]
        if token.lemma in _NOT and token.upos in ("ADV", "PART", "DET", "CCONJ", "X"):
            return not (i + 1 < len(tokens) and tokens[i + 1].lemma in ("only", "just"))
        if token.lemma == "without" and token.relation in ("mark", "case", "advmod"):
            return True
    lemmas = {tokens[i].lemma for i in scene.cue}
    if lemmas & _REFUSE and (lemmas & _TELLING or tokens[main].lemma in ("decline", "refuse")):
        return True
    return tokens[main].lemma in _TELLING and any(tokens[i].lemma in _REFUSE for i in scene.governor(main, own)[:2])


def speech_act(scene: Scene, kind: str, negated: bool) -> str:
    """The act of a statement; "assert" where nothing says otherwise."""
    return next((act for rule in RULES if (act := rule(scene, kind, negated))), "assert")


def withheld(scene: Scene, kind: str, negated: bool) -> str | None:
    """ "declined to say", "would not confirm", "did not respond"."""
    around = [*scene.cue, *(scene.governor(scene.main)[:1] if scene.main is not None else ())]
    lemmas = {scene.tokens[i].lemma for i in around}
    return "decline" if negated and kind in SAID and lemmas & (_TELLING | _REFUSE) else None


def by_cue(scene: Scene, kind: str, negated: bool) -> str | None:
    """The act that the cue names, where it is more than "assert"; what is left of it where the cue is negated."""
    found = [(i, s) for i, s in senses_in(scene) if s.kind != LIGHT]
    same = [(i, s) for i, s in found if s.kind == kind or {s.kind, kind} <= SAID] or found
    at_main = [s.act for i, s in same if i == scene.main] or [s.act for _, s in same]
    act = at_main[0] if at_main else "assert"
    others = [s.act for _, s in same if s.act != "assert"]
    if act == "assert" and others and scene.main is not None and scene.tokens[scene.main].lemma not in _PLAIN:
        act = others[0]
    if act == "demand" and not _is_call(scene):
        return None
    if act == "promise" and kind not in SAID:
        return None if negated or kind != "intention" else "promise"
    return _REVERSED.get(act, act) if negated else act if act != "assert" else None


def _is_call(scene: Scene) -> bool:
    """ "call for" and "a call to" demand; "call X a liar" only names."""
    if scene.main is None or scene.tokens[scene.main].lemma not in ("call", "calls"):
        return True
    last = scene.tokens[scene.cue[-1]].lemma
    return last in ("for", "on", "upon", "to") or _content(scene).lower().startswith(("for ", "on ", "to "))


def question(scene: Scene, kind: str, negated: bool) -> str | None:
    """Content that ends in a question mark."""
    return "ask" if kind in SAID and _content(scene).rstrip(" ”\"'’»)").endswith("?") else None


def by_words(scene: Scene, kind: str, negated: bool) -> str | None:
    """The first pattern of `kg/data/cue_patterns.toml` that the content matches, below a plain cue ("said")."""
    if kind not in SAID or scene.main is None or scene.tokens[scene.main].lemma not in _PLAIN:
        return None
    words = _content(scene)
    return next((act for act, pattern in _patterns() if pattern.search(words)), None)


RULES: tuple[Callable[[Scene, str, bool], str | None], ...] = (withheld, by_cue, question, by_words)
"""The rules in the order in which they are asked: what the cue says goes before what the content looks like."""


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    table = tomllib.loads(files("kg").joinpath("data/cue_patterns.toml").read_text("utf-8"))
    return tuple(
        (p["act"], re.compile(p["pattern"].replace("START", _START), re.IGNORECASE | re.VERBOSE)) for p in table["pattern"]
    )


def _content(scene: Scene) -> str:
    text = scene.page.article.text
    return " ".join(" ".join(text[s.start : s.end] for s in scene.attribution.content).replace("’", "'").split())
