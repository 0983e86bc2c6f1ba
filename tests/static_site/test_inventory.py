"""The pages of the edition: which there are, and where addresses of the app lead."""

from __future__ import annotations

import pytest

from charts.views.view import relative_address
from loaders.dataset import Dataset
from static_site.inventory import beside, description, page_at, pages, path_of
from tests.support.ferries import ferries

ANEW = {"claim_id": "again", "supersedes": "said", "correction_reason": "Misread.", "low": "510"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    claims = ({"claim_id": "said"}, ANEW, {"claim_id": "other", "low": "700", "series_id": "port"})
    return ferries(tmp_path_factory.mktemp("edition"), *claims)


def test_each_page_has_a_path_and_a_title_of_its_own(dataset: Dataset) -> None:
    found = pages(dataset)
    assert len({page.path for page in found}) == len(found)
    assert all(page.title and description(dataset, page) for page in found)
    assert all(page.path.endswith("/") or page.kind == "overview" for page in found)


def test_a_claim_that_was_corrected_keeps_its_page(dataset: Dataset) -> None:
    assert {f"claims/{name}/" for name in ("said", "again", "other")} <= set(page_at(dataset))
    assert "corrected" in page_at(dataset)["claims/said/"].title
    assert set(beside(dataset)) == {"again", "other"}


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("/", ""),
        ("/trends?indicator=ferry_passengers&place=NO", "indicators/ferry_passengers/"),
        ("/trends?topic=ferries", "indicators/ferry_passengers/"),
        ("/claims?claim=said&asof=2026-01-02", "claims/said/"),
        ("/claims?topic=ferries&record=no", "claims/#ferries"),
        ("/claims?q=70%2C000", "search/?q=70%2C000"),
        ("/?q=ferry", "search/?q=ferry"),
        ("/disagreements?claim=again", "disagreements/again/"),
        ("/disagreements?claim=said", "disagreements/"),
        ("/sources?work=berg2020", "documents/berg2020/"),
        ("https://figures.example/base/recorded?within=no", "recorded/"),
        ("/deck?view=x", None),
        ("/nowhere", None),
    ],
)
def test_an_address_of_the_app_leads_to_the_page_of_the_same(
    dataset: Dataset, address: str, path: str | None
) -> None:
    assert path_of(dataset, address) == path


def test_each_page_that_the_app_has_is_where_its_own_address_leads(dataset: Dataset) -> None:
    for page in pages(dataset):
        if page.view:
            assert path_of(dataset, relative_address(page.view)) == page.path


def test_what_addresses_lead_to_is_there(dataset: Dataset) -> None:
    names = [*dataset.carried, *dataset.claims["claim_id"]]
    assert {path_of(dataset, f"/claims?claim={name}") for name in names} <= set(page_at(dataset))
