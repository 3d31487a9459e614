"""Who the source of each attribution is: the entity of its head, of its owner, or of whose quotation it stands in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from kg.actors import roles
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.phrases import POSSESSIVE, past_measure
from kg.actors.register import Register
from kg.actors.words import listed, mapped
from kg.model import Attribution, Span

_FIRST_PERSON = ("1", "1p")


def of_sources(page: Page, walk: Register) -> list[Entity | None]:
    """The entity behind each attribution, None where the article does not make it clear."""
    author = Entity(sort="author", name=_author(page))
    # "We" of an article that nobody signed is the paper.
    unsigned = page.article.outlet and not page.article.author.strip()
    paper = walk.once(Entity(sort="body", name=page.article.outlet, kind="media")) if unsigned else None
    titled = {i: f for f in walk.found if f.kind == "name" and f.sort == "person" for i in range(f.first, f.core[0])}
    made: list[Entity | None] = []
    for attribution in page.reading.attributions:
        if attribution.source is None:
            made.append(_without_source(page, walk, attribution))
        else:
            made.append(_source(page, walk, _of_sentence(page, attribution), titled))
    # "I" and "we" wait until the speakers of the quotations they stand in are known.
    for number, attribution in enumerate(page.reading.attributions):
        if attribution.source is not None and made[number] is None:
            inside = page.inside(attribution.source)
            words = [page.lower(i) for i in inside]
            if any(mapped("pronouns").get(w) in _FIRST_PERSON for w in words[:2]):
                ours = "1p" in [mapped("pronouns").get(w) for w in words[:2]]
                writer = paper if paper and ours else author
                made[number] = _quoted_speaker(page, attribution.source, made, number) or writer
                if made[number] is writer and page.quoted[inside.start]:
                    made[number] = None
    return [_government(page, walk, a, e) for a, e in zip(page.reading.attributions, made, strict=True)]


def _of_sentence(page: Page, attribution: Attribution) -> Span:
    """The part of a source that stands in the sentence of its cue: words that a reader ran together with another's end before."""
    source, cue = attribution.source, page.inside(attribution.cue)
    assert source is not None
    inside = page.inside(source)
    if not inside or not cue or page.sentence[inside.start] == page.sentence[inside.stop - 1]:
        return source
    own = [i for i in inside if page.sentence[i] == page.sentence[cue.start]]
    return Span(start=page.tokens[own[0]].start, end=page.tokens[own[-1]].end) if own else source


def first_person(page: Page, walk: Register, sources: list[Entity | None]) -> dict[Found, Entity]:
    """The entities of "I", "me", "my" inside quotations: who says them. "We" may be anybody's, and is left out."""
    made = {}
    for found in walk.found:
        if found.kind == "pronoun" and found.sort == "1":
            span = Span(start=page.tokens[found.first].start, end=page.tokens[found.first].end)
            entity = _quoted_speaker(page, span, sources, -1)
            if entity and entity.sort in ("person", "unnamed"):
                made[found] = entity
    return made


def _author(page: Page) -> str:
    line = page.article.author.strip()
    line = line[3:] if line.casefold().startswith("by ") else line
    name = line.replace(" and ", ",").replace(";", ",").split(",")[0].strip()
    return name or "unnamed author"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """The words of one source."""

    page: Page
    walk: Register
    inside: range
    """Its tokens."""
    head: int
    mention: Found | None
    """What stands at its head."""


def _source(page: Page, walk: Register, span: Span, titled: dict[int, Found]) -> Entity | None:
    """The entity behind the words of a source, by the first way that finds one."""
    inside = page.inside(span)
    if not inside:
        return None
    head = past_measure(page, inside, page.span_head(inside.start, inside.stop))
    mention = titled.get(head)
    if mention is None or mention.core[0] not in inside:
        mention = walk.at.get(head)
    source = _Source(page=page, walk=walk, inside=inside, head=head, mention=mention)
    return next((e for way in _WAYS if (e := way(source))), None)


