"""The reader network: one encoder, and a head for each layer of annotation."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from kg.nlp import labels
from kg.nlp.tokens import CASES

ARC, RELATION, LINK = 192, 64, 192
"""Widths of the parser's arc and relation spaces and of the linker."""


def mlp(width: int, out: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(width, out), nn.ReLU())


class Reader(nn.Module):
    """Encoder and the heads whose input is a token's vector; pairs are scored by `Linker` and `Labeller`."""

    def __init__(self, encoder: nn.Module, width: int, tags: dict[str, list[str]]) -> None:
        super().__init__()
        self.encoder = encoder
        self.case = nn.Embedding(CASES, width)
        nn.init.zeros_(self.case.weight)
        self.attribution = nn.Linear(width, len(labels.ATTRIBUTION))
        self.anchor = nn.Linear(width, 1)
        self.sentence = nn.Linear(width, 1)
        self.names = nn.Linear(width, len(labels.NAMES))
        self.upos = nn.Linear(width, len(labels.UPOS))
        self.xpos = nn.Linear(width, len(tags["xpos"]))
        self.lemma = nn.Linear(width, len(tags["lemma"]))
        self.arc_dependent, self.arc_head = mlp(width, ARC), mlp(width, ARC)
        self.dropout = nn.Dropout(0.15)

    def forward(self, ids: Tensor, cases: Tensor, mask: Tensor, first: Tensor) -> dict[str, Tensor]:
        """ids, cases, mask: [batch, pieces] (mask 1 for a piece); first: [batch, tokens], the piece of each token.

        Returns token vectors `hidden` [batch, tokens, width], logits by head, and the vectors that `Parser` compares.
        """
        vectors = self.encoder.embeddings.word_embeddings(ids) + self.case(cases)
        hidden = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        hidden = torch.gather(hidden, 1, first.unsqueeze(-1).expand(-1, -1, hidden.shape[-1])).float()
        dropped = self.dropout(hidden)
        return {
            "hidden": hidden,
            "attribution": self.attribution(dropped),
            "anchor": self.anchor(dropped).squeeze(-1),
            "sentence": self.sentence(dropped).squeeze(-1),
            "names": self.names(dropped),
            "upos": self.upos(dropped),
            "xpos": self.xpos(dropped),
            "lemma": self.lemma(dropped),
            "arc_dependent": self.arc_dependent(dropped),
            "arc_head": self.arc_head(dropped),
        }


class Parser(nn.Module):
    """Scores every token as the head of every other (biaffine, Dozat and Manning 2017)."""

    def __init__(self) -> None:
        super().__init__()
        self.root = nn.Parameter(torch.zeros(ARC))
        self.weight = nn.Parameter(torch.zeros(ARC, ARC))
        self.bias = nn.Parameter(torch.zeros(ARC))

    def forward(self, dependent: Tensor, head: Tensor) -> Tensor:
        """[batch, n, ARC] twice to [batch, n, 1 + n]; column 0 is the root."""
        head = torch.cat([self.root.expand(head.shape[0], 1, -1), head], 1)
        return (dependent @ self.weight + self.bias) @ head.transpose(1, 2)


class Linker(nn.Module):
    """Tags all tokens as seen from one cue: its source, the cue itself, its content."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.token, self.cue = nn.Linear(width, LINK), nn.Linear(width, LINK)
        self.token_gate, self.cue_gate = nn.Linear(width, LINK), nn.Linear(width, LINK)
        self.distance = nn.Embedding(labels.DISTANCES, LINK)
        self.out = nn.Linear(LINK, len(labels.ATTRIBUTION))
        self.flat = nn.Parameter(torch.full((len(labels.ATTRIBUTION),), 0.3))
        self.dropout = nn.Dropout(0.15)

    def forward(self, hidden: Tensor, flat: Tensor, cue: Tensor, distance: Tensor) -> Tensor:
        """hidden: [cues, tokens, width]; flat: [cues, tokens, tags]; cue: [cues, width]; distance: [cues, tokens] buckets."""
        hidden, cue = self.dropout(hidden), self.dropout(cue)
        both = self.token(hidden) + self.cue(cue).unsqueeze(1) + self.distance(distance)
        both = both + self.token_gate(hidden) * self.cue_gate(cue).unsqueeze(1)
        return self.out(torch.relu(both)) + self.flat * flat


class Labeller(nn.Module):
    """Relation of each token to the head that was chosen for it."""

    def __init__(self, width: int, relations: int) -> None:
        super().__init__()
        self.dependent, self.head = mlp(width, RELATION), mlp(width, RELATION)
        self.root = nn.Parameter(torch.zeros(width))
        self.pair = nn.Linear(RELATION, relations * RELATION, bias=False)
        self.linear = nn.Linear(2 * RELATION, relations)
        self.dropout = nn.Dropout(0.15)

    def forward(self, hidden: Tensor, heads: Tensor) -> Tensor:
        """hidden: [tokens, width]; heads: [tokens], 0 for the root, else 1 + the head's index. Returns [tokens, relations]."""
        all_heads = torch.cat([self.root.unsqueeze(0), hidden], 0)
        dependent, head = self.dependent(self.dropout(hidden)), self.head(self.dropout(all_heads))[heads]
        pair = self.pair(dependent).view(len(dependent), -1, RELATION)
        return (pair * head.unsqueeze(1)).sum(-1) + self.linear(torch.cat([dependent, head], -1))


class Crf(nn.Module):
    """Linear-chain CRF over emissions; trained here, decoded in numpy at run time."""

    def __init__(self, tags: tuple[str, ...]) -> None:
        super().__init__()
        allowed = torch.tensor([[not b.startswith("I-") or a[2:] == b[2:] for b in tags] for a in tags])
        self.register_buffer("forbidden", torch.where(allowed, 0.0, -1e4))
        self.register_buffer("forbidden_start", torch.tensor([-1e4 if t.startswith("I-") else 0.0 for t in tags]))
        self.transitions = nn.Parameter(torch.zeros(len(tags), len(tags)))
        self.start = nn.Parameter(torch.zeros(len(tags)))

    def loss(self, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood of `tags`, a token; emissions [b, n, t], tags [b, n], mask [b, n] (a prefix of ones)."""
        step = self.transitions + self.forbidden
        first = self.start + self.forbidden_start
        alpha = emissions[:, 0] + first
        gold = alpha.gather(1, tags[:, :1]).squeeze(1)
        for i in range(1, emissions.shape[1]):
            here = mask[:, i]
            alpha = torch.where(here[:, None], torch.logsumexp(alpha.unsqueeze(2) + step, 1) + emissions[:, i], alpha)
        later = emissions[:, 1:].gather(2, tags[:, 1:, None]).squeeze(2) + step[tags[:, :-1], tags[:, 1:]]
        gold = gold + (later * mask[:, 1:]).sum(1)
        return (torch.logsumexp(alpha, 1) - gold).sum() / mask.sum()


class Model(nn.Module):
    """Everything that is trained together."""

    def __init__(self, encoder: nn.Module, width: int, tags: dict[str, list[str]]) -> None:
        super().__init__()
        self.tags = tags
        self.reader = Reader(encoder, width, tags)
        self.parser = Parser()
        self.linker = Linker(width)
        self.labeller = Labeller(width, len(tags["relations"]))
        self.flat_crf = Crf(labels.ATTRIBUTION)
        self.link_crf = Crf(labels.ATTRIBUTION)
