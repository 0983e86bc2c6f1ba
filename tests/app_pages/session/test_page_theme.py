"""The house style that CITED_FIGURES_STYLE names, in all that the app shows and hands out."""

from __future__ import annotations

import gzip

import pytest
from starlette.requests import Request
from streamlit import config

from app_pages.server import routes
from app_pages.server.downloads import wanted_of
from app_pages.server.embeds import made_embed, made_figure, places_of
from app_pages.server.middleware import style as page_style
from app_pages.session.page_theme import set_theme, theme_colours
from charts.export.embed import embed_height
from charts.style.house_style import VARIABLE, load_style, site_style
from charts.views.link_preview import HEIGHT, WIDTH, preview
from charts.views.resolve import resolve
from charts.views.view import View
from tests.support.pages import chart, html, opened
from tests.support.paths import ROOT
from tests.support.real import REAL

FILE = ROOT / "docs" / "house_style" / "style.toml"
STYLE = load_style(FILE)
POPPY = View("trends", indicator="poppy_area")


@pytest.fixture(autouse=True)
def in_the_style(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(FILE))


def test_a_page_and_its_chart_have_colours_font_logo_and_footer() -> None:
    app = opened("trends", indicator="poppy_area")
    layout = chart(app)["layout"]
    assert layout["paper_bgcolor"] == STYLE.light.paper
    assert layout["font"]["family"].startswith('"Office Sans"')
    assert STYLE.light.footer in html(app)
    rules = page_style()
    assert f"--cf-ink: light-dark({STYLE.light.ink}, {STYLE.dark.ink})" in rules
    assert 'font-family: "Office Sans"; font-weight: 700; src: url(/font?weight=700)' in rules


def test_streamlits_own_elements_have_the_same_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    said: dict[str, str] = {}
    monkeypatch.setattr(config, "set_option", said.__setitem__)
    set_theme(STYLE)
    assert said["theme.dark.backgroundColor"] == STYLE.dark.paper
    assert said["theme.font"].startswith('"Office Sans"')
    assert len(said) == 1 + 2 * len(theme_colours(STYLE.light))


def test_a_file_is_asked_for_in_the_style() -> None:
    scope = {"type": "http", "query_string": b"form=svg&look=dark", "headers": []}
    assert wanted_of(Request(scope)).palette == STYLE.dark


def test_a_frame_has_the_style_and_room_for_its_strips() -> None:
    page = gzip.decompress(made_embed(REAL, POPPY, places_of("", POPPY), "dark", STYLE)).decode()
    assert f"--paper: light-dark({STYLE.dark.paper}, {STYLE.dark.paper})" in page
    assert "url(/font?weight=400)" in page
    figure = gzip.decompress(made_figure(REAL, POPPY, 580, STYLE.light)).decode()
    assert STYLE.light.footer in figure
    resolved = resolve(REAL, POPPY)
    assert embed_height(resolved, 580, STYLE) > embed_height(resolved, 580)


@pytest.mark.parametrize("view", [POPPY, View("overview")], ids=["chart", "card"])
def test_a_preview_keeps_its_proportion_with_logo_and_footer(view: View) -> None:
    figure = preview(REAL, view, STYLE.light)
    assert figure.layout.height == round(figure.layout.width * HEIGHT / WIDTH)
    assert [one.source for one in figure.layout.images] == [site_style().light.logo.uri]
    assert STYLE.light.footer in str(figure.layout.annotations)


@pytest.mark.parametrize(("weight", "status"), [("700", 200), ("../x", 404), ("", 404)])
def test_only_the_styles_own_fonts_are_served(weight: str, status: int) -> None:
    scope = {"type": "http", "query_string": f"weight={weight}".encode(), "headers": []}
    assert routes.font_response(Request(scope)).status_code == status
