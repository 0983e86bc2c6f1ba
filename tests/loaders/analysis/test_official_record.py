"""Claims beside the record: the arithmetic by hand, and why some cannot be compared."""

from __future__ import annotations

import math
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from charts.text import official_record as told
from loaders.analysis.disagreements import all_pairs
from loaders.analysis.official_record import (
    BASE,
    CHANGE,
    MEASURE,
    NO_RECORD,
    PERIOD,
    PLACE,
    SORTS,
    STATUS,
    UNDATED,
    WHOLE,
    RecordPair,
    Unpaired,
    record_pairs,
    record_pairs_of,
    sorted_record_pairs,
)
from loaders.dataset import Dataset, claims_in, typed
from loaders.storage.folder import read_files
from loaders.validation.check import contents
from loaders.values.intervals import (
    ABOVE,
    BELOW,
    HIGH,
    LOW,
    PARTLY,
    POINT,
    ROUNDED,
    WITHIN,
    Gap,
    Quantity,
    gaps,
    stands,
)
from tests.support.paths import GRAMMAR
from tests.support.printed import printed
from tests.support.tables import table

NAN = math.nan
INDICATORS = {
    "riders": {"title": "Riders", "unit": "passengers"},
    "seniors": {"title": "Seniors", "unit": "passengers", "part_of": "riders"},
    "by_ferry": {"unit": "percent", "base": "travellers", "comparison_id": "shares"},
    "of_cars": {"unit": "percent", "base": "cars", "comparison_id": "shares"},
    "bells": {"title": "Bells", "unit": "passengers"},
}
SERIES: dict[str, dict[str, str]] = {
    "said": {"scope": "said"},
    "office": {"producer": "Office", "vintage": "provisional", "window_months": "12"},
    "daily": {"measure": "rate"},
    "more": {"measure": "increase"},
    "office-more": {"measure": "increase", "producer": "Office"},
    "elsewhere": {"place_id": "SE"},
    "level": {"measure": "stock"},
    "survey": {"measure": "stock", "producer": "Survey"},
    "final": {"producer": "Office", "vintage": "final"},
    "quoted": {"producer": "Office", "vintage": "not_stated"},
    "seniors": {"indicator_id": "seniors"},
    "share": {"indicator_id": "by_ferry", "measure": "share"},
    "share-office": {"indicator_id": "by_ferry", "measure": "share", "producer": "Office"},
    "cars": {"indicator_id": "of_cars", "measure": "share"},
    "bells": {"indicator_id": "bells"},
}
UNITS = """year,year,years,yr,time
passengers/year,passenger per year,passengers per year,,passengers/time
month,month,months,mo,time
passengers/month,passenger per month,passengers per month,,passengers/time
fraction,fraction,fractions,,ratio,
"""
OFFICE = {"document_id": "dahl2021", "series_id": "office"}


def made(folder: Path, *claims: Mapping[str, str]) -> Dataset:
    """Return a dataset of these claims, `c0`, `c1` …: of berg2020, or official of dahl2021."""
    shutil.copytree(GRAMMAR, folder, dirs_exist_ok=True)
    alike = {"low": "500", "high": "500", "unit": "passengers", "hedge": "exact", "period": "2001"}
    alike |= {"series_id": "said", "document_id": "berg2020", "locator": "para 1"}
    alike |= {"status": "observation", "added": "2026-01-02"}
    rows = [{"claim_id": f"c{place}", **alike, **claim} for place, claim in enumerate(claims)]
    rows = [{"as_printed": printed(row), **row} for row in rows]
    of_all = {"indicator_id": "riders", "place_id": "NO", "measure": "flow"}
    series = [{"series_id": name, **of_all, **own} for name, own in SERIES.items()]
    indicators = [{"indicator_id": n, "topic": "ferries", **own} for n, own in INDICATORS.items()]
    documents = [
        {"document_id": "berg2020", "kind": "analysed", "published": "2020-05"},
        {"document_id": "dahl2021", "kind": "official", "published": "2021"},
        {"document_id": "moe2020", "kind": "official", "published": "2020-04"},
    ]
    (folder / "claims" / "ferries.csv").write_text(table("claims", rows))
    (folder / "series.csv").write_text(table("series", series))
    (folder / "indicators.csv").write_text(table("indicators", indicators))
    (folder / "documents.csv").write_text(table("documents", documents))
    with (folder / "units.csv").open("a") as units:
        units.write(UNITS)
    with (folder / "places.csv").open("a") as places:
        places.write("SE,Sweden,\n")
    return typed(read_files(contents(folder)), "1.0.0")


