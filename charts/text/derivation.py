"""What follows from a document's own claims, in words; always called derived."""

from __future__ import annotations

import math
from collections.abc import Callable

from charts.text import wording
from charts.text.disagreement import bounds_words, shortened
from loaders.analysis import derivations as found
from loaders.analysis.derivations import Derived
from loaders.dataset import Claim, Dataset
from loaders.values.codelists import CHANGES, DECREASE, SOFT
from loaders.values.edtf import parse_period
from loaders.values.intervals import AGREE, APART, ROUNDED, Interval, Quantity, interval_of, line

DOUBLE = 2.0
"""From here on a change is told as so many times as much."""

VERDICT_WORDS = {
    AGREE: "agrees",
    ROUNDED: "agrees if rounded",
    APART: "does not agree",
    found.UNSTATED: "the document does not state it",
}


HOW_WORDS = {
    found.SHARE: "the first as a share of the second",
    found.TOTAL: "over the whole of that period",
    found.CHANGE: "the first compared with the second",
    found.LEVEL: "the first with the change that is stated",
    found.CONVERTED: "in the other unit",
}


WHAT_WORDS = {
    found.SHARE: "{}, as a share of {}",
    found.TOTAL: "{}, over the whole of that period",
    found.CHANGE: "{}, compared with {}",
    found.LEVEL: "{}, with {}",
    found.CONVERTED: "{}, converted",
}


def what(dataset: Dataset, derived: Derived) -> str:
    """Return what was computed from which claims: `26 tonnes in 2013 → …`."""
    names = [_named(dataset, claim) for claim in derived.operands]
    return WHAT_WORDS[derived.kind].format(*names)


def result(dataset: Dataset, derived: Derived) -> str:
    """Return what follows, as bounds: `4.08 times as much`, `5.2% less`, `70.1% at most (the words
    give no lower limit)`.
    """
    if derived.kind == found.CHANGE:
        return _change(derived)
    words = _in_unit(dataset, derived.bounds, derived.unit)
    about = f" in {parse_period(derived.period)}" if derived.period else ""
    return f"{words}{about}"


def _change(derived: Derived) -> str:
    """Return a change as the document states one; where it does not, below the double in per cent.
    Of two shares it is how many times as large the share is.
    """
    bounds, measure = derived.bounds, derived.stated.measure if derived.stated else ""
    if measure in CHANGES:
        way = "less" if measure == DECREASE else "more"
        return _told(line(bounds, 100.0, 0.0), lambda number: f"{number}% {way}")
    if all(claim.measure == "share" for claim in derived.operands):
        return _told(bounds, lambda number: f"{number} times as large a share")
    if not measure and bounds.high <= 1:
        return _told(line(bounds, -100.0, 100.0), lambda number: f"{number}% less")
    if not measure and bounds.low >= 1 and bounds.high < DOUBLE:
        return _told(line(bounds, 100.0, -100.0), lambda number: f"{number}% more")
    return _told(bounds, lambda number: f"{number} times as much")


def _told(bounds: Interval, words: Callable[[str], str]) -> str:
    """Return bounds in words; where one end is open, the limit, and that there is no other."""
    if math.isinf(bounds.high) and bounds.low:
        least = wording.number(shortened(bounds.low, wording.FIGURES, down=True))
        return f"{words(least)} at least (the words give no upper limit)"
    if math.isfinite(bounds.high) and not bounds.low and bounds.high:
        most = wording.number(shortened(bounds.high, wording.FIGURES))
        return f"{words(most)} at most (the words give no lower limit)"
    return words(bounds_words(bounds))


def stated_words(dataset: Dataset, derived: Derived) -> str:
    """Return what the document states; empty where it states nothing."""
    if derived.stated:
        return wording.claim_statement(dataset, derived.stated)
    if derived.converted:
        return _in_unit(dataset, derived.converted.words, derived.unit)
    return ""


def derivation_sentence(dataset: Dataset, derived: Derived) -> str:
    """Return the whole in one sentence, which says that it is derived."""
    own = stated_words(dataset, derived)
    taken = assumptions(dataset, derived)
    given = f" The document gives {own}: this {VERDICT_WORDS[derived.verdict]}." if own else ""
    end = "" if given else f"; {VERDICT_WORDS[derived.verdict]}"
    return f"Derived: {what(dataset, derived)}: {result(dataset, derived)}{end}.{given}{taken}"


def assumptions(dataset: Dataset, derived: Derived) -> str:
    """Return as what the claims that say "about" were taken, as a sentence after a space; empty
    where none does. Method has the rule.
    """
    soft = {
        wording.claim_words(dataset, claim): taken
        for claim in derived.claims
        if (taken := taken_as(claim.quantity))
    }
    named = wording.listed(f"{words} as {taken}" for words, taken in soft.items())
    return f" Our assumption: {named}." if named else ""


def taken_as(quantity: Quantity) -> str:
    """Return the bounds with which we compute of a number or bounds that may lie a little off, in
    the unit that is printed; empty of others.
    """
    if quantity.hedge not in SOFT:
        return ""
    return bounds_words(interval_of(quantity.low, quantity.high, quantity.hedge))


def _named(dataset: Dataset, claim: Claim) -> str:
    return wording.with_period(wording.claim_words(dataset, claim), claim)


def _in_unit(dataset: Dataset, bounds: Interval, unit: str) -> str:
    count, row = 1 if bounds.low == bounds.high == 1 else 2, wording.unit_row(dataset, unit)
    return _told(bounds, lambda number: wording.with_unit(number, row, count))
