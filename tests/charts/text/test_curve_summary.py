"""What the one curve of a chart tells, in a sentence, and where there is none to tell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from charts.builders.small_multiples import values_in_panels
from charts.builders.trend import ChartOptions, pairs_of, trend
from charts.presenter.own_words import OwnWords
from charts.style.theme import LIGHT, WIDE
from charts.text.curve_summary import curve_summary, values_at_marks, what_happened
from charts.text.indicator_texts import by_indicator
from charts.text.wording import converted_words
from loaders.dataset import Dataset, claims_in
from loaders.queries.claim_text import claim_words
from loaders.queries.selection import Choice, trend_claims
from tests.support.ferries import Cells, ferries


def told(folder: Path, *claims: Cells) -> list[str]:
    dataset = ferries(folder, *claims)
    name = str(dataset.joined["indicator_id"].iloc[0])
    return what_happened(dataset, by_indicator(trend_claims(dataset, name)))


def years(*numbers: int, first: int = 2001, **cells: str) -> list[Cells]:
    given = {"series_id": "line", **cells}
    return [{"period": str(first + n), "low": str(low), **given} for n, low in enumerate(numbers)]


CURVES: Sequence[tuple[str, list[Cells], list[str]]] = (
    ("a rise", years(5, 7, 9), ["Rose every year from 5 in 2001 to 9 in 2003."]),
    ("one step", years(5, 7), ["Rose from 5 in 2001 to 7 in 2002."]),
    ("a fall", years(9, 7, 5), ["Fell every year from 9 in 2001 to 5 in 2003."]),
    ("a peak", years(5, 12, 9), ["Rose from 5 in 2001 to 9 in 2003; highest 12 in 2002."]),
    (
        "two peaks alike",
        years(5, 9, 9, 6),
        ["Rose from 5 in 2001 to 6 in 2004; last step down, from 9 in 2003."],
    ),
    (
        "a peak long ago",
        years(5, 14, 12, 9),
        ["Rose from 5 in 2001 to 9 in 2004; highest 14 in 2002; last step down, from 12 in 2003."],
    ),
    (
        "figures beside the line",
        [*years(5, 7, 9), *years(4, first=2005)],
        ["Rose every year from 5 in 2001 to 9 in 2003; no line joins the figures after."],
    ),
    (
        "another series without a line",
        [*years(5, 7, 9), *years(8, series_id="port")],
        ["Line office: rose every year from 5 in 2001 to 9 in 2003."],
    ),
    (
        "another series with a step",
        [*years(5, 7, 9), *years(8, 4, series_id="port")],
        ["Line office: rose every year from 5 in 2001 to 9 in 2003."],
    ),
    (
        "a part of a year after whole ones",
        [*years(5, 7, 9), {"series_id": "line", "period": "2004-01/2004-06", "low": "4"}],
        [
            "Rose every year from 5 in 2001 to 9 in 2003; no line joins the figures after.",
            "4 for Jan 2004 – Jun 2004 is for half a year, not a whole one.",
        ],
    ),
    ("two changes", [*years(5, 7), *years(8, 4, series_id="port")], []),
    (
        "two curves",
        [*years(5, 7, 9), *years(8, 4, 3, series_id="port")],
        ["Line office: rose every year from 5 in 2001 to 9 in 2003; 1 other line not described."],
    ),
    (
        "a newer figure of another series",
        [*years(5, 7, 9), {"series_id": "port", "period": "2005", "low": "3"}],
        ["Line office: rose every year from 5 in 2001 to 9 in 2003."],
    ),
    ("no line", years(5), []),
    ("a bound", years(5, 7, hedge="more_than"), []),
    ("running totals", years(5, 7, 9, series_id="ever"), []),
    ("changes", years(5, 7, 9, series_id="more", unit="percent"), []),
    ("unclear ends", years(500, 501, hedge="about"), []),
)


@pytest.mark.parametrize(("claims", "said"), [c[1:] for c in CURVES], ids=[c[0] for c in CURVES])
def test_one_curve_is_told_and_no_more_than_its_words_give(
    tmp_path: Path, claims: list[Cells], said: list[str]
) -> None:
    assert told(tmp_path, *claims) == said


ENDS = (
    (years(5, 12, 9), {"c0": "5", "c1": "12", "c2": "9"}),
    (years(5, 9), {"c0": "5", "c1": "9"}),
    (years(5, 9, 9, 6, hedge="about"), {"c0": "about 5", "c3": "about 6"}),
    ([*years(5, 12, 9), *years(8, series_id="port")], {}),
    (years(5), {}),
)


@pytest.mark.parametrize(("claims", "said"), ENDS)
def test_ends_and_the_highest_number_are_written_where_one_series_is_drawn(
    tmp_path: Path, claims: list[Cells], said: dict[str, str]
) -> None:
    dataset = ferries(tmp_path, *claims)
    assert values_at_marks(dataset, trend_claims(dataset, "ferry_passengers")) == said


def test_names_of_several_series_end_with_their_last_numbers(tmp_path: Path) -> None:
    dataset = ferries(
        tmp_path,
        *years(5, 7, series_id="port"),
        {"series_id": "line-early", "period": "2001", "low": "4", "hedge": "more_than"},
    )
    claims = trend_claims(dataset, "ferry_passengers")
    for labels, said in (("", True), ("off", False)):
        options = ChartOptions(own=OwnWords(labels=labels))
        figure = trend(dataset, "ferry_passengers", claims, LIGHT, WIDE, options)
        assert figure is not None
        names = {a.text.replace("<br>", " ") for a in figure.layout.annotations if a.name}
        ends = [": 7 in 2002", ": more than 4 in 2001"] if said else ["", ""]
        assert names == {f"Port office{ends[0]}", f"Line office, provisional{ends[1]}"}


def test_panels_have_the_numbers_of_single_curves(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, *years(5, 9, 7), *years(3, 4, 6, series_id="port"))
    claims = trend_claims(dataset, "ferry_passengers")
    options = ChartOptions(panels="producer")
    assert values_in_panels(dataset, claims, options) == {
        **{"c0": "5", "c1": "9", "c2": "7"},
        **{"c3": "3", "c5": "6"},
    }


def test_each_number_of_a_sentence_is_of_claims_that_lines_join(real: Dataset) -> None:
    for name in real.indicators.index:
        claims = trend_claims(real, str(name))
        for sentence in what_happened(real, by_indicator(claims)):
            pairs = pairs_of(claims[claims["start"].notna()])
            joined = {claim_id for pair in pairs for claim_id in pair}
            own = [claim for claim in claims_in(claims) if claim.claim_id in joined]
            words = [claim_words(real, claim) for claim in own]
            words += [converted_words(real, c, c.quantity.chart_unit) for c in own]
            printed = " ".join(words).replace(",", "")
            for number in re.findall(r"(?:from|(?<!up )to|lowest|highest) ([\d,.]+\d)", sentence):
                assert number.replace(",", "") in printed, sentence


@pytest.mark.parametrize(
    ("newer", "said"),
    [
        ({"period": "2005", "low": "3"}, "; newest of another series 3 in 2005"),
        ({"period": "2003", "low": "3"}, ""),
        ({"period": "2004/2006", "low": "20"}, ""),
    ],
    ids=["a year", "as old", "several years"],
)
def test_what_the_record_has_after_a_curve_is_told(tmp_path: Path, newer: Cells, said: str) -> None:
    rows = [*years(5, 7, 9), {"series_id": "port", **newer}]
    dataset = ferries(tmp_path, *rows, kind="official")
    (sentence,) = what_happened(dataset, by_indicator(trend_claims(dataset, "ferry_passengers")))
    rise = "Line office (official record): rose every year from 5 in 2001 to 9 in 2003"
    assert sentence == f"{rise}{said}."


def test_a_heading_hides_neither_peak_nor_last_step(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, *years(5, 14, 12, 9))
    run = trend_claims(dataset, "ferry_passengers")
    words = curve_summary(dataset, run, run.iloc[[]])
    assert words.title.endswith(
        "rose from 5 in 2001 to 9 in 2004; highest 14 in 2002; last step down"
    )
    assert words.change == "Down from 12 in 2003."


def test_half_a_year_is_told_beside_the_same_months_of_the_year_before(real: Dataset) -> None:
    claims = trend_claims(real, "homicides")
    months = claims_in(trend_claims(real, "homicides", Choice(places=("MX",), grain="month")))
    told = " ".join(what_happened(real, by_indicator(claims)))
    for year, total in re.findall(r"same months of (\d+) add up to ([\d,]+)", told):
        of_half = [m for m in months if m.start.year == int(year) and m.end.month <= 6]
        assert sum(m.quantity.low for m in of_half) == float(total.replace(",", ""))


def test_half_a_year_is_called_so_at_its_mark_and_in_the_key(tmp_path: Path) -> None:
    half = {"series_id": "line", "period": "2004-01/2004-06", "low": "4"}
    dataset = ferries(tmp_path, *years(5, 7, 9), half)
    claims = trend_claims(dataset, "ferry_passengers")
    figure = trend(dataset, "ferry_passengers", claims, LIGHT, WIDE)
    assert figure is not None
    said = [note.text for note in figure.layout.annotations]
    key = [text for trace in figure.data for text in trace.text or () if trace.name == "key"]
    assert any("half a year" in text.split(" · ") for text in said)
    assert ("half a year" in key, "over this period" in key) == (True, False)
