"""A presentation as companies have them, for tests: coloured bands, own theme, sample slides."""

from __future__ import annotations

import io
import re
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Pt

from charts.pptx.presenter_template import PRESENTATION, TEMPLATE
from charts.provenance.ooxml_metadata import TYPES, pack, read_parts

THEME = {
    "dk1": "1f1f1f",
    "lt1": "ffffff",
    "dk2": "12355b",
    "lt2": "eef1f5",
    "accent1": "c8102e",
    "accent2": "f2a900",
    "accent3": "007a6c",
    "accent4": "5b2c83",
    "accent5": "2d6db5",
    "accent6": "6d6e71",
}
FONT = "Liberation Serif"
SAMPLE = "Sample slide that nobody wants"
BAND, FOOT = 96, 30
"""How high the bands at the top and the bottom are, in points."""
PLACES = {
    "TITLE": (40, 14, 880, 70),
    "CENTER_TITLE": (40, 14, 880, 70),
    "OBJECT": (40, 112, 880, 388),
    "FOOTER": (40, 512, 600, 24),
    "SLIDE_NUMBER": (840, 512, 80, 24),
}
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def corporate_template(*, potx: bool = False) -> bytes:
    """Return a template of 16 to 9 with a band under the title, a footer and slide numbers."""
    file = Presentation()
    file.slide_width, file.slide_height = Pt(960), Pt(540)
    theme: Any = file.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme.blob = _themed(theme.blob.decode()).encode()
    _band(file.slide_master.shapes, 0, BAND)
    _band(file.slide_master.shapes, 540 - FOOT, FOOT)
    pages: list[Any] = [file.slide_master, *file.slide_layouts]
    for page in pages:
        _placed(page)
    _white_titles(file.slide_master)
    sample: Any = file.slides.add_slide(file.slide_layouts[1])
    sample.shapes.title.text = SAMPLE
    sample.notes_slide.notes_text_frame.text = SAMPLE
    into = io.BytesIO()
    file.save(into)
    parts = read_parts(into.getvalue())
    if potx:
        parts[TYPES] = parts[TYPES].replace(PRESENTATION.encode(), TEMPLATE.encode())
    return pack(parts)


def _themed(theme: str) -> str:
    for slot, colour in THEME.items():
        new = f'<a:{slot}><a:srgbClr val="{colour}"/></a:{slot}>'
        theme = re.sub(rf"<a:{slot}>.*?</a:{slot}>", new, theme, flags=re.DOTALL)
    return re.sub(r'<a:latin typeface="[^"]*"', f'<a:latin typeface="{FONT}"', theme)


def _band(shapes: Any, top: float, height: float) -> None:
    """Add a band behind all else, in the theme's second text colour."""
    tree = shapes._spTree
    number = 90 + int(top)
    band = tree.add_autoshape(number, "Band", "rect", 0, Pt(top), Pt(960), Pt(height))
    tree.remove(band)
    tree.insert(2, band)
    fill = etree.SubElement(band.spPr, f"{A}solidFill")
    etree.SubElement(fill, f"{A}schemeClr", val="tx2")


def _placed(page: Any) -> None:
    """Put the placeholders of a page where the bands leave room for them."""
    for place in page.placeholders:
        kind = place.placeholder_format.type.name
        if kind in PLACES and (kind != "OBJECT" or page.name == "Title and Content"):
            place.left, place.top, place.width, place.height = (Pt(n) for n in PLACES[kind])
        if kind == "FOOTER":
            place.text_frame.text = "Office of Figures, internal"


def _white_titles(master: Any) -> None:
    """Write titles in 32 points in the ground's colour."""
    look = master.element.find(f".//{P}titleStyle/{A}lvl1pPr/{A}defRPr")
    look.set("sz", "3200")
    look.find(f".//{A}schemeClr").set("val", "bg1")
    for place in master.placeholders:
        if place.placeholder_format.type.name in ("FOOTER", "SLIDE_NUMBER"):
            for look in place.element.iter(f"{A}schemeClr"):
                look.set("val", "bg1")
            for tint in [*place.element.iter(f"{A}tint")]:
                tint.getparent().remove(tint)
