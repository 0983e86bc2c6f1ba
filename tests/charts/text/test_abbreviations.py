"""What capitals stand for, in a sentence."""

from __future__ import annotations

from charts.text.abbreviations import spelled_out
from loaders.dataset import claims_in
from tests.support.real import REAL


def test_an_office_is_named_in_full_once_and_a_name_in_full_is_not() -> None:
    rows = REAL.joined[REAL.joined["producer"].isin(["ONDCP", "Bank of Mexico"])]
    told = spelled_out(REAL, claims_in(rows))
    assert told.count("ONDCP: U.S. Office of National Drug Control Policy") == 1
    assert "Bank of Mexico" not in told
    assert spelled_out(REAL, []) == ""
