"""Polarity, modality and tense of a clause, from its own words and from what stands above it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.propositions.frames import Lexicon
from kg.propositions.trees import Trees, is_verbal, word_set

ORDER = ("certain", "probable", "possible", "intended", "obliged", "hypothetical")
"""Weakest claim last: where several meet, the later one holds."""
NOT = word_set("not n't never nor neither nowhere hardly scarcely")
NO_ONE = word_set("nobody none nothing no-one neither")
AUXILIARY = {
    "must": "obliged", "should": "obliged", "ought": "obliged", "shall": "intended",
    "may": "possible", "might": "possible", "could": "possible", "can": "possible",
}  # fmt: skip
ADVERB = {
    "probably": "probable", "likely": "probable", "apparently": "probable", "presumably": "probable", "perhaps": "possible",
    "possibly": "possible", "maybe": "possible", "allegedly": "possible", "reportedly": "possible", "potentially": "possible",
}  # fmt: skip
CONDITION = word_set("if unless whether provided lest")
NEG_RAISING = word_set("think believe suppose expect want plan intend seem appear likely")
FACTIVE = word_set(
    "know acknowledge admit confirm reveal disclose show prove realize realise learn find discover recognize recognise remember "
    "concede regret forget note demonstrate"
)
REPORTING = word_set("say tell claim allege announce state declare report assert argue insist write tweet maintain suggest")
OWN = word_set("i we")


@dataclass(frozen=True, slots=True)
class Status:
    """How a clause is claimed."""

    negated: bool = False
    modality: str = "certain"

    def under(self, negated: bool, modality: str) -> Status:
        """This status seen through one more negation and modality."""
        return Status(self.negated != negated, weaker(self.modality, modality))


def weaker(one: str, other: str) -> str:
    """The one of two modalities that claims less."""
    return max(one, other, key=ORDER.index)


def own_status(trees: Trees, i: int) -> Status:
    """Negation and modality that stand in the clause itself."""
    negated = _is_negated(trees, i)
    modality = "certain"
    for k in trees.kids(i, "aux", "advmod", "cop"):
        lemma = trees.lemma(k)
        modality = weaker(modality, AUXILIARY.get(lemma, "certain") if trees.is_under(k, "aux") else ADVERB.get(lemma, "certain"))
    if any(trees.lemma(m) in CONDITION for m in trees.kids(i, "mark")) or _has_condition(trees, i) or _is_question(trees, i):
        modality = "hypothetical"
    if is_imperative(trees, i):
        modality = weaker(modality, "obliged")
    return Status(negated, "hypothetical" if _is_unreal(trees, i) else modality)


def _is_unreal(trees: Trees, i: int) -> bool:
    """ "would have signed" tells what did not come about."""
    return trees.tokens[i].xpos == "VBN" and {"would", "have"} <= {trees.lemma(k) for k in trees.kids(i, "aux")}


def _is_negated(trees: Trees, i: int) -> bool:
    count = sum(trees.lemma(k) in NOT for k in trees.kids(i, "advmod", "neg", "cc", "cc:preconj", "preconj"))
    count += any(_is_none(trees, k) for k in trees.kids(i, "nsubj", "obj", "iobj", "obl"))
    if any(trees.lemma(d) in ("no", "neither") for d in trees.kids(i, "det", "neg")) and trees.kids(i, "cop"):
        count += 1
    if any(trees.lemma(m) == "without" for m in trees.kids(i, "mark", "case")) and is_verbal(trees, i):
        count += 1
    longer = [
        k
        for k in trees.kids(i, "advmod")
        if trees.lemma(k) == "longer" and any(trees.lemma(n) == "no" for n in trees.children[k])
    ]
    return (count + len(longer)) % 2 == 1


def _is_none(trees: Trees, k: int) -> bool:
    """ "nobody", "no envoy", "none of them", "not one soldier": who or what is said not to take part.

    "No doubt" denies nothing.
    """
    none = [d for d in trees.kids(k, "det", "neg", "cc:preconj") if trees.lemma(d) in ("no", "neither")]
    if trees.lemma(k) in NO_ONE or any(trees.lemmas[d + 1 : d + 2] != ("doubt",) for d in none):
        return True
    words = trees.subtree(k, without=("acl", "advcl", "conj", "punct"))
    return len(words) > 2 and trees.lemma(words[0]) == "not" and trees.lemma(words[1]) in ("one", "a", "single")


def _has_condition(trees: Trees, i: int) -> bool:
    return any(
        any(trees.lemma(m) in CONDITION and trees.lemma(m) != "whether" for m in trees.kids(k, "mark"))
        for k in trees.kids(i, "advcl")
    )


def _is_question(trees: Trees, i: int) -> bool:
    """Followed by a question mark, and not the clause that reports the question."""
    if not trees.is_under(i, "root", "ccomp", "parataxis", "conj", "dep"):
        return False
    last = max((k for k in trees.subtree(i) if trees.tokens[k].upos != "PUNCT"), default=i)
    for k in range(last, min(last + 3, len(trees.tokens))):
        form = trees.tokens[k].form
        if form == "?":
            reporting = [c for c in trees.kids(i, "ccomp", "parataxis") if c > i]
            return not any(_ends_with_mark(trees, c) for c in reporting)
        if k > last and form not in "\"'”’»)…":
            return False
    return False


def _ends_with_mark(trees: Trees, i: int) -> bool:
    return any(trees.tokens[k].form == "?" for k in range(i, min(trees.subtree(i)[-1] + 2, len(trees.tokens))))


def is_imperative(trees: Trees, i: int) -> bool:
    """A base form with no subject, "to" or auxiliary, where a sentence or quotation may start: "Release the letter"."""
    token = trees.tokens[i]
    if token.xpos != "VB" or trees.kids(i, "nsubj", "aux", "mark", "expl"):
        return False
    head = trees.head(i)
    if trees.is_under(i, "conj") and head is not None:
        return is_imperative(trees, head)
    return trees.is_under(i, "root", "ccomp", "parataxis")


@dataclass(frozen=True, slots=True)
class Outlook:
    """Where a clause is looked at from: the content of one statement."""

    trees: Trees
    lexicon: Lexicon
    inside: frozenset[int]
    """Token positions of the content."""
    base: Status
    """What the statement's cue makes of its content as a whole."""


