"""Where a statement that somebody decided about stands now, though its article was changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from kg.model import Anchor, Extraction

Row = tuple[str, str, str]
"""(IRI, article id, words of the content) of a statement."""


class Finder:
    """Finds statements by anchors: by IRI, else by the same words in the same article, else not at all.

    A statement's IRI holds the place of its cue, so that a sentence put in at the top of an article renames all that follow. The
    words are then the better witness; where an article says them more than once, nobody can tell which was meant.
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._known: set[str] = set()
        self._by_words: dict[tuple[str, str], set[str]] = defaultdict(set)
        for iri, article, words in rows:
            self._known.add(iri)
            self._by_words[article, _bare(words)].add(iri)

    def find(self, anchor: Anchor) -> str | None:
        """IRI of the statement as it is now; null where it is gone."""
        if anchor.statement in self._known:
            return anchor.statement
        alike = self._by_words.get((anchor.article, _bare(anchor.text)), set())
        return next(iter(alike)) if len(alike) == 1 else None


def rows_of(extractions: Iterable[Extraction]) -> Iterable[Row]:
    """The rows of all that was said or written, as far as it has words."""
    for extraction in extractions:
        article = extraction.article
        for statement in extraction.statements:
            yield statement.id, article.id, " … ".join(article.words(span) for span in statement.attribution.content)


def _bare(words: str) -> str:
    """Words without regard to blanks."""
    return " ".join(words.split())
