"""The numbers of a dropped text are judged one by one, and become rows of the box."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from app_pages.curation import text_review, write_access
from tests.support.adding import copied
from tests.support.pages import asked, html, opened

PAGE = b"<h1>Lights</h1><p>In 2019 and 2017, 3 boats.<p>About 1,100 <b>lighthouses</b> shone."


def pressed(app: AppTest, label: str) -> None:
    [button] = [one for one in app.button if one.label == label]
    button.click().run()
    assert not app.exception


def chosen(app: AppTest, label: str, value: str) -> None:
    [box] = [one for one in app.selectbox if one.label == label]
    box.set_value(value).run()
    assert not app.exception


def reasoned(app: AppTest, reason: str) -> None:
    [group] = [one for one in app.button_group if one.label == "Why it is no claim"]
    group.set_value(reason).run()
    assert not app.exception


def test_a_page_is_judged_number_by_number_and_goes_into_the_box(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CITED_FIGURES_DATASETS", str(copied(tmp_path / "base")))
    monkeypatch.setenv(write_access.VARIABLE, "1")
    own_page = {"Host": "127.0.0.1:8501", "Origin": "http://127.0.0.1:8501"}
    monkeypatch.setattr(ContextProxy, "headers", own_page)
    files = iter([("smith.html", PAGE)])
    monkeypatch.setattr(text_review, "dropped_file", lambda *_: next(files, None))
    app = opened("maintain", task="text")
    assert "smith.html: 3 paragraphs, 4 numbers left." in html(app)
    pressed(app, "Exclude 2 plain dates together")
    assert ", 2 numbers left." in html(app)
    assert "In 2019 and 2017, <mark>3 boats</mark>." in html(app)
    assert [one.disabled for one in app.button if one.label == "No claim"] == [True]
    reasoned(app, "vague")
    pressed(app, "No claim")
    pressed(app, "Back")
    reasoned(app, "repeated")
    pressed(app, "No claim")
    assert "<mark>About 1,100 lighthouses</mark> shone." in html(app)
    chosen(app, "Series", "lit-ee")
    pressed(app, "Accept the claim")
    pressed(app, "Put 4 rows into the box, to check and write them")
    assert asked(app, "task") == "rows"
    rows = [json.loads(line) for line in app.text_area[0].value.split("\n")]
    assert [(row["table"], row.get("numeral", "")) for row in rows] == [
        *(("references", ""), ("documents", "")),
        *(("exclusions", "2019"), ("exclusions", "2017"), ("exclusions", "3"), ("claims", "")),
    ]
    claim = {name: rows[-1][name] for name in ("low", "hedge", "document_id", "locator")}
    assert claim == {"low": "1100", "hedge": "about", "document_id": "smith", "locator": "para 3"}
    assert rows[4]["reason"] == "repeated"


def test_a_site_that_does_not_write_takes_no_text() -> None:
    app = opened("maintain", task="text")
    assert [one.value for one in app.info] == [text_review.NOT_HERE]
