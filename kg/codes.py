"""Codes of closed values: the words that `kg.model`, records and tables use, and the term of the ontology for each.

`KIND.term("speech")` is the IRI of ps:Speech and `KIND.code(iri)` is "speech" again; a code that the ontology does not have is a
ShapeError that names those it has. A test keeps these tables equal to the skos:notation of ontology/tbox.ttl and plover.ttl.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from kg.errors import ShapeError
from kg.terms import PLOVER, PS


class Codes:
    """A table of codes and terms that can be read both ways."""

    def __init__(self, what: str, terms: Mapping[str, str]) -> None:
        self._what = what
        self._terms = dict(terms)
        self._codes = {iri: code for code, iri in self._terms.items()}

    def term(self, code: str) -> str:
        """IRI of the value with this code; ShapeError for one that the ontology does not have."""
        try:
            return self._terms[code]
        except KeyError:
            raise ShapeError(f'"{code}" is no {self._what} of the ontology; it has {", ".join(sorted(self._terms))}') from None

    def code(self, iri: str) -> str:
        """Code of the value with this IRI; ShapeError for one that the ontology does not have."""
        try:
            return self._codes[iri]
        except KeyError:
            raise ShapeError(f"<{iri}> is no {self._what} of the ontology") from None

    def __contains__(self, iri: object) -> bool:
        """Whether an IRI is one of the terms."""
        return iri in self._codes

    def __iter__(self) -> Iterator[str]:
        """The codes, in the order of the ontology."""
        return iter(self._terms)


KIND: Final = Codes(
    "kind",
    {
        "speech": PS.Speech,
        "writing": PS.Writing,
        "thought": PS.Thought,
        "attitude": PS.Attitude,
        "intention": PS.Intention,
        "perception": PS.Perception,
        "other": PS.OtherKind,
    },
)
"""What is attributed."""

QUOTE_TYPE: Final = Codes(
    "quote type",
    {
        "direct": PS.Direct,
        "indirect": PS.Indirect,
        "mixed": PS.Mixed,
    },
)
"""How far the words are the speaker's own."""

SPEECH_ACT: Final = Codes(
    "speech act",
    {
        "assert": PS.Assert,
        "deny": PS.Deny,
        "promise": PS.Promise,
        "demand": PS.Demand,
        "ask": PS.Ask,
        "accuse": PS.Accuse,
        "threaten": PS.Threaten,
        "reject": PS.Reject,
        "apologise": PS.Apologise,
        "support": PS.Support,
        "oppose": PS.Oppose,
        "decline": PS.Decline,
    },
)
"""What the speaker does by it."""

POLARITY: Final = Codes(
    "polarity",
    {
        "affirmed": PS.Affirmed,
        "negated": PS.Negated,
    },
)
"""Affirmed or negated."""

MODALITY: Final = Codes(
    "modality",
    {
        "certain": PS.Certain,
        "probable": PS.Probable,
        "possible": PS.Possible,
        "obliged": PS.Obliged,
        "intended": PS.Intended,
        "hypothetical": PS.Hypothetical,
    },
)
"""How certain, wanted or due."""

TENSE: Final = Codes(
    "tense",
    {
        "past": PS.Past,
        "present": PS.Present,
        "future": PS.Future,
    },
)
"""Past, present or future."""

RELATION_TYPE: Final = Codes(
    "relation type",
    {
        "denial": PS.Denial,
        "negation": PS.Negation,
        "role_reversal": PS.RoleReversal,
        "numeric": PS.Numeric,
        "temporal": PS.Temporal,
        "opposite": PS.Opposite,
        "opposed_position": PS.OpposedPosition,
        "mismatch": PS.Mismatch,
        "same_claim": PS.SameClaim,
    },
)
"""In what way two statements bear on each other."""

BASIS: Final = Codes(
    "basis",
    {
        "StatedInSource": PS.StatedInSource,
        "RuleInferred": PS.RuleInferred,
        "ModelInferred": PS.ModelInferred,
        "HumanAsserted": PS.HumanAsserted,
    },
)
"""What a relation rests on."""

REVIEW_STATUS: Final = Codes(
    "review status",
    {
        "candidate": PS.ReviewCandidate,
        "confirmed": PS.ReviewConfirmed,
        "rejected": PS.ReviewRejected,
    },
)
"""What a human said of it."""

MENTION_KIND: Final = Codes(
    "mention kind",
    {
        "source": PS.SourceMention,
        "cue": PS.CueMention,
        "content": PS.ContentMention,
        "clause": PS.ClauseMention,
        "mission": PS.MissionMention,
    },
)
"""What words are evidence for."""

GROUND: Final = Codes(
    "ground",
    {
        "office": PS.OfficeGround,
        "capital": PS.CapitalGround,
        "demonym": PS.DemonymGround,
        "country": PS.CountryGround,
        "spokesperson": PS.SpokespersonGround,
        "member": PS.MemberGround,
    },
)
"""Why one actor can stand for another."""

OFFICE: Final = Codes(
    "role class",
    {
        "head_of_state": PS.HeadOfStateOffice,
        "head_of_government": PS.HeadOfGovernmentOffice,
        "minister": PS.MinisterOffice,
        "spokesperson": PS.SpokespersonOffice,
        "legislator": PS.LegislatorOffice,
        "candidate": PS.CandidateOffice,
        "party_leader": PS.PartyLeaderOffice,
        "adviser": PS.AdviserOffice,
        "official": PS.OfficialOffice,
        "military": PS.MilitaryOffice,
        "judge": PS.JudgeOffice,
        "diplomat": PS.DiplomatOffice,
        "governor_or_mayor": PS.GovernorOrMayorOffice,
        "journalist": PS.JournalistOffice,
        "expert": PS.ExpertOffice,
        "citizen": PS.CitizenRole,
        "business": PS.BusinessOffice,
        "other": PS.OtherOffice,
    },
)
"""Role classes, each a class of offices."""

RELATION: Final = Codes(
    "relation",
    {
        "contradicts": PS.Contradiction,
        "disputes": PS.Dispute,
        "agrees": PS.Agreement,
        "retracts": PS.Retraction,
        "qualifies": PS.Qualification,
    },
)
"""Relations between statements, each a class."""

CATEGORY: Final = Codes(
    "PLOVER category",
    {name: PLOVER + name for name in (
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
        "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    )},
)  # fmt: skip
"""Categories of events."""

ACTOR_CLASS: Final = Codes(
    "class of actors",
    {name: getattr(PS, name) for name in (
        "Person", "Government", "Ministry", "Party", "DiplomaticMission", "Legislature", "Campaign", "Media", "Court", "Company",
        "Document", "Group", "Country", "UnnamedSource", "Body", "Actor",
    )},
)  # fmt: skip
"""Classes of actors, the more specific before the more general."""
