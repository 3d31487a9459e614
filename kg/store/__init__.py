"""Where the graph is kept: one protocol, an embedded store and any SPARQL 1.1 endpoint."""

from kg.store.address import open_store
from kg.store.base import Bindings, Selection, Store, Term, Triples

__all__ = ["Bindings", "Selection", "Store", "Term", "Triples", "open_store"]
