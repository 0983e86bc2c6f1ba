"""Periods in EDTF (ISO 8601-2), parsed by the `edtf` library, as days and words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

DAY_OR_PART = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?\??"
FORMS = re.compile(
    rf"{DAY_OR_PART}|{DAY_OR_PART}/{DAY_OR_PART}|\.\./{DAY_OR_PART}"
    rf"|\[{DAY_OR_PART}\.\.{DAY_OR_PART}\]"
)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
EARLIEST = date(1500, 1, 1)
LATEST = date(2200, 12, 31)
YEAR = 12
"""How many months a year has."""
STEPS = {"A": 12, "Q": 3, "M": 1}
"""How many months lie between the periods of each SDMX frequency."""


@dataclass(frozen=True)
class Period:
    """A span of whole days, first and last included.

    `start` is None where the period has no stated beginning. `inferred` is EDTF's
    `?`; `once` is a moment somewhere inside a set (`[a..b]`), not the whole of it.
    """

    text: str
    start: date | None
    end: date
    inferred: bool
    once: bool

    @property
    def months(self) -> int | None:
        """Length in calendar months, if it is whole months; else None."""
        after = date.fromordinal(self.end.toordinal() + 1)
        if self.start is None or not self.start.day == after.day == 1:
            return None
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1

    @property
    def beginning(self) -> str:
        """Return its first year, month or day in words; empty where it has no stated beginning."""
        return _part(_parts(self.text)[0].rstrip("?")) if self.start else ""

    @property
    def last_month(self) -> str:
        """Return its last month in words."""
        return _part(f"{self.end:%Y-%m}")

    def __str__(self) -> str:
        """Return the period in words, as a label or a table shows it."""
        first, last = (part.rstrip("?") for part in _parts(self.text))
        if self.start is None:
            words = f"until {_part(last)}"
        elif first == last:
            words = _part(last)
        elif self.once:
            words = f"some time between {_part(first)} and {_part(last)}"
        else:
            words = f"{_part(first)} – {_part(last)}" if "-" in first + last else f"{first}–{last}"
        return words + " (inferred by us)" if self.inferred else words


@lru_cache(maxsize=2**16)
def parse_period(text: str) -> Period:
    """Parse one of the forms that the contract names; raise ValueError in words on any other.

    edtf reads the dates and no more: it takes `/2020` for ten invented years, 2018-21 for a
    spring and a reversed interval for one, refuses a set of a month and a year, names no part
    that is wrong, and takes ten times as long. What both read, a test holds, they read alike.
    """
    if not FORMS.fullmatch(text):
        raise ValueError("is not a period")
    first, last = _parts(text)
    bounds = [_bounds(part.rstrip("?")) for part in (first or last, last)]
    start, end = bounds[0][0], bounds[1][1]
    if start > end:
        raise ValueError("ends before it begins")
    if start < EARLIEST or end > LATEST:
        raise ValueError(f"is outside the years {EARLIEST.year} to {LATEST.year}")
    return Period(text, start if first else None, end, "?" in text, text.startswith("["))


def _parts(text: str) -> tuple[str, str]:
    """Return the texts of the first and the last part; the first is empty for an open start."""
    if text.startswith("["):
        first, last = text[1:-1].split("..")
    elif "/" in text:
        first, last = text.split("/")
    else:
        return text, text
    return ("" if first == ".." else first), last


@lru_cache(maxsize=2**16)
def _bounds(part: str) -> tuple[date, date]:
    from edtf.parser.grammar import level0Expression
    from pyparsing import ParseBaseException

    try:
        parsed: Any = level0Expression.parse_string(part, parse_all=True)[0]
        return _as_date(parsed.lower_strict()), _as_date(parsed.upper_strict())
    except (ParseBaseException, ValueError) as error:
        raise ValueError(f"contains {part}, which is not in the calendar") from error


def next_period(period: Period, months: int) -> str:
    """Return the EDTF text of the period that follows in a series with a period each so many
    months; of two texts that say it the shorter.

    A period of one step is followed by the next, be it a fiscal or a calendar year; a longer one
    in a series that comes more than once a year is a window that rolls on by a step. After any
    other comes the first step of the calendar that begins after its end.
    """
    after = date.fromordinal(period.end.toordinal() + 1)
    month = after.year * YEAR + after.month - 1
    length = period.months
    rolls = length is not None and length > months and months < YEAR
    if length is None or not (rolls or length == months):
        first = -(-(month + (after.day > 1)) // months) * months
        return _whole_months(first, first + months - 1)
    return _whole_months(month + months - length, month + months - 1)


def _whole_months(first: int, last: int) -> str:
    """Return the shortest EDTF text from one month to another, counted from year 0."""
    (year, month), (end_year, end_month) = divmod(first, YEAR), divmod(last, YEAR)
    if (month, end_month) == (0, YEAR - 1):
        return f"{year:04}" if year == end_year else f"{year:04}/{end_year:04}"
    begin, end = f"{year:04}-{month + 1:02}", f"{end_year:04}-{end_month + 1:02}"
    return begin if first == last else f"{begin}/{end}"


def _as_date(moment: Any) -> date:
    return date(moment.tm_year, moment.tm_mon, moment.tm_mday)


def _part(text: str) -> str:
    year, *rest = text.split("-")
    month = MONTHS[int(rest[0]) - 1] + " " if rest else ""
    return f"{int(rest[1])} {month}{year}" if len(rest) > 1 else f"{month}{year}"
