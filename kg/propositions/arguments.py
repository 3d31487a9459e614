"""Who and what belong to a predicate: passives turned round, subjects shared, controlled or relative, prepositions as slots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.propositions.trees import RELATIVE, Trees, is_passive, is_verbal, word_set

Slots = dict[str, tuple[int, ...]]
"""Slot name (subj, obj, iobj, who, what, comp, inf, purpose, poss, or a preposition) to the heads of the phrases that fill it."""

SUBJECT_CONTROL = word_set("promise offer threaten vow pledge agree use take need owe")
QUOTING = word_set("say ask tell add write reply answer announce")
"""Verbs that a quotation follows without being joined to them."""
NEUTRAL = word_set("back over away along together forward around again")
"""Particles that leave a verb its meaning ("send back", not "sign up")."""
RELATIVE_CLAUSES = ("acl", "advcl:relcl")
GERUND_MARKS = word_set("of for from about in with by against without on over to into at after before")


@dataclass(frozen=True, slots=True)
class Grammar:
    """Trees with the test that tells an actor's words from a thing's."""

    trees: Trees
    is_actor: Callable[[int], bool]


def is_cleft(trees: Trees, i: int) -> bool:
    """Whether `i` is the focus of "it was X that/who …"."""
    subject = trees.kid(i, "nsubj", "expl")
    if subject is None or trees.lemma(subject) != "it" or not trees.kids(i, "cop"):
        return False
    if trees.tokens[i].upos not in ("PROPN", "NOUN", "PRON"):
        return False
    return any(
        _opens_with_relative(trees, k) and is_verbal(trees, k)
        for k in trees.kids(i, "acl", "ccomp", "csubj", "advcl:relcl", "advcl")
    )


def _opens_with_relative(trees: Trees, i: int) -> bool:
    return any(
        trees.lemma(k) in ("that", "who", "which") and not trees.kids(k, "case") for k in trees.kids(i, "nsubj", "mark", "obj")
    )


def antecedent(trees: Trees, i: int) -> int:
    """The noun that a relative pronoun stands for; any other token is returned as it is."""
    token = trees.tokens[i]
    if token.xpos not in RELATIVE and not (
        token.upos in ("PRON", "SCONJ", "DET") and trees.lemma(i) == "that" and not trees.children[i]
    ):
        return i
    for a in (i, *trees.ancestors(i)):
        head = trees.head(a)
        if head is None or trees.lemma(i) == "what" or (trees.is_under(a, "ccomp") and i > head and not is_cleft(trees, head)):
            return i
        if trees.is_under(a, *RELATIVE_CLAUSES) or is_cleft(trees, head):
            return head
        if trees.is_under(a, "ccomp", "advcl", "parataxis") and (
            trees.is_under(i, "nsubj") or trees.is_under(a, "advcl", "parataxis")
        ):
            return i
    return i


def surface_subject(trees: Trees, i: int, depth: int = 0) -> int | None:  # noqa: PLR0911  one return a kind of clause
    """Head of the grammatical subject, found across coordination, control and relative clauses; None where there is none."""
    for k in trees.kids(i, "nsubj", "csubj"):
        if not (trees.lemma(k) == "it" and trees.kids(i, "csubj", "ccomp") and trees.tokens[i].upos != "VERB"):
            return antecedent(trees, k)
    head = trees.head(i)
    if head is None or depth > 12:
        return None
    if trees.is_under(i, "conj"):
        return surface_subject(trees, head, depth + 1)
    if is_cleft(trees, head) and trees.is_under(i, "acl", "ccomp", "csubj", "advcl"):
        return head
    if trees.is_under(i, "acl"):
        return _subject_of_modifier(trees, i, head, depth)
    if trees.is_under(i, "xcomp"):
        return _controller(trees, head, depth)
    if trees.is_under(i, "advcl") or (trees.is_under(i, "ccomp", "parataxis") and trees.tokens[i].xpos in ("VBG", "TO")):
        return surface_subject(trees, head, depth + 1)
    if trees.is_under(i, "ccomp") and _is_infinitive(trees, i):
        return _controller(trees, head, depth)
    return None


def _controller(trees: Trees, governor: int, depth: int) -> int | None:
    """Who does the infinitive: the object of "urge X to act", "call on X to act"; else the subject."""
    if trees.lemma(governor) not in SUBJECT_CONTROL and not is_passive(trees, governor):
        for k in trees.kids(governor, "iobj", "obj"):
            return antecedent(trees, k)
        for k in trees.kids(governor, "obl"):
            if (trees.lemma(governor), trees.case(k)) in (
                ("call", "on"),
                ("call", "upon"),
                ("appeal", "to"),
                ("plead", "with"),
                ("call", "for"),
            ):
                return k
    return surface_subject(trees, governor, depth + 1)


def _subject_of_modifier(trees: Trees, i: int, noun: int, depth: int) -> int | None:
    if not _is_infinitive(trees, i):
        return noun
    owner = trees.kid(noun, "nmod:poss")
    if owner is not None:
        return owner
    verb = trees.head(noun)
    if verb is not None and trees.is_under(noun, "obj") and is_verbal(trees, verb):
        return surface_subject(trees, verb, depth + 1)
    return None


def _is_infinitive(trees: Trees, i: int) -> bool:
    return (
        any(trees.lemma(k) == "to" and not trees.kids(k, "fixed") for k in trees.kids(i, "mark", "aux"))
        and trees.tokens[i].xpos != "VBG"
    )


def verb_slots(grammar: Grammar, i: int) -> Slots:
    """The slots of a verb, as if it were active."""
    trees = grammar.trees
    found: dict[str, list[int]] = {}
    subject = surface_subject(trees, i)
    objects = [antecedent(trees, k) for k in trees.kids(i, "obj")]
    indirect = [antecedent(trees, k) for k in trees.kids(i, "iobj")]
    if len(objects) > 1 and not indirect:
        indirect, objects = objects[:1], objects[1:]
    _phrases(trees, i, found)
    if is_passive(trees, i):
        if subject is not None:
            (indirect if objects else objects).append(subject)
        found["subj"] = found.get("by", []) or [k for k in trees.kids(i, "obl:agent")]
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
    found["inf"] = [k for k in found["comp"] if _is_infinitive(trees, k)]
    found["purpose"] = [k for k in trees.kids(i, "advcl") if _is_infinitive(trees, k)]
    both = [*indirect, *objects]
    found["who"] = [k for k in both if grammar.is_actor(k)]
    found["what"] = [k for k in both if not grammar.is_actor(k)]
    _lend(trees, objects, found)
    return {slot: tuple(heads) for slot, heads in found.items() if heads}


def _gap(trees: Trees, i: int, subject: int | None) -> list[int]:
    """The noun before "… that Harper said he received": the object of a clause inside a relative clause."""
    wanted = {"receive", "get", "send", "give", "make", "see", "want", "take", "offer", "request", "do"}
    verb = trees.head(i)
    if verb is None or not trees.is_under(verb, "acl:relcl") or trees.lemma(i) not in wanted:
        return []
    noun = trees.head(verb)
    return [noun] if noun is not None and noun != subject and surface_subject(trees, verb) != noun else []


def _lend(trees: Trees, objects: list[int], found: dict[str, list[int]]) -> None:
    """Prepositions that hang on the object serve the verb too, where it has none of its own ("requested help from Norland")."""
    for k in objects:
        for n in trees.kids(k, "nmod"):
            preposition = trees.case(n)
            if preposition in ("to", "from", "with", "by", "against", "on", "about") and preposition not in found:
                found[preposition] = [n]


def _phrases(trees: Trees, i: int, found: dict[str, list[int]]) -> None:
    """Prepositional phrases and gerunds of a predicate by their preposition."""
    for k in trees.kids(i, "obl", "nmod", "acl", "advcl"):
        if trees.is_under(k, "obl", "nmod"):
            name = trees.case(k)
            name = {"upon": "on", "together_with": "with", "alongside": "with", "towards": "to", "into": "into"}.get(name, name)
        else:
            name = next((trees.lemma(m) for m in trees.kids(k, "mark", "case") if trees.lemma(m) in GERUND_MARKS), "")
            if name == "to" and trees.tokens[k].xpos != "VBG":
                name = ""
        if name:
            found.setdefault(name, []).append(antecedent(trees, k))


def copular_slots(grammar: Grammar, i: int) -> Slots:
    """The slots of "X is Y": Y as obj, or under its preposition ("is against the bill", "was from Norland")."""
    trees = grammar.trees
    found: dict[str, list[int]] = {}
    _phrases(trees, i, found)
    subject = surface_subject(trees, i)
    if subject is not None:
        found["subj"] = [subject]
    case = trees.case(i)
    found[case or "obj"] = [i]
    found["comp"] = trees.kids(i, "xcomp", "ccomp", "csubj")
    return {slot: tuple(heads) for slot, heads in found.items() if heads}


def noun_slots(grammar: Grammar, i: int) -> Slots:
    """The slots of a noun that names an act; an actor before it counts as its possessor ("the Norland request")."""
    trees = grammar.trees
    found: dict[str, list[int]] = {}
    _phrases(trees, i, found)
    owners = trees.kids(i, "nmod:poss") or [k for k in trees.kids(i, "compound", "amod", "nmod:desc") if grammar.is_actor(k)]
    found["poss"] = owners
    if "between" in found:
        pair = found["between"][0]
        found["and"] = trees.kids(pair, "conj")
    found["comp"] = [
        k for k in trees.kids(i, "acl", "ccomp", "xcomp") if not trees.is_under(k, "acl:relcl") and not _marked(trees, k)
    ]
    found["comp"] = [k for k in found["comp"] if _is_infinitive(trees, k) or trees.kids(k, "mark")]
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
