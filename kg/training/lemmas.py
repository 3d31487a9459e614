"""`python -m kg.training.lemmas TREEBANKS… -o lemmas.tsv`: the word forms whose lemma the rules of spelling do not give.

Reads CoNLL-U files, and a list of irregular words for those that the treebanks lack. Names in the singular (NNP) are left out:
they are their own lemma, whatever a treebank makes of "United".

While the network trains it also guesses lemmas, as edit scripts ("cut n characters, append s"): a layer that teaches it endings,
and that no user runs.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from kg.nlp.lemmas import Table, by_rule, folded

OFTEN = {"VB": 1, "NN": 1}
"""How often a form must be seen, by the beginning of its tag; any other tag: twice, since rare words there are mostly typos."""


def words(path: Path) -> Iterator[tuple[str, str, str]]:
    """(form, Penn tag, lemma) of every word of a CoNLL-U file, folded."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            if len(cells) == 10 and cells[0].isdigit() and cells[2] != "_":
                yield folded(cells[1]), cells[4], folded(cells[2])


def exceptions(paths: list[Path]) -> Table:
    """The commonest lemma of each form and tag, where it differs from the rule's."""
    seen: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for path in paths:
        for form, tag, lemma in words(path):
            seen[form, tag][lemma] += 1
    return {
        (form, tag): lemma
        for (form, tag), lemmas in sorted(seen.items())
        for lemma, _ in lemmas.most_common(1)
        if tag != "NNP" and lemma != by_rule(form, tag) and lemmas.total() >= OFTEN.get(tag[:2], 2)
    }


def irregular(path: Path) -> Table:
    """Past forms of a list with a line "base form, past, participle …" for each verb; # begins a remark."""
    lines = (line.split() for line in path.read_text(encoding="utf8").splitlines() if not line.startswith("#"))
    return {(form, tag): base for base, *forms in filter(None, lines) for form in forms for tag in ("VBD", "VBN")}


def rule_for(form: str, lemma: str) -> str:
    """The edit script "n|suffix" that turns the folded form into the folded lemma."""
    low, want = folded(form), folded(lemma)
    same = 0
    while same < min(len(low), len(want)) and low[same] == want[same]:
        same += 1
    return f"{len(low) - same}|{want[same:]}"


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("treebanks", nargs="+", type=Path)
    ask.add_argument("-o", "--out", type=Path, required=True)
    ask.add_argument("--irregular", type=Path, help="list of irregular verbs")
    args = ask.parse_args()
    table = {**exceptions(args.treebanks), **(irregular(args.irregular) if args.irregular else {})}
    args.out.write_text("".join(f"{form}\t{tag}\t{lemma}\n" for (form, tag), lemma in sorted(table.items())), encoding="utf8")
    print(f"{len(table)} exceptions written to {args.out}")


if __name__ == "__main__":
    main()
