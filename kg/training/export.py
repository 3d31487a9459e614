"""`python -m kg.training.export RUN -o WEIGHTS`: packs a trained network for users.

encoder.onnx   encoder and token heads; large matrices are stored as 16-bit floats and widened when the session opens
heads.npz      the heads that compare pairs (numpy at run time)
reader.json    tag sets, window sizes, threshold, calibration
tokenizer.json word pieces
lemmas.tsv     word forms whose lemma is no matter of spelling (made by kg.training.lemmas, copied here)
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from kg.training.checkpoints import load
from kg.training.network import Reader
from kg.training.session import OUTPUTS
from kg.training.train import encoder_folder

if TYPE_CHECKING:
    from collections.abc import Callable

    import onnx
    from onnx import NodeProto, TensorProto

    Small = tuple[list[NodeProto], list[TensorProto]]

LARGE = 4096
"""Matrices of so many values are stored small."""
VERSION = 2
"""Format of the weights folder; the runtime refuses another."""


class PlainReader(nn.Module):
    """The network of `Reader` without its library: a few dozen lines that trace to a small graph on any version of torch."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        config = reader.encoder.config
        self.reader, self.heads, self.width = reader, config.num_attention_heads, config.hidden_size

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        r = self.reader
        e = r.encoder.embeddings
        places = torch.cumsum(torch.ones_like(ids), 1) - 1
        x = e.word_embeddings(ids) + r.case(cases) + e.position_embeddings(places) + e.token_type_embeddings.weight[0]
        x = e.LayerNorm(x)
        hide = (1.0 - mask[:, None, None, :].to(x.dtype)) * -1e4
        for layer in r.encoder.encoder.layer:
            a = layer.attention
            qkv = torch.cat([a.self.query.weight, a.self.key.weight, a.self.value.weight])
            bias = torch.cat([a.self.query.bias, a.self.key.bias, a.self.value.bias])
            width = self.width // self.heads
            q, k, v = F.linear(x, qkv, bias).view(x.shape[0], x.shape[1], 3, self.heads, width).permute(2, 0, 3, 1, 4).unbind(0)
            chance = torch.softmax(q @ k.transpose(-1, -2) * width**-0.5 + hide, -1)
            seen = (chance @ v).transpose(1, 2).flatten(2)
            x = a.output.LayerNorm(a.output.dense(seen) + x)
            x = layer.output.LayerNorm(layer.output.dense(F.gelu(layer.intermediate.dense(x))) + x)
        h = torch.gather(x, 1, first.unsqueeze(-1).expand(-1, -1, self.width))
        return (
            h,
            r.attribution(h),
            r.anchor(h).squeeze(-1),
            r.sentence(h).squeeze(-1),
            r.names(h),
            r.upos(h),
            r.xpos(h),
            r.arc_dependent(h),
            r.arc_head(h),
        )


def to_onnx(reader: Reader, path: Path) -> None:
    """Writes the graph with 32-bit weights."""
    plain = PlainReader(reader).eval()
    ids, first = torch.ones(2, 12, dtype=torch.long), torch.ones(2, 7, dtype=torch.long)
    pieces, words = {0: "rows", 1: "pieces"}, {0: "rows", 1: "tokens"}
    with torch.inference_mode():
        torch.onnx.export(
            plain,
            (ids, ids % 5, ids, first),
            str(path),
            input_names=["ids", "cases", "mask", "first"],
            output_names=list(OUTPUTS),
            dynamic_axes={"ids": pieces, "cases": pieces, "mask": pieces, "first": words, **dict.fromkeys(OUTPUTS, words)},
            opset_version=17,
            dynamo=False,
            do_constant_folding=True,
        )


def stored_small(source: Path, target: Path, small: Callable[[TensorProto], Small]) -> None:
    """Replaces every matrix of `LARGE` values or more by what `small` makes of it; the runtime folds the nodes on opening."""
    import onnx
    from onnx import TensorProto

    model = onnx.load(str(source))
    made = []
    for tensor in list(model.graph.initializer):
        if tensor.data_type == TensorProto.FLOAT and int(np.prod(tensor.dims)) >= LARGE:
            nodes, stored = small(tensor)
            made += nodes
            model.graph.initializer.remove(tensor)
            model.graph.initializer.extend(stored)
    whole = [*made, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(whole)
    onnx.save(model, str(target))


def halve(source: Path, target: Path) -> None:
    """Stores every large matrix as 16-bit floats, with a Cast behind it."""
    from onnx import TensorProto, helper, numpy_helper

    def half(tensor: TensorProto) -> Small:
        stored = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float16), tensor.name + "_half")
        return [helper.make_node("Cast", [stored.name], [tensor.name], to=TensorProto.FLOAT)], [stored]

    stored_small(source, target, half)


def widen(model: onnx.ModelProto) -> onnx.ModelProto:
    """The reverse of `halve`: 32-bit matrices in place of 16-bit ones with a Cast."""
    from onnx import numpy_helper

    casts = {n.input[0]: n for n in model.graph.node if n.op_type == "Cast" and n.input[0].endswith("_half")}
    for tensor in list(model.graph.initializer):
        if tensor.name in casts:
            wide = numpy_helper.from_array(numpy_helper.to_array(tensor).astype(np.float32), casts[tensor.name].output[0])
            model.graph.initializer.remove(tensor)
            model.graph.initializer.append(wide)
            model.graph.node.remove(casts[tensor.name])
    return model


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("run", type=Path)
    ask.add_argument("-o", "--out", type=Path, required=True)
    ask.add_argument("--lemmas", type=Path, required=True, help="table made by kg.training.lemmas")
    ask.add_argument("--set", nargs="*", default=[], metavar="NAME=VALUE", help="settings of kg.nlp.reader.Settings")
    args = ask.parse_args()
    reader, session = load(args.run)
    args.out.mkdir(parents=True, exist_ok=True)
    wide = args.out / "wide.onnx"
    to_onnx(session.model.reader, wide)
    halve(wide, args.out / "encoder.onnx")
    wide.unlink()
    np.savez_compressed(
        args.out / "heads.npz",
        **{k: v.astype(np.float16 if v.size >= LARGE else np.float32) for k, v in session.weights.items()},
    )
    given = dict(pair.split("=", 1) for pair in args.set)
    settings = dataclasses.replace(reader.settings, **{k: json.loads(v) for k, v in given.items()})
    (args.out / "reader.json").write_text(json.dumps({"format": VERSION, **dataclasses.asdict(settings)}, indent=1))
    shutil.copy(encoder_folder() / "tokenizer.json", args.out / "tokenizer.json")
    if args.lemmas.resolve() != (args.out / "lemmas.tsv").resolve():
        shutil.copy(args.lemmas, args.out / "lemmas.tsv")
    for file in sorted(args.out.iterdir()):
        print(f"{file.name} {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
