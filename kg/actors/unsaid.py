"""Whose act a cue is that has no source of its own: who the sentence is about, by its tree or by the words beside the verb."""

from __future__ import annotations

from kg.actors.entities import Entity
from kg.actors.page import Page
from kg.actors.register import Register
from kg.model import Attribution


def doer(page: Page, walk: Register, attribution: Attribution) -> Entity | None:
    """Whose act a cue without a source is: the subject of its own verb, or of the clause that it hangs on."""
    inside = page.inside(attribution.cue)
    if not inside:
        return None
    head = page.span_head(inside.start, inside.stop)
    subject = _subject(page, head)
    entity = walk.around(subject) if subject is not None else None
    entity = entity or _beside(page, walk, inside)
    return entity if entity and entity.sort in ("person", "body", "unnamed", "group", "country", "capital") else None


def _beside(page: Page, walk: Register, inside: range) -> Entity | None:
    """The name right before a verb, or right behind the comma that ends its opening phrase ("Praising the bill, Doe said …")."""
    verb = next((i for i in inside if page.tokens[i].upos in ("VERB", "AUX")), None)
    if verb is None:
        return None
    low, high = page.bounds(verb)
    opens = page.tokens[verb].form.endswith("ing") and all(
        page.tokens[j].upos in ("PUNCT", "ADP", "SCONJ") for j in range(low, verb)
    )
    if opens:
        comma = next((j for j in range(verb + 1, high - 1) if page.lower(j) == ","), None)
        at = next((j for j in range(comma + 1, high) if page.tokens[j].upos not in ("PUNCT", "DET")), None) if comma else None
        found = walk.at.get(at) if at is not None else None
        return walk.of.get(found) if found and page.is_subject(found.head) else None
    finite = page.tokens[verb].xpos in ("VBD", "VBZ", "VBP", "MD") and not (
        page.tokens[verb].lemma == "be" and any(page.tokens[j].xpos == "VBN" for j in range(verb + 1, min(high, verb + 3)))
    )
    before = inside.start - 1
    while before > low and page.tokens[before].upos in ("AUX", "ADV"):
        before -= 1
    found = walk.at.get(before) if before >= low else None
    return walk.of.get(found) if finite and found and found.kind == "name" else None


_CLIMB = 4
"""Clauses up to which the doer of an act is looked for."""


def _subject(page: Page, i: int) -> int | None:
    """Who does what a verb or a noun says, where the sentence leaves it out after saying it once.

    The subject is shared by joined verbs ("Doe denounced it and said …"), participles ("…, adding that …") and infinitives,
    unless another verb puts somebody else in between ("Doe urged Roe to say …"); nouns belong to their owner.
    """
    for _ in range(_CLIMB):
        token = page.tokens[i]
        relation, up = token.relation.split(":")[0], token.head
        subject = page.child(i, "nsubj")
        if subject is not None:
            return None if page.tokens[subject].relation.startswith("nsubj:pass") else subject
        if token.upos in ("NOUN", "PROPN"):
            owner = next((c for c in page.children[i] if page.tokens[c].relation.startswith("nmod:poss")), None)
            if owner is not None:
                return owner
        # What opens a clause without a subject of its own is a participle, whatever its tag: "Asked about it, Doe said" asks Doe.
        past = ("VBN", "VBD") if relation == "advcl" else ("VBN",)
        passive = token.xpos in past and page.child(i, "aux") is None
        if relation == "xcomp" and token.xpos != "VBG":
            other = page.child(up, "obj", "iobj")
            if other is not None:
                return other
        joined = relation == "conj" and page.tokens[up].upos == token.upos
        hangs = relation in ("xcomp", "advcl") or (relation == "acl" and token.xpos == "VB")
        hangs = hangs or (relation in ("obj", "obl") and token.upos == "NOUN")
        if up == i or (passive and relation != "conj") or not (joined or hangs):
            return None
        i = up
    return None
