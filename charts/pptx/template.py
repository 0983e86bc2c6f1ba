"""An empty presentation in the project's look: size, theme fonts and colours, two layouts.

A presenter who chooses another theme recolours text and series, as both name the theme's slots.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml.shapes.picture import CT_Picture
from pptx.presentation import Presentation as Slides
from pptx.shapes.autoshape import Shape
from pptx.slide import SlideLayout, SlideMaster
from pptx.util import Pt

from charts.layout.brand_strip import strip_heights
from charts.pptx.native_chart import MAIN, slots
from charts.pptx.shapes import fill_box
from charts.pptx.slide_layout import (
    BODY,
    EDGE,
    HEIGHT,
    INSIDE,
    TITLE,
    WIDTH,
    Body,
    Paragraph,
    Stage,
    TextBox,
)
from charts.style.theme import Palette

TITLE_SLIDE, TITLE_ONLY = "Title Slide", "Title Only"
SWISS = {"panose": "020B0604020202020204", "pitchFamily": "34", "charset": "0"}
"""What a program without the font is told about it, so that it takes another sans serif."""
LAYOUTS = (TITLE_SLIDE, TITLE_ONLY)
THEME_SLOTS = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2"}
A = f"{{{MAIN}}}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
POINTS = 0.75
"""How many points a pixel is."""
MARGIN, FOOTER = 12, 10
"""How far from the slide's edge logo and footer stand, and the size of the footer's type."""
FURNITURE = ("dt", "ftr", "sldNum")
"""Placeholders that no slide here uses: date, footer, number."""


@dataclass(frozen=True)
class Design:
    """What slides are made on: a presentation without any, the layouts of its title slide and of
    the others, and where the chart stands on those.
    """

    file: Slides
    title_slide: SlideLayout
    chart: SlideLayout
    stage: Stage


def our_design(palette: Palette) -> Design:
    """Return a presentation in the project's look."""
    file = stencil(palette)
    title_slide, chart = (file.slide_layouts.get_by_name(name) for name in LAYOUTS)
    assert title_slide is not None
    assert chart is not None
    _brand(file.slide_master, palette)
    return Design(file, title_slide, chart, Stage(palette, _body(palette)))


def _body(palette: Palette) -> Body:
    """Return where charts stand: beside the strips of a house style's logo and footer."""
    above, below = (height * POINTS for height in strip_heights(palette))
    return replace(BODY, top=BODY.top + above, bottom=BODY.bottom - below)


def _brand(master: Any, palette: Palette) -> None:
    """Put the logo and the footer of a house style on the master."""
    tree, logo = master.shapes._spTree, palette.logo
    if logo is not None:
        wide, high = logo.width * POINTS, logo.height * POINTS
        left = EDGE if logo.is_on_left else WIDTH - EDGE - wide
        top = MARGIN if logo.is_on_top else HEIGHT - MARGIN - high
        _, name = master.part.get_or_add_image_part(io.BytesIO(logo.office))
        place = [Pt(side) for side in (left, top, wide, high)]
        new: Any = CT_Picture.new_pic
        tree.append(new(tree.max_shape_id + 1, "Logo", "Logo", name, *place))
    if palette.footer:
        align = "r" if logo is not None and logo.place == "bottom left" else "l"
        box = (EDGE, HEIGHT - MARGIN - FOOTER * 1.5, INSIDE, FOOTER * 1.5)
        words = [Paragraph(palette.footer, FOOTER, palette.quiet)]
        sp = tree.add_textbox(tree.max_shape_id + 1, "Footer", *(Pt(side) for side in box))
        fill_box(Shape(sp, master.shapes), TextBox("Footer", box, words, align=align), palette)


