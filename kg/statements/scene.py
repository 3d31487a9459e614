"""One attribution seen as tokens: its cue, source and content, the sentence it stands in and the words around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from kg.model import Article, Attribution, Reading, Span, Token
from kg.statements.lexicon import word_list

_LIGHT_VERBS = word_list("scene", "light_verbs")


@dataclass(frozen=True, kw_only=True)
class Page:
    """An article with its reading, indexed by character."""

    article: Article
    reading: Reading

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens."""
        return self.reading.tokens

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.reading.tokens]

    @cached_property
    def _ends(self) -> list[int]:
        return [t.end for t in self.reading.tokens]

    @cached_property
    def _sentence_firsts(self) -> list[int]:
        return [first for first, _ in self.reading.sentences]

    def tokens_in(self, span: Span) -> range:
        """Positions of the tokens that overlap a span."""
        first = bisect_right(self._ends, span.start)
        return range(first, max(first, bisect_left(self._starts, span.end)))

    def sentence_of(self, position: int) -> int:
        """Index of the sentence that holds a token."""
        return max(0, bisect_right(self._sentence_firsts, position) - 1)

    def sentence_range(self, index: int) -> range:
        """Token positions of a sentence; empty where there is no such sentence."""
        if not 0 <= index < len(self.reading.sentences):
            return range(0)
        return range(*self.reading.sentences[index])

    def words(self, positions: range) -> str:
        """The exact text from the first to the last of these tokens, line breaks as blanks."""
        tokens = self.reading.tokens
        if not positions:
            return ""
        return " ".join(self.article.text[tokens[positions[0]].start : tokens[positions[-1]].end].split())

    @cached_property
    def children(self) -> dict[int, tuple[int, ...]]:
        """Dependents of each token, in order."""
        out: dict[int, list[int]] = {}
        for position, token in enumerate(self.reading.tokens):
            if token.head != position:
                out.setdefault(token.head, []).append(position)
        return {head: tuple(found) for head, found in out.items()}

    def scene(self, attribution: Attribution) -> Scene:
        """The tokens of one attribution."""
        cue = self.tokens_in(attribution.cue)
        source = self.tokens_in(attribution.source) if attribution.source else range(0)
        content = frozenset(i for span in attribution.content for i in self.tokens_in(span)) - frozenset(cue)
        at = cue[0] if cue else min(bisect_left(self._starts, attribution.cue.start), max(0, len(self._starts) - 1))
        return Scene(page=self, attribution=attribution, cue=cue, source=source, content=content, sentence=self.sentence_of(at))


@dataclass(frozen=True, kw_only=True)
class Scene:
    """One attribution as token positions."""

    page: Page
    attribution: Attribution
    cue: range
    source: range
    content: frozenset[int]
    sentence: int
    """Index of the sentence of the cue."""

    @property
    def tokens(self) -> tuple[Token, ...]:
        """All tokens of the article."""
        return self.page.tokens

    @cached_property
    def sentence_tokens(self) -> range:
        """Token positions of the cue's sentence."""
        return self.page.sentence_range(self.sentence)

    @cached_property
    def outside(self) -> tuple[int, ...]:
        """Tokens of the cue's sentence that are no content: the writer's own words."""
        return tuple(i for i in self.sentence_tokens if i not in self.content)

    @cached_property
    def head(self) -> int | None:
        """The token of the cue that governs the rest of it: the first whose own head lies outside."""
        inside = frozenset(self.cue)
        heads = [i for i in self.cue if self.tokens[i].head == i or self.tokens[i].head not in inside]
        verbs = [i for i in heads if self.tokens[i].xpos[:1] == "V"]
        words = [i for i in heads if self.tokens[i].form[:1].isalnum()]
        return next(iter(verbs or words or heads), None)

    @cached_property
    def main(self) -> int | None:
        """The head, or where that is a light verb the word that carries the sense ("made a claim": claim)."""
        head = self.head
        if head is None or self.tokens[head].lemma not in _LIGHT_VERBS:
            return head
        words = [i for i in self.cue if i != head and self.tokens[i].upos in ("VERB", "NOUN", "ADJ")]
        heavy = [i for i in words if self.tokens[i].lemma not in _LIGHT_VERBS]
        return heavy[0] if heavy else head

    def lemmas(self, positions: Iterable[int]) -> list[str]:
        """Lemmas of tokens; possessive pronouns all as "he", so that one phrase covers them."""
        return [_lemma(self.tokens[i]) for i in positions]

    def governor(self, position: int, within: frozenset[int] | None = None) -> list[int]:
        """The chain of heads above a token, nearest first, at most eight; it stops where it leaves `within`."""
        chain: list[int] = []
        while len(chain) < 8 and self.tokens[position].head not in (position, *chain):
            position = self.tokens[position].head
            if within is not None and position not in within:
                break
            chain.append(position)
        return chain

    def phrase(self, head: int) -> range:
        """The noun phrase around a head with its "of" complement; no clauses, appositions, time words or content; one run."""
        keep = {head}
        stack = [head]
        while stack:
            for child in self.page.children.get(stack.pop(), ()):
                if child not in self.content and self._belongs(child, head):
                    keep.add(child)
                    stack.append(child)
        for name in self.page.reading.names:
            if name.first <= head < name.end:
                keep.update(i for i in range(name.first, name.end) if i not in self.content)
        first = last = head
        while first - 1 in keep:
            first -= 1
        while last + 1 in keep:
            last += 1
        return range(first, last + 1)

    def _belongs(self, child: int, head: int) -> bool:
        token = self.tokens[child]
        if token.relation in _TIME or token.relation == "acl:relcl":
            return False
        relation = token.relation.split(":")[0]
        if relation == "case":
            return token.xpos == "POS" or (token.lemma == "of" and token.head != head)
        if relation in ("nmod", "obl") and token.relation != "nmod:poss":
            return any(self.tokens[c].lemma == "of" for c in self.page.children.get(child, ()))
        return relation not in _NOT_IN_PHRASE


_TIME = frozenset({"nmod:tmod", "obl:tmod", "nmod:unmarked", "obl:unmarked", "nmod:npmod", "obl:npmod"})
_NOT_IN_PHRASE = word_list("scene", "not_in_phrase")


def _lemma(token: Token) -> str:
    if token.xpos == "PRP$":
        return "he"
    return token.lemma
