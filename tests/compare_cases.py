"""Reads the cases of tests/cases/compare: extractions written as text.

    @ Norland                              a body that is spoken of and has no speaker
    == harbour 2020-05-04 The Lantern      an article: id, day, outlet (the first may be left out)
    Anna Brook | Norland | said | words    a statement: speaker, body that the speaker stands for (or -), cue, content
    Anna Brook | Norland | denied [deny] | words      with its speech act; also [negated] and kinds ([attitude])
      + Request | Norland > Sorland | more troops | made request     a proposition: frame, agent > recipient, theme, predicate
      + Attack | Norland | the bridge | attack | not; time=on Monday; place=Aune; q=up to 69 soldiers; modality=hypothetical

Expected, after the line with a full stop: `1-2 contradicts role_reversal`, a line each; `none` where nothing is to be reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from kg import iris
from kg.model import (
    Actor,
    Article,
    Attribution,
    Extraction,
    Participant,
    Proposition,
    Quantity,
    Representation,
    Span,
    Speaker,
    Statement,
)

ACTS = frozenset(
    ("deny", "promise", "demand", "ask", "accuse", "threaten", "reject", "apologise", "support", "oppose", "decline")
)
KINDS = frozenset(("thought", "attitude", "intention", "perception", "other", "writing"))
SMALL = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "to",
        "for",
        "and",
        "on",
        "at",
        "by",
        "with",
        "from",
        "its",
        "their",
        "more",
        "than",
        "that",
        "as",
        "up",
        "about",
        "least",
    ]
)


@dataclass
class _Draft:
    key: str
    day: date
    outlet: str
    text: str = ""
    lines: list[dict[str, object]] = field(default_factory=list)


def _quantity(text: str) -> Quantity:
    found = re.fullmatch(r"(.*?)\s*\$?([\d.,]+)\s*(.*)", text.strip())
    assert found, f"no figure in {text!r}"
    unit = "USD" if "$" in text else found[3].strip().rstrip("s")
    return Quantity(text=text, value=float(found[2].replace(",", "")), unit=unit, qualifier=found[1].strip(" $"))


class Case:
    """One case: its extractions, and the statements' IRIs in order."""

    def __init__(self, given: str) -> None:
        self.actors: dict[str, Actor] = {}
        self.statements: list[str] = []
        drafts = [_Draft("first", date(2020, 5, 4), "The Lantern")]
        for line in given.splitlines():
            if line.startswith("#"):
                continue
            if line.startswith("@"):
                self._actor(line[1:].strip(), "Government")
            elif line.startswith("=="):
                key, day, outlet = line[2:].strip().split(" ", 2)
                drafts.append(_Draft(key, date.fromisoformat(day), outlet))
            elif line.startswith("  +"):
                drafts[-1].lines[-1]["claims"].append([p.strip() for p in line[3:].split("|")])  # type: ignore[attr-defined]
            else:
                self._add(drafts[-1], [p.strip() for p in line.split("|")])
        self.extractions = [self._extraction(d) for d in drafts if d.lines]

    def _add(self, draft: _Draft, parts: list[str]) -> None:
        speaker, body, cue, content = parts
        flags = frozenset(re.split(r"[,\s]+", m[1])) if (m := re.search(r"\[(.*)\]", cue)) else frozenset()
        cue = re.sub(r"\s*\[.*\]", "", cue)
        draft.text += "\n\n" if draft.text else ""
        start = len(draft.text)
        draft.text += f"{speaker} {cue} {content}."
        draft.lines.append(
            {"speaker": speaker, "body": body, "flags": flags, "start": start, "cue": cue, "content": content, "claims": []}
        )
        if body not in ("-", ""):
            self._actor(body, "Government")
        if speaker[:1].isupper() and " " in speaker:
            self._actor(speaker, "Person", body, (speaker.split()[-1],))
        elif speaker not in self.actors:
            self._actor(speaker, "Group", body)

    def _actor(self, name: str, kind: str, body: str = "-", aliases: tuple[str, ...] = ()) -> Actor:
        if name not in self.actors:
            stands = (Representation(body=iris.actor(body), ground="office"),) if body not in ("-", "") else ()
            unnamed = ("UnnamedSource",) if name[:1].islower() and not name.startswith("the ") else ()
            self.actors[name] = Actor(iri=iris.actor(name), name=name, types=(kind, *unnamed), aliases=aliases, represents=stands)
        return self.actors[name]

    def _participant(self, text: str) -> Participant | None:
        text = text.strip()
        if not text or text == "?":
            return None
        for name, actor in self.actors.items():
            if text in (name, *actor.aliases):
                return Participant(text=text, actor=actor.iri)
        for name, actor in list(self.actors.items()):
            if "Government" in actor.types and name.casefold()[:5] in text.casefold():
                return Participant(text=text, actor=self._actor(text, "Group", name).iri)
        return Participant(text=text)

    def _claim(self, parts: list[str], article: str, span: Span) -> Proposition:
        frame, who, theme, predicate, *rest = [*parts, "", ""][: max(4, len(parts))]
        flags = [f.strip() for f in rest[0].split(";")] if rest else []
        named = {k: v for k, _, v in (f.partition("=") for f in flags if "=" in f and not f.startswith("q="))}
        agent, _, recipient = who.partition(">")
        words = f"{theme} {named.get('place', '')}"
        keys = tuple(sorted({w for w in re.findall(r"[a-z]+", words.casefold()) if w not in SMALL}))
        return Proposition(
            text=article[span.start : span.end],
            span=span,
            predicate=predicate or frame.casefold(),
            event_type=frame,
            agent=self._participant(agent),
            recipient=self._participant(recipient),
            theme=Participant(text=theme) if theme else None,
            place=named.get("place"),
            time=named.get("time"),
            polarity="negated" if "not" in flags else "affirmed",
            modality=named.get("modality", "certain"),
            tense=named.get("tense", "past"),
            quantities=tuple(_quantity(f[2:]) for f in flags if f.startswith("q=")),
            keys=keys,
        )

    def _extraction(self, draft: _Draft) -> Extraction:
        made = []
        for line in draft.lines:
            speaker, cue, content = str(line["speaker"]), str(line["cue"]), str(line["content"])
            start = int(str(line["start"]))
            begun = start + len(speaker) + 1
            said = Span(start=begun + len(cue) + 1, end=begun + len(cue) + 1 + len(content))
            flags: frozenset[str] = line["flags"]  # type: ignore[assignment]
            iri = iris.statement(draft.key, begun, begun + len(cue), content)
            self.statements.append(iri)
            made.append(
                Statement(
                    id=iri,
                    article=draft.key,
                    attribution=Attribution(
                        source=Span(start=start, end=begun - 1), cue=Span(start=begun, end=begun + len(cue)), content=(said,)
                    ),
                    speaker=Speaker(actor=self.actors[speaker].iri),
                    kind=next(iter(flags & KINDS), "speech"),
                    quote_type="indirect",
                    speech_act=next(iter(flags & ACTS), "assert"),
                    said_on=draft.day,
                    negated="negated" in flags,
                    denies=tuple(self.statements[int(f[8:]) - 1] for f in flags if f.startswith("answers:")),
                    propositions=tuple(self._claim(c, draft.text, said) for c in line["claims"]),  # type: ignore[attr-defined]
                )
            )
        article = Article(id=draft.key, text=draft.text, published=draft.day, outlet=draft.outlet)
        return Extraction(article=article, actors=tuple(self.actors.values()), statements=tuple(made))
