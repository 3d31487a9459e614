"""Stage: which articles speak of a namesake and not of the one that others of that name mean."""

from __future__ import annotations

from collections.abc import Sequence

from kg.compare.namesakes import renamed, tell_apart, together
from kg.model import Extraction, IdentityDecision, Namesake


def distinguish(
    extractions: Sequence[Extraction], decided: Sequence[IdentityDecision] = ()
) -> tuple[list[Extraction], frozenset[str], tuple[Namesake, ...]]:
    """The articles with an IRI for each person; the ids of those that came with other IRIs; and why it was decided so.

    The same whatever the order of the articles and whatever was decided about them before. `decided` is what people decided,
    oldest first. Raises nothing.
    """
    plain, had = together(extractions)
    names, namesakes = tell_apart(plain, decided)
    out = [renamed(e, names[e.article.id]) if names[e.article.id] else e for e in plain]
    changed = frozenset(article for article, now in names.items() if now != had[article])
    return out, changed, namesakes
