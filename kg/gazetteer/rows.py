"""A user's own table as gazetteer facts: CSV with the columns of `data/holders.csv` or of `data/bodies.csv`.

Holders: name, office, of, from, until; also class (a role class), gender (m or f), aliases (parted by |). Bodies: name, kind;
also country, aliases. A day may be a year or a month: it then begins with its first day and ends with its last.
"""

from __future__ import annotations

import csv
import io
from calendar import monthrange
from collections.abc import Mapping
from datetime import date

from kg import codes
from kg.errors import InputError
from kg.gazetteer.facts import Facts, Holding, KnownBody, together
from kg.gazetteer.tables import parts

HOLDERS = ("name", "office", "of", "from", "until", "class", "gender", "aliases")
BODIES = ("name", "kind", "country", "aliases")


def read(origin: str, text: str) -> Facts:
    """The facts of a table. InputError, naming the line and the reason, for the first row that cannot be used."""
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), strict=True)
    made: list[Facts] = []
    try:
        columns = [c.strip().casefold() for c in reader.fieldnames or ()]
        reader.fieldnames = columns
        holders = "office" in columns
        known, needed = (HOLDERS, {"name", "office"}) if holders else (BODIES, {"name", "kind"})
        if not needed <= set(columns) or not set(columns) <= set(known):
            raise InputError(
                f"{origin}:1",
                f"columns {', '.join(columns) or 'none'}; a table of holders has {', '.join(HOLDERS)}, one of bodies "
                f"{', '.join(BODIES)} (name with office or kind must be there)",
            )
        for row in reader:
            where = f"{origin}:{reader.line_num}"
            if None in row or any(v is None for v in row.values()):
                raise InputError(where, f"not {len(columns)} cells, as the first line has")
            cells = {name: value.strip() for name, value in row.items()}
            made.append(Facts(holdings=(_holding(where, cells),)) if holders else Facts(bodies=(_body(where, cells),)))
    except csv.Error as error:
        raise InputError(f"{origin}:{reader.reader.line_num}", f"not CSV: {error}") from error
    if not made:
        raise InputError(origin, "holds no row below the names of its columns")
    return together(made)


def _holding(where: str, cells: Mapping[str, str]) -> Holding:
    since, until = day(where, cells.get("from", ""), first=True), day(where, cells.get("until", ""), first=False)
    role, gender = cells.get("class", ""), cells.get("gender", "")
    if not cells["name"] or not cells["office"]:
        raise InputError(where, f"no {'office' if cells['name'] else 'name'}")
    if since and until and since > until:
        raise InputError(where, f"from {cells['from']} is after until {cells['until']}")
    if role and role not in tuple(codes.OFFICE):
        raise InputError(where, f"“{role}” is no role class; there are {', '.join(codes.OFFICE)}")
    if gender not in ("", "m", "f"):
        raise InputError(where, f"gender “{gender}” is neither m nor f nor empty")
    return Holding(
        person=cells["name"], office=cells["office"], of=cells.get("of", ""), since=since or date.min, until=until or date.max,
        gender=gender, aliases=parts(cells.get("aliases", "")), role_class=role,
    )  # fmt: skip


def _body(where: str, cells: Mapping[str, str]) -> KnownBody:
    if not cells["name"] or not cells["kind"]:
        raise InputError(where, f"no {'kind' if cells['name'] else 'name'}")
    return KnownBody(
        name=cells["name"], kind=cells["kind"], country=cells.get("country", ""), aliases=parts(cells.get("aliases", ""))
    )


def day(where: str, cell: str, *, first: bool) -> date | None:
    """A day, or the first or last day of a month or year; null for an empty cell. InputError for what is none."""
    if not cell:
        return None
    try:
        written = cell.split("-")
        numbers = [int(n) for n in written]
        if len(numbers) > 3 or len(written[0]) != 4:
            raise ValueError
        year, month = numbers[0], (numbers[1:2] or [1 if first else 12])[0]
        return date(year, month, numbers[2] if len(numbers) == 3 else 1 if first else monthrange(year, month)[1])
    except ValueError:
        raise InputError(where, f"“{cell}” is no day; write YYYY-MM-DD, YYYY-MM or YYYY") from None
