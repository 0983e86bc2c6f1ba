"""Sections of a presentation, and the numbers on its slides."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.util import Length

from charts.pptx.native_chart import MAIN
from charts.pptx.shapes import add_words
from charts.pptx.slide_layout import EDGE, NOTE, Paragraph, TextBox
from charts.style.theme import Palette

OFFICE = "http://schemas.microsoft.com/office/powerpoint/2010/main"
SLIDES = "http://schemas.openxmlformats.org/presentationml/2006/main"
EXTENSION = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
"""The extension of a presentation that lists its sections ([MS-PPTX] 2.2.4)."""
NUMBER = "Slide number"


def add_sections(file: Presentation, begins: Mapping[int, str]) -> None:
    """Divide a presentation into sections, by the number of the slide with which each begins."""
    root = file.part._element
    listed = root.find(f"{{{SLIDES}}}extLst")
    if listed is None:
        listed = etree.SubElement(root, f"{{{SLIDES}}}extLst")
    for one in listed.findall(f"{{{SLIDES}}}ext[@uri='{EXTENSION}']"):  # of a template's slides
        listed.remove(one)
    extension = etree.SubElement(listed, f"{{{SLIDES}}}ext", uri=EXTENSION)
    sections = etree.SubElement(extension, f"{{{OFFICE}}}sectionLst", nsmap={"p14": OFFICE})
    own = None
    for number, one in enumerate(root.sldIdLst, 1):
        if number in begins:
            name = begins[number]
            key = f"{{{str(uuid5(NAMESPACE_URL, f'{number} {name}')).upper()}}}"
            section = etree.SubElement(sections, f"{{{OFFICE}}}section", name=name, id=key)
            own = etree.SubElement(section, f"{{{OFFICE}}}sldIdLst")
        etree.SubElement(own, f"{{{OFFICE}}}sldId", id=one.get("id"))


def add_numbers(file: Presentation, palette: Palette) -> None:
    """Write its number on each slide but the first, as a field that follows when slides move, where
    its layout has no place for that.
    """
    width, height = Length(file.slide_width or 0).pt, Length(file.slide_height or 0).pt
    box = (width - EDGE + 2, height - 12 - NOTE, EDGE - 8, NOTE + 4)
    for number, slide in enumerate(file.slides, 1):
        kinds = [place.placeholder_format.type for place in slide.placeholders]
        if number > 1 and PP_PLACEHOLDER.SLIDE_NUMBER not in kinds:
            texts = [Paragraph(str(number), NOTE, palette.quiet)]
            add_words(slide.shapes, TextBox(NUMBER, box, texts, align="r"), palette)
            _as_field(slide.shapes[-1]._element, number)


def _as_field(shape: etree._Element, number: int) -> None:
    """Turn the run of a text box into a field of the slide's number."""
    (run,) = shape.iter(f"{{{MAIN}}}r")
    run.tag = f"{{{MAIN}}}fld"
    run.set("id", f"{{{str(uuid5(NAMESPACE_URL, f'number {number}')).upper()}}}")
    run.set("type", "slidenum")
