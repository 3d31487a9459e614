"""The network under training and what users run give the same numbers; the training code learns. Needs the extra `train`."""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import numpy as np
import pytest

from kg.nlp import decode, heads, labels
from kg.nlp.tokens import tokenizer
from kg.nlp.weights import SHIPPED, OnnxSession

torch = pytest.importorskip("torch", reason="torch is not installed (extra `train`)")
transformers = pytest.importorskip("transformers", reason="transformers is not installed (extra `train`)")

TAGS = {"xpos": ["NN", "VB"], "relations": ["root", "nsubj", "obj"], "lemma": ["0|", "1|"]}


def network():
    """A tiny network as it is before training."""
    from kg.training.network import Model

    torch.manual_seed(0)
    config = transformers.BertConfig(
        vocab_size=30522, hidden_size=24, num_hidden_layers=2, num_attention_heads=4, intermediate_size=48,
        attention_probs_dropout_prob=0.0,
    )  # fmt: skip
    return Model(transformers.BertModel(config, add_pooling_layer=False), 24, TAGS)


@pytest.fixture
def model():
    """The same with every parameter drawn, so that none is zero by chance of its start."""
    made = network()
    for parameter in made.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    return made.eval()


def inputs():
    rng = np.random.default_rng(0)
    ids = rng.integers(1000, 20000, (2, 20))
    mask = np.ones_like(ids)
    mask[1, 12:] = 0
    return ids, ids % 5, mask, np.tile(np.arange(1, 9), (2, 1))


def test_the_exported_encoder_gives_the_same_numbers(model, tmp_path: Path) -> None:
    """ONNX with 16-bit weights against the network, within what 16 bits cost."""
    from kg.training.export import halve, to_onnx

    to_onnx(model.reader, tmp_path / "wide.onnx")
    halve(tmp_path / "wide.onnx", tmp_path / "encoder.onnx")
    np.savez(tmp_path / "heads.npz")
    got = OnnxSession(tmp_path, 1).run(*inputs())
    with torch.inference_mode():
        wanted = model.reader(*(torch.from_numpy(x) for x in inputs()))
    for name, values in got.items():
        assert values[0] == pytest.approx(wanted[name][0].numpy(), abs=0.05), name


def test_numpy_heads_are_the_networks_heads(model) -> None:
    """Parser, labeller and linker by both implementations."""
    from kg.training.session import head_weights

    weights = head_weights(model)
    hidden, flat = torch.randn(6, 24), torch.randn(6, 7)
    with torch.inference_mode():
        dependent, head = model.reader.arc_dependent(hidden), model.reader.arc_head(hidden)
        arcs = model.parser(dependent[None], head[None])[0]
        relations = model.labeller(hidden, torch.tensor([0, 1, 1, 3, 4, 2]))
        distance = torch.tensor([[labels.distance_bucket(i - 2) for i in range(6)]])
        links = model.linker(hidden[None], flat[None], hidden[None, 2], distance)[0]
    assert heads.arc_scores(weights, dependent.numpy(), head.numpy()) == pytest.approx(arcs.numpy(), rel=1e-3, abs=1e-3)
    found = heads.relation_scores(weights, hidden.numpy(), [0, 1, 1, 3, 4, 2])
    assert found == pytest.approx(relations.numpy(), rel=1e-3, abs=1e-3)
    linker = heads.Linker(weights, hidden.numpy(), flat.numpy())
    assert linker.emissions(2, 0, 6) == pytest.approx(links.numpy(), rel=1e-3, abs=1e-3)


def test_the_chains_loss_is_that_of_all_paths() -> None:
    """The forward algorithm against summing every sequence, with padding."""
    from kg.training.network import Crf

    tags = ("O", "B-x", "I-x")
    crf = Crf(tags)
    torch.nn.init.normal_(crf.transitions)
    emissions, gold = torch.randn(1, 4, 3), torch.tensor([[0, 1, 2, 0]])
    mask = torch.tensor([[True, True, True, False]])
    step, start = decode.forbidden(tags)
    full = crf.transitions.detach().numpy() + step

    def score(path: tuple[int, ...]) -> float:
        e = emissions[0].numpy()
        return start[path[0]] + sum(e[i, t] for i, t in enumerate(path)) + sum(full[a, b] for a, b in itertools.pairwise(path))

    every = np.logaddexp.reduce([score(p) for p in itertools.product(range(3), repeat=3)])
    assert float(crf.loss(emissions, gold, mask)) == pytest.approx((every - score((0, 1, 2))) / 3, rel=1e-4)


