"""All statements of a corpus made ready for comparison, once for all stages that compare."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from kg.compare.bodies import Bodies
from kg.compare.claims import Claim, claims_of
from kg.compare.view import View, prepare
from kg.model import Extraction, Links


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ready:
    """What was said or written, with its claims, what was not said beside it, and who stands for whom."""

    said: Sequence[View]
    """In the order of `View.key`."""
    unsaid: Sequence[View]
    """What was thought, felt or wanted in those of the articles of which all was wanted that was said: it is read beside that."""
    claims: Mapping[str, tuple[Claim, ...]]
    """The claims of what was said, by the IRI of the statement."""
    bodies: Bodies


def ready(
    extractions: Sequence[Extraction], links: Links, bodies: Bodies | None = None, wanted: Collection[str] | None = None
) -> Ready:
    """The statements of these articles; of `links`, only which actors are the same matters. Raises nothing.

    `bodies` are those of more articles than these, null where these are all; `wanted` are those of what was said, null for all.
    """
    if wanted is not None:
        wanted = {*wanted, *(s.id for e in extractions if _whole(e, wanted) for s in e.statements)}
    views, bodies = prepare(extractions, links, bodies, wanted)
    said = [view for view in views if view.statement.is_said]
    unsaid = [view for view in views if not view.statement.is_said]
    return Ready(said=said, unsaid=unsaid, claims={v.statement.id: claims_of(v, bodies) for v in said}, bodies=bodies)


def _whole(extraction: Extraction, wanted: Collection[str]) -> bool:
    """Whether all that was said in an article is wanted; what has no content is no statement to compare."""
    return all(s.id in wanted for s in extraction.statements if s.is_said and s.attribution.content)
