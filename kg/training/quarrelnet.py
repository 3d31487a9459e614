"""The network that reads all statements of an article and scores pairs of them, and its packing for users.

Word pieces of each statement go through the lower layers of the encoder alone; then the pieces of all statements of a stretch
attend to each other in the upper layers, each marked with its part (source, cue, content, rest) and the rank of its statement.
A pair is scored from the pooled parts of both, from how well their contents match piece by piece, from the statements between
them, and from the signals of `kg.compare.signals`. Written without the encoder's library, so that it traces to a small graph.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kg.compare.learned import REACH
from kg.training.export import stored_small

if TYPE_CHECKING:
    from onnx import NodeProto, TensorProto

LOW = 3
"""Layers that read each statement alone; they stay as they were pretrained."""
POOLED, MATCHED, RANKS, PARTS = 192, 64, 128, 5


class Packing:
    """Where the pieces of a stretch stand in its rows, so that padding costs nothing and takes no part."""

    def __init__(self, mask: Tensor) -> None:
        self.rows, self.pieces = mask.nonzero().unbind(1)
        self.places = (torch.cumsum(mask.flatten(), 0) - 1).clamp(min=0).view(mask.shape)
        self.hide = (1.0 - mask[:, None, None, :].to(torch.float32)) * -1e4

    def packed(self, rows: Tensor) -> Tensor:
        """[n, L, …] to [T, …]."""
        return rows[self.rows, self.pieces]

    def apart(self, packed: Tensor) -> Tensor:
        """[T, …] to [n, L, …]; padding repeats the piece before it."""
        return packed[self.places]


class Network(nn.Module):
    """Logits of pairs of statements; `mean` and `spread` are those of the signals over the training articles."""

    mean: Tensor
    spread: Tensor

    def __init__(self, encoder: nn.Module, signals: int) -> None:
        super().__init__()
        self.enc = encoder
        width = encoder.config.hidden_size
        self.part = nn.Embedding(PARTS, width)
        self.order = nn.Embedding(RANKS, width)
        self.proj = nn.Linear(3 * width, POOLED)
        self.tokp = nn.Linear(width, MATCHED)
        self.gap = nn.Embedding(REACH + 1, 32)
        self.bil = nn.Parameter(torch.randn(POOLED, POOLED) * 0.02)
        hidden = nn.Linear(4 * POOLED + 32 + 4 + signals, POOLED)
        self.mlp = nn.Sequential(hidden, nn.GELU(), nn.Dropout(0.2), nn.Linear(POOLED, 1))
        self.drop = nn.Dropout(0.2)
        self.register_buffer("mean", torch.zeros(signals))
        self.register_buffer("spread", torch.ones(signals))
        for embedding in (self.part, self.order):
            nn.init.normal_(embedding.weight, std=0.02)
        nn.init.constant_(self.mlp[-1].bias, -4.5)  # about one pair in a hundred is a conflict

    def forward(self, ids: Tensor, mask: Tensor, parts: Tensor, first: Tensor, second: Tensor, x: Tensor) -> Tensor:
        """Logits [P] of the pairs (`first`, `second`) of statements; ids, mask and parts are [n, L], x is [P, signals]."""
        return self.above(self.alone(ids, mask), mask, parts, first, second, x)

    def alone(self, ids: Tensor, mask: Tensor) -> Tensor:
        """[T, width]: all pieces but the padding, each statement by itself, after the lower layers."""
        e = self.enc.embeddings
        where = Packing(mask)
        rank = torch.cumsum(torch.ones_like(ids), 1) - 1
        h = e.word_embeddings(where.packed(ids)) + e.position_embeddings(where.packed(rank)) + e.token_type_embeddings.weight[0]
        h = e.LayerNorm(h)
        for layer in self.enc.encoder.layer[:LOW]:
            h = self._layer(layer, h, where)
        return h

    def above(self, h: Tensor, mask: Tensor, parts: Tensor, first: Tensor, second: Tensor, x: Tensor) -> Tensor:
        """The rest of `forward`, from what `alone` gives."""
        where = Packing(mask)
        h = h + self.part(where.packed(parts)) + self.order(where.rows.clamp(max=RANKS - 1))
        for layer in self.enc.encoder.layer[LOW:]:
            h = self._layer(layer, h)
        h = where.apart(h) * mask[..., None].to(h.dtype)
        held = [(parts == k).to(h.dtype) for k in (1, 2, 3)]
        pools = [(h * own[..., None]).sum(1) / own.sum(1, keepdim=True).clamp(min=1) for own in held]
        v = self.drop(torch.tanh(self.proj(torch.cat(pools, 1))))
        a, b = v[first], v[second]
        between = self.gap((second - first).clamp(max=REACH))
        told = ((x - self.mean) / self.spread).clamp(-4, 4)
        z = torch.cat([a, b, a * b, (a - b).abs(), between, self._matches(h, held[2], first, second), told], 1)
        return self.mlp(z)[:, 0] + ((a @ self.bil) * b).sum(1)

    def _matches(self, h: Tensor, content: Tensor, first: Tensor, second: Tensor) -> Tensor:
        """[P, 4]: how well the pieces of each content find their like in the other's: on average, and the best three."""
        t = F.normalize(self.tokp(h), dim=-1)
        left, right = content[first], content[second]
        alike = t[first] @ t[second].transpose(1, 2)
        both = left[:, :, None] * right[:, None, :]
        alike = alike * both - (1.0 - both)
        here, there = alike.max(2).values, alike.max(1).values
        shares = [(m * own).sum(1) / own.sum(1).clamp(min=1) for m, own in ((here, left), (there, right))]
        return torch.stack([*shares, *(m.topk(3, 1).values.mean(1) for m in (here, there))], 1)

    def _layer(self, layer: nn.Module, x: Tensor, where: Packing | None = None) -> Tensor:
        """One layer of the encoder over [T, width]; with `where`, pieces attend to those of their own statement alone."""
        heads, a = self.enc.config.num_attention_heads, layer.attention
        given = (m(x) for m in (a.self.query, a.self.key, a.self.value))
        rows = [where.apart(t) if where else t[None] for t in given]
        width = self.enc.config.hidden_size // heads
        q, k, v = (t.view(t.shape[0], t.shape[1], heads, width).transpose(1, 2) for t in rows)
        seen = F.scaled_dot_product_attention(q, k, v, attn_mask=where.hide if where else None).transpose(1, 2).flatten(2)
        x = a.output.LayerNorm(self._dropped(a.output.dense(where.packed(seen) if where else seen[0])) + x)
        inner = F.gelu(layer.intermediate.dense(x))
        return layer.output.LayerNorm(self._dropped(layer.output.dense(inner)) + x)

    def _dropped(self, x: Tensor) -> Tensor:
        return F.dropout(x, 0.1, self.training)


