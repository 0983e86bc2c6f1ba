"""The workbook inside a native chart: a row for each claim, and the drawing as formulas of them.

Whoever changes a period's ends or a bound in the sheet of claims moves the marks, as each
position of the drawing is a formula of these cells; its value stands beside it, as in the chart.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell

from charts.marks.formula_number import Reckoned
from charts.marks.mark import Mark
from charts.pptx.strokes import Stroke
from charts.text import notes, wording
from loaders.dataset import Claim, Dataset
from loaders.values.codelists import POINT_HEDGES

CLAIMS, DRAWING, ABOUT = "Claims", "Drawing", "About"
WIDTHS = {
    "claim": 34,
    "series": 34,
    "period": 22,
    "from": 10,
    "to": 10,
    "low": 14,
    "high": 14,
    "hedge": 14,
    "status": 12,
    "in words": 28,
    "source": 60,
    "drawn by": 34,
}
"""The columns of the sheet of claims, and how wide they are."""
FROM, TO, LOW, HIGH = (list(WIDTHS).index(name) for name in ("from", "to", "low", "high"))
HOW = (
    "Change from, to (years and parts of years), low or high of a claim in the sheet Claims: its "
    "mark moves, as each cell of the sheet Drawing is a formula. Of claims that say the same, the "
    "row named in the last column draws the one mark."
)


@dataclass(frozen=True)
class ClaimCells:
    """The rows of the sheet of claims and, for each claim, the row that draws its mark."""

    rows: Sequence[Claim]
    ends: Mapping[str, tuple[float, float]]
    drawn_by: Mapping[str, str]

    def mark(self, mark: Mark, shift: float = 0.0) -> Mark:
        """Return a mark whose positions know their cells, moved left by `shift`."""
        row = self._line(mark.claim_id.split()[0])
        low, high = (
            bound
            if math.isnan(bound)
            else _reckoned(bound, _cell(row, column), fall=bool(mark.fall))
            for bound, column in ((mark.low, LOW), (mark.high, HIGH))
        )
        x0, x1 = Reckoned(mark.x0, _cell(row, FROM)), Reckoned(mark.x1, _cell(row, TO))
        return replace(mark, x0=x0 - shift, x1=x1 - shift, low=low, high=high)

    def bounds(self, mark: Mark) -> Mark:
        """Return a mark whose bounds know their cells; where it stands is no quantity."""
        known = self.mark(mark)
        return replace(mark, low=known.low, high=known.high)

    def _line(self, claim_id: str) -> int:
        return next(n for n, row in enumerate(self.rows, 1) if row.claim_id == claim_id)


def sheet_of(rows: Sequence[Claim], marks: Iterable[Mark]) -> ClaimCells:
    """Return the sheet of claims that marks draw; each mark's first claim draws it."""
    ends: dict[str, tuple[float, float]] = {}
    drawn_by: dict[str, str] = {}
    for mark in marks:
        first, *_ = names = mark.claim_id.split()
        for name in names:
            ends[name], drawn_by[name] = (mark.x0, mark.x1), first
    return ClaimCells([row for row in rows if row.claim_id in ends], ends, drawn_by)


def _reckoned(bound: float, cell: str, *, fall: bool) -> Reckoned:
    """Return a bound by its cell, which has a fall as it is printed: above zero."""
    return -Reckoned(-bound, cell) if fall else Reckoned(bound, cell)


class StrokeCells(NamedTuple):
    """Where the name, the x and the y of a stroke stand in the workbook."""

    name: str
    x: str
    y: str


def stroke_cells(strokes: Sequence[Stroke]) -> list[StrokeCells]:
    """Return the cells of each stroke.

    All have as many cells as the longest: LibreOffice loses series before a longer one.
    """
    last = longest(strokes) + 1
    found = []
    for at in range(len(strokes)):
        x, y = (xl_col_to_name(2 * at + n, col_abs=True) for n in (0, 1))
        found.append(
            StrokeCells(
                f"{DRAWING}!{y}$1", f"{DRAWING}!{x}$2:{x}${last}", f"{DRAWING}!{y}$2:{y}${last}"
            )
        )
    return found


def longest(strokes: Sequence[Stroke]) -> int:
    """Return how many points the longest stroke has."""
    return max(len(stroke.x) for stroke in strokes)