def beside(folder: Path, claim: Mapping[str, str], *record: Mapping[str, str]) -> list[RecordPair]:
    """Return a claim beside official figures, by default 500 passengers of 2001."""
    dataset = made(folder, claim, *({**OFFICE, **row} for row in record))
    held, others = record_pairs(dataset)
    assert others == []
    return held


def left(folder: Path, claim: Mapping[str, str], *record: Mapping[str, str]) -> tuple[str, str]:
    """Return the reason for which a claim is not held, and what is said of it."""
    dataset = made(folder, claim, *({**OFFICE, **row} for row in record))
    held, [other] = record_pairs(dataset)
    assert held == []
    assert other.claim.claim_id == "c0"
    return other.reason, told.why(dataset, other)


def stated(low: float, high: float, hedge: str) -> Quantity:
    return Quantity(low, high, hedge)


EXACT_500 = stated(500, 500, "exact")


@pytest.mark.parametrize(
    ("claim", "record", "where", "expected"),
    [
        (EXACT_500, EXACT_500, WITHIN, [Gap(POINT, POINT, 0, 0)]),
        # a plain 600 may be any number from 550 to 650, a plain 510 one from 505 to 515
        (
            stated(600, 600, "exact"),
            stated(550, 550, "exact"),
            ROUNDED,
            [Gap(POINT, POINT, 50, 1 / 11)],
        ),
        # 510 - 500 = 10; 10 / 500 = 2 %
        (stated(510, 510, "exact"), EXACT_500, ABOVE, [Gap(POINT, POINT, 10, 0.02)]),
        # about 600 allows 550 to 650: 550 is in, 549 is not; 600 - 549 = 51
        (
            stated(600, 600, "about"),
            stated(550, 550, "exact"),
            ROUNDED,
            [Gap(POINT, POINT, 50, 1 / 11)],
        ),
        (
            stated(600, 600, "about"),
            stated(549, 549, "exact"),
            ABOVE,
            [Gap(POINT, POINT, 51, 51 / 549)],
        ),
        # an open bound: only the lower one has a distance
        (stated(400, NAN, "more_than"), EXACT_500, WITHIN, [Gap(LOW, POINT, -100, -0.2)]),
        (stated(600, NAN, "more_than"), EXACT_500, ABOVE, [Gap(LOW, POINT, 100, 0.2)]),
        (stated(500, NAN, "more_than"), EXACT_500, ABOVE, [Gap(LOW, POINT, 0, 0)]),
        (stated(500, NAN, "at_least"), EXACT_500, WITHIN, [Gap(LOW, POINT, 0, 0)]),
        (stated(NAN, 400, "up_to"), EXACT_500, BELOW, [Gap(HIGH, POINT, -100, -0.2)]),
        (stated(NAN, 600, "less_than"), EXACT_500, WITHIN, [Gap(HIGH, POINT, 100, 0.2)]),
        (stated(NAN, 500, "less_than"), EXACT_500, BELOW, [Gap(HIGH, POINT, 0, 0)]),
        # ranges: both ends in it, or how far its nearer end is outside
        (
            stated(400, 600, "range"),
            EXACT_500,
            WITHIN,
            [Gap(LOW, POINT, -100, -0.2), Gap(HIGH, POINT, 100, 0.2)],
        ),
        (stated(300, 400, "range"), EXACT_500, BELOW, [Gap(HIGH, POINT, -100, -0.2)]),
        # a range on the record's side
        (
            EXACT_500,
            stated(400, 625, "range"),
            PARTLY,
            [Gap(POINT, LOW, 100, 0.25), Gap(POINT, HIGH, -125, -0.2)],
        ),
        (EXACT_500, stated(600, 800, "range"), BELOW, [Gap(POINT, LOW, -100, -1 / 6)]),
        (EXACT_500, stated(200, 400, "range"), ABOVE, [Gap(POINT, HIGH, 100, 0.25)]),
        (
            stated(400, 600, "range"),
            stated(500, 800, "range"),
            PARTLY,
            [Gap(LOW, LOW, -100, -0.2), Gap(HIGH, HIGH, -200, -0.25)],
        ),
        # two open bounds: "more than 400" allows all of "more than 500", not the other way round
        (
            stated(400, NAN, "more_than"),
            stated(500, NAN, "more_than"),
            WITHIN,
            [Gap(LOW, LOW, -100, -0.2)],
        ),
        (
            stated(600, NAN, "more_than"),
            stated(500, NAN, "more_than"),
            PARTLY,
            [Gap(LOW, LOW, 100, 0.2)],
        ),
        (
            stated(500, NAN, "more_than"),
            stated(500, NAN, "more_than"),
            WITHIN,
            [Gap(LOW, LOW, 0, 0)],
        ),
        (stated(400, NAN, "more_than"), stated(NAN, 900, "up_to"), PARTLY, []),
        # a rounded record is its number; where only its rounding fits, it is partly within
        (EXACT_500, stated(500, 500, "about"), WITHIN, [Gap(POINT, POINT, 0, 0)]),
        (
            stated(510, 510, "exact"),
            stated(500, 500, "about"),
            PARTLY,
            [Gap(POINT, POINT, 10, 0.02)],
        ),
        # an order of magnitude names no number: hundreds are 100 or more, and have no end
        (stated(100, NAN, "order_of_magnitude"), EXACT_500, WITHIN, []),
        (
            stated(1000, NAN, "order_of_magnitude"),
            EXACT_500,
            ABOVE,
            [Gap(LOW, POINT, 500, 1)],
        ),
        (stated(500, 500, "exact"), stated(100, NAN, "order_of_magnitude"), PARTLY, []),
        # a record of zero has no share
        (
            stated(3, 3, "exact"),
            stated(0, 0, "exact"),
            ABOVE,
            [Gap(POINT, POINT, 3, math.inf)],
        ),
        (stated(0, 0, "exact"), stated(0, 0, "exact"), WITHIN, [Gap(POINT, POINT, 0, 0)]),
    ],
)
def test_where_a_claim_stands_and_how_far_away(
    claim: Quantity, record: Quantity, where: str, expected: list[Gap]
) -> None:
    assert stands(claim, record) == where
    found = gaps(claim, record)
    assert [(g.end, g.against) for g in found] == [(g.end, g.against) for g in expected]
    for one, other in zip(found, expected, strict=True):
        assert (one.distance, one.share) == pytest.approx((other.distance, other.share))


