"""What a claim's words allow: its bounds, open or closed; whether two claims fit one number."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Bounds:
    """The numbers that a claim's words allow; an open end is not itself allowed."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def fits(self, other: Bounds) -> bool:
        """Tell whether there is a number that both allow."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low != high:
            return low < high
        ends = (self, other)
        shut_low = any(b.low_open and b.low == low for b in ends)
        shut_high = any(b.high_open and b.high == high for b in ends)
        return not (shut_low or shut_high)


def allowed(low: float, high: float, hedge: str, factor: float = 1.0) -> Bounds:
    """Return what a hedge and its printed bounds allow, times `factor`.

    "About" allows half a unit of the last digit that is not zero: about 110,000 may be
    105,000 to 115,000. An order of magnitude runs to ten times the last floor that it names.
    A missing bound is NaN.
    """
    low_end = 0.0 if math.isnan(low) else low
    high_end = math.inf if math.isnan(high) else high
    if hedge == "about":
        slack = rounding(low) / 2
        low_end, high_end = low - slack, high + slack
    if hedge == "order_of_magnitude":
        high_end = 10 * (low if math.isnan(high) else high)
    return Bounds(low_end * factor, high_end * factor, hedge == "more_than", hedge == "less_than")


def rounding(value: float) -> float:
    """Return the size of the last digit of `value` that is not zero: 10000 for 110000."""
    if value == 0:
        return 0.0
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return float(Decimal(10) ** int(exponent))
