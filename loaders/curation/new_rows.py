"""New rows: which file each belongs to, what its text is, and what a dataset would be with them.

Nothing here reads or writes a file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from loaders.citations.bibliography import BIBLIOGRAPHY
from loaders.errors import Problem
from loaders.schema.file_names import REFERENCES, file_of
from loaders.schema.tables import COLUMNS, MODELS
from loaders.storage.csv_table import csv_text
from loaders.storage.folder import Contents, Files, read_files
from loaders.storage.journal import FILE
from loaders.validation.check import problems_of


@dataclass(frozen=True)
class NewRow:
    """A row to be added: its table, topic (claims only), cells, and where it was written down.

    For the bibliography the table is `references` and `cells` has one entry, `bibtex`.
    Raise ValueError for a topic that names no file in the folder of the claims.
    """

    table: str
    cells: Mapping[str, str]
    topic: str = ""
    source: str = "input"
    line: int = 1

    def __post_init__(self) -> None:
        """Refuse a name that leads out of the folder, whoever made the row."""
        if not FILE.fullmatch(self.file):
            raise ValueError(f"{self.file} is not a file of a dataset")

    @property
    def file(self) -> str:
        """Return the file that the row belongs to."""
        if self.table == REFERENCES:
            return BIBLIOGRAPHY
        return file_of(self.table, self.topic)


Places = Mapping[tuple[str, int], NewRow]
"""New rows by the file and the lines on which they would stand."""


@dataclass(frozen=True)
class Appended:
    """A dataset's files before and after rows were appended, as bytes; nothing is written.

    rows: parents first. parts: what comes to each file, a part per row, before it the header
    of a new file.
    """

    rows: tuple[NewRow, ...]
    before: Contents
    parts: dict[str, list[bytes]]
    after: dict[str, bytes | None]

    @cached_property
    def files(self) -> Files:
        """Return the tables with the rows; as they were, where a row would be glued to a line."""
        return read_files(dict(self.before) if self._unended else self.after)

    @cached_property
    def problems(self) -> list[Problem]:
        """Return all problems, those of new rows at the place where the rows were written down."""
        return self._located(problems_of(self.files))

    def _located(self, problems: Iterable[Problem]) -> list[Problem]:
        places = {} if self._unended else _places(self.rows, self.before, self.parts)
        return sorted({_moved(problem, places) for problem in problems})

    @cached_property
    def _unended(self) -> bool:
        """Tell whether a table's last line has no end, so that nothing can stand under it."""
        tables = [self.before.get(file) for file in self.parts if file != BIBLIOGRAPHY]
        return any(table is not None and not table.endswith(b"\n") for table in tables)


def appended(before: Contents, rows: Iterable[NewRow]) -> Appended:
    """Append rows to the bytes of a dataset's files, in the order of their tables."""
    parents_first = [REFERENCES, *MODELS]
    rows = tuple(sorted(rows, key=lambda row: parents_first.index(row.table)))
    parts = _parts(rows, before)
    after = dict(before)
    after |= {file: (before.get(file) or b"") + b"".join(new) for file, new in parts.items()}
    return Appended(rows, before, parts, after)


def _parts(rows: Iterable[NewRow], before: Contents) -> dict[str, list[bytes]]:
    """Return what to append to each file, a part per row; a new file begins with its header."""
    parts: dict[str, list[bytes]] = {}
    for row in rows:
        if row.file not in parts:
            new = before.get(row.file) is None and row.table in COLUMNS
            parts[row.file] = [csv_text([COLUMNS[row.table]]).encode()] if new else []
        apart = row.table == REFERENCES and (parts[row.file] or before.get(row.file))
        parts[row.file].append((b"\n" if apart else b"") + _text(row).encode())
    return parts


def _text(row: NewRow) -> str:
    if row.table == REFERENCES:
        return row.cells["bibtex"].strip() + "\n"
    return csv_text([[row.cells.get(column) for column in COLUMNS[row.table]]])


def _places(rows: Iterable[NewRow], before: Contents, parts: Mapping[str, list[bytes]]) -> Places:
    places: dict[tuple[str, int], NewRow] = {}
    for file, texts in parts.items():
        own = [row for row in rows if row.file == file]
        heads = texts[: len(texts) - len(own)]
        end = b"".join([before.get(file) or b"", *heads]).count(b"\n")
        for row, text in zip(own, texts[len(heads) :], strict=True):
            first, end = end + 1, end + text.count(b"\n")
            places |= {(file, line): row for line in range(first, end + 1)}
        if file not in before:  # what is wrong with a new topic's file is in its first row
            places[file, 0] = own[0]
    return places


def _moved(problem: Problem, places: Places) -> Problem:
    def source(place: re.Match[str]) -> str:
        twin = places.get((place[1], int(place[2])))
        return f"{twin.source}:{twin.line}" if twin else place[0]

    what = re.sub(r"(\S+):([0-9]{1,9})\b", source, problem.what)
    row = places.get((problem.file, problem.line))
    if not row:
        return replace(problem, what=what)
    column = f"{problem.column} ({row.file})"
    return replace(problem, file=row.source, line=row.line, column=column, what=what)
