"""What can be mended in a file without a guess: how its text is written, never what it says."""

from __future__ import annotations

import csv
import io
import operator
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from loaders.storage.csv_header import SEPARATORS
from loaders.storage.csv_table import csv_text, is_cut
from loaders.storage.encoding import CONFLICT

MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
"""Byte order marks, and the encodings that they stand for."""
WIDE = {0: "utf-16-be", 1: "utf-16-le"}
"""Where the first byte of UTF-16 without a mark is zero."""
EXCELS_LINE = re.compile(r"sep=[;,\t|]\n")
"""A first line that Excel reads and no table has."""
Rows = list[list[str]]


@dataclass(frozen=True)
class Mended:
    """A file's bytes as they should be, and what was done to them, in words; nothing done where
    nothing could be.
    """

    content: bytes
    done: tuple[str, ...] = ()


def mended(content: bytes, columns: Sequence[str] = ()) -> Mended:
    """Return a file's bytes in UTF-8 with LF; a table's, which has `columns`, with commas and
    without empty rows and columns, too. No cell that holds anything is changed or lost.
    """
    text, done = _decoded(content)
    if text is None or any(CONFLICT.match(line) for line in text.splitlines()):
        return Mended(content)
    for end, name in (("\r\n", "CRLF"), ("\r", "CR")):
        if text.count(end) and (end == "\r\n" or "\n" not in text):
            done.append(f"{_counted(text.count(end), 'line end')} in {name}")
            text = text.replace(end, "\n")
    if text.strip() and not text.endswith("\n"):
        if columns and is_cut(text.rpartition("\n")[2], len(columns)):
            return Mended(content)
        done.append("no end of its last line")
        text += "\n"
    if columns:
        with suppress(csv.Error):  # a cell longer than any, which check tells
            text, more = _as_table(text, columns)
            done += more
    return Mended(text.encode(), tuple(done)) if done else Mended(content)


def _decoded(content: bytes) -> tuple[str | None, list[str]]:
    """Return the text, and what its encoding was where that is not UTF-8 without a mark."""
    found = next((name for mark, name in MARKS if content.startswith(mark)), "")
    found = found or next((name for at, name in WIDE.items() if content[at : at + 1] == b"\0"), "")
    try:
        text = content.decode(found or "utf-8")
    except UnicodeDecodeError:
        return None, []
    if "\0" in text:
        return None, []
    mark = "a byte order mark (BOM)" if found == "utf-8-sig" else "UTF-16"
    return text, [mark] if found else []


def _as_table(text: str, columns: Sequence[str]) -> tuple[str, list[str]]:
    """Return a table with commas and without empty rows and columns, and what was done."""
    given, done = text, []
    if EXCELS_LINE.match(text):
        done.append("Excel's line of the separator")
        text = text.partition("\n")[2]
    found = next((sign for sign in SEPARATORS if _cuts(text, sign, columns)), ",")
    rows = _read(text, found)
    if any("\n" in cell for cell in _filled(rows)):  # a quote is left open: which is a guess
        return given, []
    if found != ",":
        done.append(f"{SEPARATORS[found]} between cells")
    kept = [row for row in rows if any(map(str.strip, row))]
    if len(kept) < len(rows):
        done.append(_counted(len(rows) - len(kept), "empty row"))
    kept, empty = _without_empty_columns(kept, columns)
    done += [_counted(empty, "empty column")] if empty else []
    quoted = _needless_quotes(text) if found == "," else 0
    if quoted:
        done.append(f"needless quotes in {_counted(quoted, 'line')}")
    whole = len(kept[0]) if _headed(kept, columns) else 0
    stripped = [[c.strip() for c in row] if len(row) == whole else row for row in kept]
    if padded := sum(map(operator.ne, stripped, kept)):
        done.append(f"spaces around cells in {_counted(padded, 'line')}")
    if not done or not stripped or Counter(_filled(rows)) != Counter(_filled(stripped)):
        return given, []
    return csv_text(stripped), done


def _without_empty_columns(rows: Rows, columns: Sequence[str]) -> tuple[Rows, int]:
    """Return rows without their empty columns, and how many these were; none where a row has more
    or fewer cells than others, as nobody knows then which cell is of which column.
    """
    if len(set(map(len, rows))) != 1 or not _headed(rows, columns):
        return rows, 0
    empty = {at for at in range(len(rows[0])) if not any(row[at].strip() for row in rows)}
    kept = [[cell for at, cell in enumerate(row) if at not in empty] for row in rows]
    return kept, len(empty)


def _headed(rows: Rows, columns: Sequence[str]) -> bool:
    """Tell whether the first row has names of columns only."""
    return bool(rows) and {cell.strip() for cell in rows[0]} <= {*columns, ""}


def _needless_quotes(text: str) -> int:
    """Return how many lines have quotes around cells that need none; 0 where a quote is unclear."""
    lines = text.splitlines()
    try:
        rows = list(csv.reader(lines, strict=True))
    except csv.Error:
        return 0
    pairs = zip(lines, rows, strict=True)
    return sum(line.count('"') > csv_text([row]).count('"') for line, row in pairs)


def _cuts(text: str, sign: str, columns: Sequence[str]) -> bool:
    """Tell whether a sign cuts the header into columns, and each row into as many cells."""
    rows = [row for row in _read(text, sign) if any(row)]
    named = {cell.strip() for cell in rows[0] if cell} if rows else set()
    return len(named) > 1 and named <= set(columns) and len(set(map(len, rows))) == 1


def _read(text: str, sign: str) -> Rows:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))


def _filled(rows: Rows) -> list[str]:
    return [cell.strip() for row in rows for cell in row if cell.strip()]


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one}{'' if count == 1 else 's'}"
