"""Tells page furniture from the writer's words: `table.explain` finds it with the rule that knew it."""

from __future__ import annotations

from kg.furniture.table import Found, explain, is_furniture

__all__ = ["Found", "explain", "is_furniture"]