HEDGED = st.one_of(
    st.builds(lambda n, h: stated(n, n, h), st.floats(1, 1e6), st.sampled_from(["exact", "about"])),
    st.builds(
        lambda n, h: stated(n, NAN, h),
        st.floats(1, 1e6),
        st.sampled_from(["at_least", "more_than", "order_of_magnitude"]),
    ),
    st.builds(
        lambda n, h: stated(NAN, n, h), st.floats(1, 1e6), st.sampled_from(["up_to", "less_than"])
    ),
    st.builds(lambda n, more: stated(n, n + more, "range"), st.floats(1, 1e6), st.floats(1, 1e6)),
)


@given(HEDGED, HEDGED)
def test_what_is_above_is_by_no_less_than_nothing_and_what_is_within_fits(
    claim: Quantity, record: Quantity
) -> None:
    where, found = stands(claim, record), gaps(claim, record)
    if where in (ABOVE, BELOW):
        assert not claim.words.fits(record.words)
        [gap] = found
        assert gap.distance >= 0 if where == ABOVE else gap.distance <= 0
    else:
        assert claim.rounded.fits(record.words)
    assert all(math.isfinite(gap.distance) for gap in found)


def test_a_rate_is_held_against_its_periods_total_by_the_days_it_has(tmp_path: Path) -> None:
    daily = {"series_id": "daily", "unit": "passengers/day", "low": "5", "high": "5"}
    record = {"low": "1830", "high": "1830", "period": "2004"}
    # 2004 has 366 days; 366 x 5 = 1,830
    [held] = beside(tmp_path, {**daily, "period": "2004"}, record)
    assert (held.where, held.gaps) == (WITHIN, (Gap(POINT, POINT, 0, 0),))


