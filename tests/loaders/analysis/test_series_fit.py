"""Remarks on new claims that do not fit their series."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from loaders.analysis.plausibility import cautions
from tests.support.ferries import ferries

Cells = Mapping[str, str]
MORE: Mapping[str, Cells] = {
    "part": {"indicator_id": "ferry_share", "measure": "share"},
    "total": {"measure": "cumulative", "producer": "Total office"},
    "yearly": {"frequency": "A", "producer": "Year office"},
    "early": {"vintage": "provisional", "producer": "Early office"},
    "fiscal": {"producer": "Fiscal office"},
}


def told(folder: Path, *claims: Cells) -> list[tuple[str, str]]:
    """Return the kind and the words of each remark on the last of these claims."""
    dataset = ferries(folder, *claims, more=MORE)
    return [(one.kind, one.text) for one in cautions(dataset, [f"c{len(claims) - 1}"])]


def fiscal(year: int, low: str) -> Cells:
    return {"series_id": "fiscal", "period": f"{year}-10/{year + 1}-09", "low": low}


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        (
            [{"series_id": "part", "unit": "percent", "low": "101"}],
            [("share", "101% (2001): a share is not more than its whole.")],
        ),
        ([{"series_id": "part", "unit": "percent", "low": "100"}], []),
        (
            [{"series_id": "yearly", "period": ""}],
            [("period", "500 passengers has no period, and its series is annual: it stands on no "
              "time axis.")],
        ),
        ([{"series_id": "part", "period": "", "unit": "percent", "low": "10"}], []),
        (
            [
                {"series_id": "total", "period": "1999/2001", "low": "500"},
                {"series_id": "total", "period": "1999/2002", "low": "480"},
            ],
            [
                (
                    "fall",
                    "480 passengers (1999–2002) beside 500 passengers (1999–2001): "
                    "a running total falls.",
                )
            ],
        ),
        (
            [
                {"series_id": "total", "period": "1999/2001", "low": "500"},
                {"series_id": "total", "period": "1999/2002", "low": "500", "hedge": "about"},
            ],
            [],
        ),
        (
            [
                {"series_id": "yearly", "period": "2009", "low": "500"},
                {"series_id": "yearly", "period": "2010-11", "low": "510"},
            ],
            [
                (
                    "period",
                    "510 passengers (Nov 2010) is of a month, and its series of a year. 2010-11 is "
                    "a month; a season or a fiscal year is written as 2010-10/2011-09.",
                )
            ],
        ),
        (
            [fiscal(2001, "500"), fiscal(2002, "510"), fiscal(2003, "515") | {"period": "2004"}],
            [
                (
                    "period",
                    "515 passengers (2004) is not of the same kind of year as Oct 2001 – Sep 2002.",
                )
            ],
        ),
        ([fiscal(2001, "500"), fiscal(2002, "510"), fiscal(2003, "515")], []),
        (
            [{"series_id": "early", "note": "The final figure."}],
            [
                (
                    "edition",
                    "500 passengers (2001) is called final, and its series is of provisional "
                    "figures.",
                )
            ],
        ),
    ],
)  # fmt: skip
def test_a_claim_that_does_not_fit_its_series_is_told(
    claims: list[Cells], expected: list[tuple[str, str]], tmp_path: Path
) -> None:
    assert told(tmp_path, *claims) == expected
