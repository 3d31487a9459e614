"""Mentions: every name, nominal and pronoun of an article that can stand for an actor, with the parts that tell whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.actors import roles
from kg.actors.page import Page
from kg.gazetteer import Gazetteer, key

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f", "they": "p", "them": "p",
    "their": "p", "theirs": "p", "themselves": "p", "it": "n", "its": "n", "itself": "n", "i": "1", "me": "1", "my": "1", "mine": "1",
    "myself": "1", "we": "1p", "us": "1p", "our": "1p", "ours": "1p", "ourselves": "1p", "who": "r", "that": "r", "which": "r",
    "whose": "r", "whom": "r",
}  # fmt: skip
"""Pronouns with what they ask for: m, f, p (plural), n (thing or body), 1 and 1p (who speaks), r (relative)."""

DOCUMENTS = {
    "poll", "survey", "report", "study", "statement", "letter", "memo", "email", "e-mail", "paper", "bill", "law", "article", "book",
    "document", "ad", "advertisement", "commercial", "video", "editorial", "op-ed", "survey", "transcript", "filing", "lawsuit", "suit",
    "complaint", "post", "tweet", "analysis", "review", "ruling", "order", "resolution", "amendment", "agreement", "treaty", "platform",
    "website", "site", "release", "constitution", "census", "exit poll", "headline", "story", "finding", "result", "data", "tracker",
    "index", "manifesto", "transcript", "record", "interview", "column", "essay", "plan", "proposal", "blog", "affidavit",
}  # fmt: skip
"""Nouns of things that can be a source of words."""

UTTERANCE = {
    "mind", "word", "remark", "comment", "response", "statement", "article", "op-ed", "tweet", "speech", "argument", "view", "claim",
    "opinion", "answer", "vow", "promise", "proposal", "plan", "call", "stance", "account", "interview", "letter", "email", "book",
    "column", "question", "testimony", "reply", "critique", "criticism", "message", "position", "memoir", "eyes", "telling", "words",
    "estimation", "mouth", "voice", "attack", "rhetoric", "essay", "piece", "post", "vision", "concern", "belief", "support", "demand",
    "website", "twitter", "account", "feed", "address", "lawsuit", "memo",
}  # fmt: skip
"""Nouns whose owner is the one who speaks ("in Mr. Doe's words")."""

BODY_NOUNS = {
    "campaign", "camp", "administration", "government", "party", "company", "group", "organization", "organisation", "committee",
    "department", "agency", "ministry", "court", "paper", "newspaper", "network", "union", "team", "office", "parliament", "senate",
    "house", "congress", "legislature", "commission", "council", "board", "firm", "bank", "embassy", "coalition", "opposition",
    "cabinet", "magazine", "caucus", "regime", "bureau", "association", "foundation", "institute", "university", "super pac", "pac",
    "kingdom", "nation", "country", "state", "military", "army", "bloc", "delegation", "panel", "press", "media", "outlet", "show",
    "publication", "police",
}  # fmt: skip
"""Nouns of bodies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A mention before it is known whom it names. Positions are token indices."""

    first: int
    end: int
    head: int
    kind: str
    """name, nominal or pronoun."""
    core: tuple[int, int]
    """The name itself without titles; of a nominal and a pronoun, the head."""
    sort: str = ""
    """Of a name: person, place, nationality or organization. Of a nominal: role, body, document or plain. Of a pronoun: what it asks for."""
    plural: bool = False
    definite: bool = False
    owner: tuple[int, int] | None = None
    """Whose it is ("Harper" in "Harper's spokesman", the words after "for")."""
    owner_pronoun: int | None = None
    """The possessive pronoun in front ("his campaign")."""
    fact: roles.RoleFact | None = None
    """What it calls somebody."""


def find_all(page: Page, gazetteer: Gazetteer, day: date) -> tuple[Found, ...]:
    """All mentions, by position; of two with one head the name comes first."""
    names = _names(page, gazetteer, day)
    covered = {i for n in names for i in range(*n.core)}
    titled = {i for n in names for i in range(n.first, n.core[0])}
    found = list(names)
    for i, token in enumerate(page.tokens):
        if i in covered:
            continue
        if token.upos == "PRON" and page.lower(i) in PRONOUNS and is_empty(page, i):
            continue
        if token.upos == "PRON" and page.lower(i) in PRONOUNS:
            found.append(Found(first=i, end=i + 1, head=i, kind="pronoun", core=(i, i + 1), sort=PRONOUNS[page.lower(i)]))
        elif token.upos in ("NOUN", "PROPN", "ADJ", "NUM", "DET") and i not in titled and _heads(page, i):
            nominal = read_nominal(page, i, gazetteer)
            if nominal.sort != "plain":
                found.append(nominal)
    return tuple(sorted(found, key=lambda m: (m.first, -m.end, m.head)))


def is_empty(page: Page, i: int) -> bool:
    """Whether "it" stands for nothing: "it was they that asked", "it seems", "it is clear"."""
    token = page.tokens[i]
    if token.form.casefold() != "it":
        return False
    if token.relation.startswith("expl"):
        return True
    _, high = page.bounds(i)
    j = i + 1
    while j < high and page.tokens[j].upos in ("ADV", "AUX", "PART") and page.tokens[j].lemma != "be" and page.lower(j) not in ("'s", "’s"):
        j += 1
    if j < high and page.tokens[j].lemma in ("seem", "appear", "turn", "happen"):
        return True
    if j < high and (page.tokens[j].lemma == "be" or page.lower(j) in ("'s", "’s")):
        rest = [page.lower(k) for k in range(j + 1, min(high, j + 9))]
        clause = next((w for w in rest if w in ("that", "who", "whether", "to", ".", ",")), "")
        return clause in ("that", "who", "whether", "to")
    return False


def _heads(page: Page, i: int) -> bool:
    """Whether a noun heads its phrase rather than standing before another noun."""
    token = page.tokens[i]
    if token.upos in ("ADJ", "NUM", "DET"):
        return page.is_subject(i)
    following = page.tokens[i + 1] if i + 1 < len(page.tokens) else None
    return not (
        token.relation.split(":")[0] in ("compound", "amod", "flat", "goeswith")
        and following is not None
        and following.upos in ("NOUN", "PROPN")
    )


# --- names ------------------------------------------------------------------------


def _names(page: Page, gazetteer: Gazetteer, day: date) -> list[Found]:
    made = []
    runs = _name_runs(page)
    people = {key(page.words(end - 1, end)) for first, end, kind in runs if kind == "person" and end - first > 1}
    taken = {i for first, end, _ in runs for i in range(first, end)}
    runs += [
        (i, i + 1, "person")
        for i, t in enumerate(page.tokens)
        if i not in taken and t.upos == "PROPN" and key(t.form) in people and t.form[:1].isupper()
    ]
    for first, end, kind in sorted(runs):
        sort = _sort(page, first, end, _person_after_all(page, first, end, kind, people, gazetteer, day), gazetteer)
        start = left_edge(page, first) if sort == "person" else first
        head = page.span_head(first, end)
        fact = None
        if start < first:
            fact = describe(page, start, first, None, gazetteer)
            fact = fact.at(start, "title") if fact and fact.word else None
        made.append(Found(first=start, end=end, head=head, kind="name", core=(first, end), sort=sort, fact=fact, definite=True))
    return made


_IN_NAMES = ("NNP", "NNPS", "NN", "NNS", "FW", "CD", "SYM", "POS", "HYPH", "CC", "IN", "DT", "JJ", ".", ":", "``", "''", ",")


def _name_runs(page: Page) -> list[tuple[int, int, str]]:
    """The recognizer's names, cut where a headline's capitals misled it, and rid of titles, prepositions and possessives."""
    made = []
    for name in page.reading.names:
        first, end = name.first, name.end
        while first < end and (page.tokens[first].upos in ("ADP", "SCONJ", "PUNCT", "ADV", "AUX", "PRON") and page.tokens[first].xpos != "NNP"):
            first += 1
        stop = next((i for i in range(first, end) if page.tokens[i].xpos not in _IN_NAMES), end)
        if name.kind == "person":
            stop = next((i for i in range(first, stop) if page.tokens[i].xpos in ("IN", "DT", "CC")), stop)
        end = stop if stop > first else end
        while end - 1 > first and page.lower(end - 1) in ("'s", "’s", "'", "’", ",", ".", ":", "-"):
            end -= 1
        first = _skip_titles(page, first, end)
        if first < end:
            made.append((first, end, name.kind))
    return made + _unrecognized(page, made)


def _unrecognized(page: Page, known: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
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
        made.append((first, end, "person" if end - first == 2 else "organization"))
    return made


def _person_after_all(page: Page, first: int, end: int, kind: str, people: set[str], gazetteer: Gazetteer, day: date) -> str:
    """A family name that the recognizer took for a place or a body, where the article or the times know the person."""
    words = page.words(first, end).replace("’s", "").replace("'s", "")
    if kind == "person" or end - first > 1 or not words[:1].isupper() or gazetteer.adjective(words):
        return kind
    if key(words) in people and (page.is_subject(first) or not gazetteer.country(words)):
        return "person"
    stands = page.tokens[first].upos == "PROPN" and not gazetteer.country(words) and not gazetteer.body(words) and key(words) not in roles.regions()
    return "person" if stands and not gazetteer.capital(words) and gazetteer.family(words, day) else kind


def _skip_titles(page: Page, first: int, end: int) -> int:
    """Past the role words that a name recognizer took into a name ("President Obama")."""
    best = first
    for stop in range(first + 1, end):
        phrase = [page.lower(i) for i in range(first, stop)]
        word = roles.find(phrase, len(phrase) - 1)
        if word and word.end == len(phrase) and page.lower(stop) not in ("of", "for", "general", "office", "department", "'s", "’s"):
            best = stop
    return best if best == first or page.tokens[best].form[:1].isupper() else first


def _sort(page: Page, first: int, end: int, kind: str, gazetteer: Gazetteer) -> str:
    """The recognizer's kind, corrected by what the gazetteer knows."""
    words = page.words(first, end)
    if kind == "person" and end - first == 1:
        return kind
    if gazetteer.country(words):
        return "place"
    if gazetteer.people(words) or (gazetteer.adjective(words) and kind != "person"):
        return "nationality"
    known = gazetteer.body(words)
    if known and not (kind == "person" and end - first == 1):
        return "organization"
    if kind == "nationality" and key(words) not in roles.PARTY_WORDS and roles.singular(key(words)) not in roles.PARTY_WORDS:
        return "organization" if page.tokens[first].upos == "PROPN" and not gazetteer.adjective(words) else kind
    return kind


