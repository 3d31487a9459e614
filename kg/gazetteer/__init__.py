"""Known actors: countries with their people and capitals, bodies, dated holders of offices, first names.

The package's tables are read on first use, in a few tens of milliseconds; a user's own files (`kg.gazetteer.own`) add to them.
"""

from kg.gazetteer.facts import Country, Holding, KnownBody
from kg.gazetteer.known import Gazetteer, load
from kg.gazetteer.own import fingerprint
from kg.gazetteer.tables import key, table

__all__ = ["Country", "Gazetteer", "Holding", "KnownBody", "fingerprint", "key", "load", "table"]
