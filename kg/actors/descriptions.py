"""What an article says of the people it names: titles, appositions, "X is a …", party and state in brackets, "X of Y"."""

from __future__ import annotations

import re

from kg.actors import roles
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.phrases import POSSESSIVE, describe, left_edge, right_edge
from kg.actors.roles import RoleFact
from kg.actors.words import mapped
from kg.gazetteer import Gazetteer

_COMMAS = (",", "–", "—", "--", "-")
_PARTY = re.compile(r"^\(?\s*(D|R|I|L|Dem|Rep|Ind|DFL|Lib|Con|Lab)\b\.?\s*(?:[-–—,/]\s*([A-Z][\w. ]*?))?\s*\)?$")
_STANDS_FOR = {"media": ("journalist", "journalist"), "think_tank": ("expert", "expert"), "university": ("expert", "expert")}
"""What somebody is who is only said to be of such a body ("Jane Doe of the Example Institute"): label and class."""


def all_facts(page: Page, names: tuple[Found, ...], gazetteer: Gazetteer) -> dict[Found, tuple[RoleFact, ...]]:
    """Every fact that the text states beside a person's name, by mention."""
    starts = {n.core[0]: n for n in names}
    made = {}
    for name in names:
        if name.sort != "person":
            continue
        steps = (_title, _bracket, _apposition_after, _apposition_before, _relative, _copula, _of_body)
        facts = [f for step in steps for f in step(page, name, gazetteer, starts)]
        if facts:
            made[name] = tuple(facts)
    return made


Names = dict[int, Found]


def _title(page: Page, name: Found, gazetteer: Gazetteer, names: Names) -> list[RoleFact]:
    if name.fact:
        return [name.fact]
    # "Example Review's Jane Doe": whose she is says what she is.
    for i in range(name.core[0] - 1, name.first, -1):
        if page.lower(i) in POSSESSIVE:
            owner = page.words(name.first, i).removeprefix("the ").removeprefix("The ")
            return _stand_for(owner, name.first, gazetteer)
    return []


def _stand_for(owner: str, token: int, gazetteer: Gazetteer) -> list[RoleFact]:
    found = _STANDS_FOR.get(gazetteer.kind(owner))
    return [RoleFact(label=found[0], word=found[0], of=owner, role_class=found[1], how="title", token=token)] if found else []


def _bracket(page: Page, name: Found, gazetteer: Gazetteer, names: Names) -> list[RoleFact]:
    """ "(D-N.Y.)" and ", R-Utah," after a name: a legislator's party and state."""
    i = name.core[1]
    if page.lower(i) not in ("(", ",", "-lrb-"):
        return []
    stop = i + 1
    while (
        stop < len(page.tokens)
        and stop - i < 9
        and page.lower(stop) not in (")", ",", "-rrb-")
        and page.sentence[stop] == page.sentence[i]
    ):
        stop += 1
    words = page.words(i + 1, stop)
    match = _PARTY.match(words)
    if not match or (page.lower(i) == "," and not match[2]):
        return []
    region = roles.regions().get((match[2] or "").casefold().strip())
    return [RoleFact(label=words, word="", of=region[0] if region else None, role_class="legislator", how="party", token=i + 1)]


def _apposition_after(page: Page, name: Found, gazetteer: Gazetteer, names: Names) -> list[RoleFact]:
    _, high = page.bounds(name.head)
    i = name.core[1]
    if page.lower(i) in ("(", "-lrb-"):
        while i < high and page.lower(i) not in (")", "-rrb-"):
            i += 1
        i += 1
    facts: list[RoleFact] = []
    for _ in range(3):
        goes_on = bool(facts) and page.lower(i) == "and"  # "the former mayor and current nominee"
        if i >= high or not (page.lower(i) in _COMMAS or goes_on):
            break
        i += 1
        if i < high and page.tokens[i].form.isdigit():  # an age
            i += 1
            home = _hometown(page, i, high)
            if home:
                facts.append(home)
            continue
        if page.lower(i) == "who" and i + 1 < high and page.tokens[i + 1].lemma == "be":
            i += 2
        elif page.lower(i) in ("now", "also", "currently", "once", "then", "himself", "herself", "himself"):
            i += 1
        if i in names or i >= high:
            break
        fact, stop = _phrase(page, i, high, gazetteer, names)
        if fact is None:
            # Party and state between commas are passed over ("Jane Doe, D-N.Y., chairwoman of …").
            stop = next((j for j in range(i, min(high, i + 8)) if page.lower(j) in _COMMAS and j > i + 1), high)
            if not _PARTY.match(page.words(i, stop)):
                break
        else:
            facts.append(fact.at(i, "apposition"))
        i = stop
    return facts


def _goes_on(page: Page, k: int) -> bool:
    """Whether a token can belong to a plain noun phrase."""
    token = page.tokens[k]
    if token.xpos in ("WP", "WP$", "WDT") or page.lower(k) in ("that", "he", "she"):
        return False
    if token.upos in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "X", "PRON") or page.lower(k) in (*POSSESSIVE, "-", "/", "&"):
        return True
    modifies = token.xpos in ("VBN", "VBG") or token.upos == "ADV"
    return modifies and k + 1 < len(page.tokens) and page.tokens[k + 1].upos in ("NOUN", "ADJ", "PROPN")


