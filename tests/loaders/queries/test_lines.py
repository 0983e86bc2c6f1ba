"""Which claims a line joins, each condition of rule 1 alone, and why it joins no others."""

from __future__ import annotations

from pathlib import Path

import pytest

from charts.text.gaps import no_lines
from loaders.queries.lines import NO_NUMBER, NO_PLACE, breaks, joined_pairs, off_scale
from loaders.queries.selection import in_unit
from tests.support.ferries import DAHL, Cells, ferries

LINE = {"series_id": "line"}
NEXT = {**LINE, "period": "2002", "low": "700"}
JOINED = [("c0", "c1")]


def joined(folder: Path, *claims: Cells) -> list[tuple[str, str]]:
    dataset = ferries(folder, *claims)
    return joined_pairs(in_unit(dataset, dataset.joined, "passengers"))


def apart(folder: Path, *claims: Cells) -> list[tuple[str, str, str]]:
    dataset = ferries(folder, *claims)
    return breaks(in_unit(dataset, dataset.joined, "passengers"))


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"hedge": "about"},
        {"status": "estimate"},
        {"period": "2001-02/2002-01"},  # windows that overlap
        {"period": "2002?"},
    ],
)
def test_a_line_joins_points_whose_periods_are_as_long_and_leave_no_day_out(
    tmp_path: Path, other: Cells
) -> None:
    assert joined(tmp_path, LINE, {**NEXT, **other}) == JOINED


@pytest.mark.parametrize(
    "other",
    [
        {"hedge": "at_least", "high": ""},
        {"hedge": "range", "high": "800"},
        {"status": "projection"},
        {"series_id": "port"},
        {"period": "2003"},
        {"period": "2002-02/2003-01"},
        {"period": "2002-01/2002-06"},
        {"period": "[2002-01..2002-12]"},
        {"period": "../2002"},
        {"period": ""},
        {"withdrawn": "2026-02-03", "withdrawal_reason": "It is not there."},
    ],
)
def test_a_line_joins_nothing_else(tmp_path: Path, other: Cells) -> None:
    assert joined(tmp_path, LINE, {**NEXT, **other}) == []


def test_a_line_does_not_join_totals_since_a_beginning(tmp_path: Path) -> None:
    ever = {"series_id": "ever"}
    assert joined(tmp_path, {**NEXT, **ever}, {**LINE, **ever}) == []


def test_a_line_does_not_join_single_days(tmp_path: Path) -> None:
    days = ({**LINE, "period": "2001-02-03"}, {**NEXT, "period": "2001-02-04"})
    assert joined(tmp_path, *days) == []


def test_claims_of_other_lengths_do_not_interrupt_a_line(tmp_path: Path) -> None:
    assert joined(tmp_path, LINE, NEXT, {**LINE, "period": "2001-07/2001-12"}) == JOINED


def test_documents_that_agree_are_one_end_of_a_line(tmp_path: Path) -> None:
    assert joined(tmp_path, LINE, NEXT, {**NEXT, **DAHL}) == JOINED


@pytest.mark.parametrize("end", [LINE, NEXT])
@pytest.mark.parametrize("other", [{"low": "701"}, {"low": "500", "high": "701", "hedge": "range"}])
def test_no_line_goes_through_a_period_for_which_documents_differ(
    tmp_path: Path, end: Cells, other: Cells
) -> None:
    assert joined(tmp_path, LINE, NEXT, {**end, **DAHL, **other}) == []


def test_a_line_runs_in_the_order_of_time_past_claims_without_a_beginning(tmp_path: Path) -> None:
    assert joined(tmp_path, NEXT, {**NEXT, "period": ""}, LINE) == [("c2", "c0")]


