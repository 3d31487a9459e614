"""The dependency trees of an article, with children looked up once. Safe on broken trees: no walk visits a token twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from kg.model import Token

RELATIVE = frozenset(("WP", "WDT", "WP$"))
CLAUSAL = ("ccomp", "xcomp", "advcl", "acl", "csubj", "parataxis", "conj", "root")
"""Relations under which a verb heads a clause of its own (subtypes included)."""


@dataclass(frozen=True, slots=True)
class Trees:
    """Tokens and, for each, the positions of its children in text order."""

    tokens: tuple[Token, ...]
    children: tuple[tuple[int, ...], ...]
    lemmas: tuple[str, ...]
    """Of each token, in lower case and with the plain apostrophe."""
    _names: tuple[tuple[str, str], ...] = field(compare=False, repr=False)
    """Relation of each token to its head, with its subtype and without."""
    _found: dict[tuple[int, tuple[str, ...]], tuple[int, ...]] = field(default_factory=dict, compare=False, repr=False)
    """Answers of `kids`: the same few questions are asked of a token for each clause that it stands in."""

    def kids(self, i: int, *relations: str) -> tuple[int, ...]:
        """Children of `i` under any of the relations; "nsubj" also finds "nsubj:pass"."""
        below = self.children[i]
        if not below:
            return below
        asked = (i, relations)
        found = self._found.get(asked)
        if found is None:
            names = self._names
            found = self._found[asked] = tuple([k for k in below if names[k][0] in relations or names[k][1] in relations])
        return found

    def kid(self, i: int, *relations: str) -> int | None:
        """First of `kids`, or None."""
        found = self.kids(i, *relations)
        return found[0] if found else None

    def head(self, i: int) -> int | None:
        """Position of the head of `i`; None for a root."""
        head = self.tokens[i].head
        return None if head == i or not 0 <= head < len(self.tokens) else head

    def is_under(self, i: int, *relations: str) -> bool:
        """Whether the token hangs on its head by one of the relations."""
        whole, base = self._names[i]
        return whole in relations or base in relations

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
                if k not in out and k not in stop and not (without and self.is_under(k, *without)):
                    out.add(k)
                    todo.append(k)
        return sorted(out)

    def lemma(self, i: int) -> str:
        """Lemma, lower case, with the plain apostrophe."""
        return self.lemmas[i]

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
    lemmas = tuple((t.lemma or t.form).lower().replace("’", "'") for t in tokens)
    names = tuple((t.relation, t.relation.partition(":")[0]) for t in tokens)
    return Trees(tokens, tuple(tuple(b) for b in below), lemmas, names)


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
