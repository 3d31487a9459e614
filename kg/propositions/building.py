"""From the clauses of one statement to its propositions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kg.model import Participant, Proposition, Span, Statement
from kg.propositions.arguments import Grammar
from kg.propositions.circumstances import keys_of, place_of, time_of
from kg.propositions.clauses import WISHING, Clause, find_clauses
from kg.propositions.cues import act_of_cue, cue_status, tokens_in
from kg.propositions.modality import Outlook, Status, context_status, own_status, tense
from kg.propositions.participants import Stage, contiguous, head_of, participant
from kg.propositions.quantities import quantities
from kg.propositions.referents import Scope, resolved


def build(stage: Stage, statement: Statement) -> tuple[Proposition, ...]:
    """The propositions of a statement in text order, the act of its cue first ("promised").

    There is at least one, unless the statement has no content.
    """
    trees = stage.trees
    fragments = [tokens_in(trees, span) for span in statement.attribution.content]
    inside = [k for fragment in fragments for k in fragment]
    if not inside:
        return _bare(stage, statement)
    grammar = Grammar(trees, stage.is_actor, stage.is_time)
    scope = Scope(stage, statement, frozenset(inside), cue_status(stage, statement))
    clauses = find_clauses(grammar, stage.lexicon, inside)
    heads = frozenset(c.head for c in clauses if c.kind != "noun")
    made = act_of_cue(scope, grammar)
    for clause in clauses:
        fragment = next(f for f in fragments if clause.head in f)
        made += _propositions(scope, clause, fragment, heads)
    return tuple(made) or (_whole(scope, fragments[0] or inside),)


def _propositions(scope: Scope, clause: Clause, fragment: Sequence[int], heads: frozenset[int]) -> list[Proposition]:
    """One proposition for each agent of a clause."""
    stage, inside = scope.stage, scope.inside
    clause = _inside(scope, _between_persons(stage, clause))
    trees, lexicon = stage.trees, stage.lexicon
    siblings = frozenset(h for h in heads if trees.is_under(h, "conj", "parataxis") and trees.head(h) is not None)
    allowed = frozenset(fragment)
    words = [k for k in trees.subtree(clause.head, stop=siblings) if k in allowed]
    words = contiguous(stage.article, trees, words, clause.head)
    apart = frozenset(h for h in heads if h != clause.head and not trees.is_under(h, "xcomp"))
    own = [k for k in trees.subtree(clause.head, stop=apart) if k in inside]
    span = Span(start=trees.tokens[words[0]].start, end=trees.tokens[words[-1]].end)
    status = _status(scope, clause)
    place = place_of(trees, clause.head, own, stage.is_place)
    if place is not None and place[0] in clause.agents:
        place = None
    if place is None and clause.theme is not None and clause.frame in WISHING:
        place = place_of(trees, clause.theme, [k for k in trees.subtree(clause.theme) if k in inside], stage.is_place)
    named = [h for h in (*clause.agents, clause.recipient, clause.theme) if h is not None]
    theme = clause.theme if place is None or place[0] != clause.theme or clause.kind == "copula" else None
    time = time_of(trees, lexicon, clause.head, own)
    timed = set(time)
    common = {
        "text": stage.article.words(span),
        "span": span,
        "predicate": clause.predicate,
        "event_type": clause.frame,
        "plover": lexicon.plover.get(clause.frame),
        "recipient": resolved(scope, clause.recipient),
        "theme": resolved(scope, theme, clause=theme != clause.head),
        "place": _place_words(stage, place),
        "time": _words(stage, time),
        "polarity": "negated" if status.negated else "affirmed",
        "modality": status.modality,
        "tense": tense(trees, clause.head, status.modality),
        "quantities": quantities(stage.article, trees, own),
        "keys": keys_of(trees, lexicon, [k for k in sorted({*words, *named}) if k not in timed], clause.carrier),
    }
    symmetric = clause.frame in lexicon.symmetric
    agents = clause.agents[:1] if symmetric else clause.agents
    if symmetric and common["recipient"] is None and len(clause.agents) > 1:
        common["recipient"] = resolved(scope, clause.agents[1])
    filled = [resolved(scope, a) for a in agents] or [None]
    return [Proposition(agent=agent, **common) for agent in filled]  # type: ignore[arg-type]


def _inside(scope: Scope, clause: Clause) -> Clause:
    """The clause without a recipient or theme that hangs on it but stands outside the content: a slip of the parser."""
    trees = scope.stage.trees

    def strays(k: int | None) -> bool:
        return k is not None and k not in scope.inside and trees.head(k) == clause.head

    return replace(
        clause,
        recipient=None if strays(clause.recipient) else clause.recipient,
        theme=None if strays(clause.theme) else clause.theme,
    )


def _between_persons(stage: Stage, clause: Clause) -> Clause:
    """A person who "attacks" a person does it with words, unless the clause names a weapon or a wound, which other verbs do."""
    who = [stage.actor_at(k) for k in (*clause.agents[:1], clause.recipient) if k is not None]
    persons = [a for a in who if a in stage.actors and "Person" in stage.actors[a].types]
    if clause.frame == "Attack" and clause.predicate in ("attack", "assail") and len(persons) == 2:
        return replace(clause, frame="Criticise")
    return clause


def _status(scope: Scope, clause: Clause) -> Status:
    """Polarity and modality of a clause; a noun is taken as it stands."""
    stage = scope.stage
    trees = stage.trees
    if clause.kind != "noun":
        own = own_status(trees, clause.head)
        above = context_status(Outlook(trees, stage.lexicon, scope.inside, scope.base), clause.head)
        carried = any(trees.lemma(d) in ("no", "neither") for k in clause.carrier for d in trees.kids(k, "det"))
        counted = own.negated or (carried and not own.negated)
        return above.under(counted, own.modality)
    denied = any(trees.lemma(d) in ("no", "neither", "without") for d in trees.kids(clause.head, "det", "case"))
    governor = trees.head(clause.head)
    found = (
        stage.lexicon.effect(trees.lemma(governor), True) if governor is not None and trees.is_under(clause.head, "obj") else None
    )
    weak = found.effect if found is not None and found.effect in ("intended", "obliged", "hypothetical") else "certain"
    return Status(denied, weak)


def _words(stage: Stage, positions: Sequence[int]) -> str | None:
    if not positions:
        return None
    tokens = stage.trees.tokens
    run = [positions[0]]
    for k in positions[1:]:
        if k > run[-1] + 2:
            break
        run.append(k)
    first = (
        run[1] if len(run) > 1 and tokens[run[0]].upos == "ADP" and stage.trees.lemma(run[0]) in ("on", "in", "at") else run[0]
    )
    return stage.article.words(Span(start=tokens[first].start, end=tokens[run[-1]].end))


def _place_words(stage: Stage, found: tuple[int, bool] | None) -> str | None:
    if found is None:
        return None
    head, with_preposition = found
    words = stage.trees.subtree(head, without=("acl", "appos", "punct", "conj", "cc"))
    if not with_preposition:
        words = [k for k in words if not stage.trees.is_under(k, "case") or stage.trees.head(k) != head]
    words = contiguous(stage.article, stage.trees, words, head)
    tokens = stage.trees.tokens
    return stage.article.words(Span(start=tokens[words[0]].start, end=tokens[words[-1]].end))


def _whole(scope: Scope, words: Sequence[int]) -> Proposition:
    """The whole content as one Event, where it holds no clause."""
    stage, base = scope.stage, scope.base
    trees = stage.trees
    span = scope.statement.attribution.content[0]
    head = head_of(trees, words[0], words[-1] + 1)
    own = Status(any(trees.lemma(k) in ("no", "not", "never") for k in words[:2]))
    status = base.under(own.negated, own.modality)
    place = place_of(trees, head, words, stage.is_place)
    return Proposition(
        text=stage.article.words(span),
        span=span,
        predicate=trees.lemma(head),
        event_type="Event",
        theme=participant(stage, head, frozenset(words)),
        place=_place_words(stage, place),
        time=_words(stage, time_of(trees, stage.lexicon, head, words)),
        polarity="negated" if status.negated else "affirmed",
        modality=status.modality,
        tense=tense(trees, head, status.modality),
        quantities=quantities(stage.article, trees, words),
        keys=keys_of(trees, stage.lexicon, words, frozenset()),
    )


def _bare(stage: Stage, statement: Statement) -> tuple[Proposition, ...]:
    """An Event for content in which the reader found no token; none where there is no content at all."""
    spans = statement.attribution.content
    if not spans:
        return ()
    text = stage.article.words(spans[0])
    return (
        Proposition(text=text, span=spans[0], predicate="", event_type="Event", theme=Participant(text=text), tense="present"),
    )
