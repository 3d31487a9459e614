"""Opens weights folders: the one place that loads ONNX Runtime."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from kg.errors import ModelError
from kg.nlp import heads, quarrels, windows
from kg.nlp.lemmas import Lemmatizer, read_table
from kg.nlp.quarrels import Quarrels
from kg.nlp.reader import Reader, Settings
from kg.nlp.tokens import tokenizer

if TYPE_CHECKING:
    import onnxruntime
    from numpy.typing import NDArray

FORMAT = 2
"""Format of the weights folder that this version reads; `kg.training.export` writes it."""
SHIPPED = Path(__file__).parent.parent / "weights" / "reader"
ANSWERS = SHIPPED.parent / "answers"
"""The model of quarrels that ships; it shares the word pieces of the reader that ships."""
ANSWERS_FORMAT = 2
"""Format of that folder that this version reads; `kg.training.quarrels` writes it."""
FILES = ("encoder.onnx", "heads.npz", "reader.json", "tokenizer.json", "lemmas.tsv")
ANSWERS_FILES = ("model.onnx", "model.json")


class OnnxSession:
    """Runs the encoder with ONNX Runtime, on a GPU where the installed runtime has one, else on the CPU."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._session = _open(folder / "encoder.onnx", threads)
        self._outputs = [o.name for o in self._session.get_outputs()]
        with np.load(folder / "heads.npz") as stored:
            self.weights: heads.Weights = {name: stored[name].astype(np.float32) for name in stored.files}

    def run(self, ids: windows.Ids, cases: windows.Ids, mask: windows.Ids, first: windows.Ids) -> windows.Arrays:
        """The encoder's outputs by name, each [rows, tokens, …]."""
        made = self._session.run(None, {"ids": ids, "cases": cases, "mask": mask, "first": first})
        return dict(zip(self._outputs, made, strict=True))


class QuarrelSession:
    """Runs the model of quarrels with ONNX Runtime."""

    def __init__(self, folder: Path, threads: int) -> None:
        self._session = _open(folder / "model.onnx", threads)

    def run(self, given: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
        """Logits [pairs]."""
        (found,) = self._session.run(["logits"], dict(given))
        return np.asarray(found, dtype=np.float32)


def _open(path: Path, threads: int) -> onnxruntime.InferenceSession:
    import onnxruntime  # 100 ms and 70 MB: only those who read articles pay for it

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.log_severity_level = 3
    # Threads that spin while they wait take the cores from the stages that come between two batches.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Without this the arena keeps the largest batch ever seen; a reader that streams should stay small.
    options.enable_cpu_mem_arena = False
    wanted = ("CUDAExecutionProvider", "ROCMExecutionProvider", "CPUExecutionProvider")
    providers = [p for p in wanted if p in onnxruntime.get_available_providers()]
    return onnxruntime.InferenceSession(str(path), options, providers=providers)


def load_reader(folder: str | Path | None = None, *, threads: int = 0) -> Reader:
    """The reader of a weights folder: `folder`, else `$KG_MODEL`, else the one that ships.

    `threads`: how many the encoder may use, 0 for one a core. Raises ModelError where a file is missing, damaged or of another
    format.
    """
    return _load(Path(folder or os.environ.get("KG_MODEL") or SHIPPED).resolve(), threads)


@cache
def _load(folder: Path, threads: int) -> Reader:
    missing = [name for name in FILES if not (folder / name).is_file()]
    if missing:
        raise ModelError(f"{folder}: no reader model here ({', '.join(missing)} missing)")
    try:
        stored: dict[str, Any] = json.loads((folder / "reader.json").read_text(encoding="utf8"))
    except ValueError as error:
        raise ModelError(f"{folder / 'reader.json'}: not valid JSON ({error})") from error
    if stored.pop("format", None) != FORMAT:
        raise ModelError(f"{folder}: made for another version of kg; run `make train` or install the matching version")
    known = {f.name for f in dataclasses.fields(Settings)}
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items() if k in known}
    try:
        settings = Settings(**values)
        session = OnnxSession(folder, threads)
        with (folder / "lemmas.tsv").open(encoding="utf8") as lines:
            lemmatizer = Lemmatizer(read_table(lines))
        return Reader(session, tokenizer(folder / "tokenizer.json"), settings, lemmatizer)
    except Exception as error:  # the runtime's own errors have no common base
        raise ModelError(f"{folder}: the reader model is damaged ({_line(error)})") from error


def load_quarrels(folder: str | Path | None = None, *, threads: int = 0) -> Quarrels:
    """The model of quarrels of a folder, else the one that ships; `threads` as in `load_reader`.

    Raises ModelError where a file is missing, damaged or of another format.
    """
    return _load_quarrels(Path(folder or ANSWERS).resolve(), threads)


@cache
def _load_quarrels(folder: Path, threads: int) -> Quarrels:
    if missing := [name for name in ANSWERS_FILES if not (folder / name).is_file()]:
        raise ModelError(f"{folder}: no model of quarrels here ({', '.join(missing)} missing)")
    try:
        stored: dict[str, Any] = json.loads((folder / "model.json").read_text(encoding="utf8"))
        if stored.pop("format") == ANSWERS_FORMAT:
            values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in stored.items()}
            settings = quarrels.Settings(**values)
            return Quarrels(QuarrelSession(folder, threads), tokenizer(SHIPPED / "tokenizer.json"), settings)
    except Exception as error:  # as above
        raise ModelError(f"{folder}: the model of quarrels is damaged ({_line(error)})") from error
    raise ModelError(f"{folder}: made for another version of kg; run `make train-answers` or install the matching version")


def _line(error: Exception) -> str:
    text = " ".join(str(error).split())
    return text if len(text) <= 160 else text[:157] + "…"


def fingerprint(folder: str | Path | None = None) -> str:
    """Names the weights: a change of model re-reads the articles of a store."""
    import hashlib  # beside its only use

    chosen = Path(folder or os.environ.get("KG_MODEL") or SHIPPED)
    made = hashlib.sha256()
    for name in FILES:
        path = chosen / name
        if path.is_file():
            made.update(path.read_bytes())
    return made.hexdigest()[:16]
