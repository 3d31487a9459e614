"""Corpora to training windows: PolNeAR (attributions, silver names and sentences) and UD treebanks (parts of speech, trees)."""

from __future__ import annotations

import collections
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from kg.nlp import labels, tokens
from kg.training.lemmas import rule_for

SILVER_NAMES = {
    "PERSON": "person",
    "ORGANIZATION": "organization",
    "LOCATION": "place",
    "MISC": "nationality",
    "CITY": "place",
    "COUNTRY": "place",
    "STATE_OR_PROVINCE": "place",
    "NATIONALITY": "nationality",
}
IGNORE = -100
"""Label of a token that a loss leaves out (the convention of torch's cross entropy)."""


@dataclass(slots=True, kw_only=True)
class Document:
    """A tokenized text with whichever labels its corpus has; a list that is empty says that the corpus lacks them."""

    forms: list[str]
    breaks: list[bool]
    sentence_starts: list[int]
    attribution: list[int] = field(default_factory=list)
    links: list[tuple[int, list[int]]] = field(default_factory=list)
    """For each attribution: its first cue token, and the tags of all tokens as seen from there."""
    names: list[int] = field(default_factory=list)
    upos: list[int] = field(default_factory=list)
    xpos: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    """Token index of the head; its own index for the root."""
    relations: list[str] = field(default_factory=list)


def read_lines(path: Path) -> Iterator[dict]:
    with open(path, encoding="utf8") as lines:
        for line in lines:
            yield json.loads(line)


def polnear(articles: Path, silver: Path | None = None) -> Iterator[Document]:
    """Documents of a PolNeAR part; `silver` is the CoreNLP layer over the same texts."""
    layer = {row["id"]: row for row in read_lines(silver)} if silver else {}
    for row in read_lines(articles):
        text = row["text"]
        spans = tokens.spans(text)
        doc = Document(forms=[text[a:b] for a, b in spans], breaks=tokens.breaks_before(text, spans), sentence_starts=[])
        flat = ["O"] * len(spans)
        for attribution in row["attributions"]:
            seen = ["O"] * len(spans)
            for role in ("source", "cue", "content"):
                _paint(seen, spans, attribution[role], role)
            cue = next((i for i, tag in enumerate(seen) if tag == "B-cue"), None)
            if cue is None:
                continue
            doc.links.append((cue, [labels.ATTRIBUTION.index(t) for t in seen]))
            for i, tag in enumerate(seen):
                if flat[i] == "O":
                    flat[i] = tag
        doc.attribution = [labels.ATTRIBUTION.index(t) for t in flat]
        if row["article"] in layer:
            _add_silver(doc, spans, layer[row["article"]]["sentences"])
        yield doc


def _paint(tags: list[str], spans: list[tuple[int, int]], ranges: list[list[int]], role: str) -> None:
    last = None
    for i, (a, b) in enumerate(spans):
        if any(a < end and b > start for start, end in ranges):
            tags[i] = ("I-" if last == i - 1 else "B-") + role
            last = i


def _add_silver(doc: Document, spans: list[tuple[int, int]], sentences: list[list[list]]) -> None:
    starts = {sentence[0][1] for sentence in sentences}
    doc.sentence_starts = [int(a in starts) for a, _ in spans]
    kinds: dict[int, str] = {}
    for sentence in sentences:
        for _, start, end, _, _, name, _, _ in sentence:
            if name in SILVER_NAMES:
                kinds.update(dict.fromkeys(range(start, end), SILVER_NAMES[name]))
    tags, last = [], ""
    for i, (a, _) in enumerate(spans):
        kind = kinds.get(a, "")
        tags.append(("I-" if kind == last and not doc.sentence_starts[i] else "B-") + kind if kind else "O")
        last = kind
    doc.names = [labels.NAMES.index(t) for t in tags]


def treebank(path: Path) -> Iterator[Document]:
    """Documents of a CoNLL-U file; multi-word tokens are read as their words, empty nodes are left out."""
    doc: Document | None = None
    rows: list[list[str]] = []
    broken = True
    for line in [*path.read_text(encoding="utf8").splitlines(), ""]:
        if line.startswith("# newdoc"):
            if doc and doc.forms:
                yield doc
            doc, broken = None, True
        elif line.startswith("# newpar"):
            broken = True
        elif line and line[0] != "#":
            cells = line.split("\t")
            if cells[0].isdigit():
                rows.append(cells)
        elif not line and rows:
            doc = doc or Document(forms=[], breaks=[], sentence_starts=[])
            base = len(doc.forms)
            for i, (_, form, lemma, upos, xpos, _, head, relation, *_) in enumerate(rows):
                doc.forms.append(form)
                doc.breaks.append(broken and i == 0)
                doc.sentence_starts.append(int(i == 0))
                doc.upos.append(labels.UPOS.index(upos) if upos in labels.UPOS else labels.UPOS.index("X"))
                doc.xpos.append(xpos)
                doc.lemma.append(rule_for(form, lemma))
                doc.heads.append(base + int(head) - 1 if head != "0" else base + i)
                doc.relations.append(relation)
            rows, broken = [], False
    if doc and doc.forms:
        yield doc


def inventories(docs: list[Document]) -> dict[str, list[str]]:
    """Tag sets that are read off the treebanks: XPOS tags, relations, lemma rules seen at least 4 times, and which UPOS
    tags go with each XPOS tag."""
    out = {}
    for name, least in (("xpos", 5), ("relations", 5), ("lemma", 4)):
        counts = collections.Counter(x for d in docs for x in getattr(d, name))
        out[name] = [x for x, n in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0])) if n >= least]
    pairs = collections.Counter(pair for d in docs for pair in zip(d.xpos, d.upos, strict=True))
    out["upos_of"] = [" ".join(u for k, u in enumerate(labels.UPOS) if pairs[x, k] >= 5) for x in out["xpos"]]
    return out


def windows(doc: Document, wordpieces: tokens.Tokenizer, size: int, rng: random.Random) -> Iterator[tuple[int, int]]:
    """Cuts a document into token ranges of at most `size` pieces; the first cut falls anywhere, so that epochs differ."""
    made = tokens.pieces(doc.forms, doc.breaks, wordpieces)
    ends = [*made.first[1:], len(made.ids)]
    start, room = 0, size - rng.randrange(size // 2) if len(made.ids) > size else size
    for i in range(len(doc.forms)):
        if ends[i] - made.first[start] > room:
            # Prefer to cut at a sentence start in the second half of the window: training then sees whole sentences.
            cut = next((j for j in range(i, start + (i - start) // 2, -1) if doc.sentence_starts and doc.sentence_starts[j]), i)
            if cut == start:
                cut = i
            yield start, cut
            start, room = cut, size
    yield start, len(doc.forms)
