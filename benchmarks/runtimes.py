"""`python -m benchmarks.runtimes RUN`: the encoder in ONNX Runtime and in torch: word pieces a second, start-up, size on disk.

Needs the extra `train` and a training run (`make train`); ratios are to ONNX Runtime with 32-bit arithmetic.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from kg.nlp.weights import SHIPPED, OnnxSession

ROWS, SIZE = 8, 256


def speed(run: Callable[..., object], seconds: float = 8.0) -> float:
    """Word pieces a second over batches of 8 windows of 256."""
    rng = np.random.default_rng(0)
    ids = rng.integers(1000, 20000, (ROWS, SIZE))
    inputs = (ids, ids % 5, np.ones_like(ids), np.tile(np.arange(200), (ROWS, 1)))
    run(*inputs)
    begun, done = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        run(*inputs)
        done += ids.size
    return done / (time.perf_counter() - begun)


def megabytes(package: str) -> float:
    """Size of an installed package on disk."""
    spec = importlib.util.find_spec(package)
    folder = Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6 if folder else 0.0


def import_seconds(module: str) -> float:
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", f"import {module}"], check=True)
    return time.perf_counter() - begun


def int8_session(folder: Path) -> OnnxSession:
    """The shipped graph with dynamically quantised matrices."""
    import shutil

    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic

    from kg.training.export import widen

    folder.mkdir(parents=True, exist_ok=True)
    onnx.save(widen(onnx.load(str(SHIPPED / "encoder.onnx"))), str(folder / "wide.onnx"))
    quantize_dynamic(str(folder / "wide.onnx"), str(folder / "encoder.onnx"), weight_type=QuantType.QInt8)
    (folder / "wide.onnx").unlink()
    for name in ("heads.npz", "reader.json", "tokenizer.json"):
        shutil.copy(SHIPPED / name, folder / name)
    return OnnxSession(folder, 0)


def main() -> None:
    import torch

    from kg.training.checkpoints import load

    run, work = Path(sys.argv[1]), Path("build/benchmarks/int8")
    _, session = load(run)
    network = session.model.reader

    @torch.inference_mode()
    def torch32(*inputs: np.ndarray) -> None:
        network(*map(torch.from_numpy, inputs))

    runs = {
        "ONNX Runtime, 32 bits": OnnxSession(SHIPPED, 0).run,
        "ONNX Runtime, int8": int8_session(work).run,
        "torch, 32 bits": torch32,
        "torch, bfloat16": session.run,
    }
    speeds = {name: speed(one) for name, one in runs.items()}
    base = next(iter(speeds.values()))
    for name, pieces in speeds.items():
        print(f"{name}: {pieces:.0f} pieces/s, {pieces / base:.2f}")
    for module in ("onnxruntime", "torch"):
        print(f"{module}: import {import_seconds(module):.2f} s, {megabytes(module):.0f} MB on disk")
    print(f"int8 graph {(work / 'encoder.onnx').stat().st_size / 1e6:.0f} MB; accuracy: benchmarks.reader --model {work}")


if __name__ == "__main__":
    main()
