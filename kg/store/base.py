"""What a store can do, whatever holds the triples.

Terms are those of `pyoxigraph` (NamedNode, BlankNode, Literal, Triple): typed, hashable, and with a `str()` that is valid
N-Triples.

A query that names no graph sees all named graphs as one, each triple once. The stores keep that union in the default graph,
in the same transaction as every write. Engines can make it up as they answer, but Oxigraph's (and others') is a bag: a name
that stands in 80 articles' graphs would be 80 rows, and every plain count would be wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, QuerySolutions, Triple

Term = NamedNode | BlankNode | Literal | Triple
"""An RDF term."""

Bindings = Mapping[str, Term | Sequence[Term]]
"""Variable name (without the question mark) to its value, or to several values of which any may hold."""

Triples = tuple[Triple, ...]
"""The answer to CONSTRUCT and DESCRIBE."""

QUERIES = Path(__file__).parent.parent / "queries"
"""Where the `.rq` files are; those whose names begin with an underscore are for the stores' own use."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The answer to a SELECT: a table of terms."""

    variables: tuple[str, ...]
    """Column names, without the question mark, in the query's order."""
    rows: tuple[tuple[Term | None, ...], ...]
    """One tuple a solution, as wide as `variables`; None where the solution leaves the variable unbound."""

    @classmethod
    def of(cls, solutions: QuerySolutions) -> Self:
        """Read solutions to their end; the parser's or the engine's errors come out as they are."""
        try:
            return cls(tuple(v.value for v in solutions.variables), tuple(map(tuple, solutions)))
        finally:
            del solutions  # it may be dropped only by its own thread, so an error's traceback must not hold it (nor a loop here)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[Term | None, ...]]:
        return iter(self.rows)

    def records(self) -> Iterator[dict[str, str | None]]:
        """Each row as plain text by column: the IRI of a node, the lexical form of a literal."""
        for row in self.rows:
            yield {name: plain(term) for name, term in zip(self.variables, row, strict=True)}


def plain(term: Term | None) -> str | None:
    """The IRI of a node or the lexical form of a literal, as text; None stays None."""
    return term.value if isinstance(term, NamedNode | BlankNode | Literal) else None if term is None else str(term)


def own_query(name: str) -> str:
    """The text of one of the stores' own queries."""
    return (QUERIES / f"{name}.rq").read_text("utf-8")


class Store(Protocol):
    """A graph store. Every method raises `StoreError` (or a kind of it) when the store itself fails.

    The query methods raise `QueryError` for SPARQL that does not parse, for a query of another form than the method's,
    and for a binding whose variable the query does not use.
    """

    where: str
    """Folder, `memory:` or address, as a user would write it."""
    notes: Path | None
    """A file that goes with the store, for notes that save work and can be made anew from it; null where there is no place."""

    def written(self) -> frozenset[str] | None:
        """Names of the graphs that were written to since `noted` was last called, perhaps more; null where that is not known."""
        return None

    def noted(self) -> None:
        """Says that somebody took note of all that the store holds now."""
        return

    def select(self, query: str, bindings: Bindings | None = None) -> Selection:
        """The solutions of a SELECT query."""
        ...

    def ask(self, query: str, bindings: Bindings | None = None) -> bool:
        """The answer to an ASK query."""
        ...

    def construct(self, query: str, bindings: Bindings | None = None) -> Triples:
        """The triples of a CONSTRUCT or DESCRIBE query, each once."""
        ...

    def describe(self, thing: NamedNode) -> Triples:
        """All triples that `thing` is the subject of."""
        return self.construct(own_query("_describe"), {"thing": thing})

    def update(self, sparql: str) -> None:
        """Carry out a SPARQL Update request, all of it or nothing.

        It writes to named graphs: of what it writes to the default graph, only what stands in a named graph too is kept.
        """
        ...

    def replace(self, graphs: Mapping[str, Sequence[Quad]]) -> None:
        """Make these named graphs hold exactly these quads, all graphs at one moment; nothing else changes.

        Keys are graph IRIs. The graph a quad itself names is not looked at. An empty list drops the graph.
        """
        ...

    def patch(self, gone: Iterable[Quad], come: Iterable[Quad]) -> None:
        """Take these quads away and put those there, all at one moment; each names its graph. What is in both is there after.

        It costs what it writes, whatever else the graphs hold. Taking away what is not there is harmless; what goes may hold no
        blank node.
        """
        ...

    def graphs(self) -> tuple[str, ...]:
        """IRIs of the named graphs that hold something, sorted."""
        ...

    def quads(self) -> Iterator[Quad]:
        """Everything in the named graphs, in no order."""
        ...

    def close(self) -> None:
        """Let go of the folder or the connection; a closed store answers nothing more. Closing twice is harmless."""
        ...

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()
