"""A problem in a dataset file, and the one exception that carries them."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """State one fault: where it is, what it is, what is allowed and what to do.

    `file` is relative to the datasets folder. `line` counts from 1, the header
    included, as an editor shows it; 0 stands for the file as a whole.
    """

    file: str
    line: int
    column: str
    what: str
    allowed: str = ""
    fix: str = ""

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: {self.column}: {self.what}"
        parts = [where, f"allowed: {self.allowed}" if self.allowed else "", self.fix]
        return "; ".join(part for part in parts if part)


class DatasetError(Exception):
    """Carry every problem of a dataset, sorted; the text is one line a problem."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))


def did_you_mean(value: str, choices: Iterable[str], otherwise: str) -> str:
    """Return the advice that names the nearest of `choices`, or `otherwise`."""
    known = sorted(choices)
    near = difflib.get_close_matches(value, known, n=1, cutoff=0.6)
    near = near or [c for c in known if c.casefold() == value.casefold()]
    return f'did you mean "{near[0]}"?' if near else otherwise


def shown(value: str, most: int = 60) -> str:
    """Return `value` in quotes, shortened and with unprintable characters escaped."""
    text = value if len(value) <= most else value[: most - 1] + "…"
    return '"' + "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text) + '"'
