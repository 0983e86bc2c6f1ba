"""A topic's claims as a workbook that a spreadsheet edits, and the rows of one that came back.

All cells are texts, so that no program makes a date of 2010-11 or 0.7 of 0.70. Where a column has
codes or keys, a list drops down; titles stand beside ids. The names of rows that are there are
protected, and a hidden column says which row of the dataset each one is.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from loaders.errors import DatasetError, Problem, refusal, shown
from loaders.schema.file_names import CLAIMS, file_of
from loaders.schema.tables import COLUMNS, codes, facts
from loaders.storage.folder import Files

OWN = ("added", "supersedes", "correction_reason", "withdrawn", "withdrawal_reason")
"""Cells that commands fill in, which are not in the workbook."""
EDITED = tuple(name for name in COLUMNS[CLAIMS] if name not in OWN)
ROW, REASON = "(row)", "(reason of the change)"
"""The hidden column, and that in which a changed row says why."""
SHEET, LISTS = "claims", "lists"
SPARE = 500
"""How many empty rows have lists, too."""
TITLED = {"series_id": "series", "document_id": "documents", "unit": "units"}
"""Columns beside which a title stands, and the table of their keys."""
NOT_READ = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
WHILE_PROTECTED = dict.fromkeys(
    ("insert_rows", "sort", "autofilter", "format_columns", "format_rows"), True
)
WIDE, NARROW = 28, 14
Titles = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True)
class SheetRow:
    """A row of a workbook: its line, the claim that it was written for and the mark of that
    claim's cells (both empty for a new row), its cells, and why it was changed.
    """

    line: int
    claim_id: str
    mark: str
    cells: Mapping[str, str]
    reason: str


def mark_of(cells: Mapping[str, str]) -> str:
    """Return what tells whether a claim's cells are still those that a workbook shows."""
    text = "\0".join(cells.get(name, "") for name in EDITED)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def rows_in_force(files: Files, topic: str) -> list[dict[str, str]]:
    """Return the claims of a topic's file that are in force, as cells.

    Raise `DatasetError` where there is no such file.
    """
    file = file_of(CLAIMS, topic)
    if file not in files.claim_files:
        known = ", ".join(name.split("/")[-1].removesuffix(".csv") for name in files.claim_files)
        what, fix = f"there is no topic {shown(topic)}", "correct the name"
        raise refusal("arguments", 1, "topic", what=what, allowed=known, fix=fix)
    own = files.in_force.fillna("")
    rows = [int(row) for row in own.index if files.origin[CLAIMS][int(row)][0] == file]
    return [{name: str(own.at[row, name]) for name in EDITED} for row in rows]


def titles_of(files: Files, topic: str) -> Titles:
    """Return the keys that cells may name, each with what it stands for: of series the topic's."""
    series = files.frames["series"].fillna("")
    indicators = files.frames["indicators"].fillna("").set_index("indicator_id")
    own = series[series["indicator_id"].map(indicators["topic"]) == topic]
    named = {
        row["series_id"]: ", ".join(
            filter(
                None, (indicators["title"][row["indicator_id"]], row["place_id"], row["producer"])
            )
        )
        for row in own.to_dict("records")
    }
    units = files.frames["units"].fillna("")
    works = files.works or {}
    documents = {
        key: works[key].title if key in works else ""
        for key in files.frames["documents"].iloc[:, 0]
    }
    return {
        "series": named,
        "documents": documents,
        "units": dict(zip(units["unit"], units["plural"], strict=True)),
    }


def as_workbook(files: Files, topic: str) -> bytes:
    """Return a workbook of the claims of a topic that are in force."""
    rows, titles = rows_in_force(files, topic), titles_of(files, topic)
    into = io.BytesIO()
    with xlsxwriter.Workbook(into, {"in_memory": True, **NOT_READ}) as book:
        page, lists = book.add_worksheet(SHEET), book.add_worksheet(LISTS)
        text = {"num_format": "@", "valign": "top"}
        looks = {
            "open": book.add_format({**text, "locked": False}),
            "shut": book.add_format({**text, "font_color": "#595959"}),
            "head": book.add_format({**text, "bold": True, "bottom": 1}),
        }
        at = _headers(page, looks)
        _drop_downs(page, at, _write_lists(lists, titles, looks["shut"]), len(rows))
        for line, row in enumerate(rows, 1):
            _write_row(page, line, at, row, looks)
        _write_titles(page, at, titles, rows, looks["shut"])
        page.freeze_panes(1, 1)
        page.protect("", WHILE_PROTECTED)
        lists.protect()
    return into.getvalue()


