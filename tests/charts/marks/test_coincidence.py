"""Marks beside each other: none hides another one, and no stem ends on another mark."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from charts.builders.trend import PLAIN, pairs_of, time_chart
from charts.marks.coincidence import OVER, beside_each_other
from charts.marks.extents import mark_boxes
from charts.marks.legend import ASIDE, WORDS
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import BAR, DOT, REACH, traces
from charts.marks.series import Look, Run, all_marks, drawn
from charts.pptx.slide_layout import Stage
from charts.pptx.slides import SCENES
from charts.style.theme import LIGHT, NARROW, WIDE
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.queries.selection import trend_claims
from loaders.values.codelists import MAGNITUDE

CANVAS = Canvas("x", "y", 0.03, 10.0)
RECORD, CLAIMS = Run(False, "a"), Run(True, "a")


def dot(name: str, value: float, hedge: str = "exact", **looks: bool) -> Mark:
    return Mark(name, 2021.0, 2022.0, False, value, value, hedge, "observation", **looks)


def bar(name: str, x0: float, x1: float, value: float = 700.0) -> Mark:
    return Mark(name, x0, x1, True, value, value, "exact", "observation")


def test_a_claim_stands_beside_the_figure_that_it_would_hide() -> None:
    official = dot("official", 1000.0, unsettled=True, official=True)
    found = beside_each_other({CLAIMS: [dot("claim", 1003.0)], RECORD: [official]}, CANVAS)
    assert found[RECORD] == [official], "the record stays"
    (claim,) = found[CLAIMS]
    assert (claim.x - official.x) / CANVAS.x_pixel >= DOT, "and its sign is its own"
    assert claim.value == 1003.0
    assert 2021 < claim.x < 2022


def test_a_stem_does_not_end_on_another_mark() -> None:
    stem = dot("stem", 1000.0, "less_than")
    one, other = beside_each_other({CLAIMS: [stem, dot("dot", 760.0)]}, CANVAS)[CLAIMS]
    boxes = itertools.product(mark_boxes(one, CANVAS), mark_boxes(other, CANVAS))
    assert not any(a.meets(b) for a, b in boxes)


def test_what_is_far_enough_apart_stays() -> None:
    runs = {CLAIMS: [dot("one", 1000.0), dot("other", 2000.0)]}
    assert beside_each_other(runs, CANVAS) == runs


def test_a_narrow_year_keeps_its_marks() -> None:
    narrow = Canvas("x", "y", 0.2, 10.0)
    marks = [dot(str(n), 1000.0) for n in range(5)]
    found = beside_each_other({CLAIMS: marks}, narrow)[CLAIMS]
    assert all(2021 < mark.x < 2022 for mark in found)
    assert len({mark.x for mark in found}) == len(marks)


def test_periods_of_a_series_that_overlap_are_not_one_bar() -> None:
    early, late = bar("early", 2009.0, 2015.0), bar("late", 2014.0, 2019.0, 720.0)
    one, other = beside_each_other({RECORD: [early, late]}, CANVAS)[RECORD]
    assert other.value - one.value >= OVER * CANVAS.y_pixel, "and keep their order"
    in_a_row = {RECORD: [early, bar("next", 2015.0, 2019.0)]}
    assert beside_each_other(in_a_row, CANVAS) == in_a_row


def test_a_claim_lies_on_the_broader_bar_of_the_record_at_its_own_number() -> None:
    official = replace(bar("record", 2016.0, 2018.0), official=True)
    runs = {CLAIMS: [bar("claim", 2016.0, 2018.0)], RECORD: [official]}
    assert beside_each_other(runs, CANVAS) == runs
    drawn = traces([official], LIGHT.record, LIGHT, CANVAS, "record")
    assert max(trace["line"]["width"] for trace in drawn if trace["mode"] == "lines") > BAR


def test_months_beside_their_year_are_not_piled_up() -> None:
    months = [bar(f"month {n}", 2020 + n / 12, 2020 + (n + 1) / 12, 20.0 + n) for n in range(12)]
    year = bar("year", 2020.0, 2021.0, 60.0)
    *found, whole = beside_each_other({RECORD: [*months, year]}, CANVAS)[RECORD]
    least = OVER * CANVAS.y_pixel
    assert all(
        abs(after.value - before.value) < least for after, before in zip(found, months, strict=True)
    )
    assert all(whole.value - month.value > least - 1e-9 for month in found)


@pytest.mark.parametrize("width", [700, 330])
def test_no_mark_of_the_dataset_hides_another_or_bends_a_line(
    real: Dataset, indicators: list[str], width: int
) -> None:
    for indicator in indicators:
        chart = time_chart(real, trend_claims(real, indicator), LIGHT, PLAIN)
        if chart is None:
            continue
        canvas = chart.shown.canvas(("x", "y"), width, 400)
        placed = beside_each_other(chart.placed, canvas, pairs_of(chart.dated))
        seen = [m for m in all_marks(placed) if m.hedge != MAGNITUDE]
        spots = [(m.x, m.span, m.x0, m.x1, m.value, m.span and m.official) for m in seen]
        assert len(set(spots)) == len(spots), indicator
        belong = [(m.x, m.value) for m in all_marks(chart.placed) if m.is_point]
        assert [m.vertex for m in all_marks(placed) if m.is_point] == belong, indicator


def test_a_line_runs_through_the_year_of_a_mark_that_is_moved() -> None:
    before = replace(dot("before", 900.0), x0=2020.0, x1=2021.0)
    runs = {RECORD: [dot("official", 1000.0)], CLAIMS: [before, dot("claim", 1003.0)]}
    placed = beside_each_other(runs, CANVAS)
    assert placed[CLAIMS][1].x != 2021.5, "its mark is moved"
    data, _ = drawn(
        placed,
        [("before", "claim")],
        dict.fromkeys(runs, Look(LIGHT.ink, LIGHT.ink)),
        LIGHT,
        CANVAS,
    )
    line = next(trace for trace in data if trace["mode"] == "lines")
    assert (line["x"], line["y"]) == ([2020.5, 2021.5, None], [900.0, 1003.0, None])


def test_of_two_figures_of_the_record_the_one_on_a_line_stays() -> None:
    early, other = Run(False, "a"), Run(False, "b")
    before = replace(dot("before", 900.0), x0=2020.0, x1=2021.0)
    runs = {early: [dot("alone", 1003.0)], other: [before, dot("joined", 1000.0)]}
    placed = beside_each_other(runs, CANVAS, [("before", "joined")])
    assert placed[other] == runs[other]
    assert placed[early] != runs[early]


@pytest.mark.parametrize(
    ("indicator", "panels", "moved"),
    [
        ("heroin_potential", "", True),
        ("poppy_area", "place", True),
        ("femicides", "", False),
    ],
)
def test_the_key_tells_of_marks_that_are_moved_aside_where_any_is(
    settled: Dataset, indicator: str, panels: str, moved: bool
) -> None:
    resolved = resolve(settled, View("trends", indicator=indicator, panels=panels))
    for size in (WIDE, NARROW):
        figure = resolved.draw(LIGHT, size)
        assert figure is not None
        tied = [trace for trace in figure.data if trace.line.width == REACH and trace.xaxis != "x2"]
        said = [text for trace in figure.data if trace.xaxis == "x2" for text in trace.text or ()]
        assert (bool(tied), WORDS[ASIDE] in said) == (moved, moved)
    for slide in SCENES[resolved.shape](settled, resolved, Stage(LIGHT)):
        tied = [stroke for plot in slide.plots for stroke in plot.strokes if stroke.width == REACH]
        assert (bool(tied), ASIDE in slide.frame.key) == (moved, moved)
