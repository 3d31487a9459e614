"""Known actors: countries with their people and capitals, bodies, dated holders of offices, first names.

Everything is read on first use, in a few tens of milliseconds, and never changes after that.
"""

from kg.gazetteer.countries import Country
from kg.gazetteer.known import Gazetteer, Holding, KnownBody, load
from kg.gazetteer.tables import key, table

__all__ = ["Country", "Gazetteer", "Holding", "KnownBody", "key", "load", "table"]
