"""Add rows: checked among all tables, under a lock, whole or not at all; other commands that write
do it in the same way.

All new files are written beside the old ones before any is replaced, so that a full
disk or a forbidden folder stops an add before it has begun.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from loaders.curation.new_rows import NewRow, appended
from loaders.dataset import declared_version
from loaders.errors import DatasetError, Problem, UnfinishedError, refusal
from loaders.interchange.datapackage import data_package
from loaders.schema.file_names import FOLDERS
from loaders.storage.atomic import clear, replace, stage, sync
from loaders.storage.folder import Contents, contents, names
from loaders.storage.journal import (
    JOURNAL,
    PACKAGE,
    Part,
    Parts,
    begins,
    completed,
    dump,
    pending,
    whole,
    whole_of,
)

LOCK = ".lock"
PATIENCE = 120.0


def add(directory: Path, rows: Iterable[NewRow], *, patience: float = PATIENCE) -> dict[str, int]:
    """Append rows to their files; return how many came to each file.

    Raise `DatasetError` with every problem that the dataset would have with them;
    then no file was touched. A row's problems name its line in what was handed in.
    """
    with writing(directory, patience=patience):
        before = contents(directory)
        new = appended(before, rows)
        if new.problems:
            raise DatasetError(new.problems)
        parts, after = new.parts, new.after
        if set(after) > set(before):  # a new topic's file belongs in the data package
            parts[PACKAGE] = [data_package(directory, declared_version(directory), after).encode()]
            after[PACKAGE] = parts[PACKAGE][0]
        replace_files(directory, parts, before, {file: after[file] or b"" for file in parts})
    return dict(Counter(row.file for row in new.rows))


def add_made(
    directory: Path, rows: Sequence[NewRow], make: Callable[[], Sequence[NewRow]]
) -> dict[str, int]:
    """Append rows as `add`; where they are refused because somebody else wrote meanwhile, append
    what `make` makes of the files as they are now, such as rows with names that are still free.
    """
    while True:
        try:
            return add(directory, rows)
        except UnfinishedError:
            raise
        except DatasetError:
            now = make()
            if list(now) == list(rows):
                raise
            rows = now


@contextmanager
def writing(directory: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the folder's lock, with what an interrupted add left behind finished.

    Raise `DatasetError` where the lock is held too long, or the folder cannot be written to.
    """
    try:
        with FileLock(directory / LOCK).acquire(timeout=patience):
            _finish(directory)
            try:
                yield
            except Exception:
                with suppress(OSError):  # each add clears what an earlier one left
                    _clear(directory)
                raise
    except Timeout as error:
        what = f"another program has held the lock for {patience:.0f} s"
        problem = Problem(LOCK, 0, "lock", what=what, fix="try again when it is done")
        raise DatasetError([problem]) from error
    except (OSError, NotImplementedError) as error:
        what = f"cannot be written: {getattr(error, 'strerror', '') or error}"
        fix = "check the folder's permissions and free space, and try again"
        raise refusal(".", 0, "folder", what=what, fix=fix) from error


def replace_files(
    directory: Path, parts: Parts, before: Contents, files: Mapping[str, bytes]
) -> None:
    """Replace the files, parents first; several go through the journal, which names `parts`.

    The caller holds the lock, and has checked the files as they will be.
    """
    for name, content in files.items():
        stage(directory / name, content)
    if len(files) > 1:
        stage(directory / JOURNAL, dump(parts))
    if contents(directory) != before:
        what, fix = "its files were edited while the rows were checked", "try again"
        raise refusal(".", 0, "folder", what=what, fix=fix)
    try:
        if len(files) > 1:
            replace(directory / JOURNAL)
        for name in files:
            replace(directory / name)
        _forget(directory)
    except OSError as error:
        problem = _unfinished(directory, files, str(error.strerror or error))
        if problem is None:
            raise
        raise UnfinishedError([problem]) from error


def replace_whole(directory: Path, before: Contents, files: Mapping[str, bytes]) -> None:
    """Replace files by new ones, as `replace_files`; a file that was not there comes into the data
    package.
    """
    files = dict(files)
    parts: dict[str, Part] = {name: whole(new, before.get(name)) for name, new in files.items()}
    if set(files) - set(before):
        after = {**before, **files}
        files[PACKAGE] = data_package(directory, declared_version(directory), after).encode()
        parts[PACKAGE] = [files[PACKAGE]]
    replace_files(directory, parts, before, files)


def _unfinished(directory: Path, files: Mapping[str, bytes], why: str) -> Problem | None:
    """Return what is left to do where the files hold the rows, or the journal does; else None."""
    if (directory / JOURNAL).exists():
        what = f"the rows are in, but not yet in every file: {why}"
        fix = "check the folder's permissions and free space; the next add finishes the writing"
        return Problem(JOURNAL, 0, "journal", what=what, fix=fix)
    if any((directory / name).read_bytes() != content for name, content in files.items()):
        return None
    what = f"what was to be written is in, but the disk has not confirmed it: {why}"
    fix = "check the disk, and whether the files are whole: python -m loaders check"
    return Problem(".", 0, "folder", what=what, fix=fix)


def _finish(directory: Path) -> None:
    """Write what an interrupted add left to be written, and clear its temporary files.

    The caller holds the lock.
    """
    _clear(directory)
    parts = pending(directory)
    if PACKAGE in parts:  # somebody may have given the data another version meanwhile
        package = data_package(directory, declared_version(directory), names(directory))
        parts[PACKAGE] = [package.encode()]
    for name, new in parts.items():
        path = directory / name
        if not path.exists() and not begins(name, new):
            what, fix = (
                "is missing, and an interrupted add has yet to be finished",
                "restore the file",
            )
            raise refusal(name, 0, "file", what=what, allowed="every file of the dataset", fix=fix)
        content = path.read_bytes() if path.exists() else b""
        after = completed(name, content, new) if path.exists() else whole_of(new)
        if after != content:
            stage(path, after)
            replace(path)
    _forget(directory)


def _clear(directory: Path) -> None:
    for folder in (directory, *(directory / name for name in FOLDERS.values())):
        clear(folder)


def _forget(directory: Path) -> None:
    """Remove the journal, if there is one, when everything in it is written."""
    if (directory / JOURNAL).exists():
        (directory / JOURNAL).unlink()
        sync(directory)
