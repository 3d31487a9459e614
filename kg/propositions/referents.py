"""Participants as one statement means them: pronouns resolved within it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.model import Participant, Statement
from kg.propositions.modality import Status
from kg.propositions.participants import INNER, ONE, Stage, participant
from kg.propositions.subjects import surface_subject
from kg.propositions.trees import is_verbal


@dataclass(frozen=True, slots=True)
class Scope:
    """One statement in its article."""

    stage: Stage
    statement: Statement
    inside: frozenset[int]
    """Token positions of its content."""
    base: Status
    """What its cue makes of the content as a whole."""


def resolved(scope: Scope, i: int | None, *, clause: bool = False) -> Participant | None:
    """The participant with head `i`, cut to the content where it starts inside it; with
    `clause`, words that head a clause stand for all of it."""
    if i is None:
        return None
    stage = scope.stage
    actor = stage.actor_at(i)
    if actor is None and stage.trees.tokens[i].form.lower() in INNER:
        actor = _antecedent_actor(stage, scope.statement, i)
    return participant(stage, i, scope.inside if i in scope.inside else None, actor, phrase=not clause)


def _antecedent_actor(stage: Stage, statement: Statement, i: int) -> str | None:
    """The actor of a third-person pronoun: the subject of a clause above it; of "he" and "she" else the nearest
    person before. "It" and "they" are not one person; inside quotation marks none of them is the speaker."""
    trees = stage.trees
    form = trees.tokens[i].form.lower()
    speaker = statement.speaker.actor if statement.speaker else None
    quoted = statement.quote_type == "direct" or _in_quotes(stage, statement, i)
    mate = None
    candidates: list[int] = []
    for a in trees.ancestors(i):
        subject = surface_subject(trees, a) if is_verbal(trees, a) or trees.kids(a, "cop") else None
        if subject is not None and subject < i:
            if mate is None and not trees.is_under(i, "nsubj", "nmod:poss") and subject in trees.kids(a, "nsubj"):
                mate = subject
            else:
                candidates.append(subject)
    if form in ONE:
        candidates += [k for k in range(i - 1, max(-1, i - 60), -1) if k in stage.by_head and k != mate]
    for k in candidates:
        actor = stage.actor_at(k)
        if actor is None and trees.tokens[k].upos == "NOUN" and stage.is_actor(k):
            return None
        if actor is None or k == mate or (quoted and actor == speaker):
            continue
        person = "Person" in stage.actors[actor].types if actor in stage.actors else False
        if person != (form in ONE):
            continue
        return actor
    return None


def _in_quotes(stage: Stage, statement: Statement, i: int) -> bool:
    at = stage.trees.tokens[i].start
    before = stage.article.text[max(0, statement.attribution.content[0].start - 1) : at]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")
