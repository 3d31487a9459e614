"""The reader: articles in; tokens, trees, names and attributions out. One pass of the encoder feeds all of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Protocol

import numpy as np

from kg.model import Article, Attribution, Name, Reading, Span, Token
from kg.nlp import decode, heads, labels, tokens, windows
from kg.nlp.lemmas import Lemmatizer

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController
    from tokenizers import Tokenizer

TAGS = labels.ATTRIBUTION
CUE, CONTENT = TAGS.index("B-cue"), TAGS.index("B-content")
LONGEST = 200
"""Tokens of the longest sentence: trees cost the square of it."""


Encoded = tuple[Article, list[tuple[int, int]], windows.Arrays]
"""An article, its tokens as (start, end), and what the encoder says of each."""


class Session(Protocol):
    """Runs an encoder; `weights` are those of the heads in `kg.nlp.heads`."""

    weights: heads.Weights

    def run(self, ids: windows.Ids, cases: windows.Ids, mask: windows.Ids, first: windows.Ids) -> windows.Arrays: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How a text is cut and decoded; kept beside the weights, since they were measured together."""

    xpos: tuple[str, ...]
    relations: tuple[str, ...]
    upos_of: tuple[str, ...]
    """For each XPOS tag, the UPOS tags that go with it, apart by blanks."""
    size: int = 254
    """Pieces a window, without the two at its ends."""
    overlap: int = 80
    """Pieces that neighbouring windows share."""
    rows: int = 8
    """Windows a batch."""
    reach: int = 220
    """Tokens on either side of a cue in which its source and content are sought."""
    threshold: float = 0.5
    """Probability from which a token is taken as the cue of an attribution."""
    calibration: tuple[float, float] = (1.0, 0.0)
    """Slope and offset of the logit that turns the score of an attribution into its confidence."""


