"""A change or a ratio says its direction and its base in each place that writes its number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from charts.builders.compare import small_print
from charts.tables.sheets import row_sheet
from charts.text import notes
from charts.text.series_summary import claim_phrase
from charts.views.titles import about_view, claim_title
from charts.views.view import View
from loaders.dataset import Claim, Dataset, claims_in
from loaders.queries.citable import claim_item
from loaders.queries.claim_text import change_words
from loaders.queries.selection import trend_claims
from tests.support.real import REAL

CHANGED = [
    claim for claim in claims_in(REAL.joined) if claim.in_force and change_words(REAL, claim)
]
DAY = date(2026, 11, 28)


def _row(dataset: Dataset, claim: Claim) -> str:
    claims = trend_claims(dataset, claim.indicator_id)
    sheet = row_sheet(dataset, claims[claims["claim_id"] == claim.claim_id])
    return str(sheet.rows[0][list(sheet.columns).index("value")])


PLACES: dict[str, Callable[[Dataset, Claim], str]] = {
    "mark": lambda d, c: notes.hover(d, c).replace("<br>", " "),
    "heading": claim_title,
    "preview": lambda d, c: about_view(d, View("claims", claim=c.claim_id)),
    "row of a comparison": lambda d, c: " ".join(small_print(d, c)),
    "row of a file": _row,
    "alternative text": claim_phrase,
    "citation": lambda d, c: str(claim_item(d, c, "", DAY)["title"]),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_change_keeps_direction_and_base(place: str) -> None:
    assert CHANGED
    for claim in CHANGED:
        assert change_words(REAL, claim) in PLACES[place](REAL, claim)
