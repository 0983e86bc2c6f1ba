"""All rows of a version of the files, whatever schema they had: to compare, not to check.

An older version may lack a column, name one otherwise or be broken, so nothing here depends on
the models but the number of cells that tell a table's rows apart.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from loaders.citations.bibliography import BIBLIOGRAPHY, read_works
from loaders.errors import Problem, shown
from loaders.schema.file_names import table_of
from loaders.schema.tables import KEYS
from loaders.storage.encoding import TextFile, decoded
from loaders.storage.folder import Contents

Cells = Mapping[str, str]
Key = tuple[str, tuple[str, ...], int]
"""A row's table, the cells that tell it apart, and which of several such rows it is, from 0."""


@dataclass(frozen=True)
class Row:
    """One row: its file, its filled cells by column, and the line, which is no part of it."""

    file: str
    cells: Cells
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Version:
    """The rows of all files, the columns of each table, and what could not be read.

    `unread` are the files of which nothing is known; `problems` says why, and names rows that
    were read only in part.
    """

    rows: Mapping[Key, Row]
    columns: Mapping[str, tuple[str, ...]]
    unread: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()


def version_of(contents: Contents) -> Version:
    """Read every table and the bibliography; what is broken is told, never raised."""
    rows: dict[Key, Row] = {}
    columns: dict[str, tuple[str, ...]] = {}
    unread, problems = set(), []
    for file, content in contents.items():
        if content is None or not file.endswith((".csv", ".bib")):
            continue
        raw = TextFile(file)
        text = decoded(raw, content)
        read = _works if file == BIBLIOGRAPHY else _cut
        header, found = ((), []) if text is None else read(raw, text)
        if text is None or (not header and file != BIBLIOGRAPHY):
            unread.add(file)
        problems += raw.problems
        table = table_of(file)
        columns[table] = tuple(dict.fromkeys([*columns.get(table, ()), *header]))
        rows |= _keyed(table, header, found, rows)
    columns = {table: names for table, names in columns.items() if names}
    return Version(rows, columns, frozenset(unread), tuple(sorted(set(problems))))


def _keyed(
    table: str, header: Sequence[str], found: Iterable[Row], there: Mapping[Key, Row]
) -> dict[Key, Row]:
    """Return the rows by their keys; several rows of one key are counted, over all files."""
    names = KEYS.get(table, ())
    names = names if names and set(names) <= set(header) else tuple(header[:1])
    seen = Counter((of, cells) for of, cells, _ in there)
    keyed = {}
    for row in found:
        cells = tuple(row.cells.get(name, "") for name in names)
        keyed[table, cells, seen[table, cells]] = row
        seen[table, cells] += 1
    return keyed


def _cut(raw: TextFile, text: str) -> tuple[tuple[str, ...], list[Row]]:
    """Return the header and the rows of a table; a row of another width as far as it goes."""
    lines = csv.reader(io.StringIO(text))
    try:
        names = next(lines, [])
        header = tuple(  # with its place where a name is missing or repeated
            name if name and name not in names[:place] else f"{name or 'column'} {place + 1}"
            for place, name in enumerate(names)
        )
        return header, list(_rows(raw, header, lines)) if header else []
    except csv.Error as error:
        what = f"cannot be split into cells: {error}"
        raw.add(lines.line_num, "row", what, "RFC 4180", "look for a quote that is not closed")
        return (), []


def _rows(raw: TextFile, header: Sequence[str], lines: Iterable[list[str]]) -> Iterator[Row]:
    for cells in lines:
        line = int(getattr(lines, "line_num", 0))
        if not cells:
            continue
        if len(cells) != len(header):
            what = f"has {len(cells)} cells where the header has {len(header)}"
            fix = "only the cells under the header are compared"
            raw.add(line, "row", what, f"{len(header)} cells", fix)
        filled = {name: cell for name, cell in zip(header, cells, strict=False) if cell}
        yield Row(raw.file, filled, line)


def _works(raw: TextFile, text: str) -> tuple[tuple[str, ...], list[Row]]:
    """Return the works as rows: `work_id`, `entry_type` and their fields."""
    works, problems = read_works(text, raw.file)
    raw.problems += problems
    rows = [
        Row(raw.file, {**work.fields, "work_id": key, "entry_type": work.kind}, work.line)
        for key, work in works.items()
    ]
    return ("work_id",), rows


def named(key: Key) -> str:
    """Return a row's key in words."""
    _, cells, repeat = key
    return ", ".join(cells) + (f" ({repeat + 1})" if repeat else "") or shown("")
