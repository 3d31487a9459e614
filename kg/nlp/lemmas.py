"""Lemmas as edit scripts ("cut n characters, append s"): a classifier over a few hundred rules lemmatizes unseen words too."""

from __future__ import annotations


def rule_for(form: str, lemma: str) -> str:
    """The rule "n|suffix" that turns the lower-cased form into the lower-cased lemma."""
    low, want = _fold(form), _fold(lemma)
    same = 0
    while same < min(len(low), len(want)) and low[same] == want[same]:
        same += 1
    return f"{len(low) - same}|{want[same:]}"


def apply_rule(form: str, rule: str) -> str:
    """The lemma of `form` by `rule`; the form itself where the rule cuts more than there is."""
    low = _fold(form)
    cut, _, suffix = rule.partition("|")
    keep = len(low) - int(cut)
    return low[:keep] + suffix if keep + len(suffix) > 0 and keep >= 0 else low


def _fold(form: str) -> str:
    return form.lower().replace("’", "'")
