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

from charts.builders.small_multiples import multiples
from charts.builders.trend import ChartOptions, trend
from charts.marks.axes import Ranges, logarithmic, ranges, time_axis
from charts.marks.legend import MARK_SIGNS, RECORD
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import BAR, FADE, STRIPS, traces
from charts.style.theme import DARK, LIGHT, NARROW, WIDE, Size
from charts.views.alt_text import trend_alt_text
from loaders.dataset import Dataset, claims_in
from loaders.queries.events import events_of
from loaders.queries.selection import Choice, trend_claims
from tests.support.figure_text import dots, told_of


def drawn(dataset: Dataset, name: str, options: ChartOptions) -> go.Figure:
    figure = trend(dataset, name, trend_claims(dataset, name), LIGHT, WIDE, options)
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
    alike = drawn(real, "poppy_area", ChartOptions())
    focused = drawn(real, "poppy_area", ChartOptions(focus="poppy-area-mx-ondcp"))
    assert colours(real, focused, "poppy-area-mx-ondcp") == colours(
        real, alike, "poppy-area-mx-ondcp"
    )
    assert colours(real, focused, "poppy-area-mx-unodc") == {LIGHT.faded}
    assert colours(real, alike, "poppy-area-mx-unodc").isdisjoint({LIGHT.faded})


def test_on_a_logarithmic_scale_equal_ratios_are_equally_far_apart(real: Dataset) -> None:
    figure = drawn(real, "fentanyl_seized", ChartOptions(log=True))
    axis = figure.layout.yaxis
    ticks = dict(zip(axis.ticktext, axis.tickvals, strict=True))
    assert ticks["1,000"] - ticks["100"] == pytest.approx(ticks["10,000"] - ticks["1,000"])
    assert axis.range[0] == 0 == ticks["0.1"]  # the lowest number is less than 1
    assert "logarithmic scale" in text(figure)
    assert len(ticks) <= 9


@pytest.mark.parametrize("width", [300, 668])
def test_a_year_is_named_in_its_middle_and_has_its_ticks_at_its_ends(width: float) -> None:
    axis = time_axis(Ranges(2012.7, 2026.3, 1.0), width)
    named = dict(zip(axis["ticktext"], axis["tickvals"], strict=True))
    assert named["2020"] == 2020.5
    assert axis["ticks"] == ""
    assert axis["minor"]["tickvals"] == list(range(2013, 2027))
    crowded = time_axis(Ranges(1950.0, 2026.3, 1.0), width)
    assert set(crowded["minor"]["tickvals"]) <= set(range(1951, 2027))
    go.Figure(layout={"xaxis": axis})  # Plotly finds nothing wrong with it


@given(st.floats(1e-6, 1e12), st.floats(1, 1e6))
def test_a_mark_is_drawn_at_the_exponents_of_its_bounds(low: float, ratio: float) -> None:
    mark = Mark("a", 0, 1, False, low, low * ratio, "range", "observation")
    scale = logarithmic([mark])
    at = scale.drawn(mark)
    assert 10 ** (at.low + scale.floor) == pytest.approx(low)
    assert at.high - at.low == pytest.approx(math.log10(ratio), abs=1e-6)
    assert 0 <= at.low < 1 + 1e-9


@pytest.mark.parametrize("high", [math.nan, 4000])
@pytest.mark.parametrize("log", [False, True])
def test_an_order_of_magnitude_has_a_floor_and_fades_out_without_an_end(
    high: float, *, log: bool
) -> None:
    mark = Mark("a", 0, 1, True, 1000, high, "order_of_magnitude", "estimate")
    top = ranges([mark]).top
    assert top > 1.2 * mark.last_floor
    scale = logarithmic([mark]) if log else None
    placed = scale.drawn(mark) if scale else mark
    canvas = Canvas("x", "y", 0.01, (placed.last_floor or 1) / 100)
    *faded, floor = traces([placed], LIGHT.accent, LIGHT, canvas, "a")
    strips = [trace for trace in faded if "fill" not in trace]
    assert (floor["y"][:2], floor["line"]["color"]) == ([placed.low] * 2, LIGHT.accent)
    assert len(strips) == STRIPS
    ends = [(t["line"]["width"] / 2 * canvas.y_pixel, t["y"][0]) for t in strips]
    assert all(at - half == pytest.approx(placed.last_floor) for half, at in ends)
    assert max(2 * half for half, _ in ends) == pytest.approx(FADE * canvas.y_pixel)
    assert (len(faded) > STRIPS) == (not math.isnan(high))


