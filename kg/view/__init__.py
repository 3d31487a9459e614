"""Answers as people read them: tables, what was found in place in its article, timelines and networks as pictures."""

from kg.view.pages import actor, article, contradiction, statement
from kg.view.tables import Table
from kg.view.terminal import contradictions_csv, contradictions_text

__all__ = ["Table", "actor", "article", "contradiction", "contradictions_csv", "contradictions_text", "statement"]
