"""Operations that an article speaks of: "the 90-day training mission in Velm", "a bombing campaign", "a trip to Velm"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from kg import iris
from kg.model import Mission, Quantity, Span
from kg.propositions.arguments import Grammar
from kg.propositions.circumstances import PLACE_PREPOSITIONS, TOWARDS
from kg.propositions.clauses import verb_clause
from kg.propositions.participants import NOT_IN_NAME, Stage, contiguous
from kg.propositions.quantities import TIME_UNITS, quantities
from kg.propositions.subjects import surface_subject
from kg.propositions.trees import Trees, is_verbal, word_set

ENDING = word_set("end expire conclude finish withdraw review extend renew")
PERIOD = word_set("period review deadline mandate term deployment commitment phase")


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention of a mission, before mentions of the same one are joined."""

    head: int
    kind: str
    modifiers: frozenset[str]
    place: str | None
    span: Span
    actors: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    ends: str | None
    definite: bool
    """ "the mission", with nothing that tells which."""


def find_missions(stage: Stage, sentences: Iterable[tuple[int, int]], base: str) -> tuple[Mission, ...]:
    """The missions of an article, in text order. Embassies and delegations are actors, not missions."""
    groups: list[list[Sighting]] = []
    for first, end in sentences:
        for i in range(first, end):
            seen = _sighting(stage, i, range(first, end))
            if seen is None:
                continue
            group = next((g for g in reversed(groups) if _same(g, seen)), None)
            if group is not None:
                group.append(seen)
            elif not seen.definite:
                groups.append([seen])
    return tuple(_joined(stage, group, base) for group in groups)


def _sighting(stage: Stage, i: int, sentence: range) -> Sighting | None:
    trees, lexicon = stage.trees, stage.lexicon
    lemma = trees.lemma(i)
    if (
        trees.tokens[i].upos not in ("NOUN", "PROPN")
        or not lexicon.is_a(lemma, "mission")
        or trees.is_under(i, "compound", "amod")
    ):
        return None
    around = _phrase(trees, i)
    words = {trees.lemma(k) for k in around} | {p for k in around for p in trees.lemma(k).split("-")}
    if words & lexicon.words["mission_diplomatic"] or (i in stage.by_head and "DiplomaticMission" in _types(stage, i)):
        return None
    joined = _hyphenated(trees, around)
    modifiers = frozenset((words | joined) & lexicon.words["mission_military"])
    place = _place(stage, i)
    counted = quantities(stage.article, trees, trees.subtree(i, without=("acl:relcl", "conj")))
    lasting = any(q.unit in TIME_UNITS for q in counted)
    if not _is_mission(stage, i, modifiers, place, lasting):
        return None
    verb = next((a for a in trees.ancestors(i) if is_verbal(trees, a) and a in sentence), None)
    figures = list(counted)
    actors = [a for k in trees.kids(i, "nmod:poss", "amod", "compound") if (a := stage.actor_at(k)) is not None]
    if verb is not None:
        clause = verb_clause(Grammar(trees, stage.is_actor, stage.is_time), lexicon, verb)
        forces = quantities(stage.article, trees, trees.subtree(verb, without=("acl:relcl", "ccomp", "advcl", "parataxis")))
        figures += [q for q in forces if _is_force(stage, q) and q not in figures]
        subject = surface_subject(trees, verb)
        agents = [
            *clause.agents,
            *(
                [subject]
                if subject is not None and clause.frame in ("Commit", "Deploy", "Lead", "Send", "Start", "End", "Plan")
                else []
            ),
        ]
        if _is_own_doing(trees, i, verb):
            actors += [a for k in agents if k != i and (a := stage.actor_at(k)) is not None]
    bare = not modifiers and place is None and not counted and trees.tokens[i].upos == "NOUN"
    positions = contiguous(
        stage.article, trees, trees.subtree(i, without=("acl:relcl", "appos", "conj", "cc", "case_", "parataxis")), i
    )
    positions = [k for k in positions if not (trees.is_under(k, "case") and trees.head(k) == i)]
    span = Span(start=trees.tokens[positions[0]].start, end=trees.tokens[positions[-1]].end)
    return Sighting(
        head=i,
        kind=lemma,
        modifiers=modifiers,
        place=place or (_verb_place(stage, verb) if verb is not None else None),
        span=span,
        actors=tuple(dict.fromkeys(actors)),
        quantities=tuple(dict.fromkeys(figures)),
        ends=_ends(stage, i, sentence),
        definite=bare,
    )


def _types(stage: Stage, i: int) -> tuple[str, ...]:
    actor = stage.actors.get(stage.by_head[i].actor)
    return actor.types if actor else ()


def _phrase(trees: Trees, i: int) -> list[int]:
    return [k for k in trees.subtree(i, without=("nmod", "acl", "appos", "conj", "parataxis", "advcl", "case")) if k != i]


def _hyphenated(trees: Trees, around: list[int]) -> frozenset[str]:
    """Words that the tokenizer cut at their hyphen ("non", "-", "combat"), put together."""
    tokens, out = trees.tokens, set()
    for k in around:
        if tokens[k].form == "-" and 0 < k < len(tokens) - 1:
            out.add(f"{tokens[k - 1].form}-{tokens[k + 1].form}".lower())
    return frozenset(out)


