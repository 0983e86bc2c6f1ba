"""How an office's columns name a period, in EDTF."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from loaders.values.codelists import YEAR_OF_MONTHS
from loaders.values.edtf import MONTHS, YEAR

NAMES = {name.casefold(): number for number, name in enumerate(MONTHS, 1)}
BEFORE_FISCAL = 3
"""How many months of a US fiscal year lie in the calendar year before: October to December."""
HALF = 6
Cells = Sequence[str]


def period_of(form: str, cells: Cells) -> str:
    """Return the period that the cells name; raise `ValueError` where they name none."""
    try:
        return FORMS[form](cells)
    except (ValueError, KeyError, IndexError) as error:
        raise ValueError(f"has {' '.join(cells)}, which is not in the form {form}") from error


def _year(cells: Cells) -> str:
    if not re.fullmatch(r"(?:19|20)[0-9]{2}", cells[0]):
        raise ValueError
    return cells[0]


def _year_month(cells: Cells) -> str:
    return _text(int(_year(cells)) * YEAR + _month(cells[1]) - 1)


def _month_of(sign: str) -> Callable[[Cells], str]:
    def month(cells: Cells) -> str:
        year, _, number = cells[0].partition(sign)
        return _year_month((year, number))

    return month


def _fiscal_year(cells: Cells) -> str:
    last = int(_year(cells)) * YEAR + YEAR - BEFORE_FISCAL - 1
    return f"{_text(last - YEAR + 1)}/{_text(last)}"


def _fiscal_month(cells: Cells) -> str:
    """The office marks the year under way: `2026 (FYTD)`."""
    year, month = int(_year((cells[0].removesuffix(" (FYTD)"),))), _month(cells[1])
    return _text((year - (month > YEAR - BEFORE_FISCAL)) * YEAR + month - 1)


def _twelve_months(cells: Cells) -> str:
    last = int(_year(cells)) * YEAR + _month(cells[1]) - 1
    return f"{_text(last - YEAR + 1)}/{_text(last)}"


def _year_of_month(cells: Cells) -> str:
    return _month_of("-")(cells)[:4]


def _half_year(cells: Cells) -> str:
    half = (int(_year(cells)) * YEAR + _month(cells[1]) - 1) // HALF
    return f"{_text(half * HALF)}/{_text(half * HALF + HALF - 1)}"


def _month(cell: str) -> int:
    """Read a month: its number, its name, or the name's first three letters."""
    number = int(cell) if cell.isdigit() else NAMES[cell[:3].casefold()]
    if not 1 <= number <= YEAR:
        raise ValueError
    return number


def _text(month: int) -> str:
    return f"{month // YEAR:04}-{month % YEAR + 1:02}"


FORMS: Mapping[str, Callable[[Cells], str]] = {
    "year": _year,
    "year month": _year_month,
    "month": _month_of("-"),
    "month code": _month_of("/"),
    "fiscal year": _fiscal_year,
    "fiscal month": _fiscal_month,
    "12 months to": _twelve_months,
    YEAR_OF_MONTHS: _year_of_month,
    "half-year": _half_year,
}
"""Each form that `PERIOD_FORMS` lists, and how it is read."""
OF_MONTHS: Mapping[str, int] = {YEAR_OF_MONTHS: YEAR, "half-year": HALF}
"""The forms that put months together, and how many a period must have."""
