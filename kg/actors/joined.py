"""Sources that name several: names in a row, and a name with others whom it does not name ("Jane Doe and her aides")."""

from __future__ import annotations

from kg.actors import several
from kg.actors.entities import Entity
from kg.actors.mentions import Found
from kg.actors.page import Page
from kg.actors.phrases import POSSESSIVE, noun_run
from kg.actors.register import Register


def names(walk: Register, inside: range) -> Entity | None:
    """Several names in a row that fill the source, or begin it ("Jane Doe and Richard Roe of Springfield")."""
    page = walk.page
    found = [f for f in dict.fromkeys(walk.at.get(i) for i in inside) if f]
    if len(found) == 2 and all(f.kind == "name" and f.sort == "person" for f in found):
        # A headline has a comma for "and" ("Doe, Roe agree").
        one, other = found
        if page.lower(one.core[1]) == "," and other.core == (one.core[1] + 1, inside.stop) and one.core[0] == inside.start:
            return several.together(walk, [walk.of[f] for f in found if f in walk.of])
    for run in several.runs(page, [f for f in found if f.kind == "name"]):
        if not (inside.start <= run.members[0].core[0] and run.end <= inside.stop):
            continue
        opening = range(inside.start, run.first)
        leads = all(page.tokens[j].upos in ("DET", "ADP", "PUNCT", "ADV", "SCONJ", "CCONJ") for j in opening)
        owns = page.lower(run.end) in POSSESSIVE and run.end + 1 < inside.stop
        if leads and not owns:
            return several.together(walk, [walk.of[m] for m in run.members if m in walk.of])
    return None


def others(walk: Register, inside: range) -> Entity | None:
    """A name or noun phrase with "and" and another one ("Jane Doe and her aides", "the Doe campaign and other critics")."""
    page = walk.page
    at = next((i for i in inside if page.lower(i) in ("and", "&") and i > inside.start), None)
    if at is None or at + 1 >= inside.stop or any(page.tokens[i].upos in ("VERB", "AUX") for i in inside):
        return None
    lead = walk.at.get(page.span_head(inside.start, at))
    entity = walk.of.get(lead) if lead else None
    second = _second(page, at, inside.stop)
    if lead is None or entity is None or second is None or not _stand_alone(page, lead, at, inside):
        return None
    plural = page.tokens[second.stop - 1].xpos in ("NNS", "NNPS")
    told = lead.end if lead.kind != "name" else lead.core[1]
    if told < at and not plural:
        return None
    other = walk.at.get(page.span_head(second.start, second.stop))
    named = walk.of.get(other) if other and other.kind == "name" and other.end == second.stop else None
    if named is not None and named.sort in ("person", "body", "country"):
        return several.together(walk, [entity, named]) or entity
    # "The leader and founder" is one person.
    one = not plural and page.tokens[second.stop - 1].form.islower() and lead.kind != "name"
    words = page.words(second.start, second.stop)
    return None if one else walk.once(Entity(sort="group", name=f"{entity.name} and {words}", plural=True))


def _second(page: Page, at: int, stop: int) -> range | None:
    """The noun phrase behind "and", without its article."""
    start = at + 1 + (page.tokens[at + 1].upos == "DET")
    owned = page.tokens[at + 1].xpos == "PRP$"
    end = noun_run(page, start + owned, stop)
    whole = end > start + owned and page.tokens[end - 1].upos in ("NOUN", "PROPN")
    return range(start, end) if whole else None


def _stand_alone(page: Page, lead: Found, at: int, inside: range) -> bool:
    """Whether the first phrase begins the source, and ends at the "and" or goes on with what is told of it.

    "Jane Doe, a teacher and writer" is one person; "Jane Doe, a teacher, and her friends" are several.
    """
    opening = range(inside.start, lead.first)
    rest = range(lead.end if lead.kind != "name" else lead.core[1], at)
    begins = all(page.tokens[j].upos in ("DET", "ADP", "PUNCT", "ADV", "SCONJ", "CCONJ", "ADJ") for j in opening)
    more = page.lower(at + 1) in ("other", "others") or page.tokens[at + 1].xpos == "PRP$"
    return lead.head < at and begins and (not rest or (more and page.lower(rest.start) in (",", "(", "-lrb-")))
