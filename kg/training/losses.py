"""The training loss of a batch: the sum of what each labelled layer says."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from kg.nlp.labels import distance_bucket
from kg.training.batches import Batch
from kg.training.data import IGNORE
from kg.training.network import Model

WEIGHTS = {
    "attribution": 1.0,
    "anchor": 1.0,
    "link": 1.0,
    "names": 0.5,
    "sentence": 0.5,
    "upos": 0.3,
    "xpos": 0.3,
    "lemma": 0.3,
}
"""Weight of each layer in the sum; attributions are what the reader is for."""

TREES = (1.0, 0.7)
"""The same for the parser's two layers, arcs and relations, which a run may set."""

_BUCKETS = torch.tensor([distance_bucket(i) for i in range(-1023, 1024)])


def loss(model: Model, batch: Batch) -> dict[str, Tensor]:
    """Loss by layer, unweighted, each a mean over tokens."""
    out = model.reader(batch.ids, batch.cases, batch.mask, batch.first)
    out = {k: v.float() for k, v in out.items()}
    real, gold = batch.token_mask, batch.labels
    parts: dict[str, Tensor] = {}
    if "attribution" in gold:
        parts["attribution"] = model.flat_crf.loss(out["attribution"], gold["attribution"].clamp(min=0), real)
        parts["anchor"] = F.binary_cross_entropy_with_logits(out["anchor"][real], gold["anchor"][real])
        if batch.links:
            parts["link"] = _link_loss(model, batch, out)
    if "names" in gold:
        parts["names"] = F.cross_entropy(out["names"][real], gold["names"][real])
    if "sentence_starts" in gold:
        parts["sentence"] = F.binary_cross_entropy_with_logits(out["sentence"][real], gold["sentence_starts"][real].float())
    for name in ("upos", "xpos", "lemma"):
        if name in gold:
            parts[name] = F.cross_entropy(out[name][real], gold[name][real], ignore_index=IGNORE)
    if "heads" in gold:
        arcs = model.parser(out["arc_dependent"], out["arc_head"])
        same = gold["sentence"].unsqueeze(2) == gold["sentence"].unsqueeze(1)
        same = torch.cat([torch.ones_like(same[:, :, :1]), same & real.unsqueeze(1)], 2)
        arcs = arcs.masked_fill(~same, -1e4)
        parts["arcs"] = F.cross_entropy(arcs[real], gold["heads"][real], ignore_index=IGNORE)
        # A row's own tokens follow its root: head h of row r is row h of that row's vectors.
        chosen = [model.labeller(out["hidden"][r][real[r]], gold["heads"][r][real[r]].clamp(min=0)) for r in range(len(real))]
        known = gold["relations"].masked_fill(gold["heads"] == IGNORE, IGNORE)
        parts["relations"] = F.cross_entropy(torch.cat(chosen), known[real], ignore_index=IGNORE)
    return parts


def total(parts: dict[str, Tensor], trees: tuple[float, float] = TREES) -> Tensor:
    """The weighted sum of `loss`; `trees` are the weights of arcs and relations."""
    weights = {**WEIGHTS, "arcs": trees[0], "relations": trees[1]}
    return torch.stack([weights[name] * value for name, value in parts.items()]).sum()


def _link_loss(model: Model, batch: Batch, out: dict[str, Tensor]) -> Tensor:
    rows = torch.tensor([r for r, _, _ in batch.links])
    cues = torch.tensor([c for _, c, _ in batch.links])
    long = batch.first.shape[1]
    gold = torch.zeros(len(rows), long, dtype=torch.long)
    for k, (_, _, seen) in enumerate(batch.links):
        gold[k, : len(seen)] = torch.tensor(seen)
    hidden = out["hidden"]
    distance = _BUCKETS[(torch.arange(long).unsqueeze(0) - cues.unsqueeze(1)).clamp(-1023, 1023) + 1023]
    emissions = model.linker(hidden[rows], out["attribution"][rows], hidden[rows, cues], distance)
    return model.link_crf.loss(emissions, gold, batch.token_mask[rows])
