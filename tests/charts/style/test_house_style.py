"""A house style's file: what it may say, what is refused and how, and where it holds."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from docx import Document
from pptx import Presentation

from charts.batches.verification import Verification
from charts.export.fit import fit
from charts.export.formats import export_view, read_provenance
from charts.export.settings import COLOURS, ExportSettings
from charts.layout.brand_strip import strip_heights, strips_of
from charts.provenance.ooxml_metadata import read_parts
from charts.style.colour_vision import apart, contrast
from charts.style.house_style import OURS, VARIABLE, StyleError, load_style, site_style
from charts.style.logo import LogoError, read_logo
from charts.style.sizes import FRAMES
from charts.style.theme import DARK, LIGHT, Room
from charts.views.resolve import resolve
from charts.views.view import View
from tests.support.paths import ROOT
from tests.support.pictures import BlankPictures
from tests.support.real import REAL

EXAMPLE = ROOT / "docs" / "house_style" / "style.toml"
STYLE = load_style(EXAMPLE)
TEXT = EXAMPLE.read_text(encoding="utf-8").replace("../../static", str(ROOT / "static"))
TREND = resolve(REAL, View("trends", indicator="poppy_area"))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{}</svg>'
PNG = (EXAMPLE.parent / "logo.png").read_bytes()


def exported(form: str, look: str = "light") -> bytes:
    """Return a trend in the example's style."""
    settings = ExportSettings(form, colours=COLOURS[look], style=STYLE)
    return export_view(REAL, TREND, settings, draw=BlankPictures())


def test_the_example_is_a_style_and_the_variable_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert STYLE.light.series[0] == "#5b2c83"
    assert STYLE.dark.typeface.family == "Office Sans"
    assert site_style() is OURS
    monkeypatch.setenv(VARIABLE, str(EXAMPLE))
    assert site_style() == STYLE


