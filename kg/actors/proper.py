"""Proper names: the recognizer's names made clean, the ones it missed, and what kind of thing each names."""

from __future__ import annotations

from datetime import date

from kg.actors import edges, families, roles, singles
from kg.actors.edges import Run
from kg.actors.page import Page
from kg.actors.phrases import POSSESSIVE
from kg.actors.words import listed, mapped
from kg.gazetteer import Gazetteer, key

_IN_NAMES = ("NNP", "NNPS", "NN", "NNS", "FW", "CD", "SYM", "POS", "HYPH", "CC", "IN", "DT", "JJ", ".", ":", "``", "''", ",")


_GENERATIONS = ("jr", "sr")


def runs(page: Page, gazetteer: Gazetteer, day: date) -> list[Run]:
    """Every proper name of a text by position, with its kind: person, organization, place or nationality."""
    whole = (edges.past_ruler(page, r, gazetteer, day) for r in edges.with_articles(page, _recognized(page, gazetteer)))
    found = [(first, end, _by_first_name(page, first, end, kind, gazetteer)) for first, end, kind in whole]
    found = [_without_nouns(page, run) for run in found if not _is_nobody(page, run)]
    found = singles.settled(page, found, gazetteer, day)
    people = singles.family_names(page, found, gazetteer)
    alone = singles.words(page, found)
    found = [(a, b, "person" if _by_other_name(page, a, b, kind, found, gazetteer) else kind) for a, b, kind in found]
    times = families.Families(people=people, gazetteer=gazetteer, day=day, home=families.outlet_country(page, gazetteer))
    people |= {w for w in alone if not families.is_thing(w, gazetteer) and times.family(w)}
    taken = {i for first, end, _ in found for i in range(first, end)}
    for i, token in enumerate(page.tokens):
        if i not in taken and token.form[:1].isupper() and key(token.form) in people and _can_name(page, i):
            found.append((i, i + 1, "person"))
    return [
        (first, end, _sort(page, first, end, times.kind(page, first, end, kind), gazetteer)) for first, end, kind in sorted(found)
    ]


def _is_nobody(page: Page, run: Run) -> bool:
    """A disease, a law, a programme, an event: a name of what neither speaks nor acts."""
    first, end, _ = run
    law = end - first > 1 and page.lower(end - 1) in listed("laws")
    return law or key(page.words(first, end)) in listed("nobody")


def _can_name(page: Page, i: int) -> bool:
    """Whether a capitalised word can be the family name that it looks like, whatever it was tagged as."""
    token = page.tokens[i]
    if token.upos == "PROPN":
        return True
    opens = page.sentence_start(i) or not page.tokens[i - 1].form[:1].isalnum()
    if page.lower(i) in mapped("pronouns") or token.upos in ("DET", "ADP", "AUX", "CCONJ", "SCONJ", "PART", "PUNCT"):
        return False
    # What is tagged as a pronoun and is none of them is a name that the tagger did not know.
    return page.is_subject(i) or page.lower(i + 1) in POSSESSIVE or token.upos == "PRON" if opens else True


def _by_other_name(page: Page, first: int, end: int, kind: str, found: list[Run], gazetteer: Gazetteer) -> bool:
    """Whether a single word that was taken for a body is the first name of somebody whom the text also names in full."""
    word = page.lower(first)
    if kind != "organization" or end - first != 1 or not gazetteer.gender(word):
        return False
    return any(k == "person" and b - a > 1 and page.lower(a) == word for a, b, k in found)


def _without_nouns(page: Page, run: Run) -> Run:
    """A person's name without the nouns that a headline's capitals added ("Doe Speech"), which the text has in lower case."""
    first, end, kind = run
    while kind == "person" and end - first > 1 and page.lower(end - 1) in page.common and page.tokens[end - 1].form.istitle():
        end -= 1
    return first, end, kind


def _by_first_name(page: Page, first: int, end: int, kind: str, gazetteer: Gazetteer) -> str:
    """Two words of which the first is a usual first name are a person, unless they are known as something else; so is a son."""
    words = page.words(first, end)
    if end - first > 1 and page.lower(end - 1).strip(".") in _GENERATIONS:
        return "person"
    if kind == "person" or end - first != 2 or gazetteer.kind(words) or gazetteer.country(words) or key(words) in roles.regions():
        return kind
    return "person" if gazetteer.gender(page.lower(first)) and page.tokens[end - 1].xpos == "NNP" else kind