def stencil(palette: Palette) -> Slides:
    """Return a presentation without slides."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDTH), Pt(HEIGHT)
    master = deck.slide_master
    for layout in list(deck.slide_layouts):
        if layout.name not in LAYOUTS:
            deck.slide_layouts.remove(layout)
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme.blob = _theme(theme.blob, palette)
    _titles(master.element)
    for page in (master, *deck.slide_layouts):
        _bare(page)
    _places(master, {0: (20, 64), 1: (110, 380)})
    for layout in deck.slide_layouts:
        title_only = layout.name == TITLE_ONLY
        _places(layout, {0: (20, 64)} if title_only else {0: (120, 150), 1: (290, 90)})
        if not title_only:
            _large(layout)
    return deck


def _theme(content: bytes, palette: Palette) -> bytes:
    """Return the theme with the palette's colours and the bundled font."""
    root = etree.fromstring(content)
    root.set("name", "Cited Figures")
    own = {
        THEME_SLOTS.get(shade.slot, shade.slot): shade.colour for shade in slots(palette).values()
    }
    own |= {"lt2": palette.surface, "hlink": palette.accent, "folHlink": palette.quiet}
    for scheme in root.iter(f"{A}clrScheme"):
        scheme.set("name", "Cited Figures")
        for slot in scheme:
            colour = own.get(etree.QName(slot).localname)
            if colour:
                slot.clear()
                etree.SubElement(slot, f"{A}srgbClr", val=colour.lstrip("#"))
    for scheme in root.iter(f"{A}fontScheme"):
        scheme.set("name", "Cited Figures")
        for font in scheme.iter(f"{A}latin"):
            font.attrib.update({"typeface": palette.typeface.family, **SWISS})
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _titles(master: etree._Element) -> None:
    """Set titles in the master's style: left, at the top, as heavy as on the pages."""
    for style in master.iter(f"{P}titleStyle"):
        first = style.find(f"{A}lvl1pPr")
        first.set("algn", "l")
        look = first.find(f"{A}defRPr")
        look.set("sz", str(TITLE * 100))
        look.set("b", "1")


def _bare(page: SlideMaster | SlideLayout) -> None:
    """Take the furniture away, and what a layout changes of its title's look."""
    for place in list(page.placeholders):
        kind = place.element.find(f".//{P}ph").get("type")
        if kind in FURNITURE:
            place.element.getparent().remove(place.element)
        elif kind in ("title", "ctrTitle", "subTitle"):
            _left(place.element)


def _left(place: etree._Element) -> None:
    body = place.find(f".//{A}bodyPr")
    body.attrib.update({"lIns": "0", "rIns": "0", "tIns": "0", "bIns": "0", "anchor": "t"})
    for look in [*body.findall(f"{A}normAutofit")]:
        body.remove(look)
    for style in place.iter(f"{A}lstStyle"):
        for level in style:
            level.set("algn", "l")


def _large(layout: SlideLayout) -> None:
    """Set the title of a title slide large, at the foot of its box, and the line under it small."""
    for place, size, slot in zip(layout.placeholders, (40, 18), ("tx1", "tx2"), strict=True):
        style = place.element.find(f".//{A}lstStyle")
        for level in list(style):
            style.remove(level)
        first = etree.SubElement(style, f"{A}lvl1pPr", marL="0", indent="0", algn="l")
        etree.SubElement(first, f"{A}buNone")
        look = etree.SubElement(first, f"{A}defRPr", sz=str(size * 100))
        colour = etree.SubElement(etree.SubElement(look, f"{A}solidFill"), f"{A}schemeClr")
        colour.set("val", slot)
    layout.placeholders[0].element.find(f".//{A}bodyPr").set("anchor", "b")


def _places(page: SlideMaster | SlideLayout, tops: dict[int, tuple[int, int]]) -> None:
    """Put placeholders, by their number, at a top with a height, over the slide's width."""
    for place in list(page.placeholders):
        if place.placeholder_format.idx in tops:
            top, height = tops[place.placeholder_format.idx]
            place.left, place.top = Pt(EDGE), Pt(top)
            place.width, place.height = Pt(INSIDE), Pt(height)
