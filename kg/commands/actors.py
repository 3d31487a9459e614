"""`kg actors`: who is who, and why; joining and parting actors by hand, which stays when articles are read again."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from kg import api
from kg.commands.base import Commands, counted
from kg.commands.review import existing, name_of, who
from kg.errors import UsageError

if TYPE_CHECKING:
    from kg.model import IdentityDecision
    from kg.reviews.portraits import Portrait, RoleHeld
    from kg.store.base import Store


def add(commands: Commands) -> None:
    group = commands.group("actors", "who is who, and why; joining and parting actors by hand")

    made = group.add("list", listed, "actors, those with most statements first")
    made.add_argument("--name", default="", help="words in one of the names")
    made.add_argument("--unnamed", action="store_true", help="the sources that no article names, with whom they speak for")
    made.add_argument("--limit", type=int, default=50, help="so many at most (default: %(default)s)")
    made.add_argument("--format", choices=("table", "json"), default="table")

    made = group.add("show", shown, "one actor: names, roles over time, articles, every mention, and why it is one")
    made.add_argument("name", metavar="NAME", help="name, part of one, or IRI")
    made.add_argument("--format", choices=("text", "json"), default="text")

    made = group.add("merge", merged, "say that two actors are one; the second stands for both")
    made.add_argument("first", metavar="A")
    made.add_argument("second", metavar="B")
    _decides(made)

    made = group.add(
        "split", parted, "say that an actor is none of those it is joined to, or not this one, or somebody else in some articles"
    )
    made.add_argument("first", metavar="A")
    made.add_argument("second", metavar="B", nargs="?", help="the one that A is not (default: all that it is joined to)")
    made.add_argument(
        "--article", action="append", default=[], metavar="ID", help="article whose A is a namesake; may be repeated"
    )
    _decides(made)

    group.add("decisions", decisions, "what people decided, the latest last")


def _decides(made: argparse.ArgumentParser) -> None:
    who(made)
    made.add_argument("--later", action="store_true", help="leave it to the next build to link the articles anew")


def listed(args: argparse.Namespace) -> int:
    if args.limit < 1:
        raise UsageError("--limit takes a whole number above zero")
    with api.open_store(args.store, read_only=True) as store:
        rows = _unnamed(store) if args.unnamed else _named(store)
    words = args.name.casefold()
    rows = [r for r in rows if words in f"{r['name']}; {r.get('aliases', '')}; {r.get('principal', '')}".casefold()]
    some = rows[: args.limit]
    if args.format == "json":
        print(json.dumps(some, ensure_ascii=False, indent=1))
        return 0
    sys.stdout.write(_table(some))
    print(f"{len(some)} of {counted(len(rows), 'unnamed source' if args.unnamed else 'actor')}")
    return 0


def _named(store: Store) -> list[dict[str, Any]]:
    from kg import query  # pyoxigraph, only where a store is asked

    _, rows = query.table(store, "actors")
    return [{"statements": int(r["statements"]), "name": r["name"], "aliases": r["aliases"], "actor": r["actor"]} for r in rows]


def _unnamed(store: Store) -> list[dict[str, Any]]:
    from kg.reviews.people import unnamed  # as above

    return [
        {"statements": r.statements, "name": r.name, "principal": r.principal, "article": r.article, "actor": r.iri}
        for r in unnamed(store)
    ]


def shown(args: argparse.Namespace) -> int:
    from kg.reviews import people, portraits  # as above

    with api.open_store(args.store, read_only=True) as store:
        found = portraits.portrait(store, people.chosen(store, args.name))
    if args.format == "json":
        print(json.dumps(found.as_json(), ensure_ascii=False, indent=1))
    else:
        sys.stdout.write(_text(found))
    return 0


def merged(args: argparse.Namespace) -> int:
    from kg.reviews import people  # as above

    with existing(args.store) as store:
        made = people.merge(store, args.first, args.second, by=name_of(args.by), note=args.note)
        return _linked(store, [made], args.later)


def parted(args: argparse.Namespace) -> int:
    from kg.reviews import people  # as above

    with existing(args.store) as store:
        made = people.split(store, args.first, args.second, articles=args.article, by=name_of(args.by), note=args.note)
        return _linked(store, made, args.later)


def _linked(store: Store, made: Sequence[IdentityDecision], later: bool) -> int:
    """Says what was decided and links the articles anew, so that it is in force."""
    for one in made:
        print(_decision(one))
    if later:
        print("in force from the next build on")
        return 0
    from kg import corpus  # the stages, only where articles are linked
    from kg.reviews.recording import base_of

    corpus.relink(store, base_of(store))
    return 0


def decisions(args: argparse.Namespace) -> int:
    from kg import rdf  # as above
    from kg.reviews.recording import base_of

    with api.open_store(args.store, read_only=True) as store:
        found = rdf.read_decisions(store, base=base_of(store)).identities
    for one in found:
        print(_decision(one))
    print(counted(len(found), "decision"))
    return 0


def _decision(one: IdentityDecision) -> str:
    note = f": {one.note}" if one.note else ""
    if one.articles:
        what = f"in {', '.join(one.articles)}, <{one.first}> is another: <{one.second}>"
    else:
        what = f"<{one.first}> {'is' if one.same else 'is not'} <{one.second}>"
    return f"{what} ({one.by}, {one.at:%Y-%m-%d}{note})"


def _table(rows: Sequence[dict[str, Any]]) -> str:
    import shutil  # beside its only use

    from rich.console import Console  # 60 ms, only where a table is shown
    from rich.table import Table

    if not rows:
        return ""
    console = Console(width=shutil.get_terminal_size((120, 40)).columns)
    table = Table()
    for title in rows[0]:
        table.add_column(title, overflow="fold")
    for row in rows:
        table.add_row(*(str(v) for v in row.values()))
    with console.capture() as capture:
        console.print(table, markup=False)
    return capture.get()


def _text(one: Portrait) -> str:
    lines = [f"{one.name}  <{one.iri}>", "", f"names: {', '.join(one.names)}"]
    lines += ["", "roles over time"] + [f"  {_role(r)}" for r in one.roles or ()]
    lines += ["", "why it is one"] + [
        f"  {'not' if j.namesake else 'also'} {j.name} <{j.iri}> (score {j.score:.2f}): {j.ground}" for j in one.joins
    ]
    if not one.joins:
        lines.append("  one name, letter by letter; nothing was joined")
    lines += ["", counted(len(one.articles), "article")]
    for article in one.articles:
        head = ", ".join(x for x in (article.day, article.outlet, article.id) if x)
        lines.append(f"  {head}{f': {article.title}' if article.title else ''}")
        for place in (m for m in one.mentions if m.article == article.id):
            lines.append(f"    {'says' if place.speaks else 'named'} {place.start}–{place.end} [{place.words}] {place.sentence}")
    lines += ["", counted(len(one.mentions), "mention")]
    return "\n".join(lines) + "\n"


def _role(one: RoleHeld) -> str:
    """A role with when it was held."""
    of = f" of {one.of}" if one.of else ""
    known = f" (known from {one.since or '?'} to {one.until or 'now'})" if one.since or one.until else ""
    when = "before" if one.former else one.on or "undated"
    how = "carried over to" if one.carried else "in"
    return f"{when}: {one.label}{of} [{one.role_class}]{known}, {how} {one.article or 'a statement'}"
