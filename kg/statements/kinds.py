"""Speech, writing, thought, attitude, intention, perception or other: read off the cue, its lexicon senses and its source.

The verdict is a sum: each feature of a cue brings a weight for each kind (`kg/data/kind_weights.csv`, counted from annotated
articles by `kg.training.kinds`), so that `explain` can name what decided. Where no feature of the table occurs, the lexicon
alone decides.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from kg.model import Cast, Speaker
from kg.statements.complements import complement
from kg.statements.lexicon import LIGHT, Sense, lexicon, part_of, word_list
from kg.statements.scene import Scene

KINDS = ("speech", "writing", "thought", "attitude", "intention", "perception", "other")
SAID = frozenset({"speech", "writing"})

_DOCUMENT_TYPES = frozenset({"Document"})
_PEOPLE = frozenset({"Person", "UnnamedSource"})
_WRITING = word_list("kinds", "writing")
_WRITTEN = word_list("kinds", "written")
_CHANNELS = word_list("kinds", "channels")
_NEGATIONS = word_list("kinds", "negations")
_REPLIES = word_list("kinds", "replies")
_MODALS = word_list("kinds", "modals")
_BY_WAY_OF = frozenset(("in", "on", "by", "via", "through", "over", "per"))
"""Prepositions of a channel: "in a letter", but not "to the letter"."""
_QUOTES = '"“”«»„'


def senses_in(scene: Scene) -> list[tuple[int, Sense]]:
    """(position, sense) of the words and phrases of the cue, phrases first."""
    words = lexicon()
    cue = [i for i in scene.cue if scene.tokens[i].form[:1].isalnum() or scene.tokens[i].form[:1] in "'’"]
    lemmas = scene.lemmas(cue)
    found: list[tuple[int, Sense]] = []
    for at, position in enumerate(cue):
        _, senses = words.phrase_at(lemmas, at)
        found += [(position, sense) for sense in senses]
    row = complement(scene)
    if row is not None and scene.main is not None:
        found = [(i, s) for i, s in found if i != scene.main] + [(scene.main, row.sense)]
    for position in cue:
        token = scene.tokens[position]
        if row is not None and position == scene.main:
            continue
        if token.upos in ("AUX", "DET", "ADP", "PRON", "PART"):
            continue
        found += [(position, sense) for sense in _senses(token.lemma, token.form.lower(), part_of(token.xpos))]
    return found


def by_lexicon(scene: Scene, senses: list[tuple[int, Sense]] | None = None) -> str:
    """The kind that the lexicon and the source give, without the learned weights; `senses` where they are known already."""
    found = senses_in(scene) if senses is None else senses
    heavy = [(i, s) for i, s in found if s.kind not in (LIGHT, "other")]
    main = scene.main
    at_main = [s for i, s in heavy if i == main] or [s for _, s in heavy] or [s for _, s in found if s.kind == "other"]
    kind = at_main[0].kind if at_main else "speech"
    return "writing" if kind == "speech" and _is_written(scene, None) else kind


def features(scene: Scene, speaker: Speaker | None = None, cast: Cast | None = None) -> list[str]:
    """What the cue shows, as names of rows of the weight table; no duplicates, in a fixed order."""
    tokens, main, head = scene.tokens, scene.main, scene.head
    senses, shape = senses_in(scene), _content_shape(scene)
    out = ["bias", f"lexicon={by_lexicon(scene, senses)}"]
    if main is not None:
        row = complement(scene)
        out += [f"main={row.name if row else tokens[main].lemma}", f"tag={tokens[main].xpos[:2]}"]
        out += [f"main-kind={k}" for k in _kinds([s for i, s in senses if i == main])]
    if head is not None and head != main:
        out.append(f"head={tokens[head].lemma}")
    out += [f"has-kind={k}" for k in _kinds([s for _, s in senses])]
    acts = list(dict.fromkeys(s.act for i, s in senses if i == main))
    out += [f"act={a}" for a in acts]
    around = {tokens[i].lemma for i in scene.cue}
    if around & _NEGATIONS and around & _REPLIES:
        out.append("silent")
    if around & _MODALS:
        out.append("modal")
    if "content=to" in shape:
        out += [f"to after {a}" for a in acts]
    for position in scene.cue:
        token = tokens[position]
        if token.form[:1].isalnum() and position != main:
            out.append(f"with={token.lemma}")
        if token.relation in ("aux:pass", "nsubj:pass"):
            out.append("passive")
    out += [f"source={s}" for s in _source_shape(scene)]
    out += shape
    if _is_written(scene, _actor_types(speaker, cast)):
        out.append("written")
    return list(dict.fromkeys(out))


def kind_of(scene: Scene, speaker: Speaker | None = None, cast: Cast | None = None) -> str:
    """The kind of an attribution."""
    scores = explain(scene, speaker, cast)
    if not scores:
        return by_lexicon(scene)
    total = {kind: sum(w[i] for _, w in scores) for i, kind in enumerate(KINDS)}
    if any(name == "silent" for name, _ in scores):
        return "other"  # "did not respond", "has not mentioned": nothing was said
    said = max(total["speech"], total["writing"])
    best = max(KINDS, key=lambda kind: total[kind])
    if said < total[best] and not (best in ("attitude", "other") and _is_spoken_out(scene)):
        return best
    return _channel(scene, "writing" if total["writing"] >= total["speech"] else "speech", _actor_types(speaker, cast))


def _is_spoken_out(scene: Scene) -> bool:
    """A whole sentence in quotation marks is said, whatever verb of feeling goes with it ("“Never,” she fumed")."""
    main = scene.main
    shape = _content_shape(scene)
    if main is None or scene.tokens[main].xpos != "VBD" or not {"content=quoted", "content=clause"} <= set(shape):
        return False
    last = scene.page.article.text[scene.attribution.content[-1].start : scene.attribution.content[-1].end].rstrip()
    return last[-1:] in _QUOTES and len(scene.content) > 4


def _channel(scene: Scene, learned: str, types: frozenset[str]) -> str:
    """Speech or writing: what the words say of the channel goes before what cues of this sort mostly are."""
    main = scene.main
    if _is_written(scene, types) or (main is not None and scene.tokens[main].lemma in _WRITING):
        return "writing"
    # "According to" and "citing" introduce papers as well as people; a person is heard unless a channel says otherwise.
    return "speech" if types & _PEOPLE and main is not None and scene.tokens[main].lemma in ("accord", "cite") else learned


def explain(scene: Scene, speaker: Speaker | None = None, cast: Cast | None = None) -> list[tuple[str, tuple[float, ...]]]:
    """(feature, weight for each of `KINDS`) of an attribution: what decided, in the order of `features`."""
    table = weights()
    return [(name, table[name]) for name in features(scene, speaker, cast) if name in table]


@cache
def weights() -> dict[str, tuple[float, ...]]:
    """The shipped weights, feature to one number for each of `KINDS`; empty where none ship."""
    file = files("kg").joinpath("data/kind_weights.csv")
    if not file.is_file():
        return {}
    rows = csv.reader(file.read_text("utf-8").splitlines())
    next(rows)
    return {row[0]: tuple(float(cell) for cell in row[1:]) for row in rows}


def _senses(lemma: str, form: str, part: str) -> tuple[Sense, ...]:
    """A participle is listed as an adjective where it has a sense of its own ("pleased"); a headline's capitals spoil lemmas."""
    words = lexicon()
    if form != lemma and (form, "adjective") in words.words:
        return words.senses(form, "adjective")
    return words.senses(lemma, part) or words.senses(_stripped(form), part)


