"""Stage: which statements contradict, dispute, agree with, retract or qualify each other, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from kg import iris
from kg.compare.answers import answers_in
from kg.compare.candidates import candidates
from kg.compare.claims import Claim
from kg.compare.learned import logits
from kg.compare.pair import scene
from kg.compare.rationale import Wording, wording
from kg.compare.ready import Ready, ready
from kg.compare.verdict import Verdict, judge
from kg.compare.view import View
from kg.model import Extraction, Links, StatementRelation


def compare(extractions: Sequence[Extraction], links: Links, *, base: str = iris.BASE) -> tuple[StatementRelation, ...]:
    """Relations between the statements of all articles, sorted by IRI; the same whatever the order of the articles.

    Only what was said or written is compared. `links` are those of the same extractions. Raises ModelError where the weights of
    the learned model are missing or damaged.
    """
    return compare_ready(ready(extractions, links), links, base=base)


def compare_ready(made: Ready, links: Links, *, base: str = iris.BASE) -> tuple[StatementRelation, ...]:
    """The same, of statements that are ready. Raises as `compare` does."""
    return judged(candidates(made.said, links, made.claims), made, _events(links), base=base)


def judged(
    pairs: Iterable[tuple[View, View]], made: Ready, events: Mapping[tuple[str, int], str], *, base: str = iris.BASE
) -> tuple[StatementRelation, ...]:
    """What is between the statements of these pairs, sorted by IRI; `events` gives the event of a claim that has one.

    Raises as `compare` does.
    """
    asked = list(pairs)
    inside = {a.article.id for a, b in asked if a.article.id == b.article.id}
    said, whole = (_by_article(views, inside) for views in (made.said, (*made.said, *made.unsaid)))
    scenes = {article: scene(views) for article, views in said.items()}
    read = {article: logits(views, scenes[article]) for article, views in whole.items()}
    answered = {article: answers_in(views, scenes[article], read[article]) for article, views in said.items()}
    found: list[StatementRelation] = []
    for a, b in asked:
        here = a.article.id if a.article.id == b.article.id else ""
        claims = (made.claims[a.statement.id], made.claims[b.statement.id])
        verdict = judge(a, b, *claims, scenes.get(here), answered.get(here, {}), read.get(here, {}))
        if verdict:
            found.append(_relation(verdict, wording(verdict, made.bodies, made.claims), events, base))
    return tuple(sorted(found, key=lambda r: r.iri))


def _by_article(views: Iterable[View], articles: Collection[str]) -> dict[str, list[View]]:
    found: dict[str, list[View]] = {article: [] for article in sorted(articles)}
    for view in views:
        if view.article.id in found:
            found[view.article.id].append(view)
    return found


def _events(links: Links) -> dict[tuple[str, int], str]:
    return {account: event.iri for event in links.events for account in event.accounts}


def _event(claims: tuple[Claim, Claim] | None, events: Mapping[tuple[str, int], str]) -> str | None:
    if claims is None:
        return None
    left, right = (events.get(c.ref) for c in claims)
    return left if left and left == right else None


def _relation(verdict: Verdict, words: Wording, events: Mapping[tuple[str, int], str], base: str) -> StatementRelation:
    """The verdict as a value; of one that answers another the answer is later, else day, publication and place decide."""
    pair = verdict.pair
    earlier, later = sorted((pair.target, pair.answer), key=lambda v: v.key)
    if verdict.stated:
        earlier, later = pair.target, pair.answer
    both = (pair.clash.left, pair.clash.right) if pair.clash else verdict.agreed
    return StatementRelation(
        iri=iris.thing("relation", verdict.relation, *sorted((earlier.statement.id, later.statement.id)), base=base),
        relation=verdict.relation,
        earlier=earlier.statement.id,
        later=later.statement.id,
        type=verdict.type,
        point=words.point,
        rationale=words.rationale,
        confidence=round(verdict.confidence, 3),
        basis="StatedInSource" if verdict.stated else "RuleInferred",
        event=_event(both, events),
        features=tuple((row.name, round(value, 3)) for row, value in verdict.held),
    )
