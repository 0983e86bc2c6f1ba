"""A CSV file as a table of text cells, indexed by the file's lines, read strictly.

pandas' own reader renames, shifts, fills and coerces without a word, so cells
are cut by the `csv` module, a line at a time, and nothing is converted here.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial

import pandas as pd

from loaders.errors import shown
from loaders.schema.file_names import table_of, topic_of
from loaders.storage.csv_header import SEPARATORS, header_agrees, separated_otherwise
from loaders.storage.encoding import (
    COPY_FIRST,
    LONGEST_LINE,
    MEND,
    UNSEEN,
    TextFile,
    decoded,
    likewise,
    report_empty,
    report_unseen,
    restored,
)
from loaders.storage.row_faults import count_fault, lone_quote, longest_cell, quote_fault

MARKUP = re.compile(r"</?[A-Za-z!?][^>]*>?|&(?:[a-z]{2,8}|#[0-9]{1,6});")
TAG = re.compile(r"<[A-Za-z/!?]")
MISREAD = re.compile("[\u00c2\u00c3][\u0080-\u00bf]|\u00e2[\u0080-\u009f\u20ac\u201a]|\ufffd")
"""UTF-8 that was read as Windows-1252, and what stands for a letter that was lost."""
MARKUP_AS_PRINTED = re.compile(r"</?(?:sup|sub|em|strong|i|b|br)\s*/?>")
PADDED = re.compile(r"^\s|\s$")
FORMULA = re.compile(r"^[=@+\-\t\r]")
SUSPECT = re.compile(
    r'(?:^|,)"?(?:[=@+\-]|[^\S\n])|[^\S\n]"?(?:,|$)|<[A-Za-z/!?]|&[a-z#]|[\u00c2\u00c3\u00e2\ufffd]',
    re.MULTILINE,
)
SUSPECT_CELL = re.compile(
    r"(?m)^[\s=@+\-]|\s$|<[A-Za-z/!?]|&[a-z#]|[\u00c2\u00c3\u00e2\ufffd]|\n\n"
)
NO_FREE_TEXT = (
    (PADDED, "has a space at its start or end", "no space there", "delete the space"),
    (
        *(FORMULA, "begins like a spreadsheet formula"),
        *("a cell that does not begin with = @ + - or a tab", "begin with another word"),
    ),
    (
        *(MARKUP, "contains HTML", "plain text"),
        "leave out < and > with what stands between them",
    ),
    (
        *(MISREAD, "contains letters that came of a wrong encoding"),
        *("the letters that are meant, such as é or €", "type them again"),
    ),
)
"""What no cell of free text may be, what is allowed, and what to do."""
IS = "is", "are"
MOST_LINES = 20
"""Over how many lines a quoted cell with line breaks is followed, to be told as one fault."""
OTHER_ROW = re.compile(r"^(?=.*\w)[^,\n;\t|]*([;\t|])[^,\n]*$", re.MULTILINE)
QUOTING = "each row on one line, with straight quotes around a cell that has a comma or a quote"


@dataclass
class RawTable(TextFile):
    """One file of a table: its cells as text, by line, and what is wrong with its form.

    `frame` is None where the header is not the schema's, so that no column can
    be trusted. `broken` holds the first cells of rows that could not be cut,
    so that a key in them is not also called unknown. `separated` says by line what
    parts the cells of rows that were pasted from elsewhere.
    """

    frame: pd.DataFrame | None = None
    broken: set[str] = field(default_factory=set)
    separated: Mapping[int, str] = field(default_factory=dict)


def read_table(
    file: str, content: bytes, columns: Sequence[str], closed: Collection[str] = ()
) -> RawTable:
    """Cut `content` into a table with exactly `columns`; problems are collected, not raised.

    The cells of `closed` columns have a form of their own, which is checked elsewhere.
    """
    raw = RawTable(file)
    text = decoded(raw, content)
    if text is not None and not text.strip():
        report_empty(raw)
        return raw
    if text is None or separated_otherwise(raw, text):
        return raw
    raw.separated = _rows_of_another_program(text)
    seen = text.replace("\t", " ") if "tabs" in raw.separated.values() else text
    report_unseen(raw, seen, partial(_cell_at, columns))
    text = UNSEEN.sub("", text)
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    elif is_cut(lines[-1], len(columns)):
        what = "is cut off: the file ends within it, and rows below it may be lost"
        fix = f"{restored(file)}{COPY_FIRST}"
        raw.add(len(lines), "row", what, "whole rows", fix)
        return raw
    else:
        raw.add(len(lines), "row", "the last line has no line end", "LF after every line", MEND)
    if not header_agrees(raw, lines, columns) or _has_endless_line(raw, lines):
        return raw
    raw.frame = _frame(raw, lines, columns)
    free = [name for name in columns if name not in closed]
    if free and SUSPECT.search(text):
        _report_cells(raw, raw.frame[free])
    return raw


def is_cut(line: str, width: int) -> bool:
    """Tell whether a file's last line, which has no end, is a part of a row."""
    whole = line.strip().replace("\r", " ")  # which the csv module takes for a line's end
    return whole.count('"') % 2 == 1 or 0 < len(next(csv.reader([whole]), [])) < width


