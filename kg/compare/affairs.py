"""Whether two claims of different articles are of one affair, so that it says something if they clash."""

from __future__ import annotations

from kg.compare.alignment import own_sides, shared, soon
from kg.compare.claims import Claim
from kg.compare.clash import Clash
from kg.compare.parties import alike
from kg.compare.view import View
from kg.compare.words import weight, word_set

_ABOUT = 0.5
"""Least likeness of two claims of different articles, and least weight of the words that they share."""
_LITTLE = 0.1
"""The same of claims whose parties are known to be one."""
_SAME = 0.8
"""Share of their words that two quotations of one sentence have in common."""
_LONG = 12
"""Different words of a sentence that nobody says twice by chance."""
_CLASSES = word_set("who that which those they anyone anybody everyone everybody someone people some many others")
"""Words for whoever does it."""
_OPENERS = word_set("to of for over about on in with by at from not")


def _is_clause(claim: Claim) -> bool:
    """Whether it is said of somebody or something ("Norland asked Sorland"), and not named in passing ("the call to Sorland")."""
    words = claim.proposition.text.strip("“\"' ").lower().split()
    agent = claim.proposition.agent
    if agent and not agent.actor and _CLASSES & set(agent.text.lower().split()[:1]):
        return False
    return len(words) > 1 and words[0] not in _OPENERS and not words[0].endswith("ing") and bool(claim.agent or claim.undergoer)


def of_one_affair(clash: Clash) -> bool:
    """In one article a clash speaks for itself. Two articles must both claim it outright, near in time or by one speaker, and in
    words that they share; or say who did it to whom."""
    a, b = clash.left, clash.right
    if a.view.article.id == b.view.article.id:
        return True
    late = a.view.day and b.view.day and not soon(a, b) and a.view.actor != b.view.actor
    if late or not (_is_clause(a) and _is_clause(b)):
        return False
    if clash.type == "role_reversal":
        return own_sides(a, b) > 0 or a.verb == b.verb
    common, known = weight(a.keys & b.keys), alike(a.agent, b.agent) or alike(a.undergoer, b.undergoer)
    alike_words = shared(a, b) >= _ABOUT or clash.type == "mismatch"  # the places are among the words
    same = alike(a.agent, b.agent) and (alike(a.recipient, b.recipient) or alike(a.undergoer, b.undergoer))
    return (same or (alike_words and common >= (_LITTLE if known else _ABOUT))) and not _one_quotation(a.view, b.view)


def _one_quotation(a: View, b: View) -> bool:
    """Two articles quote the same words, which were taken apart in two ways."""
    common = len(a.bag & b.bag)
    return common >= _LONG and common >= _SAME * min(len(a.bag), len(b.bag))
