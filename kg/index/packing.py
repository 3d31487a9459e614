"""Values of the model as JSON and back: plain data, so that a file from elsewhere can do no harm."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from kg.compare.profiles import SETS, Profile, profile

T = TypeVar("T")


def packed(value: Any) -> str:
    """A value of the model as JSON."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return [_plain(getattr(value, f.name)) for f in fields(value)]
    if isinstance(value, date):
        return value.isoformat()
    return [_plain(one) for one in value] if isinstance(value, tuple) else value


def unpacked(of: type[T], text: str) -> T:
    """What `packed` was given. Raises ValueError, TypeError or KeyError where it was something else."""
    made = _made(of, json.loads(text))
    if not isinstance(made, of):
        raise TypeError(f"{of.__name__} expected")
    return made


@cache
def _parts(of: type) -> tuple[tuple[str, Any], ...]:
    hints = get_type_hints(of)
    return tuple((f.name, hints[f.name]) for f in fields(of))


def _made(of: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(of, UnionType):
        return _made(next(a for a in get_args(of) if a is not type(None)), value)
    if get_origin(of) is tuple:
        kinds = get_args(of)
        return tuple(_made(kinds[0] if kinds[-1] is Ellipsis else kinds[n], one) for n, one in enumerate(value))
    if isinstance(of, type) and is_dataclass(of):
        return of(**{name: _made(kind, one) for (name, kind), one in zip(_parts(of), value, strict=True)})
    return date.fromisoformat(value) if of is date else value


_KEPT = tuple(part for part in SETS if part != "company")


def packed_profile(one: Profile) -> str:
    """A profile without its company, which depends on what other articles say."""
    days = [day.isoformat() for day in one.days]
    sets = [sorted(getattr(one, part)) for part in _KEPT]
    return json.dumps([one.iri, one.name, days, *sets], ensure_ascii=False, separators=(",", ":"))


def unpacked_profile(text: str, company: Iterable[str] = ()) -> Profile:
    """The profile again, in this company."""
    iri, name, days, *sets = json.loads(text)
    parts = {part: frozenset(some) for part, some in zip(_KEPT, sets, strict=True)}
    return profile(iri=iri, name=name, days=tuple(map(date.fromisoformat, days)), company=frozenset(company), **parts)
