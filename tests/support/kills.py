"""A kill at a chosen step of writing to the disk."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest


class Killed(BaseException):
    """What a test raises in place of a kill: nothing but `finally` sees it."""


CALLS = ("replace", "fsync", "unlink")


def kill_at(monkeypatch: pytest.MonkeyPatch, nth: int) -> None:
    """Kill before the n-th call that changes, or makes sure of, what is on the disk."""
    left = nth

    def patched(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left <= 0:
                raise Killed
            return call(*args, **options)

        return wrapped

    for name in CALLS:
        monkeypatch.setattr(os, name, patched(getattr(os, name)))