def test_a_broken_style_is_told_once_and_ours_is_served(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "style.toml"
    path.write_text("[light]\npaper = 7\n")
    monkeypatch.setenv(VARIABLE, str(path))
    assert site_style() is site_style() is OURS
    (told,) = [one.getMessage() for one in caplog.records]
    assert "CITED_FIGURES_STYLE is not used" in told
    assert "style.toml: name: is missing." in told


WRONG = {
    'name = "Office of Figures"': ("", "style.toml: name: is missing."),
    "[light]": ("[bright]", "style.toml: bright: is no key of a style"),
    'ink = "#2a1e35"': ('ink = "purple"', "light.ink: must be a colour such as #0b6a94; it has 'p"),
    'series = ["#5b2c83"': ('series = ["#d9c7ee"', "light.series.0: #d9c7ee has a contrast of 1.5"),
    "#a3450f": (
        "#5b2c85",
        "light.series.0: #5b2c83 cannot be told from series.1, #5b2c85",
    ),
    'file = "logo.svg"': ('file = "none.svg"', "none.svg cannot be read: No such file"),
    "logo.png": ("logo.svg", "logo: is no PNG; of an SVG, office must name a PNG"),
    "height = 24": (
        "height = 400",
        "logo.height: input should be less than or equal to 48",
    ),
    "hanken-grotesk-400.woff2": ("plotly-basic-LICENSE.txt", "no font can be read from its files"),
    "paper = ": ("paper == ", "style.toml: is no TOML"),
}


@pytest.mark.parametrize(("was", "told"), WRONG.items(), ids=WRONG)
def test_a_wrong_style_says_where_and_what_is_allowed(
    was: str, told: tuple[str, str], tmp_path: Path
) -> None:
    for name in ("logo.svg", "logo.png"):
        (tmp_path / name).write_bytes((EXAMPLE.parent / name).read_bytes())
    path = tmp_path / "style.toml"
    path.write_text(TEXT.replace(was, told[0], 1), encoding="utf-8")
    with pytest.raises(StyleError, match=re.escape(told[1])):
        load_style(path)


UNSAFE = {
    "script": "<script>1</script>",
    "handler": '<rect onload="x()"/>',
    "fetched picture": '<image href="https://example.org/a.png"/>',
    "style": "<style>@import url(https://example.org)</style>",
    "fill": '<rect fill="url(https://example.org#a)"/>',
    "foreign": "<foreignObject/>",
}


@pytest.mark.parametrize("inside", UNSAFE.values(), ids=UNSAFE)
def test_an_svg_that_runs_or_fetches_is_no_logo(inside: str) -> None:
    assert read_logo([SVG.format("").encode(), PNG], "top left", 20).ratio == 2
    with pytest.raises(LogoError):
        read_logo([SVG.format(inside).encode(), PNG], "top left", 20)


@pytest.mark.parametrize("place", ["top left", "top right", "bottom left", "bottom right"])
def test_logo_and_footer_have_strips_where_no_mark_or_word_stands(place: str) -> None:
    assert STYLE.light.logo is not None
    palette = replace(STYLE.light, logo=replace(STYLE.light.logo, place=place))
    figure = fit(TREND, palette, FRAMES["slide"], Room())
    layout, (above, below) = figure.layout, strip_heights(palette)
    assert layout.height / layout.width == pytest.approx(9 / 16, abs=0.002)
    (logo,) = layout.images
    inner = layout.height - layout.margin.t - layout.margin.b
    top = layout.margin.t + (1 - logo.y) * inner
    bottom = top + logo.sizey * inner
    assert (bottom <= above + 10) if place.startswith("top") else top >= layout.height - below - 10
    footers = [note for note in layout.annotations if note.text == palette.footer]
    assert len(footers) == 1
    assert not fit(TREND, LIGHT, FRAMES["slide"], Room()).layout.images
    drawn: Any = strips_of(palette)
    assert (drawn["above"], drawn["below"]) == (above, below)
    assert drawn["logo"]["address"] == logo.source
    assert [drawn["logo"][side] for side in ("top", "left")] == [
        s in place for s in ("top", "left")
    ]
    assert drawn["footer"]["right"] == (footers[0].xanchor == "right")


def test_pictures_are_drawn_in_the_font_and_its_files_are_named_for_the_browser() -> None:
    drawn: list[go.Figure] = []

    def draw(figure: go.Figure, *rest: object) -> bytes:
        drawn.append(figure)
        return BlankPictures()(figure, *rest)  # type: ignore[arg-type]

    export_view(REAL, TREND, ExportSettings("png", style=STYLE), draw=draw)
    (figure,) = drawn
    assert figure.layout.template.layout.font.family.startswith('"Office Sans"')
    assert sorted(figure.layout.meta[1]["files"]) == ["400", "600", "700"]
    assert str(ROOT) not in exported("html").decode()


def test_slides_word_and_pages_have_colours_font_logo_and_footer() -> None:
    slides = exported("pptx")
    theme = read_parts(slides)["ppt/theme/theme1.xml"].decode()
    assert '<a:accent1><a:srgbClr val="5b2c83"/>' in theme
    assert 'typeface="Office Sans"' in theme
    master = Presentation(io.BytesIO(slides)).slide_master
    assert {"Logo", "Footer"} <= {shape.name for shape in master.shapes}
    document = Document(io.BytesIO(exported("docx")))
    assert document.styles["Normal"].font.name == "Office Sans"  # type: ignore[attr-defined]
    foot = document.sections[0].footer
    assert STYLE.light.footer in [paragraph.text for paragraph in foot.paragraphs]
    page = exported("html", "dark").decode()
    for part in ('font-family: "Office Sans"', STYLE.dark.ink, STYLE.light.ink, "image/svg+xml"):
        assert part in page


@pytest.mark.parametrize("form", ["html", "pptx", "svg"])
def test_verify_draws_a_file_again_only_where_its_style_is_known(form: str) -> None:
    content = exported(form)
    proof = read_provenance(content)
    assert proof.rendering is not None
    assert proof.rendering.style == STYLE.mark
    draw = BlankPictures()
    (known,) = Verification(REAL, draw=draw, style=STYLE).findings("a", content)
    (other,) = Verification(REAL, draw=draw).findings("a", content)
    assert known.holds
    assert other.verdict is not None
    assert "house style Office of Figures" in other.verdict.comparison.said


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=lambda one: one.name)
def test_our_own_series_hold_what_is_asked_of_a_style(palette: object) -> None:
    assert palette in (LIGHT, DARK)
    own = LIGHT if palette is LIGHT else DARK
    pairs = [(one, two) for at, one in enumerate(own.series) for two in own.series[:at]]
    assert min(apart(one, two) for one, two in pairs) >= 0.015
    assert min(contrast(colour, own.paper) for colour in own.series) >= 4.5