def workbook_bytes(
    dataset: Dataset, sheet: ClaimCells, strokes: Sequence[Stroke], about: Mapping[str, str]
) -> bytes:
    """Return the workbook as XLSX; texts stay texts, and nothing in it tells when it was made."""
    into = io.BytesIO()
    plain = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(into, plain) as book:
        made = dataset.changed or date.min.isoformat()
        book.set_properties({"created": datetime.fromisoformat(made)})
        bold = book.add_format({"bold": True})
        add_sheets(dataset, book, sheet, strokes)
        page = book.add_worksheet(ABOUT)
        page.set_column(0, 0, 16)
        for line, (name, text) in enumerate({**about, "How": HOW}.items()):
            page.write_string(line, 0, name, bold)
            page.write_string(line, 1, text)
    return into.getvalue()


def add_sheets(
    dataset: Dataset,
    book: xlsxwriter.Workbook,
    sheet: ClaimCells,
    strokes: Sequence[Stroke],
    names: tuple[str, str] = (CLAIMS, DRAWING),
) -> None:
    """Add the sheets of a chart's claims and of its drawing, under these names."""
    claims, drawing = names
    _claims(dataset, sheet, book.add_worksheet(claims), book.add_format({"bold": True}))
    add_drawing(book, drawing, strokes, claims)


def add_drawing(
    book: xlsxwriter.Workbook, name: str, strokes: Sequence[Stroke], claims: str = CLAIMS
) -> None:
    """Add the sheet of a drawing, whose formulas are of a sheet of claims."""
    into, bold = book.add_worksheet(name), book.add_format({"bold": True})
    into.freeze_panes(1, 0)
    _fit(into)
    for at, stroke in enumerate(strokes):
        into.write_string(0, 2 * at, "x", bold)
        into.write_string(0, 2 * at + 1, f"{stroke.name}: {stroke.what}", bold)
        for line, point in enumerate(zip(stroke.x, stroke.y, strict=True), 1):
            for column, value in enumerate(point, 2 * at):
                if isinstance(value, Reckoned):
                    formula = value.formula.replace(f"{CLAIMS}!", f"{claims}!")
                    into.write_formula(line, column, f"={formula}", None, sheet_number(value))
                elif value is not None:
                    into.write_number(line, column, sheet_number(value))


def _claims(
    dataset: Dataset,
    sheet: ClaimCells,
    into: xlsxwriter.worksheet.Worksheet,
    bold: xlsxwriter.format.Format,
) -> None:
    for column, (name, width) in enumerate(WIDTHS.items()):
        into.write_string(0, column, name, bold)
        into.set_column(column, column, width)
    into.freeze_panes(1, 1)
    _fit(into)
    for line, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(_cells(dataset, sheet, row)):
            if column == HIGH and row.quantity.hedge in POINT_HEDGES:  # a point has one number
                into.write_formula(line, column, f"={_cell(line, LOW)}", None, cell)
            elif isinstance(cell, str):
                into.write_string(line, column, cell)
            elif not math.isnan(cell):
                into.write_number(line, column, cell)


def _fit(page: xlsxwriter.worksheet.Worksheet) -> None:
    """Let a sheet be printed as wide as a page, its head on each."""
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)


def _cells(dataset: Dataset, sheet: ClaimCells, row: Claim) -> list[str | float]:
    """Return a claim's cells in the order of `WIDTHS`; a missing bound is NaN."""
    name = str(row.claim_id)
    drawn_by = sheet.drawn_by[name]
    return [
        name,
        row.series_id,
        wording.period_words(row),
        *(sheet_number(end) for end in sheet.ends[name]),
        sheet_number(row.quantity.chart_low),
        sheet_number(row.quantity.chart_high),
        row.quantity.hedge,
        row.status,
        wording.claim_statement(dataset, row),
        notes.sources(dataset.works, [row]),
        drawn_by if drawn_by != name else "",
    ]


def sheet_number(value: float) -> float:
    """Return a number as the sheet and the chart have it, to the same digit."""
    return float(f"{value:.12g}")


def _cell(line: int, column: int) -> str:
    return f"{CLAIMS}!{xl_rowcol_to_cell(line, column, row_abs=True, col_abs=True)}"
