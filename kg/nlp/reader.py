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
from kg.nlp import decode, heads, labels, parts, tokens, windows
from kg.nlp.lemmas import Lemmatizer
from kg.nlp.parts import Part

if TYPE_CHECKING:
    from threadpoolctl import ThreadpoolController
    from tokenizers import Tokenizer

TAGS = labels.ATTRIBUTION
CUE, CONTENT = TAGS.index("B-cue"), TAGS.index("B-content")
LONGEST = 200
"""Tokens of the longest sentence: trees cost the square of it."""
VIEWS = 128
"""Cues whose surroundings are tagged at once."""
_EMPTY = Reading(tokens=(), sentences=(), names=(), attributions=())

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
        yield from parts.whole(self._in_turn(articles, together))

    def _in_turn(self, articles: Iterable[Article], together: int) -> Iterator[tuple[Part, Reading]]:
        batches = parts.batches((part for article in articles for part in parts.cut(article)), together)
        with ThreadPoolExecutor(1, thread_name_prefix="encoder") as ahead:
            waiting: tuple[list[Part], Future[list[Encoded]]] | None = None
            for batch in batches:
                begun = ahead.submit(self._encode, batch)
                if waiting:
                    yield from zip(waiting[0], self._decode(waiting[1].result()), strict=True)
                waiting = batch, begun
            if waiting:
                yield from zip(waiting[0], self._decode(waiting[1].result()), strict=True)

    def read_batch(self, articles: Sequence[Article]) -> list[Reading]:
        """The readings of a few articles at once."""
        return list(self.read(articles, len(articles)))

    def _encode(self, batch: Sequence[Part]) -> list[Encoded]:
        made = [
            tokens.pieces(
                [part.article.text[a:b] for a, b in part.spans],
                tokens.breaks_before(part.article.text, part.spans),
                self.wordpieces,
            )
            for part in batch
        ]
        s = self.settings
        arrays = windows.run_all(made, self.session.run, size=s.size, overlap=s.overlap, rows=s.rows, ends=self.ends)
        return [(part.article, part.spans, out) for part, out in zip(batch, arrays, strict=True)]

    def _decode(self, batch: Sequence[Encoded]) -> list[Reading]:
        # Beside the encoder's threads, numpy's own would wait for one another: its products here are small.
        with _blas().limit(limits=1, user_api="blas"):
            return self._readings(batch)

    def _readings(self, batch: Sequence[Encoded]) -> list[Reading]:
        """One reading a text, empty for an empty one; the chains, which go from token to token, go through all texts at once."""
        full = [encoded for encoded in batch if encoded[1]]
        if not full:
            return [_EMPTY for _ in batch]
        scores = [out["names"] for _, _, out in full]
        names = iter(decode.viterbi_rows(decode.side_by_side(scores), [len(s) for s in scores], *self._names))
        attributions = iter(self._attributions(full))
        return [self._reading(encoded, next(names), next(attributions)) if encoded[1] else _EMPTY for encoded in batch]

    def _reading(self, encoded: Encoded, names: list[int], attributions: tuple[Attribution, ...]) -> Reading:
        _, spans, out = encoded
        sentences = self._sentences(out, len(spans))
        found = labels.iob_spans([labels.NAMES[i] for i in names])
        return Reading(
            tokens=tuple(self._tokens(encoded, sentences)),
            sentences=tuple(sentences),
            names=tuple(Name(first=a, end=b, kind=kind) for kind, a, b in found),
            attributions=attributions,
        )

    @staticmethod
    def _sentences(out: windows.Arrays, count: int) -> list[tuple[int, int]]:
        score = out["sentence"]
        starts = [0, *(np.flatnonzero(score[1:count] > 0) + 1).tolist()]
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

    def _tokens(self, encoded: Encoded, sentences: list[tuple[int, int]]) -> Iterator[Token]:
        article, spans, out = encoded
        s, weights = self.settings, self.session.weights
        upos, xpos = (tags.tolist() for tags in decode.pairs(out["upos"], out["xpos"], self._together))
        above = [
            a + h - 1 if h else -1
            for a, b in sentences
            for h in decode.tree(heads.arc_scores(weights, out["arc_dependent"][a:b], out["arc_head"][a:b]))
        ]
        relation = heads.relation_rows(weights, out["hidden"], np.array(above))
        # "root" is for the root alone, and the root has no other.
        relation[:, s.relations.index("root")] = [np.inf if h < 0 else -np.inf for h in above]
        best = relation.argmax(1).tolist()
        for i, ((start, end), head) in enumerate(zip(spans, above, strict=True)):
            form, tag = article.text[start:end], s.xpos[xpos[i]]
            yield Token(
                start=start, end=end, form=form, lemma=self.lemmatizer(form, tag), upos=labels.UPOS[upos[i]], xpos=tag,
                head=i if head < 0 else head, relation=s.relations[best[i]],
            )  # fmt: skip

    def _attributions(self, batch: Sequence[Encoded]) -> Iterator[tuple[Attribution, ...]]:
        """The attributions of each text."""
        chances = [shares[:, CUE] for shares in decode.marginals_rows([out["attribution"] for _, _, out in batch], *self._flat)]
        cues = [np.flatnonzero(chance >= self.settings.threshold).tolist() for chance in chances]
        seen = self._seen_from(cues, batch)
        for (_, spans, _), chance, own in zip(batch, chances, cues, strict=True):
            yield tuple(a for cue in own if (a := self._attribution(spans, cue, chance[cue], next(seen))))

    def _attribution(
        self, spans: list[tuple[int, int]], cue: int, chance: np.float32, found: list[tuple[str, int, int]]
    ) -> Attribution | None:
        by_role = {role: [(x, y) for r, x, y in found if r == role] for role in ("source", "cue", "content")}
        if not by_role["content"]:
            return None
        slope, offset = self.settings.calibration
        odds = np.clip(np.log(chance / np.maximum(np.float32(1e-6), 1 - chance)), -8, 8)
        return Attribution(
            source=_nearest(spans, by_role["source"], cue),
            cue=Span(start=spans[by_role["cue"][0][0]][0], end=spans[by_role["cue"][0][1] - 1][1]),
            content=tuple(Span(start=spans[x][0], end=spans[y - 1][1]) for x, y in by_role["content"]),
            confidence=round(float(1 / (1 + np.exp(-(slope * odds + offset)))), 4),
        )

    def _seen_from(self, cues: Sequence[list[int]], batch: Sequence[Encoded]) -> Iterator[list[tuple[str, int, int]]]:
        """For each cue of each text, the spans (role, first token, end) of its attribution."""
        views = self._views(cues, batch)
        while some := list(islice(views, VIEWS)):
            scores = [view for view, _ in some]
            rows, lengths = decode.side_by_side(scores), [len(view) for view in scores]
            paths = decode.viterbi_rows(rows, lengths, *self._link)
            # Nothing is attributed without words that are.
            without = [k for k, path in enumerate(paths) if CONTENT not in path]
            if without:
                twice = np.concatenate([rows[without], rows[without]], 2)
                long = [lengths[k] for k in without]
                twice[np.arange(len(long)), np.array(long) - 1, : len(TAGS)] = decode.FORBIDDEN
                for k, path in zip(without, decode.viterbi_rows(twice, long, *self._with_content), strict=True):
                    paths[k] = [tag % len(TAGS) for tag in path]
            for path, (_, a) in zip(paths, some, strict=True):
                yield [(role, x + a, y + a) for role, x, y in labels.iob_spans([TAGS[i] for i in path])]

    def _views(self, cues: Sequence[list[int]], batch: Sequence[Encoded]) -> Iterator[tuple[windows.Array, int]]:
        """Scores [n, tags] of the tokens around each cue of each text as seen from it, and the first of them."""
        reach = self.settings.reach
        for own, (_, spans, out) in zip(cues, batch, strict=True):
            if not own:
                continue
            linker = heads.Linker(self.session.weights, out["hidden"], out["attribution"])
            for cue in own:
                a = max(0, cue - reach)
                view = linker.emissions(cue, a, min(len(spans), cue + reach + 1))
                # Seen from this cue there is one cue, and it begins here.
                view[:, CUE] = decode.FORBIDDEN
                view[cue - a] = decode.FORBIDDEN
                view[cue - a, CUE] = 0
                yield view, a


@cache
def _blas() -> ThreadpoolController:
    from threadpoolctl import ThreadpoolController  # it looks at every library that is loaded

    return ThreadpoolController()


def _nearest(spans: list[tuple[int, int]], found: list[tuple[int, int]], cue: int) -> Span | None:
    # An attribution has one source; "A and B" is one span. Of several, the one beside the cue is right far more often than the
    # stretch from the first to the last.
    if not found:
        return None
    first, end = min(found, key=lambda span: min(abs(span[0] - cue), abs(span[1] - 1 - cue)))
    return Span(start=spans[first][0], end=spans[end - 1][1])
