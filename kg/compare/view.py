"""A statement prepared for comparison: who it is of, which sides it speaks for, what words it uses and which cues it carries."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.actors.words import listed
from kg.compare.bodies import Bodies, canonical, handles, name_words
from kg.compare.lexicon import canon, cues, opposites
from kg.compare.words import STOP, rarity, stems
from kg.model import Article, Extraction, Links, Span, Statement

_BOUNDARY = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+|\n+")
_WORD = re.compile(r"%|\w+")
NEGATIONS = frozenset(["not", "never", "no", "nobodi", "noth", "none", "neither", "nor", "without", "hard", "refus", "fail"])


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class View:
    """One statement with what the features ask for."""

    statement: Statement
    article: Article
    order: int
    """Rank of the statement in its article, by the place of its cue."""
    actor: str | None
    """IRI of the speaker after the links between articles; null where unknown."""
    name: str
    """The speaker's name for rationales."""
    sides: frozenset[str]
    """IRIs of the speaker and of all bodies that the speaker stands for."""
    principals: frozenset[str]
    """IRIs of the speaker and of whom the speaker speaks for."""
    handles: frozenset[str]
    """Stems by which the text names the speaker ("harper")."""
    said: tuple[str, ...]
    """Stems of the content, in order."""
    cue: tuple[str, ...]
    frame: tuple[str, ...]
    """Stems of the sentence around the cue, without the content."""
    bag: frozenset[str]
    """The stems of the content."""
    lacking: frozenset[str]
    """Stems of what the content says there is none of ("no talks", "without conditions")."""
    existing: frozenset[str]
    """Stems of what it says there is ("there are conditions", "on condition")."""
    excluded: frozenset[str]
    """Stems that would exclude a word of this statement."""
    named: frozenset[str]
    """IRIs of the actors that the content or the sentence around it names."""
    named_said: frozenset[str]
    """IRIs of the actors that the content itself names."""
    name_words: frozenset[str]
    """Stems of the speaker's name; empty for an unnamed source."""
    topic: Mapping[str, float]
    """Content stems with what each tells: rare in the news, and not in every statement of the article."""
    mass: float
    """Sum of the topic's weights."""
    cues: Mapping[str, float]
    """Cue classes found, with their weight."""
    day: date | None
    """When it was said, or the article's date."""

    @property
    def key(self) -> tuple[str, str, int, str]:
        """A total order that depends on content alone: day, article, place, name."""
        return (str(self.day or ""), self.article.id, self.statement.attribution.cue.start, self.statement.id)

    @property
    def polled(self) -> bool:
        """A poll tells it, or a share of those whom one asked; what is said of a named speaker beside the name does not count."""
        source = self.statement.attribution.source
        named = self.actor is not None and self.name[:1].isupper()
        words = _WORD.findall(self.name if named or not source else self.article.words(source))
        return not listed("polled").isdisjoint(w.lower() if w.startswith("Poll") else w for w in words)

    @property
    def words(self) -> str:
        """The exact words of the content, fragments joined by an ellipsis."""
        return " … ".join(self.article.words(s) for s in self.statement.attribution.content)


def one_text(a: View, b: View) -> bool:
    """The two statements share words of an article: one reports the other, or both stand before one quotation."""
    return a.article.id == b.article.id and any(
        x.start < y.end and y.start < x.end for x in a.statement.attribution.content for y in b.statement.attribution.content
    )


_NONE = (("no",), ("without",), ("not", "ani"), ("zero",))
_SOME = (("there", "are"), ("there", "is"), ("there", "were"), ("there", "was"), ("on",))


def _after(said: tuple[str, ...], openers: tuple[tuple[str, ...], ...]) -> frozenset[str]:
    """The first telling stem, at most three words after an opener."""
    found = set[str]()
    for opener in openers:
        for place in range(len(said) - len(opener)):
            if said[place : place + len(opener)] == opener:
                if {"not", "never"} & set(said[max(0, place - 4) : place]):
                    continue  # "cannot be left without an answer" wants one
                following = said[place + len(opener) : place + len(opener) + 3]
                if not {"no", "not"} & set(following[:1]):
                    found.update([canon(w) for w in following if w not in STOP and len(w) > 2][:1])
    return frozenset(found)


def _sentence(article: Article, cue: Span) -> Span:
    start, end = 0, len(article.text)
    for hit in _BOUNDARY.finditer(article.text, max(0, cue.start - 600), min(len(article.text), cue.end + 600)):
        if hit.end() <= cue.start:
            start = hit.end()
        elif hit.start() >= cue.end:
            end = hit.start()
            break
    return Span(start=start, end=end)


