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
from kg.nlp.reader import Reader
from kg.nlp.weights import load_reader
from kg.training import data as corpora
from kg.training.lemmas import rule_for


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
                lemma = reader.lemmatizer(doc.forms[i], s.xpos[int(out["xpos"][i].argmax())])
                right["lemma"] += rule_for(doc.forms[i], lemma) == doc.lemma[i]
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


def calibration(reader: Reader, gold: Path) -> None:
    """Prints the share of attributions that are right, how well confidence fits it, and what slope and offset would fit best.

    Right means that the cue overlaps a gold cue, and the words of source and content agree with that attribution's by half.
    The error of a refit is measured on the articles of odd number, fitted on those of even number, and the other way round.
    """
    rows = list(corpora.read_lines(gold))
    given, hits, half = [], [], []
    for k, (row, reading) in enumerate(
        zip(rows, reader.read(Article(id=r["article"], text=r["text"]) for r in rows), strict=True)
    ):
        for a in reading.attributions:
            given.append(a.confidence)
            hits.append(any(_agrees(a, g) for g in row["attributions"]))
            half.append(k % 2 == 0)
    sure, right, even = np.clip(given, 1e-4, 1 - 1e-4), np.array(hits, float), np.array(half)
    slope, offset = reader.settings.calibration
    odds = (np.log(sure / (1 - sure)) - offset) / slope
    print(f"attributions right {100 * right.mean():.1f} %, expected calibration error {_error(sure, right):.3f}")
    for what, one, other in (("even", even, ~even), ("odd", ~even, even), ("all", even | True, even | True)):
        best = _fit(odds[one], right[one])
        error = _error(_sigmoid(odds[other], best), right[other])
        print(f"fitted on {what} articles: slope, offset {best}; error elsewhere {error:.3f}")


def _sigmoid(odds: np.ndarray, line: tuple[float, float]) -> np.ndarray:
    return 1 / (1 + np.exp(-(line[0] * odds + line[1])))


def _fit(odds: np.ndarray, right: np.ndarray) -> tuple[float, float]:
    """Slope and offset of least log loss, on a grid: two numbers need no more."""

    def loss(line: tuple[float, float]) -> float:
        p = _sigmoid(odds, line)
        return -float((right * np.log(p) + (1 - right) * np.log(1 - p)).mean())

    grid = ((round(s, 2), round(o, 1)) for s in np.arange(0.05, 1.2, 0.05) for o in np.arange(-3, 2, 0.1))
    return min(grid, key=loss)


def _error(sure: np.ndarray, right: np.ndarray) -> float:
    """Expected calibration error in ten bins."""
    bins = np.minimum((sure * 10).astype(int), 9)
    return float(sum(abs((right - sure)[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())))


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
    calibration(reader, news / "gold.dev.jsonl")


if __name__ == "__main__":
    main()