class Reader:
    """Reads articles with a session; holds no state between articles."""

    def __init__(self, session: Session, wordpieces: Tokenizer, settings: Settings, lemmatizer: Lemmatizer) -> None:
        self.session, self.wordpieces, self.settings, self.lemmatizer = session, wordpieces, settings, lemmatizer
        self.ends = (tokens.special(wordpieces, "[CLS]"), tokens.special(wordpieces, "[SEP]"))
        weights = session.weights
        step, start = decode.forbidden(TAGS)
        self._flat = (weights["flat_crf.transitions"] + step, weights["flat_crf.start"] + start)
        self._link = (weights["link_crf.transitions"] + step, weights["link_crf.start"] + start)
        self._with_content = decode.holding(CONTENT, *self._link)
        self._names = decode.forbidden(labels.NAMES)
        self._together = np.array([[u in allowed.split() for u in labels.UPOS] for allowed in settings.upos_of])

    def read(self, articles: Iterable[Article], together: int = 8) -> Iterator[Reading]:
        """One reading an article, in order; `together` articles share batches, so memory does not grow with their number.

        While one batch is decoded and used, the encoder works on the next in a thread of its own: it runs outside Python's lock.
        """
        source = iter(articles)
        with ThreadPoolExecutor(1, thread_name_prefix="encoder") as ahead:
            waiting: Future[list[Encoded]] | None = None
            while batch := list(islice(source, together)):
                begun = ahead.submit(self._encode, batch)
                if waiting:
                    yield from map(self._decode, waiting.result())
                waiting = begun
            if waiting:
                yield from map(self._decode, waiting.result())

    def read_batch(self, articles: Sequence[Article]) -> list[Reading]:
        """The readings of a few articles at once."""
        return [self._decode(encoded) for encoded in self._encode(articles)]

    def _encode(self, articles: Sequence[Article]) -> list[Encoded]:
        spans = [visible_tokens(article) for article in articles]
        made = [
            tokens.pieces([a.text[s:e] for s, e in found], tokens.breaks_before(a.text, found), self.wordpieces)
            for a, found in zip(articles, spans, strict=True)
        ]
        s = self.settings
        arrays = windows.run_all(made, self.session.run, size=s.size, overlap=s.overlap, rows=s.rows, ends=self.ends)
        return list(zip(articles, spans, arrays, strict=True))

    def _decode(self, encoded: Encoded) -> Reading:
        # Beside the encoder's threads, numpy's own would wait for one another: its products here are small.
        with _blas().limit(limits=1, user_api="blas"):
            return self._reading(*encoded)

    def _reading(self, article: Article, spans: list[tuple[int, int]], out: windows.Arrays) -> Reading:
        if not spans:
            return Reading(tokens=(), sentences=(), names=(), attributions=())
        forms = [article.text[a:b] for a, b in spans]
        sentences = self._sentences(out, len(spans))
        names = labels.iob_spans([labels.NAMES[i] for i in decode.viterbi(out["names"], *self._names)])
        return Reading(
            tokens=tuple(self._tokens(spans, forms, sentences, out)),
            sentences=tuple(sentences),
            names=tuple(Name(first=a, end=b, kind=kind) for kind, a, b in names),
            attributions=tuple(self._attributions(spans, out)),
        )

    @staticmethod
    def _sentences(out: windows.Arrays, count: int) -> list[tuple[int, int]]:
        score = out["sentence"]
        starts = [0, *(i for i in range(1, count) if score[i] > 0)]
        found: list[tuple[int, int]] = []
        for a, b in zip(starts, [*starts[1:], count], strict=True):
            start = a
            while b - start > LONGEST:
                # No real sentence is so long (a list, a table, a text without full stops): cut where a start is likeliest.
                cut = start + LONGEST // 2 + int(score[start + LONGEST // 2 : start + LONGEST].argmax())
                found.append((start, cut))
                start = cut
            found.append((start, b))
        return found

    def _tokens(
        self, spans: list[tuple[int, int]], forms: list[str], sentences: list[tuple[int, int]], out: windows.Arrays
    ) -> Iterator[Token]:
        s = self.settings
        upos, xpos = decode.pairs(out["upos"], out["xpos"], self._together)
        for a, b in sentences:
            chosen = decode.tree(heads.arc_scores(self.session.weights, out["arc_dependent"][a:b], out["arc_head"][a:b]))
            relation = heads.relation_scores(self.session.weights, out["hidden"][a:b], chosen)
            root = s.relations.index("root")
            # "root" is for the root alone, and the root has no other.
            relation[:, root] = [np.inf if h == 0 else -np.inf for h in chosen]
            best = relation.argmax(1)
            for k, i in enumerate(range(a, b)):
                tag = s.xpos[xpos[i]]
                yield Token(
                    start=spans[i][0], end=spans[i][1], form=forms[i], lemma=self.lemmatizer(forms[i], tag),
                    upos=labels.UPOS[upos[i]], xpos=tag, head=a + chosen[k] - 1 if chosen[k] else i,
                    relation=s.relations[best[k]],
                )  # fmt: skip

    def _cue_chances(self, out: windows.Arrays) -> windows.Array:
        """Probability of each token to be the first of a cue."""
        return decode.marginals(out["attribution"], *self._flat)[:, CUE]

    def _attributions(self, spans: list[tuple[int, int]], out: windows.Arrays) -> Iterator[Attribution]:
        s = self.settings
        chance = self._cue_chances(out)
        cues = [int(cue) for cue in np.flatnonzero(chance >= s.threshold)]
        for cue, found in zip(cues, self._seen_from(cues, len(spans), out), strict=True):
            by_role = {role: [(x, y) for r, x, y in found if r == role] for role in ("source", "cue", "content")}
            if not by_role["content"]:
                continue
            slope, offset = s.calibration
            odds = np.clip(np.log(chance[cue] / max(1e-6, 1 - chance[cue])), -8, 8)
            yield Attribution(
                source=_nearest(spans, by_role["source"], cue),
                cue=Span(start=spans[by_role["cue"][0][0]][0], end=spans[by_role["cue"][0][1] - 1][1]),
                content=tuple(Span(start=spans[x][0], end=spans[y - 1][1]) for x, y in by_role["content"]),
                confidence=round(float(1 / (1 + np.exp(-(slope * odds + offset)))), 4),
            )

    def _seen_from(self, cues: list[int], count: int, out: windows.Arrays) -> list[list[tuple[str, int, int]]]:
        """For each cue, the spans (role, first token, end) of its attribution; `count` is the number of tokens."""
        if not cues:
            return []
        reach = self.settings.reach
        linker = heads.Linker(self.session.weights, out["hidden"], out["attribution"])
        ranges = [(max(0, cue - reach), min(count, cue + reach + 1)) for cue in cues]
        lengths = [b - a for a, b in ranges]
        emissions = np.zeros((len(cues), max(lengths), len(TAGS)), np.float32)
        for row, cue, (a, b) in zip(emissions, cues, ranges, strict=True):
            row[: b - a] = linker.emissions(cue, a, b)
            # Seen from this cue there is one cue, and it begins here.
            row[:, CUE] = decode.FORBIDDEN
            row[cue - a] = decode.FORBIDDEN
            row[cue - a, CUE] = 0
        paths = decode.viterbi_rows(emissions, lengths, *self._link)
        for row, length, path in zip(emissions, lengths, paths, strict=True):
            if CONTENT not in path:  # nothing is attributed without words that are
                twice = np.concatenate([row[:length], row[:length]], 1)
                twice[-1, : len(TAGS)] = decode.FORBIDDEN
                path[:] = [tag % len(TAGS) for tag in decode.viterbi(twice, *self._with_content)]
        return [
            [(role, x + a, y + a) for role, x, y in labels.iob_spans([TAGS[i] for i in path])]
            for path, (a, _) in zip(paths, ranges, strict=True)
        ]


@cache
def _blas() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController  # it looks at every library that is loaded

    return ThreadpoolController()


def visible_tokens(article: Article) -> list[tuple[int, int]]:
    """Token spans of the text without its page furniture, which a model should not even see."""
    out: list[tuple[int, int]] = []
    at = 0
    for stop, resume in [*((f.start, f.end) for f in article.furniture), (len(article.text), len(article.text))]:
        out.extend((a + at, b + at) for a, b in tokens.spans(article.text[at:stop]))
        at = resume
    return out


def _nearest(spans: list[tuple[int, int]], found: list[tuple[int, int]], cue: int) -> Span | None:
    # An attribution has one source; "A and B" is one span. Of several, the one beside the cue is right far more often than the
    # stretch from the first to the last.
    if not found:
        return None
    first, end = min(found, key=lambda span: min(abs(span[0] - cue), abs(span[1] - 1 - cue)))
    return Span(start=spans[first][0], end=spans[end - 1][1])
