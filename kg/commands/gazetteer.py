"""`kg gazetteer`: known people, offices, parties and bodies of the user's own, beside those that the package brings."""

from __future__ import annotations

import argparse
import re
import sys
from datetime import date
from pathlib import Path

from kg.commands.base import Commands, counted
from kg.errors import UsageError

SINCE = 1990
"""Terms that ended before this year are left out of a pull, unless --since says otherwise."""


def add(commands: Commands) -> None:
    group = commands.group("gazetteer", "known office holders, parties and bodies: pull, add, list, remove")

    made = group.add(
        "pull", pull, "fetch a country's office holders and parties from Wikidata; used from the next build on", store=False
    )
    made.add_argument("--country", required=True, metavar="XX", help="ISO 3166 code of two letters (CA)")
    made.add_argument("--endpoint", metavar="URL", help="SPARQL endpoint shaped as Wikidata's (default: Wikidata's own)")
    made.add_argument(
        "--since", type=int, default=SINCE, metavar="YEAR", help=f"leave out terms that ended before (default: {SINCE})"
    )
    made.add_argument("--pause", type=float, default=1.0, metavar="SECONDS", help="wait between requests (default: 1)")
    made.add_argument("--tries", type=int, default=5, metavar="N", help="how often a request is made that fails (default: 5)")
    made.add_argument("--refresh", action="store_true", help="fetch again what was fetched within the last week")

    made = group.add("add", add_files, "check files of your own and use them from the next build on", store=False)
    made.add_argument(
        "files", nargs="+", metavar="FILE", help=".ttl (as pull writes) or .csv (name,office,of,from,until,class,…)"
    )

    group.add("list", show, "what the own gazetteer holds, and where it lies", store=False)

    made = group.add("remove", remove, "take files out of the own gazetteer", store=False)
    made.add_argument("names", nargs="+", metavar="NAME", help="as `kg gazetteer list` shows it")


def pull(args: argparse.Namespace) -> int:
    from kg.gazetteer import own, wikidata  # pyoxigraph, only where a gazetteer is made
    from kg.gazetteer.polite import WIKIDATA, PoliteEndpoint

    code, since, place = args.country.upper(), _year(args.since), own.folder()
    if not re.fullmatch("[A-Z]{2}", code):
        raise UsageError(f"--country takes an ISO 3166 code of two letters such as CA, not “{args.country}”")
    address = args.endpoint or WIKIDATA
    if not re.match(r"https?://[^/\s]", address):
        raise UsageError(f"--endpoint takes an http(s) address, not “{address}”")
    if args.pause < 0 or args.tries < 1:
        raise UsageError("--pause takes seconds, --tries a number from 1 on")
    if place is None:
        raise UsageError("$KG_GAZETTEER is empty, so there is no own gazetteer; let it name a folder, or unset it")
    endpoint = PoliteEndpoint(
        address, place / "pages" / code, pause=args.pause, tries=args.tries, refresh=args.refresh, tell=_tell
    )
    found = wikidata.pull(code, endpoint, since, progress=_tell)
    kept = own.keep(f"wikidata-{code}", found, source=f"{code} from {endpoint.address}, {date.today()}, terms since {since.year}")
    print(f"{_held(kept)}; {counted(endpoint.asked, 'request')}; used from the next build on")
    return 0


def add_files(args: argparse.Namespace) -> int:
    from kg.errors import InputError  # beside its only use
    from kg.gazetteer import own  # as in `pull`

    failed = 0
    for file in args.files:
        try:
            print(f"{_held(own.add(Path(file)))}; used from the next build on")
        except InputError as error:
            _tell(str(error))
            failed = 1
    return failed


def show(args: argparse.Namespace) -> int:
    from kg.gazetteer import own  # as in `pull`

    entries = own.entries()
    for entry in entries:
        print(_held(entry) + (f" ({entry.source})" if entry.source else ""))
    place = own.folder()
    print(f"{counted(len(entries), 'file')} in {place}" if place else "no own gazetteer: $KG_GAZETTEER is empty")
    return 0


def remove(args: argparse.Namespace) -> int:
    from kg.gazetteer import own  # as in `pull`

    for name in args.names:
        print(f"removed {own.remove(name).name}")
    return 0


def _held(entry: object) -> str:
    from kg.gazetteer.own import Entry  # as in `pull`

    assert isinstance(entry, Entry)
    facts = entry.facts
    terms = f"{counted(len(facts.holdings), 'term')} of {facts.people} {'person' if facts.people == 1 else 'people'}"
    countries = f"{len(facts.countries)} {'country' if len(facts.countries) == 1 else 'countries'}"
    return f"{entry.name}: {terms}, {len(facts.bodies)} {'body' if len(facts.bodies) == 1 else 'bodies'}, {countries}"


def _year(number: int) -> date:
    if not 1 <= number <= 9999:
        raise UsageError(f"--since takes a year, not {number}")
    return date(number, 1, 1)


def _tell(line: str) -> None:
    print(f"kg: {line}", file=sys.stderr)
