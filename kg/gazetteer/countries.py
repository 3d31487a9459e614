"""Countries from the library `countryinfo`, corrected by `data/countries.toml`."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

from kg.gazetteer.facts import Country, plural


def all_countries() -> tuple[Country, ...]:
    """Every country that news may speak of, sorted by name."""
    # Imported here: the library reads 250 files, which commands that only query a store need not wait for.
    from countryinfo import CountryInfo

    with files("kg").joinpath("data", "countries.toml").open("rb") as handle:
        own = tomllib.load(handle)
    library: dict[str, dict[str, object]] = {str(info["name"]): dict(info) for info in CountryInfo.all().values()}
    names = sorted({*library, *own["countries"]} - set(own["drop"]))
    no_capital = set(own["not_capitals"])
    found = []
    for name in names:
        info: dict[str, object] = library.get(name, {})
        mine: dict[str, Any] = own["countries"].get(name, {})
        demonyms = [d.strip() for d in str(mine.get("demonym") or info.get("demonym") or "").split(",") if d.strip()]
        adjectives = tuple(mine.get("adjectives", demonyms))
        # A plural names the people; the bare adjective does so only after an article, which is the caller's to see.
        plurals = (plural(d) for d in demonyms)
        people = dict.fromkeys([*mine.get("people", ()), *plurals])
        capital = info.get("capital")
        capitals = [capital] if isinstance(capital, str) and capital and capital not in no_capital else []
        found.append(
            Country(
                name=name,
                government=mine.get("government", f"{adjectives[0] if adjectives else name} government"),
                adjectives=adjectives,
                people=tuple(people),
                capitals=tuple(dict.fromkeys([*mine.get("capitals", ()), *capitals])),
                aliases=tuple(mine.get("aliases", ())),
            )
        )
    return tuple(found)
