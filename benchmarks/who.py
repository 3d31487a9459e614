"""`python -m benchmarks.who ANNOTATIONS GOLD RECORDS [--errors]`: where the named speaker and the role go wrong, class by class.

ANNOTATIONS and GOLD are what `tools/score_annotations.py` beside the data takes, RECORDS what `kg extract` wrote. The figures of
that tool are split by how the article speaks of the source (a pronoun, a name, a noun phrase, several people, a document, nothing
at all), and role classes are counted in pairs (annotated, found). `--errors` lists every miss.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.corpus import TOOLS

Row = dict[str, Any]

PRONOUNS = frozenset(
    ("he", "she", "it", "they", "him", "her", "them", "his", "hers", "its", "their", "who", "which", "that", "i", "we", "us",
     "our", "my", "me", "you", "both")
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One annotated attribution beside the statement whose cue overlaps its cue."""

    article: str
    wanted: Row
    """The annotation."""
    found: Row | None
    """The statement of the record; null where the reader found none."""
    form: str
    """How the article speaks of the source."""


def measure() -> ModuleType:
    """The measuring tool beside the data, which says what a right name is. Exits where it is absent."""
    path = TOOLS / "score_annotations.py"
    spec = spec_from_file_location("score_annotations", path)
    if not path.exists() or spec is None or spec.loader is None:
        sys.exit(f"{path}: the measuring tool is not here")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def rows(path: Path) -> list[Row]:
    """The objects of a file of JSON lines."""
    with path.open(encoding="utf8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def form(annotation: Row, source: str) -> str:
    """How an article speaks of a source: by a pronoun, its name, a noun phrase, as several, as a document, or not at all."""
    words, actor = source.casefold().split(), str(annotation["actor"] or "")
    if not words:
        return "no words"
    if len(words) == 1 and words[0].strip(".,") in PRONOUNS:
        return "pronoun, several" if " and " in actor else "pronoun"
    if " and " in actor:
        return "several"
    if annotation["actor_type"] == "document":
        return "document"
    return "name" if actor and actor.rsplit(maxsplit=1)[-1].casefold() in source.casefold() else "noun phrase"


def judged(annotations: list[Row], gold: list[Row], records: list[Row]) -> Iterator[Judged]:
    """Every annotated attribution with the statement that it meets, as the measuring tool matches them."""
    given = {row["article"]: {a["id"]: a for a in row["attributions"]} for row in gold}
    said = {row["article"]: row["statements"] for row in records}
    for row in annotations:
        for annotation in row["attributions"]:
            attribution = given.get(row["article"], {}).get(annotation["id"])
            if attribution is None:
                continue
            found = next((s for s in said.get(row["article"], ()) if _meets(s["cue"], attribution["cue"])), None)
            source = found["source"]["text"] if found and found["source"] else ""
            yield Judged(article=row["article"], wanted=annotation, found=found, form=form(annotation, source))


def _meets(cue: Row | None, spans: list[list[int]]) -> bool:
    return cue is not None and any(cue["start"] < end and cue["end"] > start for start, end in spans)


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("annotations", type=Path)
    ask.add_argument("gold", type=Path)
    ask.add_argument("records", type=Path)
    ask.add_argument("--errors", action="store_true")
    args = ask.parse_args()
    tool = measure()
    tool.main(args.annotations, args.gold, args.records)
    actors: Counter[tuple[str, bool]] = Counter()
    roles: Counter[tuple[str, str]] = Counter()
    for one in judged(rows(args.annotations), rows(args.gold), rows(args.records)):
        if one.found is None:
            continue
        name = (one.found["actor"] or {}).get("name")
        role = (one.found["role"] or {}).get("class", "none")
        words = (one.found["source"] or {}).get("text", "")[:60]
        if tool.named(one.wanted):
            right = bool(tool.same_actor(one.wanted["actor"], name))
            actors[one.form, right] += 1
            if args.errors and not right:
                print("actor", one.article[:30], words, one.found["cue"]["text"], name, one.wanted["actor"], sep=" | ")
        if one.wanted["role_class"] != "none":
            roles[one.wanted["role_class"], role] += 1
            if args.errors and role != one.wanted["role_class"]:
                label = (one.found["role"] or {}).get("label")
                wanted = (one.wanted["role_class"], one.wanted["role"], one.wanted["actor"])
                print("role", one.article[:30], words, name, role, label, *wanted, sep=" | ")
    print("\nactor by form     right  of  share")
    for kind in sorted({kind for kind, _ in actors}):
        hits, all_of = actors[kind, True], actors[kind, True] + actors[kind, False]
        print(f"{kind:17s} {hits:5d} {all_of:4d} {100 * hits / all_of:5.1f}")
    print("\nrole class annotated, found")
    for (annotated, given), count in roles.most_common():
        if annotated != given and count > 1:
            print(f"{count:5d}  {annotated}, {given}")


if __name__ == "__main__":
    main()
