"""What a comparison draws: meaning first, then the whole figure as a golden text."""

from __future__ import annotations

import dataclasses
import itertools
from typing import Any

import plotly.graph_objects as go
import pytest

from charts.builders.compare import compare, small_print
from charts.builders.row_chart import row_figure
from charts.builders.text_page import grammar as grammar_figure
from charts.marks.legend import MEANINGS
from charts.marks.mark import Canvas, Mark
from charts.marks.marks import outlines, traces, turned, turned_shape
from charts.style.theme import DARK, LIGHT, NARROW, WIDE
from charts.text.chart_remarks import disagreements, parts_left_out
from loaders.dataset import Dataset, claims_in, load
from loaders.queries.claim_text import in_words
from loaders.queries.comparability import groups
from loaders.queries.selection import (
    OF_DOCUMENTS,
    compared_claims,
    comparisons,
    indicator_claims,
    parts_of_years,
)
from loaders.values.codelists import MAGNITUDE
from tests.support.figure_text import figure_text
from tests.support.golden import Golden
from tests.support.paths import GOLDEN, GRAMMAR
from tests.support.themes import PALETTES, SIZES


@pytest.fixture(scope="module")
def invented() -> Dataset:
    return dataclasses.replace(load(GRAMMAR), version="1.2.3+abcdef0")


def drawn(dataset: Dataset, comparison_id: str) -> go.Figure:
    chosen = comparisons(dataset).loc[comparison_id]
    claims = compared_claims(dataset, chosen["members"])
    figure = row_figure(compare(dataset, chosen["title"], claims), LIGHT, WIDE)
    assert figure is not None
    return figure


def words(figure: go.Figure) -> str:
    keys = [
        word for trace in figure.data if trace.mode == "text" and trace.text for word in trace.text
    ]
    notes = [note.text for note in figure.layout.annotations]
    return "\n".join([*notes, *keys]).replace("<br>", " ")


def values(figure: go.Figure) -> set[float]:
    on_plot = [t for t in figure.data if t.xaxis == "x" and t.ids is not None]
    return {round(x, 6) for trace in on_plot for x in trace.x}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_the_whole_grammar_lies_on_its_side_as_the_golden_text_has_it(
    invented: Dataset, golden: Golden, size: Any
) -> None:
    claims = compared_claims(invented, ["ferry_passengers"])
    figure = row_figure(compare(invented, "Ferry passengers", claims), LIGHT, size)
    assert figure is not None
    golden(GOLDEN / f"compare-{size.name}.txt", figure_text(figure))


def test_gun_shares_say_what_they_are_shares_of(real: Dataset) -> None:
    said = words(drawn(real, "gun_us_shares"))
    assert "70 to 90% of firearms found in Mexico" in said
    assert "70 to 90% of guns recovered from crime scenes in Mexico" in said
    assert "alleged" in said


def test_the_lags_are_compared_in_years_with_the_printed_number_first(real: Dataset) -> None:
    figure = drawn(real, "use_lags")
    assert values(figure) == {20.0, 10.0, 3.0}
    assert "about 2 decades" in words(figure)


def test_the_shares_of_vehicles_are_two_bases_side_by_side(real: Dataset) -> None:
    figure = drawn(real, "vehicles_scanned")
    assert values(figure) == {2.0, 16.0}
    assert "privately owned vehicles arriving" in words(figure)
    assert "commercial vehicles arriving" in words(figure)


def test_every_comparison_draws_each_of_its_claims_once(real: Dataset) -> None:
    for name, chosen in comparisons(real).iterrows():
        claims = compared_claims(real, chosen["members"])
        for palette, size in ((LIGHT, WIDE), (DARK, NARROW)):
            figure = row_figure(compare(real, chosen["title"], claims), palette, size)
            assert figure is not None, name
            told = [r[0] for t in figure.data for r in t.customdata or ()]
            assert set(" ".join(told).split()) == set(claims["claim_id"]), name
            dots = [claim_id for t in figure.data for claim_id in t.ids or ()]
            assert len(set(dots)) == len(dots), name


def test_rows_never_overlap(real: Dataset) -> None:
    figure = drawn(real, "drug_mass_seized")
    left = [n for n in figure.layout.annotations if n.xref == "paper" and n.yshift is not None]
    plot = [n for n in left if n.yshift <= 0 and -n.yshift < figure.layout.yaxis.range[1]]
    spans = sorted(
        (-n.yshift, -n.yshift + (n.text.count("<br>") + 1) * n.font.size * 1.4) for n in plot
    )
    for (_, end), (start, _) in itertools.pairwise(spans):
        assert start >= end - 2


def test_different_drugs_do_not_disagree(real: Dataset) -> None:
    members = comparisons(real).loc["drug_mass_seized", "members"]
    claims = compared_claims(real, members, OF_DOCUMENTS)
    assert disagreements(real, claims) == []


def test_of_the_record_only_what_a_claim_can_be_read_beside_is_compared(settled: Dataset) -> None:
    shown = compared_claims(settled, ["homicides"])
    said = shown[~shown["official"]]
    assert list(said["claim_id"]) == ["felbabbrown2020-homicides-2019"]
    assert set(shown.loc[shown["official"], "period"]) == {"2019"}