def _recognized(page: Page, gazetteer: Gazetteer) -> list[Run]:
    """The recognizer's names, cut where a headline's capitals misled it, and rid of titles, prepositions and possessives."""
    made = _office_holders(page, gazetteer)
    taken = {i for first, end, _ in made for i in range(first, end)}
    for name in page.reading.names:
        first, end = name.first, name.end
        if taken & set(range(first, end)):
            continue
        while first < end and (
            page.tokens[first].upos in ("ADP", "SCONJ", "PUNCT", "ADV", "AUX", "PRON") and page.tokens[first].xpos != "NNP"
        ):
            first += 1
        stop = next((i for i in range(first, end) if page.tokens[i].xpos not in _IN_NAMES), end)
        if name.kind == "person":
            small = (i for i in range(first, stop) if page.tokens[i].xpos in ("IN", "DT", "CC"))
            stop = next((i for i in small if page.lower(i) not in listed("name_particles")), stop)
        end = stop if stop > first else end
        end = edges.past_circuit(page, first, edges.past_preposition(page, first, end))
        # A tokenizer that splits hyphens cuts "Ki-moon" and "Jean-Claude", before the hyphen or behind it.
        end -= end - 1 > first and page.lower(end - 1) == "-"
        while end + 1 < len(page.tokens) and page.lower(end) == "-" and _joined(page, end):
            end += 2
        while end - 1 > first and page.lower(end - 1) in ("'s", "’s", "'", "’", ",", ".", ":", "-"):
            end -= 1
        first, end = edges.past_honorific(page, first, end)
        if name.kind == "organization":
            first = edges.before_preposition(page, first, taken)
        first = _skip_titles(page, first, end)
        while name.kind == "person" and page.lower(end).strip(".") in listed("name_suffixes"):
            end += 1
        if first < end:
            made.append((first, end, name.kind))
    made.sort()
    whole = [run for at, run in enumerate(made) if at == 0 or run[0] >= max(end for _, end, _ in made[:at])]
    return whole + _unrecognized(page, whole)


def _office_holders(page: Page, gazetteer: Gazetteer) -> list[Run]:
    """Full names that the gazetteer knows, wherever the text has them: a recognizer may cut or miss a foreign one."""
    made, i = [], 0
    while i < len(page.tokens):
        end = 0
        if page.tokens[i].form[:1].isupper() and page.tokens[i].form.isalpha():
            ends = range(min(len(page.tokens), i + 6), i + 1, -1)
            end = next((e for e in ends if page.tokens[e - 2].form[:1].isupper() or page.lower(e - 2) == "-"
                        if gazetteer.person(page.words(i, e))), 0)  # fmt: skip
        if end:
            while page.lower(end).strip(".") in _GENERATIONS:  # a son of theirs
                end += 1
            made.append((i, end, "person"))
        i = end or i + 1
    return made


def _joined(page: Page, i: int) -> bool:
    """Whether a hyphen stands between two words without blanks, and the second is no common word ("Trump-like")."""
    before, hyphen, after = page.tokens[i - 1 : i + 2]
    return before.end == hyphen.start and hyphen.end == after.start and after.upos == "PROPN"


def _unrecognized(page: Page, known: list[Run]) -> list[Run]:
    """Sources in capitals that the recognizer overlooked: what is quoted as a speaker is somebody."""
    taken = {i for first, end, _ in known for i in range(first, end)}
    made = []
    for attribution in page.reading.attributions:
        inside = page.inside(attribution.source) if attribution.source else range(0)
        if not inside or taken & set(inside):
            continue
        head = page.span_head(inside.start, inside.stop)
        if page.tokens[head].upos != "PROPN" or page.tokens[head].xpos == "NNPS" or roles.find([page.lower(head)]):
            continue
        first, end = head, head + 1
        while first > inside.start and page.tokens[first - 1].upos == "PROPN":
            first -= 1
        while end < inside.stop and page.tokens[end].upos == "PROPN":
            end += 1
        first = _skip_titles(page, first, end)
        taken.update(range(first, end))
        made.append((first, end, "person") if end - first == 2 else edges.whole_body(page, first, end))
    return made


def _skip_titles(page: Page, first: int, end: int) -> int:
    """Past the role words that a name recognizer took into a name ("President Obama")."""
    best = first
    for stop in range(first + 1, end):
        phrase = [page.lower(i) for i in range(first, stop)]
        word = roles.find(phrase, len(phrase) - 1)
        if (
            word
            and word.end == len(phrase)
            and page.lower(stop) not in ("of", "for", "general", "office", "department", "'s", "’s")
        ):
            best = stop
    return best if best == first or page.tokens[best].form[:1].isupper() else first


def _modifies(page: Page, i: int, gazetteer: Gazetteer) -> bool:
    """Whether a word with the ending of a people stands before the noun that it describes ("a Doelandian patrol")."""
    token = page.tokens[i]
    if not page.lower(i).endswith(("ian", "ean", "ese", "ish")) or i + 1 >= len(page.tokens):
        return False
    if token.relation.split(":")[0] not in ("amod", "compound"):
        return False
    ministry = gazetteer.kind(page.words(i + 1, min(len(page.tokens), i + 3))) or roles.find([page.lower(i + 1)])
    return page.tokens[i + 1].form.islower() or bool(ministry)


def _sort(page: Page, first: int, end: int, kind: str, gazetteer: Gazetteer) -> str:
    """The recognizer's kind, corrected by what the gazetteer knows."""
    words = page.words(first, end)
    if kind == "person" and end - first == 1:
        return "nationality" if _modifies(page, first, gazetteer) else kind
    if gazetteer.country(words):
        return "place"
    if gazetteer.people(words) or (gazetteer.adjective(words) and kind != "person"):
        return "nationality"
    known = gazetteer.body(words)
    if known and not (kind == "person" and end - first == 1):
        return "organization"
    if kind == "nationality" and key(words) not in mapped("parties") and roles.singular(key(words)) not in mapped("parties"):
        return "organization" if page.tokens[first].upos == "PROPN" and not gazetteer.adjective(words) else kind
    return kind
