"""To whom something was said, and where or how: read off the prepositional phrases and objects of the cue's clause."""

from __future__ import annotations

from kg.model import Cast, Participant
from kg.statements.lexicon import word_list
from kg.statements.scene import Scene

_TELL = word_list("setting", "tell")
_OCCASIONS = word_list("setting", "occasions")
_WITH = word_list("setting", "with")
_TO = word_list("setting", "to")
_PLACE_CASES = word_list("setting", "place_cases")
_OCCASION_CASES = word_list("setting", "occasion_cases")
_NOBODY = word_list("setting", "nobody")
_SAY = word_list("setting", "say")


def addressee(scene: Scene, cast: Cast) -> Participant | None:
    """Whom it was said to, as far as the cue's clause tells: "told X", "wrote to X", "in an interview with X"."""
    head = _addressed(scene)
    if head is None or head in scene.source or (scene.tokens[head].lemma in _NOBODY and scene.tokens[head].upos != "PROPN"):
        return None
    words = scene.phrase(head)
    text = scene.page.words(words)
    return Participant(text=text, actor=actor_at(cast, head)) if text else None


def setting(scene: Scene) -> str | None:
    """Where or how it was said, in the text's words, the parts joined by commas; null where the clause does not tell."""
    tokens = scene.tokens
    places = {i for n in scene.page.reading.names if n.kind == "place" for i in range(n.first, n.end)}
    found: list[str] = []
    for position in _of_clause(scene):
        case = _case(scene, position)
        if case is None:
            continue
        lemma = tokens[position].lemma
        occasion = lemma in _OCCASIONS and tokens[case].lemma in _OCCASION_CASES
        place = position in places and tokens[case].lemma in _PLACE_CASES
        if occasion or place:
            words = scene.phrase(position)
            found.append(scene.page.words(range(min(case, words[0]), words[-1] + 1)))
    return ", ".join(dict.fromkeys(found)) or None


def actor_at(cast: Cast, position: int) -> str | None:
    """The actor of the longest mention that covers a token."""
    covering = [m for m in cast.mentions if m.first <= position < m.end]
    return max(covering, key=lambda m: m.end - m.first).actor if covering else None


def _of_clause(scene: Scene) -> list[int]:
    """Nouns of the cue's clause outside its content, source and any other clause."""
    own = frozenset(scene.outside)
    cue = frozenset(scene.cue)
    out = []
    for position in scene.outside:
        token = scene.tokens[position]
        if token.upos not in ("NOUN", "PROPN") or position in scene.source or token.relation.startswith(("compound", "flat")):
            continue
        if position in cue or _hangs_on(scene, position, own) or _follows(scene, position):
            out.append(position)
    return out


def _hangs_on(scene: Scene, position: int, own: frozenset[int]) -> bool:
    """Whether the tree leads from a noun to the cue, by words of the same clause."""
    for above in scene.governor(position):
        if above in scene.cue:
            return True
        if above not in own or scene.tokens[above].upos == "VERB" or scene.tokens[above].relation == "acl:relcl":
            return False
    return False


def _follows(scene: Scene, position: int) -> bool:
    """Whether a noun stands behind the cue with no verb and no content between, where the tree hangs it into the content."""
    head = scene.head
    if head is None or position <= head or not any(above in scene.content for above in scene.governor(position)):
        return False
    between = range(head + 1, position)
    return not any(i in scene.content or scene.tokens[i].upos in ("VERB", "AUX", "SCONJ") for i in between)


def _case(scene: Scene, position: int) -> int | None:
    """The first preposition of a noun."""
    cases = [c for c in scene.page.children.get(position, ()) if scene.tokens[c].relation == "case" and c < position]
    return next((c for c in cases if scene.tokens[c].xpos != "POS"), None)


def _next_phrase(scene: Scene, verb: int) -> int | None:
    """The head of the noun phrase right behind a verb of telling, whatever the tree hangs it on."""
    last: int | None = None
    for i in range(verb + 1, min(len(scene.tokens), verb + 8)):
        token = scene.tokens[i]
        if i in scene.content or i not in scene.sentence_tokens:
            break
        if token.upos in ("NOUN", "PROPN", "PRON") and token.xpos != "PRP$":
            last = i
            if token.upos == "PRON":
                break
        elif token.upos not in ("DET", "ADJ", "NUM") and token.xpos not in ("POS", "PRP$", "HYPH"):
            break
    return last


def _addressed(scene: Scene) -> int | None:
    tokens, main = scene.tokens, scene.head
    if main is None or not (tokens[main].upos in ("VERB", "AUX") or tokens[main].lemma in _TO | _WITH):
        return None
    clause = _of_clause(scene)
    if tokens[main].lemma in _TELL and tokens[main].upos == "VERB":
        for child in scene.page.children.get(main, ()):
            relation = tokens[child].relation
            nominal = tokens[child].upos in ("NOUN", "PROPN", "PRON")
            fits = child > main and nominal and relation in ("obj", "iobj", "ccomp", "dep") and child not in scene.content
            if fits and _case(scene, child) is None:
                return child
        told = _next_phrase(scene, main)
        if told is not None:
            return told
    for position in clause:
        case = _case(scene, position)
        if case is None:
            continue
        preposition, above = tokens[case].lemma, tokens[tokens[position].head].lemma
        if preposition == "to" and (above in _TO or above in _SAY):
            return position
        if preposition == "with" and above in _WITH:
            return position
    return None
