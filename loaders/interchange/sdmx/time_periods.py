"""Periods of the dataset (EDTF) as SDMX's observational time periods."""

from __future__ import annotations

from loaders.values.edtf import Period, parse

NO_PERIOD = "the document gives no period, and an observation needs a TIME_PERIOD"
OPEN_START = "the period has no beginning, and SDMX's time range needs one"
SET = "once within the period, on an unknown day; SDMX's time range would state the whole of it"


def not_expressed(text: str) -> str:
    """Return why a period has no SDMX time period, or an empty text."""
    if not text:
        return NO_PERIOD
    period = parse(text)
    if period.start is None:
        return OPEN_START
    return SET if period.once else ""


def time_period(text: str) -> str:
    """Return a period as SDMX writes it; its `?` is lost and stays in the EDTF text.

    A year is `2018`, a month `2018-02`, a day `2018-02-03`; all else is a time range, the first
    day and a duration in the largest whole unit: `2018-01-01/P6M`, `2022-10-01/P1Y`.
    Raise ValueError where `not_expressed` has a reason.
    """
    reason = not_expressed(text)
    if reason:
        raise ValueError(reason)
    period = parse(text)
    assert period.start is not None
    first, days = period.start, (period.end - period.start).days + 1
    if days == 1:
        return first.isoformat()
    if period.months == 1:
        return f"{first:%Y-%m}"
    if period.months == 12 and first.month == 1:
        return f"{first:%Y}"
    return f"{first}/{_duration(period, days)}"


def _duration(period: Period, days: int) -> str:
    """Return the length of a period as an ISO 8601 duration."""
    months = period.months
    if months is None:
        return f"P{days}D"
    return f"P{months // 12}Y" if months % 12 == 0 else f"P{months}M"
