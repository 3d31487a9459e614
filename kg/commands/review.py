"""`kg review`: people confirm, reject, annotate and add contradictions; what they decide is data and stays."""

from __future__ import annotations

import argparse
import getpass
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import api
from kg.commands.base import Commands, counted
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.reviews.desk import Case
    from kg.store.base import Store

WORDS = {"confirm": "confirmed", "reject": "rejected", "reopen": "candidate", "annotate": None}
"""Command to the verdict that it gives; an annotation gives none."""


def add(commands: Commands) -> None:
    group = commands.group(
        "review", "confirm, reject, annotate or add contradictions; decisions are kept when articles are read again"
    )

    made = group.add("list", listed, "contradictions with their numbers, the weakest first")
    made.add_argument("--surest", action="store_true", help="the surest first")
    made.add_argument("--actor", help="of whom one of the two statements is")
    made.add_argument("--since", help="first day of the later statement (YYYY-MM-DD)")
    made.add_argument("--until", help="last day of the later statement (YYYY-MM-DD)")
    made.add_argument("--type", help="way of contradicting (denial, numeric, role_reversal …)")
    made.add_argument("--state", default="candidate", help="candidate (default), confirmed, rejected, orphaned or all")
    made.add_argument("--limit", type=int, help="so many at most")
    made.add_argument("--format", choices=("table", "json"), default="table")

    for name, text in (
        ("confirm", "say that these contradictions are right"),
        ("reject", "say that these are none; they are hidden from then on"),
        ("reopen", "take the verdict on these back"),
        ("annotate", "add a note to these and leave the verdict as it is"),
    ):
        made = group.add(name, decided, text)
        made.add_argument("numbers", nargs="+", metavar="NUMBER", help="number as `kg review list` shows it, or an IRI")
        who(made)
        made.set_defaults(said=WORDS[name])

    made = group.add("add", added, "add a contradiction that was not found")
    made.add_argument("earlier", metavar="EARLIER", help="IRI of the earlier statement, or the first digits of its last part")
    made.add_argument("later", metavar="LATER", help="the same of the later statement; of a dispute, the answer")
    made.add_argument("--type", required=True, help="way of contradicting (denial, numeric, role_reversal …)")
    made.add_argument("--point", required=True, help="what is in dispute, in a few words")
    made.add_argument("--disputes", action="store_true", help="the later statement answers the earlier one")
    who(made)

    made = group.add("export", exported, "write what was confirmed and rejected as examples, a JSON record a line")
    made.add_argument("-o", "--out", help="file to write (default: standard output)")


def who(made: argparse.ArgumentParser) -> None:
    """The arguments that say who decides, and why."""
    made.add_argument("--by", help="who decides (default: $USER)")
    made.add_argument("--note", default="", help="why")


def name_of(given: str | None) -> str:
    """Who decides: as given, else the user of this session. UsageError where neither is known."""
    if given is not None:
        return given
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise UsageError("whose decision is it? Give a name with --by") from None


def listed(args: argparse.Namespace) -> int:
    from kg.reviews import desk  # pyoxigraph, only where a store is asked

    if args.state != "all" and args.state not in desk.STATES:
        raise UsageError(f"--state is one of {', '.join(desk.STATES)} or all, not “{args.state}”")
    if args.type and args.type not in desk.TYPES:
        raise UsageError(f"“{args.type}” is no way of contradicting; there are {', '.join(desk.TYPES)}")
    if args.limit is not None and args.limit < 1:
        raise UsageError("--limit takes a whole number above zero")
    since, until = (str(api.as_date(day) or "") for day in (args.since, args.until))
    with api.open_store(args.store, read_only=True) as store:
        found = [c for c in desk.cases(store) if args.state in ("all", c.state) and args.type in (None, c.record["type"])]
        if args.actor:
            named = desk.actor_of(store, args.actor)
            found = [c for c in found if named & {c.record[side].get("actor_iri") for side in ("earlier", "later")}]
    found = [c for c in found if _within(c.record["later"]["said_on"], since, until)]
    found.sort(key=lambda c: c.record["confidence"] or 0.0, reverse=args.surest)
    shown = found[: args.limit]
    if args.format == "json":
        print(json.dumps([_json(c) for c in shown], ensure_ascii=False, indent=1))
    else:
        sys.stdout.write(_table(shown) + f"{len(shown)} of {counted(len(found), 'contradiction')}\n")
    return 0


