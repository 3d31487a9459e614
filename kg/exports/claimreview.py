"""Confirmed contradictions as ClaimReview of schema.org, which search engines and fact-check databases read.

A contradiction says that two people cannot both be right, and not which of them is. So the review has a rating in words
("Contradicted") and none in numbers, and its text says what was found and by whom.
"""

from __future__ import annotations

import json
from typing import IO, Any, Final

from kg.exports.reviewed import Reviewed, Side, reviewed
from kg.store.base import Store

RATING: Final = {"contradicts": "Contradicted", "disputes": "Disputed"}
"""What became of the claim under review, in a word."""


def write_claim_reviews(store: Store, file: IO[bytes]) -> None:
    """One JSON-LD document with a ClaimReview for each confirmed contradiction, in the order of their names."""
    document = {"@context": "https://schema.org", "@graph": [claim_review(found) for found in reviewed(store)]}
    file.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")


def claim_review(found: Reviewed) -> dict[str, Any]:
    """The review of the earlier claim, which cites the later one."""
    return _filled(
        {
            "@type": "ClaimReview",
            "@id": f"{found.relation}#review",
            "url": found.relation,
            "datePublished": found.at[:10],
            "author": {"@type": "Person", "name": found.by},
            "claimReviewed": _told(found.earlier),
            "itemReviewed": _claim(found.earlier),
            "citation": _claim(found.later),
            "reviewRating": {"@type": "Rating", "alternateName": f"{RATING[found.kind]} by {_who(found.later)}"},
            "reviewAspect": found.point,
            "reviewBody": " ".join(
                part for part in (found.rationale, found.note, "Which of the two is true is not decided here.") if part
            ),
            "inLanguage": "en",
        }
    )


def _claim(side: Side) -> dict[str, Any]:
    author = {"@type": "Person" if side.is_person else "Organization", "@id": side.actor, "name": side.name}
    if side.is_person:
        author["jobTitle"] = side.role
    return _filled(
        {
            "@type": "Claim",
            "@id": side.statement,
            "text": side.text,
            "author": _filled(author) if side.name else None,
            "datePublished": side.said_on,
            "appearance": _filled(
                {
                    "@type": "NewsArticle",
                    "@id": side.article,
                    "identifier": side.id,
                    "headline": side.headline,
                    "url": side.url,
                    "datePublished": side.published,
                    "publisher": {"@type": "NewsMediaOrganization", "name": side.outlet} if side.outlet else None,
                }
            ),
        }
    )


def _who(side: Side) -> str:
    return side.name or "an unnamed source"


def _told(side: Side) -> str:
    return f"{_who(side)}: {side.text}"


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is not known: an empty value says no more than its absence."""
    return {name: value for name, value in values.items() if value is not None}