def test_a_half_year_of_the_record_is_set_beside_no_year(settled: Dataset) -> None:
    shown = compared_claims(settled, ["femicides"])
    assert set(shown["period"]) == {str(year) for year in range(2015, 2025)}
    left = parts_of_years(settled, ["femicides"])
    assert list(left["period"]) == ["2025-01/2025-06"]
    (sentence,) = parts_left_out(settled, left)
    assert "Femicides, " in sentence


def test_femicides_stand_beside_no_homicides(real: Dataset) -> None:
    """SESNSP's homicides leave femicides out."""
    both = ["homicides", "femicides"]
    claims = [str(indicator_claims(real, name)["claim_id"].iloc[-1]) for name in both]
    assert [group.dimension for group in groups(real, claims)] == both
    assert "femicides" not in comparisons(real).loc["homicide_counts", "members"]


def test_large_numbers_are_short_at_the_ticks_of_rows(real: Dataset) -> None:
    claims = compared_claims(real, ["fentanyl_pills_seized"])
    figure = row_figure(compare(real, "Pills", claims), LIGHT, WIDE)
    assert figure is not None
    assert {"0", "10 million", "50 million"} <= set(figure.layout.xaxis.ticktext)


def test_nothing_to_compare_is_no_figure(real: Dataset) -> None:
    assert row_figure(compare(real, "Nothing", compared_claims(real, [])), LIGHT, WIDE) is None


def test_turning_a_mark_keeps_its_numbers() -> None:
    mark = Mark("m", 0, 2, False, 5, 9, "range", "allegation")
    canvas = Canvas("x", "y", 1, 1)
    (upright,) = [t for t in traces([mark], "#000000", LIGHT, canvas, "s") if t["mode"] == "lines"]
    assert turned(upright)["x"] == upright["y"] == [5, 9, None]
    (shape,) = outlines([mark], "#000000", canvas)
    lying = turned_shape(shape)
    assert (lying["x0"], lying["x1"]) == (shape["y0"], shape["y1"]) == (5, 9)


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
def test_the_method_page_explains_every_mark(palette: Any) -> None:
    said = words(grammar_figure(palette, NARROW))
    for meaning in MEANINGS.values():
        assert meaning in said


def test_a_row_says_at_which_number_it_is_drawn_where_that_is_not_the_printed_one(
    real: Dataset,
) -> None:
    for chosen in comparisons(real).itertuples():
        for claim in claims_in(compared_claims(real, chosen.members)):
            text = "; ".join(small_print(real, claim))
            vague = claim.quantity.hedge == MAGNITUDE
            converted = claim.quantity.factor != 1 and not in_words(claim)
            assert ("drawn from" in text) == vague, text
            assert ("converted by us" in text) == (converted and not vague), text
    deaths = words(drawn(real, "overdose_deaths_by_drug"))
    assert "5 deaths per day, drawn as 1,825 deaths per year (converted by us)" in deaths
    assert "drawn from 10,000 up, with no end" in deaths


def test_what_is_said_of_one_thing_and_time_is_one_row_with_a_mark_for_each_source(
    settled: Dataset,
) -> None:
    members = comparisons(settled).loc["overdose_deaths_by_drug", "members"]
    claims = compared_claims(settled, members)
    rows = compare(settled, "", claims).rows
    assert sum(len(row.marks) for row in rows) == len(claims)
    first = rows[0]
    assert (first.words.heading, first.words.name) == (
        "Drug overdose deaths, United States",
        "2021",
    )
    assert "more than 107,000, Breier 2023" in [one.texts[0] for one in first.marks]
    inferred = [line for row in rows for line in row.words.quiet if "(inferred by us)" in line]
    assert len(inferred) == 1 and "5 deaths per day" in inferred[0]
    undated = [row for row in rows if row.words.name.startswith("Year not given")]
    assert undated and all(len(row.marks) == 1 for row in undated)


def test_no_sign_at_a_mark_of_a_row_needs_a_key(real: Dataset) -> None:
    for name in comparisons(real)["members"]:
        chart = compare(real, "", compared_claims(real, name))
        assert not {"inferred", "quoted", "span"} & set(chart.key_names)


def test_numbers_of_an_axis_stand_level_with_none_on_another(invented: Dataset) -> None:
    chart = compare(invented, "", compared_claims(invented, ["ferry_passengers"]))
    scale = dataclasses.replace(chart.scale, text=lambda value: f"{value:,.0f} hectares of land")
    figure = row_figure(dataclasses.replace(chart, scale=scale), LIGHT, NARROW)
    assert figure is not None
    axis, margin = figure.layout.xaxis, figure.layout.margin
    pixel = (axis.range[1] - axis.range[0]) / (NARROW.width - margin.l - margin.r)
    ends = [
        (tick / pixel - wide / 2, tick / pixel + wide / 2)
        for tick, text in zip(axis.tickvals, axis.ticktext, strict=True)
        for wide in [NARROW.text_width(text, NARROW.text_size)]
    ]
    assert all(right <= left for (_, right), (left, _) in itertools.pairwise(ends))
    assert figure.layout.template.layout.xaxis.tickangle == 0
