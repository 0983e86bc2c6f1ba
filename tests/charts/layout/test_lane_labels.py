"""Marks in the lanes of a row: each with its value, none on another, in few lanes."""

from __future__ import annotations

import itertools

import pytest

from charts.builders.row_chart import RIGHT, laned, row_canvas, value_size, words_of
from charts.layout.lane_labels import in_lanes
from charts.layout.lanes import left_of_lanes
from charts.marks.mark import Mark
from charts.pptx.row_slide import ROWS, plot_width
from charts.pptx.slide_layout import BODY
from charts.style.theme import NARROW, WIDE, Size
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.queries.selection import comparisons


def mark(value: float, name: str = "m") -> Mark:
    return Mark(name, 0.0, 0.0, False, value, value, "exact", "observation")


@pytest.mark.parametrize(
    ("values", "lanes"), [((10, 90), [0, 0]), ((50, 51), [0, 1]), ((50, 50, 50), [0, 1, 2])]
)
def test_marks_that_would_meet_lie_in_lanes_of_their_own(
    values: tuple[float, ...], lanes: list[int]
) -> None:
    marks = [(mark(value), [f"{value} of a source"]) for value in values]
    found = in_lanes(marks, row_canvas((0, 100), 400), 400, WIDE)
    assert [one.lane for one in found] == lanes


def test_a_value_stands_where_it_has_room_and_is_shorter_where_neither_side_has() -> None:
    canvas = row_canvas((0, 100), 100)
    (end,) = in_lanes([(mark(98), ["98"])], canvas, 100, WIDE)
    assert end.right < end.near < 98
    (middle,) = in_lanes([(mark(50), ["50, a long name of a source", "50"])], canvas, 100, WIDE)
    assert middle.text == "50"
    (none,) = in_lanes([(mark(50), ["a text that has no room"])], canvas, 100, WIDE)
    assert none.text == ""


@pytest.mark.parametrize("size", [WIDE, NARROW, ROWS], ids=["wide", "narrow", "slide"])
def test_each_value_of_a_comparison_is_written_and_none_lies_on_another(
    real: Dataset, size: Size
) -> None:
    for name, kind in comparisons(real)["kind"].items():
        view = View("compare", **{"comparison" if kind == "comparison" else "indicator": str(name)})
        chart = (resolve(real, view).rows or pytest.fail)()
        left = left_of_lanes(words_of(chart.rows), size)
        width = plot_width(BODY, left) if size is ROWS else size.width - left - RIGHT
        canvas = row_canvas(chart.ends(width), width)
        for row in laned(chart.rows, canvas, width, value_size(size)):
            assert all(one.text and 0 <= one.left < one.right <= width for one in row)
            for one, other in itertools.combinations(row, 2):
                apart = one.right < other.left or other.right < one.left
                assert one.lane != other.lane or apart, (one, other)
