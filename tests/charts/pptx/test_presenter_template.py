"""Slides on a presenter's own template: its layouts, places, colours; what it must not have."""

from __future__ import annotations

import io
from typing import Any

import pytest
from pptx import Presentation

from charts.batches.verification import Verification
from charts.export.formats import PictureError, export_view, read_provenance
from charts.export.settings import ExportSettings
from charts.pptx.presenter_template import PRESENTATION, TemplateError, presenter_design
from charts.pptx.theme_colours import LEAST_APART, TEXT
from charts.provenance.ooxml_metadata import TYPES, pack, read_parts
from charts.style.colour_vision import apart, contrast
from charts.views.resolve import resolve
from charts.views.view import View
from tests.support.corporate_template import SAMPLE, THEME, corporate_template
from tests.support.real import REAL

TEMPLATE = corporate_template()
PARTS = read_parts(TEMPLATE)
TREND = View("trends", indicator="poppy_area")
RELS = "ppt/slideMasters/_rels/slideMaster1.xml.rels"
LINKED = (
    b'<Relationship Id="rId99" TargetMode="External" Target="file:///C:/logo.png" Type="'
    b'http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"/></Relationships>'
)


def slides_on(template: bytes, view: View = TREND) -> bytes:
    """Return a view as slides on a template."""
    return export_view(REAL, resolve(REAL, view), ExportSettings("pptx", template=template))


def test_a_potx_makes_the_same_slides_as_the_pptx() -> None:
    one, other = (read_parts(slides_on(corporate_template(potx=potx))) for potx in (True, False))
    told = "docProps/custom.xml"  # the template's digest is in the proof
    assert one.pop(told) != other.pop(told)
    assert one == other


def test_slides_have_the_templates_places_and_nothing_of_its_samples() -> None:
    content = slides_on(TEMPLATE)
    assert not any(SAMPLE.encode() in part for part in read_parts(content).values())
    (slide,) = Presentation(io.BytesIO(content)).slides
    kinds = [place.placeholder_format.type.name for place in slide.placeholders]
    assert kinds == ["TITLE", "FOOTER", "SLIDE_NUMBER"]
    assert slide.slide_layout.name == "Title and Content"
    body = presenter_design(TEMPLATE).stage.body
    shapes: list[Any] = [one for one in slide.shapes if not one.is_placeholder]
    assert any(one.has_chart for one in shapes)
    for one in shapes:
        left, top = one.left.pt, one.top.pt
        right, bottom = left + one.width.pt, top + one.height.pt
        assert body.left - 1 <= left
        assert body.top - 1 <= top, one.name
        assert right <= body.right + 1
        assert bottom <= body.bottom + 1, one.name


def test_series_have_the_themes_colours_in_shades_that_can_be_read() -> None:
    palette = presenter_design(TEMPLATE).stage.palette
    slots = {shade.slot: shade for shade in palette.shades}
    assert slots["accent1"].colour == f"#{THEME['accent1']}"
    assert slots["accent2"].brightness < 0, "amber is too light on white"
    series = palette.series[: len(slots) - 2]
    assert all(contrast(colour, palette.paper) >= TEXT for colour in series)
    pairs = [(one, two) for at, one in enumerate(series) for two in series[:at]]
    assert all(apart(one, two) >= LEAST_APART for one, two in pairs)
    charts = [p for name, p in read_parts(slides_on(TEMPLATE)).items() if "/charts/chart" in name]
    assert b'<a:schemeClr val="accent1"/>' in b"".join(charts)


def changed(name: str, content: bytes) -> bytes:
    """Return the template with one part more, or another one."""
    return pack(PARTS | {name: content})


LAYOUTS = {name for name in PARTS if name.startswith("ppt/slideLayouts/slideLayout")}
BARE = PARTS | {name: PARTS[name].replace(b"<p:ph", b"<p:nothing") for name in LAYOUTS}
FAULTS = {
    "no file of PowerPoint": (b"PK\x03\x04 nothing", "This is no PowerPoint presentation"),
    "a workbook": (pack({TYPES: PARTS[TYPES]}), "This is no PowerPoint presentation"),
    "cut off": (TEMPLATE[: len(TEMPLATE) // 2], "This is no PowerPoint presentation"),
    "entities": (changed("ppt/x.xml", b"<!DOCTYPE a><a/>"), "define entities"),
    "macros": (changed("ppt/vbaProject.bin", b"Sub"), "The template has macros"),
    "a type with macros": (
        changed(TYPES, PARTS[TYPES].replace(PRESENTATION.encode(), b"x.macroEnabled.main+xml")),
        "The template has macros",
    ),
    "a linked picture": (
        changed(RELS, PARTS[RELS].replace(b"</Relationships>", LINKED)),
        "links to file:///C:/logo.png",
    ),
    "no places": (pack(BARE), "no layout with a title and one body area"),
    "too large": (b"PK" + bytes(20_000_000), "up to 20 MB are read"),
}


@pytest.mark.parametrize(("content", "said"), FAULTS.values(), ids=FAULTS)
def test_a_template_that_cannot_be_used_says_why(content: bytes, said: str) -> None:
    with pytest.raises(TemplateError, match=said):
        presenter_design(content)
    with pytest.raises(PictureError, match=said):
        slides_on(content)


def test_a_proof_names_the_template_and_cannot_be_compared() -> None:
    content = slides_on(TEMPLATE)
    proof = read_provenance(content)
    assert proof.rendering is not None
    assert proof.rendering.style.startswith("template ")
    (finding,) = Verification(REAL).findings("slides.pptx", content)
    assert finding.verdict is not None
    assert "on a presenter's own template" in finding.verdict.comparison.said
