"""Maintaining in a browser: rows are marked, mended, written, dropped and handed out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from loaders.dataset import load
from loaders.storage.folder import contents
from loaders.validation.check import check
from tests.support.accessibility import barriers, sideways
from tests.support.browser import App, settle
from tests.support.texts import TEXTS

pytestmark = pytest.mark.browser
FILE = "claims/overdose_deaths.csv"
HEAD = "claim_id,series_id,period,low,high,unit,hedge,as_printed,document_id,locator,status,note"
GOOD = "w-{},overdose-deaths-us-cdc,2023,90,90,deaths,exact,90,washington2024,para 9,observation,"
BAD = GOOD.format("bad").replace(",90,90,", ",ninety,,") + "<img src=x onerror=alert(1)>"


def opened(page: Page, app: App, query: str) -> None:
    page.goto(f"{app.address}/maintain?{query}")
    expect(page.get_by_role("heading", name="Maintain")).to_be_visible(timeout=30_000)
    settle(page)


def box_of(page: Page) -> Locator:
    """The box of rows, once the one that it takes the place of is gone."""
    found = page.get_by_label("Rows", exact=True)
    expect(found).to_have_count(1, timeout=20_000)
    return found


def pasted(page: Page, *rows: str) -> None:
    box = box_of(page)
    box.fill("\n".join([HEAD, *rows]))
    box.press("Control+Enter")
    settle(page)


def marks(page: Page) -> Locator:
    return page.locator(".cf-wrong")


@pytest.mark.stress
def test_pasted_rows_are_marked_mended_and_written(page: Page, curated: App) -> None:
    opened(page, curated, "task=rows&topic=overdose_deaths")
    before = contents(curated.datasets)
    pasted(page, GOOD.format("paste"), BAD)
    expect(marks(page)).to_have_text(["ninety", "empty", "<img src=x onerror=alert(1)>"])
    expect(page.locator(".cf-faults li code").first).to_have_text("pasted:3")
    assert barriers(page) + sideways(page) == []
    expect(page.get_by_role("button", name="Write to the files")).to_have_count(0)
    assert contents(curated.datasets) == before
    pasted(page, GOOD.format("paste"))
    page.get_by_role("button", name="Write to the files").click()
    expect(page.locator(".cf-done")).to_contain_text(f"Added 1 to {FILE}.", timeout=20_000)
    check(curated.datasets)
    page.locator(".cf-done a").click()
    expect(page.get_by_role("heading", name="90 deaths")).to_be_visible(timeout=20_000)


def test_a_claim_is_added_by_keyboard_alone(page: Page, curated: App) -> None:
    series = "overdose-deaths-us-cdc"
    own = load(curated.datasets).joined.query("series_id == @series and state == 'in force'")
    last = own.sort_values("end").iloc[-1]
    year, document = last["end"].year + 1, last["document_id"]
    opened(page, curated, f"series={series}")
    page.get_by_label("As printed", exact=True).focus()
    page.keyboard.type("about 95,000 overdose deaths")
    page.keyboard.press("Tab")
    settle(page)
    page.keyboard.press("Tab")  # the document is the right one
    page.keyboard.type("para 4")
    page.keyboard.press("Tab")
    write = page.get_by_role("button", name="Write to the files")
    expect(write).to_be_visible(timeout=20_000)
    expect(page.get_by_label("Place in the document", exact=True)).to_have_value("para 4")
    expect(page.locator(".js-plotly-plot")).to_have_count(2)
    assert barriers(page) + sideways(page) == []
    if TEXTS.is_dir():  # which have no such words
        page.get_by_label("I have looked again; it is meant so").focus()
        page.keyboard.press("Space")
        expect(write).to_be_enabled(timeout=20_000)
    write.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".cf-done")).to_contain_text(f"Added 1 to {FILE}.", timeout=20_000)
    line = f"{document}-overdose-deaths-{year},{series},{year},,95000,95000,"
    assert line in (curated.datasets / FILE).read_text(encoding="utf-8")


@pytest.mark.stress
def test_without_curate_the_file_is_handed_out_and_nothing_is_written(page: Page, app: App) -> None:
    before = contents(app.datasets)
    opened(page, app, "task=rows&topic=overdose_deaths")
    pasted(page, GOOD.format("read"))
    save = page.get_by_role("button", name=f"Save {FILE} with it")
    expect(save).to_be_visible(timeout=20_000)
    expect(page.get_by_role("button", name="Write to the files")).to_have_count(0)
    with page.expect_download() as download:
        save.click()
    whole = Path(download.value.path()).read_bytes()
    assert whole.startswith(before[FILE] or b"?")
    assert whole[len(before[FILE] or b"") :].startswith(
        b"w-read,overdose-deaths-us-cdc,2023,,90,90,"
    )
    assert contents(app.datasets) == before


def test_a_dropped_file_that_is_no_utf_8_is_refused(page: Page, app: App, tmp_path: Path) -> None:
    opened(page, app, "task=rows")
    wide = tmp_path / "overdose_deaths.csv"
    wide.write_bytes(HEAD.encode() + b"\xef\n")
    page.locator("input[type=file]").set_input_files(wide)
    expect(page.locator(".cf-faults")).to_contain_text(
        "is not UTF-8; allowed: UTF-8", timeout=20_000
    )
    settle(page)
    expect(box_of(page)).to_have_value("")


def test_a_dropped_file_is_read_and_not_kept(page: Page, app: App, tmp_path: Path) -> None:
    opened(page, app, "task=rows")
    whole = tmp_path / "overdose_deaths.csv"
    whole.write_bytes((contents(app.datasets)[FILE] or b"") + b"x,y\n")
    page.locator("input[type=file]").set_input_files(whole)
    faults = page.locator(".cf-faults")
    expect(faults).to_contain_text("dropped overdose_deaths.csv:", timeout=20_000)
    expect(page).to_have_url(f"{app.address}/maintain?topic=overdose_deaths&task=rows")
    expect(page.get_by_test_id("stFileUploaderFile")).to_have_count(0)
    page.get_by_role("link", name="Method").click()
    expect(page.get_by_role("heading", name="Method")).to_be_visible(timeout=20_000)
    page.get_by_role("link", name="Maintain").click()
    expect(box_of(page)).to_have_value("", timeout=20_000)
