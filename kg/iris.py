"""Names of things: IRIs derived from content, so that the same input gives the same graph."""

from __future__ import annotations

import hashlib
import re
import unicodedata

BASE = "https://w3id.org/polstat/id/"
"""Where things are minted unless `--base` says otherwise."""


def slug(text: str) -> str:
    """Lower-case ASCII words joined by hyphens ("Élise D'Arcy" to "elise-darcy"); a hash where nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    return made[:80] or digest(text)


def digest(*parts: object) -> str:
    """16 hexadecimal digits that name these parts."""
    joined = "\x1f".join(str(p) for p in parts)
    return hashlib.sha256(joined.encode()).hexdigest()[:16]


def article(key: str, base: str = BASE) -> str:
    """IRI of an article by its id."""
    safe = slug(key)
    return f"{base}article/{safe}" if safe == key else f"{base}article/{safe}-{digest(key)[:8]}"


def actor(name: str, base: str = BASE) -> str:
    """IRI of a named actor that is no person."""
    return f"{base}actor/{slug(name)}"


def person(name: str, base: str = BASE) -> str:
    """IRI of a named person: apart from bodies, so that one name read as both in two articles is never one thing that is both."""
    return f"{base}person/{slug(name)}"


def unnamed(article_id: str, label: str, base: str = BASE) -> str:
    """IRI of an unnamed source: it is one actor within its article and nobody's else."""
    return f"{base}actor/unnamed-{slug(label)[:40]}-{digest(article_id, label)[:8]}"


def statement(article_id: str, cue_start: int, cue_end: int, content: str, base: str = BASE) -> str:
    """IRI of a statement by its article, the place of its cue, and its words."""
    return f"{base}statement/{digest(article_id, cue_start, cue_end, content)}"


def thing(kind: str, *parts: object, base: str = BASE) -> str:
    """IRI of anything else (event, mission, relation, mandate, office …)."""
    return f"{base}{kind}/{digest(*parts)}"
