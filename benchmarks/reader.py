"""`python -m benchmarks.reader`: the reader's layers on development data: trees, tags, lemmas, names, sentences, calibration."""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np

from benchmarks.corpus import DATA, unpacked
from kg.model import Article
from kg.nlp import decode, heads, labels, tokens, windows
from kg.nlp.lemmas import apply_rule
from kg.nlp.reader import Reader
from kg.nlp.weights import load_reader
from kg.training import data as corpora


def treebank(reader: Reader, path: Path) -> dict[str, float]:
    """Accuracy in percent on gold tokens and sentences: UPOS, XPOS, lemma, UAS, LAS (relation subtypes left out)."""
    right: Counter[str] = Counter()
    docs = list(corpora.treebank(path))
    made = [tokens.pieces(d.forms, d.breaks, reader.wordpieces) for d in docs]
    s = reader.settings
    arrays = windows.run_all(made, reader.session.run, size=s.size, overlap=s.overlap, rows=s.rows, ends=reader.ends)
    for doc, out in zip(docs, arrays, strict=True):
        starts = [i for i, first in enumerate(doc.sentence_starts) if first]
        for a, b in zip(starts, [*starts[1:], len(doc.forms)], strict=True):
            chosen = decode.tree(heads.arc_scores(reader.session.weights, out["arc_dependent"][a:b], out["arc_head"][a:b]))
            found = heads.relation_scores(reader.session.weights, out["hidden"][a:b], chosen).argmax(1)
            for k, i in enumerate(range(a, b)):
                head = a + chosen[k] - 1 if chosen[k] else i
                same = s.relations[found[k]].split(":")[0] == doc.relations[i].split(":")[0]
                right["tokens"] += 1
                right["UAS"] += head == doc.heads[i]
                right["LAS"] += head == doc.heads[i] and same
                right["UPOS"] += int(out["upos"][i].argmax()) == doc.upos[i]
                right["XPOS"] += s.xpos[int(out["xpos"][i].argmax())] == doc.xpos[i]
                lemma = apply_rule(doc.forms[i], s.lemma[int(out["lemma"][i].argmax())])
                right["lemma"] += lemma == apply_rule(doc.forms[i], doc.lemma[i])
    return {k: round(100 * v / right["tokens"], 1) for k, v in right.items() if k != "tokens"}


def silver(reader: Reader, articles: Path, layer: Path) -> dict[str, float]:
    """F1 in percent of sentence starts, and of names by kind, against CoreNLP's layer."""
    counts: Counter[tuple[str, str]] = Counter()
    docs = [d for d in corpora.polnear(articles, layer) if d.names]
    with open(articles, encoding="utf8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    by_forms = {tuple(t[a:b] for a, b in tokens.spans(t)): t for t in texts}
    readings = reader.read(Article(id=str(i), text=by_forms[tuple(d.forms)]) for i, d in enumerate(docs))
    for doc, reading in zip(docs, readings, strict=True):
        mine = {("sentence", a, 0) for a, _ in reading.sentences} | {(n.kind, n.first, n.end) for n in reading.names}
        gold = {("sentence", i, 0) for i, first in enumerate(doc.sentence_starts) if first}
        gold |= set(labels.iob_spans([labels.NAMES[i] for i in doc.names]))
        for what, group in (("right", mine & gold), ("found", mine), ("gold", gold)):
            counts.update((kind, what) for kind, _, _ in group)
    kinds = sorted({k for k, _ in counts})
    return {k: round(200 * counts[k, "right"] / (counts[k, "found"] + counts[k, "gold"]), 1) for k in kinds}


def calibration(reader: Reader, gold: Path) -> tuple[float, float]:
    """(share right in percent, expected calibration error in 10 bins) of attributions.

    Right means that the cue overlaps a gold cue, and the words of source and content agree with that attribution's by half.
    """
    rows = list(corpora.read_lines(gold))
    chances, hits = [], []
    for row, reading in zip(rows, reader.read(Article(id=r["article"], text=r["text"]) for r in rows), strict=True):
        for a in reading.attributions:
            chances.append(a.confidence)
            hits.append(any(_agrees(a, g) for g in row["attributions"]))
    bins = np.minimum((np.array(chances) * 10).astype(int), 9)
    right = np.array(hits, float)
    error = sum(
        abs(right[bins == b].mean() - np.array(chances)[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())
    )
    return round(100 * float(right.mean()), 1), round(float(error), 3)


def _agrees(mine, gold) -> bool:
    def chars(spans) -> set[int]:
        return {i for a, b in spans for i in range(a, b)}

    def alike(a: set[int], b: set[int]) -> bool:
        return (not a and not b) or 2 * len(a & b) >= 0.5 * (len(a) + len(b))

    source = [(mine.source.start, mine.source.end)] if mine.source else []
    return (
        bool(chars([(mine.cue.start, mine.cue.end)]) & chars(gold["cue"]))
        and alike(chars(source), chars(gold["source"]))
        and alike(chars((c.start, c.end) for c in mine.content), chars(gold["content"]))
    )


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--data", type=Path, default=DATA)
    ask.add_argument("--model", help="weights folder (default: the shipped one)")
    args = ask.parse_args()
    reader = load_reader(args.model)
    syntax, news = unpacked(args.data, "syntax"), unpacked(args.data, "polnear")
    for name in ("ewt", "gum"):
        print(name, "dev", treebank(reader, syntax / f"{name}.dev.conllu"))
    print("silver dev", silver(reader, news / "dev.jsonl", news / "dev.corenlp.jsonl"))
    share, error = calibration(reader, news / "gold.dev.jsonl")
    print(f"attributions right {share} %, expected calibration error {error}")


if __name__ == "__main__":
    main()
