"""The entity behind the words of a source, by the first of several ways that finds one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.actors import joined, roles
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.phrases import POSSESSIVE, past_measure, past_possessor
from kg.actors.register import Register
from kg.actors.words import listed, mapped
from kg.model import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The words of one source."""

    page: Page
    walk: Register
    inside: range
    """Its tokens."""
    head: int
    mention: Found | None
    """What stands at its head."""


def entity_of(page: Page, walk: Register, span: Span, titled: dict[int, Found]) -> Entity | None:
    """The entity behind the words of a source, by the first way that finds one."""
    inside = page.inside(span)
    if not inside:
        return None
    head = past_possessor(page, inside, past_measure(page, inside, page.span_head(inside.start, inside.stop)))
    # A name before the noun that it describes, which the tree did not join ("a Civic Union chairman").
    while head + 1 in inside and page.tokens[head + 1].upos == "NOUN" and page.tokens[head + 1].form.islower():
        following = walk.at.get(head + 1)
        if following is None or following.kind != "nominal" or following.first > head:
            break
        head += 1
    mention = titled.get(head)
    if mention is None or mention.core[0] not in inside:
        mention = walk.at.get(head)
    source = Source(page=page, walk=walk, inside=inside, head=head, mention=mention)
    return next((e for way in _WAYS if (e := way(source))), None)


def _by_owner(source: Source) -> Entity | None:
    """ "In Mr. Doe's view", "his response": whose words they are."""
    page, head = source.page, source.head
    if not {page.tokens[head].lemma, roles.singular(page.lower(head))} & listed("utterance"):
        return None
    if source.mention and source.mention.kind == "nominal":
        owner = source.walk.owner(source.mention)
    else:
        child = page.child(head, "nmod")
        owned = child is not None and page.tokens[child].relation.startswith("nmod:poss")
        owner = source.walk.around(child) if child is not None and owned else None
    return owner if owner and owner.sort in ("person", "body", "country", "unnamed") else None


def _by_name_behind(source: Source) -> Entity | None:
    """The name that follows a role inside the source ("Doe's spokesman, Richard Roe,")."""
    role = source.mention
    if role is None or role.kind != "nominal" or role.plural:
        return None
    for i in range(role.head + 1, source.inside.stop):
        found = source.walk.at.get(i)
        if found and found.kind == "name" and found.core[1] <= source.inside.stop:
            between = source.page.words(role.head + 1, found.first)
            person = found.sort == "person" and (between in ("", ",") or (between[:1] == "-" and " " not in between))
            body = found.sort == "organization" and between == "" and role.sort == "role"
            return source.walk.of.get(found) if person or body else None
    return None


def _by_mention(source: Source) -> Entity | None:
    return source.walk.of.get(source.mention) if source.mention else None


def _by_leading_name(source: Source) -> Entity | None:
    """A name that the source begins with, articles and prepositions aside, where the tree has another head."""
    page = source.page
    if source.mention is not None and source.mention.kind == "pronoun":
        return None
    for i in source.inside:
        found = source.walk.at.get(i)
        if found is None or found.kind != "name" or found.first < source.inside.start:
            continue
        before = range(source.inside.start, found.first)
        leads = all(page.tokens[j].upos in ("DET", "ADP", "PUNCT", "ADV", "SCONJ") for j in before)
        owns = page.lower(found.core[1]) in POSSESSIVE and found.core[1] + 1 < source.inside.stop
        behind = page.tokens[found.core[1]] if found.core[1] < source.inside.stop else None
        describes = (
            behind is not None
            and behind.form.islower()
            and behind.upos in (("NOUN", "ADJ") if found.sort == "nationality" else ("NOUN",))
        )
        if leads and not owns and not describes:
            return source.walk.of.get(found)
    return None


def _by_only_name(source: Source) -> Entity | None:
    """The one person that the source names, in apposition to its other words ("One of the councillors, Jane Doe,")."""
    page, found = source.page, []
    if source.mention is not None and source.mention.kind == "pronoun":
        return None
    for i in source.inside:
        name = source.walk.at.get(i)
        if name and name.kind == "name" and name.sort == "person" and name.core[0] == i and name.core[1] <= source.inside.stop:
            found.append(name)
    if len(found) != 1 or page.lower(found[0].core[1]) in POSSESSIVE:
        return None
    first = found[0].core[0]
    before = page.tokens[first - 1] if first > source.inside.start else None
    if any(page.lower(i) in ("including", "like", "such") for i in range(source.inside.start, first)):
        return None
    tied = before is not None and (before.upos in ("ADP", "SCONJ", "CCONJ", "VERB", "AUX") or before.xpos in ("TO", "PRP$"))
    return None if tied else source.walk.of.get(found[0])