def _has_endless_line(raw: RawTable, lines: Sequence[str]) -> bool:
    """Report the first line that is longer than any row."""
    for number, line in enumerate(lines, 1):
        if len(line) > LONGEST_LINE:
            column, cell = longest_cell(lines[0].split(","), line)
            what = f"has {len(line):,} characters, most of them in {column}: {shown(cell, 40)}"
            fix = "look there for text that was pasted by mistake, or for a quote left open"
            raw.add(number, "row", what, f"at most {LONGEST_LINE:,}", fix)
            return True
    return False


def _cell_at(columns: Sequence[str], line: str, at: int) -> tuple[str, str]:
    """Return the column and the cell in which a character of a line stands; no column where the
    line is no row.
    """
    try:
        cells = next(csv.reader([line.replace("\r", "\0")], strict=True))
    except csv.Error:
        cells = []
    if len(cells) == len(columns) and cells != list(columns):
        char = line[at].replace("\r", "\0")
        found = ((n, cell) for n, cell in zip(columns, cells, strict=True) if char in cell)
        column, cell = next(found)
        return column, cell.replace("\0", "\r") if char != line[at] else cell
    return "", line[max(0, at - 20) : at + 20]


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


def _rows_of_another_program(text: str) -> dict[int, str]:
    """Return by line what separates the cells of rows without a comma."""
    found = {}
    if OTHER_ROW.search(text):
        for number, line in enumerate(text.split("\n")[1:], 2):
            if match := OTHER_ROW.fullmatch(line):
                found[number] = SEPARATORS[match[1]]
    return found


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
    _report_widths(raw, widths, lines, width)


def _report_widths(raw: RawTable, widths: dict[int, int], lines: Sequence[str], width: int) -> None:
    """Report rows with too few or too many cells: once where it is all of them."""
    if pasted := [number for number in widths if number in raw.separated]:
        more = likewise(pasted[1:], IS)
        what = f"is separated by {raw.separated[pasted[0]]}, the header by commas{more}"
        target = topic_of(raw.file)
        fix = "in a text editor, move such rows into a new file rows.tsv, which needs no header, "
        fix += f"and add it: `python -m loaders add {target} --paste rows.tsv`"
        raw.add(pasted[0], "row", what, "commas between cells", fix)
        widths = {number: count for number, count in widths.items() if number not in pasted}
    rows = len(lines) - 1
    short = all(0 < count < width for count in widths.values())
    if 1 < rows == len(widths) and (short or min(widths.values()) > width):
        what = f"all {rows} rows have {'fewer' if short else 'more'} cells than the header"
        fix = "compare the header with the rows: a column was added or lost"
        raw.add(1, "header", what, f"{width} cells in each row", fix)
        return
    empty = [number for number, count in widths.items() if not count]
    if empty:
        what = f"is an empty line{likewise(empty[1:], IS)}"
        raw.add(empty[0], "row", what, f"{width} cells", MEND)
    for number, count in widths.items():
        if count:
            own = table_of(raw.file), lines[0].split(",")
            what, fix = count_fault(*own, lines[number - 1])
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
    except csv.Error:
        count = _lines_of_row(lines, number - 1, width)
        what, fix = quote_fault(lines[0].split(","), line, count)
        raw.add(number, "row", what, QUOTING, fix)
        return None
    plain = csv_text([cells]).rstrip("\n")
    if plain != line:
        what, fix = "has needless quotes", MEND
        if plain.count('"') > line.count('"'):
            what, fix = lone_quote(lines[0].split(","), cells, plain)
        raw.add(number, "row", what, "quotes only around a cell with a comma or a quote", fix)
    return cells


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
            found = cells[cells.str.contains(pattern)]
            others = likewise([int(line) for line in found.index[1:]], ("has", "have"))
            for line, cell in found.iloc[: 1 if pattern is PADDED else None].items():
                told = f"{shown(cell)} {what}{others if pattern is PADDED else ''}"
                raw.add(int(str(line)), name, told, allowed, _as_meant(cell) or fix)


def _as_meant(cell: str) -> str:
    """Ask whether the text is meant that a cell's entities or misread letters stand for, or for
    that of an entity which cannot be shown; "" where it has none.
    """
    text = html.unescape(cell) if not TAG.search(cell) else cell
    with suppress(UnicodeError):
        text = text.encode("cp1252").decode("utf-8")
    if text != cell and text.isprintable():
        return f'did you mean "{text}"?'
    sign = MARKUP.search(cell)
    named = sign and sign.group().startswith("&") and not TAG.search(cell)
    return f"type the sign that {sign.group()} stands for, or a space" if sign and named else ""
