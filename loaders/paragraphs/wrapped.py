"""Plain text whose lines end where a page's width ended: its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from loaders.paragraphs.joining import BROKEN, ENDED, ITEM, joined, words_of

NARROWEST, WIDEST = 40, 120
"""The widths in characters at which texts are wrapped."""
USUAL = 0.9
"""The share of lines that are no longer than the width: an address may be."""


def paragraphs(text: str) -> list[str] | None:
    """Return the paragraphs of a wrapped text; None where its lines are paragraphs already.

    A line goes on in the next one where the next one's first word did not fit behind it. A
    blank line, an indented one, an item of a list and a heading begin anew.
    """
    lines = text.replace("\r\n", "\n").replace("\f", "\n\n").split("\n")
    width = _width(lines)
    full = [_full(line, after, width) for line, after in pairwise(lines)]
    inside = [line for line, goes_on in zip(lines, full, strict=False) if goes_on]
    unended = sum(not ENDED.search(line.rstrip()) for line in inside)
    if not NARROWEST <= width <= WIDEST or 2 * unended <= len(inside):
        return None
    words = words_of(lines)
    return [joined(run, words) for run in _runs(lines, full)]


def _width(lines: Sequence[str]) -> int:
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    return lengths[int(USUAL * (len(lengths) - 1))] if lengths else 0


def _full(line: str, after: str, width: int) -> bool:
    """Tell whether a line goes on in the next one."""
    words = after.split(maxsplit=1)
    deeper = len(after) - len(after.lstrip()) > len(line) - len(line.lstrip())
    if not words or not line.strip() or ITEM.match(after.lstrip()) or line.startswith("#"):
        return False
    if deeper and not ITEM.match(line.lstrip()):
        return False
    if BROKEN.search(line.rstrip()) and words[0][0].islower():
        return True
    return len(line.rstrip()) + 1 + len(words[0]) > width


def _runs(lines: Sequence[str], full: Sequence[bool]) -> Iterator[list[str]]:
    run: list[str] = []
    for line, goes_on in zip(lines, [*full, False], strict=True):
        if line.strip():
            run.append(line)
        if run and not goes_on:
            yield run
            run = []
