"""A CSV file as a table of text cells, indexed by the file's lines, read strictly.

pandas' own reader renames, shifts, fills and coerces without a word, so cells
are cut by the `csv` module, a line at a time, and nothing is converted here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from loaders.errors import closest_match, shown
from loaders.storage.encoding import MEND, TextFile, decoded, without_unseen

MARKUP = re.compile(r"</?[A-Za-z!?][^>]*>?")
MARKUP_AS_PRINTED = re.compile(r"</?(?:sup|sub|em|strong|i|b|br)\s*/?>")
PADDED = re.compile(r"^\s|\s$")
FORMULA = re.compile(r"^[=@+\-\t\r]")
SUSPECT = re.compile(r'(?:^|,)"?(?:[=@+\-]|[^\S\n])|[^\S\n]"?(?:,|$)|<[A-Za-z/!?]', re.MULTILINE)
SUSPECT_CELL = re.compile(r"(?m)^[\s=@+\-]|\s$|<[A-Za-z/!?]|\n\n")
NO_FREE_TEXT = (
    (PADDED, "has a space at its start or end", "no space there", "delete the space"),
    (
        *(FORMULA, "begins like a spreadsheet formula"),
        *("a cell that does not begin with = @ + - or a tab", "begin with another word"),
    ),
    (MARKUP, "contains markup", "plain text", "write the text without its tags"),
)
"""What no cell of free text may be, what is allowed, and what to do."""
MOST_LINES = 20
"""Over how many lines a quoted cell with line breaks is followed, to be told as one fault."""


@dataclass
class RawTable(TextFile):
    """One file of a table: its cells as text, by line, and what is wrong with its form.

    `frame` is None where the header is not the schema's, so that no column can
    be trusted. `broken` holds the first cells of rows that could not be cut,
    so that a key in them is not also called unknown.
    """

    frame: pd.DataFrame | None = None
    broken: set[str] = field(default_factory=set)


def read_table(
    file: str, content: bytes, columns: Sequence[str], closed: Collection[str] = ()
) -> RawTable:
    """Cut `content` into a table with exactly `columns`; problems are collected, not raised.

    The cells of `closed` columns have a form of their own, which is checked elsewhere.
    """
    raw = RawTable(file)
    text = decoded(raw, content)
    if text is None or _separated_otherwise(raw, text):
        return raw
    text = without_unseen(raw, text)
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    else:
        raw.add(len(lines), "row", "the last line has no line end", "LF after every line", MEND)
    if not _header_agrees(raw, lines[0] if lines else "", columns):
        return raw
    raw.frame = _frame(raw, lines, columns)
    free = [name for name in columns if name not in closed]
    if free and SUSPECT.search(text):
        _report_cells(raw, raw.frame[free])
    return raw


def _frame(raw: RawTable, lines: Sequence[str], columns: Sequence[str]) -> pd.DataFrame:
    """Return the rows by line; all at once where no cell is quoted and each row is as wide."""
    width, own = len(columns), lines[1:]
    strange = {"," * (width - 1), ",".join(columns)}
    if own and all(
        '"' not in line and line.count(",") == width - 1 and line not in strange for line in own
    ):
        cells = [cell or None for cell in ",".join(own).split(",")]
        by_column = {name: cells[place::width] for place, name in enumerate(columns)}
        return pd.DataFrame(by_column, pd.RangeIndex(2, len(lines) + 1), dtype="str")
    rows = {n: row for n, row in _rows(raw, lines, width) if not _is_header(raw, n, row, columns)}
    index = pd.Index(rows, dtype="int64")
    return pd.DataFrame(list(rows.values()), index=index, columns=list(columns), dtype="str")


def _is_header(
    raw: RawTable, line: int, cells: Sequence[str | None], columns: Sequence[str]
) -> bool:
    """Report a row that is the header again."""
    if cells != list(columns):
        return False
    raw.add(line, "row", "is the header again", "the header once, above the rows", "delete it")
    return True


def _separated_otherwise(raw: RawTable, text: str) -> bool:
    header = text.partition("\n")[0]
    for separator, name in ((";", "semicolons"), ("\t", "tabs")):
        if separator in header and "," not in header:
            raw.add(1, "header", f"is separated by {name}", "commas between cells", MEND)
            return True
    return False


def _header_agrees(raw: RawTable, line: str, columns: Sequence[str]) -> bool:
    header = line.replace('"', "").split(",")  # no column's name holds a comma or a quote
    if header == list(columns) and '"' not in line:
        return True
    order = ",".join(columns)
    if told := _header_fault(line, [name.strip() for name in header], columns):
        raw.add(1, "header", told[0], order, told[1])
        return False
    if not set(header) & set(columns):
        what, fix = "is not the header: it names no column", "put the header above the rows"
        raw.add(1, "header", what, order, fix)
        return False
    wrong = len(raw.problems)
    for name in sorted({name for name in header if header.count(name) > 1}):
        raw.add(1, "header", f"{shown(name)} appears twice", "each column once", "delete one")
    missing = [name for name in columns if name not in header]
    for name in dict.fromkeys(header):
        if name not in columns:
            near = closest_match(name, missing)
            missing = [each for each in missing if each != near]
            fix = f'did you mean "{near}"?' if near else "delete the column with its cells"
            raw.add(1, "header", f"there is no column {shown(name)}", order, fix)
    for name in missing:
        raw.add(1, name, "is missing from the header", order, "add the column with its cells")
    if len(raw.problems) == wrong:
        if '"' in line and header == list(columns):
            raw.add(1, "header", "has needless quotes", order, MEND)
            return False
        what = "has quotes" if '"' in line else "has its columns in another order"
        raw.add(1, "header", what, order, "write it like this, with each column's cells under it")
    return False


def _header_fault(line: str, header: list[str], columns: Sequence[str]) -> tuple[str, str] | None:
    """Return what another program did to a header, and what to do; None where it did nothing."""
    if re.match("sep=.", line):
        return "is a line that Excel reads, and no header", "delete the line"
    if header == list(columns) and '"' not in line:
        return "has spaces around its names", "delete the spaces"
    named = [name for name in header if name]
    if named != list(columns) or '"' in line:
        return None
    count = len(header) - len(named)
    what = f"has {count} column{'s' if count > 1 else ''} without a name"
    return what, f"{MEND}, which takes out empty ones"


def _rows(
    raw: RawTable, lines: Sequence[str], width: int
) -> Iterator[tuple[int, list[str | None]]]:
    """Yield line number and cells of each row that has the header's number of cells."""
    widths: dict[int, int] = {}
    numbered = enumerate(lines[1:], 2)
    for number, line in numbered:
        cells = _quoted(raw, lines, number, width) if '"' in line else line.split(",")
        if cells is None:
            raw.broken.add(line.split(",", maxsplit=1)[0].strip('"'))
            for _ in range(_lines_of_row(lines, number - 1, width) - 1):
                next(numbered)
        elif len(cells) != width:
            raw.broken.add(cells[0])
            widths[number] = len(cells) if line.strip() else 0
        elif not any(cells):
            widths[number] = 0
        else:
            yield number, [cell or None for cell in cells]
    _report_widths(raw, widths, len(lines) - 1, width)


