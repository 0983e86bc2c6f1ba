"""Missing years are named one by one up to six; of more there is the count, with their runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from charts.text.gaps import no_lines
from loaders.queries.selection import in_unit
from tests.support.ferries import ferries


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
    rows = [
        {"series_id": "line", "period": period, "low": str(700 + at), "high": str(700 + at)}
        for at, period in enumerate(periods.split())
    ]
    dataset = ferries(tmp_path, *rows)
    assert no_lines(in_unit(dataset, dataset.joined, "passengers")) == [clause]
