"""Add rows: checked among all tables, under a lock, whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.check import problems_of
from loaders.cite import BIBLIOGRAPHY
from loaders.dataset import declared_version
from loaders.describe import data_package
from loaders.files import CLAIMS, contents, file_of, read_files
from loaders.journal import JOURNAL, PACKAGE, completed, dump, pending
from loaders.problems import DatasetError, Problem
from loaders.read import written
from loaders.schema import COLUMNS, MODELS

LOCK = ".lock"
PATIENCE = 120.0
TEMPORARY = ".writing-"


@dataclass(frozen=True)
class NewRow:
    """A row to be added: its table, topic (claims only), cells, and where it was written down.

    For the bibliography the table is `references` and `cells` has one entry, `bibtex`.
    """

    table: str
    cells: Mapping[str, str]
    topic: str = ""
    source: str = "input"
    line: int = 1

    @property
    def file(self) -> str:
        """Return the file that the row belongs to."""
        if self.table == "references":
            return BIBLIOGRAPHY
        return f"{CLAIMS}/{self.topic}.csv" if self.table == CLAIMS else file_of(self.table)


def add(directory: Path, rows: Iterable[NewRow], *, patience: float = PATIENCE) -> dict[str, int]:
    """Append rows to their files; return how many came to each file.

    Raise `DatasetError` with every problem that the dataset would have with them;
    then no file was touched. A row's problems name its line in what was handed in.
    """
    rows = sorted(rows, key=_parents_first)
    lock = FileLock(directory / LOCK)
    try:
        with lock.acquire(timeout=patience):
            finish(directory)
            before = contents(directory)
            blocks = _blocks(rows, before)
            after = before | {f: completed(f, before.get(f) or b"", b) for f, b in blocks.items()}
            _refuse_problems(rows, before, after)
            if set(after) > set(before):  # a new topic's file belongs in the data package
                package = data_package(declared_version(directory), after)
                blocks[PACKAGE] = package.encode()
            _write(directory, blocks)
    except Timeout as error:
        what = f"another program has held the lock for {patience:.0f} s"
        problem = Problem(LOCK, 0, "lock", what, "", "try again when it is done")
        raise DatasetError([problem]) from error
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        fix = "check the folder's permissions and free space; `check` tells what came in"
        raise DatasetError([Problem(".", 0, "folder", what, "", fix)]) from error
    counts: dict[str, int] = {}
    for row in rows:
        counts[row.file] = counts.get(row.file, 0) + 1
    return counts


def _parents_first(row: NewRow) -> int:
    return -1 if row.table == "references" else list(MODELS).index(row.table)


def _blocks(rows: list[NewRow], before: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Return the text to append to each file; a new topic's file begins with its header."""
    blocks: dict[str, str] = {}
    for row in rows:
        if row.file not in blocks and before.get(row.file) is None and row.table in COLUMNS:
            blocks[row.file] = written([COLUMNS[row.table]])
        ahead = blocks.get(row.file, "")
        gap = "\n" if row.table == "references" and (ahead or before.get(row.file)) else ""
        blocks[row.file] = ahead + gap + _text(row)
    return {file: text.encode() for file, text in blocks.items()}


def _text(row: NewRow) -> str:
    if row.table == "references":
        return row.cells["bibtex"].strip() + "\n"
    return written([[row.cells.get(column) for column in COLUMNS[row.table]]])


def _refuse_problems(
    rows: list[NewRow], before: Mapping[str, bytes | None], after: dict[str, bytes | None]
) -> None:
    """Raise all problems, those of new rows at the place where the rows were written down."""
    problems = problems_of(read_files(after))
    if not problems:
        return
    place: dict[tuple[str, int], NewRow] = {}
    end = {name: (content or b"").count(b"\n") for name, content in before.items()}
    for row in rows:
        if row.table != "references":
            end[row.file] = max(end.get(row.file, 0), 1) + 1
            place[row.file, end[row.file]] = row
    raise DatasetError(_moved(problem, place) for problem in problems)


def _moved(problem: Problem, place: Mapping[tuple[str, int], NewRow]) -> Problem:
    row = place.get((problem.file, problem.line))
    if row is None:
        return problem
    column = f"{problem.column} ({row.file})"
    return Problem(row.source, row.line, column, problem.what, problem.allowed, problem.fix)


def _write(directory: Path, blocks: Mapping[str, bytes]) -> None:
    """Append the blocks, parents first; several go through the journal."""
    if len(blocks) == 1:
        _append(directory, blocks)
        return
    _replace(directory / JOURNAL, dump(blocks))
    finish(directory)


def finish(directory: Path) -> None:
    """Write what an interrupted add left to be written, and clear its temporary files.

    The caller holds the lock.
    """
    for folder in (directory, directory / CLAIMS):
        for left in folder.glob(f"{TEMPORARY}*"):
            left.unlink(missing_ok=True)
    _append(directory, pending(directory))
    (directory / JOURNAL).unlink(missing_ok=True)


def _append(directory: Path, blocks: Mapping[str, bytes]) -> None:
    for name, block in blocks.items():
        path = directory / name
        content = path.read_bytes() if path.exists() else b""
        if completed(name, content, block) != content:
            path.parent.mkdir(exist_ok=True)
            _replace(path, completed(name, content, block))


def _replace(path: Path, content: bytes) -> None:
    """Replace a file in one step that a power cut leaves done or undone, never half done."""
    temporary = path.with_name(f"{TEMPORARY}{path.name}")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        temporary.chmod(path.stat().st_mode & 0o777)
    temporary.replace(path)
    if os.name == "posix":
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