@pytest.mark.parametrize(
    ("unit", "low", "total"), [("passengers/year", "600", "300"), ("passengers/month", "50", "300")]
)
def test_a_rate_of_half_a_year_is_half_a_years_total(
    tmp_path: Path, unit: str, low: str, total: str
) -> None:
    period = {"period": "2001-01/2001-06"}
    claim = {"series_id": "daily", "unit": unit, "low": low, "high": low, **period}
    [held] = beside(tmp_path, claim, {"low": total, "high": total, **period})
    assert held.where == WITHIN


def test_units_are_converted_to_the_claims_own(tmp_path: Path) -> None:
    claim = {"series_id": "share", "unit": "fraction", "low": "0.3", "high": "0.3"}
    record = {"series_id": "share-office", "unit": "percent", "low": "28", "high": "28"}
    dataset = made(tmp_path, claim, {**OFFICE, **record})
    [held], _ = record_pairs(dataset)
    # 28 % is 0.28; 0.3 - 0.28 = 0.02, two percentage points
    assert held.gaps[0].distance == pytest.approx(0.02)
    assert told.difference(dataset, held) == "2 percentage points above the official figure"
    assert told.in_claims_unit(dataset, held) == "0.28, converted"


def test_a_claim_is_held_against_each_recorded_figure(tmp_path: Path) -> None:
    held = beside(tmp_path, {}, {}, {"low": "400", "high": "400"})
    assert [one.where for one in held] == [WITHIN, ABOVE]


def test_a_claim_in_the_records_own_series_is_held_and_has_its_root(tmp_path: Path) -> None:
    [held] = beside(tmp_path, {"series_id": "office"}, {})
    assert (held.where, held.root) == (WITHIN, ("producer", "Office"))
    assert beside(tmp_path, {}, {})[0].root == ("", "")


def test_provisional_and_later_records_are_told(tmp_path: Path) -> None:
    [held] = beside(tmp_path, {"period": "2001?"}, {})
    dataset = made(tmp_path)
    assert told.provisos(dataset, held) == [
        "the official figure (provisional) came out in 2021, after the document",
        "the claim's period is inferred",
    ]


def test_the_count_of_the_claim_s_day_is_the_same_office_s(tmp_path: Path) -> None:
    final, early = {**OFFICE, "series_id": "final"}, {**OFFICE, "document_id": "moe2020"}
    dataset = made(tmp_path, {}, final, early)
    assert record_pairs(dataset)[0][0].of_its_day
    dataset.series.loc["office", "producer"] = "Another office"
    assert record_pairs(replace(dataset))[0][0].of_its_day is None


