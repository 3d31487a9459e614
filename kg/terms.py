"""The vocabulary for Python: one closed namespace, each term with its meaning.

`PS.Statement` is an IRI as a plain string; a name that does not exist is an AttributeError (and mypy's). The same names stand in
ontology/tbox.ttl, with the full definitions, and a test keeps the two equal. Codes of values ("speech") are in `kg.codes`.
"""

from __future__ import annotations

from typing import Final

_NS: Final = "https://w3id.org/polstat/ns#"

PLOVER: Final = "https://w3id.org/polstat/plover#"
"""Namespace of PLOVER's categories, prefix `plover:`; ontology/plover.ttl defines them."""


class PS:
    """The terms of the project's own vocabulary, prefix `ps:`."""

    NAMESPACE: Final = _NS

    # --- Actors: what a thing is for as long as it exists. No class here says what office somebody holds.
    Actor: Final = _NS + "Actor"  # Anyone or anything to which a text can attribute words or deeds
    Person: Final = _NS + "Person"  # A single human being
    Body: Final = _NS + "Body"  # An organised group that acts as one and outlives its members
    Government: Final = _NS + "Government"  # The executive of a state, a region or a city, taken as one speaker
    Ministry: Final = _NS + "Ministry"  # A ministry, department or agency of a government
    DiplomaticMission: Final = _NS + "DiplomaticMission"  # An embassy, consulate or delegation to another state or body
    Party: Final = _NS + "Party"  # A political party
    Legislature: Final = _NS + "Legislature"  # A parliament, one of its chambers or one of its committees
    Campaign: Final = _NS + "Campaign"  # The organisation that works for a candidate or for one side of a vote
    Media: Final = _NS + "Media"  # A newspaper, broadcaster, agency or site that reports news
    Court: Final = _NS + "Court"  # A court of law or a tribunal
    Company: Final = _NS + "Company"  # A business
    Country: Final = _NS + "Country"  # A state named as if it acted by itself
    Group: Final = _NS + "Group"  # People who are spoken of together and have no organisation of their own
    Document: Final = _NS + "Document"  # A report, letter, law or programme that is itself given as the source of words
    UnnamedSource: Final = _NS + "UnnamedSource"  # A source that the article describes and does not name

    # --- Offices and mandates: the only place where something that is held for a time is kept.
    Office: Final = _NS + "Office"  # A post, duty or standing that a person can hold for a time
    HeadOfStateOffice: Final = _NS + "HeadOfStateOffice"  # The office of a monarch
    HeadOfGovernmentOffice: Final = _NS + "HeadOfGovernmentOffice"  # The office of a prime minister
    MinisterOffice: Final = _NS + "MinisterOffice"  # A seat in a cabinet: minister or secretary in charge of a ministry
    SpokespersonOffice: Final = _NS + "SpokespersonOffice"  # The duty of speaking for a person or a body
    LegislatorOffice: Final = _NS + "LegislatorOffice"  # A seat in a legislature
    CandidateOffice: Final = _NS + "CandidateOffice"  # Standing for an elected office
    PartyLeaderOffice: Final = _NS + "PartyLeaderOffice"  # The leadership or chair of a party
    AdviserOffice: Final = _NS + "AdviserOffice"  # A post as adviser, aide, strategist or campaign manager to a person or a body
    OfficialOffice: Final = _NS + "OfficialOffice"  # A post in a public administration, where no more exact class fits
    MilitaryOffice: Final = _NS + "MilitaryOffice"  # A rank or command in armed forces
    JudgeOffice: Final = _NS + "JudgeOffice"  # A seat on a court, or the post of prosecutor or attorney of one
    DiplomatOffice: Final = _NS + "DiplomatOffice"  # A post in a diplomatic service or as an envoy
    HeadOfMissionOffice: Final = _NS + "HeadOfMissionOffice"  # The post of the diplomat who leads a diplomatic mission
    GovernorOrMayorOffice: Final = _NS + "GovernorOrMayorOffice"  # The head of the executive of a region
    JournalistOffice: Final = _NS + "JournalistOffice"  # Work as reporter, editor, columnist or presenter
    ExpertOffice: Final = _NS + "ExpertOffice"  # A post as scholar, analyst, physician or other person asked for their knowledge
    CitizenRole: Final = _NS + "CitizenRole"  # The part of a voter, witness, neighbour or relative who speaks for themselves
    BusinessOffice: Final = _NS + "BusinessOffice"  # A post as owner, manager or employee of a company
    OtherOffice: Final = _NS + "OtherOffice"  # A role that belongs to none of the other classes
    Mandate: Final = _NS + "Mandate"  # One actor holds one office, as one article tells it, with what is known about when
    office: Final = _NS + "office"  # The office that is held under the mandate
    holder: Final = _NS + "holder"  # The actor who holds the mandate
    holds: Final = _NS + "holds"  # The other direction of ps:holder
    holdsOffice: Final = _NS + "holdsOffice"  # The actor has a mandate for the office that no article calls a former one
    officeOf: Final = _NS + "officeOf"  # The body, person or country to which the office belongs
    speaksFor: Final = _NS + "speaksFor"  # The actor in whose name the holder of the office speaks
    attests: Final = _NS + "attests"  # The article says that the mandate was held
    roleLabel: Final = _NS + "roleLabel"  # The words that the article uses for the role
    roleOf: Final = _NS + "roleOf"  # The words that the article uses for what the role belongs to
    heldOn: Final = _NS + "heldOn"  # A day on which the mandate was held
    validFrom: Final = _NS + "validFrom"  # The first day of the mandate, where it is known
    validUntil: Final = _NS + "validUntil"  # The last day of the mandate, where it is known
    carriedFrom: Final = _NS + "carriedFrom"  # The mandate that an article of the same period attests
    former: Final = _NS + "former"  # Whether the article says that the mandate had ended before it was written

    # --- Defined classes: a person who holds such an office. Materialised by rules, never asserted.
    HeadOfState: Final = _NS + "HeadOfState"  # A person who holds the office of a head of state
    HeadOfGovernment: Final = _NS + "HeadOfGovernment"  # A person who holds the office of a head of government
    Minister: Final = _NS + "Minister"  # A person who holds the office of a minister
    Spokesperson: Final = _NS + "Spokesperson"  # A person whose duty it is to speak for somebody else
    Legislator: Final = _NS + "Legislator"  # A person who holds a seat in a legislature
    Candidate: Final = _NS + "Candidate"  # A person who stands for an elected office
    PartyLeader: Final = _NS + "PartyLeader"  # A person who leads or chairs a party
    Adviser: Final = _NS + "Adviser"  # A person who advises or aids a person or a body by profession
    Official: Final = _NS + "Official"  # A person who holds a post in a public administration
    MilitaryOfficer: Final = _NS + "MilitaryOfficer"  # A person who holds a rank or command in armed forces
    Judge: Final = _NS + "Judge"  # A person who sits on a court or prosecutes before it
    Diplomat: Final = _NS + "Diplomat"  # A person who holds a diplomatic post
    HeadOfMission: Final = _NS + "HeadOfMission"  # A person who leads a diplomatic mission
    GovernorOrMayor: Final = _NS + "GovernorOrMayor"  # A person who heads the executive of a region or a town
    Journalist: Final = _NS + "Journalist"  # A person who reports or comments on news by profession
    Expert: Final = _NS + "Expert"  # A person who is asked for their knowledge
    Citizen: Final = _NS + "Citizen"  # A person who speaks for themselves and holds no office that matters to the story
    BusinessPerson: Final = _NS + "BusinessPerson"  # A person who owns, runs or works for a company

    # --- Representation: one actor can stand for another (metonymy), with the ground for it.
    Representation: Final = _NS + "Representation"  # The fact that one actor can stand for a body, with its ground
    representative: Final = _NS + "representative"  # The actor that stands for the body
    represented: Final = _NS + "represented"  # The body that is stood for
    ground: Final = _NS + "ground"  # Why the one can stand for the other
    represents: Final = _NS + "represents"  # The actor can stand for the other one

    # --- The first level: words of an article.
    Mention: Final = _NS + "Mention"  # A stretch of an article's text that is evidence for something
    mentionKind: Final = _NS + "mentionKind"  # What the words are evidence for
    reports: Final = _NS + "reports"  # The words are source, cue or content of the attribution
    states: Final = _NS + "states"  # The words are the clause that makes the proposition
    tellsOf: Final = _NS + "tellsOf"  # The words name the mission

    # --- The second level: one speaker, one moment.
    Attribution: Final = _NS + "Attribution"  # Something that an article attributes to an actor
    Statement: Final = _NS + "Statement"  # An attribution of something that was said or written
    reportedIn: Final = _NS + "reportedIn"  # The article that makes the attribution
    speaker: Final = _NS + "speaker"  # The actor to whom it is attributed
    inCapacity: Final = _NS + "inCapacity"  # The mandate in which the speaker is shown as speaking
    inOffice: Final = _NS + "inOffice"  # The office in which the speaker is shown as speaking
    onBehalfOf: Final = _NS + "onBehalfOf"  # The actor that the speaker speaks for
    spokeFor: Final = _NS + "spokeFor"  # The actor made a statement on behalf of the other one
    addressee: Final = _NS + "addressee"  # The actor to whom it was said
    addresseeText: Final = _NS + "addresseeText"  # The words for the one to whom it was said
    kind: Final = _NS + "kind"  # Whether it is speech, writing, thought, attitude, intention, perception or something else
    quoteType: Final = _NS + "quoteType"  # How far the words are the speaker's own
    speechAct: Final = _NS + "speechAct"  # What the speaker does by saying it
    answers: Final = _NS + "answers"  # The article itself says that this is an answer to the other, earlier one
    saidOn: Final = _NS + "saidOn"  # The day on which it was said (of a month or a year, the first)
    saidAt: Final = _NS + "saidAt"  # The moment from which it was said, in UTC; ps:saidAtPrecision says how exact it is
    saidAtPrecision: Final = _NS + "saidAtPrecision"  # How exact ps:saidAt is: "day", "week", "month" or "year"
    setting: Final = _NS + "setting"  # Where or how it was said, in the words of the article
    negated: Final = _NS + "negated"  # Whether the attribution itself is denied, as in "would not confirm"
    expresses: Final = _NS + "expresses"  # A claim that is made by it

    # --- The third level: what is claimed.
    Proposition: Final = _NS + "Proposition"  # One predicate with its participants, as one attribution claims it
    predicate: Final = _NS + "predicate"  # Dictionary form of the predicate
    eventType: Final = _NS + "eventType"  # Frame of the predicate after converses are brought to one direction
    plover: Final = _NS + "plover"  # The category of the event in the PLOVER scheme
    agent: Final = _NS + "agent"  # The actor who did it; of a request, who asked
    agentText: Final = _NS + "agentText"  # The words for who did it
    recipient: Final = _NS + "recipient"  # The actor to whom it was done; of a request, who was asked
    recipientText: Final = _NS + "recipientText"  # The words for whom it was done to
    theme: Final = _NS + "theme"  # The actor that is what was done, given, asked or said
    themeText: Final = _NS + "themeText"  # The words for what was done, given, asked or said
    polarity: Final = _NS + "polarity"  # Whether it is affirmed or negated
    modality: Final = _NS + "modality"  # How certain, wanted or due it is said to be
    tense: Final = _NS + "tense"  # Whether it is said to lie in the past, the present or the future
    key: Final = _NS + "key"  # A content word of the clause, in dictionary form: what the proposition is about
    aboutEvent: Final = _NS + "aboutEvent"  # The event that the proposition gives an account of
    quantity: Final = _NS + "quantity"  # A figure that is claimed
    Quantity: Final = _NS + "Quantity"  # A figure with its unit, as a text gives it
    value: Final = _NS + "value"  # The figure as a number
    unit: Final = _NS + "unit"  # The thing counted, a currency code, "percent" or a unit of time
    qualifier: Final = _NS + "qualifier"  # What makes the figure inexact, such as "up to" or "about"

    # --- Events: what several statements speak of, whether or not it happened.
    Event: Final = _NS + "Event"  # Something that several statements speak of
    Mission: Final = _NS + "Mission"  # An operation with a task, a place and a strength
    account: Final = _NS + "account"  # A proposition that tells of the event
    participant: Final = _NS + "participant"  # An actor who takes part in the event or carries it out
    ends: Final = _NS + "ends"  # The words for when it ends or is to be reviewed

    # --- Words, place, time and order, used at several levels.
    text: Final = _NS + "text"  # The words, for reading; the exact ones are at the mentions
    place: Final = _NS + "place"  # The words for where it is
    time: Final = _NS + "time"  # The words for when it is
    position: Final = _NS + "position"  # Place in an ordered list, from 0
    confidence: Final = _NS + "confidence"  # Probability that it is right, from 0 to 1
    rationale: Final = _NS + "rationale"  # Why it was decided so, in plain English
    fingerprint: Final = _NS + "fingerprint"  # Digest of an article and of the version that read it

    # --- One actor under two names: a decision that can be taken back, not a merge.
    ActorDecision: Final = _NS + "ActorDecision"  # A decision on which names in the graph are of one actor
    NamesakeDecision: Final = _NS + "NamesakeDecision"  # The decision that two actors bear one name
    bearer: Final = _NS + "bearer"  # The actor who is told apart and has an IRI of its own
    namesake: Final = _NS + "namesake"  # The actor who keeps the IRI that is made of the name
    SameActorDecision: Final = _NS + "SameActorDecision"  # The decision that two names in the graph are of one actor
    variant: Final = _NS + "variant"  # The actor with the shorter or rarer name
    canonical: Final = _NS + "canonical"  # The actor that stands for both
    score: Final = _NS + "score"  # How strongly the evidence speaks for the decision, from 0 to 1
    sameActorAs: Final = _NS + "sameActorAs"  # The actor is the same one as that which stands for both

    # --- Relations between statements: things, so that they can carry a reason.
    StatementRelation: Final = _NS + "StatementRelation"  # Two attributions that bear on each other
    Contradiction: Final = _NS + "Contradiction"  # A relation between two statements that cannot both be true
    Dispute: Final = _NS + "Dispute"  # A contradiction in which the later statement answers the earlier one
    Agreement: Final = _NS + "Agreement"  # A relation between two statements that claim the same
    Retraction: Final = _NS + "Retraction"  # A relation in which the later statement takes the earlier one back
    Qualification: Final = _NS + "Qualification"  # A relation in which the later statement narrows the earlier one down
    earlier: Final = _NS + "earlier"  # The statement that was made first, or that is answered
    later: Final = _NS + "later"  # The statement that was made afterwards, or that answers
    relationType: Final = _NS + "relationType"  # In what way the two bear on each other
    contradictionType: Final = _NS + "contradictionType"  # In what way the two are opposed
    onPoint: Final = _NS + "onPoint"  # What is in dispute or agreed, in a few words
    onEvent: Final = _NS + "onEvent"  # The event of which both statements speak
    basis: Final = _NS + "basis"  # What the relation rests on
    foundBasis: Final = _NS + "foundBasis"  # What a relation that a person confirmed had rested on before
    evidence: Final = _NS + "evidence"  # The words from which the relation can be checked
    reviewStatus: Final = _NS + "reviewStatus"  # Whether a human has looked at it, and with what result
    feature: Final = _NS + "feature"  # What counted for or against the relation
    Feature: Final = _NS + "Feature"  # One row of the decision table that spoke for or against a relation
    featureName: Final = _NS + "featureName"  # The name of the row of the decision table
    contribution: Final = _NS + "contribution"  # How much the row counted; below zero, it counted against
    contradicts: Final = _NS + "contradicts"  # The two cannot both hold
    disputes: Final = _NS + "disputes"  # It answers the other, earlier one and contradicts it
    agreesWith: Final = _NS + "agreesWith"  # The two claim the same
    retracts: Final = _NS + "retracts"  # It takes the other, earlier one back
    qualifies: Final = _NS + "qualifies"  # It narrows the other, earlier one down

    # --- Decisions of people: in a graph of their own, kept when articles are read anew, never overwritten.
    HumanDecision: Final = _NS + "HumanDecision"  # What one person decided or noted at one moment
    decidedBy: Final = _NS + "decidedBy"  # The name of the person who decided
    decidedAt: Final = _NS + "decidedAt"  # When it was decided, in UTC
    note: Final = _NS + "note"  # Why, in the person's own words
    Review: Final = _NS + "Review"  # What a person decided or noted about a contradiction
    review: Final = _NS + "review"  # The review bears on this relation
    verdict: Final = _NS + "verdict"  # What the person found; a review without a verdict is a note
    added: Final = _NS + "added"  # Whether the person found the contradiction, and not the program
    earlierAnchor: Final = _NS + "earlierAnchor"  # The earlier statement as it stood when it was reviewed
    laterAnchor: Final = _NS + "laterAnchor"  # The later statement as it stood when it was reviewed
    reviewedRelation: Final = _NS + "reviewedRelation"  # The code of the relation that was reviewed or added
    reviewedType: Final = _NS + "reviewedType"  # The type of the relation that was reviewed or added
    reviewedPoint: Final = _NS + "reviewedPoint"  # What was in dispute, in a few words, when it was reviewed or added
    Anchor: Final = _NS + "Anchor"  # A statement as it stood when somebody decided about it
    anchors: Final = _NS + "anchors"  # The statement that was meant; it may be gone from the graph by now
    inArticle: Final = _NS + "inArticle"  # The identifier of an article that may be gone from the graph by now
    IdentityDecision: Final = _NS + "IdentityDecision"  # What a person decided about whether two actors are one
    firstActor: Final = _NS + "firstActor"  # The one of the two that gives way where they are one, or that is told apart
    secondActor: Final = _NS + "secondActor"  # The one of the two that stands for both where they are one
    areSame: Final = _NS + "areSame"  # Whether the two are one actor

    # --- Runs: when the graph learnt it.
    Run: Final = _NS + "Run"  # One execution of the program that read articles
    softwareVersion: Final = _NS + "softwareVersion"  # The version of the program
    modelVersion: Final = _NS + "modelVersion"  # The version of the weights that read the articles

    # --- Values. Each has the code that records and tables use as its skos:notation.
    Value: Final = _NS + "Value"  # One of a closed list of values
    Kind: Final = _NS + "Kind"  # What an article can attribute to somebody
    Speech: Final = _NS + "Speech"  # It was spoken
    Writing: Final = _NS + "Writing"  # It was written
    Thought: Final = _NS + "Thought"  # It is believed, thought or expected
    Attitude: Final = _NS + "Attitude"  # It is felt, wanted or feared
    Intention: Final = _NS + "Intention"  # It is planned
    Perception: Final = _NS + "Perception"  # It was seen, heard or noticed
    OtherKind: Final = _NS + "OtherKind"  # It is attributed in some other way
    QuoteType: Final = _NS + "QuoteType"  # How far quoted words are the speaker's own
    Direct: Final = _NS + "Direct"  # All of it stands in quotation marks
    Indirect: Final = _NS + "Indirect"  # It is told in the writer's words
    Mixed: Final = _NS + "Mixed"  # It is told in the writer's words with parts in quotation marks
    SpeechAct: Final = _NS + "SpeechAct"  # What somebody does by saying something
    Assert: Final = _NS + "Assert"  # To state that something is so
    Deny: Final = _NS + "Deny"  # To state that something is not so
    Promise: Final = _NS + "Promise"  # To bind oneself to do something
    Demand: Final = _NS + "Demand"  # To say that somebody must do something
    Ask: Final = _NS + "Ask"  # To put a question or a request
    Accuse: Final = _NS + "Accuse"  # To blame somebody for something
    Threaten: Final = _NS + "Threaten"  # To announce harm
    Reject: Final = _NS + "Reject"  # To turn an offer, a demand or a view down
    Apologise: Final = _NS + "Apologise"  # To say that one is sorry
    Support: Final = _NS + "Support"  # To come out for somebody or something
    Oppose: Final = _NS + "Oppose"  # To come out against somebody or something
    Decline: Final = _NS + "Decline"  # To refuse to say something
    Polarity: Final = _NS + "Polarity"  # Whether a proposition is affirmed or negated
    Affirmed: Final = _NS + "Affirmed"  # The proposition says that it is so
    Negated: Final = _NS + "Negated"  # The proposition says that it is not so
    Modality: Final = _NS + "Modality"  # How certain, wanted or due something is said to be
    Certain: Final = _NS + "Certain"  # It is put as certain
    Probable: Final = _NS + "Probable"  # It is put as likely
    Possible: Final = _NS + "Possible"  # It is put as possible
    Obliged: Final = _NS + "Obliged"  # It is put as what must or should be
    Intended: Final = _NS + "Intended"  # It is put as what somebody wants or plans
    Hypothetical: Final = _NS + "Hypothetical"  # It is put under a condition that is not said to hold
    Tense: Final = _NS + "Tense"  # When something is said to be, seen from the moment of speaking
    Past: Final = _NS + "Past"  # Before the moment of speaking
    Present: Final = _NS + "Present"  # At the moment of speaking
    Future: Final = _NS + "Future"  # After the moment of speaking
    RelationType: Final = _NS + "RelationType"  # In what way two statements bear on each other
    Denial: Final = _NS + "Denial"  # One says outright that what the other says is untrue
    Negation: Final = _NS + "Negation"  # One affirms what the other negates
    RoleReversal: Final = _NS + "RoleReversal"  # Both tell of one event, with who did it to whom the other way round
    Numeric: Final = _NS + "Numeric"  # Both give a figure for the same thing, and the figures do not fit
    Temporal: Final = _NS + "Temporal"  # Both give a time for the same thing, and the times do not fit
    Opposite: Final = _NS + "Opposite"  # They say of one thing what excludes each other
    OpposedPosition: Final = _NS + "OpposedPosition"  # One is for what the other is against
    Mismatch: Final = _NS + "Mismatch"  # They cannot both be true, in a way that none of the other types names
    SameClaim: Final = _NS + "SameClaim"  # They claim the same
    Basis: Final = _NS + "Basis"  # What a relation between statements rests on
    StatedInSource: Final = _NS + "StatedInSource"  # The article itself says so
    RuleInferred: Final = _NS + "RuleInferred"  # The table of features says so
    ModelInferred: Final = _NS + "ModelInferred"  # A trained model says so
    HumanAsserted: Final = _NS + "HumanAsserted"  # A human reader says so
    ReviewStatus: Final = _NS + "ReviewStatus"  # What became of a relation when a human looked at it
    ReviewCandidate: Final = _NS + "ReviewCandidate"  # Nobody has looked at it yet
    ReviewConfirmed: Final = _NS + "ReviewConfirmed"  # A human has found it right
    ReviewRejected: Final = _NS + "ReviewRejected"  # A human has found it wrong
    MentionKind: Final = _NS + "MentionKind"  # What a mention is evidence for
    SourceMention: Final = _NS + "SourceMention"  # The words name who says it
    CueMention: Final = _NS + "CueMention"  # The words attribute it
    ContentMention: Final = _NS + "ContentMention"  # The words are what is said, or a part of it
    ClauseMention: Final = _NS + "ClauseMention"  # The words are the clause of a proposition
    MissionMention: Final = _NS + "MissionMention"  # The words name a mission
    Ground: Final = _NS + "Ground"  # Why one actor can stand for another
    OfficeGround: Final = _NS + "OfficeGround"  # It holds an office of the body
    CapitalGround: Final = _NS + "CapitalGround"  # It is the name of the capital
    DemonymGround: Final = _NS + "DemonymGround"  # It is the name of the people
    CountryGround: Final = _NS + "CountryGround"  # It is the name of the country
    SpokespersonGround: Final = _NS + "SpokespersonGround"  # It speaks for the body
    MemberGround: Final = _NS + "MemberGround"  # It is a member of the body
    PloverCategory: Final = _NS + "PloverCategory"  # One of the sixteen kinds of political event of the PLOVER scheme
