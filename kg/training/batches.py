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
    layers = _token_layers(group, long, tags)
    if group[0][0].heads:
        layers.update(_trees(group, long))
    links = [link for r, window in enumerate(group) for link in _links(r, *window)]
    if "attribution" in layers:
        anchors = torch.zeros(len(group), long)
        for r, cue, _ in links:
            anchors[r, cue] = 1.0
        layers["anchor"] = anchors
    return Batch(ids=ids, cases=cases, mask=mask, first=first, token_mask=token_mask, labels=layers, links=links)


Group = list[tuple[Document, int, int]]


def _token_layers(group: Group, long: int, tags: dict[str, list[str]]) -> dict[str, Tensor]:
    """A label a token, of the layers that the corpus has."""
    index = {name: {x: i for i, x in enumerate(values)} for name, values in tags.items()}
    layers: dict[str, Tensor] = {}
    for name in ("attribution", "names", "sentence_starts", "upos", "xpos", "lemma", "relations"):
        if getattr(group[0][0], name):
            layers[name] = torch.full((len(group), long), IGNORE)
            for r, (doc, a, b) in enumerate(group):
                values = getattr(doc, name)[a:b]
                known = [index[name].get(v, IGNORE) for v in values] if name in index else list(values)
                if name in IOB:
                    known[0] = _opened(known[0], IOB[name])
                layers[name][r, : b - a] = torch.tensor(known)
    return layers


def _trees(group: Group, long: int) -> dict[str, Tensor]:
    """Heads (0 for the root, else 1 + the head's index in the window) and a number for each sentence."""
    heads = torch.full((len(group), long), IGNORE)
    sentence = torch.zeros(len(group), long, dtype=torch.long)
    for r, (doc, a, b) in enumerate(group):
        for i in range(a, b):
            if doc.heads[i] == i:
                heads[r, i - a] = 0
            elif a <= doc.heads[i] < b:
                heads[r, i - a] = doc.heads[i] - a + 1
        sentence[r, : b - a] = torch.tensor(doc.sentence_starts[a:b]).cumsum(0)
    return {"heads": heads, "sentence": sentence}


def _links(row: int, doc: Document, a: int, b: int) -> Iterator[tuple[int, int, list[int]]]:
    """The attributions whose cue lies in the window, as seen from there."""
    for cue, seen in doc.links:
        if a <= cue < b:
            yield row, cue - a, [_opened(seen[a], labels.ATTRIBUTION), *seen[a + 1 : b]]


IOB = {"attribution": labels.ATTRIBUTION, "names": labels.NAMES}


def _opened(tag: int, tags: tuple[str, ...]) -> int:
    """A span that the window cuts begins anew at its first token."""
    return tag - 1 if tags[tag][0] == "I" else tag
