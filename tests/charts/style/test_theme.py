"""One scale, one set of colours, one font: in the theme, in the style and in the figures."""

from __future__ import annotations

import hashlib
import re
import tomllib
from dataclasses import fields
from itertools import pairwise
from typing import Any

import pytest

from app_pages.server.middleware import style
from app_pages.session.page_theme import theme_colours
from charts.style.fonts import static_text
from charts.style.theme import DARK, FAMILY, FONT, GREY, LIGHT, TYPE, Palette, template
from tests.support.paths import ROOT
from tests.support.themes import SIZES, contrast

CONFIG: dict[str, Any] = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda p: p.name)
def test_the_theme_has_the_palettes_colours(palette: Palette) -> None:
    assert CONFIG["theme"][palette.name] == theme_colours(palette)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda p: p.name)
def test_what_is_read_stands_out_on_paper_and_surface(palette: Palette) -> None:
    for colour in (palette.ink, palette.quiet, palette.accent):
        assert contrast(colour, palette.paper) >= 4.5
        assert contrast(colour, palette.surface) >= 4.5


def test_a_print_without_colours_tells_series_apart_by_their_dots() -> None:
    greys = {getattr(GREY, one.name) for one in fields(GREY) if one.type == "str"}
    for colour in {*greys - {GREY.name}, *GREY.series, *GREY.classes}:
        assert colour[1:3] == colour[3:5] == colour[5:7], colour
    assert all(contrast(colour, GREY.paper) >= 4.5 for colour in (*GREY.series, GREY.quiet))
    assert contrast(GREY.record, GREY.paper) >= 3
    assert all(contrast(*pair) >= 1.15 for pair in pairwise(GREY.classes))
    assert len(set(GREY.series)) == len({*map(GREY.shape, GREY.series)}) == len(GREY.shapes)
    assert len({*map(GREY.sign, GREY.series)}) == len(GREY.series)
    assert not LIGHT.shape(LIGHT.series[0])


def test_theme_figures_and_files_have_one_font() -> None:
    theme = CONFIG["theme"]
    assert theme["font"].split(",")[0] == FAMILY
    assert FONT.startswith(f'"{FAMILY}"')
    (face,) = theme["fontFaces"]
    assert face["family"] == FAMILY
    assert f'font-family: "{FAMILY}"' in static_text("html_export.css")
    path = ROOT / face["url"].removeprefix("app/")
    assert path.is_file()
    assert path.stat().st_size < 40_000
    assert CONFIG["server"]["enableStaticServing"]
    readme = (ROOT / "static" / "README.md").read_text()
    assert hashlib.sha256(path.read_bytes()).hexdigest() in readme
    assert template(LIGHT, SIZES["wide"]).layout.font.family == FONT


def test_every_size_is_a_step_of_the_scale() -> None:
    theme = CONFIG["theme"]
    headings = [int(size.removesuffix("px")) for size in theme["headingFontSizes"]]
    code = int(theme["codeFontSize"].removesuffix("px"))
    figures = [n for s in SIZES.values() for n in (s.title_size, s.text_size, s.note_size)]
    assert {*headings, code, theme["baseFontSize"], *figures} <= set(TYPE.values())
    assert theme["baseFontSize"] == TYPE["body"]


def test_the_style_names_no_colour_and_no_size_of_its_own() -> None:
    rules = static_text("app.css") + static_text("page_parts.css")
    assert not re.findall(r"#[0-9a-f]{3,8}\b|rgba?\(", rules)
    assert not re.findall(r"font-size: [\d.]", rules)
    used = set(re.findall(r"var\(--cf-(\w+)\)", rules))
    assert used <= set(re.findall(r"--cf-(\w+):", style()))
    assert f"--cf-ink: light-dark({LIGHT.ink}, {DARK.ink})" in style()