def _within(day: str | None, since: str, until: str) -> bool:
    """Whether a day lies between two, of which either may be empty; a day that is not known lies within no bounds."""
    return (not since and not until) or bool(day and since <= day and (not until or day <= until))


def decided(args: argparse.Namespace) -> int:
    from kg.reviews import desk  # as above

    by = name_of(args.by)
    with api.open_store(existing(args.store)) as store:
        found = desk.cases(store)
        picked = [desk.chosen(found, number) for number in args.numbers]
        for case in {c.number: c for c in picked}.values():
            desk.decide(store, case, args.said, by=by, note=args.note)
            print(f"{case.number}: {args.said or 'noted'} by {by}, {case.record['point']}")
    return 0


def added(args: argparse.Namespace) -> int:
    from kg.reviews import desk  # as above

    relation = "disputes" if args.disputes else "contradicts"
    with api.open_store(existing(args.store)) as store:
        made = desk.add(
            store, args.earlier, args.later, type=args.type, point=args.point, by=name_of(args.by), note=args.note,
            relation=relation,
        )  # fmt: skip
        case = next(c for c in desk.cases(store) if any(r.iri == made.iri for r in c.reviews))
    print(f"{case.number}: added by {made.by}, {made.point}")
    return 0


def exported(args: argparse.Namespace) -> int:
    from kg.reviews import examples  # as above

    with api.open_store(args.store, read_only=True) as store:
        examples.write(store, Path(args.out) if args.out else None)
    return 0


def existing(where: str | None) -> Store:
    """A store to write to that exists already: reviewing a store that is not there must not make one."""
    api.open_store(where, read_only=True).close()
    return api.open_store(where)


def _json(case: Case) -> dict[str, Any]:
    said = [{"by": r.by, "at": r.at.isoformat(), "verdict": r.verdict, "note": r.note} for r in case.reviews]
    return {"number": case.number, "state": case.state, "reason": case.reason or None, **case.record, "decisions": said}


def _table(cases: list[Case]) -> str:
    import shutil  # beside its only use

    from rich.console import Console  # 60 ms, only where a table is shown
    from rich.table import Table
    from rich.text import Text

    if not cases:
        return ""
    console = Console(width=shutil.get_terminal_size((120, 40)).columns)
    table = Table(show_lines=True, expand=True)
    for title, ratio in (("number", None), ("sure", None), ("who", 3), ("whom", 3), ("on what point", 3), ("decided", 2)):
        table.add_column(title, overflow="fold", ratio=ratio)
    for c in cases:
        sure = "" if c.record["confidence"] is None else f"{c.record['confidence']:.2f}"
        said = "\n".join(f"{r.verdict or 'note'}, {r.by}, {r.at:%Y-%m-%d}{': ' + r.note if r.note else ''}" for r in c.reviews)
        about = f"{c.record['type'].replace('_', ' ')}: {c.record['point']}"
        sides = (Text(_side(c.record[which])) for which in ("later", "earlier"))
        state = c.state if not c.reason else f"{c.state}: {c.reason}"
        table.add_row(c.number, sure, *sides, Text(about), Text(f"{state}\n{said}".strip()))
    with console.capture() as capture:
        console.print(table)
    return capture.get()


def _side(side: dict[str, Any]) -> str:
    head = ", ".join(x for x in (side["actor"], side["said_on"], side["article"]) if x)
    return f"{head}\n{side['text']}"
