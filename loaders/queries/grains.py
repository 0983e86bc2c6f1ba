"""Over how long a time figures are: months, years, fiscal years; and sums of months to these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd


class Grain(NamedTuple):
    """What figures over such a time are called, one of them, how many months it has, and in which
    month it begins; 0 where it may begin in any.
    """

    label: str
    one: str
    months: int
    first: int = 0


YEAR, FISCAL, SEASON, WINDOW, MONTH = "year", "fiscal", "season", "window", "month"
GRAINS: Mapping[str, Grain] = {
    YEAR: Grain("Calendar years", "calendar year", 12, 1),
    FISCAL: Grain("US fiscal years", "fiscal year", 12, 10),
    SEASON: Grain("Growing seasons", "growing season", 12, 7),
    WINDOW: Grain("12 months, rolling", "period of 12 months", 12),
    MONTH: Grain("Months", "month", 1),
}
"""The coarsest first; a period is of the first that it fits. A US fiscal year begins in October, a
season of crops that are sown in autumn in July.
"""

LEAST_ROLLING = 6
"""From so many periods on that begin a month after the one before, they are a curve of months."""


def is_at(rows: pd.DataFrame, grain: str) -> pd.Series[bool]:
    """Tell of each row whether its figure is over such a time, by `start`, `months` and
    `window_months`: any 12 months are at WINDOW; of a series of overlapping windows only those of
    calendar years are at another grain.
    """
    _, _, months, first = GRAINS[grain]
    fits = rows["months"] == months
    if first:
        fits &= rows["start"].dt.month == first
    if first not in (0, GRAINS[YEAR].first):
        fits &= rows["window_months"] == ""
    return fits


def main_grain(rows: pd.DataFrame) -> str:
    """Return the length of time that most of the rows are about; "" where none is one of these."""
    counts = {name: int(is_at(rows, name).sum()) for name in GRAINS}
    most = max(counts, key=counts.__getitem__)  # the coarsest of several
    return most if counts[most] else ""


def at_grain(rows: pd.DataFrame, grain: str) -> pd.DataFrame:
    """Return the rows of a grain; of what has none but months, sums of these.

    `rows` are observations with a value, with the `window_months` of their series, its `kin` (what
    is counted where by whom: the same for months and years) and `summable`, whether adding them
    has a meaning. A sum has the columns of an observation, and in `summed` how many months it has
    (0: it is the office's own figure). Only whole periods are summed.
    """
    native = is_at(rows, grain)
    if grain == WINDOW:
        native &= rows["window_months"] != ""
    own = rows[native].assign(summed=0)
    if GRAINS[grain].months == 1:
        return own
    months = rows[rows["summable"] & (rows["months"] == 1) & ~rows["kin"].isin(own["kin"])]
    made = [_sums(series, GRAINS[grain]) for _, series in months.groupby("series_id", sort=False)]
    return pd.concat([own, *made]) if made else own


def _sums(series: pd.DataFrame, grain: Grain) -> pd.DataFrame:
    """Return the sums of a series of months over all whole periods of a grain."""
    rows = series.sort_values("start")
    number = rows["start"].dt.year * 12 + rows["start"].dt.month
    whole = number - number.shift(grain.months - 1) == grain.months - 1
    begins = rows["start"].shift(grain.months - 1)
    if grain.first:
        whole &= begins.dt.month == grain.first
    value = rows["value"].rolling(grain.months).sum().round(4)
    flags = _flags_of(rows["flags"], grain.months)
    sums: pd.DataFrame = rows.assign(
        value=value,
        low=np.nan,
        high=np.nan,
        start=begins,
        months=float(grain.months),
        period=_periods(begins, rows["start"], grain),
        flags=flags,
        locator="",
        summed=grain.months,
    )
    whole_ones: pd.DataFrame = sums[whole]
    return whole_ones


def _flags_of(flags: pd.Series, months: int) -> list[str]:
    """Return the flags that any of the months before each has, itself among them."""
    cells = flags.tolist()
    spans = (cells[max(0, at - months + 1) : at + 1] for at in range(len(cells)))
    found = (";".join(filter(None, span)).split(";") for span in spans)
    return [";".join(dict.fromkeys(each)) for each in found]


def _periods(first: pd.Series, last: pd.Series, grain: Grain) -> list[str]:
    """Return periods as EDTF: a year, or the first and the last month."""
    if grain.first == 1:
        return [str(text) for text in first.dt.strftime("%Y")]
    return [str(text) for text in first.dt.strftime("%Y-%m") + "/" + last.dt.strftime("%Y-%m")]


def rolling_series(claims: pd.DataFrame) -> list[str]:
    """Return the series of dated claims whose periods of 12 months end in month after month, so
    that each shares most of them with the one before.
    """
    rows = claims[claims["months"] == GRAINS[WINDOW].months]
    if rows["start"].dt.month.nunique() <= LEAST_ROLLING:
        return []
    rows = rows.sort_values(["series_id", "start"])
    number = rows["start"].dt.year * 12 + rows["start"].dt.month
    next_month = number.groupby(rows["series_id"]).diff() == 1
    counts = next_month.groupby(rows["series_id"]).sum()
    return [str(name) for name in counts.index[counts >= LEAST_ROLLING]]
