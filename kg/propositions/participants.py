"""Words in the role of a participant, and the actor that they stand for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.model import Actor, Article, Cast, Mention, Participant, Reading, Span, Speaker, Statement
from kg.propositions.frames import Lexicon
from kg.propositions.trees import Trees, word_set

US = word_set("we us our ours ourselves")
ME = word_set("i me my mine myself")
YOU = word_set("you your yours")
ONE = word_set("he she him her his hers himself herself")
THING = word_set("it its itself they them their theirs themselves")
INNER = word_set("it they he she its their his her them")
"""Third-person pronouns that, as the subject of an embedded clause, most often mean the subject above it."""
NOT_IN_NAME = (
    "acl",
    "acl:relcl",
    "appos",
    "parataxis",
    "advcl",
    "punct",
    "case",
    "cc",
    "conj",
    "cop",
    "aux",
    "nsubj",
    "mark",
    "ccomp",
    "expl",
    "discourse",
)


BRIDGES = word_set("- ‑ – “ ” ‘ ’ \" ' , ( )")
"""Marks that may stand inside a phrase without belonging to its tree."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What is needed to say who a phrase means: one article's text, trees, names and cast."""

    article: Article
    trees: Trees
    lexicon: Lexicon
    by_head: dict[int, Mention]
    """Head token to the longest mention with that head."""
    around: dict[int, Mention]
    """Token to the shortest mention that covers it."""
    actors: dict[str, Actor]
    places: frozenset[int]
    """Tokens inside names of places."""
    speaker: Speaker | None = None
    addressee: str | None = None
    quoted: tuple[tuple[int, int], ...] = field(default=())
    """(start, end) code points of the words in quotation marks."""

    def mention_at(self, i: int) -> Mention | None:
        """The mention that a word heads, names or ends; of a name also one that it stands in."""
        if i in self.by_head:
            return self.by_head[i]
        named = [self.by_head[k] for k in self.trees.kids(i, "flat", "appos") if k in self.by_head]
        around = self.around.get(i)
        ends = around is not None and (around.end == i + 1 or self.trees.tokens[i].upos == "PROPN")
        return next(iter(named), around if ends else None)

    def actor_at(self, i: int) -> str | None:
        """IRI of the actor whose mention has this head (or a head that names it: "Minister" before a name)."""
        mention = self.mention_at(i)
        if mention is not None and mention.kind != "pronoun":
            return mention.actor
        spoken = self._pronoun(i)
        return spoken if spoken is not None else (mention.actor if mention is not None else None)

    def is_actor(self, i: int) -> bool:
        """Whether the words stand for somebody rather than for a thing."""
        token = self.trees.tokens[i]
        lemma = self.trees.lemma(i)
        named = token.upos == "PROPN" and not self.lexicon.is_a(lemma, "time")
        return (
            i in self.by_head
            or named
            or self.lexicon.is_a(lemma, "actor")
            or token.form.lower() in US | ME | YOU | ONE | {"they", "them", "who", "whom"}
        )

    def is_time(self, i: int) -> bool:
        """Whether the word names a day, month or period."""
        return self.lexicon.is_a(self.trees.lemma(i), "time")

    def is_place(self, i: int) -> bool:
        """Whether the phrase names a place, or ends in a word of one ("airspace")."""
        if any(k in self.places for k in [i, *self.trees.kids(i, "flat", "compound")]):
            return True
        actor = self.by_head.get(i)
        if (
            actor is not None and "Country" in self.actors[actor.actor].types
            if actor is not None and actor.actor in self.actors
            else False
        ):
            return True
        return self.lexicon.is_a(self.trees.lemma(i), "place")

    def _pronoun(self, i: int) -> str | None:
        """The actor of a pronoun by the speaker's side: "we" is the body spoken for, "I" the speaker, "you" the addressee."""
        form = self.trees.tokens[i].form.lower()
        if form in YOU:
            return self.addressee
        if self.speaker is None:
            return None
        if form in US:
            return self.side()
        return self.speaker.actor if form in ME else None

    def side(self) -> str | None:
        """Who the speaker's "we" means: the body he speaks for, else the one he stands for or serves, else himself."""
        if self.speaker is None:
            return None
        actor = self.actors.get(self.speaker.actor)
        bodies = [r.body for r in actor.represents] if actor else []
        role = self.speaker.role.of_actor if self.speaker.role else None
        return next((x for x in (self.speaker.on_behalf_of, *bodies, role, self.speaker.actor) if x), None)