# --- noun phrases -----------------------------------------------------------------


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
        if token.upos == "PUNCT" and form not in ("-", "–", ".", "“", '"', "/") or form in ("”",):
            break
        if form in ("“", '"') or (form == "." and not page.tokens[i - 2].form.istitle()):
            break
        if form == "." and not token.start == page.tokens[i - 2].end:
            break
        inside = token.upos in ("ADJ", "NOUN", "PROPN", "NUM", "PUNCT", "SYM", "X") or form in ("'s", "’s", "'", "’", "&")
        participle = token.xpos in ("VBN", "VBG") and token.relation.split(":")[0] in ("amod", "compound")
        adverb = token.upos == "ADV" and form in ("then", "once", "now", "most", "very", "ex", "longtime", "presumptive", "far", "highly")
        joint = form == "of" and i - 2 >= low and roles.find([page.lower(i - 2), "of"]) is not None
        tail = form in ("of", "for") and i < first and _title_reaches(page, low, i)
        if not (inside or participle or adverb or joint or tail):
            break
        if form in _DAYS:
            break
        # "the letter Prime Minister Doe sent": a common noun before a title in capitals belongs to the clause before.
        after = page.tokens[i] if i < first else None
        if token.upos == "NOUN" and token.form.islower() and after and after.form[:1].isupper() and form not in _LEVELS:
            break
        i -= 1
    while i < first and page.lower(i) in ("-", "–", ".", "'s", "’s", "of", "for", "/"):
        i += 1
    return i


