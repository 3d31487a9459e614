"""Noun phrases: where they begin and end, and what they call somebody."""

from __future__ import annotations

from kg.actors import roles
from kg.actors.page import Page
from kg.actors.words import listed, mapped
from kg.gazetteer import Gazetteer, key

POSSESSIVE = ("'s", "’s", "'", "’")


def left_edge(page: Page, first: int) -> int:
    """Start of the run of words before a noun or name that belong to it: article, adjectives, nouns, titles, possessors."""
    low, _ = page.bounds(first)
    i = first
    while i > low:
        token = page.tokens[i - 1]
        form = token.form.casefold()
        if token.upos == "DET" or token.xpos in ("PRP$", "WP$"):
            i -= 1
            break
        if form == "," and _lists_adjectives(page, low, i - 1):
            i -= 1
            continue
        if form in ("-", "–") and page.tokens[i - 2].end < token.start and token.end < page.tokens[i].start:
            break  # a dash between blanks, as behind a dateline, joins nothing
        if (token.upos == "PUNCT" and form not in ("-", "–", ".", "“", '"', "/")) or form in ("”",):
            break
        if form in ("“", '"') or (form == "." and not page.tokens[i - 2].form.istitle()):
            break
        if form == "." and token.start != page.tokens[i - 2].end:
            break
        inside = token.upos in ("ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "SYM", "X") or form in ("'s", "’s", "'", "’", "&")
        participle = token.xpos in ("VBN", "VBG") and token.relation.split(":")[0] in ("amod", "compound")
        adverb = token.upos == "ADV" and form in (
            "then",
            "once",
            "now",
            "most",
            "very",
            "ex",
            "longtime",
            "presumptive",
            "far",
            "highly",
        )
        joint = form == "of" and i - 2 >= low and roles.find([page.lower(i - 2), "of"]) is not None
        tail = form in ("of", "for") and i < first and _title_reaches(page, low, i)
        participle = participle or form in listed("former") | listed("future")
        if not (inside or participle or adverb or joint or tail):
            break
        if form in listed("days") and not token.form.isupper():
            break
        # "the letter Prime Minister Doe sent": a common noun before a title in capitals belongs to the clause before.
        after = page.tokens[i] if i < first else None
        if token.upos == "NOUN" and token.form.islower() and after and after.form[:1].isupper() and form not in _LEVELS:
            break
        i -= 1
    while i < first and page.lower(i) in ("-", "–", ".", "'s", "’s", "of", "for", "/"):
        i += 1
    return i


def _lists_adjectives(page: Page, low: int, comma: int) -> bool:
    """Whether a comma stands between adjectives of one phrase ("the tall, 71-year-old diplomat")."""
    before = comma - 1
    if before <= low or page.tokens[before].upos != "ADJ" or page.tokens[comma + 1].upos not in ("ADJ", "NUM"):
        return False
    return any(page.tokens[j].upos == "DET" for j in range(max(low, before - 3), before))


_LEVELS = {"state", "city", "county", "then", "national", "party", "campaign"}
"""Common nouns that may stand before a title in capitals ("state Sen. Doe")."""


def _title_reaches(page: Page, low: int, i: int) -> bool:
    """Whether "secretary of" stands before a word, so that a title goes on to its left."""
    before = page.lower(i - 2) if i - 2 >= low else ""
    return before in ("secretary", "secretaries", "speaker", "minister", "director", "chief", "attorney", "governor", "leader")


def right_edge(page: Page, head: int) -> int:
    """End of a noun phrase: its head and what follows with "of", "for", "at", "with", "to", "in"."""
    _, high = page.bounds(head)
    i = head + 1
    while i < high and page.lower(i) in ("of", "for", "at", "with", "to", "in", "from", "on", "against", "and"):
        if page.lower(i) == "and":
            break
        stop = noun_run(page, i + 1, high)
        if stop == i + 1:
            break
        i = stop
        # A list of names after "of" ("of political science and law") stays; a new clause does not.
        if i + 1 < high and page.lower(i) == "and" and page.tokens[i + 1].upos in ("NOUN", "PROPN", "ADJ"):
            longer = noun_run(page, i + 1, high)
            if longer < high and page.tokens[longer].upos not in ("VERB", "AUX"):
                i = longer
    return i


def noun_run(page: Page, first: int, high: int) -> int:
    """End of the plain noun phrase that starts at a token, or the token itself where none does."""
    i, last = first, first
    while i < high:
        token = page.tokens[i]
        if token.upos in ("NOUN", "PROPN", "NUM"):
            last = i + 1
        elif not (
            token.upos in ("DET", "ADJ", "X")
            or token.form.casefold() in ("'s", "’s", "'", "’", "-", "–", "&", "/", ".")
            or (token.xpos in ("PRP$", "VBG", "VBN") and token.relation.split(":")[0] in ("amod", "compound", "nmod"))
        ) or (token.form == "." and (i + 1 >= high or page.tokens[i].start != page.tokens[i - 1].end)):
            break
        i += 1
    return last


def past_measure(page: Page, inside: range, head: int) -> int:
    """The noun that is counted or gathered ("experts" in "a number of experts")."""
    measure = {page.lower(head), roles.singular(page.lower(head))} & listed("measures")
    if not measure or page.lower(head + 1) != "of":
        return head
    rest = range(head + 2, inside.stop)
    nouns = (i for i in rest if page.tokens[i].upos in ("NOUN", "PROPN") and page.lower(i + 1) not in POSSESSIVE)
    last = next(nouns, head)
    while last + 1 < inside.stop and page.tokens[last + 1].upos in ("NOUN", "PROPN"):
        last += 1
    return last


def past_possessor(page: Page, inside: range, head: int) -> int:
    """The noun that somebody has, where the tree took the one who has it for the head ("wife" in "Jane Doe's wife")."""
    mark = head + 1
    while mark < inside.stop and page.tokens[mark].upos == "PROPN":
        mark += 1
    if mark >= inside.stop or page.lower(mark) not in POSSESSIVE:
        return head
    at = mark + 1
    while at < inside.stop and page.tokens[at].upos in ("ADJ", "ADV", "NUM", "PUNCT", "PROPN"):
        at += 1
    if at >= inside.stop or page.tokens[at].upos != "NOUN":
        return head
    while at + 1 < inside.stop and page.tokens[at + 1].upos == "NOUN":
        at += 1
    return at


# --- what a phrase calls somebody -----------------------------------------------------


def describe(page: Page, first: int, end: int, head: int | None, gazetteer: Gazetteer) -> roles.RoleFact | None:
    """What a noun phrase says of whom it names: label, whose, class. None where it holds no noun."""
    pronoun = first if first < end and page.tokens[first].xpos == "PRP$" else -1
    start = first + 1 if first < end and (page.tokens[first].upos == "DET" or pronoun == first) else first
    possessor: str | None = None
    for i in range(min(head if head is not None else end, end) - 1, start, -1):
        if page.lower(i) in POSSESSIVE:
            possessor, start = page.words(start, i), i + 1
            break
    phrase = [page.lower(i) for i in range(start, end)]
    if not phrase:
        return None
    word = roles.find(phrase, None if head is None else head - start)
    if word is None:
        return roles.RoleFact(label=page.words(start, end), word="", of=possessor, role_class="other", token=start)
    stop = start + word.end
    label_first = start
    former = False
    words = {part for i in range(start, stop) for part in page.lower(i).split("-")}
    # "Next" speaks of time only before an office, not of place ("the next speaker").
    future = bool(words & listed("future"))
    while label_first < start + word.first and (
        page.lower(label_first) in listed("former") or page.lower(label_first) in ("-", "the", "a", "an", "one", "time", "long")
    ):
        former = former or page.lower(label_first) in listed("former") - {"late", "retired"}
        label_first += 1
    of = possessor or _after(page, stop, end) or _before(page, label_first, start + word.first, gazetteer)
    if of is None:
        of = _inner(page, start + word.first, stop, gazetteer)
    kind = roles.of_kind(of, gazetteer)
    if word.word in ("strategist", "consultant", "pollster", "operative") and kind == "party":
        of = mapped("parties").get(key(of or ""), of)
    elif kind == "party" and of:
        of = mapped("parties").get(key(of), of)
    if word.word.endswith(" of"):
        stop = max(stop, noun_run(page, stop, end))
    label = page.words(start, stop)
    return roles.RoleFact(
        label=label,
        word=word.word,
        of=of,
        role_class=roles.classify(word.word, kind),
        former=former,
        future=future and not former,
        token=start,
        gender=word.gender,
        of_pronoun=pronoun,
        office=page.words(start + word.first, stop),
    )


def _after(page: Page, stop: int, end: int) -> str | None:
    """The words after "of", "for", "at", "with" behind a role; a field of work is not whose the role is."""
    found: str | None = None
    for i in range(stop, end):
        if page.lower(i) in ("of", "for", "at", "with", "to", "from", "in"):
            owned = i + 1 < end and page.tokens[i + 1].xpos == "PRP$"  # "a lawmaker for her Example Alliance"
            run = noun_run(page, i + 1 + owned, end)
            if run < end and page.lower(run) == "of" and run > i + 1:
                run = max(run, noun_run(page, run + 1, end))
            words = page.words(i + 1 + owned, run)
            named = any(page.tokens[j].form[:1].isupper() for j in range(i + 1, run))
            if (named and (found is None or page.lower(i) in ("at", "with"))) or (
                words and found is None and page.lower(i) in ("of", "for") and page.tokens[i + 1].upos == "DET"
            ):
                found = words.removeprefix("the ")
    return found


def _before(page: Page, first: int, stop: int, gazetteer: Gazetteer) -> str | None:
    """A name or adjective before a role that says whose it is ("NDP leader", "French president", "Ohio Gov.")."""
    for start in range(first, stop):
        for end in range(stop, start, -1):
            words = page.words(start, end).strip(".,")
            country = gazetteer.country(words) or gazetteer.adjective(words)
            if (country or key(words) in roles.regions()) and _goes_on_as_name(page, end, stop, gazetteer):
                return page.words(start, stop)
            if country:
                return country.name
            if key(words) in roles.regions():
                return roles.regions()[key(words)][0]
            if gazetteer.body(words) or key(words) in mapped("parties"):
                return words
    capitals = [i for i in range(first, stop) if page.tokens[i].form[:1].isupper() and page.tokens[i].upos in ("PROPN", "NOUN")]
    return page.words(capitals[0], capitals[-1] + 1) if capitals and page.sentence_start(capitals[0]) is False else None


def _goes_on_as_name(page: Page, first: int, stop: int, gazetteer: Gazetteer) -> bool:
    """Whether a body's name goes on behind a place ("Ohio AFL-CIO president"); a party is told by itself."""
    rest = page.words(first, stop)
    if not rest or gazetteer.body(rest) or {key(rest), *key(rest).split()} & mapped("parties").keys():
        return False
    return all(
        page.tokens[i].upos in ("PROPN", "PUNCT") and (page.tokens[i].form[:1].isupper() or page.lower(i) == "-")
        for i in range(first, stop)
    )


def _inner(page: Page, first: int, stop: int, gazetteer: Gazetteer) -> str | None:
    """The body that a role word itself names ("White House counsel", "RNC chairman", "campaign manager")."""
    for width in (3, 2, 1):
        words = page.words(first, min(stop, first + width))
        body = gazetteer.body(words)
        if body and first + width < stop:
            return body.name
    return None
