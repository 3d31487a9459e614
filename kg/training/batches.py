"""Windows to padded tensors, shuffled across corpora."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from kg.nlp import labels, tokens
from kg.training.data import IGNORE, Document, windows


@dataclass(slots=True, kw_only=True)
class Batch:
    """Windows of one corpus, padded; `labels` holds only the layers that the corpus has."""

    ids: Tensor
    cases: Tensor
    mask: Tensor
    first: Tensor
    token_mask: Tensor
    labels: dict[str, Tensor]
    links: list[tuple[int, int, list[int]]]
    """(row, cue token, tags of the row's tokens)."""


def epoch(
    docs: list[Document],
    wordpieces: tokens.Tokenizer,
    tags: dict[str, list[str]],
    *,
    size: int,
    rows: int,
    rng: random.Random,
    share: float = 1.0,
) -> Iterator[Batch]:
    """Batches of one pass over a share of the windows of `docs`, windows of like length together."""
    cut = [(doc, a, b) for doc in docs for a, b in windows(doc, wordpieces, size, rng)]
    rng.shuffle(cut)
    cut = cut[: int(len(cut) * share)]
    # Within large shuffled slices, like lengths share a batch: little padding, still random.
    for k in range(0, len(cut), rows * 32):
        part = sorted(cut[k : k + rows * 32], key=lambda w: w[2] - w[1])
        groups = [part[i : i + rows] for i in range(0, len(part), rows)]
        rng.shuffle(groups)
        for group in groups:
            yield collate(group, wordpieces, tags)


def collate(group: list[tuple[Document, int, int]], wordpieces: tokens.Tokenizer, tags: dict[str, list[str]]) -> Batch:
    """Pads one group of windows (document, first token, end token)."""
    start_id, end_id = wordpieces.token_to_id("[CLS]"), wordpieces.token_to_id("[SEP]")
    made = [tokens.pieces(doc.forms[a:b], doc.breaks[a:b], wordpieces) for doc, a, b in group]
    wide, long = max(len(m.ids) for m in made) + 2, max(b - a for _, a, b in group)
    ids, cases, mask = (torch.zeros(len(group), wide, dtype=torch.long) for _ in range(3))
    first, token_mask = torch.zeros(len(group), long, dtype=torch.long), torch.zeros(len(group), long, dtype=torch.bool)
    for r, m in enumerate(made):
        n = len(m.ids) + 2
        ids[r, :n] = torch.tensor([start_id, *m.ids, end_id])
        cases[r, :n] = torch.tensor([5, *m.cases, 5])
        mask[r, :n] = 1
        first[r, : len(m.first)] = torch.tensor(m.first) + 1
        token_mask[r, : len(m.first)] = True
    index = {name: {x: i for i, x in enumerate(values)} for name, values in tags.items()}
    layers: dict[str, Tensor] = {}
    links = []
    for name in ("attribution", "names", "sentence_starts", "upos", "xpos", "lemma", "relations"):
        if getattr(group[0][0], name):
            layer = torch.full((len(group), long), IGNORE)
            for r, (doc, a, b) in enumerate(group):
                values = getattr(doc, name)[a:b]
                layer[r, : b - a] = torch.tensor([index[name].get(v, IGNORE) for v in values] if name in index else values)
            layers[name] = layer
    if group[0][0].heads:
        heads = torch.full((len(group), long), IGNORE)
        sentence = torch.zeros(len(group), long, dtype=torch.long)
        for r, (doc, a, b) in enumerate(group):
            for i in range(a, b):
                h = doc.heads[i]
                if h == i:
                    heads[r, i - a] = 0
                elif a <= h < b:
                    heads[r, i - a] = h - a + 1
            sentence[r, : b - a] = torch.tensor(doc.sentence_starts[a:b]).cumsum(0)
        layers["heads"], layers["sentence"] = heads, sentence
    for r, (doc, a, b) in enumerate(group):
        for cue, seen in doc.links:
            if a <= cue < b:
                inside = seen[a:b]
                inside[0] = _opened(inside[0])
                links.append((r, cue - a, inside))
    if "attribution" in layers:
        layers["attribution"][:, 0] = torch.tensor([_opened(int(x)) for x in layers["attribution"][:, 0]])
        anchors = torch.zeros(len(group), long)
        for r, cue, _ in links:
            anchors[r, cue] = 1.0
        layers["anchor"] = anchors
    if "names" in layers:
        layers["names"][:, 0] = torch.tensor(
            [x - 1 if x > 0 and labels.NAMES[x][0] == "I" else x for x in layers["names"][:, 0].tolist()]
        )
    return Batch(ids=ids, cases=cases, mask=mask, first=first, token_mask=token_mask, labels=layers, links=links)


def _opened(tag: int) -> int:
    """A span that the window cuts begins anew at its first token."""
    return tag - 1 if tag > 0 and labels.ATTRIBUTION[tag][0] == "I" else tag