@pytest.mark.parametrize(("size", "palette"), [(WIDE, LIGHT), (NARROW, DARK)])
@pytest.mark.parametrize("by", ["place", "producer"])
def test_panels_have_one_scale_and_hold_every_claim_once(
    real: Dataset, by: str, size: Any, palette: Any
) -> None:
    claims = trend_claims(real, "overdose_deaths", Choice(parts=True))
    figure = multiples(real, claims, palette, size, ChartOptions(panels=by))
    assert figure is not None
    layout = figure.to_dict()["layout"]
    axes = {n: a for n, a in layout.items() if n.startswith("yaxis") and n != "yaxis2"}
    assert len({tuple(a["range"]) for a in axes.values()}) == 1
    assert len(axes) == (2 if by == "place" else 1)
    ids = [name for own in told_of(figure).values() for name in own]
    assert sorted(ids) == sorted(claims["claim_id"])


def test_panels_do_not_lie_on_each_other(real: Dataset) -> None:
    claims = trend_claims(real, "fentanyl_seized")
    figure = multiples(real, claims, LIGHT, WIDE, ChartOptions(panels="place"))
    assert figure is not None
    layout = figure.to_dict()["layout"]
    across = sorted(
        tuple(a["domain"]) for n, a in layout.items() if n.startswith("xaxis") and n != "xaxis2"
    )
    assert all(one[1] < other[0] for one, other in itertools.pairwise(across))
    assert "the same scale in each panel" in text(figure)


def test_a_panel_names_what_it_shows_and_says_nothing_twice(settled: Dataset) -> None:
    claims = trend_claims(settled, "poppy_area")
    figure = multiples(settled, claims, LIGHT, WIDE, ChartOptions(panels="producer"))
    assert figure is not None
    names = [a.text.replace("<br>", " ") for a in figure.layout.annotations]
    names = [name for name in names if name not in MARK_SIGNS.values()]
    assert names[-8:] == [
        "ONDCP",
        "■ official record",
        "■ claims of documents",
        "UNODC",
        "— joint survey with the Government of Mexico (official record)",
        "═ World Drug Report 2016, table of countries (official record)",
        "■ cited second-hand; method not stated",
        "■ joint survey with the Government of Mexico",
    ]
    across = figure.layout.xaxis.domain[1] - figure.layout.xaxis.domain[0]
    assert across > 0.45  # two panels share the whole width


def test_records_of_one_colour_are_told_apart_by_their_lines(settled: Dataset) -> None:
    for size in (WIDE, NARROW):
        claims = trend_claims(settled, "homicides")
        figure = trend(settled, "homicides", claims, LIGHT, size)
        assert figure is not None
        named = [a for a in figure.layout.annotations if (a.name or "").startswith(RECORD)]
        signs = {a.text.split(" INEGI")[0].split(" SESNSP")[0] for a in named}
        assert signs == {"—", "═", "– –"}
    alone = trend_claims(settled, "overdose_deaths", Choice(places=("US",)))
    figure = trend(settled, "overdose_deaths", alone, LIGHT, WIDE)
    assert figure is not None
    assert "—" not in text(figure)


def panels_of_fentanyl(dataset: Dataset, size: Size = WIDE, **look: Any) -> go.Figure:
    events = events_of(dataset, "fentanyl_seized")
    figure = multiples(
        dataset,
        trend_claims(dataset, "fentanyl_seized", Choice(parts=True)),
        LIGHT,
        size,
        ChartOptions(panels="place", events=events, notes=True, **look),
    )
    assert figure is not None
    return figure


def axes_of(figure: go.Figure, letter: str) -> dict[str, Any]:
    """Return the axes of the panels by the names that marks have for them."""
    own = figure.to_dict()["layout"]
    names = (name for name in own if name.startswith(f"{letter}axis"))
    return {n.replace("axis", ""): own[n] for n in names if n != f"{letter}axis2"}


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_each_panel_has_all_events_under_the_same_numbers_and_they_are_told_once(
    real: Dataset, size: Size
) -> None:
    figure = panels_of_fentanyl(real, size)
    go.Figure(figure.to_dict())  # Plotly finds nothing wrong with it
    heights = {axis["anchor"]: axis["domain"] for axis in axes_of(figure, "y").values()}
    on: dict[str, list[str]] = {axis: [] for axis in axes_of(figure, "x")}
    for note in figure.layout.annotations:
        if note.text[:1].isdigit() and note.xref in on and note.hovertext:
            on[note.xref].append(note.text)
            assert note.y == pytest.approx(heights[note.xref][1])  # it stands above its own panel
    assert len(on) == 3
    assert len({tuple(numbers) for numbers in on.values()}) == 1
    lines = [s for s in figure.layout.shapes if s.type == "line" and s.line.dash == "dot"]
    assert {line.xref for line in lines} == set(on)
    assert text(figure).count("China controls all fentanyl analogues") == 1


