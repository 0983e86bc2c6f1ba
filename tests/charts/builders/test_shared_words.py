"""What all rows have in common stands above them once, in none of them."""

from __future__ import annotations

import pytest

from charts.builders.compare import statuses_of
from charts.builders.row_chart import RowChart, row_figure, words_of
from charts.builders.shared_words import SharedWords, same_in_all
from charts.layout.lanes import MOST_SHARE, words_width
from charts.style.theme import LIGHT, WIDE
from charts.views.resolve import resolve
from charts.views.view import View
from loaders.dataset import Dataset, claims_in
from loaders.queries.selection import compared_claims


def rows_of(dataset: Dataset, view: View) -> RowChart:
    return (resolve(dataset, view).rows or pytest.fail)()


def test_only_words_that_each_of_several_rows_has_are_shared() -> None:
    assert same_in_all([["Mexico", "", "2019"], ["2019", "", "Mexico"]]) == ["Mexico", "2019"]
    assert same_in_all([["Mexico", "2018"], ["Mexico", "2019"], ["2019"]]) == []
    assert same_in_all([["Mexico"]]) == [] == same_in_all([])


def test_rows_do_not_repeat_what_stands_above_them(settled: Dataset) -> None:
    chart = rows_of(settled, View("compare", indicator="guns_manufactured"))
    assert chart.subtitle.endswith(
        "Unit: firearms. In every row: United States, counted, official record, ATF 2016."
    )
    for row in chart.rows:
        said = " ".join([row.words.heading, row.words.name, row.words.brief, *row.words.quiet])
        assert not [words for words in ("United", "counted", "ATF", "firearms") if words in said]


def test_a_row_that_is_not_final_says_that_alone_beside_what_all_share(settled: Dataset) -> None:
    chart = rows_of(settled, View("compare", indicator="femicides"))
    assert "In every row: Mexico, counted, official record" in chart.subtitle
    said = [words for row in chart.rows for words in (*row.words.quiet, row.words.brief)]
    assert not [words for words in said if "counted" in words]
    ends = [words[-10:] for words in said if "not final" in words]
    assert ends == [" not final"] * 2


def test_no_number_of_a_row_seems_to_have_what_only_another_one_is(settled: Dataset) -> None:
    """Side by side, one number that is not final says nothing of the others in its row."""
    own = claims_in(compared_claims(settled, ["femicides"]))[-2:]
    assert [claim.unsettled for claim in own] == [False, True]
    counted = SharedWords(small=["counted"])
    assert statuses_of(own, counted) == "counted and counted, not final"
    assert [statuses_of([claim], counted) for claim in own] == ["", "not final"]


def test_rows_of_one_period_are_called_by_what_they_measure(settled: Dataset) -> None:
    chart = rows_of(settled, View("compare", comparison="use_lags"))
    assert "year not given (published Jul 2020), estimated" in chart.subtitle
    assert [row.words.heading for row in chart.rows] == ["", "", ""]
    assert all(row.words.name.startswith("Time from ") for row in chart.rows)


def test_one_row_keeps_all_of_its_words(settled: Dataset) -> None:
    chart = rows_of(settled, View("compare", indicator="fentanyl_pills_seized"))
    assert "In every row" not in chart.subtitle
    assert chart.rows[0].words.heading == "United States"
    assert "pills" in chart.rows[0].words.quiet[0]


def test_the_column_of_words_is_as_wide_as_they_are(settled: Dataset) -> None:
    short = rows_of(settled, View("compare", indicator="femicides"))
    long = rows_of(settled, View("compare", comparison="gun_us_shares"))
    widths = [words_width(words_of(chart.rows), WIDE) for chart in (short, long)]
    assert widths[0] < 0.8 * widths[1] <= 0.8 * MOST_SHARE * WIDE.width + 1
    figure = row_figure(short, LIGHT, WIDE)
    assert figure is not None and figure.layout.margin.l == widths[0]
