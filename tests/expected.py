"""What the expectations about the bundled articles are made of, and the values that they may use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

KINDS = frozenset(("speech", "writing", "thought", "attitude", "intention", "perception", "other"))
QUOTE_TYPES = frozenset(("direct", "indirect", "mixed"))
ROLE_CLASSES = frozenset((
    "head_of_state", "head_of_government", "minister", "spokesperson", "legislator", "candidate", "party_leader", "adviser",
    "official", "military", "judge", "diplomat", "governor_or_mayor", "journalist", "expert", "citizen", "business", "other",
    "none",
))  # fmt: skip
CONFLICTS = frozenset(("contradicts", "disputes"))
RELATIONS = CONFLICTS | frozenset(("agrees", "retracts", "unrelated"))
CONFLICT_TYPES = frozenset(
    ("denial", "negation", "role_reversal", "numeric", "temporal", "opposite", "opposed_position", "mismatch")
)
TYPES_OF = {"agrees": frozenset({"same_claim"}), "retracts": frozenset({"none"}), "unrelated": frozenset({"none"})}
FLAGS = frozenset(("negated", "nested", "former"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement that the graph should hold."""

    line: int
    """Line of the expectations file."""
    article: str
    words: str
    """Words of the content, verbatim."""
    speakers: tuple[str, ...]
    """Names of which any is right; of a source without a name, the words for it."""
    unnamed: bool
    roles: tuple[str, ...]
    """Role classes of which any is right; empty where a reader would hesitate. So with kinds and quote types."""
    kinds: tuple[str, ...]
    quote_types: tuple[str, ...]
    said_on: date | None
    """Null where the article does not settle it."""
    negated: bool = False
    nested: bool = False
    former: bool = False
    on_behalf_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a pair."""

    article: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two statements with their relation; a block of the file with several second sides is several pairs."""

    line: int
    relation: str
    types: tuple[str, ...]
    """Of which any is right."""
    point: str
    a: Side
    b: Side
    why: str = ""
    clash: int = 0
    """Line of the block that the pair belongs to: pairs of one block are wordings of one clash."""

    @property
    def is_conflict(self) -> bool:
        """Whether it must be reported."""
        return self.relation in CONFLICTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A mission with its figures."""

    line: int
    article: str
    words: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeChange:
    """A person takes or leaves an office."""

    line: int
    person: str
    role: str
    change: str
    """from or until."""
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """Words of a page that no statement may hold."""

    line: int
    article: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectations:
    """The whole file."""

    articles: tuple[str, ...]
    said: tuple[Said, ...]
    pairs: tuple[Pair, ...]
    missions: tuple[Operation, ...]
    offices: tuple[OfficeChange, ...]
    furniture: tuple[Furniture, ...]