def test_an_edition_that_differs_is_told_with_the_count_of_the_claim_s_day(tmp_path: Path) -> None:
    claim = {"series_id": "quoted", "low": "520", "high": "520"}
    final = {**OFFICE, "series_id": "final"}
    early = {"low": "519.5", "high": "519.5"}
    late = {**OFFICE, "low": "518", "high": "518"}
    dataset = made(tmp_path, claim, final, {**OFFICE, "document_id": "moe2020", **early}, late)
    first, of_its_day, last = record_pairs(dataset)[0]
    assert (first.where, of_its_day.where) == (ABOVE, ROUNDED)
    assert told.provisos(dataset, first) == [
        "this may be why: the official figure (final) came out in 2021, after the document",
        "the document does not say which edition it quotes",
        "the provisional figure of Apr 2020: 519.5 passengers",
    ]
    assert told.provisos(dataset, of_its_day) == [
        "the official figure (provisional) was published in Apr 2020",
        "the document does not say which edition it quotes",
    ]
    assert last.of_its_day is None


def test_what_agrees_only_if_rounded_says_by_how_much(tmp_path: Path) -> None:
    dataset = made(tmp_path, {"low": "600", "high": "600"}, {**OFFICE, "low": "551", "high": "551"})
    [held], _ = record_pairs(dataset)
    assert told.WHERE_WORDS[held.where] == "agrees if rounded"
    assert told.rounded(dataset, held) == (
        "our reading of it: rounded to the nearest 100 (550 to 650 passengers); the official "
        "figure is 1 passenger inside that"
    )
    assert told.difference(dataset, held) == "49 passengers (8.9\u00a0%) above the official figure"


def test_a_level_is_held_against_each_season_of_its_own_survey(tmp_path: Path) -> None:
    survey = {"series_id": "survey", "period": "2001/2002"}
    seasons = [
        {"series_id": "survey", "period": f"{year}-07/{year + 1}-06", "low": low, "high": low}
        for year, low in ((2000, "400"), (2001, "500"), (2002, "700"))
    ]
    other = {"series_id": "level", "period": "2001", "low": "300", "high": "300"}
    held = beside(tmp_path, survey, *seasons, other)
    assert [(one.recorded.claim_id, one.where) for one in held] == [("c1", ABOVE), ("c2", WITHIN)]
    assert told.provisos(made(tmp_path), held[0])[-1:] == [
        "the document gives one number for 2001–2002, the official figure is for Jul 2000 – "
        "Jun 2001"
    ]
    pairs = all_pairs(made(tmp_path, survey, *({**OFFICE, **row} for row in seasons)))
    assert {c.claim_id for pair in pairs for c in pair.claims} == {"c0", "c1", "c2"}


@pytest.mark.parametrize(
    ("said", "recorded", "later"),
    [
        ("2021-05-06", "2021-05-06", False),
        ("2021-05-06", "2021-05-07", True),
        ("2021-05", "2021-05-31", False),
        ("2021-05", "2021-06", True),
    ],
)
def test_a_record_is_later_that_came_out_after_all_days_of_the_claim_s_date(
    tmp_path: Path, said: str, recorded: str, *, later: bool
) -> None:
    [held] = beside(tmp_path, {}, {})
    claim = replace(held.claim, published=said)
    record = replace(held.recorded, published=recorded)
    assert replace(held, claim=claim, recorded=record).later == later


SAID_MORE = {"series_id": "more", "base_period": "2000"}


