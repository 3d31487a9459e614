"""Whether two claims clash: one small test for each way, listed in `CLASHES`."""

from __future__ import annotations

from collections.abc import Callable

from kg.compare.affairs import of_one_affair
from kg.compare.alignment import same_kind, same_terms, shared, soon, swapped
from kg.compare.claims import DEATH, Claim
from kg.compare.clash import Clash, are_facts, both_happened
from kg.compare.lexicon import canon, directed, opposites
from kg.compare.measures import figures, places, times
from kg.compare.parties import alike, described, meets
from kg.compare.view import View, one_text
from kg.compare.words import STOP, content_stems, stem, stems, weight

_PRO = frozenset(["Support", "Accept", "Approve", "Praise"])
_CON = frozenset(["Oppose", "Reject", "Criticise"])
_UNSURE = ("hypothetical", "possible")
_OWN = frozenset(["i", "we", "his", "her", "our", "my", "their", "its"])


def role_swap(a: Claim, b: Claim) -> Clash | None:
    """A did it to B by one account, B to A by the other."""
    sure = swapped(a, b)
    if not sure or not are_facts(a, b):
        return None
    return Clash(type="role_reversal", left=a, right=b, strength=sure)


def _tenses(a: Claim, b: Claim) -> bool:
    """Whether the two may speak of one time; what is not being done now may be announced for later."""
    return a.proposition.tense == b.proposition.tense or "past" not in (a.proposition.tense, b.proposition.tense)


def _one_word(a: frozenset[str], b: frozenset[str]) -> bool:
    return any(s.startswith("word:") for s in a & b)


def polarity(a: Claim, b: Claim) -> Clash | None:
    """One says that it happened, the other that it did not."""
    if a.affirmed == b.affirmed or not same_kind(a, b) or not are_facts(a, b) or not _tenses(a, b):
        return None
    if directed().get(a.frame) == "state" and (not _one_predicate(a, b) or _of_two_names(a, b)):
        return None
    doers, receivers = alike(a.agent, b.agent), alike(a.recipient, b.recipient)
    # "met no envoy" also denies a meeting with the president's envoy.
    receivers = receivers or (doers and _one_word(a.recipient, b.recipient))
    no, yes = (b, a) if a.affirmed else (a, b)
    if not meets(a.agent, b.agent) or not (receivers or meets(a.recipient, b.recipient) or _of_nobody(no)):
        return None
    known, strength = doers + receivers, 0.0
    likeness, mass = shared(a, b), weight(a.keys & b.keys)
    if known == 2 and (likeness > 0.3 or not a.keys or not b.keys):
        strength = 0.9
    elif known and a.framed and likeness >= 0.5 and mass > 0.4:
        strength = 0.5 + 0.4 * likeness
    elif (
        (not (a.framed and known) and likeness >= 0.6 and mass > 0.9 and (known or (not a.agent and not b.agent)))
        or (doers and _one_act(a, b) and likeness >= 0.5 and mass > 0.25 and soon(a, b))
        or _sweeping(no, yes)
    ):
        strength = 0.6
    return Clash(type="negation", left=a, right=b, strength=strength) if strength else None


def _of_two_names(a: Claim, b: Claim) -> bool:
    """What is not "in Norland waters" may be in Sorland's."""
    themes = (c.proposition.theme for c in (a, b))
    left, right = ({stem(w.lower())[:4] for w in t.text.split() if w[:1].isupper()} if t else set[str]() for t in themes)
    return bool(left and right) and left.isdisjoint(right)


def _one_predicate(a: Claim, b: Claim) -> bool:
    """One thing is said of one subject: "is on the list" denies nothing of "is not enough", whatever the words of the subject."""
    if not (alike(a.undergoer, b.undergoer) or alike(a.agent, b.agent)):
        return False
    subjects = [frozenset(map(canon, content_stems(c.proposition.agent.text))) for c in (a, b) if c.proposition.agent]
    return not subjects or bool((a.keys & b.keys).difference(*subjects)) or not (a.keys and b.keys)


def _one_act(a: Claim, b: Claim) -> bool:
    """One frame of an act, or one verb that is more than a state."""
    return (
        a.framed
        or (bool(a.verb & b.verb) and directed().get(a.proposition.event_type) != "state")
        or (a.frame == b.frame and directed().get(a.frame) is None)
    )


def _of_nobody(claim: Claim) -> bool:
    """ "met no envoy", "has not asked any government"."""
    one = claim.proposition.recipient
    return one is not None and one.text.lower().startswith(("no ", "any ", "nobody", "no-one", "anyone"))


def _sweeping(no: Claim, yes: Claim) -> bool:
    """A denial without particulars ("I did not apologise", "nobody is being expelled", "no talks took place in Ravna")."""
    if not no.framed or not soon(no, yes) or (no.frame != DEATH and directed().get(no.proposition.event_type) == "state"):
        return False
    here = (
        no.view.article.id == yes.view.article.id
        and bool(yes.doer or yes.agent)
        and no.proposition.tense == yes.proposition.tense
    )
    if no.doer and yes.doer and no.doer != yes.doer:
        return False
    if (not no.recipient or alike(no.recipient, yes.recipient)) and all(k[:4] in {v[:4] for v in no.verb} for k in no.keys):
        return alike(no.agent, yes.agent) or (here and not no.agent and _one_topic(no.view, yes.view))
    place = no.proposition.place
    if not place or place != yes.proposition.place:
        return False
    return (not no.agent or alike(no.agent, yes.agent)) and (not no.recipient or _of_nobody(no))


def _one_topic(a: View, b: View) -> bool:
    return weight(a.topic.keys() & b.topic.keys()) > 0.25


