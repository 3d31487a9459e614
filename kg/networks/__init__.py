"""The actors and what lies between them, as a networkx graph; who stands at the centre, who sides with whom."""

from kg.networks.camps import Camps, camps, signed
from kg.networks.files import SUFFIXES, write
from kg.networks.measures import central, communities
from kg.networks.reading import KINDS, network

__all__ = ["KINDS", "SUFFIXES", "Camps", "camps", "central", "communities", "network", "signed", "write"]