def _stripped(form: str) -> str:
    for suffix, instead in (
        ("ies", "y"),
        ("ses", "s"),
        ("es", "e"),
        ("s", ""),
        ("ied", "y"),
        ("ed", "e"),
        ("ed", ""),
        ("ing", ""),
        ("ing", "e"),
    ):
        if form.endswith(suffix) and (form[: -len(suffix)] + instead, "verb") in lexicon().words:
            return form[: -len(suffix)] + instead
    return form


def _kinds(senses: list[Sense]) -> list[str]:
    return list(dict.fromkeys("said" if s.kind in SAID else s.kind for s in senses)) or ["unlisted"]


def _source_shape(scene: Scene) -> list[str]:
    if not scene.source:
        return ["none"]
    tokens = [scene.tokens[i] for i in scene.source]
    out = []
    if any(t.upos == "PROPN" for t in tokens):
        out.append("name")
    if len(tokens) <= 2 and any(t.xpos == "PRP" for t in tokens):
        out.append("pronoun")
    if tokens[-1].xpos in ("NNS", "NNPS"):
        out.append("plural")
    if scene.source[0] >= (scene.cue[0] if scene.cue else 0):
        out.append("after")
    nouns = [t.lemma for t in tokens if t.upos == "NOUN"]
    out += [f"noun:{n}" for n in nouns[:2]]
    return out or ["other"]


def _content_shape(scene: Scene) -> list[str]:
    spans = scene.attribution.content
    if not spans:
        return ["content=none"]
    text = scene.page.article.text[spans[0].start : spans[-1].end]
    words = text.lower().split()
    out = []
    if any(q in text for q in _QUOTES):
        out.append("content=quoted" if text.lstrip()[:1] in _QUOTES else "content=quotes")
    if words[:1] == ["to"]:
        out.append("content=to")
    if words[:1] == ["that"]:
        out.append("content=that")
    if words and words[0].endswith("ing"):
        out.append("content=ing")
    inner = sorted(scene.content)
    verbs = sum(1 for i in inner if scene.tokens[i].xpos in ("VBD", "VBZ", "VBP", "MD"))
    out.append("content=clause" if verbs else "content=phrase")
    if spans[0].start < scene.attribution.cue.start:
        out.append("content=before")
    return out


def _actor_types(speaker: Speaker | None, cast: Cast | None) -> frozenset[str]:
    if speaker is None or cast is None:
        return frozenset()
    return frozenset(t for a in cast.actors if a.iri == speaker.actor for t in a.types)


def _is_written(scene: Scene, types: frozenset[str] | None) -> bool:
    """A document as the source, or a channel of writing in the cue's own clause ("in an email", "on Twitter")."""
    if types and types & _DOCUMENT_TYPES:
        return True
    tokens = scene.tokens
    nouns = [i for i in scene.source if tokens[i].upos in ("NOUN", "PROPN")]
    if nouns and tokens[nouns[-1]].lemma in _WRITTEN:
        return True
    own = frozenset(scene.outside)
    for position in scene.outside:
        if tokens[position].lemma in _CHANNELS and position not in scene.source:
            case = any(
                tokens[c].lemma in _BY_WAY_OF for c in scene.page.children.get(position, ()) if tokens[c].relation == "case"
            )
            if case and (position in scene.cue or scene.head in scene.governor(position, own)):
                return True
    return False