def _by_owner(source: _Source) -> Entity | None:
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


def _by_name_behind(source: _Source) -> Entity | None:
    """The name that follows a role inside the source ("Doe's spokesman, Richard Roe,")."""
    role = source.mention
    if role is None or role.kind != "nominal" or role.plural:
        return None
    for i in range(role.head + 1, source.inside.stop):
        found = source.walk.at.get(i)
        if found and found.kind == "name" and found.core[1] <= source.inside.stop:
            between = source.page.words(role.head + 1, found.core[0])
            person = found.sort == "person" and (between in ("", ",") or (between[:1] == "-" and " " not in between))
            body = found.sort == "organization" and between == "" and role.sort == "role"
            return source.walk.of.get(found) if person or body else None
    return None


def _by_mention(source: _Source) -> Entity | None:
    return source.walk.of.get(source.mention) if source.mention else None


def _by_leading_name(source: _Source) -> Entity | None:
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
        describes = found.sort == "nationality" and found.core[1] < source.inside.stop
        describes = describes and page.tokens[found.core[1]].upos in ("NOUN", "ADJ") and page.tokens[found.core[1]].form.islower()
        if leads and not owns and not describes:
            return source.walk.of.get(found)
    return None


def _by_only_name(source: _Source) -> Entity | None:
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
    tied = before is not None and (before.upos in ("ADP", "SCONJ", "CCONJ", "VERB", "AUX") or before.xpos in ("TO", "PRP$"))
    return None if tied else source.walk.of.get(found[0])


_COUNTED = ("%", "percent", "per cent", "one in ", "third of", "half of", "quarter of", "majority of")


def _by_description(source: _Source) -> Entity | None:
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


_WAYS: tuple[Callable[[_Source], Entity | None], ...] = (
    _by_owner,
    _by_name_behind,
    _by_mention,
    _by_leading_name,
    _by_only_name,
    _by_description,
)


def _without_source(page: Page, walk: Register, attribution: Attribution) -> Entity | None:
    """A participle shares the subject of the verb it hangs on ("…, adding that …")."""
    inside = page.inside(attribution.cue)
    if not inside:
        return None
    head = page.span_head(inside.start, inside.stop)
    token = page.tokens[head]
    if token.xpos != "VBG" or token.relation.split(":")[0] not in ("advcl", "conj", "xcomp") or token.head == head:
        return None
    subject = page.child(token.head, "nsubj")
    mention = walk.at.get(subject) if subject is not None else None
    entity = walk.of.get(mention) if mention else None
    return entity if entity and entity.sort in ("person", "body", "unnamed") else None


def _quoted_speaker(page: Page, span: Span, made: list[Entity | None], but: int) -> Entity | None:
    """Whose content a span stands in: the narrowest, where attributions nest."""
    best: tuple[int, Entity] | None = None
    for number, attribution in enumerate(page.reading.attributions):
        entity = made[number] if number < len(made) else None
        if number == but or entity is None:
            continue
        for content in attribution.content:
            if content.start <= span.start and span.end <= content.end:
                first = page.inside(span).start
                if first < len(page.tokens) and page.quoted[first] and (best is None or content.end - content.start < best[0]):
                    best = (content.end - content.start, entity)
    return best[1] if best else None


def _government(page: Page, walk: Register, attribution: Attribution, entity: Entity | None) -> Entity | None:
    """A country, its capital, or "the" with its people speaks through its government."""
    if entity is None or entity.country is None or attribution.source is None:
        return entity
    words = page.article.words(attribution.source)
    definite = words.casefold().startswith("the ")
    alone = " " not in (words[4:] if definite else words).strip()
    people = (
        entity.sort == "people" and alone and (definite or walk.scene.home is None or entity.country.name != walk.scene.home.name)
    )
    if entity.sort in ("country", "capital") or people:
        return walk.government(entity.country)
    return entity
