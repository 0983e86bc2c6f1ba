"""Figures of the record on the pages: over a length of time, of a place, each with a page."""

from __future__ import annotations

import re

from charts.page_parts.claim_record import about
from loaders.dataset import claims_in
from loaders.queries.record import record_claims
from tests.support.pages import html, opened
from tests.support.real import REAL


def test_a_reader_chooses_months_and_sees_which_claims_stay() -> None:
    page = opened("trends", indicator="fentanyl_seized")
    (grain,) = [box for box in page.selectbox if box.label == "Time span"]
    assert "Months" in grain.options and "US fiscal years" in grain.options
    page = grain.select("month").run()
    assert not page.exception
    assert "not about one month" in html(page)
    recorded = re.search(r"the official record, (\d+) figures", html(page))
    assert recorded and int(recorded[1]) > 80


def test_an_indicator_of_the_record_alone_has_a_chart() -> None:
    page = opened("trends", indicator="homicides_firearm")
    assert not page.exception and page.get("plotly_chart")


def test_a_figure_of_the_record_has_a_page_that_leads_to_its_file() -> None:
    page = opened("claims", claim="cbp-fentanyl-monthly-2019")
    text = html(page)
    assert not page.exception
    assert "3,105 pounds" in page.header[0].value
    assert "Summed by us from 12 months of the record" in text
    assert "The months that it sums" in text and "claim=cbp-fentanyl-monthly-2019-04" in text
    one = html(opened("claims", claim="cbp-fentanyl-monthly-2019-04"))
    assert "Summed by us from rows of a data file and rounded" in one


def test_the_page_of_a_figure_says_at_its_head_that_it_is_not_final() -> None:
    own = REAL.recorded_series[REAL.recorded_series["indicator_id"] == "homicides"]
    rows = record_claims(REAL, list(own.index))
    first = claims_in(rows.drop_duplicates(["series_id", "unsettled"]))
    assert {claim.unsettled for claim in first} == {True, False}
    for claim in first:
        assert ("; not final" in about(REAL, claim)) == claim.unsettled, claim.claim_id


def test_a_figure_of_the_record_cannot_be_corrected_by_form() -> None:
    page = opened("maintain", claim="cbp-fentanyl-monthly-2019")
    assert not page.exception
    assert "There is no claim &quot;cbp-fentanyl-monthly-2019&quot; here" in html(page)


def test_what_only_the_record_has_is_not_said_to_be_filtered_out() -> None:
    page = opened("compare", indicator="homicides_firearm")
    assert "No document here gives a number of this" in page.info[0].value


def test_a_page_of_an_earlier_day_tells_of_the_record_too() -> None:
    page = opened("trends", indicator="homicides_firearm", asof="2026-11-23")
    assert f"{len(REAL.recorded):,} official figures were added or revised" in html(page)
