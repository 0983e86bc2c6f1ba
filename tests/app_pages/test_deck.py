"""The page Deck, and the button that adds to it, through Streamlit's own test."""

from __future__ import annotations

import io
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from charts.views.deck import EMPTY
from tests.support.corporate_template import FONT, corporate_template
from tests.support.pages import html, opened, order, spoken

KEPT_FILE = "deck_on_template"
POPPY, SHARES = "trends?indicator=poppy_area", "compare?comparison=gun_us_shares"


def pressed(app: AppTest, label: str, place: int = 0) -> AppTest:
    [b for b in app.button if b.label == label][place].click().run()
    assert not app.exception
    return app


def held(app: AppTest) -> list[str]:
    value = app.query_params.get("view", [])
    return [value] if isinstance(value, str) else list(value)


def deck(*views: str) -> AppTest:
    return opened("deck", view=list(views))  # type: ignore[arg-type]  # several values


def test_an_empty_deck_says_how_to_fill_it() -> None:
    app = opened("deck")
    assert app.info[0].value.replace("\\", "") == EMPTY


def test_charts_are_collected_over_pages() -> None:
    app = pressed(opened("trends", indicator="poppy_area"), "Add to deck")
    button = next(b for b in app.button if b.label == "In the deck")
    assert button.disabled
    for page in ("compare", "deck"):
        for name in list(app.query_params):  # a link of the navigation leaves them behind
            del app.query_params[name]
        app.switch_page(f"app_pages/{page}.py").run()
        if page == "compare":
            pressed(app, "Add to deck")
    assert held(app) == [POPPY, SHARES]
    order(html(app), "Opium poppy cultivation, Mexico", "Share of guns in Mexico that come from")


def test_slides_are_moved_titled_and_removed_and_the_address_follows() -> None:
    app = deck(POPPY, SHARES)
    pressed(app, "Down")
    assert held(app) == [SHARES, POPPY]
    app.text_input(key="deck_title_0").set_value("Guns & co # 1").run()
    assert held(app) == [f"{SHARES}#Guns & co # 1", POPPY]
    app.text_input(key="deck_title").set_value("Two charts").run()
    assert app.query_params["title"] in ("Two charts", ["Two charts"])
    pressed(app, "Remove", 1)
    assert held(app) == [f"{SHARES}#Guns & co # 1"]
    pressed(app, "Remove")
    assert held(app) == []


def test_hostile_addresses_get_sentences() -> None:
    app = deck(*[POPPY] * 60)
    assert "The address has 60 slides; a deck has 40 at most" in spoken(app)
    app = deck("deck?view=trends", "nowhere", "<script>alert(1)</script>", "trends?indicator=nix")
    text = spoken(app)
    order(
        text,
        "Slide 1: a deck cannot hold another deck.",
        'Slide 2: "nowhere" leads to no page here',
        "Slide 3: ",
        'Slide 4: There is no indicator "nix" here.',
    )


def test_a_chart_that_cannot_be_drawn_says_why() -> None:
    app = deck("trends?indicator=border_length&grain=year", "trends?indicator=poppy_area&from=2050")
    told = "\n".join(one.value for one in app.caption).replace("\\", "")
    order(told, "No figure here is about one calendar year", "No claim matches")


def test_the_link_of_a_slide_leads_to_its_view() -> None:
    page = html(deck(f"{POPPY}&scale=log#A title"))
    assert 'href="/trends?indicator=poppy_area&amp;scale=log&amp;title=A+title"' in page


@pytest.mark.parametrize("form", ["pptx", "pdf"])
def test_a_deck_asks_for_its_file_by_its_own_address(form: str) -> None:
    from app_pages.session.addresses import file_path
    from charts.export.settings import ExportSettings
    from charts.views.view import View

    path = file_path(View("deck", title="A", slides=(POPPY,)), ExportSettings(form))
    query = parse_qs(urlsplit(path).query)
    assert (query["page"], query["form"], query["view"]) == (["deck"], [form], [POPPY])


def test_sections_and_texts_are_added_written_cleared_and_taken_back() -> None:
    app = deck(POPPY)
    pressed(app, "Add section")
    pressed(app, "Add text")
    assert held(app) == [POPPY, "section", "text"]
    app.text_input(key="deck_title_1").set_value("Guns").run()
    app.text_input(key="deck_title_2").set_value("To ask").run()
    app.text_area(key="deck_text_2").set_value("Who?\n\n<b>Why</b>").run()
    written = [POPPY, "section#Guns", "text#To ask\nWho?\n<b>Why</b>"]
    assert held(app) == written
    pressed(app, "Up", 2)
    pressed(app, "Undo")
    assert held(app) == written
    pressed(app, "Clear")
    assert held(app) == []
    pressed(app, "Undo")
    assert held(app) == written


def test_the_colours_of_a_deck_stand_in_its_address() -> None:
    app = deck(POPPY)
    app.selectbox(key="deck_colours").select("dark").run()
    assert app.query_params["colours"] in ("dark", ["dark"])
    pressed(app, "Add text")
    assert app.query_params["colours"] in ("dark", ["dark"])


def test_each_chart_of_a_deck_is_shown_small() -> None:
    (image,) = re.findall(r"<img[^>]*>", html(deck(f"{POPPY}#Mine", "text#A")))
    assert "/preview.png?page=trends&amp;indicator=poppy_area&amp;title=Mine" in image
    assert 'loading="lazy"' in image


def given(name: str, content: bytes) -> AppTest:
    """Return the page with a template dropped on it."""
    app = deck(POPPY)
    app.session_state["deck_own_template"] = True
    app.run()
    app.file_uploader[0].upload(name, content).run()
    assert not app.exception
    return app


def test_slides_are_made_on_a_template_that_is_dropped() -> None:
    app = given("own.potx", corporate_template(potx=True))
    assert not app.error
    pressed(app, "Make PowerPoint on this template")
    _, saved = app.session_state[KEPT_FILE]
    slides = Presentation(io.BytesIO(saved.content))
    fonts = {part.partname: part.blob for part in slides.part.package.iter_parts()}
    assert any(FONT.encode() in blob for name, blob in fonts.items() if "theme" in name)
    assert saved.name.endswith(".pptx")
    assert KEPT_FILE not in deck(POPPY).session_state  # another reader's


def test_what_is_wrong_with_a_template_is_said_before_it_is_used() -> None:
    app = given("own.pptx", b"PK no presentation")
    assert "This is no PowerPoint presentation or template" in app.error[0].value
    assert "Make PowerPoint on this template" not in [b.label for b in app.button]
