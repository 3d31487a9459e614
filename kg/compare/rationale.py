"""The verdict in plain English: what is in dispute, who says what, and why it clashes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.compare.bodies import Bodies
from kg.compare.claims import Claim
from kg.compare.clash import Clash
from kg.compare.lexicon import canon
from kg.compare.mixture import LEARNED
from kg.compare.verdict import Verdict
from kg.compare.wording import called, clause, named, quoted, short, starts_with_verb, theme
from kg.compare.words import stems, weight

_ACTS = {
    "Request": ("who asked whom", "for", "asked"),
    "Offer": ("who made the offer to whom", "of", "made an offer to"),
    "Call": ("who called whom", "about", "called"),
    "Invite": ("who invited whom", "", "invited"),
    "Attack": ("who attacked whom", "", "attacked"),
    "Invade": ("who invaded whom", "", "invaded"),
    "Threaten": ("who threatened whom", "", "threatened"),
    "Pay": ("who paid whom", "for", "paid"),
    "Win": ("who won", "", "won against"),
    "Start": ("who started it", "", "started it against"),
    "Kill": ("who killed whom", "", "killed"),
    "Apologise": ("who apologised to whom", "for", "apologised to"),
    "Propose": ("who proposed it to whom", "", "put a proposal to"),
    "Promise": ("who promised whom", "", "made a promise to"),
}
"""Of a frame: the question in dispute, the preposition of its theme, the verb between the two parties."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The verdict in words."""

    point: str
    """What is in dispute, a short phrase."""
    rationale: str
    """One or two sentences that name both speakers and what clashes."""


def wording(verdict: Verdict, bodies: Bodies, claims: Mapping[str, Sequence[Claim]]) -> Wording:
    """A verdict in words; `claims` are those of each statement, by its IRI."""
    return Wording(point=point(verdict, bodies, claims), rationale=rationale(verdict, bodies))


def point(verdict: Verdict, bodies: Bodies, claims: Mapping[str, Sequence[Claim]]) -> str:
    """A few words on what is in dispute."""
    pair = verdict.pair
    if pair.clash is not None and pair.clash.type == verdict.type:
        return _point_of_clash(pair.clash, bodies)
    if verdict.agreed:
        return clause(verdict.agreed[0], bodies)
    main = _main(claims.get(pair.target.statement.id, ()), frozenset(map(canon, pair.shared | pair.answer.bag)))
    if verdict.type == "opposed_position":
        return "for or against: " + (_topic(main) or short(pair.target.words))
    if main and _is_clause(main):
        return _whether(main, bodies)
    return short(pair.target.words.strip().removeprefix("that "))


_NO_SUBJECT = ("to ", "of ", "for ", "what ", "how ", "where ", "when ", "why ", "who ", "which ", "be ", "not ")


def _main(claims: Sequence[Claim], about: frozenset[str]) -> Claim | None:
    """The claim that the dispute is about: the one with most of the shared words, of equals the first."""
    ranked = [
        (round(weight((c.keys | set(map(canon, c.verb))) & about), 6), -c.index, c) for c in claims if " " in c.proposition.text
    ]
    return max(ranked, key=lambda r: r[:2])[2] if ranked else None


def _is_clause(claim: Claim) -> bool:
    """Whether the words of the claim can follow "whether": somebody or something stands before the verb."""
    one = claim.proposition
    words = one.text.strip("“\"' ").lower().removeprefix("that ")
    subjects = [p.text.lower() for p in (one.agent, one.theme, one.recipient) if p and p.text]
    starts = any(words.startswith(s[:14]) and len(words.split()) > len(s.split()) + 1 for s in subjects)
    later = bool(subjects) and words.find(one.predicate.split()[0][:3]) > 0
    return (starts or later) and not words.startswith(_NO_SUBJECT)


def _topic(claim: Claim | None) -> str:
    return (theme(claim) or short(claim.proposition.text)) if claim else ""


