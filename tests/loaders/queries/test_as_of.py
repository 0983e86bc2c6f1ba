"""The figures as they stood on a day, in tables, charts, titles and pages alike."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from charts.style.theme import LIGHT
from charts.text.claim_history import Moment, moments
from charts.views.link_preview import preview
from charts.views.resolve import dataset_of
from charts.views.titles import view_description, view_title
from charts.views.view import View, known_values, parse_query
from loaders.dataset import Dataset, load
from loaders.queries.as_of import Since, as_of, first_day, since
from loaders.queries.listing import history
from tests.support.pages import asked, chart, drawn_ids, html, opened
from tests.support.paths import BASE
from tests.support.real import REAL

OLD, NEW = "keeper2019-lit", "keeper2019-lit-2018"
FIRST, SECOND, THIRD = (date(2026, 11, day) for day in (1, 2, 3))
WHY = "The digits were exchanged."


@pytest.fixture(scope="module")
def base() -> Dataset:
    """Figures of which one came in on the second day and corrects another, and one was
    withdrawn on the third.
    """
    found = load(BASE)
    withdrawn = found.claims["claim_id"].map({"keeper2019-visitors": THIRD.isoformat()})
    return replace(found, claims=found.claims.assign(withdrawn=withdrawn.fillna("")))


def states(dataset: Dataset) -> dict[str, str]:
    joined = dataset.joined
    return dict(zip(joined["claim_id"], joined["state"], strict=True))


def test_a_correction_counts_from_the_day_on_which_it_came_in(base: Dataset) -> None:
    assert states(as_of(base, FIRST))[OLD] == "in force"
    assert NEW not in states(as_of(base, FIRST))
    assert states(as_of(base, SECOND))[OLD] == "corrected"
    assert states(as_of(base, SECOND))[NEW] == "in force"


def test_a_withdrawal_counts_from_its_day(base: Dataset) -> None:
    assert states(as_of(base, SECOND))["keeper2019-visitors"] == "in force"
    assert states(as_of(base, THIRD))["keeper2019-visitors"] == "withdrawn"


def test_what_happened_since_is_counted(base: Dataset) -> None:
    assert since(base, FIRST) == Since(added=1, corrected=1, withdrawn=1, observed=0)
    assert since(base, SECOND) == Since(added=0, corrected=0, withdrawn=1, observed=0)
    assert since(base, THIRD) == Since(added=0, corrected=0, withdrawn=0, observed=0)
    assert first_day(base) == FIRST


def test_a_day_seen_from_a_later_one_is_that_day(base: Dataset) -> None:
    days = [FIRST + timedelta(days=n) for n in range(-2, 5)]
    for early, late in itertools.combinations_with_replacement(days, 2):
        seen, then = as_of(base, early).claims, as_of(base, late)
        assert as_of(then, early).claims.equals(seen)
        assert set(seen["claim_id"]) <= set(then.claims["claim_id"])


def test_events_that_came_in_later_are_left_out(real: Dataset) -> None:
    assert len(real.events) > 0
    assert as_of(real, FIRST).events.empty


def test_title_description_and_picture_name_the_day(base: Dataset) -> None:
    view = View("claims", claim=OLD, as_of=FIRST)
    shown = dataset_of(base, view)
    assert view_title(shown, view).endswith("2018, as of 2026-11-01 – Cited Figures")
    assert ", corrected" not in view_title(shown, view)
    assert view_description(shown, view).endswith(f"data {base.version} as of 2026-11-01.")
    drawn = " ".join(note.text for note in preview(shown, view, LIGHT).layout.annotations)
    assert "as of 2026-11-01" in drawn


def test_a_claim_that_came_in_later_is_named_and_not_shown(base: Dataset) -> None:
    view = View("claims", claim=NEW, as_of=FIRST)
    shown = dataset_of(base, view)
    assert view_title(shown, view) == f"{NEW}, as of 2026-11-01 – Cited Figures"
    assert view_description(shown, view).startswith(f"The claim {NEW} was added later.")
    assert preview(shown, view, LIGHT).layout.annotations


def test_a_day_that_is_none_or_still_to_come_gets_a_sentence(base: Dataset) -> None:
    known, tomorrow = known_values(base), (date.today() + timedelta(days=1)).isoformat()
    for text, said in {
        "2026-11-31": '"2026-11-31" is no day such as 2026-11-22, so it was ignored.',
        "20261101": '"20261101" is no day such as 2026-11-22, so it was ignored.',
        tomorrow: f"{tomorrow} is in the future; today's figures are shown.",
    }.items():
        assert parse_query("trends", {"asof": [text]}, known) == (View("trends"), [said])


def test_the_history_tells_what_changed_when_and_why(base: Dataset) -> None:
    added = Moment("2026-11-01", OLD, "Added: 26 lighthouses")
    told = "Corrected: 26 lighthouses → 62 lighthouses; "
    told += "as printed: “26 lighthouses” → “62 lighthouses”"
    corrected = Moment("2026-11-02", NEW, told, WHY)
    assert moments(base, history(base, NEW)) == [added, corrected]
    assert moments(as_of(base, FIRST), history(as_of(base, FIRST), OLD)) == [added]
    told = "Withdrawn: a rise of about 12% against 2017, estimated"
    withdrawn = Moment("2026-11-03", "keeper2019-visitors", told)
    assert moments(base, history(base, "keeper2019-visitors"))[1:] == [withdrawn]


def test_a_claims_page_shows_its_history_and_each_day_of_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(BASE))
    app = opened("claims", claim=OLD)
    assert app.warning[0].value == "We have corrected this entry of ours, so charts leave it out."
    for part in ("26 lighthouses → 62 lighthouses", WHY, f"claim={OLD}&amp;asof=2026-11-01"):
        assert part in html(app)
    app = opened("claims", claim=OLD, asof="2026-11-01")
    assert not app.warning
    assert "since then, 1 claim was added, 1 of them a correction." in html(app)
    app = opened("claims", claim=NEW, asof="2026-11-01")
    assert app.info[0].value.replace("\\", "") == f"The claim {NEW} was added later."


def later(dataset: Dataset, day: str) -> int:
    return int((dataset.claims["added"] > day).sum())


def test_a_chart_shows_the_day_in_its_own_note_and_filters_choose_it(real: Dataset) -> None:
    app = opened("trends", indicator="poppy_area", asof="2026-11-22")
    own = as_of(real, date(2026, 11, 22)).claims["claim_id"]
    assert drawn_ids(chart(app))
    assert drawn_ids(chart(app)) <= set(own)
    notes = " ".join(note["text"] for note in chart(app)["layout"]["annotations"])
    assert "as of 2026-11-22" in notes.replace("<br>", " ")
    assert f"since then, {later(real, '2026-11-22')} claims were added" in html(app)
    assert not drawn_ids(chart(opened("trends", indicator="poppy_area"))) <= set(own)


@pytest.mark.parametrize("page", ["trends", "compare", "recorded", "disagreements", "claims"])
def test_from_a_day_links_lead_to_that_day_but_for_the_one_to_today(page: str) -> None:
    app = opened(page, asof="2026-11-24")
    claims = re.findall(r'href="(/claims\?[^"]*claim=[^"]*)"', html(app))
    assert claims
    assert [to for to in claims if "asof=2026-11-24" not in to] == []
    (now,) = re.findall(r"""href="([^"]*)"[^>]*>Show today's figures""", html(app))
    assert "asof" not in now
    assert "asof" not in html(opened("overview"))


@pytest.mark.parametrize("page", ["recorded", "disagreements"])
def test_lists_of_a_day_hold_what_was_there(page: str) -> None:
    app = opened(page)
    app.date_input[0].set_value(date(2026, 11, 22)).run()
    assert not app.exception
    assert asked(app, "asof") == "2026-11-22"
    count = later(REAL, "2026-11-22")
    assert f"The figures as of 2026-11-22; since then, {count} claims were added" in html(app)


def test_a_comparison_before_all_figures_shows_none_and_says_so() -> None:
    app = opened("compare", asof="2026-11-20")
    count = later(REAL, "2026-11-20")
    assert f"The figures as of 2026-11-20; since then, {count} claims were added" in html(app)


@pytest.mark.parametrize("page", ["trends", "recorded", "disagreements", "claims"])
def test_a_day_before_all_figures_shows_none_and_says_so(
    page: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(BASE))
    app = opened(page, asof="2026-10-20")
    assert "The figures as of 2026-10-20; since then, 7 claims were added" in html(app)
