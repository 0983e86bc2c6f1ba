"""Numbers in a presenter's words, held against the claims of a chart."""

from __future__ import annotations

from pathlib import Path

import pytest

from charts.presenter.number_remarks import number_remarks
from charts.presenter.own_words import OwnWords
from loaders.dataset import Dataset, claims_in
from loaders.queries.selection import trend_claims
from tests.support.ferries import ferries

MORE = {"low": "107000", "high": "", "hedge": "more_than"}
WORDING = "the chart's number is “{}”, with other wording."


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder: Path = tmp_path_factory.mktemp("remarks")
    about = {"low": "300", "hedge": "about", "period": "2003"}
    span = {"low": "70", "high": "90", "hedge": "range", "period": "2004"}
    return ferries(folder, MORE, {"low": "106699", "period": "2002"}, about, span)


def remarks(dataset: Dataset, title: str) -> list[str]:
    claims = claims_in(trend_claims(dataset, "ferry_passengers"))
    return number_remarks(dataset, claims, OwnWords(title=title))


@pytest.mark.parametrize(
    "title",
    [
        "Ferries",
        "More than 107,000 passengers in 2001",
        "At least 107,000 passengers",
        "106,699 passengers",
        "About 107,000 passengers",
        "More than 106,000 in a year",
        "Around 300 passengers, then 70 to 90",
        "For three years and 2 months",
        "Since 1999",
    ],
)
def test_a_number_that_a_claim_bears_out_gets_no_remark(dataset: Dataset, title: str) -> None:
    assert remarks(dataset, title) == []


@pytest.mark.parametrize(
    ("title", "end"),
    [
        ("107,000 passengers", WORDING.format("more than 107,000 passengers")),
        ("Up to 107,000 passengers", WORDING.format("more than 107,000 passengers")),
        ("\uff11\uff10\uff17,\uff10\uff10\uff10", WORDING.format("more than 107,000 passengers")),
        ("300 passengers", WORDING.format("about 300 passengers")),
        ("90 passengers", WORDING.format("70 to 90 passengers")),
        ("107,000 kilograms", "“more than 107,000 passengers”, in another unit."),
        (
            "112,000 passengers",
            "No number of the chart is “112,000 passengers”, as the title says.",
        ),
        ("One in three", "No number of the chart is “One in three”, as the title says."),
    ],
)
def test_a_number_that_no_claim_bears_out_gets_a_remark(
    dataset: Dataset, title: str, end: str
) -> None:
    (remark,) = remarks(dataset, title)
    assert remark.endswith(end)
