"""Stage 2: marks the page furniture of an article, which must leave no statement."""

from __future__ import annotations

from dataclasses import replace

from kg import furniture
from kg.model import Article, Span


def segment(article: Article) -> Article:
    """The article with `furniture` set: advertisement marks, labels and links, captions and credits, bylines, notes, prompts."""
    return replace(article, furniture=tuple(span for span, _ in explain(article)))


def explain(article: Article) -> list[tuple[Span, str]]:
    """Each stretch of furniture, sorted, apart, with the name of the rule that knew it (see `kg/furniture`)."""
    return [(found.span, found.rule) for found in furniture.explain(article.text, title=article.title, author=article.author)]
