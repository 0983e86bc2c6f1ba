"""A table as a workbook that a spreadsheet edits, and its cells once it came back.

All cells are texts, so that no program makes a date of 2010-11 or 0.7 of 0.70. Where a column has
codes or keys, a list drops down; titles stand beside keys.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from loaders.errors import DatasetError, Problem, refusal, shown
from loaders.storage.csv_table import csv_text

LISTS = "lists"
SPARE = 500
"""How many empty rows have lists, too."""
NOT_READ = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WHILE_PROTECTED = dict.fromkeys(
    ("insert_rows", "sort", "autofilter", "format_columns", "format_rows"), True
)
BROAD, WIDE, NARROW = 52, 28, 14
"""The widths of columns, in digits."""
MOST_BYTES, MOST_LINES, MOST_COLUMNS = 50_000_000, 100_000, 200
LINE = 15
"""The height of a line, in points."""
Titles = Mapping[str, Mapping[str, str]]
Cells = Mapping[str, str]


@dataclass(frozen=True)
class Layout:
    """The columns of a sheet, and what helps to fill them in.

    `titled` names the columns beside which the title of their key stands, and in which of the
    `titles` it is found; `codes` has what a column may hold, `told` what it means. Cells of the
    `locked` columns cannot be edited in rows that are there; those of `broad` ones break into
    lines. The first `frozen` columns stay in sight. `alike` names columns that have the list of
    another.
    """

    columns: tuple[str, ...]
    titled: Mapping[str, str]
    titles: Titles
    codes: Mapping[str, Sequence[str]]
    told: Mapping[str, str]
    locked: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    wide: tuple[str, ...] = ()
    broad: tuple[str, ...] = ()
    frozen: int = 1
    alike: Mapping[str, str] = field(default_factory=dict)

    def headers(self) -> list[str]:
        """Return the first row: each column, with that of its titles behind it."""
        found: list[str] = []
        for name in self.columns:
            found += [name, f"({self.titled[name]})"] if name in self.titled else [name]
        return found


def sheet(name: str, layout: Layout, rows: Sequence[Cells]) -> bytes:
    """Return a workbook with a sheet of these rows, and one with the lists that drop down."""
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True, **NOT_READ}) as book:
        page, lists = book.add_worksheet(name), book.add_worksheet(LISTS)
        text = {"num_format": "@", "valign": "top"}
        looks = {
            "open": book.add_format({**text, "locked": False}),
            "shut": book.add_format({**text, "font_color": "#595959"}),
            "broad": book.add_format({**text, "font_color": "#595959", "text_wrap": True}),
            "head": book.add_format({**text, "bold": True, "bottom": 1}),
        }
        at = _headers(page, layout, looks)
        _drop_downs(page, at, _write_lists(lists, layout, looks["shut"]), len(rows))
        for line, row in enumerate(rows, 1):
            _write_row(page, line, at, row, layout, looks)
        _write_titles(page, at, layout, rows, looks["shut"])
        page.freeze_panes(1, layout.frozen)
        page.protect("", WHILE_PROTECTED)
        lists.protect()
    return into.getvalue()


def _headers(page: Worksheet, layout: Layout, looks: Mapping[str, Any]) -> dict[str, int]:
    """Write the first row; return the place of each column by its name."""
    names = layout.headers()
    for place, name in enumerate(names):
        look = looks["open" if name in layout.columns and name not in layout.hidden else "shut"]
        width = WIDE if name in (*layout.titled, *layout.wide) else NARROW
        width = BROAD if name in layout.broad else width
        page.set_column(place, place, width, look, {"hidden": name in layout.hidden})
        page.write_string(0, place, name, looks["head"])
        if told := layout.told.get(name):
            page.write_comment(0, place, told)
    return {name: place for place, name in enumerate(names)}


def _write_row(
    page: Worksheet,
    line: int,
    at: Mapping[str, int],
    row: Cells,
    layout: Layout,
    looks: Mapping[str, Any],
) -> None:
    lines = max((-(-len(row.get(name, "")) // BROAD) for name in layout.broad), default=1)
    if lines > 1:
        page.set_row(line, LINE * lines)
    for name, cell in row.items():
        look = looks["shut" if name in layout.locked else "open"]
        look = looks["broad"] if name in layout.broad else look
        if cell:
            page.write_string(line, at[name], cell, look)
        else:
            page.write_blank(line, at[name], None, look)


def _write_titles(
    page: Worksheet, at: Mapping[str, int], layout: Layout, rows: Sequence[Cells], look: Any
) -> None:
    """Write what looks up the title of the key beside it, in spare rows too."""
    for place, (name, table) in enumerate(layout.titled.items()):
        keys = f"${xl_col_to_name(2 * place)}:${xl_col_to_name(2 * place + 1)}"
        for line in range(1, len(rows) + SPARE + 1):
            key = f"{xl_col_to_name(at[name])}{line + 1}"
            own = rows[line - 1].get(name, "") if line <= len(rows) else ""
            title = layout.titles[table].get(own, "")
            formula = f'=IF({key}="","",IFERROR(VLOOKUP({key},{LISTS}!{keys},2,FALSE),"?"))'
            page.write_formula(line, at[f"({table})"], formula, look, title)


def _write_lists(page: Worksheet, layout: Layout, look: Any) -> dict[str, str]:
    """Write keys with titles, and codes; return where the list of each column stands."""
    where, place = {}, 0
    for name, table in layout.titled.items():
        where[name] = _write_list(page, place, name, list(layout.titles[table]), look)
        _write_list(page, place + 1, table, list(layout.titles[table].values()), look)
        place += 2
    where |= {name: where[other] for name, other in layout.alike.items()}
    for name, allowed in layout.codes.items():
        where[name] = _write_list(page, place, name, allowed, look)
        place += 1
    page.set_column(0, place, WIDE)
    return where


def _write_list(page: Worksheet, place: int, name: str, cells: Sequence[str], look: Any) -> str:
    for line, cell in enumerate((name, *cells)):
        page.write_string(line, place, cell, look)
    column = f"${xl_col_to_name(place)}"
    return f"={LISTS}!{column}$2:{column}${len(cells) + 1}"


def _drop_downs(
    page: Worksheet, at: Mapping[str, int], lists: Mapping[str, str], rows: int
) -> None:
    for name, source in lists.items():
        rule = {"validate": "list", "source": source, "error_title": name}
        rule["error_message"] = "Choose one of the list."
        page.data_validation(1, at[name], rows + SPARE, at[name], rule)


def sheet_lines(content: bytes, source: str, name: str, fix: str) -> list[list[str]]:
    """Return the cells of a sheet (the first one, where `name` is empty), a list a row.

    Raise `DatasetError` for a file that is no workbook, with `fix`, for one that is too large, and
    for cells that a spreadsheet made a date or a yes or no of. An empty row is an empty list.
    """
    try:
        values = list(_values(content, name))
    except _TooLargeError as error:
        allowed, fix = str(error), "delete the empty lines below the table, or save it as CSV"
        raise refusal(source, 0, "file", what="is too large", allowed=allowed, fix=fix) from error
    except Exception as error:  # a broken archive fails in many ways
        allowed = f"a sheet {name}" if name else "an XLSX file"
        other = f"has no sheet {name}" if name else "of another kind"
        what = f"cannot be opened as a workbook: it is cut off, or {other}"
        raise refusal(source, 0, "file", what=what, allowed=allowed, fix=fix) from error
    header = [str(cell or "") for cell in values[0]] if values else []
    found, problems = [header], []
    for line, row in enumerate(values[1:], 2):
        cells = []
        for column, value in zip(header, row, strict=False):
            try:
                cells.append(_text(value) if column else "")
            except ValueError as error:
                fix = "format the cell as text, and type it again"
                told = {"what": str(error), "allowed": "text", "fix": fix}
                problems.append(Problem(source, line, column, **told))
        found.append(cells if any(cells) else [])
    if problems:
        raise DatasetError(problems)
    return found


class _TooLargeError(ValueError):
    """A workbook that takes longer to read than anybody's rows."""