@pytest.mark.parametrize("log", [False, True])
def test_a_letter_stands_beside_its_mark_in_the_panel_that_has_it(real: Dataset, log: bool) -> None:
    figure = panels_of_fentanyl(real, log=log)
    noted = real.claims.loc[real.claims["note"].str.contains("converts it to 102"), "claim_id"]
    (letter,) = [a for a in figure.layout.annotations if a.text == "1 month · a"]
    (place,) = (axis for axis, ids in told_of(figure).items() if set(noted) & ids)
    assert (letter.xref, letter.yref) == (place, place.replace("x", "y"))
    assert "a. 225 pounds, Feb 2020: The text converts it" in text(figure)


def test_panels_on_a_logarithmic_scale_share_its_ticks(real: Dataset) -> None:
    ticks = {
        (tuple(axis["ticktext"]), tuple(axis["range"]))
        for axis in axes_of(panels_of_fentanyl(real, log=True), "y").values()
    }
    assert len(ticks) == 1
    assert "logarithmic scale; the same scale in each panel" in text(
        panels_of_fentanyl(real, log=True)
    )


def test_a_series_in_focus_keeps_its_colour_in_its_panel(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area")
    for focus, faded in (("", False), ("poppy-area-mx-ondcp", True)):
        options = ChartOptions(panels="producer", focus=focus)
        figure = multiples(real, claims, LIGHT, WIDE, options)
        assert figure is not None
        own = colours(real, figure, "poppy-area-mx-unodc")
        assert (own == {LIGHT.faded}) == faded


def test_what_is_open_downward_has_room_for_that_on_a_logarithmic_scale() -> None:
    below = Mark("a", 2018, 2019, False, math.nan, 1, "less_than", "observation")
    assert logarithmic([below]).floor == -1
    assert logarithmic([replace(below, low=1, high=1, hedge="exact")]).floor == 0


def test_letters_and_events_in_words_are_those_of_the_panels(real: Dataset) -> None:
    claims = trend_claims(real, "fentanyl_seized", Choice(parts=True))
    options = ChartOptions(panels="place", events=events_of(real, "fentanyl_seized"), notes=True)
    told = trend_alt_text(real, [("fentanyl_seized", claims)], options).whole
    assert "Notes: a. 225 pounds, Feb 2020" in told
    assert "China controls all fentanyl analogues" in told


def test_without_a_period_there_are_no_panels(real: Dataset) -> None:
    claims = trend_claims(real, "overdose_deaths", Choice(documents=("nobody",), record=False))
    assert multiples(real, claims, LIGHT, WIDE, ChartOptions(panels="place")) is None


def test_every_figure_that_its_office_warns_of_is_drawn_as_not_final(real: Dataset) -> None:
    warned = real.joined["note"].str.contains("not in it yet")
    assert warned.any()
    assert all(claim.unsettled for claim in claims_in(real.joined[warned]))


def test_without_a_paper_a_hollow_bar_is_its_two_edges() -> None:
    mark = Mark("a", 0, 4, True, 10, math.nan, "more_than", "estimate")
    canvas = Canvas("x", "y", 0.01, 0.1)
    painted, clear = (
        [t for t in traces([mark], LIGHT.accent, palette, canvas, "a") if "line" in t]
        for palette in (LIGHT, replace(LIGHT, clear=True))
    )
    assert LIGHT.paper in {trace["line"]["color"] for trace in painted}
    assert LIGHT.paper not in {trace["line"]["color"] for trace in clear}
    assert BAR not in {trace["line"]["width"] for trace in clear}
    (edges,) = [trace for trace in clear if trace["y"][0] < mark.value < trace["y"][3]]
    assert edges["y"][3] - edges["y"][0] == pytest.approx((BAR - 2) * canvas.y_pixel)