def excludes(a: Claim, b: Claim) -> bool:
    """Whether the predicates are opposites."""
    return not a.verb & b.verb and any(o in b.verb for w in a.verb for o in opposites().get(w, ()))


def _says(claim: Claim) -> frozenset[str]:
    """Stems of what is said of the subject: the predicate, and after "be" a short complement ("is safe for children")."""
    one = claim.proposition
    of_be = one.theme if one.event_type == "Be" and one.theme and len(one.theme.text.split()) <= 4 else None
    return claim.verb | (frozenset(stems(of_be.text)) if of_be else frozenset())


def _describes(claim: Claim) -> bool:
    """ "Those who criticise him" says of whom one speaks, and not that anybody does."""
    return claim.proposition.text.lower().startswith("who ")


def _foretold(a: Claim, b: Claim) -> bool:
    """What will rise may have fallen so far."""
    return {a.proposition.tense, b.proposition.tense} == {"past", "future"}


def in_the_same_words(a: Claim, b: Claim) -> Clash | None:
    """All is the same but one word, of which the other says the opposite ("is alive", "is dead"; "voted for", "against")."""
    if not both_happened(a, b) or _describes(a) or _describes(b) or _foretold(a, b):
        return None
    left, right = _says(a), _says(b)
    against = any(o in right for w in left for o in opposites().get(w, ()))
    frames = {a.frame, b.frame}
    # Of frames that are opposites, the words must say of what: one may be criticised for one thing and praised for another.
    taken = bool(a.keys & b.keys) and frames & _CON and frames & {*_PRO, "Vote"}
    if (against or taken) and same_terms(a, b, left | right):
        return Clash(type="opposite", left=a, right=b, strength=0.7)
    return None


def antonyms(a: Claim, b: Claim) -> Clash | None:
    """Predicates that exclude each other, said of the same thing; of what is and what ought to be, two positions."""
    if not (a.affirmed and b.affirmed) or not excludes(a, b) or not meets(a.recipient, b.recipient):
        return None
    doers = alike(a.agent, b.agent)
    one = doers or (not a.agent and not b.agent and alike(a.undergoer, b.undergoer))
    crossed = _undergoes(a, b) or _undergoes(b, a)
    if not (one or crossed) or weight(a.keys & b.keys) <= (0.4 if doers else 0.25) or shared(a, b) < 0.4:
        return None
    strength = 0.5 + 0.4 * shared(a, b)
    if both_happened(a, b):
        return None if _foretold(a, b) else Clash(type="opposite", left=a, right=b, strength=strength)
    wished = {a.proposition.modality, b.proposition.modality}
    if "obliged" in wished and len(wished) == 2 and not wished & {"hypothetical", "possible"} and a.view.actor != b.view.actor:
        return Clash(type="opposed_position", left=a, right=b, strength=strength)
    return None


def _undergoes(a: Claim, b: Claim) -> bool:
    """What the one says was done to it is what the other says of itself ("closed the border", "the border stays open")."""
    return alike(a.undergoer, b.agent) and not b.recipient and not b.proposition.theme


def stance(claim: Claim) -> int:
    """1 where the speaker is for the theme of the claim, -1 where against, 0 where it is neither, or not the speaker's own."""
    side = (claim.frame in _PRO) - (claim.frame in _CON)
    one = claim.proposition.agent
    first = one.text.split()[0].lower() if one and one.text.strip() else ""
    own = (alike(claim.agent, claim.view.sides) or first in _OWN) and claim.proposition.modality not in (
        "hypothetical",
        "possible",
    )
    return (side if claim.affirmed else -side) if own else 0


def _what(claim: Claim) -> frozenset[str]:
    """Stems of what a stance is about."""
    return claim.theme | {s.removeprefix("word:") for s in claim.recipient if s.startswith("word:")}


def _heads(claim: Claim) -> frozenset[str]:
    """Stems of the noun that a stance is about, or of the verb where it is about doing something; no names."""
    one = claim.proposition
    text = one.theme.text if one.theme else one.recipient.text if one.recipient else ""
    first = canon(stem(text.split()[0].lower())) if text.strip() and text[:1].islower() else ""
    return frozenset(s[5:] for s in described(text) if s.startswith("word:")) | ({first} - STOP - {""})


def stances(a: Claim, b: Claim) -> Clash | None:
    """One is for what the other is against."""
    if stance(a) * stance(b) >= 0 or a.view.actor == b.view.actor or not soon(a, b):
        return None
    left, right = _what(a), _what(b)
    mass, least = weight(left & right), min(weight(left), weight(right))
    if _heads(a) & _heads(b) and mass > 0.25 and mass >= 0.5 * least:
        return Clash(type="opposed_position", left=a, right=b, strength=min(0.9, 0.6 + 0.3 * mass))
    return None


CLASHES: tuple[Callable[[Claim, Claim], Clash | None], ...] = (
    role_swap,
    polarity,
    figures,
    times,
    places,
    antonyms,
    in_the_same_words,
    stances,
)
"""The tests, in the order in which one is preferred to another of equal strength."""


def _one_breath(a: View, b: View) -> bool:
    return a.actor is not None and a.actor == b.actor and a.article.id == b.article.id and a.day == b.day


def clashes(left: tuple[Claim, ...], right: tuple[Claim, ...]) -> tuple[Clash, ...]:
    """All clashes between two statements' claims, strongest first. A question claims nothing, and what one speaker says in one
    breath is not held against him."""
    if any(c.view.statement.speech_act == "ask" for c in (*left[:1], *right[:1])):
        return ()
    if left and right and (_one_breath(left[0].view, right[0].view) or one_text(left[0].view, right[0].view)):
        return ()
    found = [c for a in left for b in right for test in CLASHES if (c := test(a, b)) and of_one_affair(c)]
    return tuple(sorted(found, key=lambda c: -c.strength))