_COUNTED = ("%", "percent", "per cent", "one in ", "third of", "half of", "quarter of", "majority of")


def _by_description(source: Source) -> Entity | None:
    """People without a name or a role ("many", "33 percent", "others in the room"): a group by its words."""
    page, head = source.page, source.head
    token = page.tokens[head]
    if token.upos not in ("NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON", "SYM"):
        return None
    if page.lower(head) in mapped("pronouns") or page.lower(head) in ("you", "this"):
        return None
    start, end = source.inside.start, source.inside.stop
    while start < head and (page.tokens[start].upos in ("ADP", "PUNCT") or page.lower(start) in ("the", "a", "an")):
        start += 1
    while end > start and page.tokens[end - 1].upos == "PUNCT":
        end -= 1
    words = page.words(start, end) or token.form
    group = source.walk.once(Entity(sort="group", name=words, plural=True))
    if not group.facts and (token.upos in ("NUM", "SYM") or any(w in words.casefold() for w in _COUNTED)):
        group.facts.append(roles.RoleFact(label=words, word="respondent", of=None, role_class="citizen", token=head))
    return group


def _by_several(source: Source) -> Entity | None:
    return joined.names(source.walk, source.inside)


def _by_others(source: Source) -> Entity | None:
    return joined.others(source.walk, source.inside)


def _by_leading_person(source: Source) -> Entity | None:
    """A person's name that the source begins with, and what is told of them after it ("Jane Doe (D-Ohio), who chairs …")."""
    page = source.page
    name = next((f for i in source.inside if (f := source.walk.at.get(i)) and f.kind == "name"), None)
    if name is None or name.sort != "person" or name.core[0] < source.inside.start:
        return None
    opening = range(source.inside.start, name.first)
    leads = all(page.tokens[j].upos in ("DET", "ADP", "PUNCT", "ADV", "SCONJ") for j in opening)
    told = page.lower(name.core[1]) in (",", "(", "-lrb-", "–", "—", "--") and name.core[1] < source.inside.stop
    return source.walk.of.get(name) if leads and told else None


def _by_document(source: Source) -> Entity | None:
    """A document that the source begins with ("an Example News poll released on Sunday"), whose letter or post it is."""
    page, inside = source.page, source.inside
    found = (source.walk.at.get(i) for i in inside)
    document = next((f for f in found if f and f.kind == "nominal" and f.sort == "document"), None)
    if document is None or document.head not in inside:
        return None
    opening = range(inside.start, document.first)
    if not all(page.tokens[j].upos in ("DET", "ADP", "PUNCT", "ADV", "SCONJ", "ADJ", "NUM") for j in opening):
        return None
    between = range(document.first, document.head)
    if any(page.lower(j) in (",", "who", "which", "and") for j in between):
        return None
    writer = _writer(source, document)
    return writer or source.walk.of.get(document)


def _writer(source: Source, document: Found) -> Entity | None:
    """The person who wrote what is their own words ("an article written by Jane Doe", "a post from Jane Doe")."""
    page = source.page
    if roles.singular(page.lower(document.head)) not in listed("utterance"):
        return None
    for i in range(document.head + 1, source.inside.stop):
        if page.lower(i) in ("by", "from") and (i == document.head + 1 or page.lower(i) == "by"):
            found = (source.walk.at.get(j) for j in range(i + 1, source.inside.stop))
            person = next((f for f in found if f and f.sort in ("person", "role")), None)
            entity = source.walk.of.get(person) if person else None
            return entity if entity and entity.sort in ("person", "unnamed") else None
    return None


_WAYS: tuple[Callable[[Source], Entity | None], ...] = (
    _by_owner,
    _by_several,
    _by_others,
    _by_leading_person,
    _by_document,
    _by_name_behind,
    _by_mention,
    _by_leading_name,
    _by_only_name,
    _by_description,
)