@pytest.mark.parametrize(
    ("claim", "record", "reason", "sentence"),
    [
        ({"series_id": "bells"}, {}, NO_RECORD, ""),
        ({"series_id": "seniors"}, {}, WHOLE, "Official figures: “Riders”."),
        (
            {"series_id": "cars", "unit": "percent"},
            {"series_id": "share-office", "unit": "percent"},
            BASE,
            "The number is a share of cars, the official figures of travellers: 500% for 2001 "
            "(Dahl & Moe 2021).",
        ),
        ({}, {"series_id": "elsewhere"}, PLACE, "Official figures: Sweden."),
        (
            {"series_id": "level"},
            {},
            MEASURE,
            "The number is a level at a time, the official figures a total over a period.",
        ),
        (
            SAID_MORE,
            {"series_id": "office-more", "base_period": "1999"},
            CHANGE,
            "Official figures are against 1999.",
        ),
        ({"period": ""}, {}, UNDATED, "Official figures: 12 months ending Dec 2001 (Office)."),
        (
            {"period": "2001/2002"},
            {},
            PERIOD,
            "Official figures: 12 months ending Dec 2001 (Office).",
        ),
        (
            {"period": "../2001"},
            {},
            UNDATED,
            "Official figures: 12 months ending Dec 2001 (Office).",
        ),
        (
            {"period": "[2001-01..2001-12]"},
            {},
            PERIOD,
            "Official figures: 12 months ending Dec 2001 (Office).",
        ),
        ({"status": "proposal"}, {}, STATUS, "It is proposed."),
    ],
)
def test_what_cannot_be_compared_says_why(
    tmp_path: Path, claim: dict[str, str], record: dict[str, str], reason: str, sentence: str
) -> None:
    assert left(tmp_path, claim, record) == (reason, sentence)


def test_the_record_of_a_whole_is_found_over_the_wholes_between(tmp_path: Path) -> None:
    dataset = made(tmp_path, {"series_id": "seniors"}, {**OFFICE, "series_id": "bells"})
    dataset.indicators.loc["riders", "part_of"] = "bells"
    _, [other] = record_pairs(dataset)
    assert (other.reason, [row.claim_id for row in other.beside]) == (WHOLE, ["c1"])


def test_the_record_that_leaves_a_part_out_is_not_its_whole(tmp_path: Path) -> None:
    dataset = made(tmp_path, {"series_id": "seniors"}, OFFICE)
    dataset.series.loc["office", "leaves_out"] = "seniors"
    _, [other] = record_pairs(dataset)
    assert other.reason == NO_RECORD


def test_the_record_of_a_whole_elsewhere_is_not_named(tmp_path: Path) -> None:
    elsewhere = {"series_id": "elsewhere"}
    assert left(tmp_path, {"series_id": "seniors"}, elsewhere)[0] == NO_RECORD


@pytest.mark.parametrize("series", ["cars", "share-office"])
def test_only_a_share_has_another_base_than_a_share(tmp_path: Path, series: str) -> None:
    record = {**OFFICE, "series_id": "share-office", "unit": "percent"}
    dataset = made(tmp_path, {"series_id": "cars", "unit": "percent"}, record)
    dataset.series.loc[series, "measure"] = "ratio"
    _, [other] = record_pairs(dataset)
    assert other.reason == NO_RECORD


def test_what_is_partly_within_comes_before_what_is_within(tmp_path: Path) -> None:
    record = {**OFFICE, "low": "400", "high": "625", "hedge": "range"}
    dataset = made(tmp_path, {}, OFFICE, record)
    held, _ = record_pairs(dataset)
    assert [one.where for one in held] == [WITHIN, PARTLY]
    assert [one.where for one in sorted_record_pairs(dataset, held, "difference")] == [
        PARTLY,
        WITHIN,
    ]


def test_what_the_record_has_is_told_by_the_periods_that_touch_the_claims(tmp_path: Path) -> None:
    seasons = [
        {"period": f"{y}-07/{y + 1}-06", "series_id": "elsewhere"} for y in range(1996, 2003)
    ]
    claim = {"series_id": "elsewhere", "document_id": "berg2020"}
    reason, sentence = left(tmp_path, claim, *seasons)
    assert reason == PERIOD
    assert sentence == "Official figures: Jul 2000 – Jun 2001 and Jul 2001 – Jun 2002."
    _, sentence = left(tmp_path, {**claim, "period": "1990"}, *seasons)
    assert (
        sentence == "Official figures: 7 periods from Jul 1996 – Jun 1997 to Jul 2002 – Jun 2003."
    )