def _values(content: bytes, name: str) -> Iterator[tuple[object, ...]]:
    """Yield the rows of a sheet, without what a few bytes can claim that there is."""
    from openpyxl import load_workbook  # only what reads a workbook needs it

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > MOST_BYTES:
            raise _TooLargeError(f"{MOST_BYTES // 10**6} MB when it is unpacked")
    book = load_workbook(io.BytesIO(content), data_only=True, read_only=True)
    page = book[name] if name else book.worksheets[0]
    rows = page.iter_rows(max_row=MOST_LINES + 1, max_col=MOST_COLUMNS)
    for line, row in enumerate(rows, 1):
        if line > MOST_LINES:
            raise _TooLargeError(f"{MOST_LINES:,} lines")
        values = tuple(None if cell.value is None else _value(cell) for cell in row)
        yield () if values.count(None) == len(values) else values


def _value(cell: Any) -> object:
    """Return what a cell holds; of a percentage what it shows: a spreadsheet keeps 70% as 0.7."""
    value = cell.value
    if isinstance(value, int | float) and "%" in (cell.number_format or ""):
        return f"{_text(float(Decimal(repr(value)) * 100))}%"
    return value


def sheet_text(content: bytes, source: str, refused: Mapping[str, str]) -> str:
    """Return the rows of a workbook's first sheet as CSV, a line a row, without its titles.

    `refused` has the columns by which a sheet is known that is no block of rows, each with what
    to do instead.
    """
    lines = sheet_lines(content, source, "", "save it as XLSX, or as CSV")
    header = lines[0]
    for name in refused.keys() & set(header):
        what, fix = f"has the column {name}, of another kind of workbook", refused[name]
        raise refusal(source, 1, "header", what=what, allowed="a table of rows", fix=fix)
    own = [place for place, name in enumerate(header) if name and not name.startswith("(")]
    return "".join(
        csv_text([[" ".join(line[place].split("\n")) for place in own]]) if line else "\n"
        for line in lines
    )


def _text(value: object) -> str:
    """Return a cell as text; a number, which somebody typed, in plain digits."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool) or not isinstance(value, int | float):
        kind = "a yes or no" if isinstance(value, bool) else "a date"
        raise ValueError(f"{shown(str(value))} is {kind} to the spreadsheet")
    digits = f"{Decimal(repr(value)):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits
