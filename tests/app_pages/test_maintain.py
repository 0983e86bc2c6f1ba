"""The page that maintains, through Streamlit's own test: what it checks, hands out and writes."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from app_pages.curation import write_access
from loaders.curation.append import LOCK
from loaders.dataset import Dataset, load
from loaders.errors import DatasetError
from loaders.queries.overdue import due
from loaders.storage.folder import contents
from loaders.validation.check import check
from tests.support.adding import CLAIM, ENTRY, SHA256, claim, copied, put_text
from tests.support.pages import chart, html, opened, order

OWN_PAGE = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}
SERIES, NAME = "lit-ee", "keeper2019-lighthouses-lit-2017"
LIGHTS = "claims/lighthouses.csv"
WORDS = "about 1,100 lighthouses"
LINE = (
    f"{NAME},lit-ee,2017,,1100,1100,,lighthouses,about,"
    '"about 1,100 lighthouses",,,,,keeper2019,para 9,,,observation,,'
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small dataset, which is quick to check, for an app that may not write."""
    found = copied(tmp_path / "base")
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(found))
    return found


@pytest.fixture
def base(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same, for an app that was started for curating and is asked by its own page."""
    monkeypatch.setenv(write_access.VARIABLE, "1")
    monkeypatch.setattr(ContextProxy, "headers", OWN_PAGE)
    return folder


def said(app: AppTest) -> str:
    return html(app) + "\n".join(c.value for c in (*app.code, *app.caption, *app.markdown))


def typed(app: AppTest, label: str, text: str) -> None:
    [box] = [one for one in app.text_input if one.label == label]
    box.set_value(text).run()
    assert not app.exception


def pasted(app: AppTest, text: str) -> None:
    app.text_area[0].set_value(text).run()
    assert not app.exception


def pressed(app: AppTest, label: str) -> None:
    [button] = [one for one in app.button if one.label == label]
    button.click().run()
    assert not app.exception


def labels(app: AppTest) -> list[str]:
    return [one.label for one in app.button]


def text_of(folder: Path, file: str) -> str:
    return (folder / file).read_text(encoding="utf-8")


def filled_form() -> AppTest:
    app = opened("maintain", series=SERIES)
    typed(app, "As printed", WORDS)
    typed(app, "Place in the document", "para 9")
    typed(app, "Period", "2017")
    return app


def test_a_form_starts_from_the_last_claim_and_scolds_nobody(real: Dataset) -> None:
    app = opened("maintain", series="overdose-deaths-us-cdc")
    values = {one.label: one.value for one in (*app.text_input, *app.selectbox)}
    own = real.joined[real.joined["series_id"] == "overdose-deaths-us-cdc"]
    last = own[own["state"] == "in force"].sort_values("end").iloc[-1]
    assert values["Period"] == str(last["end"].year + 1)
    assert (values["Document"], values["Status"]) == (last["document_id"], "observation")
    assert "problem" not in html(app).split("</style>")[0]


def test_a_form_tells_each_problem_with_field_and_remedy(folder: Path) -> None:
    app = opened("maintain", series=SERIES)
    typed(app, "As printed", WORDS)
    assert "<strong>locator</strong>: is empty" in html(app)
    typed(app, "Place in the document", "paragraph 9")
    order(html(app), "allowed: para 60, para 112-113", "did you mean")
    meant = "did you mean &quot;para 9&quot;?"
    assert f'<p class="cf-mark">&quot;paragraph 9&quot; is not allowed; {meant}</p>' in html(app)
    assert not app.get("plotly_chart")


def test_words_that_give_two_numbers_are_no_claim_and_the_rest_is_checked(folder: Path) -> None:
    app = opened("maintain", series=SERIES)
    typed(app, "As printed", "about 90 and 100 lighthouses")
    assert "gives 2 numbers" in html(app)
    assert "<strong>locator</strong>" in html(app)
    assert "<strong>low</strong>" not in html(app)


def test_a_good_claim_shows_its_line_what_to_look_at_and_both_charts(folder: Path) -> None:
    before = contents(folder)
    app = filled_form()
    assert f"{LINE}{date.today()},,,," in [one.value for one in app.code]
    charts = app.get("plotly_chart")
    assert len(charts) == 2
    assert NAME not in charts[0].proto.spec
    assert NAME in charts[1].proto.spec
    typed(app, "Period", "2018")
    order(html(app), "Disagreement.", "These do not agree", "62 lighthouses")
    assert contents(folder) == before


def test_without_curate_nothing_can_be_written_and_the_file_is_handed_out(folder: Path) -> None:
    app = filled_form()
    assert "Write to the files" not in labels(app)
    assert app.get("download_button")[0].proto.label == f"Save {LIGHTS} with it"
    assert "nothing is saved on this site" in said(app)
    with pytest.raises(DatasetError, match="this app does not write"):
        write_access.refuse_others()


def test_a_claim_is_written_and_shown_without_a_restart(base: Path) -> None:
    app = filled_form()
    pressed(app, "Write to the files")
    assert f"Added 1 to {LIGHTS}." in html(app)
    assert f"{NAME}," in text_of(base, LIGHTS)
    check(base)
    app = opened("trends", indicator="lighthouses_lit")
    assert NAME in str(chart(app))


@pytest.mark.parametrize(
    ("address", "headers"),
    [
        ("0.0.0.0", OWN_PAGE),  # noqa: S104  that it is refused is tested
        ("", OWN_PAGE),
        ("127.0.0.1", {"Host": "figures.example.org", "Origin": "http://figures.example.org"}),
        *(("127.0.0.1", OWN_PAGE | {name: "10.0.0.7"}) for name in write_access.FORWARDED),
        ("127.0.0.1", {"Host": "127.0.0.1:8501"}),
        ("127.0.0.1", OWN_PAGE | {"Origin": "https://127.0.0.1:8501"}),
        ("127.0.0.1", OWN_PAGE | {"Origin": "http://127.0.0.1:9999"}),
        ("127.0.0.1", OWN_PAGE | {"Origin": "http://localhost:8501"}),
        ("127.0.0.1", OWN_PAGE | {"Origin": "http://127.0.0.1"}),
        ("127.0.0.1", OWN_PAGE | {"Origin": "http://0.0.0.0:8501"}),
        ("127.0.0.1", OWN_PAGE | {"Origin": "chrome-extension://127.0.0.1:8501"}),
        ("127.0.0.1", OWN_PAGE | {"Origin": "null"}),
    ],
)
def test_what_others_can_reach_writes_nothing(
    monkeypatch: pytest.MonkeyPatch, address: str, headers: dict[str, str]
) -> None:
    options = {"server.address": address}
    monkeypatch.setenv(write_access.VARIABLE, "1")
    monkeypatch.setattr(write_access.st, "get_option", options.get)
    monkeypatch.setattr(ContextProxy, "headers", headers)
    assert not write_access.may_write()
    assert write_access.mode_words() == write_access.REFUSES
    options["server.address"] = "127.0.0.1"
    monkeypatch.setattr(ContextProxy, "headers", OWN_PAGE)
    assert write_access.may_write()
    assert st.get_option is write_access.st.get_option


def test_pasted_rows_are_marked_where_they_are_wrong_and_written_when_mended(base: Path) -> None:
    head = "claim_id,series_id,period,low,high,unit,hedge,as_printed,document_id,locator,status\n"
    good = (
        "a-lit,lit-ee,2017,27,27,lighthouses,exact,27 lighthouses,keeper2019,para 4,observation\n"
    )
    bad = good.replace("a-lit", "b-lit").replace("para 4", "<b>4</b>").replace(",27,27,", ",27,,")
    app = opened("maintain", task="rows", topic="lighthouses")
    pasted(app, head + good + bad)
    for part in ("2 problems", "<code>pasted:3</code>", '<mark class="cf-wrong">empty</mark>'):
        assert part in html(app)
    assert '<mark class="cf-wrong">&lt;b&gt;4&lt;/b&gt;</mark>' in html(app)
    assert "Write to the files" not in labels(app)
    pasted(app, head + good)
    pressed(app, "Write to the files")
    assert "Added 1 to claims/lighthouses.csv." in html(app)
    assert "\na-lit,lit-ee," in text_of(base, "claims/lighthouses.csv")
    assert app.text_area[0].value == ""


def test_words_that_the_text_at_hand_lacks_are_stood_by_before_they_are_written(
    base: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CITED_FIGURES_TEXTS", raising=False)
    put_text(base, "lamps.txt", "# Lamps\n\n27 lighthouses are lit.\n")
    before = text_of(base, LIGHTS)
    app = opened("maintain", task="rows", topic="lighthouses")
    row = CLAIM | {"low": "28", "high": "28", "as_printed": "28 lighthouses", "locator": "para 2"}
    pasted(app, f"{','.join(row)}\n{','.join(row.values())}\n")
    assert "is nowhere in lamps.txt" in html(app)
    assert "none of it stops you" not in html(app)
    [write] = [one for one in app.button if one.label == "Write to the files"]
    assert write.disabled
    assert app.get("download_button")[0].proto.disabled
    [meant] = [one for one in app.checkbox if one.label.startswith("I have looked again")]
    meant.check().run()
    assert text_of(base, LIGHTS) == before
    pressed(app, "Write to the files")
    assert f"Added 1 to {LIGHTS}." in html(app)


def test_a_whole_file_is_passed_over_but_for_what_is_new_or_edited(base: Path) -> None:
    app = opened("maintain", task="rows", topic="lighthouses")
    whole = text_of(base, "claims/lighthouses.csv")
    pasted(app, whole)
    assert "4 rows: 4 already here." in html(app)
    pasted(app, whole.replace("some 12%", "some 13%"))
    order(html(app), "4 rows: 3 already here, 1 already here, with other cells.", "claim_id")
    assert 'href="/maintain?claim=keeper2019-visitors"' in html(app)


def test_claims_and_what_they_need_come_together_by_form(base: Path) -> None:
    app = opened("maintain", task="row", table="places")
    typed(app, "Place", "LV")
    typed(app, "Name", "Latvia")
    assert "&quot;LV&quot; is not used anywhere; delete the row, or add the row" in html(app)
    pressed(app, "Add it to the box")
    assert "The row is in the box" in html(app)
    app.button_group[0].set_value("rows").run()
    box = app.text_area[0].value
    assert box == '{"table": "places", "place_id": "LV", "name": "Latvia"}'
    series = '{"table": "series", "series_id": "lit-lv", "indicator_id": "lighthouses_lit", '
    series += '"place_id": "LV", "measure": "stock"}'
    lit = str(CLAIM | {"claim_id": "lit-lv-2017", "series_id": "lit-lv", "topic": "lighthouses"})
    pasted(app, "\n".join([box, series, lit.replace("'", '"')]))
    pressed(app, "Write to the files")
    for file in ("places.csv", "series.csv", "claims/lighthouses.csv"):
        assert f"Added 1 to {file}." in html(app)
    check(base)


def test_a_new_document_comes_with_its_work_and_its_claims(base: Path) -> None:
    work = {"table": "references", "bibtex": ENTRY.replace("\n", " ")}
    document = {"table": "documents", "document_id": "pilot2021", "kind": "analysed"}
    document |= {"published": "2021-05", "text_sha256": SHA256, "paragraphs": "9"}
    rows = [work, document]
    for year in ("2016", "2017", "2018"):
        one = {"claim_id": f"pilot2021-lit-{year}", "period": year, "document_id": "pilot2021"}
        rows.append(CLAIM | one | {"topic": "lighthouses"})
    app = opened("maintain", task="rows")
    pasted(app, "\n".join(map(json.dumps, rows)))
    pressed(app, "Write to the files")
    assert "Added 3 to claims/lighthouses.csv." in html(app)
    check(base)


@pytest.mark.parametrize("table", ["claims", "references", "events", "coverage", "units"])
def test_every_table_has_a_form(table: str, folder: Path) -> None:
    app = opened("maintain", task="row", table=table)
    assert app.text_input or app.text_area


CORRECTED = (
    "Corrected: a rise of about 12% against 2017, estimated → "
    "a rise of about 13% against 2017, estimated"
)


def test_a_correction_shows_old_and_new_and_leads_to_the_history(base: Path) -> None:
    app = opened("claims", claim="keeper2019-visitors")
    assert 'href="/maintain?claim=keeper2019-visitors"' in html(app)
    app = opened("maintain", claim="keeper2019-visitors")
    typed(app, "Low", "13")
    typed(app, "As printed", "some 13%")
    assert "reason" in html(app)
    typed(app, "Why", "Misread.")
    assert CORRECTED in html(app)
    pressed(app, "Write to the files")
    order(
        html(app),
        CORRECTED,
        "Added 1 to claims/lighthouses.csv.",
    )
    rows = load(base).joined.set_index("claim_id")
    assert rows.loc["keeper2019-visitors", "state"] == "corrected"
    assert rows.loc["keeper2019-visitors-2", "low"] == 13
    app = opened("claims", claim="keeper2019-visitors")
    order(
        html(app),
        "What happened to it",
        CORRECTED,
        "Misread.",
    )
    app = opened("maintain", claim="keeper2019-visitors")
    assert "It can be neither corrected nor withdrawn" in html(app)


def test_a_withdrawal_shows_the_line_before_and_after(base: Path) -> None:
    app = opened("maintain", claim="keeper2019-visitors")
    app.radio[0].set_value("Withdraw it").run()
    assert "Write to the files" not in labels(app)
    typed(app, "Why", "The paragraph does not say it.")
    old, new = (one.value for one in app.code)
    assert old in text_of(base, "claims/lighthouses.csv")
    assert "The paragraph does not say it." in new
    pressed(app, "Write to the files")
    assert "Withdrawn in claims/lighthouses.csv." in html(app)
    assert (
        load(base).joined.set_index("claim_id").loc["keeper2019-visitors", "state"] == "withdrawn"
    )
    app = opened("claims", claim="keeper2019-visitors")
    assert app.warning[0].value == "We have withdrawn this entry of ours, so charts leave it out."


def test_a_claim_that_somebody_corrected_meanwhile_is_not_corrected_twice(base: Path) -> None:
    app = opened("maintain", claim="keeper2019-visitors")
    typed(app, "Low", "13")
    typed(app, "As printed", "some 13%")
    typed(app, "Why", "Misread.")
    again = claim(
        claim_id="other",
        series_id="visitors-up-ee",
        supersedes="keeper2019-visitors",
        correction_reason="Misread.",
    )
    cells = {**again.cells, "unit": "percent", "base_period": "2017", "period": "2018"}
    write_access.write_rows(base, [claim(**{**cells, "as_printed": "27%", "locator": "para 9"})])
    before = contents(base)
    pressed(app, "Write to the files")
    assert "Nothing was written" in html(app)
    assert "has already been superseded by" in html(app)
    assert contents(base) == before


def test_a_lock_that_is_held_gets_a_message(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    monkeypatch.setattr(write_access, "PATIENCE", 0.1)
    app = opened("maintain", claim="keeper2019-visitors")
    app.radio[0].set_value("Withdraw it").run()
    typed(app, "Why", "A test.")
    with FileLock(base / LOCK):
        pressed(app, "Write to the files")
    assert "another program has held the lock for 0 s" in html(app)


def test_what_was_typed_and_pasted_is_gone_when_another_page_is_opened(folder: Path) -> None:
    app = opened("maintain", task="rows")
    pasted(app, "claim_id,low\nsecret,1")
    assert "secret" in html(app)
    app.switch_page("app_pages/method.py").run()
    assert "secret" not in str(app.session_state)
    app.switch_page("app_pages/maintain.py").run()
    app.button_group[0].set_value("rows").run()
    assert app.text_area[0].value == ""


def test_a_text_too_long_for_the_box_is_told_so(folder: Path) -> None:
    app = opened("maintain", task="rows")
    pasted(app, "x" * 1_000_001)
    assert "is longer than 1,000,000 characters" in html(app)


def test_what_is_due_leads_to_its_form() -> None:
    rows = due(load(), date.today())
    page = html(opened("maintain", task="due"))
    order(page, f"{rows['periods'].sum()} periods of {len(rows)} series due", *rows["title"])
    for name, recipe in zip(rows["series_id"], rows["recipe_id"], strict=True):
        way = f"<code>python -m loaders record {recipe}</code>"
        form = f'href="/maintain?series={name}" target="_self">Add '
        assert (way if recipe else form) in page


def test_a_folder_that_broke_meanwhile_is_said_so(folder: Path) -> None:
    app = opened("maintain", series=SERIES)
    shutil.rmtree(folder / "claims")
    typed(app, "As printed", WORDS)
    assert not app.exception


def test_a_document_and_its_work_are_corrected_in_their_place(base: Path) -> None:
    app = opened("maintain", task="source", work="keeper2019")
    before = {one.label: one.value for one in app.text_input}
    assert (before["Title"], before["Published"]) == ("The last keepers", "2019-05")
    assert "Write to the files" not in labels(app)
    typed(app, "Published", "May 2019")
    assert "did you mean &quot;2019-05&quot;?" in html(app)
    typed(app, "Published", "2019-06")
    typed(app, "Title", "The first keepers")
    pressed(app, "Write to the files")
    assert "Corrected keeper2019 in documents.csv, references.bib." in html(app)
    assert "keeper2019,analysed,2019-06," in text_of(base, "documents.csv")
    assert "  title = {The first keepers},\n" in text_of(base, "references.bib")
    assert "Write to the files" not in labels(app)
