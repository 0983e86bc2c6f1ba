"""Bounds held against each other: distances, parts, quotients, products."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from loaders.values.codelists import HEDGES, HIGH_HEDGES, LOW_HEDGES, POINT_HEDGES, RANGES
from loaders.values.intervals import (
    Interval,
    distance,
    excess,
    interval_of,
    line,
    product,
    quotient,
)

NAN, INF = math.nan, math.inf
POINT = Interval(100, 100)
ABOVE_50, BELOW_50 = interval_of(50, NAN, "more_than"), interval_of(NAN, 50, "less_than")


@pytest.mark.parametrize(
    ("one", "other", "gap"),
    [
        (Interval(41800, 41800), Interval(28000, 28000), Interval(13800, 13800)),
        (interval_of(107000, NAN, "more_than"), Interval(106699, 106699), Interval(301, INF, True)),
        (interval_of(107000, NAN, "at_least"), Interval(106699, 106699), Interval(301, INF)),
        (interval_of(34500, NAN, "more_than"), Interval(36661, 36661), Interval(0, INF)),
        (interval_of(NAN, 2000, "less_than"), Interval(1928, 1928), Interval(0, 1928)),
        (interval_of(NAN, 2000, "less_than"), Interval(2000, 2000), Interval(0, 2000, True)),
        (interval_of(NAN, 2000, "less_than"), Interval(0, 0), Interval(0, 2000, False, True)),
        (Interval(21500, 28100), Interval(17000, 17000), Interval(4500, 11100)),
        (Interval(0, 0), Interval(0, 0), Interval(0, 0)),
        (ABOVE_50, interval_of(100, NAN, "more_than"), Interval(0, INF)),
        (Interval(0, 100), Interval(0, 100, False, True), Interval(0, 100)),
        (Interval(0, 100, True, True), Interval(0, 100), Interval(0, 100, False, True)),
    ],
)
def test_a_distance_is_as_open_as_the_words(one: Interval, other: Interval, gap: Interval) -> None:
    assert distance(one, other) == distance(other, one) == gap


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        (Interval(150, 150), POINT, Interval(0.5, 0.5)),
        (Interval(0, 0), POINT, Interval(INF, INF)),
        (Interval(0, 0), Interval(0, 0), Interval(0, 0)),
        (interval_of(200, NAN, "more_than"), POINT, Interval(1, INF, True)),
        (Interval(50, 200), POINT, Interval(0, 1)),
        (Interval(0, 50), POINT, Interval(1, INF)),
        (BELOW_50, Interval(0, 0), Interval(0, INF)),
    ],
)
def test_the_part_is_of_the_smaller_number(one: Interval, other: Interval, part: Interval) -> None:
    assert excess(one, other) == excess(other, one) == part


def test_a_quotient_by_zero_says_nothing() -> None:
    assert quotient(POINT, Interval(0, 0)) == Interval(0, INF)
    assert quotient(POINT, Interval(0, 50)) == Interval(2, INF)
    assert quotient(POINT, interval_of(NAN, 50, "less_than")) == Interval(2, INF, True)
    assert quotient(Interval(0, 0), POINT) == Interval(0, 0)
    assert quotient(POINT, interval_of(1000, NAN, "at_least")) == Interval(0, 0.1, True)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        (ABOVE_50, POINT, Interval(0.5, INF, True)),
        (POINT, ABOVE_50, Interval(0, 2, True, True)),
        (BELOW_50, POINT, Interval(0, 0.5, False, True)),
        (POINT, BELOW_50, Interval(2, INF, True)),
        (BELOW_50, Interval(0, 100), Interval(0, INF)),
        (Interval(0, 0), interval_of(50, NAN, "at_least"), Interval(0, 0)),
        (Interval(0, 50), interval_of(50, NAN, "at_least"), Interval(0, 1)),
    ],
)
def test_a_quotient_is_as_open_as_the_words(
    one: Interval, other: Interval, found: Interval
) -> None:
    assert quotient(one, other) == found


def test_a_product_with_nothing_is_nothing() -> None:
    assert product(Interval(0, 0), Interval(5, INF)) == Interval(0, 0)
    assert product(Interval(5, INF), Interval(0, 0)) == Interval(0, 0)


@pytest.mark.parametrize(
    ("other", "found"),
    [
        (Interval(4, 5), Interval(8, 15)),
        (Interval(4, 5, True), Interval(8, 15, True)),
        (Interval(4, 5, False, True), Interval(8, 15, False, True)),
        (Interval(4, INF), Interval(8, INF)),
    ],
)
def test_a_product_is_as_open_as_the_words(other: Interval, found: Interval) -> None:
    assert product(Interval(2, 3), other) == product(other, Interval(2, 3)) == found


def test_a_product_without_end_is_not_open_there() -> None:
    assert product(BELOW_50, Interval(4, INF)) == Interval(0, INF)


def test_what_is_left_of_a_decrease_turns_its_bounds() -> None:
    assert line(Interval(0.2, 0.5, True), -1, 1) == Interval(0.5, 0.8, False, True)
    assert line(Interval(0.5, 2), -1, 1) == Interval(0, 0.5)


def test_what_is_left_is_not_less_than_nothing_and_includes_it() -> None:
    assert line(Interval(2, 3), -1, 1) == Interval(0, 0)
    assert line(Interval(0.5, 2, True), 1, -1) == Interval(0, 1)
    assert line(Interval(1.5, 2, True), 1, -1) == Interval(0.5, 1, True)


NUMBERS = st.floats(0, 1e9).map(lambda x: float(f"{x:.6g}")) | st.sampled_from([0.0, 1.0, 1e6])


@st.composite
def words(draw: st.DrawFn) -> Interval:
    hedge = draw(st.sampled_from(list(HEDGES)))
    low, high = sorted([draw(NUMBERS), draw(NUMBERS)])
    ends: dict[str, tuple[float, float]] = {
        **dict.fromkeys(POINT_HEDGES, (low, low)),
        **dict.fromkeys(LOW_HEDGES, (low, NAN)),
        **dict.fromkeys(HIGH_HEDGES, (NAN, high + 1)),
        **dict.fromkeys(RANGES, (low, high)),
        "order_of_magnitude": (low + 1, NAN),
    }
    return interval_of(*ends[hedge], hedge)


@given(words(), words())
def test_a_gap_is_the_same_whichever_comes_first(one: Interval, other: Interval) -> None:
    for measure in (distance, excess):
        gap: Any = measure(one, other)
        assert gap == measure(other, one)
        assert 0 <= gap.low <= gap.high
        assert not one.fits(other) or gap.low == 0


@given(words(), words(), st.floats(0, 1), st.floats(0, 1))
def test_any_two_numbers_are_as_far_apart_as_the_gap_says(
    one: Interval, other: Interval, at: float, to: float
) -> None:
    a, b = (b.low + x * (min(b.high, 1e10) - b.low) for b, x in ((one, at), (other, to)))
    gap = distance(one, other)
    assert gap.low - 1e-3 <= abs(a - b) <= gap.high + 1e-3
    assume(min(a, b) > 1e-3)
    part = excess(one, other)
    assert part.low * (1 - 1e-9) - 1e-9 <= max(a, b) / min(a, b) - 1
    assert max(a, b) / min(a, b) - 1 <= part.high * (1 + 1e-9) + 1e-9
