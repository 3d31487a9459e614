"""What is done to the text of an update before the engine sees it: the data set that the protocol names is written into it.

The engine takes a data set beside a query but not beside an update, so it becomes clauses USING and USING NAMED, which is how the
SPARQL 1.1 Protocol (2.2.3) defines it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.serving.protocol import iri
from kg.serving.refusal import Refused
from kg.store.text import Token, tokens_of


@dataclass(frozen=True, slots=True)
class _Block:
    """A pair of outermost braces, by the places of their tokens."""

    opening: int
    closing: int


def with_data_set(update: str, graphs: Sequence[str], named: Sequence[str]) -> str:
    """The update with `USING` for each of `graphs` and `USING NAMED` for each of `named` before every WHERE.

    Raises `Refused` (400) where the update names its data set itself (USING, WITH), or an IRI could not stand in it.
    """
    if not graphs and not named:
        return update
    clauses = "".join([*(f"USING <{iri(x)}> " for x in graphs), *(f"USING NAMED <{iri(x)}> " for x in named)])
    tokens = list(tokens_of(update))
    blocks = list(_blocks(tokens))
    outside = _outside(tokens, blocks)
    if any(_is(tokens[n], "USING") or _is(tokens[n], "WITH") for n in outside):
        raise Refused(400, "the update names its data set itself (USING or WITH); name graphs there or beside it, not both")
    made, done = [], 0
    for n in outside:
        if not _is(tokens[n], "WHERE"):
            continue
        if n and _is(tokens[n - 1], "DELETE"):  # DELETE WHERE { … } is short for DELETE { … } WHERE { … }
            block = next((b for b in blocks if b.opening == n + 1), None)
            if block is not None:
                made += [update[done : tokens[n].start], update[tokens[block.opening].start : tokens[block.closing].end], " "]
                done = tokens[n].start
        made += [update[done : tokens[n].start], clauses]
        done = tokens[n].start
    return "".join([*made, update[done:]])


def names_no_graph(update: str) -> bool:
    """Whether an `INSERT DATA` has triples outside any GRAPH: they would be lost, as the default graph is but the union."""
    tokens = list(tokens_of(update))
    for block in _blocks(tokens):
        before = tokens[max(0, block.opening - 2) : block.opening]
        if [t.text.upper() for t in before] == ["INSERT", "DATA"] and _bare(tokens[block.opening + 1 : block.closing]):
            return True
    return False


def _bare(inside: Sequence[Token]) -> bool:
    depth = 0
    skip = 0
    for n, token in enumerate(inside):
        if depth == 0 and _is(token, "GRAPH"):
            skip = n + 1  # the graph's name
        elif token.text == "{":
            depth += 1
        elif token.text == "}":
            depth -= 1
        elif depth == 0 and token.text != "." and n != skip:
            return True
    return False


def _blocks(tokens: Sequence[Token]) -> Iterator[_Block]:
    depth = opening = 0
    for n, token in enumerate(tokens):
        if token.kind == "mark" and token.text == "{":
            depth += 1
            if depth == 1:
                opening = n
        elif token.kind == "mark" and token.text == "}":
            depth -= 1
            if depth == 0:
                yield _Block(opening, n)


def _outside(tokens: Sequence[Token], blocks: Sequence[_Block]) -> list[int]:
    """Places of the tokens outside all braces."""
    inside = {n for block in blocks for n in range(block.opening, block.closing + 1)}
    return [n for n in range(len(tokens)) if n not in inside]


def _is(token: Token, word: str) -> bool:
    return token.kind == "word" and token.text.upper() == word
