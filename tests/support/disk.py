"""A disk that fails: the n-th call that writes raises, alone or with all that follow."""

from __future__ import annotations

import errno
import io
import os
from collections.abc import Callable
from typing import Any

import pytest

CALLS = ("open", "fsync", "replace", "unlink", "chmod", "mkdir")
"""Those of `os`; what a file that is open for writing takes in is counted too."""
WRITES = set("wax+")


class Disk:
    """Count the calls that change what is on the disk, and fail from the n-th on.

    forever: whether those after the n-th fail too, as they do on a full disk, which lets go of
    files all the same.
    """

    def __init__(
        self, fails_at: int = 0, code: int = errno.ENOSPC, *, forever: bool = True
    ) -> None:
        self.fails_at, self.code, self.forever = fails_at, code, forever
        self.calls: list[str] = []

    def step(self, name: str) -> None:
        """Count a call; raise where its turn to fail has come."""
        self.calls.append(name)
        late = len(self.calls) > self.fails_at and self.forever
        fails = self.fails_at and (len(self.calls) == self.fails_at or late)
        if fails and not (name == "unlink" and self.code == errno.ENOSPC):
            raise OSError(self.code, os.strerror(self.code))

    def put_in(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Let all writing go through this disk until the test, or the context, ends."""
        for name in CALLS:
            monkeypatch.setattr(os, name, self._counted(name, getattr(os, name)))
        opened = io.open

        def opens(file: Any, mode: str = "r", *args: Any, **options: Any) -> Any:
            if not WRITES & set(mode):
                return opened(file, mode, *args, **options)
            self.step("open")
            return Writing(opened(file, mode, *args, **options), self)

        monkeypatch.setattr(io, "open", opens)

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*args: Any, **options: Any) -> Any:
            self.step(name)
            return call(*args, **options)

        return counted


class Writing:
    """A file that is open for writing, of which half is written when the disk fails."""

    def __init__(self, file: Any, disk: Disk) -> None:
        self._file, self._disk = file, disk

    def __enter__(self) -> Writing:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def write(self, content: Any) -> int:
        try:
            self._disk.step("write")
        except OSError:
            self._file.write(content[: len(content) // 2])
            raise
        return int(self._file.write(content))
