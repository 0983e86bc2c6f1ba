"""What a trend draws: meaning first, then the whole figure as a golden text."""

from __future__ import annotations

import dataclasses
from typing import Any

import plotly.graph_objects as go
import pytest

from charts.builders.trend import pointed_at, trend
from charts.marks.marks import BAR, RECORD_LINE
from charts.marks.series import YEARS
from charts.style.theme import DARK, LIGHT, NARROW, WIDE
from charts.text.chart_remarks import disagreements, why_no_chart
from loaders.dataset import Dataset, load
from loaders.queries.lines import joined_pairs
from loaders.queries.selection import OF_DOCUMENTS, Choice, trend_claims
from loaders.values.codelists import TOLD_APART
from tests.support.figure_text import dots, figure_text, told_of
from tests.support.golden import Golden
from tests.support.paths import BASE, GOLDEN, GRAMMAR
from tests.support.themes import PALETTES, SIZES, contrast


@pytest.fixture(scope="module")
def grammar() -> Dataset:
    """Every hedge, span and status, on ferries that nobody runs."""
    return dataclasses.replace(load(GRAMMAR), version="1.2.3+abcdef0")


def drawn(dataset: Dataset, indicator_id: str) -> go.Figure:
    figure = trend(dataset, indicator_id, trend_claims(dataset, indicator_id), LIGHT, WIDE)
    assert figure is not None
    return figure


def of_series(figure: go.Figure, series_id: str) -> list[Any]:
    return [trace for trace in figure.data if trace.name == series_id]


def texts(figure: go.Figure) -> str:
    keys = [word for trace in figure.data if trace.mode == "text" for word in trace.text]
    return "\n".join([*(note.text for note in figure.layout.annotations), *keys])


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_the_whole_grammar_is_drawn_as_the_golden_text_has_it(
    grammar: Dataset, golden: Golden, palette: Any, size: Any
) -> None:
    claims = trend_claims(grammar, "ferry_passengers")
    figure = trend(grammar, "ferry_passengers", claims, palette, size)
    assert figure is not None
    golden(GOLDEN / f"trend-{palette.name}-{size.name}.txt", figure_text(figure))


def test_a_line_joins_neighbours_and_stops_where_documents_differ(grammar: Dataset) -> None:
    claims = trend_claims(grammar, "ferry_passengers")
    period = claims.set_index("claim_id")["period"]
    own = claims.set_index("claim_id")["series_id"]
    pairs = [(period[a], period[b]) for a, b in joined_pairs(claims) if own[a] == "line"]
    # 2003 is given twice alike; 2004 is missing; for 2006 two documents give two numbers
    assert pairs == [("2001", "2002"), ("2002", "2003")]


def test_nothing_but_observed_or_estimated_points_is_joined(grammar: Dataset) -> None:
    claims = trend_claims(grammar, "ferry_passengers")
    joined = {name for pair in joined_pairs(claims) for name in pair}
    ends = claims[claims["claim_id"].isin(list(joined))]
    assert set(ends["hedge"]) == {"exact", "about"}
    assert set(ends["series_id"]) == {"line", "hedges"}
    assert not set(ends["status"]) & set(TOLD_APART)


def test_documents_that_say_the_same_are_one_mark_with_all_sources(grammar: Dataset) -> None:
    claims = trend_claims(grammar, "ferry_passengers")
    alike = claims[(claims["series_id"] == "line") & (claims["period"] == "2003")]
    assert len(alike) == 2
    told = {" ".join(d["ids"]): d["told"] for d in dots(drawn(grammar, "ferry_passengers"))}
    hover = told[" ".join(alike["claim_id"])]
    assert "Berg 2020" in hover
    assert "Dahl &amp; Moe 2021" in hover


def test_what_was_corrected_is_hidden_and_struck_through_when_asked_for() -> None:
    dataset = load(BASE)
    old = dataset.joined[dataset.joined["state"] == "corrected"].iloc[0]
    shown = trend_claims(dataset, old["indicator_id"], Choice(revised=True))
    hidden = trend_claims(dataset, old["indicator_id"])
    figures = [trend(dataset, old["indicator_id"], c, LIGHT, WIDE) for c in (shown, hidden)]
    strokes = [
        [t for t in f.data if t.marker.symbol == "line-ne" and t.xaxis == "x"] for f in figures
    ]
    assert [len(found) for found in strokes] == [1, 0]
    assert "corrected or withdrawn" in texts(figures[0])


