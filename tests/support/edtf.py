"""Dates in EDTF for Hypothesis."""

from __future__ import annotations

import calendar
from datetime import date

from hypothesis import strategies as st

from loaders.values.edtf import EARLIEST, LATEST

DAYS = st.dates(EARLIEST, LATEST)
QUERY = st.sampled_from(["", "?"])


@st.composite
def parts(draw: st.DrawFn, day: date | None = None) -> tuple[str, date, date]:
    """Draw a year, a month or a day: its text, first day and last day."""
    day = day or draw(DAYS)
    last = calendar.monthrange(day.year, day.month)[1]
    mark = draw(QUERY)
    return draw(
        st.sampled_from(
            [
                (f"{day:%Y}{mark}", day.replace(month=1, day=1), day.replace(month=12, day=31)),
                (f"{day:%Y-%m}{mark}", day.replace(day=1), day.replace(day=last)),
                (f"{day:%Y-%m-%d}{mark}", day, day),
            ]
        )
    )