def stage_for(article: Article, reading: Reading, cast: Cast, trees: Trees, lexicon: Lexicon) -> Stage:
    """The stage of an article, before any statement is looked at."""
    by_head: dict[int, Mention] = {}
    around: dict[int, Mention] = {}
    for mention in sorted(cast.mentions, key=lambda m: m.first - m.end):
        around.update(dict.fromkeys(range(mention.first, mention.end), mention))
    for mention in cast.mentions:
        head = head_of(trees, mention.first, mention.end)
        held = by_head.get(head)
        if held is None or mention.end - mention.first > held.end - held.first:
            by_head[head] = mention
    places = frozenset(k for name in reading.names if name.kind == "place" for k in range(name.first, name.end))
    return Stage(article, trees, lexicon, by_head, around, {a.iri: a for a in cast.actors}, places)


def head_of(trees: Trees, first: int, end: int) -> int:
    """The token of a stretch whose head lies outside it."""
    return next((k for k in range(first, end) if trees.head(k) is None or not first <= trees.tokens[k].head < end), end - 1)


def participant(
    stage: Stage, i: int, inside: frozenset[int] | None = None, actor: str | None = None, phrase: bool = False
) -> Participant:
    """The phrase headed by `i`, without relative clauses and conjuncts; of a clause, all its words unless only the
    predicate is wanted (`phrase`)."""
    trees = stage.trees
    clausal = trees.is_under(i, "csubj") or (
        not phrase
        and (
            trees.tokens[i].upos in ("VERB", "AUX") or bool(trees.kids(i, "cop") and trees.is_under(i, "ccomp", "xcomp", "advcl"))
        )
    )
    apart = frozenset(k for k in trees.kids(i, *NOT_IN_NAME) if not clausal)
    words = trees.subtree(
        i, stop=apart | frozenset(k for k in trees.kids(i, "advmod") if not clausal and trees.lemma(k) == "not")
    )
    mention = stage.around.get(i)
    if mention is not None and not clausal and mention is stage.mention_at(i):
        words = sorted({*words, *range(mention.first, mention.end)})
    if inside is not None:
        words = [k for k in words if k in inside] or [i]
    words = contiguous(stage.article, trees, words, i)
    span = Span(start=trees.tokens[words[0]].start, end=trees.tokens[words[-1]].end)
    return Participant(text=stage.article.words(span), actor=actor if actor is not None else stage.actor_at(i))


def contiguous(article: Article, trees: Trees, words: Sequence[int], i: int) -> list[int]:
    """The words around `i` with no gap but small ones, and no punctuation or preposition at the ends."""
    run = [i]
    known = set(words)
    while run[0] - 1 in known or (run[0] - 2 in known and trees.tokens[run[0] - 1].form in BRIDGES):
        run.insert(0, run[0] - 1)
    while run[-1] + 1 in known or (run[-1] + 2 in known and trees.tokens[run[-1] + 1].form in BRIDGES):
        run.append(run[-1] + 1)
    while (
        len(run) > 1
        and run[-1] != i
        and (trees.tokens[run[-1]].upos in ("PUNCT", "CCONJ", "ADP") or trees.lemma(run[-1]) == "'s")
    ):
        run.pop()
    while len(run) > 1 and run[0] != i and (trees.tokens[run[0]].upos in ("PUNCT", "CCONJ") or trees.is_under(run[0], "mark")):
        run.pop(0)
    return run


def speaking(stage: Stage, statement: Statement) -> Stage:
    """The stage as seen from one statement."""
    from dataclasses import replace

    return replace(stage, speaker=statement.speaker, addressee=statement.addressee.actor if statement.addressee else None)