def _report_widths(raw: RawTable, widths: dict[int, int], rows: int, width: int) -> None:
    """Report rows with too few or too many cells: once where it is all of them."""
    short = all(0 < count < width for count in widths.values())
    if 1 < rows == len(widths) and (short or min(widths.values()) > width):
        what = f"all {rows} rows have {'fewer' if short else 'more'} cells than the header"
        fix = "compare the header with the rows: a column was added or lost"
        raw.add(1, "header", what, f"{width} cells in each row", fix)
        return
    empty = [number for number, count in widths.items() if not count]
    if empty:
        more = f", and so are {len(empty) - 1} more" if len(empty) > 1 else ""
        raw.add(empty[0], "row", f"is an empty line{more}", f"{width} cells", MEND)
    for number, count in widths.items():
        if count:
            what = f"has {count} cell{'s' if count > 1 else ''}"
            more = "quote a cell that contains a comma"
            fix = "add the missing commas" if count < width else more
            raw.add(number, "row", what, f"{width} cells", fix)


def _lines_of_row(lines: Sequence[str], at: int, width: int) -> int:
    """Return over how many lines a row goes whose quoted cells hold line breaks; else 1."""
    if lines[at].count('"') % 2 == 0:
        return 1
    for end in range(at + 1, min(at + MOST_LINES, len(lines))):
        if lines[end].count('"') % 2:
            block = "\n".join(lines[at : end + 1])
            try:
                cells = next(csv.reader(io.StringIO(block, newline=""), strict=True))
            except csv.Error:
                return 1
            return end + 1 - at if len(cells) == width else 1
    return 1


def _quoted(raw: RawTable, lines: Sequence[str], number: int, width: int) -> list[str] | None:
    """Cut a line that has quotes in it; report quoting that RFC 4180 does not need."""
    line = lines[number - 1]
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error as error:
        count = _lines_of_row(lines, number - 1, width)
        what, fix = _quote_fault(str(error), count)
        raw.add(number, "row", what, "RFC 4180 quoting, each row on one line", fix)
        return None
    plain = csv_text([cells]).rstrip("\n")
    if plain != line:
        inside = plain.count('"') > line.count('"')
        what = "has a quote in a cell that is not quoted" if inside else "has needless quotes"
        allowed = 'quotes only around a cell with a comma or a quote, which is doubled: ""'
        fix = f"write the line as {shown(plain, 300)[1:-1]}"
        raw.add(number, "row", what, allowed, fix if inside else MEND)
    return cells


def _quote_fault(error: str, lines: int) -> tuple[str, str]:
    """Say what the csv module's error means in a row over so many lines, and what to do."""
    if lines > 1:
        what = f"has a line break inside a quoted cell: the row takes up {lines} lines"
        return what, "put a space in place of the line break"
    if "end of data" in error:
        return "has a quote that is not closed", 'close it, or write a quote inside a cell as ""'
    if "larger" in error:
        return "has a quoted cell that is too long", "look for a quote that is not closed"
    return "has text after a closing quote", 'quote the whole cell, and each quote inside it as ""'


def csv_text(rows: Sequence[Sequence[str | None]]) -> str:
    """Return rows as the CSV text of this project: LF, quotes only where needed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _report_cells(raw: RawTable, frame: pd.DataFrame) -> None:
    """Report cells of free text that are what no cell may be: padded, a formula, or markup."""
    for name in frame.columns:
        cells = frame[name].dropna()
        if not SUSPECT_CELL.search("\n".join(cells)):
            continue
        for pattern, what, allowed, fix in NO_FREE_TEXT:
            if name == "as_printed" and pattern is MARKUP:
                cells = cells.str.replace(MARKUP_AS_PRINTED, "", regex=True)
            for line, cell in cells[cells.str.contains(pattern)].items():
                raw.add(int(str(line)), name, f"{shown(cell)} {what}", allowed, fix)