def to_onnx(network: Network, path: Path) -> None:
    """Writes the graph with 32-bit weights."""
    network = network.eval()
    ids = torch.ones(4, 9, dtype=torch.long)
    mask = ids.clone()
    mask[1, 6:] = 0
    first, second = torch.tensor([0, 1, 0]), torch.tensor([1, 2, 3])
    given = (ids, mask, ids * 3 * mask, first, second, torch.zeros(3, network.mean.shape[0]))
    pieces, pairs = {0: "statements", 1: "pieces"}, {0: "pairs"}
    axes = dict.fromkeys(("ids", "mask", "parts"), pieces) | dict.fromkeys(("first", "second", "x", "logits"), pairs)
    with torch.inference_mode():
        torch.onnx.export(
            network,
            given,
            str(path),
            input_names=["ids", "mask", "parts", "first", "second", "x"],
            output_names=["logits"],
            dynamic_axes=axes,
            opset_version=17,
            dynamo=False,
            do_constant_folding=True,
        )


def shrink(source: Path, target: Path) -> None:
    """Stores every large matrix as 8-bit integers with a scale for each row or column, whichever is nearer to it.

    A Cast and a Mul behind it make floats of it.
    """
    from onnx import TensorProto, helper, numpy_helper

    def small(tensor: TensorProto) -> tuple[list[NodeProto], list[TensorProto]]:
        whole, scale = eighth(numpy_helper.to_array(tensor))
        names = [f"{tensor.name}_{kind}" for kind in ("whole", "scale", "wide")]
        cast = helper.make_node("Cast", [names[0]], [names[2]], to=TensorProto.FLOAT)
        stored = [numpy_helper.from_array(whole, names[0]), numpy_helper.from_array(scale, names[1])]
        return [cast, helper.make_node("Mul", [names[2], names[1]], [tensor.name])], stored

    stored_small(source, target, small)


def eighth(matrix: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(8-bit integers, 32-bit scales) whose product is near a matrix; the scales are of its rows or of its columns."""
    found = []
    for axis in range(matrix.ndim):
        most = np.abs(matrix).max(axis=axis, keepdims=True)
        scale = (np.maximum(most, 1e-12) / 127).astype(np.float32)
        whole = np.round(matrix / scale).astype(np.int8)
        found.append((float(((whole * scale - matrix) ** 2).sum()), whole, scale))
    return min(found, key=lambda one: one[0])[1:]
