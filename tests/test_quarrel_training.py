"""The model of quarrels under training and what users run give the same numbers; it learns. Needs the extra `train`."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from kg.compare.learned import NAMES
from kg.nlp.quarrels import Quarrels, Said
from kg.nlp.weights import load_quarrels
from tests.compare_cases import Case

torch = pytest.importorskip("torch", reason="torch is not installed (extra `train`)")
transformers = pytest.importorskip("transformers", reason="transformers is not installed (extra `train`)")

LINES = """Ida Falk | - | claimed | that Roth had hidden the ferry accounts from the auditor
Mara Tull | - | said | the winter was mild in Dorn
Otto Roth | - | denied [deny] | hiding the ferry accounts from any auditor"""


def network():
    """A tiny network as it is before training."""
    from kg.training.quarrelnet import Network

    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=30522, hidden_size=24, num_hidden_layers=4, num_attention_heads=4, intermediate_size=48,
    )  # fmt: skip
    return Network(transformers.BertModel(config, add_pooling_layer=False), len(NAMES))


def annotated_article(tmp_path: Path):
    """The example of `LINES`, of which the denial is annotated."""
    from kg.training.answers import annotated
    from kg.training.quarreldata import examples

    (extraction,) = Case(LINES).extractions
    cues = [s.attribution.cue.start for s in extraction.statements]
    row = {"article": extraction.article.id, "contradictions": [{"a": cues[0], "b": cues[2]}, {"a": cues[0], "b": 99999}]}
    (tmp_path / "pairs.jsonl").write_text(json.dumps(row) + "\n", encoding="utf8")
    (found,) = examples([extraction], annotated(tmp_path / "pairs.jsonl"))
    return found


def test_the_packed_model_gives_the_same_numbers(tmp_path: Path) -> None:
    """8-bit weights against the network, within what 8 bits cost, on statements of different lengths."""
    from kg.training.quarreldata import SETTINGS, wordpieces
    from kg.training.quarrels import TorchSession, pack

    made = network()
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    pack(made, tmp_path)
    page = annotated_article(tmp_path).page
    said = [Said(*texts) for texts in page.texts]
    got = load_quarrels(tmp_path).score(said, page.pairs, page.signals)
    wanted = Quarrels(TorchSession(made), wordpieces(), SETTINGS).score(said, page.pairs, page.signals)
    assert got == pytest.approx(wanted, abs=0.05 * np.abs(wanted).max())


def test_the_encoder_is_the_librarys(tmp_path: Path) -> None:
    """One statement alone goes through the lower layers as the library would send it."""
    from kg.training.quarrelnet import LOW

    made = network().eval()
    ids = torch.tensor([[101, 2023, 102, 2003, 102], [101, 2023, 102, 0, 0]])
    mask = (ids > 0).long()
    made.enc.encoder.layer = made.enc.encoder.layer[:LOW]
    with torch.inference_mode():
        wanted = made.enc(input_ids=ids, attention_mask=mask).last_hidden_state
        got = made.alone(ids, mask)
    assert got.numpy() == pytest.approx(wanted[mask.bool()].numpy(), abs=1e-4)


def test_training_learns_what_is_annotated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from kg.training import quarreldata, quarrels

    example = annotated_article(tmp_path)
    assert example.conflicts == {(0, 2)}
    assert example.known == 2, "what the reader did not find counts too"
    monkeypatch.setattr(quarrels, "FASTER", 100)
    made = network()
    quarrels.scaled(made, [example])
    quarrels.train(made, [example] * 4, epochs=40)
    model = Quarrels(quarrels.TorchSession(made), quarreldata.wordpieces(), quarreldata.SETTINGS)
    assert quarreldata.average_precision([example], model) == 1.0


def test_each_annotator_has_a_bias(tmp_path: Path) -> None:
    """One calls every pair of an article a conflict, the other none: who annotated it explains the one and the other."""
    from kg.training import quarrels

    one = replace(annotated_article(tmp_path), conflicts=frozenset(((0, 1), (0, 2), (1, 2))))
    other = replace(one, article="other", conflicts=frozenset())

    def loss(by: dict[str, str]) -> float:
        return quarrels.train(network(), [one, other] * 4, by, epochs=80, rate=5e-3)

    known = loss({one.article: "a", "other": "b"})
    assert known < 0.5 * loss({})


def test_the_fit_finds_what_decides() -> None:
    """The logit decides, and rows that keep their weight; the table is noise."""
    from kg.training.quarrelfit import Row, fit

    dice = np.random.default_rng(3)

    def row() -> Row:
        z, outright = float(dice.normal()) * 2, 3.0 * float(dice.random() < 0.2)
        conflict = bool(dice.random() < 1 / (1 + np.exp(-z - outright)))
        return float(dice.normal()), z, float(dice.random() < 0.5), outright, conflict

    found = fit([row() for _ in range(2000)])
    assert found["learned"] == pytest.approx(1.0, abs=0.2)
    assert found["table"] == pytest.approx(0.0, abs=0.2)
    assert found["pushes_back"] == pytest.approx(0.0, abs=0.3)
    assert found["bias"] == pytest.approx(0.0, abs=0.3)
