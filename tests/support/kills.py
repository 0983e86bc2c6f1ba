"""A kill or a fault at a chosen step of writing to the disk."""

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
    fail_at(monkeypatch, nth, Killed(), *CALLS)


def fail_at(monkeypatch: pytest.MonkeyPatch, nth: int, error: BaseException, *names: str) -> None:
    """Raise an error in place of the n-th call of these functions of `os`, and of every later."""
    left = nth

    def failing(call: Callable[..., Any]) -> Callable[..., Any]:
        def wrapped(*args: Any, **options: Any) -> Any:
            nonlocal left
            left -= 1
            if left <= 0:
                raise error
            return call(*args, **options)

        return wrapped

    for name in names:
        monkeypatch.setattr(os, name, failing(getattr(os, name)))