_DAYS = {
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today", "tonight", "week", "month", "year",
}  # fmt: skip


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
        stop = _noun_run(page, i + 1, high)
        if stop == i + 1:
            break
        i = stop
        # A list of names after "of" ("of political science and law") stays; a new clause does not.
        if i + 1 < high and page.lower(i) == "and" and page.tokens[i + 1].upos in ("NOUN", "PROPN", "ADJ"):
            longer = _noun_run(page, i + 1, high)
            if longer < high and page.tokens[longer].upos not in ("VERB", "AUX"):
                i = longer
    return i


def _noun_run(page: Page, first: int, high: int) -> int:
    """End of the plain noun phrase that starts at a token, or the token itself where none does."""
    i, last = first, first
    while i < high:
        token = page.tokens[i]
        if token.upos in ("NOUN", "PROPN", "NUM"):
            last = i + 1
        elif not (
            token.upos in ("DET", "ADJ", "X")
            or token.form.casefold() in ("'s", "’s", "'", "’", "-", "–", "&", "/", ".")
            or token.xpos in ("PRP$", "VBG", "VBN")
            and token.relation.split(":")[0] in ("amod", "compound", "nmod")
        ):
            break
        elif token.form == "." and (i + 1 >= high or page.tokens[i].start != page.tokens[i - 1].end):
            break
        i += 1
    return last


