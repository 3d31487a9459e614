"""The learned model of quarrels: how much one statement of an article looks like an answer to another, for pairs of them.

It reads the statements of an article together, a stretch of them at a time (`Settings.size`, neighbours sharing `reach`), as word
pieces of speaker, cue, content and what else stands in the sentence, beside signals that the caller has made of each pair.
`kg.training.quarrels` made it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np

from kg.nlp.tokens import special
from kg.nlp.windows import Ids

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer


class Said(NamedTuple):
    """The texts of one statement."""

    source: str
    cue: str
    content: str
    rest: str = ""
    """What else the sentence says ("but in response to the report")."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the weights were trained for."""

    signals: tuple[str, ...]
    """Names of the signals of a pair, in order."""
    caps: tuple[int, int, int, int]
    """Word pieces of source, cue, content and rest that are read, at most."""
    reach: int
    """How many places two statements of a pair may stand apart."""
    size: int
    """Statements that are read together."""


class Session(Protocol):
    """Runs the network once."""

    def run(self, given: Mapping[str, NDArray[Any]]) -> NDArray[np.float32]:
        """Logits of the pairs, from the inputs by name."""


class Quarrels:
    """Scores pairs of statements of one article."""

    def __init__(self, session: Session, wordpieces: Tokenizer, settings: Settings) -> None:
        self.settings = settings
        self._session = session
        self._wordpieces = wordpieces
        self._begin, self._end = (special(wordpieces, name) for name in ("[CLS]", "[SEP]"))

    def score(self, said: Sequence[Said], pairs: Sequence[tuple[int, int]], signals: NDArray[np.float32]) -> list[float]:
        """A logit for each pair of places in `said`, the smaller first and at most `reach` apart; `signals` is [pairs, names].

        The same article gives the same logits, to three digits: those of two stretches are averaged.
        """
        read = self._pieces(said)
        sums, seen = np.zeros(len(pairs)), np.zeros(len(pairs))
        for low, high in self._stretches(len(said)):
            inside = [n for n, (one, other) in enumerate(pairs) if low <= one and other < high]
            if inside:
                both = np.array([pairs[n] for n in inside], dtype=np.int64) - low
                given: dict[str, NDArray[Any]] = {"first": both[:, 0], "second": both[:, 1], "x": signals[inside]}
                sums[inside] += self._session.run({**self._arrays(read[low:high]), **given})
                seen[inside] += 1
        return [round(float(z), 3) for z in sums / np.maximum(seen, 1)]

    def _stretches(self, count: int) -> Iterator[tuple[int, int]]:
        low, size = 0, self.settings.size
        while low + size < count:
            yield low, low + size
            low += size - self.settings.reach
        yield low, count

    def _pieces(self, said: Sequence[Said]) -> list[tuple[list[int], list[int]]]:
        """(ids, part of each: 0 between, 1 source, 2 cue, 3 content, 4 rest) of each statement."""
        caps = self.settings.caps
        flat = self._wordpieces.encode_batch([text for one in said for text in one], add_special_tokens=False)
        out = []
        for n in range(len(said)):
            ids, parts = [self._begin], [0]
            for part, cap in enumerate(caps):
                own = flat[len(caps) * n + part].ids[:cap]
                ids += [*own, self._end]
                parts += [*[part + 1] * len(own), 0]
            out.append((ids, parts))
        return out

    @staticmethod
    def _arrays(read: Sequence[tuple[list[int], list[int]]]) -> dict[str, Ids]:
        longest = max(len(ids) for ids, _ in read)
        made = {name: np.zeros((len(read), longest), dtype=np.int64) for name in ("ids", "mask", "parts")}
        for row, (ids, parts) in enumerate(read):
            made["ids"][row, : len(ids)] = ids
            made["mask"][row, : len(ids)] = 1
            made["parts"][row, : len(ids)] = parts
        return made
