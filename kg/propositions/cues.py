"""What the cue of a statement does: to its content ("denied"), and by itself ("promised")."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from kg.model import Participant, Proposition, Span, Statement
from kg.propositions.arguments import Grammar
from kg.propositions.circumstances import keys_of
from kg.propositions.clauses import ASKING, verb_clause
from kg.propositions.modality import Status, is_infinitive, own_status, tense
from kg.propositions.participants import Stage, head_of
from kg.propositions.referents import Scope, resolved
from kg.propositions.trees import Trees, is_verbal, word_set

SAYING = word_set("Say Think Know See Event Be Have Do Get Go Use Need Ask Happen Cause Lead Do Rise Fall Start")
"""Frames of cues that claim nothing but the saying."""


def tokens_in(trees: Trees, span: Span) -> list[int]:
    """Positions of the tokens that lie in a span."""
    first = bisect_left(trees.tokens, span.start, key=lambda t: t.start)
    return list(range(first, max(first, bisect_right(trees.tokens, span.end, key=lambda t: t.end))))


def cue_status(stage: Stage, statement: Statement) -> Status:
    """What the cue makes of the content: "denied" turns it, "demanded" and "wondered" weaken it, and so does "did not say"."""
    status = Status(modality="hypothetical") if statement.negated else Status()
    if statement.speech_act == "ask":
        status = status.under(False, "hypothetical")
    if statement.kind == "intention":
        status = status.under(False, "intended")
    content = tokens_in(stage.trees, statement.attribution.content[0])
    top = head_of(stage.trees, content[0], content[-1] + 1) if content else None
    infinitive = top is not None and (is_infinitive(stage.trees, top) or stage.trees.tokens[top].xpos == "VBG")
    verbs = [
        k for k in tokens_in(stage.trees, statement.attribution.cue) if stage.trees.tokens[k].upos in ("VERB", "NOUN", "ADJ")
    ]
    for k in verbs:
        lemma = stage.trees.lemma(k)
        after = stage.trees.lemma(k + 1) if k + 1 < len(stage.trees.tokens) else ""
        found = next((c for name in (f"{lemma}_{after}", lemma) if (c := stage.lexicon.effect(name, False))), None)
        found = found or (stage.lexicon.effect(lemma, True) if infinitive else None)
        if (
            found is not None
            and not (found.merged and found.effect == "certain")
            and not (found.form == "inf" and found.effect == "negated")
        ):
            status = status.under(found.effect == "negated", "certain" if found.effect == "negated" else found.effect)
    return status


def act_of_cue(scope: Scope, grammar: Grammar) -> list[Proposition]:
    """The act that the cue itself names: "promised", "opposes", "accused"; none for mere saying."""
    stage, statement, inside = scope.stage, scope.statement, sorted(scope.inside)
    trees, cue = stage.trees, statement.attribution.cue
    words = tokens_in(trees, cue)
    verb = next((k for k in reversed(words) if is_verbal(trees, k)), None)
    if verb is None:
        return []
    clause = verb_clause(grammar, stage.lexicon, verb)
    asked = clause.predicate in ASKING and any("?" in stage.article.words(s) for s in statement.attribution.content)
    if clause.frame in SAYING or asked:
        return []
    source = statement.attribution.source
    agent = None
    if source is not None:
        actor = statement.speaker.actor if statement.speaker else None
        agent = Participant(text=stage.article.words(source), actor=actor)
    content = [k for k in inside if trees.tokens[k].upos != "PUNCT"] or inside
    theme = resolved(scope, clause.theme, clause=True) if clause.theme is not None else None
    if theme is None and clause.recipient is None:
        first = statement.attribution.content[0]
        theme = Participant(text=stage.article.words(first), actor=stage.actor_at(head_of(trees, content[0], content[-1] + 1)))
    span = statement.attribution.content[0]
    own = own_status(trees, verb)
    return [
        Proposition(
            text=stage.article.words(span),
            span=span,
            predicate=clause.predicate,
            event_type=clause.frame,
            plover=stage.lexicon.plover.get(clause.frame),
            agent=agent,
            recipient=resolved(scope, clause.recipient),
            theme=theme,
            polarity="negated" if own.negated or statement.negated else "affirmed",
            modality=own.modality,
            tense=tense(trees, verb, own.modality),
            keys=keys_of(trees, stage.lexicon, inside, frozenset()),
        )
    ]
