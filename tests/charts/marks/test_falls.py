"""Falls: drawn below zero, as far as the number fell, in every chart, file and slide."""

from __future__ import annotations

import dataclasses
import math
from pathlib import Path

import plotly.graph_objects as go
import pytest

from charts.builders.compare import compare
from charts.builders.row_chart import row_figure
from charts.builders.small_multiples import multiples
from charts.builders.trend import ChartOptions, trend
from charts.marks.axes import value_ends
from charts.marks.extents import mark_boxes
from charts.marks.formula_number import Reckoned
from charts.marks.legend import FALL, KeyForm, draw_key
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import BAR, Trace, outlines, traces
from charts.pptx.slide_layout import Stage
from charts.pptx.slides import SCENES
from charts.style.theme import LIGHT, WIDE
from charts.views.missing import NOT_ABOVE_ZERO
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import Dataset
from loaders.queries.lines import off_scale
from loaders.queries.selection import trend_claims
from loaders.values.codelists import HEDGES, HIGH_HEDGES, LOW_HEDGES
from tests.support.ferries import ferries
from tests.support.figure_text import dots

CANVAS = Canvas("x", "y", 0.01, 0.5)
GROWN = {"unit": "percent", "base_period": "2000"}
MIRRORED = {"triangle-up": "triangle-down", "triangle-down": "triangle-up"}


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder: Path = tmp_path_factory.mktemp("grown")
    return ferries(
        folder,
        {"series_id": "less", "low": "70", **GROWN},
        {"series_id": "more", "low": "40", **GROWN},
        {"series_id": "less", "low": "20", "high": "30", "hedge": "range", "period": "2003"}
        | GROWN,
    )


def heights(figure: go.Figure | None, axis: str = "y") -> dict[str, float]:
    assert figure is not None
    """Return the claims' dots by claim, and the end of each range that is one."""
    dots = (trace for trace in figure.data if trace.ids is not None)
    found = {name: value for t in dots for name, value in zip(t.ids, t[axis], strict=True)}
    ranges = (
        t for t in figure.data if t.mode == "lines" and t.line.width == BAR + 2 and t.name != "key"
    )
    return found | {f"range{n}": t[axis][1] for n, t in enumerate(ranges)}


def test_a_rise_and_a_fall_stand_on_opposite_sides_of_zero(grown: Dataset) -> None:
    claims = trend_claims(grown, "growth")
    signed = {"c0": -70.0, "c1": 40.0, "range0": -30.0}
    figure = trend(grown, "growth", claims, LIGHT, WIDE)
    assert heights(figure) == signed
    assert figure is not None
    low, high = figure.layout.yaxis.range
    assert low < -70
    assert high > 40
    assert figure.layout.yaxis.zeroline
    panels = multiples(grown, claims, LIGHT, WIDE, ChartOptions(panels="place"))
    assert heights(panels) == signed
    side = row_figure(compare(grown, "Growth", trend_claims(grown, "growth")), LIGHT, WIDE)
    assert heights(side, "x") == signed


def test_a_fall_is_a_change(grown: Dataset) -> None:
    resolved = resolve(grown, View("trends", indicator="growth"))
    assert "Unit: change in percent against 2000" in resolved.subtitle
    assert "a fall of 70% against 2000" in resolved.alt_text.whole


@pytest.mark.parametrize("panels", ["", "place"])
def test_a_slide_hangs_a_fall_below_zero_by_the_printed_number(grown: Dataset, panels: str) -> None:
    resolved = resolve(grown, View("trends", indicator="growth", panels=panels))
    (scene,) = SCENES[resolved.shape](grown, resolved, Stage(LIGHT))
    (plot,) = scene.plots
    drawn = [y for stroke in plot.strokes for y in stroke.y if isinstance(y, Reckoned)]
    (fallen,) = {y.formula for y in drawn if y == -70}
    assert fallen.startswith("(-Claims!"), "the sheet has the number as it is printed"
    assert 40 in drawn
    assert {row.quantity.chart_low for row in plot.sheet.rows} == {70, 40, 20}
    assert plot.y.low % plot.y.step == 0, "so that there is a tick at zero"
    assert plot.y.low < -70
    assert any(stroke.what == "zero" for stroke in plot.strokes)
    assert FALL in scene.frame.key


def test_a_slide_of_rows_has_a_fall_left_of_zero(real: Dataset) -> None:
    claims = real.joined[real.joined["measure"] == "decrease"]
    ids = tuple(claims.loc[claims["indicator_id"] == "gdp_contraction", "claim_id"])
    resolved = resolve(real, View("compare", picked=ids))
    (scene,) = SCENES[resolved.shape](real, resolved, Stage(LIGHT))
    (plot,) = scene.plots
    ends = {float(x) for s in plot.strokes for x in s.x if isinstance(x, Reckoned)}
    assert min(ends) < max(ends) < 0
    assert plot.x.low < min(ends)


