"""The words of a claim against its row: the bounds and the hedge that they give."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from loaders.quantities.extraction import Reading, readings

POINTS_BACK = re.compile(r"(?:a|the same|that|this)\s(?:number|figure|amount)\b", re.IGNORECASE)
"""How words begin that point back at a number, and give none themselves."""
AMOUNTS_TO = re.compile(r"\bamount(?:s|ed|ing)\sto\b", re.IGNORECASE)
"""What compares one quantity with another's number, and counts nothing."""


def mismatch(claim: Mapping[str, str], words: Sequence[Reading]) -> str:
    """Return the code of what a claim's words do not give; empty where they give all of it.

    `claim` has `low`, `high`, `best`, `unit`, `hedge` as text, `words` is what they may mean.
    """
    words = [_in_percent(r) if claim["unit"] == "percent" else r for r in words]
    low, high, best = (Decimal(claim[c]) if claim[c] else None for c in ("low", "high", "best"))
    alike = [r for r in words if {r.low, r.high} - {None} == {low, high} - {None}]
    if not alike or (best is not None and not any(r.low == r.high == best for r in words)):
        return "value_not_in_words"
    right = any((r.low, r.high, r.hedge) == (low, high, claim["hedge"]) for r in alike)
    return "" if right else "hedge_not_in_words"


def words_in_sentence(words: str, sentence: str) -> list[Reading]:
    """Return what words give at the end of their sentence, whose other words may hedge them.

    Words that point back ("the same amount") give the numbers before them; of what amounts to one
    ("a number amounting to yearly seizures") that is about the number.
    """
    at = len(sentence) - len(words)
    found = readings(sentence)
    if POINTS_BACK.match(words):
        before = [reading for reading in found if reading.end <= at]
        return [_about(reading) for reading in before] if AMOUNTS_TO.search(words) else before
    return [reading for reading in found if at <= reading.start]


def _about(reading: Reading) -> Reading:
    return replace(reading, hedge="about") if reading.hedge == "exact" else reading


def _in_percent(reading: Reading) -> Reading:
    """Return a fraction ("3 in 4") as a number of per cent."""
    if reading.form != "fraction":
        return reading
    low, high = (None if n is None else 100 * n for n in (reading.low, reading.high))
    return replace(reading, low=low, high=high)


def row_bounds(claim: Mapping[str, str]) -> str:
    """Return a row's hedge and bounds."""
    ends = "–".join(dict.fromkeys(claim[c] for c in ("low", "high") if claim[c]))
    return f"{claim['hedge']} {ends}"


def word_bounds(words: Sequence[Reading]) -> str:
    """Return the hedges and bounds that words may mean."""
    each = [
        f"{r.hedge} " + "–".join(dict.fromkeys(f"{n:f}" for n in (r.low, r.high) if n is not None))
        for r in words
    ]
    return " or ".join(each) or "no number"
