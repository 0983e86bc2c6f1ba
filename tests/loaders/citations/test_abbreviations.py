"""What capitals stand for, in a sentence."""

from __future__ import annotations

from loaders.citations.abbreviations import spelled_out
from tests.support.real import REAL


def test_an_office_is_named_in_full_once_and_a_name_in_full_is_not() -> None:
    told = spelled_out(REAL.works, ["ONDCP", "Bank of Mexico", "ONDCP", ""])
    assert told == "ONDCP: U.S. Office of National Drug Control Policy."
    assert spelled_out(REAL.works, ["Bank of Mexico"]) == ""
