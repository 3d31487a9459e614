"""The record of one article that `kg extract` writes: plain values, ready for JSON, as the contract fixes them."""

from __future__ import annotations

from datetime import date
from typing import Any

from kg.model import Article, Extraction, Participant, Proposition, Role, Span, Statement

Record = dict[str, Any]


def record(extraction: Extraction) -> Record:
    """One article with its statements; every span's `text` is the article's own."""
    article = extraction.article
    actors = {a.iri: a for a in extraction.actors}

    def actor(iri: str | None) -> Record | None:
        found = actors.get(iri) if iri else None
        return {"iri": found.iri, "name": found.name, "types": list(found.types)} if found else None

    def statement(s: Statement) -> Record:
        speaker = s.speaker
        behalf = actor(speaker.on_behalf_of) if speaker else None
        return {
            "id": s.id,
            "source": _span(article, s.attribution.source),
            "cue": _span(article, s.attribution.cue),
            "content": [_span(article, c) for c in s.attribution.content],
            "actor": actor(speaker.actor) if speaker else None,
            "role": _role(speaker.role) if speaker else None,
            "on_behalf_of": {"iri": behalf["iri"], "name": behalf["name"]} if behalf else None,
            "addressee": s.addressee.text if s.addressee else None,
            "setting": s.setting,
            "kind": s.kind,
            "quote_type": s.quote_type,
            "speech_act": s.speech_act,
            "negated": s.negated,
            "said_on": partial_date(s.said_on, s.said_on_precision),
            "confidence": s.attribution.confidence,
            "propositions": [_proposition(p) for p in s.propositions],
        }

    return {
        "article": article.id,
        "title": article.title or None,
        "published": article.published.isoformat() if article.published else None,
        "outlet": article.outlet or None,
        "url": article.url,
        "text": article.text,
        "statements": [statement(s) for s in extraction.statements],
        "missions": [
            {"iri": m.iri, "label": m.label, "place": m.place, "ends": m.ends, "quantities": [q.text for q in m.quantities]}
            for m in extraction.missions
        ],
    }


def partial_date(day: date | None, precision: str) -> str | None:
    """A date only as far as it is known: "2016", "2016-10" or "2016-10-09"."""
    if day is None:
        return None
    return day.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def _span(article: Article, span: Span | None) -> Record | None:
    return {"start": span.start, "end": span.end, "text": article.words(span)} if span else None


def _role(role: Role | None) -> Record | None:
    return {"label": role.label, "of": role.of, "class": role.role_class} if role else None


def _words(participant: Participant | None) -> str | None:
    return participant.text if participant else None


def _proposition(p: Proposition) -> Record:
    return {
        "text": p.text,
        "predicate": p.predicate,
        "event_type": p.event_type,
        "plover": p.plover,
        "agent": _words(p.agent),
        "agent_iri": p.agent.actor if p.agent else None,
        "recipient": _words(p.recipient),
        "recipient_iri": p.recipient.actor if p.recipient else None,
        "theme": _words(p.theme),
        "place": p.place,
        "time": p.time,
        "polarity": p.polarity,
        "modality": p.modality,
        "tense": p.tense,
        "quantities": [q.text for q in p.quantities],
    }
