"""What a chart tells where it is pointed at: the mark there, the front one first."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from charts.builders import row_chart
from charts.marks.extents import Box
from charts.marks.hit_points import MOST, STEP, Target, hit_points, targets_of
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import DOT, RECORD_DOT
from charts.style.theme import LIGHT, NARROW, WIDE, Size
from charts.views.resolve import ResolvedView, resolve
from charts.views.view import View
from loaders.dataset import Dataset
from tests.support.views import charts

CANVAS = Canvas("x", "y", 0.03, 10.0)
REACH = 20.0
"""From how far Plotly tells of a point, where nothing is said of it."""
MUST = ("overdose_deaths", "poppy_area", "fentanyl_seized", "homicides", "guns_submitted")


def dot(name: str, value: float, x0: float = 2021.0, **looks: Any) -> Mark:
    return Mark(name, x0, x0 + 1, False, value, value, "exact", "observation", name, **looks)


def bar(name: str, value: float, x0: float, x1: float) -> Mark:
    return Mark(name, x0, x1, True, value, value, "exact", "observation", name)


def rows(marks: Sequence[Mark], size: float = DOT) -> list[list[str]]:
    (trace,) = hit_points([(marks, size)], CANVAS)
    found: list[list[str]] = trace["customdata"]
    return found


def test_a_claim_before_the_record_is_told_first_and_both_are() -> None:
    record, claim = dot("record", 1066.0, official=True), dot("claim", 1070.0)
    for runs in (([record], RECORD_DOT), ([claim], DOT)), (([claim], DOT), ([record], RECORD_DOT)):
        (trace,) = hit_points(runs, CANVAS)
        assert {ids for ids, _ in trace["customdata"]} == {"claim record"}
        assert {told for _, told in trace["customdata"]} == {"claim<br><br>record"}


def test_a_mark_further_away_than_a_pointer_is_not_told() -> None:
    assert rows([dot("one", 1000.0), dot("other", 1200.0)]) == [["one", "one"], ["other", "other"]]


def test_all_of_a_long_bar_tells_of_it() -> None:
    (trace,) = hit_points([([bar("long", 500.0, 2000.0, 2020.0)], DOT)], CANVAS)
    pixels = sorted((x - 2000) / CANVAS.x_pixel for x in trace["x"])
    gaps = [after - before for before, after in itertools.pairwise(pixels)]
    assert max(*gaps, 2 * pixels[0]) < 2 * REACH
    assert {ids for ids, _ in trace["customdata"]} == {"long"}


def test_marks_on_one_spot_are_counted_where_they_are_too_many_to_tell() -> None:
    marks = [replace(dot(f"n{n}", 1000.0 + n), x0=2021.0) for n in range(MOST + 3)]
    ids, told = rows(marks)[0]
    assert len(ids.split()) == MOST + 3
    assert told.count("<br><br>") == MOST
    assert told.endswith("and 3 more here, in the table below the chart")


@dataclass(frozen=True)
class Plot:
    """What is drawn on a pair of axes: the marks, and the points that tell, in pixels."""

    targets: Sequence[Target]
    points: Sequence[tuple[float, float, Sequence[str]]]

    def told(self, x: float, y: float) -> list[str]:
        """Return the claims told of a place by Plotly's rule: of the nearest point, or the last."""
        nearest = min(self.points, key=lambda point: math.dist(point[:2], (x, y)))
        return " ".join(nearest[2]).split() if math.dist(nearest[:2], (x, y)) < REACH else []

    def wrong(self) -> Iterator[str]:
        """Yield the marks that are not told where they are, or not first with no other near."""
        for target in self.targets:
            own = set(target.mark.claim_id.split())
            for at in nine(target.boxes[0]):
                told = self.told(*at)
                alone = all(t is target or t.away(at) > STEP for t in self.targets)
                if not own <= set(told) or (alone and told[0] not in own):
                    yield f"{target.mark.claim_id} at {at}: {told}"


def nine(box: Box) -> Iterator[tuple[float, float]]:
    x, y = box.middle
    wide, high = (box.right - box.left) / 3, (box.high - box.low) / 3
    for across, up in itertools.product((-1, 0, 1), repeat=2):
        yield x + across * wide, y + up * high


def plots(resolved: ResolvedView, size: Size, monkeypatch: pytest.MonkeyPatch) -> list[Plot]:
    """Return what a view's figure has on each pair of axes."""
    seen: list[Plot] = []

    def noted(runs: Any, canvas: Canvas) -> list[Mapping[str, Any]]:
        runs = list(runs)
        traces = hit_points(runs, canvas)
        for trace in traces:
            places = zip(trace["x"], trace["y"], trace["customdata"], strict=True)
            points = [(*canvas.pixel(x, y), row[:1]) for x, y, row in places]
            seen.append(Plot(targets_of(runs, canvas), points))
        return traces

    with monkeypatch.context() as patch:
        patch.setattr("charts.marks.series.hit_points", noted)
        patch.setattr(row_chart, "hit_points", noted)
        resolved.draw(LIGHT, size)
    return seen


def test_what_crowded_charts_tell_is_the_marks(
    real: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = [View("trends", indicator=name) for name in MUST]
    views += [View("trends", indicator="overdose_deaths", panels="producer")]
    views += [View("compare", indicator="overdose_deaths")]
    for view, size in itertools.product(views, (WIDE, NARROW)):
        found = plots(resolve(real, view), size, monkeypatch)
        assert found
        assert [text for plot in found for text in plot.wrong()] == [], view


@pytest.mark.stress
@pytest.mark.parametrize("size", [WIDE, NARROW], ids=lambda size: size.name)
def test_what_each_chart_tells_is_the_marks(
    real: Dataset, monkeypatch: pytest.MonkeyPatch, size: Size
) -> None:
    marks, wrong = 0, []
    for resolved in charts(real):
        for plot in plots(resolved, size, monkeypatch):
            marks += len(plot.targets)
            wrong += [(resolved.view, text) for text in plot.wrong()]
    assert marks > 1000
    assert wrong == []
