"""Words whose sense hangs on their complement or on who speaks (`kg/data/cue_complements.toml`): "agree to", "agree that"."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kg.statements.lexicon import Sense, word_list
from kg.statements.scene import Scene

_TELLING = word_list("acts", "telling")
_SOURCES = {"body": word_list("complements", "bodies"), "footage": word_list("complements", "footage")}
_SUBORDINATORS = frozenset({"that", "if", "whether", "how", "why", "what"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Complement:
    """One row of the table."""

    name: str
    words: frozenset[str]
    follows: frozenset[str] = frozenset()
    """What may follow; empty where anything may."""
    telling: bool = True
    """Whether the infinitive may be a verb of telling."""
    source: str = ""
    """Class of source that it takes; empty where any may speak."""
    sense: Sense


def complement(scene: Scene) -> Complement | None:
    """The row that fits the main word of a cue."""
    if scene.main is None:
        return None
    lemma = scene.tokens[scene.main].lemma
    return next((row for row in _rows().get(lemma, ()) if _fits(row, scene, scene.main)), None)


def _fits(row: Complement, scene: Scene, main: int) -> bool:
    behind = [i for i in scene.sentence_tokens if i > main and (i in scene.cue or i in scene.content)]
    if row.follows and not (behind and _follows(scene, behind) & row.follows):
        return False
    if not row.telling and any(scene.tokens[i].lemma in _TELLING for i in behind[1:3]):
        return False
    return not row.source or any(scene.tokens[i].lemma.lower() in _SOURCES[row.source] for i in _heads(scene))


def _heads(scene: Scene) -> list[int]:
    """The tokens of the source that govern the rest of it: the spokesman of a court is no court."""
    inside = frozenset(scene.source)
    return [i for i in scene.source if scene.tokens[i].head == i or scene.tokens[i].head not in inside]


def _follows(scene: Scene, behind: list[int]) -> set[str]:
    """The first word behind the main word, and "clause" where a sentence follows."""
    first = scene.tokens[behind[0]].lemma
    found = {first}
    content = [i for i in behind if i in scene.content]
    verb = next((i for i in content if scene.tokens[i].xpos in ("VBD", "VBZ", "VBP", "MD")), None)
    subject = verb is not None and any(
        scene.tokens[i].relation.startswith("nsubj") and scene.tokens[i].head in content for i in content if i < verb
    )
    if content and (first in _SUBORDINATORS or (subject and scene.tokens[behind[0]].upos != "ADP")):
        found.add("clause")
    return found


@cache
def _rows() -> dict[str, tuple[Complement, ...]]:
    table = tomllib.loads(files("kg").joinpath("data/cue_complements.toml").read_text("utf-8"))
    out: dict[str, tuple[Complement, ...]] = {}
    for row in table["row"]:
        made = Complement(
            name=row["name"],
            words=frozenset(row["words"].split()),
            follows=frozenset(row.get("follows", "").split()),
            telling=row.get("telling", True),
            source=row.get("source", ""),
            sense=Sense(kind=row["kind"], act=row["act"]),
        )
        for word in made.words:
            out[word] = (*out.get(word, ()), made)
    return out
