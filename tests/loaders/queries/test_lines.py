"""Which claims a line joins: each condition of rule 1, alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from loaders.queries.lines import joined_pairs
from loaders.queries.selection import in_unit
from tests.support.ferries import DAHL, Cells, ferries

LINE = {"series_id": "line"}
NEXT = {**LINE, "period": "2002", "low": "700"}
JOINED = [("c0", "c1")]


def joined(folder: Path, *claims: Cells) -> list[tuple[str, str]]:
    dataset = ferries(folder, *claims)
    return joined_pairs(in_unit(dataset, dataset.joined, "passengers"))


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
