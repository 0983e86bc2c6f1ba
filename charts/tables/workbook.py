"""A view as a workbook: native chart, rows, sources, definitions, proof; strings stay strings."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from charts.provenance.ooxml_metadata import embed_ooxml, read_parts, with_parts
from charts.provenance.record import ProvenanceRecord
from charts.tables.chart_sheet import (
    add_chart_sheet,
    chart_note,
    fill_chart_sheet,
    without_insets,
)
from charts.tables.sheets import Cell, Sheet, definition_sheet, proof_sheet, row_sheet, source_sheet
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
FOOT = "&L&8&F&C&8&A&R&8&P of &N"
"""Name of the file, of the sheet, and the page."""
STYLE = "Table Style Light 1"
PAGES_WIDE = 4
"""How many pages the rows are wide on paper."""
DRAWN = "xl/drawings/drawing1.xml"
WHOLE, SIX = "#,##0", "#,##0.######"
"""Formats of numbers that are whole, and of others."""


def as_workbook(dataset: Dataset, resolved: ResolvedView, provenance: ProvenanceRecord) -> bytes:
    """Return a workbook of a view: its native chart where there is one, its rows, sources,
    definitions and proof; the same bytes for the same rows.
    """
    into = io.BytesIO()
    rows = row_sheet(dataset, resolved.claims)
    description = "\n\n".join(filter(None, [resolved.alt_text.whole, chart_note(resolved)]))
    others = (
        source_sheet(dataset, resolved.claims),
        definition_sheet(dataset, resolved.claims),
        proof_sheet(provenance, description),
    )
    with xlsxwriter.Workbook(into, {"in_memory": True, **NOT_READ}) as book:
        created = datetime.fromisoformat(provenance.on).replace(tzinfo=UTC)
        book.set_properties({"title": provenance.title, "created": created})
        chart = add_chart_sheet(book, resolved)
        pages = [_write(book, rows, _units(dataset, rows)), *(_write(book, own) for own in others)]
        if chart:
            fill_chart_sheet(chart, dataset, resolved)
            pages.append(chart.page)
        for page in pages:
            page.set_footer(FOOT)
    content = into.getvalue()
    if chart:
        drawing = without_insets(read_parts(content, {DRAWN})[DRAWN])
        content = with_parts(content, {**chart.parts, DRAWN: drawing})
    return embed_ooxml(content, provenance)


def _units(dataset: Dataset, sheet: Sheet) -> list[dict[str, str]]:
    """Return for each row how its numbers end: with their unit."""
    at = {name: place for place, name in enumerate(sheet.columns)}
    found = []
    for row in sheet.rows:
        own, drawn = (str(row[at[name]]) for name in ("unit", "chart_unit"))
        units = {"low": own, "high": own, "chart_low": drawn, "chart_high": drawn}
        found.append({name: _ending(dataset.unit_rows[unit]) for name, unit in units.items()})
    return found


def _ending(unit: Mapping[str, str]) -> str:
    """Return what a number's format says after it."""
    if unit["unit"] == "percent":
        return '"%"'
    words = unit["plural"].replace('"', "")
    return f'" {words}"'


def _write(
    book: xlsxwriter.Workbook, sheet: Sheet, endings: Sequence[Mapping[str, str]] = ()
) -> Worksheet:
    page = book.add_worksheet(sheet.name)
    head = book.add_format({**FONT, "bold": True, "bottom": 1, "valign": "top"})
    italic = book.add_format({**FONT, "italic": True})
    looks = {"": book.add_format({**FONT, "text_wrap": True, "valign": "top"})}
    widths = [_width(sheet, column, endings) for column in range(len(sheet.columns))]
    for column, width in enumerate(widths):
        page.set_column(column, column, width, looks[""])
    headers = [{"header": name, "header_format": head} for name in sheet.columns]
    last = (max(1, len(sheet.rows)), len(sheet.columns) - 1)
    page.add_table(0, 0, *last, {"name": sheet.name, "columns": headers, "style": STYLE})
    for number, row in enumerate(sheet.rows, 1):
        page.set_row(number, _height(row, widths))
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                if cell:
                    _write_text(page, (number, column), cell, looks[""], italic)
                continue
            ending = endings[number - 1].get(sheet.columns[column], "") if endings else ""
            form = _form(cell) + ending
            if form not in looks:
                looks[form] = book.add_format({**FONT, "num_format": form, "valign": "top"})
            page.write_number(number, column, cell, looks[form])
    page.freeze_panes(1, 1 if sheet.name == "Rows" else 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.repeat_rows(0)
    page.print_area(0, 0, *last)
    if sheet.name == "Rows":
        page.repeat_columns(0)
    page.fit_to_pages(PAGES_WIDE if sheet.name == "Rows" else 1, 0)
    return page


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


def _width(sheet: Sheet, column: int, endings: Sequence[Mapping[str, str]]) -> int:
    name = sheet.columns[column]
    more = [own.get(name, "") for own in endings] or [""] * len(sheet.rows)
    cells = [len(f"{_shown(row[column])}{end}") for row, end in zip(sheet.rows, more, strict=True)]
    return min(WIDEST, max(NARROWEST, 2 + max([len(name) + 2, *cells])))


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"{cell:,.12g}"
