"""Mentions: every name, nominal and pronoun of an article that can stand for an actor, with the parts that tell whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kg.actors import proper, roles
from kg.actors.page import Page
from kg.actors.phrases import POSSESSIVE, describe, left_edge, right_edge
from kg.actors.words import listed, mapped
from kg.gazetteer import Gazetteer


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
    """Of a name: person, place, nationality, organization or several; of a nominal: role, body, document or plain; of a pronoun
    what it asks for ("two": "both", "the pair")."""
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
    proper_runs = proper.runs(page, gazetteer, day)
    partisans = [f for run in proper_runs if (f := _partisan(page, *run, gazetteer))]
    gone = {f.head for f in partisans}
    names = [_name(page, a, b, sort, gazetteer) for a, b, sort in proper_runs if not (b - a == 1 and a in gone)]
    covered = {i for n in names for i in range(*n.core)} | gone
    titled = {i for n in names for i in range(n.first, n.core[0])}
    found = [*names, *partisans]
    for i, token in enumerate(page.tokens):
        if i in covered:
            continue
        if token.upos == "PRON" and page.lower(i) in mapped("pronouns") and is_empty(page, i):
            continue
        if token.upos == "PRON" and page.lower(i) in mapped("pronouns"):
            found.append(
                Found(first=i, end=i + 1, head=i, kind="pronoun", core=(i, i + 1), sort=mapped("pronouns")[page.lower(i)])
            )
        elif page.lower(i) in ("both", "two", "pair", "duo") and page.is_subject(i) and _counts_two(page, i):
            first = i if page.lower(i) == "both" else i - 1
            found.append(Found(first=first, end=i + 1, head=i, kind="pronoun", core=(i, i + 1), sort="two", plural=True))
        elif token.upos in ("NOUN", "PROPN", "ADJ", "NUM", "DET") and i not in titled and _heads(page, i):
            nominal = read_nominal(page, i, gazetteer)
            if nominal.sort != "plain":
                found.append(nominal)
    return tuple(sorted(found, key=lambda m: (m.first, -m.end, m.head)))


def _partisan(page: Page, first: int, end: int, sort: str, gazetteer: Gazetteer) -> Found | None:
    """ "The Democrat", "the Ohio Republican": one member of a party, by nothing but party and place."""
    word = page.lower(first)
    if end - first != 1 or word not in ("democrat", "republican", "conservative", "liberal", "libertarian", "tory"):
        return None
    after = page.tokens[end] if end < len(page.tokens) else None
    if after is not None and (after.upos in ("NOUN", "PROPN", "ADJ", "NUM") and not page.sentence_start(end)):
        return None
    start = left_edge(page, first)
    if page.lower(start) not in ("the", "a", "an") or page.lower(start + 1) in ("most", "many", "few"):
        return None
    before = page.words(start + 1, first)
    region = roles.regions().get(before.casefold())
    label = page.words(start + 1, end)
    fact = roles.RoleFact(
        label=label, word="party member", of=region[0] if region else None, role_class="legislator", token=start, office=label
    )
    definite = page.lower(start) == "the"
    return Found(first=start, end=end, head=first, kind="nominal", core=(first, end), sort="role", definite=definite, fact=fact)


def _name(page: Page, first: int, end: int, sort: str, gazetteer: Gazetteer) -> Found:
    start = left_edge(page, first) if sort == "person" else first
    fact = describe(page, start, first, None, gazetteer) if start < first else None
    # A plural before a name is a headline's subject, not a title ("Lawmakers Doe …"), unless the table has it ("Sens.").
    single = page.lower(end) in ("and", ",") or (
        fact is not None and roles.singular(fact.office.casefold()) in (fact.office.casefold(), fact.word + "s")
    )
    title = fact.at(start, "title") if fact and fact.word and (single or fact.office.casefold().endswith(fact.word)) else None
    head = page.span_head(first, end)
    return Found(first=start, end=end, head=head, kind="name", core=(first, end), sort=sort, fact=title, definite=True)


def is_empty(page: Page, i: int) -> bool:
    """Whether "it" stands for nothing: "it was they that asked", "it seems", "it is clear"."""
    token = page.tokens[i]
    if token.form.casefold() != "it":
        return False
    if token.relation.startswith("expl"):
        return True
    _, high = page.bounds(i)
    j = i + 1
    while (
        j < high
        and page.tokens[j].upos in ("ADV", "AUX", "PART")
        and page.tokens[j].lemma != "be"
        and page.lower(j) not in ("'s", "’s")
    ):
        j += 1
    if j < high and page.tokens[j].lemma in ("seem", "appear", "turn", "happen"):
        return True
    if j < high and (page.tokens[j].lemma == "be" or page.lower(j) in ("'s", "’s")):
        rest = [page.lower(k) for k in range(j + 1, min(high, j + 9))]
        clause = next((w for w in rest if w in ("that", "who", "whether", "to", ".", ",")), "")
        return clause in ("that", "who", "whether", "to")
    return False


def _counts_two(page: Page, i: int) -> bool:
    """Whether "both", "the two" or "the pair" stands alone for two that were named."""
    behind = page.tokens[i + 1] if i + 1 < len(page.tokens) else None
    alone = behind is not None and behind.upos not in ("NOUN", "PROPN", "ADJ", "DET", "NUM") and page.lower(i + 1) != "of"
    return alone and (page.lower(i) == "both" or page.lower(i - 1) == "the")


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
        and following.xpos not in ("VBN", "VBD")  # "a poll released on Sunday" with a participle taken for a noun
    )


def read_nominal(page: Page, head: int, gazetteer: Gazetteer) -> Found:
    """The noun phrase around a head noun, with what it calls somebody and whose it is."""
    first, end = left_edge(page, head), right_edge(page, head)
    fact = describe(page, first, end, head, gazetteer)
    opening = page.lower(first)
    lemma = page.tokens[head].lemma if page.tokens[head].xpos in ("NNS", "NNPS") else page.lower(head)
    nouns = {lemma, page.lower(head), roles.singular(lemma), roles.singular(page.lower(head))}
    things = listed("documents") | listed("bodies")
    # The tag of a noun that stands in the singular in our own lists is a mistake ("the poll" as a plural).
    plural = (page.tokens[head].xpos in ("NNS", "NNPS") and page.lower(head) not in things) or lemma in (
        "people",
        "police",
        "many",
        "some",
        "others",
        "most",
        "few",
    )
    if opening in ("two", "three", "several", "many", "some", "few", "both", "these", "those", "most", "dozens"):
        plural = True
    sort = "plain"
    if fact and fact.word and page.tokens[head].upos in ("NOUN", "PROPN"):
        sort = "role"
    elif nouns & listed("documents"):
        sort = "document"
    elif nouns & listed("bodies"):
        sort = "body"
    owner, pronoun = _owner(page, first, head, end)
    bracketed = first > 1 and page.lower(first - 1) in ("(", "[") and page.lower(first - 2) == "the"
    definite = bracketed or opening in ("the", "this", "that", "these", "those") or owner is not None or pronoun is not None
    return Found(
        first=first,
        end=end,
        head=head,
        kind="nominal",
        core=(head, head + 1),
        sort=sort,
        plural=plural,
        definite=definite,
        owner=owner,
        owner_pronoun=pronoun,
        fact=fact,
    )


def _owner(page: Page, first: int, head: int, end: int) -> tuple[tuple[int, int] | None, int | None]:
    if page.tokens[first].xpos == "PRP$":
        return None, first
    for i in range(head - 1, first, -1):
        if page.lower(i) in POSSESSIVE:
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