@pytest.mark.parametrize("hedge", HEDGES)
@pytest.mark.parametrize("span", [False, True])
@pytest.mark.parametrize("unsettled", [False, True])
def test_a_fall_is_drawn_as_a_rise_in_a_mirror(hedge: str, *, span: bool, unsettled: bool) -> None:
    low = math.nan if hedge in HIGH_HEDGES else 20.0
    high = math.nan if hedge in LOW_HEDGES else 30.0
    rise = Mark("c", 1.0, 2.0, span, low, high, hedge, "projection", unsettled=unsettled)
    fall = dataclasses.replace(rise, low=-low, high=-high, fall="a fall")
    drawn, mirrored = (traces([m], LIGHT.ink, LIGHT, CANVAS, "c") for m in (rise, fall))
    assert [in_a_mirror(trace) for trace in drawn] == [shape_of(trace) for trace in mirrored]
    up, down = (sides(m) for m in (rise, fall))
    assert down == [sorted(-y for y in own) for own in up]


def in_a_mirror(trace: Trace) -> tuple[list[float | None], object]:
    y, symbol = shape_of(trace)
    turned = [MIRRORED[s] for s in symbol] if isinstance(symbol, list) else symbol
    return [None if at is None else -at for at in y], turned


def shape_of(trace: Trace) -> tuple[list[float | None], object]:
    return list(trace["y"]), trace.get("marker", {}).get("symbol")


def sides(mark: Mark) -> list[list[float]]:
    """Return the lower and the upper ends of a mark's body and of its outline."""
    body = mark_boxes(mark, CANVAS)[0]
    (outline,) = outlines([mark], LIGHT.ink, CANVAS)
    at = outline.get("yanchor", 0.0)
    pixel = CANVAS.y_pixel if outline.get("ysizemode") else 1.0
    ends = sorted(at + outline[end] * pixel for end in ("y0", "y1"))
    return [[round(y, 9) for y in own] for own in ([body.low, body.high], ends)]


def test_an_axis_of_falls_alone_ends_at_zero() -> None:
    fall = Mark("c", 1.0, 2.0, False, -50.0, -50.0, "exact", "estimate", fall="a fall")
    assert value_ends([fall], 1.1, 1.2) == (pytest.approx(-55.0), 0.0)
    rise = Mark("d", 1.0, 2.0, False, 10.0, math.nan, "at_least", "estimate")
    assert value_ends([fall, rise], 1.1, 1.2) == (pytest.approx(-55.0), pytest.approx(12.0))


def test_a_logarithmic_scale_has_no_place_for_a_fall(tmp_path: Path, grown: Dataset) -> None:
    claims = trend_claims(grown, "growth")
    assert {claim.claim_id for claim in off_scale(claims, log=True)} == {"c0", "c2"}
    assert heights(trend(grown, "growth", claims, LIGHT, WIDE, ChartOptions(log=True)))
    falls = ({"series_id": "less", "period": year} | GROWN for year in ("2002", "2003"))
    resolved = resolve(ferries(tmp_path, *falls), View("trends", indicator="growth", scale="log"))
    assert resolved.missing == NOT_ABOVE_ZERO


@pytest.mark.parametrize("lying", [False, True])
def test_the_key_hangs_a_fall_from_a_line_at_zero(*, lying: bool) -> None:
    line, dot, _ = draw_key([FALL], LIGHT, WIDE, 900.0, KeyForm(lying=lying)).traces
    along, across = ("x", "y") if lying else ("y", "x")
    assert dot[along][0] < line[along][0] == line[along][1]
    assert line[across][0] < dot[across][0] < line[across][1]


def test_all_falls_of_the_dataset_are_below_zero(real: Dataset) -> None:
    falls = real.joined[real.joined["measure"] == "decrease"]
    for indicator in falls["indicator_id"].unique():
        resolved = resolve(real, View("trends", indicator=indicator))
        figure = resolved.draw(LIGHT, WIDE)
        assert figure is not None
        assert all(dot["y"] < 0 for dot in dots(figure))


def test_words_tell_a_line_of_deeper_falls_as_it_is_drawn(tmp_path: Path) -> None:
    years = {"2001": "20", "2002": "30", "2003": "50", "2004": "60"}
    rows = [{"series_id": "less", "period": y, "low": n, **GROWN} for y, n in years.items()]
    whole = resolve(ferries(tmp_path, *rows), View("trends", indicator="growth")).alt_text.whole
    assert "A line joins 4 figures" in whole
    assert "it fell every year" in whole
    assert "The smallest: a fall of 20% against 2000, 2001." in whole
    assert "The deepest: a fall of 60% against 2000, 2004." in whole
