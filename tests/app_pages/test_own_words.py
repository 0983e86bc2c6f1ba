"""The menu in which a presenter gives a chart words: what is typed is in the chart and its link."""

from __future__ import annotations

import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from app_pages.controls import export_menu, own_words
from tests.support.pages import asked, chart, opened


class Open:
    """A fold that is open: AppTest cannot open one."""

    open = True

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


@pytest.fixture(autouse=True)
def folds(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (export_menu, own_words):
        monkeypatch.setattr(module.st, "expander", lambda *_, **__: Open())


def written(app: AppTest) -> str:
    notes: list[dict[str, Any]] = chart(app)["layout"]["annotations"]
    return " ".join(note["text"] for note in notes)


def test_words_are_shown_remarked_on_and_in_the_address() -> None:
    app = opened("trends", indicator="poppy_area")
    app.text_input("trends_own_title").set_value("17 hectares\u202e").run()
    assert asked(app, "title") == "17 hectares"
    assert written(app).startswith("17 hectares ")
    (remark,) = app.warning
    assert "No number of the chart is “17 hectares”, as the title says" in remark.value
    app.text_input("trends_note_0_text").set_value("A record").run()
    assert "note" not in app.query_params
    app.selectbox("trends_note_0_at").select_index(0).run()
    assert asked(app, "note").endswith("-2011 A record")
    assert "A record" in written(app)
    assert app.text_input("trends_note_1_text").value == ""
    app.text_input("trends_note_0_text").set_value("").run()
    assert "note" not in app.query_params


def test_another_subject_has_no_words_of_the_last_one() -> None:
    app = opened("trends", indicator="poppy_area", title="Poppy", note="2017 A record")
    assert app.text_input("trends_note_0_text").value == "A record"
    app.selectbox("trends_indicator").set_value("homicides").run()
    assert "title" not in app.query_params
    assert app.text_input("trends_note_0_text").value == ""
    assert app.text_input("trends_own_title").value == ""


def test_rows_on_one_slide_are_in_the_address_and_what_it_leaves_out_is_said_before() -> None:
    app = opened("compare", indicator="guns_manufactured")
    assert not any("On one slide" in block.proto.body for block in app.get("html"))
    app.selectbox("compare_rows").set_value("one").run()
    assert asked(app, "rows") == "one"
    said = " ".join(block.proto.body for block in app.get("html"))
    assert re.search(r"On one slide: \d+ of \d+ rows, the newest, the highest", said)
