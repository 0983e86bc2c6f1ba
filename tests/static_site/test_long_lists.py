"""Lists that are too long for a page: each row stands on a page that the list leads to."""

from __future__ import annotations

from pathlib import Path

import pytest

from charts.page_parts.results import differences_of
from loaders.dataset import Dataset
from static_site import inventory
from static_site.data_files import shown_on
from static_site.html.page_html import KINDS
from static_site.inventory import LONG, page_at, path_of
from tests.support.ferries import ferries

CLAIMS = (
    {"claim_id": "one"},
    {"claim_id": "other", "low": "700", "series_id": "port", "document_id": "dahl2021"},
    {"claim_id": "alone", "period": "2001", "document_id": "dahl2021", "series_id": "line"},
)


@pytest.fixture
def dataset(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Dataset:
    monkeypatch.setattr(inventory, "LONG", dict.fromkeys(LONG, 0))
    return ferries(tmp_path, *CLAIMS).with_version("of which every list is long")


def html(dataset: Dataset, path: str) -> str:
    page = page_at(dataset)[path]
    listing, single = KINDS[page.kind]
    own = (single if page.id else listing)(dataset, page)
    return own.place + "".join(section.html for section in own.sections)


def test_each_row_of_a_long_list_stands_on_a_page_of_its_indicator(dataset: Dataset) -> None:
    for kind, shown in (("disagreements", ["one", "other"]), ("recorded", ["one", "alone"])):
        path = f"indicators/ferry_passengers/{kind}/"
        whole, part = html(dataset, f"{kind}/"), html(dataset, path)
        assert f'<a href="../{path}">' in whole and "too long a page" in whole
        assert all(f"claim={name}" in part for name in shown), kind
        resolved = shown_on(dataset, page_at(dataset)[f"{kind}/"])
        assert resolved and resolved.missing and resolved.shape == "list"
    assert differences_of(dataset).differences
    assert "indicator=ferry_passengers" in html(dataset, "claims/")
    assert "claim=one" not in html(dataset, "claims/")


def test_the_app_s_address_of_an_indicator_s_disagreements_leads_to_them(dataset: Dataset) -> None:
    address = "/disagreements?indicator=ferry_passengers"
    assert path_of(dataset, address) == "indicators/ferry_passengers/disagreements/"
    assert path_of(dataset, "/disagreements?indicator=travellers") == "disagreements/"
