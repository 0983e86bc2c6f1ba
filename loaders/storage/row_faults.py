"""Why a line cannot be cut into the cells of a row: which cell it is, and what to do with it."""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Sequence
from functools import partial

from loaders.errors import shown
from loaders.schema.tables import COLUMNS, SCHEMAS, codes, facts, pattern
from loaders.storage.encoding import MEND
from loaders.values.edtf import FORMS

SHEET = f"save as CSV UTF-8, and {MEND}"
MOST_SHOWN = 40
"""How many letters are shown of a cell."""
MOST_CUT = 3
"""How many numbers of a row are looked at that a comma may have cut."""
MOST_WRITTEN = 300
"""How many letters a cell may have of which all is shown, so that it can be copied."""
TOGETHER = (
    f"in a spreadsheet, put what belongs together into one cell, {SHEET}; "
    "in a text editor, put straight quotes around a cell that has a comma"
)
APART = (
    f"in a spreadsheet, put each cell under its own column, {SHEET}; "
    "in a text editor, add the missing commas"
)
SEEN = f"in a spreadsheet, see that the cell reads right, {SHEET}; in a text editor, "


def count_fault(table: str, columns: Sequence[str], line: str) -> tuple[str, str]:
    """Say which cell is the first that does not fit where a line has too many or too few cells."""
    cells = next(csv.reader([line]))
    what = f"has {len(cells)} cell{'s' if len(cells) > 1 else ''}"
    if written := _rejoined(table, columns, cells):
        numbers = " and ".join(f"{number} in {name}" for name, number in written.items())
        what += f", as commas stand inside numbers: {numbers}, it seems"
        return what, f"if so, write {numbers}, and move the cells behind to the left"
    fitting = zip(columns, cells, strict=False)
    wrong = next((pair for pair in fitting if not _fits(table, *pair)), None)
    if wrong:
        what += f"; the first that does not fit is {shown(wrong[1], MOST_SHOWN)} in {wrong[0]}"
    if len(cells) < len(columns):
        return what, APART
    if re.search("(?:^|,)[“”„]", line):
        return f"{what}; “ ” hold no cell together", TOGETHER
    return what, TOGETHER


def _rejoined(table: str, columns: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    """Return by column the numbers that commas have cut, where only one way to join digits with
    those behind them makes the row fit; else nothing. "28,600" was of thousands, "0,35" has
    decimals.
    """
    more = len(cells) - len(columns)
    if not 0 < more <= MOST_CUT or table not in COLUMNS:
        return {}
    numbers = [
        place
        for place, name in enumerate(columns)
        if name in COLUMNS[table] and facts(table, name)["type"] == "number"
    ]
    found = []
    for places in itertools.combinations(numbers, more):
        row, written = list(cells), {}
        for place in places:
            whole, part = row[place : place + 2]
            point = "" if re.fullmatch("[1-9][0-9]{0,2},[0-9]{3}", f"{whole},{part}") else "."
            row[place : place + 2] = [f"{whole}{point}{part}"]
            written[columns[place]] = row[place]
        digits = all(re.fullmatch(r"[0-9]+(?:\.[0-9]{1,3})?", each) for each in written.values())
        if digits and all(map(partial(_fits, table), columns, row)):
            found.append(written)
    return found[0] if len(found) == 1 else {}


def _fits(table: str, column: str, cell: str) -> bool:
    """Tell whether a cell may stand in a column; one that begins with a space is a part of one."""
    if column not in COLUMNS.get(table, ()):
        return cell[:1] != " "
    if not cell:
        return bool(SCHEMAS[table].columns[column].nullable)
    if listed := codes(table, column):
        return cell in listed
    form = FORMS.pattern if facts(table, column)["type"] == "edtf" else pattern(table, column)
    return cell[0] != " " and (not form or bool(re.fullmatch(form, cell)))


def quote_fault(columns: Sequence[str], line: str, lines: int) -> tuple[str, str]:
    """Say what is wrong with the quotes of a row over so many lines, and what to do."""
    column, text, open_quote = _quoted_wrongly(columns, line)
    if lines > 1:
        what = f"has a line break inside a quoted cell, {column}: the row takes up {lines} lines"
        return what, "put a space in place of the line break"
    if open_quote:
        what = f"has a quote in {column} that is not closed: {shown(text, MOST_SHOWN)}"
        fix = 'in a text editor, put " behind the last word of the cell'
        return what, f"{fix} (a spreadsheet would take the rows below it into the cell)"
    what = f"has text after a closing quote in {column}: {text}"
    return what, f"{SEEN}quote the whole cell, and write each quote inside it as two"


def _quoted_wrongly(columns: Sequence[str], line: str) -> tuple[str, str, bool]:
    """Return the column of the quote that is wrong, the text that it leads to mistake, and whether
    it is left open.
    """
    for mark in re.finditer('"', line):
        try:
            next(csv.reader([line[: mark.end() + 1]], strict=True))
        except csv.Error as error:
            if "expected after" in str(error):
                before = next(csv.reader([line[: mark.end()]]))
                text = f"behind {shown(before[-1], MOST_SHOWN)} there is still "
                rest = shown(line[mark.end() :].split(",", maxsplit=1)[0].strip(), MOST_SHOWN)
                return _column(columns, len(before)), text + rest[1:-1], False
    cells = next(csv.reader([line]))
    return _column(columns, len(cells)), cells[-1], True


def _column(columns: Sequence[str], count: int) -> str:
    """Return the column of a line's last cell."""
    return columns[count - 1] if count <= len(columns) else "a cell"


def lone_quote(columns: Sequence[str], cells: Sequence[str], plain: str) -> tuple[str, str]:
    """Say in which cell a quote stands that no quotes are around, and what to do."""
    pairs = zip((*columns, *[""] * len(cells)), cells, strict=False)
    column, cell = next(pair for pair in pairs if '"' in pair[1])
    what = (
        f"has a quote in {column or 'a cell'} with no quotes around the cell: {cell[:MOST_SHOWN]}"
    )
    return what, f"{SEEN}write the cell as {_in_quotes(cell)}"


def _in_quotes(cell: str) -> str:
    """Return a cell that needs quotes as its file has it, or how to write a long one."""
    if len(cell) > MOST_WRITTEN:
        return "it is, with straight quotes around it, and each quote inside it as two"
    return '"' + cell.replace('"', '""') + '"'


def longest_cell(columns: Sequence[str], line: str) -> tuple[str, str]:
    """Return the column and text of the longest cell of a line, also of one that the csv module
    takes for too long.
    """
    cells = re.findall(r'(?:^|,)("(?:[^"]|"")*"|[^,]*)', line)
    place = max(range(len(cells)), key=lambda n: len(cells[n]))
    return _column(columns, place + 1), cells[place].strip('"')
