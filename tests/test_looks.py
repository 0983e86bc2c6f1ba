"""Ways to look at a chart over time: a series in focus, panels, a logarithmic scale."""

from __future__ import annotations

import itertools
import math
from dataclasses import replace
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.axes import has_logarithm, logarithmic
from charts.marks import Mark, band_top
from charts.multiples import multiples
from charts.theme import DARK, LIGHT, NARROW, WIDE
from charts.trend import Look, trend
from loaders.dataset import DATASETS, Dataset, load
from loaders.query import Choice, trend_claims
from tests.figure_text import dots


@pytest.fixture(scope="module")
def real() -> Dataset:
    return load(DATASETS)


def drawn(dataset: Dataset, name: str, look: Look) -> go.Figure:
    figure = trend(dataset, name, trend_claims(dataset, name), LIGHT, WIDE, look)
    assert figure is not None
    return figure


def colours(dataset: Dataset, figure: go.Figure, series_id: str) -> set[str]:
    joined = dataset.joined
    own = set(joined.loc[~joined["official"] & (joined["series_id"] == series_id), "claim_id"])
    return {d["fill"] for d in dots(figure) if own.intersection(d["ids"])} - {
        LIGHT.paper,
        LIGHT.record,
    }


def text(figure: go.Figure) -> str:
    return " ".join(note.text for note in figure.layout.annotations).replace("<br>", " ")


def test_a_series_in_focus_keeps_its_colour_and_the_others_step_back(real: Dataset) -> None:
    alike = drawn(real, "poppy_area", Look())
    focused = drawn(real, "poppy_area", Look(focus="poppy-area-mx-ondcp"))
    assert colours(real, focused, "poppy-area-mx-ondcp") == colours(
        real, alike, "poppy-area-mx-ondcp"
    )
    assert colours(real, focused, "poppy-area-mx-unodc") == {LIGHT.faded}
    assert colours(real, alike, "poppy-area-mx-unodc").isdisjoint({LIGHT.faded})


def test_on_a_logarithmic_scale_equal_ratios_are_equally_far_apart(real: Dataset) -> None:
    figure = drawn(real, "fentanyl_seized", Look(log=True))
    axis = figure.layout.yaxis
    ticks = dict(zip(axis.ticktext, axis.tickvals, strict=True))
    assert ticks["1,000"] - ticks["100"] == pytest.approx(ticks["10,000"] - ticks["1,000"])
    assert axis.range[0] == 0 == ticks["1"]
    assert "logarithmic scale" in text(figure)
    assert len(ticks) <= 9


def test_what_has_no_logarithm_is_left_out_of_that_scale_only() -> None:
    zero = Mark("a", 2018, 2019, False, 0, 0, "exact", "observation")
    assert not has_logarithm(zero)
    assert has_logarithm(replace(zero, low=math.nan, high=5, hedge="up_to"))


@given(st.floats(1e-6, 1e12), st.floats(1, 1e6))
def test_a_mark_is_drawn_at_the_exponents_of_its_bounds(low: float, ratio: float) -> None:
    mark = Mark("a", 0, 1, False, low, low * ratio, "range", "observation")
    scale = logarithmic([mark])
    at = scale.drawn(mark)
    assert 10 ** (at.low + scale.floor) == pytest.approx(low)
    assert at.high - at.low == pytest.approx(math.log10(ratio), abs=1e-6)
    assert 0 <= at.low < 1 + 1e-9


def test_a_band_ends_at_ten_times_its_floor_on_both_scales() -> None:
    band = Mark("a", 0, 1, True, 1000, math.nan, "order_of_magnitude", "estimate")
    scale = logarithmic([band])
    assert 10 ** (band_top(scale.drawn(band)) + scale.floor) == pytest.approx(10_000)


@pytest.mark.parametrize(("size", "palette"), [(WIDE, LIGHT), (NARROW, DARK)])
@pytest.mark.parametrize("by", ["place", "producer"])
def test_panels_have_one_scale_and_hold_every_claim_once(
    real: Dataset, by: str, size: Any, palette: Any
) -> None:
    claims = trend_claims(real, "overdose_deaths", Choice(parts=True))
    figure = multiples(real, "overdose_deaths", claims, palette, size, Look(panels=by))
    assert figure is not None
    layout = figure.to_dict()["layout"]
    axes = {n: a for n, a in layout.items() if n.startswith("yaxis") and n != "yaxis2"}
    assert len({tuple(a["range"]) for a in axes.values()}) == 1
    assert len(axes) == (2 if by == "place" else 1)
    ids = [
        i
        for t in figure.data
        if t.customdata is not None
        for r in t.customdata
        for i in r[0].split()
    ]
    assert sorted(ids) == sorted(claims["claim_id"])


def test_panels_do_not_lie_on_each_other(real: Dataset) -> None:
    claims = trend_claims(real, "fentanyl_seized")
    figure = multiples(real, "fentanyl_seized", claims, LIGHT, WIDE, Look(panels="place"))
    assert figure is not None
    layout = figure.to_dict()["layout"]
    across = sorted(
        tuple(a["domain"]) for n, a in layout.items() if n.startswith("xaxis") and n != "xaxis2"
    )
    assert all(one[1] < other[0] for one, other in itertools.pairwise(across))
    assert "the same scale in each panel" in text(figure)


def test_a_panel_names_what_it_shows_and_says_nothing_twice(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area")
    figure = multiples(real, "poppy_area", claims, LIGHT, WIDE, Look(panels="producer"))
    assert figure is not None
    names = [a.text.replace("<br>", " ") for a in figure.layout.annotations]
    assert names[-8:] == [
        "ONDCP",
        "■ official record",
        "■ claims of documents",
        "UNODC",
        "— joint survey with the Government of Mexico (MEXK54) (official record)",
        "– – World Drug Report 2016, table of countries (official record)",
        "■ as cited second-hand; method not stated",
        "■ joint survey with the Government of Mexico (MEXK54)",
    ]
    across = figure.layout.xaxis.domain[1] - figure.layout.xaxis.domain[0]
    assert across > 0.45  # two panels share the whole width


def test_records_of_one_colour_are_told_apart_by_their_dashes(real: Dataset) -> None:
    for size in (WIDE, NARROW):
        claims = trend_claims(real, "homicides")
        figure = trend(real, "homicides", claims, LIGHT, size)
        assert figure is not None
        names = [a.text.replace("<br>", " ") for a in figure.layout.annotations]
        signs = {name.split(" INEGI")[0].split(" SESNSP")[0] for name in names if "(off" in name}
        assert signs == {"—", "– –", "····"}
    alone = trend_claims(real, "overdose_deaths", Choice(places=("US",)))
    figure = trend(real, "overdose_deaths", alone, LIGHT, WIDE)
    assert figure is not None
    assert "—" not in text(figure)


def test_without_a_period_there_are_no_panels(real: Dataset) -> None:
    claims = trend_claims(real, "overdose_deaths", Choice(documents=("nobody",)))
    assert multiples(real, "overdose_deaths", claims, LIGHT, WIDE, Look(panels="place")) is None
