"""Rows as they were handed in, however wrong: their lines and cells, so that faults can be marked.

`loaders.curation.row_parser` makes rows of the same text, or says why it cannot.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loaders.curation import row_parser
from loaders.curation.new_rows import NewRow
from loaders.schema.file_names import CLAIMS
from loaders.schema.tables import COLUMNS, KEYS
from loaders.storage.folder import Contents

HERE, CHANGED, NEW = "here", "changed", "new"


@dataclass(frozen=True)
class Grid:
    """The cells of a text by line, under the names of their columns; a cell too many has none."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def is_json(text: str) -> bool:
    """Tell whether a text is JSON lines rather than CSV or TSV."""
    return text.lstrip("\ufeff \t\r\n").startswith("{")


def new_rows_in(table: str, topic: str, text: str, source: str) -> list[NewRow]:
    """Make rows of a text of either kind; raise `DatasetError` with what is wrong with its form."""
    if is_json(text):
        return row_parser.from_json_lines(topic, text, source)
    return row_parser.from_block(table, topic, text, source)


def grid(table: str, text: str) -> Grid:
    """Cut a text into lines and cells; what cannot be cut is one cell."""
    lines = row_parser.filled_lines(text)
    return _of_objects(lines) if is_json(text) else _of_cells(table, lines)


def _of_objects(lines: Sequence[tuple[int, str]]) -> Grid:
    objects = [(number, _object(line)) for number, line in lines]
    columns = tuple(dict.fromkeys(name for _, found in objects for name in found))
    rows = [
        (number, tuple("" if (c := found.get(name)) is None else str(c) for name in columns))
        for number, found in objects
    ]
    return Grid(columns, tuple(rows))


def _object(line: str) -> Mapping[str, Any]:
    try:
        found = json.loads(line, parse_int=str, parse_float=str)
    except (ValueError, RecursionError):
        return {"row": line}
    return found if isinstance(found, dict) else {"row": line}


def _of_cells(table: str, lines: Sequence[tuple[int, str]]) -> Grid:
    rows = [(number, _cells(line, row_parser.separator(lines))) for number, line in lines]
    if rows and (names := row_parser.column_names(table, rows[0][1])):
        return Grid(tuple(names), tuple(rows[1:]))
    return Grid(COLUMNS.get(table, ()), tuple(rows))


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter)))
    except csv.Error:
        return (line,)


@dataclass(frozen=True)
class Sorted:
    """New rows, and by line how each row stands: `NEW`, `HERE` (the same row is in its file) or
    `CHANGED` (a row of its name is there, with other cells).
    """

    new: tuple[NewRow, ...]
    standing: Mapping[int, str]


def sorted_out(before: Contents, rows: Sequence[NewRow]) -> Sorted:
    """Part new rows from those that a whole file repeats from the dataset.

    `added`, which a row without a date is given, does not tell one row from another.
    """
    known: dict[str, dict[str, tuple[str, ...]]] = {}
    standing: dict[int, str] = {}
    new = []
    for row in rows:
        if row.table not in COLUMNS:
            standing[row.line] = NEW
            new.append(row)
            continue
        if row.file not in known:
            known[row.file] = _rows_of_file(row.table, before.get(row.file))
        cells = _without_date(row.table, [row.cells.get(name, "") for name in COLUMNS[row.table]])
        there = known[row.file].get(_key(row.table, cells))
        standing[row.line] = NEW if there is None else HERE if there == cells else CHANGED
        if standing[row.line] != HERE:
            new.append(row)
    return Sorted(tuple(new), standing)


def _rows_of_file(table: str, content: bytes | None) -> dict[str, tuple[str, ...]]:
    text = (content or b"").decode("utf-8", errors="replace")
    rows = [_without_date(table, _cells(line, ",")) for line in text.split("\n")[1:] if line]
    return {_key(table, row): row for row in rows if row}


def _without_date(table: str, cells: Sequence[str]) -> tuple[str, ...]:
    names = COLUMNS[table]
    return tuple(c for name, c in zip(names, cells, strict=False) if name != "added")


def _key(table: str, cells: Sequence[str]) -> str:
    """Return what names a row, whose first cells are those of its key."""
    return "\0".join(cells[: len(KEYS[table])])


def table_and_topic(name: str) -> tuple[str, str]:
    """Return the table and the topic that a file's name stands for: `prices.csv` holds claims."""
    stem = name.rsplit("/", 1)[-1].rsplit("\\", 1)[-1].rsplit(".", 1)[0]
    return (stem, "") if stem in COLUMNS and stem != CLAIMS else (CLAIMS, stem)
