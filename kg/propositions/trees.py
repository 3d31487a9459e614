"""The dependency trees of an article, with children looked up once. Safe on broken trees: no walk visits a token twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from kg.model import Token

RELATIVE = frozenset(("WP", "WDT", "WP$"))
CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis", "conj", "root")
"""Relations under which a verb heads a clause of its own (subtypes included)."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Tokens and, for each, the positions of its children in text order."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]

    def kids(self, i: int, *relations: str) -> list[int]:
        """Children of `i` under any of the relations; "nsubj" also finds "nsubj:pass"."""
        return [k for k in self.children[i] if is_under(self.tokens[k].relation, relations)]

    def kid(self, i: int, *relations: str) -> int | None:
        """First of `kids`, or None."""
        return next(iter(self.kids(i, *relations)), None)

    def head(self, i: int) -> int | None:
        """Position of the head of `i`; None for a root."""
        head = self.tokens[i].head
        return None if head == i or not 0 <= head < len(self.tokens) else head

    def is_under(self, i: int, *relations: str) -> bool:
        """Whether the token hangs on its head by one of the relations."""
        return is_under(self.tokens[i].relation, relations)

    def ancestors(self, i: int) -> Iterator[int]:
        """Head, head of head … up to the root."""
        seen = {i}
        at = self.head(i)
        while at is not None and at not in seen:
            seen.add(at)
            yield at
            at = self.head(at)

    def subtree(self, i: int, without: tuple[str, ...] = (), stop: frozenset[int] = frozenset()) -> list[int]:
        """Positions under `i` and itself, sorted; branches under the relations `without` or headed by `stop` are left out."""
        out, todo = {i}, [i]
        while todo:
            for k in self.children[todo.pop()]:
                if k not in out and k not in stop and not is_under(self.tokens[k].relation, without):
                    out.add(k)
                    todo.append(k)
        return sorted(out)

    def lemma(self, i: int) -> str:
        """Lemma, lower case, with the plain apostrophe."""
        token = self.tokens[i]
        return (token.lemma or token.form).lower().replace("’", "'")

    def case(self, i: int) -> str:
        """The preposition of a phrase, multiword ones joined ("because_of"); empty where it has none."""
        for k in self.kids(i, "case"):
            if self.tokens[k].xpos != "POS":
                return "_".join([self.lemma(k), *(self.lemma(f) for f in self.kids(k, "fixed"))])
        return ""


def word_set(words: str) -> frozenset[str]:
    """The words of a string, as a set: tables of many words stay readable."""
    return frozenset(words.split())


def grow(tokens: tuple[Token, ...]) -> Trees:
    """The trees over a reading's tokens."""
    below: list[list[int]] = [[] for _ in tokens]
    for i, token in enumerate(tokens):
        if token.head != i and 0 <= token.head < len(tokens):
            below[token.head].append(i)
    return Trees(tokens, tuple(tuple(b) for b in below))


@lru_cache(maxsize=4096)
def is_under(relation: str, relations: tuple[str, ...]) -> bool:
    """Whether a relation is one of `relations` or a subtype of one. Asked many times of few pairs, hence the cache."""
    return any(relation == r or relation.startswith(r + ":") for r in relations)


def is_verbal(trees: Trees, i: int) -> bool:
    """A verb that heads or could head a clause: participles that only describe a noun before them are left out."""
    token = trees.tokens[i]
    if token.upos == "VERB" or (token.upos == "AUX" and not trees.is_under(i, "aux", "cop")):
        return not trees.is_under(i, "amod", "compound", "case", "fixed", "flat", "mark", "det", "nummod")
    return token.xpos[:2] == "VB" and trees.is_under(i, *CLAUSAL) and not trees.kids(i, "cop")


def is_copular(trees: Trees, i: int) -> bool:
    """A noun, adjective or phrase that "to be" says something with."""
    return bool(trees.kids(i, "cop"))


def is_passive(trees: Trees, i: int) -> bool:
    """Passive voice: said by its auxiliary or subject, or a past participle after a noun ("the letter sent by Norland")."""
    if trees.kids(i, "aux:pass", "nsubj:pass", "csubj:pass"):
        return True
    token = trees.tokens[i]
    if token.xpos != "VBN" or trees.kids(i, "aux", "nsubj"):
        head = trees.head(i) if trees.is_under(i, "conj") and not trees.kids(i, "nsubj", "aux") and token.xpos == "VBN" else None
        return head is not None and is_passive(trees, head)
    if trees.is_under(i, "acl") and not trees.is_under(i, "acl:relcl"):
        return True
    head = trees.head(i) if trees.is_under(i, "conj") else None
    return head is not None and is_passive(trees, head)
