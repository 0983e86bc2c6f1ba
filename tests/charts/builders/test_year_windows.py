"""What a chart shows of a part of its years is what is drawn of these years alone."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from charts.builders.trend import ChartOptions, trend
from charts.builders.year_windows import year_windows
from charts.layout.figure_layout import plot_height
from charts.style.theme import LIGHT, NARROW, WIDE, Size
from loaders.dataset import Dataset
from loaders.queries.selection import trend_claims
from tests.support.ferries import ferries
from tests.support.themes import SIZES

YEARS = range(2001, 2006)
LINE = ("500", "600", "90", "7000", "80000")
PASSENGERS = "ferry_passengers"


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    """A curve of five years, of which the second is a lower bound, and another of two."""
    line = [
        {"series_id": "line", "low": low, "period": str(year)}
        for year, low in zip(YEARS, LINE, strict=True)
    ]
    line[1] |= {"hedge": "at_least", "high": ""}
    port = [{"series_id": "port", "low": "95", "period": year} for year in ("2002", "2003")]
    return ferries(tmp_path_factory.mktemp("ferries"), *line, *port)


def drawn(dataset: Dataset, size: Size, options: ChartOptions, *years: int) -> go.Figure:
    """Draw the claims of some years alone, with the names that their series have among all."""
    claims = trend_claims(dataset, PASSENGERS)
    kept = claims[claims["start"].dt.year.isin(years)] if years else claims
    figure = trend(dataset, PASSENGERS, kept, LIGHT, size, options)
    assert figure is not None
    return figure


def told(dataset: Dataset, size: Size, options: ChartOptions) -> dict[str, Any]:
    claims = trend_claims(dataset, PASSENGERS)
    (found,) = year_windows(dataset, claims, YEARS, LIGHT, [size], options)
    return found


def stems(figure: go.Figure) -> list[tuple[int, Any]]:
    """Return the places and the heights of traces that draw the stem of a bound."""
    return [
        (place, [y for y in trace.y if y is not None])
        for place, trace in enumerate(figure.data)
        if trace.mode == "lines" and trace.yaxis == "y" and trace.line.width == 2
        if trace.name == "line" and len(set(trace.x) - {None}) == 1
    ]


@pytest.mark.parametrize("log", [False, True], ids=["linear", "log"])
@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_each_part_has_the_scale_and_the_names_of_a_chart_of_its_years(
    dataset: Dataset, size: Size, log: bool
) -> None:
    options = ChartOptions(log=log, named=trend_claims(dataset, PASSENGERS))
    found = told(dataset, size, options)
    parts = [*itertools.combinations_with_replacement(YEARS, 2)]
    assert list(found["windows"]) == [f"{first}-{last}" for first, last in parts]
    several = sentences = 0
    for first, last in parts:
        place, low, high, head, *names = found["windows"][f"{first}-{last}"]
        scale = found["scales"][place]
        alone = drawn(dataset, size, options, *range(first, last + 1))
        axis = alone.layout.yaxis
        assert scale["ticktext"] == list(axis.ticktext), (first, last)
        higher = scale["range"][0] - axis.range[0]
        assert np.allclose(scale["range"], np.add(axis.range, higher))
        assert np.allclose(scale["tickvals"], np.add(axis.tickvals, higher))
        assert higher == int(higher) and (log or not higher)
        if found["heads"][head]:
            assert found["heads"][head] == alone.layout.annotations[1].text
            sentences += 1
        here = {one.name: one.text for one in alone.layout.annotations if one.name}
        assert {found["names"][n][0] for n, _ in names} == set(here)
        if len(here) > 1:
            several += 1
            assert dict(found["names"][n] for n, _ in names) == here
        assert np.allclose((low, high), alone.layout.xaxis.range, atol=1e-4)
    assert several == 11 and sentences > 5


def test_a_stem_is_as_long_on_the_scale_of_a_part_as_where_that_is_drawn_alone(
    dataset: Dataset,
) -> None:
    options = ChartOptions(named=trend_claims(dataset, PASSENGERS))
    whole, alone = drawn(dataset, WIDE, options), drawn(dataset, WIDE, options, 2002, 2003)
    found = told(dataset, WIDE, options)
    scale = found["scales"][found["windows"]["2002-2003"][0]]
    units = [
        range_[1] / plot_height(whole) for range_ in (whole.layout.yaxis.range, scale["range"])
    ]
    ((place, heights),), ((_, expected),) = stems(whole), stems(alone)
    assert max(heights) > 5 * max(expected)
    by = [pixels for pixels in found["pixels"]["data"][place]["y"] if pixels is not None]
    raised = [y + up * (units[1] - units[0]) for y, up in zip(heights, by, strict=False)]
    assert np.allclose(raised, expected, rtol=0.01)


def test_a_narrow_chart_has_the_names_of_a_part_below_each_other_and_a_wide_one_apart(
    dataset: Dataset,
) -> None:
    for size in (WIDE, NARROW):
        _, _, _, _, *names = told(dataset, size, ChartOptions())["windows"]["2002-2003"]
        first, second = sorted(-down for _, down in names)
        assert second - first >= size.text_size


def test_a_part_without_a_mark_is_left_out(dataset: Dataset) -> None:
    claims = trend_claims(dataset, PASSENGERS)
    (found,) = year_windows(dataset, claims, [1990, *YEARS], LIGHT, [WIDE], ChartOptions())
    assert "1990-1990" not in found["windows"] and "1990-2001" in found["windows"]
    assert year_windows(dataset, claims.head(0), YEARS, LIGHT, [WIDE], ChartOptions()) == []
