"""What is drawn of a claim, whatever draws it, and the axes that it is drawn on."""

from __future__ import annotations

import math
from dataclasses import dataclass

from charts.marks.formula_number import not_above, not_below
from loaders.values.codelists import HIGH_HEDGES, LOW_HEDGES, POINT_HEDGES, RANGES


@dataclass(frozen=True)
class Mark:
    """One claim on a chart. `x0`, `x1` bound its period; `span` tells that the period is not
    the axis's step, so that the whole of it is drawn, and `once` that the claim is about a
    moment somewhere in it; `struck`, that it was corrected or withdrawn. A missing bound is NaN.
    Several claims that say the same are one mark: then `claim_id` holds their ids, split by spaces.
    `total`, a running total, stands where its period ends, and so does one of periods that overlap
    (`at_end`); `inferred` tells that the period is,
    `unsettled` that the figure will still be changed, `official` that it is of the
    record, `quoted` that it was read as another work quotes it, `computed` that no document prints
    it. `length` are the words for a period to which the axis's step cannot be compared, `fall`
    those for a decrease, whose bounds are below zero: `low`, the lesser fall, is the nearer one.
    `spot` is where a mark that is drawn beside others belongs, `best` the number that a source
    prints inside its limits. `fine` tells that a span is drawn fine, as others stand close by.
    """

    claim_id: str
    x0: float
    x1: float
    span: bool
    low: float
    high: float
    hedge: str
    status: str
    hover: str = ""
    once: bool = False
    struck: bool = False
    total: bool = False
    inferred: bool = False
    unsettled: bool = False
    official: bool = False
    quoted: bool = False
    computed: bool = False
    length: str = ""
    at_end: bool = False
    fall: str = ""
    spot: tuple[float, float] | None = None
    best: float = math.nan
    fine: bool = False

    @property
    def x(self) -> float:
        """Return the middle of the period, or its end where the mark stands there."""
        return self.x1 if self.total or self.at_end else (self.x0 + self.x1) / 2

    @property
    def value(self) -> float:
        """Return the number at which the mark's dot stands: inside limits the one printed."""
        if not math.isnan(self.best):
            return self.best
        return self.high if self.hedge in HIGH_HEDGES else self.low

    @property
    def last_floor(self) -> float:
        """Return the highest number that an order of magnitude names; above it nothing is known."""
        return self.low if math.isnan(self.high) else self.high

    @property
    def middle(self) -> float:
        """Return where a stroke through the mark crosses it; it stands for no number."""
        return (self.low + self.high) / 2 if self.hedge in RANGES else self.value

    @property
    def vertex(self) -> tuple[float, float]:
        """Return the point at which lines reach the mark, however it is moved."""
        return self.spot or (self.x, self.value)

    @property
    def is_aside(self) -> bool:
        """Tell whether a line leads from the mark to the time where it belongs."""
        return self.spot is not None and not self.span

    @property
    def way(self) -> int:
        """Return 1 where more is drawn higher, -1 where a deeper fall is drawn lower."""
        return -1 if self.fall else 1

    def from_zero(self, y: float) -> float:
        """Return a height on the mark's own side of zero, or zero."""
        return not_above(y, 0.0) if self.fall else not_below(y, 0.0)

    @property
    def has_limits(self) -> bool:
        """Tell whether a source prints a number inside the mark's bounds."""
        return not math.isnan(self.best)

    @property
    def is_point(self) -> bool:
        """Tell whether the mark has a dot (or a bar, over a span)."""
        return self.has_limits or self.hedge in (*POINT_HEDGES, *LOW_HEDGES, *HIGH_HEDGES)

    @property
    def has_dot(self) -> bool:
        """Tell whether a dot stands for the mark: over a span only where it was computed."""
        return self.is_point and (self.computed or not self.span)


@dataclass(frozen=True)
class Canvas:
    """A pair of axes, how much of their units a pixel is, and where they begin; `scale` times as
    long as elsewhere is what stands for no quantity along the values.
    """

    x_axis: str
    y_axis: str
    x_pixel: float
    y_pixel: float
    scale: float = 1.0
    x0: float = 0.0
    y0: float = 0.0

    def pixel(self, x: float, y: float) -> tuple[float, float]:
        """Return how many pixels right of and above the axes' beginning a point is."""
        return (float(x) - self.x0) / self.x_pixel, (float(y) - self.y0) / self.y_pixel

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return the point that is so many pixels right of and above the axes' beginning."""
        return self.x0 + x * self.x_pixel, self.y0 + y * self.y_pixel
