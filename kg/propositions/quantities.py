"""Figures with their units: "up to 69 special advisers", "$3 billion", "two and a half years", "30-day".

Number words are read by the library text2num; what stands around them (currency, unit, qualifier) by the tables here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.model import Article, Quantity, Span, Token
from kg.propositions.frames import lexicon
from kg.propositions.trees import Trees, word_set

CURRENCY = {
    "$": "USD", "us$": "USD", "u.s.$": "USD", "c$": "CAD", "ca$": "CAD", "a$": "AUD", "au$": "AUD", "£": "GBP", "€": "EUR",
    "¥": "JPY",
    "₹": "INR", "dollar": "USD", "euro": "EUR", "pound": "GBP", "yen": "JPY", "rupee": "INR", "ruble": "RUB", "rouble": "RUB",
    "yuan": "CNY", "peso": "MXN", "franc": "CHF", "shekel": "ILS", "cent": "USD-cent",
}  # fmt: skip
SCALE = {
    "hundred": 1e2, "thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "b": 1e9,
    "trillion": 1e12, "tn": 1e12, "dozen": 12.0, "score": 20.0,
}  # fmt: skip
TIME_UNITS = word_set("second minute hour day week month year decade century quarter night weekend")
QUALIFIERS = (
    "no more than", "not more than", "no fewer than", "no less than", "not less than", "as many as", "as much as",
    "as few as", "as little as", "more than", "fewer than", "less than", "greater than", "higher than", "at least", "at most",
    "up to", "close to", "an estimated", "in excess of", "upwards of", "upward of", "a total of", "nearly", "almost", "about",
    "around", "roughly", "approximately", "some", "over", "under", "below", "above", "only", "just", "exactly", "maybe",
    "perhaps", "estimated",
)  # fmt: skip
"""Words before a figure; the longest that fits holds. "a total of" and "exactly" leave it exact."""
EXACT = frozenset(("exactly", "a total of"))
SUFFIXES = ("or more", "or so", "or fewer", "or less", "or thereabouts")
MONTHS = word_set(
    "january february march april may june july august september october november december "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
NUMBER_WORDS = word_set(
    "zero two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen "
    "nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion dozen one a half"
)
DIGITS = re.compile(
    r"^(?P<sign>[$£€¥]?)(?P<number>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)(?P<scale>k|million|mln|m|billion|bn|b|trillion|tn)?(?P<percent>%?)\+?$",
    re.I,
)
YEARS = range(1500, 2101)


def quantities(article: Article, trees: Trees, positions: Sequence[int]) -> tuple[Quantity, ...]:
    """The figures among the tokens at `positions` (sorted), in text order.

    Dates, years, times of day and ordinals are not figures.
    """
    tokens, found, k = trees.tokens, list[Quantity](), 0
    while k < len(positions):
        run = _number_run(tokens, positions, k)
        if not run:
            k += 1
            continue
        made = _figure(article, trees, positions, run)
        if made is not None:
            found.append(made)
        k = positions.index(run[-1]) + 1
    return tuple(found)


def _number_run(tokens: Sequence[Token], positions: Sequence[int], k: int) -> list[int]:
    """Positions of one number from `positions[k]` on: digits and a scale, or number words with their hyphens and "and"."""
    first = positions[k]
    form = tokens[first].form.lower()
    digits = bool(DIGITS.match(form))
    if not digits and (tokens[first].upos == "PROPN" or not _starts_word(tokens, first, form)):
        return []
    run = [first]
    for at in positions[k + 1 :]:
        low = (
            tokens[at].form.lower().rstrip("s")
            if tokens[at].form.lower() in ("millions", "billions")
            else tokens[at].form.lower()
        )
        following = tokens[at + 1].form.lower() if at + 1 < len(tokens) else ""
        joined = at == run[-1] + 1
        if (joined and ((low in SCALE and len(low) > 2) or low in ("bn", "mln"))) or (
            joined
            and not digits
            and (_is_word(low) or (low in ("-", "and") and _is_word(following) and following not in ("a", "half")))
        ):
            run.append(at)
        else:
            break
    return run


def _starts_word(tokens: Sequence[Token], at: int, form: str) -> bool:
    following = tokens[at + 1].form.lower() if at + 1 < len(tokens) else ""
    if form in ("a", "one", "half"):
        return following in SCALE and len(following) > 2
    return _is_word(form)


def _is_word(form: str) -> bool:
    return all(part in NUMBER_WORDS for part in form.split("-")) and form not in ("a", "half")


def _value(words: list[str]) -> float | None:
    """The number that digits and scales, or number words, stand for."""
    match = DIGITS.match(words[0])
    if match is not None:
        value = float(match["number"].replace(",", ""))
        for scale in [match["scale"] or "", *words[1:]]:
            value *= SCALE.get(scale.lower().rstrip("s") if len(scale) > 3 else scale.lower(), 1.0)
        return value
    from text_to_num import text2num  # type: ignore[import-untyped]

    words = ["one" if w == "a" else w for w in words if w != "-"]
    factor = 1.0
    while words and words[-1] in ("dozen", "score"):
        factor *= SCALE[words.pop()]
    if not words:
        return factor
    try:
        return float(text2num(" ".join(words), "en")) * factor
    except ValueError:
        return None


def _figure(article: Article, trees: Trees, positions: Sequence[int], run: list[int]) -> Quantity | None:
    tokens = trees.tokens
    value = _value([tokens[k].form.lower() for k in run])
    if value is None or _is_date(tokens, run, value):
        return None
    first, last = run[0], run[-1]
    unit = qualifier = ""
    match = DIGITS.match(tokens[first].form)
    before, after = _form(tokens, first - 1), _form(tokens, last + 1)
    if match is not None and match["sign"]:
        unit = CURRENCY[match["sign"]]
    elif before in CURRENCY:
        unit, first = CURRENCY[before], first - 1
    if match is not None and match["percent"]:
        unit = "percent"
    elif after in ("%", "percent", "percentage"):
        unit, last = "percent", last + 1
        if after == "percentage" and _form(tokens, last + 1).startswith("point"):
            last += 1
    elif after == "per" and _form(tokens, last + 2) == "cent":
        unit, last = "percent", last + 2
    elif not unit:
        unit, last = _unit(trees, run)
    spanned = unit in TIME_UNITS and _form(tokens, first - 1) in ("over", "around", "under")
    if not spanned:  # "over 10 years": the preposition of a period
        qualifier, first = _qualifier(tokens, first)
    tail = " ".join(_form(tokens, last + n) for n in (1, 2))
    if not qualifier and tail in SUFFIXES:
        qualifier, last = tail, last + 2
    inside = set(positions)
    last = max([k for k in range(run[-1], last + 1) if k in inside] or [run[-1]])
    if not unit and value <= 12 and match is None:
        return None
    return Quantity(
        text=article.words(Span(start=tokens[first].start, end=tokens[last].end)),
        value=value,
        unit=unit,
        qualifier="" if qualifier in EXACT else qualifier,
    )


def _form(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].form.lower() if 0 <= at < len(tokens) else ""


def _unit(trees: Trees, run: list[int]) -> tuple[str, int]:
    """Lemma of what is counted and the position of its last word: the noun that the number hangs on, or the next noun."""
    tokens = trees.tokens
    last = run[-1]
    if _form(tokens, last + 1) in ("-", "‑") and last + 2 < len(tokens) and trees.lemma(last + 2) in TIME_UNITS:
        return trees.lemma(last + 2), last + 2
    for k in reversed(run):
        head = trees.head(k)
        if (
            head is not None
            and trees.is_under(k, "nummod")
            and last < head <= last + 6
            and tokens[head].upos in ("NOUN", "PROPN")
        ):
            lemma = trees.lemma(head)
            return CURRENCY.get(lemma, lemma), head
    for k in range(last + 1, min(last + 5, len(tokens))):
        if tokens[k].upos == "NOUN":
            lemma = trees.lemma(k)
            return CURRENCY.get(lemma, lemma), k
        partitive = tokens[last + 1].form == "of" and (k == last + 1 or tokens[k].upos in ("DET", "PRON"))
        if tokens[k].upos != "ADJ" and not partitive:
            break
    return "", last


def _qualifier(tokens: Sequence[Token], first: int) -> tuple[str, int]:
    for phrase in QUALIFIERS:
        words = phrase.split()
        start = first - len(words)
        if start >= 0 and [_form(tokens, k) for k in range(start, first)] == words:
            return phrase, start
    return "", first


def _is_date(tokens: Sequence[Token], run: list[int], value: float) -> bool:
    """A day of a month, a year, a clock time, part of a name ("Flight 12") or of an ordinal."""
    before, after = _form(tokens, run[0] - 1).rstrip("."), _form(tokens, run[-1] + 1).rstrip(".")
    if before in MONTHS or (after in MONTHS and value <= 31):
        return True
    form = tokens[run[0]].form
    if len(run) == 1 and form.isdigit() and len(form) == 4 and int(form) in YEARS and not _counts(tokens, run[-1] + 1):
        return True
    if after in ("a.m", "p.m", "am", "pm", "o'clock") or (before == "," and _form(tokens, run[0] - 3).rstrip(".") in MONTHS):
        return True
    return (
        run[0] > 0
        and tokens[run[0] - 1].upos == "PROPN"
        and tokens[run[0]].relation in ("nummod", "flat", "compound")
        and (tokens[run[0]].head == run[0] - 1)
    )


def _counts(tokens: Sequence[Token], at: int) -> bool:
    """Whether a noun in the plural follows, so that "2000 soldiers" is no year."""
    return at < len(tokens) and tokens[at].xpos == "NNS" and not lexicon().is_a(tokens[at].lemma, "time")
