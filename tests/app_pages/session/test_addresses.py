from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import pytest

from app_pages.session import addresses
from app_pages.session.view_state import ViewState
from charts.export.settings import ExportSettings
from charts.views.deck import ChartSlide
from charts.views.view import View, relative_address
from tests.support.paths import ROOT

VIEW = View("trends", indicator="poppy_area", places=("MX", "US"))
QUERY = "indicator=poppy_area&place=MX&place=US"


@pytest.fixture(autouse=True)
def under_path(monkeypatch: pytest.MonkeyPatch) -> Iterator[ViewState]:
    """Serve the app under /figures, to a reader who reaches it under another path."""
    state = ViewState()
    monkeypatch.setattr(addresses.st, "get_option", lambda _: "/figures/")
    monkeypatch.setattr(
        addresses.st, "context", SimpleNamespace(url="https://example.org/by/trends")
    )
    monkeypatch.setattr(addresses, "view_state", lambda: state)
    yield state


def test_each_address_of_a_view_asks_for_the_same() -> None:
    assert relative_address(VIEW) == f"/trends?{QUERY}"
    assert ChartSlide(replace(VIEW, title="Mine")).text == f"trends?{QUERY}#Mine"
    assert addresses.address_of("https://a.example/figures", VIEW) == (
        f"https://a.example/figures/trends?{QUERY}"
    )
    assert addresses.reader_address(VIEW) == f"https://example.org/by/trends?{QUERY}"
    assert addresses.path_to("trends", indicator="poppy_area", place=["MX", "US"], q="") == (
        f"/figures/trends?{QUERY}"
    )
    for address in (
        addresses.file_path(VIEW, ExportSettings("png")),
        addresses.picture_address("", VIEW),
        addresses.embed_address("", VIEW),
    ):
        names = parse_qs(urlsplit(address).query)
        assert names["page"] == ["trends"]
        assert names.items() >= parse_qs(QUERY).items()


def test_whoever_serves_the_app_says_where_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(addresses.URL, "https://cited.example/")
    assert addresses.public_address(VIEW) == f"https://cited.example/trends?{QUERY}"
    monkeypatch.setenv(addresses.URL, "cited.example")
    assert addresses.public_address(VIEW) == f"https://example.org/by/trends?{QUERY}"
    for host in ("localhost:8501", "127.0.0.1", "[::1]:80", ""):
        assert not addresses.public_site(f"http://{host}" if host else "")


def test_a_home_page_has_no_name_in_its_address() -> None:
    assert addresses.address_of("/figures", View()) == "/figures/"
    assert relative_address(View()) == "/"


def test_a_page_that_shows_a_day_leads_to_others_of_that_day(under_path: ViewState) -> None:
    assert addresses.path_to("claims") == "/figures/claims"
    under_path.day = date(2024, 5, 6)
    assert addresses.path_to("claims") == "/figures/claims?asof=2024-05-06"
    assert addresses.path_to("claims", asof="") == "/figures/claims"
    assert addresses.path_to("verify") == "/figures/verify"


def test_the_base_path_is_read_in_one_place() -> None:
    programs = [p for p in (ROOT / "app_pages").rglob("*.py") if "baseUrlPath" in p.read_text()]
    assert [path.name for path in programs] == ["addresses.py"]