def test_corrected_and_withdrawn_rows_are_left_out(tmp_path: Path) -> None:
    dataset = made(tmp_path, {}, {**OFFICE, "withdrawn": "2026-02-03", "note": "gone"})
    assert [one.reason for one in record_pairs(dataset)[1]] == [NO_RECORD]
    dataset = made(tmp_path, {"withdrawn": "2026-02-03", "note": "gone"}, OFFICE)
    assert record_pairs(dataset) == ([], [])
    assert record_pairs_of(dataset, "c0") == ([], [])


WORDS = {
    "exact": ({}, "the same number"),
    "above": (
        {"low": "515", "high": "515"},
        "15 passengers (3.0\u00a0%) above the official figure",
    ),
    "little": (
        {"low": "500.1", "high": "500.1"},
        "0.1 passengers (less than 0.1\u00a0%) above the official figure",
    ),
    "much": (
        {"low": "1500", "high": "1500"},
        "1,000 passengers (200\u00a0%) above the official figure",
    ),
    "open": (
        {"low": "510", "high": "", "hedge": "more_than"},
        "more than 10 passengers (2.0\u00a0%) above the official figure",
    ),
    "touching": (
        {"low": "500", "high": "", "hedge": "more_than"},
        "its lower limit is the official figure, which its words leave out",
    ),
    "range": (
        {"low": "450", "high": "550", "hedge": "range"},
        "its lower limit is 50 passengers (10.0\u00a0%) below the official figure; "
        "its upper limit is 50 passengers (10.0\u00a0%) above the official figure",
    ),
}


@pytest.mark.parametrize("name", WORDS)
def test_differences_in_words_name_the_bound_that_is_meant(tmp_path: Path, name: str) -> None:
    claim, sentence = WORDS[name]
    dataset = made(tmp_path, claim, OFFICE)
    [held], _ = record_pairs(dataset)
    assert told.difference(dataset, held) == sentence


def test_a_record_of_zero_and_a_range_in_words(tmp_path: Path) -> None:
    dataset = made(tmp_path, {"low": "1", "high": "1"}, {**OFFICE, "low": "0", "high": "0"})
    [held], _ = record_pairs(dataset)
    assert told.difference(dataset, held) == "1 passenger above the official figure"
    dataset = made(tmp_path, {}, {**OFFICE, "low": "400", "high": "625", "hedge": "range"})
    [held], _ = record_pairs(dataset)
    assert told.difference(dataset, held) == (
        "100 passengers (25.0\u00a0%) above the official figure's lower limit; "
        "125 passengers (20.0\u00a0%) below the official figure's upper limit"
    )


def test_counts_are_told_in_sentences(tmp_path: Path) -> None:
    dataset = made(tmp_path, {}, {"low": "1", "high": "1"}, {"period": ""}, OFFICE)
    assert told.count(*record_pairs(dataset)) == (
        "2 of the 3 numbers have an official figure for the same place and time (2 comparisons): "
        "in 1 the words, or their rounding, allow the official figure, in 1 they do not. This is "
        "no score of the documents: wide words allow much, and nothing follows for the numbers "
        "without one (1)."
    )
    assert told.count([], [Unpaired(claims_in(dataset.joined)[0], NO_RECORD)]) == (
        "No number has an official figure to compare with."
    )


@pytest.mark.parametrize("sort", SORTS)
def test_every_order_keeps_every_pair(tmp_path: Path, sort: str) -> None:
    dataset = made(
        tmp_path,
        {},
        {"low": "600", "high": "600"},
        {"low": "480", "high": "", "hedge": "at_least"},
        OFFICE,
    )
    held, _ = record_pairs(dataset)
    assert {one.claim.claim_id for one in sorted_record_pairs(dataset, held, sort)} == {
        "c0",
        "c1",
        "c2",
    }
    if sort == "difference":
        assert [one.claim.claim_id for one in sorted_record_pairs(dataset, held, sort)] == [
            "c1",
            "c2",
            "c0",
        ]


