"""Replace a file in one step that a power cut leaves done or undone, never half done."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

TEMPORARY = ".writing-"


def stage(path: Path, content: bytes) -> None:
    """Write the new content beside a file, with the file's own mode and owner.

    Where that fails, or the replacing does, what was written beside it is removed.
    """
    path, temporary = _beside(path)
    with _removed_on_failure(temporary):
        path.parent.mkdir(exist_ok=True)
        _write(path, temporary, content)


@contextmanager
def _removed_on_failure(temporary: Path) -> Iterator[None]:
    try:
        yield
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _write(path: Path, temporary: Path, content: bytes) -> None:
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if path.exists():
        path.open("r+b").close()  # a file that its owner protected is not replaced
        stat = path.stat()
        with suppress(OSError):  # only root may give a file away
            os.chown(temporary, stat.st_uid, stat.st_gid)
        temporary.chmod(stat.st_mode & 0o7777)


def replace(path: Path) -> None:
    """Put what was staged in the place of a file."""
    path, temporary = _beside(path)
    with _removed_on_failure(temporary):
        temporary.replace(path)
    sync(path.parent)


def clear(folder: Path) -> None:
    """Remove what was staged in a folder and never put in its place."""
    for left in folder.glob(f"{TEMPORARY}*"):
        left.unlink(missing_ok=True)


def sync(folder: Path) -> None:
    """Wait until the folder's own list of files is on the disk."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _beside(path: Path) -> tuple[Path, Path]:
    """Return the file that a link leads to, and the temporary one beside it."""
    path = path.resolve()
    return path, path.with_name(f"{TEMPORARY}{path.name}")
