"""The verdict in plain English: what is in dispute, who says what, and why it clashes."""

from __future__ import annotations

from kg.compare.bodies import Bodies
from kg.compare.claims import Claim
from kg.compare.verdict import Verdict
from kg.compare.view import View
from kg.compare.words import stem

_LONG = 140


def quoted(view: View) -> str:
    """The words of a statement, cut at a word where long, in quotation marks."""
    words = " ".join(view.words.split()).strip("“”\"'‘’ ")
    if len(words) > _LONG:
        words = words[:_LONG].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    return f"“{words}”"


def point(verdict: Verdict) -> str:
    """A few words on what is in dispute."""
    pair = verdict.pair
    if pair.clash is not None and pair.clash.type == verdict.type:
        about = _about(pair.clash.left, pair.clash.right)
        return pair.clash.point + (f" ({about})" if about and verdict.type == "role_reversal" else "")
    if verdict.agreed:
        return " ".join(verdict.agreed[0].proposition.text.split())[:90]
    words = " ".join(pair.target.words.split()).strip("“”\"'‘’ .,")
    short = words if len(words) <= 90 else words[:90].rsplit(" ", 1)[0]
    lead = {"denial": "whether it is true: ", "opposed_position": "for or against: "}.get(verdict.type, "")
    return lead + short


def _about(a: Claim, b: Claim) -> str:
    """Surface words that both claims share, in the order of the first."""
    both = a.keys & b.keys
    words = [w.strip(".,;:“”\"'()[]") for w in a.proposition.text.split()]
    found = [w for w in words if stem(w.lower()) in both]
    return " ".join(dict.fromkeys(found))[:60]


def _did(claim: Claim, bodies: Bodies, other: Claim) -> str:
    """Who did it to whom by a claim, in names."""
    one = claim.proposition
    agent = one.agent.text if one.agent else "somebody"
    to = one.recipient.text if one.recipient else (other.proposition.agent.text if other.proposition.agent else "the other side")
    verb = {"Request": "made the request of", "Offer": "made the offer to", "Call": "called"}.get(
        one.event_type, f"is the one who acts ({one.predicate}) towards"
    )
    return f"{agent} {verb} {to}"


def rationale(verdict: Verdict, bodies: Bodies) -> str:
    """One or two sentences that name both speakers and what clashes."""
    pair = verdict.pair
    target, answer = pair.target, pair.answer
    first, second = (target, answer) if target.key <= answer.key else (answer, target)
    if verdict.relation in ("retracts", "qualifies"):
        did = "took it back" if verdict.relation == "retracts" else "qualified it"
        return f"{answer.name} said {quoted(target)} and later {did}: {quoted(answer)}."
    if verdict.agreed:
        return f"{first.name} and {second.name} make the same claim: {quoted(first)} and {quoted(second)}."
    if pair.clash is not None and pair.clash.type == verdict.type:
        clash = pair.clash
        left, right = (clash.left, clash.right) if clash.left.view is first else (clash.right, clash.left)
        if verdict.type == "role_reversal":
            one, other = _did(left, bodies, right), _did(right, bodies, left)
            return (
                f"According to {first.name}, {one}; according to {second.name}, {other}. "
                "The two accounts give one act the opposite direction."
            )
        reason = next((row.reason for row, _ in verdict.held if row.type == verdict.type), "their claims clash")
        return f"{first.name} says {quoted(first)}, {second.name} says {quoted(second)}: {reason}."
    reasons = [row.reason for row, value in verdict.held if value > 0 and row.type and row.reason][:2]
    filled = (
        " and ".join(r.format(answer=answer.name, target=target.name) for r in dict.fromkeys(reasons))
        or "they take opposite positions"
    )
    return f"{target.name} says {quoted(target)}; {answer.name} says {quoted(answer)}. {filled[:1].upper()}{filled[1:]}."
