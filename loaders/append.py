"""Add rows: checked among all tables, under a lock, whole or not at all.

All new files are written beside the old ones before any is replaced, so that a full
disk or a forbidden folder stops an add before it has begun.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.check import problems_of
from loaders.cite import BIBLIOGRAPHY
from loaders.dataset import declared_version
from loaders.describe import data_package
from loaders.files import CLAIMS, contents, file_of, names, read_files
from loaders.journal import FILE, JOURNAL, PACKAGE, Parts, begins, completed, dump, pending
from loaders.problems import DatasetError, Problem
from loaders.read import written
from loaders.replace import clear, replace, stage, sync
from loaders.schema import COLUMNS, MODELS

LOCK = ".lock"
PATIENCE = 120.0

Contents = Mapping[str, bytes | None]


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
            raise ValueError(f"{self.file} is no file of a dataset")

    @property
    def file(self) -> str:
        """Return the file that the row belongs to."""
        if self.table == "references":
            return BIBLIOGRAPHY
        return f"{CLAIMS}/{self.topic}.csv" if self.table == CLAIMS else file_of(self.table)


Places = Mapping[tuple[str, int], NewRow]
"""New rows by the file and the lines on which they would stand."""


def add(directory: Path, rows: Iterable[NewRow], *, patience: float = PATIENCE) -> dict[str, int]:
    """Append rows to their files; return how many came to each file.

    Raise `DatasetError` with every problem that the dataset would have with them;
    then no file was touched. A row's problems name its line in what was handed in.
    """
    rows = sorted(rows, key=_parents_first)
    with writing(directory, patience=patience):
        before = contents(directory)
        parts = _parts(rows, before)
        _refuse_unended(before, parts)
        after = dict(before)
        after |= {file: (before.get(file) or b"") + b"".join(new) for file, new in parts.items()}
        _refuse_problems(after, _places(rows, before, parts))
        if set(after) > set(before):  # a new topic's file belongs in the data package
            parts[PACKAGE] = [data_package(declared_version(directory), after).encode()]
            after[PACKAGE] = parts[PACKAGE][0]
        _write(directory, parts, before, {file: after[file] or b"" for file in parts})
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.file] = counts.get(row.file, 0) + 1
    return counts


@contextmanager
def writing(directory: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the folder's lock, with what an interrupted add left behind finished.

    Raise `DatasetError` where the lock is held too long, or the folder cannot be written to.
    """
    try:
        with FileLock(directory / LOCK).acquire(timeout=patience):
            finish(directory)
            try:
                yield
            except Exception:
                _clear(directory)
                raise
    except Timeout as error:
        what = f"another program has held the lock for {patience:.0f} s"
        problem = Problem(LOCK, 0, "lock", what, "", "try again when it is done")
        raise DatasetError([problem]) from error
    except (OSError, NotImplementedError) as error:
        what = f"cannot be written: {getattr(error, 'strerror', '') or error}"
        fix = "check the folder's permissions and free space, and try again"
        raise DatasetError([Problem(".", 0, "folder", what, "", fix)]) from error


def _parents_first(row: NewRow) -> int:
    return -1 if row.table == "references" else list(MODELS).index(row.table)


def _parts(rows: list[NewRow], before: Contents) -> dict[str, list[bytes]]:
    """Return what to append to each file, a part per row; a new file begins with its header."""
    parts: dict[str, list[bytes]] = {}
    for row in rows:
        if row.file not in parts:
            new = before.get(row.file) is None and row.table in COLUMNS
            parts[row.file] = [written([COLUMNS[row.table]]).encode()] if new else []
        apart = row.table == "references" and (parts[row.file] or before.get(row.file))
        parts[row.file].append((b"\n" if apart else b"") + _text(row).encode())
    return parts


def _text(row: NewRow) -> str:
    if row.table == "references":
        return row.cells["bibtex"].strip() + "\n"
    return written([[row.cells.get(column) for column in COLUMNS[row.table]]])


def _refuse_unended(before: Contents, parts: Parts) -> None:
    """Raise the problems of a table to whose last line a row would be glued."""
    tables = [before.get(file) for file in parts if file != BIBLIOGRAPHY]
    if any(table is not None and not table.endswith(b"\n") for table in tables):
        _refuse_problems(dict(before), {})


def _places(rows: list[NewRow], before: Contents, parts: Parts) -> Places:
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


def _refuse_problems(after: dict[str, bytes | None], places: Places) -> None:
    """Raise all problems, those of new rows at the place where the rows were written down."""
    problems = problems_of(read_files(after))
    if problems:
        raise DatasetError(_moved(problem, places) for problem in problems)


def _moved(problem: Problem, places: Places) -> Problem:
    def source(place: re.Match[str]) -> str:
        twin = places.get((place[1], int(place[2])))
        return f"{twin.source}:{twin.line}" if twin else place[0]

    what = re.sub(r"(\S+):([0-9]{1,9})\b", source, problem.what)
    row = places.get((problem.file, problem.line))
    file, line = (row.source, row.line) if row else (problem.file, problem.line)
    column = f"{problem.column} ({row.file})" if row else problem.column
    return Problem(file, line, column, what, problem.allowed, problem.fix)


def _write(directory: Path, parts: Parts, before: Contents, files: Mapping[str, bytes]) -> None:
    """Replace the files, parents first; several go through the journal."""
    for name, content in files.items():
        stage(directory / name, content)
    if len(files) > 1:
        stage(directory / JOURNAL, dump(parts))
    if contents(directory) != before:
        what, fix = "its files were edited while the rows were checked", "add the rows again"
        raise DatasetError([Problem(".", 0, "folder", what, "", fix)])
    if len(files) > 1:
        replace(directory / JOURNAL)
    try:
        for name in files:
            replace(directory / name)
        _forget(directory)
    except OSError as error:
        if not (directory / JOURNAL).exists():
            raise
        what = f"the rows are in, but not yet in every file: {error.strerror or error}"
        fix = "check the folder's permissions and free space; the next add finishes the writing"
        raise DatasetError([Problem(JOURNAL, 0, "journal", what, "", fix)]) from error


def finish(directory: Path) -> None:
    """Write what an interrupted add left to be written, and clear its temporary files.

    The caller holds the lock.
    """
    _clear(directory)
    parts = pending(directory)
    if PACKAGE in parts:  # somebody may have given the data another version meanwhile
        package = data_package(declared_version(directory), names(directory))
        parts[PACKAGE] = [package.encode()]
    for name, new in parts.items():
        path = directory / name
        if not path.exists() and not begins(name, new):
            what, fix = "is missing, and an add waits to be finished", "restore the file"
            raise DatasetError([Problem(name, 0, "file", what, "every file of the dataset", fix)])
        content = path.read_bytes() if path.exists() else b""
        if completed(name, content, new) != content:
            stage(path, completed(name, content, new))
            replace(path)
    _forget(directory)


def _clear(directory: Path) -> None:
    for folder in (directory, directory / CLAIMS):
        clear(folder)


def _forget(directory: Path) -> None:
    """Remove the journal, if there is one, when everything in it is written."""
    if (directory / JOURNAL).exists():
        (directory / JOURNAL).unlink()
        sync(directory)
