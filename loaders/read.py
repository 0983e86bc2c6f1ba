"""A CSV file as a table of text cells, indexed by the file's lines, read strictly.

pandas' own reader renames, shifts, fills and coerces without a word, so cells
are cut by the `csv` module, a line at a time, and nothing is converted here.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from loaders.problems import Problem, did_you_mean, shown

MOST_BYTES = 64 * 2**20
"""More than 200,000 claims in one file; a larger file is a mistake, and is not parsed."""

# Control characters, separators that look like a line's end, and marks that change
# how a text reads without being seen (zero width, direction, byte order).
UNSEEN = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff\ufffe\uffff]"
)
MARKUP = re.compile(r"</?[A-Za-z!?][^>]*>?")
MARKUP_AS_PRINTED = re.compile(r"</?(?:sup|sub|em|strong|i|b|br)\s*/?>")
PADDED = re.compile(r"^\s|\s$")
FORMULA = re.compile(r"^[=@+\-\t\r]")
SUSPECT = re.compile(r'(?:^|,)"?[\s=@+\-]|[\s]"?(?:,|$)|<[A-Za-z/!?]', re.MULTILINE)


@dataclass
class RawTable:
    """One file: its cells as text, by line, and what is wrong with its form.

    `frame` is None where the header is not the schema's, so that no column can
    be trusted. `broken` holds the first cells of rows that could not be cut,
    so that a key in them is not also called unknown.
    """

    name: str
    file: str
    frame: pd.DataFrame | None = None
    problems: list[Problem] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)


def read_table(name: str, file: str, content: bytes, columns: Sequence[str]) -> RawTable:
    """Cut `content` into a table with exactly `columns`; problems are collected, not raised."""
    raw = RawTable(name, file)
    text = _decoded(raw, content)
    if text is None:
        return raw
    lines = text.split("\n")
    if lines[-1] == "":
        lines.pop()
    else:
        fix = "press Enter at the end of the last line"
        _add(raw, len(lines), "row", "the last line has no line end", "LF after every line", fix)
    if not _header_agrees(raw, lines[0], columns):
        return raw
    rows = dict(_rows(raw, lines, len(columns)))
    raw.frame = pd.DataFrame(
        list(rows.values()), index=pd.Index(rows, dtype="int64"), columns=list(columns), dtype="str"
    )
    if SUSPECT.search(text):
        raw.problems += _cell_problems(raw)
    return raw


def _add(raw: RawTable, line: int, column: str, what: str, allowed: str, fix: str) -> None:
    raw.problems.append(Problem(raw.file, line, column, what, allowed, fix))


def _decoded(raw: RawTable, content: bytes) -> str | None:
    save = "save it as UTF-8 with LF line ends"
    if len(content) > MOST_BYTES:
        size = f"has {len(content) // 2**20} MiB"
        most = f"at most {MOST_BYTES // 2**20} MiB a file"
        _add(raw, 0, "file", size, most, "look for rows that were pasted many times")
        return None
    if not content:
        _add(raw, 0, "file", "is empty", "at least the header row", "restore the header row")
        return None
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        _add(raw, 1, "file", "is UTF-16", "UTF-8", save)
        return None
    if content.startswith(b"\xef\xbb\xbf"):
        fix = "save it as UTF-8 without BOM"
        _add(raw, 1, "file", "begins with a byte order mark (BOM)", "UTF-8 without BOM", fix)
        content = content[3:]
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        at = error.start - (content.rfind(b"\n", 0, error.start) + 1) + 1
        what = f"byte {at} of the line, 0x{content[error.start]:02x}, is not UTF-8"
        _add(raw, line, "row", what, "UTF-8", save + " (it may be Latin-1 or Windows-1252)")
        return None
    return _without_unseen(raw, text)


def _without_unseen(raw: RawTable, text: str) -> str:
    """Report each line that holds a character that nobody sees, and go on without it."""
    if "\r" in text:
        crlf = text.count("\r\n")
        what = f"{crlf} lines end in CRLF" if crlf else "has CR characters"
        line = text.count("\n", 0, text.index("\r")) + 1
        _add(raw, line, "row", what, "LF line ends only", "save it with LF line ends")
        text = text.replace("\r\n", "\n").replace("\r", " ")
    if not UNSEEN.search(text):
        return text
    for line, content in enumerate(text.split("\n"), 1):
        for char in sorted(set(UNSEEN.findall(content))):
            what = f"holds the invisible character U+{ord(char):04X}"
            _add(raw, line, "row", what, "visible characters and spaces", "delete it")
    return UNSEEN.sub("", text)


def _header_agrees(raw: RawTable, line: str, columns: Sequence[str]) -> bool:
    header = next(csv.reader([line]), [])
    if header == list(columns):
        return True
    seen: set[str] = set()
    wrong = len(raw.problems)
    for name in header:
        if name in seen:
            _add(raw, 1, name or "header", "stands twice in the header", "once", "delete one")
        elif name not in columns:
            missing = [c for c in columns if c not in header]
            fix = did_you_mean(name, missing, "delete the column, or add it to the schema")
            _add(raw, 1, "header", f"{shown(name)} is no column", ", ".join(columns), fix)
        seen.add(name)
    for name in columns:
        if name not in seen:
            _add(raw, 1, name, "is missing from the header", "every column", "add the column")
    if len(raw.problems) == wrong:
        order = ",".join(columns)
        _add(raw, 1, "header", "has its columns in another order", order, "put them in this order")
    return False


def _rows(
    raw: RawTable, lines: Sequence[str], width: int
) -> Iterator[tuple[int, list[str | None]]]:
    """Yield line number and cells of each row that has the header's number of cells."""
    short, long = 0, 0
    for number, line in enumerate(lines[1:], 2):
        if '"' in line:
            cells = _quoted(raw, number, line)
            if cells is None:
                continue
        else:
            cells = line.split(",")
        if len(cells) != width:
            short, long = short + (len(cells) < width), long + (len(cells) > width)
            _report_width(raw, number, line, len(cells), width)
            raw.broken.add(cells[0])
            continue
        yield number, [cell or None for cell in cells]
    if max(short, long) > 1 and max(short, long) == len(lines) - 1:
        what = (
            f"all {len(lines) - 1} rows have {'fewer' if short else 'more'} cells than the header"
        )
        fix = "compare the header with the schema: a column was added or lost"
        _add(raw, 1, "header", what, f"{width} cells in each row", fix)


