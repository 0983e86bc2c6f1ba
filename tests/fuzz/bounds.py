"""What hostile input may cost, and what it may be answered with."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

from charts.export.formats import VerifyError
from loaders.errors import DatasetError

SIZE = 10_000
"""How many bytes are answered within a second; more may take as many times as long."""
SECONDS = 1.0
MOST_MEMORY = 100 * 2**20
"""What 10 kB may take for themselves: no text bomb of a picture's library goes beyond 64 MB."""
STEEPEST = 3
"""Twice the size may take so many times as long: what grows with the square takes four."""
FLOOR = 0.1
"""Seconds below which a clock tells nothing of growth."""
TRIES = 3
"""How often what seems slow is measured, as another program may have slowed it."""
LONGEST_LINE = 1000
Read = Callable[[bytes], object]


def answer(read: Read, content: bytes) -> str:
    """Return what a reader is told, "" where the input is taken; any other error goes through."""
    try:
        read(content)
    except (DatasetError, VerifyError) as error:
        return _in_sentences(str(error))
    except ValueError as error:
        assert type(error) is ValueError, "a library's own words"
        return _in_sentences(str(error))
    return ""


def _in_sentences(text: str) -> str:
    assert text
    for line in text.split("\n"):
        assert len(line) <= LONGEST_LINE, f"{line[:200]} …"
        assert line.isprintable(), ascii(line)
        assert "Traceback" not in line
    return text


def seconds(read: Read, content: bytes) -> float:
    """Return the CPU time of an answer."""
    begun = time.process_time()
    answer(read, content)
    return time.process_time() - begun


def most_seconds(content: bytes) -> float:
    """Return the time that an input's size allows."""
    return SECONDS * max(1, len(content) / SIZE)


def hold_time(read: Read, content: bytes) -> None:
    """Hold an input against the time that its size may take."""
    took = 0.0
    for _ in range(TRIES):
        took = seconds(read, content)
        if took <= most_seconds(content):
            return
    raise AssertionError(f"{took:.2f} seconds for {len(content):,} bytes")


def hold_memory(read: Read, content: bytes) -> None:
    """Hold an input against the memory that an answer may take."""
    tracemalloc.start()
    try:
        answer(read, content)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak <= MOST_MEMORY, f"{peak:,} bytes of memory for {len(content):,}"


def hold_growth(read: Read, head: bytes, unit: bytes, tail: bytes, *, size: int = SIZE) -> None:
    """Hold a shape against the time that it takes at half the size and at the whole."""
    half, whole = (head + unit * (part // len(unit)) + tail for part in (size // 2, size))
    once = twice = 0.0
    for _ in range(TRIES):
        twice = seconds(read, whole)
        if twice <= STEEPEST * FLOOR:
            return
        once = seconds(read, half)
        if twice <= min(most_seconds(whole), STEEPEST * once):
            return
    raise AssertionError(f"{once:.2f} seconds for {len(half):,} bytes, then {twice:.2f}")