def test_a_range_has_no_dot_in_it(grammar: Dataset) -> None:
    claims = trend_claims(grammar, "ferry_passengers").set_index("claim_id")
    no_number = claims["hedge"].isin(["range", "order_of_magnitude"])
    span = (claims["months"] != YEARS.months) & (claims["measure"] != "cumulative")
    undrawn = set(claims.index[no_number | span])
    assert set(claims.index[no_number])
    for dot in dots(drawn(grammar, "ferry_passengers")):
        assert dot["ids"][0] not in undrawn


def test_each_status_that_is_no_observation_has_an_outline_and_its_word(grammar: Dataset) -> None:
    figure = drawn(grammar, "ferry_passengers")
    on_plot = [s for s in figure.layout.shapes if s.xref == "x" and s.type != "line"]
    assert len(on_plot) == len(TOLD_APART)
    for word in ("projected", "alleged", "an opinion", "proposed", "hypothetical"):
        assert word in texts(figure)


def test_a_claim_without_a_period_stands_in_words_and_not_on_the_axis(grammar: Dataset) -> None:
    figure = drawn(grammar, "ferry_passengers")
    assert "year not given (published May 2020)" in texts(figure).replace("<br>", " ")
    assert of_series(figure, "daily") == []


def test_title_unit_sources_version_and_licence_stand_in_the_figure(grammar: Dataset) -> None:
    words = texts(drawn(grammar, "ferry_passengers")).replace("<br>", " ")
    assert "Ferry passengers, Norway" in words
    assert "Unit: passengers" in words
    assert "Berg 2020 ¶1–26, ¶29–32, citing Lund 2019" in words
    assert "Dahl &amp; Moe 2021 ¶27–28" in words
    assert "data 1.2.3+abcdef0, CC BY 4.0" in words


def test_a_share_says_of_what(grammar: Dataset) -> None:
    assert "Unit: percent of travellers" in texts(drawn(grammar, "ferry_share"))


def test_a_builder_changes_nothing_that_it_is_given(grammar: Dataset) -> None:
    claims = trend_claims(grammar, "ferry_passengers")
    before = claims.copy(deep=True)
    trend(grammar, "ferry_passengers", claims, DARK, NARROW)
    assert claims.equals(before)