def _report_width(raw: RawTable, number: int, line: str, count: int, width: int) -> None:
    what = f"has {count} cells" if line else "is an empty line"
    fix = "quote a cell that holds a comma" if count > width else "add the missing commas"
    _add(raw, number, "row", what, f"{width} cells", fix if line else "delete the line")


def _quoted(raw: RawTable, number: int, line: str) -> list[str] | None:
    """Cut a line that has quotes in it; report quoting that RFC 4180 does not need."""
    try:
        cells = next(csv.reader([line], strict=True))
    except csv.Error as error:
        fix = 'close the quote on the same line, and write a quote inside a cell as ""'
        what = f"has a quote that is not closed or stands in the wrong place ({error})"
        _add(raw, number, "row", what, "RFC 4180 quoting, no line break in a cell", fix)
        raw.broken.add(line.split(",", maxsplit=1)[0].strip('"'))
        return None
    if written([cells]) != line + "\n":
        fix = "write it as " + shown(written([cells]).rstrip("\n"), 200)
        _add(
            raw,
            number,
            "row",
            "is quoted where no quotes are needed",
            "quotes only around a cell with a comma or a quote",
            fix,
        )
    return cells


def written(rows: Sequence[Sequence[str | None]]) -> str:
    """Return rows as the CSV text of this project: LF, quotes only where needed."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _cell_problems(raw: RawTable) -> Iterator[Problem]:
    """Yield what no cell of any table may be: padded, a formula, or markup."""
    assert raw.frame is not None
    for name in raw.frame.columns:
        cells = raw.frame[name].dropna()
        for line, cell in cells[cells.str.contains(PADDED)].items():
            what = f"{shown(cell)} has a space at its start or end"
            yield Problem(raw.file, _line(line), name, what, "no space there", "delete the space")
        for line, cell in cells[cells.str.contains(FORMULA)].items():
            what = f"{shown(cell)} begins as a spreadsheet formula does"
            allowed = "a cell that does not begin with = @ + - or a tab"
            yield Problem(raw.file, _line(line), name, what, allowed, "begin with another word")
        if name == "as_printed":
            cells = cells.str.replace(MARKUP_AS_PRINTED, "", regex=True)
        for line, cell in cells[cells.str.contains(MARKUP)].items():
            what = f"{shown(cell)} holds markup"
            fix = "write the text without its tags"
            yield Problem(raw.file, _line(line), name, what, "plain text", fix)


def _line(label: object) -> int:
    return int(str(label))
