"""What changed, by day: what came in, was corrected, revised by its office, withdrawn."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from charts.page_parts.change_list import FEW, day_html
from charts.text.claim_history import day_words
from loaders.dataset import Dataset, load
from loaders.history.changelog import Entry, entries
from loaders.history.day_changes import days_of_change
from tests.support.pages import html, opened
from tests.support.paths import BASE
from tests.support.recorded import OBSERVED, OF_A_FILE, write_record

FIRST, SECOND, THIRD = "2026-11-01", "2026-11-02", "2026-11-03"
YEARS = [{**OBSERVED, "period": str(year), "vintage": FIRST} for year in range(2010, 2018)]
REVISED = [{**row, "vintage": SECOND, "value": "1010"} for row in YEARS[: FEW + 1]]
UNCHANGED = {**YEARS[-1], "vintage": SECOND}
GONE = {**YEARS[-1], "vintage": THIRD, "value": "", "flags": "dropped"}


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = Path(shutil.copytree(BASE, tmp_path_factory.mktemp("changes") / "datasets"))
    write_record(folder, [OF_A_FILE], [*YEARS, *REVISED, UNCHANGED, GONE])
    found = load(folder)
    withdrawn = found.claims["claim_id"].map({"keeper2019-visitors": THIRD}).fillna("")
    return replace(found, claims=found.claims.assign(withdrawn=withdrawn))


def test_each_change_is_told_once_on_its_day(dataset: Dataset) -> None:
    third, second, first = days_of_change(dataset)
    assert [third.day, second.day, first.day] == [THIRD, SECOND, FIRST]
    assert [claim.claim_id for claim in third.withdrawn] == ["keeper2019-visitors"]
    assert {claim.claim_id for claim in first.added} == {
        *("ferryman2020-passengers", "ferryman2020-drownings"),
        *("keeper2019-lit", "keeper2019-automated", "keeper2019-visitors"),
    }
    assert not second.added
    assert first.official["count"].to_dict() == {"ferry_passengers": len(YEARS), "fare": 1}
    assert second.official.empty and third.official.empty
    (corrected,) = second.corrected
    assert (corrected.old.claim_id, corrected.same_number) == ("keeper2019-lit", False)
    assert list(second.revised["after"]) == [1010.0] * len(REVISED)
    assert list(third.revised["before"]) == [1000.0]


def test_days_are_summed_up_in_a_sentence(dataset: Dataset) -> None:
    third, second, first = days_of_change(dataset)
    assert day_words(first) == "5 numbers from reports and 9 official figures came in."
    told = "We corrected 1 entry of ours, 1 of them in number or period. "
    assert day_words(second) == told + f"Offices revised {len(REVISED)} figures of theirs."
    assert day_words(third) == "Offices revised 1 figure of theirs. We withdrew 1 entry."


def test_entries_say_old_new_and_why_and_lead_to_their_number(dataset: Dataset) -> None:
    third, second, _ = (day_html(dataset, day) for day in days_of_change(dataset))
    assert 'href="/claims?claim=keeper2019-lit-2018"' in second
    assert "26 lighthouses → 62 lighthouses" in second and "The digits were exchanged." in second
    assert "<details><summary>4 figures: Ferry passengers</summary>" in second
    assert 'href="/claims?claim=office-passengers-2010"' in second
    assert "1,000 passengers → 1,010 passengers" in second
    assert "office-passengers-2017" not in third  # has no page any more
    assert "1,000 passengers → no value" in third


def test_the_changelog_is_cut_into_its_versions() -> None:
    text = "# Changes\n\n## 1.1.0, 2026-01-03\n\nMore.\n\n- One.\n\n## 1.0.0, 2026-01-02\n\nAll.\n"
    found = [Entry("1.1.0", "2026-01-03", "More.\n\n- One."), Entry("1.0.0", "2026-01-02", "All.")]
    assert list(entries(text)) == found
    assert list(entries("no heading")) == []


def test_the_page_has_each_day_and_the_first_page_leads_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(BASE))
    app = opened("changes")
    assert [head.value for head in app.header] == ["2 Nov 2026", "1 Nov 2026"]
    assert "26 lighthouses → 62 lighthouses" in html(app)
    assert 'href="/changes"' in html(opened("overview"))
