"""Remarks on the numbers that a presenter writes: one that no shown claim has, one that lost the
wording of its claim, one in another unit.

A number is borne out where a claim of the chart allows no number that the presenter's words rule
out: of a count of 106,699 that holds for "about 107,000" and "more than 106,000".
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from charts.presenter.own_words import OwnWords
from loaders.dataset import Claim, Dataset
from loaders.quantities.extraction import Reading, readings
from loaders.quantities.unit_lookup import UnitKeys
from loaders.queries.claim_text import claim_words
from loaders.queries.selection import records
from loaders.values.codelists import HIGH_HEDGES, LOW_HEDGES, PLAIN
from loaders.values.intervals import interval_of

TIME = "time"
TIME_WORDS = re.compile(r"(?:day|week|month|quarter|year|decade)s?|centur(?:y|ies)", re.IGNORECASE)
NOT_SHOWN = "No number of the chart is “{said}”, as the {what} says."
NOT_READ = "“{said}” in the {what} could not be read, so it was not checked."
OTHER_WORDING = "The {what} says “{said}”; the chart's number is “{number}”, with other wording."
OTHER_UNIT = "The {what} says “{said}”; the chart's number is “{number}”, in another unit."


def number_remarks(dataset: Dataset, claims: Iterable[Claim], own: OwnWords) -> list[str]:
    """Return a sentence on each number of a presenter's words that the shown claims do not bear
    out.
    """
    if not own.said:
        return []
    check = _Check(dataset, UnitKeys(records(dataset.units), dataset.site.unit_words), list(claims))
    found = [
        remark
        for what, text in own.said.items()
        for reading in readings(ascii_digits(text))
        if (remark := check.remark(reading, ascii_digits(text), what.lower()))
    ]
    return list(dict.fromkeys(found))


def ascii_digits(text: str) -> str:
    """Return a text with the digits of any script and any style as those from 0 to 9."""
    return "".join(str(int(sign)) if sign.isdecimal() else sign for sign in text)


@dataclass(frozen=True)
class _Check:
    """What numbers are held against: the shown claims, in the units of the dataset."""

    dataset: Dataset
    keys: UnitKeys
    claims: Sequence[Claim]

    def remark(self, reading: Reading, text: str, what: str) -> str:
        """Return what is to be said of a number; "" where a claim bears it out."""
        if reading.open:
            return NOT_READ.format(said=reading.open, what=what)
        unit = self.keys.of(reading)
        if self._is_time(reading, unit):
            return ""
        alike = [(claim, by) for claim in self.claims for by in self._factors(claim, unit)]
        named = [(claim, by) for claim, by in alike if _has_number(reading, claim, by)]
        open_ended = reading.hedge in (*LOW_HEDGES, *HIGH_HEDGES)
        held = named if open_ended and named else alike
        if any(_bears_out(reading, claim, by) for claim, by in held):
            return ""
        said = " ".join(text[reading.start : reading.end].split())
        if named:
            return self._told(OTHER_WORDING, said, what, named[0][0])
        for claim in self.claims:
            if any(_has_number(reading, claim, by) for by in _own_factors(claim)):
                return self._told(OTHER_UNIT, said, what, claim)
        return NOT_SHOWN.format(said=said, what=what)

    def _told(self, sentence: str, said: str, what: str, claim: Claim) -> str:
        return sentence.format(said=said, what=what, number=claim_words(self.dataset, claim))

    def _is_time(self, reading: Reading, unit: str) -> bool:
        """Tell whether a number is a time, of which no shown claim is: "for three years"."""
        dimensions = self.dataset.conversions.dimensions
        shown = {dimensions.get(claim.quantity.unit) for claim in self.claims}
        said = TIME_WORDS.fullmatch(reading.unit) or dimensions.get(unit) == TIME
        return bool(said) and TIME not in shown

    def _factors(self, claim: Claim, unit: str) -> Iterator[float]:
        """Yield what a claim's number is multiplied by to be in a unit; where none is said, to be
        as printed and as drawn; nothing where it does not convert.
        """
        own, units = claim.quantity.unit, self.dataset.conversions
        if not unit:
            yield from _own_factors(claim)
        elif units.same_dimension(own, unit):
            yield units.factor(own, unit)
        elif units.same_dimension(claim.quantity.chart_unit, unit):
            yield claim.quantity.factor * units.factor(claim.quantity.chart_unit, unit)


def _own_factors(claim: Claim) -> Iterator[float]:
    yield from dict.fromkeys((1.0, claim.quantity.factor))


def _bears_out(reading: Reading, claim: Claim, factor: float) -> bool:
    """Tell whether all that a claim prints is what a number says, and the number says no more."""
    quantity, hedge = claim.quantity, claim.shown_hedge
    printed = interval_of(quantity.low, quantity.high, quantity.hedge, factor)
    if hedge == "about":
        printed = interval_of(quantity.low, quantity.high, PLAIN, factor)
    if reading.hedge == PLAIN and hedge != PLAIN:
        return False
    said = interval_of(_bound(reading.low), _bound(reading.high), reading.hedge)
    return said.holds(printed) or _alike(reading, claim, factor)


def _alike(reading: Reading, claim: Claim, factor: float) -> bool:
    """Tell whether a number has the bounds and the hedge of a claim."""
    pairs = zip(_ends(claim, factor), (reading.low, reading.high), strict=True)
    same = all(_same(end, _bound(said)) for end, said in pairs)
    return same and reading.hedge == claim.shown_hedge


def _has_number(reading: Reading, claim: Claim, factor: float) -> bool:
    """Tell whether a number has one of the bounds of a claim, whatever its words."""
    said = [_bound(end) for end in (reading.low, reading.high) if end is not None]
    return any(_same(end, one) for end in _ends(claim, factor) for one in said)


def _ends(claim: Claim, factor: float) -> tuple[float, float]:
    return claim.quantity.low * factor, claim.quantity.high * factor


def _same(one: float, other: float) -> bool:
    both = math.isnan(one) and math.isnan(other)
    return both or math.isclose(one, other, rel_tol=1e-9)


def _bound(end: Decimal | None) -> float:
    return math.nan if end is None else float(end)