def outside(article: Article, cue: Span, parts: Iterable[Span]) -> str:
    """The words of the cue's sentence that are in none of these spans."""
    whole = _sentence(article, cue)
    kept, last = [], whole.start
    for part in sorted(parts, key=lambda s: s.start):
        if part.end <= whole.start or part.start >= whole.end:
            continue
        kept.append(article.text[last : max(last, part.start)])
        last = max(last, min(part.end, whole.end))
    return " ".join([*kept, article.text[last : whole.end]])


def _found(statement: Statement, cue: tuple[str, ...], frame: tuple[str, ...], said: tuple[str, ...]) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, phrases in cues().items():
        kind = name.split(".")[0]
        where = {"cue": cue, "said": said}.get(kind, (*cue, *said))
        value, place = phrases.find(where)
        if value:
            found[name] = value
            if kind == "said" and place <= 6:
                found[f"{name}.early"] = value
    if said[:1] in (("no",), ("nope",), ("never",), ("nonsens",), ("bull",), ("wrong",), ("absolut",)):
        found["said.no"] = 1.0
    if any(w in NEGATIONS for w in said):
        found["said.negated"] = 1.0
    for name in ("cue.answer", "cue.deny", "cue.criticise"):
        if name not in found and cues()[name].find(frame)[0]:
            found[name.replace("cue", "frame")] = 1.0
    found[f"act.{statement.speech_act}"] = 1.0
    if statement.negated:
        found["negated"] = 1.0
    return found


def prepare(
    extractions: Sequence[Extraction], links: Links, bodies: Bodies | None = None, wanted: Collection[str] | None = None
) -> tuple[list[View], Bodies]:
    """Views of all statements that have content, sorted by `View.key`, and the bodies behind the actors (given, or of these).

    With `wanted`, only the views of these statements; the others of their articles count in them all the same.
    """
    if bodies is None:
        bodies = Bodies((a for e in extractions for a in e.actors), canonical(links))
    views: list[View] = []
    for extraction in extractions:
        article = extraction.article
        ordered = sorted(extraction.statements, key=lambda s: (s.attribution.cue.start, s.id))
        spoken = {s.id: stems(" ".join(article.words(p) for p in s.attribution.content)) for s in ordered}
        known = {iri: frozenset(canon(w) for w in said if w not in STOP and len(w) > 1) for iri, said in spoken.items()}
        local = Counter(w for found in known.values() for w in found)
        scale = math.log(2 + len(known))
        grips: dict[str, set[str]] = {}
        for one in extraction.actors:
            for grip in handles(one):
                grips.setdefault(grip, set()).add(bodies.of(one.iri))
        for order, statement in enumerate(ordered):
            parts = statement.attribution.content
            if not parts or (wanted is not None and statement.id not in wanted):
                continue
            speaker = statement.speaker
            actor = bodies.of(speaker.actor) if speaker else None
            cue = stems(article.words(statement.attribution.cue))
            around = stems(outside(article, statement.attribution.cue, parts))
            said = spoken[statement.id]
            topic = {w: rarity(w) * math.log((2 + len(known)) / local[w]) / scale for w in sorted(known[statement.id])}
            views.append(
                View(
                    statement=statement,
                    article=article,
                    order=order,
                    actor=actor,
                    name=bodies.name(actor),
                    sides=bodies.sides(actor, speaker.on_behalf_of if speaker else None),
                    principals=frozenset(bodies.of(i) for i in (actor, speaker.on_behalf_of if speaker else None) if i),
                    handles=handles(bodies.actors.get(actor)) if actor else frozenset(),
                    said=said,
                    bag=frozenset(said),
                    lacking=_after(said, _NONE),
                    existing=_after(said, _SOME),
                    excluded=frozenset(o for w in said for o in opposites().get(w, ())),
                    named=frozenset(i for w in {*said, *around} for i in grips.get(w, ())),
                    cue=cue,
                    frame=around,
                    named_said=frozenset(i for w in set(said) for i in grips.get(w, ())),
                    name_words=name_words(bodies.actors.get(actor) if actor else None),
                    topic=topic,
                    mass=sum(topic.values()),
                    cues=_found(statement, cue, around, said),
                    day=statement.said_on or article.published,
                )
            )
    return sorted(views, key=lambda v: v.key), bodies
