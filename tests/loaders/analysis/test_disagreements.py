"""Which claims stand side by side, how far they are apart, and what may explain it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from charts.page_parts.disagreement_rows import _count, line_of
from charts.text import chart_remarks
from charts.text import disagreement as told
from charts.views.side_by_side import side_by_side
from loaders.analysis import disagreements as found
from loaders.analysis.disagreements import (
    Difference,
    all_pairs,
    grouped,
    pairs_around,
    sorted_differences,
)
from loaders.analysis.official_record import record_pairs_of
from loaders.analysis.pairs import (
    BASE,
    HEDGE,
    INFERRED,
    LENGTH,
    MEASURE,
    PART,
    PRODUCER,
    REASONS,
    REPEATED,
    ROUNDING,
    SAME,
    SEASON,
    STATUS,
    TESTS,
    UNKNOWN,
    UNLIKE,
    VINTAGE,
    WHOLE,
    Pair,
    reasons,
)
from loaders.analysis.repetition import one_counts, repeated
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.selection import trend_claims
from loaders.values.intervals import ROUNDED, Interval
from tests.support.ferries import DAHL, EIDE, ferries


@pytest.fixture(scope="module")
def pairs(real: Dataset) -> tuple[Pair, ...]:
    return all_pairs(real)


def of(pairs: Any, one: str, other: str) -> Pair:
    return next(p for p in pairs if {c.claim_id for c in p.claims} == {one, other})


def ids(pairs: Any) -> list[tuple[str, str]]:
    return [(p.one.claim_id, p.other.claim_id) for p in pairs]


PORT = {"series_id": "port", "low": "600"}
LINE = {"series_id": "line"}


def test_two_producers_in_one_document_stand_side_by_side(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, LINE, PORT)
    (pair,) = all_pairs(dataset)
    assert (pair.gap, pair.share) == (
        Interval(100, 100),
        Interval(0.2, 0.2),
    )
    assert reasons(pair) == (PRODUCER, VINTAGE, ROUNDING)
    assert told.pair_words(dataset, pair) == (
        "Line office (final, in Berg 2020) gives 500 passengers for 2001, Port office (in Berg "
        "2020) gives 600 passengers for 2001. The gap is 100 passengers; the higher is 20\u00a0% "
        "above the lower. They do not agree."
    )


def test_two_series_of_one_document_are_a_pair_and_one_alone_is_none(tmp_path: Path) -> None:
    early = {"series_id": "line-early", "low": "7"}
    assert len(all_pairs(ferries(tmp_path / "two", LINE, early))) == 1
    assert all_pairs(ferries(tmp_path / "one", LINE, {**LINE, "low": "7"})) == ()


@pytest.mark.parametrize(
    ("one", "other", "stand"),
    [
        ("2001", "2001", True),
        ("2001", "2000-10/2001-09", True),
        ("2001", "2001-01/2001-06", False),
        ("2001", "2001-07/2001-12", False),  # 184 of 365 days
        ("2001", "2000-07/2001-06", False),
        ("2001", "2002", False),
        ("", "", True),
        ("2001", "", False),
    ],
)
def test_totals_are_of_one_time_where_most_of_the_longer_is_in_both(
    tmp_path: Path, one: str, other: str, *, stand: bool
) -> None:
    dataset = ferries(tmp_path, {**LINE, "period": one}, {**PORT, **DAHL, "period": other})
    assert bool(all_pairs(dataset)) == stand


TOTAL = {"series_id": "ever", "period": "1990/2001"}
MORE = {
    "ever-port": {"producer": "Port office", "measure": "cumulative"},
    "ever-night": {"producer": "Line office", "measure": "cumulative", "scope": "by night"},
    "port-night": {"producer": "Port office", "scope": "by night"},
}


@pytest.mark.parametrize(
    ("one", "other", "stand"),
    [
        (TOTAL, {"series_id": "ever-port", "period": "1990/2001"}, True),
        (TOTAL, {"series_id": "ever-port", "period": "1990/2002"}, False),
        (TOTAL, {"series_id": "ever", "period": "1990/2002", **DAHL}, False),
        (TOTAL, {"series_id": "ever-night", "period": "1990/2001", **DAHL}, False),
        (PORT, {"series_id": "port-night", "low": "7"}, False),  # its own document parts them
        (PORT, {"series_id": "port-night", "low": "7", **DAHL}, True),
    ],
)
def test_running_totals_of_other_ends_and_scopes_that_a_document_parts_are_no_pairs(
    tmp_path: Path, one: dict[str, str], other: dict[str, str], *, stand: bool
) -> None:
    dataset = ferries(tmp_path, one, {"low": "600", **other}, more=MORE)
    assert bool(all_pairs(dataset)) == stand


def test_levels_are_of_one_time_where_their_periods_overlap(tmp_path: Path) -> None:
    fleet = {"series_id": "fleet", "period": "2001"}
    season = {"series_id": "fleet-port", "period": "2000-07/2001-06", "low": "300"}
    (pair,) = all_pairs(ferries(tmp_path, fleet, season))
    assert SEASON in reasons(pair)


@pytest.mark.parametrize(
    ("other", "stand"), [("2000-07/2001-06", False), ("2001-06", True), ("2001", True)]
)
def test_levels_of_one_series_are_two_where_half_of_the_shorter_is_its_own(
    tmp_path: Path, other: str, *, stand: bool
) -> None:
    fleet = {"series_id": "fleet", "period": "2001"}
    dataset = ferries(tmp_path, fleet, {**fleet, **DAHL, "period": other, "low": "300"})
    assert bool(all_pairs(dataset)) == stand


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"series_id": "ever"}, {"series_id": "ever", **DAHL}),
        ({"series_id": "share", "unit": "percent"}, {"series_id": "boats", "unit": "percent"}),
    ],
)
def test_shares_and_totals_since_a_beginning_are_over_their_periods(
    tmp_path: Path, one: dict[str, str], other: dict[str, str]
) -> None:
    other = {"low": "70", **other}
    assert len(all_pairs(ferries(tmp_path / "year", one, other))) == 1
    half = {**other, "period": "2001-01/2001-06"}
    assert all_pairs(ferries(tmp_path / "half", one, half)) == ()


@pytest.mark.parametrize("base", ["2000", "1999"])
def test_changes_are_held_against_each_other_from_one_base(tmp_path: Path, base: str) -> None:
    more = {"series_id": "more", "unit": "percent", "base_period": "2000"}
    dataset = ferries(tmp_path, more, {**more, **DAHL, "base_period": base, "low": "7"})
    assert bool(all_pairs(dataset)) == (base == "2000")


def test_of_two_seasons_in_a_year_the_list_leads_with_the_wider_gap(tmp_path: Path) -> None:
    seasons = [
        {"series_id": "fleet-port", "period": period, "low": low}
        for period, low in (("2000-07/2001-06", "300"), ("2001-07/2002-06", "400"))
    ]
    dataset = ferries(tmp_path, {"series_id": "fleet", "period": "2001"}, *seasons)
    every = all_pairs(dataset)
    (difference,) = grouped(every)
    assert ids(difference.pairs) == [("c0", "c1"), ("c0", "c2")]
    assert told.gap_words(dataset, difference.widest) == "200 passengers"
    assert ids(pairs_around(every, "c0")) == [("c0", "c1"), ("c0", "c2")]


def test_a_rate_stands_beside_the_total_of_a_year(tmp_path: Path) -> None:
    rate = {"series_id": "rate", "unit": "passengers/day", "low": "2"}
    (pair,) = all_pairs(ferries(tmp_path, rate, {**PORT, "low": "730"}))
    assert (pair.gap, pair.fits) == (Interval(0.0, 0.0), True)
    (pair,) = all_pairs(ferries(tmp_path / "a", rate, {**PORT, "low": "731"}))
    assert (pair.gap, pair.fits) == (Interval(1.0, 1.0), False)
    assert MEASURE in reasons(pair)
    half = {**PORT, "period": "2001-01/2001-06"}
    assert all_pairs(ferries(tmp_path / "b", {**rate, "period": "2001-01/2001-06"}, half)) == ()
    most = {"period": "2001-01/2001-11"}
    assert len(all_pairs(ferries(tmp_path / "c", {**rate, **most}, PORT))) == 1
    assert all_pairs(ferries(tmp_path / "d", rate, {**PORT, **most})) == ()


def test_open_bounds_leave_a_gap_open(tmp_path: Path) -> None:
    above = {**LINE, "hedge": "more_than", "high": ""}
    dataset = ferries(tmp_path, above, PORT, {**PORT, **DAHL, "low": "450", "as_printed": "450"})
    first, second = (of(all_pairs(dataset), "c0", name) for name in ("c1", "c2"))
    assert (first.fits, second.fits) == (True, False)
    assert told.gap_words(dataset, first) == "unknown: “more than” has no upper limit"
    assert told.gap_share_words(first) == ""
    assert told.printed_words(dataset, first) == "100 passengers between the printed numbers"
    assert told.gap_words(dataset, second) == "more than 50 passengers"
    assert told.gap_share_words(second) == ("the higher is more than 11.1\u00a0% above the lower")


def test_twice_the_lower_and_more_is_told_in_times(tmp_path: Path) -> None:
    (pair,) = all_pairs(ferries(tmp_path, LINE, {**PORT, "low": "1175"}))
    assert told.gap_share_words(pair) == "the higher is 2.35 times the lower"


def test_numbers_of_different_times_say_so_wherever_they_do_not_agree(tmp_path: Path) -> None:
    part = {**PORT, "low": "900", "period": "2001-01/2001-11"}
    dataset = ferries(tmp_path, LINE, part, {**PORT, **DAHL, "low": "800"})
    pairs = all_pairs(dataset)
    caveats = {p.one_time: told.pair_words(dataset, p) for p in pairs if "c0" in str(ids([p]))}
    assert caveats[True].endswith("They do not agree.")
    assert caveats[False].endswith("They do not agree; they cover different times.")
    remarks = chart_remarks.disagreements(dataset, trend_claims(dataset, "ferry_passengers"))
    assert sum("do not agree; they cover different times: " in text for text in remarks) == 2
    assert line_of(dataset, "c0").endswith("; 2 do not agree (1 for different times)")


def test_a_gap_to_zero_has_no_per_cent(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, {**LINE, "low": "0"}, PORT)
    (pair,) = all_pairs(dataset)
    assert told.gap_words(dataset, pair) == "600 passengers"
    assert told.gap_share_words(pair) == ""
    assert "the lower" not in told.pair_words(dataset, pair)


def test_what_is_said_alike_needs_no_explanation(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, LINE, {**LINE, **DAHL})
    (pair,) = all_pairs(dataset)
    assert (told.gap_words(dataset, pair), reasons(pair)) == (told.SAME_NUMBER, ())
    above = {"hedge": "more_than", "high": ""}
    dataset = ferries(tmp_path / "b", {**LINE, **above}, {**LINE, **DAHL, **above})
    assert told.gap_words(dataset, all_pairs(dataset)[0]) == told.SAME_WORDS


def test_shares_of_two_bases_differ_by_definition(tmp_path: Path) -> None:
    percent = {"unit": "percent", "low": "70"}
    dataset = ferries(
        tmp_path,
        {"series_id": "share", **percent},
        {"series_id": "boats", **percent, "low": "70.5"},
    )
    (pair,) = all_pairs(dataset)
    assert pair.relation == BASE
    assert (pair.agreement, told.gap_words(dataset, pair)) == (UNLIKE, told.NO_GAP)
    assert told.pair_words(dataset, pair).endswith(
        "These are shares of different things: one cannot be subtracted from the other."
    )
    assert told.explanations(dataset, pair)[0] == (
        "Definition: one is a share of trips, the other of boats."
    )


def test_a_count_that_leaves_a_part_out_differs_by_definition(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, PORT, {"series_id": "line", "low": "900"})
    dataset.series.loc["port", "leaves_out"] = "travellers_by_ferry"
    (pair,) = all_pairs(dataset)
    assert told.explanations(dataset, pair)[0] == (
        "Definition: Port office (in Berg 2020) counts without “travellers_by_ferry”."
    )


def test_what_a_count_leaves_out_is_no_part_of_it(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, PORT, {"series_id": "all", "low": "300", **EIDE})
    dataset.series.loc["all", "leaves_out"] = "ferry_passengers"
    assert all_pairs(dataset) == ()


def test_a_part_stands_beside_its_whole_only_where_it_is_larger(tmp_path: Path) -> None:
    whole = {"series_id": "all", "low": "300", **EIDE}
    (pair,) = all_pairs(ferries(tmp_path, PORT, whole))
    assert (pair.relation, pair.one.claim_id) == (PART, "c0")
    assert WHOLE in reasons(pair)
    assert all_pairs(ferries(tmp_path / "b", PORT, {**whole, "low": "900"})) == ()


@pytest.mark.parametrize(
    ("part", "whole", "stand"),
    [("30", "29", False), ("30", "20", True), ("31", "30", False), ("36", "30", True)],
)
def test_a_part_is_too_large_only_if_it_is_so_however_both_were_rounded(
    tmp_path: Path, part: str, whole: str, *, stand: bool
) -> None:
    total = {"series_id": "all", "low": whole, **EIDE}
    assert bool(all_pairs(ferries(tmp_path, {**PORT, "low": part}, total))) == stand


def test_a_part_of_a_part_stands_beside_the_whole(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, {**PORT, "series_id": "by-ferry"}, {"series_id": "all", **EIDE})
    dataset.indicators.loc["travellers_by_ferry", "part_of"] = "ferry_passengers"
    (pair,) = all_pairs(dataset)
    assert (pair.relation, pair.one.claim_id) == (PART, "c0")


def test_levels_of_one_comparison_are_no_shares_of_two_bases(tmp_path: Path) -> None:
    percent = {"unit": "percent", "low": "70"}
    cells = ({**percent, "series_id": name} for name in ("share", "boats"))
    dataset = ferries(tmp_path, *cells)
    dataset.series.loc[["share", "boats"], "measure"] = "stock"
    assert all_pairs(dataset) == ()


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"series_id": "line-early", "low": "507"}, VINTAGE),
        ({"series_id": "line", "low": "507"}, REPEATED),
        ({"series_id": "nobody", "low": "507"}, UNKNOWN),
        ({"series_id": "port", "low": "507", "status": "allegation"}, STATUS),
        ({"series_id": "port", "low": "507", "period": "2001?"}, INFERRED),
        ({"series_id": "port", "low": "507", "period": "2001-01/2001-11"}, LENGTH),
        ({"series_id": "port", "low": "507", "hedge": "about"}, HEDGE),
    ],
)
def test_what_may_explain_a_gap_is_read_from_the_rows(
    tmp_path: Path, cells: dict[str, str], reason: str
) -> None:
    dataset = ferries(tmp_path, LINE, {**cells, **DAHL})
    (pair,) = all_pairs(dataset)
    assert reason in reasons(pair)
    assert any(t.startswith(told.REASON_WORDS[reason]) for t in told.explanations(dataset, pair))


def test_every_reason_has_words_and_a_test() -> None:
    assert set(REASONS) == set(told.REASON_WORDS) == set(TESTS)


def test_proposals_and_what_is_not_in_force_are_left_out(tmp_path: Path) -> None:
    assert all_pairs(ferries(tmp_path, LINE, {**PORT, "status": "proposal"})) == ()
    gone = {**PORT, "withdrawn": "2026-01-03"}
    assert all_pairs(ferries(tmp_path / "b", LINE, gone)) == ()


def test_the_largest_gap_comes_first_and_what_fits_last(
    real: Dataset, pairs: tuple[Pair, ...]
) -> None:
    differences = sorted_differences(real, grouped(pairs))
    order = [found.AGREEMENTS.index(one.widest.agreement) for one in differences]
    assert order == sorted(order)
    apart = [one.widest.share.low for one in differences if one.widest.apart]
    assert apart == sorted(apart, reverse=True)
    assert apart[0] == max(pair.share.low for pair in pairs if pair.apart)


@pytest.mark.parametrize("sort", found.SORTS)
def test_every_order_holds_every_difference(
    real: Dataset, pairs: tuple[Pair, ...], sort: str
) -> None:
    differences = grouped(pairs)
    assert {id(one) for one in sorted_differences(real, differences, sort)} == {
        id(d) for d in differences
    }


def test_one_entry_stands_for_all_years_of_two_official_series(pairs: tuple[Pair, ...]) -> None:
    def series(one: Difference) -> set[str]:
        return {claim.series_id for claim in one.widest.claims}

    own = [
        d
        for d in grouped(pairs)
        if series(d) == {"homicides-mx-inegi-press", "homicides-mx-sesnsp"}
    ]
    assert [(d.count, d.apart) for d in own] == [(7, 7)]


def test_real_numbers_are_as_far_apart_as_they_are(real: Dataset, pairs: tuple[Pair, ...]) -> None:
    pair = of(pairs, "felbabbrown2020-poppy-us-2017", "felbabbrown2020-poppy-2016-2017")
    assert told.gap_words(real, pair) == "13,500 hectares"
    pair = of(pairs, "breier2023-overdose-deaths-2021", "spencer2022-us-2021")
    assert told.gap_words(real, pair) == "more than 301 deaths"
    assert VINTAGE in reasons(pair)
    pair = of(pairs, "felbabbrown2020-homicides-2019", "inegi2025homicides-2019")
    assert told.printed_words(real, pair) == "2,161 homicides between the printed numbers"


def test_all_that_is_beside_one_of_the_pairs_can_be_told(
    real: Dataset, pairs: tuple[Pair, ...]
) -> None:
    for pair in pairs:
        assert told.heading(real, pair)
        ends = ("agree.", "times.", "true.", ").", "from the other.", "whole.", told.ONE_COUNT)
        assert told.pair_words(real, pair).endswith(ends)
        assert len(told.explanations(real, pair)) == len(reasons(pair))


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        (Interval(0, 0), "0"),
        (Interval(0.282101, float("inf"), low_open=True), "more than 0.282"),
        (Interval(0, 70.09345, high_open=True), "less than 70.1"),
        (Interval(0.39655, 0.59524), "0.396 to 0.596"),
        (Interval(0, 5), "up to 5"),
        (Interval(5, float("inf")), "at least 5"),
        (Interval(1 / 3, float("inf")), "more than 0.333"),
        (Interval(0, float("inf")), "anything"),
    ],
)
def test_bounds_are_rounded_outwards(bounds: Interval, words: str) -> None:
    assert told.bounds_words(bounds) == words


def test_what_several_documents_repeat_is_counted_once(tmp_path: Path) -> None:
    years = [
        {"series_id": name, "period": year, "low": low, **document}
        for year in ("2001", "2002", "2003")
        for name, low, document in (("line", "500", {}), ("line", "500", DAHL), ("port", "900", {}))
    ]
    dataset = ferries(tmp_path, *years)
    claims = trend_claims(dataset, "ferry_passengers")
    assert [
        (d.count, d.apart) for d in grouped(all_pairs(dataset)) if d.widest.apart and d.count > 1
    ] == [(3, 3), (3, 3)]
    assert chart_remarks.disagreements(dataset, claims) == [
        "For 2001 these do not agree: Line office (final, in Berg 2020) gives 500 passengers, "
        "Port office (in Berg 2020) gives 900 passengers. 3 pairs of their numbers do not agree; "
        "these are the furthest apart."
    ]
    assert line_of(dataset, "c2").endswith("Compare with 1 other number</a>; they do not agree")


def test_a_time_that_both_are_about_is_named_once(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, LINE, {**PORT, **DAHL, "period": "2001-01/2001-12", "low": "900"})
    claims = trend_claims(dataset, "ferry_passengers")
    assert chart_remarks.disagreements(dataset, claims) == [
        "For 2001 these do not agree: Line office (final, in Berg 2020) gives 500 passengers, "
        "Port office (in Dahl & Moe 2021) gives 900 passengers."
    ]


def test_two_counts_of_one_office_in_one_document_are_named_by_how_they_were_made(
    tmp_path: Path,
) -> None:
    early = {"series_id": "line-early", "low": "700"}
    dataset = ferries(tmp_path, LINE, early)
    assert told.tellers(dataset, all_pairs(dataset)[0]) == (
        "Line office (final, in Berg 2020)",
        "Line office (provisional, in Berg 2020)",
    )
    rate = {"series_id": "rate", "unit": "passengers/day", "low": "2"}
    total = {"series_id": "line", "low": "900"}
    dataset = ferries(tmp_path / "b", rate, total)
    dataset.series.loc["line", "vintage"] = ""
    assert told.pair_words(dataset, all_pairs(dataset)[0]).startswith(
        "Line office (each day, in Berg 2020) gives 2 passengers per day"
    )


def test_a_document_s_own_two_numbers_are_an_entry_of_their_own(tmp_path: Path) -> None:
    dataset = ferries(tmp_path, LINE, PORT, {**PORT, **DAHL, "low": "900"})
    entries = [(_count(one), ids(one.pairs)) for one in grouped(all_pairs(dataset))]
    assert entries == [
        ("", [("c0", "c1")]),
        ("", [("c0", "c2")]),
        ("", [("c1", "c2")]),
    ]


def test_a_total_of_no_stated_time_has_no_gap(tmp_path: Path) -> None:
    rate = {"series_id": "rate", "unit": "passengers/day", "period": ""}
    total = {**PORT, "period": ""}
    dataset = ferries(tmp_path, rate, total, {**total, **DAHL, "series_id": "line"})
    untimed = all_pairs(dataset)
    assert {(pair.agreement, told.gap_words(dataset, pair)) for pair in untimed} == {
        (UNLIKE, told.NO_GAP)
    }
    assert told.fit_words(dataset, of(untimed, "c0", "c1")) == (
        "One is a number per time, the other a total over a time that is not stated: one cannot "
        "be subtracted from the other."
    )
    assert told.gap_share_words(untimed[0]) == told.printed_words(dataset, untimed[0]) == ""
    level = {"series_id": "fleet", "period": ""}
    dataset = ferries(tmp_path / "b", level, {**level, "series_id": "fleet-port", "low": "600"})
    assert told.gap_words(dataset, all_pairs(dataset)[0]) == "100 passengers"


def test_a_gap_is_in_the_unit_that_both_are_printed_in(tmp_path: Path) -> None:
    load = {"series_id": "load", "unit": "lb", "low": "225"}
    dataset = ferries(tmp_path, load, {**load, **DAHL, "low": "226.5"})
    (pair,) = all_pairs(dataset)
    assert told.gap_words(dataset, pair) == "1.5 pounds"
    beside = side_by_side(dataset, [pair], "c0")
    assert beside is not None
    assert set(beside.claims["chart_unit"]) == {"lb"}
    dataset = ferries(tmp_path / "b", load, {**load, **DAHL, "unit": "kg", "low": "100"})
    assert told.gap_words(dataset, all_pairs(dataset)[0]) == "2.06 kilograms"


def test_a_plain_number_is_judged_by_its_rounding(tmp_path: Path) -> None:
    plain = {**LINE, "low": "500"}
    dataset = ferries(tmp_path, plain, {**PORT, **DAHL, "low": "540"})
    (pair,) = all_pairs(dataset)
    assert (pair.agreement, pair.fits) == (ROUNDED, False)
    assert told.fit_words(dataset, pair) == (
        "Both can be true if 500 passengers is rounded to the nearest 100 (450 to 550 passengers)."
    )
    claims = trend_claims(dataset, "ferry_passengers")
    assert chart_remarks.disagreements(dataset, claims) == [
        "For 2001 these agree only if rounded: Line office (final, in Berg 2020) gives 500 "
        "passengers, Port office (in Dahl & Moe 2021) gives 540 passengers."
    ]


@pytest.mark.parametrize(
    ("season", "stand"),
    [
        ("2000-07/2001-06", True),  # half in the two years, and ends in them
        ("2001-07/2002-06", True),
        ("2002-07/2003-06", False),
    ],
)
def test_a_level_of_two_years_is_of_the_seasons_that_end_in_them(
    tmp_path: Path, season: str, *, stand: bool
) -> None:
    level = {"series_id": "fleet", "period": "2001/2002"}
    dataset = ferries(tmp_path, level, {**level, **DAHL, "period": season, "low": "300"})
    assert bool(all_pairs(dataset)) == stand


def test_two_windows_of_one_series_are_two_numbers(tmp_path: Path) -> None:
    window = {**LINE, "period": "2001-01/2001-12"}
    dataset = ferries(tmp_path, window, {**window, **DAHL, "period": "2001-02/2002-01", "low": "7"})
    assert all_pairs(dataset) == ()


def test_the_note_under_a_chart_tells_the_pairs_that_the_list_has(tmp_path: Path) -> None:
    year = {"series_id": "line", "period": "2001", "low": "500"}
    season = {"series_id": "port", "period": "2001-10/2002-09", "low": "900"}
    dataset = ferries(tmp_path, year, season)  # a quarter of the year in common: two times
    claims = trend_claims(dataset, "ferry_passengers")
    assert all_pairs(dataset) == ()
    assert chart_remarks.disagreements(dataset, claims) == []


def test_every_pair_of_the_list_that_does_not_agree_is_told_under_its_chart(real: Dataset) -> None:
    for pair in all_pairs(real):
        if pair.relation == SAME and pair.apart:
            claims = trend_claims(real, pair.one.indicator_id)
            if {claim.claim_id for claim in pair.claims} <= set(claims["claim_id"]):
                assert chart_remarks.disagreements(real, claims), pair


def test_five_deaths_a_day_are_the_same_everywhere(real: Dataset) -> None:
    [rate] = [c for c in claims_in(real.joined) if c.claim_id == "washington2024-az-daily"]
    [held], _ = record_pairs_of(real, rate.claim_id)
    own = [p for p in all_pairs(real) if rate.claim_id in [c.claim_id for c in p.claims]]
    [pair] = [p for p in own if held.recorded.claim_id in [c.claim_id for c in p.claims]]
    charted = trend_claims(real, rate.indicator_id).set_index("claim_id")
    assert charted.loc[rate.claim_id, "chart_low"] == 5 * 365
    recorded = held.recorded.quantity.low
    assert pair.gap.low == recorded - 5 * 365
    assert held.gaps[0].distance * 365 == pytest.approx(5 * 365 - recorded)


FERRY_YEARS = ("2001", "2002", "2003")


def official_figures(path: Path, *port: str) -> list[Claim]:
    line = [{"series_id": "line", "period": year, "low": f"5{year}"} for year in FERRY_YEARS]
    both = zip(FERRY_YEARS, port, strict=False)
    other = [{"series_id": "port", "period": year, "low": low, **DAHL} for year, low in both]
    rows = claims_in(ferries(path, *line, *other).joined)
    return [replace(claim, official=True) for claim in rows]


@pytest.mark.parametrize(
    ("port", "periods"),
    [
        (("52001", "52002", "52003"), list(FERRY_YEARS)),
        (("52001", "52002"), list(FERRY_YEARS[:2])),
        (("52001",), []),
        (("52001", "52002", "600"), []),
    ],
)
def test_two_series_are_one_count_where_each_number_is_the_same(
    tmp_path: Path, port: tuple[str, ...], periods: list[str]
) -> None:
    claims = official_figures(tmp_path, *port)
    found = [str(one.period) for both in one_counts(claims) for one, _ in both]
    assert found == periods
    assert len(repeated(claims)) == 2 * len(periods)
    assert one_counts([replace(claim, official=False) for claim in claims]) == []


def test_a_chart_of_two_series_of_one_count_says_so(real: Dataset) -> None:
    claims = trend_claims(real, "poppy_area")
    (text,) = chart_remarks.one_count(real, claims)
    assert text.startswith("One count, not two: ONDCP 2019 and UNODC 2016b give the same numbers")
