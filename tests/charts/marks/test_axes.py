"""Ticks of the axis of values: few, even, whole where the numbers are, short where large."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.marks.axes import are_whole, linear_axis, tick_words
from charts.marks.legend import GLYPH, LYING, WORDS, draw_key
from charts.marks.mark import Mark
from charts.pptx.slide_layout import linear
from charts.style.theme import LIGHT, WIDE


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0"),
        (0.25, "0.25"),
        (-20.0, "−20"),
        (250_000.0, "250,000"),
        (1e6, "1 million"),
        (12_500_000.0, "12.5 million"),
        (-2e9, "−2 billion"),
    ],
)
def test_a_tick_is_as_short_as_it_can_be_said(value: float, words: str) -> None:
    assert tick_words(value) == words


@given(st.floats(1e-3, 1e12), st.floats(0, 1e12), st.integers(2, 9), st.booleans())
def test_ticks_are_few_even_and_inside_the_axis(
    top: float, below: float, most: int, whole: bool
) -> None:
    low = -min(below, top)
    axis = linear_axis((low, top), most, whole=whole)
    ticks = axis["tickvals"]
    assert 0.0 in ticks
    assert len(ticks) == len(set(axis["ticktext"])) <= most + 1
    assert all(low - 1e-9 * top <= tick <= top * (1 + 1e-9) for tick in ticks)
    steps = [other - one for one, other in itertools.pairwise(ticks)]
    assert all(step == pytest.approx(steps[0]) for step in steps)
    if whole:
        assert all(float(tick).is_integer() for tick in ticks)


def test_numbers_are_whole_only_where_all_are() -> None:
    whole = Mark("a", 0, 1, False, 2, 2, "exact", "estimate")
    part = Mark("b", 0, 1, False, 2, 2.5, "range", "estimate")
    assert are_whole([whole])
    assert not are_whole([whole, part])


@pytest.mark.parametrize(
    ("top", "whole", "form"),
    [
        (5e7, True, '[=0]0;#,##0,," million"'),
        (3e6, False, '[=0]0;#,##0.0,," million"'),
        (60_000.0, False, "#,##0"),
        (2.0, False, "#,##0.0"),
        (2.0, True, "#,##0"),
    ],
)
def test_a_slide_writes_ticks_alike(top: float, whole: bool, form: str) -> None:
    assert linear(0.0, top, whole=whole).form == form


@pytest.mark.parametrize("name", WORDS)
def test_no_sign_of_a_key_that_lies_on_its_side_touches_its_word(name: str) -> None:
    key = draw_key([name], LIGHT, WIDE, 400, LYING)
    for trace in key.traces:
        if trace["mode"] == "markers":
            reach = trace["marker"]["size"] / 2
            assert max(trace["x"]) + reach <= GLYPH, name
