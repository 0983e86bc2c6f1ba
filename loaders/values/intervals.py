"""What a claim's words allow: its bounds, open or closed; whether two claims fit one number, and
where the bounds of one lie beside those of another.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from loaders.values.codelists import MAGNITUDE, NEARLY, POINT_HEDGES, SOFT, firm

POINT, LOW, HIGH = "point", "low", "high"
"""What an end of printed bounds is: a single number, the lower or the upper bound."""
WITHIN, PARTLY, ABOVE, BELOW = "within", "partly", "above", "below"
AGREE, ROUNDED, APART = "agree", "rounded", "apart"
"""Whether some number fits two claims as they are printed; whether one does if a single number was
rounded to its last digit that is not zero, as each "about" may be; or neither.

Where a record lies for a claim's words: WITHIN them; within them if the claim is ROUNDED; PARTLY
within them; or the words lie ABOVE or BELOW it.
"""


@dataclass(frozen=True)
class Interval:
    """The numbers that a claim's words allow; an open end is not itself allowed.

    `portion` would do `fits` and `holds` alone, in six times the time, and no arithmetic.
    """

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    @property
    def _ends(self) -> tuple[tuple[float, bool], tuple[float, bool]]:
        """Return the ends so that they can be compared: lower ones if open, upper ones if not."""
        return (self.low, self.low_open), (self.high, not self.high_open)

    def fits(self, other: Interval) -> bool:
        """Tell whether there is a number that both allow."""
        lows, highs = zip(self._ends, other._ends, strict=True)
        (low, low_open), (high, high_shut) = max(lows), min(highs)
        return low < high or (low == high and high_shut and not low_open)

    def holds(self, other: Interval) -> bool:
        """Tell whether this allows every number that the other allows."""
        (low, high), (other_low, other_high) = self._ends, other._ends
        return low <= other_low and high >= other_high


def interval_of(low: float, high: float, hedge: str, factor: float = 1.0) -> Interval:
    """Return what a hedge and its printed bounds allow, times `factor`.

    "About" allows half a unit of the last digit that is not zero: about 110,000 may be
    105,000 to 115,000, "nearly 110,000" only what is below. So may each bound of a range or of a
    limit that is softened. An order of magnitude has no upper limit: "thousands, perhaps tens of
    thousands" names two floors and no end. A missing bound is NaN.
    """
    low_end = 0.0 if math.isnan(low) else low
    high_end = math.inf if math.isnan(high) else high
    if hedge in SOFT:
        low_end = low_end if math.isnan(low) else low - rounding(low) / 2
    if hedge in SOFT and hedge != NEARLY:
        high_end = high_end if math.isnan(high) else high + rounding(high) / 2
    if hedge == MAGNITUDE:
        high_end = math.inf
    ends = (_times(low_end, factor), _times(high_end, factor))
    plain = firm(hedge)
    return Interval(*ends, plain == "more_than", plain in ("less_than", NEARLY))


def _times(value: float, factor: float) -> float:
    """Return a product without the last digits that a conversion leaves in a float."""
    return value if factor == 1 else float(f"{value * factor:.12g}")


def rounding(value: float) -> float:
    """Return the size of the last digit of `value` that is not zero: 10000 for 110000."""
    if value == 0:
        return 0.0
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return float(Decimal(10) ** int(exponent))


def to_figures(value: float, figures: int) -> float:
    """Return a number with so many figures; whole numbers stay whole."""
    if math.isinf(value) or value == round(value):
        return value
    return round(value, places_for(value, figures))


def places_for(value: float, figures: int) -> int:
    """Return how many places after the point give a number so many figures."""
    return max(0, figures - 1 - math.floor(math.log10(abs(value))))


@dataclass(frozen=True)
class Quantity:
    """Printed bounds and their hedge in `unit`, which `factor` converts to `chart_unit`.

    A missing bound is NaN; `best` is the value that a source prints inside its own range.
    """

    low: float
    high: float
    hedge: str
    factor: float = 1.0
    unit: str = ""
    chart_unit: str = ""
    best: float = math.nan

    @property
    def chart_low(self) -> float:
        """Return the lower printed bound in the chart's unit."""
        return self.low * self.factor

    @property
    def chart_high(self) -> float:
        """Return the upper printed bound in the chart's unit."""
        return self.high * self.factor

    @property
    def words(self) -> Interval:
        """Return what the words allow."""
        return interval_of(self.low, self.high, self.hedge, self.factor)

    @property
    def number(self) -> Interval:
        """Return the printed number or bounds: of "about" the number itself, of "nearly" what lies
        a little below it, of softened bounds the bounds.
        """
        hedge = "exact" if self.hedge == "about" else firm(self.hedge)
        return interval_of(self.low, self.high, hedge, self.factor)

    @property
    def rounded(self) -> Interval:
        """Return what a single number allows if it was rounded to its last digit that is not 0."""
        hedge = "about" if self.hedge == "exact" else self.hedge
        return interval_of(self.low, self.high, hedge, self.factor)

    @property
    def ends(self) -> dict[str, float]:
        """Return the printed ends; of an order of magnitude, those of what it allows."""
        if self.hedge == MAGNITUDE:
            return {LOW: self.words.low, HIGH: self.words.high}
        return {LOW: _times(self.low, self.factor), HIGH: _times(self.high, self.factor)}