def _headers(page: Worksheet, looks: Mapping[str, Any]) -> dict[str, int]:
    """Write the first row; return the place of each column by its name."""
    names: list[str] = []
    for name in EDITED:
        names += [name, f"({TITLED[name]})"] if name in TITLED else [name]
    names += [REASON, ROW]
    for place, name in enumerate(names):
        look = looks["shut"] if name.startswith("(") and name != REASON else looks["open"]
        width = WIDE if name in (*TITLED, "claim_id", "as_printed", REASON) else NARROW
        page.set_column(place, place, width, look, {"hidden": name == ROW})
        page.write_string(0, place, name, looks["head"])
        if name in EDITED:
            page.write_comment(0, place, facts(CLAIMS, name)["description"])
    return {name: place for place, name in enumerate(names)}


def _write_row(
    page: Worksheet,
    line: int,
    at: Mapping[str, int],
    row: Mapping[str, str],
    looks: Mapping[str, Any],
) -> None:
    for name, cell in row.items():
        look = looks["shut"] if name == "claim_id" else looks["open"]
        if cell:
            page.write_string(line, at[name], cell, look)
        else:
            page.write_blank(line, at[name], None, look)
    page.write_string(line, at[ROW], f"{row['claim_id']} {mark_of(row)}", looks["shut"])


def _write_titles(
    page: Worksheet,
    at: Mapping[str, int],
    titles: Titles,
    rows: Sequence[Mapping[str, str]],
    look: Any,
) -> None:
    """Write what looks up the title of the key beside it, in spare rows too."""
    for place, (name, table) in enumerate(TITLED.items()):
        keys = f"${xl_col_to_name(2 * place)}:${xl_col_to_name(2 * place + 1)}"
        for line in range(1, len(rows) + SPARE + 1):
            key = f"{xl_col_to_name(at[name])}{line + 1}"
            title = titles[table].get(rows[line - 1][name], "") if line <= len(rows) else ""
            formula = f'=IF({key}="","",IFERROR(VLOOKUP({key},{LISTS}!{keys},2,FALSE),"?"))'
            page.write_formula(line, at[f"({table})"], formula, look, title)


def _write_lists(page: Worksheet, titles: Titles, look: Any) -> dict[str, str]:
    """Write keys with titles, and codes; return where the list of each column stands."""
    where, place = {}, 0
    for name, table in TITLED.items():
        where[name] = _write_list(page, place, name, list(titles[table]), look)
        _write_list(page, place + 1, table, list(titles[table].values()), look)
        place += 2
    where["converted_unit"] = where["unit"]
    for name in EDITED:
        if allowed := list(codes(CLAIMS, name)):
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


def rows_of(content: bytes, source: str) -> list[SheetRow]:
    """Return the filled rows of a workbook that `as_workbook` made and a spreadsheet saved.

    Raise `DatasetError` for a file that is none, for columns that are missing, and for cells that
    a spreadsheet made a date or a yes or no of.
    """
    from openpyxl import load_workbook  # only what reads a workbook needs it

    try:
        page = load_workbook(io.BytesIO(content), data_only=True, read_only=True)[SHEET]
        lines = list(page.iter_rows(values_only=True))
    except Exception as error:  # a broken archive fails in many ways
        what, fix = (
            "is no workbook of claims",
            "write one: python -m loaders table TOPIC --xlsx FILE",
        )
        raise refusal(source, 0, "file", what=what, allowed=f"a sheet {SHEET}", fix=fix) from error
    header = [str(name or "") for name in lines[0]] if lines else []
    missing = [name for name in (*EDITED, ROW) if header.count(name) != 1]
    if missing:
        what, fix = f"lacks {', '.join(missing)}, or has it twice", "put the column back"
        raise refusal(source, 1, "header", what=what, allowed="each column once", fix=fix)
    found, problems = [], []
    for line, values in enumerate(lines[1:], 2):
        cells = {}
        for name, value in zip(header, values, strict=False):
            if name in EDITED or name in (ROW, REASON):
                try:
                    cells[name] = _text(value)
                except ValueError as error:
                    fix = "format the cell as text, and type it again"
                    told = {"what": str(error), "allowed": "text", "fix": fix}
                    problems.append(Problem(source, line, name, **told))
        if any(cells.values()):
            found.append(_row(line, cells))
    if problems:
        raise DatasetError(problems)
    return found


def _row(line: int, cells: Mapping[str, str]) -> SheetRow:
    claim_id, _, mark = cells.get(ROW, "").partition(" ")
    own = {name: cells.get(name, "") for name in EDITED}
    return SheetRow(line, claim_id, mark, own, cells.get(REASON, ""))


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
