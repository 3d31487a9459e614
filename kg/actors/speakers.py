"""Who the source of each attribution is: the entity of its head, of its owner, or of whose quotation it stands in."""

from __future__ import annotations

from kg.actors import roles
from kg.actors.cast import Walk
from kg.actors.entities import Entity
from kg.actors.mentions import PRONOUNS, UTTERANCE, Found
from kg.actors.page import Page
from kg.model import Attribution, Span

_FIRST_PERSON = ("1", "1p")


def of_sources(page: Page, walk: Walk) -> list[Entity | None]:
    """The entity behind each attribution, None where the article does not make it clear."""
    author = Entity(sort="author", name=_author(page))
    titled = {i: f for f in walk.found if f.kind == "name" and f.sort == "person" for i in range(f.first, f.core[0])}
    made: list[Entity | None] = []
    for attribution in page.reading.attributions:
        if attribution.source is None:
            made.append(_without_source(page, walk, attribution))
        else:
            made.append(_source(page, walk, attribution.source, titled))
    # "I" and "we" wait until the speakers of the quotations they stand in are known.
    for number, attribution in enumerate(page.reading.attributions):
        if attribution.source is not None and made[number] is None:
            inside = page.inside(attribution.source)
            words = [page.lower(i) for i in inside]
            if any(PRONOUNS.get(w) in _FIRST_PERSON for w in words[:2]):
                made[number] = _quoted_speaker(page, attribution.source, made, number) or author
                if made[number] is author and page.quoted[inside.start]:
                    made[number] = None
    return [_government(page, walk, a, e) for a, e in zip(page.reading.attributions, made, strict=True)]


def first_person(page: Page, walk: Walk, sources: list[Entity | None]) -> dict[Found, Entity]:
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


def _source(page: Page, walk: Walk, span: Span, titled: dict[int, Found]) -> Entity | None:
    inside = page.inside(span)
    if not inside:
        return None
    head = page.span_head(inside.start, inside.stop)
    mention = titled.get(head) or walk.at.get(head)
    if mention and (mention.core[0] < inside.start or mention.core[0] >= inside.stop):
        mention = walk.at.get(head)
    if mention is None or mention not in walk.of:
        owned = _owned(page, walk, head)
        if owned:
            return owned
    else:
        if page.tokens[head].lemma in UTTERANCE and mention.kind == "nominal":
            owner = walk.owner(mention)
            if owner and owner.sort in ("person", "body", "country", "unnamed"):
                return owner
        entity = walk.of[mention]
        if entity.sort == "unnamed" or mention.kind == "nominal":
            return _named_in(page, walk, inside, mention) or entity
        return entity
    if mention is not None and mention.kind == "pronoun":
        return None
    for i in inside:
        other = walk.at.get(i)
        if other and other in walk.of and other.first >= inside.start and other.kind == "name" and _leads(page, other, inside):
            return walk.of[other]
    return _crowd(page, walk, inside, head)


def _owned(page: Page, walk: Walk, head: int) -> Entity | None:
    """ "in Mr. Doe's view", "his response": whose words they are."""
    if page.tokens[head].lemma not in UTTERANCE and roles.singular(page.lower(head)) not in UTTERANCE:
        return None
    owner = page.child(head, "nmod")
    if owner is not None and page.tokens[owner].relation.startswith("nmod:poss"):
        mention = walk.at.get(owner)
        return walk.of.get(mention) if mention else None
    return None


def _named_in(page: Page, walk: Walk, inside: range, nominal: Found) -> Entity | None:
    """The name that follows a role inside one source ("Doe's spokesman, Richard Roe,")."""
    if nominal.plural:
        return None
    for found in walk.found:
        if found.kind == "name" and found.sort == "person" and nominal.head < found.core[0] < inside.stop and found.core[1] <= inside.stop:
            between = page.words(nominal.head + 1, found.core[0])
            if between in ("", ","):
                return walk.of.get(found)
    return None


def _leads(page: Page, found: Found, inside: range) -> bool:
    """Whether a name is what a source begins with, articles and prepositions aside."""
    return all(page.tokens[i].upos in ("DET", "ADP", "PUNCT", "ADV", "SCONJ") for i in range(inside.start, found.first)) and not (
        page.lower(found.core[1]) in ("'s", "’s", "'", "’") and found.core[1] + 1 < inside.stop
    )


def _crowd(page: Page, walk: Walk, inside: range, head: int) -> Entity | None:
    """People without a name or a role ("many", "33 percent", "others in the room"): a group by its words."""
    token = page.tokens[head]
    if token.upos not in ("NOUN", "PROPN", "NUM", "ADJ", "DET", "PRON", "SYM") or page.lower(head) in PRONOUNS or page.lower(head) in ("you", "this"):
        return None
    start = inside.start
    while start < head and page.tokens[start].upos in ("ADP", "PUNCT") or (start < head and page.lower(start) in ("the", "a", "an")):
        start += 1
    end = inside.stop
    while end > start and page.tokens[end - 1].upos == "PUNCT":
        end -= 1
    words = page.words(start, end) or page.article.text[page.tokens[head].start : page.tokens[head].end]
    counted = token.upos in ("NUM", "SYM") or any(w in words.casefold() for w in ("%", "percent", "per cent", "one in ", "third of", "half of"))
    group = walk.once("group", words, plural=True)
    if counted and not group.facts:
        group.facts.append(roles.RoleFact(label=words, word="respondent", of=None, role_class="citizen", token=head))
    return group


def _without_source(page: Page, walk: Walk, attribution: Attribution) -> Entity | None:
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


def _government(page: Page, walk: Walk, attribution: Attribution, entity: Entity | None) -> Entity | None:
    """A country, its capital, or "the" with its people speaks through its government."""
    if entity is None or entity.country is None or attribution.source is None:
        return entity
    words = page.article.words(attribution.source)
    definite = words.casefold().startswith("the ")
    alone = " " not in (words[4:] if definite else words).strip()
    people = entity.sort == "people" and alone and (definite or walk.home is None or entity.country.name != walk.home.name)
    if entity.sort in ("country", "capital") or people:
        return walk.once("body", entity.country.government, kind="government", country=entity.country)
    return entity

