"""What most readers ask for is worked out before they ask."""

from __future__ import annotations

from itertools import islice

import pytest

from app_pages.server import prepared_views
from app_pages.server.prepared_views import common_views, prepare_views
from app_pages.session.dataset_cache import figure_of
from charts.page_parts import tables
from charts.page_parts.results import choices_of, known_of, remarks_of
from charts.style.theme import DARK, NARROW
from charts.views.resolve import ResolvedView, complete
from charts.views.view import address, parse_query
from loaders.dataset import Dataset


def test_a_common_view_is_the_one_that_its_address_gives(real: Dataset) -> None:
    views = list(common_views(real))
    assert {view.indicator for view in views} >= set(choices_of(real).index)
    for view in views:
        read, unclear = parse_query(view.page, address(view), known_of(real))
        assert (complete(real, read), unclear) == (view, [])


def test_a_prepared_view_is_not_worked_out_again(
    real: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    views = list(islice(common_views(real), 2))
    monkeypatch.setattr(prepared_views, "common_views", lambda _: iter(views))
    monkeypatch.setattr(prepared_views, "topic_cards", lambda *_: None)
    monkeypatch.setattr(prepared_views, "indicator_entries", lambda *_: None)
    prepare_views(real, lambda: True)
    monkeypatch.delattr(ResolvedView, "draw")
    monkeypatch.delattr(ResolvedView, "remarks")
    monkeypatch.delattr(tables, "claims_html")
    monkeypatch.delattr(tables, "sources_html")
    for view in views:
        assert figure_of(real, view, DARK, NARROW) is not None
        assert remarks_of(real, view)
        assert tables.view_claims(real, view, "record") or tables.view_claims(
            real, view, "documents"
        )
        assert tables.view_sources(real, view)


def test_figures_that_are_no_longer_current_are_not_prepared(
    real: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(ResolvedView, "draw")
    monkeypatch.delattr(ResolvedView, "remarks")
    prepare_views(real, lambda: False)