@dataclass(frozen=True)
class Gap:
    """How far an end of a claim is above (negative: below) an end of the record.

    `end` and `against` are POINT, LOW or HIGH; `share` is the distance as a part of the
    recorded number, infinite where that is zero and the distance is not.
    """

    end: str
    against: str
    distance: float
    share: float


def agreement(one: Quantity, other: Quantity) -> str:
    """Return AGREE, ROUNDED or APART of two numbers in one unit."""
    if one.number.fits(other.number):
        return AGREE
    rounded = one.rounded.fits(other.number) or other.rounded.fits(one.number)
    return ROUNDED if rounded or one.words.fits(other.words) else APART


def stands(claim: Quantity, record: Quantity) -> str:
    """Return WITHIN, ROUNDED, PARTLY, ABOVE or BELOW.

    Within: the recorded number, or all that recorded bounds allow, is what the claim prints, or
    within the bounds that it prints. Rounded: it is what a single number may have been rounded
    from. Partly: only some of it is. Above, below: no number fits both.
    """
    if claim.number.holds(record.number):
        return WITHIN
    if claim.rounded.holds(record.number):
        return ROUNDED
    if claim.words.fits(record.words):
        return PARTLY
    return ABOVE if claim.words.low >= record.words.high else BELOW


def gaps(claim: Quantity, record: Quantity) -> tuple[Gap, ...]:
    """Return the distances that can be told between what a claim and the record print.

    Where no number fits both, the one between the ends that face each other. Otherwise those of
    the lower ends and of the upper ends, one where both are single numbers, none where an end is
    open; none of an order of magnitude, which names no number.
    """
    where = stands(claim, record)
    if where == ABOVE:
        return (_gap(claim, LOW, record, HIGH),)
    if where == BELOW:
        return (_gap(claim, HIGH, record, LOW),)
    if MAGNITUDE in (claim.hedge, record.hedge):
        return ()
    points = all(stated.hedge in POINT_HEDGES for stated in (claim, record))
    found = (_gap(claim, end, record, end) for end in ((LOW,) if points else (LOW, HIGH)))
    return tuple(gap for gap in found if not math.isnan(gap.distance))


def _gap(claim: Quantity, end: str, record: Quantity, against: str) -> Gap:
    one, other = claim.ends[end], record.ends[against]
    distance = one - other
    share = distance / other if other else math.copysign(math.inf, distance) if distance else 0.0
    ends = [
        POINT if stated.hedge in POINT_HEDGES else name
        for stated, name in ((claim, end), (record, against))
    ]
    return Gap(ends[0], ends[1], distance, share)


def distance(one: Interval, other: Interval) -> Interval:
    """Return how far a number of one can lie from a number of the other: least and most."""
    return _between(one, other, lambda upper, lower: upper - lower)


def excess(one: Interval, other: Interval) -> Interval:
    """Return by what part of the smaller number the larger one is larger: least and most.

    Infinite where the smaller is zero and the larger is not.
    """
    return _between(one, other, lambda upper, lower: _divided(upper, lower) - 1)


def _between(one: Interval, other: Interval, apart: Callable[[float, float], float]) -> Interval:
    """Return the least and the most that two numbers can be `apart`, in whichever order."""
    orders = ((one, other), (other, one))
    # The ends that face each other, of whichever lies above, and those that turn away.
    near = [
        (apart(a.low, b.high) if a.low >= b.high else -1.0, a.low_open or b.high_open)
        for a, b in orders
    ]
    far = [
        (apart(a.high, b.low) if a.high >= b.low else -1.0, a.high_open or b.low_open)
        for a, b in orders
    ]
    least, most = max(value for value, _ in near), max(value for value, _ in far)
    low_open = any(is_open for value, is_open in near if value == least)
    high_open = all(is_open for value, is_open in far if value == most)
    if one.fits(other):
        least, low_open = 0.0, False
    least, most = (float(f"{value:.12g}") for value in (least, most))
    return Interval(least, most, low_open, high_open and not math.isinf(most))


def _divided(upper: float, lower: float) -> float:
    if upper == lower:
        return 1.0
    return upper / lower if lower else math.inf


def quotient(one: Interval, other: Interval) -> Interval:
    """Return what a number of one, divided by one of the other, can be; nothing is known of a
    division by zero.
    """
    if other.high == 0:
        return Interval(0.0, math.inf)
    low = one.low / other.high
    high = one.high / other.low if other.low else math.inf
    low_open = one.low_open or other.high_open or (math.isinf(other.high) and one.low > 0)
    return Interval(low, high, low_open, (one.high_open or other.low_open) and not math.isinf(high))


def product(one: Interval, other: Interval) -> Interval:
    """Return what a number of one, times one of the other, can be."""
    low = one.low * other.low
    high = one.high * other.high if one.high and other.high else 0.0  # inf times 0 is NaN
    low_open, high_open = one.low_open or other.low_open, one.high_open or other.high_open
    return Interval(low, high, low_open, high_open and not math.isinf(high))


def line(bounds: Interval, factor: float, plus: float) -> Interval:
    """Return what `factor` times a number of the bounds, `plus` so much, can be; not below 0."""
    low_end = (factor * bounds.low + plus, bounds.low_open)
    ends = [low_end, (factor * bounds.high + plus, bounds.high_open)]
    (low, low_open), (high, high_open) = ends if factor > 0 else ends[::-1]
    return Interval(max(low, 0.0), max(high, 0.0), low_open and low > 0, high_open)
