"""Short plain phrases out of claims: names for pronouns, clauses and themes cut to a few words."""

from __future__ import annotations

import re

from kg.compare.bodies import Bodies
from kg.compare.claims import Claim
from kg.compare.view import View
from kg.compare.words import word_set
from kg.model import Participant

MOST = 9
"""Words of a phrase in a point."""
_LONG = 140
_QUOTES = "“”\"'‘’ \t"
_LOOSE = word_set(
    "and or but of to in on at for from with by that the a an his her its their our my who which as is was were has"
)
"""Words that no phrase ends with."""
_VAGUE = word_set("it this that these those what which who he she they them him her us me you things something anything one so")
_FIRST = word_set("i we us our ours me my mine ourselves myself")
_HIS = {"he", "she", "it", "they", "him", "them"}


def quoted(view: View) -> str:
    """The words of a statement, cut at a word where long, in quotation marks; marks inside them are single."""
    words = " ".join(view.words.split()).strip(_QUOTES + ",").removeprefix("that ")
    if len(words) > _LONG:
        words = words[:_LONG].rsplit(" ", 1)[0].rstrip(" ,;:…") + " …"
    words = re.sub(r"[”\"] … [“\"]", " … ", words)
    return "“" + words.replace("“", "‘").replace("”", "’").replace('"', "’") + "”"


def short(text: str, most: int = MOST) -> str:
    """The first words of a text, without marks around it, and without a loose word at the end."""
    words = re.sub(r"[“”\"\[\]()]", "", " ".join(text.split())).strip(" ,;:!?–—-").split()
    if words and words[-1].endswith(".") and "." not in words[-1][:-1]:
        words[-1] = words[-1][:-1]
    for place, word in enumerate(words[: most + 1]):
        if place >= 3 and word[-1:] in ",;:–—":  # a phrase ends where the writer pauses
            return " ".join(words[: place + 1]).rstrip(" ,;:–—")
    if len(words) <= most:
        return " ".join(words)
    cut = words[:most]
    while len(cut) > 2 and cut[-1].lower() in _LOOSE:
        cut.pop()
    return " ".join(cut).rstrip(" ,;:–—") + " …"


def named(participant: Participant | None, view: View, bodies: Bodies) -> str:
    """A participant's words; the name where they are a pronoun; empty where nobody can be named."""
    if participant is None or not participant.text.strip():
        return ""
    words = [w for w in participant.text.split() if w]
    if participant.text.lower() in _HIS | _FIRST or words[0].lower() in _FIRST:
        if participant.actor:
            name = called(bodies.name(participant.actor))
        elif words[0].lower() in _FIRST:
            name = called(view.name)
        else:
            return ""
        return name if len(words) == 1 else f"{possessive(name)} {' '.join(words[1:])}"
    return short(participant.text, 6)


def possessive(name: str) -> str:
    return name + ("’" if name.endswith("s") else "’s")


def theme(claim: Claim) -> str:
    """What the claim is about, as a noun phrase; empty where its theme is a pronoun, a clause or the act itself."""
    one = claim.proposition.theme
    if one is None:
        return ""
    words = short(one.text, 7)
    plain = words.lower().split()
    if not plain or plain[0] in _VAGUE | _FIRST | {"how", "whether", "to", "if", "not", "no"} or len(plain) > 7:
        return ""
    if plain[-1] in _VAGUE or plain[-1] in (claim.proposition.predicate.split()[-1], "request", "call", "offer"):
        return ""
    return words if words.split()[0] not in ("The", "A", "An") else words[:1].lower() + words[1:]


_WITH_ARTICLE = ("Government of", "Ministry of", "Department of", "House of", "U.S. government", "United ")


def called(name: str) -> str:
    """A speaker's or party's name as it stands in a sentence ("the Government of Norland", "an unnamed official")."""
    if name.startswith("unnamed "):
        return "an " + name
    return f"the {name}" if name.startswith(_WITH_ARTICLE) else name


def clause(claim: Claim, bodies: Bodies) -> str:
    """The claim's clause as it may follow "whether", with the name of who acts in place of a pronoun."""
    one = claim.proposition
    text = " ".join(one.text.split()).strip(_QUOTES + ".,;:")
    text = re.sub(r"^(that|and|but|so|because|yes|no|well|now|if|of course)[, ]+", "", text, flags=re.IGNORECASE)
    text = re.sub(r"^([^,]{3,40}), [^,]{3,50}, (?=\w)", r"\1 ", text)
    subject = next(
        (p for p in (one.agent, one.recipient, one.theme) if p and text.lower().startswith(p.text.lower() + " ")), None
    )
    if subject:
        name = named(subject, claim.view, bodies)
        if name and name != subject.text:
            text = _agree(name, text[len(subject.text) :].lstrip(), claim)
    elif one.agent and starts_with_verb(text, one.predicate):
        text = f"{named(one.agent, claim.view, bodies) or one.agent.text} {text}"
    first = text.split(" ", 1)[0]
    if first[:1].isupper() and re.search(rf"\b{re.escape(first.lower())}\b", claim.view.article.text):  # no name
        text = first.lower() + text[len(first) :]
    return short(text, 11)


_AUXILIARIES = word_set(
    "am is are was were be been has have had do does did will would shall should can could may might must isn’t aren’t wasn’t "
    "weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t wouldn’t"
)


def starts_with_verb(words: str, predicate: str) -> bool:
    """Whether nobody stands before the verb of a clause."""
    first = words.split(" ", 1)[0].lower().replace("'", "’")
    return first in _AUXILIARIES or (first[:3] == predicate[:3] and not first.endswith("ing"))


_THIRD = {
    "am": "is", "are": "is", "’m": "is", "'m": "is", "were": "was", "have": "has", "’ve": "has", "'ve": "has", "do": "does",
}  # fmt: skip


def _agree(name: str, rest: str, claim: Claim) -> str:
    """Third person after a name ("I have met" → "Otto Roth has met", "we pay" → "Otto Roth pays")."""
    verb, _, tail = rest.partition(" ")
    if verb.lower() not in _THIRD and verb == claim.proposition.predicate.split()[0] and claim.proposition.tense == "present":
        return f"{name} {verb}{'es' if verb.endswith(('s', 'sh', 'ch', 'x', 'o')) else 's'} {tail}".strip()
    return f"{name} {_THIRD.get(verb.lower(), verb)} {tail}".strip()
