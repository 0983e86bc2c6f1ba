"""Fewer traces that draw the same; and that Plotly would let pass what builders make."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.builders.compare import compare
from charts.builders.row_chart import row_figure
from charts.builders.small_multiples import multiples
from charts.builders.trend import ChartOptions, trend
from charts.layout.figure_layout import figure_of
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import DASHED, FINE_BAR, FINEST_DOT, Trace, traces
from charts.marks.series import Look, RecordLine, Run, drawn, gathered, looks_of, runs_of
from charts.style.theme import DARK, LIGHT, NARROW, WIDE
from loaders.dataset import Dataset, load
from loaders.queries.events import events_of
from loaders.queries.selection import compared_claims, comparisons, trend_claims
from loaders.values.codelists import HEDGES
from tests.support.paths import GRAMMAR

ROUND = {"symbol": "circle", "opacity": 1}


def marks_of(hedges: list[str], x: float) -> list[Mark]:
    return [
        Mark(f"{x}-{at}", x + at, x + at + 1, at % 3 == 0, 5.0 + at, 9.0 + at, hedge, "estimate",
             hover=f"hover {at}", struck=at % 4 == 0)
        for at, hedge in enumerate(hedges)
    ]  # fmt: skip


def one_by_one(drawn: list[Trace]) -> list[dict[str, Any]]:
    """Return each dot with its whole look, whichever trace it is in."""
    found = []
    for trace in drawn:
        if trace["mode"] != "markers":
            continue
        marker = {**ROUND, **trace["marker"]}
        line = {"width": 0, "color": marker["color"], **marker.pop("line", {})}
        for at in range(len(trace["x"])):
            look = {**marker, **{f"line.{name}": value for name, value in line.items()}}
            own = {n: v[at] if isinstance(v, list) else v for n, v in look.items()}
            name = trace["ids"][at] if "ids" in trace else None
            axes = (trace["xaxis"], trace["yaxis"])
            place = {"x": trace["x"][at], "y": trace["y"][at], "name": name, "axes": axes}
            found.append({**place, **own})
    return found


several = st.lists(st.sampled_from(list(HEDGES)), max_size=8)


@given(several, several, st.booleans())
def test_each_dot_keeps_its_place_its_look_and_what_it_tells(
    first: list[str], second: list[str], apart: bool
) -> None:
    canvases = Canvas("x", "y", 0.1, 0.1), Canvas("x3" if apart else "x", "y", 0.1, 0.1)
    drawn = traces(marks_of(first, 0), "#0b6a94", LIGHT, canvases[0], "one")
    drawn += traces(marks_of(second, 50), "#b8490a", LIGHT, canvases[1], "other")
    found = gathered(drawn, "claims")
    key = str
    assert sorted(one_by_one(found), key=key) == sorted(one_by_one(drawn), key=key)
    of_lines = [trace for trace in drawn if trace["mode"] != "markers"]
    assert [t for t in found if t["mode"] != "markers"] == sorted(
        of_lines, key=lambda trace: trace["xaxis"]
    )
    dots = [trace for trace in found if trace["mode"] == "markers"]
    assert len(dots) <= 3 * len({trace["xaxis"] for trace in drawn})


def test_what_is_behind_stays_behind() -> None:
    marks = marks_of(["about", "at_least", "exact", "range", "exact"], 0)
    canvas = Canvas("x", "y", 0.1, 0.1)
    found = gathered(traces(marks, "#0b6a94", LIGHT, canvas, "s"), "claims")
    modes = [trace["mode"] for trace in found]
    assert modes == sorted(modes), "lines, then dots"
    ends, dots, strikes = (trace for trace in found if trace["mode"] == "markers")
    assert set(ends["marker"]["symbol"]) == {"triangle-up"}
    assert dots["ids"]
    assert strikes["marker"]["symbol"] == "line-ne"


def test_plotly_finds_nothing_wrong_with_what_builders_make(
    real: Dataset, indicators: list[str]
) -> None:
    made = 0
    for name in indicators:
        claims = trend_claims(real, name)
        events = events_of(real, name)
        figures = (
            trend(real, name, claims, LIGHT, WIDE, ChartOptions(events=events, notes=True)),
            trend(real, name, claims, DARK, NARROW, ChartOptions(log=True)),
            multiples(real, claims, LIGHT, NARROW, ChartOptions(panels="producer")),
        )
        for figure in figures:
            if figure is not None:
                go.Figure(figure.to_dict())
                made += 1
    for _, chosen in comparisons(real).iterrows():
        figure = row_figure(
            compare(real, chosen["title"], compared_claims(real, chosen["members"])), DARK, WIDE
        )
        if figure is not None:
            go.Figure(figure.to_dict())
            made += 1
    assert made > len(indicators)


def test_a_wrong_figure_would_be_found() -> None:
    wrong = figure_of([{"type": "scatter", "marker": {"size": "broad"}}], {})
    with pytest.raises(ValueError, match="size"):
        go.Figure(wrong.to_dict())


def test_a_chart_of_the_whole_grammar_has_few_traces() -> None:
    grammar = load(GRAMMAR)
    claims = trend_claims(grammar, "ferry_passengers")
    figure = trend(grammar, "ferry_passengers", claims, LIGHT, WIDE)
    assert figure is not None
    dots = [trace for trace in figure.data if trace.mode == "markers" and trace.xaxis == "x"]
    assert len(runs_of(grammar, claims[claims["start"].notna()])) > len(dots) == 2


def test_a_dashed_record_shows_its_dashes_where_points_are_near() -> None:
    run = Run(claimed=False, series_id="line")
    marks = [Mark(f"m{n}", n, n + 1, False, 5, 5, "exact", "observation") for n in range(20)]
    pairs = [(f"m{n}", f"m{n + 1}") for n in range(19)]
    looks = {run: Look("#888888", "#888888", line=RecordLine(DASHED))}
    for pixel, small in ((1 / 8, 18), (1 / 40, 0)):
        found, _ = drawn({run: marks}, pairs, looks, LIGHT, Canvas("x", "y", pixel, 1.0))
        (line,) = (trace for trace in found if trace["mode"] == "lines")
        assert line["x"].count(None) == 1  # one line, in which the dashes go on
        sizes = [one["size"] for one in one_by_one(found)]
        assert sizes.count(FINEST_DOT) == small
        assert len(sizes) == 20


def test_months_that_would_lie_on_each_other_are_drawn_fine() -> None:
    run = Run(claimed=False, series_id="line")
    marks = [
        Mark(f"m{n}", n / 12, (n + 1) / 12, True, 5, 5, "exact", "observation", official=True)
        for n in (0, 1, 2, 60)
    ]
    look = {run: Look("#888888", "#888888")}
    for pixel, fine in ((1 / 60, 3), (1 / 240, 0)):
        found, _ = drawn({run: marks}, [], look, LIGHT, Canvas("x", "y", pixel, 1.0))
        bars = [trace for trace in found if trace["line"]["width"] == FINE_BAR]
        assert sum(trace["x"].count(None) for trace in bars) == fine


def test_of_several_records_the_key_says_what_they_are_unless_documents_have_their_name(
    real: Dataset,
) -> None:
    one, other = (Run(False, name) for name in ("homicides-mx-inegi", "homicides-mx-sesnsp"))
    claimed = Run(claimed=True, series_id=one.series_id)
    for runs, said in (([one], True), ([one, other], False), ([one, other, claimed], True)):
        looks = looks_of(real, LIGHT, runs, runs)
        assert looks[one].name("INEGI").endswith(" (official record)") == said
    looks = looks_of(real, LIGHT, [one, other], [one, other, claimed])
    assert looks[one].name("INEGI") == "— INEGI (official record)"  # a filter hides the other


def test_a_record_in_focus_keeps_its_colour_and_the_others_step_back(real: Dataset) -> None:
    one, other = (Run(False, name) for name in ("homicides-mx-inegi", "homicides-mx-sesnsp"))
    claimed = Run(claimed=True, series_id="homicides-mx-aljazeera")
    looks = looks_of(real, LIGHT, [one, other, claimed], focus=one.series_id)
    assert [looks[run].colour for run in (one, other, claimed)] == [
        LIGHT.record,
        LIGHT.faded,
        LIGHT.faded,
    ]
    looks = looks_of(real, LIGHT, [one, other, claimed], focus=claimed.series_id)
    assert [looks[run].colour for run in (one, other)] == [LIGHT.record, LIGHT.quiet]


def test_records_of_two_producers_have_two_greys_whatever_is_filtered(real: Dataset) -> None:
    own = real.series[real.series["indicator_id"] == "homicides"]
    runs = [Run(False, name) for name in own.index[own["producer"].isin(["INEGI", "SESNSP"])]]
    looks = looks_of(real, LIGHT, runs, runs)
    greys = {(own.loc[run.series_id, "producer"], looks[run].colour) for run in runs}
    assert greys == {("INEGI", LIGHT.record), ("SESNSP", LIGHT.quiet)}
    for run in runs:
        assert looks_of(real, LIGHT, [run], runs)[run].colour == looks[run].colour
