"""Who and what belong to a predicate: passives turned round, subjects shared, controlled or relative, prepositions as slots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.propositions.subjects import antecedent, is_infinitive, surface_subject
from kg.propositions.trees import Trees, is_passive, is_verbal, word_set

Slots = dict[str, tuple[int, ...]]
"""Slot name (subj, obj, iobj, who, what, comp, inf, purpose, poss, or a preposition) to the heads of the phrases that fill it."""

QUOTING = word_set("say ask tell add write reply answer announce")
"""Verbs that a quotation follows without being joined to them."""
SET_PHRASES = frozenset(
    (("of", "course"), ("in", "fact"), ("for", "example"), ("for", "instance"), ("at", "least"), ("in", "way"))
)
NEUTRAL = word_set("back over away along together forward around again")
"""Particles that leave a verb its meaning ("send back", not "sign up")."""
GERUND_MARKS = word_set("of for from about in with by against without on over to into at after before")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Trees with the test that tells an actor's words from a thing's."""

    trees: Trees
    is_actor: Callable[[int], bool]
    is_time: Callable[[int], bool]
    """Tells the head of a date or period, which plays no role."""


def _right_behind(trees: Trees, i: int) -> list[int]:
    """The doer in "was asked by the council for help", where the parser hung the council elsewhere."""
    by = i + 1
    if by >= len(trees.tokens) or trees.lemma(by) != "by" or not trees.is_under(by, "case"):
        return []
    noun = trees.head(by)
    return [noun] if noun is not None and trees.tokens[noun].upos in ("NOUN", "PROPN", "PRON") else []


def verb_slots(grammar: Grammar, i: int) -> Slots:
    """The slots of a verb, as if it were active."""
    trees = grammar.trees
    found: dict[str, list[int]] = {}
    subject = surface_subject(trees, i)
    objects = [antecedent(trees, k) for k in trees.kids(i, "obj")]
    indirect = [antecedent(trees, k) for k in trees.kids(i, "iobj")]
    if len(objects) > 1 and not indirect:
        indirect, objects = objects[:1], objects[1:]
    _phrases(grammar, i, found)
    if is_passive(trees, i):
        if subject is not None:
            (indirect if objects else objects).append(subject)
        found["subj"] = found.get("by", []) or [k for k in trees.kids(i, "obl:agent")] or _right_behind(trees, i)
    else:
        if subject is not None:
            found["subj"] = [subject]
        if not objects and not indirect and trees.is_under(i, "acl:relcl"):
            noun = trees.head(i)
            if noun is not None and noun != subject:
                objects = [noun]
        elif not objects and trees.is_under(i, "ccomp"):
            objects = _gap(trees, i, subject)
    found["obj"], found["iobj"] = objects, indirect
    found["comp"] = [k for k in trees.kids(i, "xcomp", "ccomp", "csubj")]
    if not found["comp"] and trees.lemma(i) in QUOTING:
        found["comp"] = [k for k in trees.kids(i, "parataxis") if k > i and is_verbal(trees, k)][:1]
    found["inf"] = [k for k in found["comp"] if is_infinitive(trees, k)]
    found["purpose"] = [k for k in trees.kids(i, "advcl") if is_infinitive(trees, k)]
    both = [*indirect, *objects]
    found["who"] = [k for k in both if grammar.is_actor(k)]
    found["what"] = [k for k in both if not grammar.is_actor(k)]
    _lend(trees, objects, found)
    return {slot: tuple(heads) for slot, heads in found.items() if heads}


def _gap(trees: Trees, i: int, subject: int | None) -> list[int]:
    """The noun before "… that Keld said he received": the object of a clause inside a relative clause."""
    wanted = {"receive", "get", "send", "give", "make", "see", "want", "take", "offer", "request", "do"}
    verb = trees.head(i)
    if verb is None or not trees.is_under(verb, "acl:relcl") or trees.lemma(i) not in wanted:
        return []
    noun = trees.head(verb)
    before = trees.subtree(verb)[0] - 1  # "an offer that led to the letter he said he received": the nearest noun
    noun = before if before >= 0 and trees.tokens[before].upos == "NOUN" else noun
    return [noun] if noun is not None and noun != subject and surface_subject(trees, verb) != noun else []


