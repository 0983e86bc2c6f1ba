"""Links in parts of pages lead to where the app is served, with the day of the page."""

from __future__ import annotations

from datetime import date

import pytest

from app_pages.controls import texts
from app_pages.session.view_state import ViewState
from charts.page_parts.links import link, link_out


@pytest.fixture
def state(monkeypatch: pytest.MonkeyPatch) -> ViewState:
    state = ViewState()
    monkeypatch.setattr(texts, "base_path", lambda: "/figures")
    monkeypatch.setattr(texts, "view_state", lambda: state)
    return state


def test_a_link_to_a_view_leads_below_the_apps_path(state: ViewState) -> None:
    out = link_out("https://a.org/b", "b")
    html = texts.in_app(link("trends", "a", indicator="a", place="MX") + out)
    shown = '<a href="/figures/trends?indicator=a&amp;place=MX" target="_self">a</a>'
    assert html == shown + out
    assert texts.in_app(html) == html


def test_from_a_page_of_a_day_a_link_leads_to_that_day(state: ViewState) -> None:
    state.day = date(2024, 5, 6)
    for page, query, shown in (
        ("trends", {"indicator": "a"}, "trends?indicator=a&amp;asof=2024-05-06"),
        ("claims", {}, "claims?asof=2024-05-06"),
        ("claims", {"claim": "c", "asof": "2023-01-02"}, "claims?claim=c&amp;asof=2023-01-02"),
        ("sources", {"work": "w"}, "sources?work=w"),
    ):
        assert texts.in_app(link(page, "a", **query)) == (
            f'<a href="/figures/{shown}" target="_self">a</a>'
        )
