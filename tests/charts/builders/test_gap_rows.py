"""What the charts of the list pages draw: where marks stand, what they leave out, what they say."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Callable, Sequence

import plotly.graph_objects as go
import pytest

from charts.builders.gap_rows import (
    comparable,
    dumbbell_chart,
    dumbbells,
    percent_text,
    ratio_text,
    record_chart,
    record_rows,
    with_ratio,
)
from charts.builders.row_chart import RowChart, row_figure
from charts.pptx.row_slide import row_scenes
from charts.pptx.slide_layout import Stage
from charts.style.theme import LIGHT, Palette, Size
from charts.text.disagreement import times
from charts.views.alt_text import gaps_alt_text, record_alt_text
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.analysis.disagreements import all_pairs, grouped
from loaders.analysis.official_record import RecordPair, record_pairs
from loaders.analysis.pairs import UNLIKE, Pair
from loaders.dataset import claims_in
from tests.support.real import REAL
from tests.support.themes import PALETTES, SIZES

PAIRS: list[RecordPair] = record_pairs(REAL)[0]
WIDEST: list[Pair] = [one.widest for one in grouped(all_pairs(REAL))]
LOOKS = [(palette, size) for palette in PALETTES.values() for size in SIZES.values()]


@pytest.mark.parametrize(("palette", "size"), LOOKS)
def test_plotly_takes_what_is_drawn(palette: Palette, size: Size) -> None:
    for figure in (
        row_figure(record_chart(REAL, PAIRS), palette, size),
        row_figure(dumbbell_chart(REAL, WIDEST), palette, size),
    ):
        assert figure is not None
        assert go.Figure(figure.to_dict()).layout.height == figure.layout.height


def test_nothing_is_drawn_of_no_pairs() -> None:
    assert row_figure(record_chart(REAL, []), LIGHT, SIZES["wide"]) is None
    assert row_figure(dumbbell_chart(REAL, []), LIGHT, SIZES["wide"]) is None


def test_a_mark_stands_where_its_number_is_for_the_official_figure() -> None:
    rows = record_rows(REAL, PAIRS)
    assert len(rows) == len(comparable(PAIRS))
    for pair, row in zip(comparable(PAIRS), rows, strict=True):
        claim = row.marks[-1].placed(row.marks[-1].mark)
        assert claim.claim_id == pair.claim.claim_id and claim.hedge == pair.claim.shown_hedge
        told = {round(1 + gap.share, 9) for gap in pair.gaps}
        stands = {round(end, 9) for end in (claim.low, claim.high) if not math.isnan(end)}
        assert told <= stands


def test_dumbbells_begin_at_the_lower_number_and_are_as_long_as_the_ratio() -> None:
    for pair, row in zip(with_ratio(WIDEST), dumbbells(REAL, WIDEST), strict=True):
        placed = [one.placed(one.mark) for one in row.marks]
        ends = [n for mark in placed for n in (mark.low, mark.high) if not math.isnan(n)]
        assert math.isclose(min(ends), 1)
        assert {mark.hedge for mark in placed} == {c.shown_hedge for c in pair.claims}


def test_numbers_that_cannot_be_divided_are_counted_not_drawn() -> None:
    unlike = [pair for pair in WIDEST if pair.agreement == UNLIKE]
    assert unlike and not with_ratio(unlike)
    figure = row_figure(dumbbell_chart(REAL, WIDEST), LIGHT, SIZES["wide"])
    assert figure is not None
    said = " ".join(note.text.replace("<br>", " ") for note in figure.layout.annotations)
    assert f"cannot be divided by the other: {len(unlike)}." in said


def test_a_record_of_zero_is_the_base_of_no_per_cent() -> None:
    nothing = dataclasses.replace(PAIRS[0], scale=0.0)
    assert comparable([nothing]) == []


def test_ticks_say_per_cent_and_multiples() -> None:
    assert [percent_text(n) for n in (0.95, 1.0, 1.2)] == ["−5\u00a0%", "0\u00a0%", "+20\u00a0%"]
    assert [ratio_text(1 + math.log10(n)) for n in (1, 1.5, 10)] == ["1×", "1.5×", "10×"]


def test_the_alternative_texts_begin_with_what_came_of_it() -> None:
    record, gaps = record_alt_text(REAL, PAIRS), gaps_alt_text(REAL, WIDEST)
    assert record.short.startswith(f"{len(comparable(PAIRS))} numbers beside the official figure")
    assert len(record.paragraphs()) == len(comparable(PAIRS)) + 1
    apart = sum(pair.apart for pair in with_ratio(WIDEST))
    assert f"{apart} do not agree" in gaps.short and len(gaps.short) < 250


@pytest.mark.parametrize(("chart", "pairs"), [(record_chart, PAIRS), (dumbbell_chart, WIDEST)])
def test_no_two_dots_have_one_name_of_which_plotly_would_draw_one(
    chart: Callable[..., RowChart], pairs: Sequence[object]
) -> None:
    figure = row_figure(chart(REAL, pairs), LIGHT, SIZES["wide"])
    assert figure is not None
    for trace in figure.data:
        assert trace.ids is None or len(set(trace.ids)) == len(trace.ids)


@pytest.mark.parametrize("page", ["recorded", "disagreements"])
def test_a_mark_has_the_bounds_of_its_claim_which_a_slide_reckons_with(page: str) -> None:
    resolved = resolve(REAL, View(page))
    assert resolved.rows is not None
    own = {claim.claim_id: claim.quantity for claim in claims_in(resolved.claims)}
    marks = [one.mark for row in resolved.rows().rows for one in row.marks]
    assert marks and {mark.claim_id for mark in marks} <= set(own)
    for mark in marks:
        quantity = own[mark.claim_id]
        for end, bound in ((mark.low, quantity.chart_low), (mark.high, quantity.chart_high)):
            assert math.isclose(end, bound) or (math.isnan(end) and math.isnan(bound))


def test_a_list_that_is_filtered_says_so_in_its_picture_and_draws_no_other_rows() -> None:
    view = View("disagreements", agree="no", indicator="homicides")
    resolved = resolve(REAL, view)
    assert resolved.rows is not None
    assert resolved.subtitle.endswith("; shown: Homicides, Do not agree")
    assert set(resolved.claims["indicator_id"]) == {"homicides"}
    whole = resolve(REAL, View("disagreements"))
    assert whole.rows is not None
    assert 0 < len(resolved.rows().rows) < len(whole.rows().rows)
    none = resolve(REAL, View("disagreements", agree="no", indicator="border_length"))
    assert none.missing.endswith(": none.") and none.draw(LIGHT, SIZES["wide"]) is None


@pytest.mark.parametrize("page", ["recorded", "disagreements"])
def test_slides_of_a_list_have_each_row_once_and_its_scale_in_words(page: str) -> None:
    resolved = resolve(REAL, View(page))
    assert resolved.rows is not None
    scenes = row_scenes(REAL, resolved, Stage(LIGHT))
    named = [box for scene in scenes for box in scene.words if box.name == "Row"]
    assert len(named) == len(resolved.rows().rows)
    for scene in scenes:
        ticks = [box.paragraphs[0].text for box in scene.words if box.name == "Tick"]
        assert len(ticks) == 2 * len(set(ticks)) > 2


def test_rows_on_one_thing_and_place_name_them_above_once() -> None:
    homicides = [one for one in WIDEST if one.other.indicator_id == "homicides"]
    own = [one for one in homicides if one.other.place_id == "MX"]
    chart = dumbbell_chart(REAL, own)
    assert chart.subtitle.endswith("; in every row: Homicides, Mexico")
    assert [row.words.name for row in chart.rows] == [times(pair) for pair in with_ratio(own)]
    poppy = [one for one in PAIRS if one.claim.indicator_id == "poppy_area"]
    chart = record_chart(REAL, [one for one in poppy if one.claim.place_id == "MX"])
    assert chart.subtitle.endswith("; in every row: Opium poppy cultivation, Mexico")
    assert not [row for row in chart.rows if "Mexico" in row.words.name]
