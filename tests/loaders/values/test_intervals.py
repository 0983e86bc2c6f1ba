from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loaders.values.intervals import HIGH, LOW, Interval, Quantity, interval_of, rounding

NAN = math.nan


@pytest.mark.parametrize(
    ("value", "size"),
    [(110000, 10000), (70000, 10000), (107000, 1000), (0.73, 0.01), (5, 1), (0, 0), (12500, 100)],
)
def test_rounding_is_the_size_of_the_last_digit_that_is_not_zero(value: float, size: float) -> None:
    assert rounding(float(value)) == pytest.approx(size)


def test_about_allows_what_would_be_rounded_to_the_printed_number() -> None:
    assert interval_of(110000, 110000, "about") == Interval(105000, 115000)


def test_a_conversion_leaves_no_last_digits_of_a_float() -> None:
    assert interval_of(3, 3, "exact", 0.1) == Interval(0.3, 0.3)
    assert interval_of(225, 225, "exact", 0.45359237) == Interval(102.05828325, 102.05828325)


@pytest.mark.parametrize(
    ("quantity", "number", "rounded"),
    [
        (Quantity(30, 30, "exact"), Interval(30, 30), Interval(25, 35)),
        (Quantity(30, 30, "about"), Interval(30, 30), Interval(25, 35)),
        (Quantity(30, 40, "range"), Interval(30, 40), Interval(30, 40)),
        (Quantity(30, NAN, "at_least"), Interval(30, math.inf), Interval(30, math.inf)),
        (Quantity(30, 30, "about", 2), Interval(60, 60), Interval(50, 70)),
    ],
)
def test_a_single_number_alone_may_have_been_rounded(
    quantity: Quantity, number: Interval, rounded: Interval
) -> None:
    assert (quantity.number, quantity.rounded) == (number, rounded)


def test_an_order_of_magnitude_has_a_lower_end_only() -> None:
    assert Quantity(100, NAN, "order_of_magnitude", 2).ends == {LOW: 200, HIGH: math.inf}
    assert Quantity(100, 1000, "order_of_magnitude").ends == {LOW: 100, HIGH: math.inf}
    assert Quantity(3, 4, "range", 0.1).ends == {LOW: 0.3, HIGH: 0.4}


def test_more_than_does_not_allow_the_number_itself() -> None:
    above = interval_of(34500, NAN, "more_than")
    assert above.fits(interval_of(36661, 36661, "exact"))
    assert not above.fits(interval_of(34500, 34500, "exact"))
    assert interval_of(34500, NAN, "at_least").fits(interval_of(34500, 34500, "exact"))


def test_less_than_does_not_allow_the_number_itself() -> None:
    below = interval_of(NAN, 2000, "less_than")
    assert below.fits(interval_of(1927, 1927, "exact"))
    assert not below.fits(interval_of(2000, 2000, "exact"))
    assert interval_of(NAN, 2000, "up_to").fits(interval_of(2000, 2000, "exact"))


def test_an_order_of_magnitude_sets_no_upper_limit_whatever_it_names() -> None:
    assert interval_of(10000, NAN, "order_of_magnitude") == Interval(10000, math.inf)
    assert interval_of(1000, 10000, "order_of_magnitude") == Interval(1000, math.inf)
    assert interval_of(12, NAN, "order_of_magnitude").fits(interval_of(400, 400, "exact"))


def test_two_points_that_differ_fit_no_one_number() -> None:
    assert not interval_of(32000, 32000, "exact").fits(interval_of(30600, 30600, "exact"))
    assert interval_of(70, 90, "range").fits(interval_of(70, 70, "exact"))


@given(st.floats(1, 1e9), st.floats(1, 1e9), st.floats(1, 1e9), st.floats(1, 1e9))
def test_fitting_is_symmetric(a: float, b: float, c: float, d: float) -> None:
    one, other = Interval(min(a, b), max(a, b)), Interval(min(c, d), max(c, d), low_open=True)
    assert one.fits(other) == other.fits(one)