def context_status(view: Outlook, i: int, depth: int = 0) -> Status:  # noqa: PLR0911  one return a kind of clause reads best
    """What the words above the clause make of it."""
    trees, lexicon, base = view.trees, view.lexicon, view.base
    head = trees.head(i)
    if head is None or head not in view.inside or depth > 12:
        apart = trees.is_under(i, "conj", "acl:relcl") or (trees.is_under(i, "advcl") and not is_infinitive(trees, i))
        return Status() if apart and head is not None else base
    if trees.is_under(i, "conj", "list"):
        shared = context_status(view, head, depth + 1)
        marked = any(trees.lemma(m) in CONDITION for m in trees.kids(head, "mark")) or _has_condition(trees, head)
        return shared.under(False, "hypothetical") if marked else shared
    if trees.is_under(i, "xcomp", "ccomp", "csubj") or (trees.is_under(i, "advcl") and not _free(trees, lexicon, i, head)):
        return _through(trees, lexicon, i, head, context_status(view, head, depth + 1))
    if trees.is_under(i, "advcl"):
        above = weaker(context_status(view, head, depth + 1).modality, own_status(trees, head).modality)
        aim = "hypothetical" if above == "hypothetical" else "intended"
        return Status(modality=aim) if is_infinitive(trees, i) else Status()
    if trees.is_under(i, "acl") and not trees.is_under(i, "acl:relcl"):
        found = lexicon.effect(trees.lemma(head), is_infinitive(trees, i))
        default = "intended" if is_infinitive(trees, i) else "hypothetical" if _is_lacked(trees, head) else "certain"
        return Status(found is not None and found.effect == "negated", _modal(found.effect if found else default))
    if trees.is_under(i, "parataxis"):
        return Status(modality=base.modality if base.modality == "hypothetical" else "certain")
    if trees.is_under(i, "acl:relcl", "appos"):
        return Status()
    return context_status(view, head, depth + 1)