def _is_mission(stage: Stage, i: int, modifiers: frozenset[str], place: str | None, lasting: bool) -> bool:
    """Whether the word means an operation here, and not a goal, a business or a race for office."""
    trees = stage.trees
    lemma = trees.lemma(i)
    determined = bool(trees.kids(i, "det", "nmod:poss", "amod", "compound", "nummod"))
    if trees.tokens[i].upos == "PROPN":
        return lemma == "operation" and (bool(trees.kids(i, "flat", "compound")) or trees.is_under(i, "flat"))
    if stage.lexicon.is_a(lemma, "mission_trip"):
        return place is not None and bool([k for k in trees.kids(i, "nmod:poss", "amod", "compound") if stage.is_actor(k)])
    if lemma in ("campaign", "exercise", "intervention", "operation", "evacuation", "offensive", "patrol", "deployment"):
        against = any(
            trees.case(k) in ("against", "in") and (stage.is_actor(k) or stage.is_place(k)) for k in trees.kids(i, "nmod")
        )
        return bool(modifiers) or (lemma not in ("campaign",) and (against or place is not None))
    if lemma == "mission":
        if trees.kids(i, "cop"):
            return False
        return determined or place is not None or lasting
    return bool(modifiers) or place is not None


def _place(stage: Stage, i: int) -> str | None:
    trees = stage.trees
    for k in trees.kids(i, "nmod", "obl"):
        if trees.case(k) in PLACE_PREPOSITIONS | TOWARDS - {"from"} and stage.is_place(k):
            words = contiguous(stage.article, trees, trees.subtree(k, without=NOT_IN_NAME), k)
            return stage.article.words(Span(start=trees.tokens[words[0]].start, end=trees.tokens[words[-1]].end))
    for k in trees.kids(i, "compound"):
        if k in stage.places:
            return trees.tokens[k].form
    return None


def _verb_place(stage: Stage, verb: int) -> str | None:
    """Where the forces of the mission go: "committed 40 trainers to Velm for a mission"."""
    trees = stage.trees
    near = [*trees.kids(verb, "obl"), *(k for o in trees.kids(verb, "obj") for k in trees.kids(o, "nmod"))]
    for k in near:
        if trees.case(k) in ("to", "in", "into", "across", "over") and stage.is_place(k):
            words = contiguous(stage.article, trees, trees.subtree(k, without=NOT_IN_NAME), k)
            return stage.article.words(Span(start=trees.tokens[words[0]].start, end=trees.tokens[words[-1]].end))
    return None


def _is_force(stage: Stage, q: Quantity) -> bool:
    return stage.lexicon.is_a(q.unit, "troops") or q.unit.isupper()


def _is_own_doing(trees: Trees, i: int, verb: int) -> bool:
    """Whether the mission is what the verb is about, so that its subject carries it out."""
    if trees.head(i) != verb or not trees.is_under(i, "obj", "obl", "nsubj:pass"):
        return False
    return trees.lemma(verb) in word_set(
        "commit deploy send launch lead conduct extend end begin start carry plan join run dispatch mount expand undertake"
    )


def _ends(stage: Stage, i: int, sentence: range) -> str | None:
    """Words that say when it ends or is reviewed, in the same sentence."""
    trees = stage.trees
    for k in sentence:
        token = trees.tokens[k]
        if trees.lemma(k) not in ENDING or token.upos not in ("VERB", "NOUN"):
            continue
        head = trees.head(k)
        top = head if head is not None and trees.is_under(k, "acl", "compound", "amod") and trees.lemma(head) in PERIOD else k
        apart = frozenset((i, *trees.kids(top, "case", "mark", "nsubj", "punct")))
        words = trees.subtree(top, stop=apart - {top})
        timed = any(stage.lexicon.is_a(trees.lemma(w), "time") for w in words)
        if timed and len(words) > 1:
            run = contiguous(stage.article, trees, words, top)
            return stage.article.words(Span(start=trees.tokens[run[0]].start, end=trees.tokens[run[-1]].end))
    return None


def _same(group: list[Sighting], seen: Sighting) -> bool:
    """Same word and nothing that tells them apart: neither another place nor modifiers that do not meet."""
    known = frozenset().union(*(s.modifiers for s in group))
    places = {s.place for s in group if s.place}
    if group[0].kind != seen.kind or (seen.place and places and seen.place not in places):
        return False
    return not seen.modifiers or not known or bool(known & seen.modifiers) or seen.modifiers <= known


def _joined(stage: Stage, group: list[Sighting], base: str) -> Mission:
    fullest = max(group, key=lambda s: (not s.definite, len(s.modifiers), s.span.end - s.span.start))
    label = stage.article.words(fullest.span)
    figures = {(q.value, q.unit): q for s in reversed(group) for q in s.quantities}
    made = Mission(
        iri=iris.thing("mission", stage.article.id, fullest.kind, fullest.span.start, base=base),
        label=label,
        mention=fullest.span,
        actors=tuple(sorted({a for s in group for a in s.actors})),
        place=next((s.place for s in group if s.place), None),
        quantities=tuple(sorted(figures.values(), key=lambda q: (q.unit, q.value))),
        ends=next((s.ends for s in group if s.ends), None),
    )
    return replace(made, label=" ".join(label.split()))