def read_nominal(page: Page, head: int, gazetteer: Gazetteer) -> Found:
    """The noun phrase around a head noun, with what it calls somebody and whose it is."""
    first, end = left_edge(page, head), right_edge(page, head)
    fact = describe(page, first, end, head, gazetteer)
    opening = page.lower(first)
    lemma = page.tokens[head].lemma if page.tokens[head].xpos in ("NNS", "NNPS") else page.lower(head)
    plural = page.tokens[head].xpos in ("NNS", "NNPS") or lemma in ("people", "police", "many", "some", "others", "most", "few")
    if opening in ("two", "three", "several", "many", "some", "few", "both", "these", "those", "most", "dozens"):
        plural = True
    sort = "plain"
    if fact and fact.word and page.tokens[head].upos in ("NOUN", "PROPN"):
        sort = "role"
    elif lemma in DOCUMENTS or roles.singular(lemma) in DOCUMENTS:
        sort = "document"
    elif lemma in BODY_NOUNS or roles.singular(lemma) in BODY_NOUNS:
        sort = "body"
    owner, pronoun = _owner(page, first, head, end)
    bracketed = first > 1 and page.lower(first - 1) in ("(", "[") and page.lower(first - 2) == "the"
    definite = bracketed or opening in ("the", "this", "that", "these", "those") or owner is not None or pronoun is not None
    return Found(
        first=first, end=end, head=head, kind="nominal", core=(head, head + 1), sort=sort, plural=plural,
        definite=definite, owner=owner, owner_pronoun=pronoun, fact=fact,
    )  # fmt: skip


def _owner(page: Page, first: int, head: int, end: int) -> tuple[tuple[int, int] | None, int | None]:
    if page.tokens[first].xpos == "PRP$":
        return None, first
    for i in range(head - 1, first, -1):
        if page.lower(i) in ("'s", "’s", "'", "’"):
            start = first + 1 if page.tokens[first].upos == "DET" else first
            return (start, i), None
    for i in range(head + 1, min(end, head + 8)):
        if page.lower(i) in ("of", "for", "to", "with", "at"):
            start = i + 1
            if start < end and page.tokens[start].xpos == "PRP$":
                return None, start
            start += 1 if start < end and page.tokens[start].upos == "DET" else 0
            return ((start, end), None) if start < end else (None, None)
    return None, None