SAME_PERIOD = "both are for the same period"


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ({}, {"hedge": "at_least", "high": ""}, NO_NUMBER),
        ({"hedge": "at_least", "high": ""}, {}, NO_NUMBER),
        ({}, {"status": "opinion"}, "one of the two was neither counted nor estimated"),
        ({"status": "opinion"}, {}, "one of the two was neither counted nor estimated"),
        (
            {"series_id": "ever"},
            {"series_id": "ever"},
            "running totals do not make a trend",
        ),
        (
            {},
            {"period": "[2002-01..2002-12]"},
            "one of the two happened once, at a time that is not stated",
        ),
        ({}, {"period": "2002-01/2002-06"}, "the periods differ in length"),
        ({}, {"period": "2001", **DAHL}, SAME_PERIOD),
        ({}, {"period": "2003"}, "there is no figure for the time between"),
        (
            {"period": "2001-02-03"},
            {"period": "2001-02-04"},
            "the periods are not whole months",
        ),
        (
            {"period": "2001-02-03"},
            {"period": "2001-02-05"},
            "there is no figure for the time between",
        ),
        ({"period": "2001-02-03"}, {"period": "2001-03"}, "the periods differ in length"),
    ],
)
def test_neighbours_that_no_line_joins_have_the_first_reason(
    tmp_path: Path, one: Cells, other: Cells, reason: str
) -> None:
    assert apart(tmp_path, {**LINE, **one}, {**NEXT, **other}) == [("c0", "c1", reason)]


def test_a_claim_that_a_logarithmic_scale_has_no_place_for_is_no_end_of_a_line(
    tmp_path: Path,
) -> None:
    zero = {**NEXT, "low": "0"}
    dataset = ferries(tmp_path, LINE, zero, {**NEXT, "period": "2003"})
    claims = in_unit(dataset, dataset.joined, "passengers")
    assert off_scale(claims, log=False) == []
    off = [claim.claim_id for claim in off_scale(claims, log=True)]
    assert off == ["c1"]
    assert joined_pairs(claims) == [("c0", "c1"), ("c1", "c2")]
    assert joined_pairs(claims, off) == []
    assert breaks(claims, off) == [("c0", "c1", NO_PLACE), ("c1", "c2", NO_PLACE)]


def test_where_documents_differ_the_reason_is_theirs(tmp_path: Path) -> None:
    differ = "documents give different numbers for one of the periods"
    assert apart(tmp_path, LINE, NEXT, {**NEXT, **DAHL, "low": "701"}) == [
        ("c0", "c1", differ),
        ("c1", "c2", SAME_PERIOD),
    ]


@pytest.mark.parametrize(
    "other",
    [
        {},
        {"series_id": "port", "period": "2003"},
        {"period": ""},
        {"period": "../2002"},
        {"period": "2001-07/2001-12", "withdrawn": "2026-02-03"},
    ],
)
def test_no_reason_is_given_for_what_is_no_neighbour(tmp_path: Path, other: Cells) -> None:
    assert apart(tmp_path, LINE, NEXT, *([{**NEXT, **other}] if other else [])) == []


@pytest.mark.parametrize(
    ("periods", "clause"),
    [
        ("2001 2003 2005", "no figure here for 2002 and 2004, so no line there"),
        ("2001 2008", "no figure here for 2002, 2003, 2004, 2005, 2006 and 2007, so no line there"),
        ("2001 2009", "no figure here for 7 years: 2002–2008, so no line there"),
        (
            "2001 2003 2009 2011",
            "no figure here for 7 years: 2002, 2004–2008 and 2010, so no line there",
        ),
        (
            "2001-01/2001-06 2002-01/2002-06",
            "no figure here for Jul 2001 – Dec 2001, so no line there",
        ),
        (
            "2001-10/2002-09 2003-10/2004-09",
            "no figure here for Oct 2002 – Sep 2003, so no line there",
        ),
        ("2001/2002 2005/2006", "no figure here for 2003–2004, so no line there"),
        (
            "2001-10/2002-09 2004-01/2004-12",
            "no figure here for Oct 2002 – Dec 2003, so no line there",
        ),
        ("2001-01-03 2001-01-06", "no figure here for 4 Jan 2001 – 5 Jan 2001, so no line there"),
    ],
)
def test_missing_periods_are_as_long_as_those_that_are_there(
    tmp_path: Path, periods: str, clause: str
) -> None:
    rows: list[Cells] = [
        {"series_id": "line", "period": period, "low": str(700 + at), "high": str(700 + at)}
        for at, period in enumerate(periods.split())
    ]
    dataset = ferries(tmp_path, *rows)
    assert no_lines(in_unit(dataset, dataset.joined, "passengers")) == [clause]
