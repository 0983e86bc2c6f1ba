"""Slides on a layout: its title, and its furniture (footer, slide number) as the layout has it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.presentation import Presentation
from pptx.slide import Slide, SlideLayout
from pptx.util import Pt

from charts.pptx.slide_layout import TITLE, Body, height_of

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
TITLES = (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)
FURNITURE = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER)
SMALLEST = 14
"""The smallest type of a title, in points."""
INSET = 14.4
"""How much of a title's width is free at its sides, where a layout says nothing else."""


def add_slide(file: Presentation, layout: SlideLayout) -> Slide:
    """Add a slide that has its layout's title, its number and a footer that says something."""
    slide: Slide = file.slides.add_slide(layout)
    for place in list(slide.placeholders):
        if place.placeholder_format.type not in TITLES:
            place.element.getparent().remove(place.element)
    tree: Any = slide.shapes._spTree
    for place in _furniture(layout):
        copied = deepcopy(place.element)
        copied.nvSpPr.cNvPr.set("id", str(slide.shapes._next_shape_id))
        tree.append(copied)
    return slide


def add_title_slide(file: Presentation, layout: SlideLayout, title: str, under: str) -> Slide:
    """Add a slide that has a title and a line under it."""
    slide: Slide = file.slides.add_slide(layout)
    first, second, *others = _in_order(slide)
    first.text_frame.text, second.text_frame.text = title, under
    for place in others:
        place.element.getparent().remove(place.element)
    return slide


def _in_order(slide: Slide) -> list[Any]:
    """Return a slide's placeholders, its title first, the line under that second."""
    order = [*TITLES, PP_PLACEHOLDER.SUBTITLE, PP_PLACEHOLDER.BODY]

    def rank(place: Any) -> int:
        kind = place.placeholder_format.type
        return order.index(kind) if kind in order else len(order)

    return sorted(slide.placeholders, key=rank)


def _furniture(layout: SlideLayout) -> Iterator[Any]:
    places: Any = layout.placeholders
    for place in places:
        kind = place.placeholder_format.type
        said = kind == PP_PLACEHOLDER.SLIDE_NUMBER or place.text_frame.text.strip()
        if kind in FURNITURE and said:
            yield place


def write_title(slide: Slide, text: str, body: Body) -> None:
    """Write a slide's title into its placeholder, which other programs read as its name; where the
    layout has a place for it, in type that fits in there.
    """
    title: Any = slide.shapes.title
    title.text_frame.text = text
    if body.titled:
        high = height_of([text], body.width, TITLE, bold=True)
        title.left, title.top, title.width, title.height = (
            Pt(value) for value in (body.left, body.top, body.width, high)
        )
        return
    usual = _title_size(slide.slide_layout)
    size = usual
    while size > SMALLEST and height_of([text], title.width.pt - INSET, size) > title.height.pt:
        size -= 1
    if size < usual:
        for run in title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(size)


def _title_size(layout: SlideLayout) -> float:
    """Return the size of a layout's titles in points, its own or its master's."""
    master: Any = layout.slide_master
    pages: tuple[Any, ...] = (layout, master)
    titles = [place for page in pages for place in page.placeholders]
    own = [p.element for p in titles if p.placeholder_format.type in TITLES]
    styles: list[etree._Element] = [*own, *master.element.iter(f"{P}titleStyle")]
    for element in styles:
        for look in element.iterfind(f".//{A}lvl1pPr/{A}defRPr"):
            if look.get("sz"):
                return int(look.get("sz")) / 100
    return 44.0
