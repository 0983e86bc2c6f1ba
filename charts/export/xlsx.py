"""A chart's rows as a workbook: rows, sources, definitions, proof; strings stay strings."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from charts.export.tables import Cell, Sheet, definition_sheet, proof_sheet, row_sheet, source_sheet
from charts.provenance.ooxml_metadata import embed_ooxml
from charts.provenance.record import ProvenanceRecord
from charts.views.resolve import ResolvedView
from loaders.citations.apa import parts_of
from loaders.dataset import Dataset

NOT_READ = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""XlsxWriter makes a formula of a text that begins with `=`, unless it is told not to."""
FONT = {"font_name": "Arial", "font_size": 10}
WIDEST, NARROWEST = 44, 8
"""Bounds of a column's width in characters."""
LINE, HIGHEST = 13.5, 400
"""The height of a line and of the highest row in points: 409 is Excel's bound."""
WHOLE, SIX = "#,##0", "#,##0.######"
"""Formats of numbers that are whole, and of others."""


def as_workbook(dataset: Dataset, resolved: ResolvedView, provenance: ProvenanceRecord) -> bytes:
    """Return a workbook of a view's chart, the same bytes for the same rows."""
    into = io.BytesIO()
    description = resolved.alt_text.whole
    sheets = (
        row_sheet(dataset, resolved.claims),
        source_sheet(dataset, resolved.claims),
        definition_sheet(dataset, resolved.claims),
        proof_sheet(provenance, description),
    )
    with xlsxwriter.Workbook(into, {"in_memory": True, **NOT_READ}) as book:
        created = datetime.fromisoformat(provenance.on).replace(tzinfo=UTC)
        book.set_properties({"title": provenance.title, "created": created})
        for sheet in sheets:
            _write(book, sheet)
    return embed_ooxml(into.getvalue(), provenance)


def _write(book: xlsxwriter.Workbook, sheet: Sheet) -> None:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({**FONT, "bold": True, "bottom": 1, "valign": "top"})
    italic = book.add_format({**FONT, "italic": True})
    looks = {"": book.add_format({**FONT, "text_wrap": True, "valign": "top"})}
    for form in (WHOLE, SIX):
        looks[form] = book.add_format({**FONT, "num_format": form, "valign": "top"})
    for column, name in enumerate(sheet.columns):
        page.write_string(0, column, name, head)
        page.set_column(column, column, _width(sheet, column), looks[""])
    widths = [_width(sheet, column) for column in range(len(sheet.columns))]
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, _height(row, widths))
        for column, cell in enumerate(row):
            if not isinstance(cell, str):
                page.write_number(number, column, cell, looks[_form(cell)])
            elif cell:
                _write_text(page, (number, column), cell, looks[""], italic)
    page.freeze_panes(1, 1 if sheet.name == "Rows" else 0)
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.repeat_rows(0)
    if sheet.name == "Rows":
        page.set_print_scale(60)
        page.repeat_columns(0)
    else:
        page.fit_to_pages(1, 0)


def _write_text(
    page: Worksheet, at: tuple[int, int], text: str, look: Format, italic: Format
) -> None:
    """Write a text; one that has parts in italics becomes a rich string."""
    parts = [(italic, part) if marked else (part,) for part, marked in parts_of(text)]
    if len(parts) > 1:
        page.write_rich_string(*at, *(piece for part in parts for piece in part), look)
    else:
        page.write_string(*at, text, look)


def _height(row: Sequence[Cell], widths: Sequence[int]) -> float:
    """Return a row's height for its longest text, which not every program works out itself."""
    cells = zip(row, widths, strict=True)
    lines = max(math.ceil(len(str(cell)) * 1.1 / width) for cell, width in cells)
    return min(HIGHEST, LINE * max(1, lines) + 2)


def _form(number: float) -> str:
    return WHOLE if number == round(number) else SIX


def _width(sheet: Sheet, column: int) -> int:
    longest = max(len(str(row[column])) for row in [sheet.columns, *sheet.rows])
    return min(WIDEST, max(NARROWEST, longest + 2))