def _lend(trees: Trees, objects: list[int], found: dict[str, list[int]]) -> None:
    """Prepositions that hang on the object serve the verb too, where it has none of its own ("requested help from Norland")."""
    for k in objects:
        for n in trees.kids(k, "nmod"):
            preposition = trees.case(n)
            if preposition in ("to", "from", "with", "by", "against", "on", "about") and preposition not in found:
                found[preposition] = [n]


def _phrases(grammar: Grammar, i: int, found: dict[str, list[int]]) -> None:
    """Prepositional phrases and gerunds of a predicate by their preposition."""
    trees = grammar.trees
    for k in trees.kids(i, "obl", "nmod", "acl", "advcl"):
        if trees.is_under(k, "obl", "nmod"):
            name = trees.case(k)
            name = {"upon": "on", "together_with": "with", "alongside": "with", "towards": "to", "into": "into"}.get(name, name)
        else:
            name = next((trees.lemma(m) for m in trees.kids(k, "mark", "case") if trees.lemma(m) in GERUND_MARKS), "")
            if name == "to" and trees.tokens[k].xpos != "VBG":
                name = ""
        if name and not grammar.is_time(k) and (name, trees.lemma(k)) not in SET_PHRASES:
            found.setdefault(name, []).append(antecedent(trees, k))


def copular_slots(grammar: Grammar, i: int) -> Slots:
    """The slots of "X is Y": Y as obj, or under its preposition ("is against the bill", "was from Norland")."""
    trees = grammar.trees
    found: dict[str, list[int]] = {}
    _phrases(grammar, i, found)
    subject = surface_subject(trees, i)
    if subject is not None:
        found["subj"] = [subject]
    case = trees.case(i)
    found[case or "obj"] = [i]
    found["comp"] = list(trees.kids(i, "xcomp", "ccomp", "csubj"))
    return {slot: tuple(heads) for slot, heads in found.items() if heads}


def noun_slots(grammar: Grammar, i: int) -> Slots:
    """The slots of a noun that names an act; an actor before it counts as its possessor ("the Norland request")."""
    trees = grammar.trees
    found: dict[str, list[int]] = {}
    _phrases(grammar, i, found)
    owners = list(trees.kids(i, "nmod:poss")) or [
        k for k in trees.kids(i, "compound", "amod", "nmod:desc") if grammar.is_actor(k)
    ]
    found["poss"] = owners
    if "between" in found:
        pair = found["between"][0]
        found["and"] = list(trees.kids(pair, "conj"))
    found["comp"] = [
        k for k in trees.kids(i, "acl", "ccomp", "xcomp") if not trees.is_under(k, "acl:relcl") and not _marked(trees, k)
    ]
    found["comp"] = [k for k in found["comp"] if is_infinitive(trees, k) or trees.kids(k, "mark")]
    return {slot: tuple(heads) for slot, heads in found.items() if heads}


def _marked(trees: Trees, i: int) -> bool:
    return any(trees.lemma(m) in GERUND_MARKS and trees.lemma(m) != "to" for m in trees.kids(i, "mark", "case"))


def lemmas_of(trees: Trees, i: int, slots: Slots) -> list[str]:
    """Names under which a verb may stand in the lexicon, most specific first ("turn_down", "call_on", "make_public", "call")."""
    lemma = trees.lemma(i)
    particles = [trees.lemma(k) for k in trees.kids(i, "compound:prt")]
    particles += [trees.lemma(k) for k in trees.kids(i, "advmod") if trees.tokens[k].xpos == "RP"]
    objects = [trees.lemma(k) for k in trees.kids(i, "obj", "xcomp")]
    fixed = [s for s in slots if s not in ("subj", "obj", "iobj", "who", "what", "comp", "inf", "purpose", "poss")]
    names = [f"{lemma}_{p}" for p in particles]
    names += [f"{lemma}_{p}_{s}" for p in particles for s in fixed]
    if particles and not NEUTRAL & set(particles):
        return names
    return [*names, *(f"{lemma}_{o}" for o in objects), *(f"{lemma}_{s}" for s in fixed), lemma]
