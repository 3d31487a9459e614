"""Knowledge graphs of political statements: who said what, when, in what role, about which event, and who contradicted whom."""

__version__ = "0.2.0"

from kg.api import BuildReport, ask, build, contradictions, examples, export, extract, network, open_store, validate

__all__ = [
    "BuildReport",
    "__version__",
    "ask",
    "build",
    "contradictions",
    "examples",
    "export",
    "extract",
    "network",
    "open_store",
    "validate",
]
