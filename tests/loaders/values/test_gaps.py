"""Bounds held against each other: distances, parts, quotients, products."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loaders.values.codelists import HEDGES
from loaders.values.intervals import Bounds, allowed, distance, excess, line, product, quotient

NAN, INF = math.nan, math.inf
POINT = Bounds(100, 100)


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        (Bounds(41800, 41800), Bounds(28000, 28000), Bounds(13800, 13800)),
        (allowed(107000, NAN, "more_than"), Bounds(106699, 106699), Bounds(301, INF, True)),
        (allowed(107000, NAN, "at_least"), Bounds(106699, 106699), Bounds(301, INF)),
        (allowed(34500, NAN, "more_than"), Bounds(36661, 36661), Bounds(0, INF)),
        (allowed(NAN, 2000, "less_than"), Bounds(1928, 1928), Bounds(0, 1928)),
        (allowed(NAN, 2000, "less_than"), Bounds(2000, 2000), Bounds(0, 2000, True)),
        (allowed(NAN, 2000, "less_than"), Bounds(0, 0), Bounds(0, 2000, False, True)),
        (Bounds(21500, 28100), Bounds(17000, 17000), Bounds(4500, 11100)),
        (Bounds(0, 0), Bounds(0, 0), Bounds(0, 0)),
    ],
)
def test_a_distance_is_as_open_as_the_words(one: Bounds, other: Bounds, gap: Bounds) -> None:
    assert distance(one, other) == distance(other, one) == gap


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        (Bounds(150, 150), POINT, Bounds(0.5, 0.5)),
        (Bounds(0, 0), POINT, Bounds(INF, INF)),
        (Bounds(0, 0), Bounds(0, 0), Bounds(0, 0)),
        (allowed(200, NAN, "more_than"), POINT, Bounds(1, INF, True)),
        (Bounds(50, 200), POINT, Bounds(0, 1)),
        (Bounds(0, 50), POINT, Bounds(1, INF)),
    ],
)
def test_the_part_is_of_the_smaller_number(one: Bounds, other: Bounds, part: Bounds) -> None:
    assert excess(one, other) == excess(other, one) == part


def test_a_quotient_by_zero_says_nothing() -> None:
    assert quotient(POINT, Bounds(0, 0)) == Bounds(0, INF)
    assert quotient(POINT, Bounds(0, 50)) == Bounds(2, INF)
    assert quotient(POINT, allowed(NAN, 50, "less_than")) == Bounds(2, INF, True)
    assert quotient(Bounds(0, 0), POINT) == Bounds(0, 0)
    assert quotient(POINT, allowed(1000, NAN, "at_least")) == Bounds(0, 0.1, True)


def test_a_product_with_nothing_is_nothing() -> None:
    assert product(Bounds(0, 0), Bounds(5, INF)) == Bounds(0, 0)
    assert product(Bounds(2, 3), Bounds(4, 5, False, True)) == Bounds(8, 15, False, True)


def test_what_is_left_of_a_decrease_turns_its_bounds() -> None:
    assert line(Bounds(0.2, 0.5, True), -1, 1) == Bounds(0.5, 0.8, False, True)
    assert line(Bounds(0.5, 2), -1, 1) == Bounds(0, 0.5)


NUMBERS = st.floats(0, 1e9).map(lambda x: float(f"{x:.6g}")) | st.sampled_from([0.0, 1.0, 1e6])


@st.composite
def words(draw: st.DrawFn) -> Bounds:
    hedge = draw(st.sampled_from(HEDGES))
    low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
    ends: dict[str, tuple[float, float]] = {
        **dict.fromkeys(("exact", "about"), (low, low)),
        **dict.fromkeys(("at_least", "more_than"), (low, NAN)),
        **dict.fromkeys(("less_than", "up_to"), (NAN, high + 1)),
        "range": (low, high),
        "order_of_magnitude": (low + 1, NAN),
    }
    return allowed(*ends[hedge], hedge)


@given(words(), words())
def test_a_gap_is_the_same_whichever_comes_first(one: Bounds, other: Bounds) -> None:
    for measure in (distance, excess):
        gap: Any = measure(one, other)
        assert gap == measure(other, one)
        assert 0 <= gap.low <= gap.high
        assert not one.fits(other) or gap.low == 0


@given(words(), words(), st.floats(0, 1), st.floats(0, 1))
def test_any_two_numbers_are_as_far_apart_as_the_gap_says(
    one: Bounds, other: Bounds, at: float, to: float
) -> None:
    a, b = (b.low + x * (min(b.high, 1e10) - b.low) for b, x in ((one, at), (other, to)))
    gap = distance(one, other)
    assert gap.low - 1e-3 <= abs(a - b) <= gap.high + 1e-3
    assume(min(a, b) > 1e-3)
    part = excess(one, other)
    assert part.low * (1 - 1e-9) - 1e-9 <= max(a, b) / min(a, b) - 1
    assert max(a, b) / min(a, b) - 1 <= part.high * (1 + 1e-9) + 1e-9
