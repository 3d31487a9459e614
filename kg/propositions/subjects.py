"""Who does what a verb says: the subject across coordination, control, relative clauses and "it was X that"."""

from __future__ import annotations

from kg.propositions.order import clause_opener, focus_at, focus_before, near_subject
from kg.propositions.trees import RELATIVE, Trees, is_passive, is_verbal, word_set

SUBJECT_CONTROL = word_set("promise offer threaten vow pledge agree use take need owe")
RELATIVE_CLAUSES = ("acl", "advcl:relcl")


def is_cleft(trees: Trees, i: int) -> bool:
    """Whether `i` is the focus of "it was X that/who …"."""
    if focus_at(trees, i):
        return True
    subject = trees.kid(i, "nsubj", "expl")
    if subject is None or trees.lemma(subject) != "it" or not trees.kids(i, "cop"):
        return False
    if not _is_definite(trees, i):
        return False
    return any(
        _opens_with_relative(trees, k) and is_verbal(trees, k)
        for k in trees.kids(i, "acl", "ccomp", "csubj", "advcl:relcl", "advcl")
    )


def _is_definite(trees: Trees, i: int) -> bool:
    """A name, a pronoun, or "the …", "his …": what is in focus is known; "it is a plan that works" only describes."""
    known = any(trees.lemma(d) in ("the", "this", "that", "these", "those") for d in trees.kids(i, "det"))
    return trees.tokens[i].upos in ("PROPN", "PRON") or (
        trees.tokens[i].upos == "NOUN" and (known or bool(trees.kids(i, "nmod:poss")))
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
    ordered = focus_before(trees, i)
    ordered = near_subject(trees, i) if ordered is None else ordered
    if ordered is not None:
        return ordered
    for k in sorted(trees.kids(i, "nsubj", "csubj"), key=lambda s: (s > i, abs(s - i))):
        if not (trees.lemma(k) == "it" and trees.kids(i, "csubj", "ccomp") and trees.tokens[i].upos != "VERB"):
            return antecedent(trees, k)
    opener = clause_opener(trees, i)
    if opener is not None:
        return opener
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
    judged = _judged(trees, i, head)
    if judged is not None:
        return antecedent(trees, judged)
    if trees.is_under(i, "advcl") or (trees.is_under(i, "ccomp", "parataxis") and trees.tokens[i].xpos in ("VBG", "TO")):
        return surface_subject(trees, head, depth + 1)
    if trees.is_under(i, "ccomp") and is_infinitive(trees, i):
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


def _judged(trees: Trees, i: int, governor: int) -> int | None:
    """Whoever is praised, blamed or thanked "for doing it" is who did it."""
    if not (trees.is_under(i, "advcl") and trees.tokens[i].xpos == "VBG"):
        return None
    if not any(trees.lemma(m) == "for" for m in trees.kids(i, "mark", "case")):
        return None
    return next((k for k in trees.kids(governor, "obj") if governor < k < i and not trees.kids(k, "nummod")), None)


def _subject_of_modifier(trees: Trees, i: int, noun: int, depth: int) -> int | None:
    if not is_infinitive(trees, i):
        return noun
    owner = trees.kid(noun, "nmod:poss")
    if owner is not None:
        return owner
    verb = trees.head(noun)
    if verb is not None and trees.is_under(noun, "obj") and is_verbal(trees, verb):
        return surface_subject(trees, verb, depth + 1)
    return None


def is_infinitive(trees: Trees, i: int) -> bool:
    """Whether the clause has "to" and no finite verb."""
    return (
        any(trees.lemma(k) == "to" and not trees.kids(k, "fixed") for k in trees.kids(i, "mark", "aux"))
        and trees.tokens[i].xpos != "VBG"
    )