def test_two_estimators_of_poppy_are_two_series_and_only_one_run_is_joined(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area", OF_DOCUMENTS)
    assert joined_pairs(claims) == [
        ("felbabbrown2020-poppy-us-2016", "felbabbrown2020-poppy-us-2017"),
        ("felbabbrown2020-poppy-us-2017", "felbabbrown2020-poppy-us-2018"),
    ]
    producers = claims.groupby("series_id")["producer"].first()
    assert set(producers) == {"ONDCP", "UNODC"}
    said = disagreements(real, claims)
    assert len(said) == 2
    assert (
        "UNODC (in Felbab-Brown 2020a) gives 30,600 hectares, estimated, for 2016–2017" in said[0]
    )
    assert "ONDCP (in Felbab-Brown 2020a) gives 32,000 hectares, estimated, for 2016" in said[0]


def test_the_poppy_survey_of_two_years_is_a_span_over_both(real: Dataset) -> None:
    bars = of_series(drawn(real, "poppy_area"), "poppy-area-mx-unodc-survey")
    assert [list(t.x) for t in bars if t.mode == "lines"] == [[2016.0, 2018.0, None]]


@pytest.mark.parametrize("indicator_id", ["overdose_deaths", "fentanyl_seized", "drug_war_deaths"])
def test_what_is_not_comparable_is_no_line(settled: Dataset, indicator_id: str) -> None:
    assert joined_pairs(trend_claims(settled, indicator_id, OF_DOCUMENTS)) == []
    assert all(trace.name for trace in drawn(settled, indicator_id).data)


def test_every_indicator_is_drawn_or_says_why_not(real: Dataset) -> None:
    for indicator_id in real.positions:
        claims = trend_claims(real, indicator_id)
        for palette, size in ((LIGHT, WIDE), (DARK, NARROW)):
            figure = trend(real, indicator_id, claims, palette, size)
            if figure is None:
                assert "which period it is for" in why_no_chart(real, claims)
            else:
                (ids,) = told_of(figure).values()
                assert ids == set(claims.loc[claims["start"].notna(), "claim_id"])


def vertices(figure: go.Figure, name: str) -> set[tuple[float, float]]:
    """Return where the corners of the lines of a run are."""
    lines = [t for t in of_series(figure, name) if t.mode == "lines"]
    return {(x, y) for t in lines for x, y in zip(t.x, t.y, strict=True) if x is not None}


def test_the_record_is_a_broad_muted_line_behind_the_claims(real: Dataset) -> None:
    figure = drawn(real, "poppy_area")
    names = [trace.name for trace in figure.data]
    behind = names.index("record: poppy-area-mx-ondcp")
    line = figure.data[behind]
    assert (line.line.color, line.line.width) == (LIGHT.record, RECORD_LINE)
    assert behind < names.index("poppy-area-mx-ondcp")
    told = [d["ids"] for d in dots(figure) if d["fill"] == LIGHT.record]
    assert ["ondcp2019-poppy-2017"] in told, "a claim that says the same stands beside it"
    assert "ONDCP (official record)" in texts(figure).replace("<br>", " ")
    assert "official record" in texts(figure).splitlines()
    assert "Official record: " in texts(figure)


def test_a_claim_is_no_corner_of_the_record_and_the_record_none_of_a_claim(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area").set_index("claim_id")
    for one, other in joined_pairs(trend_claims(real, "poppy_area", OF_DOCUMENTS)):
        assert not claims.loc[[one, other], "official"].any()
    figure = trend(
        real,
        "poppy_area",
        claims[claims["official"]].reset_index(),
        LIGHT,
        WIDE,
    )
    assert figure is not None
    alone = vertices(figure, "record: poppy-area-mx-ondcp")
    assert alone == vertices(drawn(real, "poppy_area"), "record: poppy-area-mx-ondcp")


def test_no_provisional_figure_is_on_a_line_of_final_ones(real: Dataset) -> None:
    claims = trend_claims(real, "overdose_deaths_synthetic").set_index("claim_id")
    pairs = joined_pairs(claims.reset_index())
    scopes = [tuple(claims.loc[list(pair), "counting"]) for pair in pairs]
    assert any("provisional" in one for one, _ in scopes)
    assert all(one == other for one, other in scopes)


def test_a_fiscal_year_is_a_bar_over_its_months_and_no_dot_of_a_year(real: Dataset) -> None:
    figure = drawn(real, "fentanyl_seized")
    runs = of_series(figure, "record: fentanyl-seized-us-cbp")
    bars = [trace for trace in runs if trace.mode == "lines" and trace.line.width == BAR]
    first = [x for trace in bars for x in trace.x][:2]
    assert first == pytest.approx([2018.75, 2019.75], abs=0.01)
    assert not [d for d in dots(figure) if d["fill"] == LIGHT.record]


def test_the_record_can_be_left_out(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area", OF_DOCUMENTS)
    figure = trend(real, "poppy_area", claims, LIGHT, WIDE)
    assert figure is not None
    assert "official record" not in texts(figure)
    assert not [trace for trace in figure.data if str(trace.name).startswith("record")]


def test_sums_say_over_how_many_rows_they_were_made(real: Dataset) -> None:
    said = texts(drawn(real, "fentanyl_seized")).replace("<br>", " ")
    assert "all figures summed by us from 1,427 rows" in said


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_every_text_colour_can_be_read_on_its_paper(palette: Any) -> None:
    for colour in (palette.ink, palette.quiet, *palette.series):
        assert contrast(colour, palette.paper) >= 4.5, colour


def test_a_ring_is_around_what_is_drawn_of_a_claim_and_its_chart_stays(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area")
    figure = trend(real, "poppy_area", claims, LIGHT, WIDE)
    assert figure is not None
    before = figure.to_json()
    dated = claims[claims["start"].notna() & ~claims["official"]]
    for claim_id in dated["claim_id"]:
        pointed = pointed_at(figure, claim_id, LIGHT)
        ring = pointed.layout.shapes[-1]
        told = [
            names.split()[0]
            for trace in figure.select_traces({"name": "told"})
            for (names, _), x, y in zip(trace.customdata, trace.x, trace.y, strict=True)
            if abs(x - ring.xanchor) < 0.2 and abs(y - ring.yanchor) < 700
        ]
        assert claim_id in told, claim_id
    assert pointed_at(figure, "no such claim", LIGHT) is figure
    assert figure.to_json() == before
