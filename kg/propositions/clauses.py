"""Which claims a stretch of text makes: one `Clause` for each predicate, with its frame and the heads of its participants."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kg.propositions.arguments import Grammar, Slots, copular_slots, lemmas_of, noun_slots, verb_slots
from kg.propositions.frames import Lexicon, Pattern
from kg.propositions.modality import is_infinitive
from kg.propositions.subjects import is_cleft, surface_subject
from kg.propositions.trees import Trees, is_copular, is_verbal, word_set

QUIET_NOUNS = word_set("Say Plan Vote Die Order Decide Review Lie Raise Cut Propose Elect")
"""Frames whose nouns name a thing more often than they claim an act; they count only with a light verb."""
EXISTS = Pattern("Be", (), (), (), ("subj", "obj"))
""" "there is a plan": what exists is the theme."""
WISHING = word_set("Request Offer Promise Want Need Propose Plan")
"""Frames whose theme has not happened: "requested help from Norland" claims no help."""
LASTING = word_set("remain stay keep become turn go get")
"""Verbs that say with an adjective what state something is in."""
ASKING = word_set("ask inquire enquire wonder")


@dataclass(frozen=True, slots=True)
class Clause:
    """One predicate in its frame; participants are head tokens."""

    head: int
    """The verb, the predicate of "to be", or the noun."""
    kind: str
    """verb, copula or noun."""
    predicate: str
    frame: str
    agents: tuple[int, ...] = ()
    recipient: int | None = None
    theme: int | None = None
    carrier: frozenset[int] = frozenset()
    """Tokens that belong to the predicate."""


def find_clauses(grammar: Grammar, lexicon: Lexicon, inside: Sequence[int]) -> list[Clause]:
    """The clauses headed by tokens at `inside`, in text order."""
    trees = grammar.trees
    found, carried = list[Clause](), set[int]()
    for i in inside:
        if is_verbal(trees, i) and not _is_coloring(trees, lexicon, i):
            clause = verb_clause(grammar, lexicon, i)
            carried |= clause.carrier
            found.append(clause)
        elif is_copular(trees, i) and not is_cleft(trees, i) and not _is_coloring(trees, lexicon, i):
            clause = _copular_clause(grammar, lexicon, i)
            carried |= clause.carrier
            found.append(clause)
    carried |= {c.theme for c in found if c.theme is not None and c.frame in WISHING}
    for i in inside:
        if trees.tokens[i].upos == "NOUN" and i not in carried:
            nominal = _noun_clause(grammar, lexicon, i)
            if nominal is not None:
                found.append(nominal)
    return sorted(found, key=lambda c: c.head)


def _is_coloring(trees: Trees, lexicon: Lexicon, i: int) -> bool:
    """ "failed to act", "is likely to act": the word is no claim, its complement is."""
    for k in trees.kids(i, "xcomp", "ccomp", "csubj"):
        infinitive = is_infinitive(trees, k) or trees.tokens[k].xpos == "VBG"
        found = lexicon.effect(trees.lemma(i), infinitive)
        claims = is_verbal(trees, k) or is_copular(trees, k) or infinitive
        if found is not None and found.merged and claims and (trees.lemma(i) != "go" or trees.tokens[i].xpos == "VBG"):
            return True
    return False


def verb_clause(grammar: Grammar, lexicon: Lexicon, i: int) -> Clause:
    """The clause of a verb: a light verb with its noun, else a row of the lexicon, else the frame "Event"."""
    slots = verb_slots(grammar, i)
    names = lemmas_of(grammar.trees, i, slots)
    carried = _light_clause(grammar, lexicon, i, names, slots)
    if carried is not None:
        return carried
    if _is_against(grammar, i):
        return Clause(i, "copula", "be against", "Oppose", slots.get("subj", ())[:1], theme=i, carrier=frozenset((i,)))
    state = _state(grammar, i)
    if state is not None:
        name = f"{grammar.trees.lemma(i)} {grammar.trees.lemma(state)}"
        return Clause(i, "verb", name, "Event", slots.get("subj", ())[:1], carrier=frozenset((i, state)))
    pattern, name = _look_up(grammar, lexicon, names, slots)
    clause = Clause(i, "verb", name, "Event", carrier=frozenset((i, *grammar.trees.kids(i, "compound:prt"))))
    if pattern and pattern.frame == "Be" and grammar.trees.kids(i, "expl"):
        pattern = EXISTS
    filled = _fill(clause, pattern, slots, grammar) if pattern else _default(clause, slots, grammar)
    filled = replace(filled, agents=_writer(grammar, filled) or filled.agents)
    return _as_question(grammar, replace(filled, agents=tuple(_sender(grammar, lexicon, k) for k in filled.agents)))


def _writer(grammar: Grammar, clause: Clause) -> tuple[int, ...]:
    """ "received a letter from Norland requesting aid": parsers hang the participle on the verb, yet Norland requests."""
    trees = grammar.trees
    verb = trees.head(clause.head)
    if clause.frame not in WISHING or trees.tokens[clause.head].xpos != "VBG" or verb is None:
        return ()
    if not trees.is_under(clause.head, "advcl") or trees.lemma(verb) not in ("receive", "get") or trees.kids(clause.head, "mark"):
        return ()
    return tuple(k for k in trees.kids(verb, "obl") if trees.case(k) == "from" and k < clause.head)[:1]


def _is_against(grammar: Grammar, i: int) -> bool:
    """ "I am against selling it": a gerund that parsers take for the verb of the sentence."""
    trees = grammar.trees
    return (
        trees.tokens[i].xpos == "VBG"
        and any(trees.lemma(k) == "against" for k in trees.kids(i, "mark", "case"))
        and bool([k for k in trees.kids(i, "aux", "cop") if trees.lemma(k) == "be"])
    )


def _state(grammar: Grammar, i: int) -> int | None:
    """The adjective of "remains open", "stayed shut", "fell silent": without it the verb says nothing."""
    trees = grammar.trees
    if trees.lemma(i) not in LASTING:
        return None
    found = next((k for k in trees.kids(i, "xcomp", "ccomp", "advmod") if k > i and trees.tokens[k].upos == "ADJ"), None)
    if found is None and i + 1 < len(trees.tokens) and trees.tokens[i + 1].upos == "ADJ":  # hung elsewhere by the parser
        head = trees.head(i + 1)
        found = i + 1 if head is None or head < i or trees.tokens[head].upos == "VERB" else None
    return found


def _sender(grammar: Grammar, lexicon: Lexicon, k: int) -> int:
    """Who speaks through a letter that does something ("a letter from Norland requesting aid"); any other head as it is."""
    trees = grammar.trees
    if not lexicon.is_a(trees.lemma(k), "document"):
        return k
    owners = [*trees.kids(k, "nmod:poss"), *(n for n in trees.kids(k, "nmod") if trees.case(n) in ("from", "by"))]
    verbs = [v for r in trees.kids(k, "acl") for v in (r, *trees.kids(r, "ccomp", "xcomp"))]
    governor = trees.head(k)
    verbs += [governor] if governor is not None and is_verbal(trees, governor) and trees.is_under(k, "obj") else []
    for v in verbs:
        if trees.lemma(v) in ("receive", "get", "send", "come"):
            slots = verb_slots(grammar, v)
            owners += [*slots.get("from", ()), *(slots.get("subj", ()) if trees.lemma(v) == "send" else ())]
    return next((n for n in owners if n != k), k)


def _look_up(grammar: Grammar, lexicon: Lexicon, names: list[str], slots: Slots) -> tuple[Pattern | None, str]:
    def holds(slot: str, words: str) -> bool:
        return slot in slots and (not words or any(_is_of_class(grammar, lexicon, k, words) for k in slots[slot]))

    for name in names:
        pattern = lexicon.pattern("verbs", [name], holds)
        if pattern is not None:
            return pattern, name.replace("_", " ")
    return None, (names[0] if "_" in names[-1] else names[-1]).replace("_", " ")


def _is_of_class(grammar: Grammar, lexicon: Lexicon, k: int, words: str) -> bool:
    trees = grammar.trees
    return any(lexicon.is_a(trees.lemma(w), words) for w in (k, *trees.kids(k, "conj")))


def _fill(clause: Clause, pattern: Pattern, slots: Slots, grammar: Grammar) -> Clause:
    """Roles from the slots of a row. One phrase plays one role."""
    agents = _first(slots, pattern.agent, frozenset())
    recipients = _first(slots, pattern.recipient, frozenset(agents))
    if pattern.frame == "Request" and not all(grammar.is_actor(k) or k in slots.get("obj", ()) for k in recipients):
        recipients = ()
    themes = _first(slots, pattern.theme, frozenset((*agents, *recipients)))
    shared = [k for k in grammar.trees.kids(agents[0], "conj") if _acts_too(clause, agents[0], k)] if agents else []
    if not recipients and "and" in slots:
        recipients = slots["and"]
    return replace(
        clause,
        frame=pattern.frame,
        agents=(*agents[:1], *(k for k in shared if grammar.is_actor(k))),
        recipient=recipients[0] if recipients else None,
        theme=themes[0] if themes else None,
    )


def _acts_too(clause: Clause, first: int, other: int) -> bool:
    """Whether "first and other" do it together; what follows the verb is the subject of the next clause, wrongly joined."""
    return (first < clause.head) == (other < clause.head)


def _first(slots: Slots, wanted: tuple[str, ...], taken: frozenset[int]) -> tuple[int, ...]:
    for slot in wanted:
        left = tuple(k for k in slots.get(slot, ()) if k not in taken)
        if left:
            return left
    return ()


def _default(clause: Clause, slots: Slots, grammar: Grammar) -> Clause:
    """No row: the doer, what it is done to, and to whom."""
    return _fill(clause, Pattern("Event", (), ("subj",), ("iobj", "to"), ("obj", "comp")), slots, grammar)


def _light_clause(grammar: Grammar, lexicon: Lexicon, i: int, names: list[str], slots: Slots) -> Clause | None:
    """ "made the request", "received this request from": the frame of the noun with the roles of the verb."""
    trees = grammar.trees
    for name in names:
        for row in lexicon.light.get(name, ()):
            for noun in slots.get(row.noun, ()):
                existential = name != "be" or bool(trees.kids(i, "expl"))
                if not existential or trees.tokens[noun].upos not in ("NOUN", "PROPN"):
                    continue
                inner = noun_slots(grammar, noun)
                merged: Slots = {s: v for s, v in slots.items() if s not in ("subj", "obj", "iobj", "who", "what", "to")} | inner
                doer, receiver = _first(slots | inner, row.subj, frozenset((noun,))), _first(slots, row.to, frozenset((noun,)))
                merged |= {s: v for s, v in (("subj", doer), ("to", receiver or inner.get("to", ()))) if v}
                found = lexicon.pattern("nouns", [trees.lemma(noun)], lambda s, w, m=merged: s in m)  # type: ignore[misc]
                if found is None or (row.frames and found.frame not in row.frames):
                    continue
                clause = Clause(
                    i, "verb", f"{name.replace('_', ' ')} {trees.lemma(noun)}", found.frame, carrier=frozenset((i, noun))
                )
                filled = _fill(clause, found, merged, grammar)
                return filled if filled.theme is not None else replace(filled, theme=noun)
    return None


def _copular_clause(grammar: Grammar, lexicon: Lexicon, i: int) -> Clause:
    trees = grammar.trees
    slots = copular_slots(grammar, i)
    case = trees.case(i)
    names = [f"be_{case}"] if case and case != "over" else []  # "was over the sea" is no end
    light = _light_clause(grammar, lexicon, i, names, slots)
    if light is not None:
        return light
    names = [*names, f"be_{trees.lemma(i)}"]
    pattern, name = _look_up(grammar, lexicon, names, slots)
    following = next((k for k in range(i + 1, min(i + 2, len(trees.tokens))) if trees.tokens[k].xpos == "VBG"), None)
    if trees.lemma(i) == "against" and following is not None:  # "I am against selling it"
        return Clause(
            following,
            "copula",
            "be against",
            "Oppose",
            slots.get("subj", ())[:1],
            theme=following,
            carrier=frozenset((i, following)),
        )
    clause = Clause(i, "copula", name if pattern else "be", "Be", carrier=frozenset(trees.kids(i, "cop")))
    filled = _fill(clause, pattern or Pattern("Be", (), ("subj",), (), ("obj",)), slots, grammar)
    return filled if filled.theme is not None else replace(filled, theme=i)


def _noun_clause(grammar: Grammar, lexicon: Lexicon, i: int) -> Clause | None:
    """A noun that names an act, where the text says who did it or to whom."""
    trees = grammar.trees
    if trees.is_under(i, "compound", "amod", "fixed") or is_copular(trees, i):
        return None
    slots = noun_slots(grammar, i)
    pattern = lexicon.pattern("nouns", [trees.lemma(i)], lambda s, _: s in slots)
    if pattern is None or pattern.frame in QUIET_NOUNS:
        return None
    actors = {
        s: tuple(k for k in v if grammar.is_actor(k))
        for s, v in slots.items()
        if s not in ("comp", "for", "about", "on", "over", "in")
    }
    slots = {**slots, **actors}
    clause = Clause(i, "noun", trees.lemma(i), pattern.frame, carrier=frozenset((i,)))
    filled = _fill(clause, pattern, {s: v for s, v in slots.items() if v}, grammar)
    return filled if filled.agents or (filled.recipient is not None and grammar.is_actor(filled.recipient)) else None


def _as_question(grammar: Grammar, clause: Clause) -> Clause:
    """Two senses of "ask". "asked what it could do", "asked how to help", "asked whether it may join" approach somebody for
    something: a Request whose theme is the clause. "asked whether he had lied" is a question: Ask."""
    trees = grammar.trees
    if trees.lemma(clause.head) not in ASKING or clause.theme is None or clause.theme == clause.recipient:
        return clause
    inner = clause.theme
    if not (is_verbal(trees, inner) or is_copular(trees, inner)) or not trees.is_under(
        inner, "ccomp", "xcomp", "advcl", "parataxis"
    ):
        return clause
    first = trees.subtree(inner)[0]
    words = range(first, inner)
    asked = any(trees.tokens[k].xpos in ("WP", "WDT", "WRB", "WP$") or trees.lemma(k) in ("whether", "if") for k in words)
    if not asked:
        return clause
    if is_infinitive(trees, inner):
        return replace(clause, frame="Request")
    subject = surface_subject(trees, inner)
    own = (
        subject is None
        or trees.tokens[subject].xpos == "PRP"
        or subject in clause.agents
        or _same_word(trees, subject, clause.agents)
    )
    modal = any(trees.lemma(k) in ("can", "could", "may", "might", "should", "will", "would") for k in trees.kids(inner, "aux"))
    return replace(clause, frame="Request" if own and modal else "Ask")


def _same_word(trees: Trees, one: int, others: tuple[int, ...]) -> bool:
    return any(trees.lemma(one) == trees.lemma(k) for k in others)
