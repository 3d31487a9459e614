"""What it is for two claims to clash."""

from __future__ import annotations

from dataclasses import dataclass

from kg.compare.alignment import same_kind, together
from kg.compare.claims import Claim


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Clash:
    """Two claims that cannot both be true, or two stances that exclude each other."""

    type: str
    left: Claim
    right: Claim
    strength: float
    """0 to 1."""
    about: tuple[str, str] | None = None
    """The two figures, times or places that differ; null for other types."""


def are_facts(a: Claim, b: Claim) -> bool:
    """Both claimed as facts of one time."""
    return a.real and b.real and together(a, b)


def both_happened(a: Claim, b: Claim) -> bool:
    """Both claimed as facts of one time, and neither of them negated."""
    return a.affirmed and b.affirmed and are_facts(a, b)


def one_kind(a: Claim, b: Claim) -> bool:
    """Both claimed as facts of one time, by one frame."""
    return same_kind(a, b) and both_happened(a, b)
