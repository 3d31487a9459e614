"""A reading of a short text without the model: words in brackets mark what the reader would see.

    [person Jane Doe]   a name, with its kind (person, organization, place, nationality)
    {3 she}             the source of the third attribution; numbers may be left out where there is one
    <3 said>            its cue
    |3 the plan works|  a fragment of its content

Tags and trees are made by a few rules, right for plain sentences and no more, which also shows that the stage stands errors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from kg.model import Article, Attribution, Name, Reading, Span, Token
from kg.nlp.tokens import spans

_KINDS = ("person", "organization", "place", "nationality")
_MARK = re.compile(r"\[(person|organization|place|nationality) |\{(\d*) ?|<(\d*) ?|\|(\d*) ?|[\]}>]")
_CLOSED = {
    "DET": "a an the this that these those some any no all both each every another",
    "ADP": "of in on at by for with about from to into against over after before under between as during without like",
    "CCONJ": "and or but nor",
    "SCONJ": "because although while if whether since that",
    "PRON": "i you he she it we they me him her us them who which what himself herself themselves",
    "AUX": "is are was were be been being am has have had do does did will would can could may might must should",
    "ADV": "not never also again just only recently now then still very there not once",
    "ADJ": "new old former american canadian british republican democratic many several few chief senior public foreign",
    "NUM": "one two three four five six seven eight nine ten",
}
_WORDS = {w: tag for tag, words in _CLOSED.items() for w in words.split()}
_VERBS = set(
    [
        "said",
        "say",
        "says",
        "told",
        "tell",
        "wrote",
        "write",
        "asked",
        "ask",
        "made",
        "make",
        "sent",
        "send",
        "release",
        "released",
        "approached",
        "approach",
        "committed",
        "commit",
        "called",
        "call",
        "denied",
        "deny",
        "added",
        "add",
        "insisted",
        "insist",
        "met",
        "meet",
        "won",
        "win",
        "lost",
        "lose",
        "speak",
        "spoke",
        "believes",
        "think",
        "thinks",
        "went",
        "go",
        "visited",
        "visit",
        "hired",
        "argued",
        "argue",
        "declined",
        "decline",
        "support",
        "supported",
        "praised",
        "criticized",
        "blamed",
        "replied",
        "announced",
        "announce",
    ]
)
_POSSESSIVE = {"his", "her", "its", "their", "my", "our", "your"}
_XPOS = {
    "DET": "DT", "ADP": "IN", "CCONJ": "CC", "SCONJ": "IN", "PRON": "PRP", "AUX": "VBD", "ADV": "RB", "ADJ": "JJ", "NUM": "CD",
    "NOUN": "NN", "PROPN": "NNP", "VERB": "VBD", "PART": "POS", "PUNCT": ".",
}  # fmt: skip


@dataclass
class _Marks:
    names: list[tuple[int, int, str]] = field(default_factory=list)
    source: dict[str, tuple[int, int]] = field(default_factory=dict)
    cue: dict[str, tuple[int, int]] = field(default_factory=dict)
    content: dict[str, list[tuple[int, int]]] = field(default_factory=dict)


def read(
    marked: str, *, key: str = "case", published: date | None = None, outlet: str = "", author: str = ""
) -> tuple[Article, Reading]:
    """The article and the reading of a marked text."""
    text, marks = _unmark(marked)
    places = spans(text)
    named = {i: kind for a, b, kind in marks.names for i, (s, _) in enumerate(places) if a <= s < b}
    tags = [_tag(text, i, places, named) for i in range(len(places))]
    sentences = _sentences(text, places)
    heads = [i for i in range(len(places))]
    relations = ["root"] * len(places)
    for first, end in sentences:
        _tree(tags, first, end, heads, relations)
    tokens = tuple(
        Token(
            start=s, end=e, form=text[s:e], lemma=_lemma(text[s:e], tags[i]), upos=tags[i][0], xpos=tags[i][1], head=heads[i],
            relation=relations[i],
        )
        for i, (s, e) in enumerate(places)
    )  # fmt: skip
    starts = {s: i for i, (s, _) in enumerate(places)}
    names = tuple(
        Name(first=starts[a], end=1 + max(i for i, (s, _) in enumerate(places) if s < b), kind=kind) for a, b, kind in marks.names
    )
    attributions = tuple(
        Attribution(
            source=Span(start=marks.source[n][0], end=marks.source[n][1]) if n in marks.source else None,
            cue=Span(start=cue[0], end=cue[1]),
            content=tuple(Span(start=a, end=b) for a, b in marks.content.get(n, [])),
        )
        for n, cue in sorted(marks.cue.items(), key=lambda p: p[1])
    )
    article = Article(id=key, text=text, published=published, outlet=outlet, author=author)
    return article, Reading(tokens=tokens, sentences=tuple(sentences), names=names, attributions=attributions)


def _unmark(marked: str) -> tuple[str, _Marks]:
    marks, out, stack, last, length = _Marks(), [], [], 0, 0
    for match in _MARK.finditer(marked):
        out.append(marked[last : match.start()])
        length += match.start() - last
        last = match.end()
        opening = match[0][0]
        if opening == "|" and any(kind == "|" for kind, _, _ in stack):
            last = match.start() + 1
            opening = "close|"
        if opening in "[{<|" and opening != "close|":
            label = match[1] or match[2] or match[3] or match[4] or ""
            stack.append((opening, label, length))
            continue
        kind, label, start = stack.pop()
        if kind == "[":
            marks.names.append((start, length, label))
        elif kind == "{":
            marks.source[label] = (start, length)
        elif kind == "<":
            marks.cue[label] = (start, length)
        else:
            marks.content.setdefault(label, []).append((start, length))
    out.append(marked[last:])
    assert not stack, f"unclosed mark in {marked!r}"
    return "".join(out), marks


def _tag(text: str, i: int, places: list[tuple[int, int]], named: dict[int, str]) -> tuple[str, str]:
    start, end = places[i]
    form = text[start:end]
    low = form.lower().replace("’", "'")
    if low in ("'s", "'") and i and places[i - 1][1] == start:
        return "PART", "POS"
    if not any(c.isalnum() for c in form):
        return "PUNCT", form[0] if form[0] in ".,:" else "''"
    if i in named:
        adjective = named[i] == "nationality" and not low.endswith("s")
        return ("ADJ", "JJ") if adjective else ("PROPN", "NNPS" if named[i] == "nationality" else "NNP")
    opens = not i or not text[:start].rstrip() or text[:start].rstrip().endswith((".", "“", '"'))
    rules = (
        (low in _POSSESSIVE, ("PRON", "PRP$")),
        (low in ("who", "which"), ("PRON", "WP")),
        (low in _WORDS, (_WORDS.get(low, ""), _XPOS.get(_WORDS.get(low, ""), ""))),
        (low in _VERBS, ("VERB", "VBD")),
        (form[0].isdigit(), ("NUM", "CD")),
        (low.endswith("ing") and len(low) > 5, ("VERB", "VBG")),
        (form[:1].isupper() and not opens, ("PROPN", "NNP")),
        (low.endswith("s") and not low.endswith("ss"), ("NOUN", "NNS")),
    )
    return next((tag for holds, tag in rules if holds), ("NOUN", "NN"))


def _lemma(form: str, tag: tuple[str, str]) -> str:
    low = form.lower().replace("’", "'")
    if tag[1] in ("NNS", "NNPS") and low.endswith("s"):
        return low[:-1]
    return {"was": "be", "is": "be", "were": "be", "are": "be", "said": "say", "told": "tell", "wrote": "write"}.get(low, low)


def _sentences(text: str, places: list[tuple[int, int]]) -> list[tuple[int, int]]:
    made, first = [], 0
    for i, (start, end) in enumerate(places):
        following = text[end : places[i + 1][0]] if i + 1 < len(places) else "\n"
        stop = (
            text[start:end] in ".?!" and following.strip(" ") == "" and (i + 1 == len(places) or text[places[i + 1][0]].isupper())
        )
        if stop or "\n" in following:
            made.append((first, i + 1))
            first = i + 1
    return made


def _tree(tags: list[tuple[str, str]], first: int, end: int, heads: list[int], relations: list[str]) -> None:
    """Noun phrases hang on their last noun, subjects on the next verb, the rest on the first verb."""
    nouns = ("NOUN", "PROPN", "PRON", "NUM")
    verbs = [i for i in range(first, end) if tags[i][0] == "VERB" and tags[i][1] != "VBG"] or [
        i for i in range(first, end) if tags[i][0] == "AUX"
    ]
    root = verbs[0] if verbs else next((i for i in range(first, end) if tags[i][0] in nouns), first)
    last_noun: int | None = None
    preposition: int | None = None
    i = first
    while i < end:
        if tags[i][0] in (*nouns, "DET", "ADJ") and i != root:
            stop = i
            while (stop + 1 < end and tags[stop + 1][0] in ("NOUN", "PROPN", "ADJ", "NUM") and tags[i][0] != "PRON") or (
                stop + 1 < end and tags[i][1] == "PRP$" and stop == i and tags[stop + 1][0] in nouns
            ):
                stop += 1
            head = stop
            for j in range(i, stop):
                heads[j], relations[j] = (
                    head,
                    "det" if tags[j][0] == "DET" else "nmod:poss" if tags[j][1] == "PRP$" else "compound",
                )
            if stop + 1 < end and tags[stop + 1][1] == "POS":
                owned = next(
                    (j for j in range(stop + 2, end) if tags[j][0] in nouns and (j + 1 >= end or tags[j + 1][0] not in nouns)),
                    root,
                )
                heads[head], relations[head] = owned, "nmod:poss"
                heads[stop + 1], relations[stop + 1] = head, "case"
            elif preposition is not None and last_noun is not None and last_noun != head:
                heads[head], relations[head] = last_noun, "nmod"
                heads[preposition], relations[preposition] = head, "case"
            else:
                ahead = next((v for v in verbs if v > head), None)
                heads[head], relations[head] = (ahead, "nsubj") if ahead is not None else (root, "obj")
                last_noun = head
            preposition = None
            i = stop + 1
            continue
        if tags[i][0] == "ADP":
            preposition = i
        elif tags[i][0] in ("VERB", "AUX"):
            last_noun = None
        if i != root and heads[i] == i:
            heads[i], relations[i] = root, "punct" if tags[i][0] == "PUNCT" else "case" if tags[i][0] == "ADP" else "dep"
        i += 1
    heads[root], relations[root] = root, "root"
