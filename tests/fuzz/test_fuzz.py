"""Whatever comes in is taken or refused in a sentence, in time and memory that its size bounds.

`make fuzz` gives each test FUZZ_SECONDS. What fails is put into `corpus/`, as small as Hypothesis
could make it, where `make test` reads it from then on.
"""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.bounds import SIZE, hold_growth, hold_memory, hold_time
from tests.fuzz.mutations import changed, shapes
from tests.fuzz.targets import CORPUS, TARGETS, Target

SECONDS = float(os.environ.get("FUZZ_SECONDS", "60"))
ROUND = 50
"""How many inputs are tried between two looks at the clock."""
pytestmark = pytest.mark.fuzz
rounds = settings(
    max_examples=ROUND, deadline=None, derandomize=False, suppress_health_check=[*HealthCheck]
)


def warmed(name: str) -> Target:
    """Return a target that has read its seeds, so that no input pays for what is loaded once."""
    target = TARGETS[name]
    for seed in target.seeds():
        hold_time(target.read, seed)
    return target


def inputs(target: Target) -> st.SearchStrategy[bytes]:
    """Return changed seeds, and changed content in files whose checksums are right."""
    whole = changed(target.seeds(), target.words)
    if not target.wraps:
        return whole
    wraps = st.sampled_from(target.wraps)
    return whole | st.builds(
        lambda wrap, own: wrap(own), wraps, changed(target.inner, target.words)
    )


def keep(name: str, content: bytes) -> None:
    """Put an input that failed into the corpus."""
    place = CORPUS / name / hashlib.sha256(content).hexdigest()[:12]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def until_time_is_up(name: str, tried: Callable[[], None], failed: list[bytes]) -> None:
    end = time.monotonic() + SECONDS
    try:
        while time.monotonic() < end:
            tried()
    except BaseException:
        if failed:
            keep(name, failed[-1])
        raise


@pytest.mark.parametrize("name", TARGETS)
def test_any_input_is_taken_or_refused_in_a_sentence(name: str) -> None:
    target, failed, count = warmed(name), [], 0

    @rounds
    @given(inputs(target))
    def tried(content: bytes) -> None:
        nonlocal count
        count += 1
        failed.append(content)
        hold_time(target.read, content)
        hold_memory(target.read, content)
        failed.pop()

    until_time_is_up(name, tried, failed)
    sys.stdout.write(f"{name}: {count:,} inputs\n")


@pytest.mark.parametrize("name", TARGETS)
def test_time_grows_no_faster_than_the_input(name: str) -> None:
    target, failed, count = warmed(name), [], 0

    @rounds
    @given(shapes(target.seeds(), target.words))
    def tried(shape: tuple[bytes, bytes, bytes]) -> None:
        nonlocal count
        count += 1
        head, unit, tail = shape
        failed.append(head + unit * (SIZE // len(unit)) + tail)
        hold_growth(target.read, head, unit, tail)
        failed.pop()

    until_time_is_up(name, tried, failed)
    sys.stdout.write(f"{name}: {count:,} inputs\n")