def _point_of_clash(clash: Clash, bodies: Bodies) -> str:
    left, right = clash.left, clash.right
    if clash.type == "role_reversal":
        question, preposition, _ = _ACTS.get(left.frame, (f"who did it to whom ({left.proposition.predicate})", "", ""))
        what = min(filter(None, (theme(left), theme(right))), key=lambda t: (len(t.split()), t), default="")
        if not what and left.frame == "Request":
            what = "help" if any(_HELP & set(c.proposition.text.lower().split()) for c in (left, right)) else ""
        place = next((p for c in (left, right) for p in _places(c)), None)
        about = f" {preposition} {what}" if preposition and what else ""
        return question + about + (f" in {place}" if place and place.lower() not in what.lower() else "")
    if clash.about:
        measure = {"numeric": "how many", "temporal": "when", "mismatch": "where"}[clash.type]
        if clash.type == "numeric" and left.verb & _PRICED:
            measure = "how much"
        return f"{measure}: {short(clash.about[0], 6)} or {short(clash.about[1], 6)}"
    if clash.type == "opposed_position":
        wished = next((c for c in (left, right) if c.proposition.modality == "obliged" and _is_clause(c)), None)
        if wished:
            return _whether(wished, bodies)
        return "for or against: " + (theme(left) or theme(right) or short(left.proposition.text))
    return _whether(left if left.affirmed else right, bodies)


def _whether(claim: Claim, bodies: Bodies) -> str:
    """The question whether it is so; the bare words where nobody stands before the verb."""
    words = clause(claim, bodies)
    alone = words.lower().startswith(_NO_SUBJECT) or starts_with_verb(words, claim.proposition.predicate)
    return f"“{words}”" if alone else f"whether {words}"


_PRICED = frozenset(stems("cost pay spend charge earn owe lend"))
_HELP = frozenset(["help", "aid", "assistance", "support"])


def _places(claim: Claim) -> list[str]:
    """Places of the claim and of what was wanted, in their order."""
    own = claim.proposition
    inner = [p for p in claim.view.statement.propositions if own.span.start <= p.span.start <= own.span.end]
    return [p.place for p in (own, *inner) if p.place and p.place[:1].isupper()]


def _did(claim: Claim, bodies: Bodies, other: Claim) -> str:
    """Who did it to whom by a claim, in names."""
    one, against = claim.proposition, other.proposition
    agent = named(one.agent, claim.view, bodies) or "one side"
    to = named(one.recipient, claim.view, bodies) or named(against.agent, other.view, bodies) or "the other side"
    if one.event_type in _ACTS:
        return f"{agent} {_ACTS[one.event_type][2]} {to}"
    return f"{agent} is the one who acts ({one.predicate}) towards {to}"


def rationale(verdict: Verdict, bodies: Bodies) -> str:
    """One or two sentences that name both speakers and what clashes."""
    pair = verdict.pair
    target, answer = pair.target, pair.answer
    first, second = (target, answer) if target.key <= answer.key else (answer, target)
    one, other = called(first.name), called(second.name)
    if verdict.relation in ("retracts", "qualifies"):
        did = "took it back" if verdict.relation == "retracts" else "qualified it"
        return _sentence(f"{called(answer.name)} said {quoted(target)} and later {did}: {quoted(answer)}")
    if verdict.agreed:
        return _sentence(f"{one} and {other} make the same claim: {quoted(first)} and {quoted(second)}")
    if pair.clash is not None and pair.clash.type == verdict.type:
        clash = pair.clash
        left, right = (clash.left, clash.right) if clash.left.view is first else (clash.right, clash.left)
        if verdict.type == "role_reversal":
            return (
                f"According to {one}, {_did(left, bodies, right)}; according to {other}, {_did(right, bodies, left)}: "
                "the two accounts give one act opposite directions."
            )
        if pair.same_speaker:
            return _sentence(f"{one} said {quoted(first)} and at another time {quoted(second)}; the two do not fit together")
        reason = next((row.reason for row, _ in verdict.held if row.type == verdict.type and row.reason), "their claims clash")
        return _sentence(f"{one}: {quoted(first)}; {other}: {quoted(second)}") + " " + _sentence(reason)
    told = sorted((row for row, value in verdict.held if value > 0 and row.type and row.reason), key=lambda r: r.name == LEARNED)
    reasons = [row.reason for row in told][:2]
    names = {"answer": called(answer.name), "target": called(target.name)}
    filled = " and ".join(dict.fromkeys(r.format(**names) for r in reasons)) or "they take opposite positions"
    return _sentence(f"{names['target']}: {quoted(target)}; {names['answer']}: {quoted(answer)}") + " " + _sentence(filled)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}" + ("" if words.endswith((".", ".”", "!”", "?”")) else ".")