# --- what a phrase calls somebody -----------------------------------------------------


def describe(page: Page, first: int, end: int, head: int | None, gazetteer: Gazetteer) -> roles.RoleFact | None:
    """What a noun phrase says of whom it names: label, whose, class. None where it holds no noun."""
    pronoun = first if first < end and page.tokens[first].xpos == "PRP$" else -1
    start = first + 1 if first < end and (page.tokens[first].upos == "DET" or pronoun == first) else first
    possessor: str | None = None
    for i in range(min(head if head is not None else end, end) - 1, start, -1):
        if page.lower(i) in ("'s", "’s", "'", "’"):
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
    while label_first < start + word.first and (
        page.lower(label_first) in roles.FORMER or page.lower(label_first) in ("-", "the", "a", "an", "one", "time", "long")
    ):
        former = former or page.lower(label_first) in roles.FORMER - {"late", "retired"}
        label_first += 1
    of = possessor or _after(page, stop, end) or _before(page, label_first, start + word.first, gazetteer)
    if of is None:
        of = _inner(page, start + word.first, stop, gazetteer)
    kind = roles.of_kind(of, gazetteer)
    if word.word in ("strategist", "consultant", "pollster", "operative") and kind == "party":
        of = roles.PARTY_WORDS.get(key(of or ""), of)
    elif kind == "party" and of:
        of = roles.PARTY_WORDS.get(key(of), of)
    if word.word.endswith(" of"):
        stop = max(stop, _noun_run(page, stop, end))
    label = page.words(start, stop)
    return roles.RoleFact(
        label=label, word=word.word, of=of, role_class=roles.classify(word.word, kind), former=former, token=start, gender=word.gender,
        of_pronoun=pronoun, office=page.words(start + word.first, stop),
    )  # fmt: skip


def _after(page: Page, stop: int, end: int) -> str | None:
    """The words after "of", "for", "at", "with" behind a role; a field of work is not whose the role is."""
    found: str | None = None
    for i in range(stop, end):
        if page.lower(i) in ("of", "for", "at", "with", "to", "from", "in"):
            run = _noun_run(page, i + 1, end)
            if run < end and page.lower(run) == "of" and run > i + 1:
                run = max(run, _noun_run(page, run + 1, end))
            words = page.words(i + 1, run)
            named = any(page.tokens[j].form[:1].isupper() for j in range(i + 1, run))
            if named and (found is None or page.lower(i) in ("at", "with")):
                found = words.removeprefix("the ")
            elif words and found is None and page.lower(i) in ("of", "for") and page.tokens[i + 1].upos == "DET":
                found = words.removeprefix("the ")
    return found


def _before(page: Page, first: int, stop: int, gazetteer: Gazetteer) -> str | None:
    """A name or adjective before a role that says whose it is ("NDP leader", "French president", "Ohio Gov.")."""
    for start in range(first, stop):
        for end in range(stop, start, -1):
            words = page.words(start, end).strip(".,")
            country = gazetteer.country(words) or gazetteer.adjective(words)
            if country:
                return country.name
            if key(words) in roles.regions():
                return roles.regions()[key(words)][0]
            if gazetteer.body(words) or key(words) in roles.PARTY_WORDS:
                return words
    capitals = [i for i in range(first, stop) if page.tokens[i].form[:1].isupper() and page.tokens[i].upos in ("PROPN", "NOUN")]
    return page.words(capitals[0], capitals[-1] + 1) if capitals and page.sentence_start(capitals[0]) is False else None


def _inner(page: Page, first: int, stop: int, gazetteer: Gazetteer) -> str | None:
    """The body that a role word itself names ("White House counsel", "RNC chairman", "campaign manager")."""
    for width in (3, 2, 1):
        words = page.words(first, min(stop, first + width))
        body = gazetteer.body(words)
        if body and first + width < stop:
            return body.name
    return None