# Ten rows of the real datasets, worked by hand. (claim, recorded figure, where, end of the claim,
# distance in the claim's unit, per cent of the record)
TEN = [
    # 34,500 - 36,661 = -2,161; 2,161 / 36,661 = 5.89 %
    ("felbabbrown2020-homicides-2019", "inegi2025homicides-2019", WITHIN, LOW, -2161, -5.89),
    # 34,500 - 34,723 = -223; 223 / 34,723 = 0.64 %
    ("felbabbrown2020-homicides-2019", "sesnsp2025victims-homicide-2019", WITHIN, LOW, -223, -0.64),
    # 110,000 - 105,007 = 4,993; 4,993 / 105,007 = 4.75 %; about allows 105,000 to 115,000
    ("washington2024-overdose-deaths-2023", "garnett2024-us-2023", ROUNDED, POINT, 4993, 4.75),
    # 107,000 - 106,699 = 301; 301 / 106,699 = 0.28 %
    ("breier2023-overdose-deaths-2021", "spencer2022-us-2021", ABOVE, LOW, 301, 0.28),
    # 70,000 - 71,143 = -1,143; 1,143 / 71,143 = 1.61 %; about allows 65,000 to 75,000
    (
        "breier2023-synthetic-2021",
        "cdc2026vsrr-synthetic-us-2021-12",
        ROUNDED,
        POINT,
        -1143,
        -1.61,
    ),
    # 1,928 / 365 days = 5.2822 a day; 5 - 5.2822 = -0.2822; 0.2822 / 5.2822 = 5.34 %
    ("washington2024-az-daily", "adhs2025opioid-az-2023", ROUNDED, POINT, -0.2822, -5.34),
    # 2,000 - 1,928 = 72; 72 / 1,928 = 3.73 %
    ("washington2024-az-2023-2", "adhs2025opioid-az-2023", WITHIN, POINT, 72, 3.73),
    # 225 lb - 226.4 lb = -1.4 lb; 1.4 / 226.4 = 0.62 %
    (
        "felbabbrown2020-cbp-feb-2020",
        "cbp2022drugs-fentanyl-poe-2020-02-2",
        BELOW,
        POINT,
        -1.4,
        -0.62,
    ),
    # more than 50,000,000 beside more than 50,600,000: -600,000; 600,000 / 50,600,000 = 1.19 %
    ("mann2023-dea-pills-2022", "dea2022release-pills-2022", WITHIN, LOW, -600000, -1.19),
    # 44,100 and 44,100
    ("felbabbrown2020-poppy-us-2017", "ondcp2019-poppy-2017", WITHIN, POINT, 0, 0),
]


@pytest.mark.parametrize("row", TEN, ids=lambda row: f"{row[0]} {row[1]}")
def test_ten_rows_that_were_worked_by_hand(
    real: Dataset, row: tuple[str, str, str, str, float, float]
) -> None:
    claim, recorded, where, end, distance, per_cent = row
    held, _ = record_pairs_of(real, claim)
    [one] = [one for one in held if one.recorded.claim_id == recorded]
    [gap] = one.gaps
    assert (one.where, gap.end) == (where, end)
    assert gap.distance == pytest.approx(distance, rel=1e-3)
    assert 100 * gap.share == pytest.approx(per_cent, abs=0.005)


def test_each_claim_of_a_document_is_held_or_has_a_reason(real: Dataset) -> None:
    held, others = record_pairs(real)
    joined = real.joined
    said = set(joined.loc[~joined["official"] & (joined["state"] == "in force"), "claim_id"])
    beside_it = {one.claim.claim_id for one in held}
    without = {one.claim.claim_id for one in others}
    assert beside_it | without == said
    assert not beside_it & without
    for one in others:
        assert told.REASON_WORDS[one.reason]
        assert told.why(real, one) or one.reason == NO_RECORD
