"""Who the source of each attribution is: the entity behind its words, or of whose quotation it stands in."""

from __future__ import annotations

from kg.actors import roles, sources, unsaid
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.register import Register
from kg.actors.words import listed, mapped
from kg.model import Attribution, Span

_FIRST_PERSON = ("1", "1p")


def of_sources(page: Page, walk: Register) -> list[Entity | None]:
    """The entity behind each attribution, None where the article does not make it clear."""
    author = Entity(sort="author", name=_author(page))
    # "We" of an article that nobody signed is the paper.
    unsigned = page.article.outlet and not page.article.author.strip()
    known = walk.gazetteer.outlet(page.article.outlet) if page.article.outlet and unsigned else None
    name = known.name if known else page.article.outlet or ""
    paper = walk.once(Entity(sort="body", name=name, body=known, kind="media")) if unsigned else None
    titled = {i: f for f in walk.found if f.kind == "name" and f.sort == "person" for i in range(f.first, f.core[0])}
    made: list[Entity | None] = []
    for attribution in page.reading.attributions:
        if attribution.source is None:
            made.append(unsaid.doer(page, walk, attribution))
        else:
            made.append(sources.entity_of(page, walk, _of_sentence(page, attribution), titled))
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
    for attribution, entity in zip(page.reading.attributions, made, strict=True):
        _describe_group(page, attribution, entity)
    return [_government(page, walk, a, e) for a, e in zip(page.reading.attributions, made, strict=True)]


_CHAMBERS = frozenset(["house", "senate", "congress", "congressional", "parliament", "assembly", "hill", "committee", "caucus"])


def _describe_group(page: Page, attribution: Attribution, entity: Entity | None) -> None:
    """A group of a chamber are its members; one whose opinion a sentence about a poll tells are people who were asked."""
    if entity is None or entity.sort != "group" or entity.facts or entity.members or attribution.source is None:
        return
    inside = page.inside(attribution.source)
    if not inside:
        return
    if _CHAMBERS & {page.lower(i) for i in inside}:
        fact = roles.RoleFact(label=entity.name, word="legislator", of=None, role_class="legislator", token=inside.start)
        entity.facts.append(fact)
        return
    if listed("polled") & {page.lower(i) for i in range(*page.bounds(inside.start))}:
        fact = roles.RoleFact(label=entity.name, word="respondent", of=None, role_class="citizen", token=inside.start)
        entity.facts.append(fact)


def _of_sentence(page: Page, attribution: Attribution) -> Span:
    """The part of a source that stands in the sentence of its cue: words that a reader ran together with another's end before."""
    source, cue = attribution.source, page.inside(attribution.cue)
    assert source is not None
    inside = page.inside(source)
    if not inside or not cue or page.sentence[inside.start] == page.sentence[inside.stop - 1]:
        return source
    own = [i for i in inside if page.sentence[i] == page.sentence[cue.start]]
    if own and own[0] > inside.start and page.lower(own[0] - 1) in (")", ",", "-rrb-"):
        return source  # a sentence that ends at "(D-Ore.)," does not
    return Span(start=page.tokens[own[0]].start, end=page.tokens[own[-1]].end) if own else source


def first_person(page: Page, walk: Register, said_by: list[Entity | None]) -> dict[Found, Entity]:
    """The entities of "I", "me", "my" inside quotations: who says them. "We" may be anybody's, and is left out."""
    made = {}
    for found in walk.found:
        if found.kind == "pronoun" and found.sort == "1":
            span = Span(start=page.tokens[found.first].start, end=page.tokens[found.first].end)
            entity = _quoted_speaker(page, span, said_by, -1)
            if entity and entity.sort in ("person", "unnamed"):
                made[found] = entity
    return made


def _author(page: Page) -> str:
    line = page.article.author.strip()
    line = line[3:] if line.casefold().startswith("by ") else line
    name = line.replace(" and ", ",").replace(";", ",").split(",")[0].strip()
    return name or "unnamed author"


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
    """A capital, or "the" with a people, speaks through the government; a country is an actor that stands for its own."""
    if entity is None or entity.country is None or attribution.source is None:
        return entity
    words = page.article.words(attribution.source)
    definite = words.casefold().startswith("the ")
    alone = " " not in (words[4:] if definite else words).strip()
    people = (
        entity.sort == "people" and alone and (definite or walk.scene.home is None or entity.country.name != walk.scene.home.name)
    )
    if entity.sort == "capital" or people:
        return walk.government(entity.country)
    return entity
