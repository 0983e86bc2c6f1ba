"""The list of claims as a view: what it holds, how its filters are said, which files it has."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from charts.export.browser import PictureError
from charts.export.formats import LIST_FORMATS, export_view, forms_of
from charts.export.settings import ExportSettings
from charts.views.list_views import NO_LISTED
from charts.views.resolve import complete, dataset_of, resolve
from charts.views.view import View
from tests.support.real import REAL

VIEW = View(
    "claims",
    topic="prices",
    words=" corn ",
    since=2000,
    hedges=("exact",),
    record=False,
    sort="added",
)


def test_a_list_says_what_it_holds_and_by_which_filters() -> None:
    view = replace(VIEW, as_of=date(2026, 11, 22))
    resolved = resolve(dataset_of(REAL, view), view)
    assert resolved.subtitle == (
        "1 number from documents. Search: “corn”. Topic: Prices. Wording: plain number. "
        "From year: 2000. Without the official record. Data as it stood on 22 Nov 2026. "
        "Sorted by: added, newest first."
    )
    assert list(resolved.claims["chart_unit"]) == ["USD/ton"]
    view = replace(view, as_of=date(2026, 11, 1))
    assert resolve(dataset_of(REAL, view), view).missing == NO_LISTED


def test_the_files_of_a_list_hold_all_of_its_parts() -> None:
    third = View("claims", part=3)
    assert complete(REAL, third) == third
    resolved = resolve(REAL, third)
    assert resolved.view == View("claims")
    assert len(resolved.claims) > 100


def test_a_list_is_no_picture_and_no_slide() -> None:
    resolved = resolve(REAL, VIEW)
    assert [form.name for form in forms_of(VIEW)] == list(LIST_FORMATS)
    for form in ("png", "pptx"):
        with pytest.raises(PictureError, match=f"^A list of claims is saved as .*, not as {form}"):
            export_view(REAL, resolved, ExportSettings(form))
    nothing = resolve(REAL, replace(VIEW, words="no such words"))
    with pytest.raises(PictureError, match=r"^No claim matches all of this search"):
        export_view(REAL, nothing, ExportSettings("csv"))


def test_the_page_of_a_list_says_what_each_number_is_of() -> None:
    page = export_view(REAL, resolve(REAL, VIEW), ExportSettings("html")).decode()
    assert 'data-name="What">' in page
    assert 'data-name="Place">' in page
    assert "<h1 class=shown>Claims</h1>" in page
    assert "<script>" not in page