def _is_lacked(trees: Trees, noun: int) -> bool:
    """ "does not have confidence that …" leaves open what follows."""
    verb = trees.head(noun)
    return trees.is_under(noun, "obj") and verb is not None and own_status(trees, verb).negated


def _free(trees: Trees, lexicon: Lexicon, i: int, head: int) -> bool:
    """An adverbial clause stands on its own unless it is the complement of its verb in disguise ("kept from acting")."""
    return (
        not any(trees.lemma(m) == "from" for m in trees.kids(i, "mark", "case"))
        or lexicon.effect(trees.lemma(head), True) is None
    )


def _modal(effect: str) -> str:
    return "certain" if effect == "negated" else effect


def _through(trees: Trees, lexicon: Lexicon, i: int, governor: int, above: Status) -> Status:
    """The status that a complement has below its governor."""
    lemma = trees.lemma(governor)
    names = [f"{lemma}_{trees.lemma(k)}" for k in trees.kids(governor, "compound:prt")]
    names += [f"{lemma}_{trees.case(k)}" for k in trees.kids(governor, "obl")]
    infinitive = is_infinitive(trees, i) or trees.tokens[i].xpos == "VBG"
    found = next((c for n in [*names, lemma] if (c := lexicon.effect(n, infinitive))), None)
    own = own_status(trees, governor)
    if is_imperative(trees, governor):
        own = Status(own.negated)
    status = above.under(found is not None and found.effect == "negated", _modal(found.effect) if found else "certain")
    if lemma in REPORTING and not infinitive:
        if above.negated and found is None:
            return Status(modality="hypothetical")  # "unable to say that …" leaves it open
        status = status.under(False, "certain" if _is_own(trees, governor) else "possible")
    if (found is not None and found.merged) or lemma in NEG_RAISING or (infinitive and found is None):
        return status.under(own.negated, own.modality)
    if lemma in FACTIVE:
        return status
    return status.under(False, "hypothetical" if own.negated else own.modality)


def _is_own(trees: Trees, i: int) -> bool:
    """Whether the speaker reports his own words ("I said", "let me say")."""
    subject = trees.kid(i, "nsubj")
    return subject is None or trees.lemma(subject) in OWN


def is_infinitive(trees: Trees, i: int) -> bool:
    """Whether the clause has "to" and no finite verb."""
    if trees.tokens[i].xpos == "VBG" and not trees.kids(i, "cop"):
        return False
    return any(trees.lemma(k) == "to" for k in trees.kids(i, "mark", "aux"))


def tense(trees: Trees, i: int, modality: str, depth: int = 0) -> str:
    """past, present or future; clauses without a finite verb take it from the one that governs them."""
    helpers = [*trees.kids(i, "aux"), *trees.kids(i, "cop")]
    lemmas = {trees.lemma(k) for k in helpers}
    tags = {trees.tokens[k].xpos for k in helpers} | ({trees.tokens[i].xpos} if is_verbal(trees, i) else set())
    had = "'d" in lemmas and trees.tokens[i].xpos == "VBN"
    if lemmas & {"will", "'ll", "shall", "wo", "would", "'d"} and "have" not in lemmas and not had:
        return "future"
    if "VBD" in tags or "have" in lemmas or had:
        return "past"
    if tags & {"VBZ", "VBP", "MD"}:
        return "present"
    if modality in ("intended", "obliged", "hypothetical"):
        return "future"
    if trees.tokens[i].xpos == "VBN":
        return "past"
    head = trees.head(i)
    return tense(trees, head, modality, depth + 1) if head is not None and depth < 12 else "present"