TREEBANK = """# newdoc id = a
# text = Ann said Bo left.
1\tAnn\tAnn\tPROPN\tNNP\t_\t2\tnsubj\t_\t_
2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
3\tBo\tBo\tPROPN\tNNP\t_\t4\tnsubj\t_\t_
4\tleft\tleave\tVERB\tVBD\t_\t2\tccomp\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

"""


def test_a_treebank_becomes_documents_and_training_learns(tmp_path: Path) -> None:
    """A few steps on one tiny document lower the loss."""
    from kg.training import batches, data, losses

    path = tmp_path / "tiny.conllu"
    path.write_text(TREEBANK, encoding="utf-8")
    (doc,) = data.treebank(path)
    assert doc.forms == ["Ann", "said", "Bo", "left", "."]
    assert doc.heads == [1, 1, 3, 1, 1]
    assert doc.sentence_starts == [1, 0, 0, 0, 0]
    doc.attribution = [1, 3, 5, 6, 0]
    doc.links = [(1, [1, 3, 5, 6, 0])]
    doc.relations, doc.xpos, doc.lemma = ["nsubj", "root", "nsubj", "obj", "obj"], ["NN"] * 5, ["0|"] * 5
    wordpieces = tokenizer(SHIPPED / "tokenizer.json")
    model = network().train()
    optim = torch.optim.Adam(model.parameters(), 0.01)
    seen = []
    for step in range(30):
        (batch,) = batches.epoch([doc], wordpieces, TAGS, size=60, rows=4, rng=random.Random(step))
        loss = losses.total(losses.loss(model, batch))
        optim.zero_grad()
        loss.backward()
        optim.step()
        seen.append(float(loss.detach()))
    assert seen[-1] < seen[0] / 2


@pytest.mark.parametrize("seed", range(5))
def test_training_windows_cover_each_document_once(seed: int) -> None:
    """Cuts fall anywhere, but every token is in exactly one window, and none is too long."""
    from kg.nlp import tokens
    from kg.training import data

    text = "Ann said so. Bo left at nine o'clock! " * 30
    spans = tokens.spans(text)
    doc = data.Document(
        forms=[text[a:b] for a, b in spans], breaks=tokens.breaks_before(text, spans), sentence_starts=[0] * len(spans)
    )
    wordpieces = tokenizer(SHIPPED / "tokenizer.json")
    cut = list(data.windows(doc, wordpieces, 50, random.Random(seed)))
    assert [i for a, b in cut for i in range(a, b)] == list(range(len(spans)))
    assert all(len(tokens.pieces(doc.forms[a:b], doc.breaks[a:b], wordpieces).ids) <= 50 for a, b in cut)


def test_the_mean_of_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Weights are averaged, tag sets go along."""
    from kg.training import average

    for name, value in (("a", 1.0), ("b", 3.0)):
        (tmp_path / name).mkdir()
        torch.save({"model": {"w": torch.full((2,), value)}}, tmp_path / name / "checkpoint.pt")
        (tmp_path / name / "tags.json").write_text("{}")
    monkeypatch.setattr("sys.argv", ["average", str(tmp_path / "a"), str(tmp_path / "b"), "-o", str(tmp_path / "mean")])
    average.main()
    assert torch.load(tmp_path / "mean" / "checkpoint.pt")["model"]["w"].tolist() == [2.0, 2.0]
    assert (tmp_path / "mean" / "tags.json").read_text() == "{}"


def test_hidden_pieces() -> None:
    """A share of the pieces is hidden, the ends and the padding never."""
    from kg.training.train import hider

    pieces = tokenizer(SHIPPED / "tokenizer.json")
    ids = torch.full((40, 100), 2000)
    ids[:, 0], ids[:, -1] = pieces.token_to_id("[CLS]"), pieces.token_to_id("[PAD]")
    torch.manual_seed(0)
    hidden = hider(pieces, 0.1)(ids)
    assert 0.05 < (hidden == pieces.token_to_id("[MASK]")).float().mean() < 0.15
    assert torch.equal(hidden[:, [0, -1]], ids[:, [0, -1]])
    assert torch.equal(hider(pieces, 0.0)(ids), ids)