def _phrase(page: Page, i: int, high: int, gazetteer: Gazetteer, names: Names) -> tuple[RoleFact | None, int]:
    """A role phrase that starts at a token, and where it ends."""
    k = i
    while k < min(high, i + 16) and _goes_on(page, k):
        k += 1
    head = next(
        (j for j in range(k - 1, i - 1, -1) if page.tokens[j].upos in ("NOUN", "PROPN") or roles.find([page.lower(j)])), None
    )
    if head is None or any(j in names and names[j].sort == "person" and names[j].core[1] >= head + 1 for j in range(i, head + 1)):
        return None, i
    end = max(k, right_edge(page, head))
    if page.lower(k) in ("and", "or") and roles.find([page.lower(j) for j in range(i, head + 1)]):
        end = k
    fact = describe(page, i, end, head, gazetteer)
    return (fact, end) if fact and fact.word else (None, i)


def _hometown(page: Page, i: int, high: int) -> RoleFact | None:
    """ "Jane Doe, 52, of Springfield, Ohio": somebody from the street."""
    if page.lower(i) != "," or i + 2 >= high:
        return None
    at = i + 1
    if page.lower(at) in ("of", "from") and page.tokens[at + 1].form[:1].isupper():
        return RoleFact(
            label="resident", word="resident", of=page.words(at + 1, at + 2), role_class="citizen", how="hometown", token=at
        )
    return None


def _apposition_before(page: Page, name: Found, gazetteer: Gazetteer, names: Names) -> list[RoleFact]:
    """ "Doe's spokesman, Richard Roe, said"."""
    i = name.first - 1
    low, high = page.bounds(name.head)
    if i <= low or page.lower(i) not in _COMMAS:
        return []
    after = page.lower(name.core[1]) if name.core[1] < high else "."
    linked = page.tokens[name.head].relation == "appos"
    if not linked and after not in (",", ".", "–", "—", ":"):
        return []
    for head in range(i - 1, max(low, i - 14) - 1, -1):
        if page.tokens[head].upos != "NOUN" or not roles.find([page.lower(head)]):
            continue
        if linked and page.tokens[name.head].head != head and page.lower(i - 1) != page.lower(head):
            continue
        first = left_edge(page, head)
        opening = page.tokens[first]
        owned = opening.upos == "DET" or opening.xpos == "PRP$" or any(page.lower(j) in POSSESSIVE for j in range(first, head))
        plural = page.tokens[head].xpos == "NNS" and page.words(max(low, first - 2), first).casefold() != "one of"
        if not owned or plural or any(j in names and names[j].sort == "person" for j in range(head + 1, i)):
            return []
        fact = describe(page, first, min(i, right_edge(page, head)), head, gazetteer)
        return [fact.at(first, "apposition")] if fact and fact.word else []
    return []


_UNDONE = ("for", "at")
"""Prepositions between the verb and whose the role is ("speaks for the ministry", "teaches at the academy")."""


def _relative(page: Page, name: Found, gazetteer: Gazetteer, names: Names) -> list[RoleFact]:
    """A relative clause that says what somebody does or holds ("who leads the Example Party", "who chairs its committee")."""
    i = name.core[1] + (page.lower(name.core[1]) == ",")
    _, high = page.bounds(name.head)
    if i + 2 >= high or page.lower(i) != "who":
        return []
    verb = next((j for j in range(i + 1, min(high, i + 4)) if page.tokens[j].upos in ("VERB", "NOUN", "ADJ")), i + 1)
    word = mapped("does").get(page.tokens[verb].lemma) or mapped("does").get(roles.singular(page.lower(verb)))
    after = verb + 1
    linked = page.lower(after) in _UNDONE
    if word is None or (page.tokens[verb].lemma in ("speak", "teach") and not linked):
        return []
    after += linked
    end = next((j for j in range(after, min(high, after + 14)) if not _goes_on(page, j) and page.lower(j) != "of"), high)
    start = after + 1 if after < end and page.tokens[after].upos == "DET" else after
    if end <= start:
        return []
    of = page.words(start, end)
    kind = roles.of_kind(of, gazetteer)
    if page.tokens[verb].lemma == "represent" and not page.tokens[start].form[:1].isupper():
        return []
    former = any(page.tokens[j].xpos == "VBD" for j in range(i + 1, verb + 1))
    role_class = roles.classify(word, kind)
    return [
        RoleFact(label=word, word=word, of=of, role_class=role_class, former=former, how="apposition", token=verb, office=word)
    ]


def _copula(page: Page, name: Found, gazetteer: Gazetteer, names: Names) -> list[RoleFact]:
    """ "Jane Doe is a professor at …", "Jane Doe, who was the ambassador to …"."""
    subject = page.tokens[name.head]
    if not page.is_subject(name.head):
        return []
    head = subject.head
    if page.tokens[head].upos != "NOUN" or page.child(head, "cop") is None or page.child(head, "advmod") is not None:
        return []
    if any(page.tokens[c].lemma in ("not", "no", "n't") for c in page.children[head]):
        return []
    fact = describe(page, left_edge(page, head), right_edge(page, head), head, gazetteer)
    return [fact.at(head, "copula")] if fact and fact.word else []


def _of_body(page: Page, name: Found, gazetteer: Gazetteer, names: Names) -> list[RoleFact]:
    i = name.core[1]
    if page.lower(i) == "," and page.lower(i + 1) in ("with", "of", "from", "at"):
        i += 1
    if page.lower(i) not in ("of", "with", "from", "at"):
        return []
    start = i + 2 if page.lower(i + 1) == "the" else i + 1
    body = names.get(start)
    return _stand_for(page.words(*body.core), i, gazetteer) if body and body.sort == "organization" else []
